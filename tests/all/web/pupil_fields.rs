//! The school's own pupil fields: kept among the settings, filled in by their kind, seen by whom the school says, never lost.

use axum::http::StatusCode;

use super::{count, run, summary_follows_the_form, words};
use crate::support::{Session, TestApp};

const HOME: &str = "/settings/pupil-fields";

async fn add(session: &Session, fields: &[(&str, &str)]) {
    let added = session.post(HOME, fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
}

/// One field of each kind: 1 to 6.
async fn all_kinds(session: &Session) {
    for (name, kind, audience) in [
        ("Locker", "line", "pupil"),
        ("Goes home with", "text", "record"),
        ("Swims", "yes_no", "pupil"),
        ("Shoe size", "number", "pupil"),
        ("Passport until", "date", "pupil"),
        ("Travels by", "choice", "record"),
    ] {
        let more = [("unit", "cm"), ("lowest", "10"), ("highest", "30"), ("choices", "Bus\nOn <foot>")];
        let fields = [("name", name), ("kind", kind), ("audience", audience), ("help", "As parents say")];
        add(session, &[&fields[..], &more].concat()).await;
    }
}

#[tokio::test]
async fn whoever_looks_after_the_settings_adds_renames_moves_and_takes_out_fields() {
    let app = TestApp::new().await;
    let (senco, admin) = (app.sign_in("senco").await, app.sign_in("admin").await);
    all_kinds(&admin).await;
    let page = senco.get(HOME).await.body;
    for words in ["Shoe size", "From 10 to 30 cm", "On &lt;foot&gt;", "Only who sees the SEN record", "As parents say"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    senco.post(&format!("{HOME}/order"), &[("order", "1,2,3,4,5,6"), ("up", "2")]).await;
    let page = senco.get(HOME).await.body;
    assert!(page.find("Goes home with") < page.find("Locker"), "{page}");
    let late = senco.post(&format!("{HOME}/order"), &[("order", "1,2,3,4,5,6"), ("up", "2")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the order that was seen is no longer that");
    let lost = senco.post(&format!("{HOME}/order"), &[("order", "2,1,3,4,5,6"), ("up", "2")]).await;
    assert_eq!(lost.status, StatusCode::BAD_REQUEST, "the first does not move up");
    let edit = senco.get(&format!("{HOME}/4/edit")).await.body;
    assert!(edit.contains("value=\"Shoe size\"") && edit.contains("name=\"seen\" value=\"4\""), "{edit}");
    let anew = [("name", "Skate size"), ("audience", "pupil"), ("unit", "cm"), ("kind", "line"), ("seen", "4")];
    assert_eq!(senco.post(&format!("{HOME}/4/edit"), &anew).await.status, StatusCode::SEE_OTHER);
    assert_eq!(words(&app, "SELECT kind FROM pupil_field WHERE id = 4").await, "number", "the kind stays");
    let twice = [("name", "Boots"), ("audience", "pupil"), ("seen", "4")];
    assert_eq!(admin.post(&format!("{HOME}/4/edit"), &twice).await.status, StatusCode::CONFLICT);
    assert_eq!(senco.post(&format!("{HOME}/1/withdrawal"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post(&format!("{HOME}/1/withdrawal"), &[]).await.status, StatusCode::NOT_FOUND, "once");
    assert_eq!(senco.get(&format!("{HOME}/1/edit")).await.status, StatusCode::NOT_FOUND);
    let page = senco.get(HOME).await.body;
    assert!(page.contains("Skate size") && !page.contains("Shoe size") && !page.contains("Locker"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM pupil_field_wording").await, 7, "an old name stays on record");
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'pupil_field'").await, 9);
}

#[tokio::test]
async fn a_field_that_cannot_be_is_refused_beside_its_cause() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    add(&senco, &[("name", "Locker"), ("kind", "line"), ("audience", "pupil")]).await;
    for (fields, why) in [
        (vec![("name", ""), ("kind", "line")], "Enter what the school calls it"),
        (vec![("name", " locker"), ("kind", "line")], "“Locker” is in the list already"),
        (vec![("name", "Date of birth"), ("kind", "date")], "has a place of its own already: on the pupil’s page"),
        (vec![("name", "X <b>"), ("kind", "")], "Choose what is filled in"),
        (vec![("name", "X"), ("kind", "choice"), ("choices", "One")], "at least two choices"),
        (vec![("name", "X"), ("kind", "choice"), ("choices", "One\none")], "“one” stands there twice"),
        (vec![("name", "X"), ("kind", "number"), ("lowest", "few")], "Enter the lowest number as a number"),
        (vec![("name", "X"), ("kind", "number"), ("lowest", "5"), ("highest", "5")], "must be over the lowest (5)"),
    ] {
        let wrong = senco.post(HOME, &[&fields[..], &[("audience", "pupil"), ("help", "Kept <so>")]].concat()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why) && wrong.body.contains("Kept &lt;so&gt;"), "{why}: {}", wrong.body);
    }
    summary_follows_the_form(&senco.post(HOME, &[("name", "")]).await.body);
    assert_eq!(count(&app, "SELECT count(*) FROM pupil_field").await, 1);
}

#[tokio::test]
async fn values_are_filled_in_by_their_kind_and_what_stood_before_stays_readable() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert!(!senco.get("/pupils/1").await.body.contains("The school’s own fields"), "there are none");
    all_kinds(&senco).await;
    let good = [
        ("field-1", "Blue <7>"),
        ("field-2", "Her aunt\non Fridays"),
        ("field-3", "no"),
        ("field-4", "21.50"),
        ("field-5", "24/11/2027"),
        ("field-6", "Bus"),
    ];
    assert_eq!(senco.post("/pupils/1/fields", &good).await.location.as_deref(), Some("/pupils/1/fields"));
    for path in ["/pupils/1", "/pupils/1/fields"] {
        let page = senco.get(path).await.body;
        for words in ["Blue &lt;7&gt;", "Her aunt", "No", "21.5 cm", "Wednesday 24 November 2027", "Bus"] {
            assert!(page.contains(words), "{path}: {words}: {page}");
        }
    }
    let edit = senco.get("/pupils/1/fields/edit").await.body;
    assert!(edit.contains("name=\"seen-4\" value=\"4\"") && edit.contains("value=\"2027-11-24\""), "{edit}");
    let wrong = [("field-4", "99"), ("seen-4", "4"), ("field-5", "31 June"), ("seen-5", "5"), ("field-1", "Red <8>")];
    let wrong = senco.post("/pupils/1/fields", &[&wrong[..], &[("seen-1", "1")]].concat()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["“Shoe size” must be 30 or less", "“Passport until” must be a real date", "Red &lt;8&gt;", "31 June"]
    {
        assert!(wrong.body.contains(words), "{words}: {}", wrong.body);
    }
    summary_follows_the_form(&wrong.body);
    assert_eq!(
        count(&app, "SELECT count(*) FROM pupil_field_value").await,
        6,
        "nothing is kept of a form with an error"
    );
    let anew = [
        ("field-4", "22"),
        ("seen-4", "4"),
        ("field-3", ""),
        ("seen-3", "3"),
        ("field-1", "Blue <7>"),
        ("seen-1", "1"),
    ];
    assert_eq!(senco.post("/pupils/1/fields", &anew).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/pupils/1/fields").await.body;
    assert!(page.contains("22 cm") && page.contains("What stood before (2)") && page.contains("21.5 cm"), "{page}");
    assert!(page.contains("by Mrs Anand, to Wednesday 18 November 2026"), "{page}");
    let deeds = "SELECT group_concat(verb || ' ' || detail, ', ') FROM audit
                 WHERE thing = 'pupil_field' AND pupil_id = 1 AND verb <> 'viewed' AND id > (SELECT max(id) - 12 FROM audit)";
    let deeds = words(&app, deeds).await;
    assert!(deeds.ends_with("ended Swims, changed Shoe size"), "{deeds}");
    senco.post(&format!("{HOME}/4/withdrawal"), &[]).await;
    let page = senco.get("/pupils/1/fields").await.body;
    assert!(page.contains("Fields that are asked for no more (2)") && page.contains("22 cm"), "{page}");
    assert!(!senco.get("/pupils/1").await.body.contains("22 cm"));
    let line = app.sign_in("teacher").await.get("/pupils/1/timeline").await.body;
    assert!(line.contains("Filled in") && line.contains("Shoe size"), "{line}");
}

#[tokio::test]
async fn who_sees_a_field_is_what_the_school_says_and_only_the_senco_fills_it_in() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    all_kinds(&senco).await;
    senco.post("/pupils/1/fields", &[("field-1", "Blue"), ("field-2", "Her aunt"), ("field-6", "Bus")]).await;
    for (who, record) in [("teacher", true), ("head", true), ("ta", false), ("office", false)] {
        let session = app.sign_in(who).await;
        for path in ["/pupils/1", "/pupils/1/fields"] {
            let page = session.get(path).await.body;
            assert!(page.contains("Blue"), "{who} {path}: {page}");
            for words in ["Her aunt", "Travels by"] {
                assert_eq!(page.contains(words), record, "{who} {path} {words}: {page}");
            }
        }
        assert!(!session.get("/pupils/1/fields").await.body.contains("/fields/edit"), "{who}");
        assert_eq!(session.post("/pupils/1/fields", &[("field-1", "Red")]).await.status, StatusCode::FORBIDDEN);
    }
    for who in ["other_teacher", "governor", "admin"] {
        assert_eq!(app.sign_in(who).await.get("/pupils/1/fields").await.status, StatusCode::NOT_FOUND, "{who}");
    }
    let narrowed = [("name", "Locker"), ("audience", "record")];
    senco.post(&format!("{HOME}/1/edit"), &narrowed).await;
    let ta = app.sign_in("ta").await;
    assert!(!ta.get("/pupils/1/fields").await.body.contains("Blue"), "narrowed for what stood before, too");
    assert!(!ta.get("/pupils/1/timeline").await.body.contains("Locker"));
    assert_eq!(count(&app, "SELECT count(*) FROM pupil_field_value WHERE ended_at IS NULL").await, 3);
}

#[tokio::test]
async fn what_somebody_else_filled_in_meanwhile_is_shown_and_never_overwritten_unseen() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    all_kinds(&senco).await;
    senco.post("/pupils/1/fields", &[("field-1", "Blue"), ("field-4", "20")]).await;
    run(&app, "UPDATE pupil_field_value SET ended_at = 1794992400 WHERE id = 1;
               INSERT INTO pupil_field_value (id, pupil_id, field_id, value, entered_at) VALUES (9, 1, 1, 'Green', 1794992400);").await;
    let mine = [("field-1", "Red"), ("seen-1", "1"), ("field-4", "21"), ("seen-4", "2")];
    let late = senco.post("/pupils/1/fields", &mine).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for words in ["Green", "value=\"Red\"", "value=\"21\"", "name=\"seen-1\" value=\"9\""] {
        assert!(late.body.contains(words), "{words}: {}", late.body);
    }
    assert_eq!(words(&app, "SELECT value FROM pupil_field_value WHERE field_id = 4").await, "20", "all or nothing");
    let untouched = [("field-1", "Blue"), ("seen-1", "1"), ("field-4", "21"), ("seen-4", "2")];
    assert_eq!(senco.post("/pupils/1/fields", &untouched).await.status, StatusCode::SEE_OTHER);
    let now = "SELECT value FROM pupil_field_value WHERE field_id = 1 AND ended_at IS NULL";
    assert_eq!(words(&app, now).await, "Green", "whoever did not touch it changes nothing");
    let none = senco.post("/pupils/1/fields", &[("field-99", "x"), ("seen-99", "1")]).await;
    assert_eq!(none.status, StatusCode::SEE_OTHER, "a field that is none changes nothing");
}

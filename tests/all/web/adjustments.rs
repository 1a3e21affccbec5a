//! Adjustments and equipment, the school's layers of support, and the sheet for whoever covers a class.

use axum::http::StatusCode;
use thrice::domain::time::Moment;

use super::{count, run, words};
use crate::support::{Session, TestApp};

const LARGE_PRINT: &[(&str, &str)] = &[
    ("kind", "adjustment"),
    ("words", "Reads <large> print"),
    ("source", "Teacher of the visually impaired"),
    ("from_on", "2026-11-02"),
];

#[tokio::test]
async fn what_must_be_done_stands_above_the_targets_wherever_they_are_read_and_owes_no_review() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let saved = teacher.post("/pupils/1/adjustments", LARGE_PRINT).await;
    assert_eq!(saved.location.as_deref(), Some("/pupils/1/adjustments"), "{}", saved.body);
    teacher
        .post("/pupils/1/adjustments", &[("kind", "equipment"), ("words", "Sloping desk"), ("from_on", "2026-11-02")])
        .await;
    for (who, path) in [
        ("teacher", "/my-pupils"),
        ("ta", "/my-pupils"),
        ("teacher", "/my-pupils/sheet"),
        ("senco", "/cover?class=4A"),
        ("ta", "/pupils/1/adjustments"),
    ] {
        let page = app.sign_in(who).await.get(path).await.body;
        assert!(page.contains("Reads &lt;large&gt; print") && page.contains("Sloping desk"), "{who} {path}: {page}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM cycle").await, 1);
    let ended = teacher.post("/pupils/1/adjustments/1/end", &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(teacher.post("/pupils/1/adjustments/1/end", &[]).await.status, StatusCode::CONFLICT, "once");
    assert_eq!(words(&app, "SELECT until_on FROM adjustment WHERE id = 1").await, "2026-11-18");
    app.app.clock.set(app.app.clock.now().plus_minutes(24 * 60));
    let page = app.sign_in("ta").await.get("/my-pupils").await.body;
    assert!(!page.contains("large") && page.contains("Sloping desk"), "the day after its last it holds no more");
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    for (change, why) in [
        (("kind", ""), "Choose which of the two it is"),
        (("words", ""), "Say what is done differently"),
        (("from_on", "2026-12-01"), "the first day"),
        (("until_on", "soon"), "must be a real date"),
        (("until_on", "2026-11-01"), "cannot end before it begins"),
    ] {
        let kept = LARGE_PRINT.iter().filter(|(name, _)| *name != change.0).chain([&change]);
        let fields: Vec<_> = kept.copied().collect();
        let wrong = teacher.post("/pupils/1/adjustments", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.to_lowercase().contains(&why.to_lowercase()), "{why}: {}", wrong.body);
        assert!(wrong.body.contains("Teacher of the visually impaired"), "{}", wrong.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM adjustment").await, 0);
}

#[tokio::test]
async fn a_school_names_its_layers_and_a_pupil_is_on_several_without_a_status() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/pupils/1/layers").await.body.contains("Name them"));
    assert_eq!(senco.post("/layers/ready", &[]).await.status, StatusCode::SEE_OTHER);
    senco.post("/layers", &[("name", "Our <nest>")]).await;
    let twice = senco.post("/layers", &[("name", "Targeted")]).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("There is a layer of this name"));
    let page = senco.get("/layers").await.body;
    assert!(page.contains("Targeted plus") && page.contains("Our &lt;nest&gt;"), "{page}");
    let put = |layer| [("layer", layer), ("why", "Reads below his age"), ("from_on", "2026-11-02")];
    for layer in ["2", "5"] {
        assert_eq!(senco.post("/pupils/1/layers", &put(layer)).await.status, StatusCode::SEE_OTHER);
    }
    let again = senco.post("/pupils/1/layers", &put("2")).await;
    assert!(
        again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("is on this layer"),
        "{}",
        again.body
    );
    assert!(again.body.contains("Reads below his age"));
    let board = senco.get("/round").await.body;
    assert!(board.contains("Targeted, Our &lt;nest&gt;"), "{board}");
    let amira = "<a href=\"/pupils/1\">";
    for (layer, is_shown) in [("Targeted", true), ("Our+%3Cnest%3E", true), ("Universal", false), ("-", false)] {
        let narrow = senco.get(&format!("/round?layer={layer}")).await.body;
        assert_eq!(narrow.contains(amira), is_shown, "{layer}: {narrow}");
    }
    assert!(board.contains("<option value=\"-\">On none</option>"), "{board}");
    assert!(senco.get("/pupils/1/record").await.body.contains("Our &lt;nest&gt;"));
    assert_eq!(words(&app, "SELECT group_concat(code) FROM sen_status WHERE pupil_id = 1").await, "K");
    // Out of use it stays where it was, and is no longer to be chosen.
    senco.post("/layers/5/withdrawal", &[]).await;
    let page = senco.get("/pupils/1/layers").await.body;
    assert!(page.contains("Our &lt;nest&gt;") && !page.contains("<option value=\"5\""), "{page}");
    senco.post("/pupils/1/layers/1/end", &[]).await;
    app.app.clock.set(app.app.clock.now().plus_minutes(24 * 60));
    let board = app.sign_in("senco").await.get("/round").await.body;
    assert!(!board.contains("Targeted,"), "{board}");
    for (who, status) in
        [("teacher", StatusCode::FORBIDDEN), ("other_teacher", StatusCode::NOT_FOUND), ("ta", StatusCode::NOT_FOUND)]
    {
        assert_eq!(app.sign_in(who).await.post("/pupils/1/layers", &put("3")).await.status, status, "{who}");
    }
}

fn at(app: &TestApp, day: &str, hour: u32) {
    let time = chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    app.app.clock.set(Moment::at(day.parse().unwrap(), time));
}

/// The address of the link that is shown once, on the page that answers.
async fn link(session: &Session, day: &str) -> String {
    let made = session.post("/cover", &[("class", "4A"), ("day", day)]).await.location.unwrap();
    let page = session.get(&made).await.body;
    let start = page.find("/c/").unwrap_or_else(|| panic!("no link in {page}"));
    page[start..start + 3 + 64].to_owned()
}

#[tokio::test]
async fn whoever_covers_finds_what_to_do_on_one_sheet_and_leaves_a_note_until_six() {
    let app = TestApp::new().await;
    run(
        &app,
        "INSERT INTO profile (pupil_id, liked, support, please_do, please_dont, how, written_by, entered_at)
           VALUES (1, 'My jokes', 'Two minutes in the book corner', 'Say my name first', 'Hurry me', 'talk', 'pupil', 1795000000);",
    )
    .await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/cover?class=4A&day=2026-11-20").await.body;
    for said in [
        "Amira K.",
        "Say my name first",
        "Model the sentence back",
        "Hurry me",
        "Two minutes in the book corner",
        "Mrs Anand",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Khan") && !page.contains("Speech, language"), "an initial, and no need: {page}");
    for (day, why) in
        [("2026-11-17", "is over"), ("2026-11-21", "no school day"), ("2026-12-09", "two weeks"), ("x", "real date")]
    {
        let wrong = teacher.get(&format!("/cover?class=4A&day={day}")).await.body;
        assert!(wrong.contains(why) && !wrong.contains("Amira"), "{day}: {wrong}");
    }
    assert!(!teacher.get("/cover?class=5A").await.body.contains("Ben"), "a class that is not theirs");
    at(&app, "2026-11-21", 9);
    let weekend = app.sign_in("teacher").await;
    assert_eq!(weekend.get("/cover").await.status, StatusCode::OK, "on a Saturday, too");
    assert!(
        weekend.get("/cover?class=4A").await.body.contains("Monday 23 November 2026"),
        "for the next day of school"
    );
    at(&app, "2026-11-18", 9);
    let teacher = app.sign_in("teacher").await;
    let link = link(&teacher, "2026-11-20").await;
    assert_eq!(app.stranger().get(&link).await.status, StatusCode::NOT_FOUND, "not before the day");
    at(&app, "2026-11-20", 15);
    let form = app.stranger().get(&link).await;
    assert!(
        form.status == StatusCode::OK && !form.body.contains("Amira") && !form.body.contains("4A"),
        "{}",
        form.body
    );
    let wrong = app.stranger().post(&link, &[("how", "tricky"), ("by", "Mr Noon")]).await;
    assert!(wrong.body.contains("what was tricky") && wrong.body.contains("Mr Noon"), "{}", wrong.body);
    let note = [("how", "tricky"), ("words", "A <loud> lunch"), ("by", "Mr Noon")];
    let left = app.stranger().post(&link, &note).await;
    assert_eq!(left.location.as_deref(), Some(format!("{link}?left=yes").as_str()), "{}", left.body);
    assert!(
        !app.stranger().get(&link).await.body.contains("loud"),
        "nothing that anybody wrote stands behind the link"
    );
    for who in ["teacher", "ta"] {
        let page = app.sign_in(who).await.get("/my-pupils").await.body;
        assert!(page.contains("A &lt;loud&gt; lunch") && page.contains("Mr Noon"), "{who}: {page}");
    }
    assert!(!app.sign_in("other_teacher").await.get("/my-pupils").await.body.contains("loud"));
    at(&app, "2026-11-20", 18);
    assert_eq!(app.stranger().post(&link, &note).await.status, StatusCode::NOT_FOUND, "the day is over");
    assert_eq!(count(&app, "SELECT count(*) FROM cover_note").await, 1);
}

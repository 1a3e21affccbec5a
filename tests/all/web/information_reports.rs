//! What the school offers families: in its own words, looked at, published with no child in it, and open to everybody behind a switch.

use axum::http::StatusCode;

use super::{count, on, run, words};
use crate::support::{Session, TestApp};

const HOME: &str = "/information-report";
const OPEN: &str = "/open/1/information-report";

async fn done(session: &Session, path: &str, fields: &[(&str, &str)]) {
    let answer = session.post(path, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
}

async fn wrong(session: &Session, path: &str, fields: &[(&str, &str)], why: &str) {
    let answer = session.post(path, fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {why}");
    assert!(answer.body.contains(why), "{why}: {}", answer.body);
}

async fn with_a_provision(app: &TestApp) {
    run(
        app,
        "INSERT INTO provision (id, school_id, name) VALUES (1, 1, 'Small group'), (2, 1, 'Calm room');
         INSERT INTO provision_description (provision_id, purpose, evidence, entry_criteria, exit_criteria, rate_role, entered_at)
           VALUES (1, 'To read with others', '', '', '', '', 0);
         UPDATE school SET sendiass = 'Family Voice, 01234 567890', local_offer = 'https://offer.example.org';",
    )
    .await;
}

#[tokio::test]
async fn what_is_written_is_looked_at_published_and_kept_as_it_was() {
    let app = TestApp::new().await;
    with_a_provision(&app).await;
    let senco = app.sign_in("senco").await;
    let page = senco.get(HOME).await.body;
    assert!(page.contains("18 parts are not written yet") && page.contains("6.79 and 6.82"), "{page}");
    wrong(&senco, "/information-report/publication", &[], "there is nothing to publish").await;
    let part = "/information-report/parts/reviewing";
    assert!(senco.get(part).await.body.contains("SEND Code of Practice, 6.79"));
    done(&senco, part, &[("words", "We look at <targets> every term.")]).await;
    let form = senco.get("/information-report/provisions/1").await.body;
    assert!(form.contains("To read with others"), "it begins with the catalogue's words: {form}");
    let shown = [("area", "cognition"), ("words", "Four children read together.")];
    done(&senco, "/information-report/provisions/1", &shown).await;
    let look = senco.get("/information-report/preview").await.body;
    for said in [
        "We look at &lt;targets&gt; every term.",
        "Cognition and learning",
        "Four children read together.",
        "Family Voice, 01234 567890",
        "href=\"https://offer.example.org\"",
        "Not published.",
    ] {
        assert!(look.contains(said), "{said}: {look}");
    }
    assert!(!look.contains("Calm room"), "what nobody chose is not shown");
    done(&senco, "/information-report/publication", &[]).await;
    done(&senco, part, &[("words", "We look at them twice a term.")]).await;
    done(&senco, "/information-report/provisions/1/withdrawal", &[]).await;
    assert_eq!(senco.post("/information-report/provisions/1/withdrawal", &[]).await.status, StatusCode::NOT_FOUND);
    let old = senco.get("/information-report/versions/1").await.body;
    assert!(old.contains("every term.") && old.contains("Four children") && !old.contains("twice a term"), "{old}");
    assert!(senco.get("/information-report/preview").await.body.contains("twice a term"));
    done(&senco, "/information-report/publication", &[]).await;
    let page = senco.get(HOME).await.body;
    assert!(
        page.contains("/information-report/versions/1") && page.contains("/information-report/versions/2"),
        "{page}"
    );
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'information_report'").await, 6);
}

#[tokio::test]
async fn bad_input_is_said_beside_its_field_and_changes_nothing() {
    let app = TestApp::new().await;
    with_a_provision(&app).await;
    let head = app.sign_in("head").await;
    let long = "long ".repeat(1700);
    wrong(&head, "/information-report/parts/kinds", &[("words", &long)], "at most 8000").await;
    let provision = "/information-report/provisions/1";
    wrong(&head, provision, &[("area", ""), ("words", "We <read>")], "Choose the area of need").await;
    wrong(&head, provision, &[("area", "cognition"), ("words", "")], "Say in at most 600 letters").await;
    for path in ["parts/none", "provisions/9", "versions/9"] {
        assert_eq!(head.get(&format!("{HOME}/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM information_text").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM information_provision").await, 0);
    let opened = ("opened", r#"[["words",""]]"#);
    done(&head, "/information-report/parts/kinds", &[("words", "Ours"), opened]).await;
    let senco = app.sign_in("senco").await;
    let both = senco.post("/information-report/parts/kinds", &[("words", "Mine"), opened]).await;
    assert_eq!(both.status, StatusCode::CONFLICT, "two people wrote at once: {}", both.body);
    assert_eq!(words(&app, "SELECT group_concat(words) FROM information_text").await, "Ours");
}

#[tokio::test]
async fn no_childs_name_is_published_and_it_is_said_where_it_stands() {
    let app = TestApp::new().await;
    with_a_provision(&app).await;
    let senco = app.sign_in("senco").await;
    let name = words(&app, "SELECT forename || ' ' || surname FROM pupil WHERE id = 1").await;
    let told = format!("{name} reads now.");
    done(&senco, "/information-report/parts/effect", &[("words", &told)]).await;
    let asked = format!("Ask {name}.");
    done(&senco, "/information-report/provisions/1", &[("area", "cognition"), ("words", &asked)]).await;
    let why = format!("How we know that it works names “{name}”");
    wrong(&senco, "/information-report/publication", &[], &why).await;
    let why = format!("Help beside the lessons, Small group names “{name}”");
    wrong(&senco, "/information-report/publication", &[], &why).await;
    assert_eq!(count(&app, "SELECT count(*) FROM information_publication").await, 0);
}

#[tokio::test]
async fn the_open_page_shows_what_was_published_last_and_is_brought_up_to_date_every_year() {
    let app = TestApp::new().await;
    let (senco, stranger) = (app.sign_in("senco").await, app.stranger());
    assert_eq!(stranger.get(OPEN).await.status, StatusCode::NOT_FOUND);
    let switch = "/open-pages/information_report";
    wrong(&senco, switch, &[("open", "yes")], "Nothing is published yet").await;
    done(&senco, "/information-report/parts/kinds", &[("words", "Many needs.")]).await;
    done(&senco, "/information-report/publication", &[]).await;
    done(&senco, switch, &[("open", "yes")]).await;
    done(&senco, "/information-report/parts/kinds", &[("words", "Drafted.")]).await;
    let page = stranger.get(OPEN).await;
    assert_eq!((page.status, page.cookie.as_deref()), (StatusCode::OK, None));
    assert!(page.body.contains("Many needs.") && !page.body.contains("Drafted."), "{}", page.body);
    assert!(page.headers.get("cache-control").is_some_and(|value| value.as_bytes().starts_with(b"public")));
    assert!(!senco.get("/").await.body.contains("up to date"), "a year away");
    on(&app, "2027-10-08");
    let page = app.sign_in("senco").await.get("/").await.body;
    assert!(page.contains("Bring the SEN information report up to date"), "{page}");
    assert!(page.contains("Thursday 18 November 2027") && page.contains("Code of Practice 6.79"), "{page}");
    let senco = app.sign_in("senco").await;
    done(&senco, "/information-report/publication", &[]).await;
    assert!(!senco.get("/").await.body.contains("SEN information report up to date"));
    done(&senco, switch, &[("open", "no")]).await;
    assert_eq!(stranger.get(OPEN).await.status, StatusCode::NOT_FOUND);
}

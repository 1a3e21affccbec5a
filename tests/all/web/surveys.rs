//! A survey of families and of pupils: without a name, nothing shown before its end or of fewer than five, and what the school did goes
//! home.

use axum::http::StatusCode;

use super::{count, on, run, words};
use crate::support::{Session, TestApp};

async fn begun(app: &TestApp, whom: &str) -> Session {
    let senco = app.sign_in("senco").await;
    let begun = senco.post("/surveys", &[("whom", whom), ("closes_on", "2026-12-02")]).await;
    assert_eq!(begun.location.as_deref(), Some("/surveys/1"), "{}", begun.body);
    senco
}

/// The links of the newest survey's messages.
async fn links(app: &TestApp) -> Vec<String> {
    let raw = words(app, "SELECT group_concat(CAST(raw AS TEXT), '') FROM notice WHERE kind LIKE 'survey%'").await;
    let raw = raw.replace("=\r\n", "");
    let found = raw.match_indices("/s/").map(|(at, _)| raw[at..at + 67].to_owned());
    let mut all: Vec<String> = found.filter(|link| link[3..].bytes().all(|b| b.is_ascii_hexdigit())).collect();
    all.sort();
    all.dedup();
    all
}

#[tokio::test]
async fn families_are_asked_once_and_answer_without_a_name() {
    let app = TestApp::new().await;
    let senco = begun(&app, "families").await;
    let twice = senco.post("/surveys", &[("whom", "families"), ("closes_on", "2026-12-02")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("They are asked already"), "{}", twice.body);
    let page = senco.get("/surveys/1").await.body;
    assert!(page.contains("Sana") && !page.contains("Carl"), "who is barred is not asked: {page}");
    assert!(page.contains("Nobody has been asked") || page.contains("0 answered, 0 were asked"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM notice").await, 0, "nothing goes before somebody sends it");
    for _ in 0..2 {
        senco.post("/surveys/1/messages", &[("news", "asked")]).await;
    }
    let asked = count(&app, "SELECT count(*) FROM survey_asked").await;
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE kind = 'survey'").await, asked, "one each");
    assert_eq!(count(&app, "SELECT count(*) FROM survey_asked WHERE adult_id = 3").await, 0, "Carl");
    let raw = words(&app, "SELECT group_concat(CAST(raw AS TEXT), '') FROM notice").await;
    for child in ["Amira", "Ben ", "SEN"] {
        assert!(!raw.contains(child), "{child}: {raw}");
    }
    let all = links(&app).await;
    assert_eq!(i64::try_from(all.len()).unwrap(), asked);
    let parent = app.stranger();
    let page = parent.get(&all[0]).await.body;
    assert!(page.contains("The help that we agreed really happens") && !page.contains("Amira"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM survey_answer").await, 0, "looking answers nothing");
    let blank = parent.post(&all[0], &[("heard", "very")]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", blank.body);
    let answer = [("heard", "partly"), ("right", "no"), ("words", "Phone us <back>")];
    for _ in 0..2 {
        assert_eq!(parent.post(&all[0], &answer).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(
        words(&app, "SELECT group_concat(heard || put_right || words) FROM survey_answer").await,
        "partlynoPhone us <back>"
    );
    assert!(parent.get(&all[0]).await.body.contains("We have your answers"));
    assert!(!parent.get(&all[0]).await.body.contains("Phone us"), "what they wrote is not behind the link");
    let seen = senco.get("/surveys/1").await.body;
    assert!(
        seen.contains(&format!("1 of {asked} answered")) && !seen.contains("Phone us"),
        "not while it is open: {seen}"
    );
    let of = "SELECT count(*) FROM audit WHERE actor_kind = 'adult' OR detail LIKE '%Phone%'";
    assert_eq!(count(&app, of).await, 0, "nothing tells who answered");
    senco.post("/surveys/1/messages", &[("news", "again")]).await;
    let again = count(&app, "SELECT count(*) FROM notice WHERE key LIKE 'survey/1/again/%'").await;
    assert_eq!(again, asked - 1, "who has answered is not asked again");
    let once = senco.get("/surveys/1").await.body;
    assert!(once.contains("reminded on Wednesday 18 November 2026.") && !once.contains("Remind "), "{once}");
    senco.post("/surveys/1/messages", &[("news", "again")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM survey_sending WHERE news = 'again'").await, 1, "once");
    run(&app, "INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) SELECT id, 'other', '', 'import', 0 FROM guardianship").await;
    assert_eq!(
        parent.get(&all[1]).await.status,
        StatusCode::NOT_FOUND,
        "a link opens nothing for whoever is barred since"
    );
    assert_eq!(parent.get("/s/0000").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn five_answers_are_shown_after_the_end_and_what_was_done_goes_home() {
    let app = TestApp::new().await;
    let senco = begun(&app, "families").await;
    senco.post("/surveys/1/messages", &[("news", "asked")]).await;
    let link = links(&app).await.remove(0);
    app.stranger().post(&link, &[("heard", "yes"), ("words", "Thank you")]).await;
    let there = "/surveys/1/answers";
    let blank = senco.post(there, &[]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    for heard in ["yes", "yes", "no"] {
        assert_eq!(senco.post(there, &[("heard", heard)]).await.status, StatusCode::SEE_OTHER);
    }
    on(&app, "2026-12-03");
    let senco = app.sign_in("senco").await;
    let four = senco.get("/surveys/1").await.body;
    assert!(four.contains("nothing is shown") && !four.contains("Thank you"), "{four}");
    let late = senco.post(there, &[("heard", "no")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is added to what is shown");
    run(&app, "INSERT INTO survey_answer (id, survey_id, heard) VALUES (5, 1, 'partly')").await;
    let five = senco.get("/surveys/1").await.body;
    assert!(five.contains("60% of 5") && five.contains("Thank you") && five.contains("Not shown"), "{five}");
    let governor = app.sign_in("governor").await;
    assert!(governor.get("/surveys/1").await.body.contains("60% of 5"));
    let framework = senco.get("/self-evaluation/frameworks/what-families-expect").await;
    assert_eq!(framework.status, StatusCode::OK);
    let beside = "Families, November 2026: 60% of 5 agree with “The school listens to what my child and I say.”";
    assert!(framework.body.contains(beside), "{}", framework.body);
    for nothing in ["asked", "again", "acted"] {
        assert_eq!(
            senco.post("/surveys/1/messages", &[("news", nothing)]).await.status,
            StatusCode::CONFLICT,
            "{nothing}"
        );
    }
    senco.post("/surveys/1/action", &[("words", "We phone back on the same day.")]).await;
    let parent = app.stranger().get(&link).await.body;
    assert!(
        parent.contains("What we did about your answers") && parent.contains("We phone back on the same day."),
        "{parent}"
    );
    senco.post("/surveys/1/messages", &[("news", "acted")]).await;
    let told = count(&app, "SELECT count(*) FROM notice WHERE kind = 'survey_back'").await;
    assert_eq!(told, count(&app, "SELECT count(*) FROM survey_asked").await);
    let once = senco.get("/surveys/1").await.body;
    assert!(once.contains("told what came of it on Thursday 3 December 2026.") && !once.contains("Tell 3"), "{once}");
}

#[tokio::test]
async fn pupils_answer_on_sheets_that_bear_no_name() {
    let app = TestApp::new().await;
    let senco = begun(&app, "pupils").await;
    for wrong in ["", "0", "301", "many"] {
        let refused = senco.post("/surveys/1/sheets", &[("sheets", wrong)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.body.contains("from 1 to 300"), "{}", refused.body);
    }
    let sheets = senco.post("/surveys/1/sheets", &[("sheets", "3")]).await.body;
    assert_eq!(sheets.matches("The code that leads a phone").count(), 3, "{sheets}");
    assert!(!sheets.contains("Amira") && !sheets.contains("Ben "), "{sheets}");
    assert_eq!(count(&app, "SELECT count(*) FROM survey_asked WHERE adult_id IS NULL").await, 3);
    assert!(senco.get("/surveys/1").await.body.contains("0 of 3 answered"));
}

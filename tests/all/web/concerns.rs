//! A concern goes from a teacher to the SENCO, and the answer goes back.

use axum::http::StatusCode;

use super::{count, run, summary_follows_the_form};
use crate::support::{Session, TestApp};

const RAISED: &[(&str, &str)] = &[
    ("seen", "Loses the thread when there are two steps"),
    ("tried", "A picture card for each step"),
    ("tried_for", "Four weeks"),
    ("happened", "Better with the card, not without"),
    ("told", "yes"),
    ("told_on", "2026-11-12"),
    ("told_how", "At the gate; they see it at home"),
];

async fn raise(session: &Session, pupil: i64) -> String {
    let answer = session.post(&format!("/pupils/{pupil}/concerns"), RAISED).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location.unwrap().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_answer_goes_back_to_whoever_raised_it() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("other_teacher").await;
    assert!(teacher.get("/concerns/new").await.body.contains("Ben Ode"), "a pupil without SEN");
    let nobody = teacher.get("/concerns/new?pupil=").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("Choose whom it is about"), "{}", nobody.body);
    let concern = raise(&teacher, 2).await;
    assert_eq!(raise(&teacher, 2).await, concern, "sent twice, it is one concern");
    assert!(teacher.get("/my-pupils").await.body.contains("Waits for an answer"));

    let senco = app.sign_in("senco").await;
    let today = senco.get("/").await.body;
    assert!(today.contains("Concerns to decide (1)") && today.contains(&format!("href=\"{concern}\"")), "{today}");
    let page = senco.get(&concern).await.body;
    assert!(page.contains("picture card") && page.contains("At the gate") && page.contains("Four weeks"), "{page}");

    let path = format!("{concern}/decisions");
    let empty = senco.post(&path, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    summary_follows_the_form(&empty.body);
    let fields = [("outcome", "strategies"), ("words", "Go on with the cards"), ("look_again_on", "2026-12-07")];
    assert_eq!(senco.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    assert!(!senco.get("/").await.body.contains("Concerns to decide"));
    let mine = teacher.get("/my-pupils").await.body;
    assert!(mine.contains("Go on with the cards") && mine.contains("Monday 7 December"), "{mine}");
    let audited = "SELECT count(*) FROM audit WHERE thing = 'concern' AND pupil_id = 2";
    assert_eq!(count(&app, audited).await, 3, "raised once, looked at, decided");
}

#[tokio::test]
async fn support_starts_with_a_status_the_parents_facts_and_the_way_to_a_plan() {
    let app = TestApp::new().await;
    let concern = raise(&app.sign_in("other_teacher").await, 2).await;
    let senco = app.sign_in("senco").await;
    let fields = [
        ("outcome", "sen_support"),
        ("words", "Support starts"),
        ("told_on", "2026-11-17"),
        ("told_how", "By phone"),
        ("look_again_on", "2026-12-07"),
    ];
    let done = senco.post(&format!("{concern}/decisions"), &fields).await;
    assert_eq!(done.location.as_deref(), Some("/pupils/2/plans/new"));
    assert_eq!(
        count(
            &app,
            "SELECT count(*) FROM sen_status WHERE pupil_id = 2 AND code = 'K' AND from_on = '2026-11-18' AND until_on IS NULL
               AND reason = 'Support starts' AND parents_told_on = '2026-11-17'"
        )
        .await,
        1
    );
    assert_eq!(count(&app, "SELECT count(*) FROM sen_status WHERE pupil_id = 2 AND until_on = '2026-11-17'").await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'sen_status' AND pupil_id = 2").await, 1);
    assert!(!senco.get(&concern).await.body.contains("If SEN support starts"), "it has started");
    let again = [("after", "1"), ("outcome", "sen_support"), ("words", "x")];
    let again = senco.post(&format!("{concern}/decisions"), &again).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn two_who_decide_at_once_see_both_texts() {
    let app = TestApp::new().await;
    let concern = raise(&app.sign_in("teacher").await, 1).await;
    let senco = app.sign_in("senco").await;
    let path = format!("{concern}/decisions");
    senco.post(&path, &[("outcome", "no"), ("words", "First of two")]).await;
    let second = senco.post(&path, &[("outcome", "no"), ("words", "Second of two")]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("First of two") && second.body.contains("Second of two"), "{}", second.body);
    assert_eq!(count(&app, "SELECT count(*) FROM concern_decision").await, 1);
    let knowing = [("after", "1"), ("outcome", "no"), ("words", "Second of two")];
    assert_eq!(senco.post(&path, &knowing).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM concern_decision").await, 2, "the first stays as it was");
}

#[tokio::test]
async fn who_may_not_read_a_concern_finds_none() {
    let app = TestApp::new().await;
    let of_teacher = raise(&app.sign_in("teacher").await, 1).await;
    let of_ta = raise(&app.sign_in("ta").await, 1).await;
    let ta = app.sign_in("ta").await;
    assert_eq!(ta.get(&of_teacher).await.status, StatusCode::NOT_FOUND, "a teaching assistant reads their own");
    assert_eq!(ta.get(&of_ta).await.status, StatusCode::OK);
    assert!(!ta.get("/pupils/1/concerns").await.body.contains(&of_teacher));
    assert_eq!(app.sign_in("teacher").await.get(&of_ta).await.status, StatusCode::OK);
    assert_eq!(app.sign_in("head").await.get(&of_ta).await.status, StatusCode::OK);
    let decide = format!("{of_ta}/decisions");
    for (who, status) in
        [("ta", 403), ("teacher", 403), ("head", 403), ("other_teacher", 404), ("office", 404), ("admin", 404)]
    {
        let session = app.sign_in(who).await;
        let answer = session.post(&decide, &[("outcome", "no"), ("words", "x")]).await;
        assert_eq!(answer.status.as_u16(), status, "{who}");
        if status == 404 {
            assert_eq!(session.get(&of_ta).await.status, StatusCode::NOT_FOUND, "{who}");
            assert_eq!(session.post("/pupils/1/concerns", RAISED).await.status, StatusCode::NOT_FOUND, "{who}");
        }
    }
    assert_eq!(app.sign_in("head").await.post("/pupils/1/concerns", RAISED).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.sign_in("governor").await.get("/concerns").await.status, StatusCode::FORBIDDEN);
    run(&app, "UPDATE class_staff SET until_on = '2026-11-17' WHERE staff_id IN (2, 4)").await;
    assert_eq!(ta.get(&of_ta).await.status, StatusCode::NOT_FOUND, "what was true yesterday opens nothing today");
    assert_eq!(count(&app, "SELECT count(*) FROM concern").await, 2);
    assert_eq!(count(&app, "SELECT count(*) FROM concern_decision").await, 0);
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_is_kept() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let wrong = teacher.post("/pupils/1/concerns", &[("seen", "Very <tired>"), ("told", "no")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Very &lt;tired&gt;") && wrong.body.contains("Say why they do not know yet"));
    summary_follows_the_form(&wrong.body);
    assert_eq!(count(&app, "SELECT count(*) FROM concern").await, 0);
}

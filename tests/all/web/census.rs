//! What the census asks of a pupil: dated, never two reserved places at once, kept when it ends.

use axum::http::StatusCode;

use super::{count, summary_follows_the_form};
use crate::support::TestApp;

fn fields<'a>(indicator: &'a str, from: &'a str) -> [(&'a str, &'a str); 2] {
    [("indicator", indicator), ("from_on", from)]
}

#[tokio::test]
async fn a_place_is_entered_and_ends_and_both_stay_in_the_record() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/pupils/1/record").await.body.contains("Nothing is recorded."));
    let entered = senco.post("/pupils/1/census", &fields("sen_unit", "2026-09-07")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    let page = senco.get("/pupils/1/record").await.body;
    assert!(page.contains("Has a place in the SEN unit") && page.contains("Monday 7 September 2026"), "{page}");
    let ended = senco.post("/pupils/1/census/1/end", &[("until_on", "2026-11-13")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert!(senco.get("/pupils/1/record").await.body.contains("Friday 13 November 2026"));
    let deeds =
        "SELECT count(*) FROM audit WHERE thing = 'census_indicator' AND verb IN ('created', 'ended') AND pupil_id = 1";
    assert_eq!(count(&app, deeds).await, 2);
    let again = senco.post("/pupils/1/census/1/end", &[("until_on", "2026-11-14")]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "what has ended is not ended again");
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field_and_changes_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert_eq!(senco.post("/pupils/1/census", &fields("sen_unit", "2026-09-07")).await.status, StatusCode::SEE_OTHER);
    for (sent, words) in [
        (fields("resourced_provision", "2026-10-01"), "“Has a place in the SEN unit” is recorded for that day"),
        (fields("sen_unit", "2026-10-01"), "is recorded for that day"),
        (fields("", "2026-10-01"), "Choose what is to be entered"),
        (fields("nothing", "2026-10-01"), "Choose what is to be entered"),
        (fields("top_up", "2026-12-01"), "still to come"),
        (fields("top_up", "31 February"), "as a date"),
    ] {
        let wrong = senco.post("/pupils/1/census", &sent).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(wrong.body.contains(words), "{words}: {}", wrong.body);
    }
    summary_follows_the_form(&senco.post("/pupils/1/census", &fields("", "")).await.body);
    let early = senco.post("/pupils/1/census/1/end", &[("until_on", "2026-09-01")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(count(&app, "SELECT count(*) FROM census_indicator WHERE until_on IS NULL").await, 1);
}

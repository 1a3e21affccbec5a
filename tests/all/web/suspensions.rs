//! Suspensions and exclusions: counted over the year, corrected, never deleted.

use axum::http::StatusCode;

use super::{count, run, summary_follows_the_form};
use crate::support::TestApp;

#[tokio::test]
async fn suspensions_add_up_over_the_year_and_a_mistake_is_withdrawn() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (day, sessions) in [("2026-07-01", "8"), ("2026-10-05", "3"), ("2026-11-02", "2")] {
        let one =
            [("kind", "suspension"), ("from_on", day), ("sessions", sessions), ("reason", "DB"), ("told_on", day)];
        assert_eq!(senco.post("/pupils/1/suspensions", &one).await.status, StatusCode::SEE_OTHER, "{day}");
    }
    assert!(senco.get("/pupils/1/record").await.body.contains("<strong>2½ days</strong> of at most 45"));
    let why = [("why", "Taken back by the governors")];
    assert_eq!(senco.post("/pupils/1/suspensions/2/withdrawal", &why).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/pupils/1/record").await.body;
    assert!(page.contains("<strong>1 day</strong> of at most 45") && page.contains("Taken back by the governors"));
    assert_eq!(count(&app, "SELECT count(*) FROM suspension").await, 3, "nothing is deleted");
    let many = |second: &'static str, third: &'static str| {
        [
            ("kind", "suspension"),
            ("from_on", "2026-10-05"),
            ("sessions", "1"),
            ("reason", "PA"),
            ("reason_2", second),
            ("reason_3", third),
            ("told_on", "2026-10-05"),
        ]
    };
    for (second, third, words) in
        [("PA", "", "chosen above already"), ("", "PA", "chosen above already"), ("XX", "", "one of the reasons")]
    {
        let wrong = senco.post("/pupils/1/suspensions", &many(second, third)).await;
        assert!(
            wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains(words),
            "{words}: {}",
            wrong.body
        );
    }
    assert_eq!(senco.post("/pupils/1/suspensions", &many("", "DM")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        count(&app, "SELECT count(*) FROM suspension WHERE reason = 'PA' AND reason_2 = 'DM' AND reason_3 IS NULL")
            .await,
        1
    );
    let page = senco.get("/pupils/1/record").await.body;
    assert!(page.contains("Physical assault against an adult (PA)<br>Damage (DM)"), "{page}");
    let page = senco.get("/pupils/1/timeline").await.body;
    assert!(page.contains("Physical assault against an adult; Damage"), "{page}");
    run(&app, "DELETE FROM suspension WHERE reason = 'PA'").await;
    let wrong = [("kind", "suspension"), ("from_on", "2026-11-19"), ("sessions", "0"), ("reason", ""), ("told_on", "")];
    let refused = senco.post("/pupils/1/suspensions", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    summary_follows_the_form(&refused.body);
}

//! The case sample: several questions at once, each pupil's last cycle with its dates, and a sample that can be drawn again.

use axum::http::StatusCode;

use super::{count, run};
use crate::support::TestApp;

const CYCLES: &str = "
    UPDATE cycle SET number = 3, started_on = '2026-07-08' WHERE id = 1;
    INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES (21, 1, 1, '2025-09-10', '2026-03-20'), (22, 1, 2, '2026-03-20', '2026-07-08');
    INSERT INTO target (id, cycle_id, outcome_id, position, wording, measure, unit, direction, baseline, predicted, entered_at) VALUES
      (22, 22, 1, 1, 'Says sentences of five words', 'Sentences', 'sentences', 'higher', 300, 800, 0);
    INSERT INTO review (id, cycle_id, held_on, decision, entered_at) VALUES (21, 21, '2026-03-20', 'continue', 0), (22, 22, '2026-07-08', 'continue', 0);
    INSERT INTO target_result (review_id, target_id, actual, progress) VALUES (22, 22, 400, 'partly');
    INSERT INTO census_indicator (pupil_id, code, from_on, entered_at) VALUES (1, 'top_up', '2026-11-02', 0);
    INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT 2, 'K', '2026-11-02', 0 WHERE NOT EXISTS (SELECT 1 FROM sen_status WHERE pupil_id = 2);
    UPDATE sen_status SET code = 'K', from_on = '2026-11-02' WHERE pupil_id = 2;
    UPDATE sen_status SET from_on = '2025-09-01' WHERE pupil_id = 1;";

#[tokio::test]
async fn whoever_has_all_that_is_asked_is_found_with_the_dates_of_their_last_cycle() {
    let app = TestApp::new().await;
    run(&app, CYCLES).await;
    let senco = app.sign_in("senco").await;
    let all = senco.get("/inspection").await.body;
    assert!(all.contains("2 of 2 pupils with SEN. The last cycle of 1 of them is whole (50%)."), "{all}");
    assert!(
        all.contains("Assessed Fri 20 Mar, planned Fri 20 Mar, reviewed Wed 8 Jul") && all.contains("None yet"),
        "{all}"
    );
    let both = senco.get("/inspection?top_up=yes&class=4A").await.body;
    assert!(both.contains("Amira Khan") && !both.contains("/pupils/2/timeline"), "{both}");
    let none = senco.get("/inspection?top_up=yes&new=yes").await.body;
    assert!(none.contains("Nobody has all of it") && !none.contains("/pupils/1/timeline"), "{none}");
    let new = senco.get("/inspection?new=yes&not_whole=yes").await.body;
    assert!(new.contains("/pupils/2/timeline") && !new.contains("/pupils/1/timeline"), "{new}");
    let odd = senco.get("/inspection?area=zzz&draw=many").await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        odd.body.contains("“zzz” is not") && odd.body.contains("“many” is not a number from 1 to 20"),
        "{}",
        odd.body
    );
    let once = senco.get("/inspection?draw=1&seed=7").await.body;
    assert!(once.contains("1 of 2 pupils with SEN") && once.contains("with the number 7"), "{once}");
    let lines = |page: &str| page.matches("/timeline").count();
    assert_eq!((lines(&once), lines(&senco.get("/inspection?draw=1&seed=7").await.body)), (1, 1));
    assert!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'report' AND pupil_id = 2").await > 0);
    for who in ["teacher", "ta", "governor", "office", "admin"] {
        assert_eq!(app.sign_in(who).await.get("/inspection").await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

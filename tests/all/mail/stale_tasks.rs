//! What nobody has to do any more settles itself, as messages do, and is not printed before it has.

use super::office::Office;

const TASKS: &str = "
INSERT INTO task (id, school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, message, detail, due_on, created_at) VALUES
  (1, 1, 'old', 'print_letter', 'office', 1, 1, 1, 'booked', '', '2025-11-18', 0),
  (2, 1, 'call', 'phone_parent', 'office', 1, 2, 1, NULL, '', '2026-11-18', 0),
  (3, 1, 'barred', 'phone_parent', 'office', 1, 3, NULL, NULL, '', '2026-11-18', 0),
  (4, 1, 'check', 'check_restriction', 'senco', 1, 3, NULL, NULL, '', '2026-11-18', 0),
  (5, 1, 'ramp', 'access_needs', 'office', 1, 2, 1, NULL, 'A ramp', '2026-11-18', 0);";

const DONE: &str = "SELECT group_concat(id || ': ' || done_note, '; ') FROM (SELECT * FROM task WHERE done_at IS NOT NULL ORDER BY id)";

#[tokio::test]
async fn tasks_about_whoever_may_not_be_contacted_and_letters_of_what_is_over_settle_themselves() {
    let office = Office::new().await;
    office.sql(TASKS).await;
    office.queue().await;
    assert_eq!(office.one(DONE).await, "3: Not needed any more: a restriction is in force");
    office.wait_days(9);
    let session = office.app.sign_in("office").await;
    let letters = session.get("/tasks/letters").await.body;
    assert!(letters.contains("0 letters to print"), "not before the scheduler has looked either: {letters}");
    assert!(!session.get("/tasks").await.body.contains("A ramp"));
    office.queue().await;
    let over = "Not needed any more: no longer useful after Thursday 26 November";
    assert_eq!(
        office.one(DONE).await,
        format!("1: {over}; 3: Not needed any more: a restriction is in force; 5: {over}"),
        "a call that is still to be made and a restriction to be looked at wait for somebody"
    );
    assert_eq!(
        office.one("SELECT count(*) FROM audit WHERE thing = 'task' AND verb = 'done' AND actor_kind = 'system'").await,
        "3"
    );
}

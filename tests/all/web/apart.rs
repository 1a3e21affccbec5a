//! A parent would like to meet without the other parent: they say it by their link, whoever leads the meeting sees it, and nobody else hears.

use axum::http::StatusCode;

use super::{count, invitations::offered, messages::one, summaries::reader};
use crate::support::TestApp;

const WISHES: &str = "SELECT count(*) FROM apart_wish WHERE taken_back_at IS NULL";
const TASK: &str = "SELECT count(*) FROM task WHERE kind = 'meeting_asked' AND adult_id = 1 AND for_role = 'teacher' AND done_at IS NULL";
const SAYS: &str = "Would like to meet without the other parent";

#[tokio::test]
async fn a_wish_is_said_once_and_seen_by_who_leads_the_meeting_alone() {
    let app = TestApp::new().await;
    let (_, mother) = offered(&app, app.cast.mother).await;
    let path = format!("/i/{mother}/apart");
    let parent = app.stranger();
    let before = parent.get(&path).await.body;
    assert!(before.contains("We do not tell them that you asked."), "{before}");
    assert_eq!(count(&app, WISHES).await, 0, "looking says nothing");
    for _ in 0..2 {
        let said = parent.post(&path, &[]).await;
        assert!(
            said.status == StatusCode::OK && said.body.contains("We will offer you a time of your own."),
            "{}",
            said.body
        );
    }
    assert_eq!((count(&app, WISHES).await, count(&app, TASK).await), (1, 1));
    let after = parent.get(&path).await.body;
    assert!(!after.contains("You asked us on"), "the link alone tells nothing of it: {after}");
    let teacher = app.sign_in("teacher").await;
    for page in ["/conversations/1", "/plans/1/conversations/new", "/my-pupils"] {
        assert!(teacher.get(page).await.body.contains(SAYS), "{page}");
    }
    assert_eq!(one(&app, "SELECT group_concat(verb) FROM audit WHERE thing = 'apart_wish'").await, "asked for");
    assert_eq!(app.stranger().get("/i/00ff/apart").await.status, StatusCode::NOT_FOUND);
}

/// A page without what is another at each look.
fn without_tokens(page: &str) -> String {
    let mut parts = page.split("name=\"csrf\" value=\"");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |page, part| page + part.split_once('"').unwrap().1)
}

#[tokio::test]
async fn the_other_parent_hears_nothing_of_it() {
    let app = TestApp::new().await;
    let (_, father) = offered(&app, app.cast.father).await;
    let looks = async |end: &str| without_tokens(&app.stranger().get(&format!("/i/{father}{end}")).await.body);
    let before = (looks("").await, looks("/apart").await);
    super::run(&app, "INSERT INTO apart_wish (guardianship_id, wished_at) SELECT id, 1794992400 FROM guardianship WHERE adult_id = 1").await;
    assert_eq!(before, (looks("").await, looks("/apart").await));
}

#[tokio::test]
async fn it_is_answered_by_a_meeting_of_their_own_or_taken_back_behind_the_code() {
    let app = TestApp::new().await;
    let (_, mother) = offered(&app, app.cast.mother).await;
    let path = format!("/i/{mother}/apart");
    app.stranger().post(&path, &[]).await;
    let teacher = app.sign_in("teacher").await;
    let form = teacher.get("/plans/1/conversations/new?alone=1").await.body;
    assert!(form.contains("name=\"leave_out\" value=\"2\" checked"), "the father is left out: {form}");
    let offer = [
        ("slot-0-day", "2026-11-27"),
        ("slot-0-time", "15:30"),
        ("mode", "school"),
        ("minutes", "30"),
        ("lead", "2"),
        ("leave_out", "2"),
    ];
    assert_eq!(teacher.post("/plans/1/conversations", &offer).await.status, StatusCode::SEE_OTHER);
    assert_eq!((count(&app, WISHES).await, count(&app, TASK).await), (1, 0), "the wish stays for the next meeting");
    app.stranger().post(&path, &[("take", "back")]).await;
    assert_eq!(count(&app, WISHES).await, 1, "the link alone takes nothing back");
    let own = reader(&app, &format!("/i/{mother}")).await;
    let page = own.get(&path).await.body;
    assert!(page.contains("You asked us on Wednesday 18 November 2026 to meet on your own."), "{page}");
    assert_eq!(own.post(&path, &[("take", "back")]).await.location.as_deref(), Some(path.as_str()));
    assert_eq!(count(&app, WISHES).await, 0);
    assert!(!teacher.get("/conversations/1").await.body.contains(SAYS));
    own.post(&path, &[]).await;
    assert!(own.get(&path).await.body.contains("You asked us on"));
    assert_eq!(count(&app, TASK).await, 1);
}

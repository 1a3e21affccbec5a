//! Today and the round board.

use axum::http::StatusCode;

use crate::support::TestApp;

#[tokio::test]
async fn the_board_shows_three_cells_with_words_a_machine_can_read() {
    let app = TestApp::new().await;
    let page = app.sign_in("senco").await.get("/round").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Amira K.") && !page.body.contains("Ben O."));
    assert_eq!(page.body.matches("class=\"cell\"").count(), 3);
    for part in ["<caption>", "scope=\"row\"", "Amira K., autumn: ", "Amira K., spring: "] {
        assert!(page.body.contains(part), "{part}");
    }
}

#[tokio::test]
async fn filters_are_in_the_address() {
    let app = TestApp::new().await;
    let session = app.sign_in("senco").await;
    assert!(session.get("/round?class=4A&sort=name").await.body.contains("Amira K."));
    assert!(session.get("/round?class=5A").await.body.contains("No pupil fits"));
    assert!(session.get("/round?status=overdue").await.body.contains("No pupil fits"));
}

#[tokio::test]
async fn the_first_page_counts_what_it_lists() {
    let app = TestApp::new().await;
    let page = app.sign_in("senco").await.get("/").await;
    assert!(page.body.contains("Good morning, Priya. 1 thing needs you."), "{}", page.body);
    assert!(page.body.contains("Due soon, with nothing booked (1)"));
    assert_eq!(page.body.matches("<li class=\"row ").count(), 1);
}

#[tokio::test]
async fn everybody_starts_where_their_work_is() {
    let app = TestApp::new().await;
    for (who, there) in [("teacher", "/my-pupils"), ("ta", "/my-pupils"), ("office", "/tasks"), ("admin", "/settings")]
    {
        assert_eq!(app.sign_in(who).await.get("/").await.location.as_deref(), Some(there), "{who}");
    }
    let page = app.sign_in("governor").await.get("/").await;
    assert!(page.body.contains("fewer than 5") && !page.body.contains("Amira"));
    assert_eq!(app.sign_in("teacher").await.get("/round").await.status, StatusCode::FORBIDDEN);
}

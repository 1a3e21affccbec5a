//! Today and the round board.

use axum::http::StatusCode;

use crate::support::{TestApp, roll::Pupil};

#[tokio::test]
async fn the_board_shows_three_cells_with_words_a_machine_can_read() {
    let app = TestApp::new().await;
    let page = app.sign_in("senco").await.get("/round").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Amira K.") && !page.body.contains("Ben O."));
    let drawn = page.body.matches("<use href=\"#").count();
    assert_eq!((drawn, page.body.matches("<td><i>by ").count()), (1, 2));
    for part in ["<caption>", "scope=\"row\"", "scope=\"col\"", "id=\"planned\""] {
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

/// A pupil of another class, led by Ms Lowe, whose review is late.
fn late() -> Pupil {
    Pupil::known(2).with_an_ehc_plan("2026-09-01").with_need("ASD").with_plan(3, "2026-11-10")
}

/// Who stands before whom.
fn order(body: &str) -> Vec<&'static str> {
    let mut found: Vec<_> =
        ["Amira K.", "Ben O."].iter().filter_map(|n| Some((body.find(&format!(">{n}</a>"))?, *n))).collect();
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}

#[tokio::test]
async fn the_board_is_narrowed_and_sorted_by_its_address() {
    let app = TestApp::new().await;
    late().joins(&app).await;
    let senco = app.sign_in("senco").await;
    for (asked, expected) in [
        ("", vec!["Ben O.", "Amira K."]),
        ("sort=name", vec!["Amira K.", "Ben O."]),
        ("sort=-name", vec!["Ben O.", "Amira K."]),
        ("sort=class", vec!["Amira K.", "Ben O."]),
        ("sort=-class", vec!["Ben O.", "Amira K."]),
        ("sort=lead", vec!["Ben O.", "Amira K."]),
        ("sort=year", vec!["Ben O.", "Amira K."]),
        ("sort=-autumn", vec!["Amira K.", "Ben O."]),
        ("need=semh", vec!["Ben O."]),
        ("need=communication&sort=name", vec!["Amira K.", "Ben O."]),
        ("lead=2", vec!["Amira K."]),
        ("kind=ehc_delivery", vec!["Ben O."]),
        ("status=overdue", vec!["Ben O."]),
        ("class=4A&need=semh", vec![]),
    ] {
        assert_eq!(order(&senco.get(&format!("/round?{asked}")).await.body), expected, "{asked}");
    }
    let page = senco.get("/round?sort=class&need=communication&ticked=all").await.body;
    assert_eq!(page.matches("aria-sort=\"ascending\"").count(), 1, "{page}");
    assert!(page.contains("/round?need=communication&amp;sort=-class&amp;ticked=all"), "a heading keeps the filter");
    assert_eq!(page.matches(" checked").count(), 2);
    let head = app.sign_in("head").await.get("/round").await.body;
    assert!(!head.contains("type=\"checkbox\"") && !head.contains("Invite parents"), "who only looks ticks nothing");
}

#[tokio::test]
async fn what_is_ticked_goes_on_to_the_year() {
    let app = TestApp::new().await;
    let fields = [("plan", "1"), ("season", "spring"), ("year", "2026"), ("do", "pick")];
    let page = app.sign_in("senco").await.post("/year", &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("value=\"1-spring\" checked") && page.body.contains("value=\"2026-12-04\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn the_first_page_counts_what_it_lists() {
    let app = TestApp::new().await;
    let page = app.sign_in("senco").await.get("/").await;
    assert!(page.body.contains("Good morning, Priya. 1 thing needs you."), "{}", page.body);
    let head = app.sign_in("head").await.get("/").await.body;
    assert!(head.contains("1 late or due soon.") && !head.contains("needs you"), "{head}");
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
    assert!(page.body.contains("No figures have been published yet") && !page.body.contains("Amira"));
    assert_eq!(app.sign_in("teacher").await.get("/round").await.status, StatusCode::FORBIDDEN);
}

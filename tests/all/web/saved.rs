//! Every save says so, and every address that cannot be read.

use axum::http::StatusCode;

use crate::support::{Session, TestApp};

/// What somebody reads after a form was sent: the page it leads to.
async fn after(session: &mut Session, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = session.post(path, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
    session.keep(&answer);
    let page = session.get(answer.location.as_deref().unwrap().split('#').next().unwrap()).await;
    session.keep(&page);
    page.body
}

#[tokio::test]
async fn every_save_is_confirmed_on_the_page_it_leads_to_and_once() {
    let app = TestApp::new().await;
    let mut senco = app.sign_in("senco").await;
    for (path, fields) in [
        (
            "/pupils/1/needs",
            &[
                ("code", "SEMH"),
                ("from_on", "2026-11-02"),
                ("evidence", "Seen"),
                ("said_by", "Mr Shah"),
                ("found_on", "2026-11-17"),
            ][..],
        ),
        ("/pupils/1/attendance", &[("reported_on", "2026-11-17"), ("possible", "104"), ("attended", "99")]),
        ("/pupils/1/advice", &[("profession", "Psychologist"), ("about", "Reading"), ("asked_on", "2026-11-02")]),
        ("/restrictions/1/decision", &[("does", "none"), ("seen", "The papers"), ("note", "Seen")]),
        ("/settings/school", &[("name", "Oakfield")]),
    ] {
        let page = after(&mut senco, path, fields).await;
        assert!(page.contains("<strong>Saved.</strong>"), "{path}: {page}");
    }
    assert!(!senco.get("/pupils/1/record").await.body.contains("Saved."), "once is enough");
    let found = senco.post("/pupils", &[("q", "Amira Khan")]).await;
    assert!(found.cookie.is_none(), "who looks for somebody saves nothing");
    let wrong = senco.post("/pupils/1/attendance", &[("possible", "100"), ("attended", "930")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.cookie.is_none());
}

#[tokio::test]
async fn what_an_address_asks_that_cannot_be_read_is_said_by_every_list() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (path, words) in [
        ("/pupils/1/audit?day=2026-02-31", "“2026-02-31” is not a day that there is"),
        ("/pupils/1/audit?page=zzz", "“zzz” is not the number of a page"),
        ("/audit?staff=2&day=zzz", "“zzz” is not a day that there is"),
        ("/audit?staff=zzz", "“zzz” is not a member of staff"),
        ("/pupils/1/timeline?page=zzz", "“zzz” is not the number of a page"),
        ("/leavers?page=0", "“0” is not the number of a page"),
        ("/round?status=zzz", "“zzz” is not a status"),
        ("/round?season=zzz", "“zzz” is not a term"),
        ("/round?need=zzz", "“zzz” is not an area of need"),
        ("/round?kind=zzz", "“zzz” is not a kind of plan"),
        ("/round?sort=zzz", "“zzz” is not an order"),
        ("/reports/reviews?year=zzz", "“zzz” is not a school year that has begun"),
        ("/reports/reviews?round=%3Cb%3E", "“&lt;b&gt;” is not a term"),
        ("/reports/reviews?kept=zzz", "“zzz” is not what can become of a review"),
        ("/my-pupils/sheet?class=zzz", "“zzz” is not a class with a plan"),
    ] {
        let page = senco.get(path).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(page.body.contains(words) && page.body.contains("<title>Error: "), "{path}: {}", page.body);
    }
    for path in ["/reports/reviews.csv?kept=zzz", "/packs?plan=1&plan=zzz"] {
        assert_eq!(senco.get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    for path in ["/messages?before=zzz", "/year?year=zzz", "/settings/terms?year=zzz", "/settings/windows?year=1"] {
        assert_eq!(senco.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in
        ["/round?status=overdue&class=4A&sort=-name", "/round?lead=none&status=missing", "/reports/reviews?class=none"]
    {
        assert_eq!(senco.get(path).await.status, StatusCode::OK, "{path}");
    }
}

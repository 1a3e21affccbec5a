//! The picture on a one-page profile: a symbol, a photo with who agreed to it, or nothing.

use axum::http::StatusCode;

use super::{count, summary_follows_the_form, words};
use crate::support::TestApp;

const HOME: &str = "/pupils/1/profile";
const AGREED: &[(&str, &str)] = &[("agreed_by", "parent"), ("agreed_on", "2026-11-02")];

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], name, body, b"sum!"].concat()
}

/// A picture as a camera writes it: with where it was taken.
fn photo() -> Vec<u8> {
    let head = [0, 0, 0, 9, 0, 0, 0, 9, 8, 2, 0, 0, 0];
    let place = chunk(b"tEXt", b"Place\0Poppyfield 1");
    let start = b"\x89PNG\r\n\x1a\n".to_vec();
    [start, chunk(b"IHDR", &head), place, chunk(b"IDAT", b"points"), chunk(b"IEND", b""), b"a film".to_vec()].concat()
}

#[tokio::test]
async fn a_photo_is_kept_without_where_it_was_taken_and_only_for_readers_of_the_profile() {
    let app = TestApp::new().await;
    let ta = app.sign_in("ta").await;
    assert!(!ta.get(HOME).await.body.contains("<img"), "nothing was chosen, so nothing is shown");
    let put = ta.attach("/pupils/1/profile/photo", "amira.svg", &photo(), AGREED).await;
    assert_eq!(put.location.as_deref(), Some(HOME), "{}", put.body);
    let page = ta.get(HOME).await.body;
    for words in [
        "src=\"/pupils/1/profile/photo/1\"",
        "alt=\"Photo of Amira",
        "Photo: a parent or carer agreed on Monday 2 November 2026. Put here by Miss Bell",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for who in ["senco", "teacher", "ta", "head"] {
        let file = app.sign_in(who).await.get("/pupils/1/profile/photo/1").await;
        assert_eq!(file.status, StatusCode::OK, "{who}");
        assert!(file.body.contains("points") && !file.body.contains("Poppyfield"), "{}", file.body);
        assert!(!file.body.contains("film"), "{}", file.body);
        let header = |name: &str| file.headers.get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "image/png");
        assert_eq!((header("x-content-type-options"), header("cache-control")), ("nosniff".into(), "no-store".into()));
        assert!(header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    }
    for who in ["other_teacher", "governor", "office", "admin"] {
        assert_eq!(
            app.sign_in(who).await.get("/pupils/1/profile/photo/1").await.status,
            StatusCode::NOT_FOUND,
            "{who}"
        );
    }
    assert_eq!(app.sign_in("senco").await.get("/pupils/2/profile/photo/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        count(&app, "SELECT count(*) FROM audit WHERE thing = 'profile_picture' AND verb = 'viewed' AND pupil_id = 1")
            .await,
        4
    );
}

#[tokio::test]
async fn another_picture_takes_its_place_and_a_photo_that_is_taken_away_is_gone() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    teacher.attach("/pupils/1/profile/photo", "a.png", &photo(), AGREED).await;
    let symbol = teacher.post("/pupils/1/profile/symbol", &[("symbol", "rocket")]).await;
    assert_eq!(symbol.status, StatusCode::SEE_OTHER, "{}", symbol.body);
    let page = teacher.get(HOME).await.body;
    assert!(page.contains("Symbol: rocket.") && page.contains("class=\"drawing symbol\""), "{page}");
    assert!(!page.contains("<img"), "{page}");
    assert_eq!(teacher.get("/pupils/1/profile/photo/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(count(&app, "SELECT count(*) FROM profile_photo").await, 0, "nobody agreed that it be kept");
    assert_eq!(count(&app, "SELECT count(*) FROM profile_picture WHERE ended_by = 2").await, 1, "that it was stays");
    assert_eq!(teacher.post("/pupils/1/profile/picture/removal", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!teacher.get(HOME).await.body.contains("Symbol: rocket"));
    assert_eq!(teacher.post("/pupils/1/profile/picture/removal", &[]).await.status, StatusCode::CONFLICT);
    let deeds = "SELECT group_concat(verb || ' ' || detail, ', ') FROM audit WHERE thing = 'profile_picture' AND verb <> 'viewed'";
    assert_eq!(words(&app, deeds).await, "changed photo, changed symbol, ended ");
}

#[tokio::test]
async fn what_is_no_photo_or_not_agreed_to_is_refused_beside_its_field() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let damaged = photo()[..60].to_vec();
    for (bytes, fields, why) in [
        (b"<svg onload='alert(1)'/>".to_vec(), AGREED, "The file is no JPEG and no PNG picture"),
        (b"%PDF-1.7".to_vec(), AGREED, "The file is no JPEG and no PNG picture"),
        (Vec::new(), AGREED, "The file is empty"),
        (damaged, AGREED, "The picture is damaged"),
        (photo(), &[("agreed_by", ""), ("agreed_on", "2026-11-02")][..], "Choose who has agreed"),
        (photo(), &[("agreed_by", "pupil"), ("agreed_on", "2026-12-02")], "still to come"),
    ] {
        let wrong = senco.attach("/pupils/1/profile/photo", "a.jpg", &bytes, fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why), "{why}: {}", wrong.body);
    }
    let all = senco.attach("/pupils/1/profile/photo", "a.jpg", b"", &[]).await;
    summary_follows_the_form(&all.body);
    for symbol in ["", "unicorn"] {
        let wrong = senco.post("/pupils/1/profile/symbol", &[("symbol", symbol)]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("Choose a symbol"), "{symbol}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM profile_picture").await, 0);
    let head = app.sign_in("head").await;
    assert_eq!(head.post("/pupils/1/profile/symbol", &[("symbol", "sun")]).await.status, StatusCode::FORBIDDEN);
}

//! What every answer carries, and what becomes of forms that another site sends.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use sqlx::AssertSqlSafe;
use thrice::{store::Actor, web::frame::csrf};

use super::{PEOPLE, Row, browser, but_for_signing_in, changed, everything, fresh, knock, said, table};
use crate::support::Response;

/// The headers that no answer goes without, and a part of what each says.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", "default-src 'none'"),
    ("content-security-policy", "script-src 'self'"),
    ("content-security-policy", "form-action 'self'"),
    ("content-security-policy", "base-uri 'none'"),
    ("content-security-policy", "frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("strict-transport-security", "max-age="),
    ("cross-origin-opener-policy", "same-origin"),
];

/// What an answer lacks. Assets alone may be kept, whose names change with them, and for a while what is open to everybody.
fn lacks(answer: &Response, may_be_kept: bool) -> Vec<String> {
    let value = |name: &str| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let kept = [("cache-control", "no-store")];
    // A file that somebody uploaded is shut in: it may do nothing at all, and so needs no word of what our own pages may.
    let shut_in = value("content-security-policy").starts_with("sandbox;");
    let of_pages = |part: &str| part.contains("'self'");
    let wanted = HEADERS.iter().chain(kept.iter().filter(|_| !may_be_kept));
    let mut out: Vec<String> = wanted
        .filter(|(name, part)| !(value(name).contains(part) || shut_in && of_pages(part)))
        .map(|(name, part)| format!("{name} is {:?}, without {part}", value(name)))
        .collect();
    if value("content-security-policy").contains("unsafe") {
        out.push("the policy lets scripts in".to_owned());
    }
    out
}

#[tokio::test]
async fn every_answer_of_every_door_carries_the_headers() {
    let (app, mut wrong) = (fresh().await, Vec::new());
    for who in ["senco", "governor", "nobody"] {
        let session = browser(&app, who).await;
        for row in table().iter().filter(|row| row.is_get() || Row::refuses(row.expects(who))) {
            let answer = knock(&session, row, &row.asked).await;
            let is_everybodys = ["/assets/", "/open/"].iter().any(|part| row.route.starts_with(part));
            let may_be_kept = is_everybodys && answer.status == StatusCode::OK;
            wrong
                .extend(lacks(&answer, may_be_kept).into_iter().map(|what| format!("{} as {who}: {what}", row.door())));
        }
    }
    let session = app.sign_in("senco").await;
    for (what, answer) in [
        ("not found", session.get("/no-such-page").await),
        ("a mistake", session.post("/settings/school", &[("name", "")]).await),
        ("another site", session.post_with("/sign-out", "sec-fetch-site", "cross-site").await),
        ("no such method", session.post("/round", &[]).await),
        ("a bad path", session.get("/pupils/abc").await),
    ] {
        wrong.extend(lacks(&answer, false).into_iter().map(|why| format!("{what}: {why}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What a browser says of where a form comes from: Fetch Metadata, or in older ones only the origin. The forms of every row with each.
const FROM_ELSEWHERE: &[(&str, &str)] = &[
    ("sec-fetch-site", "cross-site"),
    ("sec-fetch-site", "same-site"),
    ("origin", "https://evil.example.org"),
    ("origin", "http://meet.example.org:81"),
    ("origin", "null"),
];

#[tokio::test]
async fn a_form_from_another_site_is_refused_wherever_it_is_sent_and_by_whomever() {
    let (app, mut wrong) = (fresh().await, Vec::new());
    let before = everything(&app).await;
    for row in table().iter().filter(|row| !row.is_get()) {
        let Some(who) = PEOPLE.into_iter().find(|who| !Row::refuses(row.expects(who))) else { continue };
        let session = browser(&app, who).await;
        for (name, value) in FROM_ELSEWHERE {
            let mut session = session.clone();
            session.says(name, value);
            let got = said(&knock(&session, row, &row.asked).await);
            if got != "403" {
                wrong.push(format!("{} with {name}: {value} gets {got}", row.door()));
            }
        }
    }
    assert_eq!(but_for_signing_in(changed(&before, &everything(&app).await)), [""; 0]);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_form_of_our_own_page_is_taken_with_what_its_browser_says() {
    for (name, value) in
        [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "none"), ("origin", "https://meet.example.org")]
    {
        let app = fresh().await;
        let mut senco = app.sign_in("senco").await;
        senco.says(name, value);
        let answer = senco.post("/settings/school", &[("name", "Oakfield")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {value}");
    }
}

#[tokio::test]
async fn a_form_without_its_sessions_token_is_refused_wherever_it_is_sent() {
    let (app, mut wrong) = (fresh().await, Vec::new());
    let other = app.sign_in("head").await.token();
    let before = everything(&app).await;
    for row in table().iter().filter(|row| !row.is_get() && row.expects("nobody") == "in") {
        let Some(who) = PEOPLE.into_iter().find(|who| !Row::refuses(row.expects(who))) else { continue };
        let session = browser(&app, who).await.without_token();
        for given in [None, Some(""), Some("0000"), Some(other.as_str())] {
            let fields = given.map(|token| (csrf::FIELD.to_owned(), token.to_owned()));
            let row = row.with(fields);
            let got = said(&knock(&session, &row, &row.asked).await);
            if got != "403" {
                wrong.push(format!("{} with the token {given:?} gets {got}", row.door()));
            }
        }
    }
    assert_eq!(but_for_signing_in(changed(&before, &everything(&app).await)), [""; 0]);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_form_that_is_sent_has_the_token_and_it_may_come_by_header_or_address() {
    let app = fresh().await;
    let senco = app.sign_in("senco").await;
    let (mut forms, mut tokens) = (0, BTreeSet::new());
    for row in table().iter().filter(|row| row.is_get()) {
        let page = knock(&senco, row, &row.asked).await.body;
        let posts =
            page.split("<form ").skip(1).filter(|tag| tag.split('>').next().unwrap().contains("method=\"post\""));
        for form in posts {
            let hidden = "><input type=\"hidden\" name=\"csrf\" value=\"";
            let token = form.split_once(hidden).unwrap_or_else(|| panic!("{} has a form without", row.door())).1;
            tokens.insert(token.split('"').next().unwrap().to_owned());
            forms += 1;
        }
    }
    assert!(forms > 40, "too few forms to be believed: {forms}");
    assert!(tokens.len() > 10, "it never looks the same: {}", tokens.len());
    for token in tokens.iter().take(3) {
        let fields = [("name", "Oakfield"), (csrf::FIELD, token.as_str())];
        assert_eq!(senco.without_token().post("/settings/school", &fields).await.status, StatusCode::SEE_OTHER);
    }
    let bare = senco.without_token();
    let address = format!("/settings/school?csrf={}", senco.token());
    assert_eq!(bare.post(&address, &[("name", "Oakfield")]).await.status, StatusCode::SEE_OTHER);
    let mut script = bare.clone();
    script.says_text("x-csrf-token", &senco.token());
    assert_eq!(script.post("/settings/school", &[("name", "Oakfield")]).await.status, StatusCode::SEE_OTHER);
}

/// What somebody might type anywhere to make a page of ours do something.
const TYPED: &str = r#"\"><script>alert(1)</script><img src=x onerror=alert(1)>"#;

#[tokio::test]
async fn what_people_typed_runs_nothing_on_any_page() {
    let app = fresh().await;
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    for column in [
        "school.name",
        "school.phone",
        "school.sendiass",
        "pupil.surname",
        "pupil.first_language",
        "adult.surname",
        "adult.phone",
        "adult.language",
        "adult.access_needs",
        "guardianship.relationship",
        "class.name",
        "staff.surname",
        "outcome.wording",
        "target.wording",
        "target.measure",
        "target.unit",
        "target_strategy.words",
        "target_strategy.by_whom",
        "target.at_home",
        "review.summary",
        "review.pupil_view",
        "conversation.also_present",
        "slot.place",
        "answer.message",
        "conversation_record.agreed",
        "restriction.note",
        "concern.seen",
        "concern_decision.words",
        "task.detail",
    ] {
        let (table, column) = column.split_once('.').unwrap();
        let sql = format!("UPDATE \"{table}\" SET {column} = ? || rowid");
        sqlx::query(AssertSqlSafe(sql)).bind(TYPED).execute(tx.conn()).await.unwrap();
    }
    let address = "UPDATE school SET local_offer = 'javascript:alert(1)//a.example.org'";
    sqlx::raw_sql(address).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    let mut wrong = Vec::new();
    for who in ["senco", "teacher", "office", "nobody"] {
        let session = browser(&app, who).await;
        for row in table().iter().filter(|row| row.is_get()) {
            let answer = knock(&session, row, &row.asked).await;
            let is_page =
                answer.headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
            for runs in ["<script>alert", "<img src=x", "href=\"javascript:", "action=\"javascript:"] {
                if is_page && answer.body.contains(runs) {
                    wrong.push(format!("{} as {who} has {runs}", row.door()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

//! Nobody is shown a link that answers "you may not" or "there is no such page": of every page that somebody may open, every link is
//! followed as the same person.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use thrice::domain::access::rights::Right;

use super::{PEOPLE, browser, fresh, knock, rights::given, table};
use crate::support::Session;

/// The addresses that a page leads to within the house, without those of files and of parts of the same page.
fn links(body: &str) -> BTreeSet<String> {
    let all = body.split(" href=\"/").skip(1).filter_map(|rest| rest.split('"').next());
    let all = all.map(|there| format!("/{}", there.split('#').next().unwrap_or_default().replace("&amp;", "&")));
    all.filter(|there| !there.starts_with("/assets/")).collect()
}

/// The links on the pages of one person that lead to a refusal, each with a page on which it stands.
async fn dead(session: &Session, who: &str) -> Vec<String> {
    let (mut known, mut dead) = (BTreeSet::new(), Vec::new());
    for row in table().iter().filter(|row| row.is_get() && !row.asked.contains('{')) {
        let page = knock(session, row, &row.asked).await;
        if page.status != StatusCode::OK {
            continue;
        }
        for there in links(&page.body).into_iter().filter(|there| known.insert(there.clone())).collect::<Vec<_>>() {
            let status = session.get(&there).await.status;
            if matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::CONFLICT) {
                dead.push(format!("{who}: {} leads to {there}: {status}", row.asked));
            }
        }
    }
    dead
}

#[tokio::test]
async fn no_link_on_any_page_of_anybody_leads_to_a_refusal() {
    let app = fresh().await;
    let mut all = Vec::new();
    for who in PEOPLE.into_iter().filter(|who| *who != "nobody") {
        all.extend(dead(&browser(&app, who).await, who).await);
    }
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

#[tokio::test]
async fn no_link_on_any_page_of_somebody_with_a_right_leads_to_a_refusal() {
    let mut all = Vec::new();
    for (who, right) in super::rights::GIVEN {
        let (_app, session) = given(who, &[right]).await;
        all.extend(dead(&session, &format!("{who} with {}", Right::as_code(right))).await);
    }
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

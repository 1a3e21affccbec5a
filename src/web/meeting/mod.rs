//! Meetings with parents: keeping time free for them, offering times, holding and recording the conversation, and what was agreed.

pub(super) mod actions;
pub(super) mod answer_form;
pub(super) mod answering;
pub(super) mod arranging;
pub(super) mod calendar_feeds;
pub(super) mod conversations;
pub(super) mod free_times;
pub(super) mod offers;
pub(super) mod parent_words;
pub(super) mod times;

use axum::Router;

use super::App;

/// Every route of this room.
pub(super) fn routes() -> Router<App> {
    let resources =
        [actions::routes(), calendar_feeds::routes(), conversations::routes(), free_times::routes(), offers::routes()];
    resources.into_iter().fold(Router::new(), Router::merge)
}

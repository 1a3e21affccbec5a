//! Meetings with parents: offering times, holding and recording the conversation, and what was agreed.

pub(super) mod actions;
pub(super) mod answer_form;
pub(super) mod answering;
pub(super) mod arranging;
pub(super) mod conversations;
pub(super) mod offers;
pub(super) mod parent_words;
pub(super) mod times;

use axum::Router;

use super::App;

/// Every route of this room.
pub(super) fn routes() -> Router<App> {
    let resources = [actions::routes(), conversations::routes(), offers::routes()];
    resources.into_iter().fold(Router::new(), Router::merge)
}

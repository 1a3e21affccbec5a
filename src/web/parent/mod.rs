//! What a parent or carer sees through their link, without an account.

pub(super) mod invitations;
pub(in crate::web) mod no_such_link;
pub(super) mod parent_views;
pub(in crate::web) mod surveys;
mod which_child;

use axum::Router;

use super::App;

/// Every route of this room.
pub(super) fn routes() -> Router<App> {
    let resources = [invitations::routes(), parent_views::routes(), surveys::routes()];
    resources.into_iter().fold(Router::new(), Router::merge)
}

//! What a parent or carer sees through their link, without an account, in the language they choose: every word comes from
//! [`texts`](crate::texts).

mod asked;
mod easy_read;
pub(super) mod faults;
pub(super) mod invitations;
pub(in crate::web) mod languages;
pub(in crate::web) mod no_such_link;
pub(super) mod parent_views;
pub(in crate::web) mod surveys;
pub(in crate::web) mod visitor;
mod which_child;

use axum::Router;

use super::App;

/// Every route of this room.
pub(super) fn routes() -> Router<App> {
    let resources = [invitations::routes(), parent_views::routes(), surveys::routes()];
    resources.into_iter().fold(Router::new(), Router::merge)
}

//! Running Thrice: signing in, accounts, setting up, people, settings, imports, the demo and its health.

pub(super) mod account;
pub(super) mod demo;
pub(super) mod health;
pub(super) mod imports;
pub(super) mod need_statements;
pub(super) mod people;
mod school_card;
pub(super) mod scored_measures;
pub(super) mod set_up;
pub(super) mod settings;
pub(super) mod sign_in;
pub(super) mod steps;
pub(super) mod wordings;

use axum::Router;

use super::App;

/// Every route of this room.
pub(super) fn routes() -> Router<App> {
    let resources = [
        account::routes(),
        demo::routes(),
        health::routes(),
        imports::routes(),
        need_statements::routes(),
        people::routes(),
        scored_measures::routes(),
        set_up::routes(),
        settings::routes(),
        sign_in::routes(),
        wordings::routes(),
    ];
    resources.into_iter().fold(Router::new(), Router::merge)
}

//! What concerns the whole school: Today, my pupils, the board of rounds, the year, reports, search, messages, tasks and
//! concerns; what is given, to whom and when; cover for a class, and what it hands on; and what the school publishes.

pub(super) mod classes;
pub(super) mod concerns;
pub(super) mod covers;
pub(super) mod groups;
pub(super) mod handover_notes;
pub(super) mod inclusion_strategies;
pub(super) mod information_reports;
pub(super) mod messages;
pub(super) mod my_pupils;
pub(super) mod open_pages;
pub(super) mod reports;
pub(super) mod rounds;
pub(super) mod search;
pub(super) mod sessions;
pub(super) mod tasks;
pub(super) mod today;
pub(super) mod year;

use axum::Router;

use super::App;

/// Every route of this room.
pub(super) fn routes() -> Router<App> {
    let resources = [
        classes::routes(),
        concerns::routes(),
        covers::routes(),
        groups::routes(),
        handover_notes::routes(),
        inclusion_strategies::routes(),
        information_reports::routes(),
        messages::routes(),
        my_pupils::routes(),
        open_pages::routes(),
        reports::routes(),
        rounds::routes(),
        search::routes(),
        sessions::routes(),
        tasks::routes(),
        today::routes(),
        year::routes(),
    ];
    resources.into_iter().fold(Router::new(), Router::merge)
}

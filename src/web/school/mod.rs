//! What concerns the whole school: Today, my pupils, the board of rounds, the year, the provision map, funding, the SEN register, reports,
//! self-evaluation, inspection, search, messages, tasks and concerns; incidents of force, restraint and seclusion; complaints; what is given,
//! to whom and when; cover for a class, and what it hands on; and what the school publishes.

pub(super) mod benchmarks;
pub(super) mod classes;
pub(super) mod complaints;
pub(super) mod concerns;
pub(super) mod covers;
pub(super) mod funding;
pub(super) mod groups;
pub(super) mod handover_notes;
pub(super) mod incidents;
pub(super) mod inclusion_strategies;
pub(super) mod information_reports;
pub(super) mod inspections;
pub(super) mod messages;
pub(super) mod my_pupils;
pub(super) mod open_pages;
pub(super) mod print_jobs;
pub(super) mod provision_maps;
pub(super) mod reports;
pub(super) mod rounds;
pub(super) mod search;
pub(super) mod self_evaluations;
pub(super) mod sen_registers;
pub(super) mod sessions;
pub(super) mod surveys;
pub(super) mod tasks;
pub(super) mod today;
pub(super) mod year;

use axum::Router;

use super::App;

/// Every route of this room.
pub(super) fn routes() -> Router<App> {
    let resources = [
        benchmarks::routes(),
        classes::routes(),
        complaints::routes(),
        concerns::routes(),
        covers::routes(),
        funding::routes(),
        groups::routes(),
        handover_notes::routes(),
        inspections::routes(),
        incidents::routes(),
        messages::routes(),
        my_pupils::routes(),
        print_jobs::routes(),
        provision_maps::routes(),
        inclusion_strategies::routes(),
        information_reports::routes(),
        open_pages::routes(),
        reports::routes(),
        rounds::routes(),
        search::routes(),
        sen_registers::routes(),
        self_evaluations::routes(),
        sessions::routes(),
        surveys::routes(),
        tasks::routes(),
        today::routes(),
        year::routes(),
    ];
    resources.into_iter().fold(Router::new(), Router::merge)
}

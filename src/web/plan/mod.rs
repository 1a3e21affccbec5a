//! A plan and what is written on it, the bank its targets may come from and the catalogue of provision: the plan itself, its versions and
//! their agreement, who pays for its provision, its reviews, what teachers say of it beforehand, progress, who has read it, packs on paper,
//! evidence for authorities, and plans without names for governors.

pub(super) mod annual_reviews;
pub(super) mod bank;
pub(super) mod evidence;
pub(super) mod packs;
pub(super) mod payers;
pub(super) mod plan_samples;
pub(super) mod plan_versions;
pub(super) mod plans;
pub(super) mod progress;
pub(super) mod provisions;
pub(super) mod readings;
pub(super) mod reviews;
pub(super) mod teacher_views;
pub(super) mod templates;

use axum::Router;

use super::App;

/// Every route of this room.
pub(super) fn routes() -> Router<App> {
    let resources = [
        annual_reviews::routes(),
        bank::routes(),
        evidence::routes(),
        packs::routes(),
        payers::routes(),
        plan_samples::routes(),
        plan_versions::routes(),
        plans::routes(),
        progress::routes(),
        provisions::routes(),
        readings::routes(),
        reviews::routes(),
        teacher_views::routes(),
        templates::routes(),
    ];
    resources.into_iter().fold(Router::new(), Router::merge)
}

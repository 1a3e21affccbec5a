//! What is known of one pupil, and the pages that show and change it: their page and its record, documents, advice, contacts,
//! exemptions, funding, inclusion bases, adjustments, plans kept elsewhere, layers of support, part-time timetables, the support week,
//! restrictions, safeguarding, earlier settings, the school's own fields, leaving, and who looked.

pub(super) mod adjustments;
pub(super) mod advice;
pub(super) mod annual_review;
pub(super) mod assessments;
pub(super) mod audit;
pub(super) mod contacts;
pub(super) mod documents;
pub(super) mod earlier_settings;
pub(super) mod exemptions;
pub(super) mod funding;
pub(super) mod head;
pub(super) mod inclusion_bases;
pub(super) mod joining;
pub(super) mod layers;
pub(super) mod leavers;
pub(super) mod linked_plans;
pub(super) mod my_targets;
pub(super) mod part_time;
pub(super) mod personal_budgets;
pub(super) mod profiles;
pub(super) mod pupil_fields;
pub(super) mod pupils;
pub(super) mod restrictions;
pub(super) mod safeguarding;
pub(super) mod sen_record;
pub(super) mod shortfalls;
pub(super) mod support_week;
pub(super) mod suspensions;
pub(super) mod timeline;
pub(super) mod wellbeing;

use axum::Router;

use super::App;

/// Every route of this room.
pub(super) fn routes() -> Router<App> {
    let resources = [
        adjustments::routes(),
        advice::routes(),
        assessments::routes(),
        audit::routes(),
        contacts::routes(),
        documents::routes(),
        earlier_settings::routes(),
        exemptions::routes(),
        inclusion_bases::routes(),
        funding::routes(),
        joining::routes(),
        layers::routes(),
        linked_plans::routes(),
        leavers::routes(),
        my_targets::routes(),
        part_time::routes(),
        personal_budgets::routes(),
        profiles::routes(),
        pupil_fields::routes(),
        pupils::routes(),
        restrictions::routes(),
        safeguarding::routes(),
        sen_record::routes(),
        support_week::routes(),
        shortfalls::routes(),
        suspensions::routes(),
        timeline::routes(),
        wellbeing::routes(),
    ];
    resources.into_iter().fold(Router::new(), Router::merge)
}

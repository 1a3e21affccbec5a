//! What the year's provision is planned to cost, as the provision map has it: one line of the head's page, for those who may see costs.

use maud::{Markup, html};

use crate::domain::{
    calendar::AcademicYear,
    costing::Pence,
    count::counted,
    plan::PlanKind,
    provision_map::{MapBy, MapLine, gathered, total},
};

pub(super) fn section(lines: &[MapLine], year: AcademicYear) -> Markup {
    let all = total(lines);
    let is_sen = |line: &&MapLine| PlanKind::from_code(&line.value(MapBy::Kind).0).is_some_and(PlanKind::is_sen);
    let sen = total(lines.iter().filter(is_sen)).planned;
    let by_funding: Vec<_> =
        gathered(lines, MapBy::Funding).into_iter().filter(|(_, of)| of.planned > Pence(0)).collect();
    html! {
        section aria-labelledby="costs" {
            h2 #costs { "Provision" }
            @if all.planned == Pence(0) && all.without_rate == 0 {
                p.empty { "No provision is planned for this year yet." }
            } @else {
                p {
                    "Planned for " (year) ": " strong { (all.planned) }
                    @if sen < all.planned { ", of it " (sen) " for SEN support and EHC plans" }
                    ". " a href="/provision-map" { "Provision map" }
                }
                @if by_funding.len() > 1 { ul { @for ((_, funding), of) in &by_funding { li { (funding) ": " (of.planned) } } } }
            }
            @if all.without_rate > 0 {
                p {
                    (counted(all.without_rate, "line of provision has no rate", "lines of provision have no rate"))
                    " for the day its cycle started: the hours are in no sum. "
                    a href="/settings/rates" { "What an hour costs" }
                }
            }
            p.muted { "The planned provision of every cycle that is reviewed in this year, at the rates of the day it started." }
        }
    }
}

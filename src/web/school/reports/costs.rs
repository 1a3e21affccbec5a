//! What the year's provision is planned to cost: one line of the head's page, for those who may see costs.

use maud::{Markup, html};

use crate::{
    domain::{calendar::AcademicYear, costing::Pence, count::counted},
    store::plans::Planned,
};

pub(super) fn section(planned: &Planned, year: AcademicYear) -> Markup {
    let total = planned.total();
    html! {
        section aria-labelledby="costs" {
            h2 #costs { "Provision" }
            @if total == Pence(0) && planned.without_rate == 0 {
                p.empty { "No provision is planned for this year yet." }
            } @else {
                p {
                    "Planned for " (year) ": " strong { (total) }
                    @if planned.sen < total { ", of it " (planned.sen) " for SEN support and EHC plans" }
                    "."
                }
                @if planned.by_funding.len() > 1 {
                    ul { @for (funding, pence) in &planned.by_funding { li { (funding.words()) ": " (pence) } } }
                }
            }
            @if planned.without_rate > 0 {
                p {
                    (counted(planned.without_rate, "line of provision has no rate", "lines of provision have no rate"))
                    " for the day its cycle started: the hours are in no sum. "
                    a href="/settings/rates" { "What an hour costs" }
                }
            }
            p.muted {
                "The planned provision of every cycle that is reviewed in this year, "
                "at the rates of the day it started. What was delivered is another question."
            }
        }
    }
}

//! What a pupil's provision costs in the year beside what came for it: each figure opens its working, line by line.

use maud::{Markup, html};

use super::SPENT;
use crate::{
    domain::{
        costing::Pence,
        funding::spending,
        plan::Funding,
        provision_map::{MapLine, borne_by},
    },
    web::ui::{table::table, working::working},
};

/// The section of the pupil's page; `received` is what came in the year.
pub(super) fn section(lines: &[MapLine], threshold: Pence, received: Pence) -> Markup {
    html! {
        section aria-labelledby=(SPENT) {
            h2 id=(SPENT) { "What it is spent on" }
            p {
                "Provision that is reviewed in this year. The school funds up to " (threshold) " of additional support for one pupil in a year itself: a \
                 threshold of what it funds, never a pupil’s own money."
            }
            (table("Each sum with its working", &["What", "How much"], &rows(lines, threshold, received), "No provision is reviewed in this year."))
        }
    }
}

fn rows(lines: &[MapLine], threshold: Pence, received: Pence) -> Vec<Vec<Markup>> {
    if lines.is_empty() {
        return Vec::new();
    }
    let spent = spending(lines, threshold);
    let (top_up, both, left) = (borne_by(lines, Funding::TopUp), spent.below + spent.above, spent.left_of(received));
    let planned = |of: &mut dyn Iterator<Item = &MapLine>| of.map(MapLine::named_working).collect::<Vec<_>>();
    let given = |of: &mut dyn Iterator<Item = &MapLine>| of.map(MapLine::given_working).collect::<Vec<_>>();
    let from_top_up = || top_up.iter().map(|line| &**line);
    let at = format!("{both} of SEN provision planned, of it up to {threshold} = {}", spent.below);
    let sums = [
        ("Planned", spent.planned, planned(&mut lines.iter())),
        ("Given so far", spent.delivered, given(&mut lines.iter())),
        ("Planned from top-up", spent.top_up_planned, planned(&mut from_top_up())),
        ("Given from top-up", spent.top_up_delivered, given(&mut from_top_up())),
        ("Up to the threshold", spent.below, vec![at]),
        ("Beyond it", spent.above, vec![format!("{both} − {} = {}", spent.below, spent.above)]),
        (
            "Left of what came",
            left,
            vec![format!("{received} came − {} given from top-up = {left}", spent.top_up_delivered)],
        ),
    ];
    sums.iter().map(|(what, sum, words)| vec![html! { (what) }, working(sum, what, words)]).collect()
}

//! The ways between the reports.

use maud::Markup;

use super::sub_nav::sub_nav;

const FIGURES: (&str, &str) = ("/reports/figures", "Figures for governors");
const FUNDING: (&str, &str) = ("/funding", "Funding");
const SELF_EVALUATION: (&str, &str) = ("/self-evaluation", "Self-evaluation");

/// The ways between the reports. Whoever sees the governors' `figures` beside them runs the school: they see the self-evaluation and what
/// is paid, too.
pub fn ways(here: &str, figures: bool) -> Markup {
    let all = [
        ("/reports", "This week"),
        ("/reports/reviews", "Reviews on time"),
        ("/provision-map", "Provision map"),
        FUNDING,
        ("/sen-register", "SEN register"),
        FIGURES,
        SELF_EVALUATION,
        ("/readings", "Who has read the plans"),
    ];
    let open = all.into_iter().filter(|way| figures || ![FIGURES, FUNDING, SELF_EVALUATION].contains(way));
    nav(here, open)
}

/// The ways of governors, who see no report with a child in it.
pub fn ways_of_governors(here: &str) -> Markup {
    nav(here, [FIGURES, SELF_EVALUATION])
}

fn nav(here: &str, ways: impl IntoIterator<Item = (&'static str, &'static str)>) -> Markup {
    let links: Vec<_> = ways.into_iter().map(|(href, words)| (href.to_owned(), words, href == here)).collect();
    sub_nav("Reports", &links)
}

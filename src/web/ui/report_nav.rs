//! The ways between the reports.

use maud::Markup;

use super::sub_nav::sub_nav;

type Way = (&'static str, &'static str);

/// What is made for governors: no child is in it.
const OF_GOVERNORS: [Way; 5] = [
    ("/reports/figures", "Figures for governors"),
    ("/self-evaluation", "Self-evaluation"),
    ("/surveys", "Surveys"),
    ("/reports/incidents", "Force, restraint, seclusion"),
    ("/plan-samples", "Plans without names"),
];

/// What is open to everybody who sees the board.
const OF_BOARD: [Way; 4] = [
    ("/reports", "This week"),
    ("/reports/reviews", "Reviews on time"),
    ("/provision-map", "Provision map"),
    ("/readings", "Who has read the plans"),
];

/// What is open to whoever sees the whole school's records and what is paid, as the SENCO and the head do.
const OF_RECORDS: [Way; 7] = [
    ("/reports/list", "All reports"),
    ("/benchmarks", "Progress"),
    ("/funding", "Funding"),
    ("/sen-register", "SEN register"),
    ("/inspection", "Case sample"),
    ("/complaints", "Complaints"),
    ("/bases", "Inclusion bases"),
];

/// The ways between the reports. Whoever sees the governors' `figures` sees the whole school's records, too.
pub fn ways(here: &str, figures: bool) -> Markup {
    let more = OF_RECORDS.into_iter().chain(OF_GOVERNORS).filter(|_| figures);
    nav("Reports", here, OF_BOARD.into_iter().chain(more))
}

/// The ways of governors, who see no report with a child in it.
pub fn ways_of_governors(here: &str) -> Markup {
    nav("For governors", here, OF_GOVERNORS)
}

fn nav(name: &str, here: &str, ways: impl IntoIterator<Item = Way>) -> Markup {
    let links: Vec<_> = ways.into_iter().map(|(href, words)| (href.to_owned(), words, href == here)).collect();
    sub_nav(name, &links)
}

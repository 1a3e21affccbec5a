//! The ways between the reports.

use maud::Markup;

use super::sub_nav::sub_nav;

/// What is open to everybody who sees the board.
const OPEN_TO_ALL: [&str; 3] = ["/reports", "/reports/reviews", "/readings"];

/// The ways between the reports; beyond the reviews for those who see the whole school, as the SENCO and the head do.
pub fn ways(here: &str, figures: bool) -> Markup {
    let links = [
        ("/reports", "This week"),
        ("/reports/reviews", "Reviews on time"),
        ("/reports/figures", "Figures for governors"),
        ("/readings", "Who has read the plans"),
        ("/reports/incidents", "Force, restraint, seclusion"),
        ("/plan-samples", "Plans without names"),
        ("/complaints", "Complaints"),
        ("/bases", "Inclusion bases"),
    ];
    let open = links.iter().filter(|(href, _)| figures || OPEN_TO_ALL.contains(href));
    let links: Vec<_> = open.map(|(href, words)| ((*href).to_owned(), *words, *href == here)).collect();
    sub_nav("Reports", &links)
}

//! The ways between the reports.

use maud::Markup;

use super::sub_nav::sub_nav;

/// The ways between the reports.
pub fn ways(here: &str) -> Markup {
    let links = [
        ("/reports", "This week"),
        ("/reports/reviews", "Reviews on time"),
        ("/reports/figures", "Figures for governors"),
        ("/readings", "Who has read the plans"),
    ];
    let links: Vec<_> = links.iter().map(|(href, words)| ((*href).to_owned(), *words, *href == here)).collect();
    sub_nav("Reports", &links)
}

//! The ways between the reports.

use maud::Markup;

use super::sub_nav::sub_nav;

/// The ways between the reports; to the governors' figures for those who see them.
pub fn ways(here: &str, figures: bool) -> Markup {
    let links = [
        ("/reports", "This week"),
        ("/reports/reviews", "Reviews on time"),
        ("/provision-map", "Provision map"),
        ("/sen-register", "SEN register"),
        ("/reports/figures", "Figures for governors"),
        ("/readings", "Who has read the plans"),
    ];
    let open = links.iter().filter(|(href, _)| figures || *href != "/reports/figures");
    let links: Vec<_> = open.map(|(href, words)| ((*href).to_owned(), *words, *href == here)).collect();
    sub_nav("Reports", &links)
}

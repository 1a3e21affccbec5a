//! The report as families read it, in short parts with headings that they can jump to.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        count::times,
        figures::print as shown,
        information_report::{Figure, Report, Section},
        time::LongDay,
    },
    store::schools::SchoolCard,
    web::ui::{lines::lines, phone::phone, print::print, safe_url::SafeUrl, table::table},
};

/// The whole of it; `published` is the day on which it was, or nothing where somebody looks at it before.
pub(super) fn whole(report: &Report, card: &SchoolCard, published: Option<NaiveDate>) -> Markup {
    let written: Vec<Section> = Section::ALL.iter().copied().filter(|one| is_shown(report, *one)).collect();
    html! {
        article.strategy {
            h1 { "What " (card.name) " offers children with special educational needs" }
            p.muted {
                "SEN information report. "
                @match published { Some(day) => { "Published on " (LongDay(day)) "." } None => "Not published." }
            }
            (print("on A4"))
            nav.no-print aria-label="On this page" { ul { @for section in &written {
                li { a href=(format!("#{}", section.as_code())) { (section.words()) } }
            } } }
            @for section in written { (part(report, card, section)) }
            (figures(&report.figures))
        }
    }
}

/// Whether there is anything to say in a part: what was written, or what follows by itself.
pub(super) fn is_shown(report: &Report, section: Section) -> bool {
    let follows = match section {
        Section::Contacts | Section::Policy => true,
        Section::Support => !report.offered.is_empty(),
        _ => false,
    };
    follows || !report.part(section).is_empty()
}

fn part(report: &Report, card: &SchoolCard, section: Section) -> Markup {
    let words = report.part(section);
    html! {
        h2 id=(section.as_code()) { (section.words()) }
        @if !words.is_empty() { p { (lines(words)) } }
        @match section {
            Section::Contacts => (contacts(card)),
            Section::Parents => {
                p { "Parents of a child on SEN support are asked to meet us at least " (times(report.reviews_a_year)) " a year." }
            }
            Section::Support => (offered(report)),
            Section::Policy => (local_offer(card)),
            _ => {}
        }
    }
}

/// How to reach the school, and free advice that is not the school's.
fn contacts(card: &SchoolCard) -> Markup {
    html! {
        @if !card.phone.is_empty() { p { "Phone the school: " (phone(&card.phone)) } }
        @if !card.email.is_empty() { p { "Write to us: " a href=(format!("mailto:{}", card.email)) { (card.email) } } }
        @if !card.sendiass.is_empty() { p { "Free and impartial advice for families: " (card.sendiass) } }
    }
}

fn local_offer(card: &SchoolCard) -> Markup {
    html! {
        @if !card.local_offer.is_empty() {
            p {
                "All that there is for families in our area is in the Local Offer"
                @if !card.local_authority.is_empty() { " of " (card.local_authority) }
                ": "
                @match SafeUrl::web(&card.local_offer) {
                    Some(there) => a href=(there.as_str()) { (card.local_offer) },
                    None => (card.local_offer),
                }
            }
        }
    }
}

fn offered(report: &Report) -> Markup {
    html! {
        @for (area, of) in report.by_area() {
            h3 { (area.words()) }
            dl.summary { @for one in of { div { dt { (one.name) } dd { (lines(&one.words)) } } } }
        }
    }
}

/// How many pupils there are, as governors were shown it.
fn figures(all: &[Figure]) -> Markup {
    html! {
        @if !all.is_empty() {
            h2 #figures { "How many pupils" }
            @for one in all {
                @let printed = shown(one.line, &one.counts, one.threshold);
                @let rows: Vec<Vec<Markup>> = printed.names.iter().zip(&printed.published.cells)
                    .map(|(name, count)| vec![html! { (name) }, html! { (count.words(one.threshold)) }]).collect();
                (table(&format!("{}, on {}", one.line.words(), LongDay(one.as_of)), &["Group", "Pupils"], &rows, ""))
            }
            p.muted { "“Fewer than” includes none. Small numbers are hidden, so that no child can be made out." }
        }
    }
}

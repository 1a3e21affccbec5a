//! What files would change: the counts, then every difference with what it was and what it becomes.

use maud::{Markup, html};

use super::{told, words};
use crate::{
    exchange::{
        File, Kind, Look,
        diff::{ByHand, HandedOver, Report, Shown, Tally},
    },
    intake::Found,
    web::{
        form::fields::second_button,
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// Lists longer than this are folded away.
const LONG: usize = 20;

/// The page. `sees_pupils`: whether the reader may be told what is held, not only what stands in their own file.
pub(super) fn page(files: &[File], found: &Found, sees_pupils: bool, moved: bool) -> Markup {
    let report = &found.report;
    html! {
        p.no-print { a href="/import" { "Back to the import" } }
        @if moved {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { "The school’s records have changed meanwhile" }
                p { "Nothing was brought in. This is the list as it is now: look at it, and say yes again." }
            }
        }
        h1 { "What the files would change" }
        p.lead { @if found.is_nothing() { "Nothing: everything in them is held here just so." } @else { "Nothing has been changed yet." } }
        (told::first_rows(report))
        (counts(report))
        (read_as(files))
        (told::unread(report))
        (handed_over(report, sees_pupils))
        (words::questions(&report.unknown))
        (told::problems(&report.problems))
        @for kind in Kind::ALL { (of_kind(*kind, &report.shown, sees_pupils)) }
        (say_yes(found, sees_pupils))
    }
}

/// The name of the ticks by which a file has its way with what was entered by hand.
pub(super) const TICK: &str = "take";

/// What stays as it was entered by hand, each with a tick to let the file have its way.
fn by_hand(all: &[ByHand], sees_pupils: bool) -> Markup {
    html! {
        @if !all.is_empty() {
            fieldset.by-hand {
                legend { h2 { "Entered by hand, and kept (" (all.len()) ")" } }
                p { "People changed this here since a file last told of it. It stays, unless you tick it to take what the file says." }
                @for (n, one) in all.iter().enumerate() {
                    @let id = format!("take-{n}");
                    div.choice {
                        input type="checkbox" id=(id) name=(TICK) value=(one.kept.key);
                        label for=(id) {
                            @if sees_pupils {
                                (capital(&one.who)) ", " (one.kept.change.field) ": here " strong { (said(&one.kept.change.was)) }
                                ", in the file " strong { (said(&one.kept.change.is)) }
                            } @else if one.place.is_some() { (capital(&one.who)) ", " (one.kept.change.field) }
                            @else { "Somebody who is in no file: the SENCO sees who" }
                            @if let Some((file, line)) = &one.place { span.muted { " " (file) ", line " (line) } }
                        }
                    }
                }
            }
        }
    }
}

/// Plans that go to other teachers with their classes.
fn handed_over(report: &Report, sees_pupils: bool) -> Markup {
    let row = |one: &HandedOver| {
        // Of what kind a plan is tells of the pupil, too.
        let whose = html! { @if sees_pupils { (one.pupil.full()) } @else { "A pupil" } };
        let plan = html! { @if sees_pupils { (one.kind.words()) } @else { "A plan" } };
        vec![whose, plan, html! { (one.from.full()) }, html! { (one.to.full()) }]
    };
    let rows: Vec<Vec<Markup>> = report.handovers.iter().map(row).collect();
    html! {
        @if !rows.is_empty() {
            section aria-labelledby="handed-over" {
                h2 #handed-over { "Plans that go to other teachers (" (rows.len()) ")" }
                p {
                    "Whoever leads them now does not see these pupils afterwards. "
                    "The plans go with their meetings to the teacher of the class, or to the SENCO where it has none. Both are told."
                }
                @if rows.len() > LONG {
                    details { summary { "All of them" } (table("Who leads whose plan", HANDED, &rows, "")) }
                } @else { (table("Who leads whose plan", HANDED, &rows, "")) }
            }
        }
    }
}

/// The headings of that list.
const HANDED: &[&str] = &["Pupil", "Plan", "From", "To"];

fn counts(report: &Report) -> Markup {
    let number = |n: usize| html! { (n) };
    let told = report.tallies().into_iter().filter(|(_, tally)| *tally != Tally::default());
    let rows: Vec<Vec<Markup>> = told
        .map(|(kind, t)| {
            let name = html! { (kind.words()) };
            vec![name, number(t.new), number(t.changed), number(t.unchanged), number(t.leaving), number(t.refused)]
        })
        .collect();
    let heads = ["What", "New", "Changed", "Unchanged", "Leaving", "Refused"];
    table("How many of what", &heads, &rows, "Nothing in the files could be read. What is wrong stands below.")
}

/// What each file is taken for, and the way to say otherwise.
fn read_as(files: &[File]) -> Markup {
    let rows: Vec<Vec<Markup>> = files
        .iter()
        .zip(File::passed_over(files))
        .enumerate()
        .map(|(at, (file, over))| {
            let look = Look::at(&file.bytes).ok();
            let kind = file.mapping.as_ref().or_else(|| look.as_ref()?.known.as_ref()).map(|m| m.kind);
            let columns = html! {
                @if let (Some(mapping), _) | (None, Some(Look { known: Some(mapping), .. })) = (&file.mapping, &look) {
                    @let read = mapping.columns.iter().filter(|(_, column)| column.is_some()).count();
                    (read) " of " (mapping.columns.len()) " read. "
                }
                @if look.is_some() {
                    a.no-print href=(format!("/import/columns/{at}")) { "Say what the columns are" span.hidden { " of " (file.name) } }
                }
            };
            let unknown = if over { "Passed over" } else { "Not known" };
            vec![html! { (file.name) }, html! { (kind.map_or(unknown, Kind::words)) }, columns]
        })
        .collect();
    table("What the files are", &["File", "Read as", "Columns"], &rows, "")
}

/// Everything about one kind: new, changed, leaving.
fn of_kind(kind: Kind, shown: &[Shown], sees_pupils: bool) -> Markup {
    let of = |what| shown.iter().filter(move |s| s.kind == kind && s.what == what).collect::<Vec<_>>();
    let (new, changed, leaving) = (of("new"), of("changed"), of("leaving"));
    let hides = !sees_pupils && matches!(kind, Kind::Pupils | Kind::Guardians);
    html! {
        @if !(new.is_empty() && changed.is_empty() && leaving.is_empty()) {
            h2 { (kind.words()) }
            @if !changed.is_empty() { (folded(&format!("{} changed", changed.len()), changed.len(), &changes(&changed, hides))) }
            @if !leaving.is_empty() {
                @if hides { p { (leaving.len()) " leaving: the SENCO sees who." } }
                @else { (folded(&format!("{} leaving", leaving.len()), leaving.len(), &people(&leaving))) }
            }
            @if !new.is_empty() { (folded(&format!("{} new", new.len()), new.len(), &people(&new))) }
        }
    }
}

fn folded(title: &str, many: usize, list: &Markup) -> Markup {
    html! { details open[many <= LONG] { summary { (title) } (list) } }
}

fn people(shown: &[&Shown]) -> Markup {
    html! { ul { @for one in shown { li { (capital(&one.who)) (place(one)) } } } }
}

fn changes(shown: &[&Shown], hides: bool) -> Markup {
    let rows: Vec<Vec<Markup>> = shown
        .iter()
        .map(|one| {
            let fields = html! {
                ul.bare {
                    @for change in &one.changes {
                        li {
                            (capital(change.field))
                            @if !hides { ": " del { (said(&change.was)) } " → " ins { (said(&change.is)) } }
                        }
                    }
                }
            };
            vec![html! { (capital(&one.who)) }, fields, html! { (place(one)) }]
        })
        .collect();
    table("What changes", &["Who or what", "From and to", "Where"], &rows, "")
}

fn said(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}

/// Where in the files it stands; nothing for those who are missing from them.
fn place(one: &Shown) -> Markup {
    html! { @if let Some((file, line)) = &one.place { span.muted { " " (file) ", line " (line) } } }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn say_yes(found: &Found, sees_pupils: bool) -> Markup {
    let kept = &found.report.by_hand;
    html! {
        @if !found.is_nothing() || !kept.is_empty() {
            (post_form("/import/records").of(html! {
                input type="hidden" name="digest" value=(found.digest);
                (by_hand(kept, sees_pupils))
                p.actions { (button(if found.is_nothing() { "Take what is ticked" } else { "Bring in exactly this" })) }
            }))
        }
        div.actions {
            (post_form("/import/waiting").of(html! { (second_button("Throw the files away")) }))
        }
    }
}

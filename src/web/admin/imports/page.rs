//! Where an import begins, and the list of those that were made.

use maud::{Markup, html};

use super::upload::{ACCEPTED, Upload};
use crate::{
    domain::{
        count::counted,
        time::{ClockTime, LongDay, Moment},
    },
    exchange::diff::Tally,
    intake,
    store::imports::Made,
    web::{
        form::fields::{Field, error_summary, file_input, second_button, textarea},
        ui::{
            button::button,
            post_form::post_form,
            table::table,
            tag::{Tone, tag},
        },
    },
};

pub(super) fn page(
    upload: &Upload,
    waiting: usize,
    history: &[Made],
    settings: bool,
    now: Moment,
) -> anyhow::Result<Markup> {
    let field = |name, label, hint, value| Field { name, label, hint, value, errors: &upload.errors };
    let files = "CSV, text or Excel (.xlsx), several at once: pupils, contacts, staff, term dates, closures, bank holidays. \
        Which is which is told by the headings; of a workbook every sheet is read.";
    let cells = "With the row of headings, as copied from a spreadsheet. Instead of files, or beside them.";
    Ok(html! {
        @if settings { p.no-print { a href="/settings" { "Back to the settings" } } }
        (error_summary(&upload.errors))
        h1 { "Import from another system" }
        p.lead { "Nothing is changed until you have seen every difference and said yes, and what you bring in can be undone for a day." }
        @if waiting > 0 { (still_waiting(waiting)) }
        (post_form("/import").class("panel").brings_files().of(html! {
            div {
                (file_input(&field("files", "Files that the other system exported", files, ""), ACCEPTED, true))
                (textarea(&field("pasted", "Or paste cells", cells, &upload.pasted), 6))
            }
            (button("Look what would change"))
        }))
        details {
            summary { "What the files need" }
            ul {
                li {
                    strong { "Pupils: " }
                    "name and date of birth; "
                    "UPN, year, class, SEN status and its start, needs, attendance and the rest where you have them."
                }
                li { strong { "Contacts: " } "the pupil’s UPN or name, and the adult’s name; relationship, priority, e-mail, phone, language, court order." }
                li { strong { "Staff: " } "name, e-mail, role, classes." }
                li { strong { "Term dates: " } "term, start, end, half term." }
                li { strong { "Closures: " } "date, kind (INSET), note." }
            }
            p { "A restriction that a file brings holds at once, until somebody has decided. No import lifts one that is held here." }
            p { "Files are kept in memory only, until they are brought in or thrown away, and for a day at most. A long import goes on while others work." }
        }
        h2 { "Imports so far" }
        (table("The newest first", &["When", "By", "What", "State"], &rows(history, now)?, "Nothing has been imported yet."))
    })
}

fn still_waiting(files: usize) -> Markup {
    html! {
        div.panel {
            h2 { "Files are waiting" }
            p { (counted(files, "file was", "files were")) " uploaded and not brought in yet." }
            div.actions {
                a.second href="/import/differences" { "Look at the differences" }
                (post_form("/import/waiting").of(html! { (second_button("Throw the files away")) }))
            }
        }
    }
}

fn rows(history: &[Made], now: Moment) -> anyhow::Result<Vec<Vec<Markup>>> {
    history.iter().map(|made| row(made, now)).collect()
}

fn row(made: &Made, now: Moment) -> anyhow::Result<Vec<Markup>> {
    let what: Vec<String> = intake::counts(made)?
        .into_iter()
        .filter_map(|(kind, tally)| Some(format!("{}: {}", kind.words(), did(&tally)?)))
        .collect();
    let state = match (&made.undone, made.undo_until(now)) {
        (None, _) if made.goes_on(now) => tag(Tone::Sky, "Under way"),
        (None, _) if made.is_part() => tag(Tone::Late, "Cut off"),
        (Some(_), _) => tag(Tone::Quiet, "Undone"),
        (None, Some(_)) => tag(Tone::Sky, "Can be undone"),
        (None, None) => tag(Tone::Good, "Done"),
    };
    Ok(vec![
        html! { a href=(format!("/import/{}", made.id)) { (when(made.at)) } },
        html! { (by(made)) },
        html! { (what.join("; ")) },
        state,
    ])
}

/// "3 new, 2 changed", or nothing where nothing happened.
fn did(tally: &Tally) -> Option<String> {
    let parts = [(tally.new, "new"), (tally.changed, "changed"), (tally.leaving, "left")];
    let said: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// "Wednesday 18 November 2026, 9:00am".
pub(super) fn when(at: Moment) -> String {
    format!("{}, {}", LongDay(at.today()), ClockTime(at.local().time()))
}

pub(super) fn by(made: &Made) -> String {
    made.by.as_ref().map_or_else(|| "The command line".to_owned(), |name| name.formal())
}

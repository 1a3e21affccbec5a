//! Before a plan of the year is saved: what changes, and what that does to the messages.

use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{
    YearPage,
    days::{Load, cap},
    draft::{Draft, field, open},
    page::kept,
};
use crate::{
    domain::{
        calendar::{AcademicYear, Season},
        count::counted,
        notice::NoticeKind,
        reminder::{self, Effect, Picture},
        time::{LongDay, Moment},
    },
    store::{conversations, register::Register, year_plan::Change},
    web::{
        frame::{error::Result, session::Person},
        ui::{post_form::post_form, table::table},
    },
};

/// What a change of dates brings with it.
pub(super) struct Weighed {
    /// What it does to messages, by kind.
    pub(super) effects: Vec<(NoticeKind, Effect)>,
    /// How many of its reviews have a meeting offered.
    pub(super) offered: usize,
}

/// Asks the rules that send messages what they would do.
pub(super) async fn effects(
    conn: &mut SqliteConnection,
    register: &Register,
    changes: &[Change],
    year: AcademicYear,
    now: Moment,
) -> Result<Vec<(NoticeKind, Effect)>> {
    let before = register.part::<Picture>(conn, now.today()).await?;
    let after = changed(&before, changes);
    // Two whole years of digests: beside the other requests, and not among them.
    let weighed = tokio::task::spawn_blocking(move || reminder::effects(&before, &after, now, year.ends_on()));
    Ok(weighed.await.map_err(anyhow::Error::from)?)
}

/// The picture as it would be.
fn changed(picture: &Picture, changes: &[Change]) -> Picture {
    let mut picture = picture.clone();
    for change in changes {
        let Some(plan) = picture.plans.iter_mut().find(|p| p.plan == Some(change.plan)) else { continue };
        if change.agreed {
            plan.year.agreed_on = change.on;
            continue;
        }
        let (year, season) = change.term;
        plan.year.planned.retain(|(y, s, _)| (*y, *s) != (year, season));
        plan.year.planned.extend(change.on.map(|on| (year, season, on)));
    }
    picture
}

/// How many of the agreed reviews that move have a meeting offered, whose messages keep to the times offered.
pub(super) async fn offered(conn: &mut SqliteConnection, person: &Person, changes: &[Change]) -> Result<usize> {
    let meetings = conversations::open_of_school(conn, person.viewer.school).await?;
    Ok(changes.iter().filter(|c| c.agreed && meetings.contains_key(&c.plan)).count())
}

/// "1 date", "31 dates".
pub(super) fn dates(n: usize) -> String {
    counted(n, "date", "dates")
}

pub(super) fn page(seen: &YearPage, draft: &Draft, changes: &[Change], weighed: &Weighed) -> Markup {
    // Of the days that these changes touch: what was too much before is not theirs.
    let mut over = Load::of(seen, draft).too_many(cap(seen, draft));
    over.retain(|(day, ..)| changes.iter().any(|change| change.on == Some(*day)));
    html! {
        h1 { "Before it is saved: " (dates(changes.len())) }
        p.lead { "Nothing is saved yet." }
        (messages(weighed))
        @if !over.is_empty() {
            h2 { "More than " (cap(seen, draft)) " on one day" }
            ul { @for (day, who, n) in &over { li { (who) ": " (counted(*n, "review", "reviews")) " on " (LongDay(*day)) } } }
        }
        (post_form("/year").of(html! {
            (kept(seen, draft))
            @for (_, key) in open(seen) {
                input type="hidden" name=(field(key)) value=(draft.days.get(&key).map(String::as_str).unwrap_or_default());
            }
            input type="hidden" name="cap" value=(cap(seen, draft));
            p.actions {
                button.primary type="submit" name="do" value="save" { "Save " (dates(changes.len())) }
                button.second type="submit" name="do" value="edit" { "Go on changing" }
            }
        }))
        (listed(seen, changes))
    }
}

fn messages(weighed: &Weighed) -> Markup {
    let rows: Vec<Vec<Markup>> = weighed
        .effects
        .iter()
        .map(|(kind, effect)| {
            let counts = [effect.written, effect.moved, effect.withdrawn, effect.reworded];
            std::iter::once(html! { (kind.words()) }).chain(counts.map(|n| html! { (n) })).collect()
        })
        .collect();
    html! {
        h2 { "What it does to the messages" }
        (table("Messages until the end of the school year", &["Kind", "New", "On another day", "Not sent any more", "Sent with other numbers in it"], &rows,
            "No message changes."))
        p {
            "Digests tell staff what is due and late. Parents are written to about a meeting, when it is offered: "
            "no message to a parent follows from a date alone. "
            @match weighed.offered {
                0 => "",
                1 => "One of these reviews has a meeting offered already: its messages keep to the times that were offered.",
                n => { (n) " of these reviews have meetings offered already: their messages keep to the times that were offered." }
            }
        }
    }
}

fn listed(seen: &YearPage, changes: &[Change]) -> Markup {
    let day = |on: Option<NaiveDate>| on.map_or_else(|| "no day".to_owned(), |on| LongDay(on).to_string());
    let rows: Vec<Vec<Markup>> = changes
        .iter()
        .filter_map(|change| {
            let line = seen.lines.iter().find(|l| l.row.plan == Some(change.plan))?;
            let season: Season = change.term.1;
            Some(vec![
                html! { (line.row.name.short()) },
                html! { (season.title()) },
                html! { (day(line.saved(&seen.calendar, season))) },
                html! { (day(change.on)) },
            ])
        })
        .collect();
    html! {
        h2 { "The dates" }
        (table("What changes", &["Pupil", "Term", "From", "To"], &rows, "Nothing changes."))
    }
}

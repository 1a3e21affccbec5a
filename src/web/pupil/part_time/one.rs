//! One timetable on a page: what is to be done, days and hours, what is not attended, parents, authority, reviews, history.

use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::{Timetables, list::stands, load};
use crate::{
    domain::{
        access::{Verb, may_decide},
        audit::Subject,
        count::{counted, school_days},
        ids::AdultId,
        part_time::{Agreement, End, FULL_SESSIONS, NotAttended, Pattern, WEEKDAYS, Wanted, clock, hours},
        time::LongDay,
    },
    store::{
        contacts::contacts_of,
        part_time::{HeldTimetable, SetReview},
    },
    web::{
        App,
        form::{
            fields::{Field, FormErrors, date_input, error_summary, radios, select, text_input},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        pupil::head::entered,
        ui::{
            button::button,
            post_form::post_form,
            summary_list::summary_list,
            table::table,
            tag::{Tone, tag},
        },
    },
};

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Path((id, timetable)): Path<(i64, i64)>,
) -> Result<Response> {
    let seen = load(&app, &person, id, Verb::See).await?;
    let held = seen.find(timetable)?;
    let contacts = if seen.changes() { contacts(&app, &seen).await? } else { Vec::new() };
    app.viewed(&person, Subject::PartTime, seen.head.id).await?;
    app.answer(&person, page(&seen, held, &contacts, &Typed::default(), &FormErrors::default())).await
}

/// Who can be asked: each contact who may take part and decides, with what they are to the pupil.
pub(super) async fn contacts(app: &App, seen: &Timetables) -> Result<Vec<(AdultId, String)>> {
    let all = contacts_of(&mut *app.store.read().await?, seen.head.id, seen.today).await?;
    let able = all.into_iter().filter(|(_, facts)| may_decide(facts));
    Ok(able.map(|(card, _)| (card.id, format!("{}, {}", card.name.full(), card.relationship))).collect())
}

/// The page, and the forms on it.
struct TimetableForms<'a> {
    seen: &'a Timetables,
    held: &'a HeldTimetable,
    typed: &'a Typed,
    errors: &'a FormErrors,
}

pub(super) fn page(
    seen: &Timetables,
    held: &HeldTimetable,
    contacts: &[(AdultId, String)],
    typed: &Typed,
    errors: &FormErrors,
) -> Page {
    let (shown, head) = (TimetableForms { seen, held, typed, errors }, &seen.head);
    let days = held.now().days;
    let body = html! {
        p.no-print { a href=(format!("/pupils/{}/part-time", head.id)) { "All part-time timetables of " (head.name.forename) } }
        (error_summary(errors))
        h1 { "Part-time timetable" }
        p.lead {
            (head.name.full()) @if !head.class.is_empty() { ", class " (head.class) } ". "
            (LongDay(days.from)) " to " (LongDay(days.until)) " " (stands(seen, held))
        }
        @if seen.whole() { (shown.to_do()) }
        (shown.facts())
        (shown.weeks())
        (shown.counted())
        @if seen.whole() {
            (shown.parents(contacts))
            (shown.authority())
        }
        (shown.reviews())
        (shown.history())
    };
    Page::new(format!("Part-time timetable · {}", head.name.short()), body).wrong(errors)
}

impl TimetableForms<'_> {
    fn field<'b>(&'b self, name: &'b str, label: &'b str, hint: &'b str) -> Field<'b> {
        Field { name, label, hint, value: self.typed.get(name), errors: self.errors }
    }

    /// Whether the reader may still enter something.
    fn changes(&self) -> bool {
        self.seen.changes() && self.held.ended.is_none()
    }

    /// A form of this page, folded away until it is wanted or was sent.
    fn folded(&self, act: &str, title: &str, fields: &Markup) -> Markup {
        html! {
            details.no-print open[self.typed.get("do") == act] {
                summary { (title) }
                (post_form(self.seen.place(self.held.id)).of(html! { input type="hidden" name="do" value=(act); (fields) }))
            }
        }
    }

    fn to_do(&self) -> Markup {
        let (today, place) = (self.seen.today, self.seen.place(self.held.id));
        let wanted = self.held.wanted(today);
        let rows: Vec<Vec<Markup>> = wanted
            .iter()
            .map(|due| {
                let late = match due.late(today) {
                    n if n > 0 => tag(Tone::Late, &format!("{} late", counted(n, "calendar day", "calendar days"))),
                    0 => tag(Tone::Soon, "Today"),
                    n => html! { "in " (counted(-n, "calendar day", "calendar days")) },
                };
                let to = match due.what {
                    Wanted::Agreement => "#adult".to_owned(),
                    Wanted::Authority => "#told_on".to_owned(),
                    Wanted::Review => "#reviews".to_owned(),
                    Wanted::End => format!("{place}/end"),
                };
                vec![
                    html! { @if self.changes() { a href=(to) { (due.what.words()) } } @else { (due.what.words()) } },
                    html! { (LongDay(due.by)) br; span.muted { (due.what.counted()) } },
                    late,
                    html! { (due.what.source()) },
                ]
            })
            .collect();
        html! {
            @if !rows.is_empty() {
                section aria-labelledby="to-do" {
                    h2 #to-do { "To do (" (rows.len()) ")" }
                    (table("What it needs and does not have", &["What", "By", "Stands", "Source"], &rows, ""))
                }
            }
        }
    }

    fn facts(&self) -> Markup {
        let (terms, calendar) = (self.held.now(), self.seen.calendar());
        // What ended otherwise than planned leads back to no day that is known here.
        let last = match &self.held.ended {
            None => Some(terms.days.until),
            Some(ended) => (ended.kind == End::FullTime).then_some(ended.on),
        };
        let back = last.map(|last| calendar.plus_school_days(last, 1));
        let mut facts = vec![
            ("First day", html! { (LongDay(terms.days.from)) }),
            (
                "Last day",
                html! {
                    (LongDay(terms.days.until)) @if let Some(back) = back { ". Back to full time on " (LongDay(back)) "." }
                },
            ),
            ("A full week", html! { (FULL_SESSIONS) " sessions, " (hours(terms.full_week)) }),
        ];
        if self.seen.whole() {
            facts.push(("Why", html! { (terms.reason) }));
        }
        if let Some(ended) = &self.held.ended {
            facts.push(("Ended", html! { (ended.kind.words()) ", " (LongDay(ended.on)) }));
            if self.seen.whole() && !ended.reason.is_empty() {
                facts.push(("Why it ended", html! { (ended.reason) }));
            }
        }
        let most = self.seen.most_weeks();
        let place = self.seen.place(self.held.id);
        html! {
            section aria-labelledby="facts" {
                h2 #facts { "About" }
                (summary_list(&facts))
                @if self.held.ended.is_none() && self.held.timetable().is_long(calendar, most) {
                    p {
                        (tag(Tone::Soon, "Long")) " More than " (counted(most, "school week", "school weeks")) ": the school’s own setting, and advice. "
                        "A part-time timetable is for a short while."
                    }
                }
                @if self.changes() {
                    p.actions.no-print {
                        a.second href=(format!("{place}/edit")) { "Change days, hours or reason" }
                        a.second href=(format!("{place}/end")) { "End it" }
                    }
                }
                @if let Some(plan) = self.seen.plan() {
                    p.no-print { "Its targets and support: " a href=(format!("/plans/{plan}")) { "the plan that goes with it" } }
                }
            }
        }
    }

    /// The week, and each step on the way back to full time.
    fn weeks(&self) -> Markup {
        let place = self.seen.place(self.held.id);
        html! {
            section aria-labelledby="weeks" {
                h2 #weeks { "In school" }
                @for (n, (row, from, week)) in self.held.weeks.iter().enumerate() {
                    (week_of(week, *from))
                    @if n > 0 && self.changes() {
                        (post_form(&place).class("no-print").of(html! {
                            input type="hidden" name="do" value="step";
                            input type="hidden" name="step" value=(row);
                            button.second type="submit" { "Take this step away" span.hidden { ": from " (LongDay(*from)) } }
                        }))
                    }
                }
                @if self.held.weeks.len() < 2 && self.held.ended.is_none() {
                    p.muted { "No step is entered on the way back to full time." }
                }
                @if self.changes() { p.actions.no-print { a.second href=(format!("{place}/steps/new")) { "Add a step back to full time" } } }
            }
        }
    }

    fn counted(&self) -> Markup {
        let (timetable, calendar) = (self.held.timetable(), self.seen.calendar());
        let count = |found: NotAttended| {
            html! {
                strong { (counted(found.sessions, "session", "sessions")) } " of " (found.school_days * 2) ", " (hours(found.minutes))
                ", in " (school_days(i64::from(found.school_days)))
            }
        };
        let facts = [
            ("So far, today included", count(timetable.not_attended(calendar, self.seen.today))),
            ("Over the whole of it", count(timetable.not_attended(calendar, self.held.now().days.until))),
        ];
        html! {
            section aria-labelledby="not-attended" {
                h2 #not-attended { "Not attended" }
                (summary_list(&facts))
                p.muted { "School days only: holidays, INSET days and closures do not count. A session is half a day; in the register code C2." }
            }
        }
    }

    fn parents(&self, contacts: &[(AdultId, String)]) -> Markup {
        let rows: Vec<Vec<Markup>> = self
            .held
            .answers
            .iter()
            .map(|one| {
                let tone = if one.answer == Agreement::Refused { Tone::Late } else { Tone::Good };
                vec![html! { bdi { (one.name.full()) } }, tag(tone, one.answer.words()), html! { (LongDay(one.on)) }]
            })
            .collect();
        let ids: Vec<String> = contacts.iter().map(|(adult, _)| adult.to_string()).collect();
        let who: Vec<(&str, &str)> = std::iter::once(("", "Choose"))
            .chain(ids.iter().zip(contacts).map(|(id, (_, words))| (id.as_str(), words.as_str())))
            .collect();
        let answers: Vec<_> = Agreement::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
        html! {
            section aria-labelledby="parents" {
                h2 #parents { "Parents" }
                (table("What parents answered; of each the last counts", &["Who", "Answer", "On"], &rows, "No parent has answered yet."))
                @if self.changes() {
                    (self.folded("answer", "Enter what a parent answered", &html! {
                        (select(&self.field("adult", "Who", "The parent with whom the pupil usually lives has to agree."), &who))
                        (radios(&self.field("answer", "Answer", ""), &answers))
                        (date_input(&self.field("answered_on", "On which day", "")))
                        (button("Save the answer"))
                    }))
                }
            }
        }
    }

    fn authority(&self) -> Markup {
        html! {
            section aria-labelledby="authority" {
                h2 #authority { "Local authority" }
                @match &self.held.told {
                    Some((on, how)) => p { "Told on " (LongDay(*on)) @if !how.is_empty() { ": " (how) } "." },
                    None => p { (tag(Tone::Soon, "Not told yet")) " " (Wanted::Authority.source()) "." },
                }
                @if self.changes() {
                    (self.folded("tell", "Enter that the authority was told", &html! {
                        (date_input(&self.field("told_on", "Told on", "")))
                        (text_input(&self.field("how", "How, and whom (may be left empty)", ""), "text", "off"))
                        (button("Save"))
                    }))
                }
            }
        }
    }

    fn reviews(&self) -> Markup {
        let rows: Vec<Vec<Markup>> = self.held.reviews.iter().map(|one| self.review(one)).collect();
        let heads: &[&str] =
            if self.seen.whole() { &["Set for", "Held", "What was said"] } else { &["Set for", "Held"] };
        html! {
            section aria-labelledby="reviews" {
                h2 #reviews { "Reviews" }
                (table("With the pupil and the parents", heads, &rows, "No review is set."))
                @if self.changes() {
                    (self.folded("review", "Set another review", &html! {
                        (date_input(&self.field("another_on", "On which day", "")))
                        (button("Set the review"))
                    }))
                }
            }
        }
    }

    fn review(&self, one: &SetReview) -> Vec<Markup> {
        let place = self.seen.place(self.held.id);
        let held = html! {
            @match &one.held {
                Some((on, decision, _)) => { (LongDay(*on)) ": " (decision.words()) },
                None => {
                    @if self.held.ended.is_some() { "Not held" }
                    @else if one.planned_on < self.seen.today { (tag(Tone::Late, "Late")) " " }
                    @else { "Not yet " }
                    @if self.changes() {
                        a.no-print href=(format!("{place}/reviews/{}", one.id)) { "Record it" span.hidden { ": " (LongDay(one.planned_on)) } }
                    }
                }
            }
        };
        let mut cells = vec![html! { (LongDay(one.planned_on)) }, held];
        if self.seen.whole() {
            cells.push(html! { @if let Some((_, _, note)) = &one.held { (note) } });
        }
        cells
    }

    /// Days, reasons and full weeks as they were before.
    fn history(&self) -> Markup {
        let rows = self.held.terms.iter().map(|one| {
            let days = one.terms.days;
            let when = html! { (LongDay(days.from)) " to " (LongDay(days.until)) };
            vec![when, html! { (one.terms.reason) }, entered(Some(one.entered), one.by.as_ref())]
        });
        let rows: Vec<Vec<Markup>> = rows.collect();
        html! {
            @if self.seen.whole() {
                details {
                    summary { "What was entered, and by whom" }
                    (table("The newest first: that one counts", &["Days", "Why", "Entered"], &rows, ""))
                }
            }
        }
    }
}

/// A week, day by day.
fn week_of(week: &Pattern, from: NaiveDate) -> Markup {
    let days = WEEKDAYS.iter().zip(week.0).map(|(name, day)| {
        let said = match day {
            Some(at) => format!("{}, {} to {}", at.part.words(), clock(at.begins), clock(at.ends)),
            None => "Not in school".to_owned(),
        };
        (*name, html! { (said) })
    });
    let days: Vec<_> = days.collect();
    html! {
        h3 { "From " (LongDay(from)) ": " (week.sessions()) " of " (FULL_SESSIONS) " sessions, " (hours(week.minutes())) " a week" }
        (summary_list(&days))
    }
}

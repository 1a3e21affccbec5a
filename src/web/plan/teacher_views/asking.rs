//! The teachers of many pupils asked in one act: who is asked about whom, one look, and ten minutes in which all of it can be taken back.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::Calendar,
        count::{counted, noun},
        ids::{PlanId, StaffId},
        notice::Recipient,
        people::Name,
        teacher_view::Facts,
        time::{ClockTime, LongDay, Moment, ShortDay},
    },
    store::{
        register::{BoardRow, Register},
        reminders,
        teacher_views::{self, Asked},
    },
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary},
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        meeting::offers::TO_TAKE_BACK,
        ui::{post_form::post_form, table::table},
    },
};

/// School days in which teachers are asked to answer.
const TO_ANSWER: i64 = 5;
const TITLE: &str = "Ask teachers for input";

type Fields = Form<Vec<(String, String)>>;

/// One ticked pupil and what is known of their teachers' views.
struct AskedAbout {
    row: BoardRow,
    facts: Facts,
}

impl AskedAbout {
    /// Why a teacher is not asked about this pupil now, if they are not.
    fn why_not(&self, who: StaffId) -> Option<String> {
        let given = self.facts.given.iter().find(|(staff, _)| *staff == who);
        let asked = self.facts.asked.iter().find(|one| one.staff == who);
        match (given, asked) {
            (Some((_, at)), _) => Some(format!("answered on {}", ShortDay(at.today()))),
            (None, Some(one)) => Some(format!("asked already, by {}", ShortDay(one.by))),
            (None, None) => None,
        }
    }

    fn to_ask(&self) -> impl Iterator<Item = StaffId> {
        self.row.teachers.iter().copied().filter(|who| self.why_not(*who).is_none())
    }
}

struct AskingPage {
    now: Moment,
    calendar: Calendar,
    candidates: Vec<AskedAbout>,
    names: BTreeMap<Recipient, Name>,
}

impl AskingPage {
    fn name(&self, who: StaffId) -> String {
        self.names.get(&Recipient::Staff(who)).map_or_else(String::new, Name::formal)
    }

    /// How many teachers are asked, and how many answers are asked for.
    fn count(&self) -> (usize, usize) {
        let all: Vec<_> = self.candidates.iter().flat_map(AskedAbout::to_ask).collect();
        (all.iter().collect::<BTreeSet<_>>().len(), all.len())
    }
}

async fn load(
    conn: &mut SqliteConnection,
    register: &Register,
    person: &Person,
    typed: &Typed,
    now: Moment,
) -> Result<AskingPage> {
    let (school, today) = (person.viewer.school, now.today());
    let ticked: BTreeSet<PlanId> =
        typed.0.iter().filter(|(n, _)| n == "plan").filter_map(|(_, v)| v.parse().ok()).map(PlanId).collect();
    let rows = register.led(&person.viewer, &ticked, today);
    let mut known = teacher_views::of_school(conn, school).await?;
    let who: BTreeSet<_> = rows.iter().flat_map(|row| &row.teachers).map(|id| Recipient::Staff(*id)).collect();
    let names = reminders::names_of(conn, &who.into_iter().collect::<Vec<_>>()).await?;
    let mut candidate = |row: BoardRow| {
        let facts = row.plan.and_then(|plan| known.remove(&plan)).unwrap_or_default();
        AskedAbout { row, facts }
    };
    let candidates = rows.into_iter().map(&mut candidate).collect();
    Ok(AskingPage { now, calendar: register.calendar().clone(), candidates, names })
}

pub(super) async fn new(State(app): State<App>, person: Person, Form(fields): Fields) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let mut typed = Typed(fields);
    let (mut conn, now) = (app.store.read().await?, app.clock.now());
    let register = app.register(&mut conn, &person, now.today()).await?;
    let seen = load(&mut conn, &register, &person, &typed, now).await?;
    drop(conn);
    typed.set("by", seen.calendar.plus_school_days(seen.now.today(), TO_ANSWER).to_string());
    app.answer(&person, Page::new(TITLE, form(&seen, &typed, &FormErrors::default()))).await
}

pub(super) async fn ask(State(app): State<App>, person: Person, Form(fields): Fields) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let (now, typed) = (app.clock.now(), Typed(fields));
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let register = tx.register(now.today()).await?;
    let seen = load(tx.conn(), &register, &person, &typed, now).await?;
    let by = match read(&typed, &seen) {
        Ok(by) => by,
        Err(errors) => {
            drop(tx);
            return app.answer(&person, Page::new(TITLE, form(&seen, &typed, &errors)).wrong(&errors)).await;
        }
    };
    let from = tx.now.plus_minutes(TO_TAKE_BACK);
    for one in &seen.candidates {
        for (who, plan) in one.to_ask().filter_map(|who| Some((who, one.row.plan?))) {
            teacher_views::ask(&mut tx, (plan, one.row.pupil), who, (from, by)).await?;
        }
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("/inputs/{}", from.unix())).into_response())
}

/// The day by which answers are wanted.
fn read(typed: &Typed, seen: &AskingPage) -> std::result::Result<NaiveDate, FormErrors> {
    let mut errors = FormErrors::default();
    if seen.count().1 == 0 {
        errors.add("pupils", "There is nobody left to ask about the ticked pupils: see the reasons in the list");
    }
    let by = date(typed.get("by"));
    match by {
        None => errors.add("by", "Enter the day by which you want answers, like 2026-11-27"),
        Some(day) if day <= seen.now.today() => errors.add("by", format!("{} is not in the future", LongDay(day))),
        Some(day) if !seen.calendar.is_school_day(day) => {
            errors.add("by", format!("The school is closed on {}: choose a school day", LongDay(day)));
        }
        Some(_) => {}
    }
    by.filter(|_| errors.is_empty()).ok_or(errors)
}

pub(super) async fn show(State(app): State<App>, person: Person, Path(at): Path<i64>) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let (at, mut conn) = (Moment::from_unix(at), app.store.read().await?);
    let all = teacher_views::of_act(&mut conn, person.viewer.school, person.viewer.staff, at).await?;
    drop(conn);
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    app.answer(&person, Page::new(TITLE, done(&all, at, app.clock.now()))).await
}

pub(super) async fn withdraw(State(app): State<App>, person: Person, Path(at): Path<i64>) -> Result<Response> {
    person.must(Thing::Board, Verb::Change)?;
    let (at, school) = (Moment::from_unix(at), person.viewer.school);
    let mut tx = app.store.begin(person.actor(), school, app.clock.now()).await?;
    let all = teacher_views::of_act(tx.conn(), school, person.viewer.staff, at).await?;
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    if at <= tx.now {
        return Err(Error::Conflict(
            "The ten minutes are over, and the teachers can see what they are asked.".to_owned(),
        ));
    }
    let open: Vec<_> = all.iter().filter(|one| !one.withdrawn).map(|one| one.pupil).collect();
    if !open.is_empty() {
        teacher_views::take_back(&mut tx, at, &open).await?;
        tx.commit().await?;
    }
    Ok(Redirect::to(&format!("/inputs/{}", at.unix())).into_response())
}

fn form(seen: &AskingPage, typed: &Typed, errors: &FormErrors) -> Markup {
    let (teachers, answers) = seen.count();
    let rows = seen.candidates.iter().map(|one| {
        vec![
            html! { a href=(format!("/pupils/{}", one.row.pupil)) { (one.row.name.short()) } },
            html! {
                @if one.row.teachers.is_empty() { strong { "Left out: " } "nobody teaches the pupil’s class" }
                ul.bare { @for who in &one.row.teachers {
                    li { (seen.name(*who)) @if let Some(why) = one.why_not(*who) { span.muted { ": left out, " (why) } } }
                } }
            },
        ]
    });
    html! {
        p.no-print { a href="/round" { "Back to the review round" } }
        (error_summary(errors))
        h1 { (TITLE) }
        @if seen.candidates.is_empty() {
            p.empty { "No pupil with a plan was ticked. Tick pupils on the review round first." }
        } @else {
            p.lead { (people(teachers)) (noun(teachers, " is", " are")) " asked for " (views(answers)) ", on one short page for each pupil." }
            p {
                "Nobody sees it for " (TO_TAKE_BACK) " minutes: until then all of it can be taken back. Then it stands on “My pupils”, "
                "and in the one message that Thrice sends them next school day: how many, and by when, with no name in it."
            }
            (post_form("/inputs").class("panel").of(html! {
                @for plan in seen.candidates.iter().filter_map(|c| c.row.plan) { input type="hidden" name="plan" value=(plan); }
                (date_input(&Field { name: "by", label: "Answers by", hint: "", value: typed.get("by"), errors }))
                button.primary type="submit" { "Ask " (people(teachers)) }
            }))
            div #pupils tabindex="-1" { (table("Who is asked about whom", &["Pupil", "Teachers"], &rows.collect::<Vec<_>>(), "")) }
        }
    }
}

fn done(all: &[Asked], at: Moment, now: Moment) -> Markup {
    let live = all.iter().filter(|one| !one.withdrawn).count();
    let rows = all.iter().map(|one| {
        vec![
            html! { (one.teacher.formal()) },
            html! { a href=(format!("/pupils/{}", one.pupil)) { (one.name.short()) } },
            html! { (ShortDay(one.by)) },
            html! { @if one.withdrawn { "Taken back" } @else if one.given { "Answered" } @else { "Asked" } },
        ]
    });
    html! {
        p.no-print { a href="/round" { "Back to the review round" } }
        h1 { (views(all.len())) " asked for" }
        @if live == 0 {
            div.banner.banner-good role="status" { p { strong { "Taken back. " } "Nobody is asked, and nobody was written to." } }
        } @else if now < at {
            div.banner.banner-good role="status" {
                p {
                    strong { "Nobody sees it yet. " }
                    "The teachers are asked from "
                    (ClockTime(at.local().time()))
                    " on."
                }
            }
            (post_form(format!("/inputs/{}/withdrawal", at.unix())).class("no-print").of(html! {
                p.actions { button.second type="submit" { "Take all of it back" } }
            }))
        } @else {
            p { "The teachers were asked on " (LongDay(at.today())) ". What they say stands beside each pupil’s review." }
        }
        (table("Who is asked about whom", &["Teacher", "Pupil", "By", "Where it stands"], &rows.collect::<Vec<_>>(), ""))
    }
}

fn people(n: usize) -> String {
    counted(n, "teacher", "teachers")
}

fn views(n: usize) -> String {
    counted(n, "view", "views")
}

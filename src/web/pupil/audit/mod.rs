//! Who looked and who changed: by pupil, and by member of staff. To look at it leaves an entry too.

use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use super::head::{self, Tab};
use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject, detail_words, said},
        ids::StaffId,
        people::Name,
        time::{ClockTime, LongDay},
    },
    store::audit::{AuditLine, EntriesAsked, of_pupil, of_staff, people},
    web::{
        App,
        form::{
            asked,
            fields::{Field, FormErrors, date_input, error_summary, select},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{button::button, table::table},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/pupils/{id}/audit", get(show_pupil)).route("/audit", get(show_staff))
}

/// What is asked for, as it was typed.
#[derive(Debug, Default, Deserialize)]
struct AuditQuery {
    #[serde(default)]
    staff: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    page: String,
}

/// What is asked for, as far as it can be read; and what cannot.
struct Asked {
    typed: AuditQuery,
    staff: Option<StaffId>,
    day: Option<NaiveDate>,
    /// Counted from 1.
    page: i64,
    errors: FormErrors,
}

impl AuditQuery {
    fn read(self) -> Asked {
        let mut errors = FormErrors::default();
        let staff = self.staff.parse().ok().map(StaffId);
        asked::readable(&mut errors, "staff", &self.staff, "a member of staff", staff.is_some());
        let day = asked::day(&mut errors, "day", &self.day);
        let page = asked::page(&mut errors, &self.page);
        Asked { typed: self, staff, day, page, errors }
    }
}

impl Asked {
    fn entries(&self) -> EntriesAsked {
        EntriesAsked { day: self.day, page: self.page - 1 }
    }
}

async fn show_pupil(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Query(typed): Query<AuditQuery>,
) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Audit).await?;
    let asked = AuditQuery { staff: String::new(), ..typed }.read();
    let (lines, more) = of_pupil(&mut *app.store.read().await?, &person.viewer, head.id, asked.entries()).await?;
    let path = format!("/pupils/{}/audit", head.id);
    let rows: Vec<Vec<Markup>> = lines.iter().map(|line| vec![when(line), who(line), what(line)]).collect();
    let body = html! {
        section aria-labelledby="audit" {
            h2 #audit { "Who looked and who changed" }
            (error_summary(&asked.errors))
            form.filters method="get" action=(path) { (day_field(&asked)) (button("Show")) }
            (table("Newest first", &["When", "Who", "What"], &rows, "Nobody has done anything here on that day."))
            (pages(&path, &asked, more))
        }
    };
    head::asked_page(&app, &person, &head, Tab::Audit, body, &asked.errors).await
}

async fn show_staff(State(app): State<App>, person: Person, Query(typed): Query<AuditQuery>) -> Result<Response> {
    person.must(Thing::Audit, Verb::See)?;
    let mut conn = app.store.read().await?;
    let everybody = people(&mut conn, &person.viewer).await?;
    let asked = typed.read();
    let chosen = match asked.staff {
        Some(id) => Some(everybody.iter().find(|(one, _)| *one == id).ok_or(Error::NotFound)?),
        None => None,
    };
    let found = match chosen {
        Some((id, name)) => Some((name, of_staff(&mut conn, &person.viewer, *id, asked.entries()).await?)),
        None => None,
    };
    drop(conn);
    let id = chosen.map(|(id, _)| id.0);
    app.looked(&person, Entry { id, ..Entry::new(Deed::Viewed, Subject::Audit) }).await?;
    app.answer(&person, Page::new("Audit", staff_page(&everybody, &asked, found)).wrong(&asked.errors)).await
}

fn staff_page(everybody: &[(StaffId, Name)], asked: &Asked, found: Option<(&Name, (Vec<AuditLine>, bool))>) -> Markup {
    let errors = &asked.errors;
    let options: Vec<(String, String)> = everybody
        .iter()
        .map(|(id, name)| (id.to_string(), format!("{} {}", name.title, name.full()).trim().to_owned()))
        .collect();
    let options: Vec<(&str, &str)> =
        std::iter::once(("", "Choose")).chain(options.iter().map(|(id, name)| (id.as_str(), name.as_str()))).collect();
    html! {
        (error_summary(errors))
        h1 { "Audit" }
        p { "What one member of staff looked at and changed. Who looked at one pupil’s record stands on that pupil’s own page." }
        form.filters method="get" action="/audit" {
            (select(&Field { name: "staff", label: "Member of staff", hint: "", value: &asked.typed.staff, errors }, &options))
            (day_field(asked))
            (button("Show"))
        }
        @if let Some((name, (lines, more))) = found {
            @let rows: Vec<Vec<Markup>> = lines.iter().map(|line| vec![when(line), what(line), pupil(line)]).collect();
            (table(&format!("What {} did, newest first", name.formal()), &["When", "What", "Pupil"], &rows, "Nothing on that day."))
            (pages("/audit", asked, more))
        }
    }
}

fn day_field(asked: &Asked) -> Markup {
    let (value, errors) = (asked.typed.day.as_str(), &asked.errors);
    date_input(&Field { name: "day", label: "Only this day", hint: "", value, errors })
}

fn when(line: &AuditLine) -> Markup {
    let local = line.at.local();
    html! { (LongDay(local.date())) ", " (ClockTime(local.time())) }
}

fn who(line: &AuditLine) -> Markup {
    html! {
        @match (&line.name, line.staff) {
            (Some(name), Some(staff)) => a href=(format!("/audit?staff={staff}")) { (name.formal()) },
            (Some(name), None) => { bdi { (name.formal()) } ", through their link" },
            (None, _) if line.actor == "system" => "Thrice itself",
            (None, _) => "Somebody at the server’s command line",
        }
    }
}

fn what(line: &AuditLine) -> Markup {
    html! { (said(line.deed, line.subject)) @if !line.detail.is_empty() { span.muted { " (" (detail_words(&line.detail)) ")" } } }
}

fn pupil(line: &AuditLine) -> Markup {
    html! { @if let Some((id, name)) = &line.pupil { a href=(format!("/pupils/{id}")) { (name.full()) } } @else { "–" } }
}

fn pages(path: &str, asked: &Asked, more: bool) -> Markup {
    let page = asked.page;
    let day = asked.day.map_or_else(String::new, |day| day.to_string());
    let staff = asked.staff.map_or_else(String::new, |id| id.to_string());
    let to = |page: i64| format!("{path}?staff={staff}&day={day}&page={page}");
    html! {
        p.actions.no-print {
            @if page > 1 { a.second href=(to(page - 1)) { "Newer" } }
            @if more { a.second href=(to(page + 1)) { "Older" } }
        }
    }
}

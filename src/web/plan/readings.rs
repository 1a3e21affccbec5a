//! Who has read the plans, and who has not: so that nobody need ask round in the staff room.

use axum::{Router, extract::State, response::Response, routing::get};
use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        count::counted,
        time::{Day, Moment, ShortDay},
    },
    store::readings::{self, Of, Reader},
    web::{
        App,
        frame::{error::Result, page::Page, session::Person},
        ui::report_nav::ways,
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new().route("/readings", get(show))
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Board, Verb::See)?;
    let today = app.clock.now().today();
    let school = person.viewer.school;
    let mut all = readings::readers(&mut *app.store.read().await?, school, Of::School, today).await?;
    let asked = all.len();
    all.retain(|one| one.read.is_none());
    let body = html! {
        (ways("/readings", person.may(Thing::Figures, Verb::See)))
        h1 { "Who has read the plans" }
        p.lead {
            @match (asked, all.len()) {
                (0, _) => "Nobody has a plan to read yet.",
                (_, 0) => "Everybody has read every plan as it stands now.",
                (_, n) => { (counted(n, "time", "times")) " a plan is still to be read, of " (asked) "." }
            }
        }
        @for of in all.chunk_by(|a, b| a.staff == b.staff) { (person_with(of, today)) }
    };
    app.answer(&person, Page::new("Who has read the plans", body)).await
}

/// One member of staff and what they have not read, the longest waiting first.
fn person_with(unread: &[Reader], today: NaiveDate) -> Markup {
    let mut unread: Vec<&Reader> = unread.iter().collect();
    unread.sort_by_key(|one| one.changed);
    html! {
        @if let Some(first) = unread.first() {
            section aria-label=(first.staff_name.formal()) {
                h2 { (first.staff_name.formal()) " (" (unread.len()) ")" }
                ul.rows {
                    @for one in &unread {
                        li.row {
                            span.row-who { a href=(format!("/plans/{}", one.plan)) { (one.pupil_name.short()) } }
                            span.row-what {
                                (if one.knew_it { "changed " } else { "not read since " }) (Day(one.changed.today()))
                                " " span.muted { (ago(one.changed, today)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn ago(then: Moment, today: NaiveDate) -> String {
    match (today - then.today()).num_days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        n => format!("{} ago", counted(n, "day", "days")),
    }
}

/// On a plan's page, for those who run plans: who has read it as it stands, and who has not.
pub(in crate::web) fn of_plan(readers: &[Reader]) -> Markup {
    let (read, unread): (Vec<_>, Vec<_>) = readers.iter().partition(|one| one.read.is_some());
    html! {
        @if !readers.is_empty() {
            section aria-labelledby="readers" {
                h2 #readers { "Who has read it" }
                @if !unread.is_empty() {
                    p { strong { "Not yet: " } (unread.iter().map(|one| one.staff_name.formal()).collect::<Vec<_>>().join(", ")) }
                }
                @if !read.is_empty() {
                    p { strong { "Read by " }
                        (read.iter().map(|one| {
                            let on = one.read.map(|at| format!(" ({})", ShortDay(at.today()))).unwrap_or_default();
                            format!("{}{on}", one.staff_name.formal())
                        }).collect::<Vec<_>>().join(", "))
                    }
                }
            }
        }
    }
}

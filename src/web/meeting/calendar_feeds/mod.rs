//! Somebody's own meetings in the calendar program that they use: a private address that they make and end themselves. Whoever has the address
//! reads times, places and initials, and nothing else of a child.

use axum::{
    Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::Days;
use maud::{Markup, html};

use crate::{
    domain::{
        access::meets_parents,
        diary::{KnownStaff, Party},
        ids::StaffId,
        language::Language,
        time::LongDay,
    },
    mail::{self, CalendarEntry},
    store::{
        calendar_feeds::{self, FeedMeeting},
        conversations::diary,
        schools,
    },
    texts::Words,
    web::{
        App,
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::post_form::post_form,
    },
};

const TITLE: &str = "Your meetings in your own calendar";

/// Days for which a meeting that is over stays in the calendar.
const KEPT: Days = Days::new(60);

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/times/calendar", get(show).post(make))
        .route("/times/calendar/withdrawal", post(end))
        .route("/calendar/{file}", get(read))
}

/// Whoever may lead or join a meeting.
fn opens(person: &Person) -> Result<()> {
    if meets_parents(person.viewer.role) { Ok(()) } else { Err(Error::Forbidden) }
}

async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    answer(&app, &person, None).await
}

/// Makes an address. It is shown on the page that answers, and never again.
async fn make(State(app): State<App>, person: Person) -> Result<Response> {
    opens(&person)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let token = calendar_feeds::make(&mut tx, person.viewer.staff).await?;
    tx.commit().await?;
    let address = format!("{}/calendar/{token}.ics", app.post.public_url);
    answer(&app, &person, Some(&address)).await
}

async fn end(State(app): State<App>, person: Person) -> Result<Response> {
    opens(&person)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    calendar_feeds::end(&mut tx, person.viewer.staff).await?;
    tx.commit().await?;
    Ok(Redirect::to("/times/calendar").into_response())
}

async fn answer(app: &App, person: &Person, made: Option<&str>) -> Result<Response> {
    opens(person)?;
    let since = calendar_feeds::since(&mut *app.store.read().await?, person.viewer.staff).await?;
    let body = html! {
        p.no-print { a href="/times" { "Back to your free times" } }
        h1 { (TITLE) }
        p.lead {
            "Calendar programs can read your meetings with parents from a private address: when, where, and the initials of the child. "
            "What is moved or cancelled here is moved there."
        }
        @match (made, since) {
            (Some(address), _) => (shown_once(address)),
            (None, Some(since)) => {
                p { "You have had an address since " (LongDay(since.today())) ". It is not shown again: whoever has it can read your calendar." }
                (button("/times/calendar", "Make a new address, and end the one before"))
                (button("/times/calendar/withdrawal", "End the address"))
            }
            (None, None) => (button("/times/calendar", "Make an address")),
        }
    };
    app.answer(person, Page::new(TITLE, body)).await
}

fn shown_once(address: &str) -> Markup {
    html! {
        div.banner.banner-good role="status" {
            p { strong { "Copy this address now: it is shown only once." } }
            p { code { (address) } }
        }
        p { "In your calendar program, choose “subscribe to a calendar”, “from the internet” or “by URL”, and paste it there." }
        p { "Do not pass it on. If others have seen it, end it here: it opens nothing from that moment on." }
        (button("/times/calendar/withdrawal", "End the address"))
    }
}

fn button(address: &str, words: &str) -> Markup {
    post_form(address).of(html! { p.actions { button.second type="submit" { (words) } } })
}

/// What a calendar program reads. There is no session: the address itself is the key.
async fn read(State(app): State<App>, Path(file): Path<String>) -> Result<Response> {
    let (token, now) = (file.strip_suffix(".ics").unwrap_or(&file), app.clock.now());
    let mut conn = app.store.read().await?;
    let Some(feed) = calendar_feeds::by_token(&mut conn, token, now).await? else {
        return Err(Error::NotFound);
    };
    let from = crate::domain::time::Moment::at(now.today() - KEPT, chrono::NaiveTime::MIN);
    let mut all = calendar_feeds::meetings(&mut conn, feed.school, from).await?;
    let staff = diary::staff(&mut conn, feed.school, now.today()).await?;
    let school = schools::get(&mut conn, feed.school).await?;
    drop(conn);
    all.retain(|one| is_there(one, feed.staff, &staff));
    let initials: Vec<String> = all.iter().map(|one| one.pupil.initials()).collect();
    let (host, words) = (app.post.host(), Words::shipped(Language::English));
    let entries: Vec<CalendarEntry<'_>> = all
        .iter()
        .zip(&initials)
        .map(|(one, initials)| CalendarEntry {
            words: &words,
            conversation: one.id,
            uid: &one.uid,
            host: &host,
            sequence: one.sequence,
            starts: one.starts,
            minutes: one.minutes,
            mode: one.mode,
            place: &one.place,
            school: &school.name,
            phone: "",
            stamp: now,
            cancelled: one.cancelled,
            child: None,
            initials,
        })
        .collect();
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"meetings.ics\""),
    ];
    Ok((headers, mail::calendar_feed(&format!("Meetings, {}", school.name), &entries)).into_response())
}

/// Whether somebody leads a meeting, or is named among those who will be there.
fn is_there(one: &FeedMeeting, who: StaffId, staff: &KnownStaff) -> bool {
    one.lead == who || Party::named(&one.also_present, staff).contains(&Party::Staff(who))
}

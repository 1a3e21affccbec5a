//! The parent's page behind the link: no account, no child's data, nothing that needs a script. Opening it changes nothing, so that a
//! mail program that looks at links first answers nothing; and what the link alone opens holds nothing that the family told us: that is
//! behind a code, in the browser that typed it.

mod afterwards;
mod agreed_plan;
mod annual;
mod apart;
mod asking;
mod needs;
mod not_happening;
mod on_the_day;
mod page;
mod reading;
mod satisfaction;
mod siblings;

use axum::{
    Router,
    extract::{Form, Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::Markup;
use sqlx::SqliteConnection;

use agreed_plan::AgreedWithUs;
use siblings::SiblingMeeting;

use crate::{
    domain::{
        calendar::AcademicYear,
        conversation::{AnswerKind, Talks},
        day_message::DayWord,
        reading_code::Reading,
        task,
        time::Moment,
    },
    mail,
    store::{
        Actor, Tx,
        conversations::{
            LinkedTo, after,
            invitations::{self, Opened},
            reading_codes,
        },
        schools::SchoolCard,
        tasks,
    },
    texts::Words,
    web::{
        App,
        form::{fields::FormErrors, typed::Typed},
        frame::{error::Result, page::Page},
        meeting::{
            answer_form::{self, FreeTimes, Voice},
            answering::{about, take, take_own},
        },
        parent::{no_such_link::nothing, visitor::Visitor},
    },
};

/// The routes of this resource.
pub(in crate::web) fn routes() -> Router<App> {
    Router::new()
        .route("/i/{token}", get(show).post(answer))
        .route("/i/{token}/needs", get(needs::show).post(needs::tell))
        .route("/i/{token}/apart", get(apart::show).post(apart::say))
        .route("/i/{token}/ask", get(asking::show).post(asking::ask))
        .route("/i/{token}/plan", get(show).post(agreed_plan::answer))
        .route("/i/{token}/not-happening", get(not_happening::show).post(not_happening::tell))
        .route("/i/{token}/feedback", get(satisfaction::show).post(satisfaction::take))
        .route("/i/{token}/paper", post(paper))
        .route("/i/{token}/today", post(on_the_day::say))
        .route("/i/{token}/calendar.ics", get(calendar))
        .merge(reading::routes())
}

/// What a link leads to, with the school's card and what the form begins with.
struct LinkedMeeting {
    opened: Opened,
    school: SchoolCard,
    /// The language that is read, and the way to others.
    visitor: Visitor,
    /// The school's words in it.
    words: Words,
    typed: Typed,
    /// How this browser stands to what is behind the code.
    reading: Reading,
    /// What can be chosen.
    times: FreeTimes,
    /// What they have said on the day of the meeting.
    said_today: Vec<DayWord>,
    /// What the same parent is asked about other children.
    siblings: Vec<SiblingMeeting>,
    /// The plan as it was agreed, for an adult who decides; read and shown behind the code alone.
    agreed: Option<AgreedWithUs>,
    /// How often they have talked with the school this school year; behind the code, too.
    talks: Talks,
}

impl LinkedMeeting {
    /// Whether this browser may see what was written.
    fn is_open(&self) -> bool {
        self.reading == Reading::Open
    }

    /// The errors of a form on its page, none so far.
    fn no_errors(&self) -> FormErrors {
        FormErrors::in_words(&self.words)
    }

    /// Whether anything was told by or noted of this adult that the link alone does not show.
    fn has_told(&self) -> bool {
        let who = &self.opened.who;
        who.answer.is_some() || !who.needs.is_empty()
    }
}

async fn open(app: &App, token: &str, visitor: &Visitor) -> Result<Option<LinkedMeeting>> {
    let now = app.clock.now();
    // One connection for the page, and nothing is asked that the state of the meeting rules out: opened from a phone by everybody at once, this
    // page must cost next to nothing.
    let mut conn = app.store.read().await?;
    let Some(linked) = app.store.linked_to(&mut conn, token, now).await? else { return Ok(None) };
    let LinkedTo { opened, school, wording } = LinkedTo::clone(&linked);
    let browser = reading::browser(app, &visitor.jar);
    let (reading, reads) = reading_codes::stands(&mut conn, opened.who.invitation, &browser, now).await?;
    let words = visitor.words(&wording);
    let times = FreeTimes::load(&mut conn, &opened, now).await?;
    let said_today = on_the_day::said_of_today(&mut conn, &opened, now).await?;
    let siblings = match page::asks(&opened, now) {
        true => siblings::load(&mut conn, &opened, now).await?,
        false => Vec::new(),
    };
    let (agreed, talks) = match reading {
        Reading::Open => (agreed_plan::load(&mut conn, &opened).await?, talks(&mut conn, &opened, now).await?),
        Reading::Closed | Reading::Waiting => (None, Talks::default()),
    };
    drop(conn);
    reading_codes::note(&app.store, reads).await;
    // Whoever holds the link alone sees nothing that anybody wrote, and writes on an empty page.
    let typed = match reading {
        Reading::Open => answer_form::known(&opened, &times),
        Reading::Closed | Reading::Waiting => answer_form::blank(&opened, &times),
    };
    let visitor = visitor.clone();
    Ok(Some(LinkedMeeting {
        opened,
        school,
        visitor,
        words,
        typed,
        reading,
        times,
        said_today,
        siblings,
        agreed,
        talks,
    }))
}

/// Only after a meeting: before it, it is nothing to tell.
async fn talks(conn: &mut SqliteConnection, opened: &Opened, now: Moment) -> anyhow::Result<Talks> {
    let (meeting, year) = (&opened.conversation, AcademicYear::containing(now.today()));
    if !meeting.met() {
        return Ok(Talks::default());
    }
    after::talks(conn, (opened.who.adult, meeting.pupil), (year.starts_on(), year.ends_on()), now).await
}

async fn show(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let body = page::page(&door, &token, &door.typed, &door.no_errors(), app.clock.now());
    Ok(answering(&app, &door, meeting_page(&door, body)))
}

async fn answer(
    State(app): State<App>,
    Path(token): Path<String>,
    mut visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let typed = Typed(fields);
    let is_switch = visitor.asked_by(&typed);
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let now = app.clock.now();
    if is_switch {
        let body = page::page(&door, &token, &typed, &door.no_errors(), now);
        return Ok(answering(&app, &door, meeting_page(&door, body)));
    }
    let mut tx = begin(&app, &door).await?;
    // Looked at once more inside the act: two parents may answer in the same minute.
    let Some(opened) = invitations::by_token(tx.conn(), &token, now).await? else {
        return nothing(&app, &token, &visitor).await;
    };
    let times = FreeTimes::load(tx.conn(), &opened, now).await?;
    let read = match answer_form::parse(&typed, &opened, &times, Voice::Parent(&door.words), now) {
        Ok(read) => read,
        Err(errors) => {
            drop(tx);
            let door = LinkedMeeting { opened, times, ..door };
            let body = page::page(&door, &token, &typed, &errors, now);
            return Ok(answering(&app, &door, meeting_page(&door, body).wrong(&errors)));
        }
    };
    if let Some(own) = &read.own {
        let link = take_own(&mut tx, &app.post, &opened, (&read, own)).await?;
        tx.commit().await?;
        return Ok(Redirect::to(&format!("/i/{link}")).into_response());
    }
    take(&mut tx, &app.post, &opened, &read).await?;
    if read.new.kind != AnswerKind::WrongPerson
        && let Err(errors) = siblings::answer(&mut tx, &app.post, &opened, (&door.words, &typed)).await?
    {
        drop(tx);
        let door = LinkedMeeting { opened, times, ..door };
        let body = page::page(&door, &token, &typed, &errors, now);
        return Ok(answering(&app, &door, meeting_page(&door, body).wrong(&errors)));
    }
    tx.commit().await?;
    if read.new.kind == AnswerKind::WrongPerson {
        return Ok(plain(&app, &door, meeting_page(&door, page::not_you(&door))));
    }
    Ok(Redirect::to(&format!("/i/{token}")).into_response())
}

async fn paper(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    if door.opened.conversation.record.is_none() {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let mut tx = begin(&app, &door).await?;
    let task = task::paper_copy(about(&door.opened), tx.now.today());
    tasks::add(&mut tx, &task).await?;
    tx.commit().await?;
    Ok(plain(&app, &door, meeting_page(&door, page::paper_comes(&door, &token))))
}

async fn calendar(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let Some(door) = open(&app, &token, &visitor).await? else { return nothing(&app, &token, &visitor).await };
    let meeting = &door.opened.conversation;
    let Some((sequence, slot)) = &meeting.booking else { return nothing(&app, &token, &visitor).await };
    let entry = mail::calendar_entry(&mail::CalendarEntry {
        words: &door.words,
        conversation: meeting.id,
        uid: &meeting.calendar_uid,
        host: &app.post.host(),
        sequence: *sequence,
        starts: slot.starts,
        minutes: slot.minutes,
        mode: slot.mode,
        place: &slot.place,
        school: &door.school.name,
        phone: &door.school.phone,
        stamp: app.clock.now(),
        cancelled: meeting.cancelled.is_some(),
        child: door.opened.child,
        initials: "",
    });
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"meeting.ics\""),
    ];
    Ok((headers, entry).into_response())
}

async fn begin(app: &App, door: &LinkedMeeting) -> anyhow::Result<Tx> {
    let (adult, school) = (door.opened.who.adult, door.opened.conversation.school);
    app.store.begin(Actor::Adult(adult), school, app.clock.now()).await
}

/// The act of whoever holds a link, with what the link leads to inside it: a second press, or somebody who was barred a moment ago, finds what
/// is true now.
async fn act(app: &App, door: &LinkedMeeting, token: &str) -> Result<Option<(Tx, Opened)>> {
    let mut tx = begin(app, door).await?;
    let now = tx.now;
    Ok(invitations::by_token(tx.conn(), token, now).await?.map(|opened| (tx, opened)))
}

fn meeting_page(door: &LinkedMeeting, body: Markup) -> Page {
    Page::new(door.words.say("page-title"), body)
}

fn plain(app: &App, door: &LinkedMeeting, page: Page) -> Response {
    door.visitor.page(app, (&door.school.name, &door.words), None, page)
}

/// The page on which an answer is given, which goes along into another language; after the meeting there is none.
fn answering(app: &App, door: &LinkedMeeting, page: Page) -> Response {
    let form = page::asks(&door.opened, app.clock.now()).then_some(page::ANSWER);
    door.visitor.page(app, (&door.school.name, &door.words), form, page)
}

//! What a parent says before a meeting: four questions behind their link, kept as they write, or written down by somebody for them.

use axum::{
    extract::{Form, Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        audit::Subject,
        draft::DraftKind,
        ids::{ConversationId, InvitationId},
        people::Role,
        reading_code::Reading,
        time::{LongDay, Moment},
        voice::ParentHow,
    },
    store::{
        Actor, Tx,
        conversations::{
            self,
            invitations::{self, Opened},
            reading_codes,
        },
        drafts::{self, Draft, Place},
        parent_views::{self, Answers, ParentView},
        schools::{self, SchoolCard},
        secret,
    },
    web::{
        App,
        form::{
            draft::{auto_save, clock},
            drafts::{Answer, Form as DraftForm, keep},
            fields::{Field, FormErrors, error_summary, radios, textarea},
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            layout,
            page::Page,
            session::{self, Kind, Person},
        },
        meeting::parent_words::is_time,
        parent::{no_such_link::nothing, which_child},
        ui::{button::button, phone::phone, post_form::post_form},
    },
};

/// Name, question to a parent, and question about them, of each.
const QUESTIONS: [(&str, &str, &str); 4] = [
    ("going_well", "What is going well for your child?", "What is going well?"),
    ("hard", "What is hard at the moment?", "What is hard at the moment?"),
    ("would_help", "What would help?", "What would help?"),
    ("ask_pupil", "Is there anything we should ask your child?", "Is there anything we should ask the pupil?"),
];

fn place(opened: &Opened) -> Place {
    Place { kind: DraftKind::Views, subject: opened.who.invitation.0 }
}

/// How this browser stands to what was told for one invitation.
struct Visit {
    /// It has typed a code: it may see what was sent.
    open: bool,
    /// What is half written was written here.
    own: bool,
}

async fn visit(app: &App, opened: &Opened, jar: &CookieJar) -> Result<Visit> {
    let browser = session::token(app, jar, Kind::Reading).unwrap_or_default();
    let stands = reading_codes::stands(&app.store, opened.who.invitation, &browser, app.clock.now()).await?;
    let (mut conn, author) = (app.store.read().await?, Actor::Adult(opened.who.adult));
    let own = !browser.is_empty() && drafts::is_of(&mut conn, place(opened), author, &browser).await?;
    Ok(Visit { open: stands == Reading::Open, own })
}

/// What an adult has sent, and what they have half written.
pub(in crate::web) async fn told(
    conn: &mut SqliteConnection,
    opened: &Opened,
) -> anyhow::Result<(Option<ParentView>, Option<Draft>)> {
    let given = parent_views::of_meeting(conn, opened.conversation.id).await?.remove(&opened.who.invitation);
    Ok((given, drafts::find(conn, place(opened), Actor::Adult(opened.who.adult)).await?))
}

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, jar: CookieJar) -> Result<Response> {
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let Some(opened) = invitations::by_token(&mut conn, &token, now).await? else { return nothing(&app, &token).await };
    if !is_time(&opened, now) {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let school = schools::get(&mut conn, opened.conversation.school).await?;
    let (given, draft) = told(&mut conn, &opened).await?;
    drop(conn);
    let visit = visit(&app, &opened, &jar).await?;
    if is_behind(&visit, given.as_ref(), draft.as_ref()) {
        return Ok(plain(&app, &school, Page::new(TITLE, behind(&opened, &token))));
    }
    let given = given.filter(|_| visit.open);
    let mut typed = given.as_ref().map(|view| typed(&view.answers)).unwrap_or_default();
    let mut kept = (0, None);
    if let Some(draft) = draft {
        kept = (draft.version, Some(draft.saved));
        typed = Typed(draft.fields);
    }
    let body = page((&opened, visit.open), &school, &token, given.as_ref(), &typed, kept, &FormErrors::default());
    Ok(plain(&app, &school, Page::new(TITLE, body)))
}

/// Whether something was told that this browser may neither see nor write over: whoever holds the link alone begins on an empty page, and
/// goes on with what was begun in this browser.
fn is_behind(visit: &Visit, given: Option<&ParentView>, draft: Option<&Draft>) -> bool {
    !visit.open && (given.is_some() || (draft.is_some() && !visit.own))
}

fn behind(opened: &Opened, token: &str) -> Markup {
    html! {
        (which_child::line(opened, false))
        h1 { (TITLE) }
        p.lead { "You have told us something already. Thank you." }
        p { "To see it or to change it, we send a code to your e-mail address." }
        (post_form(format!("/i/{token}/code")).class("no-print").of(html! { p { (button("Send me a code")) } }))
        p { a href=(format!("/i/{token}")) { "Back to the meeting" } }
    }
}

/// Begins an act of the adult whose link it is; `Err` holds the answer where the link leads nowhere, or it is too late.
async fn begin(app: &App, token: &str, jar: &CookieJar) -> Result<std::result::Result<(Tx, Opened, Visit), Response>> {
    let now = app.clock.now();
    let Some(known) = invitations::by_token(&mut *app.store.read().await?, token, now).await? else {
        return Ok(Err(nothing(app, token).await?));
    };
    let visit = visit(app, &known, jar).await?;
    let (adult, school) = (known.who.adult, known.conversation.school);
    let mut tx = app.store.begin(Actor::Adult(adult), school, now).await?;
    Ok(match invitations::by_token(tx.conn(), token, now).await? {
        None => Err(nothing(app, token).await?),
        Some(opened) if is_time(&opened, now) => Ok((tx, opened, visit)),
        Some(_) => Err(Redirect::to(&format!("/i/{token}")).into_response()),
    })
}

pub(super) async fn draft(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (mut tx, opened, visit) = match begin(&app, &token, &jar).await? {
        Ok(begun) => begun,
        Err(answer) => return Ok(answer),
    };
    let (given, draft) = told(tx.conn(), &opened).await?;
    if is_behind(&visit, given.as_ref(), draft.as_ref()) {
        let script = headers.get(header::ACCEPT).is_some_and(|kinds| kinds.as_bytes().starts_with(b"application/json"));
        return Ok(match script {
            true => StatusCode::CONFLICT.into_response(),
            false => Redirect::to(&format!("/i/{token}/views")).into_response(),
        });
    }
    let known = session::token(&app, &jar, Kind::Reading).unwrap_or_default();
    let browser = if known.is_empty() { secret::token() } else { known };
    let school = schools::get(tx.conn(), opened.conversation.school).await?;
    let (to, there) = (format!("/i/{token}/views/draft"), format!("/i/{token}/views"));
    let form = DraftForm { place: place(&opened), to: &to, there: &there, label };
    let answer = keep(tx, form, &Typed(fields), &headers).await?;
    let mut tx = app.store.begin(Actor::Adult(opened.who.adult), opened.conversation.school, app.clock.now()).await?;
    drafts::written_in(&mut tx, place(&opened), &browser).await?;
    tx.commit_aside().await?;
    let jar = jar.add(session::cookie(&app, Kind::Reading, browser));
    Ok(match answer {
        Answer::Whole(response) => (jar, response).into_response(),
        Answer::Both(body) => plain(&app, &school, Page::new(TITLE, body).status(StatusCode::CONFLICT)),
    })
}

fn label(name: &str) -> String {
    QUESTIONS.iter().find(|(known, ..)| *known == name).map_or(name, |(_, asked, _)| asked).to_owned()
}

pub(super) async fn give(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (mut tx, opened, visit) = match begin(&app, &token, &jar).await? {
        Ok(begun) => begun,
        Err(answer) => return Ok(answer),
    };
    let (given, draft) = told(tx.conn(), &opened).await?;
    if is_behind(&visit, given.as_ref(), draft.as_ref()) {
        return Ok(Redirect::to(&format!("/i/{token}/views")).into_response());
    }
    let typed = Typed(fields);
    let answers = answers(&typed);
    let meeting = &opened.conversation;
    if answers.is_empty() {
        let school = schools::get(tx.conn(), meeting.school).await?;
        let given = given.filter(|_| visit.open);
        drop(tx);
        let version = typed.get("draft").parse().unwrap_or_default();
        let errors = nothing_said();
        let body = page((&opened, visit.open), &school, &token, given.as_ref(), &typed, (version, None), &errors);
        return Ok(plain(&app, &school, Page::new(TITLE, body).wrong(&errors)));
    }
    parent_views::give(&mut tx, meeting.pupil, meeting.id, opened.who.invitation, &answers, ParentHow::Link).await?;
    drafts::clear(&mut tx, place(&opened)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/i/{token}/views")).into_response())
}

fn nothing_said() -> FormErrors {
    let mut errors = FormErrors::default();
    errors.add("going_well", "Write something in at least one of the boxes");
    errors
}

fn answers(typed: &Typed) -> Answers {
    let [going_well, hard, would_help, ask_pupil] = QUESTIONS.map(|(name, ..)| cut(typed.get(name)));
    Answers { going_well, hard, would_help, ask_pupil }
}

fn typed(answers: &Answers) -> Typed {
    let texts = answers.each().map(|(_, text)| text.to_owned());
    Typed(QUESTIONS.iter().map(|(name, ..)| (*name).to_owned()).zip(texts).collect())
}

fn page(
    (opened, open): (&Opened, bool),
    school: &SchoolCard,
    token: &str,
    given: Option<&ParentView>,
    typed: &Typed,
    (version, saved): (i64, Option<Moment>),
    errors: &FormErrors,
) -> Markup {
    html! {
        p.no-print { a href=(format!("/i/{token}")) { "Back to the meeting" } }
        (which_child::line(opened, open))
        h1 { "Before we meet" }
        p.lead {
            "Four questions, in any order; leave out what you like. What you write is for "
            (opened.conversation.lead_name.formal())
            " and those who work with your child at school. No other family or parent is shown it."
        }
        (error_summary(errors))
        @if let Some(view) = given {
            div.banner.banner-good role="status" {
                p {
                    strong { "Thank you. " }
                    "We have what you told us on "
                    (LongDay(view.at.today()))
                    " at "
                    (clock(view.at))
                    ". You can change it until we meet."
                }
            }
        }
        (post_form(format!("/i/{token}/views")).of(html! {
            @for (name, label, _) in QUESTIONS {
                (textarea(&Field { name, label, hint: "", value: typed.get(name), errors }, 4))
            }
            (auto_save(&format!("/i/{token}/views/draft"), version, saved))
            (which_child::beside_the_button(opened, open))
            p { (button("Send to the school")) }
            p.hint { "What you write is kept for you as you go, and the school reads it once you have sent it." }
        }))
        h2 { "Talk to us" }
        p {
            "No need to write: "
            @if school.phone.is_empty() { "phone the school office" } @else { "ring " (phone(&school.phone)) }
            ", and we write it down for you."
        }
    }
}

const TITLE: &str = "Before we meet";

fn plain(app: &App, school: &SchoolCard, page: Page) -> Response {
    layout::parent_page(app, &school.name, page)
}

/// The invitation of a meeting to come, if this person may write down what the adult says, and the adult may take part today.
async fn invited(
    conn: &mut SqliteConnection,
    person: &Person,
    id: i64,
    invitation: i64,
    now: Moment,
) -> Result<Opened> {
    let found = conversations::to_answer(conn, &person.viewer, ConversationId(id), now.today()).await?;
    let conversation = found.ok_or(Error::NotFound)?;
    let who = conversation.invited.iter().find(|i| i.invitation == InvitationId(invitation)).cloned();
    let who = who.ok_or(Error::NotFound)?;
    if who.may_take_part.is_err() {
        return Err(Error::Conflict(
            "This person must not be contacted about this pupil now. Ask the SENCO.".to_owned(),
        ));
    }
    if !conversation.is_open() {
        return Err(Error::Conflict("This meeting has been recorded or cancelled meanwhile.".to_owned()));
    }
    Ok(Opened { who, conversation, child: None, until: None })
}

pub(super) async fn ask(
    State(app): State<App>,
    person: Person,
    Path((id, invitation)): Path<(i64, i64)>,
) -> Result<Response> {
    let now = app.clock.now();
    let opened = invited(&mut *app.store.read().await?, &person, id, invitation, now).await?;
    app.viewed(&person, Subject::Conversation, opened.conversation.pupil).await?;
    // Nothing that was said before is filled in: what is written down now is what is said now, and both stay.
    staff_page(&app, &person, &opened, &Typed::default(), &FormErrors::default()).await
}

pub(super) async fn write_down(
    State(app): State<App>,
    person: Person,
    Path((id, invitation)): Path<(i64, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (typed, now) = (Typed(fields), app.clock.now());
    let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
    let opened = invited(tx.conn(), &person, id, invitation, now).await?;
    let (answers, how) =
        (answers(&typed), ParentHow::from_code(typed.get("how")).filter(|how| *how != ParentHow::Link));
    let mut errors = if answers.is_empty() { nothing_said() } else { FormErrors::default() };
    if how.is_none() {
        errors.add("how", "Choose how they told you");
    }
    let Some(how) = how.filter(|_| errors.is_empty()) else {
        drop(tx);
        return staff_page(&app, &person, &opened, &typed, &errors).await;
    };
    parent_views::give(
        &mut tx,
        opened.conversation.pupil,
        opened.conversation.id,
        opened.who.invitation,
        &answers,
        how,
    )
    .await?;
    tx.commit().await?;
    Ok(Redirect::to(&back(&person, id)).into_response())
}

/// Where this person came from: the office from its tasks, everybody else from the meeting.
fn back(person: &Person, id: i64) -> String {
    if person.viewer.role == Role::Office { "/tasks".to_owned() } else { format!("/conversations/{id}") }
}

async fn staff_page(
    app: &App,
    person: &Person,
    opened: &Opened,
    typed: &Typed,
    errors: &FormErrors,
) -> Result<Response> {
    let hows: Vec<_> =
        ParentHow::ALL.iter().filter(|how| **how != ParentHow::Link).map(|how| (how.as_code(), how.words())).collect();
    let (meeting, who) = (&opened.conversation, &opened.who);
    let body = html! {
        p.no-print { a href=(back(person, meeting.id.0)) { "Back" } }
        h1 { "What " (who.name.formal()) " would like us to know" }
        (error_summary(errors))
        p.lead {
            "Before the meeting with "
            (meeting.lead_name.formal())
            ". In their words. "
            @if !who.phone_shown().is_empty() { "Phone: " strong { (who.phone_shown()) } "." }
        }
        (post_form(format!("/conversations/{}/views/{}", meeting.id, who.invitation)).of(html! {
            @for (name, _, label) in QUESTIONS {
                (textarea(&Field { name, label, hint: "", value: typed.get(name), errors }, 3))
            }
            (radios(&Field { name: "how", label: "How did they tell you?", hint: "", value: typed.get("how"), errors }, &hows))
            p { (button("Save their views")) }
        }))
        p.hint { "It is kept as written down by you for them, today. No other parent is shown it." }
    };
    app.answer(person, Page::new("A parent’s views", body).wrong(errors)).await
}

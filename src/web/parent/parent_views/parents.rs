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
    args,
    domain::{
        audit::Subject,
        draft::DraftKind,
        ids::{ConversationId, InvitationId},
        language::Language,
        people::Role,
        reading_code::Reading,
        time::Moment,
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
        secret, wordings,
    },
    texts::Words,
    web::{
        App,
        form::{
            draft::auto_save_in,
            drafts::{Answer, Form as DraftForm, keep},
            fields::{Field, FormErrors, error_summary, radios, textarea},
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::{self, Kind, Person},
        },
        meeting::parent_words::is_time,
        parent::{asked::ParentForm, no_such_link::nothing, visitor::Visitor, which_child},
        ui::{button::button, phone::phone, post_form::post_form},
    },
};

/// The name of each question, and what staff ask who write the answer down; parents are asked by the text of its name.
const QUESTIONS: [(&str, &str); 4] = [
    ("going_well", "What is going well?"),
    ("hard", "What is hard at the moment?"),
    ("would_help", "What would help?"),
    ("ask_pupil", "Is there anything we should ask the pupil?"),
];

/// The name of the form.
const VIEWS: &str = "views-form";

/// What is behind a link, in the language of whoever looks.
struct ViewsDoor {
    opened: Opened,
    visit: Visit,
    school: SchoolCard,
    visitor: Visitor,
    words: Words,
}

impl ViewsDoor {
    fn answer(&self, app: &App, form: Option<&str>, body: Markup, errors: &FormErrors) -> Response {
        let page = Page::new(self.words.say("views-title"), body).wrong(errors);
        self.visitor.page(app, (&self.school.name, &self.words), form, page)
    }
}

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
    let (mut conn, author) = (app.store.read().await?, Actor::Adult(opened.who.adult));
    let (stands, reads) = reading_codes::stands(&mut conn, opened.who.invitation, &browser, app.clock.now()).await?;
    let own = !browser.is_empty() && drafts::is_of(&mut conn, place(opened), author, &browser).await?;
    drop(conn);
    reading_codes::note(&app.store, reads).await;
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

pub(super) async fn show(State(app): State<App>, Path(token): Path<String>, visitor: Visitor) -> Result<Response> {
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let Some(opened) = invitations::by_token(&mut conn, &token, now).await? else {
        return nothing(&app, &token, &visitor).await;
    };
    if !is_time(&opened, now) {
        return Ok(Redirect::to(&format!("/i/{token}")).into_response());
    }
    let (given, draft) = told(&mut conn, &opened).await?;
    drop(conn);
    let visit = visit(&app, &opened, &visitor.jar).await?;
    let door = door(&app, opened, visit, visitor).await?;
    if is_behind(&door.visit, given.as_ref(), draft.as_ref()) {
        return Ok(door.answer(&app, None, behind(&door, &token), &FormErrors::default()));
    }
    let given = given.filter(|_| door.visit.open);
    let mut typed = given.as_ref().map(|view| typed(&view.answers)).unwrap_or_default();
    let mut kept = (0, None);
    if let Some(draft) = draft {
        kept = (draft.version, Some(draft.saved));
        typed = Typed(draft.fields);
    }
    let errors = FormErrors::default();
    Ok(door.answer(&app, Some(VIEWS), page(&door, &token, given.as_ref(), &typed, kept, &errors), &errors))
}

async fn door(app: &App, opened: Opened, visit: Visit, visitor: Visitor) -> Result<ViewsDoor> {
    let (mut conn, of) = (app.store.read().await?, opened.conversation.school);
    let (school, wording) = wordings::with_card(&mut conn, of).await?;
    let words = visitor.words(&wording);
    Ok(ViewsDoor { opened, visit, school, visitor, words })
}

/// Whether something was told that this browser may neither see nor write over: whoever holds the link alone begins on an empty page, and
/// goes on with what was begun in this browser.
fn is_behind(visit: &Visit, given: Option<&ParentView>, draft: Option<&Draft>) -> bool {
    !visit.open && (given.is_some() || (draft.is_some() && !visit.own))
}

fn behind(door: &ViewsDoor, token: &str) -> Markup {
    let words = &door.words;
    html! {
        (which_child::line(words, &door.opened, false))
        h1 { (words.say("views-title")) }
        p.lead { (words.say("views-behind")) }
        p { (words.say("views-behind-code")) }
        (post_form(format!("/i/{token}/code")).class("no-print").of(html! { p { (button(&words.say("send-code"))) } }))
        p { a href=(format!("/i/{token}")) { (words.say("back-to-meeting")) } }
    }
}

/// Begins an act of the adult whose link it is; `Err` holds the answer where the link leads nowhere, or it is too late.
async fn begin(
    app: &App,
    token: &str,
    visitor: &Visitor,
) -> Result<std::result::Result<(Tx, Opened, Visit), Response>> {
    let now = app.clock.now();
    let Some(known) = invitations::by_token(&mut *app.store.read().await?, token, now).await? else {
        return Ok(Err(nothing(app, token, visitor).await?));
    };
    let visit = visit(app, &known, &visitor.jar).await?;
    let (adult, school) = (known.who.adult, known.conversation.school);
    let mut tx = app.store.begin(Actor::Adult(adult), school, now).await?;
    Ok(match invitations::by_token(tx.conn(), token, now).await? {
        None => Err(nothing(app, token, visitor).await?),
        Some(opened) if is_time(&opened, now) => Ok((tx, opened, visit)),
        Some(_) => Err(Redirect::to(&format!("/i/{token}")).into_response()),
    })
}

pub(super) async fn draft(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (mut tx, opened, visit) = match begin(&app, &token, &visitor).await? {
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
    let known = session::token(&app, &visitor.jar, Kind::Reading).unwrap_or_default();
    let browser = if known.is_empty() { secret::token() } else { known };
    let (to, there) = (format!("/i/{token}/views/draft"), format!("/i/{token}/views"));
    let words = visitor.words(&wordings::of(tx.conn(), opened.conversation.school).await?);
    let label = |name: &str| words.coded("views", name);
    let form = DraftForm { place: place(&opened), to: &to, there: &there, label: &label };
    let answer = keep(tx, form, &Typed(fields), &headers, &words).await?;
    let mut tx = app.store.begin(Actor::Adult(opened.who.adult), opened.conversation.school, app.clock.now()).await?;
    drafts::written_in(&mut tx, place(&opened), &browser).await?;
    tx.commit_aside().await?;
    Ok(match answer {
        Answer::Whole(response) => {
            let jar = visitor.jar.add(session::cookie(&app, Kind::Reading, browser));
            (jar, response).into_response()
        }
        Answer::Both(body) => {
            let door = door(&app, opened, visit, visitor).await?;
            let page = Page::new(door.words.say("draft-twice"), body).status(StatusCode::CONFLICT);
            door.visitor.page(&app, (&door.school.name, &door.words), None, page)
        }
    })
}

pub(super) async fn give(
    State(app): State<App>,
    Path(token): Path<String>,
    mut visitor: Visitor,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let typed = Typed(fields);
    let is_switch = visitor.asked_by(&typed);
    let (mut tx, opened, visit) = match begin(&app, &token, &visitor).await? {
        Ok(begun) => begun,
        Err(answer) => return Ok(answer),
    };
    let (given, draft) = told(tx.conn(), &opened).await?;
    if is_behind(&visit, given.as_ref(), draft.as_ref()) {
        return Ok(Redirect::to(&format!("/i/{token}/views")).into_response());
    }
    let answers = answers(&typed);
    if is_switch || answers.is_empty() {
        drop(tx);
        let given = given.filter(|_| visit.open);
        let version = typed.get("draft").parse().unwrap_or_default();
        let door = door(&app, opened, visit, visitor).await?;
        let errors = if is_switch { FormErrors::default() } else { nothing_said(&door.words) };
        let body = page(&door, &token, given.as_ref(), &typed, (version, None), &errors);
        return Ok(door.answer(&app, Some(VIEWS), body, &errors));
    }
    let meeting = &opened.conversation;
    parent_views::give(&mut tx, meeting.pupil, meeting.id, opened.who.invitation, &answers, ParentHow::Link).await?;
    drafts::clear(&mut tx, place(&opened)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/i/{token}/views")).into_response())
}

fn nothing_said(words: &Words) -> FormErrors {
    let mut errors = FormErrors::in_words(words);
    errors.add("going_well", words.say("wrong-views"));
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
    door: &ViewsDoor,
    token: &str,
    given: Option<&ParentView>,
    typed: &Typed,
    (version, saved): (i64, Option<Moment>),
    errors: &FormErrors,
) -> Markup {
    let ViewsDoor { opened, visit, school, words, .. } = door;
    let asked = ParentForm { words, typed, errors };
    let lead = opened.conversation.lead_name.formal();
    html! {
        p.no-print { a href=(format!("/i/{token}")) { (words.say("back-to-meeting")) } }
        (which_child::line(words, opened, visit.open))
        h1 { (words.say("views-title")) }
        p.lead { (words.say_with("views-lead", &args!["lead" => lead])) }
        (error_summary(errors))
        @if let Some(view) = given {
            @let args = args!["day" => words.day_of_year(view.at.today()), "time" => words.clock(view.at.local().time())];
            div.banner.banner-good role="status" {
                p { strong { (words.say("thanks")) " " } (words.say_with("views-thanks", &args)) }
            }
        }
        (post_form(format!("/i/{token}/views")).id(VIEWS).of(html! {
            @for (name, _) in QUESTIONS { (asked.lines(name, &format!("views-{name}"), "", 4)) }
            (auto_save_in(words, &format!("/i/{token}/views/draft"), version, saved))
            (which_child::beside_the_button(words, opened, visit.open))
            p { (button(&words.say("views-send"))) }
            p.hint { (words.say("views-kept")) }
        }))
        h2 { (words.say("talk-to-us")) }
        @if school.phone.is_empty() { p { (words.say("views-office")) } }
        @else {
            p { (words.say_with("views-phone", &args!["phone" => school.phone.as_str()])) }
            p { (phone(&school.phone)) }
        }
    }
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
    let rules = schools::rules(conn, conversation.school, now.today()).await?;
    Ok(Opened { who, conversation, child: None, until: None, rules })
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
    let mut errors =
        if answers.is_empty() { nothing_said(&Words::shipped(Language::English)) } else { FormErrors::default() };
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
            @for (name, label) in QUESTIONS {
                (textarea(&Field { name, label, hint: "", value: typed.get(name), errors }, 3))
            }
            (radios(&Field { name: "how", label: "How did they tell you?", hint: "", value: typed.get("how"), errors }, &hows))
            p { (button("Save their views")) }
        }))
        p.hint { "It is kept as written down by you for them, today. No other parent is shown it." }
    };
    app.answer(person, Page::new("A parent’s views", body).wrong(errors)).await
}

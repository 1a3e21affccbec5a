//! What the pages of a pupil's record share: who may open them, the identity bar, the way from one to the other, and the frame of a form.

use axum::response::Response;
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        sen_status::SenCode,
        time::Moment,
    },
    store::{pupils::head::Head, register::Of},
    web::{
        App,
        form::fields::{FormErrors, error_summary},
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{
            post_form::post_form,
            sub_nav::sub_nav,
            tag::{Tone, tag},
        },
    },
};

/// The pages of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::web) enum Tab {
    /// The standing, the plan, whom to talk with.
    Overview,
    /// Status, needs, attendance, professionals, suspensions.
    Record,
    /// How targets have gone.
    Progress,
    /// What the pupil says.
    Voice,
    /// What staff noticed, and what was decided.
    Concerns,
    /// Every meeting with parents that was offered.
    Meetings,
    /// What was agreed at meetings, and what became of it.
    Agreed,
    /// Files.
    Documents,
    /// Everything that happened.
    Timeline,
    /// Who looked and who changed.
    Audit,
}

impl Tab {
    /// Every page, in the order of the way from one to the other.
    const ALL: [Self; 10] = [
        Self::Overview,
        Self::Record,
        Self::Progress,
        Self::Voice,
        Self::Concerns,
        Self::Meetings,
        Self::Agreed,
        Self::Documents,
        Self::Timeline,
        Self::Audit,
    ];

    /// What follows the pupil's own address, its words, what it takes to open it, and what the audit calls it.
    fn facts(self) -> (&'static str, &'static str, Thing, Subject) {
        match self {
            Self::Overview => ("", "Overview", Thing::Pupil, Subject::Pupil),
            Self::Record => ("/record", "Record", Thing::SenRecord, Subject::Record),
            Self::Progress => ("/progress", "Progress", Thing::Review, Subject::Progress),
            Self::Voice => ("/views", "Own words", Thing::Voice, Subject::OwnWords),
            Self::Concerns => ("/concerns", "Concerns", Thing::Concern, Subject::Concerns),
            Self::Meetings => ("/meetings", "Meetings", Thing::Conversation, Subject::Meetings),
            Self::Agreed => ("/agreed", "Agreed", Thing::Conversation, Subject::Agreed),
            Self::Documents => ("/documents", "Documents", Thing::SenRecord, Subject::Documents),
            Self::Timeline => ("/timeline", "Timeline", Thing::Plan, Subject::Timeline),
            Self::Audit => ("/audit", "Audit", Thing::Audit, Subject::Audit),
        }
    }
}

/// The pupil, for somebody who may see this thing of theirs.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub(in crate::web) async fn open(app: &App, person: &Person, pupil: i64, thing: Thing) -> Result<Head> {
    let (mut conn, today) = (app.store.read().await?, app.clock.now().today());
    let register = app.register(&mut conn, person, today).await?;
    let found = register.part_of::<Option<Head>>(&mut conn, Of::seen_by(&person.viewer).about(pupil), today).await?;
    Option::clone(&found).filter(|head| head.may(thing, Verb::See)).ok_or(Error::NotFound)
}

/// The pupil, for somebody who may change this thing of theirs.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it, [`Error::Forbidden`] for who may only look.
pub(in crate::web) async fn open_to_change(app: &App, person: &Person, pupil: i64, thing: Thing) -> Result<Head> {
    let head = open(app, person, pupil, thing).await?;
    if head.may(thing, Verb::Change) { Ok(head) } else { Err(Error::Forbidden) }
}

/// The identity bar with the main heading, and the way to the other pages.
pub(in crate::web) fn bar(head: &Head, tab: Tab) -> Markup {
    let open =
        Tab::ALL.into_iter().map(|one| (one, one.facts())).filter(|(_, (_, _, thing, _))| head.may(*thing, Verb::See));
    let links: Vec<_> =
        open.map(|(one, (end, words, ..))| (format!("/pupils/{}{end}", head.id), words, one == tab)).collect();
    let page = (tab != Tab::Overview).then(|| tab.facts().1);
    html! {
        div.identity {
            h1 { (head.name.full()) @if let Some(page) = page { span.hidden { ": " (page) } } }
            p {
                @if !head.class.is_empty() { span { "Class " (head.class) } }
                @if !head.nc_year.is_empty() { span { "Year " (head.nc_year) } }
                @if let Some(status) = head.status {
                    (tag(if status == SenCode::None { Tone::Quiet } else { Tone::Sky }, status.words()))
                }
            }
        }
        @if head.marker == Some(true) {
            div.banner.banner-late role="note" { p { strong { "Speak to the designated safeguarding lead" } " before you act on anything here." } }
        }
        @if links.len() > 1 { (sub_nav("The pupil’s pages", &links)) }
    }
}

/// A page of the record, once its view is in the audit.
pub(in crate::web) async fn page(app: &App, person: &Person, head: &Head, tab: Tab, body: Markup) -> Result<Response> {
    asked_page(app, person, head, tab, body, &FormErrors::default()).await
}

/// The same for a list of which the address asks for a part: with what of that cannot be read.
pub(in crate::web) async fn asked_page(
    app: &App,
    person: &Person,
    head: &Head,
    tab: Tab,
    body: Markup,
    errors: &FormErrors,
) -> Result<Response> {
    let (_, words, _, subject) = tab.facts();
    app.viewed(person, subject, head.id).await?;
    let body = html! { (bar(head, tab)) (body) };
    app.answer(person, Page::new(format!("{words} · {}", head.name.short()), body).wrong(errors)).await
}

/// A page with a form about a pupil: the way back, what is wrong, what it is, whom it is about, and its fields. `end` is the page of
/// the record it belongs to, as in [`Tab`].
pub(in crate::web) fn form(
    head: &Head,
    end: &str,
    title: &str,
    errors: &FormErrors,
    action: &str,
    fields: &Markup,
) -> Page {
    let own = format!("/pupils/{}", head.id);
    let body = html! {
        p.no-print { a href=(format!("{own}{end}")) { "Back to " (head.name.forename) } }
        (error_summary(errors))
        h1 { (title) }
        p.lead { (head.name.full()) @if !head.class.is_empty() { ", class " (head.class) } }
        (post_form(format!("{own}{action}")).class("panel").of(html! { (fields) }))
    };
    Page::new(title, body).wrong(errors)
}

/// When something was entered and by whom, which is another fact than when it happened.
pub(in crate::web) fn entered(at: Option<Moment>, by: Option<&crate::domain::people::Name>) -> Markup {
    html! {
        @match at {
            Some(at) => (crate::domain::time::LongDay(at.today())),
            None => "By an import",
        }
        @if let Some(by) = by { br; "by " (by.formal()) }
    }
}

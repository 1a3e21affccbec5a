//! The authority's schedule of payments from a file: what each row would become is shown first, then what is new is taken in one act. A row
//! that is held already is never taken again. The file is kept nowhere: what was read of it goes with the page.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{Multipart, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::Subject,
        count::counted,
        funding::{Compared, PaidPupil, Period, RowFate, SchedulePayment, compare},
        ids::PupilId,
        time::LongDay,
    },
    exchange::{
        File,
        schedule::{self, ReadSchedule},
    },
    store::funding::schedule as store_schedule,
    web::{
        App,
        admin::imports::upload::{self, ACCEPTED},
        form::{
            fields::{Field, FormErrors, error_summary, file_input, textarea},
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            page::{Nav, Page},
            session::Person,
        },
        ui::{button::button, post_form::post_form, table::table},
    },
};

const TITLE: &str = "The authority’s schedule from a file";
/// More rows than any school has are another file.
const MOST_ROWS: usize = 3_000;
/// The longest text, in bytes: it goes with the page and comes back with it.
const LONGEST: usize = 400_000;

fn must(person: &Person) -> Result<()> {
    person.must(Thing::Board, Verb::See)?;
    person.must(Thing::Costs, Verb::Change)
}

/// What the address says.
#[derive(Deserialize)]
pub(super) struct ScheduleQuery {
    taken: Option<u32>,
}

pub(super) async fn show(
    State(app): State<App>,
    person: Person,
    Query(asked): Query<ScheduleQuery>,
) -> Result<Response> {
    must(&person)?;
    first_page(&app, &person, asked.taken, "", &FormErrors::default()).await
}

async fn first_page(
    app: &App,
    person: &Person,
    taken: Option<u32>,
    pasted: &str,
    errors: &FormErrors,
) -> Result<Response> {
    let field = |name, label, hint, value| Field { name, label, hint, value, errors };
    let file = "CSV, text or Excel (.xlsx), one file. Of a workbook the first sheet with a schedule is taken.";
    let cells = "With the row of headings, as copied from a spreadsheet. Instead of a file.";
    let body = html! {
        p.no-print { a href="/funding" { "Back to funding" } }
        @if let Some(taken) = taken {
            div.banner.banner-good role="status" { p { strong { (counted(taken, "row was", "rows were")) " taken over." } } }
        }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "Nothing is taken until you have seen what each row would become and said yes." }
        (post_form("/funding/schedule").class("panel").brings_files().of(html! {
            div {
                (file_input(&field("files", "The authority’s list of payments", file, ""), ACCEPTED, false))
                (textarea(&field("pasted", "Or paste cells", cells, pasted), 6))
            }
            (button("Look what it has"))
        }))
        details {
            summary { "What the file needs" }
            ul {
                li { strong { "Whom: " } "the UPN, or name and date of birth." }
                li { strong { "For which days: " } "from and to, or the month (“September 2026”, “September to December 2026”)." }
                li { strong { "How much: " } "the amount for all of those days together." }
            }
            p { "Other columns are passed over. A formula is not worked out: save the sheet with its values. What the authority takes back is entered with \
                 the pupil." }
        }
    };
    app.answer(person, Page::new(TITLE, body).at(Nav::Reports).wrong(errors)).await
}

/// A schedule as it was sent: what it is called, and its text.
struct SentSchedule {
    name: String,
    text: String,
    read: ReadSchedule,
    /// The sheets of its workbook that are left aside, each with the reason.
    aside: Vec<String>,
}

impl SentSchedule {
    fn read(name: &str, bytes: &[u8]) -> std::result::Result<Self, String> {
        let read = schedule::read(bytes)?;
        match read.payments.len() + read.problems.len() {
            0 => return Err("there are no rows below the headings".to_owned()),
            _ if bytes.len() > LONGEST => {
                return Err("it is too long: leave out the columns that are not needed".to_owned());
            }
            n if n > MOST_ROWS => return Err(format!("it has {n} rows: {MOST_ROWS} is the most at once")),
            _ => {}
        }
        Ok(Self { name: cut(name), text: schedule::text(bytes), read, aside: Vec::new() })
    }

    /// The one of some tables that is a schedule: the sheets of one workbook, or a file by itself.
    fn of(files: &[File]) -> std::result::Result<Self, String> {
        let (taken, aside) = schedule::sheet(files).ok_or("There is nothing to read in it")?;
        let whole = if taken.book.is_empty() { &taken.name } else { &taken.book };
        let read = Self::read(&taken.name, &taken.bytes).map_err(|why| format!("{whole}: {why}"))?;
        Ok(Self { aside, ..read })
    }

    /// The rows with all that their fates depend on, so that what is taken is what was looked at.
    fn digest(&self, compared: &Compared) -> String {
        let whole = format!("{} {:?} {:?}", self.name, compared, self.read.problems);
        Sha256::digest(whole.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
    }
}

pub(super) async fn look(State(app): State<App>, person: Person, form: Multipart) -> Result<Response> {
    must(&person)?;
    let mut sent = upload::read(form, &app.unpacker).await?;
    if sent.errors.is_empty() && File::chosen(&sent.files) > 1 {
        sent.errors.add("files", "Choose one file, or paste cells, not both");
    }
    let read = match sent.errors.is_empty() {
        true => SentSchedule::of(&sent.files).map_err(|why| sent.errors.add("files", why)).ok(),
        false => None,
    };
    let Some(read) = read else { return first_page(&app, &person, None, &sent.pasted, &sent.errors).await };
    let pupils = store_schedule::pupils(&mut *app.store.read().await?, person.viewer.school).await?;
    preview(&app, &person, &read, &pupils, false).await
}

/// What each row would become. Pupils are seen by it.
async fn preview(
    app: &App,
    person: &Person,
    sent: &SentSchedule,
    pupils: &[PaidPupil],
    moved: bool,
) -> Result<Response> {
    let compared = compare(sent.read.payments.clone(), pupils);
    let mut seen: Vec<PupilId> = compared.rows.iter().filter_map(|(_, fate)| fate.pupil()).collect();
    seen.extend(&compared.missing);
    seen.sort_unstable();
    seen.dedup();
    let seen: Vec<_> = seen.into_iter().map(|pupil| (None, pupil)).collect();
    app.viewed_all(person, Subject::Funding, &seen).await?;
    let page = Page::new(TITLE, shown(sent, &compared, pupils, moved)).at(Nav::Reports);
    app.answer(person, if moved { page.refused(StatusCode::CONFLICT) } else { page }).await
}

fn shown(sent: &SentSchedule, compared: &Compared, pupils: &[PaidPupil], moved: bool) -> Markup {
    let named: BTreeMap<PupilId, &PaidPupil> = pupils.iter().map(|one| (one.id, one)).collect();
    let of = |fits: fn(&RowFate) -> bool| -> Vec<&(SchedulePayment, RowFate)> {
        compared.rows.iter().filter(|(_, fate)| fits(fate)).collect()
    };
    let (new, there, refused) = (
        of(|fate| matches!(fate, RowFate::New(..))),
        of(|fate| matches!(fate, RowFate::There(_))),
        of(|fate| matches!(fate, RowFate::Refused(_))),
    );
    let section = |title: &str, rows: &[&(SchedulePayment, RowFate)]| {
        let rows: Vec<_> = rows.iter().map(|(row, fate)| cells(row, *fate, &named)).collect();
        table(
            title,
            &["Line", "Whom the file names", "Pupil", "For which days", "How much", "What becomes of it"],
            &rows,
            "None.",
        )
    };
    let unread: Vec<_> = sent.read.problems.iter().map(|(line, why)| vec![html! { (line) }, html! { (why) }]).collect();
    html! {
        p.no-print { a href="/funding/schedule" { "Choose another file" } }
        @if moved {
            div.error-summary role="alert" tabindex="-1" data-focus {
                p { strong { "Something has changed since you looked: this is how it stands now. Nothing was taken." } }
            }
        }
        h1 { "What is in " (sent.name) }
        p.lead {
            (counted(new.len(), "row is", "rows are")) " taken, " (there.len()) " there already, "
            (refused.len() + unread.len()) " not taken."
        }
        @if !sent.aside.is_empty() {
            p { "Left aside in the workbook:" }
            ul { @for sheet in &sent.aside { li { (sheet) } } }
        }
        (section("New", &new))
        @if !refused.is_empty() { (section("Not taken", &refused)) }
        @if !unread.is_empty() { (table("Lines that cannot be read", &["Line", "Why"], &unread, "")) }
        @if !there.is_empty() { (section("There already", &there)) }
        @if !compared.missing.is_empty() {
            h2 { "Expected, and in no row of the file" }
            ul { @for pupil in &compared.missing { li { (link(*pupil, &named)) } } }
        }
        @if !new.is_empty() {
            (post_form("/funding/schedule/records").class("panel no-print").of(html! {
                input type="hidden" name="name" value=(sent.name);
                input type="hidden" name="text" value=(sent.text);
                input type="hidden" name="digest" value=(sent.digest(compared));
                (button(&format!("Take over {}", counted(new.len(), "row", "rows"))))
            }))
        }
    }
}

fn link(pupil: PupilId, named: &BTreeMap<PupilId, &PaidPupil>) -> Markup {
    html! {
        a href=(format!("/pupils/{pupil}/funding")) { (named.get(&pupil).map(|one| one.name.short()).unwrap_or_default()) }
    }
}

fn cells(row: &SchedulePayment, fate: RowFate, named: &BTreeMap<PupilId, &PaidPupil>) -> Vec<Markup> {
    let Period { from, until } = row.period;
    vec![
        html! { (row.line) },
        html! { (row.who()) },
        html! { @if let Some(pupil) = fate.pupil() { (link(pupil, named)) } @else { "–" } },
        html! { (LongDay(from)) " to " (LongDay(until)) },
        html! { (row.pence) },
        html! { (fate.words()) },
    ]
}

pub(super) async fn take(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    must(&person)?;
    let typed = Typed(fields);
    let sent = SentSchedule::read(typed.get("name"), typed.get("text").as_bytes()).map_err(Error::BadRequest)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let looked_at = |compared: &Compared| sent.digest(compared) == typed.get("digest");
    let taken = store_schedule::take(&mut tx, sent.read.payments.clone(), &sent.name, looked_at).await?;
    let Some(taken) = taken else {
        drop(tx);
        let pupils = store_schedule::pupils(&mut *app.store.read().await?, person.viewer.school).await?;
        return preview(&app, &person, &sent, &pupils, true).await;
    };
    tx.commit().await?;
    Ok(Redirect::to(&format!("/funding/schedule?taken={taken}")).into_response())
}

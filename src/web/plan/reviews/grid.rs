//! Many reviews on one screen: a row for each plan whose review is to be held, written from the keyboard, kept as it is typed, finished with
//! Enter. A row sends the very form of a single review, so that whatever is wrong in it opens there with all that was typed.

use axum::{
    extract::{Query, State},
    response::Response,
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{drafts, form, form::ReviewContext, group_outcome, plan_pages, queue, writable};
use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        audit::Subject,
        count::counted,
        draft::DraftKind,
        ids::PlanId,
        review::Decision,
        target::Progress,
        time::{LongDay, ShortDay},
    },
    store::{
        drafts::{self as store_drafts, Draft},
        groups::HeldGroup,
        plans::{PlanView, Target},
        register::Of,
    },
    web::{
        App,
        form::{
            draft::{auto_save_of_one, auto_save_script},
            drafts::KeptDraft,
            merge::OPENED,
            typed::Typed,
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::post_form::post_form,
    },
};

/// Rows on one screen.
const ROWS: usize = 30;

/// Which rows.
#[derive(Debug, Default, Deserialize)]
pub(super) struct GridQuery {
    /// Only this class.
    #[serde(default)]
    class: String,
    /// A row was just finished.
    saved: Option<String>,
    /// In how many rows an outcome was just written for a whole group.
    together: Option<usize>,
}

/// One row: a plan, what is typed of its review, and what lies around it.
pub(super) struct GridRow {
    pub(super) plan: PlanView,
    class: String,
    pub(super) typed: Typed,
    pub(super) kept: KeptDraft,
    /// The meeting with parents that this review came of, if one was held.
    met_on: Option<chrono::NaiveDate>,
    /// The row shows all that is typed of it: otherwise it goes on where all of it stands, on its own page.
    pub(super) is_whole: bool,
}

/// Decisions that a row offers: the others want a reason.
const DECISIONS: [Decision; 2] = [Decision::Continue, Decision::Change];

/// Whether a row has a field for all that a draft holds, of the plan as it is: what a row does not show would be lost by saving it.
fn fits(draft: &Typed, plan: &PlanView) -> bool {
    const SHOWN: &[&str] = &[
        "cycle",
        "version",
        "held_on",
        "conversation",
        "ehc_annual",
        "grid",
        "summary",
        "next_on",
        "draft",
        "page",
        OPENED,
    ];
    let of_target = |name: &str| {
        name.starts_with("target-") && ["-id", "-actual", "-progress"].iter().any(|end| name.ends_with(end))
    };
    let is_shown = |name: &str, value: &str| {
        SHOWN.contains(&name)
            || of_target(name)
            || (name == "decision" && DECISIONS.iter().any(|one| one.as_code() == value))
    };
    draft.get("version") == plan.version.to_string()
        && draft.0.iter().all(|(name, value)| value.is_empty() || is_shown(name, value))
}

pub(super) async fn show(State(app): State<App>, person: Person, Query(asked): Query<GridQuery>) -> Result<Response> {
    if !person.viewer.may(Relation::Teaches, Thing::Review, Verb::Change) {
        return Err(Error::Forbidden);
    }
    let owed = queue::owed(&app, &person).await?;
    let wanted: Vec<_> =
        owed.into_iter().filter(|(_, class)| asked.class.is_empty() || *class == asked.class).collect();
    let rows = rows(&app, &person, &wanted[..wanted.len().min(ROWS)]).await?;
    let seen: Vec<_> = rows.iter().map(|row| (Some(row.plan.id.0), row.plan.pupil)).collect();
    app.viewed_all(&person, Subject::Review, &seen).await?;
    let pupils = rows.iter().map(|row| row.plan.pupil).collect();
    let groups = group_outcome::offered(&app, &person, &pupils).await?;
    app.answer(&person, Page::new("Reviews on one screen", page(&rows, wanted.len(), &groups, &asked))).await
}

/// The rows of these plans, all of one reading.
pub(super) async fn rows(app: &App, person: &Person, wanted: &[(PlanId, String)]) -> Result<Vec<GridRow>> {
    let (mut conn, now) = (app.store.read().await?, app.clock.now());
    let register = app.register(&mut conn, person, now.today()).await?;
    let mut read = Vec::new();
    for (id, class) in wanted {
        let of = Of::seen_by(&person.viewer).about(id.0);
        let plan = writable(plan_pages::load_from(&mut conn, &register, of, now.today()).await?)?;
        let around = register.part_of(&mut conn, of, now.today()).await?;
        read.push((plan, class, ReviewContext { now, writer: person.viewer.staff, around }));
    }
    let cycles: Vec<i64> = read.iter().map(|(plan, ..)| plan.cycle.id.0).collect();
    let mut drafts = store_drafts::find_all(&mut conn, DraftKind::Review, &cycles, person.actor()).await?;
    let rows = read.into_iter().map(|(plan, class, known)| {
        let draft = drafts.remove(&plan.cycle.id.0);
        row(plan, class, &known, draft)
    });
    Ok(rows.collect())
}

fn row(plan: PlanView, class: &str, known: &ReviewContext, draft: Option<Draft>) -> GridRow {
    let mut typed = form::blank(&plan, known);
    let kept = KeptDraft::of(draft.as_ref());
    let draft = draft.map(|draft| Typed(draft.fields));
    let is_whole = draft.as_ref().is_none_or(|draft| fits(draft, &plan));
    for (name, value) in draft.into_iter().flat_map(|draft| draft.0) {
        typed.set(&name, value);
    }
    if typed.get("decision").is_empty() {
        typed.set("decision", Decision::Continue.as_code());
    }
    let meeting = known.around.beside.meetings.iter().find(|one| one.id.to_string() == typed.get("conversation"));
    let met_on = meeting.map(|one| one.held_on);
    GridRow { plan, class: class.to_owned(), typed, kept, met_on, is_whole }
}

fn page(rows: &[GridRow], all: usize, groups: &[HeldGroup], asked: &GridQuery) -> Markup {
    html! {
        p.no-print { a href="/" { "Back to today" } }
        @if asked.saved.is_some() {
            div.banner.banner-good role="status" { p { strong { "Saved. " } (counted(all, "review is", "reviews are")) " left." } }
        }
        @if let Some(many) = asked.together {
            div.banner.banner-good role="status" {
                p { strong { "Written into " (counted(many, "row", "rows")) ". " } "Change the exceptions, and finish each." }
            }
        }
        h1 { "Reviews on one screen" }
        @if rows.is_empty() { p.praise { "No review waits for you now." } }
        @else {
            p.lead { "Type what each measure reads now, and press Enter: the review is recorded and its targets go on. What you type is kept." }
            p.hint {
                "For a voice, a reason or a new aim, open the whole review by the pupil’s name."
                @if all > rows.len() { " The first " (rows.len()) " of " (all) "." }
            }
            (group_outcome::form(groups))
            @let first = rows.iter().position(|row| row.is_whole);
            @for (n, row) in rows.iter().enumerate() { (review(row, first == Some(n))) }
            (auto_save_script())
        }
    }
}

fn review(row: &GridRow, is_first: bool) -> Markup {
    let (plan, id) = (&row.plan, row.plan.id);
    let hidden = ["cycle", "held_on", "conversation", "ehc_annual"];
    if !row.is_whole {
        return html! {
            article.grid-row.panel id=(format!("plan-{id}")) {
                h2 { a href=(format!("/plans/{id}/review/new")) { (plan.pupil_name.short()) } span.muted { " " (row.class) } }
                p {
                    "You have written more of this review than a row holds. "
                    a href=(format!("/plans/{id}/review/new")) { "Go on with it" span.hidden { ": " (plan.pupil_name.short()) } }
                }
            }
        };
    }
    html! {
        article.grid-row.panel id=(format!("plan-{id}")) {
            (post_form(format!("/plans/{id}/review")).of(html! {
                button.hidden type="submit" tabindex="-1" aria-hidden="true" { "Finish" }
                h2 {
                    a href=(format!("/plans/{id}/review/new")) { (plan.pupil_name.short()) }
                    span.muted { " " (row.class) " · due " (ShortDay(plan.content.review_on)) }
                    @if let Some(on) = row.met_on { span.muted { " · met with parents on " (ShortDay(on)) } }
                }
                input type="hidden" name="grid" value="yes";
                input type="hidden" name="version" value=(plan.version);
                @for name in hidden {
                    @if !row.typed.get(name).is_empty() { input type="hidden" name=(name) value=(row.typed.get(name)); }
                }
                @for (n, one) in plan.content.targets.iter().enumerate() { (target(row, n, one, is_first && n == 0)) }
                (rest(row))
                div.grid-end {
                    (auto_save_of_one(&format!("/plans/{id}/review/draft"), row.kept.version, row.kept.saved))
                    p.actions { button.primary type="submit" { "Finish" span.hidden { " the review of " (plan.pupil_name.short()) } } }
                }
            }))
        }
    }
}

fn target(row: &GridRow, n: usize, target: &Target, has_focus: bool) -> Markup {
    let (id, aim) = (row.plan.id, &target.aim);
    let name = |field: &str| format!("target-{n}-{field}");
    let own = |field: &str| format!("plan-{id}-target-{n}-{field}");
    let progress = row.typed.get(&name("progress"));
    html! {
        div.grid-target {
            p { (target.wording) " " span.muted { "from " (aim.baseline) " to " (aim.predicted.of(&target.unit)) } }
            @if let Some(target) = target.id { input type="hidden" name=(name("id")) value=(target); }
            div.field {
                label for=(own("actual")) { "Now" span.hidden { ": " (target.measure) } }
                input type="text" inputmode="decimal" autocomplete="off" id=(own("actual")) name=(name("actual"))
                    value=(row.typed.get(&name("actual"))) size="6" autofocus[has_focus];
            }
            div.field {
                label for=(own("progress")) { "How far" span.hidden { " it was reached: " (target.wording) } }
                select id=(own("progress")) name=(name("progress")) {
                    option value="" selected[progress.is_empty()] { "As it reads" }
                    @for one in Progress::ALL { option value=(one.as_code()) selected[progress == one.as_code()] { (one.words()) } }
                }
            }
        }
    }
}

/// What the whole review says besides: a note, what was decided, the next day.
fn rest(row: &GridRow) -> Markup {
    let own = |field: &str| format!("plan-{}-{field}", row.plan.id);
    let get = |field: &str| row.typed.get(field);
    let next = get("next_on").parse::<chrono::NaiveDate>().ok();
    html! {
        div.grid-target.grid-rest {
            div.field.wide {
                label for=(own("summary")) { "Note" }
                input type="text" autocomplete="off" id=(own("summary")) name="summary" value=(get("summary"));
            }
            div.field {
                label for=(own("decision")) { (drafts::called("decision")) }
                select id=(own("decision")) name="decision" {
                    @for one in DECISIONS {
                        option value=(one.as_code()) selected[get("decision") == one.as_code()] { (one.words()) }
                    }
                }
            }
            div.field {
                label for=(own("next_on")) { (drafts::called("next_on")) @if let Some(day) = next { span.hidden { ", now " (LongDay(day)) } } }
                input type="date" id=(own("next_on")) name="next_on" value=(get("next_on"));
            }
        }
    }
}

//! What Thrice knows beside a draft: pupils by status, need and layer, and each provision of the year with what it is planned to cost and what
//! was given. Suggestions: a person takes them over with one press, and nothing writes them by itself.

use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::{ShownStrategy, back, load_draft, too_late};
use crate::{
    domain::{
        costing::Pence,
        figures::{Shown, print},
        ids::ProvisionId,
        provision_map::{MapBy, MapLine, MapTotal, Named, gathered},
        time::LongDay,
    },
    store::{
        inclusion_strategies,
        layers::{self, HeldLayer},
        provision_map::ProvisionYear,
        publications::Counted,
    },
    web::{
        App,
        frame::{error::Result, session::Person},
        school::reports::pupils_today,
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// What one provision of the catalogue comes to in the year, over all pupils, as the provision map has it.
pub(super) struct KnownProvision {
    pub(super) provision: ProvisionId,
    pub(super) name: String,
    pub(super) pupils: u32,
    pub(super) planned: Pence,
    pub(super) given: Pence,
}

fn known(lines: &[MapLine]) -> Vec<KnownProvision> {
    let one = |((_, name), of): (Named, MapTotal)| {
        let provision = lines.iter().find(|line| line.value(MapBy::Provision).1 == name)?.provision;
        let pupils = u32::try_from(of.pupils.len()).unwrap_or(u32::MAX);
        Some(KnownProvision { provision, name, pupils, planned: of.planned, given: of.delivered })
    };
    gathered(lines, MapBy::Provision).into_iter().filter_map(one).collect()
}

/// What is known on a day.
#[derive(Default)]
pub(super) struct KnownFigures {
    /// Pupils by status and by area of need, as they could be published.
    lines: Vec<Counted>,
    layers: Vec<HeldLayer>,
    provisions: Vec<KnownProvision>,
}

impl KnownFigures {
    /// What is known of a provision this year.
    pub(super) fn of(&self, provision: ProvisionId) -> Option<&KnownProvision> {
        self.provisions.iter().find(|one| one.provision == provision)
    }
}

pub(super) async fn load(app: &App, person: &Person) -> Result<KnownFigures> {
    let (school, today) = (person.viewer.school, app.clock.now().today());
    let lines = pupils_today(app, person).await?;
    let mut conn = app.store.read().await?;
    let register = app.register(&mut conn, person, today).await?;
    let provisions = register.part::<ProvisionYear>(&mut conn, today).await?;
    Ok(KnownFigures {
        lines,
        layers: layers::of_school(&mut conn, school, today).await?,
        provisions: known(&provisions.0),
    })
}

pub(super) fn section(strategy: &ShownStrategy, known: &KnownFigures, today: NaiveDate) -> Markup {
    let id = strategy.held.id;
    let layers: Vec<Vec<Markup>> =
        known.layers.iter().map(|one| vec![html! { (one.name) }, html! { (one.pupils) }]).collect();
    let entered =
        |one: &KnownProvision| strategy.activities.iter().any(|held| held.does.provision == Some(one.provision));
    let provisions: Vec<Vec<Markup>> = known
        .provisions
        .iter()
        .map(|one| {
            let add = format!("/inclusion-strategy/{id}/activities?provision={}", one.provision);
            vec![
                html! { (one.name) },
                html! { (one.pupils) },
                html! { (one.planned) },
                html! { (one.given) },
                html! { @if entered(one) { "It is one" } @else { a.second href=(add) { "Make it one" span.hidden { ": " (one.name) } } } },
            ]
        })
        .collect();
    html! {
        details.panel {
            summary { "What Thrice knows on " (LongDay(today)) }
            p { "Suggestions, for you alone: nothing of it is in the strategy until you take it over." }
            @for line in &known.lines { (counted(line)) }
            (post_form(format!("/inclusion-strategy/{id}/figures")).of(html! {
                p.actions { (button("Put these numbers into the barriers")) }
            }))
            (table("Pupils by layer of support", &["Layer", "Pupils today"], &layers, "No layer of support is in use."))
            (table(
                "Provision of this school year, of all plans",
                &["Provision", "Pupils", "Planned", "Given so far", "An activity?"],
                &provisions,
                "No plan has any provision this year.",
            ))
        }
    }
}

fn counted(line: &Counted) -> Markup {
    let printed = print(line.line, &line.counts, line.threshold);
    let cells = printed.names.iter().zip(&printed.published.cells);
    let rows: Vec<Vec<Markup>> =
        cells.map(|(name, one)| vec![html! { (name) }, html! { (one.words(line.threshold)) }]).collect();
    let caption = format!("{}, as it could be published: as it stood on {}", line.line.words(), LongDay(line.as_of));
    table(&caption, &["Group", "Pupils"], &rows, "")
}

/// "By status on Wednesday 18 November 2026: SEN support 31, EHC plan fewer than 5. 38 pupils in all." What is not shown is left out.
fn sentence(line: &Counted) -> String {
    let printed = print(line.line, &line.counts, line.threshold);
    let cells = printed.names.iter().zip(&printed.published.cells).filter(|(_, one)| **one != Shown::Withheld);
    let said: Vec<String> = cells.map(|(name, one)| format!("{name} {}", one.words(line.threshold))).collect();
    let (total, of) = (printed.published.total.words(line.threshold), line.line.total());
    let parts = if said.is_empty() { String::new() } else { format!(": {}", said.join(", ")) };
    format!("{} on {}{parts}. {of}: {total}.", line.line.words(), LongDay(line.as_of))
}

/// Writes the numbers at the end of the barriers, small ones hidden as governors see them.
pub(super) async fn take(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let strategy = load_draft(&app, &person, id).await?;
    let said: Vec<String> = pupils_today(&app, &person).await?.iter().map(sentence).collect();
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    // As it is now: somebody else may have saved since.
    let newest = inclusion_strategies::of_school(tx.conn(), person.viewer.school, Some(strategy.held.id)).await?.pop();
    let mut says = newest.ok_or_else(too_late)?.says;
    says.barriers = format!("{}\n{}", says.barriers, said.join("\n")).trim().to_owned();
    if !inclusion_strategies::save(&mut tx, strategy.held.id, &says).await? {
        return Err(too_late());
    }
    tx.commit().await?;
    Ok(back(strategy.held.id))
}

//! The threshold of what the school funds itself, and what authorities' bands bring beyond it: both dated, and nothing is overwritten.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        costing::Pence,
        funding_band::{FundingBand, band_on, for_one_pupil},
        ids::FundingBandId,
        rules::{self, DatedSetting, FUNDING_THRESHOLD, Rules},
        time::LongDay,
    },
    store::{
        funding_bands::{self, HeldBand},
        schools,
    },
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, checkboxes, date_input, error_summary, number_input, text_input},
            typed::{Typed, cut},
        },
        frame::{
            error::{Error, Result},
            page::Page,
            session::Person,
        },
        ui::{
            button::button,
            post_form::post_form,
            table::table,
            tag::{Tone, tag},
        },
    },
};

const TITLE: &str = "Funding bands and the threshold";
/// The field that says: another amount for the same band and day is meant.
const MEANT: &str = "correction_is_meant";
/// The longest name of an authority or a band, in letters.
const LONGEST: usize = 60;

/// What the page shows.
struct BandsShown {
    bands: Vec<HeldBand>,
    thresholds: Vec<DatedSetting>,
    today: NaiveDate,
    changes: bool,
}

async fn load(app: &App, person: &Person) -> Result<BandsShown> {
    let (mut conn, school) = (app.store.read().await?, person.viewer.school);
    let mut thresholds = schools::settings(&mut conn, school).await?;
    thresholds.retain(|set| set.name == FUNDING_THRESHOLD.name);
    Ok(BandsShown {
        bands: funding_bands::of_school(&mut conn, school).await?,
        thresholds,
        today: app.clock.now().today(),
        changes: person.may(Thing::Costs, Verb::Change),
    })
}

pub(super) async fn show(State(app): State<App>, person: Person) -> Result<Response> {
    person.must(Thing::Costs, Verb::See)?;
    let shown = load(&app, &person).await?;
    app.answer(&person, page(&shown, &Typed::default(), &FormErrors::default())).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Costs, Verb::Change)?;
    let typed = Typed(fields);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let held = funding_bands::of_school(tx.conn(), person.viewer.school).await?;
    let band = match read(&typed, &held) {
        Ok(band) => band,
        Err(errors) => {
            drop(tx);
            return app.answer(&person, page(&load(&app, &person).await?, &typed, &errors)).await;
        }
    };
    funding_bands::put(&mut tx, &band, &cut(typed.get("source"))).await?;
    tx.commit().await?;
    Ok(back())
}

pub(super) async fn withdraw(State(app): State<App>, person: Person, Path(band): Path<i64>) -> Result<Response> {
    person.must(Thing::Costs, Verb::Change)?;
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    if !funding_bands::withdraw(&mut tx, FundingBandId(band)).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(back())
}

/// Sets the threshold from a day on.
pub(super) async fn set_threshold(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    person.must(Thing::Costs, Verb::Change)?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let value = rules::parse(&FUNDING_THRESHOLD, typed.get("threshold"));
    if let Err(sentence) = &value {
        errors.add("threshold", format!("The threshold {sentence}"));
    }
    let from = date(typed.get("threshold_from"));
    if from.is_none() {
        errors.add("threshold_from", "Enter the first day on which it holds, like 2027-04-01");
    }
    let (Ok(value), Some(from)) = (value, from) else {
        return app.answer(&person, page(&load(&app, &person).await?, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let set = DatedSetting { name: FUNDING_THRESHOLD.name.to_owned(), value: value.to_string(), from };
    schools::set(&mut tx, &set).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Rule).detail(FUNDING_THRESHOLD.name)).await?;
    tx.commit().await?;
    Ok(back())
}

fn back() -> Response {
    Redirect::to("/settings/funding-bands").into_response()
}

/// A name as it is kept: as it was written first, whatever its capitals.
fn name<'a>(
    typed: &Typed,
    field: &'static str,
    what: &str,
    known: impl Iterator<Item = &'a str>,
    errors: &mut FormErrors,
) -> String {
    let given = typed.get(field);
    if given.is_empty() || given.chars().count() > LONGEST {
        errors.add(field, format!("Enter {what}, in at most {LONGEST} letters"));
    }
    let mut same = known.filter(|name| name.to_lowercase() == given.to_lowercase());
    same.next().unwrap_or(given).to_owned()
}

/// The band. One that differs from what stands for the same day is asked about once more.
fn read(typed: &Typed, held: &[HeldBand]) -> std::result::Result<FundingBand, FormErrors> {
    let mut errors = FormErrors::default();
    let authorities = held.iter().map(|one| one.band.authority.as_str());
    let authority = name(typed, "authority", "the authority", authorities, &mut errors);
    let of_it = held.iter().filter(|one| one.band.authority == authority).map(|one| one.band.name.as_str());
    let name = name(typed, "name", "the band as the authority calls it", of_it, &mut errors);
    let a_year = Pence::parse(typed.get("amount")).map_err(|problem| problem.to_string());
    let a_year = a_year.and_then(|pence| for_one_pupil(pence).map_err(|problem| problem.to_string()));
    let a_year = a_year.map_err(|problem| errors.add("amount", format!("The amount {problem}"))).ok();
    let from = date(typed.get("from_on"));
    if from.is_none() {
        errors.add("from_on", "Enter the first day on which it holds, like 2027-04-01");
    }
    let mut there = held.iter().map(|one| &one.band).filter(|band| band.is(&authority, &name));
    if let Some(old) = there.find(|band| Some(band.from) == from && a_year.is_some_and(|pence| pence != band.a_year))
        && typed.get(MEANT) != "yes"
    {
        let (pence, day) = (old.a_year, LongDay(old.from));
        errors.add("from_on", format!("{name} is {pence} a year from {day} already: say below that you correct it"));
    }
    match (a_year, from) {
        (Some(a_year), Some(from)) if errors.is_empty() => Ok(FundingBand { authority, name, a_year, from }),
        _ => Err(errors),
    }
}

fn page(shown: &BandsShown, typed: &Typed, errors: &FormErrors) -> Page {
    let body = html! {
        p.no-print { a href="/settings" { "Back to the settings" } }
        (error_summary(errors))
        h1 { (TITLE) }
        (threshold(shown, typed, errors))
        section aria-labelledby="bands" {
            h2 #bands { "Funding bands" }
            p { "What an authority pays for one pupil in a year, beyond what the school funds itself. A new amount holds from its day on; what was \
                 expected before stays as it was." }
            (bands(shown))
        }
        @if shown.changes { (band_form(typed, errors)) }
    };
    Page::new(TITLE, body).wrong(errors)
}

fn threshold(shown: &BandsShown, typed: &Typed, errors: &FormErrors) -> Markup {
    let in_force = Pence(Rules::on(shown.today, &shown.thresholds).get(FUNDING_THRESHOLD) * 100);
    let pounds = |set: &DatedSetting| rules::parse(&FUNDING_THRESHOLD, &set.value).map_or(0, |pounds| pounds * 100);
    let rows: Vec<Vec<Markup>> = shown
        .thresholds
        .iter()
        .map(|set| vec![html! { (LongDay(set.from)) }, html! { (Pence(pounds(set))) }])
        .collect();
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    html! {
        section aria-labelledby="threshold-now" {
            h2 #threshold-now { "The threshold: " (in_force) }
            p { "Up to so much additional support for one pupil in a year is the school’s own to fund, out of its notional SEN budget; top-up is for \
                 what goes beyond it. It is a threshold of what the school funds: never a pupil’s own money, and no condition for asking for an \
                 assessment." }
            (table("What was set, and from when", &["From", "Threshold"], &rows, "Nobody has set another: it is the usual one."))
            @if shown.changes {
                (post_form("/settings/funding-threshold").class("panel no-print").of(html! {
                    (number_input(&field("threshold", "Another threshold", "In whole pounds a year."), "£", ""))
                    (date_input(&field("threshold_from", "From", "The first day on which it holds.")))
                    (button("Set the threshold"))
                }))
            }
        }
    }
}

fn bands(shown: &BandsShown) -> Markup {
    let all: Vec<FundingBand> = shown.bands.iter().map(|held| held.band.clone()).collect();
    let mut heads = vec!["Band", "A year", "From", "Where the figure comes from"];
    if shown.changes {
        heads.push("Change");
    }
    let row = |held: &HeldBand| {
        let band = &held.band;
        let now = band_on(&all, &band.authority, &band.name, shown.today) == Some(band.a_year);
        let mut row = vec![
            html! { (band.authority) ": " (band.name) },
            html! { (band.a_year) },
            html! {
                (LongDay(band.from)) " "
                @if band.from > shown.today { (tag(Tone::Sky, "To come")) } @else if now { (tag(Tone::Good, "Now")) }
            },
            html! { @if held.source.is_empty() { "Not said" } @else { (held.source) } },
        ];
        if shown.changes {
            let action = format!("/settings/funding-bands/{}/withdrawal", held.id);
            row.push(post_form(action).class("no-print").of(html! {
                button.second type="submit" {
                    "Take it back" span.hidden { ": " (band.authority) ", " (band.name) ", from " (LongDay(band.from)) }
                }
            }));
        }
        row
    };
    let rows: Vec<_> = shown.bands.iter().map(row).collect();
    table("What each band brings", &heads, &rows, "No bands yet. What is expected can be entered as an amount, too.")
}

fn band_form(typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let corrects = errors.get("from_on").is_some() && date(typed.get("from_on")).is_some();
    let meant = field(MEANT, "What stands there is wrong", "");
    html! {
        h2.no-print { "Add a band, or a new amount" }
        (post_form("/settings/funding-bands").class("panel no-print").of(html! {
            (text_input(&field("authority", "Authority", "Pupils may come from several."), "text", "off"))
            (text_input(&field("name", "Band", "As the authority calls it."), "text", "off"))
            (number_input(&field("amount", "For one pupil in a year", "Without what the school funds itself."), "£", ""))
            (date_input(&field("from_on", "From", "The first day on which it holds.")))
            @if corrects || typed.get(MEANT) == "yes" {
                (checkboxes(&meant, &[("yes", "I correct it: what stood there was never so")], &[typed.get(MEANT)]))
            }
            (text_input(&field("source", "Where the figure comes from", "For example: the authority’s letter of March 2027"), "text", "off"))
            (button("Add the band"))
        }))
    }
}

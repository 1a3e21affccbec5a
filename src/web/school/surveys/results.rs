//! What a survey that is over says: a sentence, a table by theme, how it was before, and what was written.

use maud::{Markup, html};

use super::{SurveySeen, shown as load_shown};
use crate::{
    domain::{
        share::percent,
        survey::{SurveyOf, SurveyResults, Tally, Theme},
        time::Moment,
    },
    store::surveys::Survey,
    web::{
        frame::{error::Result, session::Person},
        ui::{lines::lines, table::table},
    },
};

/// The share of those who agree, and of how many.
fn yes(tally: Option<Tally>) -> String {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    match tally.and_then(|tally| Some((percent(count(tally.yes), count(tally.all()))?, tally.all()))) {
        Some((share, all)) => format!("{share}% of {all}"),
        None => "Not shown".to_owned(),
    }
}

fn of_theme(found: &SurveyResults, theme: Theme) -> Option<Tally> {
    found.themes.iter().find(|(one, _)| *one == theme).and_then(|(_, tally)| *tally)
}

/// Everything that may be shown of one.
pub(super) fn shown(seen: &SurveySeen, found: &SurveyResults) -> Markup {
    let of = seen.survey.of;
    let weakest = found.themes.iter().filter_map(|(theme, tally)| Some((*theme, (*tally)?)));
    let weakest = weakest.min_by_key(|(_, tally)| tally.yes * 1000 / tally.all().max(1));
    let rows: Vec<Vec<Markup>> = found.themes.iter().map(|(theme, tally)| row(*theme, of, *tally)).collect();
    html! {
        @if let Some((theme, tally)) = weakest {
            p.lead { "Fewest agree with “" (theme.statement(of)) "”: " (yes(Some(tally))) "." }
        }
        (table("What they said", &["Theme", "Yes", "Partly", "No", "Agree"], &rows, "Nothing may be shown."))
        (before(seen))
        @if !found.words.is_empty() {
            h2 { "In their own words" }
            p.hint { "In the order of the alphabet. Who wrote what is not kept." }
            ul { @for words in &found.words { li { (lines(words)) } } }
        }
    }
}

fn row(theme: Theme, of: SurveyOf, tally: Option<Tally>) -> Vec<Markup> {
    let count = |n: fn(Tally) -> usize| html! { @match tally { Some(tally) => (n(tally)), None => "Not shown" } };
    vec![
        html! { (theme.words()) br; span.muted { (theme.statement(of)) } },
        count(|tally| tally.yes),
        count(|tally| tally.partly),
        count(|tally| tally.no),
        html! { (yes(tally)) },
    ]
}

/// The same themes in every survey of the same people, the newest first.
fn before(seen: &SurveySeen) -> Markup {
    let over: Vec<(&Survey, &SurveyResults)> =
        seen.all.iter().filter_map(|(one, found)| Some((one, found.as_ref()?))).collect();
    let heads: Vec<String> = over.iter().map(|(one, _)| one.month()).collect();
    let heads: Vec<&str> = std::iter::once("Theme").chain(heads.iter().map(String::as_str)).collect();
    let rows: Vec<Vec<Markup>> = Theme::ALL
        .iter()
        .map(|theme| {
            let each = over.iter().map(|(_, found)| html! { (yes(of_theme(found, *theme))) });
            std::iter::once(html! { (theme.words()) }).chain(each).collect()
        })
        .collect();
    html! { @if over.len() > 1 { (table("How many agree, from survey to survey", &heads, &rows, "")) } }
}

/// Beside a section of a framework whose key is that of a theme: what families and pupils said last.
pub(in crate::web) async fn latest(
    conn: &mut sqlx::SqliteConnection,
    person: &Person,
    now: Moment,
    threshold: i64,
) -> Result<Vec<(Theme, String)>> {
    let all = load_shown(conn, person, now, threshold).await?;
    let last =
        |of: SurveyOf| all.iter().filter_map(|(one, found)| Some((one, found.as_ref()?))).find(|(one, _)| one.of == of);
    let said = SurveyOf::ALL.iter().filter_map(|of| last(*of)).flat_map(|(one, found)| {
        let words = |theme: &Theme| {
            let when = one.month();
            let sentence = format!(
                "{}, {when}: {} agree with “{}”",
                one.of.words(),
                yes(Some(of_theme(found, *theme)?)),
                theme.statement(one.of)
            );
            Some((*theme, sentence))
        };
        Theme::ALL.iter().filter_map(words).collect::<Vec<_>>()
    });
    Ok(said.collect())
}

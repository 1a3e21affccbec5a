//! The form of one assessment.

use chrono::NaiveDate;
use maud::html;

use super::Measures;
use crate::{
    domain::{
        ids::{AssessmentId, ScoredMeasureId},
        target::Score,
        time::LongDay,
    },
    store::{
        assessments::{HeldAssessment, NewAssessment},
        pupils::head::Head,
    },
    web::{
        form::{
            days::day_gone,
            fields::{Field, FormErrors, date_input, number_input, select, text_input, textarea},
            typed::{Typed, cut, given},
        },
        frame::page::Page,
        pupil::head,
        ui::button::button,
    },
};

/// The form. `id` is the assessment that is put right.
pub(super) fn page(
    head: &Head,
    id: Option<AssessmentId>,
    measures: &Measures,
    typed: &Typed,
    errors: &FormErrors,
) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let named = |(id, one): &(ScoredMeasureId, _)| {
        let one: &crate::domain::scored_measure::ScoredMeasure = one;
        (id.to_string(), format!("{} ({} to {})", one.name, one.lowest, one.highest))
    };
    let named: Vec<(String, String)> = measures.iter().map(named).collect();
    let mut options = vec![("", "Nothing was measured")];
    options.extend(named.iter().map(|(id, words)| (id.as_str(), words.as_str())));
    let fields = html! {
        p { "A score, or a judgement in words, or both. Of a licensed test keep the score only, and none of its questions." }
        (date_input(&field("assessed_on", "When was it assessed?", "")))
        (select(&field("measure", "Scored measure", "The SENCO keeps the list."), &options))
        (number_input(&field("score", "Score", ""), "", ""))
        (textarea(&field("judgement", "Judgement in words", "What the teacher sees, compared with before and with others of that age."), 3))
        (text_input(&field("assessor", "Who assessed", "A name or a role; it may be somebody from outside."), "text", "off"))
        (textarea(&field("shows", "What it shows", "What follows for the support. May be left empty."), 2))
        p.actions { (button(if id.is_some() { "Put it right" } else { "Save the assessment" })) }
    };
    let (title, action) = match id {
        Some(id) => ("Put an assessment right", format!("/assessments/{id}/edit")),
        None => ("Add an assessment", "/assessments".to_owned()),
    };
    head::form(head, "/assessments", title, errors, &action, &fields)
}

pub(super) fn typed(held: &HeldAssessment) -> Typed {
    let mut typed = Typed::default();
    typed.set("assessed_on", held.on.to_string());
    if let Some(scored) = &held.scored {
        typed.set("measure", scored.measure_id.to_string());
        typed.set("score", scored.score.to_string());
    }
    typed.set("judgement", held.judgement.as_str());
    typed.set("assessor", held.assessor.as_str());
    typed.set("shows", held.shows.as_str());
    typed
}

/// What was sent, as it is kept, or what is wrong with it.
pub(super) fn read(
    typed: &Typed,
    head: &Head,
    measures: &Measures,
    today: NaiveDate,
) -> Result<NewAssessment, FormErrors> {
    let mut errors = FormErrors::default();
    let on = day_gone(typed, "assessed_on", "the day", today, &mut errors);
    // What an earlier school or a nursery found out is older than the roll, but nobody is assessed decades ago.
    if let Some(on) = on.filter(|on| *on < today - chrono::Days::new(366 * 20)) {
        errors.add("assessed_on", format!("{} is too long ago for {}", LongDay(on), head.name.forename));
    }
    let scored = scored(typed, measures, &mut errors);
    let judgement = cut(typed.get("judgement"));
    if typed.get("measure").is_empty() && typed.get("score").is_empty() && judgement.is_empty() {
        errors.add("judgement", "Choose a measure with its score, or say in words what was found");
    }
    given(typed, "assessor", "Enter who assessed", &mut errors);
    match on {
        Some(on) if errors.is_empty() => {
            let text = |field| cut(typed.get(field));
            Ok(NewAssessment { on, scored, judgement, assessor: text("assessor"), shows: text("shows") })
        }
        _ => Err(errors),
    }
}

fn scored(typed: &Typed, measures: &Measures, errors: &mut FormErrors) -> Option<(ScoredMeasureId, Score)> {
    let (asked, score) = (typed.get("measure"), typed.get("score"));
    if asked.is_empty() {
        if !score.is_empty() {
            errors.add("measure", "Choose what the score is on");
        }
        return None;
    }
    let Some((id, measure)) = measures.iter().find(|(id, _)| id.to_string() == asked) else {
        errors.add("measure", "This measure has been changed or taken out meanwhile: choose again");
        return None;
    };
    match Score::parse(score) {
        Err(problem) => errors.add("score", format!("The score {problem}")),
        Ok(score) => match measure.fits(score) {
            Err(problem) => errors.add("score", problem.to_string()),
            Ok(()) => return Some((*id, score)),
        },
    }
    None
}

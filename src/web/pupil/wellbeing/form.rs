//! The two forms: for the pupil large, with faces and few words; for an adult with the steps of the scale.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        ids::StaffId,
        time::LongDay,
        wellbeing::{Answers, Filled, Measure, Rating, Source},
    },
    store::{pupils::head::Head, wellbeing::NewWellbeing},
    web::{
        form::{
            days::day_gone,
            fields::{Field, FormErrors, date_input, error_summary, select, text_input},
            typed::{Typed, cut},
        },
        frame::page::Page,
        pupil::head,
        ui::{button::button, face::face, post_form::post_form},
    },
};

/// What is sent where they did not want to say.
const SILENT: &str = "none";

/// The pupil's own page: no way to anybody else's, nothing of needs, plans or costs.
pub(super) fn for_the_pupil(head: &Head, typed: &Typed, errors: &FormErrors) -> Page {
    let name = &head.name.forename;
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let own = format!("/pupils/{}/wellbeing", head.id);
    let body = html! {
        div.my-card {
            (error_summary(errors))
            h1 { "How are you, " (name) "?" }
            p.my-name { "Choose a face. There is no wrong answer." }
            (post_form(&own).of(html! {
                input type="hidden" name="source" value=(Source::Pupil.as_code());
                @for measure in Measure::ALL { (faces(*measure, typed, errors)) }
                fieldset.row {
                    legend { "For the grown-up" }
                    (text_input(&field("with_whom", "Who sat with the pupil", "Leave it empty if nobody did."), "text", "off"))
                    (date_input(&field("said_on", "Day", "")))
                }
                p.actions { (button("I am done")) a.second href=(own) { "Stop" span.hidden { ", nothing is kept" } } }
            }))
        }
    };
    Page::new(format!("How are you, {name}?"), body).wrong(errors)
}

fn faces(measure: Measure, typed: &Typed, errors: &FormErrors) -> Markup {
    let choice = |rating: Rating| (rating.as_code(), html! { (face(rating)) span { (rating.words()) } });
    scale(
        measure,
        measure.for_a_child(),
        Rating::ALL.iter().copied().map(choice),
        "I do not want to say",
        typed,
        errors,
    )
}

/// What the pupil sees afterwards.
pub(super) fn thanks(head: &Head) -> Markup {
    html! {
        div.my-card {
            h1 { "Thank you, " (head.name.forename) "!" }
            p.my-name { (face(Rating::Five)) }
            p { "It is saved. Give the grown-up their place back." }
            p.actions { a.second href=(format!("/pupils/{}/wellbeing", head.id)) { "For the grown-up: go on" } }
        }
    }
}

/// What an adult says.
pub(super) fn for_an_adult(head: &Head, staff: &[(String, String)], typed: &Typed, errors: &FormErrors) -> Page {
    let options: Vec<(&str, &str)> = staff.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let fields = html! {
        p { "What you have seen this term. It never stands for what " (head.name.forename) " says." }
        input type="hidden" name="source" value=(Source::Adult.as_code());
        @for measure in Measure::ALL { (steps(*measure, typed, errors)) }
        (select(&field("rater", "Whose view this is", ""), &options))
        (date_input(&field("said_on", "Day", "")))
        p.actions { (button("Save what was seen")) }
    };
    head::form(head, "/wellbeing", "Wellbeing, as an adult sees it", errors, "/wellbeing", &fields)
}

fn steps(measure: Measure, typed: &Typed, errors: &FormErrors) -> Markup {
    let choice = |rating: Rating| (rating.as_code(), html! { span { (rating.as_code()) " " (rating.for_an_adult()) } });
    let label = format!("{}: {}", measure.words(), measure.for_an_adult().to_lowercase());
    scale(measure, &label, Rating::ALL.iter().copied().map(choice), "Cannot say", typed, errors)
}

/// One measure with its steps and the way to say nothing.
fn scale(
    measure: Measure,
    label: &str,
    steps: impl Iterator<Item = (&'static str, Markup)>,
    silent: &str,
    typed: &Typed,
    errors: &FormErrors,
) -> Markup {
    let (name, error) = (measure.as_code(), errors.get(measure.as_code()));
    let error_id = format!("{name}-error");
    html! {
        fieldset.field.wellbeing-scale.field-wrong[error.is_some()] id=(name) tabindex="-1" aria-describedby=[error.map(|_| &error_id)] {
            legend { (label) }
            @if let Some(error) = error { p.field-error id=(error_id) { span.hidden { "Error: " } (error) } }
            div.drawings {
                @for (code, shown) in steps.chain([(SILENT, html! { span { (silent) } })]) {
                    @let id = format!("{name}-{code}");
                    div.press {
                        input type="radio" id=(id) name=(name) value=(code) checked[typed.get(name) == code];
                        label for=(id) { (shown) }
                    }
                }
            }
        }
    }
}

/// What was sent, as it is kept, or what is wrong with it.
pub(super) fn read(
    typed: &Typed,
    source: Source,
    head: &Head,
    raters: &[(String, String)],
    today: NaiveDate,
) -> Result<NewWellbeing, FormErrors> {
    let mut errors = FormErrors::default();
    let answers = answers(typed, source, &mut errors);
    let rater = match source {
        Source::Pupil => None,
        Source::Adult => {
            let found = raters.iter().find(|(id, _)| id == typed.get("rater")).and_then(|(id, _)| id.parse().ok());
            if found.is_none() {
                errors.add("rater", "Choose whose view this is");
            }
            found.map(StaffId)
        }
    };
    let on = day_gone(typed, "said_on", "the day", today, &mut errors);
    if let Some((on, first)) = on.zip(head.roll.first()).filter(|(on, first)| *on < first.from) {
        let name = &head.name.forename;
        errors.add("said_on", format!("{} is before {name} came on roll, on {}", LongDay(on), LongDay(first.from)));
    }
    match on {
        Some(on) if errors.is_empty() => {
            let with_whom = if source == Source::Pupil { cut(typed.get("with_whom")) } else { String::new() };
            Ok(NewWellbeing { filled: Filled { on, source, answers }, rater, with_whom })
        }
        _ => Err(errors),
    }
}

fn answers(typed: &Typed, source: Source, errors: &mut FormErrors) -> Answers {
    let mut answers = Answers::default();
    for (place, measure) in answers.0.iter_mut().zip(Measure::ALL) {
        let sent = typed.get(measure.as_code());
        *place = Rating::from_code(sent);
        if place.is_none() && sent != SILENT {
            let said = match source {
                Source::Pupil => {
                    format!("Choose a face for “{}”, or that you do not want to say", measure.for_a_child())
                }
                Source::Adult => format!("{}: choose a step, or that you cannot say", measure.words()),
            };
            errors.add(measure.as_code(), said);
        }
    }
    // A pupil who was asked and did not want to say has answered; an adult who can say nothing has seen nothing.
    if source == Source::Adult && answers.is_silent() && errors.is_empty() {
        errors.add(
            Measure::Confidence.as_code(),
            "Choose a step for at least one of the five: otherwise there is nothing to keep",
        );
    }
    answers
}

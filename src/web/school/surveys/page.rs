//! The list of surveys, one of them whole, and the form for an answer on paper.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{SurveySeen, is_done, results};
use crate::{
    domain::{
        adult_needs::Way,
        count::counted,
        language::Language,
        notice::HeldBack,
        reminder::{SurveyNews, leaves},
        survey::{LEAST, SurveyOf, response},
        time::{LongDay, Moment},
    },
    store::surveys::{Survey, ToAsk},
    texts::Words,
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, number_input, radios, second_button, textarea},
            typed::Typed,
        },
        frame::page::Page,
        parent::surveys::questions,
        ui::{
            button::button,
            lines::lines,
            post_form::post_form,
            report_nav::{ways, ways_of_governors},
            table::table,
            tag::{Tone, tag},
            who_gets_what::{Reached, who_gets_what},
        },
    },
};

const TITLE: &str = "Surveys";

/// "Families, November 2026".
fn name(one: &Survey) -> String {
    format!("{}, {}", one.of.words(), one.month())
}

pub(super) fn list(
    all: &[Survey],
    (changes, board): (bool, bool),
    today: NaiveDate,
    typed: &Typed,
    errors: &FormErrors,
) -> Page {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            let stands = if today <= one.closes_on { tag(Tone::Sky, "Open") } else { tag(Tone::Quiet, "Over") };
            vec![
                html! { a href=(format!("/surveys/{}", one.id)) { (name(one)) } },
                html! { (LongDay(one.closes_on)) " " (stands) },
                html! { (response(one.asked, one.answered)) },
            ]
        })
        .collect();
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let whom: Vec<_> = SurveyOf::ALL.iter().map(|of| (of.as_code(), of.words())).collect();
    let body = html! {
        @if board { (ways("/surveys", true)) } @else { (ways_of_governors("/surveys")) }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "Five questions, one for each theme of what families expect, answered without a name. Once a year is enough." }
        (table("The newest first", &["Who", "Until", "Answers"], &rows, "Nobody has been asked yet."))
        @if changes {
            h2.no-print { "Begin a survey" }
            (post_form("/surveys").class("panel no-print").of(html! {
                (radios(&field("whom", "Who is asked", ""), &whom))
                (date_input(&field("closes_on", "Its last day", "Two or three weeks are enough.")))
                p.hint { "Nothing is sent yet: the next page shows who gets what." }
                (button("Begin"))
            }))
        }
    };
    Page::new(TITLE, body).wrong(errors)
}

pub(super) fn one(seen: &SurveySeen, typed: &Typed, errors: &FormErrors) -> Page {
    let survey = &seen.survey;
    let title = name(survey);
    let body = html! {
        p.no-print { a href="/surveys" { "Back to the surveys" } }
        (error_summary(errors))
        h1 { (title) }
        p.lead {
            (response(survey.asked, survey.answered)) ". "
            @if seen.is_open() { "Open until " } @else { "It was open until " }
            (LongDay(survey.closes_on)) "."
        }
        @match seen.results() {
            Some(found) => (results::shown(seen, found)),
            None if seen.is_open() => p {
                "What was said is shown once the survey is over: whoever looks before and after one answer would read that answer."
            },
            None => p { "Fewer than " (LEAST) " answered, or fewer than the school’s own threshold: nothing is shown." },
        }
        @if let Some(words) = &survey.action { h2 { "What the school did about it" } p { (lines(words)) } }
        @if seen.may_change { (to_do(seen, typed, errors)) }
    };
    Page::new(title, body).wrong(errors)
}

fn to_do(seen: &SurveySeen, typed: &Typed, errors: &FormErrors) -> Markup {
    let there = format!("/surveys/{}", seen.survey.id);
    html! {
        div.no-print {
            @if seen.is_open() {
                @if seen.survey.of == SurveyOf::Families && seen.may_send { (sending(seen, &there)) }
                h2 { "On paper" }
                (sheets(seen, &there, typed, errors))
                p { a href=(format!("{there}/answers")) { "Type in an answer that came on paper" } }
            } @else {
                h2 { "Tell families what you did" }
                (post_form(format!("{there}/action")).class("panel").of(html! {
                    (textarea(&Field {
                        name: "words",
                        label: "What the school did, or will do, and by when",
                        hint: "Families read it as you write it, behind the link that they have. Name nobody.",
                        value: typed.get("words"),
                        errors,
                    }, 4))
                    (button("Save"))
                }))
                @if seen.survey.action.is_some() && seen.may_send { (send(seen, &there, SurveyNews::Acted, "Tell")) }
            }
        }
    }
}

/// Who gets what, and the buttons that send it.
fn sending(seen: &SurveySeen, there: &str) -> Markup {
    let all: Vec<Reached> = seen.families.iter().map(family).collect();
    html! {
        h2 { "By message" }
        (send(seen, there, SurveyNews::Asked, "Ask"))
        (send(seen, there, SurveyNews::Again, "Remind"))
        details {
            summary { "Who is asked (" (seen.families.len()) ")" }
            (who_gets_what("Families of pupils with SEN", "What", &all))
        }
    }
}

fn family(one: &ToAsk) -> Reached {
    Reached {
        name: one.name.full(),
        about: String::new(),
        language: one.language.clone(),
        how: one.address.as_ref().map(|_| Way::Mail).map_err(HeldBack::words),
        // Whether somebody has answered is for nobody to read.
        more: if one.asked.is_some() { "Asked already" } else { "" },
    }
}

fn send(seen: &SurveySeen, there: &str, news: SurveyNews, verb: &str) -> Markup {
    let waiting = i64::try_from(seen.waiting(news)).unwrap_or(i64::MAX);
    let (_, opens): (NaiveDate, Moment) = leaves(&seen.calendar, seen.now);
    let whom = match news {
        SurveyNews::Again => " who have not answered",
        SurveyNews::Asked | SurveyNews::Acted => "",
    };
    html! {
        @for one in seen.sendings.iter().filter(|one| one.news == news) {
            p { (counted(one.messages, "parent or carer was", "parents and carers were")) " " (news.words()) " on " (LongDay(one.at.today())) "." }
        }
        @if waiting > 0 && is_done(&seen.sendings, news).is_none() {
            (post_form(format!("{there}/messages")).of(html! {
                input type="hidden" name="news" value=(news.as_code());
                p { (button(&format!("{verb} {}{whom}", counted(waiting, "parent or carer", "parents and carers")))) }
                @if opens > seen.now { p.hint { "The messages leave on " (LongDay(opens.today())) "." } }
            }))
        }
    }
}

/// Sheets for whoever is not asked by message.
fn sheets(seen: &SurveySeen, there: &str, typed: &Typed, errors: &FormErrors) -> Markup {
    let silent = seen.families.iter().filter(|one| one.address.is_err()).count();
    html! {
        (post_form(format!("{there}/sheets")).class("panel").of(html! {
            @match seen.survey.of {
                SurveyOf::Families => {
                    p {
                        (silent) " of those who are asked get no e-mail. A sheet each, with their name on top to hand it out, a code that leads a "
                        "phone to the page, and the questions to be answered by pen."
                    }
                }
                SurveyOf::Pupils => {
                    (number_input(&Field {
                        name: "sheets",
                        label: "How many sheets",
                        hint: "One for each pupil who is asked. No name stands on them.",
                        value: typed.get("sheets"),
                        errors,
                    }, "", ""))
                }
            }
            (second_button("Make the sheets"))
        }))
    }
}

pub(super) fn paper(seen: &SurveySeen, typed: &Typed, errors: &FormErrors) -> Page {
    let there = format!("/surveys/{}", seen.survey.id);
    let body = html! {
        p.no-print { a href=(there) { "Back to the survey" } }
        (error_summary(errors))
        h1 { "An answer on paper" }
        p.lead { (response(seen.survey.asked, seen.survey.answered)) ". Type it in as it stands, then destroy the sheet." }
        (post_form(format!("{there}/answers")).class("panel").of(html! {
            (questions(&Words::shipped(Language::English), seen.survey.of, typed, errors))
            (button("Save this answer"))
        }))
    };
    Page::new("An answer on paper", body).wrong(errors)
}

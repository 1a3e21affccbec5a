//! The messages of a survey. Nothing in them says why a family is asked.

use anyhow::Context;
use chrono::NaiveDate;

use super::{super::safe, Facts, in_both, told::greeting};
use crate::{
    args,
    domain::{language::Language, reminder::SurveyNews},
    mail::letter::Letter,
    texts::Words,
};

/// The text, in the language of the family and in English.
pub(super) fn letter(facts: &Facts<'_>, news: SurveyNews, closes_on: NaiveDate) -> anyhow::Result<Letter> {
    in_both(facts.words, |words| in_language(facts, words, news, closes_on))
}

fn in_language(facts: &Facts<'_>, words: &Words, news: SurveyNews, closes_on: NaiveDate) -> anyhow::Result<Letter> {
    let (school, link) = (safe::line(&facts.school.name), facts.link.context("a survey needs a link")?);
    let link = match words.language() {
        Language::English => link.to_owned(),
        other => format!("{link}?lang={}", other.as_code()),
    };
    let (of_school, by) = (args!["school" => school.as_str()], args!["day" => words.day(closes_on)]);
    let [subject, first] = match news {
        SurveyNews::Asked => ["survey-subject", "survey-words"],
        SurveyNews::Again => ["survey-again-subject", "survey-again-words"],
        SurveyNews::Acted => ["survey-acted-subject", "survey-acted-words"],
    };
    let letter = Letter::new(words.say_with(subject, &of_school))
        .text(greeting(words, facts.name))
        .text(words.say_with(first, &of_school));
    let letter = match news {
        SurveyNews::Asked | SurveyNews::Again => letter
            .text(words.say("survey-nameless"))
            .action(words.say_with("survey-by", &by), words.say("survey-button"), link)
            .text(words.say("survey-end")),
        SurveyNews::Acted => letter
            .action(words.say("survey-acted-here"), words.say("survey-acted-button"), link)
            .text(words.say("survey-acted-end")),
    };
    let letter = letter.lines([school, safe::line(&facts.school.address)]);
    Ok(letter.text(if words.is_draft() { words.say("not-checked") } else { String::new() }))
}

//! The code in front of what was agreed. It says nothing but the code: whoever asked knows what for.

use super::{super::safe, Facts, told::greeting};
use crate::{args, domain::reading_code::CODE_SECONDS, mail::letter::Letter, texts::Words};

pub(super) fn reading_code(facts: &Facts<'_>, digits: &str) -> Letter {
    let letter = in_language(facts, facts.words, digits);
    if facts.words.language().is_english() {
        return letter;
    }
    let in_english = facts.words.in_english();
    let english = in_language(facts, &in_english, digits).first(in_english.say("english-follows"));
    letter.with_english(facts.words.language(), english)
}

fn in_language(facts: &Facts<'_>, words: &Words, digits: &str) -> Letter {
    let until = facts.planned.not_before.plus_seconds(CODE_SECONDS).local();
    let (day, time) = (words.day(until.date()), words.clock(until.time()));
    Letter::new(words.say_with("code-subject", &args!["school" => safe::line(&facts.school.name)]))
        .text(greeting(words, facts.name))
        .text(words.say_with("code-words", &args!["digits" => digits]))
        .text(words.say_with("code-until", &args!["day" => day, "time" => time]))
        .text(words.say("code-nobody"))
        .lines([safe::line(&facts.school.name), safe::line(&facts.school.phone)])
}

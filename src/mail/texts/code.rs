//! The code in front of what was agreed. It says nothing but the code: whoever asked knows what for.

use super::{super::safe, Facts, dear};
use crate::{
    domain::{
        reading_code::CODE_SECONDS,
        time::{ClockTime, Day},
    },
    mail::letter::Letter,
};

pub(super) fn reading_code(facts: &Facts<'_>, digits: &str) -> Letter {
    let until = facts.planned.not_before.plus_seconds(CODE_SECONDS).local();
    Letter::new(format!("{}: your code", facts.school.name))
        .text(dear(facts.name))
        .text(format!("Your code is {digits}. Type it on the page where you asked for it."))
        .text(format!("It works until {} at {}.", Day(until.date()), ClockTime(until.time())))
        .text("Give it to nobody: we never ask for it by phone or e-mail. If you did not ask for a code, there is nothing to do.")
        .lines([safe::line(&facts.school.name), safe::line(&facts.school.phone)])
}

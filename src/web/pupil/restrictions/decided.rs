//! What a restriction does, as it is entered or decided: which effects, until when, and what was checked.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::restriction::{Effect, Effects, check_days, check_effects},
    store::restrictions::Decided,
    web::form::{
        days::date,
        fields::{Field, FormErrors, checkboxes, date_input, text_input},
        typed::Typed,
    },
};

/// The choice beside the effects: nothing of them, and what that means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// It is not known yet, and everything is held back.
    NotSure,
    /// It does nothing any more.
    MayContact,
}

impl Otherwise {
    /// Its value and label.
    fn choice(self) -> (&'static str, &'static str) {
        match self {
            Self::NotSure => ("check", "I am not sure yet: hold everything back until it has been checked"),
            Self::MayContact => ("none", "Nothing: they may be contacted as anybody"),
        }
    }
}

fn chosen(typed: &Typed) -> Vec<&str> {
    typed.0.iter().filter(|(name, _)| name == "does").map(|(_, value)| value.as_str()).collect()
}

/// The fields.
pub(super) fn fields(typed: &Typed, errors: &FormErrors, otherwise: Otherwise) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let options: Vec<(&str, &str)> =
        Effect::ALL.iter().map(|e| (e.as_code(), e.words())).chain([otherwise.choice()]).collect();
    html! {
        (checkboxes(&field("does", "What it does", "It does this from the moment you save, and nothing else."), &options, &chosen(typed)))
        (date_input(&field("until_on", "Last day", "Where an order has one. It ends with that day by itself; leave it open otherwise.")))
        (text_input(&field("seen", "What you checked", "The order itself, a letter, whom you asked"), "text", "off"))
    }
}

/// What was decided; `None` within: nothing yet, it is to be checked.
pub(super) fn read(
    typed: &Typed,
    errors: &mut FormErrors,
    otherwise: Otherwise,
    (from, today): (Option<NaiveDate>, NaiveDate),
) -> Option<Option<Decided>> {
    let chosen = chosen(typed);
    let effects: Effects = chosen.iter().filter_map(|code| Effect::from_code(code)).collect();
    let alone = chosen.contains(&otherwise.choice().0);
    if alone && !effects.is_empty() {
        errors.add("does", "Choose what it does, or the last line by itself");
    } else if !alone && let Err(rule) = check_effects(&effects) {
        errors.add("does", rule);
    }
    let typed_until = typed.get("until_on").trim();
    let until = date(typed_until);
    if until.is_none() && !typed_until.is_empty() {
        errors.add("until_on", "Enter the last day as a date, or leave it open");
    }
    if let Err((field, rule)) = check_days(from.unwrap_or(today), until, today) {
        errors.add(field, rule);
    }
    if alone && otherwise == Otherwise::NotSure {
        return errors.is_empty().then_some(None);
    }
    if typed.get("seen").trim().is_empty() {
        errors.add("seen", "Write down what you checked");
    }
    let note = typed.get("note").trim().to_owned();
    let decided = Decided { effects, until, seen: typed.get("seen").trim().to_owned(), note };
    errors.is_empty().then_some(Some(decided))
}

//! Raising a concern: what was typed, what is wrong with it, and the form.

use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    domain::sen_status::Told,
    store::{concerns::Content, pupils::page::Listed},
    web::{
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary, radios, text_input, textarea},
        },
        ui::{button::button, post_form::post_form},
    },
};

pub(super) const TITLE: &str = "Raise a concern";

/// The longest text of one box, in letters.
const LONGEST: usize = 4000;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ConcernFields {
    seen: String,
    noticed_on: String,
    tried: String,
    tried_for: String,
    happened: String,
    told: String,
    told_on: String,
    told_how: String,
    why_not: String,
}

impl ConcernFields {
    /// What it says.
    ///
    /// # Errors
    /// What is missing or cannot be, in the order of the form.
    pub(super) fn content(&self, today: NaiveDate) -> Result<Content, FormErrors> {
        let mut errors = FormErrors::default();
        let seen = given(&mut errors, "seen", &self.seen, "Write down what you see");
        let noticed_on = match self.noticed_on.trim() {
            "" => Some(today),
            typed => past(&mut errors, "noticed_on", typed, today),
        };
        let tried = given(&mut errors, "tried", &self.tried, "Write down what has been tried, or that nothing has yet");
        let happened = given(&mut errors, "happened", &self.happened, "Write down what happened");
        let parents = self.parents(&mut errors, today);
        match (noticed_on, parents) {
            (Some(noticed_on), Some(parents)) if errors.is_empty() => {
                Ok(Content { noticed_on, seen, tried, tried_for: self.tried_for.trim().to_owned(), happened, parents })
            }
            _ => Err(errors),
        }
    }

    fn parents(&self, errors: &mut FormErrors, today: NaiveDate) -> Option<Told> {
        match self.told.as_str() {
            "yes" => {
                let on = past(errors, "told_on", &self.told_on, today);
                let how = given(errors, "told_how", &self.told_how, "Say how you told them");
                on.map(|on| Told::On(on, how))
            }
            "no" => Some(Told::NotYet(given(errors, "why_not", &self.why_not, "Say why they do not know yet"))),
            _ => {
                errors.add("told", "Choose whether the parents have been told");
                None
            }
        }
    }
}

fn given(errors: &mut FormErrors, name: &'static str, typed: &str, missing: &str) -> String {
    let text = typed.trim();
    if text.is_empty() {
        errors.add(name, missing);
    } else if text.chars().count() > LONGEST {
        errors.add(name, format!("Use at most {LONGEST} letters"));
    }
    text.to_owned()
}

/// A day that has come, and that is not a slip of the keyboard.
pub(super) fn past(errors: &mut FormErrors, name: &'static str, typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let found = date(typed.trim());
    match found {
        None => errors.add(name, "Enter a date like 2026-11-24"),
        Some(on) if on > today => errors.add(name, "Enter a day that has come"),
        Some(on) if (today - on).num_days() > 3660 => errors.add(name, "Check the year"),
        Some(_) => {}
    }
    found
}

pub(super) fn page(about: &Listed, typed: &ConcernFields, errors: &FormErrors) -> Markup {
    let field = |name, label, hint, value| Field { name, label, hint, value, errors };
    html! {
        p.no-print { a href=(format!("/pupils/{}/concerns", about.id)) { "Back to the concerns about " (about.name.forename) } }
        (error_summary(errors))
        h1 { (TITLE) }
        p.lead { "About " strong { (about.name.full()) } @if !about.class.is_empty() { ", " (about.class) } ". The SENCO reads it and answers you." }
        p.avoid-this { span { strong { "Is a child at risk of harm? " } "Do not write it here. Speak to the designated safeguarding lead now." } }
        (post_form(format!("/pupils/{}/concerns", about.id)).class("panel").of(html! {
            (textarea(
                &field(
                    "seen",
                    "What do you see?",
                    "What the pupil does, when and where. What you have seen, rather than what it may be called.",
                    &typed.seen,
                ),
                4,
            ))
            (date_input(&field("noticed_on", "Since about when?", "Leave it empty if it is today.", &typed.noticed_on)))
            (textarea(&field("tried", "What has been tried?", "", &typed.tried), 3))
            (text_input(&field("tried_for", "For how long?", "For example: six weeks, every morning.", &typed.tried_for), "text", "off"))
            (textarea(&field("happened", "What happened?", "What got better, what did not.", &typed.happened), 3))
            (radios(&field("told", "Have the parents been told?", "", &typed.told), &[("yes", "Yes"), ("no", "Not yet")]))
            (date_input(&field("told_on", "If yes: when?", "", &typed.told_on)))
            (text_input(
                &field(
                    "told_how",
                    "If yes: how, and what did they say?",
                    "For example: by phone, they see it at home too.",
                    &typed.told_how,
                ),
                "text",
                "off",
            ))
            (text_input(&field("why_not", "If not yet: why not?", "", &typed.why_not), "text", "off"))
            (button("Send to the SENCO"))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> ConcernFields {
        ConcernFields {
            seen: "Loses the thread".into(),
            tried: "Cards".into(),
            happened: "Better".into(),
            told: "no".into(),
            why_not: "Away".into(),
            ..ConcernFields::default()
        }
    }

    #[test]
    fn every_part_is_asked_for_in_the_order_of_the_form() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 18).unwrap();
        assert!(whole().content(today).is_ok());
        assert_eq!(whole().content(today).unwrap().noticed_on, today);
        let errors = ConcernFields::default().content(today).unwrap_err();
        assert!(["seen", "tried", "happened", "told"].iter().all(|f| errors.get(f).is_some()), "{errors:?}");
        let told = ConcernFields { told: "yes".into(), told_on: "2026-11-19".into(), ..whole() };
        let errors = told.content(today).unwrap_err();
        assert!(errors.get("told_on").is_some() && errors.get("told_how").is_some(), "{errors:?}");
        let long = ConcernFields { seen: "x".repeat(LONGEST + 1), ..whole() };
        assert!(long.content(today).unwrap_err().get("seen").is_some());
        let slip = ConcernFields { noticed_on: "0026-11-01".into(), ..whole() };
        assert!(slip.content(today).is_err());
    }
}

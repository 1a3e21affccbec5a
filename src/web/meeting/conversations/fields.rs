//! The parts of a structured conversation as fields: the same in the view that parents see and on the page that the school fills in.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::recording::{self, RecordingContext};
use crate::{
    domain::{
        conversation::{Agreement, Doer, Done, OtherRole},
        time::Day,
    },
    store::conversations::{Invited, agreed::Action},
    web::form::{
        fields::{Field, FormErrors, date_input, radios, select, text_input, textarea},
        typed::Typed,
    },
};

/// Lines for what is agreed, and for who else is there, before anything is typed.
const ACTIONS: usize = 3;
const OTHERS: usize = 1;

/// Which interpreters those people need.
pub(super) fn interpreters<'a>(people: impl IntoIterator<Item = &'a Invited>) -> Markup {
    let languages: BTreeSet<&str> = people.into_iter().filter_map(|one| one.needs.interpreter()).collect();
    html! {
        @if !languages.is_empty() {
            p.hint { "An interpreter was asked for: " (languages.into_iter().collect::<Vec<_>>().join(", ")) "." }
        }
    }
}

/// One form, with what was typed into it.
#[derive(Clone, Copy)]
pub(super) struct RecordFields<'a> {
    pub(super) known: &'a RecordingContext,
    pub(super) typed: &'a Typed,
    pub(super) errors: &'a FormErrors,
}

impl<'a> RecordFields<'a> {
    fn field<'b>(&self, name: &'b str, label: &'b str, hint: &'b str) -> Field<'b>
    where
        'a: 'b,
    {
        Field { name, label, hint, value: self.typed.get(name), errors: self.errors }
    }

    /// Listening: what goes well, and what does not.
    pub(super) fn explore(&self) -> Markup {
        html! {
            (textarea(&self.field("going_well", "What is going well", ""), 3))
            (textarea(&self.field("worries", "What people worry about", ""), 3))
        }
    }

    /// What matters most.
    pub(super) fn focus(&self) -> Markup {
        textarea(&self.field("focus", "What matters most now", "One or two things, in everybody’s words"), 2)
    }

    /// What became of what was agreed before; only the actions that the caller may show here.
    pub(super) fn before(&self, before: &[&Action]) -> Markup {
        let options: Vec<_> = Done::ALL.iter().map(|d| (d.as_code(), d.words())).collect();
        html! {
            @if !before.is_empty() {
                h3 { "What we agreed before" }
                @for one in before {
                    @let name = recording::done(one);
                    @let label = format!("{} ({})", one.wording, who_when(one));
                    div.points { (radios(&self.field(&name, &label, ""), &options)) }
                }
            }
        }
    }

    /// Who does what by when. `more` is the address that keeps the form and shows it with more lines.
    pub(super) fn plan(&self, more: Option<&str>) -> Markup {
        let people: Vec<_> = self.known.staff.iter().map(|(id, name)| (format!("staff-{id}"), name.formal())).collect();
        let mut who = vec![("", "Choose"), (Doer::Home.as_code(), Doer::Home.words())];
        who.extend(people.iter().map(|(id, name)| (id.as_str(), name.as_str())));
        who.push((Doer::Agency.as_code(), Doer::Agency.words()));
        let lines = self.lines("action", "what").max(ACTIONS);
        html! {
            @for n in 0..lines {
                @let [what, doer, by] = ["what", "who", "by"].map(|field| format!("action-{n}-{field}"));
                fieldset.row.agreed {
                    legend { "We agree " (n + 1) }
                    (text_input(&self.field(&what, "What", ""), "text", "off"))
                    (select(&self.field(&doer, "Who", ""), &who))
                    (date_input(&self.field(&by, "By when", "Empty: from now on")))
                }
            }
            @if let Some(more) = more {
                p.no-print { button.second type="submit" formaction=(more) formnovalidate { "More lines" } }
            }
            (textarea(&self.field("agreed", "Anything else that was agreed", ""), 2))
        }
    }

    /// How it ends: when to meet again, and how to keep in touch.
    pub(super) fn review(&self) -> Markup {
        html! {
            (date_input(&self.field("next_on", "When do we meet next?", "Leave it empty if it is not agreed yet.")))
            (text_input(
                &self.field(
                    "keep_in_touch",
                    "How do we keep in touch until then?",
                    "For example: a note in the reading record each Friday",
                ),
                "text",
                "off",
            ))
        }
    }

    /// Who else is there, and who interprets.
    pub(super) fn others(&self) -> Markup {
        let mut roles = vec![("", "Choose")];
        roles.extend(OtherRole::ALL.iter().map(|r| (r.as_code(), r.words())));
        html! {
            (text_input(&self.field("interpreter", "Interpreter", "Who, and in which language. Empty: none was needed."), "text", "off"))
            @for n in 0..self.lines("other", "name").max(OTHERS) {
                @let [name, role] = ["name", "role"].map(|field| format!("other-{n}-{field}"));
                fieldset.row {
                    legend { "Who else is here " (n + 1) }
                    (text_input(&self.field(&name, "Name", ""), "text", "off"))
                    (select(&self.field(&role, "As", ""), &roles))
                }
            }
        }
    }

    /// What one adult says to it. `undecided` is what they choose who do not say.
    pub(super) fn agreement(&self, one: &Invited, question: &str, undecided: &'static str) -> Markup {
        if !one.decides() {
            return html! { p.hint { (one.name.formal()) " is told and heard, and does not decide: another parent agrees." } };
        }
        let say = |a: &Agreement| if *a == Agreement::NotReached { undecided } else { a.words() };
        let options: Vec<_> = Agreement::ALL.iter().map(|a| (a.as_code(), say(a))).collect();
        let (name, words) = (recording::agree(one), recording::words(one));
        let label = format!("In {}’s words", one.name.formal());
        html! {
            (radios(&self.field(&name, question, ""), &options))
            (textarea(&self.field(&words, &label, ""), 2))
        }
    }

    /// Lines that are filled in, and one more.
    fn lines(&self, kind: &str, field: &str) -> usize {
        let filled = |n: &usize| !self.typed.get(&format!("{kind}-{n}-{field}")).is_empty();
        (0..self.typed.rows(kind)).rev().find(filled).map_or(0, |last| last + 2)
    }
}

/// "Mr Shah, by Friday 4 December".
pub(super) fn who_when(action: &Action) -> String {
    match action.by {
        Some(day) => format!("{}, by {}", action.who(), Day(day)),
        None => format!("{}, from now on", action.who()),
    }
}

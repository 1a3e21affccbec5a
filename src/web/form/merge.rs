//! Two texts of one form, where two people wrote at once: each field that differs with both texts side by side, and a choice. Nothing is
//! chosen beforehand, so that nobody's words go unseen.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use maud::{Markup, html};

use super::{
    fields::{Field, FormErrors, error_summary, radios, textarea},
    typed::Typed,
};
use crate::web::{
    frame::page::Page,
    ui::{button::button, post_form::post_form},
};

/// A field in which two texts differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::web) struct Difference {
    /// The field.
    pub(in crate::web) name: String,
    /// How people call it.
    pub(in crate::web) label: String,
    /// What was saved meanwhile, as it is sent.
    pub(in crate::web) theirs: String,
    /// What this person wrote, as it is sent.
    pub(in crate::web) mine: String,
    /// Free text, which can be put together.
    pub(in crate::web) joins: bool,
}

/// The fields in which the two differ, in the order of the form. `called` says how people call a field and whether its texts can be put
/// together; a field that it does not call is none that people write in.
pub(in crate::web) fn differing(
    mine: &Typed,
    theirs: &Typed,
    called: impl Fn(&str) -> Option<(String, bool)>,
) -> Vec<Difference> {
    let mut seen = BTreeSet::new();
    let names = theirs.0.iter().chain(&mine.0).map(|(name, _)| name.as_str()).filter(|name| seen.insert(*name));
    names
        .filter(|name| theirs.get(name) != mine.get(name))
        .filter_map(|name| {
            let (label, joins) = called(name)?;
            let (theirs, mine) = (theirs.get(name).to_owned(), mine.get(name).to_owned());
            Some(Difference { name: name.to_owned(), label, theirs, mine, joins })
        })
        .collect()
}

/// The field in which a form carries what it held when it was opened.
pub(in crate::web) const OPENED: &str = "opened";
/// The field that names what was asked about.
const ASKED: &str = "asked";

/// What a form holds as it is opened, for the form to carry.
pub(in crate::web) fn packed(held: &Typed) -> String {
    let fields: Vec<_> = held.0.iter().filter(|(name, _)| name != OPENED).collect();
    serde_json::to_string(&fields).unwrap_or_default()
}

/// What a form held when it was opened, out of sight: as it was sent where one with this field was, else what it holds now.
pub(in crate::web) fn opened(typed: &Typed, field: &str, held: impl Fn() -> Typed) -> Markup {
    let is_sent = typed.0.iter().any(|(name, _)| name == field);
    let value = if is_sent { typed.get(OPENED).to_owned() } else { packed(&held()) };
    html! { input type="hidden" name=(OPENED) value=(value); }
}

/// What a form held when it was opened, if it carries that.
pub(in crate::web) fn as_opened(typed: &Typed) -> Option<Typed> {
    serde_json::from_str(typed.get(OPENED)).ok().map(Typed)
}

/// Brings together what was typed and what was saved since the form was opened: where only one of the two is another text than then, that
/// one stays. What is left is where both are, and somebody has to choose. Where a form does not say what it held, that is every difference.
pub(in crate::web) fn brought_together(
    opened: Option<&Typed>,
    mine: &mut Typed,
    theirs: &Typed,
    called: impl Fn(&str) -> Option<(String, bool)>,
) -> Vec<Difference> {
    let mut asked = differing(mine, theirs, called);
    let Some(opened) = opened else { return asked };
    for one in asked.iter().filter(|one| one.mine == opened.get(&one.name)) {
        mine.set(&one.name, one.theirs.clone());
    }
    asked.retain(|one| one.mine != opened.get(&one.name) && one.theirs != opened.get(&one.name));
    asked
}

/// What a page with two texts asked about, as it carries them.
pub(in crate::web) fn asked(typed: &Typed, called: impl Fn(&str) -> Option<(String, bool)>) -> Vec<Difference> {
    let theirs = as_opened(typed).unwrap_or_default();
    let names = typed.0.iter().filter(|(name, _)| name == ASKED).map(|(_, asked)| asked);
    names
        .filter_map(|name| {
            let (label, joins) = called(name)?;
            let (theirs, mine) = (theirs.get(name).to_owned(), typed.get(name).to_owned());
            Some(Difference { name: name.clone(), label, theirs, mine, joins })
        })
        .collect()
}

/// What a form about facts without versions comes to.
pub(in crate::web) enum Settled {
    /// What was typed can be saved, with what others saved meanwhile in it.
    Go,
    /// Both texts are to be shown.
    Ask(Vec<Difference>, FormErrors),
}

/// Settles a form with what is saved `now`: what the form was opened with, what was typed and what is saved, field by field.
pub(in crate::web) fn settle(
    typed: &mut Typed,
    now: &Typed,
    called: impl Fn(&str) -> Option<(String, bool)>,
) -> Settled {
    let opened = as_opened(typed).unwrap_or_else(|| now.clone());
    if was_asked(typed) && differing(&opened, now, &called).is_empty() {
        let differences = asked(typed, &called);
        return match chosen(typed, &differences) {
            Ok(()) => Settled::Go,
            Err(errors) => Settled::Ask(differences, errors),
        };
    }
    forget(typed);
    // What was not sent was not on the form: nobody touched it.
    let sent: BTreeSet<String> = typed.0.iter().map(|(name, _)| name.clone()).collect();
    let mut differences = brought_together(Some(&opened), typed, now, &called);
    differences.retain(|one| sent.contains(&one.name));
    if differences.is_empty() { Settled::Go } else { Settled::Ask(differences, FormErrors::default()) }
}

/// Takes from the form what was chosen for each difference, and takes the choices themselves away.
///
/// # Errors
/// For each difference without a choice; then the form stays as it is.
pub(in crate::web) fn chosen(typed: &mut Typed, differences: &[Difference]) -> Result<(), FormErrors> {
    let mut errors = FormErrors::default();
    let mut settled = typed.clone();
    for one in differences {
        match typed.get(&format!("take-{}", one.name)) {
            "theirs" => settled.set(&one.name, one.theirs.clone()),
            "mine" => settled.set(&one.name, one.mine.clone()),
            "both" => settled.set(&one.name, typed.get(&format!("both-{}", one.name))),
            _ => errors.add(format!("take-{}", one.name), format!("{}: choose which text stays", one.label)),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    forget(&mut settled);
    *typed = settled;
    Ok(())
}

/// Takes choices away that were made about other texts.
pub(in crate::web) fn forget(typed: &mut Typed) {
    typed.0.retain(|(name, _)| !is_choice(name));
}

/// Whether a page with two texts was sent.
pub(in crate::web) fn was_asked(typed: &Typed) -> bool {
    typed.0.iter().any(|(name, _)| is_choice(name))
}

fn is_choice(name: &str) -> bool {
    name.starts_with("take-") || name.starts_with("both-") || name == ASKED
}

/// The differences with their choices. `say` turns what a field holds into what people read.
pub(in crate::web) fn choices(
    differences: &[Difference],
    typed: &Typed,
    errors: &FormErrors,
    say: impl Fn(&str, &str) -> String,
) -> Markup {
    let shown = |name: &str, value: &str| if value.is_empty() { "(nothing)".to_owned() } else { say(name, value) };
    html! {
        @for one in differences {
            @let (take, both) = (format!("take-{}", one.name), format!("both-{}", one.name));
            section.panel {
                h2 { (one.label) }
                div.side-by-side.halves {
                    div { p { strong { "They saved" } } p { (shown(&one.name, &one.theirs)) } }
                    div { p { strong { "You wrote" } } p { (shown(&one.name, &one.mine)) } }
                }
                @let field = Field { name: &take, label: "What stays", hint: "", value: typed.get(&take), errors };
                @if one.joins {
                    (radios(&field, &[("theirs", "Theirs"), ("mine", "Mine"), ("both", "Both, put together as below")]))
                    @let each = [one.theirs.as_str(), one.mine.as_str()].map(str::trim);
                    @let together = each.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n");
                    @let value = if typed.get(&both).is_empty() { together.as_str() } else { typed.get(&both) };
                    (textarea(&Field { name: &both, label: "Both, put together", hint: "", value, errors }, 3))
                } @else {
                    (radios(&field, &[("theirs", "Theirs"), ("mine", "Mine")]))
                }
            }
        }
    }
}

/// What is asked about and what was saved, out of sight, so that the choices are read as they were shown.
pub(in crate::web) fn asking(differences: &[Difference], theirs: &Typed) -> Markup {
    html! {
        input type="hidden" name=(OPENED) value=(packed(theirs));
        @for one in differences { input type="hidden" name=(ASKED) value=(one.name); }
    }
}

/// The page with both texts of a form about facts without versions, which goes `to` where the form goes.
pub(in crate::web) fn page(
    (typed, now): (&Typed, &Typed),
    differences: &[Difference],
    errors: &FormErrors,
    (to, leave): (&str, &str),
    say: impl Fn(&str, &str) -> String,
) -> Page {
    let body = html! {
        p { a href=(leave) { "Keep what they saved, and leave" } }
        h1 { "Somebody else saved this while you were writing" }
        (error_summary(errors))
        (nothing_is_lost(errors))
        (post_form(to).of(html! {
            (carried(typed, &[OPENED]))
            (asking(differences, now))
            (choices(differences, typed, errors, say))
            p.actions { (button("Save what is chosen")) }
        }))
    };
    let page = Page::new("Somebody else saved this", body);
    if errors.is_empty() { page.refused(StatusCode::CONFLICT) } else { page.wrong(errors) }
}

/// What a page with two texts says first, unless something is wrong with the choices.
pub(in crate::web) fn nothing_is_lost(errors: &FormErrors) -> Markup {
    html! {
        @if errors.is_empty() {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { "Nothing of yours is lost, and nothing of yours is saved yet" }
                p { "Here is each part that both of you have written since you opened it. Choose what stays, then save." }
            }
        }
    }
}

/// Everything this person typed, out of sight, so that it comes back with the choices.
pub(in crate::web) fn carried(typed: &Typed, but: &[&str]) -> Markup {
    html! {
        @for (name, value) in &typed.0 {
            @if !is_choice(name) && !but.contains(&name.as_str()) { input type="hidden" name=(name) value=(value); }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Typed {
        Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn called(name: &str) -> Option<(String, bool)> {
        (name != OPENED && name != "csrf").then(|| (name.to_owned(), true))
    }

    #[test]
    fn only_what_both_have_written_since_it_was_opened_is_asked_about() {
        let opened = form(&[("a", "1"), ("b", "1"), ("c", "1"), ("d", "1"), ("e", "1")]);
        let theirs = form(&[("a", "2"), ("b", "1"), ("c", "2"), ("d", "2"), ("e", "")]);
        let mut mine = form(&[("a", "1"), ("b", "3"), ("c", "3"), ("d", "2"), ("e", "1")]);
        let asked = brought_together(Some(&opened), &mut mine, &theirs, called);
        let names: Vec<&str> = asked.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["c"], "a and e were never touched here, b was not there, d is the same");
        assert_eq!(["a", "b", "c", "d", "e"].map(|name| mine.get(name).to_owned()), ["2", "3", "3", "2", ""]);
    }

    #[test]
    fn a_form_of_facts_without_versions_is_settled_once_both_texts_were_seen() {
        let (opened, now) = (form(&[("phone", "1"), ("name", "Oak")]), form(&[("phone", "2"), ("name", "Oak")]));
        let mut typed = form(&[("phone", "3"), ("name", "Elm")]);
        typed.set(OPENED, packed(&opened));
        let Settled::Ask(differences, errors) = settle(&mut typed, &now, called) else {
            panic!("both wrote the phone")
        };
        assert!(differences.len() == 1 && errors.is_empty());
        assert_eq!((differences[0].theirs.as_str(), differences[0].mine.as_str()), ("2", "3"));
        let mut sent = form(&[("phone", "3"), ("name", "Elm"), (ASKED, "phone")]);
        sent.set(OPENED, packed(&now));
        assert!(
            matches!(settle(&mut sent.clone(), &now, called), Settled::Ask(_, errors) if !errors.is_empty()),
            "nothing is chosen"
        );
        sent.set("take-phone", "theirs");
        let mut again = sent.clone();
        assert!(matches!(settle(&mut sent, &now, called), Settled::Go));
        assert_eq!((sent.get("phone"), sent.get("name")), ("2", "Elm"));
        let third = form(&[("phone", "4"), ("name", "Oak")]);
        assert!(
            matches!(settle(&mut again, &third, called), Settled::Ask(..)),
            "a third one saved meanwhile: it is asked anew"
        );
    }
}

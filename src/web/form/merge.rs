//! Two texts of one form, where two people wrote at once: each field that differs with both texts side by side, and a choice. Nothing is
//! chosen beforehand, so that nobody's words go unseen.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::fields::{Field, FormErrors, radios, textarea};
use crate::web::form::typed::Typed;

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

/// Whether a choice has been made about anything.
pub(in crate::web) fn was_asked(typed: &Typed) -> bool {
    typed.0.iter().any(|(name, _)| is_choice(name))
}

fn is_choice(name: &str) -> bool {
    name.starts_with("take-") || name.starts_with("both-")
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

/// Everything this person typed, out of sight, so that it comes back with the choices.
pub(in crate::web) fn carried(typed: &Typed, but: &[&str]) -> Markup {
    html! {
        @for (name, value) in &typed.0 {
            @if !is_choice(name) && !but.contains(&name.as_str()) { input type="hidden" name=(name) value=(value); }
        }
    }
}

//! A plan's form beside what somebody else has saved meanwhile: rows that are the same row stand under the same number in both.

use std::collections::{BTreeMap, BTreeSet};

use super::form::serves_field;
use crate::{
    domain::{
        costing::CostShare,
        ids::StaffId,
        need::{Adulthood, Area},
        people::Name,
        plan::{Funding, Issue},
        target::Direction,
    },
    store::plans::{PlanView, Successors, successors::Part},
    web::form::{
        merge::{self, OPENED},
        typed::Typed,
    },
};

const PARTS: [(&str, Part); 3] = [("outcome", Part::Outcome), ("target", Part::Target), ("provision", Part::Placement)];

/// What this person typed with the rows' newest numbers, and the saved plan as a form with its rows under the same numbers.
/// With `costs` the form has what provision costs.
pub(super) fn aligned(typed: &Typed, plan: &PlanView, line: &Successors, costs: bool) -> (Typed, Typed) {
    let saved = super::typed::of(&plan.content, plan.lock(), costs);
    let (mut mine, mut theirs) = (typed.clone(), Typed::default());
    // Their place of each part's row → its place in this form.
    let mut places: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    for (kind, part) in PARTS {
        renumber(&mut mine, kind, part, line);
        let mut next = mine.rows(kind);
        for n in 0..saved.rows(kind) {
            let id = saved.get(&format!("{kind}-{n}-id"));
            let own = (0..mine.rows(kind)).find(|m| !id.is_empty() && mine.get(&format!("{kind}-{m}-id")) == id);
            let place = own.unwrap_or(next);
            if own.is_none() {
                next += 1;
                mine.set(&format!("{kind}-{place}-id"), id);
            }
            places.insert((kind, n), place);
        }
    }
    for (name, value) in saved.0.iter().filter(|(name, _)| name != OPENED) {
        let (name, value) = placed(name, value, &places);
        theirs.set(&name, value);
    }
    (mine, theirs)
}

/// What the form held when it was opened, if it says so. Where one of the two took a row out in which the other one wrote, all of the row
/// is asked about, as if both had written all of it: half of a row is nothing.
pub(super) fn as_opened(mine: &Typed, theirs: &Typed) -> Option<Typed> {
    let mut opened = merge::as_opened(mine)?;
    let was = opened.clone();
    for kind in ["outcome", "target", "provision", "agency"] {
        for row in (0..was.rows(kind)).map(|n| format!("{kind}-{n}-")) {
            let names: BTreeSet<&String> =
                mine.0.iter().chain(&theirs.0).map(|(name, _)| name).filter(|name| name.starts_with(&row)).collect();
            let wrote = |form: &Typed| {
                names.iter().any(|name| called(name).is_some() && form.get(name) != was.get(name))
                    && !is_out(form, &row)
            };
            if !is_out(&was, &row) && (is_out(mine, &row) && wrote(theirs) || is_out(theirs, &row) && wrote(mine)) {
                names.iter().for_each(|name| opened.set(name, NEITHER));
            }
        }
    }
    Some(opened)
}

/// What stands in no form.
const NEITHER: &str = "\u{1}";

/// Whether a form has nothing in a row that begins so.
fn is_out(form: &Typed, row: &str) -> bool {
    ["wording", "name", "agency"].iter().all(|field| form.get(&format!("{row}{field}")).is_empty())
}

/// Gives the rows that somebody has replaced meanwhile the numbers of those that stand in their place.
fn renumber(typed: &mut Typed, kind: &str, part: Part, line: &Successors) {
    for n in 0..typed.rows(kind) {
        let field = format!("{kind}-{n}-id");
        if let Ok(id) = typed.get(&field).parse::<i64>() {
            typed.set(&field, line.newest(part, id).to_string());
        }
    }
}

/// A field of the saved plan under its place in the other form. The outcome that a target serves is a place too.
fn placed(name: &str, value: &str, places: &BTreeMap<(&str, usize), usize>) -> (String, String) {
    let mut parts = name.splitn(3, '-');
    let row = parts.next().zip(parts.next().and_then(|n| n.parse().ok())).zip(parts.next());
    let Some(((kind, n), field)) = row else { return (name.to_owned(), value.to_owned()) };
    let Some(((kind, _), place)) = places.get_key_value(&(kind, n)) else { return (name.to_owned(), value.to_owned()) };
    let served = value.parse::<usize>().ok().and_then(|v| places.get(&("outcome", v.checked_sub(1)?)));
    let value = match served {
        Some(outcome) if field == "outcome" => (outcome + 1).to_string(),
        _ => value.to_owned(),
    };
    let target = field.strip_prefix("serves_").and_then(|n| places.get(&("target", n.parse().ok()?)));
    let field = target.map_or_else(|| field.to_owned(), |target| serves_field(*target));
    (format!("{kind}-{place}-{field}"), value)
}

/// How people call a field, and whether two texts of it can be put together.
pub(super) fn called(name: &str) -> Option<(String, bool)> {
    let whole = match name {
        "lead" => Some("Who leads it"),
        "review_on" => Some("Next review"),
        "ehc_anchor_on" => Some("EHC plan: the authority’s last decision"),
        "ends_on" => Some("Last day"),
        "tried_first" => Some("Tried first, for everybody in class"),
        _ => None,
    };
    if let Some(issue) = name.strip_prefix("issue-").and_then(Issue::from_code) {
        return Some((format!("What it is about: {}", issue.words()), false));
    }
    if let Some(question) = name.strip_prefix("answer-") {
        return Some((format!("What to know: {}", question.replace('_', " ").trim()), true));
    }
    if let Some(words) = whole {
        return Some((words.to_owned(), name == "tried_first"));
    }
    let mut parts = name.splitn(3, '-');
    let (kind, n, field) = (parts.next()?, parts.next()?.parse::<usize>().ok()?, parts.next()?);
    let (words, joins) = match (kind, field) {
        ("outcome", "wording") => ("what the pupil will be able to do", true),
        ("outcome", "area") => ("area of need", false),
        ("outcome", "adulthood") => ("what it prepares for", false),
        ("outcome", "reference") => ("section E of the EHC plan", false),
        ("target", "wording") => ("the step", true),
        ("target", "outcome") => ("towards which outcome", false),
        ("target", "measure") => ("how it is measured", false),
        (_, "unit") => ("unit", false),
        (_, "direction") => ("which way is better", false),
        (_, "baseline") => ("now", false),
        (_, "predicted") => ("expected by the review", false),
        (_, "challenge") => ("challenge", false),
        (_, field) if field.starts_with("strategy_") => ("what adults do", true),
        (_, field) if field.starts_with("by_") => ("who does it", false),
        (_, field) if field.starts_with("avoid_") => ("what does not help", true),
        (_, "at_home") => ("what helps at home", true),
        ("agency", "name") => ("name", false),
        ("agency", "agency") => ("service", false),
        ("agency", "role") => ("what they do", false),
        ("agency", "contact") => ("how to reach them", false),
        ("provision", "name") => ("what it is", false),
        (_, "role") => ("who gives it", false),
        (_, "minutes") => ("minutes each time", false),
        (_, "times") => ("times a week", false),
        (_, "weeks") => ("weeks", false),
        (_, "staff") => ("adults at the same time", false),
        (_, "group") => ("pupils in the group", false),
        (_, "share") => ("who bears a group’s cost", false),
        (_, "resources") => ("resources", false),
        (_, "bought_by") => ("what the amount for resources buys", false),
        (_, "bought_years") => ("years that resources last", false),
        (_, "bought_for") => ("whom resources are for", false),
        (_, "funding") => ("paid from", false),
        ("provision", "reference") => ("section F of the EHC plan", false),
        ("provision", field) if field.starts_with("serves_") => ("which targets it serves", false),
        _ => return None,
    };
    let kind = match kind {
        "outcome" => "Outcome",
        "target" => "Target",
        "agency" => "Who else takes part,",
        _ => "Provision",
    };
    Some((format!("{kind} {}: {words}", n + 1), joins))
}

/// What a field holds, as people read it.
pub(super) fn said(name: &str, value: &str, leads: &[(StaffId, Name)]) -> String {
    let words = match name.rsplit('-').next().unwrap_or(name) {
        "lead" => leads.iter().find(|(id, _)| id.to_string() == value).map(|(_, name)| name.formal()),
        "adulthood" => Adulthood::from_code(value).map(|a| a.words().to_owned()),
        "area" => Area::from_code(value).map(|a| a.words().to_owned()),
        "direction" => Direction::from_code(value).map(|d| d.words().to_owned()),
        "share" => CostShare::from_code(value).map(|s| s.words().to_owned()),
        "funding" => Funding::from_code(value).map(|f| f.words().to_owned()),
        "role" => Some(crate::domain::costing::role_words(value).to_owned()),
        "outcome" => Some(format!("Outcome {value}")),
        _ => None,
    };
    words.unwrap_or_else(|| value.to_owned())
}

//! One form for all that is entered of a pupil's funding.

use chrono::NaiveDate;
use maud::html;

use crate::{
    domain::{
        costing::Pence,
        funding::{EntryKind, EntryProblem, FundingAmount, FundingEntry},
        funding_band::FundingBand,
        ids::FundingEntryId,
    },
    store::{funding_bands::HeldBand, pupils::head::Head},
    web::{
        form::{
            days::{date, day_gone},
            fields::{Field, FormErrors, checkboxes, date_input, number_input, radios, select, text_input},
            typed::{Typed, cut},
        },
        frame::page::Page,
        pupil::head,
        ui::button::button,
    },
};

/// Each band once, as its newest row names it: the row's number and the words.
fn choices(bands: &[HeldBand]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for held in bands {
        let words = format!("{}: {}", held.band.authority, held.band.name);
        all.retain(|(_, there)| *there != words);
        all.push((held.id.to_string(), words));
    }
    all
}

/// What is held, as the form has it.
pub(super) fn typed(entry: &FundingEntry, bands: &[HeldBand]) -> Typed {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let (band, amount) = match &entry.amount {
        FundingAmount::Pence(pence) => (String::new(), pence.plain()),
        FundingAmount::Band { authority, name } => {
            let newest = bands.iter().rev().find(|held| held.band.is(authority, name));
            (newest.map(|held| held.id.to_string()).unwrap_or_default(), String::new())
        }
    };
    let mut typed = Typed::default();
    for (field, value) in [
        ("kind", entry.kind.as_code().to_owned()),
        ("band", band),
        ("amount", amount),
        ("from_on", entry.from.to_string()),
        ("until_on", day(entry.until)),
        ("received_on", day(entry.received_on)),
        ("backdated", if entry.backdated { "yes" } else { "" }.to_owned()),
        ("note", entry.note.clone()),
    ] {
        typed.set(field, value);
    }
    typed
}

/// The entry, or what is wrong beside each field.
pub(super) fn read(
    typed: &Typed,
    held: &[HeldBand],
    today: NaiveDate,
) -> std::result::Result<FundingEntry, FormErrors> {
    let mut errors = FormErrors::default();
    let kind = EntryKind::from_code(typed.get("kind"));
    if kind.is_none() {
        errors.add("kind", "Choose what you enter");
    }
    let amount = amount(typed, held, &mut errors);
    let from = date(typed.get("from_on"));
    if from.is_none() {
        errors.add("from_on", "Enter the first day that it is for, like 2026-09-01");
    }
    let until = date(typed.get("until_on"));
    if !typed.get("until_on").is_empty() && until.is_none() {
        errors.add("until_on", "The last day must be a real date, like 2027-03-31");
    }
    let is_payment = kind.is_some_and(EntryKind::is_payment);
    let moved = is_payment
        .then(|| day_gone(typed, "received_on", "the day on which the money came or went", today, &mut errors));
    let (Some(kind), Some(amount), Some(from), true) = (kind, amount, from, errors.is_empty()) else {
        return Err(errors);
    };
    let backdated = is_payment && typed.get("backdated") == "yes";
    let note = cut(typed.get("note"));
    let entry = FundingEntry { kind, amount, from, until, received_on: moved.flatten(), backdated, note };
    let bands: Vec<FundingBand> = held.iter().map(|one| one.band.clone()).collect();
    entry.check(&bands).map_err(|problem| {
        errors.add(beside(problem), problem.to_string());
        errors
    })
}

/// Where a problem is said.
fn beside(problem: EntryProblem) -> &'static str {
    match problem {
        EntryProblem::Amount(_) => "amount",
        EntryProblem::BandPaid => "band",
        EntryProblem::NoBand(_) | EntryProblem::Years => "from_on",
        EntryProblem::NoEnd | EntryProblem::EndsFirst => "until_on",
        EntryProblem::NotReceived => "received_on",
        EntryProblem::NotBackdated => "backdated",
    }
}

fn amount(typed: &Typed, held: &[HeldBand], errors: &mut FormErrors) -> Option<FundingAmount> {
    if typed.get("band").is_empty() {
        let read = Pence::parse(typed.get("amount")).map(FundingAmount::Pence);
        return read.map_err(|problem| errors.add("amount", format!("The amount {problem}"))).ok();
    }
    if !typed.get("amount").is_empty() {
        errors.add("amount", "Choose the band or enter an amount, not both");
    }
    let found = held.iter().find(|one| one.id.to_string() == typed.get("band")).map(|one| &one.band);
    if found.is_none() {
        errors.add("band", "Choose one of the bands, or none");
    }
    found.map(|band| FundingAmount::Band { authority: band.authority.clone(), name: band.name.clone() })
}

/// The form, to enter one or to put one right.
pub(super) fn page(
    head: &Head,
    corrects: Option<FundingEntryId>,
    bands: &[HeldBand],
    typed: &Typed,
    errors: &FormErrors,
) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let kinds: Vec<_> = EntryKind::ALL.iter().map(|kind| (kind.as_code(), kind.words())).collect();
    let choices = choices(bands);
    let offered: Vec<_> = std::iter::once(("", "No band: an amount"))
        .chain(choices.iter().map(|(id, words)| (id.as_str(), words.as_str())))
        .collect();
    let end = "May be empty for what is expected: it goes on. Nothing is expected for days on which the pupil is not on roll.";
    let fields = html! {
        (radios(&field("kind", "What you enter", ""), &kinds))
        (select(&field("band", "Band", "Only for what is expected."), &offered))
        (number_input(&field("amount", "Amount", "A year, where it is expected; otherwise for all of its days together."), "£", ""))
        (date_input(&field("from_on", "First day that it is for", "")))
        (date_input(&field("until_on", "Last day that it is for", end)))
        (date_input(&field("received_on", "Day on which the money came or went", "Only where it has.")))
        (checkboxes(
            &field("backdated", "Is it backdated?", ""),
            &[("yes", "Yes: it makes good for days before it came")],
            &[typed.get("backdated")],
        ))
        (text_input(&field("note", "Where the figure comes from", "For example: the remittance of 2 November, number 7781"), "text", "off"))
        (button("Save"))
    };
    let (title, action) = match corrects {
        Some(id) => ("Put an entry of funding right", format!("/funding/{id}/edit")),
        None => ("Enter funding", "/funding".to_owned()),
    };
    head::form(head, "/funding", title, errors, &action, &fields)
}

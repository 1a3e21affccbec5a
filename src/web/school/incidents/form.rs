//! The form in which an incident is written down, in the order in which it is told.

use chrono::{NaiveDate, NaiveTime};
use maud::{Markup, html};

use crate::{
    domain::{
        ids::IncidentId,
        incident::{Account, IncidentKind, LONGEST, RULE, asks_about_force},
    },
    store::pupils::head::Head,
    web::{
        form::{
            days::day_gone,
            fields::{Field, FormErrors, checkboxes, date_input, number_input, text_input, textarea},
            typed::{Typed, cut, given},
        },
        frame::page::Page,
        pupil::head,
        ui::button::button,
    },
};

const TITLE: &str = "Record force, restraint or seclusion";

/// The texts that are always asked for: field, label, hint, and what is said where nothing was written.
const ALWAYS: [(&str, &str, &str, &str); 3] = [
    (
        "needs",
        "Relevant needs",
        "SEN, disability, health: what matters for what happened. “None known” is an answer.",
        "Say which needs matter here, or that none is known",
    ),
    ("why", "Why it was used", "", "Say why it was used"),
    (
        "injuries",
        "Injuries",
        "Of the pupil, of staff, of others, and what was done about them. “None” is an answer.",
        "Say which injuries there were, or that there were none",
    ),
];

/// The same, asked for where force or restraint was used.
const OF_FORCE: [(&str, &str, &str, &str); 3] = [
    ("triggers", "What led up to it", "Triggers, if they are known.", "Say what led up to it"),
    (
        "tried",
        "What was tried before",
        "What was said and done so that it would not come to this.",
        "Say what was tried before force was used",
    ),
    (
        "degree",
        "Kind and degree of force",
        "Which hold, by how many adults, how firm.",
        "Say which kind of force it was, and of what degree",
    ),
];

/// The form of a new record.
pub(super) fn recording(head: &Head, typed: &Typed, errors: &FormErrors) -> Page {
    let fields = html! {
        p { "Record it today, also where a behaviour plan foresees it, and tell the parents in writing today: " (RULE) "." }
        p { "It is read by the SENCO, the head and you, and stands in no plan. Child protection records do not belong here." }
        (asked(typed, errors))
        (button("Save the record"))
    };
    head::form(head, "/incidents", TITLE, errors, "/incidents", &fields)
}

/// The form of a correction.
pub(super) fn correcting(head: &Head, incident: IncidentId, typed: &Typed, errors: &FormErrors) -> Page {
    let end = format!("/incidents/{incident}");
    let why =
        Field { name: "corrects", label: "Why it is written anew", hint: "", value: typed.get("corrects"), errors };
    let fields = html! {
        p { "What was written before stays and can be read." }
        (text_input(&why, "text", "off"))
        (asked(typed, errors))
        (button("Save the correction"))
    };
    head::form(head, &end, "Correct the record", errors, &format!("{end}/correction"), &fields)
}

fn asked(typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let kinds: Vec<_> = IncidentKind::ALL.iter().map(|kind| (kind.as_code(), kind.words())).collect();
    let chosen: Vec<&str> = typed.0.iter().filter(|(name, _)| name == "kinds").map(|(_, code)| code.as_str()).collect();
    let text = |(name, label, hint, _): (&'static str, &'static str, &'static str, &str)| {
        textarea(&field(name, label, hint), 2)
    };
    html! {
        (checkboxes(&field("kinds", "What was used", "Tick everything that was."), &kinds, &chosen))
        (date_input(&field("on", "Day", "")))
        (text_input(&field("began", "When it began", ""), "time", "off"))
        (number_input(&field("minutes", "How long it lasted", ""), "", "minutes"))
        (text_input(&field("place", "Where", ""), "text", "off"))
        (text_input(&field("staff", "Staff who took part", "By name."), "text", "off"))
        (text_input(&field("others", "Who else was there", "May be empty."), "text", "off"))
        (text(ALWAYS[0]))
        (text(ALWAYS[1]))
        @for one in OF_FORCE { (text(one)) }
        (text(ALWAYS[2]))
        (textarea(&field("support", "Support for the pupil afterwards", "What was done, and what was talked about with them."), 2))
        (textarea(&field("staff_support", "Support for the staff afterwards", "May be empty."), 2))
    }
}

/// What was typed; nothing where a field is wrong, which is said beside it.
pub(super) fn read(typed: &Typed, today: NaiveDate, errors: &mut FormErrors) -> Option<Account> {
    let ticked = |kind: &IncidentKind| typed.0.iter().any(|(name, code)| name == "kinds" && code == kind.as_code());
    let kinds: Vec<IncidentKind> = IncidentKind::ALL.iter().copied().filter(ticked).collect();
    if kinds.is_empty() {
        errors.add("kinds", "Tick what was used");
    }
    let on = day_gone(typed, "on", "the day of the incident", today, errors);
    let began = NaiveTime::parse_from_str(typed.get("began"), "%H:%M").ok();
    if began.is_none() {
        errors.add("began", "Enter when it began as a time of day, like 10:40");
    }
    let minutes = typed.get("minutes").parse::<u32>().ok().filter(|n| (1..=LONGEST).contains(n));
    if minutes.is_none() {
        errors.add("minutes", format!("Enter how long it lasted: whole minutes, from 1 to {LONGEST}"));
    }
    given(typed, "place", "Say where it was", errors);
    given(typed, "staff", "Name the staff who took part", errors);
    let of_force = OF_FORCE.iter().filter(|_| asks_about_force(&kinds));
    for (name, _, _, sentence) in ALWAYS[..2].iter().chain(of_force).chain(&ALWAYS[2..]) {
        given(typed, name, sentence, errors);
    }
    given(typed, "support", "Say how the pupil was supported afterwards", errors);
    let (Some(on), Some(began), Some(minutes), true) = (on, began, minutes, errors.is_empty()) else { return None };
    let text = |name| cut(typed.get(name));
    Some(Account {
        kinds,
        on,
        began,
        minutes,
        place: text("place"),
        staff: text("staff"),
        others: text("others"),
        needs: text("needs"),
        why: text("why"),
        triggers: text("triggers"),
        tried: text("tried"),
        degree: text("degree"),
        injuries: text("injuries"),
        support: text("support"),
        staff_support: text("staff_support"),
    })
}

/// The form of an account as it was written.
pub(super) fn typed_of(account: &Account) -> Typed {
    let mut typed = Typed(account.kinds.iter().map(|kind| ("kinds".to_owned(), kind.as_code().to_owned())).collect());
    for (name, value) in [
        ("on", account.on.to_string()),
        ("began", account.began.format("%H:%M").to_string()),
        ("minutes", account.minutes.to_string()),
        ("place", account.place.clone()),
        ("staff", account.staff.clone()),
        ("others", account.others.clone()),
        ("needs", account.needs.clone()),
        ("why", account.why.clone()),
        ("triggers", account.triggers.clone()),
        ("tried", account.tried.clone()),
        ("degree", account.degree.clone()),
        ("injuries", account.injuries.clone()),
        ("support", account.support.clone()),
        ("staff_support", account.staff_support.clone()),
    ] {
        typed.set(name, value);
    }
    typed
}

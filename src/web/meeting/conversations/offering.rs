//! The form of an offer: who is invited and who is not, and the tries before it.

use maud::{Markup, html};

use super::{
    annual,
    form::{MeetingChoices, SLOTS, left_out},
    page::{how_fields, slot_fields},
};
use crate::{
    domain::{
        adult_needs::{Format, Needs, Way},
        count::times,
        ids::ConversationId,
        notice::HeldBack,
        plan::{Agency, PlanKind},
        time::{LongDay, ShortDay},
    },
    store::conversations::{Became, Ground, Try},
    web::{
        form::{
            fields::{Field, FormErrors, checkboxes, error_summary, select, text_input},
            typed::Typed,
        },
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// From so many tries on, the page says what else may help.
const ENOUGH_TRIES: usize = 3;

/// The form of an offer. Why somebody is not invited is said to those who may know of restrictions.
pub(super) fn offer(
    ground: &Ground,
    choices: &MeetingChoices,
    reasons: bool,
    typed: &Typed,
    errors: &FormErrors,
) -> Markup {
    let field = |name: &'static str, label: &'static str, hint: &'static str| Field {
        name,
        label,
        hint,
        value: typed.get(name),
        errors,
    };
    let leads: Vec<_> = choices.leads.iter().map(|(id, name)| (id.to_string(), name.formal())).collect();
    let leads: Vec<_> = leads.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    html! {
        p.no-print { a href=(format!("/plans/{}", ground.plan)) { "Back to the plan" } }
        h1 { "Offer " (ground.pupil_name.full()) "’s parents a meeting" }
        (error_summary(errors))
        @if !choices.before.is_empty() { (earlier(&choices.before)) }
        @if let Some(newest) = &choices.newest { (already(ground, newest)) }
        h2 #invited { "Who is invited" }
        (who(choices, reasons))
        (services(&choices.agencies))
        (post_form(format!("/plans/{}/conversations", ground.plan)).of(html! {
            input type="hidden" name="replaces" value=(typed.get("replaces"));
            (leave_out(choices, typed, errors))
            (select(&field("lead", "Who leads the meeting", "They get the answers, and are asked to record it."), &leads))
            h2 { "Times to choose from" }
            p {
                "One to three. Different times of day help parents who work. The school gives parents "
                @match choices.notice { 1 => "1 school day’s notice.", days => { (days) " school days’ notice." } }
            }
            @if !choices.asked.is_empty() {
                ul #asked { @for (name, words) in &choices.asked { li { strong { (name.formal()) } " " (words) } } }
            }
            p.no-print {
                button.second type="submit" name="do" value="propose" { "Fill in free times of whoever leads it" }
                " " a href="/times" { "Who keeps which times free" }
            }
            @for n in 0..SLOTS { (slot_fields(n, true, typed, errors)) }
            @if choices.overlaps {
                (checkboxes(
                    &field("overlap", "A time that another family can still choose", ""),
                    &[("yes", "Offer it all the same: whoever answers first has it")],
                    &[typed.get("overlap")],
                ))
            }
            (how_fields("How you meet", typed, errors))
            (text_input(&field("place", "Where", "As parents read it, for example: Room 3, by the hall"), "text", "off"))
            (text_input(&field("also_present", "Who else will be there", "Names only, for example: Mrs Anand. They stand in the e-mail"), "text", "off"))
            @if ground.kind == Some(PlanKind::EhcDelivery) {
                (checkboxes(&field("ehc_annual", "EHC plan", ""), &[("yes", "This is the annual review meeting")], &[typed.get("ehc_annual")]))
                (annual::asking(choices, typed, errors))
            }
            p { (button("Offer these times")) }
        }))
    }
}

/// Who of other services is to be asked: by hand, since nothing is sent to them.
fn services(agencies: &[Agency]) -> Markup {
    html! {
        @if !agencies.is_empty() {
            p { "Ask these people yourself; Thrice does not write to them:" }
            ul {
                @for one in agencies {
                    li { @if !one.name.is_empty() { (one.name) ", " } (one.agency) @if !one.contact.is_empty() { " · " (one.contact) } }
                }
            }
        }
    }
}

/// Each adult, and how the invitation reaches them or why it does not.
fn who(choices: &MeetingChoices, reasons: bool) -> Markup {
    let rows: Vec<Vec<Markup>> = choices
        .adults
        .iter()
        .map(|(card, may)| {
            let email = card.email.as_deref().is_some_and(|e| !e.is_empty());
            let way = Way::of(card.needs.format, email, !card.phone.is_empty());
            vec![
                html! { (card.name.formal()) },
                html! {
                    (card.relationship)
                    @if card.responsibility == "no" { br; span.muted { "No parental responsibility" } }
                },
                html! {
                    @match may {
                        Err(why) => { "Not invited: " (reason(why, reasons)) }
                        Ok(()) => (by(way)),
                    }
                },
                html! {
                    @if choices.apart.contains(&card.id) { strong { "Would like to meet without the other parent, who is not to know" } br; }
                    (wishes(&card.needs, reasons))
                },
            ]
        })
        .collect();
    table(
        "Parents and carers",
        &["Name", "Who they are", "Invitation", "What they need"],
        &rows,
        "No parent or carer is known.",
    )
}

fn by(way: Way) -> &'static str {
    match way {
        Way::Mail => "Invited by e-mail",
        Way::MailAndLetter => "Invited by e-mail and by letter",
        Way::Letter => "Invited by hand: the office is asked for a letter",
        Way::Phone => "Invited by hand: the office is asked to phone",
    }
}

/// What bears on the times and the way of a meeting.
fn wishes(needs: &Needs, contacts: bool) -> Markup {
    let suits = needs.suits.words();
    html! {
        @if let Some(language) = needs.interpreter() { "Interpreter: " (language) br; }
        @if needs.format != Format::AsItComes { (needs.format.words()) br; }
        @if !suits.is_empty() { strong { "Good times: " (suits) } br; }
        @if contacts && !needs.hours.is_empty() { (needs.hours) br; }
        @if !needs.access_needs.is_empty() { (needs.access_needs) }
    }
}

/// Why somebody may not take part, as far as the reader may know.
pub(in crate::web) fn reason(why: &HeldBack, reasons: bool) -> String {
    match why {
        HeldBack::Barred | HeldBack::RestrictionToBeChecked if !reasons => "the SENCO can tell you more".to_owned(),
        why => why.words(),
    }
}

fn leave_out(choices: &MeetingChoices, typed: &Typed, errors: &FormErrors) -> Markup {
    let people: Vec<_> = choices.invitable().map(|card| (card.id, card.id.to_string(), card.name.formal())).collect();
    let options: Vec<_> = people.iter().map(|(_, id, name)| (id.as_str(), name.as_str())).collect();
    let ticked: Vec<_> =
        people.iter().filter(|(id, ..)| left_out(typed, *id)).map(|(_, number, _)| number.as_str()).collect();
    let field = Field {
        name: "leave_out",
        label: "Leave somebody out of this meeting?",
        hint: "Everybody in the list is invited, unless you tick them here. Parents who live apart may each have a meeting of their own.",
        value: "",
        errors,
    };
    html! { @if options.len() > 1 { (checkboxes(&field, &options, &ticked)) } }
}

/// What became of the newest meeting on the plan, where that matters for another.
fn already(ground: &Ground, newest: &Try) -> Markup {
    html! {
        @match newest.became {
            Became::Open | Became::Booked(_) => p.banner {
                "A meeting is offered already. " (newest.became) ". "
                a href=(format!("/conversations/{}", newest.id)) { "Open it" }
            },
            Became::Missed(_) | Became::CalledOff => p.banner {
                "The last meeting did not come about. " (newest.became) ". "
                a href=(format!("/plans/{}/conversations/new?replaces={}", ground.plan, newest.id)) { "Offer that one again" }
                ", so that the tries are counted together."
            },
            Became::Met(_) => {}
        }
    }
}

/// The tries that this offer follows.
fn earlier(before: &[Try]) -> Markup {
    html! {
        p.lead { "Try " (before.len() + 1) ". The times that were offered before are withdrawn." }
        (tries(before, None))
    }
}

/// The day of each try: that of the meeting, where one was agreed, else that of the offer.
fn days(all: &[Try]) -> String {
    let day = |one: &Try| match one.became {
        Became::Met(day) | Became::Missed(day) | Became::Booked(day) => day,
        Became::CalledOff | Became::Open => one.offered.today(),
    };
    all.iter().map(|one| ShortDay(day(one)).to_string()).collect::<Vec<_>>().join(", ")
}

/// Every try, with a link to each but the one that is shown.
pub(super) fn tries(all: &[Try], here: Option<ConversationId>) -> Markup {
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .enumerate()
        .map(|(n, one)| {
            vec![
                html! {
                    @if here == Some(one.id) { "Try " (n + 1) " (this one)" }
                    @else { a href=(format!("/conversations/{}", one.id)) { "Try " (n + 1) } }
                },
                html! { (LongDay(one.offered.today())) },
                html! { (one.became) },
            ]
        })
        .collect();
    html! {
        p { "Tried " (times(all.len())) ": " (days(all)) "." }
        (table("Tries to meet", &["Try", "Offered", "What became of it"], &rows, ""))
        @if all.len() >= ENOUGH_TRIES && !all.iter().any(|one| matches!(one.became, Became::Met(_))) {
            p {
                (all.len())
                " tries are on record: they show that the parents were offered to meet. "
                "A phone call, a visit at home or somebody whom the family trusts may reach them where a letter did "
                "not."
            }
        }
    }
}

//! How it looks: the form, everything before it is done, and what was done with the way back.

use maud::{Markup, html};

use super::{
    OfferedPupil, OffersPage, TO_TAKE_BACK,
    form::{KEPT, Kept, LEAVE_OUT, OWN, OfferFields, TYPED},
};
use crate::{
    domain::{
        conversation::Mode,
        count::counted,
        free_time::Opening,
        plan::PlanKind,
        time::{ClockTime, LongDay, Moment, ShortDay},
    },
    store::conversations::offers::{Asked, Offered},
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, number_input, radios, select, text_input},
            typed::Typed,
        },
        meeting::conversations::reason,
        ui::{
            post_form::post_form,
            table::table,
            who_gets_what::{Reached, who_gets_what},
        },
    },
};

pub(super) fn form(seen: &OffersPage, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name: &'static str, label: &'static str, hint: &'static str| Field {
        name,
        label,
        hint,
        value: typed.get(name),
        errors,
    };
    let modes: Vec<_> = Mode::ALL.iter().map(|m| (m.as_code(), m.words())).collect();
    html! {
        p.no-print { a href="/round" { "Back to the review round" } }
        (error_summary(errors))
        h1 { "Invite parents" }
        @if seen.candidates.is_empty() {
            p.empty { "No pupil with a plan was ticked. Tick pupils on the review round first." }
        } @else {
            (post_form("/offers").class("panel").of(html! {
                (ticked(seen))
                (who(seen))
                h2 { "Times kept free for meetings" }
                (date_input(&field("first_on", "First day", "")))
                (date_input(&field("last_on", "Last day", "Days on which the school is closed are left out")))
                (radios(
                    &field(KEPT, "Which times?", ""),
                    &[
                        (OWN, "Those that whoever leads each meeting keeps free"),
                        (TYPED, "The same hours for everybody, typed here"),
                    ],
                ))
                p.no-print { a href="/times" { "Who keeps which times free" } }
                (select(
                    &field(
                        "each",
                        "Times that each family can choose from",
                        "No time is offered to two families of one lead",
                    ),
                    &[("3", "Up to three"), ("2", "Up to two"), ("1", "One")],
                ))
                // Where a browser cannot hide what is not asked for, it stays and is not read.
                div.when-typed {
                    (text_input(&field("from", "From", ""), "time", "off"))
                    (text_input(&field("until", "Until", "No meeting goes on after this"), "time", "off"))
                    (number_input(&field("minutes", "How long one meeting lasts", ""), "", "minutes"))
                    (radios(&field("mode", "How you meet", ""), &modes))
                    (text_input(&field("place", "Where", "As parents read it, for example: Room 3, by the hall"), "text", "off"))
                }
                (text_input(&field("also_present", "Who else will be there", "Names only, for example: Mrs Anand. They stand in the e-mail"), "text", "off"))
                button.primary type="submit" name="do" value="check" { "Look at the invitations" }
            }))
        }
    }
}

/// The ticked pupils, for the form.
fn ticked(seen: &OffersPage) -> Markup {
    html! {
        @for plan in seen.candidates.iter().filter_map(|c| c.row.plan) { input type="hidden" name="plan" value=(plan); }
    }
}

fn who(seen: &OffersPage) -> Markup {
    let rows: Vec<Vec<Markup>> = seen
        .candidates
        .iter()
        .map(|one| {
            vec![
                html! { a href=(format!("/pupils/{}", one.row.pupil)) { (one.row.name.short()) } (beside(one, seen)) },
                html! { @if let Some((_, name)) = &one.row.lead { (name.formal()) } },
                html! { (leave_out(one)) (asked(one)) },
            ]
        })
        .collect();
    html! { div #pupils tabindex="-1" { (table("Whose parents", &["Pupil", "Led by", "Who is invited"], &rows, "")) } }
}

/// Which plan a line is about, where it is not the usual one.
fn beside(one: &OfferedPupil, seen: &OffersPage) -> Markup {
    html! { @if let Some(beside) = one.row.beside(seen.now.today()) { " " span.muted { (beside) } } }
}

/// Everybody who can be asked, with who they are; a tick leaves them out.
fn leave_out(one: &OfferedPupil) -> Markup {
    html! {
        @if one.has_one || one.again { "" } @else {
            @for adult in one.invitable() {
                @let id = format!("{LEAVE_OUT}-{}-{}", one.row.pupil, adult.id);
                div.choice {
                    input type="checkbox" id=(id) name=(LEAVE_OUT) value=(format!("{}-{}", one.row.pupil, adult.id)) checked[one.left_out.contains(&adult.id)];
                    label for=(id) { "Leave out " (adult.name.formal()) ", " (who_they_are(adult)) span.hidden { " of " (one.row.name.short()) } }
                }
            }
        }
    }
}

/// "mother, parental responsibility", as far as it is known.
fn who_they_are(adult: &Asked) -> String {
    let responsibility = match adult.responsibility.as_str() {
        "yes" => "parental responsibility",
        "no" => "no parental responsibility",
        _ => "parental responsibility not known",
    };
    let relationship = adult.relationship.to_lowercase();
    if relationship.is_empty() { responsibility.to_owned() } else { format!("{relationship}, {responsibility}") }
}

/// Whether the office gives somebody the invitation.
fn is_by_hand(adult: &Asked) -> bool {
    adult.reach.as_ref().is_ok_and(|way| !way.by_hand().is_empty())
}

/// Everybody of these families, whether and how the invitation reaches them.
fn reached(seen: &OffersPage, shared: &[(&OfferedPupil, Vec<Opening>)]) -> Vec<Reached> {
    let of = |(family, _): &(&OfferedPupil, Vec<Opening>)| {
        let one = |adult: &Asked| Reached {
            name: adult.name.full(),
            about: family.row.name.short(),
            language: adult.language.clone(),
            how: match &adult.reach {
                Ok(_) if family.left_out.contains(&adult.id) => Err("you left them out".to_owned()),
                Ok(way) => Ok(*way),
                Err(why) => Err(reason(why, seen.reasons)),
            },
            more: "",
        };
        family.adults.iter().map(one).collect::<Vec<_>>()
    };
    shared.iter().flat_map(of).collect()
}

/// Who is asked and how, or why nobody is.
fn asked(one: &OfferedPupil) -> Markup {
    let of = |by_hand: bool| {
        one.invited().filter(|a| is_by_hand(a) == by_hand).map(|a| a.name.formal()).collect::<Vec<_>>().join(", ")
    };
    let (mail, hand) = (of(false), of(true));
    let left = one.adults.iter().filter(|a| a.reach.is_err()).count();
    html! {
        @if let Some(why) = one.why_not() { strong { "Left out: " } (why) "." } @else {
            @if !mail.is_empty() { p.muted { "By e-mail: " (mail) } }
            @if !hand.is_empty() { p.muted { "By phone or letter: " (hand) } }
            @let out: Vec<_> = one.invitable().filter(|a| one.left_out.contains(&a.id)).map(|a| a.name.formal()).collect();
            @if !out.is_empty() { p.muted { "Left out: " (out.join(", ")) } }
            @if left > 0 { p.muted { (left) " not invited: a restriction, or no contact of this pupil any more" } }
            @if one.row.kind == PlanKind::EhcDelivery {
                p.muted {
                    "For the annual review of an EHC plan, offer the meeting from the plan: it needs two weeks’ notice."
                }
            }
        }
    }
}

/// Everything that will be offered.
pub(super) fn check(
    seen: &OffersPage,
    typed: &Typed,
    wish: &OfferFields,
    shared: &[(&OfferedPupil, Vec<Opening>)],
) -> Markup {
    let rows: Vec<Vec<Markup>> = shared
        .iter()
        .map(|(one, at)| {
            vec![
                html! { (one.row.name.short()) (beside(one, seen)) },
                html! { @if let Some((_, name)) = &one.row.lead { (name.formal()) } },
                openings(at, wish),
                asked(one),
            ]
        })
        .collect();
    let left: Vec<&OfferedPupil> = seen.candidates.iter().filter(|c| c.why_not().is_some()).collect();
    let count = |by_hand| shared.iter().flat_map(|(c, _)| c.invited()).filter(|a| is_by_hand(a) == by_hand).count();
    let (mails, by_hand) = (count(false), count(true));
    let fields = [KEPT, "first_on", "last_on", "from", "until", "minutes", "each", "mode", "place", "also_present"];
    html! {
        h1 { "Before it is done: " (meetings(shared.len())) }
        p.lead {
            (invitations(mails)) " by e-mail, " (by_hand) " by phone or letter."
            @if let Kept::Typed { hours, .. } = &wish.kept { " Each meeting lasts " (counted(hours.minutes, "minute", "minutes")) "." }
        }
        p {
            "Nothing is sent for "
            (TO_TAKE_BACK)
            " minutes after you press the button: until then all of it can be taken back. "
            "Invitations leave on school days from 7:30am to 6pm."
        }
        (post_form("/offers").of(html! {
            (ticked(seen))
            @for name in fields { input type="hidden" name=(name) value=(typed.get(name)); }
            @for one in &seen.candidates {
                @for id in &one.left_out { input type="hidden" name=(LEAVE_OUT) value=(format!("{}-{id}", one.row.pupil)); }
            }
            p.actions {
                button.primary type="submit" name="do" value="save" { "Offer " (meetings(shared.len())) }
                button.second type="submit" name="do" value="edit" { "Change something" }
            }
        }))
        (table("What is offered", &["Pupil", "Led by", "Times to choose from", "Who is invited"], &rows, ""))
        h2 { "Who gets an invitation" }
        (who_gets_what("Every parent and carer of these pupils", "About", &reached(seen, shared)))
        @if !left.is_empty() {
            h2 { "Left out" }
            ul { @for one in left { li { (one.row.name.short()) (beside(one, seen)) ": " (one.why_not().unwrap_or_default()) } } }
        }
    }
}

/// What was done, and the way back while there is one.
pub(super) fn done(all: &[Offered], at: Moment, now: Moment) -> Markup {
    let live: Vec<&Offered> = all.iter().filter(|o| !o.cancelled).collect();
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { a href=(format!("/conversations/{}", one.id)) { (one.name.short()) } },
                times(&one.times),
                html! { @if one.cancelled { "Cancelled" } @else { "Offered" } },
            ]
        })
        .collect();
    html! {
        p.no-print { a href="/round" { "Back to the review round" } }
        h1 { (meetings(all.len())) " offered" }
        @if live.is_empty() {
            div.banner.banner-good role="status" { p { strong { "Taken back. " } "None of these meetings is offered any more, and nobody was written to." } }
        } @else if now < at {
            div.banner.banner-good role="status" {
                p {
                    strong { "Nothing has been sent yet. " }
                    "The invitations leave from "
                    (ClockTime(at.local().time()))
                    " on, on school days until 6pm. Parents choose a time, and you see it on Today."
                }
            }
            (post_form(format!("/offers/{}/withdrawal", at.unix())).class("no-print").of(html! {
                p.actions { button.second type="submit" { "Take all of it back" } }
            }))
        } @else {
            p { "The invitations left on " (LongDay(at.today())) ", or leave on the next school day. To call a meeting off, open it." }
        }
        (table("The meetings", &["Pupil", "Times to choose from", "Where it stands"], &rows, ""))
    }
}

/// Times with how long they last, how people meet and where, as far as that differs from one lead to another.
fn openings(all: &[Opening], wish: &OfferFields) -> Markup {
    let moments: Vec<Moment> = all.iter().map(|one| one.starts).collect();
    match &wish.kept {
        Kept::Typed { .. } => times(&moments),
        Kept::Own(_) => html! {
            ul.bare {
                @for one in all {
                    li {
                        (ShortDay(one.starts.today())) ", " (ClockTime(one.starts.local().time())) ", "
                        (counted(one.minutes, "minute", "minutes")) ", " (one.mode.words())
                        @if !one.place.is_empty() { ", " (one.place) }
                    }
                }
            }
        },
    }
}

fn times(all: &[Moment]) -> Markup {
    html! {
        ul.bare {
            @for at in all { li { (ShortDay(at.today())) ", " (ClockTime(at.local().time())) } }
        }
    }
}

fn meetings(n: usize) -> String {
    counted(n, "meeting", "meetings")
}

fn invitations(n: usize) -> String {
    counted(n, "invitation", "invitations")
}

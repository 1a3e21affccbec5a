//! What can be entered about an annual review: read from its form and checked against the rules, then done.

use chrono::NaiveDate;

use super::Seen;
use crate::{
    domain::annual_review::{Decision, DecisionKind, Party, PartyDeed, Recommendation, Step, check_decision},
    store::{
        Tx,
        annual_reviews::{self, Report},
    },
    web::form::{
        days::{date, day_gone},
        fields::FormErrors,
        typed::{Typed, given},
    },
};

/// The longest of each text.
const LONGEST: usize = 4_000;

/// One thing that somebody enters.
pub(super) enum Act {
    /// A step was done, or was not after all. Of which review.
    Tick(i64, Step, Option<NaiveDate>),
    /// Somebody is to be asked and invited.
    Ask(Party, String, String),
    /// What became of somebody who is asked.
    Did(i64, PartyDeed, NaiveDate),
    /// The report.
    Report(Report),
    /// What the authority decided.
    Decide(Decision),
    /// The review is held sooner, for a reason.
    Interim(String),
    /// What was said to the authority. Of which review.
    Chase(i64, NaiveDate, String),
    /// When the pupil moves from one place after 16 to another.
    Move(Option<NaiveDate>),
}

/// Reads what was sent: `do` says which form it was.
pub(super) fn read(typed: &Typed, seen: &Seen, errors: &mut FormErrors) -> Option<Act> {
    let Some(review) = seen.under_way() else {
        errors.add("do", "Enter the authority’s last decision with the plan first: the review runs from that day");
        return None;
    };
    if review.facts.decision.is_some() && !matches!(typed.get("do"), "tick" | "chase") {
        errors.add("do", "The authority has decided that the plan ceases: no review follows");
        return None;
    }
    for field in ["name", "reach", "sections", "disagreement", "sent_to", "how", "reason"] {
        if typed.get(field).chars().count() > LONGEST {
            errors.add(field, format!("Write at most {LONGEST} letters"));
        }
    }
    match typed.get("do") {
        "tick" => tick(typed, seen, errors),
        "ask" => ask(typed, errors),
        "did" => did(typed, seen, errors),
        "report" => report(typed, seen, errors).map(Act::Report),
        "decide" => decide(typed, seen, errors),
        "interim" => {
            given(typed, "reason", "Say why this review is held sooner", errors);
            Some(Act::Interim(typed.get("reason").trim().to_owned()))
        }
        "chase" => chase(typed, seen, errors),
        "move" => move_on(typed, errors),
        _ => {
            errors.add("do", "Choose what to enter");
            None
        }
    }
}

/// The review that a form belongs to: the one under way where it names none. One that has no row yet is 0.
fn review(typed: &Typed, seen: &Seen) -> Option<i64> {
    match typed.get("review") {
        "" => seen.under_way()?.id.or(Some(0)),
        text => seen.reviews.iter().filter_map(|one| one.id).chain([0]).find(|id| id.to_string() == text),
    }
}

fn tick(typed: &Typed, seen: &Seen, errors: &mut FormErrors) -> Option<Act> {
    let step =
        Step::from_code(typed.get("step")).filter(|step| !matches!(step, Step::Meet | Step::Decide | Step::Status));
    let Some(step) = step else {
        errors
            .add("do", "The meeting is ticked by its record, the decision below, and the status by the pupil’s record");
        return None;
    };
    let field = match step {
        Step::Advice => "on-advice",
        Step::Invite => "on-invite",
        Step::Circulate => "on-circulate",
        Step::Report => "on-report",
        Step::Comment => "on-comment",
        _ => "on-finalise",
    };
    let on = match typed.get(field) {
        "" if typed.get("undo") == "yes" => None,
        _ => Some(day_gone(typed, field, "the day on which it was done", seen.today, errors)?),
    };
    Some(Act::Tick(review(typed, seen)?, step, on))
}

fn ask(typed: &Typed, errors: &mut FormErrors) -> Option<Act> {
    given(typed, "name", "Enter their name, or their office", errors);
    let party = Party::from_code(typed.get("party"));
    if party.is_none() {
        errors.add("party", "Choose as what they are asked");
    }
    Some(Act::Ask(party?, typed.get("name").trim().to_owned(), typed.get("reach").trim().to_owned()))
}

fn did(typed: &Typed, seen: &Seen, errors: &mut FormErrors) -> Option<Act> {
    let known = seen.under_way()?.asked.iter().find(|one| one.id.to_string() == typed.get("who"));
    if known.is_none() {
        errors.add("who", "Choose who it was");
    }
    let deed = PartyDeed::from_code(typed.get("deed"));
    if deed.is_none() {
        errors.add("deed", "Choose what happened");
    }
    let on = day_gone(typed, "deed_on", "the day on which that was", seen.today, errors);
    Some(Act::Did(known?.id, deed?, on?))
}

fn report(typed: &Typed, seen: &Seen, errors: &mut FormErrors) -> Option<Report> {
    let Some(held) = seen.under_way()?.facts.held_on else {
        errors.add("recommendation", "The report follows the meeting: record the meeting first");
        return None;
    };
    let recommendation = Recommendation::from_code(typed.get("recommendation"));
    if recommendation.is_none() {
        errors.add("recommendation", "Choose what the school recommends");
    }
    let sent_to = typed.get("sent_to").trim().to_owned();
    let sent_on = match typed.get("sent_on") {
        "" if sent_to.is_empty() => None,
        _ => day_gone(typed, "sent_on", "the day on which it was sent", seen.today, errors),
    };
    if sent_on.is_some() && sent_to.is_empty() {
        errors.add("sent_to", "Say who it went to: everybody who was invited (SEND Regulations 2014 reg 20(7))");
    }
    if sent_on.is_some_and(|on| on < held) {
        errors.add("sent_on", "That is before the meeting: look at the day again");
    }
    Some(Report {
        recommendation: recommendation?,
        sections: typed.get("sections").trim().to_owned(),
        disagreement: typed.get("disagreement").trim().to_owned(),
        sent: sent_on.map(|on| (sent_to, on)),
    })
}

fn decide(typed: &Typed, seen: &Seen, errors: &mut FormErrors) -> Option<Act> {
    let kind = DecisionKind::from_code(typed.get("decision"));
    if kind.is_none() {
        errors.add("decision", "Choose what the authority decided");
    }
    let Some(on) = date(typed.get("decided_on")) else {
        errors.add("decided_on", "Enter the day of the decision, like 2026-12-10");
        return None;
    };
    if let Err(why) = check_decision(on, seen.under_way()?.facts.held_on, seen.today) {
        errors.add("decided_on", why);
    }
    Some(Act::Decide(Decision { kind: kind?, on }))
}

fn chase(typed: &Typed, seen: &Seen, errors: &mut FormErrors) -> Option<Act> {
    given(typed, "how", "Say how, and to whom: by letter, by phone with Mrs Price", errors);
    let on = day_gone(typed, "chased_on", "the day on which you asked", seen.today, errors);
    Some(Act::Chase(review(typed, seen)?, on?, typed.get("how").trim().to_owned()))
}

fn move_on(typed: &Typed, errors: &mut FormErrors) -> Option<Act> {
    match (typed.get("moves_on"), date(typed.get("moves_on"))) {
        ("", _) => Some(Act::Move(None)),
        (_, Some(on)) => Some(Act::Move(Some(on))),
        (_, None) => {
            errors.add("moves_on", "Enter the day of the move, like 2027-09-01");
            None
        }
    }
}

/// Does it. Returns whether it could be: somebody else may have been quicker.
pub(super) async fn done(tx: &mut Tx, seen: &Seen, act: Act) -> anyhow::Result<bool> {
    let (plan, pupil) = (seen.plan.id, seen.plan.pupil);
    match act {
        Act::Move(on) => annual_reviews::set_move(tx, plan, pupil, on).await?,
        Act::Interim(reason) => annual_reviews::make_interim(tx, plan, pupil, &reason).await?,
        Act::Tick(review, step, on) => {
            let review = or_under_way(tx, seen, review).await?;
            annual_reviews::tick(tx, review, pupil, step, on).await?;
        }
        Act::Chase(review, on, how) => {
            let review = or_under_way(tx, seen, review).await?;
            annual_reviews::chase(tx, review, pupil, on, &how).await?;
        }
        Act::Ask(party, name, reach) => {
            let review = annual_reviews::under_way(tx, plan, pupil).await?;
            annual_reviews::add_party(tx, review, pupil, party, &name, &reach).await?;
        }
        Act::Did(who, deed, on) => {
            let review = annual_reviews::under_way(tx, plan, pupil).await?;
            return annual_reviews::party_did(tx, review, pupil, who, (deed, on)).await;
        }
        Act::Report(report) => {
            let review = annual_reviews::under_way(tx, plan, pupil).await?;
            annual_reviews::put_report(tx, review, pupil, &report).await?;
        }
        Act::Decide(decision) => {
            let review = annual_reviews::under_way(tx, plan, pupil).await?;
            return annual_reviews::decide(tx, review, plan, pupil, decision).await;
        }
    }
    Ok(true)
}

async fn or_under_way(tx: &mut Tx, seen: &Seen, review: i64) -> anyhow::Result<i64> {
    match review {
        0 => annual_reviews::under_way(tx, seen.plan.id, seen.plan.pupil).await,
        id => Ok(id),
    }
}

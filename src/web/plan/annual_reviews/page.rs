//! How the annual review looks: what rules, the steps, the people, the report, the decision, the years before.

use maud::{Markup, html};

use super::{Seen, people, wanted::status_form};
use crate::{
    documents::MAKES_PDF,
    domain::{
        annual_review::{
            DecisionKind, Due, Recommendation, ReviewKind, Step, StepState, Whose, in_force_until, limits, steps,
        },
        time::LongDay,
    },
    store::annual_reviews::{AnnualReview, Report},
    web::{
        form::{
            fields::{Field, FormErrors, date_input, error_summary, radios, second_button, text_input, textarea},
            typed::Typed,
        },
        ui::{button::button, post_form::post_form, step_state::step_state, table::table},
    },
};

/// One form of the page: its fields as typed where it was the one that was sent.
pub(super) struct Entered<'a> {
    pub(super) seen: &'a Seen,
    typed: &'a Typed,
    errors: &'a FormErrors,
}

impl<'a> Entered<'a> {
    pub(super) fn field<'b>(&'b self, name: &'b str, label: &'b str, hint: &'b str) -> Field<'b> {
        Field { name, label, hint, value: self.typed.get(name), errors: self.errors }
    }

    /// A form of this page that enters one thing.
    pub(super) fn form(&self, act: &str, fields: &Markup) -> Markup {
        post_form(format!("/plans/{}/annual-review", self.seen.plan.id)).of(html! {
            input type="hidden" name="do" value=(act);
            (fields)
        })
    }

    /// The same, folded away until it is wanted or was sent.
    pub(super) fn folded(&self, act: &str, title: &str, fields: &Markup) -> Markup {
        html! {
            details.no-print open[self.typed.get("do") == act] {
                summary { (title) }
                (self.form(act, fields))
            }
        }
    }
}

pub(super) fn page(seen: &Seen, typed: &Typed, errors: &FormErrors) -> Markup {
    let entered = Entered { seen, typed, errors };
    html! {
        p.no-print { a href=(format!("/plans/{}", seen.plan.id)) { "Back to the plan" } }
        (error_summary(errors))
        h1 { "Annual review of " (seen.plan.pupil_name.short()) "’s EHC plan" }
        @match seen.under_way() {
            None => p.lead { "Its dates run from the authority’s last decision, or from the day the plan was issued. "
                a href=(format!("/plans/{}/edit#ehc_anchor_on", seen.plan.id)) { "Enter that day" } },
            Some(review) => {
                p.lead { (lead(review)) }
                @if MAKES_PDF && seen.draws_pack {
                    p.actions.no-print { a.second href=(format!("/plans/{}/annual-review/pack.pdf", seen.plan.id)) download { "Download the pack as PDF" } }
                }
                (rules(seen, review))
                (steps_of(&entered, review))
                (people::section(&entered, review))
                (report(&entered, review))
                (decision(&entered, review))
                @for earlier in seen.reviews.iter().skip(1) { (earlier_one(&entered, earlier)) }
                (around(&entered, review))
            }
        }
    }
}

/// Where it stands, in a sentence.
pub(super) fn lead(review: &AnnualReview) -> String {
    let kind = match review.kind {
        ReviewKind::Annual => String::new(),
        ReviewKind::Interim => format!("An interim review: {}. ", review.reason),
    };
    if let Some(decided) = review.facts.decision {
        return format!("{kind}{} by the authority’s decision of {}.", decided.kind.words(), LongDay(decided.on));
    }
    let stands = match (review.facts.held_on, review.facts.booked_on, review.facts.limit) {
        (Some(held), ..) => format!("Held on {}. The authority’s decision is to come.", LongDay(held)),
        (None, Some(booked), _) => format!("The meeting is booked for {}.", LongDay(booked)),
        (None, None, Some(limit)) => {
            format!("No meeting is booked. The last day by law is {}.", LongDay(limit.latest_meeting))
        }
        (None, None, None) => String::new(),
    };
    format!("{kind}{stands}")
}

/// Every limit, the one that rules first.
fn rules(seen: &Seen, review: &AnnualReview) -> Markup {
    let running = review.facts.limit.filter(|_| review.facts.decision.is_none());
    let (Some(anchor), Some(limit)) = (review.anchor, running) else { return html! {} };
    let others = limits(anchor, &seen.child, seen.today);
    html! {
        section aria-labelledby="rules" {
            h2 #rules { "What rules" }
            p {
                "The last school day for the meeting is " strong { (LongDay(limit.last_school_day(&seen.calendar))) } ": "
                (limit.words()) " (" (limit.source()) "). Ninety minutes is usual."
            }
            @if others.len() > 1 {
                ul { @for other in others.iter().skip(1) { li { "Later: " (other.words()) " (" (other.source()) ")." } } }
            }
        }
    }
}

fn steps_of(entered: &Entered<'_>, review: &AnnualReview) -> Markup {
    let all = steps(&review.facts, entered.seen.today);
    let rows: Vec<Vec<Markup>> = all.iter().map(|due| row(entered, review, due)).collect();
    html! {
        section aria-labelledby="steps" {
            h2 #steps { "The steps" }
            (table("Calendar days count weekends and holidays", &["Step", "By", "Stands", "Source", "Done on"], &rows, ""))
            @if all.iter().any(Due::is_late_with_authority) { (overdue(entered, review)) }
        }
    }
}

fn row(entered: &Entered<'_>, review: &AnnualReview, due: &Due) -> Vec<Markup> {
    let whose = match due.whose {
        Whose::School => "",
        Whose::Authority => " (the authority’s)",
        Whose::Parents => " (the parents’)",
    };
    vec![
        html! { (due.step.words()) span.muted { (whose) } },
        html! { (LongDay(due.by)) br; span.muted { (due.unit) } },
        step_state(due.state),
        html! { (due.source) },
        tick(entered, review, due),
    ]
}

/// The tick of a step: its day, or the way to take it back. The meeting and the decision have ways of their own.
fn tick(entered: &Entered<'_>, review: &AnnualReview, due: &Due) -> Markup {
    if due.step == Step::Status && entered.seen.changes() && !matches!(due.state, StepState::Done(_)) {
        return html! { a href=(status_form(entered.seen.plan.pupil, due.by)) { "Enter the status" } };
    }
    let by_itself = matches!(due.step, Step::Meet | Step::Decide | Step::Status);
    if by_itself || !entered.seen.changes() || matches!(due.state, StepState::NotNeeded(_)) {
        return html! {};
    }
    let name = format!("on-{}", due.step.as_code());
    let label = format!("{}: done on", due.step.words());
    let hidden = html! {
        input type="hidden" name="step" value=(due.step.as_code());
        input type="hidden" name="review" value=(review.id.unwrap_or(0));
    };
    match due.state {
        StepState::Done(_) => entered.form(
            "tick",
            &html! {
                (hidden)
                input type="hidden" name="undo" value="yes";
                button.quiet type="submit" { "Not done" span.hidden { ": " (due.step.words()) } }
            },
        ),
        _ => entered
            .form("tick", &html! { (hidden) (date_input(&entered.field(&name, &label, ""))) (second_button("Done")) }),
    }
}

/// What is late with the authority: the log, a line for it, and the letter.
fn overdue(entered: &Entered<'_>, review: &AnnualReview) -> Markup {
    let path = format!("/plans/{}/annual-review/letter", entered.seen.plan.id);
    html! {
        div.panel {
            h3 { "Overdue with the authority" }
            @if review.chases.is_empty() { p { "Nobody has written down that the authority was asked." } }
            ul { @for chase in &review.chases {
                li { (LongDay(chase.on)) ": " (chase.how) @if let Some(by) = &chase.by { span.muted { " (" (by.formal()) ")" } } }
            } }
            @if entered.seen.changes() {
                p.no-print { a href=(path) { "The letter to the authority, ready to send" } }
                (entered.folded("chase", "Write down that the authority was asked", &html! {
                    input type="hidden" name="review" value=(review.id.unwrap_or(0));
                    (date_input(&entered.field("chased_on", "On which day", "")))
                    (text_input(&entered.field("how", "How, and whom", "By letter; by phone with Mrs Price"), "text", "off"))
                    (button("Write it down"))
                }))
            }
        }
    }
}

fn report(entered: &Entered<'_>, review: &AnnualReview) -> Markup {
    let options: Vec<_> = Recommendation::ALL.iter().map(|r| (r.as_code(), r.words())).collect();
    html! {
        section aria-labelledby="report" {
            h2 #report { "The school’s report" }
            p { "It recommends; the authority decides. It goes to everybody who was invited, with whatever was disagreed about." }
            @match &review.report {
                Some(report) => (written(report)),
                None => p.muted { "Not written yet." },
            }
            @if entered.seen.changes() && review.facts.held_on.is_some() && review.facts.decision.is_none() {
                @let sections = "B, C, D, E, F, G, H, I: what should be added, changed or left out";
                (entered.folded("report", if review.report.is_some() { "Put the report right" } else { "Write the report" }, &html! {
                    (radios(&entered.field("recommendation", "The school recommends", ""), &options))
                    (textarea(&entered.field("sections", "Which sections should change, and how", sections), 5))
                    (textarea(&entered.field("disagreement", "Who sees it otherwise", "In their own words; empty where everybody agrees"), 3))
                    (text_input(&entered.field("sent_to", "Who it went to", "Everybody who was invited"), "text", "off"))
                    (date_input(&entered.field("sent_on", "On which day", "Empty until it is sent")))
                    (button("Save the report"))
                }))
            }
        }
    }
}

fn written(report: &Report) -> Markup {
    html! {
        dl {
            dt { "Recommends" } dd { (report.recommendation.words()) }
            @if !report.sections.is_empty() { dt { "Sections" } dd.typed { (report.sections) } }
            @if !report.disagreement.is_empty() { dt { "Seen otherwise" } dd.typed { (report.disagreement) } }
            dt { "Sent" }
            dd { @match &report.sent { Some((to, on)) => { "To " (to) ", " (LongDay(*on)) }, None => "Not yet" } }
        }
    }
}

fn decision(entered: &Entered<'_>, review: &AnnualReview) -> Markup {
    let options: Vec<_> = DecisionKind::ALL.iter().map(|d| (d.as_code(), d.words())).collect();
    html! {
        section aria-labelledby="decision" {
            h2 #decision { "The authority’s decision" }
            @match review.facts.decision {
                Some(decided) => { p { strong { (decided.kind.words()) } ", " (LongDay(decided.on)) "." } (ceasing(entered, review)) },
                None => p.muted { "Not made yet. The next year’s dates run from it." },
            }
            @if entered.seen.changes() && review.facts.decision.is_none() {
                (entered.folded("decide", "Enter the decision", &html! {
                    (radios(&entered.field("decision", "What the authority decided", ""), &options))
                    (date_input(&entered.field("decided_on", "Day of the decision", "As its letter says; the proposed changes come with it")))
                    (button("Save the decision"))
                }))
            }
        }
    }
}

/// After a decision to cease: until when the plan is in force at the least, and the status that follows. Nothing changes by itself.
fn ceasing(entered: &Entered<'_>, review: &AnnualReview) -> Markup {
    let ceases = review.facts.decision.filter(|decided| decided.kind == DecisionKind::Cease && !review.facts.runs_on);
    html! {
        @if let Some(decided) = ceases {
            @let until = in_force_until(decided.on);
            div.panel {
                p {
                    "The plan stays in force until the time for an appeal is over: two months from the decision, " strong { (LongDay(until)) }
                    ", or one month from a mediation certificate where that is later. Where somebody appeals, it stays in force until the appeal "
                    "is decided (Children and Families Act 2014 s.45(4)). Until then the school provides all that is in it."
                }
                @match (review.facts.no_ehcp_since.filter(|since| decided.on < *since), entered.seen.changes()) {
                    (Some(since), _) => p { "The pupil’s SEN status is another one since " (LongDay(since)) "." },
                    (None, true) => p {
                        "The plan ceases on " (LongDay(until)) " at the earliest: "
                        a href=(status_form(entered.seen.plan.pupil, until)) { "enter the SEN status from then on" }
                        ". It is never changed by itself."
                    },
                    (None, false) => {},
                }
            }
        }
    }
}

/// A review that is decided: its steps that are still open stay here until they are ticked.
fn earlier_one(entered: &Entered<'_>, review: &AnnualReview) -> Markup {
    let Some(decided) = review.facts.decision else { return html! {} };
    let all = steps(&review.facts, entered.seen.today);
    let open =
        all.iter().filter(|due| matches!(due.step, Step::Report | Step::Comment | Step::Finalise | Step::Status));
    let rows: Vec<Vec<Markup>> = open.map(|due| row(entered, review, due)).collect();
    html! {
        section {
            h2 { "The review before" }
            p {
                @if let Some(held) = review.facts.held_on { "Held on " (LongDay(held)) ". " }
                (decided.kind.words()) " on " (LongDay(decided.on)) "."
            }
            @if let Some(report) = &review.report { details { summary { "Its report" } (written(report)) } }
            (table("What followed", &["Step", "By", "Stands", "Source", "Done on"], &rows, ""))
            @if all.iter().any(Due::is_late_with_authority) { (overdue(entered, review)) }
        }
    }
}

/// What is seldom needed: a review that is held sooner, a move after 16.
fn around(entered: &Entered<'_>, review: &AnnualReview) -> Markup {
    let after_16 = entered.seen.child.nc_year.parse::<u8>().is_ok_and(|year| year >= 12);
    html! {
        @if entered.seen.changes() {
            @if review.kind == ReviewKind::Annual && review.facts.held_on.is_none() && review.facts.decision.is_none() {
                (entered.folded("interim", "This review is held sooner than it must be", &html! {
                    (textarea(&entered.field("reason", "Why", "What has changed, and who asked for it"), 3))
                    (button("Make it an interim review"))
                }))
            }
            @if after_16 {
                (entered.folded("move", "The pupil moves to another place after 16", &html! {
                    (date_input(&entered.field("moves_on", "On which day", "Empty where they stay. The plan is amended five months before.")))
                    (button("Save the day"))
                }))
            }
        }
    }
}

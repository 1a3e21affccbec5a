//! A pupil's page: who they are, where the year stands, the plan, and whom to talk with.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Relation, Thing, Verb},
        attendance::{self, Band},
        count::counted,
        ids::{PlanId, PupilId},
        part_time,
        restriction::Effect,
        sen_status::{SenCode, since},
        standing::{Cell, NotNeeded, Standing, State},
        time::LongDay,
    },
    store::pupils::{
        head::Head,
        page::{Contact, OpenPlan, Page, Target},
    },
    web::{
        frame::session::Person,
        pupil::{
            annual_review::next_step,
            contacts::format_words,
            leavers,
            part_time::on_overview,
            restrictions::{HIDDEN, effect_tag},
            safeguarding,
        },
        ui::{
            lines::lines,
            strip::{standing_strip, strip_of_leaver},
            summary_list::summary_list,
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// Half days in a usual school year: 190 days.
const DAYS_A_YEAR: u32 = 190;

/// Whether a year has nothing to tell: never on SEN support in it, and no meeting either.
fn is_beside_the_point(standing: &Standing) -> bool {
    let never = |cell: &Cell| matches!(cell.state, State::NotNeeded(NotNeeded::NotSupported));
    standing.cells.iter().all(never) && standing.meetings_held + standing.meetings_offered + standing.reviews_held == 0
}

/// What stands on one sheet each.
fn sheets(head: &Head, is_planned: bool, wellbeing_on: Option<NaiveDate>) -> Markup {
    let own = format!("/pupils/{}", head.id);
    html! {
        @if head.may(Thing::Voice, Verb::See) { p.no-print { a href=(format!("{own}/profile")) { "One-page profile" } } }
        @if head.may(Thing::Targets, Verb::See) && is_planned {
            p.no-print { a href=(format!("{own}/my-targets")) { "The pupil’s own card: my targets" } }
        }
        @if head.may(Thing::Targets, Verb::See) {
            p.no-print {
                a href=(format!("{own}/adjustments")) { "Adjustments and equipment" } " "
                a href=(format!("{own}/linked-plans")) { "Plans kept elsewhere" } " "
                @if [Thing::SenRecord, Thing::Review].iter().all(|thing| head.viewer().may(Relation::None, *thing, Verb::See)) {
                    a href=(format!("{own}/evidence")) { "Evidence for the authority" } " "
                }
                @if head.viewer().may(Relation::None, Thing::Costs, Verb::See) {
                    a href=(format!("{own}/funding")) { "Funding" } " "
                    @if head.status == Some(SenCode::Ehcp) { a href=(format!("{own}/personal-budgets")) { "Personal budgets" } }
                }
            }
        }
        @if head.may(Thing::Targets, Verb::See) && (is_planned || wellbeing_on.is_some()) {
            p.no-print {
                a href=(format!("{own}/wellbeing")) { "Wellbeing" }
                @match wellbeing_on { Some(day) => { ", last filled in on " (LongDay(day)) }, None => ", not filled in yet" }
            }
        }
        @if head.may(Thing::Conversation, Verb::See) && is_planned {
            p.no-print { a href=(format!("{own}/shortfalls")) { "What parents say is not happening" } }
        }
        @if is_planned { p.no-print { a href=(format!("{own}/week")) { "Support week on one sheet" } } }
        @if head.may(Thing::Incident, Verb::See) || head.may(Thing::Incident, Verb::Change) {
            p.no-print { a href=(format!("{own}/incidents")) { "Record of force, restraint or seclusion" } }
        }
    }
}

/// All below the bar. Besides where the year stands, `others` says it of each plan that counts for itself.
pub(super) fn body(
    person: &Person,
    head: &Head,
    page: &Page,
    (standing, others): (Option<&Standing>, &BTreeMap<PlanId, Standing>),
    timetables: &[part_time::Facts],
    today: NaiveDate,
) -> Markup {
    let can = |thing, verb| head.may(thing, verb);
    html! {
        @if let Some(standing) = standing.filter(|standing| !is_beside_the_point(standing)) {
            section aria-labelledby="standing" {
                h2 #standing { "Reviews in " (standing.year) }
                @if head.left_on(today).is_some() { (strip_of_leaver(standing)) } @else { (standing_strip(standing)) }
                p.muted {
                    (standing.reviews_held) " of " (counted(standing.required, "review", "reviews")) " held · "
                    (counted(standing.meetings_held, "meeting", "meetings")) " with parents held · " (standing.meetings_offered) " offered"
                }
                @if person.may(Thing::Board, Verb::Change) {
                    p.no-print { a href=(format!("/pupils/{}/exemptions", page.id)) { "Reviews that are not needed" } }
                }
            }
        }
        @if can(Thing::Plan, Verb::See) {
            section aria-labelledby="plans" {
                h2 #plans { "Plan" }
                @for one in &page.plans {
                    (plan(
                        one,
                        others.get(&one.id),
                        head.may_write(one.lead_id),
                        can(Thing::Conversation, Verb::Change),
                        can(Thing::Review, Verb::Change),
                        today,
                    ))
                }
                @if page.plans.is_empty() { p.empty { "No open plan." } }
                (on_overview(head, timetables))
                (sheets(head, !page.plans.is_empty(), page.wellbeing_on))
                @if can(Thing::Plan, Verb::Change) {
                    p.actions.no-print {
                        a.second[page.plans.is_empty()] href=(format!("/pupils/{}/plans/new", page.id)) {
                            @if page.plans.is_empty() { "Start a plan" } @else { "Start another plan" }
                        }
                        a href=(format!("/pupils/{}/plans/new?kind=pastoral", page.id)) { "Start a pastoral plan" }
                        a href=(format!("/pupils/{}/plans/new?kind=part_time_timetable", page.id)) { "Start a part-time timetable" }
                    }
                }
                @if can(Thing::Concern, Verb::Change) {
                    p.actions.no-print {
                        a.second href=(format!("/pupils/{}/concerns/new", page.id)) {
                            "Raise a concern" span.hidden { " about " (head.name.forename) }
                        }
                    }
                }
            }
        }
        @if can(Thing::SenRecord, Verb::See) { (record(head, page, today)) }
        @if can(Thing::Contacts, Verb::See) {
            section aria-labelledby="contacts" {
                h2 #contacts { "Parents and carers" }
                (contacts(&page.contacts, page.id, person.may(Thing::Restrictions, Verb::Change), can(Thing::Contacts, Verb::Change)))
            }
        }
        (safeguarding::section(head))
        (leavers::section(head, today))
    }
}

fn plan(plan: &OpenPlan, own: Option<&Standing>, edits: bool, meets: bool, reviews: bool, today: NaiveDate) -> Markup {
    let path = format!("/plans/{}", plan.id);
    html! {
        article.plan-card {
            h3 { a href=(path) { (plan.kind.words()) } }
            p { "Led by " (plan.lead.formal()) ". Next review agreed for " strong { (LongDay(plan.review_on)) } "." }
            @if let Some(own) = own {
                (standing_strip(own))
                p.muted {
                    @if own.required > 0 { (own.reviews_held) " of " (counted(own.required, "review", "reviews")) }
                    @else { (counted(own.reviews_held, "review", "reviews")) }
                    " of this plan held; "
                    "it counts for itself."
                }
            }
            @if let Some(annual) = &plan.annual { p { (next_step(annual, today)) " " a href=(format!("{path}#annual")) { "All its dates" } } }
            @if let Some(meeting) = &plan.meeting {
                p { "Meeting with parents: " (meeting.became) ". " a href=(format!("/conversations/{}", meeting.id)) { "Open the meeting" } }
            }
            @for one in &plan.targets { (target(one)) }
            @if plan.targets.is_empty() { p.empty { "No target is set." } }
            p.actions.no-print {
                @if meets { a.primary href=(format!("{path}/conversations/new")) { "Offer a meeting" } }
                @if reviews { a.second href=(format!("{path}/review/new")) { "Record the review" } }
                @if edits { a.second href=(format!("{path}/edit")) { "Change the plan" } }
            }
        }
    }
}

/// One target: what to do first, what to avoid, and how far it should go.
pub(in crate::web) fn target(target: &Target) -> Markup {
    html! {
        div.target {
            p.target-words { (target.wording) }
            @if !target.strategy.is_empty() { p.do-this { (tick()) span { strong { "Do: " } (lines(&target.strategy)) } } }
            @if !target.avoid.is_empty() { p.avoid-this { (cross()) span { strong { "Avoid: " } (lines(&target.avoid)) } } }
            p.target-measure {
                (target.measure) ": from " (target.baseline) " to " strong { (target.predicted.of(&target.unit)) }
                @if let Some(challenge) = target.challenge { ", challenge " (challenge) }
            }
        }
    }
}

fn tick() -> Markup {
    html! {
        svg.do-icon viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" {
            path d="m4 13 5 5L20 6" fill="none" stroke="currentColor" stroke-width="3" {}
        }
    }
}

fn cross() -> Markup {
    html! {
        svg.avoid-icon viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" {
            path d="M5 5l14 14M19 5 5 19" fill="none" stroke="currentColor" stroke-width="3" {}
        }
    }
}

/// The fiftieth part of a school year that 98% leaves: "3½ days". Half a day is the least that is counted.
fn allowed_a_year() -> String {
    attendance::days(DAYS_A_YEAR * 2 / 50)
}

fn record(head: &Head, page: &Page, today: NaiveDate) -> Markup {
    let attendance = match page.attendance {
        None => html! { "Not reported" },
        Some((found, on)) => html! {
            (found.words())
            @if let Some(missed) = found.days_missed() { " – " (missed) }
            " up to " (LongDay(on)) ". "
            @if found.band() != Some(Band::Expected) {
                "To reach 98% by July, a pupil misses at most " (allowed_a_year()) " of the year’s " (DAYS_A_YEAR) " school days"
                @if let Some(so_far) = found.days_allowed() { "; " (so_far) " of those up to this day" }
                "."
            }
        },
    };
    let needs = html! {
        @if page.needs.is_empty() { "None recorded" } @else {
            ul.bare { @for need in &page.needs { li { (need) } } }
        }
    };
    let status = html! {
        @match head.status {
            Some(status) => { (status.words()) @if let Some(from) = page.status_from { " " (since(from, page.status_assumed)) } },
            None => "None recorded",
        }
    };
    let mut facts = vec![
        ("Needs", needs),
        ("SEN status", status),
        ("Attendance", attendance),
        ("Date of birth", html! { (LongDay(page.born_on)) }),
        ("Language at home", html! { @if page.language.is_empty() { "Not recorded" } @else { (page.language) } }),
    ];
    if let Some(name) = &page.legal_name {
        facts.push(("Name in law", html! { bdi { (name) } }));
    }
    if let Some(here) = head.roll.iter().find(|span| span.contains(today)) {
        facts.push(("On roll since", html! { (LongDay(here.from)) }));
    }
    if !page.flags.is_empty() {
        facts.push(("Also", html! { (page.flags.join(" · ")) }));
    }
    if let Some(upn) = &page.upn {
        facts.push(("UPN", html! { (upn) }));
    }
    html! {
        section aria-labelledby="facts" {
            h2 #facts { "About" }
            (summary_list(&facts))
            p.no-print { a href=(format!("/pupils/{}/assessments", head.id)) { "Assessments and scores" } }
        }
    }
}

/// `restricts` and `edits` say whether the reader may enter restrictions, and change what is known of somebody.
fn contacts(contacts: &[Contact], pupil: PupilId, restricts: bool, edits: bool) -> Markup {
    let rows: Vec<Vec<Markup>> = contacts
        .iter()
        .map(|c| {
            let responsibility = match c.responsibility.as_str() {
                "yes" => "Yes",
                "no" => "No",
                _ => "Not known",
            };
            vec![
                html! {
                    bdi { (c.name.title) " " (c.name.full()) } " (" (c.relationship) ")"
                    @let (to_be_checked, effects) = &c.restricted;
                    @for effect in effects { br; (effect_tag(*effect)) }
                    @if *to_be_checked {
                        br; (tag(Tone::Soon, "Restriction to be checked")) " " a.no-print href="/restrictions" { "Decide" }
                    } @else if restricts && !effects.contains(&Effect::NoContact) {
                        br; a.no-print href=(format!("/pupils/{pupil}/restrictions/new?contact={}", c.adult)) {
                            "Enter a restriction" span.hidden { " on " (c.name.full()) }
                        }
                    }
                },
                html! { (responsibility) },
                html! {
                    @if c.restricted.1.contains(&Effect::AddressHidden) { (HIDDEN) }
                    @else {
                        (c.email.as_deref().unwrap_or("No e-mail address"))
                        @if !c.phone.is_empty() { br; (c.phone) }
                        @if !c.postal.is_empty() { br; bdi { (c.postal) } }
                    }
                    @if !c.when_to_ring.is_empty() { br; "Good times: " (c.when_to_ring) }
                    @if edits {
                        br; a.no-print href=(format!("/pupils/{pupil}/contacts/{}", c.adult)) { "Change" span.hidden { " what is known of " (c.name.full()) } }
                    }
                },
                html! {
                    @if c.language.is_empty() { "Not recorded" } @else { (c.language) }
                    @if !c.written_language.is_empty() { br; "Writes: " (c.written_language) }
                    @if let Some(interpreter) = &c.interpreter { br; "Interpreter: " (interpreter) }
                    @if !c.format.is_empty() { br; (format_words(&c.format)) }
                    @if !c.access_needs.is_empty() { br; (c.access_needs) }
                },
            ]
        })
        .collect();
    let headings = ["Name", "Parental responsibility", "How to reach them", "Language and needs"];
    html! {
        (table("People the school may talk with", &headings, &rows, "No parent or carer is recorded."))
        @if edits { p.no-print { a href=(format!("/pupils/{pupil}/contacts/new")) { "Add a parent or carer" } } }
    }
}

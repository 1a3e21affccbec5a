//! A plan, read: what to do first, then what is in it, then how it came here. Prints on paper as it stands.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{
    around::{GivenLine, PlanSurroundings},
    quality, versions,
};
use crate::{
    domain::{
        access::{Thing, Verb},
        calendar::Calendar,
        costing::{Line, Pence, Rate, role_words, share_of},
        count,
        payer::{Borne, Payer},
        plan::PlanKind,
        strategy::Way,
        target::{Progress, Score},
        time::LongDay,
    },
    store::{
        conversations::Try,
        payers::PayersByLine,
        plans::{Placement, PlanView, Target},
        provision_map::line_days,
        reviews::{ReviewView, Voice},
    },
    web::{
        form::fields::second_button,
        plan::readings::of_plan,
        pupil::annual_review,
        ui::{
            lines::lines,
            post_form::post_form,
            prompts::prompt_box,
            ring::ring,
            summary_list::summary_list,
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// What the page shows besides the plan.
pub(super) struct PlanPage<'a> {
    /// The school's calendar.
    pub(super) calendar: &'a Calendar,
    /// What stands around it.
    pub(super) around: &'a PlanSurroundings,
    /// Today.
    pub(super) today: NaiveDate,
    /// It has just been saved.
    pub(super) saved: bool,
}

/// The page.
pub(super) fn page(plan: &PlanView, seen: &PlanPage<'_>) -> Markup {
    let id = plan.id;
    html! {
        p.no-print { a href=(format!("/pupils/{}", plan.pupil)) { "Back to " (plan.pupil_name.forename) } }
        @if seen.saved { (saved(plan)) }
        h1 { (plan.pupil_name.full()) " · " (plan.kind.words()) }
        p.lead { (first_thing(plan, seen)) }
        @if plan.is_open() {
            p.actions.no-print {
                @if plan.is_written() {
                    @if plan.may(Thing::Review, Verb::Change) { a.button href=(format!("/plans/{id}/review/new")) { "Record the review" } " " }
                } @else if plan.may_write() {
                    a.button href=(format!("/plans/{id}/edit")) { "Write the plan" } " "
                }
                @if plan.may(Thing::Conversation, Verb::Change) { a href=(format!("/plans/{id}/conversations/new")) { "Offer a meeting" } " " }
                @if plan.is_written() && plan.may_write() { a href=(format!("/plans/{id}/edit")) { "Change the plan" } " " }
                @if plan.is_written() && plan.may(Thing::Plan, Verb::Change) { a href=(format!("/plans/{id}/copy")) { "Copy it for another pupil" } " " }
                @if plan.may(Thing::Review, Verb::Change) { a href=(format!("/plans/{id}/requests/new")) { "A parent asked for a review" } }
            }
        }
        @if !plan.is_written() && plan.is_open() {
            p { strong { "This plan is not written yet." } " It owes reviews, and can be reviewed once it has a target." }
            @if plan.may_be_discarded() && plan.may(Thing::Plan, Verb::Change) {
                (post_form(format!("/plans/{id}/discard")).class("no-print").of(html! { (second_button("Discard this plan")) }))
            }
        }
        @if plan.is_open() { (ring(&plan.stands(seen.today), plan.cycle.number)) }
        (prompt_box(&seen.around.prompts))
        (facts(plan))
        @if plan.may(Thing::SenRecord, Verb::See) { p.no-print { a href=(format!("/pupils/{}/assessments", plan.pupil)) { "Assessments and scores" } } }
        (versions::section(plan, seen.around))
        @if plan.kind == PlanKind::PartTimeTimetable {
            p.no-print { "Days and hours, agreement and reviews: " a href=(format!("/pupils/{}/part-time", plan.pupil)) { "the part-time timetable itself" } }
        }
        @if let Some(found) = &seen.around.quality { (quality::section(plan, found)) }
        @for (name, since) in &seen.around.waits {
            p { (tag(Tone::Soon, "Waiting")) " for a place in " (name) " since " (LongDay(*since)) "." }
        }
        (content(plan, Some((&seen.around.rates, plan.cycle.started_on)), &seen.around.given, &seen.around.payers))
        @if let Some(annual) = &seen.around.annual {
            (annual_review::section(annual, id, plan.may(Thing::Plan, Verb::Change) && plan.is_open(), seen.today))
        }
        (of_plan(&seen.around.readers))
        @if !seen.around.meetings.is_empty() { (meetings(&seen.around.meetings)) }
        @if !seen.around.history.is_empty() {
            h2 { "Reviews so far" }
            p.no-print { a href=(format!("/pupils/{}/progress", plan.pupil)) { "See how the targets have gone" } }
            @for review in &seen.around.history { (past(review)) }
        }
    }
}

/// That it is saved, and where to.
fn saved(plan: &PlanView) -> Markup {
    let words = match plan.draft().filter(|_| plan.may_write()) {
        Some(draft) => format!("What is new is in the draft of version {}.", draft.number),
        None => "The plan is as you see it here.".to_owned(),
    };
    html! { div.banner.banner-good role="status" { p { strong { "Saved. " } (words) } } }
}

/// The one thing that matters now.
fn first_thing(plan: &PlanView, seen: &PlanPage<'_>) -> String {
    if let Some((day, why)) = &plan.closed {
        return format!("This plan ended on {}. {why}", LongDay(*day));
    }
    let day = plan.content.review_on;
    let days = seen.calendar.school_days_between(seen.today, day);
    if plan.content.targets.is_empty() {
        return format!("This plan has no targets yet. Its next review is on {}.", LongDay(day));
    }
    match days {
        _ if day < seen.today => format!("Its review was due on {}, {} ago.", LongDay(day), count::school_days(-days)),
        _ if day == seen.today => "Its review is due today.".to_owned(),
        n => format!("Next review: {}, in {}.", LongDay(day), count::school_days(n)),
    }
}

fn facts(plan: &PlanView) -> Markup {
    let last = plan.last_review_on.map_or_else(|| "None yet".to_owned(), |d| LongDay(d).to_string());
    let terms = &plan.content.terms;
    let mut facts = vec![
        ("Led by", html! { (plan.lead_name.formal()) }),
        ("Started", html! { (LongDay(plan.opened_on)) }),
        ("Last review", html! { (last) }),
        (
            "Next review",
            html! { @if plan.closed.is_some() { "None: the plan has ended" } @else { (LongDay(plan.content.review_on)) } },
        ),
    ];
    if let Some(end) = terms.ends_on {
        facts.push(("Last day", html! { (LongDay(end)) }));
    }
    if !terms.tried_first.is_empty() {
        facts.push(("Tried first, for everybody in class", html! { (terms.tried_first) }));
    }
    for one in &terms.answers {
        facts.push((&one.question, html! { (lines(&one.words)) }));
    }
    if !terms.issues.is_empty() {
        let about: Vec<&str> = terms.issues.iter().map(|issue| issue.words()).collect();
        facts.push(("What it is about", html! { (about.join(" · ")) }));
    }
    if !terms.agencies.is_empty() {
        let who = html! {
            ul.bare {
                @for one in &terms.agencies {
                    li {
                        @if !one.name.is_empty() { (one.name) ", " }
                        (one.agency)
                        @if !one.role.is_empty() { ": " (one.role) }
                        @if !one.contact.is_empty() { " · " (one.contact) }
                    }
                }
            }
        };
        facts.push(("Also taking part", who));
    }
    summary_list(&facts)
}

/// Outcomes, targets and provision. With rates and a day the lines show their cost, to a person who may see it.
pub(super) fn content(
    plan: &PlanView,
    rates: Option<(&[Rate], NaiveDate)>,
    given: &BTreeMap<String, GivenLine>,
    payers: &PayersByLine,
) -> Markup {
    html! {
        @for (n, outcome) in plan.content.outcomes.iter().enumerate() {
            section.outcome {
                h2 { "Outcome " (n + 1) ": " (outcome.wording) }
                p.hint {
                    (outcome.area.words())
                    @if let Some(part) = outcome.adulthood { " · Prepares for: " (part.words()) }
                    @if !outcome.reference.is_empty() { " · EHC plan, section E: " (outcome.reference) }
                }
                @for (place, one) in plan.content.targets.iter().enumerate().filter(|(_, t)| t.outcome == n) {
                    (target(place, one, plan.may(Thing::Plan, Verb::Change), cost_of(plan, rates, place)))
                }
            }
        }
        @if plan.content.outcomes.is_empty() { p.empty { "No outcomes yet." } }
        (provision(plan, rates, given, payers))
    }
}

fn target(place: usize, target: &Target, keeps_bank: bool, cost: Option<Pence>) -> Markup {
    let aim = &target.aim;
    let unit = |score: Score| score.of(&target.unit);
    html! {
        article.target {
            h3 { span.muted { "Target " (place + 1) ": " } (target.wording) }
            p {
                "From " strong { (aim.baseline) } " to " strong { (unit(aim.predicted)) }
                @if let Some(far) = aim.challenge { ", challenge " strong { (far) } }
                ". " (target.measure) "."
                @if target.carried > 0 { " " (tag(Tone::Quiet, &carried(target.carried))) }
            }
            dl.summary {
                @for way in Way::ALL {
                    @let told = target.told(*way);
                    @if !told.is_empty() { div { dt { (way.words()) } dd { (lines(&told)) } } }
                }
                @if !target.at_home.is_empty() { div { dt { "What helps at home" } dd { (target.at_home) } } }
            }
            @if let Some(cost) = cost { p.muted { "Its share of the planned cost: " (cost) } }
            @if let Some(id) = target.id.filter(|_| keeps_bank) {
                (post_form(format!("/bank/targets/{id}")).class("no-print").of(html! {
                    button.second type="submit" { "Put it into the target bank" span.hidden { ": " (target.wording) } }
                }))
            }
        }
    }
}

/// What a target costs until the next review: of each line that serves it an equal share. For whoever sees costs; nothing where no line
/// that serves it has a price.
fn cost_of(plan: &PlanView, rates: Option<(&[Rate], NaiveDate)>, target: usize) -> Option<Pence> {
    let rates = rates.filter(|_| plan.may(Thing::Costs, Verb::See))?;
    let shares = plan.content.placements.iter().filter_map(|line| {
        let nth = line.serves.iter().position(|served| *served == target)?;
        Some(share_of(line.priced(rates.0, rates.1)?.cost(), nth, line.serves.len()))
    });
    let all: Vec<Pence> = shares.collect();
    (!all.is_empty()).then(|| all.into_iter().sum())
}

fn carried(times: u32) -> String {
    format!("Carried forward {}", count::times(times))
}

fn provision(
    plan: &PlanView,
    rates: Option<(&[Rate], NaiveDate)>,
    given: &BTreeMap<String, GivenLine>,
    payers: &PayersByLine,
) -> Markup {
    let rates = rates.filter(|_| plan.may(Thing::Costs, Verb::See));
    let priced = |p: &Placement| rates.and_then(|(rates, day)| p.priced(rates, day));
    let lines = &plan.content.placements;
    let mut heads = vec!["Provision", "How much", "Given by", "Given so far"];
    if rates.is_some() {
        heads.extend(["Paid from", "Cost"]);
    }
    let rows: Vec<Vec<Markup>> = lines
        .iter()
        .map(|p| {
            let mut row = vec![
                html! { (p.provision) @if let Some(serves) = serves(p) { br; span.muted { (serves) } } },
                html! { (p.pattern().words()) },
                html! { @if p.role.is_empty() { "Not said" } @else { (role_words(&p.role)) } },
                so_far(plan, p, given.get(&p.provision), priced(p)),
            ];
            if rates.is_some() {
                row.push(paid_from(plan, p, payers, priced(p)));
                row.push(match priced(p) {
                    Some(line) => html! { (line.working()) },
                    None => html! { "No rate for " (role_words(&p.role)) " on the day this cycle started" },
                });
            }
            row
        })
        .collect();
    let total: Pence = lines.iter().filter_map(priced).map(|line| line.cost()).sum();
    html! {
        h2 { "Provision" }
        (table("Provision until the next review", &heads, &rows, "No provision yet."))
        @if rates.is_some() && !lines.is_empty() { p { "Planned cost until the next review: " strong { (total) } } }
    }
}

/// The streams that bear a line, and the way to where that is said.
fn paid_from(plan: &PlanView, line: &Placement, payers: &PayersByLine, priced: Option<Line>) -> Markup {
    let held = line.id.and_then(|id| payers.get(&id)).map_or(&[][..], Vec::as_slice);
    let named: Vec<Payer> = held.iter().map(|(_, payer)| payer.clone()).collect();
    let (cost, days) =
        (priced.map_or(Pence(0), |line| line.cost()), line_days(plan.cycle.started_on, plan.content.review_on));
    html! {
        (Borne::by(&named, line.funding, cost, days).words(cost))
        @if let Some(id) = line.id {
            br;
            a.no-print href=(format!("/plans/{}/payers/{id}", plan.id)) { "Who pays" span.hidden { " for " (line.provision) } }
        }
    }
}

/// "For targets 1 and 2 · EHC plan, section F: F3", where any of it is said.
fn serves(line: &Placement) -> Option<String> {
    let numbers: Vec<String> = line.serves.iter().map(|place| (place + 1).to_string()).collect();
    let targets = match numbers.as_slice() {
        [] => None,
        [one] => Some(format!("For target {one}")),
        [first @ .., last] => Some(format!("For targets {} and {last}", first.join(", "))),
    };
    let section = (!line.reference.is_empty()).then(|| format!("EHC plan, section F: {}", line.reference));
    let said: Vec<String> = [targets, section].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// What came of a line since the cycle began, and when in the week it is given; or the way to set that.
fn so_far(plan: &PlanView, line: &Placement, given: Option<&GivenLine>, priced: Option<Line>) -> Markup {
    let sets = plan.is_open() && plan.may(Thing::Board, Verb::Change) && plan.may(Thing::Plan, Verb::Change);
    let empty = given.is_none_or(|one| one.came.is_empty());
    html! {
        @if let Some(one) = given {
            @if !one.came.is_empty() {
                (one.came.words())
                @if let Some(priced) = priced.filter(|priced| priced.has_hours()) {
                    p.muted {
                        "Hours given: " (priced.hours_of(one.came.given()))
                        @if one.came.lost() > 0 { "; lost: " (priced.hours_of(one.came.lost())) }
                    }
                }
            }
            @for time in &one.times { p.muted { (time) } }
        }
        @if empty { span.muted { @if given.is_some() { "Nothing yet" } @else { "No times set" } } }
        @if let Some(id) = line.id.filter(|_| sets && given.is_none_or(|one| one.times.is_empty())) {
            " " a.no-print href=(format!("/groups/new?placement={id}")) { "Set its times" span.hidden { ": " (line.provision) } }
        }
    }
}

fn meetings(meetings: &[Try]) -> Markup {
    let rows: Vec<Vec<Markup>> = meetings
        .iter()
        .map(|one| {
            let offered = LongDay(one.offered.today());
            vec![html! { a href=(format!("/conversations/{}", one.id)) { (offered) } }, html! { (one.became) }]
        })
        .collect();
    html! {
        h2 { "Meetings with parents" }
        (table("The newest first", &["Offered", "What became of it"], &rows, ""))
    }
}

fn past(review: &ReviewView) -> Markup {
    html! {
        details {
            summary { (LongDay(review.held_on)) " · " (review.decision.words()) @if review.ehc_annual { " · annual review" } }
            ul {
                @for r in &review.results {
                    li {
                        (r.wording) " " (tag(tone(r.progress), r.progress.words()))
                        @if let Some(actual) = r.actual { " from " (r.aim.baseline) " to " (actual.of(&r.unit)) ", expected " (r.aim.predicted) }
                        @if !r.note.is_empty() { ". " (r.note) }
                    }
                }
            }
            (said("Pupil", &review.pupil))
            (said("Parents", &review.parent))
            @if !review.summary.is_empty() { p { (review.summary) } }
            @if !review.reason.is_empty() { p { "Decided because: " (review.reason) } }
            @for one in &review.corrections {
                p.muted {
                    (one.field.words()) " was corrected by " (one.by.formal()) " on " (LongDay(one.at.today())) ". Before that: "
                    @if one.before.is_empty() { "nothing." } @else { "“" (one.before) "”" }
                }
            }
        }
    }
}

/// "Pupil (talking, written down by Miss Bell): “…”", or that they did not want to take part.
fn said(who: &str, voice: &Voice) -> Markup {
    let mut notes = Vec::new();
    if !voice.how.is_empty() {
        notes.push(voice.how.clone());
    }
    if !voice.by.is_empty() {
        notes.push(format!("written down by {}", voice.by));
    }
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
    html! {
        @if voice.declined { p { (who) (notes) ": was asked, and did not want to take part" } }
        @else if !voice.words.is_empty() { p { (who) (notes) ": “" (voice.words) "”" } }
    }
}

fn tone(progress: Progress) -> Tone {
    match progress {
        Progress::Exceeded => Tone::Sky,
        Progress::Met => Tone::Good,
        Progress::Partly => Tone::Soon,
        Progress::Declined => Tone::Late,
        Progress::NoChange | Progress::NotDelivered => Tone::Quiet,
    }
}

//! How concerns look: a list, a pupil's, one with its decisions, and the few lines that other pages show.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::deciding;
use crate::{
    domain::{
        access::{Relation, Thing, Verb, Viewer},
        concern::Standing,
        sen_status::Told,
        time::{Day, LongDay},
    },
    store::{
        concerns::Concern,
        pupils::{head::Head, page::Listed},
    },
    web::{
        form::fields::{Field, FormErrors, error_summary, select},
        pupil::head::{Tab, bar},
        ui::{
            summary_list::summary_list,
            tag::{Tone, tag},
        },
    },
};

/// Who looks at one concern, and after what.
pub(super) struct ConcernPage<'a> {
    /// May decide.
    pub(super) decides: bool,
    /// Raised it.
    pub(super) is_own: bool,
    /// What was just saved.
    pub(super) saved: Option<&'a str>,
    pub(super) today: NaiveDate,
}

/// Every concern that the reader may see, those to decide first.
pub(super) fn list(found: &[Concern], raises: bool, decides: bool, today: NaiveDate) -> Markup {
    let (open, rest): (Vec<_>, Vec<_>) = found.iter().partition(|c| c.standing(today).is_to_decide() && c.on_roll);
    html! {
        h1 { "Concerns" }
        p.lead {
            @match open.len() {
                0 => "No concern waits for an answer.",
                1 => "1 concern waits for an answer.",
                n => { (n) " concerns wait for an answer." }
            }
        }
        @if raises { p.actions.no-print { a.button href="/concerns/new" { "Raise a concern" } } }
        @if !open.is_empty() { (rows(&open, if decides { "Decide" } else { "Open" }, today)) }
        @if !rest.is_empty() {
            section aria-labelledby="answered" {
                h2 #answered { "Answered" }
                (rows(&rest, "Open", today))
            }
        }
    }
}

fn rows(concerns: &[&Concern], verb: &str, today: NaiveDate) -> Markup {
    html! {
        ul.rows {
            @for one in concerns {
                li.row {
                    span.row-who { a href=(format!("/pupils/{}", one.pupil)) { (one.pupil_name.short()) } " " span.muted { (one.class) } }
                    span.row-what {
                        (stands(one, today)) " "
                        span.muted { "raised " (Day(one.raised.today())) " by " (one.raised_by.1.formal()) }
                    }
                    a.second href=(format!("/concerns/{}", one.id)) { (verb) span.hidden { ": the concern about " (one.pupil_name.short()) } }
                }
            }
        }
    }
}

/// Where a concern stands, as a tag with its day.
fn stands(concern: &Concern, today: NaiveDate) -> Markup {
    let outcome = concern.newest().map_or("", |d| d.outcome.words());
    html! {
        @match concern.standing(today) {
            Standing::Waiting => (tag(Tone::Soon, "Waits for an answer")),
            Standing::LookAgain(on) => { (tag(Tone::Late, "Look again")) " " (outcome) ", to be looked at again since " (Day(on)) }
            Standing::Watched(on) => { (tag(Tone::Sky, outcome)) " look again on " (Day(on)) }
            Standing::Settled => (tag(Tone::Good, outcome)),
        }
    }
}

/// The concerns about one pupil: a page of the pupil's record.
pub(super) fn of_pupil(pupil: &Head, found: &[Concern], raises: bool, today: NaiveDate) -> Markup {
    html! {
        (bar(pupil, Tab::Concerns))
        @if raises { p.actions.no-print { a.button href=(format!("/pupils/{}/concerns/new", pupil.id)) { "Raise a concern" } } }
        @if found.is_empty() { p.empty { "No concern has been raised that you can see." } }
        @for one in found {
            article.plan-card {
                h2 { a href=(format!("/concerns/{}", one.id)) { "Raised " (LongDay(one.raised.today())) } }
                p { (stands(one, today)) }
                p { (one.content.seen) }
                p.muted { "By " (one.raised_by.1.formal()) }
            }
        }
    }
}

/// One concern, what was decided about it, and the form for those who decide.
pub(super) fn one(
    concern: &Concern,
    seen: &ConcernPage<'_>,
    typed: &deciding::DecisionFields,
    errors: &FormErrors,
) -> Markup {
    let to_decide = concern.standing(seen.today).is_to_decide();
    html! {
        @match seen.saved {
            Some("concern") => (good("Sent to the SENCO. ", "The answer will stand here and on your first page.")),
            Some(_) => (good("The decision is saved. ", &format!("{} reads it on their first page.", concern.raised_by.1.formal()))),
            None => {}
        }
        p.no-print { a href="/concerns" { "Back to the concerns" } }
        (error_summary(errors))
        h1 { "Concern about " a href=(format!("/pupils/{}", concern.pupil)) { (concern.pupil_name.full()) } }
        p { (stands(concern, seen.today)) @if !concern.on_roll { " " (tag(Tone::Quiet, "No longer on roll")) } }
        (decisions(concern))
        (written(concern))
        @if seen.decides {
            @if to_decide || !errors.is_empty() {
                h2 { @if concern.decisions.is_empty() { "Decide" } @else { "Decide anew" } }
                (deciding::form(concern, typed, errors))
            } @else {
                details.no-print { summary { "Decide anew" } (deciding::form(concern, typed, errors)) }
            }
        } @else if seen.is_own && concern.decisions.is_empty() {
            p.muted { "The SENCO has it. You hear of the answer on your first page and in the morning's message." }
        }
    }
}

fn good(strong: &str, rest: &str) -> Markup {
    html! { div.banner.banner-good role="status" { p { strong { (strong) } (rest) } } }
}

fn decisions(concern: &Concern) -> Markup {
    html! {
        @for decision in concern.decisions.iter().rev() {
            article.plan-card {
                h2 { (decision.outcome.words()) }
                p { (decision.words) }
                @if let Some(on) = decision.look_again_on { p { "Look again on " strong { (LongDay(on)) } } }
                p.muted { "Decided " (LongDay(decision.at.today())) " by " (decision.by.formal()) }
            }
        }
    }
}

fn written(concern: &Concern) -> Markup {
    let content = &concern.content;
    let tried = html! { (content.tried) @if !content.tried_for.is_empty() { " (" (content.tried_for) ")" } };
    let parents = match &content.parents {
        Told::On(on, how) => html! { "Told on " (LongDay(*on)) ": " (how) },
        Told::NotYet(why) => html! { "Not told yet: " (why) },
    };
    let raised = html! { (LongDay(concern.raised.today())) " by " (concern.raised_by.1.formal()) };
    summary_list(&[
        ("What was seen", html! { (content.seen) }),
        ("Since about", html! { (LongDay(content.noticed_on)) }),
        ("What was tried", tried),
        ("What happened", html! { (content.happened) }),
        ("Parents", parents),
        ("Raised", raised),
    ])
}

/// The pupils about whom the reader may raise a concern.
pub(super) fn choose(pupils: &[Listed], errors: &FormErrors) -> Markup {
    let name = |one: &Listed| {
        if one.class.is_empty() { one.name.full() } else { format!("{}, {}", one.name.full(), one.class) }
    };
    let names: Vec<(String, String)> = pupils.iter().map(|one| (one.id.to_string(), name(one))).collect();
    let mut options = vec![("", "Choose")];
    options.extend(names.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    html! {
        (error_summary(errors))
        h1 { "Raise a concern" }
        @if pupils.is_empty() { p.empty { "You teach or support nobody today." } } @else {
            form.panel method="get" action="/concerns/new" {
                (select(&Field { name: "pupil", label: "About whom?", hint: "", value: "", errors }, &options))
                button.primary type="submit" { "Go on" }
            }
        }
    }
}

/// On the SENCO's first page: what is to be decided.
pub(in crate::web) fn on_today(waiting: &[Concern], today: NaiveDate) -> Markup {
    let open: Vec<&Concern> = waiting.iter().collect();
    html! {
        @if !open.is_empty() {
            section aria-labelledby="concerns" {
                h2 #concerns { "Concerns to decide (" (open.len()) ")" }
                (rows(&open, "Decide", today))
            }
        }
    }
}

/// Days for which an answer stands on the first page of whoever raised the concern.
const ANSWER_SHOWN: i64 = 28;

/// On the first page of whoever raised concerns: their own, what became of them, and the way to raise one.
pub(in crate::web) fn mine(own: &[Concern], viewer: &Viewer, today: NaiveDate) -> Markup {
    let is_news = |c: &&Concern| c.newest().is_none_or(|d| (today - d.at.today()).num_days() <= ANSWER_SHOWN);
    let shown: Vec<&Concern> = own.iter().filter(is_news).collect();
    html! {
        @if !shown.is_empty() {
            section aria-labelledby="concerns" {
                h2 #concerns { "Your concerns" }
                ul.rows {
                    @for one in shown {
                        li.row {
                            span.row-who { a href=(format!("/pupils/{}", one.pupil)) { (one.pupil_name.short()) } " " span.muted { (one.class) } }
                            div.row-what {
                                (stands(one, today))
                                @if let Some(decision) = one.newest() {
                                    p { (decision.words) }
                                    p.muted { (Day(decision.at.today())) ", " (decision.by.formal()) }
                                }
                            }
                            a.second href=(format!("/concerns/{}", one.id)) { "Read" span.hidden { ": the concern about " (one.pupil_name.short()) } }
                        }
                    }
                }
            }
        }
        @if viewer.may(Relation::Supports, Thing::Concern, Verb::Change) {
            p.actions.no-print { a.second href="/concerns/new" { "Raise a concern" } a href="/concerns" { "All concerns" } }
        }
    }
}

//! What teachers said, where a review is written: of each target beside it, the rest together, and who has not answered.

use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        ids::{StaffId, TargetId},
        time::ShortDay,
    },
    store::{plans::PlanView, teacher_views::Voice},
};

/// What was said of one target: "Mr Shah, Thu 12 Nov: Most of the time. With a partner".
pub(in crate::web) fn of_target(target: Option<TargetId>, voices: &[Voice]) -> Markup {
    let said = voices.iter().filter_map(|one| {
        let (at, new) = one.given.as_ref()?;
        let found = new.targets.iter().find(|t| Some(t.target) == target)?;
        Some((one, at, found))
    });
    html! {
        @for (who, at, found) in said {
            p.teacher-said {
                strong { (who.name.formal()) ", " (ShortDay(at.today())) ": " }
                @if let Some(going) = found.going { (going.words()) ". " }
                (found.note)
            }
        }
    }
}

/// What teachers said of the whole, and who has not; nothing where the only teacher is the one who writes.
pub(in crate::web) fn section(plan: &PlanView, voices: &[Voice], writer: StaffId) -> Markup {
    let silent: Vec<&Voice> = voices.iter().filter(|one| one.given.is_none() && one.staff != writer).collect();
    let given = || voices.iter().filter_map(|one| Some((one, one.given.as_ref()?)));
    html! {
        @if given().next().is_some() || !silent.is_empty() {
            section aria-labelledby="teachers" {
                h2 #teachers { "What teachers say" }
                @for (who, (at, new)) in given() {
                    article.heard {
                        h3 { (who.name.formal()) ", " (ShortDay(at.today())) }
                        @for (asked, words) in [("Helped", &new.helped), ("Did not help", &new.not_helped), ("To talk about", &new.to_raise)] {
                            @if !words.is_empty() { h4 { (asked) } blockquote.said { (words) } }
                        }
                        @if [&new.helped, &new.not_helped, &new.to_raise].iter().all(|text| text.is_empty()) { p.muted { "See the targets." } }
                    }
                }
                @if !silent.is_empty() {
                    p {
                        "Not answered: "
                        @for (n, one) in silent.iter().enumerate() {
                            @if n > 0 { "; " }
                            (one.name.formal())
                            @match one.asked {
                                Some((at, by)) => { " (asked on " (ShortDay(at.today())) ", by " (ShortDay(by)) ")" }
                                None => " (not asked)",
                            }
                        }
                        "."
                        @if plan.may(Thing::Board, Verb::Change) {
                            " Teachers of many pupils are asked together on the " a href="/round" { "review round" } "."
                        }
                    }
                }
                @if plan.content.targets.is_empty() { p.muted { "The plan has no targets to say anything of." } }
            }
        }
    }
}

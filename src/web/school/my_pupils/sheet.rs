//! One sheet of paper for the classroom, as a page: eight pupils with three targets each stand on one side of A4.

use maud::{Markup, html};

use super::at_a_glance::{AtAGlance, PlanAtAGlance, PupilAtAGlance, TargetAtAGlance};
use crate::{
    documents::MAKES_PDF,
    domain::time::{ClockTime, LongDay, Moment},
    web::{
        frame::session::encoded,
        ui::{lines::lines, print::print},
    },
};

/// For those who print any class's sheet.
pub(super) struct SheetChoice<'a> {
    /// Every class with a plan.
    pub(super) classes: &'a [String],
    /// The one that is shown; empty before one is chosen.
    pub(super) chosen: &'a str,
    /// Whether they may have many in one file.
    pub(super) prints_many: bool,
}

pub(super) fn page(seen: &AtAGlance, choice: Option<&SheetChoice<'_>>, now: Moment) -> Markup {
    let chosen = choice.map_or("", |choice| choice.chosen);
    html! {
        @match choice {
            Some(choice) => (choose(choice)),
            None => p.no-print { a href="/my-pupils" { "Back to my pupils" } }
        }
        @if !seen.pupils.is_empty() {
            (print("on A4 across"))
            @if MAKES_PDF {
                p.actions.no-print { a.second href=(format!("/my-pupils/sheet.pdf?class={}", encoded(chosen))) download { "Download as PDF" } }
            }
        }
        div.sheet {
            h1 { (seen.title()) }
            p.muted { "Printed " (LongDay(now.today())) ", " (ClockTime(now.local().time())) }
            @if !seen.pupils.is_empty() { (table(&seen.pupils)) }
            @else if choice.is_some() && chosen.is_empty() { p.empty { "Choose a class." } }
            @else { p.empty { "No pupil here has an open plan." } }
            p.shred { strong { "Contains personal information – shred after use." } }
        }
    }
}

fn choose(choice: &SheetChoice<'_>) -> Markup {
    html! {
        p.no-print { a href="/round" { "Back to the review round" } }
        @if !choice.classes.is_empty() {
            nav.jump.no-print aria-label="Class sheets" {
                ul {
                    @for class in choice.classes {
                        @let to = format!("/my-pupils/sheet?class={}", encoded(class));
                        li { a href=(to) aria-current=[(class == choice.chosen).then_some("page")] { (class) } }
                    }
                }
            }
            @if choice.prints_many { p.no-print { a href="/packs/many" { "The sheets of every class in one file" } } }
        }
    }
}

fn table(pupils: &[PupilAtAGlance]) -> Markup {
    html! {
        table.cards {
            caption.hidden { "Current targets and strategies" }
            thead { tr { @for head in ["Pupil", "Do this", "Avoid", "Target now", "Review"] { th scope="col" { (head) } } } }
            @for pupil in pupils {
                @if !pupil.above.is_empty() { (above(pupil)) }
                @for plan in &pupil.plans { (of_plan(pupil, plan)) }
            }
        }
    }
}

fn above(pupil: &PupilAtAGlance) -> Markup {
    html! {
        tbody { tr { td colspan="5" data-label="Above all" { div {
            strong { (pupil.name) }
            @for (kind, words) in &pupil.above { p.must-do { strong { (kind) ": " } (words) } }
        } } } }
    }
}

fn of_plan(pupil: &PupilAtAGlance, plan: &PlanAtAGlance) -> Markup {
    html! {
        tbody {
            @for one in &plan.rows { (row(&pupil.name, one)) }
            @if let Some((since, words)) = &plan.anew {
                tr { td colspan="5" data-label="What is new" { div { strong { (since) ": " } (words) } } }
            }
        }
    }
}

fn row(name: &str, one: &TargetAtAGlance) -> Markup {
    html! {
        tr {
            th scope="row" { (name) @if let Some(beside) = &one.beside { br; span.muted { (beside) } } }
            td data-label="Do this" { div { (lines(&one.does)) } }
            td data-label="Avoid" { div { (lines(&one.avoid)) } }
            td data-label="Target now" { div { (one.target) } }
            td data-label="Review" { div { (one.review) } }
        }
    }
}

//! Assess, plan, do, review as a ring of four arcs, clockwise from the top in every script; beside it the same as a list, which is what is
//! read aloud.

use maud::{Markup, html};

use crate::domain::cycle::Cycle;

/// The four, in order, each with the arc of its quarter.
const PARTS: [(&str, &str); 4] = [
    ("Assess", "M32 6a26 26 0 0 1 24 16"),
    ("Plan", "M58 32a26 26 0 0 1-16 24"),
    ("Do", "M32 58a26 26 0 0 1-24-16"),
    ("Review", "M6 32a26 26 0 0 1 16-24"),
];

/// Which of the four a turn is in; past all of them once it is over.
fn place(cycle: &Cycle) -> usize {
    match cycle {
        Cycle::Assess(_) => 0,
        Cycle::Plan(_) => 1,
        Cycle::Do(_) => 2,
        Cycle::Review(_) => 3,
        Cycle::Over(_) => 4,
    }
}

/// The ring of a turn that bears this number.
#[must_use]
pub fn ring(cycle: &Cycle, number: i64) -> Markup {
    let now = place(cycle);
    let class = |n: usize| match n.cmp(&now) {
        std::cmp::Ordering::Less => "ring-done",
        std::cmp::Ordering::Equal => "ring-now",
        std::cmp::Ordering::Greater => "ring-ahead",
    };
    html! {
        div.ring {
            svg viewBox="0 0 64 64" width="64" height="64" aria-hidden="true" {
                @for (n, (_, path)) in PARTS.iter().enumerate() { path class=(class(n)) d=(path) {} }
                text x="32" y="38" text-anchor="middle" { (number) }
            }
            ol aria-label=(format!("Cycle {number}")) {
                @for (n, (words, _)) in PARTS.iter().enumerate() {
                    li aria-current=[(n == now).then_some("step")] {
                        @if n == now { strong { (words) } } @else { (words) }
                        @if n < now { span.hidden { ", done" } span aria-hidden="true" { " ✓" } }
                    }
                }
            }
        }
    }
}

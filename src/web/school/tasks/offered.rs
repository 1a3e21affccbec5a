//! What whoever does a task has to know of its meeting: the times to offer on the phone, and the way to others.

use maud::{Markup, html};

use crate::{
    domain::{
        task::TaskKind,
        time::{ClockTime, Day, Moment},
    },
    store::tasks::OpenTask,
    web::meeting::arranging,
};

/// The times that can be offered on the phone, or the one that is agreed.
pub(in crate::web) fn times(task: &OpenTask, now: Moment) -> Markup {
    let of = |at: &Moment| format!("{}, {}", Day(at.today()), ClockTime(at.local().time()));
    let to_come: Vec<String> = task.times.iter().filter(|at| **at > now).map(of).collect();
    html! {
        @if task.kind == TaskKind::PhoneParent && !to_come.is_empty() {
            p { @if task.booked { "Booked for: " } @else { "Times offered: " } (to_come.join("; ")) }
        }
    }
}

/// Where other times are offered, for a task that asks for them and a meeting that has no time yet.
pub(in crate::web) fn other_times(task: &OpenTask) -> Option<String> {
    let asks = matches!(task.kind, TaskKind::OtherTimes | TaskKind::OfferAgain) && !task.booked;
    task.plan.zip(task.conversation).filter(|_| asks).map(|(plan, meeting)| arranging::again(plan, meeting))
}

/// Where a parent is answered who says that something is not happening.
pub(in crate::web) fn to_answer(task: &OpenTask) -> Option<String> {
    task.pupil.zip(task.shortfall).map(|(pupil, told)| format!("/pupils/{pupil}/shortfalls/{told}"))
}

//! Which child a parent's page is about, above its heading: the name behind the code, in front of it what tells the child from others of
//! theirs, and to whoever has one child here nothing.

use maud::{Markup, html};

use crate::{domain::time::Moment, store::conversations::invitations::Opened};

/// The line above the heading. `open` says that this browser has typed the code.
pub(super) fn line(opened: &Opened, open: bool) -> Markup {
    html! {
        @if open { p.about { "About " (opened.conversation.pupil_name.forename) } }
        @else if let Some(mark) = opened.child { p.about { (mark.sentence(time(opened))) } }
    }
}

/// The same, where an answer is given: nobody answers for the wrong child.
pub(super) fn beside_the_button(opened: &Opened, open: bool) -> Markup {
    html! {
        @if let Some(mark) = opened.child {
            p.hint {
                "This is about "
                @if open { (opened.conversation.pupil_name.forename) } @else { (mark) }
                "."
            }
        }
    }
}

/// The time agreed, else the first that is offered.
fn time(opened: &Opened) -> Option<Moment> {
    let meeting = &opened.conversation;
    let booked = meeting.booking.as_ref().map(|(_, slot)| slot.starts);
    booked.or_else(|| meeting.slots.iter().map(|slot| slot.starts).min())
}

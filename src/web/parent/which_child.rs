//! Which child a parent's page is about, above its heading: the name behind the code, in front of it what tells the child from others of
//! theirs, and to whoever has one child here nothing.

use maud::{Markup, html};

use crate::{args, domain::time::Moment, store::conversations::invitations::Opened, texts::Words};

/// The line above the heading. `open` says that this browser has typed the code.
pub(super) fn line(words: &Words, opened: &Opened, open: bool) -> Markup {
    let name = opened.conversation.pupil_name.forename.as_str();
    html! {
        @if open { p.about { (words.say_with("about-name", &args!["name" => name])) } }
        @else if let Some(mark) = opened.child { p.about { (words.about_child(mark, time(opened))) } }
    }
}

/// The same, where an answer is given: nobody answers for the wrong child.
pub(super) fn beside_the_button(words: &Words, opened: &Opened, open: bool) -> Markup {
    let name = opened.conversation.pupil_name.forename.as_str();
    html! {
        @if let Some(mark) = opened.child {
            p.hint {
                @if open { (words.say_with("about-name-full", &args!["name" => name])) }
                @else { (words.about_child(mark, None)) }
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

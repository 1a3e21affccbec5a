//! What parents told the school before a meeting or a review, as staff are shown it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::{
    domain::{
        ids::InvitationId,
        time::{LongDay, Moment},
    },
    store::{
        conversations::{Conversation, invitations::Opened},
        parent_views::ParentView,
    },
};

/// Whether views can still be changed: until the meeting begins.
pub(in crate::web) fn is_time(opened: &Opened, now: Moment) -> bool {
    let begun = opened.conversation.booking.as_ref().is_some_and(|(_, slot)| slot.starts <= now);
    opened.conversation.is_open() && !begun
}

/// What each invited adult told the school beforehand, for the staff's page of the meeting.
pub(super) fn beforehand(meeting: &Conversation, given: &BTreeMap<InvitationId, ParentView>) -> Markup {
    html! {
        @if !given.is_empty() {
            h2 { "What parents told us beforehand" }
            p.hint { "Each of them told only the school. Do not read one household’s words to another." }
            @for one in &meeting.invited {
                @if let Some(view) = given.get(&one.invitation) {
                    article.plan-card {
                        h3 { (one.name.formal()) }
                        (said(view))
                        p.muted {
                            "On " (LongDay(view.at.today())) ", " (view.how.words())
                            @if let Some(by) = &view.by { "; written down by " (by.formal()) }
                            "."
                        }
                    }
                }
            }
        }
    }
}

/// The questions that were answered, with their answers.
pub(in crate::web) fn said(view: &ParentView) -> Markup {
    html! {
        @for (question, words) in view.answers.each() {
            @if !words.is_empty() { h4 { (question) } blockquote.said { (words) } }
        }
    }
}

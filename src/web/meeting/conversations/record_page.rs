//! The page on which a meeting is written down: at once after the view that parents see, or later from notes.

use maud::{Markup, html};

use super::{
    fields::{RecordFields, interpreters},
    offering::reason,
    page::how_fields,
    recording::{self, RecordingContext},
};
use crate::{
    domain::conversation::{Agreement, TookPart},
    store::conversations::Conversation,
    web::{
        form::{
            draft::{also_writing, auto_save},
            fields::{Field, FormErrors, date_input, error_summary, radios},
            typed::Typed,
        },
        ui::{button::button, post_form::post_form},
    },
};

/// The form of the record.
pub(super) fn page(meeting: &Conversation, typed: &Typed, known: &RecordingContext, errors: &FormErrors) -> Markup {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let took: Vec<_> = TookPart::ALL.iter().map(|t| (t.as_code(), t.words())).collect();
    let fields = RecordFields { known, typed, errors };
    let before: Vec<_> = known.before.iter().collect();
    let kept = &known.kept;
    html! {
        p.no-print { a href=(format!("/conversations/{}", meeting.id)) { "Back to the meeting" } }
        h1 { "Record the meeting with " (meeting.pupil_name.full()) "’s parents" }
        p.lead {
            "This page is for the school. Together with the parents, use the "
            a href=(format!("/conversations/{}/live", meeting.id)) { "view that parents can see" }
            "."
        }
        (error_summary(errors))
        @if errors.is_empty() { (nearly(meeting, typed)) }
        (also_writing(&kept.others))
        (post_form(format!("/conversations/{}/record", meeting.id)).of(html! {
            input type="hidden" name="started" value=(typed.get("started"));
            h2 { "Who took part" }
            (date_input(&field("held_on", "Day", "")))
            @for one in &meeting.invited {
                @let name = recording::took(one);
                @if let Some(why) = one.may_take_part.as_ref().err().filter(|_| !one.can_be_recorded()) {
                    div.field.field-wrong[errors.get(&name).is_some()] id=(name) tabindex="-1" {
                        p { strong { (one.name.formal()) } " is not asked: " (reason(why, known.reasons)) }
                        @if let Some(error) = errors.get(&name) { p.field-error { span.hidden { "Error: " } (error) } }
                    }
                } @else { (radios(&Field { name: &name, label: &one.name.formal(), hint: "", value: typed.get(&name), errors }, &took)) }
            }
            p { "If nobody came, save it as it is: it stays offered, and is not counted as a meeting." }
            (how_fields("How you met", typed, errors))
            (interpreters(meeting.recordable()))
            (fields.others())
            h2 { "Explore" }
            (fields.explore())
            h2 { "Focus" }
            (fields.before(&before))
            (fields.focus())
            h2 { "Plan" }
            (fields.plan(None))
            h2 { "Review" }
            (fields.review())
            p { "Ask everybody who took part. What somebody did not say is never taken for a yes." }
            @for one in meeting.recordable() {
                (fields.agreement(one, &format!("What does {} say to what was agreed?", one.name.formal()), Agreement::NotReached.words()))
            }
            (auto_save(&format!("/conversations/{}/record/draft", meeting.id), kept.version, kept.saved))
            p { (button("Save the record")) }
            p.hint { "What was agreed goes to the parents who were invited after ten minutes. Until then you can undo it." }
        }))
    }
}

/// What is still to be said when the parents have left the view that they see: why this page comes, and where to go on.
fn nearly(meeting: &Conversation, typed: &Typed) -> Markup {
    let agreed = meeting.recordable().any(|one| !typed.get(&recording::agree(one)).is_empty());
    let open: Vec<_> = meeting.recordable().filter(|one| typed.get(&recording::took(one)).is_empty()).collect();
    html! {
        @if agreed && !open.is_empty() {
            div.banner.banner-good role="status" {
                p {
                    strong { "Kept, and not recorded yet. " } "Say whether "
                    @for (n, one) in open.iter().enumerate() {
                        @if n > 0 { " and " }
                        a href=(format!("#{}", recording::took(one))) { (one.name.formal()) }
                    }
                    " took part, then save the record."
                }
            }
        }
    }
}

/// Somebody else wrote it down first: what this person typed, to copy from.
pub(super) fn already(meeting: &Conversation, typed: &Typed) -> Markup {
    let about = ["draft", "page", "started"];
    let said = typed.0.iter().filter(|(name, value)| !value.trim().is_empty() && !about.contains(&name.as_str()));
    html! {
        h1 { "This meeting is recorded already" }
        p.lead { "Somebody else saved it, or cancelled it, while you were writing. What you wrote is not saved; here it is, to copy from." }
        dl.summary { @for (name, value) in said { div { dt { (super::drafts::label(name)) } dd { (value) } } } }
        p { a href=(format!("/conversations/{}", meeting.id)) { "See the meeting" } }
    }
}

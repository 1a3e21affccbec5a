//! The pages that parents may see while people talk: no navigation, no other pupil, no costs, no notes of the staff, no restrictions, and
//! nothing that another household said.

use maud::{Markup, html};

use super::{
    fields::{RecordFields, interpreters, who_when},
    recording::{self, RecordingContext},
    summary::Summary,
};
use crate::{
    domain::time::{LongDay, Moment},
    store::{
        conversations::{Conversation, Invited, agreed::Action, shown::Shown},
        parent_views::{ParentView, PupilView},
    },
    web::{
        form::{
            draft::{auto_save, clock},
            fields::{FormErrors, error_summary, second_button},
            typed::Typed,
        },
        frame::assets,
        meeting::parent_words::said,
        ui::{button::button, post_form::post_form},
    },
};

/// What people look at together.
pub(super) struct Scene<'a> {
    pub(super) meeting: &'a Conversation,
    pub(super) known: &'a RecordingContext,
    /// When it is shown.
    pub(super) now: Moment,
    /// The invited adults who are in the room.
    pub(super) here: Vec<&'a Invited>,
    /// What the only one of them wrote beforehand.
    pub(super) told: Option<ParentView>,
    /// What the pupil is working on.
    pub(super) targets: Vec<Shown>,
    /// What the pupil said last.
    pub(super) pupil_said: Option<PupilView>,
    /// The pupil's own words at the last review that has them.
    pub(super) pupil_said_at_review: Option<String>,
}

impl Scene<'_> {
    fn forename(&self) -> &str {
        &self.meeting.pupil_name.forename
    }

    /// What was agreed before, at meetings to which everybody in the room was invited.
    fn before(&self) -> Vec<&Action> {
        let told = |action: &&Action| self.here.iter().all(|one| action.invited.contains(&one.adult));
        self.known.before.iter().filter(told).collect()
    }

    fn path(&self, end: &str) -> String {
        format!("/conversations/{}{end}", self.meeting.id)
    }
}

/// Who is in the room: asked first where more than one adult is invited, since what one of them said is not for the other's eyes.
pub(super) fn who(meeting: &Conversation, errors: &FormErrors) -> Markup {
    let error = errors.get("with");
    html! {
        (error_summary(errors))
        h1 { "Who is here?" }
        p.lead { "Parents can see the next page. It shows nothing that somebody who is not here has said." }
        form method="get" action=(format!("/conversations/{}/live", meeting.id)) {
            input type="hidden" name="asked" value="yes";
            fieldset.field.field-wrong[error.is_some()] id="with" tabindex="-1" aria-describedby=[error.map(|_| "with-error")] {
                legend { "In the room, or on the phone" }
                @if let Some(error) = error { p.field-error #with-error { span.hidden { "Error: " } (error) } }
                @for one in meeting.invited.iter().filter(|one| one.may_take_part.is_ok()) {
                    @let id = format!("with-{}", one.adult);
                    div.choice { input type="checkbox" id=(id) name="with" value=(one.adult); label for=(id) { (one.name.full()) } }
                }
            }
            p { (button("Begin")) }
        }
        p { a href=(format!("/conversations/{}", meeting.id)) { "Back to the meeting" } }
    }
}

/// The meeting, while it goes on.
pub(super) fn page(scene: &Scene<'_>, typed: &Typed, errors: &FormErrors) -> Markup {
    let fields = RecordFields { known: scene.known, typed, errors };
    let began = typed.get("started").parse().map(Moment::from_unix).ok();
    let kept = &scene.known.kept;
    html! {
        div.seen.no-print {
            p { strong { "Parents can see this page." } " Private notes are hidden." }
            @if let Some(at) = began {
                p { "Started at " (clock(at)) " " time-passed data-passed=(scene.now.unix() - at.unix()) {} script src=(assets::url("meeting.js")) defer {} }
            }
            p { a href=(scene.path("")) { "Leave this view" } }
        }
        h1 { "Our meeting about " (scene.forename()) }
        nav.parts.no-print aria-label="Parts of the meeting" {
            ol {
                @for (id, words) in [("explore", "Explore"), ("focus", "Focus"), ("plan", "Plan"), ("review", "Review")] {
                    li { a href=(format!("#{id}")) { (words) } }
                }
            }
        }
        (error_summary(errors))
        (post_form(scene.path("/live")).of(html! {
            input type="hidden" name="started" value=(typed.get("started"));
            @for one in &scene.meeting.invited {
                @let is_here = scene.here.iter().any(|h| h.adult == one.adult);
                @if is_here { input type="hidden" name=(recording::took(one)) value="attended"; }
            }
            section #explore aria-labelledby="h-explore" {
                h2 #h-explore { "1. Explore: how are things going?" }
                div.talk { div { (fields.explore()) } (voices(scene)) }
            }
            section #focus aria-labelledby="h-focus" {
                h2 #h-focus { "2. Focus: what matters most now?" }
                (fields.before(&scene.before()))
                (targets(scene))
                (fields.focus())
            }
            section #plan aria-labelledby="h-plan" {
                h2 #h-plan { "3. Plan: who does what?" }
                (fields.plan(Some(&scene.path("/live/lines"))))
            }
            section #review aria-labelledby="h-review" {
                h2 #h-review { "4. Review: before we part" }
                (fields.review())
                (interpreters(scene.here.iter().copied()))
                (fields.others())
            }
            (auto_save(&scene.path("/live/draft"), kept.version, kept.saved))
            p.actions { (button("Read it back")) }
        }))
    }
}

/// What was said before the meeting: by the pupil, and by the parent in the room if there is only one.
fn voices(scene: &Scene<'_>) -> Markup {
    html! {
        aside.voices aria-label="What you told us before" {
            @if let [one] = scene.here.as_slice() {
                h3 { "You told us before the meeting" }
                @let message = one.answer.as_ref().map(|said| said.message.as_str()).filter(|m| !m.is_empty());
                @if let Some(view) = &scene.told { (said(view)) }
                @if let Some(message) = message { blockquote { (message) } }
                @if scene.told.is_none() && message.is_none() { p { "Nothing was sent beforehand. That is all right: tell us now." } }
            } @else if scene.here.len() > 1 {
                p { "More than one of you is here, so what each of you may have written beforehand stays closed. Please tell us." }
            }
            h3 { (scene.forename()) "’s own words" }
            @match (&scene.pupil_said, &scene.pupil_said_at_review) {
                (Some(view), _) => (pupil_said(view)),
                (None, Some(words)) => blockquote { (words) },
                (None, None) => p { "Nothing is written down yet." },
            }
        }
    }
}

/// What the pupil said, and how it was gathered.
fn pupil_said(view: &PupilView) -> Markup {
    let said = &view.said;
    html! {
        @match said.gathered {
            None => p { "Did not want to take part this time." },
            Some((how, by)) => {
                @for words in [&said.working, &said.not_working, &said.wanted] { @if !words.is_empty() { blockquote { (words) } } }
                @if let Some(feeling) = said.feeling { p { "How is it going? " (feeling.words()) } }
                p.hint { (how.words()) ". Written down by: " (by.words().to_lowercase()) ", " (LongDay(said.on)) }
            }
        }
    }
}

fn targets(scene: &Scene<'_>) -> Markup {
    html! {
        @if !scene.targets.is_empty() {
            h3 { "What " (scene.forename()) " is working on" }
            ul { @for one in &scene.targets {
                li { (one.wording) @if !one.at_home.is_empty() { br; span.muted { "At home: " (one.at_home) } } }
            } }
        }
    }
}

/// What was written, in plain words, before people part; and what each of them says to it.
pub(super) fn read_back(scene: &Scene<'_>, typed: &Typed, errors: &FormErrors) -> Markup {
    let fields = RecordFields { known: scene.known, typed, errors };
    let names = |all: &[&Invited]| all.iter().map(|one| one.name.formal()).collect::<Vec<_>>().join(" and ");
    let others = recording::others(typed, &mut FormErrors::default());
    let kept = &scene.known.kept;
    let settled: Vec<_> = scene.before().into_iter().filter(|a| !typed.get(&recording::done(a)).is_empty()).collect();
    html! {
        div.seen.no-print {
            p { strong { "Parents can see this page." } " Private notes are hidden." }
            p { a href=(scene.path("/live")) { "Back, to change something" } }
        }
        h1 { "Did we write it down right?" }
        p.lead {
            "We met: " (names(&scene.here)) " and " (scene.meeting.lead_name.formal())
            @for other in &others { ", " (other.name) " (" (other.role.words().to_lowercase()) ")" }
            @if !typed.get("interpreter").is_empty() { ". Interpreter: " (typed.get("interpreter")) }
            "."
        }
        (error_summary(errors))
        @if !settled.is_empty() {
            h2 { "What became of what we agreed before" }
            ul { @for one in &settled {
                li { (one.wording) " (" (who_when(one)) "): " (outcome(typed.get(&recording::done(one)))) }
            } }
        }
        (Summary::typed(typed, &scene.known.staff).show())
        (post_form(scene.path("/read-back")).of(html! {
            @for one in &scene.here {
                (fields.agreement(one, &format!("{}, what do you say to this?", one.name.formal()), "I would like to think about it"))
            }
            (auto_save(&scene.path("/live/draft"), kept.version, kept.saved))
            p.actions { (button("Finish")) }
            p.hint { "Nothing is sent before ten minutes have passed. Parents who were invited get what was agreed, to keep and to put right." }
        }))
        form.no-print method="get" action=(scene.path("/live")) { p { (second_button("Change something first")) } }
    }
}

fn outcome(code: &str) -> &'static str {
    crate::domain::conversation::Done::from_code(code).map_or("", crate::domain::conversation::Done::words)
}

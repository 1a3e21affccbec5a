//! Giving somebody other classes: what that takes from pupils is said before it is saved, and their plans go to others in the same act.

use axum::response::Response;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Thing, Verb},
        count::counted,
        roll::{Held, StaffFacts, StaffHeld, StaffKey, StaffStep, Steps, handovers, without_teacher},
    },
    store::{Tx, classes, people::handover},
    web::{
        App,
        form::{merge::carried, typed::Typed},
        frame::{error::Result, page::Page, session::Person},
        ui::{button::button, post_form::post_form},
    },
};

/// What follows from it.
pub(super) struct Follows {
    held: Held,
    steps: Steps,
    without: Vec<String>,
}

impl Follows {
    /// When somebody has other classes, or none any more.
    pub(super) async fn of(
        conn: &mut SqliteConnection,
        app: &App,
        person: &Person,
        was: &StaffHeld,
        to: Option<&StaffFacts>,
    ) -> Result<Self> {
        let held = classes::held(conn, person.viewer.school, app.clock.now().today()).await?;
        let step = match to {
            Some(to) => StaffStep::Change(was.clone(), to.clone()),
            None => StaffStep::Leave(was.clone()),
        };
        let mut steps = Steps { staff: vec![step], ..Steps::default() };
        // Theirs alone: what others lead is not decided here.
        steps.handovers = handovers(&held, &steps).into_iter().filter(|one| one.from == was.id).collect();
        let without = without_teacher(&held, &steps);
        Ok(Self { held, steps, without })
    }

    /// Whether there is nothing to say.
    pub(super) fn is_nothing(&self) -> bool {
        self.steps.handovers.is_empty() && self.without.is_empty()
    }

    /// Hands over what they do not see any more.
    pub(super) async fn carry_out(&self, tx: &mut Tx) -> anyhow::Result<()> {
        for one in &self.steps.handovers {
            if let StaffKey::Held(to) = one.to {
                handover::give(tx, (one.plan, one.pupil), one.from, to).await?;
            }
        }
        Ok(())
    }

    /// The classes that are left without a teacher, in a sentence.
    pub(super) fn left_alone(&self) -> Markup {
        html! {
            @if !self.without.is_empty() {
                div.banner role="note" {
                    p {
                        strong {
                            (counted(self.without.len(), "class loses its only teacher", "classes lose their only teacher")) ": "
                            (self.without.join(", ")) ". "
                        }
                        "Nobody teaches these pupils here until somebody is given the class."
                    }
                }
            }
        }
    }

    /// What follows, to be said yes to. Whose plans they are is for those who see pupils.
    pub(super) async fn ask(&self, app: &App, person: &Person, address: &str, typed: &Typed) -> Result<Response> {
        let handed = &self.steps.handovers;
        let pupil = |id| self.held.pupils.iter().find(|one| one.id == id).map(|one| one.facts.to_string());
        let body = html! {
            h1 { "Before it is saved" }
            (self.left_alone())
            @if !handed.is_empty() {
                p { (counted(handed.len(), "plan goes", "plans go")) " with its meetings to whoever teaches the pupil then. Both are told." }
                ul { @for one in handed { li {
                    @if person.may(Thing::Pupil, Verb::See) { (pupil(one.pupil).unwrap_or_default()) ", " (one.kind.words()) }
                    @else { "A plan" }
                    ": to " (one.to_name.formal())
                } } }
            }
            (post_form(address.to_owned()).of(html! {
                (carried(typed, &["sure"]))
                input type="hidden" name="sure" value="yes";
                p.actions { (button("Save this person")) a.second href=(address) { "Leave everything as it is" } }
            }))
        };
        app.answer(person, Page::new("Before it is saved", body)).await
    }
}

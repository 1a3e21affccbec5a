//! What families say besides: a survey that is over, with what the school did about it; one thing that is not happening and waits for its
//! answer; and the times that staff keep free to talk with them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveTime;

use super::{
    children::Child,
    frame::{Frame, moment},
    people::Staff,
};
use crate::{
    domain::{
        conversation::Mode,
        free_time::FreeTime,
        ids::SchoolId,
        plan_version::AnswerHow,
        satisfaction::HowFar::{self, No, Partly, Yes},
        survey::{SurveyAnswer, SurveyOf, Theme},
    },
    store::{
        Actor, Store, Tx, free_times,
        shortfalls::{self, NewShortfall},
        surveys,
    },
};

/// How families answered, theme by theme, and in their own words.
const ANSWERS: [([HowFar; 5], &str); 8] = [
    ([Yes, Yes, Yes, Yes, Yes], "Thank you for the morning talks."),
    ([Yes, Partly, Yes, Partly, Yes], ""),
    ([Yes, Yes, Yes, No, Partly], "Tell us when the group does not take place."),
    ([Partly, Partly, Yes, Partly, Partly], ""),
    ([Yes, Yes, Partly, Partly, Yes], "Phone before you write."),
    ([Yes, Yes, Yes, Yes, Partly], ""),
    ([Partly, No, Partly, No, No], "We heard of the new plan from our son."),
    ([Yes, Yes, Yes, Partly, Yes], ""),
];

/// What the school did about it.
const DONE: &str = "When a session does not take place, we tell you on the same day. The plan comes home within a week of our meeting.";

/// Writes it down, each at its time.
pub(super) async fn make(
    store: &Store,
    frame: &Frame,
    (school, staff): (SchoolId, Staff),
    children: &[Child],
) -> anyhow::Result<()> {
    let mut tx = store.begin(Actor::Staff(staff.senco), school, moment(frame.day(-30), 9, 10)).await?;
    survey(&mut tx, frame, children).await?;
    tx.now = moment(frame.day(-20), 15, 50);
    let leads: BTreeSet<_> = children.iter().map(|child| child.lead).collect();
    for (lead, weekday) in leads.into_iter().zip((1..=5).cycle()) {
        free_times::keep(&mut tx, lead, &after_school(frame, weekday)).await?;
    }
    tx.now = moment(frame.day(-1), 16, 20);
    not_happening(&mut tx, frame, children).await?;
    tx.commit().await
}

async fn survey(tx: &mut Tx, frame: &Frame, children: &[Child]) -> anyhow::Result<()> {
    let id = surveys::open(tx, SurveyOf::Families, frame.day(-15)).await?;
    for child in children {
        let Some(adult) = child.adults.first() else { continue };
        surveys::ask(tx, id, Some((adult.id, child.pupil))).await?;
    }
    for (said, words) in ANSWERS {
        let said: BTreeMap<Theme, HowFar> = Theme::ALL.iter().copied().zip(said).collect();
        surveys::answer_on_paper(tx, id, &SurveyAnswer { said, words: words.to_owned() }).await?;
    }
    tx.now = moment(frame.day(-12), 16, 0);
    surveys::act(tx, id, DONE).await
}

/// An hour after school, in half hours with a short break between them.
fn after_school(frame: &Frame, weekday: u32) -> FreeTime {
    let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN);
    FreeTime {
        weekday,
        from: at(15, 30),
        until: at(16, 40),
        minutes: 30,
        pause: 10,
        mode: Mode::School,
        place: "Room 3".to_owned(),
        first_on: frame.day(-20),
        last_on: None,
    }
}

async fn not_happening(tx: &mut Tx, frame: &Frame, children: &[Child]) -> anyhow::Result<()> {
    let told = children.iter().filter(|child| !child.leaves).filter_map(|c| Some((c, c.plan?, c.adults.first()?)));
    let Some((child, plan, adult)) = told.into_iter().nth(5) else { return Ok(()) };
    let new = NewShortfall {
        plan,
        pupil: child.pupil,
        adult: adult.id,
        link: None,
        how: AnswerHow::Phone,
        told_on: frame.day(-1),
        line: "Small-group reading: 20 minutes, three times a week",
        words: "It has not taken place since half term",
        owner: None,
    };
    shortfalls::tell(tx, &new).await
}

//! What pupils say of their support in their own words, so that the demo has their side as well.

use super::{children::Child, frame::Frame};
use crate::{
    domain::voice::{Feeling, PupilHow, WrittenBy},
    store::{
        Tx,
        parent_views::{self, NewPupilView},
    },
};

/// How it is going, what works, what does not, what they would like.
const SAID: &[(Feeling, &str, &str, &str)] = &[
    (
        Feeling::Good,
        "My task card. I know what comes next.",
        "When it gets loud at the end.",
        "To read to the little ones.",
    ),
    (Feeling::Ok, "Mr Shah says it twice.", "I forget what I wanted to say.", "More time before I have to answer."),
    (Feeling::Hard, "Lunch club.", "Spelling tests. My tummy hurts.", "To do it on the computer."),
    (Feeling::Good, "I can ask for a break and nobody laughs.", "Changing for PE.", "My own peg by the door."),
    (Feeling::Ok, "The small group in the library.", "Missing art for it.", "Not on Thursdays, please."),
];

/// Every fourth pupil with a plan has been asked some days ago; one did not want to say anything, which is an answer.
pub(super) async fn ask(tx: &mut Tx, frame: &Frame, children: &[Child]) -> anyhow::Result<()> {
    let asked = children.iter().filter(|child| child.plan.is_some() && !child.leaves).step_by(4);
    for (n, child) in asked.enumerate() {
        let (feeling, working, not_working, wanted) = SAID[n % SAID.len()];
        let silent = n % SAID.len() == SAID.len() - 1;
        let text = |words: &str| if silent { String::new() } else { words.to_owned() };
        let (how, by) =
            if child.young { (PupilHow::Drawing, WrittenBy::Scribe) } else { (PupilHow::Writing, WrittenBy::Pupil) };
        let new = NewPupilView {
            on: frame.day(-6),
            gathered: (!silent).then_some((how, by)),
            with_whom: if child.young { "The teaching assistant they know".to_owned() } else { String::new() },
            feeling: (!silent).then_some(feeling),
            working: text(working),
            not_working: text(not_working),
            wanted: text(wanted),
        };
        parent_views::add(tx, child.pupil, &new).await?;
    }
    Ok(())
}

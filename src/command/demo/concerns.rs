//! Concerns in the demo: one that waits for the SENCO, and one whose answer is on its teacher's page.

use chrono::Days;

use crate::{
    domain::{
        access::Viewer,
        concern::Outcome,
        ids::{ConcernId, SchoolId, StaffId},
        people::Role,
        sen_status::{SenCode, Told},
        time::Moment,
    },
    store::{
        Actor, Store,
        concerns::{self, Content, NewDecision, Which},
        people::accounts,
        pupils,
    },
};

use super::people::Staff;

/// What the two teachers see: what, what was tried, for how long, what happened.
const SEEN: [[&str; 4]; 2] = [
    [
        "Loses the thread when a task has more than one step, most of all after lunch",
        "A picture card for each step, and a partner who reads it out",
        "Four weeks, every afternoon",
        "Starts sooner with the card; without it nothing has changed",
    ],
    [
        "Avoids writing: a line or two in half an hour, while saying much more",
        "A word bank on the table and a pencil grip",
        "Since the half-term holiday",
        "Two or three lines now, and still very slow",
    ],
];

/// Two teachers raise a concern about a pupil of theirs without SEN; the first has been answered.
pub(super) async fn raise(store: &Store, school: SchoolId, staff: Staff, now: Moment) -> anyhow::Result<()> {
    let everybody = accounts::everybody(&mut *store.read().await?, school, now).await?;
    let teachers = everybody.iter().filter(|(.., code)| code == Role::Teacher.as_code()).map(|(id, ..)| *id);
    for (n, (teacher, words)) in teachers.zip(SEEN).enumerate() {
        let then = now.plus_seconds(if n == 0 { -2 } else { -1 } * 86_400);
        let viewer = Viewer::new(teacher, school, Role::Teacher);
        let register = store.register(&mut *store.read().await?, school, then.today()).await?;
        let pupils = pupils::page::list(&register, &viewer, then.today());
        let without_sen = |p: &&pupils::page::Listed| !matches!(p.status, Some(SenCode::Support | SenCode::Ehcp));
        let Some(pupil) = pupils.iter().find(without_sen) else { continue };
        let [seen, tried, tried_for, happened] = words.map(str::to_owned);
        let noticed_on = then.today() - Days::new(30);
        let parents = match n {
            0 => Told::On(then.today(), "At the gate; they see it with homework too".to_owned()),
            _ => Told::NotYet("I would like to hear from you first".to_owned()),
        };
        let content = Content { noticed_on, seen, tried, tried_for, happened, parents };
        let mut tx = store.begin(Actor::Staff(teacher), school, then).await?;
        let id = concerns::raise(&mut tx, pupil.id, teacher, &content).await?;
        tx.commit().await?;
        if n == 0 {
            answer(store, school, staff.senco, id, now.plus_seconds(-86_400)).await?;
        }
    }
    Ok(())
}

async fn answer(store: &Store, school: SchoolId, senco: StaffId, id: ConcernId, then: Moment) -> anyhow::Result<()> {
    let viewer = Viewer::new(senco, school, Role::Senco);
    let mut tx = store.begin(Actor::Staff(senco), school, then).await?;
    let found = concerns::visible_to(tx.conn(), &viewer, Which::One(id), then.today()).await?;
    if let Some(concern) = found.first() {
        let decision = NewDecision {
            outcome: Outcome::Strategies,
            words: "Go on with the cards, and let us count together how often a task is begun without help. I come by on a Tuesday afternoon.",
            look_again_on: Some(then.today() + Days::new(28)),
            told: None,
        };
        concerns::decide(&mut tx, concern, &decision).await?;
    }
    tx.commit().await
}

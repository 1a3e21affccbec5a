//! An import from the side of the database: what is held, and the steps done to it, all in one act.

mod history;
mod mappings;
pub mod pupils;
mod rows;
pub mod said;
pub mod staff;
mod undo;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, adults, calendar, restrictions};
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::{AdultId, PupilId, SchoolId},
        roll::{AdultKey, GuardianStep, Held, PupilKey, PupilStep, Said, StaffStep, Steps},
    },
    store::imports,
};

pub use history::{CAN_BE_UNDONE, Made, apply_and_keep, forget, list};
pub use mappings::{SavedAnswer, SavedMapping, answers, mappings, save_answer, save_mapping};
pub use undo::{Obstacles, undo};

/// Everything held that files can speak of.
pub async fn held(conn: &mut SqliteConnection, school: SchoolId, today: NaiveDate) -> anyhow::Result<Held> {
    Ok(Held {
        pupils: imports::pupils::held(conn, school, today).await?,
        guardians: adults::links(conn, school).await?,
        adults: adults::held(conn, school).await?,
        staff: imports::staff::held(conn, school).await?,
        terms: calendar::terms(conn, school).await?,
        closures: calendar::closures(conn, school).await?,
        bank_holidays: calendar::bank_holidays(conn).await?,
    })
}

/// Does it. The steps must have been worked out inside this act.
///
/// # Errors
/// When the database refuses any of it: then none of it happens.
async fn apply(tx: &mut Tx, steps: &Steps) -> anyhow::Result<()> {
    let joined = apply_pupils(tx, &steps.pupils).await?;
    let added = apply_guardians(tx, steps, &joined).await?;
    said::put(tx, &said_by(steps, &joined, &added)).await?;
    for step in &steps.staff {
        match step {
            StaffStep::Join(facts) => _ = imports::staff::join(tx, facts).await?,
            StaffStep::Change(was, to) => imports::staff::change(tx, was, to).await?,
            StaffStep::Leave(was) => imports::staff::leave(tx, was).await?,
        }
    }
    for (year, term) in &steps.terms {
        calendar::put_term(tx, *year, term).await?;
    }
    for (day, kind, note) in &steps.closures {
        calendar::put_closure(tx, *day, *kind, note).await?;
    }
    if let Some(list) = &steps.bank_holidays {
        calendar::replace_bank_holidays(tx, list).await?;
    }
    tx.audit(Entry::new(Deed::Imported, Subject::School)).await
}

/// The pupils of each step, by the step's place.
async fn apply_pupils(tx: &mut Tx, steps: &[PupilStep]) -> anyhow::Result<Vec<PupilId>> {
    let mut ids = Vec::with_capacity(steps.len());
    for step in steps {
        ids.push(match step {
            PupilStep::Join(facts) => imports::pupils::join(tx, facts).await?,
            PupilStep::Return(was, facts) => {
                imports::pupils::come_back(tx, was, facts).await?;
                was.id
            }
            PupilStep::Change(was, facts) => {
                imports::pupils::change(tx, was, facts).await?;
                was.id
            }
            PupilStep::Leave(was, last_day) => {
                imports::pupils::leave(tx, was, *last_day).await?;
                was.id
            }
        });
    }
    Ok(ids)
}

fn pupil_of(key: PupilKey, joined: &[PupilId]) -> PupilId {
    match key {
        PupilKey::Held(id) => id,
        PupilKey::Joining(at) => joined[at],
    }
}

fn adult_of(key: AdultKey, added: &[AdultId]) -> AdultId {
    match key {
        AdultKey::Held(id) => id,
        AdultKey::New(at) => added[at],
    }
}

/// How everybody stands, by their numbers.
fn said_by<'a>(steps: &'a Steps, joined: &[PupilId], added: &[AdultId]) -> Vec<(PupilId, Option<AdultId>, &'a Said)> {
    let pupils = steps.said_of_pupils.iter().map(|(pupil, said)| (pupil_of(*pupil, joined), None, said));
    let contact = |(pupil, adult, said): &'a (PupilKey, AdultKey, Said)| {
        (pupil_of(*pupil, joined), Some(adult_of(*adult, added)), said)
    };
    pupils.chain(steps.said_of_contacts.iter().map(contact)).collect()
}

/// Returns the adults who are new, in their order.
async fn apply_guardians(tx: &mut Tx, steps: &Steps, joined: &[PupilId]) -> anyhow::Result<Vec<AdultId>> {
    let mut added: Vec<AdultId> = Vec::with_capacity(steps.adults.len());
    for facts in &steps.adults {
        added.push(adults::add(tx, facts).await?);
    }
    for (adult, facts) in &steps.changed_adults {
        adults::change(tx, *adult, facts).await?;
    }
    for step in &steps.guardians {
        match step {
            GuardianStep::Add(pupil, adult, facts) => {
                adults::link(tx, pupil_of(*pupil, joined), adult_of(*adult, &added), facts).await?;
            }
            GuardianStep::Change(was, to, more) => adults::change_link(tx, was, to, more).await?,
            GuardianStep::Leave(was) => adults::unlink(tx, was).await?,
        }
    }
    restrictions::watch_school(tx).await?;
    Ok(added)
}

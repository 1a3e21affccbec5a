//! An import from the side of the database: what is held, and the steps done to it, in slices that are one act each.

mod history;
mod mappings;
pub mod pupils;
mod rows;
pub mod said;
pub mod staff;
mod undo;

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{Tx, adults, calendar, people::handover, restrictions};
use crate::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::{AdultId, PupilId, SchoolId, StaffId},
        roll::{Entered, GuardianStep, Held, Piece, PupilStep, Said, StaffKey, StaffStep, Steps},
    },
    store::imports,
};

pub use history::{CAN_BE_UNDONE, Made, Slice, begin, forget, list, slice};
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
        led: handover::plans_led(conn, school, today).await?,
    })
}

/// Does some pieces. The steps must have been worked out of what is held now.
///
/// # Errors
/// When the database refuses any of it: then none of it happens.
async fn apply(tx: &mut Tx, steps: &Steps, pieces: &[Piece], entered: &mut Entered) -> anyhow::Result<()> {
    for piece in pieces {
        apply_pupil(tx, steps, piece, entered).await?;
        apply_adult(tx, steps, piece, entered).await?;
        if piece.is_the_rest {
            apply_rest(tx, steps).await?;
        }
    }
    for adult in pieces.iter().filter_map(|piece| adult_of(steps, piece, entered)) {
        restrictions::watch_all_of(tx, adult).await?;
    }
    said::put(tx, &said_by(steps, pieces, entered)?).await
}

async fn apply_pupil(tx: &mut Tx, steps: &Steps, piece: &Piece, entered: &mut Entered) -> anyhow::Result<()> {
    let Some(at) = piece.pupil else { return Ok(()) };
    match &steps.pupils[at] {
        PupilStep::Join(facts) => _ = entered.pupils.insert(at, imports::pupils::join(tx, facts).await?),
        PupilStep::Return(was, facts) => imports::pupils::come_back(tx, was, facts).await?,
        PupilStep::Change(was, facts) => imports::pupils::change(tx, was, facts).await?,
        PupilStep::Leave(was, last_day) => imports::pupils::leave(tx, was, *last_day).await?,
    }
    Ok(())
}

async fn apply_adult(tx: &mut Tx, steps: &Steps, piece: &Piece, entered: &mut Entered) -> anyhow::Result<()> {
    if let Some(at) = piece.new_adult {
        entered.adults.insert(at, adults::add(tx, &steps.adults[at]).await?);
    }
    if let Some(at) = piece.changed_adult {
        let (adult, facts) = &steps.changed_adults[at];
        adults::change(tx, *adult, facts).await?;
    }
    for at in &piece.links {
        match &steps.guardians[*at] {
            GuardianStep::Add(pupil, adult, facts) => {
                adults::link(tx, known(entered.pupil(*pupil))?, known(entered.adult(*adult))?, facts).await?;
            }
            GuardianStep::Change(was, to, more) => adults::change_link(tx, was, to, more).await?,
            GuardianStep::Leave(was) => adults::unlink(tx, was).await?,
        }
    }
    Ok(())
}

/// The adult of a piece in which anything about one changes.
fn adult_of(steps: &Steps, piece: &Piece, entered: &Entered) -> Option<AdultId> {
    let of_links = piece.links.first().and_then(|at| match &steps.guardians[*at] {
        GuardianStep::Add(_, adult, _) => entered.adult(*adult),
        GuardianStep::Change(was, ..) => Some(was.adult),
        GuardianStep::Leave(was) => Some(was.adult),
    });
    of_links.or_else(|| piece.changed_adult.map(|at| steps.changed_adults[at].0))
}

async fn apply_rest(tx: &mut Tx, steps: &Steps) -> anyhow::Result<()> {
    let mut joined: BTreeMap<usize, StaffId> = BTreeMap::new();
    for (at, step) in steps.staff.iter().enumerate() {
        match step {
            StaffStep::Join(facts) => _ = joined.insert(at, imports::staff::join(tx, facts).await?),
            StaffStep::Change(was, to) => imports::staff::change(tx, was, to).await?,
            StaffStep::Leave(was) => imports::staff::leave(tx, was).await?,
        }
    }
    for one in &steps.handovers {
        let to = match one.to {
            StaffKey::Held(id) => id,
            StaffKey::Joining(at) => known(joined.get(&at).copied())?,
        };
        handover::give(tx, (one.plan, one.pupil), one.from, to).await?;
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

/// Somebody whom an earlier piece has entered.
fn known<T>(entered: Option<T>) -> anyhow::Result<T> {
    entered.context("a piece of an import was done before one that it needs")
}

/// How those of some pieces stand, by their numbers.
fn said_by<'a>(
    steps: &'a Steps,
    pieces: &[Piece],
    entered: &Entered,
) -> anyhow::Result<Vec<(PupilId, Option<AdultId>, &'a Said)>> {
    let pupils = pieces.iter().flat_map(|p| &p.said_of_pupils).map(|at| {
        let (pupil, said) = &steps.said_of_pupils[*at];
        Ok((known(entered.pupil(*pupil))?, None, said))
    });
    let contacts = pieces.iter().flat_map(|p| &p.said_of_contacts).map(|at| {
        let (pupil, adult, said) = &steps.said_of_contacts[*at];
        Ok((known(entered.pupil(*pupil))?, Some(known(entered.adult(*adult))?), said))
    });
    pupils.chain(contacts).collect()
}

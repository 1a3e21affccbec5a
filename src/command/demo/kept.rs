//! A report that the SENCO kept when the last round of reviews had closed: what it says never changes, whatever is recorded after.

use super::{
    frame::{Frame, moment},
    people::Staff,
};
use crate::{
    domain::{
        calendar::AcademicYear,
        report::{self, ReportBy, ReportKind},
    },
    store::{
        Actor, Tx,
        report_snapshots::{self, DrawnReport},
        reports,
    },
};

/// Keeps it.
pub(super) async fn make(tx: &mut Tx, frame: &Frame, staff: Staff) -> anyhow::Result<()> {
    let (now, actor) = (tx.now, tx.actor);
    let Some(day) = frame.past.last().map(|round| round.window.closes_on) else { return Ok(()) };
    let (kind, by, year) = (ReportKind::Targets, ReportBy::Term, AcademicYear::containing(day));
    (tx.now, tx.actor) = (moment(day, 15, 35), Actor::Staff(staff.senco));
    let register = tx.register(day).await?;
    let results = reports::results(tx.conn(), &register, day).await?;
    let groups = reports::pupil_values(tx.conn(), &register, day).await?;
    let report = report::targets(&results, by, &groups);
    report_snapshots::keep(tx, &DrawnReport { kind, by, year, as_of: day, report }).await?;
    (tx.now, tx.actor) = (now, actor);
    Ok(())
}

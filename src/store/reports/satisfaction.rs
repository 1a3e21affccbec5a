//! What parents answered after meetings. Everything that reports say of it comes through this one function.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::term_of;
use crate::{
    domain::{
        calendar::AcademicYear,
        report::{Asked, Counted, ReportBy},
        satisfaction::MeetingStatement,
    },
    store::{conversations::satisfaction::of_school, register::Register},
};

/// Everybody who met the school in the school year of a day, up to that day, with each statement that they were asked about and what they
/// answered. What is not asked any more is there for whoever answered it.
pub async fn asked(
    conn: &mut SqliteConnection,
    register: &Register,
    day: NaiveDate,
) -> anyhow::Result<Vec<Counted<Asked>>> {
    let since = AcademicYear::containing(day).starts_on();
    let all = of_school(conn, register.school(), (since, day)).await?;
    let of = |n: u32, statement: MeetingStatement| (n, statement.words().to_owned());
    let each = all.into_iter().flat_map(|one| {
        let term = term_of(register, one.held_on);
        let counted = (0..).zip(MeetingStatement::ALL).filter_map(|(n, statement)| {
            let said = one.said.said.get(statement).copied();
            let wanted = said.is_some() || MeetingStatement::ASKED.contains(statement);
            wanted.then(|| Counted {
                pupil: one.pupil,
                own: [(ReportBy::Term, vec![term.clone()]), (ReportBy::Question, vec![of(n, *statement)])].into(),
                is: Asked { invitation: one.invitation, said },
            })
        });
        counted.collect::<Vec<_>>()
    });
    Ok(each.collect())
}

//! What parents answered after meetings. Everything that reports say of it comes through this one function.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::term_of;
use crate::{
    domain::{
        calendar::AcademicYear,
        ids::{InvitationId, PupilId},
        report::{Asked, Counted, ReportBy, Said},
    },
    store::{code, register::Register},
};

/// What is asked.
const QUESTION: &str = "Was the meeting useful for you?";

/// Everybody who met the school in the school year of a day, up to that day, with each question that they were asked and what they answered.
pub async fn asked(
    conn: &mut SqliteConnection,
    register: &Register,
    day: NaiveDate,
) -> anyhow::Result<Vec<Counted<Asked>>> {
    let (school, since) = (register.school().0, AcademicYear::containing(day).starts_on());
    let rows = sqlx::query!(
        r#"SELECT i.id AS "invitation!", c.pupil_id AS "pupil!", r.held_on AS "on: NaiveDate", f.useful AS "said?"
           FROM pupil p JOIN conversation c ON c.pupil_id = p.id JOIN conversation_record r ON r.conversation_id = c.id
           JOIN conversation_attendance a ON a.conversation_id = c.id AND a.how IN ('attended', 'phoned_later')
           JOIN invitation i ON i.conversation_id = c.id AND i.adult_id = a.adult_id LEFT JOIN feedback f ON f.invitation_id = i.id
           WHERE p.school_id = ? AND r.held_on BETWEEN ? AND ? ORDER BY i.id"#,
        school,
        since,
        day
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        let question = (0, QUESTION.to_owned());
        Ok(Counted {
            pupil: PupilId(row.pupil),
            own: [(ReportBy::Term, vec![term_of(register, row.on)]), (ReportBy::Question, vec![question])].into(),
            is: Asked {
                invitation: InvitationId(row.invitation),
                said: row.said.as_deref().map(code::read::<Said>).transpose()?,
            },
        })
    });
    read.collect()
}

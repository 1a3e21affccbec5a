//! What lies beside a review while it is written: who the pupil is today, how often they come, and what parents have said.

use anyhow::Context;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        attendance::Attendance,
        calendar::AcademicYear,
        ids::{ConversationId, InvitationId},
        people::Name,
        suspension::{Reason, reasons_of},
        time::Moment,
    },
    store::plans::PlanView,
};

/// Facts that nobody should have to look up while they write.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Beside {
    /// Class today; empty if none.
    pub class: String,
    /// National Curriculum year today; empty if none.
    pub nc_year: String,
    /// What was reported about attendance last, and up to which day: all of that academic year.
    pub attendance: Option<(Attendance, NaiveDate)>,
    /// The same year as it was reported when this cycle began, if it had begun by then.
    pub attendance_before: Option<(Attendance, NaiveDate)>,
    /// Suspensions since this cycle began: how many, and how many half days.
    pub suspended: (u32, u32),
    /// Why, each reason once.
    pub suspended_for: Vec<Reason>,
    /// Half days of suspension in this academic year.
    pub suspended_this_year: u32,
    /// What parents wrote in this cycle when they answered an invitation, newest first.
    pub wrote: Vec<Wrote>,
    /// The plan's recorded meetings that no review is linked to yet, newest first.
    pub meetings: Vec<Meeting>,
}

/// What an adult wrote when they answered an invitation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrote {
    /// Which invitation.
    pub invitation: InvitationId,
    /// Who.
    pub name: Name,
    /// What.
    pub words: String,
    /// When.
    pub on: NaiveDate,
}

/// A recorded meeting that may be the same event as the review.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meeting {
    /// Which.
    pub id: ConversationId,
    /// The day.
    pub held_on: NaiveDate,
    /// A parent took part.
    pub met: bool,
    /// It was an EHC plan's annual review.
    pub ehc_annual: bool,
    /// What was said: going well, worries, agreed.
    pub said: [String; 3],
}

#[derive(Deserialize)]
struct RawAttendance {
    on: NaiveDate,
    possible: Option<u32>,
    attended: Option<u32>,
    percent: Option<u16>,
}

#[derive(Deserialize)]
struct RawWrote {
    invitation: i64,
    name: [String; 3],
    message: String,
    at: i64,
}

fn wrote(raw: RawWrote) -> Wrote {
    let [title, forename, surname] = raw.name;
    let (invitation, on) = (InvitationId(raw.invitation), Moment::from_unix(raw.at).today());
    Wrote { invitation, name: Name { title, forename, surname }, words: raw.message, on }
}

#[derive(Deserialize)]
struct RawMeeting {
    id: i64,
    held_on: NaiveDate,
    met: i64,
    annual: i64,
    said: [String; 3],
}

fn meeting(raw: RawMeeting) -> Meeting {
    let (met, ehc_annual) = (raw.met != 0, raw.annual != 0);
    Meeting { id: ConversationId(raw.id), held_on: raw.held_on, met, ehc_annual, said: raw.said }
}

/// Everything of [`Beside`], in one statement.
pub async fn beside(conn: &mut SqliteConnection, plan: &PlanView, today: NaiveDate) -> anyhow::Result<Beside> {
    let september = AcademicYear::containing(today).starts_on();
    // A meeting on the day on which the last review was recorded was that one's; on the first day of a plan there is none before.
    let first = plan.cycle.number == 1;
    let row = sqlx::query!(
        r#"SELECT coalesce(k.name, '') AS "class!: String", coalesce(m.nc_year, '') AS "nc_year!: String",
             (SELECT json_group_array(json_object('on', reported_on, 'possible', possible, 'attended', attended, 'percent', percent_hundredths))
                FROM (SELECT * FROM attendance WHERE pupil_id = p.id ORDER BY reported_on DESC LIMIT 1)) AS "attendance!: String",
             (SELECT json_group_array(json_object('on', reported_on, 'possible', possible, 'attended', attended, 'percent', percent_hundredths))
                FROM (SELECT * FROM attendance WHERE pupil_id = p.id AND reported_on <= ?5
                        AND year = (SELECT max(year) FROM attendance WHERE pupil_id = p.id)
                      ORDER BY reported_on DESC LIMIT 1)) AS "attendance_before!: String",
             (SELECT coalesce(sum(sessions), 0) FROM suspension WHERE pupil_id = p.id AND withdrawn_at IS NULL AND from_on >= ?4)
                AS "suspended_this_year!: u32",
             (SELECT count(*) FROM suspension WHERE pupil_id = p.id AND withdrawn_at IS NULL AND from_on > ?5) AS "suspensions!: u32",
             (SELECT coalesce(sum(sessions), 0) FROM suspension WHERE pupil_id = p.id AND withdrawn_at IS NULL AND from_on > ?5)
                AS "suspended!: u32",
             coalesce((SELECT group_concat(DISTINCT code) FROM (SELECT reason AS code, 1 AS rank, id FROM suspension
                WHERE pupil_id = p.id AND withdrawn_at IS NULL AND from_on > ?5
                UNION ALL SELECT reason_2, 2, id FROM suspension WHERE pupil_id = p.id AND withdrawn_at IS NULL AND from_on > ?5
                UNION ALL SELECT reason_3, 3, id FROM suspension WHERE pupil_id = p.id AND withdrawn_at IS NULL AND from_on > ?5
                ORDER BY rank, id)), '') AS "suspended_for!: String",
             (SELECT json_group_array(json_object('invitation', invitation_id, 'name', json_array(title, forename, surname),
                                                  'message', message, 'at', answered_at)) FROM
                (SELECT a.invitation_id, w.title, w.forename, w.surname, a.message, a.answered_at
                 FROM conversation c JOIN invitation i ON i.conversation_id = c.id
                 JOIN adult w ON w.id = i.adult_id JOIN answer a ON a.invitation_id = i.id
                 WHERE c.plan_id = ?2 AND a.message <> ''
                   AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.invitation_id = a.invitation_id AND n.id > a.id)
                 ORDER BY a.answered_at DESC)) AS "wrote!: String",
             (SELECT json_group_array(json_object('id', id, 'held_on', held_on, 'met', met, 'annual', ehc_annual,
                                                  'said', json_array(going_well, worries, agreed))) FROM
                (SELECT c.id, c.ehc_annual, d.held_on, d.going_well, d.worries, d.agreed,
                   EXISTS (SELECT 1 FROM conversation_attendance a WHERE a.conversation_id = c.id
                           AND a.how IN ('attended', 'phoned_later')) AS met
                 FROM conversation c JOIN conversation_record d ON d.conversation_id = c.id
                 WHERE c.plan_id = ?2 AND (d.held_on > ?5 OR (?6 AND d.held_on = ?5))
                   AND NOT EXISTS (SELECT 1 FROM review r WHERE r.conversation_id = c.id)
                 ORDER BY d.held_on DESC)) AS "meetings!: String"
           FROM pupil p
           LEFT JOIN class_membership m ON m.id = (SELECT cm.id FROM class_membership cm WHERE cm.pupil_id = p.id AND cm.from_on <= ?3
             AND (cm.until_on IS NULL OR cm.until_on >= ?3) ORDER BY cm.id DESC LIMIT 1)
           LEFT JOIN class k ON k.id = m.class_id WHERE p.id = ?1"#,
        plan.pupil.0,
        plan.id.0,
        today,
        september,
        plan.cycle.started_on,
        first
    )
    .fetch_one(conn)
    .await?;
    let wrote = list(&row.wrote)?.into_iter().map(wrote);
    Ok(Beside {
        class: row.class,
        nc_year: row.nc_year,
        attendance: list(&row.attendance)?.into_iter().find_map(attendance),
        attendance_before: list(&row.attendance_before)?.into_iter().find_map(attendance),
        suspended: (row.suspensions, row.suspended),
        suspended_for: reasons_of(&row.suspended_for.replace(',', " ")),
        suspended_this_year: row.suspended_this_year,
        wrote: wrote.filter(|one| one.on >= plan.cycle.started_on).collect(),
        meetings: list(&row.meetings)?.into_iter().map(meeting).collect(),
    })
}

fn list<T: for<'de> Deserialize<'de>>(text: &str) -> anyhow::Result<Vec<T>> {
    serde_json::from_str(text).context("the database gave a list that cannot be read")
}

fn attendance(raw: RawAttendance) -> Option<(Attendance, NaiveDate)> {
    let found = match (raw.possible, raw.attended) {
        (Some(possible), Some(attended)) => Attendance::sessions(possible, attended),
        _ => raw.percent.map(Attendance::Percent),
    };
    found.map(|a| (a, raw.on))
}

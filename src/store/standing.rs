//! The facts that a standing is worked out from: one statement for a whole board, whatever the number of pupils.

use crate::store::code;
use anyhow::Context;
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::domain::{
    calendar::{AcademicYear, Season},
    ids::{PlanId, PupilId, SchoolId, StaffId},
    people::Name,
    plan::{self, PlanKind},
    rules::Rules,
    sen_status::{self, SenCode, StatusSpan},
    standing::{Ended, Facts, Meeting, Rhythm, Span, supported},
    time::Moment,
};

/// Seconds before a year in which a meeting that counts for it may have been offered: 200 days.
const OFFERED_BEFORE: i64 = 200 * 86_400;

/// One line of the round board: a pupil's SEN support, or one of their other plans.
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// Their class today; empty if none.
    pub class: String,
    /// Their National Curriculum year today; empty if none.
    pub nc_year: String,
    /// Their SEN status today, if one was recorded.
    pub status: Option<SenCode>,
    /// The codes of their open needs, first by rank.
    pub needs: Vec<String>,
    /// The open plan that owes the reviews, if there is one yet.
    pub plan: Option<PlanId>,
    /// What kind of plan it is; SEN support where there is none yet.
    pub kind: PlanKind,
    /// Who owns its reviews.
    pub lead: Option<(StaffId, Name)>,
    /// The plan's last day, where its kind has one.
    pub ends_on: Option<NaiveDate>,
    /// Who teaches the pupil today.
    pub teachers: Vec<StaffId>,
    /// The pupil's year.
    pub facts: Facts,
}

impl BoardRow {
    /// Whether it counts towards the three reviews a year of the Code of Practice (6.65).
    #[must_use]
    pub fn is_sen(&self) -> bool {
        self.kind.is_sen()
    }

    /// "Behaviour support plan, ends Fri 4 Dec" for a plan beside SEN support; nothing where it is the usual one.
    #[must_use]
    pub fn beside(&self, today: NaiveDate) -> Option<String> {
        plan::beside(self.kind, self.ends_on, today)
    }
}

/// Every pupil of a school who has, or had in the year of `today`, a right to reviews: with an open plan or without one yet. Who left in
/// an earlier year is not among them. Open plans beside SEN support have a line each.
pub async fn board(
    conn: &mut SqliteConnection,
    school: SchoolId,
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<Vec<BoardRow>> {
    rows(conn, school, Whose::default(), rules, (AcademicYear::containing(today), today), today).await
}

/// The lines of the board that are about these pupils.
pub async fn board_of(
    conn: &mut SqliteConnection,
    school: SchoolId,
    pupils: &[PupilId],
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<Vec<BoardRow>> {
    let whose = Whose { among: Some(pupils), ..Whose::default() };
    rows(conn, school, whose, rules, (AcademicYear::containing(today), today), today).await
}

/// The board as a report on the year counts it: with the plans beside SEN support that were closed within it.
pub async fn board_with_closed(
    conn: &mut SqliteConnection,
    school: SchoolId,
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<Vec<BoardRow>> {
    let year = AcademicYear::containing(today);
    rows(conn, school, Whose::default(), rules, (year, year.starts_on()), today).await
}

/// The board of another year than this one: the year before or after it.
pub async fn board_in(
    conn: &mut SqliteConnection,
    school: SchoolId,
    rules: &Rules,
    year: AcademicYear,
    today: NaiveDate,
) -> anyhow::Result<Vec<BoardRow>> {
    rows(conn, school, Whose::default(), rules, (year, today), today).await
}

/// The facts of one plan's pupil in a year, or `None` if the plan is not there.
pub async fn facts_of(
    conn: &mut SqliteConnection,
    school: SchoolId,
    pupil: PupilId,
    rules: &Rules,
    year: AcademicYear,
    today: NaiveDate,
) -> anyhow::Result<Option<BoardRow>> {
    let whose = Whose { pupil: Some(pupil), ..Whose::default() };
    Ok(rows(conn, school, whose, rules, (year, today), today).await?.pop())
}

/// The facts of one plan of a pupil, whatever else they have: plans of another kind than SEN support count for themselves.
pub async fn facts_of_plan(
    conn: &mut SqliteConnection,
    school: SchoolId,
    (pupil, plan): (PupilId, PlanId),
    rules: &Rules,
    year: AcademicYear,
    today: NaiveDate,
) -> anyhow::Result<Option<BoardRow>> {
    let whose = Whose { pupil: Some(pupil), plan: Some(plan), ..Whose::default() };
    Ok(rows(conn, school, whose, rules, (year, today), today).await?.pop())
}

#[derive(Deserialize)]
struct RawMeeting {
    on: Option<i64>,
    held_on: Option<NaiveDate>,
    offered: i64,
    met: i64,
    booked: i64,
}

#[derive(Deserialize)]
struct RawStatus {
    code: String,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct RawSpan {
    from: NaiveDate,
    until: Option<NaiveDate>,
}

/// One line as the database gives it; the lists are JSON.
struct Raw {
    id: i64,
    forename: String,
    surname: String,
    class: String,
    nc_year: String,
    plan: Option<i64>,
    kind: Option<String>,
    opened_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    lead: Option<i64>,
    lead_title: Option<String>,
    lead_forename: Option<String>,
    lead_surname: Option<String>,
    agreed_on: Option<NaiveDate>,
    statuses: String,
    roll: String,
    reviews: String,
    needs: String,
    exemptions: String,
    planned: String,
    agreed_for: String,
    teachers: String,
    meetings: String,
}

/// Whose lines are asked for: everybody's, unless it says otherwise.
#[derive(Clone, Copy, Default)]
struct Whose<'a> {
    /// This pupil's only, whatever their status.
    pupil: Option<PupilId>,
    /// This plan's only, in place of the pupil's foremost.
    plan: Option<PlanId>,
    /// These pupils' only.
    among: Option<&'a [PupilId]>,
}

async fn rows(
    conn: &mut SqliteConnection,
    school: SchoolId,
    whose: Whose<'_>,
    rules: &Rules,
    (year, open_since): (AcademicYear, NaiveDate),
    today: NaiveDate,
) -> anyhow::Result<Vec<BoardRow>> {
    let (school, only, plan, starting) = (school.0, whose.pupil.map(|p| p.0), whose.plan.map(|p| p.0), year.starting());
    let among =
        whose.among.map(|all| serde_json::to_string(&all.iter().map(|p| p.0).collect::<Vec<_>>())).transpose()?;
    let first = year.starts_on();
    let offered_since = Moment::at(first, NaiveTime::MIN).plus_seconds(-OFFERED_BEFORE).unix();
    let found = sqlx::query_as!(
        Raw,
        r#"
        SELECT p.id AS "id!", p.forename AS "forename!: String", p.surname AS "surname!: String",
            coalesce(k.name, '') AS "class!: String", coalesce(m.nc_year, '') AS "nc_year!: String",
            pl.id AS "plan?: i64", pl.kind AS "kind?: String", pl.opened_on AS "opened_on?: NaiveDate",
            zl.closed_on AS "closed_on?: NaiveDate", pl.ends_on AS "ends_on?: NaiveDate",
            s.id AS "lead?: i64", s.title AS "lead_title?: String", s.forename AS "lead_forename?: String", s.surname AS "lead_surname?: String",
            (SELECT c.review_on FROM cycle c WHERE c.plan_id = pl.id AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)
                ORDER BY c.number DESC LIMIT 1) AS "agreed_on?: NaiveDate",
            (SELECT json_group_array(json_object('code', t.code, 'from', t.from_on, 'until', t.until_on))
                FROM sen_status t WHERE t.pupil_id = p.id) AS "statuses!: String",
            (SELECT json_group_array(json_object('from', e.from_on, 'until', e.until_on))
                FROM enrolment e WHERE e.pupil_id = p.id) AS "roll!: String",
            (SELECT json_group_array(r.held_on) FROM review r JOIN cycle c ON c.id = r.cycle_id JOIN plan q ON q.id = c.plan_id
                WHERE q.pupil_id = p.id AND r.held_on >= ?5
                  AND (q.id = pl.id OR (q.kind IN ('sen_support', 'ehc_delivery', 'proposed_isp')
                    AND coalesce(pl.kind, 'sen_support') IN ('sen_support', 'ehc_delivery', 'proposed_isp')))) AS "reviews!: String",
            (SELECT json_group_array(json_object('held', r.held_on, 'agreed', c.review_on)) FROM review r JOIN cycle c ON c.id = r.cycle_id
                WHERE c.plan_id = pl.id AND pl.kind NOT IN ('sen_support', 'ehc_delivery', 'proposed_isp')) AS "agreed_for!: String",
            (SELECT json_group_array(n.code) FROM (SELECT code FROM need WHERE pupil_id = p.id AND until_on IS NULL ORDER BY rank) n)
                AS "needs!: String",
            (SELECT json_group_array(json_object('season', x.season, 'reason', x.reason))
                FROM exemption x WHERE x.pupil_id = p.id AND x.year = ?2 AND x.withdrawn_at IS NULL) AS "exemptions!: String",
            (SELECT json_group_array(json_object('year', y.year, 'season', y.season, 'on', y.review_on)) FROM planned_review y
                WHERE y.plan_id = pl.id AND y.year >= ?2 AND y.review_on IS NOT NULL AND y.id = (SELECT max(z.id) FROM planned_review z
                    WHERE z.plan_id = y.plan_id AND z.year = y.year AND z.season = y.season)) AS "planned!: String",
            (SELECT json_group_array(cs.staff_id) FROM class_staff cs JOIN staff w ON w.id = cs.staff_id AND w.role = 'teacher'
                WHERE cs.class_id = m.class_id AND cs.from_on <= ?4 AND (cs.until_on IS NULL OR cs.until_on >= ?4)) AS "teachers!: String",
            (SELECT json_group_array(json_object(
                'held_on', cr.held_on,
                'on', coalesce((SELECT sl.starts_at FROM booking b JOIN slot sl ON sl.id = b.slot_id WHERE b.conversation_id = v.id
                    ORDER BY b.sequence DESC LIMIT 1), v.offered_at),
                'offered', EXISTS (SELECT 1 FROM notice o WHERE o.conversation_id = v.id AND o.kind = 'invite' AND o.state = 'accepted')
                    OR (coalesce(x.cancelled_at >= v.offered_at, 1)
                        AND EXISTS (SELECT 1 FROM invitation i WHERE i.conversation_id = v.id AND i.by_hand <> '')),
                'met', EXISTS (SELECT 1 FROM conversation_attendance a WHERE a.conversation_id = v.id AND a.how IN ('attended', 'phoned_later')),
                'booked', cr.conversation_id IS NULL AND x.conversation_id IS NULL
                    AND EXISTS (SELECT 1 FROM booking b WHERE b.conversation_id = v.id)))
                FROM conversation v
                LEFT JOIN conversation_record cr ON cr.conversation_id = v.id
                LEFT JOIN conversation_cancellation x ON x.conversation_id = v.id
                JOIN plan q ON q.id = v.plan_id
                WHERE v.pupil_id = p.id AND v.offered_at > ?6
                  AND (q.id = pl.id OR (q.kind IN ('sen_support', 'ehc_delivery', 'proposed_isp')
                    AND coalesce(pl.kind, 'sen_support') IN ('sen_support', 'ehc_delivery', 'proposed_isp')))) AS "meetings!: String"
        FROM (SELECT p.id AS pupil_id, coalesce(?7, (SELECT q.id FROM plan q LEFT JOIN plan_closure z ON z.plan_id = q.id
                WHERE q.pupil_id = p.id AND (z.plan_id IS NULL OR z.closed_on > ?4) AND q.opened_on <= ?4
                  AND (q.kind IN ('sen_support', 'ehc_delivery', 'proposed_isp') OR (?3 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sen_status t
                    WHERE t.pupil_id = p.id AND t.code IN ('K', 'E') AND t.from_on <= ?4 AND (t.until_on IS NULL OR t.until_on >= ?4))))
                ORDER BY q.kind IN ('ehc_delivery', 'sen_support') DESC, q.id DESC LIMIT 1)) AS plan_id
              FROM pupil p WHERE p.school_id = ?1 AND (p.id = ?3 OR (?3 IS NULL
                AND (p.id IN (SELECT o.pupil_id FROM plan o) OR p.id IN (SELECT t.pupil_id FROM sen_status t WHERE t.code IN ('K', 'E')))))
              UNION ALL SELECT q.pupil_id, q.id FROM plan q LEFT JOIN plan_closure z ON z.plan_id = q.id
              WHERE ?3 IS NULL AND q.kind NOT IN ('sen_support', 'ehc_delivery', 'proposed_isp') AND q.opened_on <= ?4
                AND (z.plan_id IS NULL OR z.closed_on > ?8)) line
        JOIN pupil p ON p.id = line.pupil_id
        LEFT JOIN plan pl ON pl.id = line.plan_id
        LEFT JOIN plan_closure zl ON zl.plan_id = pl.id AND zl.closed_on <= ?4
        LEFT JOIN staff s ON s.id = pl.lead_id
        LEFT JOIN class_membership m ON m.id = (SELECT cm.id FROM class_membership cm WHERE cm.pupil_id = p.id AND cm.from_on <= ?4
            AND (cm.until_on IS NULL OR cm.until_on >= ?4) ORDER BY cm.id DESC LIMIT 1)
        LEFT JOIN class k ON k.id = m.class_id
        WHERE p.school_id = ?1 AND (?3 IS NULL OR p.id = ?3) AND (?9 IS NULL OR p.id IN (SELECT value FROM json_each(?9)))
            AND (?3 IS NOT NULL OR pl.id IS NOT NULL OR EXISTS (SELECT 1 FROM sen_status t
                WHERE t.pupil_id = p.id AND t.code IN ('K', 'E') AND (t.until_on IS NULL OR t.until_on >= ?5)))
            AND (?3 IS NOT NULL OR EXISTS (SELECT 1 FROM enrolment e WHERE e.pupil_id = p.id AND (e.until_on IS NULL OR e.until_on >= ?5)))
        ORDER BY p.surname, p.forename, p.id, pl.kind NOT IN ('sen_support', 'ehc_delivery', 'proposed_isp'), pl.id"#,
        school,
        starting,
        only,
        today,
        first,
        offered_since,
        plan,
        open_since,
        among
    );
    let found = found.fetch_all(conn).await?;
    found.into_iter().map(|raw| read(raw, rules, year, today)).collect()
}

fn read(row: Raw, rules: &Rules, year: AcademicYear, today: NaiveDate) -> anyhow::Result<BoardRow> {
    let kind =
        row.kind.as_deref().map_or(Some(PlanKind::SenSupport), PlanKind::from_code).context("unknown kind of plan")?;
    let statuses = statuses(&row.statuses)?;
    let (supported, ended) = support(&row, kind, &statuses)?;
    let closed = |on: &NaiveDate| row.closed_on.is_none_or(|end| *on < end);
    let rhythm = if kind.is_sen() {
        Rhythm::Terms
    } else {
        Rhythm::Agreed { ends_on: row.ends_on, held: agreed_for(&row.agreed_for)? }
    };
    Ok(BoardRow {
        pupil: PupilId(row.id),
        status: sen_status::on(&statuses, today),
        needs: json(&row.needs)?,
        plan: row.plan.map(PlanId),
        kind,
        ends_on: row.ends_on,
        teachers: json::<i64>(&row.teachers)?.into_iter().map(StaffId).collect(),
        facts: Facts {
            year,
            a_year: rules.reviews_a_year(kind),
            supported,
            reviews: json(&row.reviews)?,
            meetings: json::<RawMeeting>(&row.meetings)?.iter().map(meeting).collect(),
            agreed_on: row.agreed_on.filter(closed),
            planned: planned(&row.planned)?,
            exemptions: if kind.is_sen() { exemptions(&row.exemptions)? } else { Vec::new() },
            ended,
            rhythm,
        },
        lead: lead(&row),
        name: Name { title: String::new(), forename: row.forename, surname: row.surname },
        class: row.class,
        nc_year: row.nc_year,
    })
}

/// When the pupil had a right to reviews under this kind of plan, and why that ended, if it did.
fn support(row: &Raw, kind: PlanKind, statuses: &[StatusSpan]) -> anyhow::Result<(Vec<Span>, Option<Ended>)> {
    let roll: Vec<Span> =
        json::<RawSpan>(&row.roll)?.into_iter().map(|s| Span { from: s.from, until: s.until }).collect();
    let spans = match row.opened_on {
        Some(from) if !kind.is_sen() => {
            roll.iter().filter_map(|r| clipped(*r, Span { from, until: row.closed_on })).collect()
        }
        _ => supported(&roll, statuses),
    };
    let left = roll.iter().map(|r| r.until).max_by_key(|u| u.unwrap_or(NaiveDate::MAX)).flatten();
    let end = spans.last().and_then(|s| s.until);
    let ended = end.map(|end| match end {
        _ if Some(end) == left => Ended::Left,
        _ if kind.is_sen() => Ended::NoLongerSen,
        _ => Ended::PlanClosed,
    });
    Ok((spans, ended))
}

fn lead(row: &Raw) -> Option<(StaffId, Name)> {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let name =
        Name { title: part(&row.lead_title), forename: part(&row.lead_forename), surname: part(&row.lead_surname) };
    Some((StaffId(row.lead?), name))
}

fn json<T: for<'de> Deserialize<'de>>(text: &str) -> anyhow::Result<Vec<T>> {
    serde_json::from_str(text).context("the database gave a list that cannot be read")
}

fn statuses(text: &str) -> anyhow::Result<Vec<StatusSpan>> {
    let read = |s: RawStatus| {
        let code = code::read::<SenCode>(&s.code)?;
        Ok(StatusSpan { code, from: s.from, until: s.until })
    };
    json::<RawStatus>(text)?.into_iter().map(read).collect()
}

fn exemptions(text: &str) -> anyhow::Result<Vec<(Season, String)>> {
    #[derive(Deserialize)]
    struct Raw {
        season: String,
        reason: String,
    }
    let read = |x: Raw| Ok((code::read::<Season>(&x.season)?, x.reason));
    json::<Raw>(text)?.into_iter().map(read).collect()
}

fn planned(text: &str) -> anyhow::Result<Vec<(AcademicYear, Season, NaiveDate)>> {
    #[derive(Deserialize)]
    struct Raw {
        year: i32,
        season: String,
        on: NaiveDate,
    }
    let read = |p: Raw| Ok((AcademicYear::new(p.year), code::read::<Season>(&p.season)?, p.on));
    json::<Raw>(text)?.into_iter().map(read).collect()
}

fn meeting(raw: &RawMeeting) -> Meeting {
    let on = raw.held_on.or(raw.on.map(|at| Moment::from_unix(at).today())).unwrap_or_default();
    Meeting { on, offered: raw.offered != 0, met: raw.met != 0, booked: raw.booked != 0 }
}

/// Reviews held, each with the day that had been agreed for it.
fn agreed_for(text: &str) -> anyhow::Result<Vec<(NaiveDate, NaiveDate)>> {
    #[derive(Deserialize)]
    struct Raw {
        held: NaiveDate,
        agreed: NaiveDate,
    }
    Ok(json::<Raw>(text)?.into_iter().map(|r| (r.held, r.agreed)).collect())
}

/// The days on roll within a plan's days.
fn clipped(roll: Span, plan: Span) -> Option<Span> {
    let until = [roll.until, plan.until].into_iter().flatten().min();
    let from = roll.from.max(plan.from);
    until.is_none_or(|u| from <= u).then_some(Span { from, until })
}

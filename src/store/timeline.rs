//! A pupil's time line: everything that happened, newest first. One statement, whatever happened; what the viewer may not see is not asked.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access::{Thing, Verb},
        people::Name,
        time::Moment,
    },
    store::pupils::head::Head,
};

/// How many entries a page has.
pub const A_PAGE: i64 = 25;

/// What happened, and when it was written down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Happened {
    /// Which kind of thing: "status", "review", "meeting" …
    pub kind: String,
    /// The day it happened.
    pub on: NaiveDate,
    /// When it was entered, where that is known.
    pub entered: Option<Moment>,
    /// By whom, if by a member of staff.
    pub by: Option<Name>,
    /// A code that says more: the status, the decision, the kind of plan.
    pub code: String,
    /// Words that say more; may be empty.
    pub words: String,
    /// The number of what a page can be opened of.
    pub thing: Option<i64>,
}

/// A row of it.
struct RawHappened {
    kind: String,
    on: NaiveDate,
    entered: Option<i64>,
    code: String,
    words: String,
    thing: Option<i64>,
    title: Option<String>,
    forename: Option<String>,
    surname: Option<String>,
}

impl RawHappened {
    fn read(self) -> Happened {
        // What happened by being entered happened on that day in England.
        let by_entering =
            self.kind.contains("needed") || ["restriction_decided", "own_field"].contains(&self.kind.as_str());
        Happened {
            on: self.entered.filter(|_| by_entering).map_or(self.on, |at| Moment::from_unix(at).today()),
            kind: self.kind,
            entered: self.entered.map(Moment::from_unix),
            by: Name::maybe(self.title, self.forename, self.surname),
            code: self.code,
            words: self.words,
            thing: self.thing,
        }
    }
}

/// The rows of a page, and whether there were more.
fn a_page(mut rows: Vec<RawHappened>) -> (Vec<Happened>, bool) {
    let most = usize::try_from(A_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    (rows.into_iter().map(RawHappened::read).collect(), more)
}

/// One page of a pupil's time line as the person sees it whom the head was loaded for, and whether there is another page after it.
// Each kind of thing is one arm of the statement: kind, day, instant of entry, by whom, code, words, number.
pub async fn of(
    conn: &mut SqliteConnection,
    head: &Head,
    page: i64,
    today: NaiveDate,
) -> anyhow::Result<(Vec<Happened>, bool)> {
    use Thing::{Concern, Conversation, Plan, Restrictions, Review, SenRecord, Targets};
    let [record, plan, review, meeting, concern, restriction, targets] =
        [SenRecord, Plan, Review, Conversation, Concern, Restrictions, Targets].map(|thing| head.may(thing, Verb::See));
    let (limit, offset, reader, id) = (A_PAGE + 1, A_PAGE * page, head.viewer().staff.0, head.id.0);
    let rows = sqlx::query_as!(
        RawHappened,
        r#"SELECT e.kind AS "kind!: String", e.happened AS "on!: NaiveDate", e.entered AS "entered?: i64", e.code AS "code!: String",
             e.words AS "words!: String", e.thing AS "thing?: i64", s.title AS "title?", s.forename AS "forename?", s.surname AS "surname?"
           FROM (
             SELECT 'status' AS kind, from_on AS happened, entered_at AS entered, entered_by AS staff, code AS code, reason AS words, NULL AS thing
               FROM sen_status WHERE ?2 AND pupil_id = ?1
             UNION ALL SELECT 'need', from_on, entered_at, entered_by, code, '', NULL FROM need WHERE ?2 AND pupil_id = ?1 UNION ALL
               SELECT 'need_ended', until_on, NULL, NULL, code, ended_why, NULL FROM need WHERE ?2 AND pupil_id = ?1 AND until_on IS NOT NULL
             UNION ALL SELECT 'advice', asked_on, entered_at, entered_by, '', profession, id FROM advice WHERE ?2 AND pupil_id = ?1
             UNION ALL SELECT 'report', r.received_on, r.entered_at, r.entered_by, '', a.profession, a.id FROM advice_report r
               JOIN advice a ON a.id = r.advice_id WHERE ?2 AND a.pupil_id = ?1
             UNION ALL SELECT 'suspension', from_on, entered_at, entered_by, kind, reason || coalesce(' ' || reason_2, '')
               || coalesce(' ' || reason_3, ''), sessions FROM suspension WHERE ?2 AND pupil_id = ?1 AND withdrawn_at IS NULL
             UNION ALL SELECT 'document', dated_on, entered_at, entered_by, '', title, id FROM document d WHERE ?2 AND pupil_id = ?1
               AND withdrawn_at IS NULL AND (circle = 'record' OR EXISTS (SELECT 1 FROM document_reader r
                 WHERE r.document_id = d.id AND r.staff_id = ?9 AND r.until_at IS NULL))
             UNION ALL SELECT 'joined', from_on, entered_at, entered_by, '', '', NULL FROM enrolment WHERE ?2 AND pupil_id = ?1
             UNION ALL SELECT 'left', until_on, left_entered_at, left_entered_by, '', left_to, NULL FROM enrolment WHERE ?2
               AND pupil_id = ?1 AND until_on IS NOT NULL
             UNION ALL SELECT 'plan', opened_on, created_at, created_by, kind, '', id FROM plan WHERE ?3 AND pupil_id = ?1
             UNION ALL SELECT 'plan_ended', x.closed_on, x.entered_at, x.entered_by, p.kind, '', p.id FROM plan_closure x
               JOIN plan p ON p.id = x.plan_id WHERE ?3 AND p.pupil_id = ?1
             UNION ALL SELECT kind, happened, entered, staff, code, '', timetable_id FROM part_time_happened WHERE ?3 AND pupil_id = ?1
             UNION ALL SELECT 'review', r.held_on, r.entered_at, r.entered_by, r.decision, '', p.id FROM review r
               JOIN cycle c ON c.id = r.cycle_id JOIN plan p ON p.id = c.plan_id WHERE ?4 AND p.pupil_id = ?1
             UNION ALL SELECT 'meeting', d.held_on, d.entered_at, d.entered_by, d.mode, '', c.id FROM conversation_record d
               JOIN conversation c ON c.id = d.conversation_id WHERE ?5 AND c.pupil_id = ?1
             UNION ALL SELECT 'not_needed', date(entered_at, 'unixepoch'), entered_at, entered_by, season, reason, year
               FROM exemption WHERE ?4 AND pupil_id = ?1
             UNION ALL SELECT 'needed_again', date(withdrawn_at, 'unixepoch'), withdrawn_at, withdrawn_by, season, '', year FROM exemption
               WHERE ?4 AND pupil_id = ?1 AND withdrawn_at IS NOT NULL
             UNION ALL SELECT kind, happened, entered, staff, code, words, restriction_id FROM restriction_happened
               WHERE ?10 AND pupil_id = ?1 AND (kind <> 'restriction_over' OR happened < ?11)
             UNION ALL SELECT 'concern', noticed_on, raised_at, raised_by, '', seen, id FROM concern WHERE ?6 AND pupil_id = ?1
             UNION ALL SELECT 'assessment', assessed_on, entered_at, entered_by, '', coalesce((SELECT name FROM scored_measure
               WHERE id = measure_id), judgement), NULL FROM assessment WHERE ?2 AND pupil_id = ?1 AND withdrawn_at IS NULL
             UNION ALL SELECT 'wellbeing', said_on, max(entered_at), entered_by, source, '', NULL FROM wellbeing
               WHERE ?12 AND pupil_id = ?1 GROUP BY said_on, source, rater_id
             UNION ALL SELECT 'own_field', happened, entered, staff, '', words, NULL FROM pupil_field_happened
               WHERE pupil_id = ?1 AND (audience = 'pupil' OR ?2)
           ) e LEFT JOIN staff s ON s.id = e.staff
           ORDER BY e.happened DESC, e.entered DESC, e.kind, e.thing DESC LIMIT ?7 OFFSET ?8"#,
        id,
        record,
        plan,
        review,
        meeting,
        concern,
        limit,
        offset,
        reader,
        restriction,
        today,
        targets
    )
    .fetch_all(conn)
    .await?;
    Ok(a_page(rows))
}

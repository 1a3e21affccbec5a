//! Surveys. Who was asked and what was answered are never joined: the one says who has answered, the other what was said.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use rand::{Rng, rng};
use sqlx::SqliteConnection;

use super::{
    Tx, adult_needs, code, contacts,
    register::Register,
    secret::{hashed, token},
};
use crate::domain::{
    access::{self, Deliverable},
    adult_needs::Needs,
    audit::{Deed, Entry, Subject},
    ids::{AdultId, PupilId, SchoolId, SurveyId},
    notice::HeldBack,
    people::Name,
    reminder::SurveyNews,
    satisfaction::HowFar,
    sen_status::{self, SenCode},
    survey::{LINK_LIVES_AFTER, SurveyAnswer, SurveyOf, Theme},
    time::Moment,
};

/// A survey as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Survey {
    /// Which.
    pub id: SurveyId,
    /// Who is asked.
    pub of: SurveyOf,
    /// Its first day.
    pub opened_on: NaiveDate,
    /// Its last.
    pub closes_on: NaiveDate,
    /// How many were asked, by message or on paper.
    pub asked: u32,
    /// How many have answered.
    pub answered: u32,
    /// What the school did about it, as families read it; `None` until that is written.
    pub action: Option<String>,
}

impl Survey {
    /// The month in which it was opened: "November 2026".
    #[must_use]
    pub fn month(&self) -> String {
        self.opened_on.format("%B %Y").to_string()
    }
}

/// Somebody of a family who can be asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToAsk {
    /// Who.
    pub adult: AdultId,
    /// The child by whose record they may be written to.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// The language in which they are written to, in words.
    pub language: String,
    /// Where they are written to, or why not by mail.
    pub address: Result<Deliverable, HeldBack>,
    /// Whether they were asked, and have answered.
    pub asked: Option<bool>,
}

/// What a link leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenedSurvey {
    /// The row of whoever was asked.
    pub asked: i64,
    /// Of which school.
    pub school: SchoolId,
    /// Whether they have answered.
    pub answered: bool,
    /// The survey.
    pub survey: Survey,
}

/// Every survey of a school, the newest first.
pub async fn of_school(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<Survey>> {
    let rows = sqlx::query!(
        r#"SELECT s.id, s.whom, s.opened_on AS "opened_on: NaiveDate", s.closes_on AS "closes_on: NaiveDate",
             (SELECT count(*) FROM survey_asked a WHERE a.survey_id = s.id) AS "asked!: u32",
             (SELECT count(*) FROM survey_answer w WHERE w.survey_id = s.id) AS "answered!: u32",
             (SELECT x.words FROM survey_action x WHERE x.survey_id = s.id ORDER BY x.id DESC LIMIT 1) AS "action?"
           FROM survey s WHERE s.school_id = ? ORDER BY s.opened_on DESC, s.id DESC"#,
        school.0
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|r| {
        let (opened_on, closes_on, asked, answered) = (r.opened_on, r.closes_on, r.asked, r.answered);
        Ok(Survey {
            id: SurveyId(r.id),
            of: code::read(&r.whom)?,
            opened_on,
            closes_on,
            asked,
            answered,
            action: r.action,
        })
    });
    read.collect()
}

/// Opens a survey from today on.
pub async fn open(tx: &mut Tx, of: SurveyOf, closes_on: NaiveDate) -> anyhow::Result<SurveyId> {
    let (school, today, now, by, code) =
        (tx.school()?.0, tx.now.today(), tx.now.unix(), tx.actor.staff(), of.as_code());
    let id = sqlx::query_scalar!(
        r#"INSERT INTO survey (school_id, whom, opened_on, closes_on, entered_at, entered_by) VALUES (?, ?, ?, ?, ?, ?) RETURNING id AS "id!: i64""#,
        school,
        code,
        today,
        closes_on,
        now,
        by
    )
    .fetch_one(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Created, Subject::Survey).id(id).detail(code)).await?;
    Ok(SurveyId(id))
}

/// Everybody of a family with a child with SEN on roll, by name, once: whether they can be written to is asked of the child for whom they
/// may be, if there is one. Who may take part for no child is not among them.
pub async fn to_ask(
    conn: &mut SqliteConnection,
    register: &Register,
    survey: SurveyId,
    today: NaiveDate,
) -> anyhow::Result<Vec<ToAsk>> {
    let has = |code| matches!(code, Some(SenCode::Support | SenCode::Ehcp));
    let children = register.facts().children.iter();
    let pupils: BTreeSet<i64> = children
        .filter(|one| one.is_on_roll(today) && has(sen_status::on(&one.statuses, today)))
        .map(|one| one.id.0)
        .collect();
    let asked = serde_json::to_string(&pupils)?;
    let rows = sqlx::query!(
        r#"SELECT g.adult_id, g.pupil_id, a.title, a.forename, a.surname,
             (SELECT q.answered FROM survey_asked q WHERE q.survey_id = ?2 AND q.adult_id = g.adult_id) AS "asked?: bool"
           FROM json_each(?1) wanted JOIN guardianship g ON g.pupil_id = wanted.value JOIN adult a ON a.id = g.adult_id
           WHERE g.from_on <= ?3 AND (g.until_on IS NULL OR g.until_on >= ?3) ORDER BY a.surname, a.forename, a.id, g.pupil_id"#,
        asked,
        survey.0,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    let pairs: Vec<_> = rows.iter().map(|r| (AdultId(r.adult_id), PupilId(r.pupil_id))).collect();
    let known = contacts::facts_of_all(&mut *conn, &pairs, today).await?;
    let adults: Vec<_> = pairs.iter().map(|(adult, _)| *adult).collect();
    let needs = adult_needs::of_all(conn, &adults).await?;
    let mut all: Vec<ToAsk> = Vec::new();
    for r in rows {
        let (adult, pupil) = (AdultId(r.adult_id), PupilId(r.pupil_id));
        let Some(facts) = known.get(&(adult, pupil)).filter(|facts| access::may_take_part(facts).is_ok()) else {
            continue;
        };
        let name = Name { title: r.title, forename: r.forename, surname: r.surname };
        let language = needs.get(&adult).map(Needs::written_in).unwrap_or_default();
        let one = ToAsk { adult, pupil, name, language, address: access::deliverable(facts), asked: r.asked };
        match all.iter_mut().find(|other| other.adult == adult) {
            Some(other) if other.address.is_err() => *other = one,
            Some(_) => {}
            None => all.push(one),
        }
    }
    Ok(all)
}

/// Notes that somebody is asked, and makes a link for them: 256 random bits of which only the SHA-256 is kept. Asked again they get another
/// one, and count once.
pub async fn ask(tx: &mut Tx, survey: SurveyId, whom: Option<(AdultId, PupilId)>) -> anyhow::Result<String> {
    let (adult, pupil) = (whom.map(|(adult, _)| adult.0), whom.map(|(_, pupil)| pupil.0));
    let known = sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM survey_asked WHERE survey_id = ? AND adult_id = ?"#,
        survey.0,
        adult
    )
    .fetch_optional(tx.conn())
    .await?;
    let asked = match known {
        Some(id) => id,
        None => sqlx::query_scalar!(
            r#"INSERT INTO survey_asked (survey_id, adult_id, pupil_id) VALUES (?, ?, ?) RETURNING id AS "id!: i64""#,
            survey.0,
            adult,
            pupil
        )
        .fetch_one(tx.conn())
        .await?,
    };
    let token = token();
    let hash = hashed(&token);
    sqlx::query!("INSERT INTO survey_link (token_hash, asked_id) VALUES (?, ?)", hash, asked)
        .execute(tx.conn())
        .await?;
    Ok(token)
}

/// What a link leads to on a day. Unknown, long over, and of an adult who may not take part are the same: nothing.
pub async fn by_token(
    conn: &mut SqliteConnection,
    token: &str,
    today: NaiveDate,
) -> anyhow::Result<Option<OpenedSurvey>> {
    let hash = hashed(token);
    let row = sqlx::query!(
        r#"SELECT a.id, a.survey_id, a.adult_id, a.pupil_id, a.answered AS "answered: bool", s.school_id FROM survey_link l
           JOIN survey_asked a ON a.id = l.asked_id JOIN survey s ON s.id = a.survey_id WHERE l.token_hash = ?"#,
        hash
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if let Some((adult, pupil)) = row.adult_id.map(AdultId).zip(row.pupil_id.map(PupilId)) {
        let facts = contacts::contact_facts(&mut *conn, adult, pupil, today).await?;
        if facts.is_none_or(|facts| access::may_take_part(&facts).is_err()) {
            return Ok(None);
        }
    }
    let school = SchoolId(row.school_id);
    let survey = of_school(conn, school).await?.into_iter().find(|one| one.id.0 == row.survey_id);
    let lives = survey.filter(|one| one.closes_on + Days::new(LINK_LIVES_AFTER) >= today);
    Ok(lives.map(|survey| OpenedSurvey { asked: row.id, school, answered: row.answered, survey }))
}

/// Keeps an answer of somebody who was asked, without whose it is. Returns whether it was their first: a second is not kept.
pub async fn answer(tx: &mut Tx, of: &OpenedSurvey, answer: &SurveyAnswer) -> anyhow::Result<bool> {
    let first = sqlx::query!("UPDATE survey_asked SET answered = 1 WHERE id = ? AND answered = 0", of.asked);
    if first.execute(tx.conn()).await?.rows_affected() == 0 {
        return Ok(false);
    }
    put(tx, of.survey.id, answer).await?;
    Ok(true)
}

/// Types in an answer that came on paper.
pub async fn answer_on_paper(tx: &mut Tx, survey: SurveyId, answer: &SurveyAnswer) -> anyhow::Result<()> {
    put(tx, survey, answer).await?;
    tx.audit(Entry::new(Deed::Created, Subject::SurveyAnswer).id(survey.0)).await
}

async fn put(tx: &mut Tx, survey: SurveyId, answer: &SurveyAnswer) -> anyhow::Result<()> {
    // Positive, and of as many bits as a spreadsheet can hold.
    let id = rng().random_range(1..1_i64 << 53);
    let to = |theme| answer.said.get(&theme).map(|far: &HowFar| far.as_code());
    let [heard, told, decide, happens, right] =
        [Theme::Heard, Theme::Told, Theme::Decide, Theme::Happens, Theme::PutRight].map(to);
    sqlx::query!(
        "INSERT INTO survey_answer (id, survey_id, heard, told, decide, happens, put_right, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        survey.0,
        heard,
        told,
        decide,
        happens,
        right,
        answer.words
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The answers of some surveys, by survey.
pub async fn answers(
    conn: &mut SqliteConnection,
    school: SchoolId,
) -> anyhow::Result<BTreeMap<SurveyId, Vec<SurveyAnswer>>> {
    let rows = sqlx::query!(
        "SELECT w.survey_id, w.heard, w.told, w.decide, w.happens, w.put_right, w.words
         FROM survey s JOIN survey_answer w ON w.survey_id = s.id WHERE s.school_id = ? ORDER BY w.id",
        school.0
    )
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<SurveyId, Vec<SurveyAnswer>> = BTreeMap::new();
    for r in rows {
        let each = [
            (Theme::Heard, r.heard),
            (Theme::Told, r.told),
            (Theme::Decide, r.decide),
            (Theme::Happens, r.happens),
            (Theme::PutRight, r.put_right),
        ];
        let said = each.into_iter().filter_map(|(theme, far)| Some((theme, far?)));
        let said = said.map(|(theme, far)| Ok((theme, code::read(&far)?))).collect::<anyhow::Result<_>>()?;
        all.entry(SurveyId(r.survey_id)).or_default().push(SurveyAnswer { said, words: r.words });
    }
    Ok(all)
}

/// Writes down what the school did about it. What was written before stays.
pub async fn act(tx: &mut Tx, survey: SurveyId, words: &str) -> anyhow::Result<()> {
    let (now, by) = (tx.now.unix(), tx.actor.staff());
    sqlx::query!(
        "INSERT INTO survey_action (survey_id, words, entered_at, entered_by) VALUES (?, ?, ?, ?)",
        survey.0,
        words,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Published, Subject::Survey).id(survey.0)).await
}

/// That messages of a survey were sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sending {
    /// What they said.
    pub news: SurveyNews,
    /// How many there were.
    pub messages: u32,
    /// When.
    pub at: Moment,
}

/// What was sent of a survey, in order.
pub async fn sendings(conn: &mut SqliteConnection, survey: SurveyId) -> anyhow::Result<Vec<Sending>> {
    let rows = sqlx::query!(
        r#"SELECT news, messages AS "messages: u32", sent_at FROM survey_sending WHERE survey_id = ? ORDER BY id"#,
        survey.0
    );
    let read =
        rows.fetch_all(conn).await?.into_iter().map(|r| {
            Ok(Sending { news: code::read(&r.news)?, messages: r.messages, at: Moment::from_unix(r.sent_at) })
        });
    read.collect()
}

/// Notes that messages of a survey were sent.
pub async fn sent(tx: &mut Tx, survey: SurveyId, news: SurveyNews, messages: usize) -> anyhow::Result<()> {
    let (now, by, code, messages) = (tx.now.unix(), tx.actor.staff(), news.as_code(), i64::try_from(messages)?);
    sqlx::query!(
        "INSERT INTO survey_sending (survey_id, news, messages, sent_at, sent_by) VALUES (?, ?, ?, ?, ?)",
        survey.0,
        code,
        messages,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Sent, Subject::Survey).id(survey.0).detail(code)).await
}

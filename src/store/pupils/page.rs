//! What the pupil's page, the search and "my pupils" show, as the person who asks may see it.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::head::Head;
use crate::{
    domain::{
        access::{Relation, Restriction, Thing, Verb, Viewer},
        adult_needs::{Suits, when_to_ring},
        attendance::Attendance,
        catalogue::Pattern,
        ids::{AdultId, PlanId, PupilId, StaffId},
        need::Need,
        people::Name,
        plan::PlanKind,
        postal::PostalAddress,
        restriction::Effects,
        rules::Rules,
        sen_status::{self, SenCode},
        target::Score,
    },
    store::{
        annual_reviews::{self, PlanReviews},
        code, contacts,
        conversations::{self, Became, Try},
        postal,
        register::{Of, Part, Register},
    },
};

/// A pupil in a list.
#[derive(Clone, PartialEq, Debug)]
pub struct Listed {
    /// Who.
    pub id: PupilId,
    /// Their name.
    pub name: Name,
    /// Their class today; empty if none.
    pub class: String,
    /// SEN status, where the viewer may see it.
    pub status: Option<SenCode>,
    /// How the viewer stands to the pupil today.
    pub relation: Relation,
}

/// An adult who cares for the pupil.
#[derive(Clone, PartialEq, Debug)]
pub struct Contact {
    /// Who.
    pub adult: AdultId,
    /// Their name.
    pub name: Name,
    /// "Mother", as the school's system has it.
    pub relationship: String,
    /// "yes", "no" or "unknown".
    pub responsibility: String,
    /// Address, if known.
    pub email: Option<String>,
    /// Number, may be empty.
    pub phone: String,
    /// Where post reaches them; empty where that is not known.
    pub postal: PostalAddress,
    /// Language at home, may be empty.
    pub language: String,
    /// The language to write in, where it is another; may be empty.
    pub written_language: String,
    /// The interpreter they asked for.
    pub interpreter: Option<String>,
    /// In which form they want what is sent: a code, or empty.
    pub format: String,
    /// What else they need to take part; may be empty.
    pub access_needs: String,
    /// When they can be reached; may be empty.
    pub when_to_ring: String,
    /// Whether a restriction on them is to be checked, and what those do that have been.
    pub restricted: (bool, Effects),
}

/// One current target.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    /// The step.
    pub wording: String,
    /// What is counted.
    pub measure: String,
    /// "words".
    pub unit: String,
    /// Where it started.
    pub baseline: Score,
    /// What is expected by the review.
    pub predicted: Score,
    /// The stretch.
    pub challenge: Option<Score>,
    /// What adults do.
    pub strategy: String,
    /// What does not help.
    pub avoid: String,
}

/// An open plan with its current targets.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenPlan {
    /// Which.
    pub id: PlanId,
    /// What it is for.
    pub kind: PlanKind,
    /// Who owns its reviews.
    pub lead_id: StaffId,
    /// Their name.
    pub lead: Name,
    /// The agreed day of its next review.
    pub review_on: NaiveDate,
    /// Its last day, where its kind has one.
    pub ends_on: Option<NaiveDate>,
    /// Its annual reviews: for an EHC delivery plan, to those who may see the record.
    pub annual: Option<PlanReviews>,
    /// The meeting that is being agreed or is booked, to those who may see meetings.
    pub meeting: Option<Try>,
    /// In order.
    pub targets: Vec<Target>,
    /// The provision until the next review, in order.
    pub given: Vec<Given>,
}

/// What is given, without its price.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Given {
    /// Its name.
    pub provision: String,
    /// How it is given.
    #[serde(flatten)]
    pub pattern: Pattern,
}

/// A pupil's page. What the viewer may not see is not in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    /// Who.
    pub id: PupilId,
    /// The name in law, where it is another than the one they are called by; to those who see the record.
    pub legal_name: Option<String>,
    /// Birthday.
    pub born_on: NaiveDate,
    /// UPN, if known.
    pub upn: Option<String>,
    /// Language at home; may be empty.
    pub language: String,
    /// "Pupil premium", "English as an additional language" …
    pub flags: Vec<&'static str>,
    /// The first day of the present SEN status, for those who may see it.
    pub status_from: Option<NaiveDate>,
    /// Nobody said since when: that day is the one from which it is counted.
    pub status_assumed: bool,
    /// Open needs by rank, in words.
    pub needs: Vec<&'static str>,
    /// The newest attendance figure with its day.
    pub attendance: Option<(Attendance, NaiveDate)>,
    /// Adults; nothing without the right to see them.
    pub contacts: Vec<Contact>,
    /// Open plans.
    pub plans: Vec<OpenPlan>,
    /// The day on which the pupil's wellbeing was last filled in, for those who see the targets.
    pub wellbeing_on: Option<NaiveDate>,
}

/// Every pupil on roll today whom the viewer may see, by surname.
#[must_use]
pub fn list(register: &Register, viewer: &Viewer, today: NaiveDate) -> Vec<Listed> {
    let here = register.facts().children.iter().filter(|child| child.is_on_roll(today));
    let seen = here.filter_map(|child| {
        let relation = register.relation(viewer, child.id, today);
        let sees = |thing| viewer.may(relation, thing, Verb::See);
        let class = child.class_on(today).and_then(|one| register.facts().classes.get(&one.class));
        sees(Thing::Pupil).then(|| Listed {
            id: child.id,
            name: child.name.clone(),
            class: class.map(|class| class.name.clone()).unwrap_or_default(),
            status: sen_status::on(&child.statuses, today).filter(|_| sees(Thing::SenRecord)),
            relation,
        })
    });
    seen.collect()
}

impl Part for Page {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, day: NaiveDate) -> anyhow::Result<Self> {
        let head = register.part_of::<Option<Head>>(conn, of, day).await?;
        let head = head.as_ref().as_ref().context("no such pupil for this person")?;
        load(conn, of.viewer()?, head, &register.rules(day), day).await
    }
}

/// The rest of what a pupil's first page shows to the person its head was loaded for. Leavers are seen by those who see every pupil.
pub async fn load(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    head: &Head,
    rules: &Rules,
    today: NaiveDate,
) -> anyhow::Result<Page> {
    let pupil = head.id;
    let row = sqlx::query!(
        r#"SELECT p.upn, p.born_on AS "born_on: NaiveDate", p.first_language, p.pupil_premium AS "premium: bool",
             p.free_meals AS "meals: bool", p.eal AS "eal: bool", p.in_care AS "care: bool",
             (SELECT s.from_on FROM sen_status s WHERE s.pupil_id = p.id AND s.until_on IS NULL) AS "status_from?: NaiveDate",
             (SELECT s.from_assumed FROM sen_status s WHERE s.pupil_id = p.id AND s.until_on IS NULL) AS "status_assumed?: bool",
             (SELECT max(w.said_on) FROM wellbeing w WHERE w.pupil_id = p.id) AS "wellbeing_on?: NaiveDate",
             iif(p.legal_forename || p.legal_surname = '', NULL, trim(coalesce(nullif(p.legal_forename, ''), p.forename) || ' '
               || coalesce(nullif(p.legal_surname, ''), p.surname))) AS "legal_name?: String"
           FROM pupil p WHERE p.id = ?"#,
        pupil.0
    )
    .fetch_one(&mut *conn)
    .await?;
    let sees = |thing| head.may(thing, Verb::See);
    let flags = [
        (row.premium, "Pupil premium"),
        (row.meals, "Free school meals"),
        (row.eal, "English as an additional language"),
        (row.care, "In care"),
    ];
    let flags = flags.into_iter().filter(|(on, _)| *on && sees(Thing::SenRecord)).map(|(_, words)| words).collect();
    let mut page = Page {
        id: pupil,
        legal_name: row.legal_name.filter(|_| sees(Thing::SenRecord)),
        born_on: row.born_on,
        upn: row.upn.filter(|_| sees(Thing::Contacts)),
        language: row.first_language,
        flags,
        status_from: row.status_from.filter(|_| sees(Thing::SenRecord)),
        status_assumed: row.status_assumed.unwrap_or_default(),
        needs: Vec::new(),
        attendance: None,
        contacts: Vec::new(),
        plans: Vec::new(),
        wellbeing_on: row.wellbeing_on.filter(|_| sees(Thing::Targets)),
    };
    if sees(Thing::SenRecord) {
        page.needs = needs(conn, pupil).await?;
        page.attendance = attendance(conn, pupil).await?;
    }
    if sees(Thing::Contacts) {
        page.contacts = contacts(conn, pupil, today).await?;
    }
    if sees(Thing::Plan) {
        page.plans = plans(conn, viewer, &[pupil]).await?.remove(&pupil).unwrap_or_default();
        let ehc = page.plans.iter().filter(|p| p.kind == PlanKind::EhcDelivery && sees(Thing::SenRecord));
        let ehc: Vec<PlanId> = ehc.map(|plan| plan.id).collect();
        let mut annual = annual_reviews::of_plans(conn, &ehc, rules, today).await?;
        for plan in &mut page.plans {
            plan.annual = annual.remove(&plan.id);
        }
        if sees(Thing::Conversation) {
            let mut ahead = conversations::of_pupil(conn, pupil).await?;
            ahead.retain(|one| matches!(one.became, Became::Open | Became::Booked(_)));
            for plan in &mut page.plans {
                plan.meeting = ahead.iter().find(|one| one.plan == plan.id).cloned();
            }
        }
    }
    Ok(page)
}

async fn needs(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Vec<&'static str>> {
    let codes =
        sqlx::query_scalar!("SELECT code FROM need WHERE pupil_id = ? AND until_on IS NULL ORDER BY rank", pupil.0)
            .fetch_all(conn)
            .await?;
    codes.iter().map(|need| Ok(code::read::<Need>(need)?.words())).collect()
}

async fn attendance(conn: &mut SqliteConnection, pupil: PupilId) -> anyhow::Result<Option<(Attendance, NaiveDate)>> {
    let row = sqlx::query!(
        r#"SELECT reported_on AS "on: NaiveDate", possible, attended, percent_hundredths AS percent FROM attendance
           WHERE pupil_id = ? ORDER BY reported_on DESC LIMIT 1"#,
        pupil.0
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let found = match (row.possible, row.attended, row.percent) {
        (Some(possible), Some(attended), _) => Attendance::sessions(u32::try_from(possible)?, u32::try_from(attended)?),
        (_, _, Some(percent)) => Some(Attendance::Percent(u16::try_from(percent)?)),
        _ => None,
    };
    Ok(found.map(|a| (a, row.on)))
}

async fn contacts(conn: &mut SqliteConnection, pupil: PupilId, today: NaiveDate) -> anyhow::Result<Vec<Contact>> {
    let rows = sqlx::query!(
        r#"SELECT a.id, a.title, a.forename, a.surname, a.email, a.phone, a.language, a.interpreter_language, a.written_language, a.format,
             a.access_needs, a.hours, a.suits, g.relationship, g.responsibility
           FROM guardianship g JOIN adult a ON a.id = g.adult_id
           WHERE g.pupil_id = ?1 AND g.from_on <= ?2 AND (g.until_on IS NULL OR g.until_on >= ?2) ORDER BY g.priority, g.id"#,
        pupil.0,
        today
    )
    .fetch_all(&mut *conn)
    .await?;
    let adults: Vec<AdultId> = rows.iter().map(|r| AdultId(r.id)).collect();
    let mut addresses = postal::of_all(&mut *conn, &adults).await?;
    let pairs: Vec<_> = adults.iter().map(|adult| (*adult, pupil)).collect();
    let mut known = contacts::facts_of_all(conn, &pairs, today).await?;
    let mut restricted = |adult| {
        let facts = known.remove(&(adult, pupil));
        facts.map(|facts| (facts.restrictions.contains(&Restriction::ToBeChecked), facts.effects)).unwrap_or_default()
    };
    Ok(rows
        .into_iter()
        .map(|r| Contact {
            adult: AdultId(r.id),
            restricted: restricted(AdultId(r.id)),
            name: Name { title: r.title, forename: r.forename, surname: r.surname },
            relationship: r.relationship,
            responsibility: r.responsibility,
            email: r.email,
            phone: r.phone,
            postal: addresses.remove(&AdultId(r.id)).unwrap_or_default(),
            language: r.language,
            written_language: r.written_language,
            interpreter: r.interpreter_language,
            format: r.format,
            access_needs: r.access_needs,
            when_to_ring: when_to_ring(&Suits::parse(&r.suits), &r.hours),
        })
        .collect())
}

/// The open plans with their current targets of these pupils, by pupil. Callers hand out only what their viewer
/// may see.
async fn plans(
    conn: &mut SqliteConnection,
    viewer: &Viewer,
    pupils: &[PupilId],
) -> anyhow::Result<BTreeMap<PupilId, Vec<OpenPlan>>> {
    let asked = serde_json::to_string(&pupils.iter().map(|p| p.0).collect::<Vec<_>>())?;
    let rows = sqlx::query!(
        r#"SELECT pl.id AS plan_id, pl.pupil_id, pl.kind, pl.lead_id, l.title, l.forename, l.surname,
             c.review_on AS "review_on: NaiveDate", pl.ends_on AS "ends_on: NaiveDate",
             t.wording AS "wording?", t.measure AS "measure?", t.unit AS "unit?", t.baseline AS "baseline?", t.predicted AS "predicted?",
             t.challenge AS "challenge?", t.strategy AS "strategy?: String", t.avoid AS "avoid?: String",
             (SELECT json_group_array(json_object('provision', name, 'minutes', minutes, 'times_a_week', times_a_week, 'weeks', weeks,
                'group_size', group_size)) FROM (SELECT v.name, m.* FROM placement m JOIN provision v ON v.id = m.provision_id
                WHERE m.cycle_id = c.id AND m.withdrawn_at IS NULL ORDER BY m.position, m.id)) AS "given!: String"
           FROM json_each(?2) asked CROSS JOIN plan pl ON pl.pupil_id = asked.value
           JOIN pupil p ON p.id = pl.pupil_id JOIN staff l ON l.id = pl.lead_id
           JOIN cycle c ON c.plan_id = pl.id AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id)
           LEFT JOIN target_in_words t ON t.cycle_id = c.id AND t.withdrawn_at IS NULL
           WHERE p.school_id = ?1 AND NOT EXISTS (SELECT 1 FROM plan_closure x WHERE x.plan_id = pl.id)
           ORDER BY pl.id, t.position, t.id"#,
        viewer.school.0,
        asked
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<PupilId, Vec<OpenPlan>> = BTreeMap::new();
    for r in rows {
        let of_pupil = found.entry(PupilId(r.pupil_id)).or_default();
        if of_pupil.last().is_none_or(|p| p.id.0 != r.plan_id) {
            let kind = code::read::<PlanKind>(&r.kind)?;
            let lead = Name { title: r.title, forename: r.forename, surname: r.surname };
            of_pupil.push(OpenPlan {
                id: PlanId(r.plan_id),
                kind,
                lead_id: StaffId(r.lead_id),
                lead,
                given: serde_json::from_str(&r.given)?,
                review_on: r.review_on,
                ends_on: r.ends_on,
                annual: None,
                meeting: None,
                targets: Vec::new(),
            });
        }
        if let (Some(plan), Some(wording)) = (of_pupil.last_mut(), r.wording) {
            plan.targets.push(Target {
                wording,
                measure: r.measure.unwrap_or_default(),
                unit: r.unit.unwrap_or_default(),
                baseline: Score(r.baseline.unwrap_or_default()),
                predicted: Score(r.predicted.unwrap_or_default()),
                challenge: r.challenge.map(Score),
                strategy: r.strategy.unwrap_or_default(),
                avoid: r.avoid.unwrap_or_default(),
            });
        }
    }
    Ok(found)
}

/// Whose pupils are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose<'a> {
    /// Those whom the viewer teaches or supports today.
    Mine,
    /// Those of a class today, as far as the viewer may see their plans.
    Class(&'a str),
}

/// These pupils, if they have an open plan or are on SEN support, with their current targets.
pub async fn supported(
    conn: &mut SqliteConnection,
    register: &Register,
    viewer: &Viewer,
    whose: Whose<'_>,
    today: NaiveDate,
) -> anyhow::Result<Vec<(Listed, Vec<OpenPlan>)>> {
    let mut listed = list(register, viewer, today);
    listed.retain(|pupil| match whose {
        Whose::Mine => pupil.relation != Relation::None,
        Whose::Class(class) => pupil.class == class && viewer.may(pupil.relation, Thing::Plan, Verb::See),
    });
    let ids: Vec<PupilId> = listed.iter().map(|p| p.id).collect();
    let mut plans = plans(conn, viewer, &ids).await?;
    let all = listed.into_iter().map(|p| (plans.remove(&p.id).unwrap_or_default(), p));
    // Somebody on SEN support who has no plan yet is theirs too, where they see that much of the record.
    let is_theirs =
        |of: &[OpenPlan], p: &Listed| !of.is_empty() || matches!(p.status, Some(SenCode::Support | SenCode::Ehcp));
    Ok(all.filter(|(of, p)| is_theirs(of, p)).map(|(of, p)| (p, of)).collect())
}

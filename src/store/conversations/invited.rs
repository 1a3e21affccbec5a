//! Who was invited to a meeting: what they said, how they took part, and whether they may today.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        access,
        adult_needs::Needs,
        conversation::{Agreement, AnswerKind, Right, TookPart},
        ids::{AdultId, ConversationId, InvitationId, PupilId, SlotId},
        notice::HeldBack,
        people::Name,
        restriction::{Effect, Effects},
        satisfaction::Satisfaction,
        time::Moment,
    },
    store::{adult_needs, code, contacts, conversations::satisfaction},
};

/// One invited adult and what they said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invited {
    /// Their invitation.
    pub invitation: InvitationId,
    /// Who.
    pub adult: AdultId,
    /// Their name.
    pub name: Name,
    /// Their telephone number, or empty.
    pub phone: String,
    /// What they need to take part, as it stands.
    pub needs: Needs,
    /// How the invitation was given when not by mail.
    pub by_hand: String,
    /// What they said last.
    pub answer: Option<Answer>,
    /// How they took part on the day.
    pub took_part: Option<TookPart>,
    /// What they say to what was agreed, and in which words; `None`: not asked, which is never consent.
    pub agreement: Option<(Agreement, String)>,
    /// What they said of it afterwards.
    pub satisfaction: Satisfaction,
    /// When what was agreed was sent to them, as the mail server took it, or posted.
    pub summary_sent: Option<Moment>,
    /// What they say to it, in which words, and when.
    pub summary_answer: Option<(Right, String, Moment)>,
    /// Whether they may take part today.
    pub may_take_part: Result<(), HeldBack>,
    /// What a restriction on them does today.
    pub effects: Effects,
}

/// What an adult said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// The answer.
    pub kind: AnswerKind,
    /// The time they chose.
    pub slot: Option<SlotId>,
    /// What would suit them better.
    pub preferences: String,
    /// What they would like us to know.
    pub message: String,
    /// The language an interpreter is asked for in, or empty.
    pub interpreter_language: String,
    /// What they need to take part.
    pub access_needs: String,
    /// They bring someone.
    pub brings_someone: bool,
    /// When they said so.
    pub at: Moment,
    /// Who wrote it down for them, on the phone or at the gate; `None` when they answered through their link.
    pub entered_by: Option<Name>,
}

impl Invited {
    /// Whether it can be written down that they took part.
    #[must_use]
    pub fn can_be_recorded(&self) -> bool {
        !self.may_take_part.as_ref().is_err_and(HeldBack::keeps_away)
    }

    /// Whether they are asked to agree: a restriction can leave that to another parent, and they are told and heard all the same.
    #[must_use]
    pub fn decides(&self) -> bool {
        !self.effects.contains(&Effect::DoesNotDecide)
    }

    /// Their telephone number for a page, empty where there is none or it is hidden.
    #[must_use]
    pub fn phone_shown(&self) -> &str {
        if self.effects.contains(&Effect::AddressHidden) { "" } else { &self.phone }
    }

    /// Whether they have said that they cannot come at any of the times, or asked for another.
    #[must_use]
    pub fn declines(&self) -> bool {
        self.answer.as_ref().is_some_and(|said| matches!(said.kind, AnswerKind::Cannot | AnswerKind::OtherTime))
    }
}

/// Everybody who was invited to a meeting. Of one that is over they were a part, whatever holds of meetings to come.
pub(super) async fn invited(
    conn: &mut SqliteConnection,
    id: ConversationId,
    pupil: PupilId,
    today: NaiveDate,
    is_over: bool,
) -> anyhow::Result<Vec<Invited>> {
    let rows = sqlx::query!(
        r#"SELECT i.id, i.adult_id, i.by_hand, a.title, a.forename, a.surname, a.phone,
             json_object('language', a.language, 'written_language', a.written_language, 'interpreter', a.interpreter_language, 'format', a.format,
               'access_needs', a.access_needs, 'hours', a.hours, 'suits', a.suits, 'asked_on', a.needs_asked_on) AS "needs!: String",
             w.kind AS "kind?", w.slot_id, w.preferences AS "preferences?", w.message AS "message?",
             w.interpreter_language AS "language?", w.access_needs AS "access_needs?", w.brings_someone AS "brings?: bool",
             w.answered_at AS "answered_at?", t.how AS "how?", s.title AS "by_title?", s.forename AS "by_forename?", s.surname AS "by_surname?",
             (SELECT f.said FROM feedback_said f WHERE f.invitation_id = i.id) AS "satisfaction?: String",
             g.agreement AS "agreement?", g.words AS "words?", z.answer AS "right?", z.words AS "right_words?", z.answered_at AS "right_at?",
             coalesce((SELECT max(n.settled_at) FROM notice n WHERE n.conversation_id = i.conversation_id AND n.adult_id = i.adult_id
                AND n.kind = 'summary' AND n.state = 'accepted'),
               (SELECT max(k.done_at) FROM task k WHERE k.conversation_id = i.conversation_id AND k.adult_id = i.adult_id
                AND k.message = 'summary' AND k.given_back_at IS NULL)) AS "sent_at?: i64"
           FROM invitation i JOIN adult a ON a.id = i.adult_id
           LEFT JOIN answer w ON w.id = (SELECT max(n.id) FROM answer n WHERE n.invitation_id = i.id)
           LEFT JOIN staff s ON s.id = w.entered_by
           LEFT JOIN summary_answer z ON z.id = (SELECT max(n.id) FROM summary_answer n WHERE n.invitation_id = i.id)
           LEFT JOIN agreement g ON g.id = (SELECT max(n.id) FROM agreement n WHERE n.conversation_id = i.conversation_id AND n.adult_id = i.adult_id)
           LEFT JOIN conversation_attendance t ON t.conversation_id = i.conversation_id AND t.adult_id = i.adult_id
           WHERE i.conversation_id = ? ORDER BY i.id"#,
        id.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let pairs: Vec<_> = rows.iter().map(|r| (AdultId(r.adult_id), pupil)).collect();
    let mut may = standing(&mut *conn, &pairs, today, is_over).await?;
    let mut found = Vec::with_capacity(rows.len());
    for r in rows {
        let adult = AdultId(r.adult_id);
        let (may_take_part, effects) = may.remove(&adult).unwrap_or((Err(HeldBack::NoLongerLinked), Effects::new()));
        let answer = code::maybe::<AnswerKind>(r.kind.as_deref())?.map(|kind| Answer {
            kind,
            slot: r.slot_id.map(SlotId),
            preferences: r.preferences.unwrap_or_default(),
            message: r.message.unwrap_or_default(),
            interpreter_language: r.language.unwrap_or_default(),
            access_needs: r.access_needs.unwrap_or_default(),
            brings_someone: r.brings.unwrap_or_default(),
            at: Moment::from_unix(r.answered_at.unwrap_or_default()),
            entered_by: Name::maybe(r.by_title, r.by_forename, r.by_surname),
        });
        let right = code::maybe::<Right>(r.right.as_deref())?.zip(r.right_words).zip(r.right_at.map(Moment::from_unix));
        found.push(Invited {
            invitation: InvitationId(r.id),
            adult,
            name: Name { title: r.title, forename: r.forename, surname: r.surname },
            phone: r.phone,
            needs: adult_needs::read(&r.needs)?,
            by_hand: r.by_hand,
            answer,
            took_part: code::maybe::<TookPart>(r.how.as_deref())?,
            agreement: code::maybe::<Agreement>(r.agreement.as_deref())?.zip(r.words),
            satisfaction: satisfaction::read(r.satisfaction.as_deref())?,
            summary_sent: r.sent_at.map(Moment::from_unix),
            summary_answer: right.map(|((right, words), at)| (right, words, at)),
            may_take_part,
            effects,
        });
    }
    Ok(found)
}

/// Whether each may take part, in a meeting that is to come beside the others who are asked to it; and what a restriction on them does.
async fn standing(
    conn: &mut SqliteConnection,
    pairs: &[(AdultId, PupilId)],
    today: NaiveDate,
    is_over: bool,
) -> anyhow::Result<BTreeMap<AdultId, (Result<(), HeldBack>, Effects)>> {
    let known = contacts::facts_of_all(conn, pairs, today).await?;
    let facts: Vec<_> = pairs.iter().filter_map(|pair| known.get(pair)).collect();
    let may = match is_over {
        true => facts.iter().map(|facts| access::may_take_part(facts)).collect(),
        false => access::joining(facts.iter().copied()),
    };
    Ok(facts.iter().zip(may).map(|(facts, may)| (facts.adult, (may, facts.effects.clone()))).collect())
}

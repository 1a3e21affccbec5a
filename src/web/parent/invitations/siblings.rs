//! Two children of one family on one page: a parent who is asked about both chooses both times at once, the one soon after the other.

use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{LinkedMeeting, page::when};
use crate::{
    args,
    dispatch::Post,
    domain::{rules, time::Moment},
    store::{
        Tx,
        conversations::{
            NewSlot,
            invitations::{self, Opened},
        },
    },
    texts::Words,
    web::{
        form::{
            fields::{Field, FormErrors, radios},
            typed::Typed,
        },
        meeting::{
            answer_form::{FreeTimes, Voice, parse},
            answering::take,
        },
    },
};

/// The answer of who does not decide about this child now.
const LATER: &str = "later";

/// What the same parent is asked about another child, and what can be chosen.
pub(super) struct SiblingMeeting {
    opened: Opened,
    times: FreeTimes,
    /// Minutes to walk from one meeting to the next.
    gap: i64,
}

impl SiblingMeeting {
    /// The time that is shown first: the one agreed, else the first that leaves time to walk there, else the nearest.
    fn first(&self, after: Option<Moment>) -> Option<NewSlot> {
        if let Some((_, slot)) = &self.opened.conversation.booking {
            return Some(slot.into());
        }
        let times = self.coded(after);
        let fits = times.iter().find(|(_, slot)| after.is_none_or(|after| after <= slot.starts));
        fits.or(times.first()).map(|(_, slot)| slot.clone())
    }

    /// From when on the next meeting can begin, where this one is at a time.
    fn next(&self, slot: &NewSlot) -> Moment {
        slot.starts.plus_minutes(slot.minutes + self.gap)
    }

    /// The name of its field.
    fn field(&self) -> String {
        format!("answer-{}", self.opened.who.invitation)
    }

    /// Each time with its code, the nearest to a time first.
    fn coded(&self, near: Option<Moment>) -> Vec<(String, NewSlot)> {
        let mut all = self.times.coded();
        if let Some(near) = near {
            all.sort_by_key(|(_, slot)| (slot.starts.unix() - near.unix()).abs());
        }
        all
    }
}

/// The other meetings of whoever holds the link. What cannot be told from the others without a name is not asked about.
pub(super) async fn load(
    conn: &mut SqliteConnection,
    opened: &Opened,
    now: Moment,
) -> anyhow::Result<Vec<SiblingMeeting>> {
    let all = invitations::beside(&mut *conn, opened, now).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let (times, gap) = (FreeTimes::load_all(&mut *conn, &all, now).await?, opened.rules.get(rules::SIBLING_GAP));
    let mut found: Vec<_> =
        all.into_iter().zip(times).map(|(opened, times)| SiblingMeeting { opened, times, gap }).collect();
    found.retain(|one| {
        one.opened.child.is_some() && (one.opened.conversation.booking.is_some() || !one.times.is_empty())
    });
    Ok(found)
}

/// A question for each other child, beside the one about this child; what is agreed already is said. Each child's first time follows on the one
/// before, with the minutes that the school gives to walk from one teacher to the next.
pub(super) fn fields(door: &LinkedMeeting, typed: &Typed, errors: &FormErrors) -> Markup {
    let booked = door.opened.conversation.booking.as_ref().map(|(_, slot)| NewSlot::from(slot));
    let mut before = booked.or_else(|| door.times.coded().into_iter().map(|(_, slot)| slot).next());
    let mut questions = Vec::new();
    for one in &door.siblings {
        let after = before.as_ref().map(|slot| one.next(slot));
        questions.push(question(&door.words, one, after, (typed, errors)));
        before = one.first(after).or(before);
    }
    html! { @for one in questions { (one) } }
}

fn question(
    words: &Words,
    one: &SiblingMeeting,
    after: Option<Moment>,
    (typed, errors): (&Typed, &FormErrors),
) -> Markup {
    let Some(child) = one.opened.child.map(|mark| words.child(mark)) else { return Markup::default() };
    if let Some((_, slot)) = &one.opened.conversation.booking {
        let told = args!["child" => child, "slot" => words.slot(slot)];
        return html! { p.hint { (words.say_with("sibling-booked", &told)) } };
    }
    let (times, first) = (one.coded(after), one.first(after));
    let first = times.iter().find(|(_, slot)| first.as_ref() == Some(slot));
    let name = one.field();
    let value = match (typed.get(&name), first) {
        ("", Some((code, _))) => code.as_str(),
        (value, _) => value,
    };
    let mut options: Vec<(String, String)> =
        times.iter().map(|(code, slot)| (code.clone(), when(words, slot))).collect();
    options.push((LATER.to_owned(), words.say("sibling-later")));
    let options: Vec<(&str, &str)> = options.iter().map(|(code, said)| (code.as_str(), said.as_str())).collect();
    let label = words.say_with("sibling-ask", &args!["child" => child]);
    radios(&Field { name: &name, label: &label, hint: "", value, errors }, &options)
}

/// Keeps what was answered about the other children, in the act in which this one was: all of it, or nothing. What is wrong stands beside the
/// question that it is about.
pub(super) async fn answer(
    tx: &mut Tx,
    post: &Post,
    opened: &Opened,
    (words, typed): (&Words, &Typed),
) -> anyhow::Result<Result<(), FormErrors>> {
    let now = tx.now;
    for one in load(tx.conn(), opened, now).await? {
        let name = one.field();
        let said = typed.get(&name);
        if said.is_empty() || said == LATER || one.opened.conversation.booking.is_some() {
            continue;
        }
        let mut of_this = typed.clone();
        of_this.set("answer", said);
        match parse(&of_this, &one.opened, &one.times, Voice::Parent(words), now) {
            Ok(read) => take(tx, post, &one.opened, &read).await?,
            Err(wrong) => {
                let mut errors = FormErrors::in_words(words);
                errors.add(name, wrong.get("answer").map_or_else(|| words.say("wrong-sibling"), str::to_owned));
                return Ok(Err(errors));
            }
        }
    }
    Ok(Ok(()))
}

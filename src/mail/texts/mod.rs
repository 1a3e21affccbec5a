//! What messages say: parents' in [`meeting`], in their language, out of the [texts for families](crate::texts); staff's in [`staff`], in
//! English. Plain words, the action first, signed by name; no child,
//! no need, no money, and no word that gives away why the school writes.

mod code;
pub(super) mod meeting;
mod staff;
mod survey;
mod told;

use anyhow::bail;

use super::{Hosts, SchoolCard, Sender, letter::Letter};
use crate::{
    domain::{
        addition::Addition,
        notice::{NoticeKind, Recipient},
        people::Name,
        reminder::{Matter, Planned},
        time::Moment,
    },
    texts::Words,
};

/// What a text may draw on.
pub(super) struct Facts<'a> {
    pub(super) school: &'a SchoolCard,
    pub(super) sender: &'a Sender,
    pub(super) name: &'a Name,
    /// The words for a parent; staff are written to in English.
    pub(super) words: &'a Words,
    pub(super) reads: Option<&'a str>,
    /// What somebody of the school adds.
    pub(super) addition: &'a Addition,
    pub(super) planned: &'a Planned,
    pub(super) hosts: &'a Hosts,
    pub(super) link: Option<&'a str>,
    pub(super) date: Moment,
}

/// The text of a message.
///
/// # Errors
/// When there is none for its kind, matter and recipient.
pub(super) fn letter(facts: &Facts<'_>) -> anyhow::Result<Letter> {
    let Planned { kind, to, matter, .. } = facts.planned;
    let for_parent = matches!(to, Recipient::Adult(_));
    match (kind, matter) {
        (NoticeKind::Digest, Matter::Digest(digest)) => Ok(staff::digest(facts, digest)),
        (NoticeKind::Security, Matter::News(news)) => Ok(staff::security(facts, *news)),
        (NoticeKind::PasswordReset, _) => staff::password_reset(facts),
        (NoticeKind::ReadingCode, Matter::ReadingCode { digits, .. }) => Ok(code::reading_code(facts, digits)),
        (NoticeKind::Survey | NoticeKind::SurveyBack, Matter::Survey { news, closes_on, .. }) => {
            survey::letter(facts, *news, *closes_on)
        }
        (NoticeKind::AccountInvite, _) => staff::account_invite(facts),
        (NoticeKind::AccessGiven, _) => Ok(staff::access_given(facts)),
        (_, Matter::Meeting { id, booking, .. }) if for_parent => meeting::letter(facts, *kind, *id, booking.as_ref()),
        (_, Matter::Led { id, booking, .. }) => staff::led(facts, *kind, *id, booking),
        _ => bail!("there is no text for {} to {to:?}", kind.as_code()),
    }
}

/// A message to a family in its language, with the English below.
fn in_both(words: &Words, written: impl Fn(&Words) -> anyhow::Result<Letter>) -> anyhow::Result<Letter> {
    let letter = written(words)?;
    if words.language().is_english() {
        return Ok(letter);
    }
    let in_english = words.in_english();
    let follows = in_english.say("english-follows");
    Ok(letter.with_english(words.language(), written(&in_english)?.first(follows)))
}

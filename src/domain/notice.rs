//! The catalogue of messages: what kinds there are, who they are for, and why one may be held back.

use chrono::NaiveDate;

use super::{
    identity::Shared,
    ids::{AdultId, StaffId},
    people::Name,
};

coded! {
    /// A kind of message.
    NoticeKind {
        /// Please choose a time to talk with us.
        Invite = "invite", "Invitation";
        /// The one chaser to an adult who has not answered.
        InviteReminder = "invite_reminder", "Reminder to answer";
        /// A time is agreed.
        Booked = "booked", "Booking";
        /// The time has changed.
        Changed = "changed", "Change of time";
        /// The meeting is off.
        Cancelled = "cancelled", "Cancellation";
        /// The meeting is near.
        Before = "before", "Before the meeting";
        /// The meeting is on the next school day.
        Eve = "eve", "The day before";
        /// On the day: the meeting begins later.
        RunningLate = "running_late", "Running late";
        /// On the day: please ring before you set out.
        PleasePhone = "please_phone", "Please phone us";
        /// The record of what was agreed is ready.
        Summary = "summary", "What we agreed";
        /// To the lead: somebody knows the time who may not take part any more.
        ToMove = "to_move", "Meeting to be moved";
        /// One question about the meeting.
        Feedback = "feedback", "One question";
        /// The school has answered what a parent told it.
        Answered = "answered", "Answer to a parent";
        /// Families are asked how well the school works with them.
        Survey = "survey", "Survey";
        /// What the school did about what families said.
        SurveyBack = "survey_back", "What came of a survey";
        /// Everything one member of staff needs to know today, in one mail.
        Digest = "digest", "Digest";
        /// Something happened to an account.
        Security = "security", "Account security";
        /// A member of staff is asked to choose a password.
        AccountInvite = "account_invite", "Invitation to sign in";
        /// Somebody was given access to every pupil, or it waits for somebody to agree.
        AccessGiven = "access_given", "Who has access";
        /// The link by which somebody who has forgotten their password chooses another.
        PasswordReset = "password_reset", "Link for a new password";
        /// The code that a parent asked for, to read what was agreed.
        ReadingCode = "reading_code", "Code to read what we agreed";
        /// Not a mail: the office is asked to phone.
        PhoneTask = "phone_task", "Phone call to make";
    }
}

impl NoticeKind {
    /// Whether it counts towards the mails a parent may get about one meeting of Thrice's own accord. An answer to something that
    /// somebody just did (booked, changed, cancelled), the record that parents must be given (Code of Practice 6.71), and the line on
    /// the day before to whoever has agreed to come do not.
    #[must_use]
    pub fn counts_towards_cap(self) -> bool {
        matches!(self, Self::Invite | Self::InviteReminder | Self::Before | Self::Feedback)
    }

    /// Whether it is about a meeting that is to come: who will not be there is not told of it.
    #[must_use]
    pub fn is_before_meeting(self) -> bool {
        use NoticeKind::{Before, Booked, Changed, Eve, Invite, InviteReminder, PleasePhone, RunningLate};
        matches!(self, Invite | InviteReminder | Booked | Changed | Before | Eve | RunningLate | PleasePhone)
    }

    /// Whether it is a mail at all.
    #[must_use]
    pub fn is_mail(self) -> bool {
        self != Self::PhoneTask
    }
}

/// Seconds for which a link to choose another password works.
pub const RESET_SECONDS: i64 = 60 * 60;

coded! {
    /// What happened to somebody's account, of which they are told whoever did it.
    AccountNews {
        /// The password was changed.
        PasswordChanged = "password", "Your password was changed";
        /// The second step was set up, or set up anew.
        SecondFactorSetUp = "second_factor", "The second step of your sign-in was set up";
        /// The second step was taken away.
        SecondFactorCleared = "second_factor_cleared", "The second step of your sign-in was taken away";
        /// One of the recovery codes was used.
        RecoveryCodeUsed = "recovery_code", "One of your recovery codes was used";
        /// There are new recovery codes.
        RecoveryCodesMade = "recovery_codes", "New recovery codes were made for you";
    }
}

/// Words that would tell whoever reads a message over somebody's shoulder why the school writes.
const GIVEAWAYS: &[&str] = &[
    "sen",
    "send",
    "senco",
    "sendco",
    "ehc",
    "ehcp",
    "iep",
    "needs",
    "disability",
    "autism",
    "autistic",
    "adhd",
    "dyslexia",
    "dyslexic",
    "speech",
    "therapist",
    "therapy",
    "psychologist",
    "psychology",
    "camhs",
    "behaviour",
    "inclusion",
];

/// The words of a line: letters and digits that stand together.
pub(super) fn words_of(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The first word of a line for parents that gives away why the school writes, or is a child's name. A name after a title is an adult's.
pub(super) fn tells(line: &str, is_name: impl Fn(&str) -> bool) -> Option<&str> {
    let titles = ["mr", "mrs", "ms", "miss", "mx", "dr", "sir"];
    let before = std::iter::once("").chain(words_of(line));
    let mut pairs = before.zip(words_of(line)).map(|(before, word)| (before.to_lowercase(), word));
    let found = |(before, word): &(String, &str)| {
        GIVEAWAYS.contains(&word.to_lowercase().as_str()) || (is_name(word) && !titles.contains(&before.as_str()))
    };
    pairs.find(found).map(|(_, word)| word)
}

/// The first word of a line for parents that gives away why the school writes, or names the child.
#[must_use]
pub fn giveaway<'a>(line: &'a str, pupil: &Name) -> Option<&'a str> {
    let names: Vec<String> = words_of(&pupil.forename).map(str::to_lowercase).collect();
    tells(line, |word| names.contains(&word.to_lowercase()))
}

/// Who a message is for. One message, one person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Recipient {
    /// A parent or carer.
    Adult(AdultId),
    /// A member of staff.
    Staff(StaffId),
    /// Whoever is in the school office: tasks only.
    Office,
}

/// Why a message is held back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeldBack {
    /// A restriction is in force.
    Barred,
    /// A restriction was entered that nobody has looked at yet.
    RestrictionToBeChecked,
    /// They share this with somebody who is restricted: a person must say whether they are one.
    MayBeRestricted(Shared),
    /// It was decided that they are told by letter or by phone only.
    LetterOrPhone,
    /// They meet on their own, and others are asked to this meeting.
    MeetsAlone,
    /// The adult is no longer linked to the pupil.
    NoLongerLinked,
    /// The pupil has left.
    PupilLeft,
    /// The member of staff no longer works here, or is disabled.
    StaffLeft,
    /// Their role waits for somebody to agree to it.
    AccessWaits,
    /// No e-mail address.
    NoAddress,
    /// The address was refused for good.
    AddressNotWorking,
    /// It was written to an address that is no longer theirs.
    AddressChanged,
    /// A person holds it.
    HeldByPerson,
    /// Enough mails about this meeting.
    EnoughMails(i64),
    /// Another message today already.
    OneADay,
    /// The adult told us that they are not the person we meant.
    WrongPerson,
    /// The meeting is called off.
    MeetingCancelled,
    /// The adult has answered.
    AlreadyAnswered,
    /// The plan was closed.
    PlanClosed,
    /// Too late to be of use: its day has passed.
    Stale(NaiveDate),
    /// It does not go to somebody who is not reached by mail, for this reason.
    NotThisWay(&'static str),
}

impl HeldBack {
    /// Whether somebody is kept from meetings about this pupil for the family's safety, or is nobody of the family: never offered as having
    /// taken part, and never counted. A child who has left, or a link that has ended since, takes nothing from a meeting that was held.
    #[must_use]
    pub fn keeps_away(&self) -> bool {
        matches!(self, Self::Barred | Self::RestrictionToBeChecked | Self::MayBeRestricted(_) | Self::WrongPerson)
    }

    /// Whether somebody is kept from the school for the family's safety: a time and a place that they know is no safe one.
    #[must_use]
    pub fn keeps_from_the_school(&self) -> bool {
        matches!(self, Self::Barred | Self::RestrictionToBeChecked | Self::MayBeRestricted(_))
    }

    /// Whether this may cease to be so. A message that it withdrew is then written anew if it is still of use; what has been answered,
    /// called off or overtaken never is.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        !matches!(
            self,
            Self::MeetingCancelled | Self::AlreadyAnswered | Self::PlanClosed | Self::Stale(_) | Self::NotThisWay(_)
        )
    }

    /// Whether they must not be reached in any way, by a letter or a call either: everything but a mailbox that is missing or fails.
    #[must_use]
    pub fn bars_every_way(&self) -> bool {
        !matches!(self, Self::NoAddress | Self::AddressNotWorking | Self::LetterOrPhone)
    }

    /// The reason as a page or a log shows it.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Barred => "a restriction is in force".to_owned(),
            Self::RestrictionToBeChecked => "a court order or restriction must be checked first".to_owned(),
            Self::MayBeRestricted(shared) => format!("may be somebody who is restricted: {}", shared.words()),
            Self::LetterOrPhone => "told by letter or by phone only".to_owned(),
            Self::MeetsAlone => "meets on their own, not in a meeting with others".to_owned(),
            Self::NoLongerLinked => "no longer a contact of this pupil".to_owned(),
            Self::PupilLeft => "the pupil has left".to_owned(),
            Self::StaffLeft => "no longer works here".to_owned(),
            Self::AccessWaits => "their access waits for the SENCO or the head".to_owned(),
            Self::NoAddress => "no e-mail address".to_owned(),
            Self::AddressNotWorking => "the e-mail address does not work".to_owned(),
            Self::AddressChanged => "the address has changed: written anew to the new one".to_owned(),
            Self::HeldByPerson => "held by a person".to_owned(),
            Self::EnoughMails(most) => format!("{most} mails about this meeting already"),
            Self::OneADay => "one mail a day".to_owned(),
            Self::WrongPerson => "told us they are not the person we meant".to_owned(),
            Self::MeetingCancelled => "the meeting is cancelled".to_owned(),
            Self::AlreadyAnswered => "answered already".to_owned(),
            Self::PlanClosed => "the plan is closed".to_owned(),
            Self::NotThisWay(why) => (*why).to_owned(),
            Self::Stale(day) => format!("no longer useful after {}", super::time::Day(*day)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_parents_must_not_tell_why_the_school_writes() {
        let pupil = Name { title: String::new(), forename: "Anna-Mae".into(), surname: "Khan".into() };
        for (line, word) in [
            ("Mrs Anand, SENCO", Some("SENCO")),
            ("Mrs Anand and anna", Some("anna")),
            ("The SEN-room", Some("SEN")),
            ("Mr Mae, Mrs Khan", None),
            ("Room 3, at the senior end", None),
            ("", None),
        ] {
            assert_eq!(giveaway(line, &pupil), word, "{line}");
        }
    }
}

//! What people have to do because of what happened, was said or is needed: who is asked, and in which words. A task's key makes it one
//! task, however often its reason is found.

mod meeting;
mod message;
mod stale;

use chrono::NaiveDate;

pub use meeting::{
    Answered, after_answer, for_invitation, interpreter, not_agreed, not_right, own_meeting, paper_copy, phone_today,
    to_meet_apart, to_move, wishes_apart, wishes_apart_key,
};
pub use message::{Failed, not_sent, silent, told_otherwise, wrong_address};
pub use stale::{Waits, stale};

use super::{
    count::school_days,
    ids::{AdultId, ConversationId, PupilId, RestrictionId},
    notice::NoticeKind,
    people::Role,
    shortfall::Told,
};

coded! {
    /// A kind of task, in the order in which they are done.
    TaskKind {
        /// A restriction was entered that nobody has looked at.
        CheckRestriction = "check_restriction", "Check a restriction";
        /// Somebody else holds the link.
        WrongPerson = "wrong_person", "Not the person we meant";
        /// A parent asks for a meeting about the plan.
        MeetingAsked = "meeting_asked", "A parent asks for a meeting";
        /// A parent says that a line of the plan is not happening.
        NotHappening = "not_happening", "A parent says that something is not happening";
        /// Somebody is to be rung.
        PhoneParent = "phone_parent", "Phone";
        /// Mail comes back.
        FixAddress = "fix_address", "Ask for a working e-mail address";
        /// Somebody has to interpret.
        BookInterpreter = "book_interpreter", "Book an interpreter";
        /// Whatever else somebody needs.
        AccessNeeds = "access_needs", "Arrange what is needed to take part";
        /// A message goes by post.
        PrintLetter = "print_letter", "Print a letter";
        /// What was agreed, by post.
        PaperCopy = "paper_copy", "Send a paper copy";
        /// None of the times suits.
        OtherTimes = "other_times", "Offer other times";
        /// Somebody knows the time who may not take part any more.
        MoveMeeting = "move_meeting", "Move the meeting";
        /// They cannot come.
        OfferAgain = "offer_again", "Offer the meeting again";
    }
}

impl TaskKind {
    /// What the list of them is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::CheckRestriction => "Restrictions to check",
            Self::WrongPerson => "Not the person we meant",
            Self::MeetingAsked => "Meetings that parents ask for",
            Self::NotHappening => "What parents say is not happening",
            Self::PhoneParent => "Phone calls",
            Self::FixAddress => "Addresses that do not work",
            Self::BookInterpreter => "Interpreters to book",
            Self::AccessNeeds => "What is needed to take part",
            Self::PrintLetter => "Letters to print",
            Self::PaperCopy => "Paper copies",
            Self::OtherTimes => "Other times to offer",
            Self::OfferAgain => "Meetings to offer again",
            Self::MoveMeeting => "Meetings to move",
        }
    }

    /// Whether it is one step towards agreeing a time, so that nobody has to do it once a time is agreed or offered anew. What somebody
    /// needs to take part stays to be done.
    #[must_use]
    pub fn is_towards_a_time(self) -> bool {
        matches!(self, Self::PhoneParent | Self::OtherTimes | Self::OfferAgain | Self::MoveMeeting)
    }
}

/// Which invited adult, of which meeting, about which pupil.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct About {
    /// The meeting.
    pub conversation: ConversationId,
    /// The pupil.
    pub pupil: PupilId,
    /// The adult.
    pub adult: AdultId,
}

/// Something that somebody has to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Task {
    /// Unique for ever.
    pub key: String,
    /// Which kind.
    pub kind: TaskKind,
    /// Whose it is: the SENCO's, the office's, or that of the teacher who leads the meeting.
    pub role: Role,
    /// About whom.
    pub pupil: Option<PupilId>,
    /// Concerning which adult.
    pub adult: Option<AdultId>,
    /// Concerning which meeting.
    pub conversation: Option<ConversationId>,
    /// The message that it stands for, where it is a letter or a call instead of one.
    pub message: Option<NoticeKind>,
    /// More, in words for whoever does it.
    pub detail: String,
    /// The day by which.
    pub due_on: NaiveDate,
    /// The last day on which it is of use; `None`: until it is done.
    pub until: Option<NaiveDate>,
}

impl Task {
    /// A task about an invited adult. The mark tells it from others of its kind.
    fn of(about: About, kind: TaskKind, role: Role, mark: &str, detail: impl Into<String>, due_on: NaiveDate) -> Self {
        Self {
            key: format!("{}/{mark}", kind.as_code()),
            kind,
            role,
            pupil: Some(about.pupil),
            adult: Some(about.adult),
            conversation: Some(about.conversation),
            message: None,
            detail: detail.into(),
            due_on,
            until: None,
        }
    }
}

/// The key of the task to check a restriction.
#[must_use]
pub fn to_check_key(id: RestrictionId) -> String {
    format!("{}:{id}", TaskKind::CheckRestriction.as_code())
}

/// A restriction was entered, or learned of in these words: the SENCO looks at it and decides.
#[must_use]
pub fn to_check(id: RestrictionId, pupil: PupilId, adult: AdultId, words: &str, today: NaiveDate) -> Task {
    Task {
        key: to_check_key(id),
        kind: TaskKind::CheckRestriction,
        role: Role::Senco,
        pupil: Some(pupil),
        adult: Some(adult),
        conversation: None,
        message: None,
        detail: words.to_owned(),
        due_on: today,
        until: None,
    }
}

/// Who asked for a meeting about a plan, whose it is to offer one, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Its row.
    pub id: i64,
    /// Whose plan.
    pub pupil: PupilId,
    /// Who asked, and the meeting whose link they used; `None` where somebody wrote it down.
    pub by: Option<(AdultId, ConversationId)>,
    /// Who leads the plan.
    pub owner: Option<Role>,
    /// What they would like to talk about, in their words.
    pub words: &'a str,
    /// The school's promise, in school days.
    pub days: i64,
    /// The day by which it is kept.
    pub due_on: NaiveDate,
}

/// A parent asks for a meeting: whoever leads the plan offers one. What somebody wrote down is the SENCO's.
#[must_use]
pub fn meeting_asked(request: &Request<'_>) -> Task {
    let words = if request.words.is_empty() { String::new() } else { format!(" “{}”", request.words) };
    let of_teacher = request.by.is_some() && request.owner == Some(Role::Teacher);
    Task {
        key: format!("{}/{}", TaskKind::MeetingAsked.as_code(), request.id),
        kind: TaskKind::MeetingAsked,
        role: if of_teacher { Role::Teacher } else { Role::Senco },
        pupil: Some(request.pupil),
        adult: request.by.map(|(adult, _)| adult),
        conversation: request.by.map(|(_, meeting)| meeting),
        message: None,
        detail: format!(
            "Asks to meet about the plan.{words} Offer a time within {} school days of asking.",
            request.days
        ),
        due_on: request.due_on,
        until: None,
    }
}

/// The key of the task to answer what a parent says is not happening.
#[must_use]
pub fn not_happening_key(id: i64) -> String {
    format!("{}/{id}", TaskKind::NotHappening.as_code())
}

/// A parent says that a line of the plan is not happening: whoever leads the plan looks into it and answers. What somebody wrote down is
/// the SENCO's.
#[must_use]
pub fn not_happening(told: &Told<'_>) -> Task {
    let words = if told.words.is_empty() { String::new() } else { format!(" “{}”", told.words) };
    Task {
        key: not_happening_key(told.id),
        kind: TaskKind::NotHappening,
        role: if told.owner == Some(Role::Teacher) { Role::Teacher } else { Role::Senco },
        pupil: Some(told.pupil),
        adult: Some(told.adult),
        conversation: told.conversation,
        message: None,
        detail: format!(
            "Says that this is not happening: {}.{words} Answer within {} of being told.",
            told.line,
            school_days(told.days)
        ),
        due_on: told.due_on,
        until: None,
    }
}

#[cfg(test)]
mod tests;

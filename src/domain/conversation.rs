//! Meetings with parents: how they are held, what parents answer, who took part, and what counts as having met.

mod state;

use chrono::NaiveDate;

use super::{ids::SlotId, time::Moment};

pub use state::{IllegalMove, Move, State};

coded! {
    /// How people meet.
    Mode {
        /// In school.
        School = "school", "at school";
        /// By phone.
        Phone = "phone", "by phone";
        /// By video call.
        Video = "video", "by video call";
        /// At the family's home.
        Home = "home", "at home";
    }
}

coded! {
    /// What an invited adult said.
    AnswerKind {
        /// Comes at one of the offered times.
        Accept = "accept", "Will come";
        /// None of the times suits; asks for another.
        OtherTime = "other_time", "Asked for another time";
        /// Would like a phone call instead.
        Phone = "phone", "Would like a phone call";
        /// Cannot take part.
        Cannot = "cannot", "Cannot come";
        /// Is not the person we meant.
        WrongPerson = "wrong_person", "Not the person we meant";
    }
}

coded! {
    /// How an invited adult took part on the day.
    TookPart {
        /// Was there, in person, by phone or by video.
        Attended = "attended", "Took part";
        /// Was phoned later, and talked it through.
        PhonedLater = "phoned_later", "Phoned later";
        /// Sent written views only.
        ViewsOnly = "views_only", "Sent their views";
        /// Sent apologies.
        Apologies = "apologies", "Sent apologies";
        /// Did not come. Recorded without blame; offered, not held.
        DidNotCome = "did_not_come", "Did not come";
    }
}

coded! {
    /// What parents say to what was agreed. Silence is never consent.
    Agreement {
        /// They agree.
        Agree = "agree", "Agree";
        /// They agree with part of it.
        InPart = "in_part", "Agree in part";
        /// They do not agree.
        NotAgreed = "not_agreed", "Do not agree";
        /// They could not be asked.
        NotReached = "not_reached", "Not reached";
    }
}

coded! {
    /// Who does what was agreed.
    Doer {
        /// The family.
        Home = "home", "At home";
        /// A member of staff, by name.
        Staff = "staff", "At school";
        /// Another service.
        Agency = "agency", "Another service";
    }
}

coded! {
    /// What became of something that was agreed.
    Done {
        /// Done, or kept up.
        Done = "done", "Done";
        /// In part.
        Partly = "partly", "In part";
        /// Not done. Recorded without blame.
        NotDone = "not_done", "Not done";
    }
}

coded! {
    /// As what somebody was at a meeting, who is neither an invited parent nor the person who led it.
    OtherRole {
        /// Interprets.
        Interpreter = "interpreter", "Interpreter";
        /// Speaks for the family, or supports them: an adviser, SENDIASS.
        Advocate = "advocate", "Adviser or advocate";
        /// From another service.
        Agency = "agency", "From another service";
        /// A relative or friend of the family.
        Relative = "relative", "Relative or friend";
        /// The pupil.
        Pupil = "pupil", "The pupil";
        /// From the school.
        Staff = "staff", "From the school";
    }
}

coded! {
    /// What a parent says to the summary they were sent.
    Right {
        /// It is what was agreed.
        Yes = "yes", "Yes";
        /// Nearly.
        Nearly = "nearly", "Nearly";
        /// It is not.
        No = "no", "No";
    }
}

/// Minutes that a meeting lasts at most, as it is offered and as it is written down: longer is a slip of the pen.
pub const LONGEST_MINUTES: i64 = 240;

/// What is wrong with the day that is written down for a meeting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WrongDay {
    /// It has not come.
    NotYet,
    /// It lies before the meeting was offered.
    BeforeOffered,
    /// Nobody can have missed it: its time has not come, or this is a day before it.
    NotMissedYet(Moment),
}

/// Whether a meeting can have been held, or missed, on a day: not before it was offered and not ahead; and it is missed only once the time
/// that was agreed has come, on that day or later.
///
/// # Errors
/// What is wrong with it.
pub fn day_held(
    day: NaiveDate,
    met: bool,
    offered: NaiveDate,
    booked: Option<Moment>,
    now: Moment,
) -> Result<NaiveDate, WrongDay> {
    match booked.filter(|at| !met && (now < *at || day < at.today())) {
        _ if day > now.today() => Err(WrongDay::NotYet),
        _ if day < offered => Err(WrongDay::BeforeOffered),
        Some(at) => Err(WrongDay::NotMissedYet(at)),
        None => Ok(day),
    }
}

/// Minutes in which the record of a meeting can be taken back: nothing of it is sent before they are over.
pub const UNDO_MINUTES: i64 = 10;

impl Agreement {
    /// What several parents say, taken together: the same where those who were asked say the same, otherwise in part. Whoever was not
    /// reached says nothing either way; where nobody was, it is not reached.
    #[must_use]
    pub fn of_all(said: impl IntoIterator<Item = Self>) -> Self {
        let asked = said.into_iter().filter(|one| *one != Self::NotReached);
        asked.reduce(|all, one| if all == one { all } else { Self::InPart }).unwrap_or(Self::NotReached)
    }
}

impl TookPart {
    /// How somebody took part who was not there, by what they had said: it can be put right once somebody knows better.
    #[must_use]
    pub fn of_absent(answer: Option<AnswerKind>, told: bool) -> Self {
        match answer {
            _ if told => Self::ViewsOnly,
            Some(AnswerKind::Cannot) => Self::Apologies,
            _ => Self::DidNotCome,
        }
    }

    /// Whether this counts as having met a parent: talking with them does, in whatever mode; written views do not.
    #[must_use]
    pub fn is_meeting(self) -> bool {
        matches!(self, Self::Attended | Self::PhonedLater)
    }
}

/// What somebody says through their link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAnswer {
    /// The answer.
    pub kind: AnswerKind,
    /// The time they chose: always with [`AnswerKind::Accept`].
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
}

/// How often a parent has talked with the school in a school year, and how many talks are booked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Talks {
    /// Meetings in which they took part.
    pub held: u32,
    /// Meetings that are booked.
    pub planned: u32,
}

#[cfg(test)]
mod tests {
    use super::{
        Agreement::{self, Agree, InPart, NotAgreed, NotReached},
        AnswerKind, Moment, TookPart, WrongDay,
    };

    #[test]
    fn nobody_has_missed_a_meeting_before_its_time_and_it_may_be_held_early() {
        let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        let at = |d, h| Moment::at(day(d), chrono::NaiveTime::from_hms_opt(h, 0, 0).unwrap());
        let booked = at(26, 15);
        for (held, met, now, wrong) in [
            (26, false, at(26, 16), None),
            (27, false, at(27, 9), None),
            (26, false, at(26, 14), Some(WrongDay::NotMissedYet(booked))),
            (25, false, at(27, 9), Some(WrongDay::NotMissedYet(booked))),
            (20, true, at(20, 9), None),
            (21, true, at(20, 9), Some(WrongDay::NotYet)),
            (17, true, at(20, 9), Some(WrongDay::BeforeOffered)),
        ] {
            let found = super::day_held(day(held), met, day(18), Some(booked), now).err();
            assert_eq!(found, wrong, "{held} {met} at {now:?}");
        }
        assert_eq!(super::day_held(day(18), false, day(18), None, at(18, 9)), Ok(day(18)), "no time was agreed");
    }

    #[test]
    fn who_is_not_here_is_written_down_by_what_they_said() {
        for (answer, told, how) in [
            (Some(AnswerKind::Cannot), false, TookPart::Apologies),
            (Some(AnswerKind::Cannot), true, TookPart::ViewsOnly),
            (Some(AnswerKind::Accept), false, TookPart::DidNotCome),
            (None, true, TookPart::ViewsOnly),
            (None, false, TookPart::DidNotCome),
        ] {
            assert_eq!(TookPart::of_absent(answer, told), how, "{answer:?} {told}");
        }
    }

    #[test]
    fn silence_is_never_consent() {
        for (said, all) in [
            (vec![], NotReached),
            (vec![NotReached], NotReached),
            (vec![Agree], Agree),
            (vec![Agree, NotReached], Agree),
            (vec![Agree, NotAgreed], InPart),
            (vec![NotAgreed, NotReached, NotAgreed], NotAgreed),
            (vec![InPart, Agree], InPart),
        ] {
            assert_eq!(Agreement::of_all(said.clone()), all, "{said:?}");
        }
    }
}

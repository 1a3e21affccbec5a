//! What happens in the round that is under way: for each plan one story, told as dated steps in school days from today. Between them they
//! show a meeting in every state there is.

use chrono::NaiveDate;

use super::frame::{Frame, moment};
use crate::domain::{
    conversation::{AnswerKind, Mode, TookPart},
    time::Moment,
};

/// How a plan's meeting and review of this round go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Story {
    /// Met and reviewed so many school days ago.
    Done(i64),
    /// Nobody came, but the parent was phoned later; reviewed.
    PhonedLater,
    /// Met yesterday; the review is still to be written.
    Met,
    /// The time has come and gone, and nobody has written down what happened.
    NotRecorded(i64),
    /// Nobody came; nothing offered since.
    NoShow,
    /// Nobody came, and times were offered again.
    NoShowOfferedAgain,
    /// Booked for so many school days from today.
    Booked(i64, Asks),
    /// Booked, and moved to another time.
    Moved,
    /// Called off by the school, nothing offered since.
    Cancelled,
    /// Called off by the school, and offered again.
    CancelledOfferedAgain,
    /// Offered so many school days ago, no answer yet: the chaser and the phone call follow of themselves.
    Silent(i64),
    /// None of the times suits.
    OtherTime,
    /// Would rather have a phone call.
    PhoneCall,
    /// Cannot come to any.
    Cannot,
    /// The message reached somebody else.
    WrongPerson,
    /// Nothing arranged, and late by so many school days.
    Overdue(i64),
    /// Nothing arranged, and due in so many school days.
    DueSoon(i64),
    /// Nothing arranged yet, and time enough.
    Planned,
    /// New on the register: no plan has been made.
    NoPlan,
    /// An EHC plan's annual review: offered with the notice that the law asks for.
    AnnualReview,
    /// Has left the school after a meeting was arranged.
    Leaver,
}

/// What parents ask for when they accept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asks {
    /// Nothing.
    Nothing,
    /// An interpreter.
    Interpreter,
    /// A room without stairs.
    StepFree,
    /// To bring somebody.
    Company,
    /// They also write what they would like to talk about.
    Message,
}

/// One step of a story.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// These times are offered; `true` for an annual review.
    Offer(Vec<(Moment, Mode)>, bool),
    /// Times are offered again.
    OfferAgain(Vec<(Moment, Mode)>),
    /// The first adult answers, with the offered time of this number where they accept.
    Answer(AnswerKind, usize, Asks),
    /// The school moves the meeting.
    Move(Moment, Mode),
    /// The school calls it off.
    Cancel(&'static str),
    /// What happened is written down.
    Record(TookPart, Mode),
    /// The review is written down, held at the last meeting if there was one.
    Review,
}

/// Every story, those that matter most first: a school with fewer plans still has one of each.
pub(super) const STORIES: &[Story] = {
    use Asks::{Company, Interpreter, Message, Nothing, StepFree};
    use Story::{
        Booked, Cancelled, CancelledOfferedAgain, Cannot, Done, DueSoon, Met, Moved, NoShow, NoShowOfferedAgain,
        NotRecorded, OtherTime, Overdue, PhoneCall, PhonedLater, Planned, Silent, WrongPerson,
    };
    &[
        Done(2),
        Booked(0, Message),
        Silent(2),
        Overdue(3),
        Booked(3, Interpreter),
        NoShow,
        OtherTime,
        Silent(5),
        Moved,
        Met,
        Cancelled,
        Silent(9),
        PhoneCall,
        NotRecorded(1),
        Cannot,
        DueSoon(5),
        Done(6),
        WrongPerson,
        Booked(6, StepFree),
        NoShowOfferedAgain,
        CancelledOfferedAgain,
        Overdue(7),
        PhonedLater,
        Booked(0, Nothing),
        Planned,
        Done(4),
        Silent(1),
        Booked(9, Company),
        Done(8),
        Overdue(12),
        Silent(3),
        NotRecorded(2),
        Done(5),
        Booked(2, Nothing),
        DueSoon(9),
        Silent(6),
        Done(3),
        Booked(5, Message),
        Met,
        Booked(11, Nothing),
        Done(7),
        Silent(8),
        Planned,
        Booked(4, Company),
    ]
};

impl Story {
    /// The story as it can be told today: one that would have begun before the term did has not begun, and near the end of the round
    /// most of what was open is done.
    pub(super) fn told(self, frame: &Frame, nth: usize) -> Self {
        let told = match self {
            Self::DueSoon(_) | Self::Planned | Self::Silent(_) if frame.left() <= 10 && !nth.is_multiple_of(4) => {
                Self::Done(4)
            }
            Self::Overdue(late) if frame.left() <= 10 && late > 5 => Self::Done(9),
            Self::Booked(ahead, _) if ahead > frame.left() && !nth.is_multiple_of(3) => Self::Done(3),
            story => story,
        };
        if told.begins() <= frame.behind() { told } else { Self::Planned }
    }

    /// School days before today on which it begins.
    fn begins(self) -> i64 {
        match self {
            Self::Done(held) => held + 7,
            Self::PhonedLater => 11,
            Self::Met | Self::NoShow | Self::NoShowOfferedAgain => 10,
            Self::NotRecorded(ago) => ago + 7,
            Self::Booked(..) | Self::Moved | Self::Cancelled | Self::CancelledOfferedAgain => 8,
            Self::Silent(ago) | Self::Overdue(ago) => ago,
            Self::OtherTime | Self::PhoneCall | Self::Cannot | Self::WrongPerson | Self::AnnualReview => 4,
            Self::Leaver => 12,
            Self::DueSoon(_) | Self::Planned | Self::NoPlan => 0,
        }
    }

    /// The day agreed for this round's review before any of it happened.
    pub(super) fn agreed(self, frame: &Frame, nth: usize) -> NaiveDate {
        let last = frame.calendar.on_or_before(frame.focus.window.closes_on);
        match self {
            Self::Done(ago) | Self::NotRecorded(ago) => frame.day(-ago),
            Self::PhonedLater => frame.day(-3),
            Self::Overdue(late) => frame.day(-late),
            Self::Met => frame.day(2).min(last),
            Self::Booked(ahead, _) => frame.ahead(ahead, 12, 0).today(),
            Self::DueSoon(ahead) => frame.day(ahead).min(last),
            Self::Planned => last,
            Self::AnnualReview => frame.ahead(14, 12, 0).today(),
            _ => frame.day(4 + i64::try_from(nth * 5 % 11).unwrap_or_default()).min(last),
        }
    }

    /// Its steps, in order.
    pub(super) fn steps(self, frame: &Frame, nth: usize) -> Vec<(Moment, Step)> {
        use AnswerKind::{Accept, OtherTime, Phone, WrongPerson};
        use Mode::School;
        let minute = u32::try_from(nth * 7 % 50).unwrap_or_default();
        let at = |days: i64, hour: u32| frame.at(-days, hour, minute);
        let offer = |days, hour, first| (at(days, hour), Step::Offer(times(frame, first, nth), false));
        let again = |days, hour, first| (at(days, hour), Step::OfferAgain(times(frame, first, nth)));
        let answer = |days, hour, kind, asks| (at(days, hour), Step::Answer(kind, 0, asks));
        let accept = |days, hour, asks| answer(days, hour, Accept, asks);
        let record = |days, hour, how| (at(days, hour), Step::Record(how, School));
        let cancel = |days, hour, why| (at(days, hour), Step::Cancel(why));
        match self {
            Self::Done(ago) => vec![
                offer(ago + 7, 11, -ago),
                accept(ago + 6, 19, if nth.is_multiple_of(2) { Asks::Message } else { Asks::Nothing }),
                record(ago, 17, TookPart::Attended),
                (at(ago, 18), Step::Review),
            ],
            Self::PhonedLater => vec![
                offer(11, 11, -4),
                accept(10, 18, Asks::Nothing),
                record(3, 14, TookPart::PhonedLater),
                (at(3, 15), Step::Review),
            ],
            Self::Met => vec![offer(9, 11, -1), accept(8, 20, Asks::Nothing), record(1, 17, TookPart::Attended)],
            Self::NotRecorded(ago) => vec![offer(ago + 7, 10, -ago), accept(ago + 5, 21, Asks::Nothing)],
            Self::NoShow => vec![offer(10, 10, -2), accept(9, 13, Asks::Nothing), record(2, 17, TookPart::DidNotCome)],
            Self::NoShowOfferedAgain => vec![
                offer(10, 10, -4),
                accept(8, 13, Asks::Nothing),
                record(4, 17, TookPart::DidNotCome),
                again(1, 9, 5),
            ],
            Self::Booked(ahead, asks) => vec![offer(8, 11, ahead), accept(6, 19, asks)],
            Self::Moved => vec![
                offer(8, 11, 3),
                accept(6, 20, Asks::Message),
                (at(1, 12), Step::Move(frame.ahead(6, 8, 45), School)),
            ],
            Self::Cancelled => {
                vec![offer(8, 10, 2), accept(7, 17, Asks::Nothing), cancel(1, 8, "The class teacher is away this week")]
            }
            Self::CancelledOfferedAgain => vec![
                offer(8, 10, 1),
                accept(6, 17, Asks::Nothing),
                cancel(3, 8, "Fire-alarm works in the main building"),
                again(2, 12, 4),
            ],
            Self::Silent(ago) => vec![offer(ago, 11, 8 - ago / 2)],
            Self::OtherTime => vec![offer(4, 11, 5), answer(2, 21, OtherTime, Asks::Message)],
            Self::PhoneCall => vec![offer(4, 11, 6), answer(1, 18, Phone, Asks::Nothing)],
            Self::Cannot => vec![offer(4, 10, 4), answer(2, 12, AnswerKind::Cannot, Asks::Nothing)],
            Self::WrongPerson => vec![offer(3, 10, 7), answer(2, 20, WrongPerson, Asks::Nothing)],
            Self::AnnualReview => vec![
                (at(3, 9), Step::Offer(annual_times(frame), true)),
                (at(1, 19), Step::Answer(Accept, 1, Asks::Company)),
            ],
            Self::Leaver => {
                vec![offer(12, 11, 3), accept(11, 18, Asks::Nothing), cancel(9, 9, "Moving to another school")]
            }
            Self::Overdue(_) | Self::DueSoon(_) | Self::Planned | Self::NoPlan => Vec::new(),
        }
    }
}

/// Two or three times to choose from, the first so many school days from today; a past first is a meeting that has been.
fn times(frame: &Frame, first: i64, nth: usize) -> Vec<(Moment, Mode)> {
    let clock = [(8, 40), (15, 30), (16, 0), (13, 15), (14, 30)];
    let pick = |n: usize| clock[(nth + n) % clock.len()];
    let day = |n: i64| if first + n < 0 { frame.day(first + n) } else { frame.ahead(first + n, 12, 0).today() };
    let mut times = Vec::new();
    for (n, mode) in
        [(0, Mode::School), (1, Mode::School), (2, if nth.is_multiple_of(2) { Mode::Phone } else { Mode::Video })]
    {
        let (hour, minute) = if first == 0 && n == 0 { [(13, 15), (15, 45)][nth % 2] } else { pick(n) };
        times.push((moment(day(i64::try_from(n).unwrap_or_default()), hour, minute), mode));
    }
    times
}

/// Fifteen school days ahead and more: never less than the fourteen days that the law asks for.
fn annual_times(frame: &Frame) -> Vec<(Moment, Mode)> {
    [(14, 9), (15, 14)].map(|(days, hour)| (frame.at(days, hour, 0), Mode::School)).to_vec()
}

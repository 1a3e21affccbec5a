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
        let offer = |first: i64| Step::Offer(times(frame, first, nth), false);
        let accept = |asks| Step::Answer(Accept, 0, asks);
        match self {
            Self::Done(ago) => vec![
                (at(ago + 7, 11), offer(-ago)),
                (at(ago + 6, 19), accept(if nth.is_multiple_of(2) { Asks::Message } else { Asks::Nothing })),
                (at(ago, 17), Step::Record(TookPart::Attended, School)),
                (at(ago, 18), Step::Review),
            ],
            Self::PhonedLater => vec![
                (at(11, 11), offer(-4)),
                (at(10, 18), accept(Asks::Nothing)),
                (at(3, 14), Step::Record(TookPart::PhonedLater, School)),
                (at(3, 15), Step::Review),
            ],
            Self::Met => vec![
                (at(9, 11), offer(-1)),
                (at(8, 20), accept(Asks::Nothing)),
                (at(1, 17), Step::Record(TookPart::Attended, School)),
            ],
            Self::NotRecorded(ago) => vec![(at(ago + 7, 10), offer(-ago)), (at(ago + 5, 21), accept(Asks::Nothing))],
            Self::NoShow => vec![
                (at(10, 10), offer(-2)),
                (at(9, 13), accept(Asks::Nothing)),
                (at(2, 17), Step::Record(TookPart::DidNotCome, School)),
            ],
            Self::NoShowOfferedAgain => vec![
                (at(10, 10), offer(-4)),
                (at(8, 13), accept(Asks::Nothing)),
                (at(4, 17), Step::Record(TookPart::DidNotCome, School)),
                (at(1, 9), Step::OfferAgain(times(frame, 5, nth))),
            ],
            Self::Booked(ahead, asks) => vec![(at(8, 11), offer(ahead)), (at(6, 19), accept(asks))],
            Self::Moved => vec![
                (at(8, 11), offer(3)),
                (at(6, 20), accept(Asks::Message)),
                (at(1, 12), Step::Move(frame.ahead(6, 8, 45), School)),
            ],
            Self::Cancelled => vec![
                (at(8, 10), offer(2)),
                (at(7, 17), accept(Asks::Nothing)),
                (at(1, 8), Step::Cancel("The class teacher is away this week")),
            ],
            Self::CancelledOfferedAgain => vec![
                (at(8, 10), offer(1)),
                (at(6, 17), accept(Asks::Nothing)),
                (at(3, 8), Step::Cancel("Fire-alarm works in the main building")),
                (at(2, 12), Step::OfferAgain(times(frame, 4, nth))),
            ],
            Self::Silent(ago) => vec![(at(ago, 11), offer(8 - ago / 2))],
            Self::OtherTime => vec![(at(4, 11), offer(5)), (at(2, 21), Step::Answer(OtherTime, 0, Asks::Message))],
            Self::PhoneCall => vec![(at(4, 11), offer(6)), (at(1, 18), Step::Answer(Phone, 0, Asks::Nothing))],
            Self::Cannot => {
                vec![(at(4, 10), offer(4)), (at(2, 12), Step::Answer(AnswerKind::Cannot, 0, Asks::Nothing))]
            }
            Self::WrongPerson => vec![(at(3, 10), offer(7)), (at(2, 20), Step::Answer(WrongPerson, 0, Asks::Nothing))],
            Self::AnnualReview => vec![
                (at(3, 9), Step::Offer(annual_times(frame), true)),
                (at(1, 19), Step::Answer(Accept, 1, Asks::Company)),
            ],
            Self::Leaver => {
                vec![
                    (at(12, 11), offer(3)),
                    (at(11, 18), accept(Asks::Nothing)),
                    (at(9, 9), Step::Cancel("Moving to another school")),
                ]
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

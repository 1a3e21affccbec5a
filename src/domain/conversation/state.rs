//! Where a meeting stands, and what may become of it. It follows from what was written down; answers and further times leave it where it is.
//!
//! | | offered | lapsed | booked | called off | recorded |
//! |---|---|---|---|---|---|
//! | book | booked | booked | booked anew | - | - |
//! | cancel | called off | called off | called off | - | - |
//! | record | recorded | recorded | recorded | - | - |
//! | undo | - | - | - | - | as before it was recorded |
//!
//! What lapses an offer is time alone: when the last of its times has begun and none was agreed.

use crate::domain::time::Moment;

/// Where a meeting stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Its times are offered.
    Offered,
    /// All the times that were offered have passed, and none was agreed: nobody can choose any more.
    Lapsed,
    /// A time is agreed.
    Booked {
        /// 0 for the first time that was agreed, then rising: the calendar entry's SEQUENCE.
        sequence: i64,
    },
    /// Called off.
    Cancelled,
    /// What happened on the day is written down: held, or nobody came.
    Recorded,
}

/// What may be done with a meeting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// Agree on a time.
    Book,
    /// Call it off.
    Cancel,
    /// Write down what happened.
    Record,
    /// Take the record back.
    Undo,
}

/// Something that cannot become of a meeting as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a meeting that is {from:?} cannot take the step {step:?}")]
pub struct IllegalMove {
    /// Where it stands.
    pub from: State,
    /// What was tried.
    pub step: Move,
}

impl State {
    /// Where a meeting stands of which this was written down: the sequence of the last booking, and whether it was called off or recorded.
    #[must_use]
    pub fn of(booked: Option<i64>, cancelled: bool, recorded: bool) -> Self {
        match (recorded, cancelled, booked) {
            (true, ..) => Self::Recorded,
            (false, true, _) => Self::Cancelled,
            (false, false, Some(sequence)) => Self::Booked { sequence },
            (false, false, None) => Self::Offered,
        }
    }

    /// The same seen at an instant: an offer of which even the last time has begun is one no longer.
    #[must_use]
    pub fn seen_at(self, now: Moment, times: impl IntoIterator<Item = Moment>) -> Self {
        match self {
            Self::Offered if times.into_iter().all(|starts| starts <= now) => Self::Lapsed,
            state => state,
        }
    }

    /// Whether it can still be answered, booked, called off or recorded.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Offered | Self::Lapsed | Self::Booked { .. })
    }

    /// Agrees on a time. Returns the booking's sequence, which is one more than that of the time before it.
    ///
    /// # Errors
    /// When it is called off or recorded.
    pub fn book(self) -> Result<i64, IllegalMove> {
        match self {
            Self::Offered | Self::Lapsed => Ok(0),
            Self::Booked { sequence } => Ok(sequence + 1),
            Self::Cancelled | Self::Recorded => Err(IllegalMove { from: self, step: Move::Book }),
        }
    }

    /// Calls it off.
    ///
    /// # Errors
    /// When it is called off or recorded.
    pub fn cancel(self) -> Result<Self, IllegalMove> {
        if self.is_open() { Ok(Self::Cancelled) } else { Err(IllegalMove { from: self, step: Move::Cancel }) }
    }

    /// Writes down what happened. A meeting may be held without an agreed time: at the gate, or on the phone.
    ///
    /// # Errors
    /// When it is called off or recorded.
    pub fn record(self) -> Result<Self, IllegalMove> {
        if self.is_open() { Ok(Self::Recorded) } else { Err(IllegalMove { from: self, step: Move::Record }) }
    }

    /// Takes the record back: the meeting stands where it stood, with this booking.
    ///
    /// # Errors
    /// When there is no record.
    pub fn undo(self, booked: Option<i64>) -> Result<Self, IllegalMove> {
        match self {
            Self::Recorded => Ok(Self::of(booked, false, false)),
            _ => Err(IllegalMove { from: self, step: Move::Undo }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, Move, State};

    const ALL: [State; 5] =
        [State::Offered, State::Lapsed, State::Booked { sequence: 3 }, State::Cancelled, State::Recorded];

    #[test]
    fn the_table_of_moves_is_the_whole_of_it() {
        use State::{Booked, Cancelled, Lapsed, Offered, Recorded};
        let booked = Booked { sequence: 4 };
        for (from, book, cancel, record, undo) in [
            (Offered, Some(Booked { sequence: 0 }), Some(Cancelled), Some(Recorded), None),
            (Lapsed, Some(Booked { sequence: 0 }), Some(Cancelled), Some(Recorded), None),
            (Booked { sequence: 3 }, Some(booked), Some(Cancelled), Some(Recorded), None),
            (Cancelled, None, None, None, None),
            (Recorded, None, None, None, Some(Booked { sequence: 3 })),
        ] {
            assert_eq!(from.book().ok().map(|sequence| Booked { sequence }), book, "{from:?}");
            assert_eq!(from.cancel().ok(), cancel, "{from:?}");
            assert_eq!(from.record().ok(), record, "{from:?}");
            assert_eq!(from.undo(Some(3)).ok(), undo, "{from:?}");
        }
    }

    #[test]
    fn whatever_was_written_down_in_whatever_order_a_closed_meeting_opens_only_by_taking_its_record_back() {
        // Every walk of six steps from an offer: a model of it in plain flags stands where the states say.
        let moves = [Move::Book, Move::Cancel, Move::Record, Move::Undo];
        for walk in 0..4_usize.pow(6) {
            let (mut state, mut booked, mut cancelled, mut recorded) = (State::Offered, None, false, false);
            for n in 0..6 {
                match moves[walk / 4_usize.pow(n) % 4] {
                    Move::Book => {
                        if let Ok(sequence) = state.book() {
                            assert!(!cancelled && !recorded && booked.is_none_or(|before| sequence == before + 1));
                            booked = Some(sequence);
                        }
                    }
                    Move::Cancel => cancelled |= state.cancel().is_ok(),
                    Move::Record => recorded |= state.record().is_ok(),
                    Move::Undo => recorded &= state.undo(booked).is_err(),
                }
                assert!(!(cancelled && recorded), "both called off and recorded: {walk}");
                state = State::of(booked, cancelled, recorded);
            }
        }
    }

    #[test]
    fn an_offer_lapses_when_its_last_time_has_begun_and_nothing_else_does() {
        let at = |seconds: &[i64]| seconds.iter().map(|s| Moment::from_unix(*s)).collect::<Vec<_>>();
        for (times, now, state) in [
            (&[10, 20][..], 15, State::Offered),
            (&[10, 20], 20, State::Lapsed),
            (&[20, 10], 19, State::Offered),
            (&[], 0, State::Lapsed),
        ] {
            assert_eq!(State::Offered.seen_at(Moment::from_unix(now), at(times)), state, "{times:?} at {now}");
        }
        for state in ALL.into_iter().filter(|state| *state != State::Offered) {
            assert_eq!(state.seen_at(Moment::from_unix(99), at(&[1])), state);
        }
    }

    #[test]
    fn an_illegal_move_says_what_was_tried_and_where_the_meeting_stands() {
        for state in ALL.into_iter().filter(|state| !state.is_open()) {
            let why = state.book().unwrap_err();
            assert_eq!((why.from, why.step), (state, Move::Book));
        }
        let why = State::Cancelled.record().unwrap_err().to_string();
        assert_eq!(why, "a meeting that is Cancelled cannot take the step Record");
    }
}

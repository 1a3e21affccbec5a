//! The school's own ladder of support: layers by its own names, and since when a pupil is on one. A pupil may be on several, in no order;
//! a layer is no SEN status, and nothing here ever becomes one.

use chrono::NaiveDate;

use super::standing::Span;

/// The layers of the proposals of 2026, for a school that has no names of its own.
pub const READY: [&str; 4] = ["Universal", "Targeted", "Targeted plus", "Specialist"];

/// The most letters of a layer's name.
pub const MOST_LETTERS: usize = 40;

/// Since when a pupil is on a layer, and until when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OnLayer {
    /// The layer's row.
    pub layer: i64,
    /// Its name.
    pub name: String,
    /// Why the pupil is on it; may be empty.
    pub why: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, once that is known.
    pub until: Option<NaiveDate>,
}

impl OnLayer {
    /// Whether it holds on a day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        Span { from: self.from, until: self.until }.contains(day)
    }
}

/// Why a pupil cannot be put on a layer from a day on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LayerProblem {
    /// They are on it already, or will be.
    #[error("The pupil is on this layer from that day on: end that first, or choose a later day")]
    Already,
    /// The day is still to come.
    #[error("The first day is still to come: enter it when it has come")]
    Ahead,
}

/// Whether a pupil with these layers may be put on one from a day on.
///
/// # Errors
/// What stands in the way.
pub fn begin(held: &[OnLayer], layer: i64, from: NaiveDate, today: NaiveDate) -> Result<(), LayerProblem> {
    if from > today {
        return Err(LayerProblem::Ahead);
    }
    let overlaps = |one: &&OnLayer| one.layer == layer && one.until.is_none_or(|until| from <= until);
    if held.iter().any(|one| overlaps(&one)) { Err(LayerProblem::Already) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
    }

    #[test]
    fn a_pupil_is_on_several_layers_but_on_none_twice() {
        let on = |layer, until: Option<u32>| OnLayer {
            layer,
            name: "Targeted".to_owned(),
            why: String::new(),
            from: day(2),
            until: until.map(day),
        };
        let held = [on(1, None), on(2, Some(9))];
        assert_eq!(begin(&held, 1, day(10), day(20)), Err(LayerProblem::Already));
        assert_eq!(begin(&held, 2, day(9), day(20)), Err(LayerProblem::Already), "on its last day, too");
        assert_eq!(begin(&held, 2, day(10), day(20)), Ok(()), "again later");
        assert_eq!(begin(&held, 3, day(2), day(20)), Ok(()), "layers are no steps");
        assert_eq!(begin(&held, 3, day(21), day(20)), Err(LayerProblem::Ahead));
        assert!(held[1].is_on(day(9)) && !held[1].is_on(day(10)) && !held[0].is_on(day(1)));
    }
}

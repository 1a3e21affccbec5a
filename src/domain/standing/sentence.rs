//! The standing in a sentence.
use chrono::NaiveDate;

use super::{Calendar, Standing};

pub(super) fn sentence(_: &Calendar, _: &Standing, _: NaiveDate) -> String {
    unimplemented!()
}

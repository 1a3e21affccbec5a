//! The three cells of a year, and which review fills which.
use chrono::NaiveDate;

use super::{Calendar, Cell, Facts, Light, Span};

pub(super) fn cells(_: &Calendar, _: &Facts, _: i64, _: NaiveDate) -> [Cell; 3] {
    unimplemented!()
}
pub(super) fn required(_: u32, _: u32) -> u32 {
    unimplemented!()
}
pub(super) fn light(_: &[Cell; 3]) -> Light {
    unimplemented!()
}
pub(super) fn is_dated(_: &Cell, _: &Facts, _: NaiveDate) -> bool {
    unimplemented!()
}
pub(super) fn overlap(_: Span, _: Span) -> Option<Span> {
    unimplemented!()
}
pub(super) fn joined(_: Vec<Span>) -> Vec<Span> {
    unimplemented!()
}

//! Forms: fields and their errors, what was typed, drafts of it, the order of a list, and two people's words side by side.

pub(super) mod asked;
pub(super) mod days;
pub(super) mod draft;
pub(super) mod drafts;
pub(super) mod fields;
pub(super) mod funding_year;
pub(super) mod merge;
pub(super) mod nameless;
pub(super) mod order;
pub(super) mod typed;

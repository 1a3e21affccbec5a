//! The rules, pure: values in, values out. Nothing here does I/O, waits, speaks SQL or HTML, or asks what time it is. A mistake in
//! this room hurts a family, so it is the most tested one; each file is one noun of the field, and says where its rule comes from.

#[macro_use]
pub mod code;

pub mod access;
pub mod adult_needs;
pub mod attendance;
pub mod audit;
pub mod budget;
pub mod calendar;
pub mod carriage;
pub mod census;
pub mod compliance;
pub mod concern;
pub mod conversation;
pub mod costing;
pub mod cycle;
pub mod device;
pub mod diary;
pub mod document;
pub mod draft;
pub mod early;
pub mod ehcp;
pub mod figures;
pub mod find;
pub mod identity;
pub mod ids;
pub mod keeping;
pub mod membership;
pub mod need;
pub mod notice;
pub mod offer;
pub mod people;
pub mod plan;
pub mod postal;
pub mod pupil;
pub mod reading_code;
pub mod reminder;
pub mod review;
pub mod roll;
pub mod rules;
pub mod second_factor;
pub mod sen_status;
pub mod service;
pub mod set_up;
pub mod share;
pub mod standing;
pub mod suspension;
pub mod target;
pub mod task;
pub mod teacher_view;
pub mod time;
pub mod trend;
pub mod turns;
pub mod voice;
pub mod year_plan;

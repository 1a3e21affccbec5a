//! Sending, against a real mail server that misbehaves in every way it can.

mod anew;
mod by_hand;
mod calendar;
mod commands;
pub(crate) mod desk;
mod downtime;
mod looks;
mod office;
pub(crate) mod program;
mod queue;
mod returned;
mod secure;
mod smtp;
mod stale_tasks;
mod which_child;
mod worker;

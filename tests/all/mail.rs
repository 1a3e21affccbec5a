//! Sending, against a real mail server that misbehaves in every way it can.

mod anew;
mod commands;
pub(crate) mod desk;
mod downtime;
mod office;
mod queue;
mod smtp;

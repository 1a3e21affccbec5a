//! Sending, against a real mail server that misbehaves in every way it can.

mod commands;
pub(crate) mod desk;
mod queue;
mod smtp;

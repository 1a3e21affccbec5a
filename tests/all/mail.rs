//! Sending, against a real mail server that misbehaves in every way it can.

pub(crate) mod desk;
mod queue;
mod smtp;

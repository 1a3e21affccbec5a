//! Sending, against a real mail server that misbehaves in every way it can.

mod smtp;

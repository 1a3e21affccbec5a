//! The application in process, and the named cast.
pub(crate) mod smtp;

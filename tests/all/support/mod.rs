//! The application in process, and the named cast.

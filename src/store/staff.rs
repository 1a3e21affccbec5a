//! Staff and the classes they teach or support.

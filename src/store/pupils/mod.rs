//! Pupils as pages show them: the head of every page about one, their own page, and the classes they were in.

pub mod class_history;
pub mod head;
pub mod page;

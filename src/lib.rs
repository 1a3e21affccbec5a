//! Thrice keeps the support plans of pupils with special educational needs in English schools, and sees to it that every plan goes
//! round assess > plan > do > review, with the parents, at least three times a year. One program, one database file.
//!
//! # The rooms
//!
//! | room | what is in it | knows |
//! |---|---|---|
//! | [`domain`] | the rules, pure | nobody |
//! | [`store`] | all SQL, one file a noun | `domain` |
//! | [`texts`] | what families read, in their language | `domain` |
//! | [`mail`] | messages as values, calendar entries, transports | `domain`, `texts` |
//! | [`child`] | a process of the program's own, with limits of memory and time | nobody |
//! | [`exchange`] | what other systems write and read; workbooks are opened in a child process | `domain`, `child` |
//! | [`documents`] | PDF of what others have put into words, typeset in a child process | `child` |
//! | [`dispatch`] | from what is due to what lies in the outbox | `domain`, `store`, `texts`, `mail` |
//! | [`intake`] | from files to the school's records: shown, brought in, taken back | `domain`, `store`, `exchange` |
//! | [`web`] | the pages, in rooms by whom they are about; one folder a resource: routes, form and page | all of these |
//! | [`jobs`] | the worker | all of these, not `web` |
//! | [`command`] | the subcommands | everything |
//!
//! `tests/all/tidy.rs` holds this order, and that SQL, the clock and SMTP stay in their rooms. The same noun bears the same file name
//! in every room.

pub mod child;
pub mod clock;
pub mod command;
pub mod config;
pub mod dispatch;
#[macro_use]
pub mod domain;
pub mod documents;
pub mod exchange;
pub mod intake;
pub mod jobs;
pub mod mail;
pub mod store;
pub mod texts;
pub mod web;

//! The subcommands, one file each.

pub mod backup;
pub mod demo;
pub mod doctor;
pub mod import;
pub mod mail;
pub mod remind;
pub mod serve;
pub mod user;

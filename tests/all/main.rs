//! The one integration-test binary. `support` has the cast and the running application; the rest mirrors `src`.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected should stop there and say so")]

mod asvs;
mod backup;
mod browser;
mod codes;
mod commands;
mod connections;
mod crash;
mod demo;
mod encrypted;
mod families;
mod faults;
mod import;
mod keeping;
mod licences;
mod mail;
mod meetings;
mod migrations;
mod people;
mod register;
mod samples;
mod scans;
mod set_up;
mod statements;
mod store;
mod stories;
mod support;
mod tidy;
mod web;

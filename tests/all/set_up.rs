//! What a new school sets up in its browser: terms and closures, and mail that is tried out through a real mail server.

mod first;
mod mail;
mod terms;

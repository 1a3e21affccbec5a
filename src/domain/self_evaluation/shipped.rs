//! The frameworks that come with Thrice, from `config/frameworks/`. A school that brings in a file with the key of one of them has its own
//! version of it.

use std::sync::LazyLock;

use super::{Framework, read};

const FILES: [&str; 2] = [
    include_str!("../../../config/frameworks/send-in-our-school.toml"),
    include_str!("../../../config/frameworks/what-families-expect.toml"),
];

static SHIPPED: LazyLock<Vec<(Framework, &str)>> = LazyLock::new(|| {
    let read = |file: &'static str| read(file).ok().map(|framework| (framework, file));
    FILES.into_iter().filter_map(read).collect()
});

/// Each framework with its file.
#[must_use]
pub fn shipped() -> &'static [(Framework, &'static str)] {
    &SHIPPED
}

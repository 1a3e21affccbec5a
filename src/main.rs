//! Thrice.
fn main() {}

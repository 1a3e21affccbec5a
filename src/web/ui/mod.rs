//! The components every page is made of, each with samples that one test renders and checks.

//! Copies that can be trusted.

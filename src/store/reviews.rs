//! Recorded reviews.

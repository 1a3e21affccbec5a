//! Plain sentences that walk the school year.

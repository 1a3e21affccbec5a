//! What became of each message, in words.

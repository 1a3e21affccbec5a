//! From what is due to what lies in the outbox: the one way in, for pages and the scheduler alike.

//! What the sender reads and writes: claim, try, settle.

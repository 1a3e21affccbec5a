//! The facts that the reminder rules look at.

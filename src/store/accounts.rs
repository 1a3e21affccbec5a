//! Passwords, one-time links and sign-in attempts.

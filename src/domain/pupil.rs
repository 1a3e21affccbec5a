//! A pupil: UPN, year group, name.

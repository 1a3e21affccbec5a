//! Meetings with parents: offered, booked, held.

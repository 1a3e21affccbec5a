//! Restrictions on one adult for one pupil, and what people decided about them.

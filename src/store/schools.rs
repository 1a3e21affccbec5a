//! The school and its settings.

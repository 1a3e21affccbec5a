//! Messages as values, their texts, calendar entries and transports.

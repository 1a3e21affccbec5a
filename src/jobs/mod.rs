//! Every schedule, and the worker that keeps it.

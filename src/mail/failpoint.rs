//! Places at which a test lets the process die, to see what is left behind. Only a debug build has them; a release build has nothing
//! here to be misused.

/// Ends the process at once, as a crash would, if the variable `CRASH_AT` names this step.
#[cfg(debug_assertions)]
pub(crate) fn reach(step: &str) {
    use std::sync::OnceLock;
    static CHOSEN: OnceLock<Option<String>> = OnceLock::new();
    if CHOSEN.get_or_init(|| std::env::var("CRASH_AT").ok()).as_deref() == Some(step) {
        std::process::abort();
    }
}

/// Nothing.
#[cfg(not(debug_assertions))]
pub(crate) const fn reach(_step: &str) {}

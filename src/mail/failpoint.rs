//! Places at which a test lets the process die, to see what is left behind.

use std::sync::OnceLock;

/// Ends the process at once if `THRICE_FAILPOINT` names this step and `THRICE_FAILPOINTS_ALLOWED=1` allows it.
pub(crate) fn reach(step: &str) {
    static CHOSEN: OnceLock<Option<String>> = OnceLock::new();
    let chosen = CHOSEN.get_or_init(|| {
        let allowed = std::env::var("THRICE_FAILPOINTS_ALLOWED").is_ok_and(|v| v == "1");
        allowed.then(|| std::env::var("THRICE_FAILPOINT").ok()).flatten()
    });
    if chosen.as_deref() == Some(step) {
        std::process::abort();
    }
}

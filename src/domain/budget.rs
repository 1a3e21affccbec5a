//! How often something may be asked for: many times at once, and then at a steady pace. A school comes from one address, so that the
//! morning on which everybody signs in within a minute must fit in; guessing for hours does not.

/// How often something may be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Budget {
    /// So many times at once, when nobody has asked for a while.
    pub at_once: i64,
    /// So many times an hour, whoever goes on.
    pub per_hour: i64,
}

impl Budget {
    /// Spends one. `full_at` is when all of it is there again, in milliseconds, and so is what comes back; a budget that was never touched
    /// has been full since 0.
    ///
    /// # Errors
    /// The seconds to wait, where nothing is left: nothing was spent then.
    pub fn spend(self, full_at: i64, now: i64) -> Result<i64, i64> {
        let each = 3_600_000 / self.per_hour.max(1);
        let latest = now + each * self.at_once;
        // Later than an empty budget takes to fill up can only be after the clock was put back: what was spent then is long ago or yet to come.
        let full_at = if full_at > latest { now } else { full_at.max(now) };
        let next = full_at + each;
        let missing = next - latest;
        if missing > 0 { Err((missing + 999) / 1000) } else { Ok(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: Budget = Budget { at_once: 10, per_hour: 60 };
    const MINUTE: i64 = 60_000;

    fn spend(times: i64, full_at: &mut i64, now: i64) -> i64 {
        let mut got = 0;
        for _ in 0..times {
            if let Ok(next) = TEN.spend(*full_at, now) {
                (*full_at, got) = (next, got + 1);
            }
        }
        got
    }

    #[test]
    fn so_many_at_once_and_then_at_a_pace() {
        let (mut full_at, start) = (0, 1_000_000_000);
        assert_eq!(spend(100, &mut full_at, start), 10);
        assert_eq!(TEN.spend(full_at, start), Err(60));
        assert_eq!(spend(100, &mut full_at, start + MINUTE - 1), 0);
        assert_eq!(spend(100, &mut full_at, start + MINUTE), 1);
        assert_eq!(spend(100, &mut full_at, start + 4 * MINUTE), 3);
        assert_eq!(
            spend(100, &mut full_at, start + 60 * MINUTE),
            10,
            "no more than at once, however long it was left alone"
        );
    }

    #[test]
    fn a_clock_that_was_put_back_keeps_nobody_out() {
        let (mut full_at, start) = (0, 1_000_000_000_000);
        spend(10, &mut full_at, start);
        assert_eq!(spend(100, &mut full_at, start - 400 * 86_400_000), 10);
    }
}

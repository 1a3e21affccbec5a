//! A piece of work that comes round.

use std::{future::Future, time::Duration};

use tokio::time::MissedTickBehavior;

/// Does something at once, and again each time that `every` has passed since it began; later, where it takes longer than that. Ends when
/// `shutdown` resolves: what is under way then is finished first.
pub(super) async fn whenever(every: Duration, shutdown: impl Future<Output = ()>, work: impl AsyncFn()) {
    let mut every = tokio::time::interval(every);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => return,
            _ = every.tick() => work().await,
        }
    }
}

//! What is done after the answer has been given, so that nobody learns from the time it takes what was found.

use std::sync::Mutex;

use tokio::task::JoinSet;

/// What is being done.
#[derive(Debug, Default)]
pub(super) struct Aside(Mutex<JoinSet<()>>);

impl Aside {
    /// Does this beside everything else; where it fails the log has the reason.
    pub(super) fn run(&self, work: impl Future<Output = anyhow::Result<()>> + Send + 'static) {
        let mut all = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        while all.try_join_next().is_some() {}
        all.spawn(async move {
            if let Err(why) = work.await {
                tracing::error!("{why:#}");
            }
        });
    }

    /// Waits until all of it is done.
    pub(super) async fn settled(&self) {
        let mut all = std::mem::take(&mut *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        while all.join_next().await.is_some() {}
    }
}

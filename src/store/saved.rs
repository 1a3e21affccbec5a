//! Whether anything was saved while a request was answered, so that the page it leads to can say so and no handler has to think of it.
//! What is kept aside ([`Tx::commit_aside`](super::Tx::commit_aside)) is nothing that anybody saved.

use std::cell::Cell;

tokio::task_local! {
    static SAVED: Cell<bool>;
}

/// Does this, and tells whether anything was saved by it.
pub async fn noticing<F: Future>(work: F) -> (F::Output, bool) {
    SAVED
        .scope(Cell::new(false), async {
            let done = work.await;
            (done, SAVED.with(Cell::get))
        })
        .await
}

/// Something is saved. Nobody hears of it where nobody listens: at the command line, and in the worker.
pub(super) fn note() {
    let _ = SAVED.try_with(|saved| saved.set(true));
}

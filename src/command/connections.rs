//! The connections that browsers make: how many at most, how long one may take to ask, and how long a stop waits for them.

use std::{convert::Infallible, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};
use tower::ServiceExt;

/// How long a browser may take until it has said what it wants, and how long it may keep silent between two pages.
const ASKS_WITHIN: Duration = Duration::from_secs(10);

/// How long a stop waits for pages in flight.
const ENDS_WITHIN: Duration = Duration::from_secs(7);

/// How long is waited after a connection could not be taken: most often too many files are open.
const TAKES_BREATH: Duration = Duration::from_millis(50);

/// Connections at most, as far as the system allows so many open files.
const MOST: u64 = 8192;

/// Files that are open beside connections: the database, its copies, mail.
const BESIDE: u64 = 128;

/// Answers until `stopped` resolves; then what is in flight has some seconds to end.
pub(super) async fn serve(listener: TcpListener, routes: Router, stopped: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(usize::try_from(room()).unwrap_or(usize::MAX)));
    let graceful = GracefulShutdown::new();
    let mut stopped = pin!(stopped);
    loop {
        let next = tokio::select! {
            biased;
            () = &mut stopped => break,
            next = next(&listener, &room) => next,
        };
        if let Some((stream, peer, permit)) = next {
            tokio::spawn(one((stream, peer), routes.clone(), graceful.watcher(), permit));
        }
    }
    drop(listener);
    if timeout(ENDS_WITHIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("a browser had not finished when Thrice ended");
    }
}

/// The next connection, once there is room for it.
async fn next(listener: &TcpListener, room: &Arc<Semaphore>) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let permit = Arc::clone(room).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, permit)),
        Err(why) => {
            tracing::warn!(%why, "a connection could not be taken");
            sleep(TAKES_BREATH).await;
            None
        }
    }
}

/// Answers what one connection asks, one thing after the other.
async fn one((stream, peer): (TcpStream, SocketAddr), routes: Router, watcher: Watcher, _room: OwnedSemaphorePermit) {
    let answer = service_fn(move |request: Request<Incoming>| {
        let (routes, mut request) = (routes.clone(), request.map(Body::new));
        request.extensions_mut().insert(ConnectInfo(peer));
        async move { Ok::<_, Infallible>(routes.oneshot(request).await.unwrap_or_else(|never| match never {})) }
    });
    let mut http = http1::Builder::new();
    let connection = http.timer(TokioTimer::new()).header_read_timeout(ASKS_WITHIN);
    let connection = connection.serve_connection(TokioIo::new(stream), answer);
    if let Err(why) = watcher.watch(connection).await {
        tracing::debug!(%why, "a connection ended early");
    }
}

/// How many connections there is room for, after as many open files were asked for as the system gives.
fn room() -> u64 {
    let now = getrlimit(Resource::Nofile);
    let wanted = MOST + BESIDE;
    if now.current.is_some_and(|current| current < wanted) {
        let most = now.maximum.map_or(wanted, |maximum| maximum.min(wanted));
        // Where it is refused, what there is must do.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: now.maximum });
    }
    open_files().saturating_sub(BESIDE).clamp(16, MOST)
}

/// How many files this process may have open.
#[must_use]
pub(super) fn open_files() -> u64 {
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

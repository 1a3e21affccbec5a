//! `thrice serve`: the pages and the worker, in one process, until it is asked to stop.

use std::{net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

use super::connections;
use crate::{
    config::Settings,
    documents::Typesetter,
    exchange::unpacker::Unpacker,
    jobs,
    mail::{Mailbox, Route, Transport},
    store::{
        Actor, Store, calendar,
        people::{accounts, users},
    },
    web::{
        self, App, Desk, Parts, PrintDesk,
        frame::{gate::Gate, once::Sent},
    },
};

/// How long the database may take to be given back by those who read it.
const CLOSES_WITHIN: Duration = Duration::from_secs(2);

/// Serves until SIGTERM or ctrl-c; requests and a message in flight are finished first.
///
/// # Errors
/// When the database cannot be opened or the address cannot be listened on.
pub async fn run(settings: &Settings) -> anyhow::Result<()> {
    log_to_stderr(settings);
    let store = Store::open(&settings.database).await?;
    prepare(&store, settings).await?;
    let transport = Transport::parse(settings.smtp_url.as_deref().unwrap_or_default(), &settings.post().host())?;
    if matches!(transport, Transport::Off) {
        tracing::warn!("no mail server is set (THRICE_SMTP_URL): messages are written and wait, and nothing is sent");
    }
    if settings.client_header.is_none()
        && settings.listen.ip().is_loopback()
        && settings.public_url.starts_with("https")
    {
        tracing::warn!("client_header is not set: whoever tries passwords is not told apart from everybody else");
    }
    if let Some(today) = settings.today {
        tracing::warn!("it is taken to be {today} (THRICE_TODAY), for demonstrations and tests only");
    }
    let listener = listen(settings).await?;
    println!("Thrice listens on http://{}", listener.local_addr()?);
    let mail = Route::new(settings.smtp_url.as_deref().unwrap_or_default(), &settings.post().host());
    let parts = Parts {
        store,
        clock: settings.clock(),
        post: settings.post(),
        mail,
        demo: None,
        desk: Desk::default(),
        prints: PrintDesk::default(),
        backups: settings.shelf(),
        typesetter: Typesetter::by(std::env::current_exe()?),
        unpacker: Unpacker::by(std::env::current_exe()?),
        gate: Gate::new(settings.client_header.clone()).answering(settings.hosts.clone()),
        sent: Sent::default(),
    };
    pages_and_worker(parts, listener, transport, settings.mailbox.clone()).await
}

/// What the program has to say about itself goes to standard error.
pub(super) fn log_to_stderr(settings: &Settings) {
    tracing_subscriber::fmt().with_env_filter(settings.log.as_str()).with_writer(std::io::stderr).init();
}

/// Takes the address, so that a second Thrice is noticed before anything is done.
pub(super) async fn listen(settings: &Settings) -> anyhow::Result<TcpListener> {
    TcpListener::bind(settings.listen).await.with_context(|| format!("could not listen on {}", settings.listen))
}

/// Runs both until it is asked to stop, and closes the database.
pub(super) async fn pages_and_worker(
    parts: Parts,
    listener: TcpListener,
    transport: Transport,
    mailbox: Option<Mailbox>,
) -> anyhow::Result<()> {
    let (tell, asked) = watch::channel(());
    tokio::spawn(async move {
        stop_signal().await;
        drop(tell);
    });
    let stopped = |mut asked: watch::Receiver<()>| async move { _ = asked.changed().await };
    let (store, clock, post) = (parts.store.clone(), parts.clock.clone(), parts.post.clone());
    let backups = jobs::backups::run(store.clone(), clock.clone(), parts.backups.clone(), stopped(asked.clone()));
    let returned = jobs::returned::run(store.clone(), clock.clone(), mailbox, stopped(asked.clone()));
    let app = App(Arc::new(parts));
    let pages = connections::serve(listener, web::router(app.clone()), stopped(asked.clone()));
    let worker = jobs::run(store.clone(), clock, post, transport, stopped(asked));
    let pages = async {
        pages.await;
        let _ = tokio::time::timeout(CLOSES_WITHIN, app.gate.settled()).await;
        Ok(())
    };
    tokio::try_join!(pages, worker, backups, returned)?;
    if tokio::time::timeout(CLOSES_WITHIN, store.close()).await.is_err() {
        tracing::warn!("a page still held the database when Thrice ended: what was saved is kept");
    }
    Ok(())
}

/// Fills the bank holidays, and at the first start prints the link by which the first person sets Thrice up.
async fn prepare(store: &Store, settings: &Settings) -> anyhow::Result<()> {
    let mut tx = store.begin_for_all(Actor::Command, settings.clock().now()).await?;
    calendar::ensure_bank_holidays(&mut tx).await?;
    let link = match users::any(tx.conn()).await? {
        true => None,
        false => Some(accounts::new_link(&mut tx, None).await?),
    };
    tx.commit().await?;
    if let Some(token) = link {
        println!("Nobody has an account yet. Set Thrice up here: {}/set-up/first/{token}", settings.public_url);
    }
    Ok(())
}

/// Asks a running Thrice whether it is ready, and prints what it says.
///
/// # Errors
/// When nothing answers within five seconds.
pub async fn healthcheck(listen: SocketAddr) -> anyhow::Result<ExitCode> {
    let ask = async {
        let mut stream = TcpStream::connect(listen).await?;
        let request = format!("GET /readyz HTTP/1.1\r\nHost: {listen}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        Ok::<_, std::io::Error>(answer)
    };
    let answer = tokio::time::timeout(Duration::from_secs(5), ask)
        .await
        .context("no answer within five seconds")?
        .with_context(|| format!("nothing answers on {listen}"))?;
    print!("{}", answer.split_once("\r\n\r\n").map_or(answer.as_str(), |(_, body)| body));
    Ok(if answer.starts_with("HTTP/1.1 200") { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(_) => _ = tokio::signal::ctrl_c().await,
    }
}

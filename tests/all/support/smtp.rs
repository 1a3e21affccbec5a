//! A real mail server over TCP, with TLS and signing in, that does what a script says: refuses at any verb, hangs, hangs up before or
//! after the final dot, answers drop by drop. What it takes it keeps.

mod session;
mod tls;

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::Notify,
};

use session::Session;
pub(crate) use tls::Certificate;

/// A step of the conversation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verb {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Dot,
}

/// What happens there, once.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Does {
    /// Answers this.
    Says(&'static str),
    /// Never answers.
    Hangs,
    /// Closes the connection; at the dot, before the message is kept.
    HangsUp,
    /// Closes the connection without an answer; at the dot, after the message is kept.
    KeepsAndHangsUp,
    /// Answers well, a byte at a time.
    Drips,
    /// Answers well once the test releases it; at the dot, the message is kept before.
    Waits,
}

/// What kind of server it is.
#[derive(Clone, Default)]
pub(crate) struct Manner {
    /// TLS from the first byte.
    pub(crate) implicit_tls: bool,
    /// Its certificate; without one it knows no TLS.
    pub(crate) certificate: Option<Certificate>,
    /// How one may sign in, as EHLO says it; empty: "PLAIN LOGIN". The user is u@oak and the password p:w.
    pub(crate) auth: &'static str,
    /// A recipient it always refuses, and with which words.
    pub(crate) refuses: Option<(&'static str, &'static str)>,
}

/// A message the server took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Taken {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) raw: Vec<u8>,
}

/// A running mail server.
#[derive(Clone)]
pub(crate) struct Sink {
    pub(crate) address: SocketAddr,
    manner: Manner,
    taken: Arc<Mutex<Vec<Taken>>>,
    heard: Arc<Mutex<Vec<String>>>,
    script: Arc<Mutex<VecDeque<(Verb, Does)>>>,
    connections: Arc<Mutex<usize>>,
    released: Arc<Notify>,
}

impl Sink {
    pub(crate) async fn start() -> Self {
        Self::of_manner(Manner::default()).await
    }

    pub(crate) async fn of_manner(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Self {
            address: listener.local_addr().unwrap(),
            manner,
            taken: Arc::default(),
            heard: Arc::default(),
            script: Arc::default(),
            connections: Arc::default(),
            released: Arc::default(),
        };
        let server = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *server.connections.lock().unwrap() += 1;
                tokio::spawn(server.clone().serve(stream));
            }
        });
        sink
    }

    /// The next time the conversation comes to this verb, this happens. Several for one verb happen in turn.
    pub(crate) fn script(&self, verb: Verb, does: Does) {
        self.script.lock().unwrap().push_back((verb, does));
    }

    /// Lets what waits go on.
    pub(crate) fn release(&self) {
        self.released.notify_one();
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// How many messages the server took.
    pub(crate) fn count(&self) -> usize {
        self.taken.lock().unwrap().len()
    }

    /// Every command line the server was given; those that came encrypted begin with "TLS ".
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    pub(crate) fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }

    fn next(&self, verb: Verb) -> Option<Does> {
        let mut script = self.script.lock().unwrap();
        let at = script.iter().position(|(v, _)| *v == verb)?;
        script.remove(at).map(|(_, does)| does)
    }

    async fn serve(self, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let _ = Session::run(self, stream).await; // a client that goes away is part of the tests
    }
}

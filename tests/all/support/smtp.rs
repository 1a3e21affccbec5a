//! A real mail server over TCP that does what a script says: refuses at any verb, hangs, hangs up before or after the final dot, answers
//! drop by drop. What it takes it keeps.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A step of the conversation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verb {
    Greeting,
    Ehlo,
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
    taken: Arc<Mutex<Vec<Taken>>>,
    script: Arc<Mutex<VecDeque<(Verb, Does)>>>,
    connections: Arc<Mutex<usize>>,
}

impl Sink {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Self {
            address: listener.local_addr().unwrap(),
            taken: Arc::default(),
            script: Arc::default(),
            connections: Arc::default(),
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

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// How many messages the server took.
    pub(crate) fn count(&self) -> usize {
        self.taken.lock().unwrap().len()
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
        let _ = self.converse(BufReader::new(stream)).await; // a client that goes away is part of the tests
    }

    async fn converse(&self, mut stream: BufReader<TcpStream>) -> std::io::Result<()> {
        if !self.answer(&mut stream, Verb::Greeting, "220 sink ready").await? {
            return Ok(());
        }
        let (mut from, mut to) = (String::new(), Vec::new());
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let line = line.trim_end();
            let upper = line.to_ascii_uppercase();
            let goes_on = if upper.starts_with("EHLO") {
                self.answer(&mut stream, Verb::Ehlo, "250-sink\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME").await?
            } else if upper.starts_with("AUTH") {
                self.answer(&mut stream, Verb::Auth, "235 welcome").await?
            } else if upper.starts_with("MAIL FROM:") {
                (from, to) = (inside(line), Vec::new());
                self.answer(&mut stream, Verb::Mail, "250 ok").await?
            } else if upper.starts_with("RCPT TO:") {
                to.push(inside(line));
                self.answer(&mut stream, Verb::Rcpt, "250 ok").await?
            } else if upper == "DATA" {
                self.data(&mut stream, &from, &to).await?
            } else if upper == "QUIT" {
                stream.write_all(b"221 bye\r\n").await?;
                false
            } else {
                stream.write_all(b"250 ok\r\n").await?;
                true
            };
            if !goes_on {
                return Ok(());
            }
        }
    }

    async fn data(&self, stream: &mut BufReader<TcpStream>, from: &str, to: &[String]) -> std::io::Result<bool> {
        if let Some(does) = self.next(Verb::Data) {
            return act(stream, does, "354 go on").await;
        }
        stream.write_all(b"354 go on\r\n").await?;
        let mut raw = Vec::new();
        loop {
            let mut line = Vec::new();
            if stream.read_until(b'\n', &mut line).await? == 0 {
                return Ok(false);
            }
            if line == b".\r\n" {
                break;
            }
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        let does = self.next(Verb::Dot);
        if matches!(does, None | Some(Does::KeepsAndHangsUp | Does::Drips)) {
            self.taken.lock().unwrap().push(Taken { from: from.to_owned(), to: to.to_vec(), raw });
        }
        act(stream, does.unwrap_or(Does::Says("250 2.0.0 taken")), "250 2.0.0 taken").await
    }

    async fn answer(&self, stream: &mut BufReader<TcpStream>, verb: Verb, well: &'static str) -> std::io::Result<bool> {
        act(stream, self.next(verb).unwrap_or(Does::Says(well)), well).await
    }
}

async fn act(stream: &mut BufReader<TcpStream>, does: Does, well: &str) -> std::io::Result<bool> {
    match does {
        Does::Says(words) => stream.write_all(format!("{words}\r\n").as_bytes()).await?,
        Does::Hangs => std::future::pending().await,
        Does::HangsUp | Does::KeepsAndHangsUp => return Ok(false),
        Does::Drips => {
            for byte in format!("{well}\r\n").bytes() {
                stream.write_all(&[byte]).await?;
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        }
    }
    Ok(true)
}

fn inside(line: &str) -> String {
    line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(address, _)| address).to_owned()
}

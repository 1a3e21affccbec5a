//! One conversation of the test's mail server.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader, Result},
    net::TcpStream,
};

use super::{Does, Sink, Taken, Verb};

const USER: &str = "u@oak";
const PASSWORD: &str = "p:w";

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

pub(super) struct Session {
    sink: Sink,
    stream: BufReader<Box<dyn Stream>>,
    encrypted: bool,
    from: String,
    to: Vec<String>,
}

impl Session {
    pub(super) async fn run(sink: Sink, tcp: TcpStream) -> Result<()> {
        let implicit = sink.manner.certificate.clone().filter(|_| sink.manner.implicit_tls);
        let stream: Box<dyn Stream> = match implicit {
            Some(certificate) => Box::new(certificate.acceptor.accept(tcp).await?),
            None => Box::new(tcp),
        };
        let encrypted = sink.manner.implicit_tls;
        let mut new = Self { sink, stream: BufReader::new(stream), encrypted, from: String::new(), to: Vec::new() };
        let mut goes_on = new.answer(Verb::Greeting, "220 sink ready").await?;
        while goes_on {
            let Some(line) = new.line().await? else { break };
            let heard = format!("{}{line}", if new.encrypted { "TLS " } else { "" });
            new.sink.heard.lock().unwrap().push(heard);
            if line.eq_ignore_ascii_case("STARTTLS") && new.sink.manner.certificate.is_some() {
                goes_on = new.answer(Verb::StartTls, "220 go on").await?;
                if goes_on {
                    new = new.upgraded().await?;
                }
            } else {
                goes_on = new.command(&line).await?;
            }
        }
        Ok(())
    }

    async fn upgraded(self) -> Result<Self> {
        let acceptor = self.sink.manner.certificate.as_ref().unwrap().acceptor.clone();
        let stream: Box<dyn Stream> = Box::new(acceptor.accept(self.stream.into_inner()).await?);
        Ok(Self { stream: BufReader::new(stream), encrypted: true, ..self })
    }

    async fn line(&mut self) -> Result<Option<String>> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line).await?;
        Ok((read > 0).then(|| line.trim_end().to_owned()))
    }

    async fn command(&mut self, line: &str) -> Result<bool> {
        let upper = line.to_ascii_uppercase();
        match upper.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => {
                let ways = if self.sink.manner.auth.is_empty() { "PLAIN LOGIN" } else { self.sink.manner.auth };
                self.answer(Verb::Ehlo, &format!("250-sink\r\n250-AUTH {ways}\r\n250 8BITMIME")).await
            }
            "AUTH" => self.sign_in(line).await,
            "MAIL" => {
                (self.from, self.to) = (inside(line), Vec::new());
                self.answer(Verb::Mail, "250 ok").await
            }
            "RCPT" => {
                self.to.push(inside(line));
                match self.sink.manner.refuses.filter(|(who, _)| line.contains(who)) {
                    Some((_, words)) => self.act(Does::Says(words), "").await,
                    None => self.answer(Verb::Rcpt, "250 ok").await,
                }
            }
            "DATA" => self.data().await,
            "QUIT" => {
                self.say("221 bye").await?;
                Ok(false)
            }
            _ => {
                self.say("502 not here").await?;
                Ok(true)
            }
        }
    }

    async fn sign_in(&mut self, line: &str) -> Result<bool> {
        if let Some(does) = self.sink.next(Verb::Auth) {
            return self.act(does, "235 welcome").await;
        }
        let known = match line.split_once(' ').map_or("", |(_, rest)| rest).split_once(' ') {
            Some(("PLAIN", both)) => both == STANDARD.encode(format!("\0{USER}\0{PASSWORD}")),
            None if line.ends_with("LOGIN") => {
                self.say("334 VXNlcm5hbWU6").await?;
                let user = self.line().await?.unwrap_or_default();
                self.say("334 UGFzc3dvcmQ6").await?;
                let password = self.line().await?.unwrap_or_default();
                user == STANDARD.encode(USER) && password == STANDARD.encode(PASSWORD)
            }
            _ => false,
        };
        self.say(if known { "235 welcome" } else { "535 5.7.8 not known here" }).await?;
        Ok(true)
    }

    async fn data(&mut self) -> Result<bool> {
        if let Some(does) = self.sink.next(Verb::Data) {
            return self.act(does, "354 go on").await;
        }
        self.say("354 go on").await?;
        let mut raw = Vec::new();
        loop {
            let mut line = Vec::new();
            if self.stream.read_until(b'\n', &mut line).await? == 0 {
                return Ok(false);
            }
            if line == b".\r\n" {
                break;
            }
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        let does = self.sink.next(Verb::Dot);
        if matches!(does, None | Some(Does::KeepsAndHangsUp | Does::Drips | Does::Waits)) {
            self.sink.taken.lock().unwrap().push(Taken { from: self.from.clone(), to: self.to.clone(), raw });
        }
        let well = "250 2.0.0 taken";
        self.act(does.unwrap_or(Does::Says(well)), well).await
    }

    async fn answer(&mut self, verb: Verb, well: &str) -> Result<bool> {
        match self.sink.next(verb) {
            Some(does) => self.act(does, well).await,
            None => {
                self.say(well).await?;
                Ok(true)
            }
        }
    }

    async fn say(&mut self, words: &str) -> Result<()> {
        self.stream.write_all(format!("{words}\r\n").as_bytes()).await?;
        self.stream.flush().await
    }

    /// Does it; returns whether the conversation goes on.
    async fn act(&mut self, does: Does, well: &str) -> Result<bool> {
        match does {
            Does::Says(words) => self.say(words).await?,
            Does::Hangs => std::future::pending().await,
            Does::HangsUp | Does::KeepsAndHangsUp => return Ok(false),
            Does::Drips => {
                for byte in format!("{well}\r\n").bytes() {
                    self.stream.write_all(&[byte]).await?;
                    self.stream.flush().await?;
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
            }
            Does::Waits => {
                self.sink.released.notified().await;
                self.say(well).await?;
            }
        }
        Ok(true)
    }
}

fn inside(line: &str) -> String {
    line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(address, _)| address).to_owned()
}

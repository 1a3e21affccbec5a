//! One conversation with a mail server (RFC 5321), with TLS (RFC 3207) and signing in (RFC 4954).

use std::{fmt, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader, Take},
    net::TcpStream,
    time::timeout,
};

use super::{Deadlines, Fault, Server, Tls, What};
use crate::mail::{failpoint, tls};

/// What is kept of one reply, in bytes: the rest is read and thrown away.
const KEPT_OF_REPLY: usize = 4 * 1024;

/// The most that is read of one reply, in bytes. Its code is known by then, and the connection is not used again.
const LONGEST_REPLY: u64 = 4 * 1024 * 1024;

/// How far a conversation has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::mail) enum Stage {
    Connect,
    Hello,
    SignIn,
    Sender,
    Recipient,
    Data,
    Body,
}

impl Stage {
    pub(in crate::mail) fn words(self) -> &'static str {
        match self {
            Self::Connect => "connecting",
            Self::Hello => "greeting",
            Self::SignIn => "signing in",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Data => "asking to send",
            Self::Body => "message",
        }
    }

    fn broken(self, why: impl fmt::Display) -> Fault {
        Fault { stage: self, what: What::Broken(why.to_string()) }
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// An open connection on which a message may begin.
pub(super) struct Connection {
    stream: BufReader<Box<dyn Stream>>,
    deadlines: Deadlines,
    /// A reply was cut: what comes next is still the rest of it.
    is_spent: bool,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connection")
    }
}

impl Connection {
    /// Connects, encrypts as asked, greets and signs in.
    pub(super) async fn open(server: &Server, hello: &str, deadlines: Deadlines) -> Result<Self, Fault> {
        let stage = Stage::Connect;
        let place = (server.host.as_str(), server.port);
        let tcp = timeout(deadlines.connect, TcpStream::connect(place))
            .await
            .map_err(|_| stage.broken("no answer in time"))?
            .map_err(|e| stage.broken(e))?;
        tcp.set_nodelay(true).map_err(|e| stage.broken(e))?;
        let stream: Box<dyn Stream> = match server.tls {
            Tls::Implicit => encrypted(Box::new(tcp), server, deadlines.connect).await?,
            Tls::None | Tls::StartTls => Box::new(tcp),
        };
        let mut new = Self { stream: BufReader::new(stream), deadlines, is_spent: false };
        new.reply(stage, deadlines.command, 220).await?;
        failpoint::reach("connected");
        let mut offered = new.greet(hello).await?;
        if server.tls == Tls::StartTls {
            new.command(Stage::Hello, "STARTTLS", 220).await?;
            if !new.stream.buffer().is_empty() {
                return Err(Stage::Hello.broken("the server spoke before TLS began"));
            }
            new.stream = BufReader::new(encrypted(new.stream.into_inner(), server, deadlines.connect).await?);
            offered = new.greet(hello).await?;
        }
        if let Some((user, password)) = &server.login {
            new.sign_in(&offered, user, password).await?;
        }
        Ok(new)
    }

    async fn greet(&mut self, hello: &str) -> Result<String, Fault> {
        self.command(Stage::Hello, &format!("EHLO {hello}"), 250).await
    }

    async fn sign_in(&mut self, offered: &str, user: &str, password: &str) -> Result<(), Fault> {
        let offered = offered.to_ascii_uppercase();
        let ways = offered.lines().find(|l| l.starts_with("AUTH")).unwrap_or("AUTH PLAIN");
        if ways.contains("PLAIN") || !ways.contains("LOGIN") {
            let both = STANDARD.encode(format!("\0{user}\0{password}"));
            self.command(Stage::SignIn, &format!("AUTH PLAIN {both}"), 235).await?;
        } else {
            self.command(Stage::SignIn, "AUTH LOGIN", 334).await?;
            self.command(Stage::SignIn, &STANDARD.encode(user), 334).await?;
            self.command(Stage::SignIn, &STANDARD.encode(password), 235).await?;
        }
        Ok(())
    }

    /// Names the sender.
    pub(super) async fn begin(&mut self, from: &str) -> Result<(), Fault> {
        self.command(Stage::Sender, &format!("MAIL FROM:<{from}>"), 250).await?;
        failpoint::reach("sender");
        Ok(())
    }

    /// Names the recipient, and gets leave to send the body.
    pub(super) async fn address(&mut self, to: &str) -> Result<(), Fault> {
        self.command(Stage::Recipient, &format!("RCPT TO:<{to}>"), 250).await?;
        failpoint::reach("recipient");
        self.write(Stage::Data, b"DATA\r\n", self.deadlines.data).await?;
        self.reply(Stage::Data, self.deadlines.data, 354).await?;
        failpoint::reach("data");
        Ok(())
    }

    /// Hands the body over. Returns what the server said when it took it.
    pub(super) async fn hand_over(&mut self, raw: &[u8]) -> Result<String, Fault> {
        self.write(Stage::Body, &stuffed(raw), self.deadlines.data).await?;
        failpoint::reach("dot");
        let reply = self.reply(Stage::Body, self.deadlines.body, 250).await?;
        failpoint::reach("accepted");
        Ok(reply)
    }

    /// Whether another message may begin on it.
    pub(super) fn is_good(&self) -> bool {
        !self.is_spent
    }

    /// Says goodbye without waiting for the answer.
    pub(super) async fn close(&mut self) {
        let _ = self.write(Stage::Hello, b"QUIT\r\n", Duration::from_secs(1)).await;
        let _ = timeout(Duration::from_secs(1), self.stream.get_mut().shutdown()).await;
    }

    async fn command(&mut self, stage: Stage, line: &str, expected: u16) -> Result<String, Fault> {
        if line.contains(['\r', '\n', '\0']) {
            return Err(stage.broken("a command must be one line"));
        }
        self.write(stage, format!("{line}\r\n").as_bytes(), self.deadlines.command).await?;
        self.reply(stage, self.deadlines.command, expected).await
    }

    async fn write(&mut self, stage: Stage, bytes: &[u8], limit: Duration) -> Result<(), Fault> {
        let stream = self.stream.get_mut();
        let all = async {
            stream.write_all(bytes).await?;
            stream.flush().await
        };
        timeout(limit, all).await.map_err(|_| stage.broken("no answer in time"))?.map_err(|e| stage.broken(e))
    }

    /// Reads one reply of one or several lines; a reply of the expected hundred is good.
    async fn reply(&mut self, stage: Stage, limit: Duration, expected: u16) -> Result<String, Fault> {
        let read = read_reply(&mut self.stream);
        let (code, text, is_whole) = timeout(limit, read)
            .await
            .map_err(|_| stage.broken("no answer in time"))?
            .map_err(|why| stage.broken(why))?;
        self.is_spent |= !is_whole;
        if code / 100 == expected / 100 { Ok(text) } else { Err(Fault { stage, what: What::Reply(code, text) }) }
    }
}

/// A reply's code, the beginning of its text, and whether it was read to its end.
async fn read_reply(stream: &mut BufReader<Box<dyn Stream>>) -> Result<(u16, String, bool), String> {
    let mut stream = stream.take(LONGEST_REPLY);
    let (mut known, mut text) = (None, String::new());
    loop {
        let (line, ended) = read_line(&mut stream).await?;
        let code = line.get(..3).and_then(|c| c.parse::<u16>().ok()).filter(|c| (200..600).contains(c));
        let Some(code) = code.or(known.filter(|_| !ended)) else {
            return Err("the answer is not that of a mail server".to_owned());
        };
        if !ended {
            // Too long: what it is about was said, in this line or before it.
            return Ok((known.unwrap_or(code), text, false));
        }
        known = Some(code);
        if text.len() < KEPT_OF_REPLY {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line.get(4..).unwrap_or(""));
        }
        if line.as_bytes().get(3) != Some(&b'-') {
            return Ok((code, text, true));
        }
    }
}

/// The beginning of the next line, however long that is, and whether its end came before so much was read.
async fn read_line(stream: &mut Take<&mut BufReader<Box<dyn Stream>>>) -> Result<(String, bool), String> {
    let mut line = Vec::new();
    loop {
        let found = stream.fill_buf().await.map_err(|e| e.to_string())?;
        let end = found.iter().position(|byte| *byte == b'\n');
        let many = end.map_or(found.len(), |at| at + 1);
        line.extend_from_slice(&found[..many.min(KEPT_OF_REPLY.saturating_sub(line.len()))]);
        stream.consume(many);
        if many == 0 && stream.limit() > 0 {
            return Err("the server closed the connection".to_owned());
        }
        if end.is_some() || many == 0 {
            return Ok((String::from_utf8_lossy(&line).trim_end().to_owned(), end.is_some()));
        }
    }
}

async fn encrypted(stream: Box<dyn Stream>, server: &Server, limit: Duration) -> Result<Box<dyn Stream>, Fault> {
    match timeout(limit, tls::encrypted(stream, &server.host, server.ca.as_deref())).await {
        Ok(Ok(stream)) => Ok(Box::new(stream)),
        Ok(Err(why)) => Err(Stage::Connect.broken(format!("TLS: {why}"))),
        Err(_) => Err(Stage::Connect.broken("TLS: no answer in time")),
    }
}

/// The body with its leading dots doubled (RFC 5321 4.5.2) and the final dot, to be written at once.
fn stuffed(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + 16);
    let mut at_start = true;
    for &byte in raw {
        if at_start && byte == b'.' {
            out.push(b'.');
        }
        out.push(byte);
        at_start = byte == b'\n';
    }
    out.extend_from_slice(if raw.ends_with(b"\r\n") { b".\r\n" } else { b"\r\n.\r\n" });
    out
}

#[cfg(test)]
mod tests {
    use super::stuffed;

    #[test]
    fn a_dot_at_the_start_of_a_line_is_doubled_and_the_end_is_marked() {
        assert_eq!(stuffed(b".a\r\nb.\r\n..\r\n"), b"..a\r\nb.\r\n...\r\n.\r\n");
        assert_eq!(stuffed(b"a"), b"a\r\n.\r\n");
    }
}

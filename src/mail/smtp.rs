//! A mail server over a connection of our own: one message in flight, no delay in the socket, a deadline for every command (RFC 5321
//! 4.5.3.2), and the body with its final dot in one write, so that a crash leaves no half message behind. lettre's own client bounds
//! only the connecting, and its split write waits 40 ms for every message.

mod connection;
mod judging;
mod server;

use std::{net::IpAddr, time::Duration};

use connection::{Connection, Stage};
pub use server::{Server, Tls};

use super::parcel::{Outcome, Parcel};

/// How long to wait for the server at each step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadlines {
    /// For everything until the body may be sent, together: a server that takes its time at every step does not stall the queue, and
    /// giving up here costs nothing but another try.
    pub before_body: Duration,
    /// To connect, and for TLS.
    pub connect: Duration,
    /// For an answer to a command.
    pub command: Duration,
    /// For leave to send the body.
    pub data: Duration,
    /// For the answer to the final dot. Giving up early is where duplicates come from (RFC 1047).
    pub body: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        let minutes = |m: u64| Duration::from_secs(60 * m);
        Self {
            before_body: minutes(5),
            connect: Duration::from_secs(30),
            command: minutes(5),
            data: minutes(2),
            body: minutes(10),
        }
    }
}

/// A mail server and the connection to it, if one is open.
#[derive(Debug)]
pub struct Smtp {
    server: Server,
    /// The name we greet with.
    hello: String,
    deadlines: Deadlines,
    connection: Option<Connection>,
}

/// What went wrong, and where.
pub(super) struct Fault {
    pub(super) stage: Stage,
    pub(super) what: What,
}

/// A refusal, or no answer that can be understood.
pub(super) enum What {
    /// The server's reply code and text.
    Reply(u16, String),
    /// No connection, a deadline, or rubbish.
    Broken(String),
}

impl Smtp {
    /// A server that is not connected to yet. `hello` is the host name we greet with.
    #[must_use]
    pub fn new(server: Server, hello: &str, deadlines: Deadlines) -> Self {
        // RFC 5321 4.1.3: an address in place of a name stands in brackets.
        let hello = match hello.parse() {
            Ok(IpAddr::V4(ip)) => format!("[{ip}]"),
            Ok(IpAddr::V6(ip)) => format!("[IPv6:{ip}]"),
            Err(_) => hello.to_owned(),
        };
        Self { server, hello, deadlines, connection: None }
    }

    /// The same server, with a connection of its own.
    #[must_use]
    pub fn another(&self) -> Self {
        let (server, hello) = (self.server.clone(), self.hello.clone());
        Self { server, hello, deadlines: self.deadlines, connection: None }
    }

    /// Hands one message over on the open connection, or on a new one.
    pub(super) async fn send(&mut self, parcel: &Parcel) -> Outcome {
        let ready = tokio::time::timeout(self.deadlines.before_body, self.ready(parcel)).await;
        let mut connection = match ready {
            Ok(Ok(connection)) => connection,
            Ok(Err(fault)) => return outcome(fault),
            Err(_) => return Outcome::Retry("the server takes too long".to_owned()),
        };
        match connection.hand_over(&parcel.raw).await {
            Ok(reply) => {
                match connection.is_good() {
                    true => self.connection = Some(connection),
                    false => connection.close().await,
                }
                Outcome::Accepted(reply)
            }
            Err(fault) => {
                connection.close().await;
                outcome(fault)
            }
        }
    }

    /// A connection on which the server waits for this message's body.
    async fn ready(&mut self, parcel: &Parcel) -> Result<Connection, Fault> {
        if let Some(mut open) = self.connection.take() {
            // A server may have closed it while it was idle; then nothing was handed over, and a new one does.
            match open.begin(&parcel.from).await {
                Ok(()) => return addressed(open, parcel).await,
                Err(Fault { what: What::Reply(code, _), .. }) if code != 421 => open.close().await,
                Err(_) => {}
            }
        }
        let mut new = Connection::open(&self.server, &self.hello, self.deadlines).await?;
        match new.begin(&parcel.from).await {
            Ok(()) => addressed(new, parcel).await,
            Err(fault) => {
                new.close().await;
                Err(fault)
            }
        }
    }

    /// Says goodbye, if connected.
    pub async fn close(&mut self) {
        if let Some(mut open) = self.connection.take() {
            open.close().await;
        }
    }
}

async fn addressed(mut connection: Connection, parcel: &Parcel) -> Result<Connection, Fault> {
    match connection.address(&parcel.to).await {
        Ok(()) => Ok(connection),
        Err(fault) => {
            connection.close().await;
            Err(fault)
        }
    }
}

/// What a fault means for the message: silence is for later, and a reply is judged.
fn outcome(fault: Fault) -> Outcome {
    match fault.what {
        What::Broken(why) => Outcome::Retry(format!("{}: {why}", fault.stage.words())),
        What::Reply(code, text) => judging::judge(fault.stage, code, &text),
    }
}

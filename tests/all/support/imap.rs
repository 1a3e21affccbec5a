//! A small mailbox over TCP, with TLS where it has a certificate: it lets one user in, opens INBOX for reading, finds by UID and hands out
//! headers, sizes and mails (RFC 3501). What it is asked for it keeps.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
};

use super::smtp::Certificate;

/// Mails by their UIDs.
type Mails = Vec<(u32, Vec<u8>)>;

/// A running mailbox.
#[derive(Clone)]
pub(crate) struct Mailbox {
    pub(crate) address: SocketAddr,
    certificate: Option<Certificate>,
    mails: Arc<Mutex<Mails>>,
    validity: Arc<Mutex<u32>>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Mailbox {
    /// The user is back@oak and the password p:w.
    pub(crate) async fn start(certificate: Option<Certificate>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mailbox = Self {
            address: listener.local_addr().unwrap(),
            certificate,
            mails: Arc::default(),
            validity: Arc::new(Mutex::new(1)),
            heard: Arc::default(),
        };
        let server = mailbox.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move {
                    match &server.certificate {
                        Some(certificate) => {
                            if let Ok(stream) = certificate.acceptor.accept(stream).await {
                                _ = server.serve(stream).await;
                            }
                        }
                        None => _ = server.serve(stream).await,
                    }
                });
            }
        });
        mailbox
    }

    pub(crate) fn url(&self) -> String {
        format!("imap://back%40oak:p%3Aw@127.0.0.1:{}", self.address.port())
    }

    /// Puts a mail in; returns its UID.
    pub(crate) fn put(&self, mail: impl Into<Vec<u8>>) -> u32 {
        let mut mails = self.mails.lock().unwrap();
        let uid = mails.last().map_or(1, |(uid, _)| uid + 1);
        mails.push((uid, mail.into()));
        uid
    }

    /// Numbers everything anew, as a server does that lost its numbers.
    pub(crate) fn renumber(&self) {
        *self.validity.lock().unwrap() += 1;
    }

    /// Every command, without what it signs in with.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    async fn serve(&self, stream: impl AsyncRead + AsyncWrite + Unpin) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"* OK ready\r\n").await?;
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let (tag, command) = line.trim_end().split_once(' ').unwrap_or((line.trim_end(), ""));
            let answer = self.answer(tag, command);
            stream.write_all(&answer).await?;
            stream.flush().await?;
            if command.eq_ignore_ascii_case("logout") {
                return Ok(());
            }
        }
    }

    fn answer(&self, tag: &str, command: &str) -> Vec<u8> {
        if let Some(login) = command.strip_prefix("LOGIN ") {
            self.heard.lock().unwrap().push("LOGIN".to_owned());
            let is_good = login == "\"back@oak\" \"p:w\"";
            let word = if is_good { "OK in" } else { "NO [AUTHENTICATIONFAILED] who are you?" };
            return format!("{tag} {word}\r\n").into_bytes();
        }
        self.heard.lock().unwrap().push(command.to_owned());
        let mails = self.mails.lock().unwrap();
        let mut out = Vec::new();
        if command.starts_with("EXAMINE") {
            let (many, validity) = (mails.len(), *self.validity.lock().unwrap());
            out.extend(
                format!("* {many} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {validity}] valid\r\n").into_bytes(),
            );
            out.extend(format!("{tag} OK [READ-ONLY] open\r\n").into_bytes());
            return out;
        }
        if let Some(from) = command.strip_prefix("UID SEARCH UID ").and_then(|asked| asked.strip_suffix(":*")) {
            let from: u32 = from.parse().unwrap();
            let last = mails.last().map_or(0, |(uid, _)| *uid);
            let found = mails.iter().filter(|(uid, _)| *uid >= from || *uid == last);
            let found: Vec<String> = found.map(|(uid, _)| uid.to_string()).collect();
            out.extend(format!("* SEARCH {}\r\n", found.join(" ")).into_bytes());
        }
        if let Some((set, what)) = command.strip_prefix("UID FETCH ").and_then(|asked| asked.split_once(' ')) {
            let wanted: Vec<u32> = set.split(',').map(|uid| uid.parse().unwrap()).collect();
            for (n, (uid, raw)) in mails.iter().enumerate().filter(|(_, (uid, _))| wanted.contains(uid)) {
                out.extend(fetched(n + 1, *uid, raw, what));
            }
        }
        out.extend(format!("{tag} OK done\r\n").into_bytes());
        out
    }
}

fn fetched(n: usize, uid: u32, raw: &[u8], what: &str) -> Vec<u8> {
    let header = raw.windows(4).position(|four| four == b"\r\n\r\n").map_or(raw, |at| &raw[..at + 4]);
    let literal = |name: &str, bytes: &[u8]| {
        let mut out = format!("* {n} FETCH (UID {uid} {name} {{{}}}\r\n", bytes.len()).into_bytes();
        out.extend_from_slice(bytes);
        out.extend_from_slice(b")\r\n");
        out
    };
    match what {
        "(UID BODY.PEEK[HEADER])" => literal("BODY[HEADER]", header),
        "(UID BODY.PEEK[])" => literal("BODY[]", raw),
        "(UID RFC822.SIZE)" => format!("* {n} FETCH (UID {uid} RFC822.SIZE {})\r\n", raw.len()).into_bytes(),
        other => panic!("the mailbox is asked for {other}"),
    }
}

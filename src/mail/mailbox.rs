//! The mailbox to which messages come back (RFC 3501). It is opened for reading alone: nothing in it is moved, marked or deleted, and of what is
//! no report of a mail system only the header is asked for, and forgotten.

use std::{collections::BTreeSet, fmt, future::Future, path::PathBuf, time::Duration};

use anyhow::{Context, anyhow, bail};
use async_imap::{Client, Session};
use futures_util::TryStreamExt;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};

use super::{place::Place, returned, tls};

/// How long one look may take, whatever the server does.
const DEADLINE: Duration = Duration::from_secs(120);

/// The longest mail that is read, in bytes: ours are far shorter, and so is a report that has one of them in it.
const LONGEST: u32 = 1024 * 1024;

/// A mailbox, and how to sign in to it. It holds a password, and never shows it.
#[derive(Clone)]
pub struct Mailbox {
    host: String,
    port: u16,
    encrypted: bool,
    user: String,
    password: String,
    folder: String,
    ca: Option<PathBuf>,
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// Up to where a mailbox was read: its mails are numbered upwards under one UIDVALIDITY, and anew under another (RFC 3501 2.3.1.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadTo {
    /// Its UIDVALIDITY.
    pub validity: u32,
    /// The UID of the last mail that was read.
    pub uid: u32,
}

/// What one look brought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// Up to where it has come.
    pub mark: ReadTo,
    /// The reports of mail systems, by UID, with their bytes; without them where a report is longer than any about a message of ours.
    pub reports: Vec<(u32, Option<Vec<u8>>)>,
    /// There are more.
    pub more: bool,
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin + fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin + fmt::Debug> Stream for T {}

type Open = Session<Box<dyn Stream>>;

impl Mailbox {
    /// Reads `imaps://user:password@host:993/FOLDER`; `?ca=FILE` names certificates to trust. Without a folder it is INBOX. `imap://` is for a
    /// server on this machine.
    ///
    /// # Errors
    /// A sentence that says what is wrong; it never contains the password.
    pub fn parse(url: &str) -> anyhow::Result<Self> {
        let place = Place::read(url)?;
        let encrypted = match place.scheme.as_str() {
            "imaps" => true,
            "imap" if place.is_near() => false,
            "imap" => bail!("a mailbox on another machine is read encrypted: use imaps://"),
            other => bail!("{other}:// is no mailbox: use imaps://user:password@host/FOLDER"),
        };
        let (user, password) =
            place.login.context("a mailbox needs a user and a password: imaps://user:password@host")?;
        let usual = if encrypted { 993 } else { 143 };
        let folder = if place.path.is_empty() { "INBOX".to_owned() } else { place.path };
        Ok(Self {
            host: place.host,
            port: place.port.unwrap_or(usual),
            encrypted,
            user,
            password,
            folder,
            ca: place.ca,
        })
    }

    /// What it is called where it must be told from others: "office@oakfield.example.org at mail.example.org, INBOX".
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} at {}:{}, {}", self.user, self.host, self.port, self.folder)
    }

    /// Signs in and opens it. Returns how many mails are in it.
    ///
    /// # Errors
    /// Why it does not answer.
    pub async fn answers(&self) -> anyhow::Result<u32> {
        within(async {
            let mut open = self.open().await?;
            let found = open.examine(&self.folder).await.map_err(said)?;
            let _ = open.logout().await;
            Ok(found.exists)
        })
        .await
    }

    /// Reads on from where it was read to: at most so many mails.
    ///
    /// # Errors
    /// Why it does not answer. What was not read is read the next time.
    pub async fn look(&self, from: Option<ReadTo>, most: usize) -> anyhow::Result<Look> {
        within(self.read(from, most)).await
    }

    async fn read(&self, from: Option<ReadTo>, most: usize) -> anyhow::Result<Look> {
        let mut open = self.open().await?;
        let found = open.examine(&self.folder).await.map_err(said)?;
        let validity = found.uid_validity.context("the mailbox does not number its mails (no UIDVALIDITY)")?;
        let last = from.filter(|mark| mark.validity == validity).map_or(0, |mark| mark.uid);
        let mut uids: BTreeSet<u32> = match found.exists {
            0 => BTreeSet::new(),
            _ => {
                open.uid_search(format!("UID {}:*", last.saturating_add(1))).await.map_err(said)?.into_iter().collect()
            }
        };
        // "Up to the last" always names the last, read or not.
        uids.retain(|uid| *uid > last);
        let more = uids.len() > most;
        let uids: Vec<u32> = uids.into_iter().take(most).collect();
        let mut reports = Vec::new();
        for uid in looks_returned(&mut open, &uids).await? {
            reports.push((uid, whole(&mut open, uid).await?));
        }
        let _ = open.logout().await;
        Ok(Look { mark: ReadTo { validity, uid: uids.last().copied().unwrap_or(last) }, reports, more })
    }

    async fn open(&self) -> anyhow::Result<Open> {
        let tcp = TcpStream::connect((self.host.as_str(), self.port)).await.context("no connection")?;
        tcp.set_nodelay(true)?;
        let stream: Box<dyn Stream> = match self.encrypted {
            true => {
                let stream = tls::encrypted(tcp, &self.host, self.ca.as_deref()).await;
                Box::new(stream.map_err(|why| anyhow!("TLS: {why}"))?)
            }
            false => Box::new(tcp),
        };
        let mut client = Client::new(stream);
        client.read_response().await?.context("the server closed the connection")?;
        client.login(&self.user, &self.password).await.map_err(|(why, _)| said(why).context("it does not let us in"))
    }
}

async fn within<T>(done: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    timeout(DEADLINE, done).await.context("no answer in time")?
}

/// What went wrong, in words; a command that holds the password is never part of them.
fn said(why: async_imap::error::Error) -> anyhow::Error {
    use async_imap::error::Error::{Bad, ConnectionLost, Io, No, Parse, Validate};
    match why {
        Io(why) => why.into(),
        Bad(text) | No(text) => anyhow!("the server says: {}", super::safe::line(&text)),
        ConnectionLost => anyhow!("the server closed the connection"),
        Parse(_) => anyhow!("the answer is not that of a mailbox"),
        Validate(_) => anyhow!("user, password or folder hold a character that a mailbox cannot be asked for"),
        _ => anyhow!("the mailbox does not answer"),
    }
}

/// Those of these mails that look like reports of a mail system, by their headers alone.
async fn looks_returned(open: &mut Open, uids: &[u32]) -> anyhow::Result<Vec<u32>> {
    let mut found = Vec::new();
    for some in uids.chunks(100) {
        let set = some.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let mut headers = open.uid_fetch(set, "(UID BODY.PEEK[HEADER])").await.map_err(said)?;
        while let Some(one) = headers.try_next().await.map_err(said)? {
            let looks = one.header().is_some_and(returned::looks_returned);
            found.extend(one.uid.filter(|uid| looks && some.contains(uid)));
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The bytes of one mail; `None` where it is too long, or the server does not hand it out: that costs this mail, and not those behind it.
async fn whole(open: &mut Open, uid: u32) -> anyhow::Result<Option<Vec<u8>>> {
    let size = one(open, uid, "(UID RFC822.SIZE)", |found| found.size).await?;
    if size.is_none_or(|size| size > LONGEST) {
        return Ok(None);
    }
    one(open, uid, "(UID BODY.PEEK[])", |found| found.body().map(<[u8]>::to_vec)).await
}

async fn one<T>(
    open: &mut Open,
    uid: u32,
    what: &str,
    take: impl Fn(&async_imap::types::Fetch) -> Option<T>,
) -> anyhow::Result<Option<T>> {
    use async_imap::error::Error::{Bad, No};
    let mut answers = open.uid_fetch(uid.to_string(), what).await.map_err(said)?;
    let mut found = None;
    loop {
        match answers.try_next().await {
            Ok(Some(one)) if one.uid == Some(uid) => found = found.or(take(&one)),
            Ok(Some(_)) => {}
            Ok(None) | Err(No(_) | Bad(_)) => return Ok(found),
            Err(why) => return Err(said(why)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mailbox;

    #[test]
    fn a_mailbox_is_read_from_one_url() {
        let named = |url: &str| Mailbox::parse(url).unwrap().name();
        assert_eq!(named("imaps://back%40oak.org:p%3Aw@mail.oak.org"), "back@oak.org at mail.oak.org:993, INBOX");
        assert_eq!(named("imaps://b:p@mail.oak.org:1993/Came%20back"), "b at mail.oak.org:1993, Came back");
        assert_eq!(named("imap://b:p@127.0.0.1"), "b at 127.0.0.1:143, INBOX");
    }

    #[test]
    fn no_password_is_shown_nor_travels_unencrypted_to_another_machine() {
        for bad in [
            "imap://b:secret@mail.oak.org",
            "pop3://b:secret@mail.oak.org",
            "imaps://secret@mail.oak.org",
            "imaps://mail.oak.org",
        ] {
            let why = Mailbox::parse(bad).unwrap_err().to_string();
            assert!(!why.contains("secret"), "{why}");
        }
        assert!(!format!("{:?}", Mailbox::parse("imaps://b:secret@mail.oak.org").unwrap()).contains("secret"));
    }
}

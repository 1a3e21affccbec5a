//! Where a server of mail is, and how to sign in to it, as one URL says it: of the one that sends and of the one that keeps a mailbox alike.

use std::path::PathBuf;

use anyhow::{Context, bail, ensure};

/// A URL taken apart. It may hold a password, and is shown nowhere.
pub(super) struct Place {
    pub(super) scheme: String,
    pub(super) login: Option<(String, String)>,
    pub(super) host: String,
    pub(super) port: Option<u16>,
    /// What stands behind the host, without the slash before it.
    pub(super) path: String,
    /// `?tls=required`.
    pub(super) tls_required: bool,
    /// `?ca=FILE`: a file of certificates (PEM) to trust instead of the public ones.
    pub(super) ca: Option<PathBuf>,
}

impl Place {
    /// Reads `scheme://user:password@host:port/path?tls=required&ca=FILE`. Characters of user, password and path that a URL cannot hold are
    /// written as %40 and the like.
    ///
    /// # Errors
    /// A sentence that says what is wrong; it never contains the password.
    pub(super) fn read(url: &str) -> anyhow::Result<Self> {
        let (scheme, rest) = url.split_once("://").context("a mail server is given as smtp://host:port")?;
        let (login, rest) = match rest.rsplit_once('@') {
            Some((login, rest)) => {
                let (user, password) =
                    login.split_once(':').context("a mail server's user needs a password: user:password@host")?;
                (Some((decoded(user)?, decoded(password)?)), rest)
            }
            None => (None, rest),
        };
        let (place, wishes) = rest.split_once('?').unwrap_or((rest, ""));
        let (place, path) = place.split_once('/').unwrap_or((place, ""));
        let (host, port) = host_and_port(place)?;
        let (mut tls_required, mut ca) = (false, None);
        for wish in wishes.split('&').filter(|w| !w.is_empty()) {
            match wish.split_once('=') {
                Some(("tls", "required")) => tls_required = true,
                Some(("ca", file)) => ca = Some(PathBuf::from(decoded(file)?)),
                _ => bail!("after a mail server's ? come only tls=required and ca=FILE"),
            }
        }
        Ok(Self { scheme: scheme.to_owned(), login, host, port, path: decoded(path)?, tls_required, ca })
    }

    /// Whether it is this machine, to which a password may travel as it is.
    pub(super) fn is_near(&self) -> bool {
        matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "::1")
    }
}

fn host_and_port(place: &str) -> anyhow::Result<(String, Option<u16>)> {
    let (host, port) = match place.rsplit_once(':') {
        Some((host, digits)) if !host.ends_with(':') => {
            (host, Some(digits.parse().ok().context("the mail server's port is not a number from 1 to 65535")?))
        }
        _ => (place, None),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    ensure!(!host.is_empty() && !host.contains(char::is_whitespace), "the mail server's host name is missing");
    Ok((host, port))
}

fn decoded(text: &str) -> anyhow::Result<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            let pair = tail.get(..2).and_then(|p| std::str::from_utf8(p).ok());
            let byte = pair.and_then(|p| u8::from_str_radix(p, 16).ok());
            bytes.push(byte.context("a % in the mail server's user or password is written as %25")?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).context("the mail server's user or password is not UTF-8")
}

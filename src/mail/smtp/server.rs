//! Where a mail server is, and how to sign in to it, read from one URL.

use std::fmt;

use anyhow::{Context, bail, ensure};

/// How the connection is encrypted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tls {
    /// Not at all: a server on the same machine or network.
    None,
    /// From the first byte (port 465).
    Implicit,
    /// After STARTTLS (port 587); never without it.
    StartTls,
}

/// A mail server's place.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// Its host name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: Tls,
    /// User and password.
    pub login: Option<(String, String)>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{} ({:?}{})",
            self.host,
            self.port,
            self.tls,
            if self.login.is_some() { ", signs in" } else { "" }
        )
    }
}

impl Server {
    /// Reads `smtp://host:port`, `smtps://user:password@host` or `smtp+starttls://user:password@host`. Characters of user and password
    /// that a URL cannot hold are written as %40 and the like.
    ///
    /// # Errors
    /// A sentence that says what is wrong; it never contains the password.
    pub fn parse(url: &str) -> anyhow::Result<Self> {
        let (scheme, rest) = url.split_once("://").context("a mail server is given as smtp://host:port")?;
        let (tls, port) = match scheme {
            "smtp" => (Tls::None, 25),
            "smtps" => (Tls::Implicit, 465),
            "smtp+starttls" => (Tls::StartTls, 587),
            _ => bail!("{scheme}:// is no way to send mail: use smtp://, smtps:// or smtp+starttls://"),
        };
        let rest = rest.trim_end_matches('/');
        let (login, place) = match rest.rsplit_once('@') {
            Some((login, place)) => {
                let (user, password) =
                    login.split_once(':').context("a mail server's user needs a password: user:password@host")?;
                (Some((decoded(user)?, decoded(password)?)), place)
            }
            None => (None, rest),
        };
        let (host, port) = match place.rsplit_once(':') {
            Some((host, digits)) if !host.ends_with(':') => {
                (host, digits.parse().ok().context("the mail server's port is not a number from 1 to 65535")?)
            }
            _ => (place, port),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        ensure!(!host.is_empty() && !host.contains(char::is_whitespace), "the mail server's host name is missing");
        let near = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
        ensure!(
            login.is_none() || tls != Tls::None || near,
            "a password would travel unencrypted: use smtps:// or smtp+starttls://"
        );
        Ok(Self { host, port, tls, login })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_are_read() {
        let plain = Server::parse("smtp://127.0.0.1:2525").unwrap();
        assert_eq!((plain.host.as_str(), plain.port, plain.tls), ("127.0.0.1", 2525, Tls::None));
        let tls = Server::parse("smtps://me%40school.org:p%3Aw@mail.example.org/").unwrap();
        assert_eq!((tls.port, tls.tls), (465, Tls::Implicit));
        assert_eq!(tls.login, Some(("me@school.org".into(), "p:w".into())));
        assert_eq!(Server::parse("smtp+starttls://mail.example.org").unwrap().port, 587);
    }

    #[test]
    fn what_cannot_be_is_refused_and_a_password_is_never_shown() {
        for bad in [
            "mail.example.org",
            "http://x",
            "smtp://",
            "smtp://u:secret@mail.example.org",
            "smtps://u@h",
            "smtp://h:99999",
        ] {
            let error = Server::parse(bad).unwrap_err();
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        assert!(!format!("{:?}", Server::parse("smtps://u:secret@h").unwrap()).contains("secret"));
    }
}

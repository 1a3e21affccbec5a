//! Where a mail server is, and how to sign in to it, read from one URL.

use std::{fmt, path::PathBuf};

use anyhow::bail;

use crate::mail::place::Place;

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
    /// A file of certificates (PEM) to trust instead of the public ones: for a server of the school's own.
    pub ca: Option<PathBuf>,
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
    /// Reads `smtp://host:port`, `smtps://user:password@host` or `smtp+starttls://user:password@host`; `?tls=required` after `smtp://`
    /// means STARTTLS too, as does a password for a server that is not on this machine. `?ca=FILE` names certificates to trust.
    /// Characters of user and password that a URL cannot hold are written as %40 and the like.
    ///
    /// # Errors
    /// A sentence that says what is wrong; it never contains the password.
    pub fn parse(url: &str) -> anyhow::Result<Self> {
        let place = Place::read(url)?;
        let tls = match place.scheme.as_str() {
            "smtp" if place.tls_required || (place.login.is_some() && !place.is_near()) => Tls::StartTls,
            "smtp" => Tls::None,
            "smtps" => Tls::Implicit,
            "smtp+starttls" => Tls::StartTls,
            other => bail!("{other}:// is no way to send mail: use smtp://, smtps:// or smtp+starttls://"),
        };
        let usual = match tls {
            Tls::None => 25,
            Tls::Implicit => 465,
            Tls::StartTls => 587,
        };
        let Place { host, port, login, ca, .. } = place;
        Ok(Self { host, port: port.unwrap_or(usual), tls, login, ca })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        let plain = Server::parse("smtp://127.0.0.1:2525").unwrap();
        assert_eq!((plain.host.as_str(), plain.port, plain.tls), ("127.0.0.1", 2525, Tls::None));
        let tls = Server::parse("smtps://me%40school.org:p%3Aw@mail.example.org/").unwrap();
        assert_eq!((tls.port, tls.tls), (465, Tls::Implicit));
        assert_eq!(tls.login, Some(("me@school.org".into(), "p:w".into())));
        assert_eq!(Server::parse("smtp+starttls://mail.example.org").unwrap().port, 587);
        let own = Server::parse("smtp://[::1]?tls=required&ca=/etc/our%20ca.pem").unwrap();
        assert_eq!((own.host.as_str(), own.port, own.tls), ("::1", 587, Tls::StartTls));
        assert_eq!(own.ca, Some("/etc/our ca.pem".into()));
    }

    #[test]
    fn a_password_never_travels_unencrypted_to_another_machine() {
        assert_eq!(Server::parse("smtp://u:p@mail.example.org:25").unwrap().tls, Tls::StartTls);
        assert_eq!(Server::parse("smtp://u:p@127.0.0.1:25").unwrap().tls, Tls::None);
        assert_eq!(Server::parse("smtp://mail.example.org").unwrap().tls, Tls::None);
    }

    #[test]
    fn what_cannot_be_is_refused_and_a_password_is_never_shown() {
        for bad in [
            "mail.example.org",
            "http://x",
            "smtp://",
            "smtp://u:secret@mail.example.org?tls=perhaps",
            "smtps://u:secret%@h",
            "smtps://u@h",
            "smtp://h:99999",
        ] {
            let error = Server::parse(bad).unwrap_err();
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        assert!(!format!("{:?}", Server::parse("smtps://u:secret@h").unwrap()).contains("secret"));
    }
}

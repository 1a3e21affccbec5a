//! Where mail goes, as it was configured: for the page that shows it and sends a message to try it out.

use std::{fmt, path::PathBuf};

use super::{
    smtp::{Server, Tls},
    transport::Transport,
};

/// Where mail goes. It may hold a password, and never shows it.
#[derive(Clone, Default)]
pub struct Route {
    url: String,
    hello: String,
}

/// What may be shown of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Way {
    /// Nowhere: messages wait in the outbox.
    Off,
    /// Into files in this folder.
    Folder(PathBuf),
    /// To a mail server.
    Server {
        /// Host and port.
        place: String,
        /// How the connection is encrypted.
        tls: Tls,
        /// As whom we sign in, if we do.
        user: Option<String>,
    },
}

impl Route {
    /// The way that a setting names, as [`Transport::parse`] reads it. `hello` is the host name we greet with.
    #[must_use]
    pub fn new(url: &str, hello: &str) -> Self {
        Self { url: url.to_owned(), hello: hello.to_owned() }
    }

    /// A way out of its own, for one message that does not go through the outbox.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the setting.
    pub fn open(&self) -> anyhow::Result<Transport> {
        Transport::parse(&self.url, &self.hello)
    }

    /// What may be shown of it.
    ///
    /// # Errors
    /// As [`Route::open`].
    pub fn way(&self) -> anyhow::Result<Way> {
        Ok(match self.url.strip_prefix("folder:") {
            None if self.url.is_empty() => Way::Off,
            Some(path) => Way::Folder(PathBuf::from(path)),
            None => {
                let Server { host, port, tls, login, .. } = Server::parse(&self.url)?;
                Way::Server { place: format!("{host}:{port}"), tls, user: login.map(|(user, _)| user) }
            }
        })
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.url.is_empty() { "Route(nowhere)" } else { "Route(set)" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_a_route_has_no_password() {
        let route = Route::new("smtp://name:hunter2@mail.example.org:587", "meet.example.org");
        let shown = format!("{route:?} {:?}", route.way().unwrap());
        assert!(shown.contains("mail.example.org:587") && shown.contains("name"), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
        assert_eq!(Route::default().way().unwrap(), Way::Off);
        assert_eq!(Route::new("folder:out", "").way().unwrap(), Way::Folder("out".into()));
    }
}

//! The ways a message leaves.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use anyhow::bail;

use super::{
    folder::Folder,
    parcel::{Outcome, Parcel},
    smtp::{Deadlines, Server, Smtp},
};

/// A way for messages to leave.
#[derive(Debug)]
pub enum Transport {
    /// A mail server.
    Smtp(Box<Smtp>),
    /// A folder of .eml files: the demo.
    Folder(Folder),
    /// A list in memory: tests.
    Memory(Arc<Mutex<Vec<Parcel>>>),
    /// Nowhere: no mail server is set. Messages are written and wait.
    Off,
}

impl Transport {
    /// Reads where mail goes: a mail server (see [`Server::parse`]), `folder:PATH`, or nowhere if it is empty. `hello` is the host name
    /// we greet with.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse(url: &str, hello: &str) -> anyhow::Result<Self> {
        Ok(match url.strip_prefix("folder:") {
            None if url.is_empty() => Self::Off,
            Some("") => bail!("folder: needs the path of a folder"),
            Some(path) => Self::Folder(Folder(PathBuf::from(path))),
            None => Self::Smtp(Box::new(Smtp::new(Server::parse(url)?, hello, Deadlines::default()))),
        })
    }

    /// A second way to the same place, for where one message may keep the first waiting: a mail server. Nothing else does.
    #[must_use]
    pub fn another(&self) -> Option<Self> {
        match self {
            Self::Smtp(smtp) => Some(Self::Smtp(Box::new(smtp.another()))),
            _ => None,
        }
    }

    /// Hands one message over and waits for the answer.
    pub async fn send(&mut self, parcel: &Parcel) -> Outcome {
        match self {
            Self::Smtp(smtp) => smtp.send(parcel).await,
            Self::Folder(folder) => folder.send(parcel),
            Self::Memory(sent) => match sent.lock() {
                Ok(mut sent) => {
                    sent.push(parcel.clone());
                    Outcome::Accepted("kept in memory".to_owned())
                }
                Err(_) => Outcome::Retry("the list is broken".to_owned()),
            },
            Self::Off => Outcome::ConfigRefused("no mail server is set".to_owned()),
        }
    }

    /// Says goodbye to the mail server, if connected.
    pub async fn close(&mut self) {
        if let Self::Smtp(smtp) = self {
            smtp.close().await;
        }
    }
}

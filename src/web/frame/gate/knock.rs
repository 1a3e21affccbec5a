//! Who stands at a door: from which address, and at a device at which somebody has signed in before, or not.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{Extensions, HeaderMap, request::Parts},
};
use axum_extra::extract::CookieJar;

use super::{
    Door,
    hashing::{Turn, Whence},
};
use crate::{
    domain::{ids::StaffId, turns::Asker},
    store::{people::devices, secret::hashed},
    web::{
        App,
        frame::{
            error::Error,
            session::{Kind, token},
        },
    },
};

/// Who asks to be let in.
#[derive(Clone, Debug)]
pub(in crate::web) struct Knock {
    pub(super) client: Option<IpAddr>,
    pub(super) device: Option<(Vec<u8>, Vec<StaffId>)>,
}

impl Knock {
    /// Who a request is from.
    pub(super) async fn of(app: &App, headers: &HeaderMap, more: &Extensions) -> anyhow::Result<Self> {
        let peer = more.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let client = app.gate.client(headers, peer);
        let mut device = None;
        if let Some(token) = token(app, &CookieJar::from_headers(headers), Kind::Seen) {
            let staff = devices::known_to(&mut *app.store.read().await?, &token, app.clock.now()).await?;
            device = (!staff.is_empty()).then(|| (hashed(&token), staff));
        }
        Ok(Self { client, device })
    }

    /// What is kept of the token of their device, where somebody has signed in there before.
    pub(super) fn device(&self) -> Option<&[u8]> {
        self.device.as_ref().map(|(hash, _)| hash.as_slice())
    }

    /// Spends one of what may be tried at a door, once what was sent can be read.
    ///
    /// # Errors
    /// [`Error::TooOften`], where nothing is left.
    pub(in crate::web) fn at(&self, app: &App, door: Door) -> Result<(), Error> {
        app.gate.spend(door, self, app.clock.now().unix() * 1000).map_err(|seconds| {
            tracing::warn!(?door, "too many tries: sent away for {seconds} seconds");
            Error::TooOften(seconds)
        })
    }

    /// Under what name somebody's tries are counted: those at a device at which they have signed in before by themselves, so that whoever
    /// guesses elsewhere does not keep them out.
    pub(in crate::web) fn counted(&self, staff: Option<StaffId>, what: &str, elsewhere: &str) -> String {
        match (&self.device, staff) {
            (Some((hash, known)), Some(staff)) if known.contains(&staff) => {
                let mark: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
                format!("{what} of {staff} at {mark}")
            }
            _ => elsewhere.to_owned(),
        }
    }

    /// Waits for a turn at hashing.
    ///
    /// # Errors
    /// [`Error::Busy`], where too many wait.
    pub(in crate::web) async fn turn(&self, app: &App) -> Result<Turn, Error> {
        let asker = match self.device() {
            Some(hash) => Asker::Known(Whence::Device(hash.to_vec())),
            None => Asker::Anywhere(Whence::Address(self.client)),
        };
        app.gate.hashing.turn(asker).await
    }
}

impl FromRequestParts<App> for Knock {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        Ok(Self::of(app, &parts.headers, &parts.extensions).await?)
    }
}

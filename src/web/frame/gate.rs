//! What keeps machines from trying the doors that stand open to everybody: each has a budget for one address and one for all together, in
//! memory and by our own clock. And passwords, which are dear to hash on purpose, are hashed two at a time, with room for so many who wait.
//!
//! Guessing at one account is slowed elsewhere, in the database (`store::accounts::wait`).

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::html;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{document, error::Error};
use crate::{domain::budget::Budget, web::App};

/// Passwords that are hashed at the same time.
const HASHED_AT_ONCE: usize = 2;
/// Those that may wait for their turn; more are sent away at once, for waiting would be in vain.
const WAITING: usize = 20;
/// Budgets that are remembered. What is full again is forgotten first.
const REMEMBERED: usize = 20_000;

/// A door that stands open to everybody.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Door {
    /// The password.
    Password,
    /// The second step.
    Code,
    /// A link to choose a new password, which is a message each time.
    Forgotten,
    /// The one-time links of staff and of the first start.
    Key,
    /// The links of parents, which mail scanners of few addresses open too.
    Parents,
}

impl Door {
    /// The door that a request stands at.
    fn of(method: &Method, path: &str) -> Option<Self> {
        let sends = method == Method::POST;
        match path {
            "/sign-in" if sends => Some(Self::Password),
            "/sign-in/code" | "/sign-in/second-step" if sends => Some(Self::Code),
            "/sign-in/forgotten" if sends => Some(Self::Forgotten),
            _ if path.starts_with("/password/") || path.starts_with("/set-up/first/") => Some(Self::Key),
            _ if path.starts_with("/i/") => Some(Self::Parents),
            _ => None,
        }
    }

    /// What one address may, and what all may together. A whole school comes from one: 120 teachers at 08:25, some of whom mistype.
    const fn budgets(self) -> (Budget, Budget) {
        const fn budget(at_once: i64, per_hour: i64) -> Budget {
            Budget { at_once, per_hour }
        }
        match self {
            Self::Password | Self::Code => (budget(300, 3600), budget(2000, 60_000)),
            Self::Forgotten => (budget(150, 120), budget(400, 400)),
            Self::Key => (budget(300, 3600), budget(2000, 20_000)),
            Self::Parents => (budget(1000, 12_000), budget(6000, 120_000)),
        }
    }
}

/// The budgets that are left, and the turns at hashing.
#[derive(Debug)]
pub struct Gate {
    client: Option<HeaderName>,
    spent: Mutex<HashMap<(Door, Option<IpAddr>), i64>>,
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Default for Gate {
    fn default() -> Self {
        Self::new(None)
    }
}

/// A turn at hashing: it is over when this is dropped.
#[derive(Debug)]
pub(in crate::web) struct Turn {
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
}

impl Gate {
    /// One that believes this header about whom a request comes from: the web server in front must set it.
    #[must_use]
    pub fn new(client: Option<HeaderName>) -> Self {
        Self {
            client,
            spent: Mutex::default(),
            places: Arc::new(Semaphore::new(HASHED_AT_ONCE + WAITING)),
            turns: Arc::new(Semaphore::new(HASHED_AT_ONCE)),
        }
    }

    /// Waits for a turn at hashing a password.
    pub(in crate::web) async fn turn(&self) -> Result<Turn, Error> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Error::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| Error::Busy)?;
        Ok(Turn { _place: place, _turn: turn })
    }

    /// Whom a request comes from. By the header, where one is believed: its last entry, the only one that our own web server wrote. Else by
    /// the connection, unless that is from this machine: then a web server in front stands for everybody, and nobody is told apart.
    fn client(&self, headers: &HeaderMap, peer: Option<IpAddr>) -> Option<IpAddr> {
        let address = match &self.client {
            Some(name) => {
                let text = headers.get_all(name).iter().next_back()?.to_str().ok()?;
                let last = text.rsplit(',').next()?.trim();
                last.parse().ok().or_else(|| last.parse::<SocketAddr>().ok().map(|found| found.ip()))
            }
            None => peer.filter(|address| !address.to_canonical().is_loopback()),
        }?;
        Some(match address.to_canonical() {
            // One household or school has a whole network of these.
            IpAddr::V6(six) => Ipv6Addr::from_bits(six.to_bits() & (u128::MAX << 64)).into(),
            four @ IpAddr::V4(_) => four,
        })
    }

    /// Spends one of the budgets of a door, or says how many seconds to wait.
    fn spend(&self, door: Door, client: Option<IpAddr>, now: i64) -> Result<(), i64> {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.len() >= REMEMBERED {
            spent.retain(|_, full_at| *full_at > now);
        }
        if spent.len() >= REMEMBERED {
            spent.retain(|(_, client), _| client.is_none());
        }
        let (one, all) = door.budgets();
        let left = |of| spent.get(&(door, of)).copied().unwrap_or(0);
        let mine = client.map(|client| one.spend(left(Some(client)), now)).transpose()?;
        let everybodys = all.spend(left(None), now)?;
        spent.insert((door, None), everybodys);
        if let Some(mine) = mine {
            spent.insert((door, client), mine);
        }
        Ok(())
    }
}

/// Sends those away who have used a door too often.
pub(in crate::web) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(door) = Door::of(request.method(), request.uri().path()) else { return next.run(request).await };
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let client = app.gate.client(request.headers(), peer);
    match app.gate.spend(door, client, app.clock.now().unix() * 1000) {
        Ok(()) => next.run(request).await,
        Err(seconds) => {
            tracing::warn!(?door, "too many tries: sent away for {seconds} seconds");
            let title = "Please wait a moment";
            let s = if seconds == 1 { "" } else { "s" };
            let body = html! {
                h1 { (title) }
                p.lead { "There were very many tries from your network within a short time. Try again in " strong { (seconds) " second" (s) } "." }
                p { "Nothing was saved by this one. No account is locked, and no link has stopped working." }
            };
            let status = StatusCode::TOO_MANY_REQUESTS;
            (status, [(header::RETRY_AFTER, seconds.to_string())], document::bare_page(title, &body)).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(header: Option<&'static str>, given: &[&'static str], peer: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in given {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let gate = Gate::new(header.map(HeaderName::from_static));
        gate.client(&headers, peer.parse().ok()).map(|address| address.to_string())
    }

    #[test]
    fn only_what_our_own_web_server_wrote_is_believed_and_only_where_it_is_configured() {
        let found = |address: &str| Some(address.to_owned());
        let named = Some("x-forwarded-for");
        assert_eq!(client(None, &["6.6.6.6"], "198.51.100.7"), found("198.51.100.7"));
        assert_eq!(client(None, &["6.6.6.6"], "127.0.0.1"), None, "the web server in front stands for everybody");
        assert_eq!(client(None, &[], "::ffff:127.0.0.1"), None);
        assert_eq!(client(named, &["6.6.6.6, 203.0.113.9"], "127.0.0.1"), found("203.0.113.9"));
        assert_eq!(client(named, &["6.6.6.6", "203.0.113.9:4711"], "127.0.0.1"), found("203.0.113.9"));
        assert_eq!(client(named, &["2001:db8:1:2:3:4:5:6"], "127.0.0.1"), found("2001:db8:1:2::"));
        for nothing in [&[][..], &["unknown"], &[""], &["6.6.6.6, "]] {
            assert_eq!(client(named, nothing, "127.0.0.1"), None, "{nothing:?}");
        }
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let (gate, now) = (Gate::default(), 1_000_000_000);
        for n in 0..50_000_u32 {
            let _ = gate.spend(Door::Key, Some(IpAddr::V4(n.into())), now + i64::from(n) * 1000);
        }
        assert!(gate.spent.lock().unwrap().len() <= REMEMBERED + 1);
    }

    #[tokio::test]
    async fn two_hash_twenty_wait_and_the_next_is_sent_away() {
        let gate = Arc::new(Gate::default());
        let first = (gate.turn().await.unwrap(), gate.turn().await.unwrap());
        let waiting: Vec<_> = (0..WAITING)
            .map(|_| {
                let gate = Arc::clone(&gate);
                tokio::spawn(async move { gate.turn().await.is_ok() })
            })
            .collect();
        while gate.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(gate.turn().await, Err(Error::Busy)));
        drop(first);
        for one in waiting {
            assert!(one.await.unwrap(), "who waits gets a turn");
        }
        assert!(gate.turn().await.is_ok());
    }
}

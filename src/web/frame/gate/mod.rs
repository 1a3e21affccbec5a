//! What keeps machines from trying the doors that stand open to everybody: each has a budget for one address and one for all together, in
//! memory and by our own clock. A device at which somebody has signed in before has a budget of its own, so that whoever guesses, from the
//! school's own address too, keeps nobody out there. What cannot be read costs nothing. And passwords, which are dear to hash on purpose, are
//! hashed a few at a time.
//!
//! Guessing at one account is slowed elsewhere, in the database (`store::accounts::try_once`).

mod aside;
mod hashing;
mod knock;

pub(in crate::web) use hashing::Turn;
pub(in crate::web) use hashing::aside as hashed_aside;
pub(in crate::web) use knock::Knock;

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Mutex, PoisonError},
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::error::Error;
use crate::{
    domain::{budget::Budget, host, ids::StaffId, turns::Asker},
    web::App,
};
use aside::Aside;
use hashing::{Hashing, Whence};

/// Budgets that are remembered. What is full again is forgotten first.
const REMEMBERED: usize = 20_000;

/// What a device may at each door at which somebody has signed in before: a computer in a staff room is many people's.
const DEVICE: Budget = Budget { at_once: 60, per_hour: 240 };

/// A door that stands open to everybody.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(in crate::web) enum Door {
    /// The password.
    Password,
    /// The second step.
    Code,
    /// A link to choose a new password, which is a message each time.
    Forgotten,
    /// The one-time links of staff and of the first start.
    Key,
    /// The links of parents, which mail scanners of few addresses open too, and the private calendars of staff.
    Parents,
}

impl Door {
    /// The door that a request stands at, where its address alone is the key that is tried. At the others a form is, which its handler reads
    /// before it [counts](Knock::at).
    fn of(path: &str) -> Option<Self> {
        match path {
            _ if path.starts_with("/password/") || path.starts_with("/set-up/first/") => Some(Self::Key),
            _ if path.starts_with("/i/") || path.starts_with("/calendar/") => Some(Self::Parents),
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

/// Whose budget it is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Whose {
    Everybodys,
    Of(IpAddr),
    Device(Vec<u8>),
}

/// Under which names Thrice answers, the budgets that are left, the turns at hashing, and what is done after an answer was given.
#[derive(Debug, Default)]
pub struct Gate {
    client: Option<HeaderName>,
    hosts: Vec<String>,
    spent: Mutex<HashMap<(Door, Whose), i64>>,
    hashing: Hashing,
    aside: Aside,
}

impl Gate {
    /// One that believes this header about whom a request comes from: the web server in front must set it.
    #[must_use]
    pub fn new(client: Option<HeaderName>) -> Self {
        Self { client, ..Self::default() }
    }

    /// The same, which also answers to these hosts.
    #[must_use]
    pub fn answering(self, hosts: Vec<String>) -> Self {
        Self { hosts, ..self }
    }

    /// Waits for a turn at hashing for somebody who is signed in, or holds a link that only they have.
    pub(in crate::web) async fn turn_of(&self, staff: StaffId) -> Result<Turn, Error> {
        self.hashing.turn(Asker::Known(Whence::Device(staff.0.to_be_bytes().to_vec()))).await
    }

    /// Does this after the answer has been given, so that the time of the answer tells nothing of it.
    pub(in crate::web) fn afterwards(&self, work: impl Future<Output = anyhow::Result<()>> + Send + 'static) {
        self.aside.run(work);
    }

    /// Waits until all is done that was to be done after an answer.
    pub async fn settled(&self) {
        self.aside.settled().await;
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
    fn spend(&self, door: Door, knock: &Knock, now: i64) -> Result<(), i64> {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut spent, now);
        let (one, all) = door.budgets();
        let wanted = match (knock.device(), knock.client) {
            (Some(device), _) => vec![(Whose::Device(device.to_vec()), DEVICE)],
            (None, Some(client)) => vec![(Whose::Of(client), one), (Whose::Everybodys, all)],
            (None, None) => vec![(Whose::Everybodys, all)],
        };
        let mut left = Vec::new();
        for (whose, budget) in wanted {
            let key = (door, whose);
            let full_at = budget.spend(spent.get(&key).copied().unwrap_or(0), now)?;
            left.push((key, full_at));
        }
        spent.extend(left);
        Ok(())
    }
}

/// Forgets what is full again, and then those of single addresses.
fn make_room(spent: &mut HashMap<(Door, Whose), i64>, now: i64) {
    if spent.len() >= REMEMBERED {
        spent.retain(|_, full_at| *full_at > now);
    }
    if spent.len() >= REMEMBERED {
        spent.retain(|(_, whose), _| !matches!(whose, Whose::Of(_)));
    }
}

/// Whether a request asks for a host that is ours. What a monitor asks holds nothing about anybody, and may be asked for by any name.
fn is_ours(app: &App, request: &Request) -> bool {
    let header = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    let asked = request.uri().host().or(header);
    matches!(request.uri().path(), "/healthz" | "/readyz")
        || asked.is_none_or(|host| host::is_known(host, &app.post.public_url, &app.gate.hosts))
}

/// Sends those away who ask for another host, or have tried too many links.
pub(in crate::web) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    if !is_ours(&app, &request) {
        return Error::OtherHost.into_response();
    }
    let Some(door) = Door::of(request.uri().path()) else { return next.run(request).await };
    let knock = Knock::of(&app, request.headers(), request.extensions()).await;
    match knock.map_err(Error::from).and_then(|knock| knock.at(&app, door)) {
        Ok(()) => next.run(request).await,
        Err(why) => why.into_response(),
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

    fn knock(client: IpAddr) -> Knock {
        Knock { client: Some(client), device: None }
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let (gate, now) = (Gate::default(), 1_000_000_000);
        for n in 0..50_000_u32 {
            let _ = gate.spend(Door::Key, &knock(IpAddr::V4(n.into())), now + i64::from(n) * 1000);
        }
        assert!(gate.spent.lock().unwrap().len() <= REMEMBERED + 1);
    }

    #[test]
    fn a_whole_school_that_mistypes_fits_through_and_a_device_has_a_budget_of_its_own() {
        let (gate, now) = (Gate::default(), 1_000_000_000);
        let school = knock(IpAddr::from([203, 0, 113, 9]));
        for n in 0..300 {
            assert_eq!(gate.spend(Door::Password, &school, now), Ok(()), "try {n}");
        }
        assert_eq!(gate.spend(Door::Password, &school, now), Err(1));
        let device = Knock { device: Some((vec![1], vec![])), ..school };
        for n in 0..DEVICE.at_once {
            assert_eq!(gate.spend(Door::Password, &device, now), Ok(()), "try {n} at the same address");
        }
        assert!(gate.spend(Door::Password, &device, now).is_err());
    }
}

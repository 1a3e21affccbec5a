//! How a member of staff stands to their account, and who keeps the house. States are derived from facts, never stored.

use chrono::NaiveDate;

use super::{
    access::{Relation, Thing, Verb, may},
    people::Role,
    time::Moment,
};

/// Days for which an invitation's link works. Long enough for a week off, short enough that an old mail opens nothing.
pub const INVITATION_DAYS: i64 = 7;

/// What is known of somebody's account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AccountFacts {
    /// The last day they worked here, if it is over.
    pub left_on: Option<NaiveDate>,
    /// They have chosen a password.
    pub has_password: bool,
    /// The account was closed by hand.
    pub disabled: bool,
    /// When the newest link by which they choose a password was made.
    pub invited: Option<Moment>,
    /// Until when that link works, if it was neither used nor replaced.
    pub open_until: Option<Moment>,
    /// When they last signed in.
    pub signed_in: Option<Moment>,
}

/// How somebody stands to their account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Nobody has invited them.
    NotInvited,
    /// Invited; the link works until then.
    Invited(Moment),
    /// Invited then, and the link no longer works.
    RanOut(Moment),
    /// Has chosen a password, and has not signed in with it yet.
    Ready,
    /// Last signed in then.
    SignedIn(Moment),
    /// The account was closed by hand.
    Closed,
    /// No longer works here, since that day.
    Left(NaiveDate),
}

impl AccountFacts {
    /// How they stand now.
    #[must_use]
    pub fn standing(&self, now: Moment) -> Standing {
        match *self {
            Self { left_on: Some(day), .. } if day < now.today() => Standing::Left(day),
            Self { disabled: true, .. } => Standing::Closed,
            Self { has_password: true, signed_in: Some(at), .. } => Standing::SignedIn(at),
            Self { has_password: true, .. } => Standing::Ready,
            Self { open_until: Some(until), .. } if until > now => Standing::Invited(until),
            Self { invited: Some(at), .. } => Standing::RanOut(at),
            _ => Standing::NotInvited,
        }
    }
}

impl Standing {
    /// Whether an invitation is what they need.
    #[must_use]
    pub fn can_be_invited(self) -> bool {
        matches!(self, Self::NotInvited | Self::Invited(_) | Self::RanOut(_))
    }
}

/// The roles that keep the house: people, terms, rules. One such person who can sign in must always be left.
#[must_use]
pub fn keepers() -> Vec<Role> {
    let keeps = |role: &&Role| may(**role, Relation::None, Thing::Settings, Verb::Change);
    Role::ALL.iter().filter(keeps).copied().collect()
}

/// Whether somebody in this role can lead a plan and its reviews.
#[must_use]
pub fn can_lead(role: Role) -> bool {
    matches!(role, Role::Senco | Role::Head | Role::Teacher)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_thing_that_happened_says_how_somebody_stands() {
        let now = Moment::from_unix(1_795_000_000);
        let (before, after) = (now.plus_seconds(-60), now.plus_seconds(60));
        let new = AccountFacts::default();
        let invited = AccountFacts { invited: Some(before), open_until: Some(after), ..new };
        let ready = AccountFacts { has_password: true, open_until: None, ..invited };
        let active = AccountFacts { signed_in: Some(before), ..ready };
        for (facts, standing) in [
            (new, Standing::NotInvited),
            (invited, Standing::Invited(after)),
            (AccountFacts { open_until: Some(now), ..invited }, Standing::RanOut(before)),
            (AccountFacts { open_until: None, ..invited }, Standing::RanOut(before)),
            (ready, Standing::Ready),
            (active, Standing::SignedIn(before)),
            (AccountFacts { disabled: true, ..active }, Standing::Closed),
            (
                AccountFacts { left_on: now.today().pred_opt(), ..active },
                Standing::Left(now.today().pred_opt().unwrap()),
            ),
            (AccountFacts { left_on: Some(now.today()), ..active }, Standing::SignedIn(before)),
        ] {
            assert_eq!(facts.standing(now), standing, "{facts:?}");
        }
    }

    #[test]
    fn the_senco_and_the_administrator_keep_the_house() {
        assert_eq!(keepers(), [Role::Senco, Role::Admin]);
    }
}

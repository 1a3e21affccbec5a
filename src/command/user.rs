//! `thrice user add|reset|disable`: accounts of staff. No password is ever typed here: a person gets a link and chooses their own.

use anyhow::{Context, bail};
use clap::Subcommand;

use crate::{
    config::Settings,
    dispatch,
    domain::{
        audit::{Deed, Entry, Subject},
        ids::StaffId,
        notice::AccountNews,
        people::{EmailAddress, Name, Role},
    },
    store::{
        Actor, Store,
        people::{accounts, second_factors, users},
        schools,
    },
};

/// What to do with whose account.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add a member of staff, and print the link by which they choose a password.
    Add {
        /// Their e-mail address: what they sign in with.
        #[arg(long)]
        email: String,
        /// "Priya Anand": names given, family name last.
        #[arg(long)]
        name: String,
        /// senco, head, teacher, ta, governor, office or admin.
        #[arg(long)]
        role: String,
    },
    /// Print a new link for somebody who has lost their password or their phone, or whose account was closed: it is open again, and its
    /// second step is set up anew at the next sign-in.
    Reset {
        /// Their e-mail address.
        #[arg(long)]
        email: String,
    },
    /// Close an account and end its sessions.
    Disable {
        /// Their e-mail address.
        #[arg(long)]
        email: String,
    },
}

/// Does it in one act, and returns what to print.
///
/// # Errors
/// When the address or role is none, nobody has the address, or somebody has it already.
pub async fn run(store: &Store, settings: &Settings, command: Command) -> anyhow::Result<String> {
    let mut tx = store.begin_for_all(Actor::Command, settings.clock().now()).await?;
    match schools::only(tx.conn()).await? {
        Some(school) => tx.enter(school),
        None => _ = schools::create(&mut tx, &settings.school).await?,
    }
    let (deed, staff, linked) = match command {
        Command::Add { email, name, role } => {
            let email = EmailAddress::parse(&email).map_err(|why| anyhow::anyhow!("{email} {why}"))?;
            let role =
                Role::from_code(&role).with_context(|| format!("{role:?} is no role: see thrice user add --help"))?;
            if users::by_email(tx.conn(), email.as_str()).await?.is_some() {
                bail!("{email} is there already; a new link: thrice user reset --email {email}");
            }
            let staff = users::add(&mut tx, &named(&name)?, &email, role).await?;
            accounts::ensure(&mut tx, staff).await?;
            (Deed::Created, staff, true)
        }
        Command::Reset { email } => {
            let staff = known(&mut tx, &email).await?;
            users::reopen(&mut tx, staff).await?;
            if second_factors::clear(&mut tx, staff).await? {
                let now = tx.now;
                dispatch::account_news(&mut tx, &settings.post(), staff, AccountNews::SecondFactorCleared, now).await?;
            }
            (Deed::Reset, staff, true)
        }
        Command::Disable { email } => {
            let staff = known(&mut tx, &email).await?;
            accounts::disable(&mut tx, staff).await?;
            (Deed::Disabled, staff, false)
        }
    };
    if linked {
        accounts::ensure(&mut tx, staff).await?;
    }
    let said = match linked {
        true => {
            let token = accounts::new_link(&mut tx, Some(staff)).await?;
            format!("They choose a password here, once: {}/password/{token}", settings.public_url)
        }
        false => "The account is closed and its sessions have ended.".to_owned(),
    };
    tx.audit(Entry::new(deed, Subject::Account).id(staff.0)).await?;
    tx.commit().await?;
    Ok(said)
}

async fn known(tx: &mut crate::store::Tx, email: &str) -> anyhow::Result<StaffId> {
    users::by_email(tx.conn(), email).await?.with_context(|| format!("nobody here has the address {email}"))
}

fn named(full: &str) -> anyhow::Result<Name> {
    let (forename, surname) = full.trim().rsplit_once(' ').context("give a first and a family name")?;
    Ok(Name { title: String::new(), forename: forename.trim().to_owned(), surname: surname.to_owned() })
}

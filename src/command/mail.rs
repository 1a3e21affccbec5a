//! `thrice mail test|outbox|retry`: try the mail server out, see what lies in the outbox, and try again at once.

use anyhow::bail;

use crate::{
    clock::Clock,
    dispatch::Post,
    domain::{people::EmailAddress, time::ShortDay},
    mail::{self, Outcome, Transport},
    store::{
        Actor, Store, health,
        notices::{self, Lines, queue},
    },
};

/// The most messages of a school that `thrice mail outbox` lists.
const LISTED: usize = 50;

/// Who messages come from, for a school of this name.
#[must_use]
pub fn sender(post: &Post, school: &str) -> mail::Sender {
    mail::Sender { name: school.to_owned(), address: post.from.clone(), host: post.host() }
}

/// Sends one test message, past the outbox, and returns what to print.
///
/// # Errors
/// When the address is none, or the mail server does not take the message: with its reply.
pub async fn test(clock: &Clock, post: &Post, transport: &mut Transport, to: &str) -> anyhow::Result<String> {
    let to = EmailAddress::parse(to).map_err(|why| anyhow::anyhow!("{to} {why}"))?;
    let parcel = mail::compose_test(&sender(post, "Thrice"), &to, clock.now())?;
    let outcome = transport.send(&parcel).await;
    transport.close().await;
    match outcome {
        Outcome::Accepted(reply) => Ok(format!("The mail server accepted a test message to {to}: {reply}")),
        Outcome::Retry(why) => bail!("not sent, but it may work later: {why}"),
        Outcome::RecipientRefused(why) => bail!("the mail server refuses this address: {why}"),
        Outcome::ConfigRefused(why) => {
            bail!("the mail server refuses us; check THRICE_SMTP_URL and the sender's address: {why}")
        }
        Outcome::ContentRefused(why) => bail!("the mail server refuses this message: {why}"),
    }
}

/// Lists why nothing leaves, if so, how many messages are in each state, and the newest messages.
pub async fn outbox(store: &Store) -> anyhow::Result<String> {
    let mut conn = store.read().await?;
    let mut out = Vec::new();
    if let Some(why) = health::look(&mut conn).await?.mail.trouble() {
        out.push(format!("NOT SENDING: {why}"));
    }
    for (state, many) in queue::counts(&mut conn).await? {
        out.push(format!("{many:>6}  {state}"));
    }
    for school in queue::schools(&mut conn).await? {
        for message in notices::log(&mut conn, school, Lines::Newest(LISTED)).await? {
            let day = ShortDay(message.queued.today());
            let address = EmailAddress::parse(&message.address).map_or_else(|_| String::new(), |a| a.masked());
            out.push(format!("{day}  {address}  {}  {}", message.subject, message.words()));
        }
    }
    Ok(if out.is_empty() { "The outbox is empty.".to_owned() } else { out.join("\n") })
}

/// Makes everything that waits for another try due at once, and lets what was given up or set aside be written anew where it is still of
/// use. A running Thrice does both within a minute.
pub async fn retry(store: &Store, clock: &Clock) -> anyhow::Result<String> {
    let mut tx = store.begin_for_all(Actor::Command, clock.now()).await?;
    let (waited, given_up) = queue::retry(&mut tx).await?;
    tx.commit().await?;
    Ok(format!(
        "Tried again at once: {waited}. Given up or set aside, and written anew if still of use: {given_up}.\n\
         A running Thrice does this within a minute; without one, thrice remind does."
    ))
}

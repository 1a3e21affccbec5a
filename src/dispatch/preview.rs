//! What a message that is planned will say, before it is written: the same words from the same place, with no link that would open anything.

use sqlx::SqliteConnection;

use super::{Post, belongs, cards};
use crate::{
    domain::{
        ids::SchoolId,
        notice::Recipient,
        reminder::{Picture, Planned},
        time::Moment,
    },
    mail,
};

/// Subject and text of a planned message as they would be now; `None` while nothing may be written to whoever it is for.
pub async fn preview(
    conn: &mut SqliteConnection,
    post: &Post,
    (school, now): (SchoolId, Moment),
    picture: &Picture,
    planned: &Planned,
) -> anyhow::Result<Option<(String, String)>> {
    let Some(address) = cards::address(picture, planned).filter(|_| planned.kind.is_mail()) else { return Ok(None) };
    let hosts = match belongs(&planned.matter).1 {
        Some(id) => cards::hosts(conn, id).await?,
        None => mail::Hosts::default(),
    };
    let link = match planned.to {
        Recipient::Adult(_) => format!("{}/i/…", post.public_url),
        Recipient::Staff(_) | Recipient::Office => format!("{}/", post.public_url),
    };
    let card = cards::school(conn, school).await?;
    let sender = mail::Sender { name: card.name.clone(), address: post.from.clone(), host: post.host() };
    let (words, reads) = cards::reader(conn, school, planned.to).await?;
    let addition = cards::added(conn, planned).await?;
    let to = mail::Addressee { name: cards::name(conn, planned.to).await?, address, words, reads, addition };
    let composed = mail::compose(&card, &sender, &to, planned, &hosts, Some(&link), now)?;
    Ok(Some((composed.subject, mail::read(&composed.raw).text)))
}

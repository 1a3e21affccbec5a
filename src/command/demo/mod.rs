//! `thrice demo`: a made-up school in the middle of its year, to try everything out. Each start makes it anew in a folder of its own,
//! which goes away when the demo stops; with `--keep` the folder stays, and the next start goes on from there. A real database is never
//! touched: the settings' own is not even opened.

mod house;
mod school;

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveTime};

use crate::{
    clock::Clock,
    config::Settings,
    dispatch::Post,
    domain::{people::EmailAddress, time::Moment},
    mail::{Transport, folder::Folder},
    store::Store,
    web::Parts,
};
use house::House;

/// How the demo is to be.
#[derive(Clone, Debug, clap::Args)]
pub struct Wish {
    /// The day it is in the demo, from nine in the morning on. Wednesday 18 November 2026 unless said otherwise.
    #[arg(long, value_name = "DATE")]
    today: Option<NaiveDate>,
    /// Keep the demo in this folder, and go on from there at the next start.
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
}

/// Makes the school where it is not there yet, and serves it until SIGTERM or ctrl-c.
///
/// # Errors
/// When the address is taken, the folder holds something that is no demo, or the database refuses.
pub async fn run(settings: &Settings, wish: &Wish) -> anyhow::Result<()> {
    super::serve::log_to_stderr(settings);
    let listener = super::serve::listen(settings).await?;
    let house = House::open(wish.keep.as_deref())?;
    let public_url = format!("http://{}", listener.local_addr()?);
    let post = Post { public_url, from: EmailAddress::parse("thrice@oakfield.example.org")? };
    let store = Store::open(&house.database()).await?;
    let mut transport = Transport::Folder(Folder(house.mail()));
    let clock = match house.clock()? {
        Some(clock) => clock,
        None => {
            let start = nine_o_clock(wish.today.or(settings.today).unwrap_or_else(usual_day));
            make(&store, &post, &mut transport, start).await?;
            let clock = Clock::from(start);
            house.sign(&clock)?;
            clock
        }
    };
    println!("The demo is in {}{}.", house.folder().display(), if house.stays() { "" } else { " until it stops" });
    println!("Open {} and choose who you would like to be.", post.public_url);
    let parts = Parts { store, clock, post, demo: Some(house.mail()) };
    super::serve::pages_and_worker(parts, listener, transport).await
}

/// Fills an empty database with Oakfield Primary as it is at this instant.
///
/// # Errors
/// When the database is not empty or refuses.
pub async fn make(store: &Store, _post: &Post, _transport: &mut Transport, start: Moment) -> anyhow::Result<()> {
    school::make(store, start).await?;
    Ok(())
}

/// Nine in the morning of a day.
#[must_use]
pub fn nine_o_clock(day: NaiveDate) -> Moment {
    Moment::at(day, NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default())
}

/// Mid-November: the autumn round is about to begin, with half of its meetings arranged.
fn usual_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 18).unwrap_or_default()
}

//! `thrice demo`: a made-up school in the middle of its year, to try everything out. Each start makes it anew in a folder of its own,
//! which goes away when the demo stops; with `--keep` the folder stays, and the next start goes on from there. A real database is never
//! touched: the settings' own is not even opened.

mod agreed;
mod assessed;
mod besides;
mod children;
mod concerns;
mod days;
mod frame;
mod funded;
mod given;
mod heard;
mod house;
mod kept;
mod own;
mod past;
mod people;
mod school;
mod self_evaluated;
mod stories;
mod voices;
mod wellbeing;
mod words;

use std::{cmp::Ordering, path::PathBuf};

use anyhow::bail;
use chrono::NaiveDate;

use crate::{
    clock::Clock,
    config::Settings,
    dispatch::{self, Post, Scope},
    documents::Typesetter,
    domain::{
        ids::SchoolId, notice::NoticeKind, people::EmailAddress, plan::PlanKind, reminder::Standing, time::Moment,
    },
    exchange::unpacker::Unpacker,
    mail::{Route, Transport, folder::Folder},
    store::{Actor, Store, calendar, notices, schools},
    web::{
        Desk, Parts, PrintDesk,
        frame::{gate::Gate, once::Sent},
    },
};
use children::Child;
use days::Days;
use frame::Frame;
use house::House;
use people::Staff;
use stories::{STORIES, Story};
use words::Words;

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
        Some(clock) => match wish.today {
            None => clock,
            Some(day) => on(&house, clock, day)?,
        },
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
    let mail = Route::new(&format!("folder:{}", house.mail().display()), &post.host());
    let (demo, gate, sent) = (Some(house.mail()), Gate::default(), Sent::default());
    let program = std::env::current_exe()?;
    let (typesetter, unpacker) = (Typesetter::by(program.clone()), Unpacker::by(program));
    let parts = Parts {
        store,
        clock,
        post,
        mail,
        demo,
        desk: Desk::default(),
        prints: PrintDesk::default(),
        backups: None,
        gate,
        sent,
        typesetter,
        unpacker,
    };
    super::serve::pages_and_worker(parts, listener, transport, None).await
}

/// The clock of a demo that goes on from where it stopped, on the day that is asked for: a day that has passed does not come back.
fn on(house: &House, clock: Clock, day: NaiveDate) -> anyhow::Result<Clock> {
    let today = clock.now().today();
    match day.cmp(&today) {
        Ordering::Equal => Ok(clock),
        Ordering::Less => bail!(
            "the demo in {} has reached {today} already: name a later day, or another folder",
            house.folder().display()
        ),
        Ordering::Greater => {
            let clock = Clock::from(nine_o_clock(day));
            house.sign(&clock)?;
            Ok(clock)
        }
    }
}

/// Fills an empty database with Oakfield Primary as it is at this instant: a year of reviews, then the round under way, lived day by day
/// with real messages.
///
/// # Errors
/// When the database is not empty or refuses.
pub async fn make(store: &Store, post: &Post, transport: &mut Transport, start: Moment) -> anyhow::Result<()> {
    let day = |month, day, hour| frame::moment(NaiveDate::from_ymd_opt(2025, month, day).unwrap_or_default(), hour, 0);
    if schools::only(&mut *store.read().await?).await?.is_some() {
        bail!("there is a school in this database already: a demo is only made in an empty one");
    }
    let school = school::make(store, day(9, 1, 7)).await?;
    people::a_year_ago(store, school, day(9, 18, 8)).await?;
    tracing::debug!("the files of a year ago are in");
    let staff = people::welcome(store, school, day(9, 19, 10)).await?;
    let frame = Frame::new(calendar::load(&mut *store.read().await?, school).await?, day(9, 18, 8).today(), start);
    let mut words = Words::read()?;
    let mut tx = store.begin(Actor::Staff(staff.senco), school, start).await?;
    let mut children = children::all(&mut tx, school, staff, start.today()).await?;
    let stories = cast(&frame, &mut children);
    // One act for a whole year, its instant moved along: a hundred acts of their own would keep people waiting at every start.
    for (child, (nth, story)) in children.iter_mut().zip(&stories) {
        if *story == Story::NoPlan {
            continue;
        }
        past::live(&mut tx, &frame, staff, &mut words, child, story.agreed(&frame, *nth)).await?;
    }
    past::tidy_up(&mut tx, staff).await?;
    (tx.now, tx.actor) = (frame::moment(frame.day(-5), 15, 40), Actor::Staff(staff.senco));
    let stay = children.iter().filter(|c| c.plan.is_some() && !c.leaves && c.kind == PlanKind::SenSupport);
    let besides: Vec<_> = stay.skip(4).map(|c| (c.pupil, c.forename.clone())).take(2).collect();
    besides::make(&mut tx, &frame, staff.senco, &besides).await?;
    voices::ask(&mut tx, &frame, &children).await?;
    wellbeing::fill(&mut tx, &frame, &children).await?;
    assessed::make(&mut tx, &frame, staff, &children).await?;
    own::make(&mut tx, &frame, staff, &children).await?;
    self_evaluated::fill(&mut tx, &frame, staff).await?;
    funded::make(&mut tx, &frame, staff, &children).await?;
    kept::make(&mut tx, &frame, staff).await?;
    // Governors have their figures of the term before, published when this one was three weeks old.
    tx.now = frame::moment(frame.day(-35), 16, 5);
    crate::web::publish_last(&mut tx).await?;
    tx.commit().await?;
    tracing::debug!("the past is written");
    let meetings = std::collections::BTreeMap::new();
    let mut days = Days { store, post, transport, frame: &frame, staff, school, words, children, meetings };
    days.live(&stories).await?;
    agreed::make(store, &frame, (school, staff)).await?;
    heard::make(store, &frame, (school, staff), &days.children).await?;
    given::make(store, &frame, (school, staff)).await?;
    concerns::raise(store, school, staff, start).await?;
    tracing::debug!("today is reached");
    hold_one(store, school, staff, start).await
}

/// The SENCO holds one message of the days to come, so that there is one to release.
async fn hold_one(store: &Store, school: SchoolId, staff: Staff, now: Moment) -> anyhow::Result<()> {
    let mut tx = store.begin(Actor::Staff(staff.senco), school, now).await?;
    let until = now.today() + chrono::Days::new(14);
    let planned = dispatch::outlook(tx.conn(), Scope::School(school), now, until).await?;
    let mut later = planned.iter().filter(|p| p.standing == Standing::Later && p.kind == NoticeKind::Before);
    if let Some(one) = later.nth(1).or_else(|| planned.iter().rfind(|p| p.standing == Standing::Later)) {
        notices::hold(&mut tx, &one.key).await?;
    }
    tx.commit().await
}

/// Pupils, the newest on the register, who have no plan yet.
const WITHOUT_PLAN: usize = 4;

/// Gives each child their story.
fn cast(frame: &Frame, children: &mut [Child]) -> Vec<(usize, Story)> {
    let annual = children.iter().position(|c| c.kind == PlanKind::EhcDelivery && !c.adults.is_empty());
    let mut others = STORIES.iter().cycle();
    let mut stories = Vec::new();
    let newest = children.len().saturating_sub(WITHOUT_PLAN);
    for (place, child) in children.iter_mut().enumerate() {
        let story = match Some(place) == annual {
            true => Story::AnnualReview,
            false if child.leaves => Story::Leaver,
            false if place >= newest => Story::NoPlan,
            false => others.next().copied().unwrap_or(Story::Planned),
        };
        child.annual = story == Story::AnnualReview;
        stories.push((child.nth, story.told(frame, child.nth)));
    }
    stories
}

/// Nine in the morning of a day.
#[must_use]
pub fn nine_o_clock(day: NaiveDate) -> Moment {
    frame::moment(day, 9, 0)
}

/// Mid-November: the autumn round is about to begin, with half of its meetings arranged.
fn usual_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 18).unwrap_or_default()
}

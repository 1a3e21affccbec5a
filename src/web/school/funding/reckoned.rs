//! A school's financial year, reckoned up: whom something came for or is spent on, and the streams; kept while nothing is committed.

use std::{borrow::Cow, collections::BTreeMap};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{
    domain::{
        costing::Pence,
        funding::{EntryKind, FundingYear, Reckoning, Spending, in_year, reckon, spending},
        ids::PupilId,
        people::Name,
        plan::Funding,
        provision_map::{MapBy, MapLine, MapTotal, borne_by, gathered, total},
        rules::{FUNDING_FROM_APRIL, FUNDING_THRESHOLD},
    },
    store::{
        funding::{self, streams::FundingStream},
        funding_bands, provision_map,
        register::{Child, Of, Part, Register},
    },
};

/// The sums of what is spent, by what they are called; in this order on the page, on paper and in a spreadsheet.
pub(super) const SPENT: [&str; 7] = [
    "Planned",
    "Given so far",
    "Planned from top-up",
    "Given from top-up",
    "Up to the threshold",
    "Beyond it",
    "Left of what came",
];

/// These sums, of one pupil or of all of them, beside what came.
pub(super) fn spent(of: &Spending, received: Pence) -> [Pence; 7] {
    let left = of.left_of(received);
    [of.planned, of.delivered, of.top_up_planned, of.top_up_delivered, of.below, of.above, left]
}

/// A pupil for whom something came, is to come, or is spent.
#[derive(PartialEq, Debug)]
pub(super) struct FundedPupil {
    pub(super) id: PupilId,
    pub(super) name: Name,
    pub(super) sums: Reckoning,
    pub(super) spending: Spending,
}

/// One stream in the year.
#[derive(PartialEq, Debug)]
pub(super) struct FundedStream {
    pub(super) funding: Funding,
    /// What the school has of it, and from which amounts.
    pub(super) has: Pence,
    pub(super) amounts: Vec<String>,
    /// What it bears of each provision, by name, and of all of them.
    pub(super) provisions: Vec<(String, MapTotal)>,
    pub(super) total: MapTotal,
}

/// A school's year.
#[derive(PartialEq, Debug)]
pub(super) struct SchoolFunding {
    pub(super) year: FundingYear,
    pub(super) threshold: Pence,
    /// Those for whom something does not agree first, then by name.
    pub(super) pupils: Vec<FundedPupil>,
    pub(super) streams: Vec<FundedStream>,
}

impl SchoolFunding {
    /// The year of a school, for whoever may see the costs of all of it.
    pub(super) fn of(year: FundingYear) -> Of {
        Of::SCHOOL.about(year.starting().into())
    }

    /// What all pupils have of a kind.
    pub(super) fn sum(&self, kind: EntryKind) -> Pence {
        self.pupils.iter().map(|one| one.sums.sum(kind)).sum()
    }

    pub(super) fn received(&self) -> Pence {
        self.pupils.iter().map(|one| one.sums.received()).sum()
    }

    pub(super) fn spending(&self) -> Spending {
        self.pupils.iter().fold(Spending::default(), |all, one| all + one.spending)
    }
}

impl Part for SchoolFunding {
    async fn read(conn: &mut SqliteConnection, register: &Register, of: Of, today: NaiveDate) -> anyhow::Result<Self> {
        let (school, rules) = (register.school(), register.rules(today));
        let year = FundingYear::new(i32::try_from(of.id())?, rules.get(FUNDING_FROM_APRIL) == 1);
        let lines = provision_map::reviewed_in(conn, register, None, year, today).await?;
        let mut entries = funding::of_school(conn, school).await?;
        let bands = funding_bands::bands(conn, school).await?;
        let held = funding::streams::of_school(conn, school).await?;
        let threshold = Pence(register.rules(year.period().until.min(today)).get(FUNDING_THRESHOLD) * 100);
        let people = register.facts().children.iter().map(|child| {
            let own = entries.remove(&child.id).unwrap_or_default();
            (child, reckon(&own, &bands, &child.roll, (year, today)))
        });
        let mut pupils = funded(people, &lines, threshold);
        // Stable: by name within both.
        pupils.sort_by_key(|one| one.sums.disagreements().is_empty());
        let received = pupils.iter().map(|one| one.sums.received()).sum();
        let held: Vec<_> = held.into_iter().map(|(_, stream)| stream).collect();
        let streams = streams(&held, &lines, received, year);
        Ok(Self { year, threshold, pupils, streams })
    }
}

/// Those for whom something is entered, or for whom provision is reviewed in the year, by name.
fn funded<'a>(
    people: impl Iterator<Item = (&'a Child, Reckoning)>,
    lines: &[MapLine],
    threshold: Pence,
) -> Vec<FundedPupil> {
    let mut by_pupil: BTreeMap<PupilId, Vec<MapLine>> = BTreeMap::new();
    for line in lines {
        by_pupil.entry(line.pupil).or_default().push(line.clone());
    }
    let one = |(child, sums): (&Child, Reckoning)| {
        let lines = by_pupil.remove(&child.id).unwrap_or_default();
        let is_there = !sums.shares.is_empty() || !lines.is_empty();
        let spending = spending(&lines, threshold);
        is_there.then(|| FundedPupil { id: child.id, name: child.name.clone(), sums, spending })
    };
    people.filter_map(one).collect()
}

/// Every stream of which the school has something, or from which a line is paid.
fn streams(held: &[FundingStream], lines: &[MapLine], top_up: Pence, year: FundingYear) -> Vec<FundedStream> {
    let one = |funding: &Funding| {
        let own = held.iter().filter(|stream| stream.funding == *funding);
        let parts: Vec<(Pence, String)> = own
            .filter(|stream| stream.period.and(year.period()).is_some())
            .map(|stream| {
                let part = in_year(stream.pence, stream.period, year);
                let within = stream.period.and(year.period()).map_or(0, |days| days.days());
                let words = format!("{} × {within} of {} days = {part}", stream.pence, stream.period.days());
                (part, if stream.note.is_empty() { words } else { format!("{words}: {}", stream.note) })
            })
            .collect();
        let (has, amounts) = match funding {
            Funding::TopUp => (top_up, vec![format!("What came for all pupils, less what was taken back = {top_up}")]),
            _ => (parts.iter().map(|(part, _)| *part).sum(), parts.into_iter().map(|(_, words)| words).collect()),
        };
        let lines: Vec<MapLine> = borne_by(lines, *funding).into_iter().map(Cow::into_owned).collect();
        let provisions = gathered(&lines, MapBy::Provision).into_iter().map(|((_, words), of)| (words, of)).collect();
        FundedStream { funding: *funding, has, amounts, total: total(&lines), provisions }
    };
    let is_used = |one: &FundedStream| one.has != Pence(0) || !one.provisions.is_empty();
    Funding::ALL.iter().map(one).filter(is_used).collect()
}

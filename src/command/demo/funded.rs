//! What the demo's authority pays: a band, three pupils of whom one agrees, one was paid short and one is not on the schedule yet, and what the
//! school as a whole receives.

use super::{
    children::Child,
    frame::{Frame, moment},
    people::Staff,
};
use crate::{
    domain::{
        costing::Pence,
        funding::{EntryKind, FundingAmount, FundingEntry, FundingYear, Period},
        funding_band::FundingBand,
        plan::{Funding, PlanKind},
    },
    store::{
        Actor, Tx,
        funding::{
            self,
            streams::{self, FundingStream},
        },
        funding_bands,
    },
};

const AUTHORITY: &str = "Oakshire";
const BAND: &str = "Band 3";
const A_YEAR: Pence = Pence(419_750);
/// For the days to the end of August, of [`A_YEAR`] in a year of 365 days.
const TO_AUGUST: Pence = Pence(175_950);

/// Makes it for the first pupils with an EHC plan who stay.
pub(super) async fn make(tx: &mut Tx, frame: &Frame, staff: Staff, children: &[Child]) -> anyhow::Result<()> {
    let (now, actor) = (tx.now, tx.actor);
    (tx.now, tx.actor) = (moment(frame.day(-7), 15, 50), Actor::Staff(staff.senco));
    let year = FundingYear::containing(frame.today, true).period();
    let band = FundingBand { authority: AUTHORITY.to_owned(), name: BAND.to_owned(), a_year: A_YEAR, from: year.from };
    funding_bands::put(tx, &band, "The authority’s letter of March").await?;
    let august = year.from + chrono::Days::new(152);
    let with_plan = children.iter().filter(|child| child.kind == PlanKind::EhcDelivery && !child.leaves);
    for (child, paid) in with_plan.zip([Some(TO_AUGUST), Some(Pence(120_000)), None]) {
        let expected = entry(EntryKind::Expected, None, Period { from: year.from, until: year.until });
        funding::enter(tx, child.pupil, &expected).await?;
        let Some(paid) = paid else { continue };
        let to_august = Period { from: year.from, until: august };
        let from_september = Period { from: august + chrono::Days::new(1), until: year.until };
        for (pence, period) in [(TO_AUGUST, to_august), (Pence(A_YEAR.0 - TO_AUGUST.0), from_september)] {
            funding::enter(tx, child.pupil, &entry(EntryKind::Scheduled, Some(pence), period)).await?;
        }
        let received = FundingEntry {
            received_on: Some(frame.day(-8)),
            backdated: frame.day(-8) > august,
            ..entry(EntryKind::Received, Some(paid), to_august)
        };
        funding::enter(tx, child.pupil, &received).await?;
    }
    for (funding, pence, note) in [
        (Funding::NotionalSen, 7_430_000, "Budget share"),
        (Funding::InclusiveMainstream, 1_400_000, "Grant letter of May"),
        (Funding::PupilPremium, 5_612_000, "Conditions of grant"),
    ] {
        streams::enter(tx, &FundingStream { funding, pence: Pence(pence), period: year, note: note.to_owned() })
            .await?;
    }
    (tx.now, tx.actor) = (now, actor);
    Ok(())
}

/// An entry; without an amount it is the band.
fn entry(kind: EntryKind, pence: Option<Pence>, period: Period) -> FundingEntry {
    let band = FundingAmount::Band { authority: AUTHORITY.to_owned(), name: BAND.to_owned() };
    FundingEntry {
        kind,
        amount: pence.map_or(band, FundingAmount::Pence),
        from: period.from,
        until: (kind != EntryKind::Expected).then_some(period.until),
        received_on: None,
        backdated: false,
        note: String::new(),
    }
}

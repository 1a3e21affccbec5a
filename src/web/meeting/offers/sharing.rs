//! Who is offered what: the times that are free for the people and the room, shared out so that nobody is promised to two families.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::SqliteConnection;

use super::{OfferedPupil, OffersPage, Plan, form::OfferFields};
use crate::{
    domain::{
        adult_needs::prefer,
        count::counted,
        diary::{Engagement, Party},
        ids::StaffId,
        offer::share,
        time::Moment,
    },
    web::{
        form::fields::FormErrors,
        frame::{error::Result, session::Person},
        meeting::times::{MeetingTimes, WantedTime},
    },
};

/// The families who draw on the same times, and what they are called where there are too few.
type Groups<'a> = BTreeMap<Option<StaffId>, Vec<(&'a OfferedPupil, StaffId)>>;

/// Shares the free times out among the families: each lead's among theirs, or among all where they have a room or somebody in common.
pub(super) async fn shared<'a>(
    conn: &mut SqliteConnection,
    person: &Person,
    seen: &'a OffersPage,
    wish: &OfferFields,
    errors: &mut FormErrors,
) -> Result<Plan<'a>> {
    let all: Vec<Moment> = wish.hours.times(&seen.calendar).into_iter().filter(|at| seen.now < *at).collect();
    if all.is_empty() {
        errors.add("from", "There is no time for a meeting between these hours on a school day to come");
        return Ok(Vec::new());
    }
    let mut times = MeetingTimes::load(conn, person.viewer.school, None, seen.now).await?;
    let mut plan = Vec::new();
    for families in groups(seen, wish, &times).into_values() {
        let leads: BTreeSet<StaffId> = families.iter().map(|(_, lead)| *lead).collect();
        let taken_up: Vec<Engagement> = leads.iter().map(|lead| times.at(&wanted(wish, *lead), seen.now)).collect();
        let is_free = |at: &&Moment| taken_up.iter().all(|one| times.diary.clash(&one.at(**at)).is_none());
        let free: Vec<Moment> = all.iter().filter(is_free).copied().collect();
        match share(&free, families.len(), wish.each) {
            Some(found) => {
                let wishes: Vec<_> = families.iter().map(|(family, _)| family.suits()).collect();
                for ((family, lead), at) in families.into_iter().zip(prefer(found, &wishes)) {
                    plan.extend(for_family(&mut times, wish, (family, lead), at, errors));
                }
            }
            None => errors.add("until", too_few(&families, free.len())),
        }
    }
    Ok(plan)
}

/// Whoever draws on the same times: those of one lead, or everybody where the room or somebody else is the same.
fn groups<'a>(seen: &'a OffersPage, wish: &OfferFields, times: &MeetingTimes) -> Groups<'a> {
    let common =
        Party::room(wish.mode, &wish.place).is_some() || !Party::named(&wish.also_present, &times.staff).is_empty();
    let mut groups = Groups::new();
    for one in seen.candidates.iter().filter(|c| c.why_not().is_none()) {
        if let Some((lead, _)) = &one.row.lead {
            groups.entry((!common).then_some(*lead)).or_default().push((one, *lead));
        }
    }
    groups
}

/// What a meeting takes up of the school's own.
fn wanted(wish: &OfferFields, lead: StaffId) -> WantedTime<'_> {
    WantedTime {
        lead,
        also: &wish.also_present,
        mode: wish.mode,
        place: &wish.place,
        minutes: wish.hours.minutes,
        parents: Vec::new(),
        annual: false,
    }
}

/// One family's times, without those at which a parent is promised elsewhere: at a meeting about another child, or in this very act.
fn for_family<'a>(
    times: &mut MeetingTimes,
    wish: &OfferFields,
    (family, lead): (&'a OfferedPupil, StaffId),
    found: Vec<Moment>,
    errors: &mut FormErrors,
) -> Option<(&'a OfferedPupil, Vec<Moment>)> {
    let parents = family.invited().map(|adult| (adult.id, adult.name.clone())).collect();
    let wanted = WantedTime { parents, ..wanted(wish, lead) };
    let taken_up = times.at(&wanted, found.first().copied()?);
    let there = found.into_iter().map(|at| taken_up.at(at));
    let free: Vec<Engagement> = there.filter(|one| times.diary.clash(one).is_none()).collect();
    if free.is_empty() {
        let name = family.row.name.short();
        errors.add(
            "until",
            format!("The parents of {name} are at another meeting at each of their times: add days or hours"),
        );
        return None;
    }
    let at = free.iter().map(|one| one.starts).collect();
    free.into_iter().for_each(|one| times.diary.enter(one));
    Some((family, at))
}

/// "Mrs Anand leads 12 of these meetings and has 8 free times: add days or hours".
fn too_few(families: &[(&OfferedPupil, StaffId)], free: usize) -> String {
    let names: BTreeSet<String> =
        families.iter().filter_map(|(one, _)| one.row.lead.as_ref()).map(|(_, name)| name.formal()).collect();
    let many = families.len();
    match names.into_iter().collect::<Vec<_>>().as_slice() {
        [name] => format!(
            "{name} leads {many} of these meetings and has {}: add days or hours",
            counted(free, "free time", "free times")
        ),
        _ => format!(
            "These {many} meetings share a room or a person who is free at {}: add days or hours",
            counted(free, "time", "times")
        ),
    }
}

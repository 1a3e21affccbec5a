//! Who is offered what: the times that are free for the people and the room, shared out so that nobody is promised to two families.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::SqliteConnection;

use super::{
    OfferedPupil, OffersPage, Plan,
    form::{Kept, OfferFields},
};
use crate::{
    domain::{
        adult_needs::prefer,
        count::counted,
        diary::Party,
        free_time::Opening,
        ids::{AdultId, StaffId},
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
    let mut times = MeetingTimes::load(conn, person.viewer.school, None, seen.now).await?;
    let typed = wish.kept.typed(seen);
    if typed.as_ref().is_some_and(Vec::is_empty) {
        errors.add("from", "There is no time for a meeting between these hours on a school day to come");
        return Ok(Vec::new());
    }
    let mut plan = Vec::new();
    for families in groups(seen, wish, &times).into_values() {
        let free = free(&times, typed.as_deref(), wish, &families);
        let starts: Vec<Moment> = free.keys().copied().collect();
        match share(&starts, families.len(), wish.each) {
            Some(found) => {
                let wishes: Vec<_> = families.iter().map(|(family, _)| family.suits()).collect();
                for ((family, lead), at) in families.into_iter().zip(prefer(found, &wishes)) {
                    let at = at.iter().filter_map(|at| free.get(at)).cloned().collect();
                    plan.extend(for_family(&mut times, wish, (family, lead), at, errors));
                }
            }
            None => errors.add(wish.kept.field(), too_few(&families, free.len(), wish)),
        }
    }
    Ok(plan)
}

/// The times at which everybody who leads one of these meetings, the room and whoever else is wanted are free.
fn free(
    times: &MeetingTimes,
    typed: Option<&[Opening]>,
    wish: &OfferFields,
    families: &[(&OfferedPupil, StaffId)],
) -> BTreeMap<Moment, Opening> {
    let leads: BTreeSet<StaffId> = families.iter().map(|(_, lead)| *lead).collect();
    let own = || leads.first().map(|lead| times.kept_by(*lead, wish.kept.span(), 0)).unwrap_or_default();
    let all = typed.map_or_else(own, <[Opening]>::to_vec);
    let is_free = |one: &Opening| leads.iter().all(|lead| times.is_free(&wanted(wish, *lead), one));
    all.into_iter().filter(is_free).map(|one| (one.starts, one)).collect()
}

/// Whoever draws on the same times: those of one lead, or everybody where the room or somebody else is the same. What each lead keeps free is
/// theirs alone.
fn groups<'a>(seen: &'a OffersPage, wish: &OfferFields, times: &MeetingTimes) -> Groups<'a> {
    let common = match &wish.kept {
        Kept::Own(_) => false,
        Kept::Typed { mode, place, .. } => {
            Party::room(*mode, place).is_some() || !Party::named(&wish.also_present, &times.given.staff).is_empty()
        }
    };
    let mut groups = Groups::new();
    for one in seen.candidates.iter().filter(|c| c.why_not().is_none()) {
        if let Some((lead, _)) = &one.row.lead {
            groups.entry((!common).then_some(*lead)).or_default().push((one, *lead));
        }
    }
    groups.values_mut().for_each(|families| side_by_side(families));
    groups
}

/// Children of one family stand next to each other, so that their times do too.
fn side_by_side(families: &mut [(&OfferedPupil, StaffId)]) {
    let first = |family: &OfferedPupil| family.invited().next().map(|adult| adult.id);
    let order: Vec<Option<AdultId>> = families.iter().map(|(family, _)| first(family)).collect();
    families.sort_by_cached_key(|(family, _)| order.iter().position(|one| *one == first(family)));
}

/// What a meeting takes up of the school's own, beside its room.
fn wanted(wish: &OfferFields, lead: StaffId) -> WantedTime<'_> {
    WantedTime { also: &wish.also_present, ..WantedTime::led_by(lead) }
}

/// One family's times, without those at which a parent is promised elsewhere: at a meeting about another child, or in this very act.
fn for_family<'a>(
    times: &mut MeetingTimes,
    wish: &OfferFields,
    (family, lead): (&'a OfferedPupil, StaffId),
    found: Vec<Opening>,
    errors: &mut FormErrors,
) -> Option<(&'a OfferedPupil, Vec<Opening>)> {
    let parents = family.invited().map(|adult| (adult.id, adult.name.clone())).collect();
    let wanted = WantedTime { parents, ..wanted(wish, lead) };
    let free: Vec<Opening> = found.into_iter().filter(|one| times.is_free(&wanted, one)).collect();
    if free.is_empty() {
        let name = family.row.name.short();
        errors.add(
            wish.kept.field(),
            format!("The parents of {name} are at another meeting at each of their times: add days or hours"),
        );
        return None;
    }
    for one in &free {
        times.given.diary.enter(times.engaged(&wanted, one));
    }
    Some((family, free))
}

/// "Mrs Anand leads 12 of these meetings and has 8 free times: add days or hours".
fn too_few(families: &[(&OfferedPupil, StaffId)], free: usize, wish: &OfferFields) -> String {
    let names: BTreeSet<String> =
        families.iter().filter_map(|(one, _)| one.row.lead.as_ref()).map(|(_, name)| name.formal()).collect();
    let (many, more) = match wish.kept {
        Kept::Own(_) => (families.len(), "add days, keep more time free, or type the hours"),
        Kept::Typed { .. } => (families.len(), "add days or hours"),
    };
    match names.into_iter().collect::<Vec<_>>().as_slice() {
        [name] => format!(
            "{name} leads {many} of these meetings and has {}: {more}",
            counted(free, "free time", "free times")
        ),
        _ => format!(
            "These {many} meetings share a room or a person who is free at {}: {more}",
            counted(free, "time", "times")
        ),
    }
}

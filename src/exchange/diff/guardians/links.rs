//! Which row of a child's contacts is which of those held.

use super::Row;
use crate::domain::{
    identity::{mailbox_form, phone_form},
    roll::{GuardianFacts, GuardianHeld, folded},
};

/// Each contact once: a row that repeats another (for each of the child's classes, say) adds nothing, and the one contact in a pupil's own row counts only where the list of
/// contacts does not name them.
pub(super) fn once<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut kept: Vec<Row<'a>> = Vec::new();
    let (listed, own): (Vec<Row<'a>>, Vec<Row<'a>>) = rows.iter().partition(|r| r.value.from_list);
    for row in listed {
        let unranked = |f: &GuardianFacts| GuardianFacts { priority: None, ..f.clone() };
        if !kept.iter().any(|k| unranked(&k.value.facts) == unranked(&row.value.facts)) {
            kept.push(row);
        }
    }
    for row in own {
        if !kept.iter().any(|k| same_name(&k.value.facts, &row.value.facts)) {
            kept.push(row);
        }
    }
    kept
}

/// Each row with the link it speaks of, each link at most once: the surest likeness goes first through all rows.
pub(super) fn paired<'a, 'b>(rows: &[Row<'a>], links: &[&'b GuardianHeld]) -> Vec<(Row<'a>, Option<&'b GuardianHeld>)> {
    let likenesses: [fn(&GuardianFacts, &GuardianHeld) -> bool; 6] = [
        |r, l| same_name(r, &l.facts) && same_email(r, &l.facts) && same_rank(r, &l.facts),
        |r, l| same_name(r, &l.facts) && same_rank(r, &l.facts),
        |r, l| same_name(r, &l.facts) && same_email(r, &l.facts),
        |r, l| same_name(r, &l.facts),
        |r, l| same_email(r, &l.facts) && may_be_renamed(r, l),
        |r, l| same_phone(r, &l.facts) && may_be_renamed(r, l),
    ];
    let mut pairs: Vec<(Row<'a>, Option<&'b GuardianHeld>)> = rows.iter().map(|r| (*r, None)).collect();
    let mut free: Vec<&'b GuardianHeld> = links.to_vec();
    for alike in likenesses {
        for (row, link) in pairs.iter_mut().filter(|(_, link)| link.is_none()) {
            if let Some(at) = free.iter().position(|l| alike(&row.value.facts, l)) {
                *link = Some(free.remove(at));
            }
        }
    }
    pairs
}

fn same_name(a: &GuardianFacts, b: &GuardianFacts) -> bool {
    let of = |f: &GuardianFacts| (folded(&f.name.surname), folded(&f.name.forename));
    of(a) == of(b)
}

fn same_rank(a: &GuardianFacts, b: &GuardianFacts) -> bool {
    a.priority.is_none() || a.priority == b.priority
}

fn same_email(a: &GuardianFacts, b: &GuardianFacts) -> bool {
    let form = |f: &GuardianFacts| f.email.as_ref().map(|email| mailbox_form(email.as_str()));
    form(a) == form(b)
}

fn same_phone(a: &GuardianFacts, b: &GuardianFacts) -> bool {
    let form = |f: &GuardianFacts| phone_form(&f.phone);
    !form(a).is_empty() && form(a) == form(b)
}

/// Two parents may share a mailbox or a telephone: another name is the same person only where they stand in the same relationship.
/// A restricted contact is recognised by less, so that no new spelling sheds the restriction.
fn may_be_renamed(row: &GuardianFacts, link: &GuardianHeld) -> bool {
    let related = |f: &GuardianFacts| f.relationship.as_deref().map(folded).unwrap_or_default();
    let has_something = row.email.is_some() || !row.phone.is_empty();
    has_something && (link.restricted || related(row).is_empty() || related(row) == related(&link.facts))
}

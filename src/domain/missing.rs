//! What is missing before anybody's reviews can be kept: pupils without a plan, plans without a target, EHC plans without the day from which
//! their annual review is reckoned; and what a part-time timetable needs. One rule, which the first page, the board and the digest ask.

use chrono::NaiveDate;

use super::{
    part_time::{self, Wanted},
    plan::PlanKind,
    sen_status::SenCode,
    standing::Cell,
};

coded! {
    /// Something that a pupil's line on the board still needs.
    Missing {
        /// On SEN support or with an EHC plan, and no plan has been made here.
        Plan = "plan", "No plan yet";
        /// With an EHC plan, and the plan that is open is not the one for how the school delivers it (Code of Practice 9.2).
        DeliveryPlan = "delivery_plan", "No plan yet for how the school delivers the EHC plan";
        /// The plan holds no target.
        Targets = "targets", "The plan is not written yet";
        /// Nobody entered when the authority decided last: without it no date of the annual review follows (Children and Families Act
        /// 2014 s.44).
        Decision = "decision", "No date of the authority’s last decision";
        /// Whoever leads the plan does not work here any more.
        Lead = "lead", "Whoever leads the plan has left";
        /// On roll and in no class: no teacher sees the pupil.
        Class = "class", "In no class";
        /// No parent has agreed to the pupil's part-time timetable.
        TimetableAgreement = "timetable_agreement", "Part-time timetable: no parent has agreed";
        /// The authority was not told of it.
        TimetableAuthority = "timetable_authority", "Part-time timetable: the authority is not told";
        /// The day of its review has gone by.
        TimetableReview = "timetable_review", "Part-time timetable: the review is late";
        /// Its last day has come, and nobody has ended it.
        TimetableEnd = "timetable_end", "Part-time timetable: to be ended";
    }
}

impl Missing {
    /// Whether it is about a part-time timetable, which stands on a page of its own.
    #[must_use]
    pub fn is_of_timetable(self) -> bool {
        use Missing::{TimetableAgreement, TimetableAuthority, TimetableEnd, TimetableReview};
        matches!(self, TimetableAgreement | TimetableAuthority | TimetableReview | TimetableEnd)
    }
}

/// All of it in one piece: "The plan is not written yet · Part-time timetable: no parent has agreed, the review is late".
#[must_use]
pub fn words(missing: &[Missing]) -> String {
    const TIMETABLE: &str = "Part-time timetable: ";
    let (of_timetable, others): (Vec<Missing>, Vec<Missing>) = missing.iter().partition(|one| one.is_of_timetable());
    let mut said: Vec<String> = others.iter().map(|one| one.words().to_owned()).collect();
    let needs: Vec<&str> = of_timetable.iter().map(|one| one.words().trim_start_matches(TIMETABLE)).collect();
    if !needs.is_empty() {
        said.push(format!("{TIMETABLE}{}", needs.join(", ")));
    }
    said.join(" · ")
}

impl From<Wanted> for Missing {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Agreement => Self::TimetableAgreement,
            Wanted::Authority => Self::TimetableAuthority,
            Wanted::Review => Self::TimetableReview,
            Wanted::End => Self::TimetableEnd,
        }
    }
}

/// What is missing of the part-time timetables of a pupil that have not ended, each thing once.
#[must_use]
pub fn of_timetables(on_roll: bool, timetables: &[part_time::Facts], today: NaiveDate) -> Vec<Missing> {
    let open = timetables.iter().filter(|_| on_roll);
    let mut found: Vec<Missing> =
        open.flat_map(|one| part_time::wanted(one, today)).map(|due| due.what.into()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What is known of one pupil and the plan that owes their reviews.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The pupil is on roll.
    pub on_roll: bool,
    /// Their SEN status.
    pub status: Option<SenCode>,
    /// They are in a class.
    pub in_class: bool,
    /// The plan, if there is one.
    pub plan: Option<PlanFacts>,
}

/// What is known of an open plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlanFacts {
    /// Of what kind.
    pub kind: PlanKind,
    /// Its open cycle holds a target.
    pub has_targets: bool,
    /// The authority's last decision, else the day the EHC plan was issued.
    pub anchor: Option<NaiveDate>,
    /// Whoever leads it works here.
    pub has_lead: bool,
}

/// What is missing, what comes first leading.
#[must_use]
pub fn missing(facts: &Facts) -> Vec<Missing> {
    let with_sen = matches!(facts.status, Some(SenCode::Support | SenCode::Ehcp));
    if !facts.on_roll {
        return Vec::new();
    }
    let Some(plan) = facts.plan else {
        let found = [Some(Missing::Plan), (!facts.in_class).then_some(Missing::Class)];
        return found.into_iter().flatten().filter(|_| with_sen).collect();
    };
    let no_delivery = facts.status == Some(SenCode::Ehcp) && plan.kind == PlanKind::SenSupport;
    let found = [
        no_delivery.then_some(Missing::DeliveryPlan),
        (plan.kind.is_sen() && !plan.has_targets && !no_delivery).then_some(Missing::Targets),
        (plan.kind == PlanKind::EhcDelivery && plan.anchor.is_none()).then_some(Missing::Decision),
        (!plan.has_lead).then_some(Missing::Lead),
        (!facts.in_class).then_some(Missing::Class),
    ];
    found.into_iter().flatten().collect()
}

/// What needs somebody, counted: one figure each for the first page, the board and the digest.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Attention {
    /// Lines of the board on which something is missing.
    pub missing: u32,
    /// Reviews that are late, for however long.
    pub late: u32,
    /// The day on which the longest of them was due.
    pub late_since: Option<NaiveDate>,
}

/// Counts the lines of a board, each with what is missing and its terms.
#[must_use]
pub fn attention<'a>(lines: impl IntoIterator<Item = (&'a [Missing], &'a [Cell; 3])>) -> Attention {
    let mut found = Attention::default();
    for (missing, cells) in lines {
        found.missing += u32::from(!missing.is_empty());
        for cell in cells.iter().filter(|cell| cell.state.is_late()) {
            found.late += 1;
            found.late_since = Some(found.late_since.map_or(cell.due_on, |since| since.min(cell.due_on)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(status: Option<SenCode>, plan: Option<(PlanKind, bool, bool)>) -> Vec<Missing> {
        let anchor = NaiveDate::from_ymd_opt(2026, 3, 1);
        let plan = plan.map(|(kind, has_targets, anchored)| PlanFacts {
            kind,
            has_targets,
            anchor: anchor.filter(|_| anchored),
            has_lead: true,
        });
        missing(&Facts { on_roll: true, status, in_class: true, plan })
    }

    #[test]
    fn a_lead_who_has_left_and_no_class_are_things_to_do() {
        let plan = PlanFacts { kind: PlanKind::SenSupport, has_targets: true, anchor: None, has_lead: false };
        let facts = Facts { on_roll: true, status: Some(SenCode::Support), in_class: false, plan: Some(plan) };
        assert_eq!(missing(&facts), [Missing::Lead, Missing::Class]);
        assert_eq!(missing(&Facts { plan: None, ..facts }), [Missing::Plan, Missing::Class]);
        assert_eq!(missing(&Facts { plan: None, status: None, ..facts }), []);
    }

    #[test]
    fn a_missing_plan_target_or_decision_is_a_thing_to_do() {
        use Missing::{Decision, DeliveryPlan, Plan, Targets};
        use PlanKind::{Behaviour, EhcDelivery, SenSupport};
        use SenCode::{Ehcp, None as No, Support};
        for (status, plan, wanted) in [
            (Some(Support), None, vec![Plan]),
            (Some(Ehcp), None, vec![Plan]),
            (Some(No), None, vec![]),
            (None, None, vec![]),
            (Some(Support), Some((SenSupport, true, false)), vec![]),
            (Some(Support), Some((SenSupport, false, false)), vec![Targets]),
            (Some(Ehcp), Some((SenSupport, true, false)), vec![DeliveryPlan]),
            (Some(Ehcp), Some((SenSupport, false, false)), vec![DeliveryPlan]),
            (Some(Ehcp), Some((EhcDelivery, true, true)), vec![]),
            (Some(Ehcp), Some((EhcDelivery, false, false)), vec![Targets, Decision]),
            (Some(Support), Some((Behaviour, false, false)), vec![]),
        ] {
            assert_eq!(found(status, plan), wanted, "{status:?} {plan:?}");
        }
    }

    #[test]
    fn what_a_part_time_timetable_needs_is_said_in_one_piece() {
        use Missing::{Targets, TimetableAgreement, TimetableEnd};
        assert_eq!(words(&[]), "");
        assert_eq!(words(&[TimetableEnd]), "Part-time timetable: to be ended");
        let all = "The plan is not written yet · Part-time timetable: no parent has agreed, to be ended";
        assert_eq!(words(&[Targets, TimetableAgreement, TimetableEnd]), all);
    }

    #[test]
    fn nothing_is_missing_for_whoever_has_left() {
        assert_eq!(missing(&Facts { on_roll: false, status: Some(SenCode::Support), in_class: true, plan: None }), []);
    }
}

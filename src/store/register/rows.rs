//! The lines of the round board, worked out from the facts: who has, or had in a year, a right to reviews, and each one's year.

use chrono::NaiveDate;

use super::{
    Facts as School, Register,
    child::{Child, HeldPlan},
    meetings::offered_since,
};
use crate::domain::{
    calendar::AcademicYear,
    ids::{PlanId, PupilId, StaffId},
    missing::{self, Missing},
    people::{Name, Role},
    plan::{self, PlanKind},
    rules::Rules,
    sen_status::{self, SenCode},
    standing::{Ended, Facts, Rhythm, Span, ended, overlap, supported},
};

/// One line of the round board: a pupil's SEN support, or one of their other plans.
#[derive(Clone, PartialEq, Debug)]
pub struct BoardRow {
    /// Whose.
    pub pupil: PupilId,
    /// Their name.
    pub name: Name,
    /// Their class today; empty if none.
    pub class: String,
    /// Their National Curriculum year today; empty if none.
    pub nc_year: String,
    /// Their SEN status today, if one was recorded.
    pub status: Option<SenCode>,
    /// The codes of their open needs, first by rank.
    pub needs: Vec<String>,
    /// The open plan that owes the reviews, if there is one yet.
    pub plan: Option<PlanId>,
    /// What kind of plan it is; SEN support where there is none yet.
    pub kind: PlanKind,
    /// Who owns its reviews.
    pub lead: Option<(StaffId, Name)>,
    /// The plan's last day, where its kind has one.
    pub ends_on: Option<NaiveDate>,
    /// Who teaches the pupil today.
    pub teachers: Vec<StaffId>,
    /// The pupil's year.
    pub facts: Facts,
    /// What is missing before their reviews can be kept, and what their part-time timetable needs.
    pub missing: Vec<Missing>,
}

impl BoardRow {
    /// Whether it counts towards the three reviews a year of the Code of Practice (6.65).
    #[must_use]
    pub fn is_sen(&self) -> bool {
        self.kind.is_sen()
    }

    /// "Behaviour support plan, ends Fri 4 Dec" for a plan beside SEN support; nothing where it is the usual one.
    #[must_use]
    pub fn beside(&self, today: NaiveDate) -> Option<String> {
        plan::beside(self.kind, self.ends_on, today)
    }
}

/// Which board is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BoardOf {
    year: AcademicYear,
    today: NaiveDate,
    /// Plans beside SEN support that were closed after this day have a line, too.
    open_since: NaiveDate,
}

impl BoardOf {
    /// As of which day.
    pub(super) fn today(&self) -> NaiveDate {
        self.today
    }

    /// Whether it is the board of the day's own year, as it stands.
    fn is_of_today(&self) -> bool {
        *self == Self::on(self.today)
    }

    /// The board of the year of a day: every pupil who has, or had in that year, a right to reviews, with an open plan or without one
    /// yet. Who left in an earlier year is not among them. Open plans beside SEN support have a line each.
    #[must_use]
    pub fn on(today: NaiveDate) -> Self {
        Self::of_year(AcademicYear::containing(today), today)
    }

    /// The board of another year: the one before or after.
    #[must_use]
    pub fn of_year(year: AcademicYear, today: NaiveDate) -> Self {
        Self { year, today, open_since: today }
    }

    /// The board as a report on the year of a day counts it: with the plans beside SEN support that were closed within it.
    #[must_use]
    pub fn with_closed(today: NaiveDate) -> Self {
        let year = AcademicYear::containing(today);
        Self { year, today, open_since: year.starts_on() }
    }
}

impl Register {
    /// The lines of a board, by surname and forename; the plans beside SEN support after the usual one.
    #[must_use]
    pub fn rows(&self, asked: BoardOf) -> Vec<BoardRow> {
        let rules = self.rules(asked.today);
        let here = |child: &&Child| {
            let first = asked.year.starts_on();
            child.roll.iter().any(|span| span.until.is_none_or(|until| until >= first))
        };
        let lines = self.facts.children.iter().filter(here).flat_map(|child| {
            let needs = missing::of_timetables(child.is_on_roll(asked.today), &child.part_time, asked.today);
            let mut lines = child.lines(asked);
            // Whoever has neither SEN nor a plan has a line while somebody has to see to their part-time timetable.
            if lines.is_empty() && !needs.is_empty() && asked.is_of_today() {
                lines.push(None);
            }
            let line = |plan| row(&self.facts, child, plan, &rules, (asked.year, asked.today));
            let mut lines: Vec<BoardRow> = lines.into_iter().map(line).collect();
            if let Some(first) = lines.first_mut() {
                first.missing.extend(needs); // said once, beside the first line
            }
            lines
        });
        lines.collect()
    }

    /// One pupil's year, whatever their status: that of their usual plan, or of any open one where they have no SEN.
    #[must_use]
    pub fn row_of(&self, pupil: PupilId, year: AcademicYear, today: NaiveDate) -> Option<BoardRow> {
        let child = self.facts.children.find(pupil)?;
        let any_kind = !child.has_sen(today);
        let plan = child.foremost(today, any_kind);
        Some(row(&self.facts, child, plan, &self.rules(today), (year, today)))
    }

    /// The year of one plan of a pupil, whatever else they have: plans of another kind than SEN support count for themselves.
    #[must_use]
    pub fn row_of_plan(&self, pupil: PupilId, plan: PlanId, year: AcademicYear, today: NaiveDate) -> Option<BoardRow> {
        let child = self.facts.children.find(pupil)?;
        let plan = child.plans.iter().find(|one| one.id == plan);
        Some(row(&self.facts, child, plan, &self.rules(today), (year, today)))
    }
}

impl School {
    /// Who teaches a class on a day.
    fn teachers(&self, child: &Child, today: NaiveDate) -> Vec<StaffId> {
        let class = child.class_on(today).and_then(|one| self.classes.get(&one.class));
        let staff = class.into_iter().flat_map(|class| &class.staff).filter(|(span, _)| span.contains(today));
        let teaches = |id: &StaffId| self.staff.get(id).is_some_and(|one| one.role == Role::Teacher);
        staff.map(|(_, id)| *id).filter(teaches).collect()
    }
}

impl Child {
    /// Whether they are on SEN support or have an EHC plan on a day.
    fn has_sen(&self, day: NaiveDate) -> bool {
        let with = |span: &&sen_status::StatusSpan| span.code != SenCode::None;
        self.statuses.iter().filter(with).any(|s| s.from <= day && s.until.is_none_or(|until| until >= day))
    }

    /// The open plan that comes first: of the kinds that answer a special educational need, or of any.
    fn foremost(&self, today: NaiveDate, any_kind: bool) -> Option<&HeldPlan> {
        let open = self.plans.iter().filter(|plan| (any_kind || plan.kind.is_sen()) && plan.is_open(today));
        open.max_by_key(|plan| (matches!(plan.kind, PlanKind::EhcDelivery | PlanKind::SenSupport), plan.id))
    }

    /// What has a line of its own on a board: the pupil's SEN support, with its plan or without one yet, and each plan beside it.
    fn lines(&self, asked: BoardOf) -> Vec<Option<&HeldPlan>> {
        let first = asked.year.starts_on();
        let has_right = |s: &sen_status::StatusSpan| s.code != SenCode::None && s.until.is_none_or(|u| u >= first);
        let usual = self.foremost(asked.today, false);
        let usual = (usual.is_some() || self.statuses.iter().any(has_right)).then_some(usual);
        let open = |plan: &&HeldPlan| {
            plan.opened_on <= asked.today && plan.closed_on.is_none_or(|closed| closed > asked.open_since)
        };
        let beside = self.plans.iter().filter(|plan| !plan.kind.is_sen()).filter(open).map(Some);
        usual.into_iter().chain(beside).collect()
    }
}

fn row(
    school: &School,
    child: &Child,
    plan: Option<&HeldPlan>,
    rules: &Rules,
    (year, today): (AcademicYear, NaiveDate),
) -> BoardRow {
    let class = child.class_on(today);
    let lead = plan.and_then(|plan| Some((plan.lead, school.staff.get(&plan.lead)?.name.clone())));
    BoardRow {
        pupil: child.id,
        name: child.name.clone(),
        class: class.and_then(|one| school.classes.get(&one.class)).map(|one| one.name.clone()).unwrap_or_default(),
        nc_year: class.map(|one| one.nc_year.clone()).unwrap_or_default(),
        status: sen_status::on(&child.statuses, today),
        needs: child.needs.clone(),
        plan: plan.map(|plan| plan.id),
        kind: plan.map_or(PlanKind::SenSupport, |plan| plan.kind),
        lead,
        ends_on: plan.and_then(|plan| plan.ends_on),
        teachers: school.teachers(child, today),
        facts: facts(child, plan, rules, year, today),
        missing: missing::missing(&missing::Facts {
            on_roll: child.is_on_roll(today),
            status: sen_status::on(&child.statuses, today),
            in_class: class.is_some(),
            plan: plan.filter(|plan| plan.is_open(today)).map(|plan| missing::PlanFacts {
                kind: plan.kind,
                has_targets: plan.has_targets,
                anchor: plan.anchor,
                has_lead: school.staff.get(&plan.lead).is_some_and(|member| member.works_here(today)),
            }),
        }),
    }
}

/// A pupil's year under a plan, or under SEN support without one yet.
fn facts(child: &Child, plan: Option<&HeldPlan>, rules: &Rules, year: AcademicYear, today: NaiveDate) -> Facts {
    let kind = plan.map_or(PlanKind::SenSupport, |plan| plan.kind);
    let closed = plan.and_then(|plan| plan.closed_by(today));
    let (supported, ended) = support(child, plan.filter(|_| !kind.is_sen()), closed);
    // The plans whose reviews and meetings count: SEN support goes on from one plan to the next.
    let counts = |of: &HeldPlan| plan.is_some_and(|plan| plan.id == of.id) || (kind.is_sen() && of.kind.is_sen());
    let counted = || child.plans.iter().filter(|of| counts(of));
    let (first, since) = (year.starts_on(), offered_since(year));
    let held = counted().flat_map(|of| &of.reviews).copied().filter(|held| held.on >= first || !kind.is_sen());
    let met = child.meetings.iter().filter(|m| m.at > since && counted().any(|of| of.id == m.plan));
    let planned = plan.into_iter().flat_map(|plan| &plan.planned).filter(|(of, ..)| *of >= year);
    let exempt = child.exemptions.iter().filter(|(of, ..)| *of == year && kind.is_sen());
    let rhythm = match plan.filter(|_| !kind.is_sen()) {
        None => Rhythm::Terms,
        Some(plan) => Rhythm::Agreed { ends_on: plan.ends_on },
    };
    Facts {
        year,
        a_year: rules.reviews_a_year(kind),
        supported,
        reviews: held.collect(),
        meetings: met.map(|m| m.meeting).collect(),
        agreed_on: plan.and_then(|plan| plan.agreed_on).filter(|on| closed.is_none_or(|end| *on < end)),
        planned: planned.copied().collect(),
        exemptions: exempt.map(|(_, season, reason)| (*season, reason.clone())).collect(),
        ended,
        rhythm,
    }
}

/// When the pupil had a right to reviews, and why that ended each time it did: for a plan beside SEN support the days it ran.
fn support(
    child: &Child,
    beside: Option<&HeldPlan>,
    closed: Option<NaiveDate>,
) -> (Vec<Span>, Vec<(NaiveDate, Ended)>) {
    let spans = match beside {
        Some(plan) => {
            let ran = Span { from: plan.opened_on, until: closed };
            child.roll.iter().filter_map(|roll| overlap(*roll, ran)).collect()
        }
        None => supported(&child.roll, &child.statuses),
    };
    let ended = ended(&child.roll, &spans, if beside.is_some() { Ended::PlanClosed } else { Ended::NoLongerSen });
    (spans, ended)
}

//! What the register holds of one pupil.

use chrono::NaiveDate;

use crate::domain::{
    calendar::{AcademicYear, Season},
    early,
    ids::{ClassId, PlanId, PupilId, StaffId},
    part_time,
    people::Name,
    plan::PlanKind,
    sen_status::StatusSpan,
    standing::{Held, Meeting, Span},
    time::Moment,
};

/// A pupil.
#[derive(Clone, PartialEq, Debug)]
pub struct Child {
    /// Who.
    pub id: PupilId,
    /// Their name.
    pub name: Name,
    /// When they were on roll.
    pub roll: Vec<Span>,
    /// The classes they were in.
    pub classes: Vec<InClass>,
    /// Who supports them by name.
    pub supported_by: Vec<(Span, StaffId)>,
    /// Every SEN status, in order.
    pub statuses: Vec<StatusSpan>,
    /// The codes of their open needs, first by rank.
    pub needs: Vec<String>,
    /// Terms that a person said are not needed, with the reason.
    pub exemptions: Vec<(AcademicYear, Season, String)>,
    /// Their part-time timetables that have not ended.
    pub part_time: Vec<part_time::Facts>,
    /// Their plans, in the order in which they were made.
    pub plans: Vec<HeldPlan>,
    /// Meetings offered to their parents.
    pub meetings: Vec<Offered>,
}

impl Child {
    /// One of whom nothing else has been read yet.
    pub(super) fn named(id: PupilId, name: Name) -> Self {
        Self {
            id,
            name,
            roll: Vec::new(),
            classes: Vec::new(),
            supported_by: Vec::new(),
            statuses: Vec::new(),
            needs: Vec::new(),
            exemptions: Vec::new(),
            part_time: Vec::new(),
            plans: Vec::new(),
            meetings: Vec::new(),
        }
    }
}

/// A class as a pupil was in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InClass {
    /// When.
    pub span: Span,
    /// Which.
    pub class: ClassId,
    /// Their National Curriculum year.
    pub nc_year: String,
}

/// A plan, open or closed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldPlan {
    /// Which.
    pub id: PlanId,
    /// Of what kind.
    pub kind: PlanKind,
    /// Its first day.
    pub opened_on: NaiveDate,
    /// When it was closed, if it was.
    pub closed_on: Option<NaiveDate>,
    /// Its last day, where its kind has one.
    pub ends_on: Option<NaiveDate>,
    /// Who owns its reviews.
    pub lead: StaffId,
    /// The day agreed for the review of its open cycle.
    pub agreed_on: Option<NaiveDate>,
    /// Its open cycle holds a target.
    pub has_targets: bool,
    /// Of an EHC delivery plan, the authority's last decision, else the day the EHC plan was issued.
    pub anchor: Option<NaiveDate>,
    /// Reviews held: the day, and the day that had been agreed for it.
    pub reviews: Vec<Held>,
    /// Days planned ahead.
    pub planned: Vec<(AcademicYear, Season, NaiveDate)>,
    /// While it is open, what may speak for a review before its day.
    pub early: early::Facts,
}

/// A meeting offered to parents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered {
    /// On which plan.
    pub plan: PlanId,
    /// When it was offered.
    pub at: Moment,
    /// What the count makes of it.
    pub meeting: Meeting,
}

impl HeldPlan {
    /// When it was closed, as far as that was known on a day.
    #[must_use]
    pub fn closed_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.closed_on.filter(|on| *on <= day)
    }

    /// Whether it is open on a day: begun by then, and not closed.
    #[must_use]
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.opened_on <= day && self.closed_by(day).is_none()
    }
}

impl Child {
    /// The class they are in on a day.
    #[must_use]
    pub fn class_on(&self, day: NaiveDate) -> Option<&InClass> {
        self.classes.iter().rev().find(|one| one.span.contains(day))
    }

    /// Whether they are on roll on a day.
    #[must_use]
    pub fn is_on_roll(&self, day: NaiveDate) -> bool {
        self.roll.iter().any(|span| span.contains(day))
    }
}

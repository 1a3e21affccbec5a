//! The rules by their numbers, what each asks for, and of which plans.

use super::{PlanKind, PlanToCheck};

/// A rule. Its number never changes its meaning: files and governors' papers may name it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Rule {
    /// A need is recorded.
    HasNeed = 1,
    /// Every need has an outcome.
    NeedHasOutcome,
    /// Every outcome has a target.
    OutcomeHasTarget,
    /// There is a target.
    HasTarget,
    /// At most five targets.
    FewTargets,
    /// A target says how it is measured.
    Measured,
    /// The measure can be counted by anybody.
    MeasureCounts,
    /// A target says what the pupil does.
    PlainWording,
    /// One step a target.
    OneStep,
    /// Something is to change.
    Moves,
    /// The step can be reached.
    Realistic,
    /// What cannot be counted to.
    WithinScale,
    /// No two targets alike.
    NoTwins,
    /// Something is done about every target.
    TargetHasSupport,
    /// A strategy says what adults do.
    PlainStrategy,
    /// Carried forward for the third time.
    CarriedThrice,
    /// Met before, aimed at again.
    MetBefore,
    /// Something for home.
    ForHome,
    /// Support says how often and how long.
    Frequency,
    /// Support says who gives it.
    NamedRole,
    /// Support serves a target.
    LineHasTarget,
    /// Support that is named.
    PlainLine,
    /// Support beyond the ordinary offer.
    BeyondOrdinary,
    /// Support no longer than the plan.
    WithinPlan,
    /// Support that fits into a week.
    FitsWeek,
    /// The pupil was heard.
    PupilHeard,
    /// Parents were heard.
    ParentsHeard,
    /// The review is in its window.
    InWindow,
    /// The review comes after the start.
    ReviewAhead,
    /// Section F has lines.
    SectionF,
    /// Section E has outcomes.
    SectionE,
    /// The day annual reviews run from.
    Anchored,
    /// No terms of before 2014.
    Today,
}

impl Rule {
    /// In the order of their numbers.
    pub const ALL: [Self; 33] = [
        Self::HasNeed,
        Self::NeedHasOutcome,
        Self::OutcomeHasTarget,
        Self::HasTarget,
        Self::FewTargets,
        Self::Measured,
        Self::MeasureCounts,
        Self::PlainWording,
        Self::OneStep,
        Self::Moves,
        Self::Realistic,
        Self::WithinScale,
        Self::NoTwins,
        Self::TargetHasSupport,
        Self::PlainStrategy,
        Self::CarriedThrice,
        Self::MetBefore,
        Self::ForHome,
        Self::Frequency,
        Self::NamedRole,
        Self::LineHasTarget,
        Self::PlainLine,
        Self::BeyondOrdinary,
        Self::WithinPlan,
        Self::FitsWeek,
        Self::PupilHeard,
        Self::ParentsHeard,
        Self::InWindow,
        Self::ReviewAhead,
        Self::SectionF,
        Self::SectionE,
        Self::Anchored,
        Self::Today,
    ];

    /// "Q06".
    #[must_use]
    pub fn number(self) -> String {
        format!("Q{:02}", self as u8)
    }

    /// What it asks for, in a few words.
    #[must_use]
    pub fn asks_for(self) -> &'static str {
        match self {
            Self::HasNeed => "The pupil’s needs are recorded",
            Self::NeedHasOutcome => "Every need has an outcome",
            Self::OutcomeHasTarget => "Every outcome has a target",
            Self::HasTarget => "The plan has a target",
            Self::FewTargets => "At most five targets",
            Self::Measured => "Every target says how it is measured",
            Self::MeasureCounts => "Anybody could count the measure",
            Self::PlainWording => "A target says what the pupil does",
            Self::OneStep => "One step a target",
            Self::Moves => "Something is to change by the review",
            Self::Realistic => "The step can be reached by the review",
            Self::WithinScale => "What is expected is on the scale",
            Self::NoTwins => "No two targets are alike",
            Self::TargetHasSupport => "Something is done about every target",
            Self::PlainStrategy => "A strategy says what adults do",
            Self::CarriedThrice => "A target is not carried forward again and again",
            Self::MetBefore => "What was met is not aimed at again",
            Self::ForHome => "Parents read what helps at home",
            Self::Frequency => "All support says how often, how long and until when",
            Self::NamedRole => "All support says who gives it",
            Self::LineHasTarget => "All support serves a target",
            Self::PlainLine => "Support is named, not described",
            Self::BeyondOrdinary => "Support is additional to the ordinary offer",
            Self::WithinPlan => "Support is no longer than the plan",
            Self::FitsWeek => "Support fits into a school week",
            Self::PupilHeard => "The pupil was asked",
            Self::ParentsHeard => "Parents were asked",
            Self::InWindow => "The review is in one of the year’s three windows",
            Self::ReviewAhead => "The review comes after the start",
            Self::SectionF => "An EHC plan’s section F is in the plan",
            Self::SectionE => "Every outcome is one of section E",
            Self::Anchored => "The day is known that annual reviews run from",
            Self::Today => "Words of today",
        }
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::HasNeed | Self::NeedHasOutcome => "Code of Practice 6.45",
            Self::OutcomeHasTarget | Self::HasTarget | Self::TargetHasSupport | Self::LineHasTarget => {
                "Code of Practice 6.48"
            }
            Self::Measured | Self::Frequency | Self::NamedRole => "Code of Practice 6.48 and 6.49",
            Self::PupilHeard | Self::ParentsHeard | Self::ForHome => "Code of Practice 6.48 and 6.51",
            Self::InWindow | Self::ReviewAhead => "Code of Practice 6.53 and 6.65",
            Self::CarriedThrice => "Code of Practice 6.56 and 6.58",
            Self::BeyondOrdinary => "Children and Families Act 2014, section 21",
            Self::SectionE | Self::SectionF | Self::Anchored => "SEND Regulations 2014, regulations 12 and 18",
            Self::FitsWeek => "A school week of 32.5 hours (DfE, length of the school week)",
            Self::Today => "Code of Practice, 2015",
            _ => "Good practice",
        }
    }

    /// Whether a plan cannot be agreed without it.
    #[must_use]
    pub fn is_needed(self) -> bool {
        matches!(self, Self::HasTarget | Self::Measured | Self::Frequency | Self::NamedRole)
    }

    /// Whether it asks anything of this plan.
    pub(super) fn asks(self, plan: &PlanToCheck<'_>) -> bool {
        let (sen, ehc) = (plan.kind.is_sen(), plan.kind == PlanKind::EhcDelivery);
        match self {
            Self::HasNeed | Self::InWindow => sen,
            Self::NeedHasOutcome => sen && !plan.needs.is_empty(),
            Self::OutcomeHasTarget => !plan.outcomes.is_empty(),
            Self::HasTarget | Self::PupilHeard | Self::ParentsHeard | Self::ReviewAhead | Self::Today => true,
            Self::Frequency
            | Self::NamedRole
            | Self::LineHasTarget
            | Self::PlainLine
            | Self::BeyondOrdinary
            | Self::WithinPlan
            | Self::FitsWeek => !plan.lines.is_empty(),
            Self::SectionE => ehc && !plan.outcomes.is_empty(),
            Self::SectionF | Self::Anchored => ehc,
            Self::MetBefore => !plan.met.is_empty() && !plan.targets.is_empty(),
            Self::NoTwins => plan.targets.len() > 1,
            _ => !plan.targets.is_empty(),
        }
    }
}

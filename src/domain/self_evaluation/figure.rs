//! What a school's own records can say beside a statement. It is a count and never a judgement: the rating stays a person's.

use std::collections::BTreeSet;

use crate::domain::{
    figures::{Shown, publish},
    ids::PupilId,
    people::Name,
    share::percent,
};

coded! {
    /// A figure: its code stands in the files of frameworks, its words say what of the whole is counted.
    Figure {
        /// An assessment, dated.
        Assessed = "assessed", "were assessed within the last twelve months";
        /// As the report on reviews counts them.
        ReviewsOnTime = "reviews_on_time", "were held on time";
        /// The promise of the Code of Practice (6.65), for a year that is over.
        ThreeAYear = "three_a_year", "had all their reviews, and as many meetings with a parent";
        /// As the target bank counts them: support that was not given says nothing about the target.
        TargetsMet = "targets_met", "were met or exceeded";
        /// By the last report of the school year.
        SeldomAbsent = "seldom_absent", "have missed less than a tenth of the school year";
        /// Assess, plan, do, review.
        WholeCycles = "whole_cycles", "were assessed, planned, given time and reviewed, in that order";
        /// Of what the school or the authority owes.
        AnnualReviewsInTime = "annual_reviews_in_time", "have no late step in their annual review";
        /// In whatever way it was gathered.
        PupilsHeard = "pupils_heard", "hold the pupil’s view";
        /// The catalogue's own description.
        ProvisionDescribed = "provision_described", "say why the school thinks that they work";
        /// Preparing for adulthood, from year 9 (Code of Practice 8.9).
        Adulthood = "adulthood", "have an outcome that prepares for adult life";
        /// Advice that came back.
        AdviceReceived = "advice_received", "brought advice";
        /// As the timetable's own page asks it.
        PartTimeInOrder = "part_time_in_order", "lack nothing";
        /// As the page of readings counts them.
        PlansRead = "plans_read", "are done";
        /// In any target of the open cycle.
        AtHome = "at_home", "have a target that says what is done at home";
        /// At meetings with parents, by whoever took it on.
        AgreedDone = "agreed_done", "were done";
        /// As the week's report counts it.
        ParentsMet = "parents_met", "fell in a term in which a parent took part in a meeting";
        /// Asked once, applied to every invitation.
        NeedsAsked = "needs_asked", "were asked what they need to take part";
        /// The one question after a meeting.
        MeetingsUseful = "meetings_useful", "were listened to, and know what happens next";
    }
}

impl Figure {
    /// What the whole counts.
    #[must_use]
    pub fn of(self) -> &'static str {
        match self {
            Self::Assessed => "pupils with SEN",
            Self::ReviewsOnTime => "reviews that were due this school year",
            Self::ThreeAYear => "pupils with a right to reviews last school year",
            Self::TargetsMet => "targets that were reviewed this school year",
            Self::SeldomAbsent => "pupils with SEN whose attendance is known",
            Self::WholeCycles => "cycles that were reviewed this school year",
            Self::AnnualReviewsInTime => "pupils with an annual review to come",
            Self::PupilsHeard | Self::ParentsMet => "reviews that were held this school year",
            Self::ProvisionDescribed => "entries of the catalogue",
            Self::Adulthood => "pupils in year 9 or above with an EHC plan",
            Self::AdviceReceived => "requests to specialists, of this school year and the last",
            Self::PartTimeInOrder => "part-time timetables",
            Self::PlansRead => "readings of plans as they stand now",
            Self::AtHome => "pupils with targets for SEN",
            Self::AgreedDone => "things agreed at meetings, and due this school year by now",
            Self::NeedsAsked => "parents and carers of pupils with SEN",
            Self::MeetingsUseful => "answers from parents this school year",
        }
    }

    /// The page that tells more, where there is one besides the pupils behind it.
    #[must_use]
    pub fn page(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::ReviewsOnTime | Self::ParentsMet => Some(("/reports/reviews", "Reviews on time")),
            Self::PlansRead => Some(("/readings", "Who has read the plans")),
            Self::ProvisionDescribed => Some(("/provisions", "The catalogue of provision")),
            _ => None,
        }
    }
}

/// One of those whom a figure counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Behind {
    /// Whose it is; `None` where it belongs to no pupil.
    pub pupil: Option<(PupilId, Name)>,
    /// Whether it is as the figure asks.
    pub counts: bool,
}

/// A figure as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LiveFigure {
    /// Which.
    pub figure: Figure,
    /// How many are as it asks.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
    /// How many pupils are behind those who are, and behind those who are not; `None` where no pupil is.
    pupils: Option<[u32; 2]>,
}

impl LiveFigure {
    /// Counts.
    #[must_use]
    pub fn count(figure: Figure, behind: &[Behind]) -> Self {
        let many = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let pupils = |counts: bool| {
            let of = behind.iter().filter(|one| one.counts == counts);
            many(of.filter_map(|one| one.pupil.as_ref().map(|(id, _)| *id)).collect::<BTreeSet<_>>().len())
        };
        let of_pupils = figure != Figure::ProvisionDescribed;
        Self {
            figure,
            part: many(behind.iter().filter(|one| one.counts).count()),
            whole: many(behind.len()),
            pupils: of_pupils.then(|| [pupils(true), pupils(false)]),
        }
    }

    /// "Pupils with SEN: 34 of 40 were assessed within the last twelve months (85%)".
    #[must_use]
    pub fn words(&self) -> String {
        let of = self.figure.of();
        match percent(self.part, self.whole) {
            None => format!("There are no {of} yet"),
            Some(percent) => {
                let (first, rest) = of.split_at(1);
                let words = self.figure.words();
                format!("{}{rest}: {} of {} {words} ({percent}%)", first.to_uppercase(), self.part, self.whole)
            }
        }
    }

    /// The same for whoever may not see the pupils. Where on either side there are fewer pupils than the threshold, none included, nothing is
    /// said at all: neither how many there are nor that there is none.
    #[must_use]
    pub fn published(&self, threshold: u32) -> Option<String> {
        let is_exact =
            |counts: &[u32; 2]| publish(counts, threshold).cells.iter().all(|c| matches!(c, Shown::Exact(_)));
        self.pupils.as_ref().is_none_or(is_exact).then(|| self.words())
    }
}

//! Whole numbers that name rows, one type for each noun, so that a pupil's number can never be taken for a plan's.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A school.
    SchoolId;
    /// A member of staff.
    StaffId;
    /// A class.
    ClassId;
    /// A pupil.
    PupilId;
    /// A parent or carer.
    AdultId;
    /// The dated link between an adult and a pupil.
    GuardianshipId;
    /// A restriction on one adult for one pupil.
    RestrictionId;
    /// A part-time timetable.
    PartTimeId;
    /// A plan.
    PlanId;
    /// One turn of assess > plan > do > review.
    CycleId;
    /// A long-term outcome.
    OutcomeId;
    /// A target.
    TargetId;
    /// A planned use of provision.
    PlacementId;
    /// A support group, of one pupil or of several.
    GroupId;
    /// A recorded review.
    ReviewId;
    /// A meeting with parents.
    ConversationId;
    /// Something agreed at a meeting.
    ActionId;
    /// An offered time.
    SlotId;
    /// One adult's invitation to one meeting.
    InvitationId;
    /// A report that was kept.
    ReportSnapshotId;
    /// One message.
    NoticeId;
    /// A concern that somebody raised about a pupil.
    ConcernId;
    /// A term that a person said is not needed.
    ExemptionId;
    /// Something a person has to do.
    TaskId;
    /// A target that was put into the school's bank by hand.
    BankEntryId;
    /// A provision of the school's catalogue.
    ProvisionId;
    /// An adjustment, or a piece of equipment.
    AdjustmentId;
    /// What is known of a plan that others keep.
    LinkedPlanId;
    /// A significant incident of force, restraint or seclusion.
    IncidentId;
    /// An inclusion base of the school.
    InclusionBaseId;
    /// That a pupil is a member of an inclusion base.
    BaseMembershipId;
    /// A personal budget within an EHC plan.
    PersonalBudgetId;
    /// A survey of families or of pupils.
    SurveyId;
    /// A complaint.
    ComplaintId;
    /// Plans without names, as governors read them.
    PlanSampleId;
    /// A one-page profile, as it was written down once.
    ProfileId;
    /// A scored measure of the school, as it was worded once.
    ScoredMeasureId;
    /// What was found out about a pupil on a day.
    AssessmentId;
    /// A need statement that a school has worded.
    NeedStatementId;
    /// A pupil field of a school's own.
    PupilFieldId;
    /// A setting at which a pupil was before.
    EarlierSettingId;
    /// A version of an inclusion strategy.
    StrategyId;
    /// Something that a version of an inclusion strategy does.
    ActivityId;
    /// What a funding band brings from a day on.
    FundingBandId;
    /// One entry of a pupil's funding.
    FundingEntryId;
    /// What the school receives of a funding stream for some days.
    FundingStreamId;
    /// Who pays for a line of provision beside its plan's own stream.
    PayerId;
    /// What a source expects of progress on a measure.
    BenchmarkId;
    /// One import of files.
    ImportId;
}

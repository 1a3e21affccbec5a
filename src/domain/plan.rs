//! Kinds of plan, where their money comes from, and who gives the hours.

coded! {
    /// What a plan is for. All kinds share one cycle, calendar and review.
    PlanKind {
        /// SEN support (Code of Practice 6.44 onward).
        SenSupport = "sen_support", "SEN support plan";
        /// How the school delivers an EHC plan.
        EhcDelivery = "ehc_delivery", "EHC delivery plan";
        /// Pastoral support.
        Pastoral = "pastoral", "Pastoral support plan";
        /// Behaviour.
        Behaviour = "behaviour", "Behaviour support plan";
        /// Attendance.
        Attendance = "attendance", "Attendance plan";
        /// A part-time timetable, which always has an end date.
        PartTimeTimetable = "part_time_timetable", "Part-time timetable";
        /// The individual support plan of the 2026 proposals: not law.
        ProposedIsp = "proposed_isp", "Individual support plan (proposed)";
    }
}

coded! {
    /// Where the money for a line comes from.
    Funding {
        /// Notional SEN budget: up to the threshold, per pupil (DfE notional SEN guidance).
        NotionalSen = "notional_sen", "Notional SEN budget";
        /// Top-up from the authority's high needs block.
        TopUp = "top_up", "Top-up (high needs)";
        /// Inclusive Mainstream Fund.
        InclusiveMainstream = "inclusive_mainstream", "Inclusive Mainstream Fund";
        /// Pupil premium.
        PupilPremium = "pupil_premium", "Pupil premium";
        /// Pupil premium plus, for looked-after children.
        PupilPremiumPlus = "pupil_premium_plus", "Pupil premium plus";
        /// Early years inclusion fund.
        EarlyYearsInclusion = "early_years_inclusion", "Early years inclusion fund";
        /// Anything else.
        Other = "other", "Other";
    }
}

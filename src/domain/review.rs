//! What a review decides.

coded! {
    /// The decision at the end of a review.
    Decision {
        /// Same outcomes, same provision.
        Continue = "continue", "Continue";
        /// Change targets or provision.
        Change = "change", "Change the plan";
        /// More support, or specialists (Code of Practice 6.58).
        StepUp = "step_up", "Step up support";
        /// Less support.
        StepDown = "step_down", "Step down support";
        /// The plan is no longer needed; it closes.
        Exit = "exit", "End the plan";
    }
}

coded! {
    /// Words of a recorded review that may be corrected: by a newer row, beside which the older one stays. What the next cycle stands on
    /// (readings, the decision, the day) is settled once it is recorded.
    Correctable {
        /// What the pupil said.
        PupilView = "pupil_view", "The pupil, in their own words";
        /// What the parents said.
        ParentView = "parent_view", "The parents, in their own words";
        /// What was found.
        Summary = "summary", "What the review found";
        /// Why it was decided so.
        Reason = "decision_reason", "Why it was decided so";
    }
}

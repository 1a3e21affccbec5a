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

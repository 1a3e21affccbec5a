//! What people write over a while, and may leave half done.

coded! {
    /// What a draft is to become.
    DraftKind {
        /// The record of a meeting with parents; its subject is the conversation.
        Conversation = "conversation", "record of a meeting";
        /// A review; its subject is the cycle that it will end.
        Review = "review", "review";
        /// Changes to a plan; its subject is the plan.
        Plan = "plan", "plan";
        /// A new plan; its subject is the pupil.
        NewPlan = "new_plan", "new plan";
        /// What a parent says before a meeting; its subject is their invitation.
        Views = "views", "a parent’s views";
        /// What a teacher says before a review; its subject is the cycle that the review will end.
        TeacherInput = "teacher_input", "view before a review";
    }
}

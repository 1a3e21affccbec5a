//! Meetings with parents: how they are held, what parents answer, who took part, and what counts as having met.

coded! {
    /// How people meet.
    Mode {
        /// In school.
        School = "school", "at school";
        /// By phone.
        Phone = "phone", "by phone";
        /// By video call.
        Video = "video", "by video call";
        /// At the family's home.
        Home = "home", "at home";
    }
}

coded! {
    /// What an invited adult said.
    AnswerKind {
        /// Comes at one of the offered times.
        Accept = "accept", "Will come";
        /// None of the times suits; asks for another.
        OtherTime = "other_time", "Asked for another time";
        /// Would like a phone call instead.
        Phone = "phone", "Would like a phone call";
        /// Cannot take part.
        Cannot = "cannot", "Cannot come";
        /// Is not the person we meant.
        WrongPerson = "wrong_person", "Not the person we meant";
    }
}

coded! {
    /// How an invited adult took part on the day.
    TookPart {
        /// Was there, in person, by phone or by video.
        Attended = "attended", "Took part";
        /// Was phoned later, and talked it through.
        PhonedLater = "phoned_later", "Phoned later";
        /// Sent written views only.
        ViewsOnly = "views_only", "Sent their views";
        /// Sent apologies.
        Apologies = "apologies", "Sent apologies";
        /// Did not come. Recorded without blame; offered, not held.
        DidNotCome = "did_not_come", "Did not come";
    }
}

coded! {
    /// What parents say to what was agreed. Silence is never consent.
    Agreement {
        /// They agree.
        Agree = "agree", "Agree";
        /// They agree with part of it.
        InPart = "in_part", "Agree in part";
        /// They do not agree.
        NotAgreed = "not_agreed", "Do not agree";
        /// They could not be asked.
        NotReached = "not_reached", "Not reached";
    }
}

impl TookPart {
    /// Whether this counts as having met a parent: talking with them does, in whatever mode; written views do not.
    #[must_use]
    pub fn is_meeting(self) -> bool {
        matches!(self, Self::Attended | Self::PhonedLater)
    }
}

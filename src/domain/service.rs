//! Professionals of other services at a meeting: how the school asked them, and what became of it. The school asks them itself; Thrice
//! sends them nothing, so that nothing of a child leaves without somebody having thought about it.

coded! {
    /// How the school asked somebody.
    Asked {
        /// On the phone.
        Phone = "phone", "by phone";
        /// A letter.
        Letter = "letter", "by letter";
        /// The school's own secure e-mail.
        Email = "email", "by the school’s own e-mail";
        /// Face to face.
        InPerson = "in_person", "in person";
    }
}

coded! {
    /// What became of it.
    Part {
        /// Was there, or joined by phone or video.
        Attended = "attended", "Attended";
        /// Was there and sent a report.
        Both = "both", "Attended and sent a report";
        /// Did not come, and sent a report.
        Report = "report", "Sent a report";
        /// Sent apologies.
        Apologies = "apologies", "Sent apologies";
        /// Was not heard of.
        Silent = "silent", "Did not answer";
        /// Was never asked: the row is wrong.
        Mistake = "mistake", "Entered by mistake";
    }
}

impl Part {
    /// How a parent's summary says it; nothing where they need not know.
    #[must_use]
    pub fn to_parents(self) -> Option<&'static str> {
        match self {
            Self::Attended => Some("was there"),
            Self::Both => Some("was there and sent a report"),
            Self::Report => Some("sent a report"),
            Self::Apologies => Some("could not come"),
            Self::Silent | Self::Mistake => None,
        }
    }
}

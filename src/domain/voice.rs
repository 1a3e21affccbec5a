//! What parents and pupils say, how it was gathered, and who wrote it down (Code of Practice 6.45, 6.70).

coded! {
    /// How parents' views came to the school.
    ParentHow {
        /// They wrote them themselves, through their link.
        Link = "link", "through their link";
        /// On the phone.
        Phone = "phone", "by phone";
        /// Face to face.
        InPerson = "in_person", "in person";
        /// On paper.
        Paper = "paper", "on paper";
    }
}

coded! {
    /// How a pupil's views were gathered.
    PupilHow {
        /// By talking.
        Talk = "talk", "Talking";
        /// In writing.
        Writing = "writing", "Writing";
        /// By drawing.
        Drawing = "drawing", "Drawing";
        /// With symbols or pictures.
        Symbols = "symbols", "Symbols or pictures";
        /// By signing.
        Signing = "signing", "Signing";
        /// By watching what they choose and avoid.
        Observed = "observed", "Watching what they choose and avoid";
        /// Otherwise.
        Other = "other", "Another way";
    }
}

coded! {
    /// Who wrote a pupil's views down.
    WrittenBy {
        /// The pupil.
        Pupil = "pupil", "The pupil";
        /// An adult, in the pupil's words.
        Scribe = "scribe", "An adult, in the pupil’s words";
        /// An adult, from what they saw.
        Observer = "observer", "An adult, from what they saw";
    }
}

coded! {
    /// How it is going, as the pupil says.
    Feeling {
        /// Good.
        Good = "good", "Good";
        /// All right.
        Ok = "ok", "OK";
        /// Hard.
        Hard = "hard", "Hard";
    }
}

//! Need codes as the school census knows them, and the four broad areas of need.

coded! {
    /// A type of need. Parents are shown the words, never the code.
    Need {
        /// Specific learning difficulty.
        Spld = "SPLD", "Specific learning difficulty";
        /// Moderate learning difficulty.
        Mld = "MLD", "Moderate learning difficulty";
        /// Severe learning difficulty.
        Sld = "SLD", "Severe learning difficulty";
        /// Profound and multiple learning difficulty.
        Pmld = "PMLD", "Profound and multiple learning difficulty";
        /// Social, emotional and mental health.
        Semh = "SEMH", "Social, emotional and mental health";
        /// Speech, language and communication.
        Slcn = "SLCN", "Speech, language and communication needs";
        /// Hearing impairment.
        Hi = "HI", "Hearing impairment";
        /// Vision impairment.
        Vi = "VI", "Vision impairment";
        /// Multi-sensory impairment.
        Msi = "MSI", "Multi-sensory impairment";
        /// Physical disability.
        Pd = "PD", "Physical disability";
        /// Autistic spectrum disorder.
        Asd = "ASD", "Autistic spectrum disorder";
        /// Down syndrome. In another code set the same letters mean a reason for exclusion: keep them apart.
        Ds = "DS", "Down syndrome";
        /// Other difficulty or disability.
        Oth = "OTH", "Other difficulty or disability";
        /// SEN support, but no specialist assessment of the type of need.
        Nsa = "NSA", "SEN support, not yet assessed by a specialist";
    }
}

coded! {
    /// A broad area of need (Code of Practice 6.28-6.35).
    Area {
        /// Communication and interaction.
        Communication = "communication", "Communication and interaction";
        /// Cognition and learning.
        Cognition = "cognition", "Cognition and learning";
        /// Social, emotional and mental health.
        Semh = "semh", "Social, emotional and mental health";
        /// Sensory and/or physical.
        SensoryPhysical = "sensory_physical", "Sensory and physical";
        /// None of the four.
        Other = "other", "Other";
    }
}

coded! {
    /// A part of a grown-up life for which an outcome prepares (Code of Practice 8.10).
    Adulthood {
        /// Higher education, training, work.
        Employment = "employment", "Employment and training";
        /// A home and choices of one's own.
        Independence = "independence", "Independent living";
        /// Friends, relationships, taking part.
        Community = "community", "Friends, relationships and community";
        /// Being well.
        Health = "health", "Good health";
    }
}

/// The year from which outcomes prepare for a grown-up life (Code of Practice 8.9).
const ADULTHOOD_FROM_YEAR: u8 = 9;

/// Whether a pupil of a national curriculum year is asked what their outcomes prepare for.
#[must_use]
pub fn prepares_for_adulthood(nc_year: &str) -> bool {
    nc_year.parse::<u8>().is_ok_and(|year| year >= ADULTHOOD_FROM_YEAR)
}

impl Need {
    /// Reads a code or its words, ignoring case, space and punctuation. "BESD", which SEMH replaced in 2014, is read as SEMH.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |s: &str| s.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
        let asked = plain(text);
        // An export may write the code before or after its words: "SLCN - Speech, Language and Communication Needs".
        let lead = text.split(|c: char| !c.is_ascii_alphanumeric()).find(|w| !w.is_empty()).map(plain);
        let also = |need: Self| match need {
            Self::Asd => ["AUTISM", "AUTISTICSPECTRUMCONDITION", "ASC"].as_slice(),
            Self::Semh => &["BESD", "SOCIALEMOTIONALANDMENTALHEALTHNEEDS", "SOCIALEMOTIONALMENTALHEALTH"],
            Self::Slcn => &["SPEECHLANGUAGEANDCOMMUNICATION", "SPEECHLANGUAGECOMMUNICATIONNEEDS"],
            Self::Vi => &["VISUALIMPAIRMENT"],
            Self::Nsa => &["NOSPECIALISTASSESSMENT", "SENSUPPORTBUTNOSPECIALISTASSESSMENTOFTYPEOFNEED"],
            Self::Oth => &["OTHER", "OTHERDIFFICULTYDISABILITY"],
            Self::Spld => &["DYSLEXIA", "SPECIFICLEARNINGDIFFICULTIES"],
            Self::Mld => &["MODERATELEARNINGDIFFICULTIES"],
            Self::Sld => &["SEVERELEARNINGDIFFICULTIES"],
            Self::Pmld => &["PROFOUNDANDMULTIPLELEARNINGDIFFICULTIES"],
            Self::Ds => &["DOWNSSYNDROME"],
            _ => &[],
        };
        let is =
            |need: &Self| asked == need.as_code() || asked == plain(need.words()) || also(*need).contains(&&*asked);
        let by_lead =
            || Self::ALL.iter().copied().find(|n| n.as_code().len() > 2 && lead.as_deref() == Some(n.as_code()));
        Self::ALL.iter().copied().find(is).or_else(by_lead)
    }

    /// The areas a need usually belongs to. A plan may carry more than one, and a school may see it otherwise.
    #[must_use]
    pub fn areas(self) -> &'static [Area] {
        match self {
            Self::Slcn => &[Area::Communication],
            Self::Asd => &[Area::Communication, Area::Semh],
            Self::Spld | Self::Mld | Self::Sld => &[Area::Cognition],
            Self::Pmld => &[Area::Cognition, Area::SensoryPhysical],
            Self::Ds => &[Area::Cognition, Area::Communication],
            Self::Semh => &[Area::Semh],
            Self::Hi | Self::Vi | Self::Msi | Self::Pd => &[Area::SensoryPhysical],
            Self::Oth | Self::Nsa => &[Area::Other],
        }
    }
}

/// The area of the first of these needs, by their codes; "other" where none is recorded. Figures count a pupil in this one alone.
#[must_use]
pub fn first_area(codes: &[String]) -> Area {
    let first = codes.first().and_then(|code| Need::from_code(code));
    first.and_then(|need| need.areas().first().copied()).unwrap_or(Area::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_is_read_as_code_or_as_words() {
        for need in Need::ALL {
            assert_eq!(Need::parse(need.as_code()), Some(*need));
            assert_eq!(Need::parse(&need.words().to_uppercase()), Some(*need));
        }
        assert_eq!(Need::parse("SLCN - Speech, Language and Communication Needs"), Some(Need::Slcn));
        assert_eq!(Need::parse(" besd "), Some(Need::Semh));
        for bad in ["", "XYZ", "PDX", "Hi there"] {
            assert_eq!(Need::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_need_has_an_area_and_every_area_a_need() {
        assert!(Need::ALL.iter().all(|n| !n.areas().is_empty()));
        assert!(Area::ALL.iter().all(|a| Need::ALL.iter().any(|n| n.areas().contains(a))));
        assert_eq!(Need::Asd.areas().len(), 2);
    }
}

//! The languages in which the school's fixed texts can be read, and which of them somebody means who was asked, or whom another system
//! describes, in a word or a code. What people write themselves is never turned into another language.

coded! {
    /// A language that the texts for families are written in.
    Language {
        /// What every text is written in first.
        English = "en", "English";
        /// English in short sentences, with a drawing beside each.
        EasyRead = "en-easy", "Easy read";
        /// From right to left, in Nastaliq.
        Urdu = "ur", "Urdu";
        /// In Gurmukhi, as it is written in India.
        Panjabi = "pa", "Panjabi (Gurmukhi)";
        /// From left to right.
        Polish = "pl", "Polish";
        /// From left to right.
        Bengali = "bn", "Bengali";
        /// From left to right.
        Somali = "so", "Somali";
        /// From right to left.
        Arabic = "ar", "Arabic";
        /// From left to right.
        Gujarati = "gu", "Gujarati";
        /// From left to right, as it is written in Portugal.
        Portuguese = "pt", "Portuguese";
        /// From left to right.
        Romanian = "ro", "Romanian";
        /// From left to right.
        Ukrainian = "uk", "Ukrainian";
    }
}

/// What a language is called, beside its English name: by its own readers, in ISO 639-2, and in the code set of the school census (CBDS
/// D00005) and elsewhere.
const CALLED: [(Language, &[&str]); 11] = [
    (Language::English, &["english", "eng", "en", "enb"]),
    (Language::Urdu, &["اردو", "urd", "ur"]),
    // Whoever speaks Mirpuri or Pothwari Panjabi reads Urdu, if anything: they are not named here.
    (
        Language::Panjabi,
        &["ਪੰਜਾਬੀ", "panjabi", "punjabi", "pan", "pnj", "pnjg", "pa", "panjabi (gurmukhi)", "punjabi (gurmukhi)"],
    ),
    (Language::Polish, &["polski", "pol", "pl"]),
    (Language::Bengali, &["বাংলা", "bangla", "ben", "bng", "bn", "bengali (sylheti)", "sylheti", "bengali/bangla"]),
    (Language::Somali, &["soomaali", "af-soomaali", "som", "so"]),
    (Language::Arabic, &["العربية", "ara", "ar"]),
    (Language::Gujarati, &["ગુજરાતી", "guj", "gu"]),
    (Language::Portuguese, &["português", "portugues", "por", "pt", "portuguese (brazil)"]),
    (Language::Romanian, &["română", "romana", "ron", "rum", "rmn", "ro", "moldovan"]),
    (Language::Ukrainian, &["українська", "ukr", "uk"]),
];

impl Language {
    /// The language that a word or a code names, whatever its case; `None` for one that the texts are not written in.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let is = |(language, names): &&(Self, &[&str])| {
            language.words().to_lowercase() == text || names.iter().any(|name| *name == text)
        };
        CALLED.iter().find(is).map(|(language, _)| *language)
    }

    /// What its own readers call it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::EasyRead => "Easy read",
            Self::Polish => "Polski",
            Self::Somali => "Soomaali",
            Self::Portuguese => "Português",
            Self::Romanian => "Română",
            Self::Ukrainian => "Українська",
            Self::Urdu | Self::Panjabi | Self::Bengali | Self::Arabic | Self::Gujarati => {
                CALLED.iter().find(|(one, _)| *one == self).map_or("", |(_, names)| names[0])
            }
        }
    }

    /// How documents name it (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English | Self::EasyRead => "en-GB",
            other => other.as_code(),
        }
    }

    /// Whether it runs from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        matches!(self, Self::Urdu | Self::Arabic)
    }

    /// The direction, as documents say it.
    #[must_use]
    pub fn dir(self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    /// Whether whoever reads it reads English.
    #[must_use]
    pub fn is_english(self) -> bool {
        matches!(self, Self::English | Self::EasyRead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_name_in_english_or_its_own_and_by_its_codes() {
        for (text, expected) in [
            ("Urdu", Some(Language::Urdu)),
            (" URDU ", Some(Language::Urdu)),
            ("اردو", Some(Language::Urdu)),
            ("Punjabi", Some(Language::Panjabi)),
            ("POL", Some(Language::Polish)),
            ("Română", Some(Language::Romanian)),
            ("eng", Some(Language::English)),
            ("Easy read", None),
            ("Panjabi (Mirpuri)", None),
            ("Tamil", None),
            ("", None),
        ] {
            assert_eq!(Language::named(text), expected, "{text}");
        }
    }

    #[test]
    fn every_language_is_known_by_what_a_page_calls_it() {
        for one in Language::ALL.iter().filter(|one| **one != Language::EasyRead) {
            assert_eq!(Language::named(one.own_name()), Some(*one));
            assert_eq!(Language::named(one.words()), Some(*one));
            assert_eq!(Language::named(one.as_code()), Some(*one));
        }
    }
}

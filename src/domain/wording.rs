//! A school's own wording of the texts that families read, and which languages somebody who speaks them has looked over. Each change is a
//! dated row; what stands is the newest.

use super::{language::Language, people::Name, time::Moment};

/// One line as the school words it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnLine {
    /// In which language.
    pub language: Language,
    /// Which line: "invite-subject".
    pub message: String,
    /// What it says, as Fluent writes it.
    pub pattern: String,
}

/// A language that was looked over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookedOver {
    /// Which.
    pub language: Language,
    /// Who speaks it and has read the texts, in words.
    pub speaker: String,
    /// Who entered that.
    pub by: Option<Name>,
    /// When.
    pub at: Moment,
}

/// All of a school's own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wording {
    /// Its lines that stand.
    pub lines: Vec<OwnLine>,
    /// The languages that were looked over.
    pub looked_over: Vec<LookedOver>,
}

impl Wording {
    /// Its lines in one language: name and pattern.
    pub fn of(&self, language: Language) -> impl Iterator<Item = (&str, &str)> {
        let of_it = self.lines.iter().filter(move |line| line.language == language);
        of_it.map(|line| (line.message.as_str(), line.pattern.as_str()))
    }

    /// Who looked a language over, if anybody did. English is what the texts are written in.
    #[must_use]
    pub fn looked_over(&self, language: Language) -> Option<&LookedOver> {
        self.looked_over.iter().find(|one| one.language == language)
    }

    /// Whether families are told that nobody has checked a language.
    #[must_use]
    pub fn is_draft(&self, language: Language) -> bool {
        !language.is_english() && self.looked_over(language).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_is_a_draft_until_somebody_has_looked_it_over() {
        let urdu = LookedOver {
            language: Language::Urdu,
            speaker: "Mrs Iqbal".to_owned(),
            by: None,
            at: Moment::from_unix(1_795_000_000),
        };
        let wording = Wording { looked_over: vec![urdu], ..Wording::default() };
        assert!(!wording.is_draft(Language::Urdu));
        assert!(wording.is_draft(Language::Polish));
        assert!(!wording.is_draft(Language::English) && !wording.is_draft(Language::EasyRead));
    }
}

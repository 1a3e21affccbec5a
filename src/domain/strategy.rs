//! What adults do towards a target, and what does not help: one row each, with who does it.

coded! {
    /// Which of the two it is.
    Way {
        /// Adults do it.
        Do = "do", "What adults do";
        /// It does not help.
        Avoid = "avoid", "What does not help";
    }
}

/// One thing that adults do towards a target, or leave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strategy {
    /// Which of the two.
    pub way: Way,
    /// What it is.
    pub words: String,
    /// Who does it: a name or a role; empty for everybody who works with the pupil.
    pub by: String,
}

impl Strategy {
    /// Something that everybody who works with the pupil does.
    #[must_use]
    pub fn to_do(words: &str) -> Self {
        Self { way: Way::Do, words: words.to_owned(), by: String::new() }
    }

    /// Something that does not help.
    #[must_use]
    pub fn avoid(words: &str) -> Self {
        Self { way: Way::Avoid, words: words.to_owned(), by: String::new() }
    }

    /// "Back-chains each step (Ms Bates)".
    #[must_use]
    pub fn told(&self) -> String {
        if self.by.is_empty() { self.words.clone() } else { format!("{} ({})", self.words, self.by) }
    }
}

/// Those of one way, a line each, as they are told.
#[must_use]
pub fn lines(all: &[Strategy], way: Way) -> String {
    all.iter().filter(|one| one.way == way).map(Strategy::told).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_on_a_line_with_whoever_does_it() {
        let all = [
            Strategy { by: "Ms Bates".to_owned(), ..Strategy::to_do("Says it back") },
            Strategy::avoid("Finishing it for her"),
            Strategy::to_do("Waits ten seconds"),
        ];
        assert_eq!(lines(&all, Way::Do), "Says it back (Ms Bates)\nWaits ten seconds");
        assert_eq!(lines(&all, Way::Avoid), "Finishing it for her");
        assert_eq!(lines(&[], Way::Do), "");
    }
}

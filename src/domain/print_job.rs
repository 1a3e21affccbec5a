//! Many sheets of paper that become one file while whoever asked goes on with something else: how far that is.

use super::count::counted;

/// For how long the file is kept, in seconds: a day.
pub const KEPT_SECONDS: i64 = 86_400;
/// So many sheets are read at a time, so that others are not kept waiting.
pub const AT_A_TIME: usize = 10;

coded! {
    /// What goes into the file.
    PrintContent {
        /// One for each plan.
        ReviewSheets = "review_sheets", "Sheets for reviews";
        /// One for each class.
        ClassSheets = "class_sheets", "Class sheets";
        /// Class by class.
        Both = "both", "Class by class: the class sheet, then its sheets for reviews";
    }
}

impl PrintContent {
    /// Whether class sheets are in it.
    #[must_use]
    pub fn has_class_sheets(self) -> bool {
        self != Self::ReviewSheets
    }

    /// Whether sheets for reviews are in it.
    #[must_use]
    pub fn has_review_sheets(self) -> bool {
        self != Self::ClassSheets
    }
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrintStage {
    /// So many of so many sheets are gathered.
    Gathering {
        /// These.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// So many sheets are gathered, and are put onto paper.
    Typesetting(usize),
    /// The file of so many sheets can be fetched.
    Ready(usize),
    /// There was nothing that whoever asked may print.
    Nothing,
    /// It was not to be made.
    Failed,
}

impl PrintStage {
    /// "37 of 120 sheets are gathered."
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Gathering { done, of } => format!("{done} of {} gathered.", counted(of, "sheet is", "sheets are")),
            Self::Typesetting(of) => {
                let sheets = counted(of, "sheet is", "sheets are");
                format!("{of} of {sheets} gathered. Now they are put into one file.")
            }
            Self::Ready(of) => format!("The file is ready: {}.", counted(of, "sheet", "sheets")),
            Self::Nothing => "None of these pupils has an open plan that you may print.".to_owned(),
            Self::Failed => {
                "The file could not be made. Everything is as it was: ask for fewer sheets, or print them with your browser.".to_owned()
            }
        }
    }

    /// Whether something is still to come.
    #[must_use]
    pub fn goes_on(self) -> bool {
        matches!(self, Self::Gathering { .. } | Self::Typesetting(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_it_is_is_said_in_a_sentence() {
        use PrintStage::{Failed, Gathering, Nothing, Ready, Typesetting};
        assert_eq!(Gathering { done: 37, of: 120 }.words(), "37 of 120 sheets are gathered.");
        assert_eq!(Typesetting(120).words(), "120 of 120 sheets are gathered. Now they are put into one file.");
        assert_eq!(Ready(1).words(), "The file is ready: 1 sheet.");
        assert!([Gathering { done: 0, of: 1 }, Typesetting(1)].iter().all(|one| one.goes_on()));
        assert!(![Ready(1), Nothing, Failed].iter().any(|one| one.goes_on()));
    }
}

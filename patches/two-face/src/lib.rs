//! In place of the crate of this name, which brings the typesetter the grammars of some two hundred programming languages. No document of
//! Thrice has code in it, and they would be a sixteenth of the program.

/// The grammars.
pub mod syntax {
    use syntect::parsing::{SyntaxSet, SyntaxSetBuilder};

    /// None: code, if there ever is any, is set in one colour.
    #[must_use]
    pub fn extra_no_newlines() -> SyntaxSet {
        SyntaxSetBuilder::new().build()
    }
}

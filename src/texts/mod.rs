//! What families read: every mail and letter to parents, and every page behind their link, in their own language. A text is a line of
//! `config/texts/en.ftl` (Fluent, projectfluent.org), and of the file beside it for each other language; the school may word a line its own
//! way. Whoever puts words before a parent asks for them here and never writes them into the code:
//!
//! ```
//! use thrice::{args, domain::language::Language, texts::Words};
//!
//! let words = Words::shipped(Language::English);
//! assert_eq!(words.say("back"), "Back");
//! assert_eq!(words.say_with("minutes", &args!["n" => 1]), "1 minute");
//! ```
//!
//! A new text: a line in `en.ftl`, and its name in the code. The other files may follow later: what one of them leaves out is said in English,
//! and `thrice doctor` tells. The tests hold that every name in the code is in the file and every one in the file is used, and that all files
//! have the same variables. Plural forms are the file's (`{ $n -> [one] … *[other] … }`), never the code's.
//!
//! In every language but English what is put into a line is set apart by the marks of the bidirectional algorithm, so that a name, a number or
//! an address keeps its own direction; round a name that stands by itself a page puts `bdi`. No address is put into a line: it would take the
//! mark behind it along.

mod checking;
mod days;
mod shipped;

pub use checking::{WrongLine, check};
pub use shipped::{Line, Section, lacking, line, sections};

use std::sync::Arc;

use fluent_bundle::FluentArgs;

use crate::domain::{
    conversation::Mode, language::Language, reminder::SlotFacts, time::Moment, which_child::Mark, wording::Wording,
};

/// The variables of a text: `args!["name" => name, "n" => 3]`.
#[macro_export]
macro_rules! args {
    ($($name:literal => $value:expr),* $(,)?) => {{
        let mut all = $crate::texts::Args::new();
        $(all.set($name, $value);)*
        all
    }};
}

/// What is put into a text.
pub type Args<'a> = FluentArgs<'a>;

/// The texts in one language, as one school words them.
#[derive(Clone)]
pub struct Words {
    language: Language,
    is_draft: bool,
    own: Option<Arc<shipped::Bundle>>,
    own_english: Option<Arc<shipped::Bundle>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words")
            .field("language", &self.language)
            .field("is_draft", &self.is_draft)
            .finish_non_exhaustive()
    }
}

impl Words {
    /// As a school words them.
    #[must_use]
    pub fn of(wording: &Wording, language: Language) -> Self {
        let own = |of: Language| shipped::own(of, wording.of(of));
        let own_english = own(Language::English);
        let own = if language == Language::English { own_english.clone() } else { own(language) };
        Self { language, is_draft: wording.is_draft(language), own, own_english }
    }

    /// As they come with the program.
    #[must_use]
    pub fn shipped(language: Language) -> Self {
        Self::of(&Wording::default(), language)
    }

    /// The same in English.
    #[must_use]
    pub fn in_english(&self) -> Self {
        let own = self.own_english.clone();
        Self { language: Language::English, is_draft: false, own_english: own.clone(), own }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether nobody who speaks the language has looked the texts over.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.is_draft
    }

    /// A text without variables.
    #[must_use]
    pub fn say(&self, id: &str) -> String {
        self.found(id, None)
    }

    /// A text with its variables.
    #[must_use]
    pub fn say_with(&self, id: &str, args: &Args<'_>) -> String {
        self.found(id, Some(args))
    }

    /// The text of a code: "mode" and "school" are the line `mode-school`.
    #[must_use]
    pub fn coded(&self, kind: &str, code: &str) -> String {
        self.say(&format!("{kind}-{code}"))
    }

    /// As the school words it, else as it is shipped; in English where the language has no such line.
    fn found(&self, id: &str, args: Option<&Args<'_>>) -> String {
        let english = || [self.own_english.as_deref(), Some(shipped::bundle(Language::English))];
        let here = [self.own.as_deref(), Some(shipped::bundle(self.language))];
        let mut all = here.into_iter().chain(english()).flatten();
        let said = all.find_map(|bundle| shipped::formatted(bundle, id, args));
        debug_assert!(said.is_some(), "there is no text {id}");
        said.unwrap_or_else(|| id.to_owned())
    }

    /// "30 minutes".
    #[must_use]
    pub fn minutes(&self, minutes: i64) -> String {
        self.say_with("minutes", &args!["n" => minutes])
    }

    /// "Free and impartial advice for families: 01702 …"; empty where the text is.
    #[must_use]
    pub fn labelled(&self, id: &str, text: &str) -> String {
        if text.is_empty() {
            String::new()
        } else {
            self.say_with("labelled", &args!["label" => self.say(id), "text" => text])
        }
    }

    /// The ways to answer what stands in a mail or on paper: "reply to this e-mail or phone 01702 000 000."
    #[must_use]
    pub fn ways(&self, phone: &str, by_mail: bool) -> String {
        let by = match (by_mail, phone.is_empty()) {
            (false, true) => "office",
            (false, false) => "phone",
            (true, true) => "mail",
            (true, false) => "mail-or-phone",
        };
        self.say_with("ways", &args!["by" => by, "phone" => phone])
    }

    /// "Thursday 26 November 2026, 9:15am, 30 minutes, at school, Room 3".
    #[must_use]
    pub fn slot(&self, slot: &SlotFacts) -> String {
        self.time_and_place(slot.starts, slot.minutes, slot.mode, &slot.place)
    }

    /// The same of a time that is not offered yet. It lasts so many minutes.
    #[must_use]
    pub fn time_and_place(&self, starts: Moment, minutes: i64, mode: Mode, place: &str) -> String {
        let (day, time) = (self.day_of_year(starts.today()), self.clock(starts.local().time()));
        let (length, mode) = (self.minutes(minutes), self.coded("mode", mode.as_code()));
        let mut args = args!["day" => day, "time" => time, "length" => length, "mode" => mode];
        if place.is_empty() {
            return self.say_with("slot", &args);
        }
        args.set("place", place);
        self.say_with("slot-place", &args)
    }

    /// "your child in Year 5": the child, as nobody but their parents knows which it is.
    #[must_use]
    pub fn child(&self, mark: Mark) -> String {
        let (kind, year) = match mark {
            Mark::Year(year) => ("year", year.to_string()),
            Mark::Alike(Some(year)) => ("alike-year", year.to_string()),
            Mark::Alike(None) => ("alike", String::new()),
        };
        self.say_with("child", &args!["kind" => kind, "year" => year])
    }

    /// "This is about your child in Year 5.": for a message or a page about a meeting at a time.
    #[must_use]
    pub fn about_child(&self, mark: Mark, at: Option<Moment>) -> String {
        let child = self.child(mark);
        match at.filter(|_| matches!(mark, Mark::Alike(_))) {
            Some(at) => self.say_with("about-child-at", &args!["child" => child, "when" => self.when(at)]),
            None => self.say_with("about-child", &args!["child" => child]),
        }
    }
}

/// A text without the marks that set what is put into it apart.
#[must_use]
pub fn without_marks(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

#[cfg(test)]
mod tests;

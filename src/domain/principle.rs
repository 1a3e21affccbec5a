//! The principles of inclusion by which a strategy orders what it does: a file, since the department's wording still moves
//! (domain reference 14.4). A file that cannot be read says on which line and why.

use serde::Deserialize;
use toml::Spanned;

/// The file that Thrice ships, as it is pasted and read.
pub const SHIPPED: &str = include_str!("../../config/principles/inclusion.toml");

/// The most principles of a file.
const MOST: usize = 20;

/// One principle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Principle {
    /// What an activity keeps of it.
    pub code: String,
    /// As readers see it.
    pub title: String,
    /// What it asks of a school.
    pub words: String,
}

/// The principles of a file, in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Principles {
    /// What they are called together.
    pub title: String,
    /// Where they come from; may be empty.
    pub source: String,
    /// Each of them.
    pub all: Vec<Principle>,
}

/// Why a file is none of principles.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("Line {line}: {why}")]
pub struct FileProblem {
    /// The line, counted from 1.
    pub line: usize,
    /// The reason.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    title: Spanned<String>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    principle: Vec<RawPrinciple>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPrinciple {
    code: Spanned<String>,
    title: Spanned<String>,
    words: Spanned<String>,
}

impl Principles {
    /// Those that Thrice ships.
    #[must_use]
    pub fn shipped() -> Self {
        Self::read(SHIPPED).unwrap_or_default()
    }

    /// Reads a file.
    ///
    /// # Errors
    /// The first line that breaks a rule of the file, and which rule.
    pub fn read(text: &str) -> Result<Self, FileProblem> {
        let raw: RawFile = toml::from_str(text).map_err(|problem| {
            let at = problem.span().map_or(0, |span| span.start);
            wrong(text, at, problem.message().replace('\n', "; "))
        })?;
        let title = held(text, &raw.title, "title", 120)?;
        if raw.principle.is_empty() || raw.principle.len() > MOST {
            let why = format!("the file has {} principles: it needs from 1 to {MOST}", raw.principle.len());
            return Err(wrong(text, text.len(), why));
        }
        let mut all: Vec<Principle> = Vec::new();
        for one in &raw.principle {
            let code = held(text, &one.code, "code", 40)?;
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if !code.chars().all(fits) {
                return Err(wrong(text, one.code.span().start, "a code has small letters, digits and underlines only"));
            }
            if all.iter().any(|other| other.code == code) {
                return Err(wrong(text, one.code.span().start, format!("the code “{code}” stands there twice")));
            }
            let (title, words) = (held(text, &one.title, "title", 120)?, held(text, &one.words, "words", 600)?);
            all.push(Principle { code, title, words });
        }
        Ok(Self { title, source: raw.source.trim().to_owned(), all })
    }

    /// The principle with this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&Principle> {
        self.all.iter().find(|one| one.code == code)
    }
}

/// A text of the file, which is not empty and not longer than that many characters.
fn held(text: &str, found: &Spanned<String>, what: &str, most: usize) -> Result<String, FileProblem> {
    let said = found.get_ref().trim();
    match said.chars().count() {
        0 => Err(wrong(text, found.span().start, format!("{what} is empty"))),
        many if many > most => {
            Err(wrong(text, found.span().start, format!("{what} has {many} characters: at most {most} fit")))
        }
        _ => Ok(said.to_owned()),
    }
}

fn wrong(text: &str, at: usize, why: impl Into<String>) -> FileProblem {
    // What is wrong with the end of a file is wrong with its last line.
    let (before, last) = (text.get(..at.min(text.len())).unwrap_or(text), text.trim_end().matches('\n').count());
    FileProblem { line: before.matches('\n').count().min(last) + 1, why: why.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "title = \"Ours\"\n[[principle]]\ncode = \"a\"\ntitle = \"A\"\nwords = \"All.\"\n";

    #[test]
    fn the_file_that_is_shipped_has_seven_principles() {
        let shipped = Principles::shipped();
        assert_eq!(shipped.all.len(), 7);
        assert_eq!(shipped.find("teaching").map(|one| one.title.as_str()), Some("High-quality, adaptive teaching"));
        assert_eq!(shipped.find("other"), None);
    }

    #[test]
    fn a_file_that_cannot_be_read_says_where_and_why() {
        assert_eq!(Principles::read(ONE).map(|found| found.all.len()), Ok(1));
        let twice = format!("{ONE}[[principle]]\ncode = \"a\"\ntitle = \"B\"\nwords = \"Some.\"\n");
        for (file, line, why) in [
            ("", 1, "title"),
            ("title = \"x\"\n", 1, "0 principles"),
            ("title = \"x\"\n[[principle]]\ncode = \"a\"\nname = \"A\"\n", 4, "name"),
            ("title = \"x\"\nprinciple = 3\n", 2, "invalid type"),
            ("title = x\n", 1, ""),
            ("title = \"x\"\n[[principle]]\ncode = \"A b\"\ntitle = \"A\"\nwords = \"W\"\n", 3, "small letters"),
            ("title = \"x\"\n[[principle]]\ncode = \"a\"\ntitle = \" \"\nwords = \"W\"\n", 4, "title is empty"),
            (&twice, 7, "stands there twice"),
            (&ONE.replace("All.", &"long ".repeat(200)), 5, "at most 600"),
        ] {
            let problem = Principles::read(file).expect_err(file);
            assert!(problem.line == line && problem.why.contains(why), "{file}: {problem}");
        }
    }
}

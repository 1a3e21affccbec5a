//! Reading a framework from its file. Whatever is wrong is found in one go, each thing with its line: nobody should have to bring a file in
//! five times to learn of five mistakes. The format is described in `config/frameworks/README.md`.

use std::{collections::BTreeMap, fmt, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Figure, Framework, Group, Header, Section, Statement, Step, WHOLE};
use crate::domain::count::counted;

/// The most that a file may be, in bytes.
pub const MOST_BYTES: usize = 256 * 1024;
/// The most statements.
const MOST_STATEMENTS: usize = 300;
/// The longest key and title, in characters.
const LONGEST_KEY: usize = 40;
const LONGEST_TITLE: usize = 120;
/// The longest statement and any other words.
const LONGEST_WORDS: usize = 600;
/// The steps that a scale may have.
const STEPS: std::ops::RangeInclusive<usize> = 2..=5;

/// Something that is wrong with a file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Problem {
    /// On which line, counted from 1.
    pub line: usize,
    /// What, in a sentence without its full stop.
    pub why: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: {}", self.line, self.why)
    }
}

type Table<'i> = DeTable<'i>;

/// A framework as its file has it.
///
/// # Errors
/// Everything that is wrong with it, by line.
pub fn read(text: &str) -> Result<Framework, Vec<Problem>> {
    let mut reader = Reader { text, problems: Vec::new(), keys: BTreeMap::new() };
    if text.len() > MOST_BYTES {
        reader.say(0..0, format!("The file is larger than {} KB", MOST_BYTES / 1024));
        return Err(reader.problems);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in errors {
            let why = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
            reader.say(error.span().unwrap_or(0..0), format!("This is not TOML: {why}"));
        }
        return Err(reader.sorted());
    }
    let framework = reader.framework(table.get_ref());
    if reader.problems.is_empty() { Ok(framework) } else { Err(reader.sorted()) }
}

struct Reader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
    /// The keys that were given away, and where.
    keys: BTreeMap<String, usize>,
}

/// A field that has to be there, or need not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Always,
    Perhaps,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    fn say(&mut self, at: Range<usize>, why: impl Into<String>) {
        let problem = Problem { line: self.line(at.start), why: why.into() };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn sorted(mut self) -> Vec<Problem> {
        self.problems.sort();
        self.problems
    }

    /// Says which fields nobody knows.
    fn only(&mut self, table: &Table<'_>, what: &str, known: &[&str]) {
        for name in table.keys() {
            if !known.contains(&name.get_ref().as_ref()) {
                let why = format!("“{}” is no field of {what}: it has {}", short(name.get_ref()), known.join(", "));
                self.say(name.span(), why);
            }
        }
    }

    /// A text of at most so many characters, without the white space around it.
    fn text(&mut self, table: &Table<'_>, at: &Range<usize>, name: &str, wanted: Wanted, longest: usize) -> String {
        let Some(value) = table.get(name) else {
            if wanted == Wanted::Always {
                self.say(at.clone(), format!("“{name}” is missing here"));
            }
            return String::new();
        };
        let Some(text) = value.get_ref().as_str() else {
            self.say(value.span(), format!("“{name}” must be a text in quotation marks"));
            return String::new();
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() && wanted == Wanted::Always {
            self.say(value.span(), format!("“{name}” is empty"));
        }
        if text.chars().count() > longest {
            self.say(value.span(), format!("“{name}” is longer than {longest} letters"));
        }
        if text.chars().any(char::is_control) {
            self.say(value.span(), format!("“{name}” holds a sign that cannot be shown"));
        }
        text
    }

    /// A key: letters, digits and hyphens.
    fn key(&mut self, table: &Table<'_>, at: &Range<usize>) -> String {
        let key = self.text(table, at, "key", Wanted::Always, LONGEST_KEY);
        let is_plain = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !is_plain {
            let at = table.get("key").map_or(at.clone(), Spanned::span);
            self.say(at, format!("The key “{}” may have small letters a to z, digits and hyphens", short(&key)));
        }
        key
    }

    /// A key on which something will hang, once in the file.
    fn own_key(&mut self, table: &Table<'_>, at: &Range<usize>) -> String {
        let key = self.key(table, at);
        let place = table.get("key").map_or(at.clone(), Spanned::span);
        let line = self.line(place.start);
        if key == WHOLE {
            self.say(place, format!("The key “{WHOLE}” is the framework itself: choose another"));
        } else if let Some(first) = self.keys.get(&key).copied() {
            self.say(place, format!("The key “{}” was given away on line {first}", short(&key)));
        } else if !key.is_empty() {
            self.keys.insert(key.clone(), line);
        }
        key
    }

    /// The tables of a list, such as each `[[section]]`.
    fn list<'v, 'i>(&mut self, table: &'v Table<'i>, name: &str) -> Vec<(&'v Table<'i>, Range<usize>)> {
        let Some(value) = table.get(name) else { return Vec::new() };
        let mut found = Vec::new();
        for one in value.get_ref().as_array().map(|array| array.iter()).into_iter().flatten() {
            match one.get_ref().as_table() {
                Some(table) => found.push((table, one.span())),
                None => self.say(one.span(), format!("Each {name} must be a table: begin it with [[{name}]]")),
            }
        }
        if !value.get_ref().is_array() {
            self.say(value.span(), format!("Begin each {name} with two brackets, as in [[{name}]]"));
        }
        found
    }

    fn framework(&mut self, table: &Table<'_>) -> Framework {
        let top = 0..0;
        self.only(table, "a framework", &["key", "title", "about", "scale", "header", "section"]);
        let key = self.key(table, &top);
        let title = self.text(table, &top, "title", Wanted::Always, LONGEST_TITLE);
        let about = self.text(table, &top, "about", Wanted::Perhaps, LONGEST_WORDS);
        let scale = self.scale(table);
        let headers = self.list(table, "header").into_iter().map(|(one, at)| self.header(one, &at)).collect();
        let sections = self.list(table, "section").into_iter().map(|(one, at)| self.section(one, &at, &scale));
        let framework = Framework { sections: sections.collect(), key, title, about, scale, headers };
        match framework.statements().count() {
            0 => self.say(top, "There is no statement in it: put [[section.statement]] below a [[section]]"),
            n if n > MOST_STATEMENTS => {
                let there = counted(n, "statement", "statements");
                self.say(top, format!("There are {there}: at most {MOST_STATEMENTS} can be kept apart"));
            }
            _ => {}
        }
        framework
    }

    fn scale(&mut self, table: &Table<'_>) -> Vec<Step> {
        let steps = self.list(table, "scale");
        let at = table.get("scale").map_or(0..0, Spanned::span);
        let mut scale: Vec<Step> = Vec::new();
        for (one, at) in steps {
            self.only(one, "a step of the scale", &["key", "words", "descriptor"]);
            let key = self.key(one, &at);
            if !key.is_empty() && scale.iter().any(|step| step.key == key) {
                let place = one.get("key").map_or(at.clone(), Spanned::span);
                self.say(place, format!("The scale has the key “{}” twice", short(&key)));
            }
            let words = self.text(one, &at, "words", Wanted::Always, LONGEST_TITLE);
            let descriptor = self.text(one, &at, "descriptor", Wanted::Perhaps, LONGEST_WORDS);
            scale.push(Step { key, words, descriptor });
        }
        if !STEPS.contains(&scale.len()) {
            let there = counted(scale.len(), "step", "steps");
            self.say(at, format!("The scale has {there}: give it two to five, each as [[scale]], the best first"));
        }
        scale
    }

    fn header(&mut self, table: &Table<'_>, at: &Range<usize>) -> Header {
        self.only(table, "a header", &["key", "words"]);
        Header { key: self.own_key(table, at), words: self.text(table, at, "words", Wanted::Always, LONGEST_WORDS) }
    }

    fn section(&mut self, table: &Table<'_>, at: &Range<usize>, scale: &[Step]) -> Section {
        self.only(table, "a section", &["key", "title", "about", "statement", "group"]);
        let key = self.own_key(table, at);
        let title = self.text(table, at, "title", Wanted::Always, LONGEST_TITLE);
        let about = self.text(table, at, "about", Wanted::Perhaps, LONGEST_WORDS);
        let statements = self.statements(table, scale);
        let groups: Vec<Group> =
            self.list(table, "group").into_iter().map(|(one, at)| self.group(one, &at, scale)).collect();
        if statements.is_empty() && groups.is_empty() {
            self.say(at.clone(), format!("The section “{}” has no statement", short(&title)));
        }
        Section { key, title, about, statements, groups }
    }

    fn group(&mut self, table: &Table<'_>, at: &Range<usize>, scale: &[Step]) -> Group {
        self.only(table, "a group", &["key", "title", "statement"]);
        let (key, title) = (self.own_key(table, at), self.text(table, at, "title", Wanted::Always, LONGEST_TITLE));
        let statements = self.statements(table, scale);
        if statements.is_empty() {
            self.say(at.clone(), format!("The group “{}” has no statement", short(&title)));
        }
        Group { key, title, statements }
    }

    fn statements(&mut self, table: &Table<'_>, scale: &[Step]) -> Vec<Statement> {
        self.list(table, "statement").into_iter().map(|(one, at)| self.statement(one, &at, scale)).collect()
    }

    fn statement(&mut self, table: &Table<'_>, at: &Range<usize>, scale: &[Step]) -> Statement {
        self.only(table, "a statement", &["key", "words", "statutory", "figure", "descriptors"]);
        let key = self.own_key(table, at);
        let words = self.text(table, at, "words", Wanted::Always, LONGEST_WORDS);
        let is_statutory = table.get("statutory").is_some_and(|value| {
            value.get_ref().as_bool().unwrap_or_else(|| {
                self.say(value.span(), "“statutory” must be true or false, without quotation marks");
                false
            })
        });
        let figure = self.figure(table, at);
        Statement { key, words, is_statutory, figure, descriptors: self.descriptors(table, scale) }
    }

    fn figure(&mut self, table: &Table<'_>, at: &Range<usize>) -> Option<Figure> {
        let code = self.text(table, at, "figure", Wanted::Perhaps, LONGEST_TITLE);
        let figure = Figure::from_code(&code);
        if let Some(value) = table.get("figure").filter(|_| figure.is_none() && !code.is_empty()) {
            let known: Vec<&str> = Figure::ALL.iter().map(|one| one.as_code()).collect();
            self.say(value.span(), format!("“{}” is no figure: there are {}", short(&code), known.join(", ")));
        }
        figure
    }

    fn descriptors(&mut self, table: &Table<'_>, scale: &[Step]) -> Vec<(String, String)> {
        let Some(value) = table.get("descriptors") else { return Vec::new() };
        let DeValue::Table(said) = value.get_ref() else {
            self.say(value.span(), "“descriptors” must be like { yes = \"How it would show\" }");
            return Vec::new();
        };
        let mut found = Vec::new();
        for name in said.keys() {
            let step = name.get_ref().as_ref();
            if !scale.iter().any(|one| one.key == step) {
                self.say(name.span(), format!("The scale has no step “{}”", short(step)));
            }
            found.push((step.to_owned(), self.text(said, &name.span(), step, Wanted::Always, LONGEST_WORDS)));
        }
        found
    }
}

/// As much of a text as a sentence can hold.
fn short(text: &str) -> String {
    let mut letters = text.chars();
    let begin: String = letters.by_ref().take(LONGEST_KEY).collect();
    if letters.next().is_some() { format!("{begin}…") } else { begin }
}

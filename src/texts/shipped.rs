//! The texts that come with the program, read once; and a school's own lines, read as they are asked for.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use fluent_bundle::{FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use super::Args;
use crate::domain::language::Language;

/// Lines in one language, ready to be said.
pub(super) type Bundle = FluentBundle<FluentResource>;

/// Every file. Easy read has its own words for some lines, and plain English for the others.
fn file(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../config/texts/en.ftl"),
        Language::EasyRead => include_str!("../../config/texts/en-easy.ftl"),
        Language::Urdu => include_str!("../../config/texts/ur.ftl"),
        Language::Panjabi => include_str!("../../config/texts/pa.ftl"),
        Language::Polish => include_str!("../../config/texts/pl.ftl"),
        Language::Bengali => include_str!("../../config/texts/bn.ftl"),
        Language::Somali => include_str!("../../config/texts/so.ftl"),
        Language::Arabic => include_str!("../../config/texts/ar.ftl"),
        Language::Gujarati => include_str!("../../config/texts/gu.ftl"),
        Language::Portuguese => include_str!("../../config/texts/pt.ftl"),
        Language::Romanian => include_str!("../../config/texts/ro.ftl"),
        Language::Ukrainian => include_str!("../../config/texts/uk.ftl"),
    }
}

static BUNDLES: LazyLock<BTreeMap<Language, Bundle>> =
    LazyLock::new(|| Language::ALL.iter().map(|one| (*one, read(*one, file(*one)))).collect());

/// The shipped lines of a language.
pub(super) fn bundle(language: Language) -> &'static Bundle {
    &BUNDLES[&language]
}

/// What of a text can be read as Fluent.
fn read(language: Language, text: &str) -> Bundle {
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(what, _)| what);
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(!language.is_english());
    bundle.add_resource_overriding(resource);
    bundle
}

/// Schools' own lines as they were read, by what they say: every page of a family's asks for them, and they change once in a while.
static OWN: Mutex<BTreeMap<(Language, String), Arc<Bundle>>> = Mutex::new(BTreeMap::new());

/// How many are kept. Where there are more all are read anew, since most of them will be those of earlier days.
const KEPT: usize = 64;

/// A school's own lines of a language; nothing where it has none.
pub(super) fn own<'a>(language: Language, lines: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Arc<Bundle>> {
    let text = lines.fold(String::new(), |mut text, (id, pattern)| {
        let _ = writeln!(text, "{}", as_entry(id, pattern));
        text
    });
    (!text.is_empty()).then(|| kept(language, text))
}

/// Such lines, ready to be said.
fn kept(language: Language, text: String) -> Arc<Bundle> {
    let mut all = OWN.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (language, text);
    if let Some(found) = all.get(&key) {
        return Arc::clone(found);
    }
    if all.len() >= KEPT {
        all.clear();
    }
    let bundle = Arc::new(read(language, &key.1));
    all.insert(key, Arc::clone(&bundle));
    bundle
}

/// A line as it stands in a file.
pub(super) fn as_entry(id: &str, pattern: &str) -> String {
    format!("{id} = {}", pattern.trim().replace("\r\n", "\n").replace('\n', "\n    "))
}

/// What a line says; `None` where there is none, or it lacks a variable: another says it then.
pub(super) fn formatted(bundle: &Bundle, id: &str, args: Option<&Args<'_>>) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, args, &mut errors).into_owned();
    debug_assert!(errors.is_empty(), "{id}: {errors:?}");
    errors.is_empty().then_some(said)
}

/// One line of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its name.
    pub id: &'static str,
    /// What it says, as it stands in the file.
    pub pattern: &'static str,
}

/// Lines that stand together under a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The heading.
    pub title: &'static str,
    /// Its lines, in their order.
    pub lines: Vec<Line>,
}

static SECTIONS: LazyLock<BTreeMap<Language, Vec<Section>>> =
    LazyLock::new(|| Language::ALL.iter().map(|one| (*one, parted(file(*one)))).collect());

/// The lines of a language's file, by their headings.
#[must_use]
pub fn sections(language: Language) -> &'static [Section] {
    &SECTIONS[&language]
}

/// A line of a language's file.
#[must_use]
pub fn line(language: Language, id: &str) -> Option<Line> {
    sections(language).iter().flat_map(|section| &section.lines).find(|line| line.id == id).copied()
}

/// The lines that are said in English where this language is asked for. Easy read needs none of its own.
#[must_use]
pub fn lacking(language: Language) -> Vec<&'static str> {
    if language.is_english() {
        return Vec::new();
    }
    let all = sections(Language::English).iter().flat_map(|section| &section.lines);
    // Somebody who reads a language that is not written here is told so in English.
    let spoken = all.filter(|one| !ENGLISH_ALONE.contains(&one.id));
    spoken.filter(|one| line(language, one.id).is_none()).map(|one| one.id).collect()
}

/// What is only ever said in English: to whom nothing is written in their language, and above the English.
pub(super) const ENGLISH_ALONE: [&str; 3] = ["in-english-mail", "in-english-letter", "english-follows"];

/// A file by its headings. A line begins where its name does, and goes on as long as what follows is set in.
fn parted(text: &'static str) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        let more: usize = rest[line.len()..].split_inclusive('\n').take_while(|next| goes_on(next)).map(str::len).sum();
        let entry = &rest[..line.len() + more];
        rest = &rest[entry.len()..];
        if let Some(title) = entry.strip_prefix("## ") {
            found.push(Section { title: title.trim(), lines: Vec::new() });
        } else if let (Some((id, pattern)), false) = (entry.split_once('='), entry.starts_with('#')) {
            let line = Line { id: id.trim(), pattern: pattern.trim() };
            if let Some(section) = found.last_mut() {
                section.lines.push(line);
            }
        }
    }
    found
}

fn goes_on(line: &str) -> bool {
    line.starts_with(' ') || line.starts_with('}')
}

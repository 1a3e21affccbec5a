//! Taking the names of a pupil, and of others, out of what was written.

/// What stands where a name stood.
const PUPIL: &str = "the pupil";

/// Ordinary words that are names, too: in small letters they are taken for the word.
const ORDINARY: &[&str] = &[
    "angel", "art", "bill", "brown", "cook", "dawn", "faith", "fox", "frank", "grace", "green", "hope", "hunter",
    "ivy", "joy", "king", "lane", "law", "lily", "long", "mark", "may", "miles", "page", "pat", "penny", "poppy",
    "reading", "rich", "rose", "sky", "summer", "sunny", "violet", "walker", "white", "will", "wood", "woods", "young",
];

/// A text with "the pupil" in place of each of these names: whole words of any case, a forename with the surname behind it once, and with a
/// capital where a sentence begins. A name of one letter is left: it is too often something else.
#[must_use]
pub fn nameless(text: &str, names: &[&str]) -> String {
    in_place_of(text, names, PUPIL)
}

/// The same with other words in the place of the names: these are of somebody else than the pupil.
#[must_use]
pub fn in_place_of(text: &str, names: &[&str], who: &str) -> String {
    let mut sorted: Vec<Vec<&str>> = names.iter().map(|name| words(name)).filter(|name| !name.is_empty()).collect();
    sorted.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let (mut out, mut rest, mut was_name) = (String::new(), text, false);
    while !rest.is_empty() {
        let begins = out.chars().last().is_none_or(|c| !c.is_alphanumeric());
        if let Some(length) = sorted.iter().filter(|_| begins).find_map(|name| at_start(rest, name)) {
            if was_name {
                out.truncate(out.trim_end().len());
            } else {
                out.push_str(&if starts_sentence(&out) { capital(who) } else { who.to_owned() });
            }
            (rest, was_name) = (&rest[length..], true);
            continue;
        }
        let next = rest.chars().next().unwrap_or(' ');
        was_name = was_name && next.is_whitespace();
        out.push(next);
        rest = &rest[next.len_utf8()..];
    }
    out
}

/// The first of these names that stands in a text.
#[must_use]
pub fn named<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    names.into_iter().find(|name| nameless(text, &[name]) != text)
}

fn words(name: &str) -> Vec<&str> {
    let parts: Vec<&str> = name.split_whitespace().collect();
    if parts.concat().chars().count() > 1 { parts } else { Vec::new() }
}

/// The length of the name at the start of a text, if it stands there as whole words.
fn at_start(text: &str, name: &[&str]) -> Option<usize> {
    let mut rest = text;
    for (n, word) in name.iter().enumerate() {
        let trimmed = if n > 0 { rest.trim_start() } else { rest };
        if n > 0 && trimmed.len() == rest.len() {
            return None;
        }
        let end = trimmed.char_indices().nth(word.chars().count()).map_or(trimmed.len(), |(at, _)| at);
        let found = &trimmed[..end];
        let folded = word.to_lowercase();
        let is_meant = found.chars().next().is_some_and(char::is_uppercase) || !ORDINARY.contains(&folded.as_str());
        if found.to_lowercase() != folded || !is_meant {
            return None;
        }
        rest = &trimmed[end..];
    }
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    ends.then(|| text.len() - rest.len())
}

fn starts_sentence(before: &str) -> bool {
    before.trim_end().chars().last().is_none_or(|c| matches!(c, '.' | '!' | '?' | ':'))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

//! How many there are of something, in words that people read: one is never "1 meetings".

use std::fmt::Display;

/// The word that agrees with a number: the first for one, the second for every other.
pub fn noun<'a, N: PartialEq + From<u8>>(n: N, one: &'a str, many: &'a str) -> &'a str {
    if n == N::from(1) { one } else { many }
}

/// A number and its word: "1 meeting", "0 meetings", "12 meetings".
pub fn counted<N: PartialEq + From<u8> + Display + Copy>(n: N, one: &str, many: &str) -> String {
    format!("{n} {}", noun(n, one, many))
}

/// How often: "once", "twice", "3 times".
pub fn times<N: PartialEq + From<u8> + Display + Copy>(n: N) -> String {
    match n {
        n if n == N::from(1) => "once".to_owned(),
        n if n == N::from(2) => "twice".to_owned(),
        n => counted(n, "time", "times"),
    }
}

/// School days: "1 school day", "4 school days".
#[must_use]
pub fn school_days(n: i64) -> String {
    counted(n, "school day", "school days")
}

/// The one of a unit that somebody has typed in the plural: "word" of "words", "time a week" of "times a week". What has no such ending
/// stays as it is.
#[must_use]
pub fn one_of(unit: &str) -> String {
    let joints = [" a ", " an ", " per ", " in ", " of ", " out ", " at ", " on ", " each "];
    let end = joints.iter().filter_map(|joint| unit.find(joint)).min().unwrap_or(unit.len());
    let (counted, rest) = unit.split_at(end);
    format!("{}{rest}", one_of_noun(counted))
}

fn one_of_noun(noun: &str) -> String {
    let ends = |end: &str| noun.strip_suffix(end);
    match (ends("ies"), ends("es"), ends("s")) {
        (Some(stem), ..) if stem.len() > 1 => format!("{stem}y"),
        (_, Some(stem), _) if ["s", "sh", "ch", "x"].iter().any(|end| stem.ends_with(end)) => stem.to_owned(),
        (.., Some(stem)) if !stem.ends_with('s') => stem.to_owned(),
        _ => noun.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_never_many() {
        assert_eq!([0, 1, 2].map(|n| counted(n, "meeting", "meetings")), ["0 meetings", "1 meeting", "2 meetings"]);
        assert_eq!([0, 1, 2, 3].map(times), ["0 times", "once", "twice", "3 times"]);
        assert_eq!([1_u32, 2].map(|n| noun(n, "is", "are")), ["is", "are"]);
        let units = ["words", "entries", "classes", "minutes", "% right", "glass", ""];
        assert_eq!(units.map(one_of), ["word", "entry", "class", "minute", "% right", "glass", ""]);
        let longer = ["times a week", "words per minute", "minutes of play", "correct words", "half days"];
        assert_eq!(
            longer.map(one_of),
            ["time a week", "word per minute", "minute of play", "correct word", "half day"]
        );
        assert_eq!([1, 4].map(school_days), ["1 school day", "4 school days"]);
    }
}

//! Words that sound like something and say nothing, found as whole words, whatever their case.

/// In a target: what nobody can see or count.
const TARGET: &[&str] = &[
    "improve",
    "improves",
    "improved",
    "improving",
    "better",
    "understand",
    "understands",
    "appreciate",
    "be aware",
    "awareness",
    "more confident",
    "confidence in",
    "feel",
    "feels",
    "try",
    "tries",
    "work on",
    "works on",
    "continue to",
    "develop",
    "develops",
    "make progress",
    "makes progress",
    "more able",
    "increase his",
    "increase her",
    "increase their",
    "know about",
    "cope",
    "copes",
    "engage",
    "engages",
    "be encouraged",
    "will be supported",
    "appropriately",
    "age appropriate",
    "where possible",
    "when possible",
    "access the curriculum",
    "reach his potential",
    "reach her potential",
    "reach their potential",
    "make better choices",
];

/// In a measure: what two people would count differently.
const MEASURE: &[&str] = &[
    "observation",
    "observations",
    "teacher observation",
    "staff feedback",
    "teacher judgement",
    "teacher assessment",
    "ongoing",
    "improvement",
    "progress",
    "better",
    "improved",
    "visible",
    "evident",
    "as appropriate",
    "in class",
    "informal",
    "discussion",
];

/// In a strategy or the name of support: an offer, not a deed.
const SUPPORT: &[&str] = &[
    "access to",
    "as required",
    "as needed",
    "as necessary",
    "as appropriate",
    "when needed",
    "when required",
    "where needed",
    "where necessary",
    "where possible",
    "when possible",
    "if needed",
    "regular",
    "regularly",
    "opportunities for",
    "opportunities to",
    "opportunity to",
    "opportunity for",
    "benefit from",
    "would benefit",
    "support from an adult",
    "adult support",
    "ta support",
    "1:1 support",
    "one to one support",
    "in-class support",
    "in class support",
    "small group support",
    "small group work",
    "extra help",
    "extra support",
    "additional support",
    "encourage",
    "encouragement",
    "monitor",
    "monitoring",
    "a high level of",
    "up to",
    "from time to time",
    "a range of",
    "some help",
];

/// What every teacher does for every pupil.
const ORDINARY: &[&str] = &[
    "quality first teaching",
    "high quality teaching",
    "high-quality teaching",
    "differentiation",
    "differentiated work",
    "differentiated curriculum",
    "adaptive teaching",
    "whole class phonics",
    "whole-class phonics",
    "marking",
    "homework",
];

/// What ended in 2014.
const ENDED: &[&str] = &[
    "iep",
    "ieps",
    "individual education plan",
    "school action",
    "school action plus",
    "statement of sen",
    "statemented",
    "statement of special educational needs",
    "besd",
    "ebd",
    "gifted and talented",
];

/// Words as they are compared: small, without punctuation at their ends, apostrophes straight.
fn words(text: &str) -> Vec<String> {
    let cut = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    text.split_whitespace().flat_map(|word| word.split('/')).map(cut).filter(|word| !word.is_empty()).collect()
}

/// The first phrase of a list that stands in a text as whole words.
fn first(text: &str, list: &[&'static str]) -> Option<&'static str> {
    let said = words(text);
    let stands = |phrase: &&&str| {
        let asked = words(phrase);
        said.windows(asked.len()).any(|window| window == asked.as_slice())
    };
    // The longest says most: "teacher observation" rather than "observation".
    list.iter().filter(stands).max_by_key(|phrase| phrase.len()).copied()
}

/// Numbers as they are written out.
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "once", "twice", "half",
    "all", "every", "each",
];

/// What says nothing in a target that holds no number: "tries four new foods" can be seen, "tries harder" cannot.
pub(super) fn in_target(text: &str) -> Option<&'static str> {
    let is_counted = text.chars().any(|c| c.is_ascii_digit()) || first(text, NUMBERS).is_some();
    first(text, TARGET).filter(|_| !is_counted)
}

/// What cannot be counted in a measure: a word of the list, where no number and no count stands beside it.
pub(super) fn in_measure(text: &str) -> Option<&'static str> {
    let counts = [
        "number",
        "out",
        "of",
        "times",
        "minutes",
        "seconds",
        "score",
        "percentage",
        "%",
        "tally",
        "count",
        "words",
        "errors",
    ];
    let said = words(text);
    let is_count = text.chars().any(|c| c.is_ascii_digit()) || said.iter().any(|word| counts.contains(&word.as_str()));
    first(text, MEASURE).filter(|_| !is_count)
}

/// What promises nothing in a strategy or in the name of support.
pub(super) fn in_support(text: &str) -> Option<&'static str> {
    first(text, SUPPORT)
}

/// What is not additional.
pub(super) fn ordinary(text: &str) -> Option<&'static str> {
    first(text, ORDINARY)
}

/// What nobody calls so any more.
pub(super) fn ended(text: &str) -> Option<&'static str> {
    first(text, ENDED)
}

/// A text as it is compared with another.
pub(super) fn same(one: &str, other: &str) -> bool {
    words(one) == words(other)
}

/// How many words a text has.
pub(super) fn length(text: &str) -> usize {
    words(text).len()
}

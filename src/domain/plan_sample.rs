//! Plans without names, for governors: which ones, and what is taken out of their words. No rule finds every name, so that whoever publishes
//! reads each line first; this takes out what can be found.

use super::{
    bank::{in_place_of, nameless},
    ids::PlanId,
    people::Name,
    plan::PlanKind,
};

/// The most plans of one sample: as many as somebody reads line by line.
pub const MOST: usize = 10;

/// What stands where something was left out that no name can be put for.
const LEFT_OUT: &str = "[left out]";
/// What stands before a surname.
const TITLES: &[&str] =
    &["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Sir", "Madam", "Nurse", "Sister", "Father", "Rev"];
/// So many digits together are a number of a person: a UPN, a telephone number, a date of birth.
const DIGITS: usize = 6;
/// The same of digits that stand in groups, as telephone numbers do.
const DIGITS_APART: usize = 9;

/// A plan as governors read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// What it is for.
    pub kind: PlanKind,
    /// Headings, each with its lines.
    pub parts: Vec<(String, Vec<String>)>,
}

/// So many of these plans, chosen by a number: the same number chooses the same of the same plans, in the same order, so that a choice can be
/// shown to somebody else and repeated.
#[must_use]
pub fn choose(seed: u64, most: usize, plans: &[PlanId]) -> Vec<PlanId> {
    let mut drawn: Vec<(u64, PlanId)> =
        plans.iter().map(|plan| (mixed(seed ^ mixed(plan.0.cast_unsigned())), *plan)).collect();
    drawn.sort_unstable();
    drawn.into_iter().take(most).map(|(_, plan)| plan).collect()
}

/// Scatters a number over all of 64 bits, each number to another one (the finaliser of SplitMix64).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// A number that says whether what is published is what was read: it changes with every letter of the sheets.
#[must_use]
pub fn mark(sheets: &[Sheet]) -> u64 {
    let texts = sheets.iter().flat_map(|sheet| {
        let parts = sheet.parts.iter().flat_map(|(heading, lines)| std::iter::once(heading).chain(lines));
        std::iter::once(sheet.kind.as_code()).chain(parts.map(String::as_str))
    });
    let bytes = texts.flat_map(|text| text.bytes().chain(std::iter::once(0)));
    bytes.fold(0, |mark, byte| mixed(mark ^ u64::from(byte)))
}

/// The names that are taken out of one plan.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
    /// What its pupil is called.
    pub pupil: Vec<String>,
    /// What the other pupils are called.
    pub others: Vec<String>,
    /// What staff and parents are called, with their titles and without.
    pub adults: Vec<String>,
}

/// All that somebody is called: by title, in full, and by each name alone.
#[must_use]
pub fn called(name: &Name) -> Vec<String> {
    let all = [name.formal(), name.full(), name.forename.clone(), name.surname.clone()];
    all.into_iter().filter(|one| !one.is_empty()).collect()
}

impl Names {
    /// A text without these names, without anybody who is called by a title, and without addresses and long numbers.
    #[must_use]
    pub fn taken_out(&self, text: &str) -> String {
        let mut adults = each(&self.adults);
        let titled = titled(text);
        adults.extend(titled.iter().map(String::as_str));
        // Whoever bears a title first: "Mrs Khan" is no pupil of the name Khan.
        let text = in_place_of(text, &with_a_title(&adults), "an adult");
        let text = nameless(&text, &each(&self.pupil));
        let text = in_place_of(&text, &each(&self.others), "another child");
        numbers_left_out(&in_place_of(&text, &adults, "an adult"))
    }
}

fn each(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&word.trim_end_matches('.'))
}

fn with_a_title<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.iter().copied().filter(|name| name.split_once(' ').is_some_and(|(first, _)| is_title(first))).collect()
}

/// "Dr Moss" and "Mrs. Okoro-Hill" as they stand in a text.
fn titled(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| is_title(pair[0].trim_start_matches(|c: char| !c.is_alphanumeric())));
    let named = pairs.filter_map(|pair| {
        let title = pair[0].trim_start_matches(|c: char| !c.is_alphanumeric());
        let name = pair[1].trim_end_matches(|c: char| !c.is_alphanumeric());
        let name = name.strip_suffix("’s").or_else(|| name.strip_suffix("'s")).unwrap_or(name);
        name.starts_with(char::is_uppercase).then(|| format!("{title} {name}"))
    });
    named.collect()
}

/// Addresses of mail and of the web, and long numbers, are left out.
fn numbers_left_out(text: &str) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    words.chunk_by(|a, b| is_number(a) && is_number(b)).map(left_out).collect()
}

/// A word, or the groups of digits of one number.
fn left_out(words: &[&str]) -> String {
    let text = words.concat();
    let bare = text.trim_end();
    let is_address = bare.contains('@') || bare.contains("://") || bare.starts_with("www.");
    let least = if words.len() > 1 { DIGITS_APART } else { DIGITS };
    let is_long = bare.chars().filter(char::is_ascii_digit).count() >= least;
    if is_address || is_long { format!("{LEFT_OUT}{}", &text[bare.len()..]) } else { text }
}

/// Whether a word is digits and what parts them.
fn is_number(word: &str) -> bool {
    let bare = word.trim_end();
    !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || "+()-./".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names() -> Names {
        let name = |title: &str, forename: &str, surname: &str| {
            called(&Name { title: title.to_owned(), forename: forename.to_owned(), surname: surname.to_owned() })
        };
        Names {
            pupil: name("", "Amira", "Khan"),
            others: name("", "Ben", "Ode"),
            adults: [name("Mr", "Omar", "Shah"), name("Mrs", "Sana", "Khan")].concat(),
        }
    }

    #[test]
    fn names_are_taken_out_and_it_still_reads() {
        for (text, plain) in [
            ("Amira reads to Mr Shah.", "The pupil reads to an adult."),
            ("Sits with Ben Ode, Omar and AMIRA’s book", "Sits with another child, an adult and the pupil’s book"),
            ("Mrs Khan reads with Amira Khan", "An adult reads with the pupil"),
            ("As Dr. Moss and Nurse Adeyemi advise", "As an adult and an adult advise"),
            ("(Mrs Okoro-Hill’s idea)", "(an adult’s idea)"),
            ("Ring 020 7946 0100 or 07700900001, ana@x.example", "Ring [left out] or [left out] [left out]"),
            ("Reads 40 words in 2 minutes, 3 of 4 times", "Reads 40 words in 2 minutes, 3 of 4 times"),
        ] {
            assert_eq!(names().taken_out(text), plain);
        }
    }

    #[test]
    fn a_number_chooses_the_same_plans_again_and_another_number_others() {
        let plans: Vec<PlanId> = (1..=60).map(PlanId).collect();
        assert_eq!(choose(7, 5, &plans), choose(7, 5, &plans));
        assert_ne!(choose(7, 5, &plans), choose(8, 5, &plans));
        let back: Vec<PlanId> = plans.iter().rev().copied().collect();
        assert_eq!(choose(7, 5, &plans), choose(7, 5, &back), "in whatever order they come");
        assert_eq!(choose(7, 9, &plans[..2]).len(), 2);
    }

    #[test]
    fn the_mark_changes_with_each_letter_and_each_line() {
        let sheet = |lines: &[&str]| {
            let lines = lines.iter().map(|line| (*line).to_owned()).collect();
            [Sheet { kind: PlanKind::SenSupport, parts: vec![("Provision".to_owned(), lines)] }]
        };
        assert_eq!(mark(&sheet(&["ab", "c"])), mark(&sheet(&["ab", "c"])));
        assert_ne!(mark(&sheet(&["ab", "c"])), mark(&sheet(&["a", "bc"])));
        assert_ne!(mark(&sheet(&["ab"])), mark(&sheet(&["aB"])));
    }

    proptest! {
        #[test]
        fn no_name_of_the_school_is_left_whatever_stands_around_it(before in "[a-z ,.]{0,12}", after in "[ ,.!?’]{1}[a-z ,.]{0,12}", which in 0..10_usize) {
            let all = names();
            let name = [all.pupil, all.others, all.adults].concat()[which].clone();
            let text = format!("{before} {name}{after}");
            prop_assert!(!names().taken_out(&text).contains(&name), "{}", text);
        }

        #[test]
        fn so_many_are_chosen_and_none_twice(seed in any::<u64>(), there in 0..40_i64, most in 0..12_usize) {
            let plans: Vec<PlanId> = (1..=there).map(PlanId).collect();
            let mut chosen = choose(seed, most, &plans);
            prop_assert_eq!(chosen.len(), most.min(plans.len()));
            chosen.sort();
            chosen.dedup();
            prop_assert_eq!(chosen.len(), most.min(plans.len()));
        }
    }
}

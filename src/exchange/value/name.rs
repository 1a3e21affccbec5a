//! Names in one cell: which part is the title, which the surname.

/// Words before a name that are no part of it. "Major" and "Lord" are forenames, too, and stay.
const TITLES: [&str; 13] =
    ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "reverend", "sir", "dame"];

/// The titles at the beginning of a name, and the name itself: "Dear Mr Tom Ellery" is Mr, Tom Ellery. A title with nothing after it is
/// a name.
pub(in crate::exchange) fn untitled(text: &str) -> (String, String) {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 1 && words[0].eq_ignore_ascii_case("dear") {
        words.remove(0);
    }
    let is_title = |word: &str| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    let joins = |word: &str| word == "&" || word.eq_ignore_ascii_case("and");
    let mut titles = 0;
    while titles + 1 < words.len() && (is_title(words[titles]) || (titles > 0 && joins(words[titles]))) {
        titles += 1;
    }
    // "Mr and Tom Ellery" is no title of two.
    while titles > 0 && joins(words[titles - 1]) {
        titles -= 1;
    }
    (words[..titles].join(" "), words[titles..].join(" "))
}

/// Whether a text is nobody's name: an address, a number, a day, a tick. "No" is one.
pub(in crate::exchange) fn is_none(text: &str) -> bool {
    let is_tick = ["yes", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word));
    is_tick || text.contains('@') || !text.chars().any(char::is_alphabetic) || super::date::date(text).is_some()
}

/// Surname and forename from one cell, titles off: "Okafor, Temi", or "Temi Okafor" where there is no comma. `None`: one word only.
pub(in crate::exchange) fn split(text: &str) -> Option<(String, String)> {
    let text = untitled(text).1;
    let (surname, forename) = match text.split_once(',') {
        Some((surname, forename)) => (surname.to_owned(), untitled(forename).1),
        None => text.rsplit_once(' ').map(|(forename, surname)| (surname.to_owned(), forename.to_owned()))?,
    };
    let (surname, forename) = (surname.trim().to_owned(), forename.trim().to_owned());
    (!surname.is_empty() && !forename.is_empty()).then_some((surname, forename))
}

/// Title, surname and forename of one whose name stands in one cell; of one word, a surname.
pub(in crate::exchange) fn whole(text: &str) -> (String, String, String) {
    let (mut title, bare) = untitled(text);
    if title.is_empty()
        && let Some((_, after)) = text.split_once(',')
    {
        title = untitled(after).0;
    }
    match split(text) {
        Some((surname, forename)) => (title, surname, forename),
        None => (title, bare.trim_matches([',', ' ']).to_owned(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_gives_both_names() {
        let both = |surname: &str, forename: &str| Some((surname.to_owned(), forename.to_owned()));
        assert_eq!(split("Okafor, Temi"), both("Okafor", "Temi"));
        assert_eq!(split("Temi Jo Okafor"), both("Okafor", "Temi Jo"));
        assert_eq!(split("Temi"), None);
        assert_eq!(split("Miss Temi Okafor"), both("Okafor", "Temi"));
        assert_eq!(split("Okafor, Miss Temi"), both("Okafor", "Temi"));
    }

    #[test]
    fn a_title_is_never_a_forename() {
        for (text, expected) in [
            ("Dr K", ("Dr", "K", "")),
            ("Dear Mr Tom Ellery", ("Mr", "Ellery", "Tom")),
            ("Mr & Mrs Ellery", ("Mr & Mrs", "Ellery", "")),
            ("Mr and Mrs T Ellery", ("Mr and Mrs", "Ellery", "T")),
            ("Rev. Dr. Ann Lee", ("Rev. Dr.", "Lee", "Ann")),
            ("Ellery, Mr Tom", ("Mr", "Ellery", "Tom")),
            ("Tom Ellery", ("", "Ellery", "Tom")),
            ("Ellery", ("", "Ellery", "")),
            ("Major Tom", ("", "Tom", "Major")),
        ] {
            let (title, surname, forename) = whole(text);
            assert_eq!((title.as_str(), surname.as_str(), forename.as_str()), expected, "{text}");
        }
        assert_eq!(untitled("Miss").1, "Miss", "nobody is called nothing");
    }
}

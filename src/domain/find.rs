//! Finding a pupil by what somebody typed in a hurry: beginnings of names and classes, with a slip or two of the finger.

use super::identity::plain;

/// How far what was typed is from somebody with these names and this class: 0 where every word is the beginning of one of them, more
/// for each slip; `None` where a word fits nothing. "ami 4b" finds Amira in 4B, and so does "amria".
#[must_use]
pub fn distance(typed: &str, names: &[&str], class: &str) -> Option<usize> {
    let parts: Vec<String> = names.iter().flat_map(|n| n.split([' ', '-', '’', '\''])).map(plain).collect();
    let class = plain(class);
    typed.split_whitespace().map(|word| word_distance(&plain(word), &parts, &class)).sum()
}

/// Whether a word is meant for a class, or how far it is from the nearest name. A class is never a slip away from another.
fn word_distance(word: &str, names: &[String], class: &str) -> Option<usize> {
    if !class.is_empty() && class.starts_with(word) {
        return Some(0);
    }
    names.iter().filter_map(|name| name_distance(word, name)).min()
}

fn name_distance(word: &str, name: &str) -> Option<usize> {
    if name.starts_with(word) {
        return Some(0);
    }
    let letters = word.chars().count();
    let slips = match letters {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    // Whoever types half a name with a slip in it means that half: one letter more or less may be the slip.
    let beginnings = [letters - 1, letters, letters + 1].map(|n| name.chars().take(n).collect::<String>());
    let whole = std::iter::once(name.to_owned());
    let nearest = whole.chain(beginnings).map(|part| strsim::osa_distance(&part, word)).min()?;
    (nearest <= slips && same_start(word, name)).then_some(nearest)
}

/// A slip seldom hits the first letter and the second: one of the first two stands among the name's first two.
fn same_start(word: &str, name: &str) -> bool {
    let start: Vec<char> = name.chars().take(2).collect();
    word.chars().take(2).any(|letter| start.contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<&'static str> {
        let school = [
            ("Amira", "Khan", "4A"),
            ("Amir", "Khalil", "4B"),
            ("Ben", "Ode", "5A"),
            ("Zoë", "Łukasz-Brown", "1B"),
            ("Wolfeschlegel", "Stein", "2C"),
        ];
        let mut near: Vec<_> =
            school.iter().filter_map(|(a, b, class)| Some((distance(typed, &[a, b], class)?, *a))).collect();
        near.sort();
        near.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn beginnings_slips_and_classes_find_people() {
        assert_eq!(found("ami"), ["Amir", "Amira"]);
        assert_eq!(found("ami 4b"), ["Amir"]);
        assert_eq!(found("amria"), ["Amira"]);
        assert_eq!(found("Kahn"), ["Amira"]);
        assert_eq!(found("Kahl"), ["Amir"], "a beginning with a slip counts as well");
        assert_eq!(found("4a"), ["Amira"]);
        assert_eq!(found("zoe"), ["Zoë"]);
        assert_eq!(found("lukasz"), ["Zoë"]);
        assert_eq!(found("wolfschlegl"), ["Wolfeschlegel"]);
        assert_eq!(found("xyz"), [""; 0]);
        assert_eq!(found("").len(), 5, "nothing typed leaves everybody");
    }

    #[test]
    fn two_letters_are_a_beginning_or_nothing_and_a_class_is_no_slip() {
        assert_eq!(found("ba"), [""; 0]);
        assert_eq!(found("4c"), [""; 0]);
    }
}

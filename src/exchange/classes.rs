//! Which classes a cell names. "5/6B" may be one class or the end of a list: what the pupils' classes are called decides.

use std::collections::BTreeMap;

use crate::domain::roll::folded;

/// The classes that pupils are in, by their folded names.
pub(super) struct Known(BTreeMap<String, String>);

impl Known {
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let named = names.filter(|name| !name.is_empty()).map(|name| (folded(name), name.to_owned()));
        Self(named.collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(&folded(name))
    }

    /// The classes of a cell, spelt as the pupils' are: the whole cell where that is one, else its parts. What may be one name or two
    /// ("Oak & Ash") is two only where both are known.
    pub(super) fn split(&self, cell: &str) -> Vec<String> {
        if let Some(whole) = self.0.get(&folded(cell)) {
            return vec![whole.clone()];
        }
        let mut all: Vec<String> = Vec::new();
        for part in cell.split([';', ',', '|', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
            let named = self.parts(part).unwrap_or_else(|| vec![self.spelt(part)]);
            all.extend(named.into_iter().filter(|class| !all.contains(class)).collect::<Vec<_>>());
        }
        all
    }

    /// Whether a cell names several of these classes and is none itself: no other pupil's class is called so.
    pub(super) fn names_several(&self, cell: &str) -> bool {
        let mut others = self.0.clone();
        others.remove(&folded(cell));
        Self(others).parts(cell).is_some_and(|parts| parts.len() > 1)
    }

    fn spelt(&self, name: &str) -> String {
        self.0.get(&folded(name)).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// The known classes that a text is made of, if it is made of nothing else.
    fn parts(&self, text: &str) -> Option<Vec<String>> {
        if let Some(whole) = self.0.get(&folded(text)) {
            return Some(vec![whole.clone()]);
        }
        let by_signs = text.replace(" and ", "&");
        let attempts = [vec!['/', '&', '+', ',', ';'], vec!['/', '&', '+', ',', ';', ' ']];
        attempts.iter().find_map(|signs| {
            let words = by_signs.split(|c| signs.contains(&c)).map(str::trim).filter(|w| !w.is_empty());
            words.map(|word| self.0.get(&folded(word)).cloned()).collect::<Option<Vec<_>>>().filter(|all| all.len() > 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_pupils_classes_are_called_decides() {
        let known = Known::of(["5/6B", "3/4A", "6A", "6B", "Oak"].into_iter());
        for (cell, classes) in [
            ("5/6B", &["5/6B"][..]),
            ("5/6b, 3/4A", &["5/6B", "3/4A"]),
            ("6A/6B", &["6A", "6B"]),
            ("6A 6B", &["6A", "6B"]),
            ("6A & 6B", &["6A", "6B"]),
            ("6A and 6B; Oak", &["6A", "6B", "Oak"]),
            ("Oak & Ash", &["Oak & Ash"]),
            ("1/2C", &["1/2C"]),
            ("6A;6A", &["6A"]),
            ("", &[]),
        ] {
            assert_eq!(known.split(cell), classes, "{cell}");
        }
        assert!(known.names_several("6A 6B") && !known.names_several("5/6B") && !known.names_several("6A"));
    }
}

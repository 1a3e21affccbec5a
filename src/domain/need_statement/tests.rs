use std::collections::BTreeSet;

use super::*;

fn says(area: Area, wording: &str) -> Says {
    Says { area, wording: wording.to_owned() }
}

fn kept(id: i64, starting: Option<&str>, wording: &str, is_gone: bool) -> Kept {
    let starting = starting.map(str::to_owned);
    Kept { id: NeedStatementId(id), starting, says: says(Area::Cognition, wording), is_gone }
}

#[test]
fn the_starting_set_is_of_every_area_short_and_names_no_diagnosis() {
    let codes: BTreeSet<_> = STARTING.iter().map(|(code, ..)| code).collect();
    assert_eq!(codes.len(), STARTING.len());
    assert!((28..=36).contains(&STARTING.len()));
    for area in Area::ALL {
        assert!(STARTING.iter().any(|(_, of, _)| of == area), "{}", area.words());
    }
    for (code, _, wording) in STARTING {
        assert!(wording.chars().count() <= MOST && wording.ends_with('.'), "{code}");
        assert!(code.parse::<i64>().is_err(), "{code} would be taken for a number of the school's own");
        for diagnosis in ["autis", "dyslex", "adhd", "disorder", "syndrome", "deaf", "dysprax", "anxiety", "disab"] {
            assert!(!wording.to_lowercase().contains(diagnosis), "{code}: {diagnosis}");
        }
    }
}

#[test]
fn a_school_words_anew_takes_out_and_adds() {
    let untouched = library(&[]);
    assert_eq!(untouched.len(), STARTING.len());
    assert!(untouched.is_sorted_by_key(|(_, says)| says.area));
    let written = [
        kept(1, Some("l01"), "Reads slowly.", false),
        kept(2, Some("l02"), "Spells by sound.", true),
        kept(3, None, "Loses the place when copying.", false),
        kept(4, None, "Long gone.", true),
    ];
    let all = library(&written);
    assert_eq!(all.len(), STARTING.len());
    let has = |key: Key| all.iter().any(|(one, _)| *one == key);
    assert!(has(Key::Own(NeedStatementId(1))) && has(Key::Own(NeedStatementId(3))) && has(Key::Starting("l03")));
    assert!(!has(Key::Starting("l01")) && !has(Key::Starting("l02")) && !has(Key::Own(NeedStatementId(4))));
}

#[test]
fn a_key_reads_as_it_is_written() {
    for key in [Key::Starting("c01"), Key::Own(NeedStatementId(12))] {
        assert_eq!(Key::parse(&key.to_string()), Some(key));
    }
    for bad in ["", "c99", "x", "1.5"] {
        assert_eq!(Key::parse(bad), None, "{bad}");
    }
}

#[test]
fn words_are_found_in_any_order_and_case() {
    let one = says(Area::Cognition, "Reads single words slowly.");
    for (asked, found) in [("", true), ("SLOWLY reads", true), ("reads fast", false), ("  word ", true)] {
        assert_eq!(one.has(asked), found, "{asked}");
    }
    assert!(one.is_like(&says(Area::Other, " reads  single words slowly")));
    assert!(!one.is_like(&says(Area::Cognition, "Reads words slowly.")));
}

#[test]
fn a_statement_comes_behind_what_was_typed_and_only_once() {
    for (written, after) in
        [("", "Tires."), ("Seen in class\n", "Seen in class\nTires."), ("Tires. Often", "Tires. Often")]
    {
        assert_eq!(put_behind(written, "Tires."), after);
    }
}

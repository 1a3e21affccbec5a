use proptest::prelude::*;

use super::*;

fn field(kind: FieldKind) -> PupilField {
    PupilField {
        name: "Shoe size".to_owned(),
        help: String::new(),
        kind,
        audience: Audience::Record,
        unit: "cm".to_owned(),
        lowest: Some(Score(100)),
        highest: Some(Score(3_000)),
        choices: vec!["Bus".to_owned(), "On foot".to_owned()],
    }
}

fn with(text: &str) -> Result<Filled, ValueProblem> {
    Ok(Filled::With(text.to_owned()))
}

#[test]
fn each_kind_takes_its_own_and_says_what_is_wrong_with_the_rest() {
    let name = || "Shoe size".to_owned();
    let long = "x".repeat(LONGEST_LINE + 1);
    for (kind, typed, becomes) in [
        (FieldKind::Line, " two   words\nhere ", with("two words here")),
        (FieldKind::Line, long.as_str(), Err(ValueProblem::TooLong(name(), LONGEST_LINE + 1, LONGEST_LINE))),
        (FieldKind::Text, "one\ntwo", with("one\ntwo")),
        (FieldKind::Text, long.as_str(), with(&long)),
        (FieldKind::YesNo, "yes", with("yes")),
        (FieldKind::YesNo, "perhaps", Err(ValueProblem::NotYesNo(name()))),
        (FieldKind::Number, "21.50", with("21.5")),
        (FieldKind::Number, "many", Err(ValueProblem::NotANumber(name()))),
        (FieldKind::Number, "0.99", Err(ValueProblem::TooLow(name(), Score(100)))),
        (FieldKind::Number, "30.01", Err(ValueProblem::TooHigh(name(), Score(3_000)))),
        (FieldKind::Date, "2026-02-28", with("2026-02-28")),
        (FieldKind::Date, "2026-02-30", Err(ValueProblem::NotADay(name()))),
        (FieldKind::Choice, "Bus", with("Bus")),
        (FieldKind::Choice, "bus", Err(ValueProblem::NotAChoice(name()))),
        (FieldKind::Choice, "  ", Ok(Filled::Same)),
    ] {
        assert_eq!(field(kind).filled(None, typed), becomes, "{typed}");
    }
}

#[test]
fn what_stands_as_it_stood_is_never_refused_and_what_is_emptied_ends() {
    let chosen = field(FieldKind::Choice);
    assert_eq!(chosen.filled(Some("Taxi"), "Taxi"), Ok(Filled::Same), "a choice that is no longer offered");
    assert_eq!(field(FieldKind::Number).filled(Some("99"), "99"), Ok(Filled::Same));
    assert_eq!(field(FieldKind::Number).filled(Some("9"), "9.0"), Ok(Filled::Same), "the same number");
    assert_eq!(chosen.filled(Some("Bus"), ""), Ok(Filled::Emptied));
    assert_eq!(chosen.filled(Some("Taxi"), "Bus"), with("Bus"));
}

#[test]
fn values_read_as_people_say_them() {
    for (kind, value, words) in [
        (FieldKind::YesNo, "no", "No"),
        (FieldKind::Number, "21.5", "21.5 cm"),
        (FieldKind::Date, "2026-11-24", "Tuesday 24 November 2026"),
        (FieldKind::Choice, "Bus", "Bus"),
        (FieldKind::Number, "old words", "old words"),
    ] {
        assert_eq!(field(kind).shown(value), words);
    }
    let number = field(FieldKind::Number);
    assert_eq!(number.range_words(), "From 1 to 30 cm");
    assert_eq!(PupilField { highest: None, ..number.clone() }.range_words(), "At least 1 cm");
    assert_eq!(PupilField { lowest: None, highest: None, ..number }.range_words(), "");
}

#[test]
fn choices_are_lines_and_no_two_are_the_same() {
    assert_eq!(choices(" Bus \n\nOn foot\n"), Ok(vec!["Bus".to_owned(), "On foot".to_owned()]));
    assert_eq!(choices("Bus\n"), Err(ChoicesProblem::TooFew));
    assert_eq!(choices("Bus\non foot\n bus"), Err(ChoicesProblem::Twice("bus".to_owned())));
    let many: String = (0..31).map(|n| format!("{n}\n")).collect();
    assert_eq!(choices(&many), Err(ChoicesProblem::TooMany(31)));
    let long = "x".repeat(81);
    assert_eq!(choices(&format!("a\n{long}")), Err(ChoicesProblem::TooLong(long)));
}

#[test]
fn what_has_a_place_of_its_own_is_no_field() {
    for name in ["SEN status", " date  of Birth", "UPN", "Attendance", "diagnosis"] {
        assert!(own_place(name).is_some(), "{name}");
    }
    for name in ["Locker", "Year of the swimming course", "Travels by"] {
        assert_eq!(own_place(name), None, "{name}");
    }
    for (names, _) in PLACES {
        assert!(names.iter().all(|name| plain(name) == *name), "{names:?}");
    }
}

proptest! {
    #[test]
    fn what_is_filled_in_is_the_same_when_it_is_sent_again(kind in 0_usize..6, typed in "\\PC{0,40}") {
        let field = field(FieldKind::ALL[kind]);
        if let Ok(Filled::With(value)) = field.filled(None, &typed) {
            prop_assert_eq!(field.filled(Some(&value), &value), Ok(Filled::Same));
            prop_assert!(!value.trim().is_empty());
        }
    }
}

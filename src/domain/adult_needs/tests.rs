use chrono::{NaiveDate, NaiveTime};

use super::*;

#[test]
fn what_is_ticked_and_what_is_written_stand_in_one_line_and_come_apart_again() {
    let ticked: BTreeSet<Aid> = [Aid::Childcare, Aid::StepFree].into();
    let line = Aid::joined(&ticked, " A large screen; and tea ");
    assert_eq!(line, "Step-free access; Somebody to look after younger children; A large screen; and tea");
    assert_eq!(Aid::split(&line), (ticked, "A large screen; and tea".to_owned()));
    assert_eq!(Aid::split("no stairs; please"), (BTreeSet::new(), "no stairs; please".to_owned()));
    assert_eq!(Aid::joined(&BTreeSet::new(), ""), "");
}

fn at(day: u32, hour: u32, minute: u32) -> Moment {
    let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    Moment::at(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

fn needs() -> Needs {
    Needs {
        language: String::new(),
        written_language: String::new(),
        interpreter: String::new(),
        format: Format::AsItComes,
        access_needs: String::new(),
        hours: String::new(),
        suits: Suits::default(),
        asked_on: None,
    }
}

#[test]
fn the_form_decides_how_an_invitation_goes() {
    use Way::{Letter, Mail, MailAndLetter, Phone};
    for (format, with_both, with_mail, with_phone, with_neither) in [
        (Format::AsItComes, Mail, Mail, Phone, Letter),
        (Format::Paper, Letter, Letter, Letter, Letter),
        (Format::LargePrint, MailAndLetter, MailAndLetter, Letter, Letter),
        (Format::EasyRead, MailAndLetter, MailAndLetter, Letter, Letter),
        (Format::Braille, MailAndLetter, MailAndLetter, Letter, Letter),
        (Format::Bsl, Mail, Mail, Phone, Letter),
        (Format::Spoken, Phone, Mail, Phone, Letter),
    ] {
        let all = [(true, true), (true, false), (false, true), (false, false)];
        let ways = all.map(|(mail, phone)| Way::of(format, mail, phone));
        assert_eq!(ways, [with_both, with_mail, with_phone, with_neither], "{format:?}");
    }
}

#[test]
fn a_time_suits_by_its_part_of_the_day_and_its_weekday() {
    // The 26th of November 2026 is a Thursday.
    let after = Suits::parse("after thu nonsense");
    assert_eq!((after.as_text().as_str(), after.words().as_str()), ("after thu", "straight after school; Thursdays"));
    assert!(after.fit(at(26, 15, 0)) && after.fit(at(26, 17, 29)));
    assert!(!after.fit(at(26, 14, 59)) && !after.fit(at(26, 17, 30)) && !after.fit(at(27, 15, 0)));
    assert!(Suits::parse("fri").fit(at(27, 9, 0)), "nothing said of the part of the day");
    assert!(Suits::default().fit(at(26, 3, 0)), "nothing said at all");
    assert_eq!(Suits::parse("mon").first_day(at(26, 9, 0).today()), at(30, 9, 0).today());
    assert_eq!(Suits::parse("evening").first_day(at(26, 9, 0).today()), at(26, 9, 0).today());
}

#[test]
fn times_go_first_to_whom_they_suit_and_none_twice() {
    let (early, late) = (at(26, 9, 15), at(26, 16, 0));
    let any = Suits::default();
    let after = Suits::parse("after");
    assert_eq!(prefer(vec![vec![early], vec![late]], &[after.clone(), any.clone()]), [[late], [early]]);
    assert_eq!(prefer(vec![vec![early], vec![late]], &[any.clone(), after.clone()]), [[early], [late]]);
    assert_eq!(
        prefer(vec![vec![early], vec![late]], &[after.clone(), after.clone()]),
        [[early], [late]],
        "no use to either"
    );
    assert_eq!(prefer(vec![vec![early, late]], &[after]), [[late, early]], "what suits leads");
    assert_eq!(prefer(vec![vec![early, late]], &[any]), [[early, late]]);
}

#[test]
fn who_reads_another_language_is_told_how_to_ask_and_who_asked_is_seen_to() {
    assert_eq!((needs().reads(), needs().asks_to_read()), (None, None));
    let spoken = Needs { language: "Urdu".into(), ..needs() };
    assert_eq!((spoken.reads(), spoken.asks_to_read()), (Some("Urdu"), None));
    let written = Needs { written_language: " Polish ".into(), ..spoken.clone() };
    assert_eq!((written.reads(), written.asks_to_read()), (Some("Polish"), Some("Polish")));
    let english = Needs { written_language: "english".into(), ..spoken };
    assert_eq!((english.reads(), english.asks_to_read()), (None, None));
}

#[test]
fn signing_needs_an_interpreter() {
    assert_eq!(needs().interpreter(), None);
    assert_eq!(Needs { format: Format::Bsl, ..needs() }.interpreter(), Some("British Sign Language"));
    assert_eq!(Needs { interpreter: "Urdu".into(), format: Format::Bsl, ..needs() }.interpreter(), Some("Urdu"));
    assert_eq!(when_to_ring(&Suits::parse("evening"), " not on Fridays"), "in the evening; not on Fridays");
    assert_eq!(when_to_ring(&Suits::default(), ""), "");
}

#[test]
fn the_fixed_texts_reach_everybody_in_their_language_or_in_english() {
    for (told, format, expected) in [
        ("", Format::AsItComes, (Language::English, None)),
        ("English", Format::EasyRead, (Language::EasyRead, None)),
        ("urdu", Format::AsItComes, (Language::Urdu, None)),
        ("POL", Format::EasyRead, (Language::Polish, None)),
        ("Tamil", Format::AsItComes, (Language::English, Some("Tamil"))),
    ] {
        let one = Needs { written_language: told.to_owned(), format, ..needs() };
        assert_eq!(one.language_to_write(), expected, "{told}");
    }
}

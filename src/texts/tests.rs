use std::{collections::BTreeSet, fs, path::Path};

use chrono::{NaiveDate, NaiveTime};

use super::*;
use crate::domain::{
    adult_needs::{Aid, Format, Time},
    code::Coded,
    conversation::{Agreement, AnswerKind, Mode, Right},
    incident::IncidentKind,
    pupil::NcYear,
    satisfaction::{HowFar, MeetingStatement},
    shortfall::Finding,
    survey::{SurveyOf, Theme},
    time::{Day, LongDay},
    wording::OwnLine,
};

fn english() -> Words {
    Words::shipped(Language::English)
}

fn ids(language: Language) -> Vec<&'static str> {
    sections(language).iter().flat_map(|section| &section.lines).map(|line| line.id).collect()
}

/// Every file of the source with its text, but this one.
fn sources(folder: &Path, out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("texts/tests.rs") {
            out.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// The lines that codes choose.
fn coded() -> Vec<String> {
    fn of<T: Coded + Copy + 'static>(kind: &str, all: &[T], code: impl Fn(T) -> &'static str) -> Vec<String> {
        let named = |one: &T| {
            if code(*one).is_empty() { format!("{kind}-as_it_comes") } else { format!("{kind}-{}", code(*one)) }
        };
        all.iter().map(named).collect()
    }
    let said = [AnswerKind::Accept, AnswerKind::OtherTime, AnswerKind::Phone, AnswerKind::Cannot];
    let plan = [Agreement::Agree, Agreement::InPart, Agreement::NotAgreed];
    [
        of("mode", Mode::ALL, Mode::as_code),
        of("format", Format::ALL, Format::as_code),
        of("suits", Time::ALL, Time::as_code),
        of("right", Right::ALL, Right::as_code),
        of("said", &said, AnswerKind::as_code),
        of("plan", &plan, Agreement::as_code),
        ["going_well", "hard", "would_help", "ask_pupil"].map(|name| format!("views-{name}")).to_vec(),
        of("far", HowFar::ALL, HowFar::as_code),
        of("how", &MeetingStatement::ASKED, MeetingStatement::as_code),
        of("finding", Finding::ALL, Finding::as_code),
        of("aid", Aid::ALL, Aid::as_code),
        of("families", Theme::ALL, Theme::as_code),
        of("pupils", Theme::ALL, Theme::as_code),
        of("used", IncidentKind::ALL, IncidentKind::as_code),
        of("survey-own", SurveyOf::ALL, SurveyOf::as_code),
        ["booked", "changed", "before", "eve"].map(|of| format!("{of}-manage-paper")).to_vec(),
        ["phone", "office"].map(|way| format!("ended-ask-{way}")).to_vec(),
        ["phone", "office"].map(|way| format!("readable-{way}")).to_vec(),
    ]
    .concat()
}

#[test]
fn every_text_of_the_code_is_in_the_english_file_and_every_one_there_is_used() {
    let known: BTreeSet<&str> = ids(Language::English).into_iter().collect();
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let all: String = all.concat();
    for call in ["words.say(", ".say_with(", ".with_ways(", ".labelled("] {
        for (at, _) in all.match_indices(call) {
            let asked = all[at + call.len()..].trim_start();
            let Some(id) = asked.strip_prefix('"').and_then(|rest| rest.split('"').next()) else { continue };
            assert!(known.contains(id), "{id} is asked for and not written");
        }
    }
    for id in coded() {
        assert!(known.contains(id.as_str()), "{id} is chosen by a code and not written");
    }
    let coded: BTreeSet<String> = coded().into_iter().collect();
    let unused = |id: &&str| !all.contains(&format!("\"{id}\"")) && !coded.contains(*id);
    assert_eq!(known.iter().copied().filter(|id| unused(id)).collect::<Vec<_>>(), [""; 0], "nothing says these");
}

#[test]
fn every_line_of_every_language_says_what_english_says_with_the_same_variables() {
    for language in Language::ALL {
        let mut seen = BTreeSet::new();
        for line in sections(*language).iter().flat_map(|section| &section.lines) {
            assert_eq!(check(line.id, line.pattern), Ok(()), "{language:?} {}: {}", line.id, line.pattern);
            assert!(seen.insert(line.id), "{language:?} has {} twice", line.id);
        }
    }
}

#[test]
fn no_language_writes_its_letters_in_another_ones() {
    for (language, script) in [
        (Language::Urdu, '\u{600}'..='\u{6ff}'),
        (Language::Arabic, '\u{600}'..='\u{6ff}'),
        (Language::Panjabi, '\u{a00}'..='\u{a7f}'),
        (Language::Bengali, '\u{980}'..='\u{9ff}'),
        (Language::Gujarati, '\u{a80}'..='\u{aff}'),
        (Language::Ukrainian, '\u{400}'..='\u{4ff}'),
    ] {
        for line in sections(language).iter().flat_map(|section| &section.lines) {
            // What is put in has Latin names; all else but a few words of England's schools is in the language's own letters.
            let letters = outside_braces(line.pattern);
            let is_shared = |c: &char| !c.is_alphabetic() || c.is_ascii() || script.contains(c) || *c == '\u{964}';
            assert_eq!(letters.chars().filter(|c| !is_shared(c)).collect::<String>(), "", "{language:?} {}", line.id);
        }
    }
}

fn outside_braces(pattern: &str) -> String {
    let mut depth = 0;
    let keep = |c: &char| {
        depth += i32::from(*c == '{') - i32::from(*c == '}');
        depth == 0 && *c != '}'
    };
    pattern.chars().filter(keep).collect()
}

#[test]
fn english_days_and_times_are_those_of_every_other_page() {
    let first = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
    for day in first.iter_days().take(400) {
        assert_eq!(english().day(day), Day(day).to_string());
        assert_eq!(english().day_of_year(day), LongDay(day).to_string());
    }
    assert_eq!(english().clock(NaiveTime::from_hms_opt(15, 5, 0).unwrap()), "3:05pm");
}

#[test]
fn plural_forms_are_each_language_s_own() {
    let plain = |language, n: i64| without_marks(&Words::shipped(language).minutes(n));
    assert_eq!([1, 30].map(|n| plain(Language::English, n)), ["1 minute", "30 minutes"]);
    assert_eq!([1, 2, 25, 30].map(|n| plain(Language::Polish, n)), ["1 minuta", "2 minuty", "25 minut", "30 minut"]);
    assert_eq!([1, 2, 30].map(|n| plain(Language::Ukrainian, n)), ["1 хвилина", "2 хвилини", "30 хвилин"]);
    assert_eq!([2, 10, 30].map(|n| plain(Language::Arabic, n)), ["دقيقتان", "10 دقائق", "30 دقيقة"]);
}

#[test]
fn what_is_put_into_a_line_of_another_language_is_set_apart() {
    let name = args!["name" => "Mrs Khan"];
    assert_eq!(english().say_with("greeting", &name), "Dear Mrs Khan");
    assert!(Words::shipped(Language::Urdu).say_with("greeting", &name).contains("\u{2068}Mrs Khan\u{2069}"));
    let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    assert_eq!(
        Words::shipped(Language::Urdu).day_of_year(day),
        "جمعرات 26 نومبر 2026",
        "it has a direction of its own"
    );
}

#[test]
fn a_child_is_told_from_others_by_the_year_or_else_by_the_meeting() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    let at = Some(Moment::at(day, NaiveTime::from_hms_opt(9, 15, 0).unwrap()));
    assert_eq!(
        english().about_child(Mark::Alike(Some(NcYear::Year(5))), at),
        "This is about one of your children in Year 5: the one for whom we have Thursday 26 November, 9:15am. \
         The page says which once you have typed our code."
    );
    assert_eq!(english().about_child(Mark::Alike(None), None), "This is about one of your children.");
    assert_eq!(english().about_child(Mark::Year(NcYear::Reception), at), "This is about your child in Reception.");
}

#[test]
fn the_schools_own_line_stands_before_the_shipped_one_and_what_is_lacking_is_english() {
    let own =
        |language, message: &str, pattern: &str| OwnLine { language, message: message.into(), pattern: pattern.into() };
    let wording = Wording {
        lines: vec![
            own(Language::English, "back", "Go back"),
            own(Language::Polish, "minutes", "{ $n ->\n[one] { $n } min\n*[other] { $n } mins\n}"),
        ],
        ..Wording::default()
    };
    let words = Words::of(&wording, Language::Polish);
    assert!(words.minutes(7).ends_with(" mins"));
    assert_eq!(words.in_english().say("back"), "Go back");
    assert_eq!(words.in_english().minutes(7), "7 minutes");
    assert!(words.is_draft() && !words.in_english().is_draft());
    assert_eq!(Words::shipped(Language::EasyRead).minutes(2), "2 minutes");
}

#[test]
fn however_many_schools_word_a_line_each_has_its_own() {
    let worded = |n: usize| {
        let line =
            OwnLine { language: Language::English, message: "back".into(), pattern: format!("Back to school {n}") };
        Wording { lines: vec![line], ..Wording::default() }
    };
    for n in (0..150).chain(0..3) {
        assert_eq!(Words::of(&worded(n), Language::English).say("back"), format!("Back to school {n}"));
    }
}

#[test]
fn a_line_that_would_say_something_else_is_refused_with_its_reason() {
    for (id, pattern, wrong) in [
        ("back", "Zurück", Ok(())),
        ("nothing-here", "x", Err(WrongLine::NoSuchText)),
        ("back", "  ", Err(WrongLine::Empty)),
        ("back", "{ $name }", Err(WrongLine::Unknown("name".into()))),
        ("greeting", "Dear parent", Err(WrongLine::Missing("name".into()))),
        ("greeting", "Dear { $name", Err(WrongLine::Unreadable(1))),
        ("greeting", "Dear\n{ name", Err(WrongLine::Unreadable(2))),
        ("greeting", "{ back } { $name }", Err(WrongLine::TooClever)),
        ("greeting", "{ NUMBER($name) }", Err(WrongLine::TooClever)),
    ] {
        assert_eq!(check(id, pattern), wrong, "{pattern}");
    }
    assert!(matches!(check("back", &"x".repeat(2000)), Err(WrongLine::TooLong(_))));
}

/// The most words of a sentence in easy read (Department of Health, Making written information easier to understand, 2010).
const EASY: usize = 15;

#[test]
fn easy_read_has_short_sentences() {
    for one in sections(Language::English).iter().flat_map(|section| &section.lines) {
        let said = line(Language::EasyRead, one.id).unwrap_or(*one).pattern;
        if shipped::ENGLISH_ALONE.contains(&one.id) {
            continue;
        }
        for form in said.lines() {
            let form = form.trim_start_matches(|c: char| c.is_whitespace() || c == '*');
            let form = form.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(form, |(_, rest)| rest);
            let named: String = form
                .split('{')
                .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
                .collect::<Vec<_>>()
                .join("x");
            for sentence in named.split(['.', '?', '!', ':', ';']) {
                let many = sentence.split_whitespace().count();
                assert!(many <= EASY, "{}: {many} words in “{sentence}”", one.id);
            }
        }
    }
}

#[test]
fn what_staff_and_families_both_read_is_the_same_on_every_page() {
    for (of, theme) in SurveyOf::ALL.iter().flat_map(|of| Theme::ALL.iter().map(move |theme| (*of, *theme))) {
        assert_eq!(english().coded(of.as_code(), theme.as_code()), theme.statement(of));
    }
    for one in MeetingStatement::ASKED {
        assert_eq!(english().coded("how", one.as_code()), one.words());
    }
    for one in IncidentKind::ALL {
        assert_eq!(english().coded("used", one.as_code()), one.words());
    }
}

#[test]
fn talks_that_were_held_and_talks_that_are_booked_are_two_numbers() {
    let said = |id, n: u32| english().say_with(id, &args!["n" => n]);
    assert_eq!(
        [0, 1, 2, 3].map(|n| said("talks-held", n)),
        [
            "We have not talked yet this school year.",
            "We have talked once this school year.",
            "We have talked twice this school year.",
            "We have talked 3 times this school year.",
        ]
    );
    assert_eq!([1, 2].map(|n| said("talks-planned", n)), ["One more talk is planned.", "2 more talks are planned."]);
}

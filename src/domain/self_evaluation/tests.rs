//! Frameworks from their files: right ones, wrong ones with every line named, and whatever a file may hold.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::{
    calendar::{Calendar, Facts, Season},
    ids::PupilId,
    people::Name,
    time::Moment,
};

const SMALL: &str = "key = \"small\"\ntitle = \"Small\"\n\n[[scale]]\nkey = \"yes\"\nwords = \"Yes\"\n[[scale]]\nkey = \"no\"\n\
    words = \"No\"\n\n[[section]]\nkey = \"a\"\ntitle = \"A\"\n[[section.statement]]\nkey = \"a1\"\nwords = \"One.\"\n\
    [[section.statement]]\nkey = \"a2\"\nwords = \"Two.\"\nstatutory = true\nfigure = \"assessed\"\n\
    descriptors = { yes = \"Each of them\" }\n[[section.group]]\nkey = \"g\"\ntitle = \"G\"\n[[section.group.statement]]\n\
    key = \"g1\"\nwords = \"Three.\"\n";

fn small() -> Framework {
    read(SMALL).unwrap()
}

#[test]
fn what_ships_is_whole_and_has_the_letters_that_schools_know() {
    let all = shipped();
    assert_eq!(all.len(), 2, "a file that cannot be read is not shipped");
    let ours = &all[0].0;
    let many: Vec<usize> = ours.sections.iter().map(|section| section.all().count()).collect();
    assert_eq!(many, [13, 20, 13, 14, 9]);
    for (section, many) in ours.sections.iter().zip(many) {
        let letters: Vec<String> =
            (b'a'..).take(many).map(|letter| format!("{}{}", section.key, char::from(letter))).collect();
        assert!(section.all().map(|one| &one.key).eq(&letters), "{letters:?}");
    }
    assert_eq!(ours.scale.iter().map(|step| step.words.as_str()).collect::<Vec<_>>(), ["Yes", "To some extent", "No"]);
    assert_eq!((all[1].0.sections.len(), all[1].0.scale.len()), (5, 4));
    let used: std::collections::BTreeSet<_> =
        all.iter().flat_map(|(one, _)| one.statements()).filter_map(|one| one.figure).collect();
    assert_eq!(used.len(), Figure::ALL.len(), "each figure stands beside a statement");
}

#[test]
fn every_figure_is_described_where_the_format_is() {
    let described = include_str!("../../../config/frameworks/README.md");
    for figure in Figure::ALL {
        assert!(described.contains(&format!("| `{}` |", figure.as_code())), "{figure:?}");
    }
    let sample = described.split("```toml").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(read(sample).unwrap().statements().count(), 2);
}

#[test]
fn a_framework_has_two_or_three_levels_and_each_place_can_be_written_about() {
    let framework = small();
    let places: Vec<&str> = framework.places().iter().map(Place::key).collect();
    assert_eq!(places, ["whole", "a", "a1", "a2", "g", "g1"]);
    assert_eq!(framework.place("g").map(|one| one.words()), Some("G"));
    assert!(framework.place("g").unwrap().statement().is_none() && framework.place("b").is_none());
    let two = framework.place("a2").unwrap().statement().unwrap();
    assert!(two.is_statutory && two.figure == Some(Figure::Assessed));
    assert_eq!(two.descriptors, [("yes".to_owned(), "Each of them".to_owned())]);
}

/// A change to the small file and what is said about it.
fn wrong(from: &str, to: &str) -> Vec<String> {
    assert!(SMALL.contains(from), "{from}");
    read(&SMALL.replacen(from, to, 1)).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn each_mistake_is_named_with_its_line() {
    for (from, to, said) in [
        ("key = \"small\"\n", "", "Line 1: “key” is missing here"),
        ("\"small\"", "\"Our own\"", "Line 1: The key “Our own” may have small letters a to z, digits and hyphens"),
        ("\"Small\"", "\"\"", "Line 2: “title” is empty"),
        ("\"Small\"", "7", "Line 2: “title” must be a text in quotation marks"),
        (
            "\n\n[[scale]]",
            "\nscael = 1\n[[scale]]",
            "Line 3: “scael” is no field of a framework: it has key, title, about, scale, header, section",
        ),
        ("\"no\"", "\"yes\"", "Line 8: The scale has the key “yes” twice"),
        (
            "[[scale]]\nkey = \"no\"\nwords = \"No\"\n",
            "",
            "Line 4: The scale has 1 step: give it two to five, each as [[scale]], the best first",
        ),
        ("words = \"Yes\"", "", "Line 4: “words” is missing here"),
        ("\"a1\"", "\"a2\"", "Line 18: The key “a2” was given away on line 15"),
        ("\"a1\"", "\"a\"", "Line 15: The key “a” was given away on line 12"),
        ("\"a1\"", "\"whole\"", "Line 15: The key “whole” is the framework itself: choose another"),
        ("true", "\"yes\"", "Line 20: “statutory” must be true or false, without quotation marks"),
        ("{ yes", "{ maybe", "Line 22: The scale has no step “maybe”"),
        ("{ yes = \"Each of them\" }", "\"x\"", "Line 22: “descriptors” must be like { yes = \"How it would show\" }"),
        (
            "[[section.group.statement]]\nkey = \"g1\"\nwords = \"Three.\"\n",
            "",
            "Line 23: The group “G” has no statement",
        ),
        ("\"One.\"", "\"One.", "Line 16: This is not TOML: invalid basic string, expected `\"`"),
    ] {
        assert_eq!(wrong(from, to), [said], "{from} to {to}");
    }
    let figure = wrong("\"assessed\"", "\"assesed\"");
    assert!(
        figure.len() == 1
            && figure[0].starts_with("Line 21: “assesed” is no figure: there are assessed, reviews_on_time")
    );
    let long = wrong("\"One.\"", &format!("\"{}\"", "x".repeat(601)));
    assert_eq!(long, ["Line 16: “words” is longer than 600 letters"]);
    assert!(read(&"# \n".repeat(MOST_BYTES)).unwrap_err()[0].why.starts_with("The file is larger"));
    let none = read("").unwrap_err();
    assert!(none.iter().any(|one| one.why.starts_with("There is no statement in it")), "{none:?}");
}

#[test]
fn all_mistakes_are_named_at_once_in_the_order_of_their_lines() {
    let text = SMALL.replace("\"Small\"", "\"\"").replace("\"assessed\"", "\"x\"").replace("true", "1");
    let lines: Vec<usize> = read(&text).unwrap_err().iter().map(|one| one.line).collect();
    assert_eq!(lines, [2, 20, 21]);
    let broken = SMALL.replace("\"One.\"", "One").replace("\"Three.\"", "= 3");
    let lines: Vec<usize> = read(&broken).unwrap_err().iter().map(|one| one.line).collect();
    assert!(lines.contains(&16) && lines.contains(&28), "{lines:?}");
}

#[test]
fn a_new_version_says_what_it_changes() {
    let earlier = small();
    let later = SMALL.replace("\"Two.\"", "\"Two, better.\"").replace("\"g1\"", "\"g2\"");
    let changes = read(&later).unwrap().since(&earlier);
    assert_eq!(changes, NewVersion { added: 1, gone: 1, reworded: 1 });
    assert_eq!(earlier.since(&earlier), NewVersion::default());
}

#[test]
fn ratings_are_counted_by_step_and_two_are_compared() {
    let framework = small();
    let rated = |key: &str| match key {
        "a1" => Some("no"),
        "a2" => Some("some"), // of an earlier scale
        _ => None,
    };
    assert_eq!(framework.tally(framework.statements(), rated), [0, 1, 2]);
    assert_eq!(framework.compare("yes", "yes"), Comparison::Same);
    assert_eq!(framework.compare("yes", "no"), Comparison::Apart(1));
    assert_eq!(framework.compare("yes", "some"), Comparison::OffScale);
}

#[test]
fn of_each_term_the_last_rating_counts() {
    let calendar = Calendar::new(Facts::default());
    let at = |month, day| {
        let day = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        Moment::at(day, chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap())
    };
    let all = [
        (Rater::School, at(5, 4), "no"),
        (Rater::School, at(10, 1), "no"),
        (Rater::Second, at(10, 2), "some"),
        (Rater::School, at(11, 2), "yes"),
    ];
    let terms = by_term(&calendar, &all, |one| (one.0, one.1));
    let said = |one: Option<&(Rater, Moment, &'static str)>| one.map(|one| one.2);
    let found: Vec<_> = terms.iter().map(|term| (term.season, said(term.school), said(term.second))).collect();
    assert_eq!(found, [(Season::Autumn, Some("yes"), Some("some")), (Season::Summer, Some("no"), None)]);
}

fn behind(pupil: i64, counts: bool) -> Behind {
    let name = Name { title: String::new(), forename: "A".into(), surname: "B".into() };
    Behind { pupil: Some((PupilId(pupil), name)), counts }
}

#[test]
fn a_figure_says_its_count_and_hides_small_numbers_from_whoever_may_not_see_the_pupils() {
    let of = |met: i64, not: i64| {
        let all: Vec<Behind> =
            (0..met).map(|n| behind(n, true)).chain((100..100 + not).map(|n| behind(n, false))).collect();
        LiveFigure::count(Figure::Assessed, &all)
    };
    assert_eq!(of(6, 5).words(), "Pupils with SEN: 6 of 11 were assessed within the last twelve months (55%)");
    assert_eq!(of(0, 0).words(), "There are no pupils with SEN yet");
    assert_eq!(of(6, 5).published(5), Some(of(6, 5).words()));
    for (met, not) in [(6, 4), (4, 6), (11, 0), (0, 11), (0, 0), (2, 2)] {
        assert_eq!(of(met, not).published(5), None, "{met} and {not}");
    }
    // Ten reviews of two pupils tell of two pupils.
    let reviews: Vec<Behind> = (0..20).map(|n| behind(n % 2 + n / 10 * 2, n < 10)).collect();
    assert_eq!(LiveFigure::count(Figure::PupilsHeard, &reviews).published(5), None);
    let entries = [Behind { pupil: None, counts: true }];
    assert!(LiveFigure::count(Figure::ProvisionDescribed, &entries).published(5).is_some());
}

proptest! {
    #[test]
    fn no_file_makes_it_panic(text: String) {
        let _ = read(&text);
    }

    #[test]
    fn no_damage_to_a_file_makes_it_panic_and_each_problem_has_a_line_of_it(
        at in 0..SMALL.len(), gone in 0..40_usize, put in "[a-z\\[\\]{}=\"'\n.#é0-9]{0,12}"
    ) {
        let text = format!("{}{put}{}", &SMALL[..at], SMALL.get(at + gone..).unwrap_or_default());
        if let Err(problems) = read(&text) {
            prop_assert!(!problems.is_empty());
            let lines = text.lines().count() + 1;
            prop_assert!(problems.iter().all(|one| (1..=lines).contains(&one.line)), "{problems:?}");
        }
    }

    #[test]
    fn a_published_figure_never_tells_of_fewer_pupils_than_the_threshold(met in 0..30_i64, not in 0..30_i64, threshold in 2..10_u32) {
        let all: Vec<Behind> = (0..met).map(|n| behind(n, true)).chain((100..100 + not).map(|n| behind(n, false))).collect();
        let said = LiveFigure::count(Figure::AtHome, &all).published(threshold);
        prop_assert_eq!(said.is_some(), met.min(not) >= i64::from(threshold));
    }
}

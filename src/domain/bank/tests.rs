use super::*;
use Progress::{Declined, Exceeded, Met, NoChange, NotDelivered, Partly};

fn words(wording: &str, strategy: &str) -> Words {
    Words {
        wording: wording.to_owned(),
        area: Area::Cognition,
        measure: "Words in one minute".to_owned(),
        unit: "words".to_owned(),
        direction: Direction::Higher,
        strategy: strategy.to_owned(),
    }
}

fn written(pupil: i64, wording: &str, strategy: &str, result: Option<Progress>) -> Written {
    Written { pupil: PupilId(pupil), words: words(wording, strategy), result }
}

#[test]
fn success_is_the_share_of_results_that_were_met_and_says_nothing_of_few() {
    for (results, said) in [
        (&[][..], "Not reviewed yet: too few to say"),
        (&[NotDelivered, NotDelivered, NotDelivered], "Not reviewed yet: too few to say"),
        (&[Met], "1 reviewed: too few to say"),
        (&[Met, Exceeded], "2 reviewed: too few to say"),
        (&[Met, Met, NotDelivered], "2 reviewed: too few to say"),
        (&[Met, Exceeded, Partly], "2 of 3 met"),
        (&[Met, Exceeded, Met, Declined], "3 of 4 met"),
        (&[NoChange, Partly, Declined, NotDelivered], "0 of 3 met"),
    ] {
        assert_eq!(Success::of(results.iter().copied()).words(), said, "{results:?}");
    }
}

#[test]
fn what_one_pupils_plans_say_is_shown_to_nobody() {
    let one = [
        written(1, "Reads forty words", "Cards", Some(Met)),
        written(1, "Reads forty words", "Cards", Some(Met)),
        written(2, "Sits with a friend", "", None),
    ];
    assert!(bank::<i64>(&one, Vec::new()).is_empty(), "however often it was carried on");
}

#[test]
fn the_same_words_are_one_target_whatever_the_case_and_the_spaces() {
    let two = [
        written(1, "Reads  forty words.", "Cards daily", Some(Met)),
        written(2, "reads Forty words", "cards  daily", None),
        written(3, "Reads forty words", "Something about one child", Some(Partly)),
    ];
    let found = bank::<i64>(&two, Vec::new());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].words.wording.as_str(), found[0].pupils), ("Reads  forty words.", 3));
    assert_eq!(found[0].words.strategy, "Cards daily", "what two pupils share, not what one has");
    let alone = [written(1, "Reads", "Only hers", None), written(2, "Reads", "Only his", None)];
    assert_eq!(bank::<i64>(&alone, Vec::new())[0].words.strategy, "");
}

#[test]
fn what_was_met_more_often_stands_first_and_what_is_too_new_last() {
    let mut all = Vec::new();
    for (wording, results) in [
        ("often", &[Met, Met, Met, Partly][..]),
        ("always, thrice", &[Met, Met, Exceeded]),
        ("always, five times", &[Met, Met, Met, Met, Met]),
        ("never", &[Partly, NoChange, Declined]),
        ("new", &[Met, Met]),
    ] {
        all.extend(results.iter().zip(1..).map(|(result, pupil)| written(pupil, wording, "", Some(*result))));
    }
    let order: Vec<_> = bank::<i64>(&all, Vec::new()).into_iter().map(|one| one.words.wording).collect();
    assert_eq!(order, ["always, five times", "always, thrice", "often", "never", "new"]);
}

#[test]
fn an_entry_made_by_hand_is_shown_at_once_and_takes_the_results_of_plans_that_say_the_same() {
    let one = [written(1, "Reads forty words", "Hers alone", Some(Met))];
    let found = bank(&one, vec![(7, words("reads forty words", "Cards")), (8, words("New here", ""))]);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].entry, found[0].success.of, found[0].words.strategy.as_str()), (Some(7), 1, "Cards"));
    assert_eq!((found[1].entry, found[1].pupils), (Some(8), 0));
}

#[test]
fn names_are_taken_out_as_whole_words() {
    let amira = ["Amira", "Khan"];
    for (text, plain) in [
        ("Amira reads ten words", "The pupil reads ten words"),
        ("Model it for amira, then wait", "Model it for the pupil, then wait"),
        ("Sit beside Amira Khan. AMIRA’s cards", "Sit beside the pupil. The pupil’s cards"),
        ("Amiral and Khanate stay", "Amiral and Khanate stay"),
        ("", ""),
    ] {
        assert_eq!(nameless(text, &amira), plain);
    }
    assert_eq!(nameless("Will will read", &["Will", "Mark"]), "The pupil will read");
    assert_eq!(nameless("Anna-May and Anna May sit", &["Anna May"]), "Anna-May and the pupil sit");
    assert_eq!(nameless("Kwame van der Berg reads", &["Kwame", "van der Berg"]), "The pupil reads");
    assert_eq!(nameless("Plan B for B", &["B"]), "Plan B for B");
    assert_eq!(named("Plays with Ben", ["Amira", "Ben"]), Some("Ben"));
    assert_eq!(named("Will read", ["Amira"]), None);
}

#[test]
fn words_are_searched_in_any_order() {
    let one = words("Reads forty words", "Cards daily");
    assert!(one.has("") && one.has("cards READS") && one.has("one minute") && !one.has("forty cows"));
}

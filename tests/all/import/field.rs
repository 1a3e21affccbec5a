//! Small files as schools really have them, each with one trouble; the people are made up.

use super::*;

const FIELD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/field");

impl School {
    async fn brings_field(&self, folder: &str) -> Value {
        self.run_on(&std::path::Path::new(FIELD).join(folder), false).await
    }

    async fn contacts(&self) -> Vec<(String, String, String)> {
        let of = |g: &thrice::domain::roll::GuardianHeld| {
            let email = g.facts.email.as_ref().map(ToString::to_string).unwrap_or_default();
            (g.facts.name.full(), email, g.facts.phone.clone())
        };
        self.held().await.guardians.iter().map(of).collect()
    }
}

fn messages(report: &Value) -> String {
    problems(report).into_iter().map(|(line, message)| format!("{line}: {message}\n")).collect()
}

#[tokio::test]
async fn names_composed_or_not_are_the_same_child() {
    let school = School::new().await;
    assert_eq!(tally(&school.brings_field("01-accents/1-from-windows").await, "pupils"), [3, 0, 0, 0, 0]);
    assert_eq!(tally(&school.brings_field("01-accents/2-from-a-mac").await, "pupils"), [0, 0, 3, 0, 0]);
    assert_eq!(tally(&school.brings_field("01-accents/3-contacts-from-a-mac").await, "guardians"), [1, 0, 0, 0, 0]);
}

#[tokio::test]
async fn what_a_spreadsheet_writes_before_a_value_is_taken_off() {
    let school = School::new().await;
    let report = school.brings_field("03-text-marks").await;
    assert_eq!(tally(&report, "pupils"), [3, 0, 0, 0, 0], "{report}");
    assert_eq!(tally(&report, "guardians"), [2, 0, 0, 0, 0], "{report}");
    let numbers: Vec<_> = school.contacts().await.into_iter().map(|c| c.2).collect();
    assert_eq!(numbers, ["07700900101", "07700900102"]);
}

#[tokio::test]
async fn titles_repeated_headings_pages_and_totals_are_passed_over_quietly() {
    let school = School::new().await;
    let report = school.brings_field("08-pages").await;
    assert_eq!(tally(&report, "pupils"), [4, 0, 0, 0, 0], "{report}");
    assert_eq!(report["problems"], serde_json::json!([]));
}

#[tokio::test]
async fn a_childs_name_is_never_its_parents_because_a_heading_stands_twice() {
    let school = School::new().await;
    let report = school.brings_field("10b-names-twice").await;
    assert_eq!(tally(&report, "pupils"), [2, 0, 0, 0, 0], "{report}");
    assert_eq!(tally(&report, "guardians"), [0, 0, 0, 0, 2], "{report}");
    assert!(messages(&report).contains("“Forename” and “Surname” stands twice"), "{report}");
    assert_eq!(school.count("SELECT count(*) FROM adult").await, 0);
}

#[tokio::test]
async fn one_mother_in_three_spellings_is_one_adult() {
    let school = School::new().await;
    let report = school.brings_field("12-siblings").await;
    assert_eq!(tally(&report, "guardians"), [6, 0, 0, 0, 0], "{report}");
    assert_eq!(school.count("SELECT count(*) FROM adult").await, 2);
    assert_eq!(report["problems"], serde_json::json!([]));
    assert_eq!(tally(&school.brings_field("12-siblings").await, "guardians"), [0, 0, 6, 0, 0]);
}

#[tokio::test]
async fn a_new_contact_with_the_mailbox_of_a_restricted_one_is_held_however_it_is_written() {
    const ON_STEPFATHER: &str = "SELECT count(*) FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id
        JOIN adult a ON a.id = g.adult_id WHERE a.forename = 'Isaac'";
    for again in ["2-same-letters", "3-other-letters"] {
        let school = School::new().await;
        school.brings_field("12b-restricted-again/1").await;
        let report = school.brings_field(&format!("12b-restricted-again/{again}")).await;
        assert_eq!(tally(&report, "guardians"), [1, 0, 2, 0, 0], "{again}: {report}");
        assert!(school.count(ON_STEPFATHER).await >= 1, "{again}");
    }
    let school = School::new().await;
    school.brings_field("12b-restricted-again/1").await;
    let report = school.brings_field("12b-restricted-again/4-spelling").await;
    assert_eq!(tally(&report, "guardians"), [0, 0, 2, 0, 0], "{report}");
    assert_eq!(school.count("SELECT count(*) FROM restriction").await, 1, "and the restriction stays");
}

#[tokio::test]
async fn the_name_they_are_called_by_stands_and_either_finds_the_child() {
    let school = School::new().await;
    let report = school.brings_field("15-known-as").await;
    assert_eq!(tally(&report, "pupils"), [3, 0, 0, 0, 0], "{report}");
    assert_eq!(tally(&report, "guardians"), [2, 0, 0, 0, 0], "{report}");
    let named: Vec<_> = school.held().await.pupils.iter().map(|p| p.facts.to_string()).collect();
    assert_eq!(named, ["Sasha Reid", "Georgie Marlow", "Ben Reid"]);
    let by_law = "Pupil Forename,Pupil Surname,DOB,Contact Name,Relationship\n\
        Alexander,Reid,14/02/2018,Ike Reid,Father\nGeorgina,Holt,14/03/2018,Una Holt,Aunt\n";
    assert_eq!(tally(&school.brings(by_law).await, "guardians")[0], 2, "by law, too");
    assert_eq!(tally(&school.brings_field("15-known-as").await, "pupils"), [0, 0, 3, 0, 0]);
}

#[tokio::test]
async fn one_class_with_its_teacher_and_the_years_that_are_known() {
    let school = School::new().await;
    let report = school.brings_field("17-years-classes").await;
    assert_eq!(tally(&report, "pupils")[4], 0, "{report}");
    assert_eq!(tally(&report, "staff"), [3, 0, 0, 0, 0], "{report}");
    let held = school.held().await;
    let classes: Vec<_> = held.staff.iter().map(|s| s.facts.classes.clone().unwrap_or_default()).collect();
    assert_eq!(
        classes,
        [vec!["5/6B".to_owned()], vec!["3/4A".to_owned(), "5/6B".to_owned()], vec!["Oak & Ash".to_owned()]]
    );
    let years: Vec<_> = held.pupils.iter().map(|p| p.facts.year.map(|y| y.as_code()).unwrap_or_default()).collect();
    assert_eq!(
        years,
        ["R", "R", "R", "R", "R", "", "N1", "N2", "N2", "N2", "4", "4", "4", "", "5", ""],
        "{}",
        messages(&report)
    );
    for word in ["EYFS", "Year 5/6", "KS2"] {
        assert!(messages(&report).contains(&format!("\"{word}\" is no year group that Thrice knows")), "{report}");
    }
}

#[tokio::test]
async fn a_status_that_is_not_known_is_told_once_and_the_child_comes_in() {
    let school = School::new().await;
    let report = school.brings_field("18-sen-statuses").await;
    assert_eq!(tally(&report, "pupils"), [24, 0, 0, 0, 0], "{}", messages(&report));
    let told = messages(&report);
    for word in [
        "Monitoring",
        "M",
        "Q",
        "O",
        "EHCNA requested",
        "SEN Support and EHCP pending",
        "Early Years Action",
        "N/A",
        "Was K until 07/2025",
    ] {
        assert_eq!(told.matches(&format!("\"{word}\" is no SEN status")).count(), 1, "{word}: {told}");
    }
    for word in ["School Action", "P", "Statement"] {
        assert!(told.contains(&format!("\"{word}\" ended in 2014")), "{word}: {told}");
    }
    let of = |code: &str| school.held_with(code.to_owned());
    assert_eq!((of("K").await, of("E").await), (5, 5));
}

#[tokio::test]
async fn a_row_for_each_need_is_one_pupil_with_all_needs_in_order() {
    let school = School::new().await;
    let report = school.brings_field("20-row-per-need").await;
    assert_eq!(tally(&report, "pupils"), [3, 0, 0, 0, 0], "{report}");
    assert_eq!(report["problems"], serde_json::json!([]));
    let needs: Vec<Vec<&str>> = school
        .held()
        .await
        .pupils
        .iter()
        .map(|p| p.facts.needs.iter().flatten().map(|n| n.as_code()).collect())
        .collect();
    assert_eq!(needs, [vec!["SLCN", "SEMH"], vec!["ASD", "SEMH", "SPLD"], vec![]]);
    assert_eq!(tally(&school.brings_field("20-row-per-need").await, "pupils"), [0, 0, 3, 0, 0]);
}

impl School {
    /// How many pupils have a SEN status now.
    async fn held_with(&self, code: String) -> usize {
        let held = self.held().await;
        held.pupils.iter().filter(|p| p.facts.sen.is_some_and(|s| s.as_code() == code)).count()
    }
}

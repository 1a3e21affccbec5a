//! What is not certain in a row is told and left; what stands beside it comes in.

use super::*;
use thrice::command::import::CameIn;

fn with(heading: &str, row: &str) -> String {
    format!("UPN,Forename,Surname,DOB,Year,Reg,SEN Status{heading}\n{row}\n")
}

async fn brought(row: &str) -> (Value, Held) {
    let school = School::new().await;
    let report = school.brings(&with("", row)).await;
    (report, school.held().await)
}

#[tokio::test]
async fn dates_of_every_kind_are_read() {
    for date in ["14/02/18", "14th Feb 2018", "3rd May 2018", "43145", "14.02.2018", "Wed 14 February 2018"] {
        let (report, _) = brought(&format!("P207000016049,Temi,Okafor,{date},4,4A,K")).await;
        assert_eq!(tally(&report, "pupils"), [1, 0, 0, 0, 0], "{date}: {report}");
        assert_eq!(report["problems"], serde_json::json!([]), "{date}");
    }
    let (report, _) = brought("P207000016049,Temi,Okafor,02/14/2018,4,4A,K").await;
    assert!(problems(&report)[0].1.contains("has no month 14"), "{report}");
}

#[tokio::test]
async fn a_birthday_that_cannot_be_read_is_left_where_the_upn_is_known() {
    let school = School::new().await;
    school.brings(TWO).await;
    let wren = "B801200005001,Wren,Singh,05/05/2018,4,4A,N";
    let report = school.brings(&with("", &format!("P207000016049,Temi,Okafor,31/02/2018,4,4C,K\n{wren}"))).await;
    assert_eq!(tally(&report, "pupils"), [0, 1, 1, 0, 0], "{report}");
    let report = school.brings(&with("", "Z882200018001,Ada,Bell,31/02/2018,4,4C,K")).await;
    assert_eq!(tally(&report, "pupils")[4], 1, "nobody new comes in without one");
    assert_eq!(report["problems"][0]["column"], "DOB");
}

#[tokio::test]
async fn a_child_with_one_name_is_called_by_it() {
    for row in ["P207000016049,,Cher,11/02/2018,4,4A,K", "P207000016049,Cher,,11/02/2018,4,4A,K"] {
        let (report, held) = brought(row).await;
        assert_eq!(tally(&report, "pupils"), [1, 0, 0, 0, 0], "{report}");
        assert_eq!(held.pupils[0].facts.to_string(), "Cher");
    }
    let (report, _) = brought("P207000016049,,,11/02/2018,4,4A,K").await;
    assert!(problems(&report)[0].1.contains("there is no name"), "{report}");
}

#[tokio::test]
async fn a_formula_is_no_name() {
    let (report, _) = brought("P207000016049,Temi,=A1&B1,11/02/2018,4,4A,K").await;
    assert_eq!(tally(&report, "pupils"), [0, 0, 0, 0, 1]);
    assert!(problems(&report)[0].1.contains("is a formula"), "{report}");
}

#[tokio::test]
async fn letters_of_the_wrong_alphabet_are_read_again_and_lost_ones_told() {
    let (report, held) = brought("P207000016049,ZoÃ«,Okafor,11/02/2018,4,4A,K").await;
    assert_eq!(held.pupils[0].facts.forename, "Zoë");
    assert!(problems(&report)[0].1.contains("read as Zoë"), "{report}");
    let (report, _) = brought("P207000016049,Zo\u{fffd},Okafor,11/02/2018,4,4A,K").await;
    assert!(problems(&report)[0].1.contains("are lost"), "{report}");
}

const CONTACT: &str = "Pupil UPN,Contact Name,Relationship,Email,Mobile\n";

async fn contact(row: &str) -> (Value, Held) {
    let school = School::new().await;
    school.brings(TWO).await;
    let report = school.brings(&format!("{CONTACT}P207000016049,{row}\n")).await;
    (report, school.held().await)
}

#[tokio::test]
async fn a_title_in_a_name_is_a_title_also_the_next_time() {
    for (name, title, full) in
        [("Dr K", "Dr", "K"), ("Dear Mr Tom Ellery", "Mr", "Tom Ellery"), ("\"Ellery, Mrs Ann\"", "Mrs", "Ann Ellery")]
    {
        let school = School::new().await;
        school.brings(TWO).await;
        let file = format!("{CONTACT}P207000016049,{name},Father,a@home.example,\n");
        school.brings(&file).await;
        let held = school.held().await;
        assert_eq!(
            (held.guardians[0].facts.name.title.as_str(), held.guardians[0].facts.name.full().as_str()),
            (title, full)
        );
        assert_eq!(tally(&school.brings(&file).await, "guardians"), [0, 0, 1, 0, 0], "{name}");
    }
}

#[tokio::test]
async fn of_mailboxes_and_numbers_the_certain_one_is_read() {
    let (report, held) = contact("Ada Okafor,Mother,mailto:ada@home.example; b@home.example,7700900101").await;
    assert_eq!(held.guardians[0].facts.email.as_ref().unwrap().as_str(), "ada@home.example");
    assert_eq!(held.guardians[0].facts.phone, "07700900101");
    assert!(problems(&report)[0].1.contains("more than one"), "{report}");
    let (report, held) = contact("Ada Okafor,Mother,ada@home.example,4.477E+11").await;
    assert_eq!(held.guardians[0].facts.phone, "");
    assert!(problems(&report)[0].1.contains("shortened"), "{report}");
}

#[tokio::test]
async fn a_column_of_yes_and_no_names_nobody() {
    let school = School::new().await;
    school.brings(TWO).await;
    let file = "UPN,Primary Guardian,Guardian,Relationship,Email\n\
        P207000016049,Yes,Ada Okafor,Mother,ada@home.example\nP207000016049,No,Ben Okafor,Father,ben@home.example\n";
    let report = school.brings(file).await;
    assert_eq!(tally(&report, "guardians"), [2, 0, 0, 0, 0], "{report}");
    assert_eq!(school.count("SELECT count(*) FROM adult WHERE surname = 'Okafor'").await, 2);
    assert_eq!(report["unread"][0]["column"], "Primary Guardian");
    assert!(report["unread"][0]["why"].as_str().unwrap().contains("yes and no"), "{report}");
}

#[tokio::test]
async fn the_lines_of_an_address_stay_lines() {
    let school = School::new().await;
    school.brings(TWO).await;
    let file = "UPN,Contact Name,Relationship,Address\nP207000016049,Ada Okafor,Mother,\"14 Oak Road,\nHeadingley\nLeeds LS1 4AB\"\n";
    school.brings(file).await;
    assert_eq!(school.held().await.guardians[0].facts.postal.text(), "14 Oak Road\nHeadingley\nLeeds LS1 4AB");
}

#[tokio::test]
async fn a_row_for_each_class_or_contact_is_joined() {
    let school = School::new().await;
    let heading = "UPN,Forename,Surname,DOB,Year,Reg,SEN Status,Parent/Carer,Parent/Carer Email\n";
    let row = |parent: &str, email: &str| format!("P207000016049,Temi,Okafor,11/02/2018,4,4A,K,{parent},{email}\n");
    let report = school
        .brings(&format!("{heading}{}{}", row("Ada Okafor", "a@h.example"), row("Ben Okafor", "b@h.example")))
        .await;
    assert_eq!((tally(&report, "pupils"), tally(&report, "guardians")), ([1, 0, 0, 0, 0], [2, 0, 0, 0, 0]), "{report}");
    let staff = "Name,Email,Role,Class\nOla Beck,ola@oak.example,Teacher,4A\nOla Beck,OLA@oak.example,Teacher,5B\n";
    assert_eq!(tally(&school.brings(staff).await, "staff"), [1, 0, 0, 0, 0]);
    assert_eq!(school.held().await.staff[0].facts.classes.as_deref(), Some(&["4A".to_owned(), "5B".to_owned()][..]));
}

#[tokio::test]
async fn a_nightly_job_sees_by_the_exit_code_what_came_in() {
    let school = School::new().await;
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("export.csv");
    for (text, came_in) in [
        (TWO.to_owned(), CameIn::All),
        (format!("{TWO}Z882200018001,Ada,Bell,31/02/2018,4,4A,N,,\n"), CameIn::Some),
        (with("", "Z882200018001,Ada,Bell,31/02/2018,4,4A,N"), CameIn::Nothing),
        ("Item,Price\nSoup,3\n".to_owned(), CameIn::Nothing),
        ("PK\u{3}\u{4}".to_owned(), CameIn::Nothing),
    ] {
        std::fs::write(&path, &text).unwrap();
        let told = run(&school.store, &school.settings(), &unpacker(), &path, Wish { dry_run: false, json: false })
            .await
            .unwrap();
        assert_eq!(told.came_in, came_in, "{}", told.text);
        assert!(!text.starts_with("PK") || told.text.contains("workbook"), "{}", told.text);
        assert!(!text.contains("Bell") || told.text.contains("Ada Bell: "), "a refusal names the child: {}", told.text);
    }
}

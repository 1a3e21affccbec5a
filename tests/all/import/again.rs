//! The same files again, and the next term's.

use super::*;

#[tokio::test]
async fn the_sample_school_comes_in_whole_and_a_second_time_changes_nothing() {
    let school = School::new().await;
    let path = std::path::Path::new(OAKFIELD);
    let first = school.run_on(path, true).await;
    assert_eq!(tally(&first, "pupils"), [210, 0, 0, 0, 0]);
    assert_eq!(tally(&first, "guardians"), [385, 0, 0, 0, 0]);
    assert_eq!(school.count("SELECT count(*) FROM pupil").await, 0, "a dry run changes nothing");
    assert_eq!(school.run_on(path, false).await, first, "what the dry run shows is what happens");
    assert_eq!(first["problems"], serde_json::json!([]));
    let (held, audit) = (school.held().await, school.count("SELECT count(*) FROM audit").await);
    let second = school.run_on(path, false).await;
    assert_eq!(tally(&second, "pupils"), [0, 0, 210, 0, 0]);
    assert_eq!(tally(&second, "guardians"), [0, 0, 385, 0, 0]);
    assert_eq!(tally(&second, "staff"), [0, 0, 14, 0, 0]);
    assert_eq!(tally(&second, "terms"), [0, 0, 3, 0, 0]);
    assert_eq!(tally(&second, "closures"), [0, 0, 5, 0, 0]);
    assert_eq!(school.held().await, held);
    assert_eq!(school.count("SELECT count(*) FROM audit").await, audit, "not even the audit has a new line");
}

#[tokio::test]
async fn a_change_of_class_status_and_needs_is_dated_and_what_was_before_stays() {
    let mut school = School::new().await;
    school.brings(TWO).await;
    school.day = "2027-01-12";
    let next = TWO.replace("4A,K,SLCN,01/09/2025", "4B,E,ASD,01/09/2025").replace("Wren,Singh", "Wren,Singh-Clark");
    let report = school.brings(&next).await;
    assert_eq!(tally(&report, "pupils"), [0, 2, 0, 0, 0]);
    let statuses =
        "SELECT count(*) FROM sen_status WHERE code = 'K' AND from_on = '2025-09-01' AND until_on = '2027-01-11'";
    assert_eq!(school.count(statuses).await, 1, "a start before the status of now is not the start of the new one");
    assert_eq!(school.count("SELECT count(*) FROM sen_status WHERE until_on IS NULL AND code = 'E'").await, 1);
    assert_eq!(school.count("SELECT count(*) FROM class_membership WHERE until_on = '2027-01-11'").await, 1);
    assert_eq!(school.count("SELECT count(*) FROM need WHERE code = 'SLCN' AND until_on = '2027-01-11'").await, 1);
    assert_eq!(school.count("SELECT count(*) FROM pupil WHERE surname = 'Singh-Clark'").await, 1);
    assert_eq!(tally(&school.brings(&next).await, "pupils"), [0, 0, 2, 0, 0]);
    school.day = "2027-01-13";
    assert_eq!(tally(&school.brings(&next).await, "pupils"), [0, 0, 2, 0, 0], "nor on another day");
}

#[tokio::test]
async fn who_is_missing_from_the_file_has_left_and_may_come_back() {
    let mut school = School::new().await;
    let three = format!("{TWO}Z882200018001,Ada,Bell,01/03/2018,4,4A,K,MLD,\n");
    school.brings(&three).await;
    school.day = "2026-12-01";
    let report = school.brings(TWO).await;
    assert_eq!(tally(&report, "pupils"), [0, 0, 2, 1, 0]);
    assert_eq!(school.count("SELECT count(*) FROM enrolment WHERE until_on = '2026-11-30'").await, 1);
    assert_eq!(school.count("SELECT count(*) FROM pupil").await, 3, "a leaver is archived, not deleted");
    assert_eq!(tally(&school.brings(TWO).await, "pupils"), [0, 0, 2, 0, 0], "and leaves only once");
    school.day = "2027-01-12";
    assert_eq!(tally(&school.brings(&three).await, "pupils"), [1, 0, 2, 0, 0]);
    assert_eq!(school.count("SELECT count(*) FROM pupil").await, 3);
    assert_eq!(
        school.count("SELECT count(*) FROM enrolment WHERE from_on = '2027-01-12' AND until_on IS NULL").await,
        1
    );
    assert_eq!(tally(&school.brings(&three).await, "pupils"), [0, 0, 3, 0, 0]);
}

#[tokio::test]
async fn a_part_of_the_school_makes_nobody_leave() {
    let school = School::new().await;
    school.run_on(std::path::Path::new(OAKFIELD), false).await;
    let bytes = std::fs::read(format!("{OAKFIELD}/pupils.csv")).unwrap();
    let pupils = encoding_rs::WINDOWS_1252.decode(&bytes).0;
    let some: Vec<&str> = pupils.lines().take(31).collect();
    let report = school.would_bring(&some.join("\n")).await;
    assert_eq!(tally(&report, "pupils"), [0, 0, 30, 0, 0]);
    assert!(problems(&report)[0].1.contains("nobody is taken to have left"), "{report}");
    let without_year_6: Vec<&str> = pupils.lines().filter(|l| !l.contains(",6,6A,")).collect();
    let report = school.would_bring(&without_year_6.join("\n")).await;
    assert_eq!(report["pupils"]["leaving"], 0);
    assert!(problems(&report)[0].1.contains("nobody of Year 6"), "{report}");
}

#[tokio::test]
async fn a_column_that_is_missing_and_a_cell_that_is_empty_leave_what_is_held() {
    let school = School::new().await;
    school.brings(TWO).await;
    let held = school.held().await;
    let bare = "UPN,Forename,Surname,DOB\nP207000016049,Temi,Okafor,11/02/2018\nB801200005001,Wren,Singh,05/05/2018\n";
    assert_eq!(tally(&school.brings(bare).await, "pupils"), [0, 0, 2, 0, 0]);
    let empty = TWO.replace("K,SLCN,01/09/2025", "K,,");
    assert_eq!(tally(&school.brings(&empty).await, "pupils"), [0, 0, 2, 0, 0]);
    assert_eq!(school.held().await, held);
}

#[tokio::test]
async fn a_temporary_upn_gives_way_to_the_right_one() {
    let school = School::new().await;
    school.brings("UPN,Forename,Surname,DOB,SEN\nX88240002512Z,Ada,Bell,01/03/2018,K\n,Max,Ray,02/03/2018,N\n").await;
    let report = school.brings(
        "UPN,Forename,Surname,DOB,SEN\nZ882200018001,Ada,Bell,01/03/2018,K\nN882200018002,Max,Ray,02/03/2018,N\n",
    );
    assert_eq!(tally(&report.await, "pupils"), [0, 2, 0, 0, 0]);
    assert_eq!(school.count("SELECT count(*) FROM pupil").await, 2);
}

#[tokio::test]
async fn staff_move_classes_and_leave_but_no_file_gives_or_takes_office() {
    let mut school = School::new().await;
    let staff = "Title,Forename,Surname,Email,Role,Classes\nMrs,Priya,Anand,pa@school.example,SENCO,\n\
        Mr,Omar,Shah,os@school.example,Teacher,4A\nMs,Jo,Lowe,jl@school.example,Class Teacher,5A\n";
    assert_eq!(tally(&school.brings(staff).await, "staff"), [3, 0, 0, 0, 0]);
    school.day = "2027-01-12";
    let next =
        staff.replace("pa@school.example,SENCO", "pa@school.example,Teacher").replace("Teacher,4A", "Teacher,4A;4B");
    let next = next.replace("Ms,Jo,Lowe,jl@school.example,Class Teacher,5A\n", "");
    let report = school.brings(&next).await;
    assert_eq!(tally(&report, "staff"), [0, 1, 1, 1, 0]);
    assert!(problems(&report)[0].1.contains("stays SENCO"), "{report}");
    assert_eq!(school.count("SELECT count(*) FROM staff WHERE role = 'senco'").await, 1);
    assert_eq!(school.count("SELECT count(*) FROM staff WHERE until_on = '2027-01-11'").await, 1);
    assert_eq!(school.count("SELECT count(*) FROM class_staff WHERE until_on IS NULL").await, 2);
    let moved = next.replace("os@school.example", "omar.shah@trust.example");
    assert_eq!(tally(&school.brings(&moved).await, "staff"), [0, 1, 1, 0, 0], "the trust gave everybody new addresses");
}

#[tokio::test]
async fn terms_and_closures_change_and_another_list_of_bank_holidays_replaces_its_years() {
    let school = School::new().await;
    school.run_on(std::path::Path::new(OAKFIELD), false).await;
    let term = "Academic year,Term,Starts,Half term starts,Half term ends,Ends\n2026/27,Summer,2027-04-12,2027-05-31,2027-06-04,2027-07-20\n";
    assert_eq!(tally(&school.brings(term).await, "terms"), [0, 1, 0, 0, 0]);
    let overlapping = term.replace("2027-04-12", "2027-03-01");
    let report = school.brings(&overlapping).await;
    assert_eq!(tally(&report, "terms"), [0, 0, 0, 0, 1], "beside the spring term that is held");
    assert!(problems(&report)[0].1.contains("2027"), "{report}");
    let before = school.held().await.bank_holidays;
    let report = school.brings("Date,Name\n2027-01-01,New Year's Day\n2027-06-04,Royal day\n").await;
    assert_eq!(report["bank_holidays"]["new"], 1);
    let after = school.held().await.bank_holidays;
    let of_2026 =
        |list: &[(chrono::NaiveDate, String)]| list.iter().filter(|h| h.0.to_string().starts_with("2026")).count();
    assert_eq!(of_2026(&after), of_2026(&before));
    assert!(after.iter().filter(|h| h.0.to_string().starts_with("2027")).count() == 2);
}

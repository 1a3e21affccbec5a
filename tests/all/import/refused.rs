//! Rows that cannot be: each is told with its line and the reason; who cannot be told is refused, everything else is taken.

use super::*;

#[tokio::test]
async fn each_bad_row_is_refused_with_its_line_and_the_rest_comes_in() {
    let school = School::new().await;
    let heading = "UPN,Forename,Surname,DOB,Year,Reg,SEN Status,SEN Need Ranking 1,SEN Start Date,% Attendance\n";
    // What is said of the row, and whether it is refused for it.
    let rows = [
        ("P207000016049,Temi,Okafor,11/02/2018,4,4A,K,SLCN,01/09/2025,95.3", None),
        ("A801200005001,Slip,Letter,11/02/2018,4,4A,N,,,", Some(("check letter", false))),
        ("12345,Slip,Form,11/02/2018,4,4A,N,,,", Some(("is not a UPN", false))),
        (",Bad,Date,31/02/2018,4,4A,N,,,", Some(("is not a date that exists", true))),
        ("D882400025123,Un,Born,11/02/2031,4,4A,N,,,", Some(("not in the past", true))),
        ("N882200018002,Too,Old,11/02/1918,4,4A,N,,,", Some(("too long ago", true))),
        (",Un,Status,11/02/2018,4,4A,Q,,,", Some(("is no SEN status", false))),
        (",Un,Need,11/02/2018,4,4A,K,XYZ,,", Some(("is no need", false))),
        ("B801200005001,Early,Start,11/02/2018,4,4A,K,MLD,01/01/2017,", Some(("before the date of birth", false))),
        ("B801200005001,Another,Child,12/02/2018,4,4A,K,MLD,,", Some(("for another child", true))),
        ("P207000016049,Temi,Okafor,11/02/2018,4,4A,K,SLCN,01/09/2025,95.3", None),
        ("Z882200018001,Ada,Bell,01/03/2018,4,4A,N,,,", None),
    ];
    let text = rows.iter().fold(heading.to_owned(), |all, (row, _)| all + row + "\r\n");
    let report = school.brings(&text).await;
    assert_eq!(tally(&report, "pupils"), [7, 0, 0, 0, 4], "{report}");
    let all = report["problems"].as_array().unwrap();
    for ((row, told), line) in rows.iter().zip(2_u64..) {
        let said = all.iter().find(|p| p["line"] == line);
        assert_eq!(said.is_some(), told.is_some(), "{row}: {report}");
        if let (Some((why, refused)), Some(said)) = (told, said) {
            assert!(said["message"].as_str().unwrap().contains(why), "{row}: {said}");
            assert_eq!(said["refused"], *refused, "{row}: {said}");
        }
    }
    let column = |at: u64| all.iter().find(|p| p["line"] == at).unwrap()["column"].clone();
    assert_eq!(column(8), "SEN Status");
    assert_eq!(column(9), "SEN Need Ranking 1");
    assert_eq!(school.count("SELECT count(*) FROM pupil").await, 7);
}

#[tokio::test]
async fn a_side_fact_that_cannot_be_read_is_told_and_left_as_it_was() {
    let school = School::new().await;
    school.brings(TWO).await;
    let odd = "UPN,Forename,Surname,DOB,Year,SEN Status,PP,% Attendance\n\
        P207000016049,Temi,Okafor,11/02/2018,Fourth,K,perhaps,142\nB801200005001,Wren,Singh,05/05/2018,4,N,T,95.3\n";
    let report = school.brings(odd).await;
    assert_eq!(tally(&report, "pupils"), [0, 1, 1, 0, 0]);
    assert_eq!(problems(&report).iter().map(|p| p.0).collect::<Vec<_>>(), [2, 2, 2]);
    assert_eq!(school.count("SELECT count(*) FROM class_membership WHERE nc_year = '4' AND until_on IS NULL").await, 2);
}

#[tokio::test]
async fn a_pupil_whose_row_is_refused_has_not_left() {
    let school = School::new().await;
    school.brings(TWO).await;
    let report = school.brings(&TWO.replace("4A,K,SLCN", "4A,Q,SLCN")).await;
    assert_eq!(tally(&report, "pupils"), [0, 0, 2, 0, 0], "a status that is not known changes nothing");
    let report = school.brings(&TWO.replace("11/02/2018", "11/02/2031")).await;
    assert_eq!(tally(&report, "pupils"), [0, 0, 1, 0, 1]);
    let report = school.brings(&TWO.replace("P207000016049", "P207000016048")).await;
    assert_eq!(tally(&report, "pupils"), [0, 0, 2, 0, 0], "a slip in the UPN: name and birthday are theirs");
}

#[tokio::test]
async fn two_children_are_never_made_one_on_a_guess() {
    let school = School::new().await;
    school.brings(TWO).await;
    let other_upn = TWO.replace("P207000016049", "Z882200018001");
    let report = school.brings(&other_upn).await;
    assert_eq!(tally(&report, "pupils"), [0, 0, 1, 0, 1]);
    assert!(problems(&report)[0].1.contains("held with another UPN"), "{report}");
    let both = format!("{TWO}Z882200018001,Temi,Okafor,11/02/2018,4,4A,N,,\n");
    assert_eq!(tally(&school.brings(&both).await, "pupils"), [1, 0, 2, 0, 0], "a namesake with a UPN of their own");
    let nameless = TWO.replace("P207000016049,Temi", ",Temi");
    let report = school.brings(&nameless).await;
    assert!(problems(&report)[0].1.contains("the UPN is needed"), "{report}");
}

#[tokio::test]
async fn a_file_of_something_else_is_named_and_the_others_are_taken() {
    let school = School::new().await;
    let files: [(&str, &[u8]); 3] =
        [("dinner.csv", b"Item,Price\nSoup,3\n"), ("pupils.csv", TWO.as_bytes()), ("empty.csv", b"")];
    let report = school.run(&files, false).await;
    assert_eq!(tally(&report, "pupils"), [2, 0, 0, 0, 0]);
    let named: Vec<_> = report["problems"].as_array().unwrap().iter().map(|p| p["file"].as_str().unwrap()).collect();
    assert_eq!(named, ["dinner.csv", "empty.csv"]);
    assert!(
        run(
            &school.store,
            &school.settings(),
            &unpacker(),
            std::path::Path::new("/nowhere"),
            Wish { dry_run: true, json: true }
        )
        .await
        .is_err()
    );
}

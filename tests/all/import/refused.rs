//! Rows that cannot be: each is refused with its line and the reason, and everything else is taken.

use super::*;

#[tokio::test]
async fn each_bad_row_is_refused_with_its_line_and_the_rest_comes_in() {
    let school = School::new().await;
    let heading = "UPN,Forename,Surname,DOB,Year,Reg,SEN Status,SEN Need Ranking 1,SEN Start Date,% Attendance\n";
    let rows = [
        ("P207000016049,Temi,Okafor,11/02/2018,4,4A,K,SLCN,01/09/2025,95.3", None),
        ("A801200005001,Bad,Letter,11/02/2018,4,4A,N,,,", Some("check letter")),
        ("12345,Bad,Form,11/02/2018,4,4A,N,,,", Some("is not a UPN")),
        ("B801200005001,Bad,Date,31/02/2018,4,4A,N,,,", Some("is not a date that exists")),
        ("D882400025123,Un,Born,11/02/2031,4,4A,N,,,", Some("not in the past")),
        ("N882200018002,Too,Old,11/02/1918,4,4A,N,,,", Some("too long ago")),
        ("B801200005001,Bad,Status,11/02/2018,4,4A,Q,,,", Some("is not a SEN status")),
        ("B801200005001,Bad,Need,11/02/2018,4,4A,K,XYZ,,", Some("is no need code")),
        ("B801200005001,Bad,Start,11/02/2018,4,4A,K,MLD,01/01/2017,", Some("before the date of birth")),
        ("B801200005001,,Nameless,11/02/2018,4,4A,N,,,", Some("is missing")),
        ("P207000016049,Temi,Okafor,11/02/2018,4,4A,K,SLCN,01/09/2025,95.3", Some("already on line 2")),
        ("Z882200018001,Ada,Bell,01/03/2018,4,4A,N,,,", None),
    ];
    let text = rows.iter().fold(heading.to_owned(), |all, (row, _)| all + row + "\r\n");
    let report = school.brings(&text).await;
    assert_eq!(tally(&report, "pupils"), [2, 0, 0, 0, 10]);
    let told = problems(&report);
    let expected = rows.iter().zip(2_u64..).filter_map(|((_, why), line)| why.map(|w| (line, w)));
    for ((line, why), (at, message)) in expected.zip(told.iter().cloned().collect::<std::collections::BTreeMap<_, _>>())
    {
        assert_eq!(line, at);
        assert!(message.contains(why), "line {line}: {message}");
    }
    assert_eq!(told.len(), 10);
    let column =
        |at: u64| report["problems"].as_array().unwrap().iter().find(|p| p["line"] == at).unwrap()["column"].clone();
    assert_eq!(column(8), "SEN Status");
    assert_eq!(column(9), "SEN Need Ranking 1");
    assert_eq!(school.count("SELECT count(*) FROM pupil").await, 2);
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
    assert_eq!(tally(&report, "pupils"), [0, 0, 1, 0, 1]);
    let report = school.brings(&TWO.replace("P207000016049", "P207000016048")).await;
    assert_eq!(tally(&report, "pupils"), [0, 0, 1, 0, 1], "nor with a slip in the UPN: the name is theirs");
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
        run(&school.store, &school.settings(), std::path::Path::new("/nowhere"), Wish { dry_run: true, json: true })
            .await
            .is_err()
    );
}

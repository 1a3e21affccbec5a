//! Workbooks among the files of a folder: each sheet is read as a file of its own.

use super::*;
use crate::support::workbooks::{Cell, lines, words, workbook};

#[tokio::test]
async fn a_workbook_in_a_folder_is_read_beside_csv() {
    let school = School::new().await;
    let mut pupils =
        lines("UPN,Forename,Surname,DOB,Year,Reg,SEN Status,SEN Need Ranking 1,SEN Start Date,% Attendance");
    for (upn, forename, born, start) in
        [("P207000016049", "Temi", "2018-02-11", "2025-09-01"), ("B801200005001", "Wren", "2018-05-05", "2026-09-01")]
    {
        let told = ["4", "4A", "K", "SLCN"].map(words);
        let mut row = vec![words(upn), words(forename), words("Okafor"), Cell::Day(born)];
        row.extend(told);
        row.extend([Cell::Day(start), words("95.3")]);
        pupils.push(row);
    }
    pupils.push([words(""), words("Un"), words("Born"), words("#REF!")].into_iter().collect());
    let book = workbook(vec![("Notes", lines("Printed on Monday")), ("Pupils", pupils)]);
    let contacts = workbook(vec![(
        "Sheet1",
        vec![
            ["Pupil UPN", "Contact Forename", "Contact Surname", "Relationship", "Phone", "Address"].map(words).into(),
            ["P207000016049", "Ada", "Bell", "Mother", "07700900101", "14 Oak Road\nLeeds\nLS1 4AC"].map(words).into(),
        ],
    )]);
    let staff = "Name,Email,Role\nPriya Anand,priya@oak.example.org,SENCO\n";
    let files: [(&str, &[u8]); 5] = [
        ("a.xlsx", &book),
        ("contacts.xlsx", &contacts),
        ("dinner.ods", b"PK\x03\x04"),
        ("staff.csv", staff.as_bytes()),
        ("torn.xlsx", &book[..600]),
    ];
    let would = school.run(&files, true).await;
    assert_eq!(tally(&would, "pupils"), [2, 0, 0, 0, 1], "{would}");
    let report = school.run(&files, false).await;
    assert_eq!(tally(&report, "pupils"), [2, 0, 0, 0, 1], "{report}");
    assert_eq!(tally(&report, "staff"), [1, 0, 0, 0, 0], "{report}");
    let told: Vec<_> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["file"].as_str().unwrap(), p["line"].as_u64().unwrap(), p["refused"].as_bool().unwrap()))
        .collect();
    for expected in [
        ("a.xlsx, sheet Notes", 0, false),
        ("a.xlsx, sheet Pupils", 4, true),
        ("dinner.ods", 0, true),
        ("torn.xlsx", 0, true),
    ] {
        assert!(told.contains(&expected), "{expected:?}: {told:?}");
    }
    for held in [
        "SELECT count(*) FROM pupil WHERE upn = 'P207000016049' AND born_on = '2018-02-11'",
        "SELECT count(*) FROM sen_status WHERE from_on = '2025-09-01'",
        "SELECT count(*) FROM adult WHERE phone = '07700900101'",
    ] {
        assert_eq!(school.count(held).await, 1, "{held}");
    }
    let again = school.run(&files, false).await;
    assert_eq!(tally(&again, "pupils"), [0, 0, 2, 0, 1], "{again}");
    assert_eq!(tally(&again, "guardians"), [0, 0, 1, 0, 0], "{again}");
}

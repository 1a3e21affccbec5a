//! The same two children from systems that agree on nothing: alphabets, separators, headings, dates, words for a status.

use super::*;

/// How other systems write the file that [`TWO`] is.
fn exports() -> Vec<(&'static str, Vec<u8>)> {
    let windows = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    vec![
        (
            "one column for the name, words for the status",
            b"Name,Date of Birth,UPN,Year Group,Class,SEN Provision,Primary Need,SEN Start Date\n\
              \"Okafor, Temi\",11 Feb 2018,P207000016049,Year 4,4A,SEN Support,\"Speech, Language and Communication Needs\",1 Sep 2025\n\
              \"Singh, Wren\",05 May 2018,B801200005001,Year 4,4A,No Special Educational Need,,\n"
                .to_vec(),
        ),
        (
            "semicolons, Windows-1252, ISO dates, a title above",
            windows(
                "Élèves – export\r\nUPN;Legal Forename;Legal Surname;Date of Birth;NC Year;Reg Group;SEN Code;SEN Type;SEN Start\r\n\
                 P207000016049;Temi;Okafor;2018-02-11;4;4A;K;SLCN;2025-09-01\r\n\
                 B801200005001;Wren;Singh;2018-05-05;4;4A;N;;\r\n",
            ),
        ),
        (
            "tabs with a mark, a status with its code, times after dates, columns nobody asked for",
            "\u{feff}Student UPN\tPreferred First Name\tStudent Surname\tDate of Birth (DD/MM/YYYY)\tCurriculum Year\tRegistration Group Name\tSEN Status Code\tSEN Need Ranking 1\tSEN Start Date\tHouse\n\
             p207000016049\tTemi\tOkafor\t11/02/2018 00:00\tYr 4\t4A\tK - SEN Support\tSLCN - Speech, language and communication needs\t01/09/2025 00:00\tRed\n\
             B801200005001\tWren\tSingh\t05/05/2018 00:00\tYr 4\t4A\tN - No SEN\t\t\tBlue\n"
                .as_bytes()
                .to_vec(),
        ),
        (
            "with the first contact in the pupil's own row",
            b"UPN,Forename,Surname,DOB,Year,Form,SEN,SEN Need,SEN Start Date,Parent/Carer,Parent/Carer Email,Parent/Carer Mobile\n\
              P207000016049,Temi,Okafor,11/02/2018,4,4A,SENS,SLCN,01/09/2025,Ada Okafor,ada@home.example,07700 900001\n\
              B801200005001,Wren,Singh,05/05/2018,4,4A,,,,,,\n"
                .to_vec(),
        ),
    ]
}

#[tokio::test]
async fn every_system_tells_of_the_same_two_children() {
    let plain = School::new().await;
    plain.brings(TWO).await;
    let expected = plain.held().await.pupils;
    for (what, bytes) in exports() {
        let school = School::new().await;
        let report = school.run(&[("whatever.csv", &bytes)], false).await;
        assert_eq!(tally(&report, "pupils"), [2, 0, 0, 0, 0], "{what}: {report}");
        assert_eq!(school.held().await.pupils, expected, "{what}");
        let again = school.run(&[("renamed.txt", &bytes)], false).await;
        assert_eq!(tally(&again, "pupils"), [0, 0, 2, 0, 0], "{what}, again");
        let over = school.brings(TWO).await;
        assert_eq!(tally(&over, "pupils"), [0, 0, 2, 0, 0], "{what}, then the plain one");
    }
}

#[tokio::test]
async fn a_contact_in_the_pupils_own_row_is_the_contact_of_the_list() {
    let school = School::new().await;
    let (_, bytes) = exports().pop().unwrap();
    assert_eq!(tally(&school.run(&[("p.csv", &bytes)], false).await, "guardians"), [1, 0, 0, 0, 0]);
    let list = "UPN,Priority,Contact Name,Relationship,Email,Mobile\n\
        P207000016049,1,Ada Okafor,Mother,ada@home.example,07700 900001\nP207000016049,2,Ben Okafor,Father,ben@home.example,\n";
    let both: [(&str, &[u8]); 2] = [("p.csv", &bytes), ("c.csv", list.as_bytes())];
    assert_eq!(tally(&school.run(&both, false).await, "guardians"), [1, 1, 0, 0, 0]);
    assert_eq!(tally(&school.run(&both, false).await, "guardians"), [0, 0, 2, 0, 0]);
    assert_eq!(
        tally(&school.run(&[("p.csv", &bytes)], false).await, "guardians"),
        [0, 0, 1, 0, 0],
        "the row names one of two"
    );
}

#[tokio::test]
async fn a_childs_own_mailbox_is_not_taken_for_the_parents() {
    let school = School::new().await;
    let text = "UPN,Forename,Surname,DOB,SEN,Parent/Carer,Email\n\
        p207000016049,Temi,Okafor,11/02/2018,K,Ada Okafor,temi@pupils.example\n";
    assert_eq!(tally(&school.brings(text).await, "guardians"), [1, 0, 0, 0, 0]);
    assert_eq!(school.count("SELECT count(*) FROM adult WHERE email IS NOT NULL").await, 0);
    school.brings(&text.replace(",Email", ",Parent/Carer Email")).await;
    assert_eq!(school.count("SELECT count(*) FROM adult WHERE email IS NOT NULL").await, 1);
}

#[tokio::test]
async fn a_year_without_classes_makes_one_class_of_each_year() {
    let school = School::new().await;
    let text = "UPN,Forename,Surname,DOB,Year Group,SEN\nP207000016049,Temi,Okafor,11/02/2018,4,K\n";
    school.brings(text).await;
    assert_eq!(school.count("SELECT count(*) FROM class WHERE name = 'Year 4'").await, 1);
    assert_eq!(tally(&school.brings(text).await, "pupils"), [0, 0, 1, 0, 0]);
    school.brings(&text.replace(",4,K", ",5,K")).await;
    assert_eq!(school.count("SELECT count(*) FROM class_membership m JOIN class c ON c.id = m.class_id WHERE c.name = 'Year 5' AND m.until_on IS NULL").await, 1);
}

#[tokio::test]
async fn the_printed_report_says_who_and_what_but_a_json_report_names_no_child() {
    let school = School::new().await;
    school.brings(TWO).await;
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("pupils.csv");
    std::fs::write(&path, TWO.replace("4A,K", "4B,K")).unwrap();
    let said = run(&school.store, &school.settings(), &unpacker(), &path, Wish { dry_run: true, json: false })
        .await
        .unwrap()
        .text;
    assert!(said.contains("pupils.csv, line 2: changed pupil Temi Okafor (class)"), "{said}");
    assert!(said.contains("Nothing was changed"), "{said}");
    assert!(!school.would_bring(TWO).await.to_string().contains("Okafor"));
}

#[tokio::test]
async fn terms_may_be_given_in_halves() {
    let school = School::new().await;
    let report = school
        .brings("Term,Start date,End date\nAutumn 1,03/09/2026,23/10/2026\nAutumn 2,02/11/2026,18/12/2026\nSpring,05/01/2027,24/03/2027\n")
        .await;
    assert_eq!(tally(&report, "terms"), [2, 0, 0, 0, 0], "{report}");
    let (_, autumn) = school.held().await.terms[0];
    let (from, to) = autumn.half_term.unwrap();
    assert_eq!((from.to_string().as_str(), to.to_string().as_str()), ("2026-10-24", "2026-11-01"));
}

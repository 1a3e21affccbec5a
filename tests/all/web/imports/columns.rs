//! Saying what the columns are where the headings do not tell, and being remembered.

use super::*;

/// An export of a system that nobody knows.
const FOREIGN: &str = "Kind;Vorname;Geburtstag;Stufe;Gruppe;Foerderung\n\
    Singh;Wren;05/05/2018;4;4B;K\nBell;Ada;01/03/2018;4;4B;N\n";

/// What a person chooses for it.
const CHOSEN: [(&str, &str); 8] = [
    ("kind", "pupils"),
    ("column-0", "surname"),
    ("column-1", "forename"),
    ("column-2", "born"),
    ("column-3", "year"),
    ("column-4", "class"),
    ("column-5", "sen_status"),
    ("name", "Our export"),
];

#[tokio::test]
async fn unknown_headings_are_asked_about_once_and_known_the_next_time() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let sent = senco.upload("/import", &[("export.csv", FOREIGN.as_bytes())], "").await;
    assert_eq!(sent.location.as_deref(), Some("/import/columns/0"), "{}", sent.body);
    assert!(senco.get("/import/columns/0").await.body.contains("What is in this file?"));
    let form = senco.get("/import/columns/0?kind=pupils").await.body;
    assert!(form.contains("For example: 05/05/2018") && form.contains("SEN status"), "{form}");
    let mut wrong = CHOSEN.to_vec();
    wrong[3] = ("column-2", "surname");
    let back = senco.post("/import/columns/0", &wrong).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["is chosen for another column already", "Choose which column holds the date of birth", "Our export"] {
        assert!(back.body.contains(words), "{words}: {}", back.body);
    }
    let saved = senco.post("/import/columns/0", &CHOSEN).await;
    assert_eq!(saved.location.as_deref(), Some("/import/differences"), "{}", saved.body);
    let page = senco.get("/import/differences").await.body;
    assert!(page.contains("Pupil Wren Singh") && page.contains("6 of 6 read"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM import_mapping WHERE name = 'Our export' AND saved_by = 1").await, 1);
    // The same headings again, in another order, by somebody else: read at once.
    let turned = "Vorname;Kind;Gruppe;Stufe;Foerderung;Geburtstag\nWren;Singh;4B;4;K;05/05/2018\n";
    let page = looked(&app.sign_in("admin").await, &[("next.csv", turned.as_bytes())]).await.body;
    assert!(page.contains("Pupil Wren Singh"), "{page}");
    let other = FOREIGN.replace("Gruppe", "Zug");
    let sent = senco.upload("/import", &[("export.csv", other.as_bytes())], "").await;
    assert_eq!(sent.location.as_deref(), Some("/import/columns/0"), "other headings are asked about");
}

#[tokio::test]
async fn a_word_that_is_not_known_is_asked_about_once_and_remembered() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let file = "Forename,Surname,DOB,Year,Reg,SEN Status,SEN Need,UPN\n\
        Wren,Singh,05/05/2018,4,4B,Monitoring,Talking,B801200005001\nMax,Lee,06/05/2018,4,4B,Monitoring,,\n";
    let page = looked(&senco, &[("p.csv", file.as_bytes())]).await.body;
    assert!(page.contains("SEN status: “Monitoring”") && page.contains("On 2 rows."), "{page}");
    assert!(
        page.contains("Wren Singh · born 5 May 2018 · Year 4 · class 4B"),
        "the first rows as they were understood: {page}"
    );
    let answers = [
        ("about-0", "status"),
        ("word-0", "Monitoring"),
        ("meaning-0", "N"),
        ("about-1", "need"),
        ("word-1", "Talking"),
        ("meaning-1", "SLCN"),
        ("about-2", "status"),
        ("word-2", "Forged"),
        ("meaning-2", "QQ"),
    ];
    senco.post("/import/words", &answers).await;
    assert_eq!(
        super::count(&app, "SELECT count(*) FROM import_answer").await,
        2,
        "a meaning that was not offered is none"
    );
    let page = senco.get("/import/differences").await.body;
    assert!(!page.contains("Words that Thrice does not know"), "{page}");
    let again = looked(&senco, &[("next-term.csv", file.replace("Monitoring", "MONITORING").as_bytes())]).await.body;
    assert!(!again.contains("Words that Thrice does not know") && again.contains("SLCN"), "{again}");
}

#[tokio::test]
async fn a_heading_that_stands_twice_is_asked_about_before_anything_is_read() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let file = "UPN,Forename,Surname,Priority,Forename,Surname,Relationship\nB801200005001,Wren,Singh,1,Jas,Singh-Bell,Mother\n";
    let sent = senco.upload("/import", &[("contacts.csv", file.as_bytes())], "").await;
    assert_eq!(sent.location.as_deref(), Some("/import/columns/0"), "{}", sent.body);
    let page = senco.get("/import/columns/0").await.body;
    assert!(page.contains("stands twice, over different values"), "{page}");
}

#[tokio::test]
async fn a_column_that_was_taken_for_the_wrong_thing_can_be_passed_over() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let page = looked(&senco, &[("pupils.csv", PUPILS.as_bytes())]).await.body;
    assert!(page.contains("SEN status: <del>SEN support</del>") && page.contains("Say what the columns are"), "{page}");
    let form = senco.get("/import/columns/0").await.body;
    assert!(form.contains("<option value=\"sen_status\" selected>"), "known headings are filled in: {form}");
    let fields = ["forename", "surname", "born", "year", "class", "", "", "upn"];
    let names: Vec<String> = (0..fields.len()).map(|n| format!("column-{n}")).collect();
    let mut typed: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(fields).collect();
    typed.push(("kind", "pupils"));
    assert_eq!(senco.post("/import/columns/0", &typed).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/import/differences").await.body;
    assert!(page.contains("Class: <del>4A</del>") && !page.contains("SEN status:"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM import_mapping").await, 0, "without a name it is for this time only");
    for path in ["/import/columns/7", "/import/columns/x"] {
        assert!(senco.get(path).await.status.is_client_error(), "{path}");
    }
    assert_eq!(app.sign_in("teacher").await.get("/import/columns/0").await.status, StatusCode::FORBIDDEN);
}

/// A whole school of another system's making: 420 pupils with two contacts each.
fn large_school() -> (String, String) {
    use std::fmt::Write as _;
    let mut pupils = String::from(
        "Legal Surname,Legal Forename,D.O.B.,N.C. Year,Reg Group,SEN Provision,Primary Need,Attendance %\r\n",
    );
    let mut contacts =
        String::from("Pupil Name,Pupil Date of Birth,Contact Surname,Contact Forename,Relationship,Priority,Email\r\n");
    for n in 0..420 {
        let (year, day) = (1 + n / 60, 1 + n % 28);
        let born = format!("{day:02}/{:02}/{}", 1 + n % 8, 2022 - year);
        let (sen, need) = if n % 7 == 0 { ("SEN Support", "SLCN") } else { ("No SEN", "") };
        let _ = writeln!(
            pupils,
            "Family{n},Child{n},{born},Year {year},{year}{},{sen},{need},9{}.5\r",
            ["A", "B"][n % 2],
            n % 9
        );
        for (priority, relationship) in [(1, "Mother"), (2, "Father")] {
            let _ = writeln!(
                contacts,
                "\"Family{n}, Child{n}\",{born},Family{n},Parent{priority},{relationship},{priority},p{priority}.{n}@family.example.org\r"
            );
        }
    }
    (pupils, contacts)
}

#[tokio::test]
async fn four_hundred_and_twenty_pupils_come_in_by_the_browser_alone() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let (pupils, contacts) = large_school();
    let files: [(&str, &[u8]); 2] = [("pupils.csv", pupils.as_bytes()), ("contacts.csv", contacts.as_bytes())];
    let page = looked(&senco, &files).await.body;
    assert!(page.contains(">420<") && page.contains(">840<"), "the counts stand on top");
    let place = brought(&senco, &files).await;
    let mut page = senco.get(&place).await.body;
    assert!(page.contains("Under way: 100 of "), "it goes on while others work: {page}");
    assert!(page.contains("<progress max=\"") && !page.contains("Undo this import"), "{page}");
    while page.contains("<look-again") {
        // Others work meanwhile; each slice is one act.
        page = senco.get(&place).await.body;
    }
    assert!(page.contains("What it did") && page.contains("Undo this import"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM pupil").await, 422);
    assert_eq!(count(&app, "SELECT count(*) FROM guardianship WHERE until_on IS NULL").await, 844);
    assert_eq!(count(&app, "SELECT count(*) FROM sen_status WHERE code = 'K' AND until_on IS NULL").await, 61);
    let undone = senco.post(&format!("{place}/reversal"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    assert_eq!(count(&app, "SELECT count(*) FROM enrolment").await, 2);
}

//! Workbooks: each sheet is read as a file of its own, and one that is made to harm costs nothing.

use super::*;
use crate::support::workbooks::{Cell, SHEET, bomb, frame, honest, lines, sheet, words, workbook, zip};

/// Wren as a spreadsheet has her: her birthday is a day and no text.
fn pupils() -> Vec<Vec<Cell>> {
    let mut rows = lines("Pupils of Oakfield\n\nForename,Surname,DOB,Year,Reg,SEN Status,SEN Need Ranking 1,UPN");
    rows.push(vec![
        words("Amira"),
        words("Khan"),
        Cell::Day("2018-03-04"),
        words("4"),
        words("4B"),
        words("E"),
        words("ASD"),
    ]);
    rows.push(vec![words("Ben"), words("Ode"), Cell::Day("2017-05-06"), words("99"), words("5A"), words("N")]);
    let more = ["4", "4B", "K", "SLCN", "B801200005001"].map(words);
    rows.push([words("Wren"), words("Singh"), Cell::Day("2018-05-05")].into_iter().chain(more).collect());
    rows
}

const NOTES: &str = "Exported by J Clerk\nOn,Wednesday";

#[tokio::test]
async fn every_sheet_with_a_list_is_read_and_the_others_are_told() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let contacts = "Pupil UPN,Contact Forename,Contact Surname,Relationship,Email\nB801200005001,Jas,Singh,Mother,jas@family.example.org";
    let file = workbook(vec![
        ("Cover", lines(NOTES)),
        ("Pupils", pupils()),
        ("Contacts", lines(contacts)),
        (".Codes", lines("K,SEN support")),
        ("Empty", Vec::new()),
    ]);
    let page = looked(&senco, &[("june.xlsx", &file)]).await.body;
    for words in [
        "Class: <del>4A</del> → <ins>4B</ins>",
        "Pupil Wren Singh",
        "june.xlsx, sheet Pupils, line 4",
        "is no year group that Thrice knows",
        "Contact Jas Singh",
        "june.xlsx, sheet Contacts, line 2",
        "the sheet is passed over: its headings are none that Thrice knows, and another sheet has a list",
        "the sheet is passed over: it is hidden in the workbook",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("sheet Empty"), "{page}");
    assert_eq!(page.matches("Passed over").count(), 2, "{page}");
    let list = senco.get("/import/problems").await.body;
    assert!(list.contains("\"june.xlsx, sheet Pupils\",\"5\",\"Year\""), "{list}");
    assert!(senco.get("/import").await.body.contains("1 file was uploaded"));
    assert_eq!(count(&app, "SELECT count(*) FROM pupil").await, 2, "nothing is changed yet");
    let made = senco.post("/import/records", &[("digest", &digest(&page))]).await.location.unwrap();
    assert!(senco.get(&made).await.body.contains("1 file"), "a workbook is one file");
    assert_eq!(
        count(&app, "SELECT count(*) FROM pupil WHERE upn = 'B801200005001' AND born_on = '2018-05-05'").await,
        1
    );
    let again = looked(&senco, &[("june.xlsx", &file)]).await.body;
    assert!(again.contains("Nothing: everything in them is held here just so."), "{again}");
}

#[tokio::test]
async fn a_workbook_of_one_sheet_reads_as_the_same_list_in_csv() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let file = workbook(vec![("Sheet1", lines(PUPILS))]);
    let made = brought(&senco, &[("pupils.xlsx", &file)]).await;
    assert!(senco.get(&made).await.body.contains("Mrs Anand"));
    let again = looked(&senco, &[("pupils.csv", PUPILS.as_bytes())]).await.body;
    assert!(again.contains("Nothing: everything in them is held here just so."), "{again}");
    let shown = looked(&senco, &[("pupils.xlsx", &workbook(vec![("Sheet1", pupils())]))]).await.body;
    assert!(shown.contains("pupils.xlsx") && !shown.contains("sheet Sheet1"), "{shown}");
}

#[tokio::test]
async fn what_columns_were_said_to_be_holds_for_a_workbook_with_the_same_headings() {
    const FOREIGN: &str = "Kind,Vorname,Geburtstag,Stufe\nSingh,Wren,05/05/2018,4\nBell,Ada,01/03/2018,4";
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let file = workbook(vec![("Deckblatt", lines(NOTES)), ("Kinder", lines(FOREIGN))]);
    let sent = senco.upload("/import", &[("liste.xlsx", &file)], "").await;
    assert_eq!(
        sent.location.as_deref(),
        Some("/import/columns/1"),
        "the sheet with the list is asked about, not the cover"
    );
    assert!(senco.get("/import/columns/1").await.body.contains("liste.xlsx, sheet Kinder: 2 rows"));
    let chosen = [
        ("kind", "pupils"),
        ("column-0", "surname"),
        ("column-1", "forename"),
        ("column-2", "born"),
        ("column-3", "year"),
        ("name", "Our export"),
    ];
    let saved = senco.post("/import/columns/1", &chosen).await;
    assert_eq!(saved.location.as_deref(), Some("/import/differences"), "{}", saved.body);
    let page = senco.get("/import/differences").await.body;
    assert!(page.contains("Pupil Wren Singh") && page.contains("Passed over"), "{page}");
    for (name, file) in [("next.xlsx", workbook(vec![("Kinder", lines(FOREIGN))])), ("next.csv", FOREIGN.into())] {
        assert!(looked(&senco, &[(name, &file)]).await.body.contains("Pupil Ada Bell"), "{name}");
    }
}

/// An old container, with this name of a stream in it.
fn container(stream: &str) -> Vec<u8> {
    [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &stream.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()]
        .concat()
}

#[tokio::test]
async fn what_is_no_workbook_is_refused_beside_the_field_with_what_to_do() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let whole = workbook(vec![("Pupils", lines(PUPILS))]);
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row>";
    let with = |more| zip(&frame().into_iter().chain([more]).collect::<Vec<_>>());
    let open_document = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")];
    let zipped = |entries: &[(&'static str, &str)]| {
        zip(&entries.iter().map(|(name, text)| honest(name, text)).collect::<Vec<_>>())
    };
    for (name, bytes, why) in [
        ("cut.xlsx", whole[..whole.len() / 2].to_vec(), "not whole"),
        (
            "mixed.xlsx",
            [&whole[..200], &vec![0; whole.len() - 1_500], &whole[whole.len() - 1_300..]].concat(),
            "cannot be read as a workbook",
        ),
        ("empty.xlsx", workbook(vec![("Pupils", Vec::new())]), "there is nothing in it"),
        ("hidden.xlsx", workbook(vec![("Empty", Vec::new()), (".Pupils", lines(PUPILS))]), "hidden sheets"),
        ("far.xlsx", with(sheet("", far)), "row 1048576, column 16384"),
        (
            "spill.xlsx",
            with(sheet("", "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#SPILL!</v></c></row>")),
            "sheet “Pupils” has “#SPILL!”",
        ),
        ("list.docx", zipped(&[("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")]), "Word document"),
        ("list.ods", zipped(&open_document), ".ods"),
        ("list.zip", zipped(&[("pupils.csv", PUPILS)]), "Unpack it"),
        ("old.xls", container("Workbook"), ".xls"),
        ("secret.xlsx", container("EncryptedPackage"), "password"),
    ] {
        let answer = senco.upload("/import", &[(name, &bytes)], "Kept,as\ttyped").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", answer.body);
        assert!(answer.body.contains(why) && answer.body.contains(&format!("{name}: ")), "{why}: {}", answer.body);
        assert!(
            answer.body.contains("files-error") && answer.body.contains("Kept,as\ttyped"),
            "{name}: {}",
            answer.body
        );
        assert!(!answer.body.contains("Files are waiting"), "{name}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM pupil").await, 2);
}

#[tokio::test]
async fn a_workbook_that_is_made_to_fill_the_machine_costs_its_child_alone() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let strings = "xl/sharedStrings.xml";
    let with = |more| zip(&frame().into_iter().chain([sheet("", ""), more]).collect::<Vec<_>>());
    let string = "<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>";
    let rows =
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">";
    let endless = bomb(SHEET, rows, "<c r=\"A1\"/>", 390, 390 << 20);
    let large = "too large to be opened";
    for (name, bytes, why) in [
        ("honest.xlsx", with(bomb(strings, "<sst>", string, 1_500, 1_500 << 20)), large),
        ("untrue.xlsx", with(bomb(strings, "<sst>", string, 1_500, 900)), "cannot be read as a workbook"),
        ("many-texts.xlsx", with(bomb(strings, "<sst>", string, 390, 390 << 20)), large),
        ("one-text.xlsx", with(bomb(strings, "<sst><si><t>", "a", 390, 390 << 20)), large),
        ("endless.xlsx", zip(&frame().into_iter().chain([endless]).collect::<Vec<_>>()), large),
        ("boasts.xlsx", with(honest(strings, "<sst uniqueCount=\"99999999999\"></sst>")), large),
    ] {
        assert!(bytes.len() < 8 << 20, "{name} is small");
        let answer = senco.upload("/import", &[(name, &bytes)], "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", answer.body);
        // Beside other tests, ten seconds of a processor may be longer than anybody waits.
        assert!(answer.body.contains(why) || answer.body.contains("too long to open"), "{name}: {}", answer.body);
    }
    let after = senco.upload("/import", &[("pupils.xlsx", &workbook(vec![("Pupils", lines(PUPILS))]))], "").await;
    assert_eq!(after.location.as_deref(), Some("/import/differences"), "the next one is opened as ever");
}

#[tokio::test]
async fn no_entity_of_a_workbook_is_unfolded() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let laughs: String =
        (1..30).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let doctype = format!("<!DOCTYPE x [<!ENTITY l0 \"ha\"><!ENTITY f SYSTEM \"file:///etc/passwd\">{laughs}]>");
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Surname</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>&f;&l29;</t></is></c></row>";
    let file = zip(&frame().into_iter().chain([sheet(&doctype, rows)]).collect::<Vec<_>>());
    let answer = senco.upload("/import", &[("laughs.xlsx", &file)], "").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{:?} {}", answer.location, answer.body);
    assert!(answer.body.contains("cannot be read as a workbook") && !answer.body.contains("root:"), "{}", answer.body);
}

#[tokio::test]
async fn a_formula_that_was_never_worked_out_is_an_empty_cell() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let cell = |name: &str, held: &str| format!("<c r=\"{name}\" t=\"str\">{held}</c>");
    let heads = ["UPN", "Month", "Amount"].map(|head| format!("<v>{head}</v>"));
    let rows = [
        format!("<row r=\"3\">{}{}{}</row>", cell("A3", &heads[0]), cell("B3", &heads[1]), cell("C3", &heads[2])),
        format!(
            "<row r=\"9\">{}{}{}</row>",
            cell("A9", "<v>A999900000001</v>"),
            cell("B9", "<v>Sep 2026</v>"),
            cell("C9", "<f>SUM(D1:D9)</f>")
        ),
        format!(
            "<row r=\"11\">{}{}<c r=\"C11\"><f>1530/3</f><v>510</v></c></row>",
            cell("A11", "<v>A999900000001</v>"),
            cell("B11", "<v>Oct 2026</v>")
        ),
    ];
    let file = zip(&frame().into_iter().chain([sheet("", &rows.concat())]).collect::<Vec<_>>());
    let page = senco.upload("/funding/schedule", &[("autumn.xlsx", &file)], "").await.body;
    assert!(page.contains("1 row is taken") && page.contains("£510.00"), "a formula is the value that it had: {page}");
    assert!(page.contains("<th scope=\"row\">9</th>") && page.contains("“” is no amount"), "{page}");
}

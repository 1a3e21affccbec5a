use proptest::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::*;

/// A workbook of one sheet.
fn book(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 11, 18).unwrap()));
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// The text of the only sheet.
fn text_of(fill: impl Fn(&mut Worksheet)) -> String {
    let [only] = <[TextSheet; 1]>::try_from(read(&book(fill)).unwrap()).unwrap();
    only.text
}

/// One cell, as it is read.
fn cell(fill: impl Fn(&mut Worksheet)) -> String {
    text_of(fill).trim_end_matches('\n').to_owned()
}

fn format(code: &str) -> Format {
    Format::new().set_num_format(code)
}

#[test]
fn cells_are_read_as_the_sheet_shows_them() {
    type Fill = fn(&mut Worksheet);
    let cases: [(&str, Fill); 17] = [
        ("A999900000001", |s| _ = s.write(0, 0, "A999900000001").unwrap()),
        ("07700900101", |s| _ = s.write(0, 0, "07700900101").unwrap()),
        ("1200", |s| _ = s.write(0, 0, 1200).unwrap()),
        ("0.3", |s| _ = s.write(0, 0, 0.1 + 0.2).unwrap()),
        ("333.33", |s| _ = s.write_with_format(0, 0, 1000.0 / 3.0, &format("£#,##0.00")).unwrap()),
        ("1530", |s| _ = s.write_with_format(0, 0, 1530.0, &format("£#,##0.00")).unwrap()),
        ("92.5%", |s| _ = s.write_with_format(0, 0, 0.925, &format("0.0%")).unwrap()),
        ("007", |s| _ = s.write_with_format(0, 0, 7, &format("000")).unwrap()),
        ("2026-09-01", |s| {
            let day = ExcelDateTime::from_ymd(2026, 9, 1).unwrap();
            s.write_with_format(0, 0, &day, &format("dd/mm/yyyy")).unwrap();
        }),
        ("2026-09", |s| {
            let day = ExcelDateTime::from_ymd(2026, 9, 1).unwrap();
            s.write_with_format(0, 0, &day, &format("mmm-yy")).unwrap();
        }),
        ("2026-09-01 14:30", |s| {
            let at = ExcelDateTime::from_ymd(2026, 9, 1).unwrap().and_hms(14, 30, 0).unwrap();
            s.write_with_format(0, 0, &at, &format("dd/mm/yyyy hh:mm")).unwrap();
        }),
        ("TRUE", |s| _ = s.write(0, 0, true).unwrap()),
        ("=SUM(A1)", |s| _ = s.write_string(0, 0, "=SUM(A1)").unwrap()),
        ("408.5", |s| _ = s.write_formula(0, 0, Formula::new("=A2/3").set_result("408.5")).unwrap()),
        ("#REF!", |s| _ = s.write_formula(0, 0, Formula::new("=Z9").set_result("#REF!")).unwrap()),
        ("14 Oak Road\u{2028}Leeds", |s| _ = s.write(0, 0, "14 Oak Road\nLeeds").unwrap()),
        ("\"O'Neil; \"\"Jo\"\", Ada\"", |s| _ = s.write(0, 0, "O'Neil; \"Jo\", Ada").unwrap()),
    ];
    for (words, fill) in cases {
        assert_eq!(cell(fill), words);
    }
}

#[test]
fn lines_are_rows_whatever_stands_above_and_between() {
    let text = text_of(|sheet| {
        sheet.merge_range(2, 0, 2, 3, "Oakshire County Council", &Format::new()).unwrap();
        sheet.write(4, 1, "UPN").unwrap().write(4, 3, "Amount").unwrap();
        sheet.write(7, 1, "A1\nA2").unwrap();
        sheet.set_row_hidden(7).unwrap();
        // A cell that is only coloured holds nothing, wherever it stands.
        sheet.write_blank(1_048_575, 16_383, &Format::new().set_bold()).unwrap();
    });
    assert_eq!(text, "\n\nOakshire County Council\n\n,UPN,,Amount\n\n\n,A1\u{2028}A2\n");
}

#[test]
fn sheets_are_told_apart_and_hidden_and_empty_ones_too() {
    let mut all = Workbook::new();
    all.add_worksheet().set_name("Pupils").unwrap().write(0, 0, "UPN").unwrap();
    all.add_worksheet().set_name("Empty").unwrap();
    all.add_worksheet().set_name("Codes").unwrap().set_hidden(true).write(0, 0, "A").unwrap();
    all.add_worksheet().set_name("Contacts").unwrap().write(1, 0, "UPN").unwrap();
    let found = read(&all.save_to_buffer().unwrap()).unwrap();
    let told: Vec<_> = found.iter().map(|s| (s.name.as_str(), s.text.as_str(), s.is_hidden)).collect();
    assert_eq!(told, [("Pupils", "UPN\n", false), ("Codes", "", true), ("Contacts", "\nUPN\n", false)]);
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    for (fill, said) in [
        (&(|_: &mut Worksheet| ()) as &dyn Fn(&mut Worksheet), "there is nothing in it"),
        (&|s: &mut Worksheet| _ = s.write(1_048_575, 16_383, "x").unwrap(), "row 1048576, column 16384"),
        (&|s: &mut Worksheet| _ = s.write(0, 200, "x").unwrap(), "column 201"),
    ] {
        let why = read(&book(fill));
        assert!(why.clone().is_err_and(|why| why.contains(said)), "{said}: {why:?}");
    }
    let mut shut = Workbook::new();
    shut.add_worksheet();
    shut.add_worksheet().set_hidden(true).write(0, 0, "x").unwrap();
    assert!(read(&shut.save_to_buffer().unwrap()).unwrap_err().contains("hidden sheets"));
    let whole = book(|s| _ = s.write(0, 0, "x").unwrap());
    for end in [0, 10, whole.len() / 2, whole.len() - 1] {
        assert!(read(&whole[..end]).is_err(), "{end}");
    }
}

#[test]
fn marks_of_characters_are_read_as_the_characters() {
    for (held, meant) in [
        ("a_x000D_\nb", "a\u{2028}b"),
        ("a_x005F_x0041_", "a_x0041_"),
        ("_x0000_a_x0007_", "a"),
        ("_x12_ _xyz", "_x12_ _xyz"),
        ("_x00é_ ok", "_x00é_ ok"),
    ] {
        assert_eq!(written(held), meant, "{held}");
    }
}

/// What somebody may type into a cell: no control characters, and not nothing.
fn typed() -> impl Strategy<Value = String> {
    "[=+@'\\-]?\\PC{1,20}"
        .prop_filter("a line break of its own", |text| !text.contains(['\u{2028}', '\u{fffe}', '\u{ffff}']))
}

proptest! {
    #[test]
    fn what_was_typed_is_read_back(rows in prop::collection::vec(prop::collection::vec(typed(), 1..5), 1..8)) {
        let text = text_of(|sheet| {
            for (row, cells) in (0..).zip(&rows) {
                for (column, cell) in (0..).zip(cells) {
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        });
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let found: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(found, rows);
    }

    #[test]
    fn whole_numbers_and_pence_are_read_back(number in -1_000_000_000_000_i64..1_000_000_000_000, pence in 0_u32..100_000_000) {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let number_of = |n: i64| n as f64;
        prop_assert_eq!(cell(|s| _ = s.write(0, 0, number_of(number)).unwrap()), number.to_string());
        let money = crate::domain::costing::Pence(i64::from(pence));
        let shown = cell(|s| _ = s.write_with_format(0, 0, f64::from(pence) / 100.0, &format("£#,##0.00")).unwrap());
        prop_assert_eq!(crate::domain::costing::Pence::parse(&shown).unwrap(), money);
    }

    #[test]
    fn every_day_is_read_back(days in 0_u64..100_000) {
        let day = chrono::NaiveDate::from_ymd_opt(1900, 3, 1).unwrap() + chrono::Days::new(days);
        let shown = cell(|s| _ = s.write_with_format(0, 0, &day, &format("dd/mm/yyyy")).unwrap());
        prop_assert_eq!(shown, day.to_string());
    }

    #[test]
    fn no_bytes_bring_it_down(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }
}

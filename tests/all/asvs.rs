//! `docs/asvs.csv` says how Thrice stands to the rows of OWASP's ASVS 5.0 that matter most to it. What it names is there.

use std::{collections::BTreeSet, fs, path::Path};

/// All code below a folder, in one text.
fn code_below(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = entries.map(|path| match path.extension() {
        _ if path.is_dir() => code_below(&path),
        Some(kind) if kind == "rs" => fs::read_to_string(&path).unwrap(),
        _ => String::new(),
    });
    texts.collect()
}

#[test]
fn every_row_has_a_place_in_the_code_and_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rows = csv::Reader::from_path(root.join("docs/asvs.csv")).unwrap();
    let code = code_below(&root.join("src")) + &code_below(&root.join("tests/all"));
    let (mut ids, mut tested) = (BTreeSet::new(), 0);
    for row in rows.records().map(Result::unwrap) {
        let [id, level, status, about, place, test, note] = std::array::from_fn(|n| row.get(n).unwrap());
        let parts: Option<Vec<u8>> =
            id.strip_prefix('V').map(|id| id.split('.').filter_map(|n| n.parse().ok()).collect());
        assert!(parts.is_some_and(|parts| parts.len() == 3), "{id} is no number of the standard");
        assert!(ids.insert(id.to_owned()), "{id} stands there twice");
        assert!(["1", "2", "3"].contains(&level) && !about.is_empty(), "{id}");
        assert!(["met", "partly", "not met", "not applicable"].contains(&status), "{id} is {status:?}");
        assert!(place.is_empty() || root.join(place).exists(), "{id} names {place}, which is not there");
        assert!(
            test.is_empty() || code.contains(&format!("fn {test}(")),
            "{id} names a test that is not there: {test}"
        );
        assert!(!note.is_empty() || (status == "met" && !test.is_empty()), "{id} has neither a test nor a reason");
        tested += u32::from(!test.is_empty());
    }
    assert!(ids.len() > 60 && tested > 50, "{} rows, {tested} with a test", ids.len());
    assert!(fs::read_to_string(root.join("README.md")).unwrap().contains("docs/asvs.csv"));
}

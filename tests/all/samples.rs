//! Every component is rendered once and checked: labels, unique ids, escaping.

use std::collections::BTreeSet;

use thrice::web::samples;

fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!(" {name}=\"");
    page.split(&open).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_sample_names_its_fields_and_repeats_no_id() {
    for (name, markup) in samples::all() {
        let page = markup.into_string();
        assert!(!page.is_empty(), "{name}");
        let ids = attributes(&page, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{name} repeats an id: {ids:?}");
        let labels = attributes(&page, "for");
        let is_field = |tag: &str| ["input ", "select ", "textarea "].iter().any(|s| tag.starts_with(s));
        for field in page.split('<').filter(|tag| is_field(tag) && !tag.contains("type=\"hidden\"")) {
            let id = attributes(field, "id");
            assert!(id.first().is_some_and(|i| labels.contains(i)), "{name}: a field without a label: {field}");
        }
        for described in
            attributes(&page, "aria-describedby").into_iter().flat_map(|d| d.split(' ').collect::<Vec<_>>())
        {
            assert!(ids.contains(&described), "{name}: {described} describes, but is not there");
        }
        assert!(!page.contains("<b>"), "{name} does not escape");
        assert!(
            !page.contains(" style=") && !page.contains("onclick"),
            "{name} has inline code, which the policy refuses"
        );
    }
}

#[test]
fn an_error_is_said_beside_the_field_and_in_the_summary_in_the_same_words() {
    let all: String = samples::all().into_iter().map(|(_, m)| m.into_string()).collect();
    assert_eq!(all.matches("Enter your e-mail address").count(), 2);
}

#[test]
fn a_state_is_a_shape_and_a_word() {
    let strip = samples::all().into_iter().find(|(n, _)| *n == "standing_strip").unwrap().1.into_string();
    assert_eq!(strip.matches("<svg").count(), 3);
    assert!(strip.contains("done Thu 12 Nov"), "{strip}");
}

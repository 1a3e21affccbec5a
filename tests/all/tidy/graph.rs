//! Who uses whom, read from the `use` lines and the paths in the code, and the circles in that.

use std::collections::{BTreeMap, BTreeSet};

/// For each room, those that it uses.
pub(super) type Graph = BTreeMap<String, BTreeSet<String>>;

/// A use: who, and whom.
pub(super) type Use = (String, String);

/// The module of a source file: `src/web/pupil/advice/mod.rs` is `web::pupil::advice`.
pub(super) fn module(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs");
    let parts = path.split('/').filter(|part| *part != "mod");
    parts.map(str::to_owned).collect()
}

/// The paths that a file names, from the crate's root.
pub(super) fn paths(module: &[String], text: &str) -> Vec<Vec<String>> {
    let code: String = super::code(text).collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for statement in code.split("use ").skip(1) {
        let tree = statement.split(';').next().unwrap_or_default();
        spread(&mut Vec::new(), &tree.split_whitespace().collect::<String>(), &mut found);
    }
    found.extend(inline(&code));
    found.into_iter().filter_map(|path| from_the_root(module, &path)).collect()
}

/// Every leaf of a `use` tree.
fn spread(before: &mut Vec<String>, tree: &str, out: &mut Vec<Vec<String>>) {
    let depth = before.len();
    match tree.split_once('{') {
        Some((head, rest)) if !head.contains(',') => {
            before.extend(head.split("::").filter(|part| !part.is_empty()).map(str::to_owned));
            for one in branches(rest) {
                spread(before, one, out);
            }
        }
        _ => {
            let name = tree.split("as").next().filter(|_| tree.contains("as_")).unwrap_or(tree);
            before.extend(name.split("::").filter(|part| !part.is_empty()).map(str::to_owned));
            out.push(before.clone());
        }
    }
    before.truncate(depth);
}

/// What stands between commas up to the bracket that closes the group.
fn branches(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut out) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                out.push(&group[start..at]);
                return out;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                out.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out
}

/// Paths in the midst of the code that say where they begin.
fn inline(code: &str) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let path: String =
                code[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect();
            out.push(path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect());
        }
    }
    out
}

/// A path without `crate`, `super` and `self`; none where it leads out of the crate.
fn from_the_root(module: &[String], path: &[String]) -> Option<Vec<String>> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let (mut root, rest) = match path.first()?.as_str() {
        "crate" => (Vec::new(), &path[1..]),
        "self" => (module.to_vec(), &path[1..]),
        "super" => (module.get(..module.len().checked_sub(ups)?)?.to_vec(), &path[ups..]),
        _ => return None,
    };
    root.extend(rest.iter().cloned());
    Some(root)
}

/// The uses that close a circle and are not among those that are known; and those known that close none any more.
pub(super) fn circles(graph: &Graph, known: &[(&str, &str)]) -> (Vec<Use>, Vec<Use>) {
    let known: Vec<Use> = known.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    let mut rest = graph.clone();
    for (who, whom) in &known {
        rest.entry(who.clone()).or_default().remove(whom);
    }
    let closing = uses(&rest).into_iter().filter(|(who, whom)| leads(&rest, whom, who)).collect();
    let untied = known
        .into_iter()
        .filter(|(who, whom)| !graph.get(who).is_some_and(|used| used.contains(whom)) || !leads(&rest, whom, who));
    (closing, untied.collect())
}

fn uses(graph: &Graph) -> Vec<Use> {
    graph.iter().flat_map(|(who, used)| used.iter().map(|whom| (who.clone(), whom.clone()))).collect()
}

/// Whether one comes from here to there by uses alone.
fn leads(graph: &Graph, here: &str, there: &str) -> bool {
    let (mut ahead, mut seen) = (vec![here], BTreeSet::new());
    while let Some(room) = ahead.pop() {
        if room == there {
            return true;
        }
        if seen.insert(room) {
            ahead.extend(graph.get(room).into_iter().flatten().map(String::as_str));
        }
    }
    false
}

#[test]
fn a_use_is_read_however_it_is_written() {
    let here = ["web".to_owned(), "plan".to_owned(), "reviews".to_owned()];
    let text = "use super::{\n    Typed, plans::{form, self},\n};\nuse crate::store::reviews as held;\nlet x = super::super::ui::tag(1);";
    let found: BTreeSet<String> = paths(&here, text).into_iter().map(|path| path.join("::")).collect();
    for path in ["web::plan::Typed", "web::plan::plans::form", "web::ui::tag"] {
        assert!(found.contains(path), "{path}: {found:?}");
    }
    assert!(found.iter().any(|path| path.starts_with("store::reviews")), "{found:?}");
}

#[test]
fn a_circle_is_found_and_one_that_is_untied_is_named() {
    let uses = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")];
    let mut graph = Graph::new();
    for (who, whom) in uses {
        graph.entry(who.to_owned()).or_default().insert(whom.to_owned());
    }
    assert_eq!(circles(&graph, &[]).0.len(), 3, "each of the three closes it");
    assert_eq!(circles(&graph, &[("c", "a")]), (vec![], vec![]));
    let untied = circles(&graph, &[("c", "a"), ("c", "d"), ("d", "a")]).1;
    assert_eq!(untied, [("c".into(), "d".into()), ("d".into(), "a".into())]);
}

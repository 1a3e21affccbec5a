//! Holds the house in order: who may know whom, that SQL, the clock and SMTP stay in their rooms, and that no room grows too large.

mod circles;
mod graph;
mod names;

use std::{fs, path::Path};

/// Every source file with its path from the project's root.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, root: &Path, out: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                out.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = Vec::new();
    walk(&root.join("src"), root, &mut out);
    assert!(out.len() > 50, "the walk found too little to be believed");
    out
}

/// The lines of a file that are code, not comment.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|l| !l.trim_start().starts_with("//"))
}

/// Files outside `home` in which a line of code holds one of `words`.
fn strays(home: &[&str], words: &[&str]) -> Vec<String> {
    let inside = |name: &str| home.iter().any(|h| name.starts_with(h));
    let found = sources().into_iter().filter(|(name, _)| !inside(name));
    let bad = found.filter(|(_, text)| code(text).any(|l| words.iter().any(|w| l.contains(w))));
    bad.map(|(name, _)| name).collect()
}

/// Files of `room` that use one of the other rooms.
fn uses(room: &str, others: &[&str]) -> Vec<String> {
    let rooms = sources().into_iter().filter(|(name, _)| name.starts_with(&format!("src/{room}")));
    let names_one = |line: &str| {
        let grouped = line.trim_start();
        others.iter().any(|o| {
            line.contains(&format!("crate::{o}::"))
                || line.contains(&format!("use crate::{o};"))
                || grouped.starts_with(&format!("{o}::"))
        })
    };
    rooms.filter(|(_, text)| code(text).any(names_one)).map(|(name, _)| name).collect()
}

#[test]
fn the_domain_knows_nobody() {
    assert_eq!(
        uses(
            "domain",
            &[
                "store",
                "mail",
                "texts",
                "exchange",
                "documents",
                "dispatch",
                "intake",
                "web",
                "jobs",
                "command",
                "clock",
                "config"
            ]
        ),
        [""; 0]
    );
    let impure = strays(
        &[
            "src/store",
            "src/mail",
            "src/texts",
            "src/exchange",
            "src/documents",
            "src/dispatch",
            "src/intake",
            "src/web",
            "src/jobs",
            "src/command",
            "src/main.rs",
            "src/lib.rs",
            "src/config.rs",
            "src/clock.rs",
            "src/child.rs",
        ],
        &["sqlx", "axum", "maud", "lettre", "tokio", "std::fs", "async fn"],
    );
    assert_eq!(impure, [""; 0]);
}

#[test]
fn the_rooms_know_only_those_below_them() {
    assert_eq!(uses("store", &["texts", "mail", "dispatch", "intake", "web", "jobs", "command"]), [""; 0]);
    assert_eq!(
        uses("texts", &["store", "mail", "exchange", "documents", "dispatch", "intake", "web", "jobs", "command"]),
        [""; 0]
    );
    assert_eq!(uses("mail", &["store", "dispatch", "intake", "web", "jobs", "command"]), [""; 0]);
    assert_eq!(uses("exchange", &["store", "mail", "dispatch", "intake", "web", "jobs", "command"]), [""; 0]);
    assert_eq!(
        uses("documents", &["domain", "store", "mail", "exchange", "dispatch", "intake", "web", "jobs", "command"]),
        [""; 0]
    );
    assert_eq!(uses("dispatch", &["intake", "web", "jobs", "command"]), [""; 0]);
    assert_eq!(uses("intake", &["mail", "dispatch", "web", "jobs", "command"]), [""; 0]);
    assert_eq!(uses("web", &["jobs", "command"]), [""; 0]);
    assert_eq!(uses("jobs", &["web", "command"]), [""; 0]);
}

#[test]
fn sql_stays_in_the_store() {
    assert_eq!(strays(&["src/store"], &["sqlx::query", "query_scalar!", "query_as!"]), [""; 0]);
}

#[test]
fn only_the_clock_asks_what_time_it_is() {
    assert_eq!(strays(&["src/clock.rs"], &["Utc::now", "Local::now", "SystemTime::now"]), [""; 0]);
}

#[test]
fn only_mail_speaks_smtp() {
    assert_eq!(strays(&["src/mail"], &["lettre::", "use lettre"]), [""; 0]);
}

#[test]
fn only_the_component_writes_a_form_that_is_sent() {
    let home = "src/web/ui/post_form.rs";
    assert_eq!(strays(&[home], &["method=\"post\"", "method=(", "enctype="]), [""; 0], "post_form puts the token in");
}

#[test]
fn every_setting_is_read() {
    let (home, all) = ("src/domain/rules/settings.rs", sources());
    let (_, settings) = all.iter().find(|(name, _)| name == home).unwrap();
    let names: Vec<&str> =
        code(settings).filter_map(|line| line.trim().split_once(" = \"").map(|(name, _)| name)).collect();
    assert!(names.len() > 20, "the list was not understood: {names:?}");
    let reads =
        |name: &str, line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
    let others = || all.iter().filter(|(file, _)| file != home);
    let unread = names.into_iter().filter(|name| !others().any(|(_, text)| code(text).any(|line| reads(name, line))));
    assert_eq!(unread.collect::<Vec<_>>(), [""; 0], "a setting that nothing reads does nothing when it is set");
}

#[test]
fn nothing_is_left_for_later_and_no_room_is_too_large() {
    for (name, text) in sources() {
        assert!(text.lines().count() <= 500, "{name} has become two rooms");
        for mark in ["TODO", "FIXME", "todo!(", "unimplemented!("] {
            assert!(!text.contains(mark), "{name} has {mark}");
        }
    }
}

/// The most characters that a line of code has. The formatter keeps to fewer, but leaves markup, SQL and sentences as they are.
const WIDEST: usize = 160;

#[test]
fn no_line_is_wider_than_a_screen() {
    for (name, text) in sources() {
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            assert!(
                line.chars().count() <= WIDEST,
                "{name}:{} goes over {WIDEST} characters: break it at a sentence",
                at + 1
            );
        }
    }
}

/// The most lines that a function has.
const LONGEST: usize = 70;

/// The functions of a file, each with its lines. Formatted code closes each of them where it began.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let begins = |line: &str| {
        let line = line.trim_start();
        let line = line.strip_prefix("pub").map_or(line, |rest| rest.split_once(' ').map_or(rest, |(_, rest)| rest));
        line.trim_start_matches("const ").trim_start_matches("async ").starts_with("fn ")
    };
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| begins(line)) {
        let close = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
        let end = lines[at..].iter().position(|line| *line == close);
        found.push((line.trim(), end.map_or(1, |end| end + 1)));
    }
    found
}

#[test]
fn no_function_is_longer_than_a_page() {
    let (mut count, mut long) = (0, Vec::new());
    for (file, text) in sources() {
        for (function, lines) in functions(&text) {
            count += 1;
            if lines > LONGEST {
                let name = function.split_once("fn ").unwrap().1.split(['(', '<']).next().unwrap();
                long.push(format!("{file} {name}"));
            }
        }
    }
    assert_eq!(long, [""; 0], "{LONGEST} lines are enough");
    assert!(count > 1000, "only {count} functions were found");
}

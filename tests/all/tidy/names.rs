//! The same noun has the same name in every room, and a name means one thing.

use std::collections::BTreeMap;

use super::{code, sources};

/// Resources of the web that are called otherwise than what they show, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("account", "what somebody keeps of their own: sessions, password and second step are `store::people`"),
    ("actions", "what was agreed at meetings: `store::conversations::agreed`"),
    ("invitations", "a meeting as a parent with a link sees it: `store::conversations`"),
    ("messages", "people say message; what is queued and sent is a `notice`"),
    ("my_pupils", "what one teacher reads of `plans` and `readings`"),
    ("rounds", "a term's board, read off `store::register`"),
    ("search", "`domain::find`"),
    ("sen_record", "the page of a pupil's needs, statuses, attendance and suspensions"),
    ("settings", "`domain::rules`, and the calendar"),
    ("sign_in", "the way to `store::people::sessions`"),
    ("today", "what is due, read off `store::register` and `tasks`"),
    ("year", "`domain::year_plan`"),
];

/// A resource's noun, in the singular.
fn noun(name: &str) -> &str {
    name.strip_suffix('s').unwrap_or(name)
}

/// The first folder or file of a room, for every source file of it.
fn nouns_of(room: &str) -> Vec<String> {
    let home = format!("src/{room}/");
    let all = sources().into_iter().filter_map(|(name, _)| {
        let rest = name.strip_prefix(&home)?;
        Some(noun(rest.split(['/', '.']).next()?).to_owned())
    });
    all.collect()
}

#[test]
fn a_resource_of_the_web_is_called_what_the_domain_or_the_store_calls_it() {
    let known: Vec<String> = ["domain", "store"].iter().flat_map(|room| nouns_of(room)).collect();
    let mut resources: Vec<String> = sources()
        .into_iter()
        .filter_map(|(name, _)| {
            let mut parts = name.strip_prefix("src/web/")?.split('/');
            let (room, resource) = (parts.next()?, parts.next()?);
            parts.next()?;
            (!["form", "frame", "ui"].contains(&room)).then(|| resource.to_owned())
        })
        .collect();
    resources.sort();
    resources.dedup();
    assert!(resources.len() > 20, "the walk found too little to be believed: {resources:?}");
    let strange: Vec<&String> = resources
        .iter()
        .filter(|name| !known.contains(&noun(name).to_owned()) && !OTHERWISE.iter().any(|(other, _)| other == name))
        .collect();
    assert!(strange.is_empty(), "neither `domain` nor `store` knows: {strange:?}");
    let idle: Vec<_> = OTHERWISE
        .iter()
        .filter(|(name, _)| known.contains(&noun(name).to_owned()) || !resources.iter().any(|r| r == name))
        .collect();
    assert!(idle.is_empty(), "no exception any more: {idle:?}");
}

#[test]
fn a_type_of_the_web_has_a_name_of_its_own() {
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, text) in sources().into_iter().filter(|(name, _)| name.starts_with("src/web/")) {
        for line in code(&text) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let declares = words.iter().position(|w| *w == "struct" || *w == "enum").filter(|at| *at <= 3);
            let Some(name) = declares.and_then(|at| words.get(at + 1)) else { continue };
            let name: String = name.chars().take_while(|c| c.is_alphanumeric()).collect();
            if name.starts_with(char::is_uppercase) {
                homes.entry(name).or_default().push(file.clone());
            }
        }
    }
    assert!(homes.len() > 100, "the walk found too little to be believed");
    let twice: Vec<_> = homes.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(twice.is_empty(), "one name for several things: {twice:#?}");
}

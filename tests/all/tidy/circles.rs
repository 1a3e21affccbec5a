//! Nothing runs in a circle: neither the resources of `web` nor the files of `store`.

use super::{
    graph::{Graph, Use, circles, module, paths},
    sources,
};

/// Uses that still close a circle between rooms of `web`: none. One that must stay for a while is named here.
const ROOMS: &[(&str, &str)] = &[];

/// The same between resources of `web`.
const RESOURCES: &[(&str, &str)] = &[];

/// The same between files of `store`.
const FILES: &[(&str, &str)] = &[];

/// The graph of a room, in units of so many parts of a path. A room and what stands in it are no two.
fn graph(room: &str, parts: usize) -> Graph {
    let all = sources();
    let modules: Vec<Vec<String>> = all.iter().map(|(name, _)| module(name)).collect();
    let unit = |path: &[String]| {
        let known = (1..=path.len().min(parts)).rev().find(|n| modules.iter().any(|m| m.starts_with(&path[..*n])));
        path[..known.unwrap_or(0)].join("::")
    };
    let mut graph = Graph::new();
    for ((_, text), module) in all.iter().zip(&modules).filter(|(_, module)| module[0] == room) {
        let who = unit(module);
        let inside = |path: &Vec<String>| path.first().is_some_and(|first| first == room);
        for whom in paths(module, untested(text)).into_iter().filter(inside).map(|path| unit(&path)) {
            let within = |a: &str, b: &str| a == b || a.strip_prefix(b).is_some_and(|rest| rest.starts_with("::"));
            if !within(&who, &whom) && !within(&whom, &who) {
                graph.entry(who.clone()).or_default().insert(whom);
            }
        }
    }
    assert!(graph.len() > 5, "the graph of {room} is too small to be believed: {graph:?}");
    graph
}

/// A file without its tests, who may know anybody.
fn untested(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text)
}

fn hold(graph: &Graph, known: &[(&str, &str)]) {
    let lines = |uses: Vec<Use>| uses.iter().map(|(a, b)| format!("    (\"{a}\", \"{b}\"),\n")).collect::<String>();
    let (closing, untied) = circles(graph, known);
    assert!(closing.is_empty(), "these uses close a circle:\n{}", lines(closing));
    assert!(untied.is_empty(), "these close no circle any more, so they leave the list:\n{}", lines(untied));
}

#[test]
fn what_every_page_stands_on_knows_no_page() {
    let all = graph("web", 2);
    let base = ["web", "web::frame", "web::form", "web::ui"];
    for room in &base[1..] {
        let up: Vec<_> = all.get(*room).into_iter().flatten().filter(|used| !base.contains(&used.as_str())).collect();
        assert!(up.is_empty(), "{room} uses {up:?}");
    }
}

#[test]
fn the_rooms_of_the_web_run_in_no_circle() {
    hold(&graph("web", 2), ROOMS);
}

#[test]
fn the_resources_of_the_web_run_in_no_circle() {
    hold(&graph("web", 3), RESOURCES);
}

#[test]
fn the_files_of_the_store_run_in_no_circle() {
    hold(&graph("store", 3), FILES);
}

//! What the program is made of: every package that is built into it or helps to build it is held to `deny.toml`, so that a licence that
//! may not be passed on, a package from elsewhere or one that is banned is seen on the day it comes in. It asks cargo alone, without a
//! network; `cargo deny check` reads the same file.

use std::{collections::BTreeSet, fs, iter::Peekable, path::Path, process::Command, str::SplitWhitespace};

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
}

#[derive(Deserialize)]
struct Deny {
    licenses: Licences,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    package: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    unknown_registry: String,
    unknown_git: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn deny() -> Deny {
    toml::from_str(&fs::read_to_string(root().join("deny.toml")).unwrap()).unwrap()
}

/// The packages that a build on this machine needs: those of other systems need not be here.
fn packages() -> Vec<Package> {
    let told = Command::new("rustc").arg("-vV").output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let host = told.lines().find_map(|l| l.strip_prefix("host: ")).unwrap();
    let asked =
        ["metadata", "--format-version", "1", "--locked", "--offline", "--all-features", "--filter-platform", host];
    let said = Command::new(env!("CARGO")).args(asked).current_dir(root()).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let packages = serde_json::from_slice::<Metadata>(&said.stdout).unwrap().packages;
    assert!(packages.len() > 100, "too few packages to be believed");
    packages
}

/// Whether an SPDX expression can be met with these licences. The old "MIT/Apache-2.0" means OR.
fn allowed(expression: &str, allow: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ").replace(" WITH ", "+WITH+");
    let mut words = spaced.split_whitespace().peekable();
    let met = any_of(&mut words, allow);
    assert!(words.next().is_none(), "cannot read the licence {expression:?}");
    met
}

type Words<'a> = Peekable<SplitWhitespace<'a>>;

fn any_of(words: &mut Words<'_>, allow: &[String]) -> bool {
    let mut met = all_of(words, allow);
    while words.next_if_eq(&"OR").is_some() {
        met |= all_of(words, allow);
    }
    met
}

fn all_of(words: &mut Words<'_>, allow: &[String]) -> bool {
    let mut met = one(words, allow);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allow);
    }
    met
}

fn one(words: &mut Words<'_>, allow: &[String]) -> bool {
    match words.next() {
        Some("(") => {
            let met = any_of(words, allow);
            assert_eq!(words.next(), Some(")"), "a bracket of a licence is not closed");
            met
        }
        Some(name) => allow.iter().any(|a| a.replace(" WITH ", "+WITH+") == name),
        None => false,
    }
}

/// "name" or "name:<0.37", as `deny.toml` writes it.
fn matches(ban: &str, package: &Package) -> bool {
    let Some((name, below)) = ban.split_once(":<") else { return ban == package.name };
    let numbers = |v: &str| v.split('.').map(|n| n.parse::<u64>().unwrap_or(0)).collect::<Vec<_>>();
    name == package.name && numbers(&package.version) < numbers(below)
}

#[test]
fn every_licence_is_one_that_may_be_passed_on() {
    let allow = deny().licenses.allow;
    let wrong = packages().into_iter().filter(|p| !p.license.as_ref().is_some_and(|l| allowed(l, &allow)));
    let wrong: Vec<String> = wrong.map(|p| format!("{} {} is under {:?}", p.name, p.version, p.license)).collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_package_comes_from_the_one_registry_and_none_is_banned() {
    let (deny, mut registries) = (deny(), BTreeSet::new());
    for package in packages() {
        if let Some(source) = &package.source {
            assert!(
                source.starts_with("registry+") || source.starts_with("sparse+"),
                "{} comes from {source}",
                package.name
            );
            registries.insert(source.clone());
        } else {
            let any = package.dependencies.iter().find(|d| d.req == "*");
            assert!(any.is_none(), "no version is given for {}", any.map_or("", |d| &d.name));
        }
        for ban in &deny.bans.deny {
            assert!(!matches(&ban.package, &package), "{} {}: {}", package.name, package.version, ban.reason);
        }
    }
    assert_eq!(registries.len(), 1, "{registries:?}");
    // What cargo-deny takes by itself where neither is allowed by name.
    assert_eq!((deny.sources.unknown_registry.as_str(), deny.sources.unknown_git.as_str()), ("deny", "deny"));
}

/// What npm brings: the typeface is built into the program, the rest only tests it.
#[test]
fn what_npm_brings_may_be_used_as_it_is() {
    let lock = |file: &str| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(root().join(file)).unwrap()).unwrap()
    };
    let locks = [lock("package-lock.json"), lock("tests/node/package-lock.json")];
    let packages = locks.iter().flat_map(|lock| lock["packages"].as_object().unwrap());
    for (name, package) in packages.filter(|(name, _)| !name.is_empty()) {
        let ours: &[&str] =
            if package["dev"] == true { &["MPL-2.0", "MIT", "Apache-2.0"] } else { &["OFL-1.1", "MIT", "Apache-2.0"] };
        let allow: Vec<String> = ours.iter().map(|l| (*l).to_owned()).collect();
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(allowed(licence, &allow), "{name} is under {licence:?}");
    }
}

#[test]
fn licence_expressions_are_read_as_they_are_written() {
    let allow = ["MIT".to_owned(), "ISC".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()];
    for good in [
        "MIT",
        "MIT/GPL-3.0",
        "GPL-3.0 OR MIT",
        "MIT AND ISC",
        "(GPL-3.0 OR MIT) AND ISC",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(allowed(good, &allow), "{good}");
    }
    for bad in
        ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR ISC) AND GPL-3.0", "GPL-3.0 OR MIT AND GPL-2.0", "Apache-2.0", ""]
    {
        assert!(!allowed(bad, &allow), "{bad}");
    }
}

//! A developer's loop: what `cargo check` costs after a change to a rule in `domain`. It is tried on a copy of the tree, so that the
//! checkout stays as it is; what the copy needs of others is taken from the checkout's own `target`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::ms;

/// What a check reads.
const NEEDED: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "build",
    "src",
    "migrations",
    "config",
    "tests",
    "benches",
    "docs",
    "package.json",
    "patches",
];

/// The rule that is changed.
const RULE: &str = "src/domain/standing.rs";

/// Prints CPU and wall time of a check after one more line in a file of `domain`.
pub(crate) fn measure() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Always in the same place, so that a second run finds what the first has built.
    let tree = root.join("target/edited");
    let _ = fs::remove_dir_all(&tree);
    fs::create_dir_all(&tree).unwrap();
    for name in NEEDED {
        copy(&root.join(name), &tree.join(name));
    }
    check(&tree);
    let rule = tree.join(RULE);
    let text = fs::read_to_string(&rule).unwrap();
    fs::write(&rule, format!("{text}\n/// A rule more.\n#[must_use]\npub fn one_more() -> i64 {{\n    3\n}}\n"))
        .unwrap();
    let (cpu, wall) = check(&tree);
    println!("| `cargo check` after a change to a rule in `domain`: CPU / wall | {} / {} ms |", ms(cpu), ms(wall));
    let _ = fs::remove_dir_all(&tree); // what it built stays in `target`
}

/// Checks the copy. Returns CPU time, where the system tells it, and wall time.
fn check(tree: &Path) -> (Duration, Duration) {
    let (cpu, begun) = (children(), Instant::now());
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet", "--target-dir"]).arg(target()).current_dir(tree).stdout(Stdio::null());
    assert!(cargo.status().unwrap().success(), "the copy of the tree does not build");
    (children().saturating_sub(cpu), begun.elapsed())
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target")
}

/// CPU time of every process that this one has started and waited for, in hundredths of a second.
fn children() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(") ").map_or("", |(_, after)| after);
    let ticks = after.split(' ').skip(13).take(2).filter_map(|ticks| ticks.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else if from.exists() {
        fs::copy(from, to).unwrap();
    }
}

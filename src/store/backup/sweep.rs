//! What killed runs left behind: half copies with every pupil's data. They go at the start, and before each run.

use std::{fs, path::Path};

use super::{
    names::is_ours,
    plain::{self, is_left, remove},
};

/// Takes away what killed runs left beside a database, and in the folder of its backups. What somebody is at work with stays.
pub fn sweep(database: &Path, folder: Option<&Path>) {
    plain::sweep(database);
    let beside = database.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Some(name) = database.file_name().and_then(|name| name.to_str()) {
        // The copies that are made before an upgrade.
        let front = format!("{name}.before-");
        halves(beside, |whole| whole.starts_with(&front));
    }
    if let Some(folder) = folder {
        halves(folder, is_ours);
    }
}

/// Takes away the half copies in a folder whose whole name is one of these.
fn halves(folder: &Path, is_one: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let whole = name.to_str().and_then(|name| name.strip_suffix(".part"));
        if whole.is_some_and(&is_one) && is_left(&entry.path()) {
            remove(&entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_copies_of_killed_runs_go_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let backups = folder.path().join("backups");
        fs::create_dir(&backups).unwrap();
        let database = folder.path().join("thrice.sqlite");
        let left = [
            backups.join("thrice-2026-11-18T033000Z.sqlite.part"),
            backups.join("thrice-2026-11-18T033000Z.sqlite.part-journal"),
            backups.join("thrice-2026-11-18T033100Z.sqlite.age.part"),
            folder.path().join("thrice.sqlite.before-0048.part"),
            folder.path().join("thrice.sqlite.plain-00"),
        ];
        let kept = [
            backups.join("thrice-2026-11-17T033000Z.sqlite"),
            backups.join("family.part"),
            folder.path().join("thrice.sqlite.before-0048"),
            backups.join("thrice-2026-11-18T040000Z.sqlite.part"),
        ];
        for file in left.iter().chain(&kept) {
            fs::write(file, "a child's name").unwrap();
        }
        let at_work = fs::File::open(&kept[3]).unwrap();
        at_work.try_lock().unwrap();
        sweep(&database, Some(&backups));
        assert!(left.iter().all(|file| !file.exists()), "{left:?}");
        assert!(kept.iter().all(|file| file.exists()), "{kept:?}");
    }
}

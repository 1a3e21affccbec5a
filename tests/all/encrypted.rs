//! Backups that are encrypted to a key, with the program itself: nothing of them is readable without it, no plain copy stays behind, and
//! whatever is wrong with the file or the key is said in a sentence and changes nothing.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Stdio,
    time::Instant,
};

use axum::http::StatusCode;
use thrice::{
    domain::keeping::DAYS,
    jobs::backups::nightly,
    store::{Actor, backup},
};

use crate::{
    backup::everything,
    commands::{Program, Said},
    support::TestApp,
};

/// Stands in every plain copy.
const CANARY: &[u8] = b"priya@oak.example.org";

fn holds(file: &Path, words: &[u8]) -> bool {
    fs::read(file).unwrap().windows(words.len()).any(|part| part == words)
}

/// One that encrypts, and the file with its key.
fn with_key(name: &str) -> (Program, PathBuf) {
    let program = Program::set_up();
    let (recipient, key) = new_key(&program, name);
    (program.with("THRICE_BACKUP_RECIPIENT", &recipient), key)
}

fn new_key(program: &Program, name: &str) -> (String, PathBuf) {
    let said = program.run(&["backup-key", name]);
    assert_eq!(said.code, Some(0), "{said:?}");
    (said.out.lines().next().unwrap().to_owned(), program.folder.path().join(name))
}

fn backed_up(program: &Program) -> PathBuf {
    let said = program.run(&["backup", "copies"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    program.folder.path().join(said.out.lines().next().unwrap())
}

fn with_identity(program: &Program, word: &str, file: &Path, key: &Path) -> Said {
    program.run(&[word, &file.display().to_string(), "--identity", &key.display().to_string()])
}

/// Every file beside the database.
fn beside(program: &Program) -> Vec<String> {
    let entries = fs::read_dir(program.database().parent().unwrap()).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_was_encrypted_comes_back_row_for_row_and_is_not_readable_meanwhile() {
    let (program, key) = with_key("thrice.key");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let before = everything(&program.database());
    assert!(holds(&program.database(), CANARY), "the test proves nothing");
    let copy = backed_up(&program);
    assert!(copy.display().to_string().ends_with("Z.sqlite.age"), "{}", copy.display());
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!holds(&copy, CANARY) && !holds(&copy, b"SQLite format"));
    assert!(!beside(&program).iter().any(|name| name.contains("plain")), "{:?}", beside(&program));

    let tried = with_identity(&program, "rehearse", &copy, &key);
    assert!(tried.code == Some(0) && tried.out.contains("can be restored"), "{tried:?}");
    fs::remove_file(program.database()).unwrap();
    let said = with_identity(&program, "restore", &copy, &key);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(everything(&program.database()), before);
    assert!(!beside(&program).iter().any(|name| name.contains("plain")), "{:?}", beside(&program));
    let again = program.run(&["backup-key", "thrice.key"]);
    assert!(
        again.code == Some(2) && again.err.contains("could not make the file"),
        "no key is written over: {again:?}"
    );
}

#[test]
fn without_its_key_nothing_is_restored_and_it_says_why() {
    let (program, key) = with_key("first.key");
    let copy = backed_up(&program);
    let (later, other) = new_key(&program, "other.key");
    let present = everything(&program.database());
    let files = beside(&program);
    for word in ["restore", "rehearse"] {
        let said = program.run(&[word, &copy.display().to_string()]);
        assert!(
            said.code == Some(2) && said.err.contains("it is encrypted") && said.err.contains("--identity"),
            "{said:?}"
        );
        let said = with_identity(&program, word, &copy, &other);
        let short = format!("other.key ({}…", &later[..12]);
        assert!(said.code == Some(2) && said.err.contains(&short) && said.err.contains("does not open it"), "{said:?}");
        for (text, words) in
            [("", "holds no key"), ("# nothing\n", "holds no key"), ("dear all", "is no file with a key")]
        {
            fs::write(program.folder.path().join("no.key"), text).unwrap();
            let said = with_identity(&program, word, &copy, &program.folder.path().join("no.key"));
            assert!(said.code == Some(2) && said.err.contains(words) && !said.err.contains("dear"), "{said:?}");
        }
        assert!(with_identity(&program, word, &copy, Path::new("none.key")).err.contains("could not open none.key"));
    }
    assert_eq!(beside(&program), files);
    assert_eq!(
        everything(&program.database()).len(),
        present.len() + 4,
        "two rehearsals that went wrong, each in two places"
    );

    // The key was changed meanwhile: old backups take the old key, and a file that holds both opens either.
    let program = program.with("THRICE_BACKUP_RECIPIENT", &later);
    let newer = program.folder.path().join("newer");
    fs::create_dir(&newer).unwrap();
    let newer = program.run(&["backup", "newer"]).out.lines().next().unwrap().to_owned();
    assert_eq!(with_identity(&program, "restore", Path::new(&newer), &key).code, Some(2));
    let both = [fs::read(&key).unwrap(), fs::read(&other).unwrap()].concat();
    fs::write(program.folder.path().join("both.key"), both).unwrap();
    for file in [copy, PathBuf::from(newer)] {
        let said = with_identity(&program, "restore", &file, &program.folder.path().join("both.key"));
        assert_eq!(said.code, Some(0), "{said:?}");
    }
}

#[test]
fn a_damaged_cut_or_foreign_envelope_is_refused_and_the_present_database_stays() {
    let (program, key) = with_key("thrice.key");
    let copy = backed_up(&program);
    let good = fs::read(&copy).unwrap();
    let plain = fs::read(program.database()).unwrap();
    let present = everything(&program.database());
    let files = beside(&program);
    let mut cases: Vec<(String, Vec<u8>)> = Vec::new();
    for at in [0, 10, 25, 60, 100, 150, 190, 250, 70_000, good.len() / 2, good.len() - 17, good.len() - 1] {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        cases.push((format!("byte {at}"), bytes));
    }
    for end in [1, 21, 22, 100, 199, 300, 65_536, 65_752, good.len() / 2, good.len() - 16, good.len() - 1] {
        cases.push((format!("cut at {end}"), good[..end].to_vec()));
    }
    cases.push(("empty".into(), Vec::new()));
    cases.push(("more behind it".into(), [&good[..], b"x"].concat()));
    cases.push(("twice".into(), [&good[..], &good[..]].concat()));
    cases.push(("a plain database of that name".into(), plain));
    let given = program.folder.path().join("given.sqlite.age");
    for (what, bytes) in cases {
        fs::write(&given, bytes).unwrap();
        let said = with_identity(&program, "restore", &given, &key);
        assert_eq!(said.code, Some(2), "{what}: {said:?}");
        let words = ["damaged", "does not open it", "is empty"];
        assert!(
            said.err.contains("nothing was changed") && words.iter().any(|w| said.err.contains(w)),
            "{what}: {}",
            said.err
        );
        assert_eq!(beside(&program), files, "{what}");
    }
    assert_eq!(everything(&program.database()), present);
    fs::write(&given, good).unwrap();
    assert_eq!(with_identity(&program, "restore", &given, &key).code, Some(0));
}

/// A key in an envelope around something that is no backup proves nothing of what is in it.
#[test]
fn what_is_in_the_envelope_is_judged_like_any_other_backup() {
    let (program, key) = with_key("thrice.key");
    let recipient: age::x25519::Recipient =
        program.run(&["backup-key", "x.key"]).out.lines().next().unwrap().parse().unwrap();
    let (present, given) = (everything(&program.database()), program.folder.path().join("given.age"));
    let sealed = age::encrypt(&recipient, b"hello").unwrap();
    fs::write(&given, sealed).unwrap();
    let said = with_identity(&program, "restore", &given, &program.folder.path().join("x.key"));
    assert!(
        said.code == Some(2) && said.err.contains("given.age cannot be used: it is no backup that Thrice made"),
        "{said:?}"
    );
    assert!(with_identity(&program, "restore", &given, &key).err.contains("does not open it"));
    assert_eq!(everything(&program.database()), present);
}

#[test]
fn a_setting_that_is_no_public_key_stops_the_start() {
    let said = Program::new().with("THRICE_BACKUP_RECIPIENT", "age1oakfield").run(&["serve"]);
    assert!(said.code == Some(2) && said.err.contains("backup.recipient") && said.err.contains("age1"), "{said:?}");
}

/// Each killed at another instant: no plain copy ever lies among the backups, and what the dead left beside the database goes with
/// the next backup.
#[test]
fn a_kill_leaves_no_plain_copy_among_the_backups_and_none_at_all_after_the_next() {
    let (program, key) = with_key("thrice.key");
    let begun = Instant::now();
    backed_up(&program);
    let (length, mut left) = (begun.elapsed(), 0);
    for round in 0..24_u32 {
        let folder = program.folder.path().join(format!("copies-{round}"));
        let mut command = program.command(&["backup", &folder.display().to_string()]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let (patience, begun) = (length * round / 20, Instant::now());
        while begun.elapsed() < patience && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let _ = child.kill();
        child.wait().unwrap();
        for file in fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            assert!(!holds(&file, CANARY) && !holds(&file, b"SQLite"), "{} is readable", file.display());
            if file.extension().is_some_and(|e| e == "age") {
                assert_eq!(with_identity(&program, "rehearse", &file, &key).code, Some(0));
            }
        }
        left += beside(&program).iter().filter(|name| name.contains("plain")).count();
    }
    assert!(left > 0, "no kill came half way: the test proves nothing");
    fs::remove_dir_all(program.folder.path().join("copies")).unwrap();
    backed_up(&program);
    assert!(!beside(&program).iter().any(|name| name.contains("plain")), "{:?}", beside(&program));
}

#[tokio::test]
async fn where_encrypting_fails_neither_a_plain_nor_a_half_copy_stays() {
    let app = TestApp::new().await;
    let place = tempfile::TempDir::new().unwrap();
    let to = place.path().join("thrice.sqlite.age");
    fs::create_dir(place.path().join("thrice.sqlite.age.part")).unwrap();
    let (recipient, _) = backup::new_key(app.app.clock.now().today());
    let said = backup::copy(app.app.store.path(), &to, Some(&recipient)).await;
    assert!(format!("{:#}", said.unwrap_err()).contains("could not encrypt the copy"));
    assert!(!to.exists());
    let names: Vec<_> =
        fs::read_dir(app.app.store.path().parent().unwrap()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().contains("plain")), "{names:?}");
}

#[tokio::test]
async fn encrypted_ones_are_kept_and_taken_away_like_the_others() {
    let app = TestApp::new().await;
    let open = app.app.backups.clone().unwrap();
    let (recipient, _) = backup::new_key(app.app.clock.now().today());
    let closed = backup::Shelf { recipient: Some(recipient), ..open.clone() };
    let half = open.folder.join("thrice-2026-11-10T033000Z.sqlite.age.part");
    for day in 0..30 {
        let shelf = if day < 13 { &open } else { &closed };
        nightly(&app.app.store, &app.app.clock, shelf).await.unwrap().expect("one a night");
        if day == 13 {
            fs::write(&half, "half").unwrap();
        }
        app.app.clock.set(app.app.clock.now().plus_seconds(86_400));
    }
    let kept = backup::kept(&open.folder).unwrap();
    let made: Vec<_> = kept.iter().map(|one| one.file.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(made.len() as u64, DAYS + 1, "{made:?}");
    assert!(made[0].ends_with(".sqlite.age") && kept[..DAYS as usize].iter().all(|one| one.encrypted), "{made:?}");
    assert_eq!(
        made.last().unwrap(),
        "thrice-2026-11-30T090000Z.sqlite",
        "the last of its month, from before there was a key"
    );
    assert!(!half.exists());
}

#[tokio::test]
async fn the_page_says_whether_they_are_encrypted_to_which_key_and_how_to_rehearse() {
    let mut app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let page = admin.get("/settings/backups").await.body;
    assert!(page.contains("Whoever gets hold of a backup reads everything in it"), "{page}");
    let (recipient, text) = backup::new_key(app.app.clock.now().today());
    app.encrypts_to(recipient.clone());
    let admin = app.sign_in("admin").await;
    assert_eq!(admin.post("/settings/backups", &[]).await.status, StatusCode::SEE_OTHER);
    let page = admin.get("/settings/backups").await.body;
    assert!(page.contains(&recipient.shortened()) && !page.contains(&recipient.to_string()), "{page}");
    assert!(page.contains("thrice rehearse FILE --identity") && !page.contains("Rehearse with the newest"), "{page}");
    let said = admin.post("/settings/backups/rehearsals", &[]).await;
    assert_eq!(said.status, StatusCode::CONFLICT);
    assert!(said.body.contains("its key is not here"), "{}", said.body);

    // By whoever has the key; the page then says so.
    let shelf = app.app.backups.clone().unwrap();
    let file = backup::kept(&shelf.folder).unwrap().remove(0).file;
    let key = shelf.folder.join("notes.key");
    fs::write(&key, text).unwrap();
    let keys = backup::Identities::read(&key).unwrap();
    assert!(!format!("{keys:?}").contains("SECRET"));
    backup::rehearse(&app.app.store, &file, Some(&keys), Actor::Command, app.app.clock.now()).await.unwrap();
    assert!(admin.get("/settings/backups").await.body.contains("This term"));
}

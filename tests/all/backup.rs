//! Copies of the file, and the way back, with the program itself. What the copy must survive: any byte changed, any end cut off,
//! somebody else's file, a program that is still running.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Stdio,
    sync::atomic::{AtomicBool, Ordering},
    time::Instant,
};

use sha2::{Digest, Sha256};
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use thrice::{
    domain::{
        audit::{Deed, Entry, Subject},
        rules::DatedSetting,
        time::Moment,
    },
    store::{Actor, Store, backup, schools},
};

use crate::commands::{Program, Said};

/// Runs one piece of work with a connection of a test's own.
pub(crate) fn with_connection<T>(file: &Path, work: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true).foreign_keys(false);
        let mut conn = options.connect().await.unwrap();
        let found = work(&mut conn).await;
        conn.close().await.unwrap();
        found
    })
}

impl Program {
    /// Runs statements on the database, past the program.
    pub(crate) fn sql(&self, statements: &'static str) {
        with_connection(&self.database(), async |conn| _ = sqlx::raw_sql(statements).execute(conn).await.unwrap());
    }

    /// Asks the database for a number, past the program.
    pub(crate) fn count(&self, asked: &'static str) -> i64 {
        with_connection(&self.database(), async |conn| sqlx::query_scalar(asked).fetch_one(conn).await.unwrap())
    }

    fn names(&self) -> Vec<String> {
        with_connection(&self.database(), async |conn| {
            sqlx::query_scalar("SELECT email FROM staff ORDER BY id").fetch_all(conn).await.unwrap()
        })
    }

    fn backup(&self) -> PathBuf {
        let said = self.run(&["backup", "copies"]);
        assert_eq!(said.code, Some(0), "{said:?}");
        self.folder.path().join(said.out.lines().next().unwrap())
    }

    fn restore(&self, file: &Path) -> Said {
        self.run(&["restore", &file.display().to_string()])
    }

    /// Restores into a database of its own.
    fn restore_elsewhere(&self, file: &Path) -> Said {
        let elsewhere = self.folder.path().join("elsewhere/thrice.sqlite");
        let mut command = self.command(&["restore", &file.display().to_string()]);
        let done = command.env("THRICE_DATABASE", elsewhere).output().unwrap();
        Said::of(done)
    }

    fn add(&self, email: &str) {
        let said = self.run(&["user", "add", "--email", email, "--name", "Ben Okoro", "--role", "teacher"]);
        assert_eq!(said.code, Some(0), "{said:?}");
    }

    /// Every file beside the database.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.database().parent().unwrap()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

/// Every row of every table as text, to compare.
pub(crate) fn everything(file: &Path) -> Vec<String> {
    with_connection(file, async |conn| {
        let tables: Vec<String> =
            sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
                .fetch_all(&mut *conn)
                .await
                .unwrap();
        let mut out = Vec::new();
        for table in tables {
            let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
                .bind(&table)
                .fetch_all(&mut *conn)
                .await
                .unwrap();
            let row = columns.iter().map(|c| format!("quote(\"{c}\")")).collect::<Vec<_>>().join(" || ',' || ");
            let asked = sqlx::AssertSqlSafe(format!("SELECT {row} FROM \"{table}\" ORDER BY 1"));
            let rows: Vec<String> = sqlx::query_scalar(asked).fetch_all(&mut *conn).await.unwrap();
            out.extend(rows.into_iter().map(|r| format!("{table}: {r}")));
        }
        out
    })
}

#[test]
fn what_was_backed_up_comes_back_row_for_row_and_what_was_there_is_kept() {
    let program = Program::set_up();
    let before = everything(&program.database());
    let copy = program.backup();
    program.add("late@oak.example.org");
    let doctor = program.run(&["doctor"]).out;
    assert!(doctor.contains("ok     backup       the last was made "), "{doctor}");

    fs::set_permissions(program.database(), fs::Permissions::from_mode(0o640)).unwrap();
    let said = program.restore(&copy);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(mode(&program.database()), 0o640, "whoever could open the old file can open the new one");
    assert!(said.out.contains("The newest entry in it was made on "), "{}", said.out);
    assert_eq!(everything(&program.database()), before);
    let kept = program.files().into_iter().find(|f| f.contains(".replaced-")).expect("the old file is kept");
    let kept = everything(&program.database().with_file_name(kept));
    assert!(kept.iter().any(|row| row.contains("late@oak.example.org")));
    program.add("new@oak.example.org");
    assert_eq!(program.names(), ["priya@oak.example.org", "new@oak.example.org"]);
}

#[test]
fn a_backup_of_the_running_program_is_whole_and_any_tool_can_open_it() {
    let program = Program::set_up();
    let served = program.serve();
    let copy = program.backup();
    drop(served);
    assert!(everything(&copy).iter().any(|row| row.contains("priya@oak.example.org")));
    assert_eq!(program.restore(&copy).code, Some(0));
    let mode =
        <fs::Permissions as std::os::unix::fs::PermissionsExt>::mode(&fs::metadata(&copy).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
}

/// Two tables that every act changes together: a copy that was taken between the two would be seen.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_taken_while_people_write_is_of_one_instant_and_nobody_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("thrice.sqlite");
    let store = Store::open(&file).await.unwrap();
    let now = Moment::from_unix(1_795_000_000);
    let mut tx = store.begin_for_all(Actor::Command, now).await.unwrap();
    let school =
        schools::create(&mut tx, &schools::SchoolCard { name: "Oakfield".into(), ..Default::default() }).await.unwrap();
    tx.commit().await.unwrap();
    let stop = AtomicBool::new(false);
    let writing = async {
        let mut acts = 0;
        while !stop.load(Ordering::Relaxed) {
            let mut tx = store.begin(Actor::System, school, now).await.unwrap();
            tx.audit(Entry::new(Deed::Viewed, Subject::Pupil)).await.unwrap();
            schools::set(&mut tx, &DatedSetting { name: "x".into(), value: "y".into(), from: now.today() })
                .await
                .unwrap();
            tx.commit().await.unwrap();
            acts += 1;
        }
        acts
    };
    let copying = async {
        for n in 0..8 {
            let copy = folder.path().join(format!("copy-{n}.sqlite"));
            backup::copy(&file, &copy, None).await.unwrap();
            let conn = SqliteConnectOptions::new().filename(&copy).connect().await;
            let asked = "SELECT (SELECT count(*) FROM audit) - (SELECT count(*) FROM school_setting)";
            let apart: i64 = sqlx::query_scalar(asked).fetch_one(&mut conn.unwrap()).await.unwrap();
            assert_eq!(apart, 0);
        }
        stop.store(true, Ordering::Relaxed);
    };
    let (acts, ()) = tokio::join!(writing, copying);
    assert!(acts > 8, "only {acts} acts: the test proves little");
}

/// A school's file with 48 MB of documents: who saves waits until it is fixed what is copied, and not for the copy.
#[tokio::test(flavor = "multi_thread")]
async fn saves_go_on_while_a_large_file_is_copied() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("thrice.sqlite");
    let store = Store::open(&file).await.unwrap();
    let now = Moment::from_unix(1_795_000_000);
    let mut tx = store.begin_for_all(Actor::Command, now).await.unwrap();
    let card = schools::SchoolCard { name: "Oakfield".into(), ..Default::default() };
    let school = schools::create(&mut tx, &card).await.unwrap();
    let large = "CREATE TABLE scanned (page BLOB); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 48)
        INSERT INTO scanned SELECT randomblob(1000000) FROM n";
    sqlx::raw_sql(large).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    let copy = folder.path().join("copy.sqlite");
    let copying = tokio::spawn({
        let (file, copy) = (file.clone(), copy.clone());
        async move { backup::copy(&file, &copy, None).await.unwrap() }
    });
    let part = folder.path().join("copy.sqlite.part");
    let is_half = || fs::metadata(&part).is_ok_and(|part| (1..47_000_000).contains(&part.len()));
    let mut saved_meanwhile = 0;
    while !copying.is_finished() {
        let was_half = is_half();
        let mut tx = store.begin(Actor::System, school, now).await.unwrap();
        tx.audit(Entry::new(Deed::Viewed, Subject::Pupil)).await.unwrap();
        tx.commit().await.unwrap();
        saved_meanwhile += u32::from(was_half && is_half());
        tokio::task::yield_now().await;
    }
    copying.await.unwrap();
    assert!(saved_meanwhile > 0, "nothing was saved between the copy's first bytes and its last");
    assert!(fs::metadata(&copy).unwrap().len() > 48_000_000);
}

#[test]
fn half_copies_of_killed_runs_go_with_the_next_run() {
    let program = Program::set_up();
    let folder = program.folder.path().join("copies");
    fs::create_dir(&folder).unwrap();
    let left = folder.join("thrice-2026-11-18T033000Z.sqlite.part");
    fs::write(&left, "a child's name").unwrap();
    program.backup();
    assert!(!left.exists());
    fs::remove_dir_all(&folder).unwrap();
    program.backup();
    assert_eq!(mode(&folder), 0o700, "made for its owner alone");
}

#[test]
fn nothing_is_restored_while_the_program_runs() {
    let program = Program::set_up();
    let copy = program.backup();
    program.add("late@oak.example.org");
    let served = program.serve();
    let said = program.restore(&copy);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("a running Thrice has") && said.err.contains("stop it first"), "{}", said.err);
    drop(served);
    assert_eq!(program.names().len(), 2, "the database is as it was");
    assert_eq!(program.restore(&copy).code, Some(0));
    assert_eq!(program.names().len(), 1);
}

#[test]
fn a_log_that_a_kill_left_behind_is_neither_lost_nor_read_into_the_restored_file() {
    let program = Program::set_up();
    let copy = program.backup();
    let wal = PathBuf::from(format!("{}-wal", program.database().display()));
    // What a killed process leaves: rows that are in the log alone.
    let (file, log) = with_connection(&program.database(), async |conn| {
        sqlx::raw_sql("PRAGMA journal_mode = WAL; UPDATE staff SET email = 'in-the-log@oak.example.org'")
            .execute(conn)
            .await
            .unwrap();
        (fs::read(program.database()).unwrap(), fs::read(&wal).unwrap())
    });
    fs::write(program.database(), file).unwrap();
    fs::write(&wal, &log).unwrap();
    assert_eq!(program.restore(&copy).code, Some(0));
    assert_eq!(program.names(), ["priya@oak.example.org"]);
    let kept = program.files().into_iter().find(|f| f.contains(".replaced-") && !f.ends_with("-wal")).unwrap();
    let kept = everything(&program.database().with_file_name(kept));
    assert!(kept.iter().any(|row| row.contains("in-the-log@oak.example.org")));

    // The same where the present file is beyond repair: its log is kept beside it.
    fs::write(program.database(), b"no database at all").unwrap();
    fs::write(&wal, &log).unwrap();
    assert_eq!(program.restore(&copy).code, Some(0));
    assert_eq!(program.names(), ["priya@oak.example.org"]);
    assert!(program.files().iter().any(|f| f.contains(".replaced-") && f.ends_with("-wal")), "{:?}", program.files());
}

#[test]
fn a_database_behind_a_link_is_replaced_behind_the_link() {
    let program = Program::set_up();
    let (copy, real) = (program.backup(), program.folder.path().join("real.sqlite"));
    program.add("late@oak.example.org");
    fs::rename(program.database(), &real).unwrap();
    std::os::unix::fs::symlink(&real, program.database()).unwrap();
    assert_eq!(program.restore(&copy).code, Some(0));
    assert!(program.database().is_symlink());
    assert_eq!(program.names(), ["priya@oak.example.org"]);
}

#[test]
fn a_copy_is_not_written_where_there_is_nothing_to_copy() {
    let program = Program::new();
    let said = program.run(&["backup", "copies"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("there is no database at"), "{}", said.err);
    fs::create_dir_all(program.database().parent().unwrap()).unwrap();
    fs::write(program.database(), "x".repeat(5000)).unwrap();
    assert_eq!(program.run(&["backup", "copies"]).code, Some(2));
    assert_eq!(fs::read_dir(program.folder.path().join("copies")).unwrap().count(), 0, "nothing half-made is left");
}

#[test]
fn a_damaged_file_is_refused_in_a_sentence_and_the_present_one_stays() {
    let program = Program::set_up();
    let good = fs::read(program.backup()).unwrap();
    let present = everything(&program.database());
    let another = program.folder.path().join("another.sqlite");
    with_connection(&another, async |conn| {
        _ = sqlx::raw_sql("CREATE TABLE recipes (name)").execute(conn).await.unwrap()
    });
    let unsealed = fs::read(program.database()).unwrap();
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    let half = good[..good.len() / 2].to_vec();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("is empty", Vec::new()),
        ("no backup that Thrice made", b"hello".to_vec()),
        ("no backup that Thrice made", half),
        ("no backup that Thrice made", good[..good.len() - 1].to_vec()),
        ("no backup that Thrice made", [good.clone(), b"\n".to_vec()].concat()),
        ("no backup that Thrice made", fs::read(&another).unwrap()),
        ("no backup that Thrice made", unsealed),
        ("is damaged", flipped(0)),
        ("is damaged", flipped(good.len() / 2)),
        ("is damaged", flipped(good.len() - 2)),
        ("no backup that Thrice made", flipped(good.len() - 80)),
    ];
    let file = program.folder.path().join("given.sqlite");
    let files = program.files();
    for (words, bytes) in cases {
        fs::write(&file, &bytes).unwrap();
        let said = program.restore(&file);
        assert_eq!(said.code, Some(2), "{words}: {said:?}");
        assert!(said.err.contains("nothing was changed: ") && said.err.contains(words), "{words}: {}", said.err);
        assert_eq!(program.files(), files);
    }
    assert!(program.restore(Path::new("not-there.sqlite")).err.contains("could not open not-there.sqlite"));
    assert_eq!(everything(&program.database()), present);
}

/// What `thrice backup` would have made of a database as it is.
fn sealed(database: &Path) -> Vec<u8> {
    let mut bytes = fs::read(database).unwrap();
    bytes.extend(b"thrice-backup-1 sha256 ");
    let digits: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    [&bytes, digits.as_bytes(), b"\n"].concat()
}

#[test]
fn behind_a_whole_seal_the_contents_are_judged_too() {
    let cases = [
        ("UPDATE _sqlx_migrations SET version = version + 1000", "was made by a newer Thrice (schema 1"),
        ("DROP TABLE _sqlx_migrations", "is the database of another program"),
        ("UPDATE _sqlx_migrations SET checksum = x'00'", "is the database of another program"),
        ("UPDATE account SET staff_id = 77", "is damaged: 1 in account that lead nowhere"),
    ];
    for (done_to_it, words) in cases {
        let program = Program::set_up();
        let (given, other) = (program.folder.path().join("given.sqlite"), program.folder.path().join("other.sqlite"));
        let before = everything(&program.database()); // which folds the log into the file
        fs::write(&given, sealed(&program.database())).unwrap();
        assert_eq!(program.restore(&given).code, Some(0), "as it is, it is taken");
        let present = everything(&program.database());
        assert_eq!(present, before);
        fs::copy(program.database(), &other).unwrap();
        with_connection(&other, async |conn| _ = sqlx::raw_sql(done_to_it).execute(conn).await.unwrap());
        fs::write(&given, sealed(&other)).unwrap();
        let said = program.restore(&given);
        assert_eq!(said.code, Some(2), "{said:?}");
        assert!(said.err.contains(words) && said.err.contains("given.sqlite "), "{words}: {}", said.err);
        assert_eq!(everything(&program.database()), present);
    }
}

/// Sixty backups of a larger file, each killed at another instant: whatever bears a backup's name is whole, whatever was half-made
/// is refused, and nobody who writes is kept waiting by what the dead left behind.
#[test]
fn a_backup_that_is_killed_leaves_a_whole_one_or_none() {
    let program = Program::set_up();
    program.sql(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
         INSERT INTO audit (school_id, at, actor_kind, verb, thing, detail) SELECT 1, i, 'system', 'viewed', 'pupil', hex(randomblob(200)) FROM n",
    );
    let viewed = |file: &Path| everything(file).iter().filter(|row| row.contains(",'viewed','pupil',")).count();
    let begun = Instant::now();
    program.backup();
    let (length, mut whole, mut halves) = (begun.elapsed(), 0, 0);
    for round in 0..60_u32 {
        let folder = program.folder.path().join(format!("copies-{round}"));
        let mut child = program
            .command(&["backup", &folder.display().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (patience, begun) = (length * round / 50, Instant::now());
        while begun.elapsed() < patience && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let _ = child.kill();
        child.wait().unwrap();
        let left = fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        for file in left.filter(|f| !f.to_string_lossy().ends_with("-journal")) {
            let taken = program.restore_elsewhere(&file).code == Some(0);
            let named = file.extension().is_some_and(|e| e == "sqlite");
            // One that was sealed and had not got its name yet is whole as well.
            assert!(taken || !named, "{} bears a backup's name and is none", file.display());
            match taken {
                true => assert_eq!(viewed(&file), 2000),
                false => halves += 1,
            }
            whole += u32::from(taken);
        }
        fs::remove_dir_all(&folder).unwrap_or_default();
    }
    println!("60 backups killed: {whole} whole, {halves} half-made and refused");
    assert!(halves > 0, "no kill came half way: the test proves nothing");
    program.add("after@oak.example.org");
}

//! The schema as it grows: each migration over the rows of those before it, what has landed stays as it is, a copy before any change,
//! and files that are not ours or not yet ours are left alone.

use std::{
    fs,
    ops::RangeInclusive,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use thrice::store::{
    Store, backup,
    schema::{self, MIGRATOR},
};

use crate::commands::Program;

/// The first digits of each migration's SHA-256. One that has landed is never edited; a new one is added here.
const LANDED: [(i64, &str); 108] = [
    (1, "a10354859d51bd14"),
    (2, "f0a04064ad7f31df"),
    (3, "d56058ad220d17ec"),
    (4, "6d12936d4f24b202"),
    (5, "2a572abb4fca7c7f"),
    (6, "af14becc4f4add97"),
    (7, "0c5ee0ceb137cfff"),
    (8, "63736ce1d8afe669"),
    (9, "ff8bbe663679809f"),
    (10, "f0c21340566aedbd"),
    (11, "d4f4e1bef021d613"),
    (12, "a8641ec146430b22"),
    (13, "e92c5ad4e6d6b611"),
    (14, "a1b4ef51bd94c6d5"),
    (15, "a85051fc9731f33e"),
    (16, "b4c6e0ce21c8c364"),
    (17, "f87fdd1db6b55d14"),
    (18, "db170d6dec81ab59"),
    (19, "61c103dada556603"),
    (20, "3833aa863080a635"),
    (21, "a1c8d4cd0cd59ef7"),
    (22, "e53ce8ec4fa5758c"),
    (23, "a9457b9272f8cbcb"),
    (24, "2f933e8c1a32ae7c"),
    (25, "c891263df00984a5"),
    (26, "aa54e0742e6c2f16"),
    (27, "f1529d9f24b86f68"),
    (28, "73df8294c8e8fca3"),
    (29, "9c7250ee44e1af5f"),
    (30, "f2f4faa80f90b152"),
    (31, "5f219a97357ffa52"),
    (32, "1b98f9c9bd88edea"),
    (33, "60488549df1a376f"),
    (34, "94328f21aef7e013"),
    (35, "839bd080dc8f80b4"),
    (36, "2a2fd09282697a6b"),
    (37, "b2fc6e8d1c356ffc"),
    (38, "9bbcbf5fcf3fdde2"),
    (39, "147b2cc6209ae002"),
    (40, "5514185640270c5d"),
    (41, "3023597a9737e5a5"),
    (42, "56c5f0546242cc45"),
    (43, "b1f03bb9a9b9581f"),
    (44, "bedf12f76d2afe9f"),
    (45, "5759f0f543468bbd"),
    (46, "a38521da5e1eb57c"),
    (47, "f614357e5e07533e"),
    (48, "036b61dd75f70332"),
    (49, "56245f174a2ba8a4"),
    (50, "8cc83118689c9647"),
    (51, "ae30ebde1b263fb9"),
    (52, "dcaa641a82e6655e"),
    (53, "f00788c4ace01def"),
    (54, "52b27ed884745f16"),
    (55, "7dda34ee2d9bca78"),
    (56, "2223cea7c427267d"),
    (57, "d42cef05eed06222"),
    (58, "df431dd6cc8704b4"),
    (59, "1603e51633f474b0"),
    (60, "bb9ccb626d9fca3e"),
    (61, "61be510e868f2f95"),
    (62, "9599fdc517c02695"),
    (63, "4b2f2197759af29c"),
    (64, "1b6461a786b1c7b2"),
    (65, "dd8d0124c25d613e"),
    (66, "d01bbafc4f2866dc"),
    (67, "02496589714098a5"),
    (68, "aaadd55f28a1f58e"),
    (69, "f11dae751825b341"),
    (70, "4c53134d3d84ab73"),
    (71, "9deda0f875d07490"),
    (72, "5c0f11d8473a5fca"),
    (73, "59fb5851dda4bc60"),
    (74, "7454e8438780e567"),
    (75, "9e241222cdae5151"),
    (76, "04dccee25f068ba0"),
    (77, "023ed28725b8d096"),
    (78, "574ad52ec102cd3f"),
    (79, "e2e49bfcce73ab21"),
    (80, "8ce0f786718882c3"),
    (81, "8888dc8d718bf0f5"),
    (82, "dc122ea36e4cca31"),
    (83, "4b4cc67ba4c27d87"),
    (84, "ae7b210c2fdca59f"),
    (85, "8be53c5b27239d8d"),
    (86, "0921665ba7737fd9"),
    (87, "7707e214bcdb0961"),
    (88, "32565980fba20573"),
    (89, "ea8069ef3c6df09f"),
    (90, "17413a3e5e970775"),
    (91, "ae33216e2e9de196"),
    (92, "21547ef6fd3b811c"),
    (93, "8275bca424d13d82"),
    (94, "9f11ac5e35d323e2"),
    (95, "1e1f071b45b4899c"),
    (96, "447d6421e6442d6b"),
    (97, "bcea9135c40b7bea"),
    (98, "6c1b84398cc509a8"),
    (99, "199dc48f3f939f79"),
    (100, "ab120439c03b43e4"),
    (101, "a834192f1547421e"),
    (102, "7db77f04bd0711e7"),
    (103, "9aabb5a6ed241f63"),
    (104, "93ee082137e5a882"),
    (105, "2b55f7b9a4739133"),
    (106, "b14fe8c7f0987498"),
    (107, "2019d9ea800c3faf"),
    (108, "655831ab49b7fc2a"),
];

fn sample(version: i64) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/migrations/{version:04}.sql"));
    fs::read_to_string(&file).unwrap_or_else(|why| panic!("{} is missing: {why}", file.display()))
}

async fn connect(file: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(file).create_if_missing(true).connect().await.unwrap()
}

/// A database of an older Thrice: migrations and their samples up to this number.
async fn aged(file: &Path, version: i64) {
    let mut conn = connect(file).await;
    for migration in MIGRATOR.iter().filter(|m| m.version <= version) {
        MIGRATOR.run_to(migration.version, &mut conn).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sample(migration.version))).execute(&mut conn).await.unwrap();
    }
    conn.close().await.unwrap();
}

async fn texts(conn: &mut SqliteConnection, asked: String) -> Vec<String> {
    let rows = sqlx::query(AssertSqlSafe(asked)).fetch_all(conn).await.unwrap();
    rows.into_iter().map(|row| row.get(0)).collect()
}

/// Every table but SQLite's and sqlx's own.
async fn tables(conn: &mut SqliteConnection) -> Vec<String> {
    let asked = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_sqlx_migrations'";
    texts(conn, asked.to_owned()).await
}

/// One question for each table: all its rows, in the columns it has now.
async fn questions(conn: &mut SqliteConnection) -> Vec<String> {
    let mut out = Vec::new();
    for table in tables(conn).await {
        let columns = texts(conn, format!("SELECT name FROM pragma_table_info('{table}')")).await;
        let row = columns.iter().map(|c| format!("quote(\"{c}\")")).collect::<Vec<_>>().join(" || ',' || ");
        out.push(format!("SELECT {row} FROM \"{table}\" ORDER BY 1"));
    }
    out
}

/// Where the columns of a table are read that a migration moved out of it: migration, table, view.
const MOVED: [(i64, &str, &str); 1] = [(72, "target", "target_in_words")];

/// A question of a database before some migrations, as it is put to it after them.
fn put_after(asked: &str, versions: RangeInclusive<i64>) -> String {
    let moved = MOVED.iter().filter(|(version, ..)| versions.contains(version));
    moved.fold(asked.to_owned(), |asked, (_, table, view)| {
        asked.replace(&format!("FROM \"{table}\""), &format!("FROM \"{view}\""))
    })
}

/// What a file says to each question. Nobody has it open afterwards.
async fn answers(file: &Path, questions: &[String]) -> Vec<Vec<String>> {
    let mut conn = connect(file).await;
    let mut out = Vec::new();
    for asked in questions {
        out.push(texts(&mut conn, asked.clone()).await);
    }
    conn.close().await.unwrap();
    out
}

#[tokio::test]
async fn each_migration_keeps_every_row_of_those_before_it() {
    let folder = TempDir::new().unwrap();
    let mut conn = connect(&folder.path().join("thrice.sqlite")).await;
    for migration in MIGRATOR.iter() {
        let questions = questions(&mut conn).await;
        let mut before = Vec::new();
        for asked in &questions {
            before.push(texts(&mut conn, asked.clone()).await);
        }
        MIGRATOR.run_to(migration.version, &mut conn).await.unwrap();
        for (asked, before) in questions.into_iter().zip(before) {
            let asked = put_after(&asked, migration.version..=migration.version);
            assert_eq!(texts(&mut conn, asked.clone()).await, before, "migration {}: {asked}", migration.version);
        }
        sqlx::raw_sql(AssertSqlSafe(sample(migration.version))).execute(&mut conn).await.unwrap();
    }
    for table in tables(&mut conn).await {
        let many = texts(&mut conn, format!("SELECT CAST(count(*) AS TEXT) FROM \"{table}\"")).await;
        assert_ne!(many, ["0"], "no sample has a row of {table}");
    }
    assert_eq!(texts(&mut conn, "PRAGMA foreign_key_check".to_owned()).await, [""; 0]);
}

#[test]
fn what_has_landed_is_not_edited() {
    let digits = |sql: &str| Sha256::digest(sql).iter().take(8).map(|b| format!("{b:02x}")).collect::<String>();
    let found: Vec<(i64, String)> = MIGRATOR.iter().map(|m| (m.version, digits(m.sql.as_str()))).collect();
    assert_eq!(found, LANDED.map(|(version, digits)| (version, digits.to_owned())));
}

#[test]
fn tables_are_strict_and_rules_have_names() {
    for migration in MIGRATOR.iter() {
        let sql = migration.sql.as_str();
        for table in sql.split("CREATE TABLE ").skip(1) {
            let name = table.split_whitespace().next().unwrap();
            let end = table.split(";\n").next().unwrap();
            assert!(end.contains(") STRICT"), "{name} is not STRICT");
        }
        for (at, _) in sql.match_indices("CHECK (") {
            let before: Vec<&str> = sql[..at].split_whitespace().rev().take(2).collect();
            assert_eq!(before.get(1), Some(&"CONSTRAINT"), "migration {}: a CHECK without a name", migration.version);
        }
    }
}

#[tokio::test]
async fn a_file_with_data_is_copied_before_it_is_upgraded_and_the_copy_can_be_restored() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("thrice.sqlite");
    let newest = schema::newest();
    let old = MIGRATOR.iter().map(|m| m.version).filter(|version| *version < newest).max().unwrap();
    aged(&file, old).await;
    let questions = questions(&mut connect(&file).await).await;
    let store = Store::open(&file).await.unwrap();
    assert_eq!(schema::present(&mut store.read().await.unwrap(), &file).await.unwrap(), newest);
    drop(store);

    let copy = folder.path().join(format!("thrice.sqlite.before-{newest:04}"));
    let again = folder.path().join("again.sqlite");
    let restored = backup::restore(&copy, None, &again, "stamp").await.unwrap();
    assert_eq!((restored.contents.schema, restored.aside), (old, None));
    drop(Store::open(&again).await.unwrap());
    for asked in questions {
        let (kept, back) =
            (texts(&mut connect(&file).await, asked.clone()).await, texts(&mut connect(&again).await, asked).await);
        assert_eq!(kept, back);
    }
    // The second upgrade of a file never writes over the first one's copy, and a file that is up to date is not copied at all.
    let names = || {
        fs::read_dir(folder.path())
            .unwrap()
            .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().contains(".before-"))
            .count()
    };
    assert_eq!(names(), 2);
    drop(Store::open(&file).await.unwrap());
    assert_eq!(names(), 2);
}

#[tokio::test]
async fn what_was_read_out_of_keys_stands_in_columns_after_the_upgrade() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("thrice.sqlite");
    aged(&file, 38).await;
    let mut conn = connect(&file).await;
    let of_account = |id: i64, key: &str, state: &str| {
        format!(
            "INSERT INTO notice (id, school_id, key, kind, recipient_kind, staff_id, due_on, queued_at, state, not_before_at, settled_at)
             VALUES ({id}, 1, '{key}', 'security', 'staff', 1, '2026-11-02', 7, '{state}', 7, 8);"
        )
    };
    let old = [
        of_account(901, "security/recovery_codes/s1/7~901", "cancelled"),
        of_account(902, "security/recovery_codes/s1/7~902", "cancelled"),
        of_account(903, "security/recovery_codes/s1/7", "accepted"),
        of_account(904, "security/by_owl/s1/7", "accepted"),
    ];
    sqlx::raw_sql(AssertSqlSafe(old.concat())).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    drop(Store::open(&file).await.unwrap());
    let asked = "SELECT matter || ' ' || edition || ' ' || coalesce(given_back_at, '-') || ' ' || coalesce(news, '-')
                 FROM notice WHERE id > 900 ORDER BY id";
    let found = texts(&mut connect(&file).await, asked.to_owned()).await;
    let codes = "security/recovery_codes/s1/7";
    let right = [
        format!("{codes} 0 8 recovery_codes"),
        format!("{codes} 1 8 recovery_codes"),
        format!("{codes} 2 - recovery_codes"),
        "security/by_owl/s1/7 0 - -".to_owned(),
    ];
    assert_eq!(found, right);
}

/// Thirty upgrades, each killed at another instant: the next start finds every row, and goes on from there.
#[tokio::test]
async fn an_upgrade_that_is_killed_goes_on_at_the_next_start() {
    let program = Program::new();
    let (file, old) = (program.database(), program.folder.path().join("old.sqlite"));
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    aged(&old, 5).await;
    let mut conn = connect(&old).await;
    let questions = questions(&mut conn).await;
    conn.close().await.unwrap();
    let rows = answers(&old, &questions).await;
    let questions: Vec<String> = questions.iter().map(|asked| put_after(asked, 6..=schema::newest())).collect();
    let (mut length, mut unfinished) = (Duration::ZERO, 0);
    for round in 0..30_u32 {
        for left in fs::read_dir(file.parent().unwrap()).unwrap() {
            fs::remove_file(left.unwrap().path()).unwrap();
        }
        fs::copy(&old, &file).unwrap();
        let begun = Instant::now();
        let mut upgrade = program.command(&["mail", "outbox"]).stdout(Stdio::null()).spawn().unwrap();
        while (round == 0 || begun.elapsed() < length * round / 28) && upgrade.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let _ = upgrade.kill();
        upgrade.wait().unwrap();
        length = length.max(if round == 0 { begun.elapsed() } else { Duration::ZERO });
        let schema = ["SELECT CAST(max(version) AS TEXT) FROM _sqlx_migrations".to_owned()];
        unfinished += u32::from(answers(&file, &schema).await != [[schema::newest().to_string()]]);
        let said = program.run(&["mail", "outbox"]);
        assert_eq!(said.code, Some(0), "round {round}: {said:?}");
        assert_eq!(answers(&file, &questions).await, rows, "round {round}");
    }
    println!("30 upgrades killed, {unfinished} before their end: every row is there");
    assert!(unfinished > 0, "no kill came in time: the test proves nothing");
}

#[tokio::test]
async fn a_new_file_is_made_without_a_copy_and_only_its_owner_can_read_it() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("new/thrice.sqlite");
    drop(Store::open(&file).await.unwrap());
    let mode =
        <fs::Permissions as std::os::unix::fs::PermissionsExt>::mode(&fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let folder = fs::metadata(file.parent().unwrap()).unwrap().permissions();
    assert_eq!(<fs::Permissions as std::os::unix::fs::PermissionsExt>::mode(&folder) & 0o777, 0o700);
    assert!(
        fs::read_dir(file.parent().unwrap()).unwrap().all(|e| !e
            .unwrap()
            .file_name()
            .to_string_lossy()
            .contains("before"))
    );
}

/// Opens what must be refused, and returns the sentence. The file stays byte for byte as it was.
async fn refused(file: &Path) -> String {
    let before = fs::read(file).unwrap();
    let why = format!("{:#}", Store::open(file).await.unwrap_err());
    assert_eq!(fs::read(file).unwrap(), before, "a refused file is left alone");
    why
}

#[tokio::test]
async fn what_is_newer_anothers_or_no_database_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let newer = folder.path().join("newer.sqlite");
    Store::open(&newer).await.unwrap().close().await;
    let mut conn = connect(&newer).await;
    sqlx::raw_sql("INSERT INTO _sqlx_migrations VALUES (9001, 'later', '2030-01-01', TRUE, x'00', 1)")
        .execute(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
    let why = refused(&newer).await;
    assert!(why.contains("was made by a newer Thrice (schema 9001; this program knows"), "{why}");

    let edited = folder.path().join("edited.sqlite");
    Store::open(&edited).await.unwrap().close().await;
    let mut conn = connect(&edited).await;
    sqlx::raw_sql("UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 2").execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    assert!(refused(&edited).await.contains("is the database of another program"));

    let another = folder.path().join("another.sqlite");
    let mut conn = connect(&another).await;
    sqlx::raw_sql("CREATE TABLE recipe (name TEXT)").execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    assert!(refused(&another).await.contains("is the database of another program"));

    let none = folder.path().join("none.sqlite");
    fs::write(&none, "Dear diary, ".repeat(500)).unwrap();
    let why = refused(&none).await;
    assert!(why.contains("none.sqlite is not a database that Thrice can read"), "{why}");
}

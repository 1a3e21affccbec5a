//! The program itself, run as a person at a keyboard runs it.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// The program with a folder of its own, and nothing of this machine's settings.
pub(crate) struct Program {
    pub(crate) folder: TempDir,
    settings: Vec<(&'static str, String)>,
}

/// How it ended and what it said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A running `thrice serve`, which ends with the test.
pub(crate) struct Served {
    pub(crate) child: Child,
    /// "127.0.0.1:39017".
    pub(crate) address: String,
    /// What it printed before it listened.
    pub(crate) first: Vec<String>,
}

impl Said {
    pub(crate) fn of(done: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let settings = vec![("THRICE_DATABASE", folder.path().join("data/thrice.sqlite").display().to_string())];
        Self { folder, settings }
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.settings.push((name, value.to_owned()));
        self
    }

    /// One that has a member of staff.
    pub(crate) fn set_up() -> Self {
        let program = Self::new();
        let added = program.run(&[
            "user",
            "add",
            "--email",
            "priya@oak.example.org",
            "--name",
            "Priya Anand",
            "--role",
            "senco",
        ]);
        assert_eq!(added.code, Some(0), "{added:?}");
        program
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("data/thrice.sqlite")
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thrice"));
        command.env_clear().envs(self.settings.iter().cloned()).current_dir(self.folder.path()).args(words);
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Said {
        Said::of(self.command(words).output().unwrap())
    }

    /// Starts the pages on a free port and waits until they answer.
    pub(crate) fn serve(&self) -> Served {
        let mut command = self.command(&["serve"]);
        command.env("THRICE_LISTEN", "127.0.0.1:0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut served = Served { child: command.spawn().unwrap(), address: String::new(), first: Vec::new() };
        for line in BufReader::new(served.child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some(address) = line.strip_prefix("Thrice listens on http://") {
                served.address = address.to_owned();
                return served;
            }
            served.first.push(line);
        }
        panic!("it does not serve: {:?}", served.first)
    }
}

/// What a finding of the doctor says, as "status: words".
fn finding(report: &Value, name: &str) -> String {
    let found = report["checks"].as_array().unwrap().iter().find(|c| c["name"] == name);
    let found = found.unwrap_or_else(|| panic!("the doctor does not look at {name}: {report}"));
    format!("{}: {}", found["status"].as_str().unwrap(), found["words"].as_str().unwrap())
}

#[test]
fn the_version_is_told_and_a_wrong_word_is_not_taken() {
    let program = Program::new();
    assert_eq!(program.run(&["version"]).out, concat!("thrice ", env!("CARGO_PKG_VERSION"), "\n"));
    assert_eq!(program.run(&[]).code, Some(2));
    assert_eq!(program.run(&["sevre"]).code, Some(2));
    assert!(!program.database().exists(), "asking for the version makes no database");
}

#[test]
fn an_unknown_setting_stops_it_and_the_nearest_name_is_suggested() {
    let said = Program::new().with("THRICE_SMTP_ULR", "smtp://mail").run(&["version"]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    assert!(said.err.contains("THRICE_SMTP_ULR") && said.err.contains("did you mean THRICE_SMTP_URL?"), "{}", said.err);

    let program = Program::new();
    std::fs::write(program.folder.path().join("own.toml"), "lisen = '127.0.0.1:1'\n").unwrap();
    let said = program.run(&["version", "--config", "own.toml"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("lisen") && said.err.contains("did you mean listen?"), "{}", said.err);
    assert!(program.run(&["version", "--config", "none.toml"]).err.contains("none.toml"));
}

#[test]
fn staff_are_added_get_new_links_and_are_closed_out() {
    let program = Program::new();
    let add = |email, role| program.run(&["user", "add", "--email", email, "--name", "Priya Anand", "--role", role]);
    let link = |said: &Said| said.out.trim().rsplit_once("/password/").expect("a link").1.to_owned();
    let first = add("priya@oak.example.org", "senco");
    assert_eq!(first.code, Some(0), "{first:?}");
    let again = program.run(&["user", "reset", "--email", "PRIYA@oak.example.org"]);
    assert_ne!(link(&first), link(&again));

    for (said, words) in [
        (add("priya@oak.example.org", "senco"), "is there already"),
        (add("nobody", "senco"), "nobody"),
        (add("b@oak.example.org", "wizard"), "\"wizard\" is no role"),
        (program.run(&["user", "reset", "--email", "b@oak.example.org"]), "nobody here has the address"),
    ] {
        assert_eq!(said.code, Some(2));
        assert!(said.err.starts_with("thrice: ") && said.err.contains(words), "{}", said.err);
    }
    let said = program.run(&["user", "disable", "--email", "priya@oak.example.org"]);
    assert!(said.out.contains("The account is closed"), "{said:?}");
    let closed = || program.count("SELECT count(*) FROM account WHERE disabled_at IS NOT NULL");
    assert_eq!(closed(), 1);
    link(&program.run(&["user", "reset", "--email", "priya@oak.example.org"]));
    assert_eq!(closed(), 0, "a new link opens a closed account again");
}

#[test]
fn health_is_asked_of_the_running_program() {
    let program = Program::new();
    let served = program.serve();
    assert!(
        served.first.iter().any(|l| l.contains("/set-up/first/")),
        "the first start prints a link: {:?}",
        served.first
    );
    // The worker's first beat may still be on its way; each answer is asked for anew.
    let said = std::iter::repeat_with(|| {
        program.command(&["healthcheck"]).env("THRICE_LISTEN", &served.address).output().unwrap()
    })
    .take(500)
    .find(|said| said.status.success())
    .expect("it becomes ready");
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.starts_with("database: ok\nscheduler: ok\n"), "{said}");
    let nobody = program.command(&["healthcheck"]).env("THRICE_LISTEN", "127.0.0.1:1").output().unwrap();
    assert_eq!(nobody.status.code(), Some(2));
}

#[test]
fn the_doctor_says_what_is_wrong_and_ends_with_one() {
    let program = Program::new();
    let said = program.run(&["doctor", "--json"]);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &report["well"]), (Some(1), &Value::Bool(false)));
    assert!(finding(&report, "database").starts_with("wrong: there is none at "));
    assert!(!program.database().exists(), "the doctor makes nothing");

    let program =
        Program::set_up().with("THRICE_PUBLIC_URL", "http://meet.example.org").with("THRICE_TODAY", "2026-11-18");
    let report: Value = serde_json::from_str(&program.run(&["doctor", "--json"]).out).unwrap();
    assert!(finding(&report, "address").starts_with("wrong: http://meet.example.org is not encrypted"));
    assert!(finding(&report, "clock").starts_with("note: it is taken to be Wednesday 18 November 2026"));
    assert!(finding(&report, "mail").starts_with("note: no mail server"));
    assert!(finding(&report, "calendar").starts_with("wrong: the terms of 2026/27 are not entered"));
    assert!(finding(&report, "backup").starts_with("note: none was made"));
    for name in ["file", "sqlite", "schema", "integrity", "references", "queue", "addresses"] {
        assert!(finding(&report, name).starts_with("ok: "), "{name}: {}", finding(&report, name));
    }
    let said = program.run(&["doctor"]);
    assert!(said.out.contains("WRONG  address") && said.out.ends_with("2 things are wrong.\n"), "{}", said.out);
}

#[test]
fn a_school_whose_year_is_entered_is_found_well() {
    let program = Program::set_up();
    program.sql(
        "INSERT INTO term (school_id, year, season, starts_on, half_term_starts_on, half_term_ends_on, ends_on) VALUES
         (1, 2026, 'autumn', '2026-09-02', '2026-10-26', '2026-10-30', '2026-12-18'),
         (1, 2026, 'spring', '2027-01-04', '2027-02-15', '2027-02-19', '2027-03-25'),
         (1, 2026, 'summer', '2027-04-12', '2027-05-31', '2027-06-04', '2027-07-21')",
    );
    let program = program.with("THRICE_TODAY", "2026-11-18");
    let said = program.run(&["doctor"]);
    assert_eq!(said.code, Some(0), "{}", said.out);
    assert!(said.out.contains("it reaches to the end of the spring term, Thursday 25 March 2027"), "{}", said.out);
    assert!(said.out.ends_with("Nothing is wrong.\n"));
    // In the summer term the next one is of a year that nobody has entered: worth knowing, and not wrong yet.
    let report = program.with("THRICE_TODAY", "2027-05-05").run(&["doctor", "--json"]);
    let report: Value = serde_json::from_str(&report.out).unwrap();
    assert!(finding(&report, "calendar").starts_with("note: the terms of 2027/28"), "{report}");
}

#[test]
fn the_doctor_sees_a_stopped_worker_a_paused_queue_and_an_open_file() {
    let program = Program::set_up();
    program.sql("INSERT INTO heartbeat (name, beat_at) VALUES ('scheduler', unixepoch() - 7200)");
    program.sql("INSERT INTO queue_pause (reason, paused_at) VALUES ('535 who are you?', unixepoch())");
    program
        .sql("INSERT INTO dead_address (email, reply, marked_at) VALUES ('gone@example.org', '550 no', unixepoch())");
    let mode = <std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o644);
    std::fs::set_permissions(program.database(), mode).unwrap();
    let report: Value = serde_json::from_str(&program.run(&["doctor", "--json"]).out).unwrap();
    assert!(finding(&report, "worker").starts_with("wrong: it was last heard of 2 hours ago"), "{report}");
    assert!(finding(&report, "queue").ends_with("PAUSED, the mail server refuses us: 535 who are you?"));
    assert!(finding(&report, "addresses").starts_with("note: 1 "));
    assert!(finding(&report, "file").starts_with("wrong: anybody on this machine can open "));
}

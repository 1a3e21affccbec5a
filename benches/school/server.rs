//! The real program, started as people start it.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The day on which it is measured.
pub(crate) const TODAY: &str = "2026-11-18";

/// The program that is measured.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_thrice");

/// A running Thrice.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    /// "127.0.0.1:39017".
    pub(crate) address: String,
    /// From its start to its first answer.
    pub(crate) started_in: Duration,
}

impl Server {
    /// Starts it on a database and waits for its first answer.
    pub(crate) async fn start(database: &Path) -> Self {
        Self::start_behind(database, "").await
    }

    /// The same behind a web server that says in this header whom a request is from.
    pub(crate) async fn start_behind(database: &Path, header: &str) -> Self {
        let begun = Instant::now();
        let mut child = Command::new(PROGRAM)
            .arg("serve")
            .env("THRICE_PUBLIC_URL", "https://bench.example.org")
            .env("THRICE_DATABASE", database)
            .env("THRICE_LISTEN", "127.0.0.1:0")
            .env("THRICE_TODAY", TODAY)
            .env("THRICE_LOG", "error")
            .envs((!header.is_empty()).then_some(("THRICE_CLIENT_HEADER", header)))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let said = lines.find_map(|line| line.unwrap().split_once("http://").map(|(_, a)| a.to_owned()));
        let address = said.expect("the program says where it listens");
        let mut server = Self { child, address, started_in: Duration::ZERO };
        super::client::ask(&server, &super::client::Request::get("/healthz", ""), 1).await;
        server.started_in = begun.elapsed();
        server
    }

    /// CPU time of all its threads so far, where the system tells it: Linux does, to a nanosecond.
    pub(crate) fn cpu(&self) -> Option<Duration> {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).ok()?;
        let spent = threads.filter_map(|thread| {
            let said = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            said.split(' ').next()?.parse().ok().map(Duration::from_nanos)
        });
        Some(spent.sum())
    }

    /// Its resident memory.
    pub(crate) fn memory(&self) -> String {
        resident(self.child.id())
    }
}

/// A process's resident memory, where the system tells it.
pub(crate) fn resident(process: u32) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or("not told by this system");
    line.trim().to_owned()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill(); // the measurement is over; nothing it wrote is looked at again
        let _ = self.child.wait();
    }
}

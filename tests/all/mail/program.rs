//! The program itself, as a process of its own.

use std::{
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

/// `thrice` with a database and a mail server, and nothing else from this process's environment.
pub(crate) fn thrice(database: &Path, smtp_url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thrice"));
    command
        .env_clear()
        .env("THRICE_DATABASE", database)
        .env("THRICE_LISTEN", "127.0.0.1:0")
        .env("THRICE_PUBLIC_URL", "https://meet.oak.example.org")
        .env("THRICE_MAIL_FROM", "school@oak.example.org")
        .env("THRICE_SMTP_URL", smtp_url)
        .env("THRICE_LOG", "warn")
        .stdin(Stdio::null());
    command
}

/// Asks a process to stop, as the system does when it shuts down.
pub(crate) fn ask_to_stop(process: &Child) {
    kill_process(Pid::from_child(process), Signal::TERM).unwrap();
}

/// Runs a command to its end, off the thread on which the test's mail server works.
pub(crate) async fn output(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap()
}

/// What a command printed; it must have succeeded.
pub(crate) async fn said(command: Command) -> String {
    let done = output(command).await;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

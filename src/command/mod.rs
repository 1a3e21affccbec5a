//! The subcommands, one file each. This page is the command line and where each word of it leads.

pub mod backup;
pub mod check_plans;
mod connections;
pub mod demo;
pub mod doctor;
pub mod import;
pub mod mail;
pub mod remind;
pub mod serve;
pub mod typeset;
pub mod unpack;
pub mod user;

use std::{io::Write, path::PathBuf, process::ExitCode};

use chrono::NaiveDate;
use clap::{Parser, Subcommand};

use crate::{config::Settings, exchange::unpacker::Unpacker, mail::Transport, store::Store};

/// Keeps the support plans of pupils with special educational needs, and sees that each is reviewed with the parents three times a year.
#[derive(Debug, Parser)]
#[command(name = "thrice", version, arg_required_else_help = true)]
pub struct Cli {
    /// File of settings; config/default.toml in the sources lists them all.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run Thrice: the pages, and the worker that sends what is due.
    Serve,
    /// Run a made-up school to try everything out: nothing real is touched, no message leaves this computer.
    Demo(demo::Wish),
    /// Bring in pupils, contacts, staff, term dates and closures from files of CSV or Excel workbooks (.xlsx).
    ///
    /// Exit code 0: all was read; 3: something was refused, the rest came in; 1: nothing came in; 2: it could not be tried.
    Import {
        /// A file, or a folder of them; which is which is told by their headings.
        path: PathBuf,
        /// Only show what is new, changed, leaving and refused.
        #[arg(long)]
        dry_run: bool,
        /// Print counts and problems as an object.
        #[arg(long)]
        json: bool,
    },
    /// Show what is due and what is held back, and send what is due.
    ///
    /// `thrice serve` does this every minute by itself. With --dry-run nothing is written or sent, whatever the day. Without it, what is
    /// due is written and sent as the server would: once, never again for the same reason. Exit code 0 means that it was looked at,
    /// not that every message was taken; `thrice mail outbox` shows what waits.
    Remind {
        /// As if it were the end of this day (2026-11-18). Without --dry-run, messages are written and sent as of that day, with its date:
        /// for rehearsals on a copy of the database. Refused for another day while Thrice runs with this database.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
        /// Only show: queue and send nothing.
        #[arg(long)]
        dry_run: bool,
        /// Print an array of objects: kind, recipient, subject, due_on, key, status (due or held), reason.
        #[arg(long)]
        json: bool,
    },
    /// Check how well every open plan is written: what each rule finds, and where. Changes nothing, names no pupil.
    CheckPlans {
        /// Print an array of objects: plan, pupil, kind, score, `can_be_agreed`, findings.
        #[arg(long)]
        json: bool,
    },
    /// Try the mail server, look into the outbox, try again.
    #[command(subcommand)]
    Mail(MailCommand),
    /// Accounts of staff.
    #[command(subcommand)]
    User(user::Command),
    /// Copy the database into a folder, while Thrice runs or not; the copy is checked before it gets its name.
    Backup {
        /// The folder. A copy is named after the moment it was made.
        dir: PathBuf,
    },
    /// Put a backup in place of the database. Thrice must not be running; the present file is kept.
    Restore {
        /// What thrice backup made, or the copy from before an upgrade.
        file: PathBuf,
        /// The file with the key, where the backup is encrypted.
        #[arg(long, value_name = "FILE")]
        identity: Option<PathBuf>,
    },
    /// Restore a backup on trial into a place of its own, open it, and throw that place away: once a term. The database stays as it is.
    Rehearse {
        /// What thrice backup made.
        file: PathBuf,
        /// The file with the key, where the backup is encrypted.
        #[arg(long, value_name = "FILE")]
        identity: Option<PathBuf>,
    },
    /// Make a key that backups are encrypted to: prints its public half for the settings, writes its secret half into a file.
    BackupKey {
        /// The new file, to be kept somewhere else: without it no encrypted backup can be opened.
        file: PathBuf,
    },
    /// Say whether everything is as it must be; exit code 1 if something is wrong. Changes nothing.
    Doctor {
        /// Print an object.
        #[arg(long)]
        json: bool,
    },
    /// Ask a running Thrice whether it is ready; exit code 0 if it is.
    Healthcheck,
    /// What the server starts for itself to make PDF: documents in, a file out.
    #[command(hide = true)]
    Typeset,
    /// What the server starts for itself to open a workbook: a file in, its sheets as text out.
    #[command(hide = true)]
    Unpack,
    /// Print the version.
    Version,
}

#[derive(Debug, Subcommand)]
enum MailCommand {
    /// Send one test message past the outbox.
    Test {
        /// The address to send it to.
        to: String,
    },
    /// List the newest messages and their states.
    Outbox,
    /// Resume a paused queue and try what waits at once.
    Retry,
}

/// Runs a command to its end.
///
/// # Errors
/// A sentence for the person at the keyboard.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    // A child reads no settings.
    match cli.command {
        Command::Typeset => return typeset::run(),
        Command::Unpack => return unpack::run(),
        _ => {}
    }
    let settings = Settings::of_process(cli.config.as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(lead(&settings, cli.command))
}

async fn lead(settings: &Settings, command: Command) -> anyhow::Result<ExitCode> {
    let said = match command {
        Command::Serve => {
            serve::run(settings).await?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Demo(wish) => {
            demo::run(settings, &wish).await?;
            return Ok(ExitCode::SUCCESS);
        }
        Command::Healthcheck => return serve::healthcheck(settings.listen).await,
        Command::Typeset => return typeset::run(),
        Command::Unpack => return unpack::run(),
        Command::Version => format!("thrice {}", env!("CARGO_PKG_VERSION")),
        Command::Remind { on, dry_run, json } => {
            let store = Store::open(&settings.database).await?;
            let wish = remind::Wish { on, dry_run, json };
            let mut way = if dry_run { Transport::Memory(std::sync::Arc::default()) } else { transport(settings)? };
            remind::run(&store, &settings.clock(), &settings.post(), &mut way, wish).await?
        }
        Command::Import { path, dry_run, json } => {
            let store = Store::open(&settings.database).await?;
            let unpacker = Unpacker::by(std::env::current_exe()?);
            let told = import::run(&store, settings, &unpacker, &path, import::Wish { dry_run, json }).await?;
            _ = writeln!(std::io::stdout(), "{}", told.text);
            return Ok(told.came_in.code());
        }
        Command::CheckPlans { json } => {
            check_plans::run(&Store::open(&settings.database).await?, &settings.clock(), json).await?
        }
        Command::Mail(MailCommand::Test { to }) => {
            mail::test(&settings.clock(), &settings.post(), &mut transport(settings)?, &to).await?
        }
        Command::Mail(MailCommand::Outbox) => mail::outbox(&Store::open(&settings.database).await?).await?,
        Command::Mail(MailCommand::Retry) => {
            mail::retry(&Store::open(&settings.database).await?, &settings.clock()).await?
        }
        Command::Backup { dir } => backup::run(settings, &dir).await?,
        Command::Restore { file, identity } => backup::restore(settings, &file, identity.as_deref()).await?,
        Command::Rehearse { file, identity } => backup::rehearse(settings, &file, identity.as_deref()).await?,
        Command::BackupKey { file } => backup::new_key(settings, &file)?,
        Command::Doctor { json } => {
            let report = doctor::run(settings).await;
            println!("{}", report.show(json)?);
            return Ok(if report.well { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::User(command) => user::run(&Store::open(&settings.database).await?, settings, command).await?,
    };
    // A reader that has seen enough (`| head`) is no fault of ours.
    _ = writeln!(std::io::stdout(), "{said}");
    Ok(ExitCode::SUCCESS)
}

fn transport(settings: &Settings) -> anyhow::Result<Transport> {
    let url = settings.smtp_url.as_deref().ok_or_else(|| {
        anyhow::anyhow!("no mail server is set (THRICE_SMTP_URL); thrice remind --dry-run needs none")
    })?;
    Transport::parse(url, &settings.post().host())
}

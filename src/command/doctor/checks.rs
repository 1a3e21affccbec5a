//! What `thrice doctor` looks at, one function each. One that fails to look says so as its finding, and the others go on.

use std::{fs, net::IpAddr, os::unix::fs::PermissionsExt, path::Path};

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Finding,
    Status::{self, Note, Well, Wrong},
};
use crate::{
    config::Settings,
    domain::{
        calendar::{AcademicYear, Season},
        count::counted,
        ids::SchoolId,
        language::Language,
        time::{LongDay, Moment},
    },
    store::{
        backup, calendar, files,
        health::{self, Mail},
        notices::queue,
        open, schema, schools, wordings,
    },
    texts,
};

type Found = anyhow::Result<(Status, String)>;

/// Kinds of file system on which SQLite's locks cannot be relied on.
const SHARES: [&str; 8] = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "fuse.davfs2"];
const DAY: i64 = 24 * 60 * 60;

/// Every finding, in order. What is in the file is looked at only where it has the schema that this program knows.
pub(super) async fn all(settings: &Settings) -> Vec<Finding> {
    let now = settings.clock().now();
    let mut out = vec![
        named("address", Ok(public_url(&settings.public_url))),
        named("mail", Ok(mail_server(settings))),
        named("mailbox", Ok(mailbox(settings).await)),
        named("clock", Ok(clock(settings))),
    ];
    let path = settings.database.as_path();
    if !path.exists() {
        out.push(named("database", Ok((Wrong, format!("there is none at {}: thrice serve makes it", path.display())))));
        return out;
    }
    out.push(named("file", file(path)));
    let mut conn = match files::look(path).await {
        Ok(conn) => conn,
        Err(error) => {
            out.push(named("database", Err(error)));
            return out;
        }
    };
    out.push(named("sqlite", sqlite(&mut conn).await));
    let schema = schema(&mut conn, path).await;
    let current = schema.as_ref().is_ok_and(|(status, _)| *status == Well);
    out.push(named("schema", schema));
    out.push(named("integrity", integrity(&mut conn).await));
    out.push(named("references", references(&mut conn).await));
    if current {
        out.push(named("worker", worker(&mut conn, now).await));
        out.push(named("queue", messages(&mut conn, now).await));
        out.push(named("addresses", addresses(&mut conn).await));
        out.push(named("backup", last_backup(&mut conn, now).await));
        out.push(named("calendar", terms(&mut conn, now).await));
        out.push(named("languages", languages(&mut conn).await));
    }
    out
}

fn named(name: &'static str, found: Found) -> Finding {
    let (status, words) = found.unwrap_or_else(|error| (Wrong, format!("{error:#}")));
    Finding { name, status, words }
}

fn public_url(url: &str) -> (Status, String) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = match rest.strip_prefix('[') {
        Some(six) => six.split(']').next(),
        None => rest.split(['/', ':']).next(),
    };
    let host = host.unwrap_or_default();
    let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    match here {
        true => (Note, format!("people reach Thrice on {url}, which is this machine only (THRICE_PUBLIC_URL)")),
        false if url.starts_with("https://") => (Well, format!("people reach Thrice on {url}")),
        false => (
            Wrong,
            format!("{url} is not encrypted: THRICE_PUBLIC_URL must start with https:// unless it is this machine"),
        ),
    }
}

fn mail_server(settings: &Settings) -> (Status, String) {
    match settings.smtp_url.as_deref() {
        Some(url) if url.starts_with("folder:") => {
            (Note, "messages are written into a folder (THRICE_SMTP_URL): nobody gets them".to_owned())
        }
        Some(_) => (Well, format!("a mail server is set; messages come from {}", settings.mail_from.as_str())),
        None => (Note, "no mail server is set (THRICE_SMTP_URL): messages are not sent".to_owned()),
    }
}

/// It signs in, as the worker does, and looks at nothing.
async fn mailbox(settings: &Settings) -> (Status, String) {
    let Some(mailbox) = &settings.mailbox else {
        return (Note, "no mailbox is set (THRICE_MAILBOX_URL): what comes back is entered by hand".to_owned());
    };
    match mailbox.answers().await {
        Ok(many) => (Well, format!("{} answers: {}", mailbox.name(), counted(many, "mail is", "mails are") + " in it")),
        Err(error) => (Wrong, format!("{} does not answer (THRICE_MAILBOX_URL): {error:#}", mailbox.name())),
    }
}

fn clock(settings: &Settings) -> (Status, String) {
    let today = LongDay(settings.clock().now().today());
    match settings.today {
        Some(_) => (Note, format!("it is taken to be {today} (THRICE_TODAY), for demonstrations and tests only")),
        None => (Well, format!("it is {today}")),
    }
}

fn file(path: &Path) -> Found {
    let mode = fs::metadata(path)?.permissions().mode() & 0o777;
    if mode & 0o007 != 0 {
        let words = format!("anybody on this machine can open {} ({mode:o}): chmod 600 it", path.display());
        return Ok((Wrong, words));
    }
    if let Some(kind) = file_system(&fs::canonicalize(path)?).filter(|kind| SHARES.contains(&kind.as_str())) {
        return Ok((
            Wrong,
            format!("{} is on a network share ({kind}), which does not lock well enough", path.display()),
        ));
    }
    Ok((Well, format!("{} is closed to others ({mode:o}) and on a local disk", path.display())))
}

/// The kind of file system a path is on, where the system tells.
fn file_system(path: &Path) -> Option<String> {
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    let mounted = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?, words.next()?))
    });
    let over = mounted.filter(|(point, _)| path.starts_with(point));
    over.max_by_key(|(point, _)| point.len()).map(|(_, kind)| kind.to_owned())
}

async fn sqlite(conn: &mut SqliteConnection) -> Found {
    let found = health::sqlite_version(conn).await?;
    open::check_sqlite(&found)?;
    Ok((Well, format!("SQLite {found}")))
}

async fn schema(conn: &mut SqliteConnection, path: &Path) -> Found {
    let (present, newest) = (schema::present(conn, path).await?, schema::newest());
    Ok(match present == newest {
        true => (Well, format!("schema {present}, the newest this program knows")),
        false => (Note, format!("schema {present}: the next start brings it to {newest}, after a copy")),
    })
}

async fn integrity(conn: &mut SqliteConnection) -> Found {
    let faults = health::damage(conn).await?;
    Ok(match faults.first() {
        None => (Well, "SQLite finds no damage in the file".to_owned()),
        Some(first) => (Wrong, format!("the file is damaged: {first} ({} such): restore a backup", faults.len())),
    })
}

async fn references(conn: &mut SqliteConnection) -> Found {
    let faults = health::dangling(conn).await?;
    Ok(match faults.is_empty() {
        true => (Well, "every row's references lead somewhere".to_owned()),
        false => (Wrong, faults.join("; ")),
    })
}

async fn worker(conn: &mut SqliteConnection, now: Moment) -> Found {
    let health = health::look(conn).await?;
    let Some(beat) = health.scheduler else {
        return Ok((Note, "it has not run yet: thrice serve runs it".to_owned()));
    };
    let oldest = health.sender.map_or(beat, |sender| sender.min(beat));
    let age = ago(now.unix() - oldest.unix());
    Ok(match health.is_stalled(now) {
        false => (Well, format!("it was last heard of {age}")),
        true => (Wrong, format!("it was last heard of {age}: is thrice serve running?")),
    })
}

async fn messages(conn: &mut SqliteConnection, now: Moment) -> Found {
    let health = health::look(&mut *conn).await?;
    let counts = queue::counts(&mut *conn).await?;
    let aside = counts.iter().find(|(state, _)| state == "set_aside").map_or(0, |(_, many)| *many);
    let words = format!("{} waiting, {aside} set aside", health.waiting);
    let lately = health::set_aside_since(conn, now.plus_seconds(-7 * DAY)).await?;
    Ok(match (health.mail, lately) {
        (Mail::Refused(reply), _) => (Wrong, format!("{words}; PAUSED, the mail server refuses us: {reply}")),
        (_, 0) => (Well, words),
        (_, many) => (Wrong, format!("{words}, {many} of them within the last week: thrice mail outbox says why")),
    })
}

async fn addresses(conn: &mut SqliteConnection) -> Found {
    Ok(match health::dead_addresses(conn).await? {
        0 => (Well, "no address is known not to work".to_owned()),
        many => (
            Note,
            format!("{} not work: the office has a task for each", counted(many, "address does", "addresses do")),
        ),
    })
}

async fn last_backup(conn: &mut SqliteConnection, now: Moment) -> Found {
    let state = backup::state(conn, now).await?;
    if let Some((at, why)) = state.failed {
        return Ok((Wrong, format!("the last try, {}, failed: {why}", ago(now.unix() - at.unix()))));
    }
    let Some((made, file)) = state.last else {
        return Ok((Note, "none was made with thrice backup yet".to_owned()));
    };
    let seconds = now.unix() - made.unix();
    let rehearsed = state.rehearsed.map_or_else(
        || "none was ever rehearsed".to_owned(),
        |(at, _)| format!("one was rehearsed {}", ago(now.unix() - at.unix())),
    );
    let words = format!("the last was made {} as {file}; {rehearsed}", ago(seconds));
    Ok(if seconds > 8 * DAY { (Note, words) } else { (Well, words) })
}

/// Whether each school has entered this year's terms and the next term's, and whether the bank holidays reach as far; the worst of them.
/// Whether families are told everything in their language.
async fn languages(conn: &mut SqliteConnection) -> Found {
    let (mut lacking, mut unfit, mut drafts) = (Vec::new(), Vec::new(), 0);
    for school in queue::schools(&mut *conn).await? {
        let wording = wordings::of(&mut *conn, school).await?;
        for language in Language::ALL {
            let own = |id: &str| wording.of(*language).any(|(one, _)| one == id);
            let left = texts::lacking(*language).into_iter().filter(|id| !own(id)).count();
            if left > 0 {
                lacking.push(format!("{} of {}", counted(left, "line", "lines"), language.words()));
            }
            let unlike = wording.of(*language).filter(|(id, pattern)| texts::check(id, pattern).is_err());
            unfit.extend(unlike.map(|(id, _)| format!("{id} in {}", language.words())));
            drafts += usize::from(wording.is_draft(*language));
        }
    }
    let where_to = "see Languages of families in the settings";
    Ok(match (unfit.as_slice(), lacking.as_slice()) {
        ([], []) => (
            Well,
            format!("every text is there in every language; {drafts} of them wait for a speaker to look them over"),
        ),
        ([], some) => (Note, format!("said in English for want of words: {}; {where_to}", some.join(", "))),
        (some, _) => (Note, format!("the school’s own words no longer fit the text: {}; {where_to}", some.join(", "))),
    })
}

async fn terms(conn: &mut SqliteConnection, now: Moment) -> Found {
    let schools = queue::schools(&mut *conn).await?;
    let mut worst = None;
    for school in &schools {
        let (status, words) = school_terms(&mut *conn, *school, now.today()).await?;
        let words = if schools.len() > 1 {
            format!("{}: {words}", schools::get(&mut *conn, *school).await?.name)
        } else {
            words
        };
        if worst.as_ref().is_none_or(|(so_far, _)| *so_far < status) {
            worst = Some((status, words));
        }
    }
    Ok(worst.unwrap_or_else(|| (Note, "no school is set up yet".to_owned())))
}

async fn school_terms(conn: &mut SqliteConnection, school: SchoolId, today: NaiveDate) -> Found {
    let calendar = calendar::load(&mut *conn, school).await?;
    let this = AcademicYear::containing(today);
    let (year, season) = match calendar.season_of(today) {
        (year, Season::Autumn) => (year, Season::Spring),
        (year, Season::Spring) => (year, Season::Summer),
        (year, Season::Summer) => (year.next(), Season::Autumn),
    };
    let missing = [this, year].into_iter().find(|y| !calendar.knows(*y));
    if let Some(missing) = missing {
        let status = if missing == this { Wrong } else { Note };
        let words = format!("the terms of {missing} are not entered: until then they are taken to be the usual ones");
        return Ok((status, words));
    }
    let next = calendar.term(year, season);
    let last = calendar::bank_holidays(conn).await?.into_iter().map(|(day, _)| day).max();
    if last.is_some_and(|last| last < next.ends_on) {
        let words = format!("the bank holidays end before the {} term of {year}: import a newer list", season.words());
        return Ok((Wrong, words));
    }
    Ok((Well, format!("it reaches to the end of the {} term, {}", season.words(), LongDay(next.ends_on))))
}

/// "40 s ago", "3 hours ago".
fn ago(seconds: i64) -> String {
    match seconds.max(0) {
        s @ 0..120 => format!("{s} s ago"),
        s @ 120..7200 => format!("{} ago", counted(s / 60, "minute", "minutes")),
        s @ 7200..172_800 => format!("{} ago", counted(s / 3600, "hour", "hours")),
        s => format!("{} ago", counted(s / DAY, "day", "days")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_encrypted_unless_it_is_this_machine() {
        for here in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:8080/x"] {
            assert_eq!(public_url(here).0, Note, "{here}");
        }
        assert_eq!(public_url("https://meet.example.org").0, Well);
        for wrong in ["http://meet.example.org", "http://localhost.example.org:80", "http://10.0.0.4:8080"] {
            assert_eq!(public_url(wrong).0, Wrong, "{wrong}");
        }
    }

    #[test]
    fn an_age_is_told_in_the_unit_that_fits() {
        assert_eq!(
            [7, 125, 7_300, 400_000, -5].map(ago),
            ["7 s ago", "2 minutes ago", "2 hours ago", "4 days ago", "0 s ago"]
        );
    }
}

//! Settings: the defaults of `config/default.toml`, then the file that was named, then the environment. A name that nobody knows is an
//! error that suggests the nearest, because a setting that is silently ignored is found out months later.

use std::{
    collections::BTreeMap,
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow, bail};
use axum::http::HeaderName;
use chrono::NaiveDate;

use crate::{
    clock::Clock,
    dispatch::Post,
    domain::people::EmailAddress,
    mail::{Mailbox, Transport},
    store::{
        backup::{Recipient, Shelf},
        schools::SchoolCard,
    },
};

const DEFAULTS: &str = include_str!("../config/default.toml");
const PREFIX: &str = "THRICE_";
/// Names the file of settings; not itself a setting.
pub const FILE_VARIABLE: &str = "THRICE_CONFIG";

/// Every setting, checked.
#[derive(Clone)]
pub struct Settings {
    /// The database file.
    pub database: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The header in which the web server in front says whom a request comes from; `None`: none is believed.
    pub client_header: Option<HeaderName>,
    /// Where people reach it, without a slash at its end.
    pub public_url: String,
    /// Other hosts by which it is asked for.
    pub hosts: Vec<String>,
    /// The mail server, if one is set. May hold a password: never shown.
    pub smtp_url: Option<String>,
    /// The mailbox to which messages come back, if one is set. Holds a password, and never shows it.
    pub mailbox: Option<Mailbox>,
    /// Whom messages come from.
    pub mail_from: EmailAddress,
    /// Where the backups go that Thrice makes by itself; `None`: it makes none.
    pub backups: Option<PathBuf>,
    /// The key that every backup is encrypted to, if one is set.
    pub recipient: Option<Recipient>,
    /// The day it is, for demonstrations and tests.
    pub today: Option<NaiveDate>,
    /// What is logged.
    pub log: String,
    /// What the school says about itself at the first start.
    pub school: SchoolCard,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("database", &self.database)
            .field("listen", &self.listen)
            .field("public_url", &self.public_url)
            .field("smtp_url", &self.smtp_url.as_ref().map(|_| "(set)"))
            .field("mailbox", &self.mailbox)
            .field("today", &self.today)
            .finish_non_exhaustive()
    }
}

impl Settings {
    /// Reads the settings of this process: `file` or what `THRICE_CONFIG` names, and the environment.
    ///
    /// # Errors
    /// A sentence that names the setting: unknown, or with a value that cannot be.
    pub fn of_process(file: Option<&Path>) -> anyhow::Result<Self> {
        let named = std::env::var_os(FILE_VARIABLE).map(PathBuf::from);
        let text = match file.or(named.as_deref()) {
            Some(path) => {
                Some(std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?)
            }
            None => None,
        };
        Self::read(text.as_deref(), std::env::vars())
    }

    /// Reads settings from the text of a file, if any, and variables.
    ///
    /// # Errors
    /// As [`Settings::of_process`].
    pub fn read(file: Option<&str>, variables: impl IntoIterator<Item = (String, String)>) -> anyhow::Result<Self> {
        let mut values = flatten(DEFAULTS)?;
        for (name, value) in flatten(file.unwrap_or_default()).context("the file of settings")? {
            let Some(held) = values.get_mut(&name) else {
                bail!("unknown setting {name:?} in the file of settings{}", nearest(&name, values.keys().cloned()));
            };
            *held = value;
        }
        for (variable, value) in variables {
            if !variable.starts_with(PREFIX) || variable == FILE_VARIABLE {
                continue;
            }
            let Some(held) = values.iter_mut().find(|(name, _)| as_variable(name) == variable) else {
                bail!("unknown variable {variable}{}", nearest(&variable, values.keys().map(|n| as_variable(n))));
            };
            *held.1 = value;
        }
        Self::check(&values)
    }

    fn check(values: &BTreeMap<String, String>) -> anyhow::Result<Self> {
        let get = |name: &str| values.get(name).map(|v| v.trim()).unwrap_or_default();
        let bad = |name: &str, why: &str| anyhow!("the setting {name} is {:?}: {why}", get(name));
        let public_url = get("public_url").trim_end_matches('/').to_owned();
        if !(public_url.starts_with("http://") || public_url.starts_with("https://")) {
            return Err(bad("public_url", "it must start with https:// (or http:// on this machine)"));
        }
        let today = match get("today") {
            "" => None,
            day => Some(day.parse().map_err(|_| bad("today", "it must be a date such as 2026-11-18"))?),
        };
        let smtp_url = Some(get("smtp_url")).filter(|url| !url.is_empty()).map(str::to_owned);
        // Its value may hold a password, and is never shown.
        Transport::parse(smtp_url.as_deref().unwrap_or_default(), "").context("the setting smtp_url")?;
        // Neither is that of this one.
        let mailbox = Some(get("mailbox_url")).filter(|url| !url.is_empty()).map(Mailbox::parse).transpose();
        let client_header = Some(get("client_header")).filter(|name| !name.is_empty()).map(str::parse).transpose();
        let text = |name: &str| get(&format!("school.{name}")).to_owned();
        let database = PathBuf::from(get("database"));
        let backups = match get("backup.folder") {
            "" => Some(database.with_file_name("backups")),
            "off" => None,
            folder => Some(folder.into()),
        };
        // Its value may be the secret half of the key by mistake, and is never shown.
        let recipient = Some(get("backup.recipient")).filter(|key| !key.is_empty()).map(str::parse).transpose();
        Ok(Self {
            database,
            backups,
            recipient: recipient.context("the setting backup.recipient")?,
            listen: get("listen").parse().map_err(|_| bad("listen", "it must be an address such as 127.0.0.1:8080"))?,
            client_header: client_header
                .map_err(|_| bad("client_header", "it must be a header's name such as x-forwarded-for"))?,
            public_url,
            hosts: get("hosts").split(',').map(|host| host.trim().to_owned()).filter(|host| !host.is_empty()).collect(),
            smtp_url,
            mailbox: mailbox.context("the setting mailbox_url")?,
            mail_from: EmailAddress::parse(get("mail_from")).map_err(|why| bad("mail_from", &why.to_string()))?,
            today,
            log: get("log").to_owned(),
            school: SchoolCard {
                name: text("name"),
                phone: text("phone"),
                email: text("email"),
                address: text("address"),
                local_authority: text("local_authority"),
                sendiass: text("sendiass"),
                local_offer: text("local_offer"),
                ..SchoolCard::default()
            },
        })
    }

    /// The time, as the settings have it.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.today.map_or(Clock::System, Clock::on)
    }

    /// Where the backups go that Thrice makes by itself, and for whom.
    #[must_use]
    pub fn shelf(&self) -> Option<Shelf> {
        let folder = self.backups.clone()?;
        Some(Shelf { folder, recipient: self.recipient.clone() })
    }

    /// How messages are written.
    #[must_use]
    pub fn post(&self) -> Post {
        Post { public_url: self.public_url.clone(), from: self.mail_from.clone() }
    }
}

fn as_variable(name: &str) -> String {
    format!("{PREFIX}{}", name.replace('.', "_").to_uppercase())
}

/// "; did you mean …?", or nothing where no name is near.
fn nearest(typed: &str, known: impl Iterator<Item = String>) -> String {
    let best = known.map(|name| (strsim::damerau_levenshtein(typed, &name), name)).min();
    match best {
        Some((distance, name)) if distance <= 4 => format!("; did you mean {name}?"),
        _ => String::from("; config/default.toml lists every setting"),
    }
}

/// The settings of a TOML text as dotted names and texts.
fn flatten(text: &str) -> anyhow::Result<BTreeMap<String, String>> {
    fn into(found: &mut BTreeMap<String, String>, prefix: &str, table: toml::Table) {
        for (key, value) in table {
            let name = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
            match value {
                toml::Value::Table(inner) => into(found, &name, inner),
                toml::Value::String(text) => _ = found.insert(name, text),
                other => _ = found.insert(name, other.to_string()),
            }
        }
    }
    let mut found = BTreeMap::new();
    into(&mut found, "", text.parse::<toml::Table>()?);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, variables: &[(&str, &str)]) -> anyhow::Result<Settings> {
        Settings::read(Some(file), variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
    }

    fn error(file: &str, variables: &[(&str, &str)]) -> String {
        format!("{:#}", read(file, variables).unwrap_err())
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
        let file = "listen = '127.0.0.1:1'\n[school]\nname = 'From the file'\nphone = '01'";
        let found = read(file, &[("THRICE_SCHOOL_NAME", "From the environment"), ("PATH", "/bin")]).unwrap();
        assert_eq!(found.school.name, "From the environment");
        assert_eq!(found.school.phone, "01");
        assert_eq!(found.listen.port(), 1);
        assert_eq!(found.database, Path::new("data/thrice.sqlite"));
    }

    #[test]
    fn an_unknown_name_is_an_error_that_suggests_the_nearest() {
        assert!(error("lisen = 'x'", &[]).contains("did you mean listen?"));
        assert!(error("[school]\nnmae = 'x'", &[]).contains("did you mean school.name?"));
        assert!(error("", &[("THRICE_SMTP_ULR", "x")]).contains("did you mean THRICE_SMTP_URL?"));
        assert!(error("", &[("THRICE_WEATHER_FORECAST", "x")]).contains("config/default.toml"));
    }

    #[test]
    fn a_value_that_cannot_be_is_refused_by_name() {
        assert!(error("", &[("THRICE_LISTEN", "8080")]).contains("listen"));
        assert!(error("", &[("THRICE_TODAY", "tomorrow")]).contains("today"));
        assert!(error("", &[("THRICE_MAIL_FROM", "nobody")]).contains("mail_from"));
        assert!(error("", &[("THRICE_PUBLIC_URL", "oakfield")]).contains("public_url"));
        assert!(error("", &[("THRICE_CLIENT_HEADER", "x forwarded")]).contains("client_header"));
    }

    #[test]
    fn a_key_for_backups_is_the_public_half_and_a_secret_one_is_never_shown() {
        let file = |key: &str| format!("[backup]\nrecipient = '{key}'");
        let public = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";
        assert_eq!(read(&file(public), &[]).unwrap().recipient.map(|key| key.to_string()).as_deref(), Some(public));
        assert_eq!(read("", &[]).unwrap().recipient, None);
        let said = error(&file(&public.replace("lggy", "lggg")), &[]);
        assert!(said.contains("backup.recipient") && said.contains("a public key such as age1"), "{said}");
        let secret = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
        let said = error(&file(secret), &[]);
        assert!(said.contains("the secret half") && !said.contains("GQ9778"), "{said}");
    }

    #[test]
    fn a_password_is_never_shown() {
        let url = "smtp://name:hunter2@mail.example.org:587";
        let found = read("", &[("THRICE_SMTP_URL", url)]).unwrap();
        assert_eq!(found.smtp_url.as_deref(), Some(url));
        assert!(!format!("{found:?}").contains("hunter2"));
        assert!(!error("", &[("THRICE_SMTP_URL", "name:hunter2@mail")]).contains("hunter2"));
        let mailbox = read("", &[("THRICE_MAILBOX_URL", "imaps://name:hunter2@mail.example.org")]).unwrap();
        assert!(mailbox.mailbox.is_some() && !format!("{mailbox:?}").contains("hunter2"));
        assert!(!error("", &[("THRICE_MAILBOX_URL", "imap://name:hunter2@mail.example.org")]).contains("hunter2"));
        for good in ["folder:data/mail", "smtps://a:b@mail.example.org", "smtp+starttls://mail.example.org"] {
            assert_eq!(read("", &[("THRICE_SMTP_URL", good)]).unwrap().smtp_url.as_deref(), Some(good));
        }
    }
}

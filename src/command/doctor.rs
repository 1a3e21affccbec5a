//! `thrice doctor`: whether everything is as it must be, in words. It looks and changes nothing, so that it can be asked at any time,
//! whatever state the file is in.

mod checks;

use serde::Serialize;

use crate::config::Settings;

/// What one look found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding {
    /// What was looked at: "worker", "queue" …
    pub name: &'static str,
    /// How it is.
    pub status: Status,
    /// The same in words, with what to do about it.
    pub words: String,
}

/// How something is, the worse the later.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// As it must be.
    #[serde(rename = "ok")]
    Well,
    /// Worth knowing; nothing fails for it.
    Note,
    /// To be put right.
    Wrong,
}

/// Everything that was looked at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Report {
    /// Whether nothing is wrong.
    pub well: bool,
    /// What was found, in the order of looking.
    pub checks: Vec<Finding>,
}

/// Looks at everything.
pub async fn run(settings: &Settings) -> Report {
    let checks = checks::all(settings).await;
    Report { well: checks.iter().all(|c| c.status != Status::Wrong), checks }
}

impl Report {
    /// For people, or as JSON: `{"well": true, "checks": [{"name": .., "status": "ok" | "note" | "wrong", "words": ..}]}`.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn show(&self, json: bool) -> anyhow::Result<String> {
        if json {
            return Ok(serde_json::to_string_pretty(self)?);
        }
        let mark = |status| match status {
            Status::Well => "ok",
            Status::Note => "note",
            Status::Wrong => "WRONG",
        };
        let mut lines: Vec<String> =
            self.checks.iter().map(|c| format!("{:<6} {:<12} {}", mark(c.status), c.name, c.words)).collect();
        let wrong = self.checks.iter().filter(|c| c.status == Status::Wrong).count();
        lines.push(match wrong {
            0 => "Nothing is wrong.".to_owned(),
            1 => "One thing is wrong.".to_owned(),
            many => format!("{many} things are wrong."),
        });
        Ok(lines.join("\n"))
    }
}

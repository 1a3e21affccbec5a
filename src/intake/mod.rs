//! From files to the school's records: what they would change is shown, exactly that is brought in, and it can be taken back for a day.
//! The one way in, for the page and the command alike.

mod slices;

pub use slices::{Begun, LookedAt, UnderWay, bring_in};

use anyhow::Context;
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use crate::{
    domain::{
        ids::{PupilId, SchoolId},
        roll::{GuardianStep, Held, PupilStep, Steps, Ticked},
        time::Moment,
    },
    exchange::{
        Column, File, Kind, Look, Mapping,
        diff::{self, Report, Tally},
        read,
        unknown::{About, Answers},
    },
    store::imports::{self, SavedMapping},
};

/// What files would change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// What would be done.
    steps: Steps,
    /// The same for people.
    pub report: Report,
    /// Changes with anything that would be done or shown otherwise.
    pub digest: String,
}

impl Found {
    /// Compares files with what is held on a day.
    fn of(files: &[File], answers: &Answers, held: &Held, ticked: &Ticked, now: Moment) -> Self {
        let (steps, report) = diff::compare(read::files(files, answers), held, ticked, now.today());
        let whole = format!("{} {steps:?} {report:?}", now.today());
        let digest = Sha256::digest(whole.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
        Self { steps, report, digest }
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.steps.is_empty()
    }

    /// The pupils here of whom the comparison tells something, for the audit.
    #[must_use]
    pub fn pupils(&self) -> Vec<PupilId> {
        let of_pupils = self.steps.pupils.iter().filter_map(|step| match step {
            PupilStep::Join(_) => None,
            PupilStep::Return(was, _) | PupilStep::Change(was, _) | PupilStep::Leave(was, _) => Some(was.id),
        });
        let of_contacts = self.steps.guardians.iter().filter_map(|step| match step {
            GuardianStep::Add(..) => None,
            GuardianStep::Change(was, ..) => Some(was.pupil),
            GuardianStep::Leave(was) => Some(was.pupil),
        });
        let mut all: Vec<PupilId> = of_pupils.chain(of_contacts).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Looks what files would change. `None` is a school that is not there yet.
pub async fn look(
    conn: &mut SqliteConnection,
    school: Option<SchoolId>,
    now: Moment,
    files: &[File],
) -> anyhow::Result<Found> {
    let (held, answers) = match school {
        Some(school) => known(conn, school, now).await?,
        None => (Held::default(), Answers::default()),
    };
    Ok(Found::of(files, &answers, &held, &Ticked::new(), now))
}

/// What is held, and what people have said the words of files mean.
async fn known(conn: &mut SqliteConnection, school: SchoolId, now: Moment) -> anyhow::Result<(Held, Answers)> {
    Ok((imports::held(conn, school, now.today()).await?, answers(conn, school).await?))
}

/// What people have said the words of files mean that Thrice does not know.
///
/// # Errors
/// When the database fails.
async fn answers(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Answers> {
    let mut answers = Answers::default();
    for saved in imports::answers(conn, school).await? {
        if let Some(about) = About::from_code(&saved.about) {
            answers.put(about, &saved.word, &saved.meaning);
        }
    }
    Ok(answers)
}

/// Gives each file the mapping that was saved last for its headings, if one was.
///
/// # Errors
/// When the database fails, or holds what this program does not know.
pub async fn as_saved(conn: &mut SqliteConnection, school: SchoolId, files: &mut [File]) -> anyhow::Result<()> {
    let saved = imports::mappings(conn, school).await?;
    for file in files {
        let Ok(look) = Look::at(&file.bytes) else { continue };
        if let Some(known) = saved.iter().find(|s| s.headings == look.key()) {
            file.mapping = Some(from_saved(known)?);
        }
    }
    Ok(())
}

fn from_saved(saved: &SavedMapping) -> anyhow::Result<Mapping> {
    let kind = Kind::from_code(&saved.kind).with_context(|| format!("a mapping for {:?}", saved.kind))?;
    let columns: Vec<(String, String)> = serde_json::from_str(&saved.columns).context("a mapping of columns")?;
    Ok(Mapping {
        kind,
        columns: columns.into_iter().map(|(heading, code)| (heading, Column::from_code(&code))).collect(),
    })
}

/// A mapping as it is saved under a name.
///
/// # Errors
/// When it cannot be written as text.
pub fn to_save(name: &str, mapping: &Mapping) -> anyhow::Result<SavedMapping> {
    let columns: Vec<(&String, &str)> =
        mapping.columns.iter().map(|(heading, column)| (heading, column.map_or("", Column::as_code))).collect();
    Ok(SavedMapping {
        name: name.to_owned(),
        headings: mapping.key(),
        kind: mapping.kind.as_code().to_owned(),
        columns: serde_json::to_string(&columns)?,
    })
}

/// The counts of an import that was made, by kind.
///
/// # Errors
/// When they cannot be read.
pub fn counts(made: &imports::Made) -> anyhow::Result<Vec<(Kind, Tally)>> {
    let all: Vec<(String, Tally)> = serde_json::from_str(&made.counts).context("the counts of an import")?;
    Ok(all.into_iter().filter_map(|(kind, tally)| Some((Kind::from_code(&kind)?, tally))).collect())
}

//! What parents answer after a meeting, with how many of those who were asked answered at all.

use std::collections::BTreeSet;

use super::{
    Counted, PupilValues, Report, ReportBy, ReportCell, ReportRow,
    gathering::{note, table},
    heads, of_all,
};
use crate::domain::{ids::InvitationId, satisfaction::HowFar};

/// A parent who met the school, and was asked one question afterwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Whom it was asked of, about which meeting: the same for all questions on it.
    pub invitation: InvitationId,
    /// What they answered, if they did.
    pub said: Option<HowFar>,
}

const COLUMNS: &[&str] = &["Parents asked", "Answered", "Response rate", "Yes", "Partly", "No", "Yes of answers"];

/// What parents answered who met the school in a year.
#[must_use]
pub fn satisfaction(all: &[Counted<Asked>], by: ReportBy, groups: &PupilValues) -> Report {
    let every: Vec<_> = all.iter().collect();
    let (asked, answered, [yes, partly, no]) = counts(&every);
    let lead = match asked {
        0 => "No parent has been asked yet: they are asked once a meeting is recorded.".to_owned(),
        _ => format!(
            "{} parents who met us answered. Of their answers, {yes} are yes, {partly} partly and {no} no.",
            of_all(answered, asked)
        ),
    };
    let mut of = table(("Answers after meetings", heads(by.words(), COLUMNS)), all, (by, groups), row);
    of.segments = ["Yes", "Partly", "No", "No answer"].map(str::to_owned).to_vec();
    let counted = "Asked is every parent or carer who came to a meeting or talked on the phone, once for each meeting. Who does not answer says \
                   neither yes nor no: look at the response rate before the answers. No share is shown of fewer than five.";
    Report { lead, tables: vec![of], notes: std::iter::once(counted.to_owned()).chain(note(by)).collect() }
}

/// How many were asked, how many answered, and what.
fn counts(of: &[&Counted<Asked>]) -> (u32, u32, [u32; 3]) {
    let people = |only: &dyn Fn(&Asked) -> bool| {
        let those: BTreeSet<_> = of.iter().filter(|one| only(&one.is)).map(|one| one.is.invitation).collect();
        u32::try_from(those.len()).unwrap_or(u32::MAX)
    };
    let said = [HowFar::Yes, HowFar::Partly, HowFar::No]
        .map(|said| u32::try_from(of.iter().filter(|one| one.is.said == Some(said)).count()).unwrap_or(u32::MAX));
    (people(&|_| true), people(&|one| one.said.is_some()), said)
}

fn row(words: String, of: &[&Counted<Asked>]) -> ReportRow {
    let (asked, answered, said) = counts(of);
    let mut cells = vec![ReportCell::Words(words), ReportCell::Count(asked), ReportCell::Count(answered)];
    cells.push(ReportCell::Share(answered, asked));
    cells.extend(said.map(ReportCell::Count));
    cells.push(ReportCell::Share(said[0], said.iter().sum()));
    let silent = of.iter().filter(|one| one.is.said.is_none()).count();
    let bar = said.into_iter().chain([u32::try_from(silent).unwrap_or(u32::MAX)]).collect();
    ReportRow { cells, bar }
}

//! The record as parts of a document, in the order in which an authority reads: the index, who the pupil is, each cycle, and what stands beside
//! them.

use chrono::NaiveDate;

use super::gather::{EvidenceRecord, EvidenceTurn};
use crate::{
    documents::{IndexLine, Part},
    domain::{
        costing::Pence,
        count::counted,
        evidence::{EvidenceForm, EvidenceKind, age_in_months},
        part_time::hours,
        provision_map::{MapBy, MapLine, total},
        review::Decision,
        target::{Progress, Score},
        time::LongDay,
        wellbeing::{Measure, Source},
    },
    store::{assessments::HeldScore, conversations::Became, reviews::Voice},
};

/// Advice that is older than this is said to be old: authorities want it from the last year.
const FRESH_MONTHS: u32 = 12;

pub(super) fn parts(record: &EvidenceRecord, form: &EvidenceForm, today: NaiveDate) -> Vec<Part> {
    let sections = sections(record, today);
    let mut all = vec![Part::Lead(lead(record)), Part::Heading("Index".to_owned())];
    all.push(Part::Index(
        form.criteria
            .iter()
            .map(|one| {
                let has = |kind: &EvidenceKind| sections.iter().any(|(of, parts)| of == kind && !parts.is_empty());
                let (found, missing): (Vec<EvidenceKind>, Vec<EvidenceKind>) =
                    one.evidence.iter().partition(|kind| has(kind));
                let words =
                    |kinds: &[EvidenceKind]| kinds.iter().map(|kind| kind.words()).collect::<Vec<_>>().join("; ");
                IndexLine {
                    asks: format!("{} {}", one.key, one.words),
                    answers: found.iter().map(|kind| (kind.as_code().to_owned(), kind.words().to_owned())).collect(),
                    note: match (found.is_empty(), missing.is_empty()) {
                        (true, _) => "No evidence in the record yet".to_owned(),
                        (false, false) => format!("Not in the record: {}", words(&missing)),
                        (false, true) => String::new(),
                    },
                }
            })
            .collect(),
    ));
    all.push(Part::Note(format!(
        "By the form “{}” ({}). £6,000 is what a school funds itself before top-up; it is no condition for a request.",
        form.name, form.source
    )));
    all.extend(headed(sections));
    all
}

/// What the record holds of each kind of evidence.
fn sections(record: &EvidenceRecord, today: NaiveDate) -> Vec<(EvidenceKind, Vec<Part>)> {
    EvidenceKind::ALL.iter().map(|kind| (*kind, section(*kind, record, today))).collect()
}

/// Each kind of which there is any under its heading.
fn headed(sections: Vec<(EvidenceKind, Vec<Part>)>) -> impl Iterator<Item = Part> {
    let found = sections.into_iter().filter(|(_, parts)| !parts.is_empty());
    found.flat_map(|(kind, parts)| {
        std::iter::once(Part::Section(kind.as_code().to_owned(), kind.words().to_owned())).chain(parts)
    })
}

/// The whole record, for a document that asks for nothing in particular.
pub(super) fn whole(record: &EvidenceRecord, today: NaiveDate) -> Vec<Part> {
    std::iter::once(Part::Lead(lead(record))).chain(headed(sections(record, today))).collect()
}

/// "Amira Khan, Year 4, class 4A. SEN support since Monday 7 September 2026."
fn lead(record: &EvidenceRecord) -> String {
    let head = &record.head;
    let class =
        if head.class.is_empty() { String::new() } else { format!(", Year {}, class {}", head.nc_year, head.class) };
    let status = record.child().and_then(|child| child.statuses.last());
    let since = status.map(|one| format!(" {} since {}.", one.code.words(), LongDay(one.from))).unwrap_or_default();
    format!("{}{class}.{since}", head.name.full())
}

fn section(kind: EvidenceKind, record: &EvidenceRecord, today: NaiveDate) -> Vec<Part> {
    match kind {
        EvidenceKind::Needs => needs(record),
        EvidenceKind::Assessments => assessments(record),
        EvidenceKind::Advice => advice(record, today),
        EvidenceKind::Cycles => record.turns.iter().enumerate().flat_map(|(n, turn)| cycle(n + 1, turn)).collect(),
        EvidenceKind::Provision => {
            record.turns.iter().enumerate().flat_map(|(n, turn)| provision(n + 1, turn)).collect()
        }
        EvidenceKind::Costs => costs(record),
        EvidenceKind::PupilViews => views(record, |turn| turn.review.as_ref().map(|review| &review.pupil)),
        EvidenceKind::ParentViews => views(record, |turn| turn.review.as_ref().map(|review| &review.parent)),
        EvidenceKind::Attendance => attendance(record),
        EvidenceKind::Meetings => meetings(record),
        EvidenceKind::Wellbeing => wellbeing(record),
        EvidenceKind::Adjustments => adjustments(record),
    }
}

fn needs(record: &EvidenceRecord) -> Vec<Part> {
    let each = record.needs.iter().enumerate().flat_map(|(n, need)| {
        let said = need.evidence.iter().map(|one| {
            let by = if one.said_by.is_empty() { String::new() } else { format!(", {}", one.said_by) };
            format!("{} ({}{by})", one.wording, LongDay(one.found_on))
        });
        let heading = Part::Subheading(format!("{}. {}, since {}", n + 1, need.need.words(), LongDay(need.from)));
        let lines: Vec<String> = said.collect();
        let lines = if lines.is_empty() {
            Part::Text("Nothing that speaks for it is entered.".to_owned())
        } else {
            Part::List(lines)
        };
        [heading, lines]
    });
    each.collect()
}

fn assessments(record: &EvidenceRecord) -> Vec<Part> {
    let rows: Vec<Vec<String>> = record
        .assessments
        .iter()
        .map(|one| {
            let of = |held: &HeldScore| {
                let measure = &held.measure;
                format!("{}: {} ({} to {})", measure.name, held.score, measure.lowest, measure.highest)
            };
            let score = one.scored.as_ref().map(of).unwrap_or_default();
            let words = [one.judgement.as_str(), one.shows.as_str()].into_iter().filter(|words| !words.is_empty());
            vec![LongDay(one.on).to_string(), one.assessor.clone(), score, words.collect::<Vec<_>>().join(" ")]
        })
        .collect();
    some_table("Assessments, the newest first", &["Day", "By", "Score", "What it shows"], rows)
}

fn some_table(caption: &str, heads: &[&str], rows: Vec<Vec<String>>) -> Vec<Part> {
    if rows.is_empty() { Vec::new() } else { vec![Part::table(caption, heads, rows)] }
}

fn advice(record: &EvidenceRecord, today: NaiveDate) -> Vec<Part> {
    let rows: Vec<Vec<String>> = record
        .advice
        .iter()
        .map(|one| {
            let (came, says) = match &one.report {
                None => ("Asked for, not received".to_owned(), String::new()),
                Some(report) => {
                    let age = age_in_months(report.received_on, today);
                    let old = if age >= FRESH_MONTHS { ", older than a year" } else { "" };
                    let age = counted(age, "month", "months");
                    (format!("{}: {age} old{old}", LongDay(report.received_on)), report.summary.clone())
                }
            };
            let used: Vec<&str> = one.strategies.iter().map(|one| one.strategy.as_str()).collect();
            vec![
                format!("{} {}", one.asked.profession, one.asked.service).trim().to_owned(),
                came,
                says,
                used.join("; "),
            ]
        })
        .collect();
    some_table("Advice, the newest first", &["Who", "Received", "What it says", "What adults do because of it"], rows)
}

fn cycle(number: usize, turn: &EvidenceTurn) -> Vec<Part> {
    let review = turn.review.as_ref();
    let until = review.map_or_else(|| "open".to_owned(), |review| format!("reviewed on {}", LongDay(review.held_on)));
    let mut parts = vec![Part::Subheading(format!("Cycle {number}: {}, {until}", turn.plan.kind.words()))];
    let heads = ["Target", "From", "Expected", "Read at the review", "What came of it"];
    let rows: Vec<Vec<String>> = match review {
        Some(review) => review
            .results
            .iter()
            .map(|one| {
                let score = |score: Score| score.of(&one.unit);
                vec![
                    one.wording.clone(),
                    score(one.aim.baseline),
                    score(one.aim.predicted),
                    one.actual.map(score).unwrap_or_default(),
                    with_note(one.progress, &one.note),
                ]
            })
            .collect(),
        None => turn
            .plan
            .content
            .targets
            .iter()
            .map(|one| {
                let (from, to) = (one.aim.baseline.of(&one.unit), one.aim.predicted.of(&one.unit));
                vec![one.wording.clone(), from, to, String::new(), "Still to be reviewed".to_owned()]
            })
            .collect(),
    };
    parts.extend(some_table("Targets", &heads, rows));
    if let Some(review) = review {
        if !review.summary.is_empty() {
            parts.push(Part::Text(review.summary.clone()));
        }
        parts.push(Part::Facts(vec![(
            "What was changed after it".to_owned(),
            decided(review.decision, &review.reason),
        )]));
    }
    parts
}

fn with_note(progress: Progress, note: &str) -> String {
    if note.is_empty() { progress.words().to_owned() } else { format!("{}: {note}", progress.words()) }
}

fn decided(decision: Decision, reason: &str) -> String {
    if reason.is_empty() { decision.words().to_owned() } else { format!("{}. {reason}", decision.words()) }
}

fn provision(number: usize, turn: &EvidenceTurn) -> Vec<Part> {
    let rows: Vec<Vec<String>> = turn
        .lines
        .iter()
        .map(|line| {
            let came = if line.came.is_empty() { "Not recorded".to_owned() } else { line.came.words() };
            let by = line.value(MapBy::Staff).1;
            vec![line.value(MapBy::Provision).1, line.how_much.clone(), by, came]
        })
        .collect();
    let all = total(&turn.lines);
    let given = match all.came.minutes {
        0 => format!("{} planned; what was given of it is not recorded.", hours(all.minutes)),
        given => format!("{} planned, {} recorded as given.", hours(all.minutes), hours(given)),
    };
    let mut parts = some_table(&format!("Cycle {number}"), &["Provision", "How much", "Given by", "Came of it"], rows);
    if !parts.is_empty() {
        parts.push(Part::Note(given));
    }
    parts
}

/// Each line's working, each cycle's sum, and the whole: what it costs, and what the sessions that were given cost.
fn costs(record: &EvidenceRecord) -> Vec<Part> {
    if !record.costs {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let (mut planned, mut given) = (Pence(0), Pence(0));
    for (n, turn) in record.turns.iter().enumerate() {
        let rows: Vec<Vec<String>> = turn.lines.iter().map(priced).collect();
        let all = total(&turn.lines);
        (planned, given) = (planned + all.planned, given + all.delivered);
        parts.extend(some_table(
            &format!("Cycle {}: {} planned", n + 1, all.planned),
            &["Provision", "Working", "Paid from"],
            rows,
        ));
    }
    if !parts.is_empty() {
        parts.push(Part::Text(format!("Together: {planned} planned, of which {given} was given so far.")));
    }
    parts
}

fn priced(line: &MapLine) -> Vec<String> {
    vec![line.value(MapBy::Provision).1, line.working(), line.borne.words(line.planned())]
}

fn views<'a>(record: &'a EvidenceRecord, of: impl Fn(&'a EvidenceTurn) -> Option<&'a Voice>) -> Vec<Part> {
    let mut parts = Vec::new();
    for turn in &record.turns {
        let (Some(voice), Some(review)) = (of(turn), &turn.review) else { continue };
        let how = if voice.how.is_empty() { String::new() } else { format!(" ({})", voice.how) };
        let day = LongDay(review.held_on);
        if voice.declined {
            parts.push(Part::Text(format!("{day}: asked, and did not want to take part.")));
        } else if !voice.words.is_empty() {
            parts.push(Part::Text(format!("{day}{how}: “{}”", voice.words)));
        }
    }
    parts
}

fn attendance(record: &EvidenceRecord) -> Vec<Part> {
    let rows = record.attendance.iter().map(|one| vec![LongDay(one.on).to_string(), one.told.words()]).collect();
    let mut parts = some_table("Attendance, the newest first", &["Up to", "Attendance"], rows);
    let days = record.suspensions.iter().map(|one| {
        vec![
            LongDay(one.what.from).to_string(),
            counted(one.what.sessions, "session", "sessions"),
            one.what.note.clone(),
        ]
    });
    parts.extend(some_table("Suspensions", &["From", "How long", "What was noted"], days.collect()));
    parts
}

fn meetings(record: &EvidenceRecord) -> Vec<Part> {
    let held = record.meetings.iter().filter(|one| matches!(one.became, Became::Met(_) | Became::Missed(_)));
    let rows: Vec<Vec<String>> =
        held.map(|one| vec![LongDay(one.offered.today()).to_string(), one.became.to_string()]).collect();
    some_table("Meetings with the parents, the newest first", &["Offered", "What became of it"], rows)
}

fn wellbeing(record: &EvidenceRecord) -> Vec<Part> {
    let said = record.wellbeing.iter().flat_map(|term| {
        [Source::Pupil, Source::Adult].into_iter().filter_map(move |source| Some((term, source, term.by(source)?)))
    });
    let rows: Vec<Vec<String>> = said
        .map(|(term, source, answers)| {
            let mut row = vec![format!("{} {}", term.term.1.title(), term.term.0), source.words().to_owned()];
            row.extend(Measure::ALL.iter().map(|measure| {
                answers.of(*measure).map(|rating| format!("{} of 5", rating.steps())).unwrap_or_default()
            }));
            row
        })
        .collect();
    let mut heads = vec!["Term", "By"];
    heads.extend(Measure::ALL.iter().map(|measure| measure.words()));
    some_table("Wellbeing", &heads, rows)
}

fn adjustments(record: &EvidenceRecord) -> Vec<Part> {
    let each = record
        .must_know
        .adjustments
        .iter()
        .map(|one| format!("{}: {}, since {}", one.kind.words(), one.words, LongDay(one.from)));
    let lines: Vec<String> = each.collect();
    if lines.is_empty() { Vec::new() } else { vec![Part::List(lines)] }
}

//! What the form of a plan asks, kind by kind: which parts in which order, in whose words, and how long a plan runs before its first review.
//! A school keeps versions; a plan goes on with the version it was begun with.

use std::collections::BTreeSet;

use super::plan::PlanKind;

coded! {
    /// A part of a plan's form.
    TemplatePart {
        /// What was done for everybody in class before.
        TriedFirst = "tried_first", "Tried first, for everybody in class";
        /// What the pupil will be able to do in the long run.
        Outcomes = "outcomes", "Outcomes";
        /// Steps until the next review.
        Targets = "targets", "Targets";
        /// What is given beside the ordinary offer.
        Provision = "provision", "Provision";
        /// People of other services.
        Agencies = "agencies", "Who else takes part";
        /// What the template asks of its own.
        Questions = "questions", "What to know";
    }
}

coded! {
    /// Something that a target's form may ask, or not.
    TargetField {
        /// Who carries out a strategy.
        ByWhom = "by_whom", "Who does it";
        /// What does not help.
        Avoid = "avoid", "What does not help";
        /// What helps at home.
        AtHome = "at_home", "What helps at home";
        /// What is hoped for beyond what is expected.
        Challenge = "challenge", "Challenge";
    }
}

/// A part as it is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskedPart {
    /// Which.
    pub part: TemplatePart,
    /// Whether it is asked at all. What is written in a part is shown, whatever the template says.
    pub is_asked: bool,
    /// The school's own heading; empty for ours.
    pub heading: String,
    /// What stands under the heading; empty for ours.
    pub help: String,
}

/// A question of a template's own, answered in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// "What sets it off?".
    pub words: String,
    /// What stands under it; may be empty.
    pub help: String,
}

impl Question {
    /// What a question is known by in a form: its letters and digits, so that an answer stays with its question wherever that stands.
    #[must_use]
    pub fn code(words: &str) -> String {
        let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
        words.trim().to_lowercase().chars().map(plain).collect()
    }
}

/// What the form of one kind of plan asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    /// Each part once, in the order of the form.
    pub parts: Vec<AskedPart>,
    /// What is asked beside the parts of every plan, in order.
    pub questions: Vec<Question>,
    /// What is asked of a target beside its wording, measure and readings.
    pub of_target: BTreeSet<TargetField>,
    /// Weeks until the first review; nothing: in the term's window.
    pub weeks: Option<i64>,
}

/// Why a template cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TemplateProblem {
    /// A plan without them is none.
    #[error("A plan has outcomes and targets: they are always asked")]
    Needed,
    /// Longer than a year, or shorter than a week.
    #[error("A plan runs from 1 to 39 weeks before it is reviewed, or to the term’s window where nothing is entered")]
    Weeks,
    /// Two questions that cannot be told apart.
    #[error("Two questions are the same: take one out")]
    SameQuestion,
    /// More questions than anybody answers.
    #[error("A template asks 8 questions of its own at most")]
    Questions,
}

/// Questions of its own that a template asks at most.
pub const MOST_QUESTIONS: usize = 8;

/// Weeks of school in a year: a plan is reviewed in each.
const MOST_WEEKS: i64 = 39;

impl Template {
    /// What Thrice ships for a kind of plan.
    #[must_use]
    pub fn shipped(kind: PlanKind) -> Self {
        use TemplatePart::{Agencies, Outcomes, Provision, Questions, Targets, TriedFirst};
        let beside = matches!(
            kind,
            PlanKind::Pastoral
                | PlanKind::Behaviour
                | PlanKind::Attendance
                | PlanKind::PartTimeTimetable
                | PlanKind::RiskAssessment
        );
        let asks = |part: TemplatePart| {
            part != TemplatePart::TriedFirst
                || !matches!(kind, PlanKind::PartTimeTimetable | PlanKind::EhcDelivery | PlanKind::RiskAssessment)
        };
        // Beside SEN support it is people that count: they come before provision; and what it is about comes before what is aimed at.
        let order = if beside {
            [TriedFirst, Questions, Outcomes, Targets, Agencies, Provision]
        } else {
            [TriedFirst, Outcomes, Targets, Provision, Agencies, Questions]
        };
        let help = |part| match (kind, part) {
            (PlanKind::Attendance, TemplatePart::Outcomes) => {
                "What makes coming to school possible, and what it is for the pupil."
            }
            (PlanKind::Behaviour, TemplatePart::Targets) => {
                "What the pupil does instead, counted the same way now and at the review."
            }
            (PlanKind::RiskAssessment, TemplatePart::Outcomes) => {
                "What could hurt the pupil or somebody else, what leads up to it, and what it would be like if it were safe."
            }
            (PlanKind::RiskAssessment, TemplatePart::Targets) => {
                "How often it happens now and how often at the review; the strategies are what adults do beforehand, and what they leave."
            }
            (PlanKind::ProposedIsp, TemplatePart::Outcomes) => {
                "Individual support plans are a proposal of 2026 and no law: this plan keeps the three reviews a year of the Code of Practice."
            }
            _ => "",
        };
        let asked =
            |part| AskedPart { part, is_asked: asks(part), heading: String::new(), help: help(part).to_owned() };
        let weeks = match kind {
            PlanKind::PartTimeTimetable => Some(4),
            PlanKind::Behaviour | PlanKind::Attendance | PlanKind::Pastoral | PlanKind::RiskAssessment => Some(6),
            PlanKind::SenSupport | PlanKind::EhcDelivery | PlanKind::ProposedIsp => None,
        };
        let of_target = TargetField::ALL.iter().copied().collect();
        Self { parts: order.map(asked).to_vec(), questions: shipped_questions(kind), of_target, weeks }
    }

    /// Checks it.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(&self) -> Result<(), TemplateProblem> {
        let asked = |part| self.parts.iter().any(|one| one.part == part && one.is_asked);
        match () {
            () if !asked(TemplatePart::Outcomes) || !asked(TemplatePart::Targets) => Err(TemplateProblem::Needed),
            () if self.weeks.is_some_and(|weeks| !(1..=MOST_WEEKS).contains(&weeks)) => Err(TemplateProblem::Weeks),
            () if self.questions.len() > MOST_QUESTIONS => Err(TemplateProblem::Questions),
            () if has_twins(&self.questions) => Err(TemplateProblem::SameQuestion),
            () => Ok(()),
        }
    }
}

fn has_twins(questions: &[Question]) -> bool {
    let codes: BTreeSet<String> = questions.iter().map(|one| Question::code(&one.words)).collect();
    codes.len() < questions.len()
}

/// What Thrice asks of its own in a kind of plan: what adults have to know before they set a target.
fn shipped_questions(kind: PlanKind) -> Vec<Question> {
    let asked: &[(&str, &str)] = match kind {
        PlanKind::Behaviour => &[
            ("What leads up to it?", "Times, places, people and tasks, as they were seen and counted."),
            ("What does it tell us?", "What the pupil gets, or gets away from; what they may not be able to say."),
            ("What helps to calm down?", "What adults say and do, what they leave, and who stays with the others."),
        ],
        PlanKind::RiskAssessment => &[
            ("Who could be hurt, and how?", ""),
            ("What is done beforehand?", "Rooms, things, staffing, and what the pupil is told."),
            (
                "What is done when it happens, and afterwards?",
                "Who is called, who is told the same day, and how it is talked about with the pupil.",
            ),
        ],
        PlanKind::Attendance => &[
            ("What makes it hard to come?", "In the pupil's words and in the parents' words."),
            ("What makes it easier?", "Days, lessons and people that work."),
        ],
        PlanKind::Pastoral => &[
            ("Whom does the pupil go to?", "The adult they trust, where and when."),
            ("What should adults know?", "Only what whoever works with the pupil needs."),
        ],
        PlanKind::SenSupport | PlanKind::EhcDelivery | PlanKind::PartTimeTimetable | PlanKind::ProposedIsp => &[],
    };
    asked.iter().map(|(words, help)| Question { words: (*words).to_owned(), help: (*help).to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_holds_its_own_rules_and_has_each_part_once() {
        for kind in PlanKind::ALL {
            let shipped = Template::shipped(*kind);
            assert_eq!(shipped.check(), Ok(()), "{kind:?}");
            let parts: BTreeSet<_> = shipped.parts.iter().map(|one| one.part).collect();
            assert_eq!((parts.len(), shipped.parts.len()), (TemplatePart::ALL.len(), TemplatePart::ALL.len()));
        }
    }

    #[test]
    fn a_plan_has_outcomes_and_targets_and_runs_no_longer_than_a_year_of_school() {
        let mut one = Template::shipped(PlanKind::SenSupport);
        one.weeks = Some(40);
        assert_eq!(one.check(), Err(TemplateProblem::Weeks));
        one.weeks = Some(0);
        assert_eq!(one.check(), Err(TemplateProblem::Weeks));
        one.weeks = Some(39);
        assert_eq!(one.check(), Ok(()));
        let targets = one.parts.iter_mut().find(|part| part.part == TemplatePart::Targets).unwrap();
        targets.is_asked = false;
        assert_eq!(one.check(), Err(TemplateProblem::Needed));
    }

    #[test]
    fn a_question_is_asked_once_and_not_too_many_are() {
        let ask = |words: &str| Question { words: words.to_owned(), help: String::new() };
        let mut one = Template::shipped(PlanKind::SenSupport);
        one.questions = vec![ask("What helps?"), ask("what helps? ")];
        assert_eq!(one.check(), Err(TemplateProblem::SameQuestion));
        one.questions = (0..MOST_QUESTIONS).map(|n| ask(&format!("Question {n}"))).collect();
        assert_eq!(one.check(), Ok(()));
        one.questions.push(ask("One more"));
        assert_eq!(one.check(), Err(TemplateProblem::Questions));
        assert_eq!(Question::code(" Was hilft Žofie?"), "was_hilft_žofie_");
    }
}

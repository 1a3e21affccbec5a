//! A survey of families or of pupils, once a year: the five themes of what families expect, in plain words, answered without a name.
//! Nothing is shown while it is open, since whoever looks before and after one answer has read that answer; nor ever where fewer than
//! five have answered.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{satisfaction::HowFar, share::percent};

coded! {
    /// Who is asked.
    SurveyOf {
        /// Parents and carers of pupils with SEN.
        Families = "families", "Families";
        /// The pupils themselves.
        Pupils = "pupils", "Pupils";
    }
}

coded! {
    /// A theme of what families expect: its code is that of its section in the framework of the same name.
    Theme {
        /// What the child and the parents say.
        Heard = "heard", "We are heard";
        /// What the child gets, and how it goes.
        Told = "told", "We are told";
        /// What happens next.
        Decide = "decide", "We decide together";
        /// What was agreed.
        Happens = "happens", "It happens";
        /// What went wrong.
        PutRight = "right", "It is put right";
    }
}

impl Theme {
    /// What is asked, as whoever answers says it of themselves.
    #[must_use]
    pub fn statement(self, of: SurveyOf) -> &'static str {
        match (of, self) {
            (SurveyOf::Families, Self::Heard) => "The school listens to what my child and I say.",
            (SurveyOf::Families, Self::Told) => "I know what help my child gets, and how it is going.",
            (SurveyOf::Families, Self::Decide) => "We decide together what happens next.",
            (SurveyOf::Families, Self::Happens) => "The help that we agreed really happens.",
            (SurveyOf::Families, Self::PutRight) => "When something goes wrong, the school puts it right.",
            (SurveyOf::Pupils, Self::Heard) => "Grown-ups here listen to me.",
            (SurveyOf::Pupils, Self::Told) => "I know what I am working on.",
            (SurveyOf::Pupils, Self::Decide) => "I help to choose what I do next.",
            (SurveyOf::Pupils, Self::Happens) => "I get the help that I was promised.",
            (SurveyOf::Pupils, Self::PutRight) => "When something is wrong, somebody helps.",
        }
    }
}

/// The fewest answers of which anything is shown.
pub const LEAST: usize = 5;

/// Days after its last day in which a survey's links still lead to what the school did about it.
pub const LINK_LIVES_AFTER: u64 = 120;

/// One answer. It has no name and no time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SurveyAnswer {
    /// What was said to each theme; some may have been left out.
    pub said: BTreeMap<Theme, HowFar>,
    /// In their own words, or empty.
    pub words: String,
}

impl SurveyAnswer {
    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.said.is_empty() && self.words.is_empty()
    }
}

/// How many said what to one theme.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// They agree.
    pub yes: usize,
    /// In part.
    pub partly: usize,
    /// They do not.
    pub no: usize,
}

impl Tally {
    /// Everybody who answered.
    #[must_use]
    pub fn all(self) -> usize {
        self.yes + self.partly + self.no
    }

    fn of<'a>(answers: impl Iterator<Item = &'a HowFar>) -> Self {
        answers.fold(Self::default(), |tally, far| match far {
            HowFar::Yes => Self { yes: tally.yes + 1, ..tally },
            HowFar::Partly => Self { partly: tally.partly + 1, ..tally },
            HowFar::No => Self { no: tally.no + 1, ..tally },
        })
    }
}

/// What a survey that is over may show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SurveyResults {
    /// Each theme; nothing of one that fewer than the threshold answered.
    pub themes: Vec<(Theme, Option<Tally>)>,
    /// What was written, in the order of the alphabet, which tells nothing of who or when.
    pub words: Vec<String>,
}

/// What may be shown of the answers to a survey on a day: nothing while it is open, nothing of fewer than `least` answers. A threshold
/// below five does not hold here.
#[must_use]
pub fn results(
    answers: &[SurveyAnswer],
    closes_on: NaiveDate,
    today: NaiveDate,
    least: usize,
) -> Option<SurveyResults> {
    let least = least.max(LEAST);
    if today <= closes_on || answers.len() < least {
        return None;
    }
    let of = |theme: &Theme| {
        let tally = Tally::of(answers.iter().filter_map(|one| one.said.get(theme)));
        (*theme, (tally.all() >= least).then_some(tally))
    };
    let mut words: Vec<String> =
        answers.iter().map(|one| one.words.clone()).filter(|words| !words.is_empty()).collect();
    words.sort_by_key(|words| words.to_lowercase());
    Some(SurveyResults { themes: Theme::ALL.iter().map(of).collect(), words })
}

/// "31 of 84 answered (37%)".
#[must_use]
pub fn response(asked: u32, answered: u32) -> String {
    match percent(answered, asked) {
        Some(share) if answered <= asked => format!("{answered} of {asked} answered ({share}%)"),
        _ => format!("{answered} answered, {asked} were asked"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
    }

    fn answer(heard: HowFar, words: &str) -> SurveyAnswer {
        SurveyAnswer { said: BTreeMap::from([(Theme::Heard, heard)]), words: words.to_owned() }
    }

    #[test]
    fn nothing_is_shown_before_the_end_nor_of_fewer_than_five() {
        let mut all = vec![
            answer(HowFar::Yes, "b"),
            answer(HowFar::No, "A"),
            answer(HowFar::Yes, ""),
            answer(HowFar::Partly, ""),
        ];
        assert_eq!(results(&all, day(20), day(21), 3), None, "four answers, whatever the threshold");
        all.push(answer(HowFar::Yes, ""));
        assert_eq!(results(&all, day(20), day(20), 3), None, "its last day");
        assert_eq!(results(&all, day(20), day(21), 6), None, "the school's own threshold is higher");
        let shown = results(&all, day(20), day(21), 5).unwrap();
        assert_eq!(shown.themes[0], (Theme::Heard, Some(Tally { yes: 3, partly: 1, no: 1 })));
        assert!(shown.themes[1..].iter().all(|(_, tally)| tally.is_none()), "a theme that nobody answered");
        assert_eq!(shown.words, ["A", "b"], "not in the order in which they came");
    }

    #[test]
    fn a_theme_that_four_answered_stays_hidden_among_six_answers() {
        let mut all: Vec<_> = (0..4).map(|_| answer(HowFar::No, "")).collect();
        all.extend((0..2).map(|_| SurveyAnswer { words: "x".into(), ..SurveyAnswer::default() }));
        let shown = results(&all, day(20), day(21), 5).unwrap();
        assert!(shown.themes.iter().all(|(_, tally)| tally.is_none()));
    }

    #[test]
    fn the_response_has_its_share() {
        assert_eq!(response(84, 31), "31 of 84 answered (37%)");
        assert_eq!(response(0, 0), "0 answered, 0 were asked");
    }
}

//! From what was typed to a plan's content, or to errors beside their fields.

use std::ops::RangeInclusive;

use chrono::{NaiveDate, TimeDelta};

use super::answers;
use crate::{
    domain::{
        calendar::Calendar,
        catalogue::Pattern,
        costing::{BoughtBy, BoughtFor, CostShare, Pence, Rate},
        ids::{OutcomeId, PlacementId, StaffId, TargetId},
        need::{Adulthood, Area},
        people::Name,
        plan::{Agency, Funding, Issue, PlanKind, Terms, check_end},
        strategy::Strategy,
        target::{Aim, AimProblem, Direction, Score},
        template::Template,
    },
    store::plans::{Content, Outcome, Placement, PlanView, Target},
    web::form::{
        days::{date, review_date},
        fields::FormErrors,
        typed::Typed,
    },
};

/// What the form offers to choose from, and what its dates are checked against.
pub(super) struct Offers {
    /// The school's calendar.
    pub(super) calendar: Calendar,
    /// Who can lead.
    pub(super) leads: Vec<(StaffId, Name)>,
    /// Dated rates.
    pub(super) rates: Vec<Rate>,
    /// The catalogue: each name, and how it is usually given where that is said.
    pub(super) provisions: Vec<(String, Option<Pattern>)>,
    /// Whether the writer enters what provision costs: otherwise its costs stay as they are.
    pub(super) costs: bool,
    /// Whether the writer runs plans: otherwise who leads and what the authority decided stay as they are.
    pub(super) runs: bool,
    /// What the form asks.
    pub(super) template: Template,
    /// The pupil is asked what each outcome prepares for (Code of Practice 8.9).
    pub(super) prepares: bool,
    /// Weeks that a part-time timetable lasts at most.
    pub(super) most_weeks: i64,
    /// Today.
    pub(super) today: NaiveDate,
}

impl Offers {
    /// So many weeks on as the template says, else the day the next window closes.
    pub(super) fn default_review(&self) -> NaiveDate {
        if let Some(weeks) = self.template.weeks {
            return self.calendar.on_or_before(self.today + TimeDelta::weeks(weeks));
        }
        self.calendar.on_or_before(self.calendar.next_window(self.today).2.closes_on)
    }

    /// The roles that have a rate.
    pub(super) fn roles(&self) -> Vec<&str> {
        let mut roles: Vec<&str> = self.rates.iter().map(|r| r.role.as_str()).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }
}

/// The kind of a new plan.
pub(super) fn kind(typed: &Typed) -> Result<PlanKind, FormErrors> {
    PlanKind::from_code(typed.get("kind")).ok_or_else(|| {
        let mut errors = FormErrors::default();
        errors.add("kind", "Choose what the plan is for");
        errors
    })
}

/// The whole content. A row in which nothing was written is passed over; a row's number counts only if the plan has it.
pub(super) fn content(
    typed: &Typed,
    kind: PlanKind,
    offers: &Offers,
    old: Option<&PlanView>,
) -> Result<Content, FormErrors> {
    let mut read = Reader { typed, errors: FormErrors::default() };
    let kept = old.filter(|_| !offers.runs).map(|plan| &plan.content);
    let ehc_anchor_on = kept.map_or_else(|| read.anchor(kind, offers.today), |content| content.ehc_anchor_on);
    let lead = kept.map(|content| content.lead).or_else(|| typed.get("lead").parse().ok().map(StaffId));
    let known = |id: &StaffId| offers.leads.iter().any(|l| l.0 == *id) || old.is_some_and(|o| o.content.lead == *id);
    let lead = lead.filter(known);
    if lead.is_none() {
        read.errors.add("lead", "Choose who leads the plan");
    }
    let unchanged = old.map(|o| o.content.review_on);
    let review_on = review_date(typed.get("review_on"), &offers.calendar, offers.today, unchanged)
        .map_err(|sentence| read.errors.add("review_on", sentence))
        .ok();
    let from = old.map_or(offers.today, |o| o.opened_on);
    let terms = Terms {
        answers: answers::read(&offers.template, old, typed),
        ..read.terms(kind, from, review_on, offers.most_weeks)
    };
    let (outcomes, places) = read.outcomes(old);
    let (targets, target_places) = read.targets(old, &places);
    let placements = read.placements(old, offers, &target_places);
    match (lead, review_on) {
        (Some(lead), Some(review_on)) if read.errors.is_empty() => {
            Ok(Content { lead, review_on, ehc_anchor_on, terms, outcomes, targets, placements })
        }
        _ => Err(read.errors),
    }
}

/// The field of a line of provision that ties it to the target in a row.
pub(super) fn serves_field(target: usize) -> String {
    format!("serves_{target}")
}

/// The most strategies of one way that a target has.
pub(super) const MOST_STRATEGIES: usize = 12;

/// The field of one of a target's strategies: "strategy" or "avoid" for its words, "by" for who does it.
pub(super) fn strategy_field(name: &str, k: usize) -> String {
    format!("{name}_{k}")
}

/// How many rows of strategies a target's form has under a name: at least one.
pub(super) fn strategy_rows(typed: &Typed, target: usize, name: &str) -> usize {
    let row = format!("target-{target}-{name}_");
    let number = |field: &str| field.strip_prefix(&row)?.parse::<usize>().ok();
    typed.0.iter().filter_map(|(field, _)| number(field)).max().map_or(1, |k| (k + 1).min(MOST_STRATEGIES))
}

/// What a line costs beside its hours, and who pays.
struct Money {
    share: CostShare,
    resources: Pence,
    bought_by: BoughtBy,
    bought_years: u32,
    bought_for: BoughtFor,
    funding: Funding,
}

struct Reader<'a> {
    typed: &'a Typed,
    errors: FormErrors,
}

impl Reader<'_> {
    fn text(&self, kind: &str, n: usize, field: &str) -> String {
        self.typed.get(&format!("{kind}-{n}-{field}")).to_owned()
    }

    fn written(&self, kind: &str, n: usize, fields: &[&str]) -> bool {
        fields.iter().any(|field| !self.text(kind, n, field).is_empty())
    }

    fn wrong(&mut self, kind: &str, n: usize, field: &str, sentence: String) {
        self.errors.add(format!("{kind}-{n}-{field}"), sentence);
    }

    /// The day that an annual review's dates run from.
    fn anchor(&mut self, kind: PlanKind, today: NaiveDate) -> Option<NaiveDate> {
        let text = self.typed.get("ehc_anchor_on");
        if text.is_empty() {
            return None;
        }
        if kind != PlanKind::EhcDelivery {
            self.errors
                .add("ehc_anchor_on", "Only an EHC delivery plan has this day: clear it, or choose that kind of plan");
            return None;
        }
        let day = date(text).filter(|d| *d <= today);
        if day.is_none() {
            self.errors.add(
                "ehc_anchor_on",
                "The day of the authority’s decision must be a real date, like 2026-03-16, and not in the future",
            );
        }
        day
    }

    /// The last day, what the plan is about, and who else takes part.
    fn terms(&mut self, kind: PlanKind, from: NaiveDate, review_on: Option<NaiveDate>, most_weeks: i64) -> Terms {
        let text = self.typed.get("ends_on");
        let ends_on = date(text);
        if !text.is_empty() && ends_on.is_none() {
            self.errors.add("ends_on", "The last day must be a real date, like 2026-12-10");
        } else if let Err(problem) = check_end(kind, from, review_on, ends_on, most_weeks) {
            self.errors.add("ends_on", problem.to_string());
        }
        let chosen = |issue: &&Issue| self.typed.get(&format!("issue-{}", issue.as_code())) == "yes";
        let issues: Vec<Issue> = Issue::ALL.iter().filter(chosen).copied().collect();
        if kind.is_sen() && !issues.is_empty() {
            self.errors.add(
                "issue-attendance",
                "A plan for special educational needs is about its outcomes: \
                 take these ticks away, or choose another kind of plan",
            );
        }
        let tried_first = self.typed.get("tried_first").to_owned();
        Terms { ends_on, issues, agencies: self.agencies(), tried_first, answers: Vec::new() }
    }

    fn agencies(&mut self) -> Vec<Agency> {
        let mut found = Vec::new();
        for n in 0..self.typed.rows("agency") {
            if !self.written("agency", n, &["name", "agency", "role", "contact"]) {
                continue;
            }
            let text = |field| self.text("agency", n, field);
            let one =
                Agency { name: text("name"), agency: text("agency"), role: text("role"), contact: text("contact") };
            if one.agency.is_empty() {
                self.wrong("agency", n, "agency", format!("Enter the service that person {} comes from", n + 1));
            }
            found.push(one);
        }
        found
    }

    /// Outcomes, and for each row of the form the place its outcome got.
    fn outcomes(&mut self, old: Option<&PlanView>) -> (Vec<Outcome>, Vec<Option<usize>>) {
        let (mut outcomes, mut places) = (Vec::new(), Vec::new());
        for n in 0..self.typed.rows("outcome") {
            let wording = self.text("outcome", n, "wording");
            if wording.is_empty() {
                places.push(None);
                continue;
            }
            let Some(area) = Area::from_code(&self.text("outcome", n, "area")) else {
                self.wrong("outcome", n, "area", format!("Choose the area of need of outcome {}", n + 1));
                places.push(Some(0));
                continue;
            };
            let id = self.text("outcome", n, "id").parse().ok().map(OutcomeId);
            let id = id.filter(|id| old.is_some_and(|o| o.content.outcomes.iter().any(|x| x.id == Some(*id))));
            places.push(Some(outcomes.len()));
            let reference = self.text("outcome", n, "reference");
            let adulthood = Adulthood::from_code(&self.text("outcome", n, "adulthood"));
            outcomes.push(Outcome { id, wording, area, reference, adulthood });
        }
        (outcomes, places)
    }

    /// The targets, and for each row of the form the place of its target, where it has one.
    fn targets(&mut self, old: Option<&PlanView>, places: &[Option<usize>]) -> (Vec<Target>, Vec<Option<usize>>) {
        const FIELDS: &[&str] = &["wording", "measure", "unit", "baseline", "predicted", "challenge", "at_home"];
        let (mut targets, mut rows) = (Vec::new(), vec![None; self.typed.rows("target")]);
        for n in 0..self.typed.rows("target") {
            let strategies = self.strategies(n);
            if strategies.is_empty() && !self.written("target", n, FIELDS) {
                continue;
            }
            rows[n] = Some(targets.len());
            let row = n + 1;
            let wording = self.text("target", n, "wording");
            if wording.is_empty() {
                self.wrong("target", n, "wording", format!("Enter target {row}, or clear its other fields"));
            }
            let chosen = self.text("target", n, "outcome").parse::<usize>().unwrap_or(1);
            let outcome = chosen.checked_sub(1).and_then(|i| places.get(i).copied().flatten());
            if outcome.is_none() {
                self.wrong("target", n, "outcome", format!("Choose an outcome that is written for target {row}"));
            }
            let measure = self.text("target", n, "measure");
            if measure.is_empty() {
                self.wrong("target", n, "measure", format!("Enter how target {row} is measured"));
            }
            let aim = self.aim(n);
            let id = self.text("target", n, "id").parse().ok().map(TargetId);
            let before = old.and_then(|o| o.content.targets.iter().find(|t| t.id.is_some() && t.id == id));
            if let (Some(outcome), Some(aim)) = (outcome, aim) {
                targets.push(Target {
                    id: before.and_then(|b| b.id),
                    outcome,
                    wording,
                    measure,
                    unit: self.text("target", n, "unit"),
                    aim,
                    strategies,
                    at_home: self.text("target", n, "at_home"),
                    carried: before.map_or(0, |b| b.carried),
                });
            }
        }
        (targets, rows)
    }

    /// What adults do, and then what does not help. Who does it must do something.
    fn strategies(&mut self, n: usize) -> Vec<Strategy> {
        let mut found = Vec::new();
        let rows = ["strategy", "by"].map(|name| strategy_rows(self.typed, n, name));
        for k in 0..rows[0].max(rows[1]) {
            let (words, by) = (self.strategy(n, "strategy", k), self.strategy(n, "by", k));
            match (words.is_empty(), by.is_empty()) {
                (false, _) => found.push(Strategy { by, ..Strategy::to_do(&words) }),
                (true, true) => {}
                (true, false) => self.wrong(
                    "target",
                    n,
                    &strategy_field("strategy", k),
                    format!("Target {}: enter what {by} does, or clear the name", n + 1),
                ),
            }
        }
        let avoid = (0..strategy_rows(self.typed, n, "avoid")).map(|k| self.strategy(n, "avoid", k));
        found.extend(avoid.filter(|words| !words.is_empty()).map(|words| Strategy::avoid(&words)));
        found
    }

    fn strategy(&self, n: usize, name: &str, k: usize) -> String {
        self.text("target", n, &strategy_field(name, k))
    }

    fn aim(&mut self, n: usize) -> Option<Aim> {
        let direction = Direction::from_code(&self.text("target", n, "direction")).unwrap_or(Direction::Higher);
        let baseline = self.score(n, "baseline", "what the measure reads now");
        let predicted = self.score(n, "predicted", "what is expected by the review");
        let challenge = match self.text("target", n, "challenge").as_str() {
            "" => Some(None),
            _ => self.score(n, "challenge", "the challenge").map(Some),
        };
        let aim = Aim { direction, baseline: baseline?, predicted: predicted?, challenge: challenge? };
        match aim.check() {
            Ok(()) => Some(aim),
            Err(problem) => {
                let field = if matches!(problem, AimProblem::PredictedBehind(..)) { "predicted" } else { "challenge" };
                self.wrong("target", n, field, format!("Target {}: {problem}", n + 1));
                None
            }
        }
    }

    fn score(&mut self, n: usize, field: &str, what: &str) -> Option<Score> {
        match self.text("target", n, field).as_str() {
            "" => {
                self.wrong("target", n, field, format!("Target {}: enter {what}", n + 1));
                None
            }
            text => match Score::parse(text) {
                Ok(score) => Some(score),
                Err(problem) => {
                    self.wrong("target", n, field, format!("Target {}: {what} {problem}", n + 1));
                    None
                }
            },
        }
    }

    fn placements(&mut self, old: Option<&PlanView>, offers: &Offers, targets: &[Option<usize>]) -> Vec<Placement> {
        let mut placements = Vec::new();
        for n in 0..self.typed.rows("provision") {
            if !self.written("provision", n, &["name", "minutes", "times", "weeks", "resources"]) {
                continue;
            }
            let row = n + 1;
            let provision = self.text("provision", n, "name");
            if provision.is_empty() {
                self.wrong(
                    "provision",
                    n,
                    "name",
                    format!("Enter the name of provision {row}, or clear its other fields"),
                );
            }
            let id = self.text("provision", n, "id").parse().ok().map(PlacementId);
            let before = old.and_then(|o| o.content.placements.iter().find(|p| p.id.is_some() && p.id == id));
            let role = self.text("provision", n, "role");
            if !role.is_empty() && !offers.roles().contains(&role.as_str()) && before.is_none_or(|b| b.role != role) {
                self.wrong("provision", n, "role", format!("Choose who gives provision {row}"));
            }
            let usual = self.usual(n, &provision, offers);
            let kept = before.filter(|_| !offers.costs);
            let time = match usual {
                Some(usual) => Some((usual.minutes, usual.times_a_week, usual.weeks)),
                None => self.time(n, kept),
            };
            let (staff, group) =
                (self.count(n, "staff", "Adults", 1..=20), self.count(n, "group", "Pupils in the group", 1..=60));
            let money = self.money(n, kept);
            if let (Some((minutes, times_a_week, weeks)), Some(staff), Some(group_size)) = (time, staff, group) {
                let Money { share, resources, bought_by, bought_years, bought_for, funding } = money;
                placements.push(Placement {
                    id: before.and_then(|b| b.id),
                    provision,
                    role,
                    minutes,
                    times_a_week,
                    weeks,
                    staff,
                    group_size,
                    share,
                    resources,
                    bought_by,
                    bought_years,
                    bought_for,
                    funding,
                    serves: self.serves(n, targets),
                    reference: self.text("provision", n, "reference"),
                });
            }
        }
        placements
    }

    /// How a provision of the catalogue is usually given, where a row names it and says nothing of it.
    fn usual(&self, n: usize, name: &str, offers: &Offers) -> Option<Pattern> {
        let says = self.written("provision", n, &["minutes", "times", "weeks"]);
        offers.provisions.iter().find(|(known, _)| !says && known == name).and_then(|(_, pattern)| *pattern)
    }

    /// The targets that a line of provision is ticked to serve, by their places.
    fn serves(&self, n: usize, targets: &[Option<usize>]) -> Vec<usize> {
        let ticked = |row: &usize| self.text("provision", n, &serves_field(*row)) == "yes";
        (0..targets.len()).filter(ticked).filter_map(|row| targets[row]).collect()
    }

    /// Minutes, times a week and weeks of a line. What is only bought takes nobody's time; where it lasts for years, its weeks are said.
    fn time(&mut self, n: usize, kept: Option<&Placement>) -> Option<(u32, u32, u32)> {
        let is_bought = self.written("provision", n, &["resources"]) || kept.is_some_and(|one| one.minutes == 0);
        let takes_none = is_bought && !self.written("provision", n, &["minutes", "times"]);
        let (bought_by, weeks) = (kept.map_or_else(|| self.bought_by(n), |one| one.bought_by), 1..=52);
        if !takes_none || bought_by == BoughtBy::Session {
            let minutes = self.count(n, "minutes", "Minutes", 1..=600);
            let times = self.count(n, "times", "Times a week", 1..=50);
            let weeks = self.count(n, "weeks", "Weeks", weeks);
            return Some((minutes?, times?, weeks?));
        }
        let is_said = self.written("provision", n, &["weeks"]) || bought_by == BoughtBy::Years;
        Some((0, 0, if is_said { self.count(n, "weeks", "Weeks", weeks)? } else { 0 }))
    }

    fn bought_by(&self, n: usize) -> BoughtBy {
        BoughtBy::from_code(&self.text("provision", n, "bought_by")).unwrap_or(BoughtBy::Once)
    }

    /// What a line of provision costs beside its hours, and who pays; as it was where somebody writes who does not see it.
    fn money(&mut self, n: usize, kept: Option<&Placement>) -> Money {
        if let Some(kept) = kept {
            return Money {
                share: kept.share,
                resources: kept.resources,
                bought_by: kept.bought_by,
                bought_years: kept.bought_years,
                bought_for: kept.bought_for,
                funding: kept.funding,
            };
        }
        let share = CostShare::from_code(&self.text("provision", n, "share")).unwrap_or(CostShare::PerGroup);
        let funding = Funding::from_code(&self.text("provision", n, "funding")).unwrap_or(Funding::NotionalSen);
        let bought_for = BoughtFor::from_code(&self.text("provision", n, "bought_for")).unwrap_or(BoughtFor::Group);
        let resources = match self.text("provision", n, "resources").as_str() {
            "" => Ok(Pence(0)),
            text => Pence::parse(text),
        };
        let resources = resources.unwrap_or_else(|problem| {
            self.wrong("provision", n, "resources", format!("Resources of provision {} {problem}", n + 1));
            Pence(0)
        });
        let bought_by = self.bought_by(n);
        let bought_years = match bought_by {
            BoughtBy::Years => self.count(n, "bought_years", "The years that it lasts,", 1..=20).unwrap_or(1),
            BoughtBy::Once | BoughtBy::Session => 1,
        };
        Money { share, resources, bought_by, bought_years, bought_for, funding }
    }

    fn count(&mut self, n: usize, field: &str, what: &str, bounds: RangeInclusive<u32>) -> Option<u32> {
        let found = self.text("provision", n, field).parse().ok().filter(|v| bounds.contains(v));
        if found.is_none() {
            let (least, most) = (bounds.start(), bounds.end());
            self.wrong(
                "provision",
                n,
                field,
                format!("{what} of provision {} must be a whole number from {least} to {most}", n + 1),
            );
        }
        found
    }
}

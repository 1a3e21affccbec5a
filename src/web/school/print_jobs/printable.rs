//! What somebody may have printed: the open plans whose sheets they may see, class by class. Of others it is not told that there are any.

use chrono::NaiveDate;

use crate::{
    domain::{
        access::{Thing, Verb, Viewer},
        ids::{ClassId, PlanId},
        print_job::PrintContent,
    },
    store::register::{Child, Register},
    web::{
        App,
        frame::{error::Result, session::Person},
    },
};

/// "Every open plan" as a choice.
pub(super) const ALL: &str = "all";

/// The open plans of each class of today, by name, and of pupils who are in none.
pub(super) struct Printable {
    pub(super) classes: Vec<(ClassId, String, Vec<PlanId>)>,
    without_class: Vec<PlanId>,
}

/// Something that goes into the file.
pub(super) enum PrintStep {
    /// The sheet of a class.
    ClassSheet(String),
    /// The sheets of these plans.
    ReviewSheets(Vec<PlanId>),
}

impl PrintStep {
    /// How many sheets it is.
    pub(super) fn sheets(&self) -> usize {
        match self {
            Self::ClassSheet(_) => 1,
            Self::ReviewSheets(plans) => plans.len(),
        }
    }
}

impl Printable {
    pub(super) async fn load(app: &App, person: &Person) -> Result<Self> {
        let today = app.clock.now().today();
        let register = app.register(&mut *app.store.read().await?, person, today).await?;
        Ok(Self::of(&register, &person.viewer, today))
    }

    fn of(register: &Register, viewer: &Viewer, today: NaiveDate) -> Self {
        let mut found = Self { classes: Vec::new(), without_class: Vec::new() };
        let may = |child: &&Child| viewer.may(register.relation(viewer, child.id, today), Thing::Review, Verb::See);
        for child in register.facts().children.iter().filter(|child| child.is_on_roll(today)).filter(may) {
            let open = child.plans.iter().filter(|plan| plan.closed_on.is_none()).map(|plan| plan.id);
            let plans: Vec<PlanId> = open.collect();
            if plans.is_empty() {
                continue;
            }
            let class = child.class_on(today).and_then(|at| Some((at.class, register.facts().classes.get(&at.class)?)));
            let Some((id, class)) = class else {
                found.without_class.extend(plans);
                continue;
            };
            match found.classes.iter_mut().find(|(known, ..)| *known == id) {
                Some((_, _, of)) => of.extend(plans),
                None => found.classes.push((id, class.name.clone(), plans)),
            }
        }
        found.classes.sort_by(|a, b| a.1.cmp(&b.1));
        found
    }

    /// What is asked for: its name, and what goes into the file, in order.
    pub(super) fn wanted(&self, whose: &str, content: PrintContent) -> Option<(String, Vec<PrintStep>)> {
        if whose == ALL {
            let mut steps: Vec<PrintStep> = self.classes.iter().flat_map(|one| of_class(one, content)).collect();
            steps.extend(review_sheets(&self.without_class, content));
            return Some(("Every open plan".to_owned(), steps));
        }
        let one = self.classes.iter().find(|(id, ..)| id.to_string() == whose)?;
        Some((format!("Class {}", one.1), of_class(one, content)))
    }
}

fn of_class((_, name, plans): &(ClassId, String, Vec<PlanId>), content: PrintContent) -> Vec<PrintStep> {
    let sheet = content.has_class_sheets().then(|| PrintStep::ClassSheet(name.clone()));
    sheet.into_iter().chain(review_sheets(plans, content)).collect()
}

fn review_sheets(plans: &[PlanId], content: PrintContent) -> Option<PrintStep> {
    (content.has_review_sheets() && !plans.is_empty()).then(|| PrintStep::ReviewSheets(plans.to_vec()))
}

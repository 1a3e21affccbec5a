//! How a school judges itself: a framework of statements on a scale of its own, what was written against each statement, and the figures
//! that stand beside some. What is written hangs on the key of a statement, so that it outlives a new version of its framework.

mod figure;
mod file;
mod shipped;
mod terms;

pub use figure::{Behind, Figure, LiveFigure};
pub use file::{MOST_BYTES, Problem, read};
pub use shipped::shipped;
pub use terms::{InTerm, by_term};

coded! {
    /// Who rates.
    Rater {
        /// The school itself.
        School = "school", "The school";
        /// Somebody who looks at it anew: a colleague, a governor, another school.
        Second = "second", "A second rater";
    }
}

/// The key of the framework itself, where something is written about all of it.
pub const WHOLE: &str = "whole";

/// A step of a scale.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// What ratings hold.
    pub key: String,
    /// How people call it.
    pub words: String,
    /// How it would show; may be empty.
    pub descriptor: String,
}

/// What stands before the sections, in the school's own words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// What is written hangs on it.
    pub key: String,
    /// What is asked.
    pub words: String,
}

/// A statement to rate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// What is written hangs on it.
    pub key: String,
    /// What is so, or is not.
    pub words: String,
    /// The law asks it.
    pub is_statutory: bool,
    /// What the school's own records can say beside it.
    pub figure: Option<Figure>,
    /// How steps of the scale would show here, by their keys.
    pub descriptors: Vec<(String, String)>,
}

/// Statements of a section that belong together: the third level.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// What is written hangs on it.
    pub key: String,
    /// What they are about.
    pub title: String,
    /// In order.
    pub statements: Vec<Statement>,
}

/// The first level.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// What is written hangs on it.
    pub key: String,
    /// What it is about.
    pub title: String,
    /// A line below the title; may be empty.
    pub about: String,
    /// Statements of its own.
    pub statements: Vec<Statement>,
    /// Statements in groups.
    pub groups: Vec<Group>,
}

/// What a school can be judged by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Framework {
    /// The same in every version.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// When and how it is used; may be empty.
    pub about: String,
    /// Two to five steps, the best first.
    pub scale: Vec<Step>,
    /// What stands before the sections.
    pub headers: Vec<Header>,
    /// In order.
    pub sections: Vec<Section>,
}

/// Something of a framework that can be written about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place<'a> {
    /// All of it.
    Whole(&'a Framework),
    /// What stands before the sections.
    Header(&'a Header),
    /// A section.
    Section(&'a Section),
    /// A group of a section.
    Group(&'a Group),
    /// A statement.
    Statement(&'a Statement),
}

impl<'a> Place<'a> {
    /// What is written hangs on it.
    #[must_use]
    pub fn key(&self) -> &'a str {
        match self {
            Self::Whole(_) => WHOLE,
            Self::Header(one) => &one.key,
            Self::Section(one) => &one.key,
            Self::Group(one) => &one.key,
            Self::Statement(one) => &one.key,
        }
    }

    /// What people read.
    #[must_use]
    pub fn words(&self) -> &'a str {
        match self {
            Self::Whole(one) => &one.title,
            Self::Header(one) => &one.words,
            Self::Section(one) => &one.title,
            Self::Group(one) => &one.title,
            Self::Statement(one) => &one.words,
        }
    }

    /// The statement, where it is one: nothing else is rated.
    #[must_use]
    pub fn statement(&self) -> Option<&'a Statement> {
        match self {
            Self::Statement(one) => Some(one),
            _ => None,
        }
    }
}

impl Section {
    /// All statements of the section, in order.
    pub fn all(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().chain(self.groups.iter().flat_map(|group| &group.statements))
    }
}

/// How the rating of a second rater stands to the school's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// They agree.
    Same,
    /// So many steps apart.
    Apart(usize),
    /// One of them is no longer on the scale.
    OffScale,
}

/// What a new version of a framework changes, by keys and what stood there.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct NewVersion {
    /// Statements that were not there.
    pub added: usize,
    /// Statements that are there no longer.
    pub gone: usize,
    /// Statements that are worded otherwise.
    pub reworded: usize,
}

impl Framework {
    /// All statements, in order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.sections.iter().flat_map(Section::all)
    }

    /// Everything that can be written about, in order.
    #[must_use]
    pub fn places(&self) -> Vec<Place<'_>> {
        let mut all = vec![Place::Whole(self)];
        all.extend(self.headers.iter().map(Place::Header));
        for section in &self.sections {
            all.push(Place::Section(section));
            all.extend(section.statements.iter().map(Place::Statement));
            for group in &section.groups {
                all.push(Place::Group(group));
                all.extend(group.statements.iter().map(Place::Statement));
            }
        }
        all
    }

    /// What has this key.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<Place<'_>> {
        self.places().into_iter().find(|place| place.key() == key)
    }

    /// The step with this key, and how many are better.
    #[must_use]
    pub fn step(&self, key: &str) -> Option<(usize, &Step)> {
        self.scale.iter().enumerate().find(|(_, step)| step.key == key)
    }

    /// How two ratings stand to each other.
    #[must_use]
    pub fn compare(&self, school: &str, second: &str) -> Comparison {
        match (self.step(school), self.step(second)) {
            (Some((a, _)), Some((b, _))) if a == b => Comparison::Same,
            (Some((a, _)), Some((b, _))) => Comparison::Apart(a.abs_diff(b)),
            _ => Comparison::OffScale,
        }
    }

    /// How many statements of these have each step, and how many have none, which stands last. `rated` gives the step of a statement.
    pub fn tally<'a>(
        &self,
        statements: impl Iterator<Item = &'a Statement>,
        rated: impl Fn(&str) -> Option<&'a str>,
    ) -> Vec<u32> {
        let mut counts = vec![0; self.scale.len() + 1];
        for one in statements {
            let step = rated(&one.key).and_then(|key| self.step(key));
            counts[step.map_or(self.scale.len(), |(n, _)| n)] += 1;
        }
        counts
    }

    /// What this version changes of an earlier one.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> NewVersion {
        let in_earlier = |key: &str| earlier.statements().find(|one| one.key == key);
        let mut changes = NewVersion::default();
        for one in self.statements() {
            match in_earlier(&one.key) {
                None => changes.added += 1,
                Some(was) if was.words != one.words => changes.reworded += 1,
                Some(_) => {}
            }
        }
        let stays = |one: &&Statement| self.statements().any(|now| now.key == one.key);
        changes.gone = earlier.statements().filter(|one| !stays(one)).count();
        changes
    }
}

#[cfg(test)]
mod tests;

//! Setting a school up, as a list of what is done and what is not. It is worked out from the facts each time: nobody stores a step.

coded! {
    /// One thing to set up, in the usual order.
    Step {
        /// What the school says about itself.
        School = "school", "The school";
        /// The first person's account.
        You = "you", "You";
        /// Messages leave.
        Mail = "mail", "E-mail";
        /// This year's terms and closures.
        Terms = "terms", "Terms and closures";
        /// Pupils, parents and staff from the school's own system.
        Import = "import", "Pupils, parents and staff";
        /// Accounts of the others.
        People = "people", "The others’ accounts";
    }
}

/// What is known of a school that is being set up.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// It was begun from the link of a first start, which leads through the steps.
    pub begun: bool,
    /// Name, phone, mailbox and address are entered.
    pub school: bool,
    /// Somebody has an account.
    pub you: bool,
    /// A mail server has taken a test message, which somebody looked for in their own mailbox.
    pub mail: bool,
    /// All three terms of this year are entered.
    pub terms: bool,
    /// There are pupils.
    pub import: bool,
    /// Somebody else was invited or has an account.
    pub people: bool,
    /// What somebody has put off.
    pub later: Vec<Step>,
}

/// How far one step is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// The facts are there.
    Done,
    /// Somebody said "not now".
    PutOff,
    /// Neither.
    ToDo,
}

impl Facts {
    /// How far a step is.
    #[must_use]
    pub fn state(&self, step: Step) -> State {
        let done = match step {
            Step::School => self.school,
            Step::You => self.you,
            Step::Mail => self.mail,
            Step::Terms => self.terms,
            Step::Import => self.import,
            Step::People => self.people,
        };
        match done {
            true => State::Done,
            false if self.later.contains(&step) => State::PutOff,
            false => State::ToDo,
        }
    }

    /// How many steps ask for nothing more: done, or put off.
    #[must_use]
    pub fn settled(&self) -> usize {
        Step::ALL.iter().filter(|step| self.state(**step) != State::ToDo).count()
    }

    /// Whether people are still led through it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.begun && self.settled() < Step::ALL.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_done_by_its_facts_and_put_off_only_until_then() {
        let mut facts = Facts { begun: true, school: true, you: true, later: vec![Step::Mail], ..Facts::default() };
        assert_eq!(
            [Step::School, Step::Mail, Step::Terms].map(|s| facts.state(s)),
            [State::Done, State::PutOff, State::ToDo]
        );
        assert_eq!((facts.settled(), facts.is_open()), (3, true));
        facts.mail = true;
        assert_eq!(facts.state(Step::Mail), State::Done);
        facts.later = vec![Step::Terms, Step::Import, Step::People];
        assert!(!facts.is_open());
        assert!(!Facts::default().is_open(), "nobody is led through what was begun otherwise");
    }
}

//! What a school offers pupils with SEN, as families read it: the parts of the SEN information report that the Code of Practice asks for
//! (6.79 to 6.83), in the school's own words, with the provision that it chose to show. Published once a year at least; what was published
//! stays as it was.

use chrono::{Months, NaiveDate};

use super::{
    figures::Line,
    need::Area,
    open_page::{OpenPage, Wanted},
};

coded! {
    /// A part of the report that is written in words, in the order in which families read it.
    Section {
        /// Named contacts.
        Contacts = "contacts", "Who to ask";
        /// The kinds of SEN that are provided for.
        Kinds = "kinds", "The needs we support";
        /// How needs are noticed and assessed.
        Identifying = "identifying", "How we find out what a child needs";
        /// Consulting parents.
        Parents = "parents", "How we talk with parents";
        /// Consulting pupils.
        Pupils = "pupils", "How we listen to children";
        /// Assessing and reviewing progress.
        Reviewing = "reviewing", "How we look at progress together";
        /// The approach to teaching.
        Teaching = "teaching", "How we teach";
        /// What is adapted.
        Adapting = "adapting", "How lessons, rooms and materials are adapted";
        /// What is given beside the lessons.
        Support = "support", "Help beside the lessons";
        /// Taking part with everybody else.
        Activities = "activities", "Clubs, trips and everything else";
        /// Emotional and social development.
        Feelings = "feelings", "Feelings, friends and being safe";
        /// Expertise and training.
        Staff = "staff", "What our staff know";
        /// Health, social care and others.
        Services = "services", "Who else helps";
        /// Moving between phases.
        Moving = "moving", "Starting here, moving up and moving on";
        /// Children who are looked after.
        LookedAfter = "looked_after", "Children who are looked after";
        /// Whether what is done works.
        Effect = "effect", "How we know that it works";
        /// Complaints.
        Complaints = "complaints", "If you are not happy";
        /// The policy, and the part in the Local Offer.
        Policy = "policy", "Our SEN policy and the Local Offer";
    }
}

impl Section {
    /// The paragraph of the Code of Practice that asks for it.
    #[must_use]
    pub fn paragraph(self) -> &'static str {
        match self {
            Self::Contacts | Self::Policy => "6.81",
            Self::Parents => "6.79 and 6.65",
            Self::Adapting => "6.79 and 6.82",
            Self::LookedAfter => "6.80",
            _ => "6.79",
        }
    }

    /// What to write there, for whoever writes it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Contacts => {
                "Who the SENCO is and how to reach them, and whom else a parent or a child can talk to. Phone and \
                 mailbox of the school follow by themselves."
            }
            Self::Kinds => {
                "Which needs pupils here have had help with. The four areas of need are headings that families find \
                 elsewhere, too."
            }
            Self::Identifying => {
                "How a teacher or a parent raises a worry, what is looked at, who decides, and how soon a parent \
                 hears of it."
            }
            Self::Parents => {
                "When you meet parents of a child with a plan, who leads it, how long it lasts, what is written down, \
                 and how to ask for another meeting."
            }
            Self::Pupils => {
                "How a child says what is good and what is hard, also one who does not speak, and what becomes of it."
            }
            Self::Reviewing => {
                "How targets are set and looked at, how often, who is there, and what happens when something does not \
                 work."
            }
            Self::Teaching => {
                "What every teacher does in every lesson for a pupil who finds it hard, before anything is added."
            }
            Self::Adapting => {
                "How the curriculum of each year is made accessible, with examples: rooms, materials, devices, the \
                 order of the day."
            }
            Self::Support => {
                "What is added where good teaching is not enough, and how it is decided who has it. What you chose \
                 from the catalogue follows by itself."
            }
            Self::Activities => {
                "How a pupil with SEN takes part in clubs, trips and breaks, and what you change so that they can."
            }
            Self::Feelings => "Pastoral help, what is done against bullying, and how you hear of it.",
            Self::Staff => {
                "What teachers and assistants have learned, what is planned, and where you find specialists."
            }
            Self::Services => {
                "Health, social care, the authority's services and charities with whom you work, and how a family \
                 gets to them."
            }
            Self::Moving => {
                "How a child starts here, moves to the next class, and goes on to another school or to adult life."
            }
            Self::LookedAfter => {
                "What is arranged for children who are looked after by the authority and have SEN, and who is \
                 responsible."
            }
            Self::Effect => {
                "How you find out whether the help works, with an example of something that you stopped or changed."
            }
            Self::Complaints => {
                "Whom to talk to first, what happens next, how long it takes, and where the complaints procedure is."
            }
            Self::Policy => {
                "Where the SEN policy is, and what your school adds to the authority's Local Offer. Where the Local \
                 Offer is published follows by itself."
            }
        }
    }
}

/// A provision of the catalogue as families read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered {
    /// For which area of need.
    pub area: Area,
    /// What it is called.
    pub name: String,
    /// What it is, in words for families.
    pub words: String,
}

/// A line of figures as governors were shown it last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Which.
    pub line: Line,
    /// The day it tells of.
    pub as_of: NaiveDate,
    /// The number below which a count is not shown.
    pub threshold: u32,
    /// The counts of its cells, in order.
    pub counts: Vec<u32>,
}

/// The whole of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// The parts that are written.
    pub parts: Vec<(Section, String)>,
    /// What is shown of the catalogue.
    pub offered: Vec<Offered>,
    /// How many pupils there are; none before figures were published.
    pub figures: Vec<Figure>,
    /// Reviews a year with parents, under SEN support.
    pub reviews_a_year: u32,
}

impl Report {
    /// What is written in a part; empty where nothing is.
    #[must_use]
    pub fn part(&self, section: Section) -> &str {
        self.parts.iter().find(|(one, _)| *one == section).map_or("", |(_, words)| words.as_str())
    }

    /// The parts in which nothing is written.
    pub fn unwritten(&self) -> impl Iterator<Item = Section> {
        Section::ALL.iter().copied().filter(|section| self.part(*section).is_empty())
    }

    /// The provision of each area of need that has any, in the areas' usual order.
    #[must_use]
    pub fn by_area(&self) -> Vec<(Area, Vec<&Offered>)> {
        let of = |area: Area| self.offered.iter().filter(|one| one.area == area).collect::<Vec<_>>();
        Area::ALL.iter().map(|area| (*area, of(*area))).filter(|(_, of)| !of.is_empty()).collect()
    }

    /// Every text of it, with the part in which it stands.
    #[must_use]
    pub fn texts(&self) -> Vec<(String, &str)> {
        let parts = self.parts.iter().map(|(section, words)| (section.words().to_owned(), words.as_str()));
        let offered = self.offered.iter().flat_map(|one| {
            let place = format!("Help beside the lessons, {}", one.name);
            [(place.clone(), one.name.as_str()), (place, one.words.as_str())]
        });
        parts.chain(offered).collect()
    }
}

/// What is to be done next about the report: the yearly update, reckoned from the day on which it was published last. Where it never was
/// published here, the school publishes it elsewhere.
#[must_use]
pub fn wanted(published_on: Option<NaiveDate>) -> Option<Wanted> {
    let by = published_on?.checked_add_months(Months::new(12))?;
    let source = "Every year, twelve months after it was published: Code of Practice 6.79";
    Some(Wanted { page: OpenPage::InformationReport, what: "Bring the SEN information report up to date", by, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_its_paragraph_and_its_help() {
        for section in Section::ALL {
            assert!(section.paragraph().starts_with("6."), "{section:?}");
            assert!(section.help().len() > 40 && section.help().ends_with('.'), "{section:?}");
        }
    }

    #[test]
    fn what_is_unwritten_is_known_and_provision_is_gathered_by_area() {
        let offered = |area, name: &str| Offered { area, name: name.to_owned(), words: "We read.".to_owned() };
        let report = Report {
            parts: vec![(Section::Kinds, "Many".to_owned()), (Section::Teaching, String::new())],
            offered: vec![offered(Area::Semh, "Calm room"), offered(Area::Cognition, "Readers")],
            ..Report::default()
        };
        assert_eq!(report.unwritten().count(), Section::ALL.len() - 1);
        let areas: Vec<Area> = report.by_area().into_iter().map(|(area, _)| area).collect();
        assert_eq!(areas, [Area::Cognition, Area::Semh]);
        assert_eq!(report.texts().len(), 6);
    }

    #[test]
    fn it_is_brought_up_to_date_twelve_months_after_it_was_published() {
        let day = |year| NaiveDate::from_ymd_opt(year, 11, 18);
        assert_eq!(wanted(day(2026)).map(|one| one.by), day(2027));
        assert_eq!(wanted(None), None);
    }
}

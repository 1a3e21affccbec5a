//! What a school's own system says about pupils, their parents and staff, beside what Thrice holds. Where a file has no column for
//! a fact, the fact is `None`: the file says nothing, and what is held stays.

mod by_hand;
mod changes;
mod handover;
mod pieces;
mod steps;

use std::fmt;

use chrono::NaiveDate;

use super::{
    attendance::Attendance,
    calendar::{AcademicYear, ClosureKind, Term},
    ids::{AdultId, GuardianshipId, PupilId, StaffId},
    need::Need,
    people::{EmailAddress, Name, Role},
    plan::PlanKind,
    postal::PostalAddress,
    pupil::{NcYear, Upn},
    sen_status::SenCode,
};

pub use super::identity::folded;
pub use by_hand::{Kept, Said, Ticked, keep_of_contact, keep_of_pupil, no_contact, nobody};
pub use changes::{Change, differences, field_names, guardian_differences, staff_differences};
pub use handover::{Handover, LedPlan, StaffKey, handovers, without_teacher};
pub use pieces::{Entered, Piece};
pub use steps::{AdultKey, GuardianStep, PupilKey, PupilStep, StaffStep, Steps};

/// A pupil as one file tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PupilFacts {
    /// Missing is lawful for new arrivals.
    pub upn: Option<Upn>,
    /// The name they are called by.
    pub forename: String,
    /// Family name; empty for a child with one name.
    pub surname: String,
    /// Forename in law, empty where it is the one they are called by; `None` where a file does not say.
    pub legal_forename: Option<String>,
    /// Surname in law, likewise.
    pub legal_surname: Option<String>,
    /// Date of birth.
    pub born_on: NaiveDate,
    /// As written: "F", "M" …
    pub sex: Option<String>,
    /// Year group.
    pub year: Option<NcYear>,
    /// Class or form; empty where the pupil has none.
    pub class: Option<String>,
    /// First day on roll, where the file says.
    pub admitted_on: Option<NaiveDate>,
    /// SEN status.
    pub sen: Option<SenCode>,
    /// From when the status holds, where the file says.
    pub sen_from: Option<NaiveDate>,
    /// Nobody said from when: the day is the one from which it is counted.
    pub sen_from_assumed: bool,
    /// Needs in the order of their rank.
    pub needs: Option<Vec<Need>>,
    /// Pupil premium.
    pub pupil_premium: Option<bool>,
    /// Free school meals.
    pub free_meals: Option<bool>,
    /// English as an additional language.
    pub eal: Option<bool>,
    /// Looked after by an authority.
    pub in_care: Option<bool>,
    /// First language as the school's system names it.
    pub first_language: Option<String>,
    /// Attendance this year so far.
    pub attendance: Option<Attendance>,
}

/// A pupil as held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PupilHeld {
    /// Who.
    pub id: PupilId,
    /// Everything a file could tell, as it is held now.
    pub facts: PupilFacts,
    /// First day of the open enrolment; `None` for a leaver.
    pub on_roll_from: Option<NaiveDate>,
    /// Its last day, where that is known already.
    pub leaves_on: Option<NaiveDate>,
    /// Last day of the SEN status before the open one.
    pub sen_before_until: Option<NaiveDate>,
    /// Last day of the last enrolment that has ended.
    pub left_on: Option<NaiveDate>,
    /// The kinds of their open plans.
    pub open_plans: Vec<PlanKind>,
    /// How they stood when an import was last done with them, where that is known.
    pub said: Option<Said>,
}

coded! {
    /// Parental responsibility, as a school's system claims it. It is shown, never taken as leave to write to somebody.
    Responsibility {
        /// Claimed.
        Yes = "yes", "Yes";
        /// Denied.
        No = "no", "No";
        /// Not said.
        Unknown = "unknown", "Not known";
    }
}

coded! {
    /// What kind of restriction there is on an adult for one pupil.
    RestrictionKind {
        /// A court order.
        CourtOrder = "court_order", "Court order";
        /// The school's system says not to contact.
        DoNotContact = "do_not_contact", "Do not contact";
        /// Meets on their own.
        SeparateMeeting = "separate_meeting", "Separate meeting";
        /// Anything else.
        Other = "other", "Other restriction";
    }
}

impl PupilHeld {
    /// Whether they were on roll at any time: an import that was undone leaves only the name.
    #[must_use]
    pub fn was_ever_here(&self) -> bool {
        self.on_roll_from.is_some() || self.left_on.is_some()
    }
}

/// A parent or carer as one file tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GuardianFacts {
    /// Their name.
    pub name: Name,
    /// Where mail reaches them.
    pub email: Option<EmailAddress>,
    /// Telephone, or empty.
    pub phone: String,
    /// Where post reaches them; empty where the file does not say.
    pub postal: PostalAddress,
    /// Language of the home, or empty.
    pub language: String,
    /// "Mother", "Foster carer" …
    pub relationship: Option<String>,
    /// 1 is contacted first.
    pub priority: Option<i64>,
    /// Parental responsibility.
    pub responsibility: Option<Responsibility>,
    /// Restrictions, each with the words of the file.
    pub restrictions: Vec<(RestrictionKind, String)>,
}

/// A parent or carer of one pupil as held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GuardianHeld {
    /// The link.
    pub id: GuardianshipId,
    /// The adult.
    pub adult: AdultId,
    /// The pupil.
    pub pupil: PupilId,
    /// Everything a file could tell, as it is held now. Restrictions are those that imports brought.
    pub facts: GuardianFacts,
    /// Whether any restriction was ever entered, from whatever source and however decided.
    pub restricted: bool,
    /// How they stood when an import was last done with them, where that is known.
    pub said: Option<Said>,
}

/// What a file says of an adult for themselves, whichever child it names them for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdultFacts {
    /// Their name.
    pub name: Name,
    /// Where mail reaches them.
    pub email: Option<EmailAddress>,
    /// Telephone, or empty.
    pub phone: String,
    /// Where post reaches them; empty where that is not known.
    pub postal: PostalAddress,
    /// Language of the home, or empty.
    pub language: String,
}

/// An adult as held, whether or not they are anybody's contact now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdultHeld {
    /// Who.
    pub id: AdultId,
    /// What is held.
    pub facts: AdultFacts,
}

impl GuardianFacts {
    /// What is said of the adult for themselves.
    #[must_use]
    pub fn adult(&self) -> AdultFacts {
        AdultFacts {
            name: self.name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            postal: self.postal.clone(),
            language: self.language.clone(),
        }
    }
}

/// A member of staff as one file tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffFacts {
    /// Their name.
    pub name: Name,
    /// Also what they sign in with.
    pub email: EmailAddress,
    /// What they are in Thrice.
    pub role: Option<Role>,
    /// The classes they teach or support.
    pub classes: Option<Vec<String>>,
}

/// A member of staff as held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaffHeld {
    /// Who.
    pub id: StaffId,
    /// Everything a file could tell, as it is held now.
    pub facts: StaffFacts,
    /// Whether their time here has not ended.
    pub works_here: bool,
}

/// Everything held that files can speak of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Held {
    /// Pupils, leavers too.
    pub pupils: Vec<PupilHeld>,
    /// Open links of pupils and adults.
    pub guardians: Vec<GuardianHeld>,
    /// Every adult.
    pub adults: Vec<AdultHeld>,
    /// Staff, leavers too.
    pub staff: Vec<StaffHeld>,
    /// Terms.
    pub terms: Vec<(AcademicYear, Term)>,
    /// Closures.
    pub closures: Vec<(NaiveDate, ClosureKind, String)>,
    /// Bank holidays.
    pub bank_holidays: Vec<(NaiveDate, String)>,
    /// Open plans, and who leads them.
    pub led: Vec<LedPlan>,
}

impl PupilFacts {
    /// Surname, forename and birthday: what a pupil without a UPN is known by.
    #[must_use]
    pub fn named(&self) -> (String, String, NaiveDate) {
        (folded(&self.surname), folded(&self.forename), self.born_on)
    }

    /// Whether two tellings are of one pupil: by UPN where both have one, else by name, also that by law, and birthday.
    #[must_use]
    pub fn is_same_pupil(&self, other: &Self) -> bool {
        match (&self.upn, &other.upn) {
            (Some(one), Some(two)) => one == two,
            _ => self.named() == other.named() || self.named_by_law().is_some_and(|named| named == other.named()),
        }
    }

    /// The same with the name by law; `None` where that is no other.
    #[must_use]
    pub fn named_by_law(&self) -> Option<(String, String, NaiveDate)> {
        let or = |legal: &Option<String>, called: &str| {
            folded(legal.as_deref().filter(|name| !name.is_empty()).unwrap_or(called))
        };
        let named = (or(&self.legal_surname, &self.surname), or(&self.legal_forename, &self.forename), self.born_on);
        (named != self.named()).then_some(named)
    }
}

impl fmt::Display for PupilFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(format!("{} {}", self.forename, self.surname).trim())
    }
}

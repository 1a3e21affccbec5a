//! Headings: every name a school's system is known to give a column, and what kind of file a set of headings makes.

mod addresses;
mod aliases;

use std::collections::BTreeMap;

use super::{
    holds::{self, Holding},
    table::Below,
};
use crate::domain::roll::folded;

use Column as C;
pub(super) use addresses::ADDRESS;
use addresses::ADDRESSES;
use aliases::{DAYS, GUARDIANS, PUPILS, SHARED, STAFF, TERMS};

coded! {
    /// The kinds of file, and of what they tell.
    Kind {
        /// Pupils.
        Pupils = "pupils", "Pupils";
        /// Parents and carers.
        Guardians = "guardians", "Contacts";
        /// Staff and their classes.
        Staff = "staff", "Staff";
        /// Term dates.
        Terms = "terms", "Terms";
        /// INSET days and other closures.
        Closures = "closures", "Closures";
        /// Bank holidays.
        BankHolidays = "bank_holidays", "Bank holidays";
    }
}

coded! {
    /// What a column holds.
    Column {
        /// UPN.
        Upn = "upn", "UPN";
        /// Forename.
        Forename = "forename", "Forename";
        /// Surname.
        Surname = "surname", "Surname";
        /// Forename in law, where they are called by another.
        LegalForename = "legal_forename", "Legal forename";
        /// Surname in law, where they are called by another.
        LegalSurname = "legal_surname", "Legal surname";
        /// Surname and forename in one.
        FullName = "full_name", "Surname and forename in one";
        /// Date of birth.
        Born = "born", "Date of birth";
        /// Sex.
        Sex = "sex", "Sex";
        /// Year group.
        Year = "year", "Year group";
        /// Class or form.
        Class = "class", "Class or form";
        /// Admission date.
        Admitted = "admitted", "Admission date";
        /// SEN status.
        SenStatus = "sen_status", "SEN status";
        /// SEN start date.
        SenFrom = "sen_from", "SEN start date";
        /// First need.
        Need1 = "need_1", "First need";
        /// Second need.
        Need2 = "need_2", "Second need";
        /// Third need.
        Need3 = "need_3", "Third need";
        /// Which of several needs the row's is.
        NeedRank = "need_rank", "Rank of the need";
        /// All needs in one.
        Needs = "needs", "All needs in one";
        /// Pupil premium.
        Premium = "premium", "Pupil premium";
        /// Free school meals.
        Meals = "meals", "Free school meals";
        /// EAL.
        Eal = "eal", "EAL";
        /// In care.
        Care = "care", "In care";
        /// Language.
        Language = "language", "Language";
        /// Attendance in percent.
        Percent = "percent", "Attendance in percent";
        /// Sessions possible.
        Possible = "possible", "Sessions possible";
        /// Sessions attended.
        Attended = "attended", "Sessions attended";
        /// Pupil: forename.
        PupilForename = "pupil_forename", "Pupil: forename";
        /// Pupil: surname.
        PupilSurname = "pupil_surname", "Pupil: surname";
        /// Pupil: surname and forename in one.
        PupilName = "pupil_name", "Pupil: surname and forename in one";
        /// Contact: forename.
        ContactForename = "contact_forename", "Contact: forename";
        /// Contact: surname.
        ContactSurname = "contact_surname", "Contact: surname";
        /// Contact: surname and forename in one.
        ContactName = "contact_name", "Contact: surname and forename in one";
        /// Title.
        Title = "title", "Title";
        /// Relationship.
        Relationship = "relationship", "Relationship";
        /// Priority.
        Priority = "priority", "Priority";
        /// Parental responsibility.
        Responsibility = "responsibility", "Parental responsibility";
        /// E-mail address.
        Email = "email", "E-mail address";
        /// Phone.
        Phone = "phone", "Phone";
        /// Postal address in one.
        Address = "address", "Postal address in one";
        /// House or flat.
        House = "house", "House or flat";
        /// Street.
        Street = "street", "Street";
        /// Address line 1.
        Address1 = "address_1", "Address line 1";
        /// Address line 2.
        Address2 = "address_2", "Address line 2";
        /// Address line 3.
        Address3 = "address_3", "Address line 3";
        /// Address line 4.
        Address4 = "address_4", "Address line 4";
        /// Address line 5.
        Address5 = "address_5", "Address line 5";
        /// District.
        District = "district", "District";
        /// Town.
        Town = "town", "Town";
        /// County.
        County = "county", "County";
        /// Postcode.
        Postcode = "postcode", "Postcode";
        /// Court order.
        CourtOrder = "court_order", "Court order";
        /// Do not contact.
        NoContact = "no_contact", "Do not contact";
        /// Role.
        Role = "role", "Role";
        /// Classes.
        Classes = "classes", "Classes";
        /// Academic year.
        AcademicYear = "academic_year", "Academic year";
        /// Term.
        Season = "season", "Term";
        /// First day.
        Starts = "starts", "First day";
        /// Half term: first day.
        HalfStarts = "half_starts", "Half term: first day";
        /// Half term: last day.
        HalfEnds = "half_ends", "Half term: last day";
        /// Last day.
        Ends = "ends", "Last day";
        /// Date.
        Date = "date", "Date";
        /// Kind of closure.
        ClosureKind = "closure_kind", "Kind of closure";
        /// Note.
        Note = "note", "Note";
        /// Name of the holiday.
        HolidayName = "holiday_name", "Name of the holiday";
    }
}

impl Column {
    /// Whether it is a part of a postal address.
    fn is_of_address(self) -> bool {
        [C::Address, C::House, C::Street, C::Postcode].contains(&self) || ADDRESS.contains(&self)
    }

    /// Whether the lines of a cell mean something.
    pub(super) fn has_lines(self) -> bool {
        self.is_of_address()
    }

    /// What a file of this kind may hold.
    #[must_use]
    pub fn of_kind(kind: Kind) -> Vec<Self> {
        let mut all: Vec<Self> = names(kind).iter().copied().flatten().map(|(column, _)| *column).collect();
        match kind {
            Kind::Pupils => all.extend([C::Upn, C::Email]),
            Kind::Guardians => all.extend([C::Upn, C::Title, C::Email]),
            Kind::Staff => all.extend([C::Title, C::Email]),
            Kind::Closures => all.retain(|column| *column != C::HolidayName),
            Kind::BankHolidays => all.retain(|column| [C::Date, C::HolidayName].contains(column)),
            Kind::Terms => {}
        }
        all
    }
}

/// Columns, each with the names it goes by.
type Aliases = &'static [(C, &'static [&'static str])];

/// The aliases for files of a kind.
fn names(kind: Kind) -> &'static [Aliases] {
    match kind {
        Kind::Pupils => &[PUPILS],
        Kind::Guardians => &[GUARDIANS, ADDRESSES],
        Kind::Staff => &[STAFF],
        Kind::Terms => &[TERMS],
        Kind::Closures | Kind::BankHolidays => &[DAYS],
    }
}

/// What these columns are known as in a file of this kind, whether or not they make one.
pub(super) fn read_as(kind: Kind, cells: &[String], rows: &Below) -> Headings {
    let mut read = Looked::at(cells, rows).read(kind);
    let holds = Column::of_kind(kind);
    read.at.retain(|column, _| holds.contains(column));
    read
}

/// Which column stands where.
#[derive(Clone, Debug)]
pub(super) struct Headings {
    pub(super) kind: Kind,
    pub(super) at: BTreeMap<Column, usize>,
    /// Places whose heading says one thing and whose values another, each with the reason.
    pub(super) set_aside: BTreeMap<usize, String>,
    /// Headings of what is read that stand twice over different values: a person says which is which.
    pub(super) doubled: Vec<String>,
}

/// Headings with what stands below them.
struct Looked<'a> {
    cells: &'a [String],
    rows: &'a Below,
    spellings: Vec<Vec<String>>,
    holdings: Vec<Holding>,
}

impl<'a> Looked<'a> {
    fn at(cells: &'a [String], rows: &'a Below) -> Self {
        let spellings = cells.iter().map(|c| spellings(c)).collect();
        Self { cells, rows, spellings, holdings: holds::columns(cells.len(), rows) }
    }

    fn read(&self, kind: Kind) -> Headings {
        let (mut at, set_aside) = places(&self.spellings, names(kind), &self.holdings);
        for (legal, called) in [(C::LegalForename, C::Forename), (C::LegalSurname, C::Surname)] {
            if at.get(&legal) == at.get(&called) {
                at.remove(&legal);
            }
        }
        let set_aside = set_aside.into_iter().filter(|(place, _)| !at.values().any(|taken| taken == place)).collect();
        let doubled = self.doubled(&at);
        Headings { kind, at, set_aside, doubled }
    }

    /// Headings that stand more than once where one of them is read, unless the same stands below each.
    fn doubled(&self, at: &BTreeMap<Column, usize>) -> Vec<String> {
        let whole = |place: usize| self.spellings.get(place).and_then(|s| s.first()).filter(|s| !s.is_empty());
        let below = |place: usize| self.rows.iter().map(move |(_, cells)| cells.get(place).map_or("", String::as_str));
        let is_other = |place: &usize, other: &usize| {
            place != other
                && whole(*place).is_some()
                && whole(*place) == whole(*other)
                && self.holdings[*other] != Holding::Nothing
                && !below(*place).eq(below(*other))
        };
        let twice = at.values().filter(|place| (0..self.cells.len()).any(|other| is_other(place, &other)));
        let mut titles: Vec<String> = twice.map(|place| self.cells[*place].clone()).collect();
        titles.dedup();
        titles
    }
}

impl Headings {
    /// What a person says of the columns: nothing is set aside and nothing doubled.
    pub(super) fn said(kind: Kind) -> Self {
        Self { kind, at: BTreeMap::new(), set_aside: BTreeMap::new(), doubled: Vec::new() }
    }

    fn has(&self, all: &[Column]) -> bool {
        all.iter().all(|c| self.at.contains_key(c))
    }

    fn any(&self, some: &[Column]) -> bool {
        some.iter().any(|c| self.at.contains_key(c))
    }
}

/// How many spellings of a heading are tried.
const FORMS: usize = 3;

/// A heading folded: as it stands; without what it says in brackets and words that tell nothing; without saying that it is the pupil's.
fn spellings(heading: &str) -> Vec<String> {
    let outside = heading.split('(').next().unwrap_or_default();
    let words = outside.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    let idle = ["code", "name", "description", "legal", "preferred", "chosen", "current", "main", "the", "s"];
    let telling: Vec<String> = words.clone().filter(|w| !idle.contains(&w.as_str())).collect();
    let owner = ["pupil", "pupils", "student", "students", "child"];
    let own: String = telling.iter().filter(|w| !owner.contains(&w.as_str())).cloned().collect();
    vec![folded(heading), telling.concat(), own]
}

/// Whether a heading says that it is the pupil's: their address is not their contact's, who may live elsewhere for good reason.
fn is_the_pupils(spellings: &[String]) -> bool {
    let whole = spellings.first().map_or("", String::as_str);
    ["pupil", "student", "child"].iter().any(|owner| whole.contains(owner))
}

/// What kind of file has these headings over such rows, if any that we know.
pub(super) fn recognise(cells: &[String], rows: &Below) -> Option<Headings> {
    // Where the values leave no file at all, the headings are believed, and each row is told what is wrong with it.
    of_values(&Looked::at(cells, rows)).or_else(|| of_values(&Looked::at(cells, &[])))
}

fn of_values(looked: &Looked<'_>) -> Option<Headings> {
    let read = |kind| looked.read(kind);
    let terms = read(Kind::Terms);
    if terms.has(&[C::Season, C::Starts, C::Ends]) {
        return Some(terms);
    }
    let (guardians, pupils) = (read(Kind::Guardians), read(Kind::Pupils));
    if is_of_contacts(&guardians, &pupils) {
        return Some(guardians);
    }
    if pupils.any(&[C::Surname, C::FullName]) && pupils.any(&[C::Born, C::SenStatus, C::Upn]) {
        return Some(pupils);
    }
    let staff = read(Kind::Staff);
    if staff.has(&[C::Email]) && staff.any(&[C::Surname, C::FullName]) && staff.any(&[C::Role, C::Classes]) {
        return Some(staff);
    }
    let days = read(Kind::Closures);
    match (days.has(&[C::Date]), days.any(&[C::ClosureKind, C::Note]), days.has(&[C::HolidayName])) {
        (true, true, _) => Some(days),
        (true, false, true) => Some(Headings { kind: Kind::BankHolidays, ..days }),
        _ => None,
    }
}

/// A list of contacts names an adult and a pupil and says how they belong together. A list of pupils may name one contact of each, but a
/// list of contacts never says who has SEN.
fn is_of_contacts(guardians: &Headings, pupils: &Headings) -> bool {
    let names_adult = guardians.any(&[C::ContactSurname, C::ContactName, C::Surname, C::FullName]);
    let speaks_of_adult =
        guardians.any(&[C::Relationship, C::Responsibility, C::ContactSurname, C::Priority, C::CourtOrder]);
    let names_pupil = guardians.any(&[C::Upn, C::PupilSurname, C::PupilName, C::Surname, C::FullName]);
    let is_of_pupils = pupils.has(&[C::SenStatus]) && !guardians.any(&[C::ContactSurname, C::Priority]);
    names_adult && speaks_of_adult && names_pupil && !is_of_pupils
}

/// Where each column stands, and which places were set aside because of their values. A heading as it is written goes before one with
/// words left out, and among those the first alias that is there, not the first cell.
fn places(
    spellings: &[Vec<String>],
    names: &[Aliases],
    holdings: &[Holding],
) -> (BTreeMap<Column, usize>, BTreeMap<usize, String>) {
    let (mut at, mut set_aside) = (BTreeMap::new(), BTreeMap::new());
    for form in 0..FORMS {
        for (column, aliases) in names.iter().copied().flatten().chain(SHARED) {
            let mut stands = |alias: &&str| {
                let is_theirs = |s: &Vec<String>| !(column.is_of_address() && is_the_pupils(s));
                let named = |place: &usize| {
                    is_theirs(&spellings[*place]) && spellings[*place].get(form).is_some_and(|s| s == alias)
                };
                let fits = |place: &usize| {
                    let fits = holds::can_be(*column, holdings[*place]);
                    if !fits {
                        set_aside.entry(*place).or_insert_with(|| holds::reason(*column, holdings[*place]));
                    }
                    fits
                };
                (0..spellings.len()).filter(named).find(fits)
            };
            let place = aliases.iter().find_map(&mut stands);
            if let Some(place) = place.filter(|p| form == 0 || !at.values().any(|taken| taken == p)) {
                at.entry(*column).or_insert(place);
            }
        }
    }
    (at, set_aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    fn kind(line: &str) -> Option<Kind> {
        recognise(&cells(line), &[]).map(|h| h.kind)
    }

    #[test]
    fn values_are_looked_at_as_well_as_headings() {
        let titles = cells("UPN,Pupil Name,Primary Guardian,Guardian,Relationship,Email");
        let row = |line: &str| (2, cells(line));
        let rows =
            vec![row("U1,Ada Kerr,Yes,Ola Kerr,Mother,o@h.example"), row("U1,Ada Kerr,No,Ike Kerr,Father,i@h.example")];
        let read = recognise(&titles, &rows).unwrap();
        assert_eq!((read.kind, read.at[&Column::ContactName]), (Kind::Guardians, 3));
        assert!(read.set_aside[&2].contains("yes and no"), "{:?}", read.set_aside);
    }

    #[test]
    fn a_name_by_law_stands_beside_the_name_they_are_called_by() {
        let at = |line: &str| recognise(&cells(line), &[]).unwrap().at;
        let both = at("Legal Forename,Legal Surname,Preferred Forename,Preferred Surname,DOB");
        assert_eq!((both[&Column::Forename], both[&Column::LegalForename]), (2, 0));
        assert_eq!((both[&Column::Surname], both[&Column::LegalSurname]), (3, 1));
        let plain = at("Forename,Surname,Preferred Forename,DOB");
        assert_eq!((plain[&Column::Forename], plain[&Column::LegalForename]), (2, 0));
        assert_eq!(plain.get(&Column::LegalSurname), None);
        assert_eq!(at("Legal Forename,Legal Surname,DOB").get(&Column::LegalForename), None);
    }

    #[test]
    fn a_heading_that_stands_twice_over_different_values_is_asked_about() {
        let titles = cells("UPN,Forename,Surname,Priority,Forename,Surname,Relationship");
        let rows = vec![(2, cells("U1,Ella,Field,1,Julia,Baker,Mother"))];
        assert_eq!(recognise(&titles, &rows).unwrap().doubled, ["Forename", "Surname"]);
        let same = vec![(2, cells("U1,Ella,Field,1,Ella,Field,Mother"))];
        assert!(recognise(&titles, &same).unwrap().doubled.is_empty());
    }

    #[test]
    fn files_are_told_apart_by_their_headings() {
        for (line, expected) in [
            ("UPN,Forename,Surname,DOB,Year,Reg", Kind::Pupils),
            ("Name,Date of Birth,SEN Provision", Kind::Pupils),
            ("Legal Surname,Legal Forename,D.O.B.,N.C. Year,Primary Contact,Primary Contact Email", Kind::Pupils),
            ("Pupil UPN,Priority,Contact Surname,Contact Forename,Email", Kind::Guardians),
            ("Pupil Name,Parent/Carer,Relationship,Mobile", Kind::Guardians),
            ("Title,Forename,Surname,Email,Role,Classes", Kind::Staff),
            ("Name,E-mail,Job title", Kind::Staff),
            ("Academic year,Term,Starts,Half term starts,Half term ends,Ends", Kind::Terms),
            ("Term,Start date,End date", Kind::Terms),
            ("Date,Kind,Note", Kind::Closures),
            ("Date,Name", Kind::BankHolidays),
            ("Student Legal Surname,Student First Name,Pupil Date of Birth (DD/MM/YYYY),SEN Status Code", Kind::Pupils),
            ("UPN,Forename,Surname,DOB,SEN Status,Parent/Carer,Relationship", Kind::Pupils),
        ] {
            assert_eq!(kind(line), Some(expected), "{line}");
        }
        assert_eq!(kind("Item,Price"), None);
    }
}

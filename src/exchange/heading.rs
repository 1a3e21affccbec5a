//! Headings: every name a school's system is known to give a column, and what kind of file a set of headings makes.

use std::collections::BTreeMap;

use crate::domain::roll::folded;

/// The kinds of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Pupils,
    Guardians,
    Staff,
    Terms,
    Closures,
    BankHolidays,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Column {
    Upn,
    Forename,
    Surname,
    FullName,
    Born,
    Sex,
    Year,
    Class,
    Admitted,
    SenStatus,
    SenFrom,
    Need1,
    Need2,
    Need3,
    Needs,
    Premium,
    Meals,
    Eal,
    Care,
    Language,
    Percent,
    Possible,
    Attended,
    PupilForename,
    PupilSurname,
    PupilName,
    ContactForename,
    ContactSurname,
    ContactName,
    Title,
    Relationship,
    Priority,
    Responsibility,
    Email,
    Phone,
    CourtOrder,
    NoContact,
    Role,
    Classes,
    AcademicYear,
    Season,
    Starts,
    HalfStarts,
    HalfEnds,
    Ends,
    Date,
    ClosureKind,
    Note,
    HolidayName,
}

use Column as C;

/// Names of columns, folded (lower case, letters and digits only).
const SHARED: &[(C, &[&str])] = &[
    (C::Upn, &["upn", "uniquepupilnumber", "pupilupn", "studentupn", "upnnumber"]),
    (
        C::Email,
        &[
            "email",
            "emailaddress",
            "primaryemail",
            "contactemail",
            "workemail",
            "guardianemail",
            "parentemail",
            "homeemail",
            "emailhome",
            "contactemailaddress",
            "parentcareremail",
            "primarycontactemail",
            "primaryguardianemail",
            "staffemail",
            "mainemail",
        ],
    ),
    (C::Title, &["title", "contacttitle", "guardiantitle", "parenttitle", "salutationtitle", "stafftitle"]),
];

const PUPILS: &[(C, &[&str])] = &[
    (
        C::Forename,
        &[
            "forename",
            "firstname",
            "legalforename",
            "legalfirstname",
            "preferredforename",
            "preferredfirstname",
            "chosenname",
            "givenname",
            "pupilforename",
            "studentforename",
            "pupilfirstname",
            "studentfirstname",
        ],
    ),
    (
        C::Surname,
        &[
            "surname",
            "lastname",
            "legalsurname",
            "legallastname",
            "preferredsurname",
            "preferredlastname",
            "familyname",
            "pupilsurname",
            "studentsurname",
            "pupillastname",
            "studentlastname",
        ],
    ),
    (
        C::FullName,
        &[
            "surnameforename",
            "name",
            "pupilname",
            "studentname",
            "fullname",
            "pupil",
            "student",
            "legalname",
            "lastnamefirstname",
            "pupilfullname",
            "surnamecommaforename",
        ],
    ),
    (C::Born, &["dob", "dateofbirth", "birthdate", "birthday", "dateofbirthdob", "birthdateddmmyyyy", "born"]),
    (C::Sex, &["sex", "gender", "legalsex"]),
    (
        C::Year,
        &[
            "year",
            "yeargroup",
            "ncyear",
            "ncyearactual",
            "curriculumyear",
            "currentncyear",
            "nationalcurriculumyear",
            "yr",
            "yeargrp",
            "nationalcurriculumyeargroup",
        ],
    ),
    (
        C::Class,
        &[
            "reg",
            "reggroup",
            "registrationform",
            "registrationgroup",
            "tutorgroup",
            "tutor",
            "class",
            "form",
            "formgroup",
            "classname",
            "regform",
        ],
    ),
    (
        C::Admitted,
        &[
            "admissiondate",
            "dateofadmission",
            "entrydate",
            "dateofentry",
            "admitted",
            "enrolmentdate",
            "doa",
            "startdate",
            "enrolmentstartdate",
        ],
    ),
    (
        C::SenStatus,
        &[
            "senstatus",
            "senprovision",
            "sen",
            "sencode",
            "sencodeprovision",
            "currentsenstatus",
            "sendstatus",
            "senstage",
            "senprovisiontype",
            "sendprovision",
            "sensupport",
        ],
    ),
    (
        C::SenFrom,
        &[
            "senstartdate",
            "senstatusstartdate",
            "senstart",
            "senprovisionstartdate",
            "senfrom",
            "senstatusfrom",
            "sendstartdate",
            "senstartedon",
            "sensince",
        ],
    ),
    (
        C::Need1,
        &[
            "senneedranking1",
            "senneed",
            "sentype",
            "primaryneed",
            "primarysenneed",
            "senneed1",
            "sentype1",
            "primarysentype",
            "needtype",
            "senneedtype",
            "sentypeprimary",
            "senneedprimary",
            "need",
            "need1",
            "sendneed",
        ],
    ),
    (
        C::Need2,
        &[
            "senneedranking2",
            "secondaryneed",
            "secondarysenneed",
            "senneed2",
            "sentype2",
            "secondarysentype",
            "sentypesecondary",
            "senneedsecondary",
            "need2",
        ],
    ),
    (C::Need3, &["senneedranking3", "tertiaryneed", "senneed3", "sentype3", "need3"]),
    (C::Needs, &["senneeds", "sentypes", "needs", "allsenneeds"]),
    (
        C::Premium,
        &[
            "pupilpremium",
            "pp",
            "pupilpremiumrecipient",
            "pupilpremiumindicator",
            "ppi",
            "premiumpupilindicator",
            "ppeligible",
            "pupilpremiumeligible",
        ],
    ),
    (
        C::Meals,
        &[
            "fsm",
            "fsmever6",
            "fsm6",
            "freeschoolmeals",
            "freeschoolmeals6",
            "fsmeligible",
            "eligibleforfreemeals",
            "everfsm6",
            "freemeals",
        ],
    ),
    (C::Eal, &["eal", "englishasadditionallanguage", "englishasanadditionallanguage"]),
    (
        C::Care,
        &[
            "incare",
            "lac",
            "lookedafter",
            "cla",
            "incareindicator",
            "lookedafterchild",
            "childlookedafter",
            "inleacare",
            "inlacare",
        ],
    ),
    (C::Language, &["firstlanguage", "language", "homelanguage", "mothertongue"]),
    (
        C::Percent,
        &[
            "attendance",
            "percentageattendance",
            "percentattendance",
            "attendancepercentage",
            "attendancepercent",
            "attendanceytd",
            "attendancethisyear",
        ],
    ),
    (C::Possible, &["possiblesessions", "sessionspossible", "possible", "possiblemarks"]),
    (C::Attended, &["attendedsessions", "sessionsattended", "attended", "presentmarks", "present", "attendances"]),
    (
        C::ContactName,
        &[
            "parentcarer",
            "primarycontact",
            "primaryguardian",
            "contactname",
            "parentname",
            "primarycontactname",
            "primaryguardianname",
            "parentcarername",
        ],
    ),
    (
        C::Phone,
        &[
            "mobile",
            "parentcarermobile",
            "primarycontactmobile",
            "primaryguardianmobile",
            "contactmobile",
            "parentcarerphone",
            "primarycontactphone",
            "primarycontacttelephone",
            "parentmobile",
        ],
    ),
];

const GUARDIANS: &[(C, &[&str])] = &[
    (
        C::PupilForename,
        &[
            "pupilforename",
            "pupilfirstname",
            "studentforename",
            "studentfirstname",
            "childforename",
            "childfirstname",
            "pupillegalforename",
        ],
    ),
    (
        C::PupilSurname,
        &[
            "pupilsurname",
            "pupillastname",
            "studentsurname",
            "studentlastname",
            "childsurname",
            "childlastname",
            "pupillegalsurname",
        ],
    ),
    (C::PupilName, &["pupilname", "studentname", "pupil", "student", "child", "childname", "pupilfullname"]),
    (C::Born, &["dob", "dateofbirth", "pupildob", "studentdob", "pupildateofbirth", "studentdateofbirth"]),
    (
        C::ContactForename,
        &[
            "contactforename",
            "contactfirstname",
            "guardianforename",
            "guardianfirstname",
            "parentforename",
            "parentfirstname",
            "carerforename",
            "parentcarerforename",
            "parentcarerfirstname",
        ],
    ),
    (
        C::ContactSurname,
        &[
            "contactsurname",
            "contactlastname",
            "guardiansurname",
            "guardianlastname",
            "parentsurname",
            "parentlastname",
            "carersurname",
            "parentcarersurname",
            "parentcarerlastname",
        ],
    ),
    (
        C::ContactName,
        &[
            "contactname",
            "parentcarer",
            "primarycontact",
            "primaryguardian",
            "guardian",
            "guardianname",
            "parentname",
            "contact",
            "parent",
            "contactfullname",
            "carer",
            "parentcarername",
            "parentguardian",
        ],
    ),
    (C::Forename, &["forename", "firstname", "legalforename", "preferredforename", "givenname"]),
    (C::Surname, &["surname", "lastname", "legalsurname", "preferredsurname", "familyname"]),
    (C::FullName, &["surnameforename", "name", "fullname"]),
    (
        C::Relationship,
        &[
            "relationship",
            "relationshiptopupil",
            "relation",
            "relationshiptype",
            "relationshiptostudent",
            "relationshiptochild",
            "contactrelationship",
        ],
    ),
    (
        C::Priority,
        &[
            "priority",
            "contactpriority",
            "order",
            "contactorder",
            "priorityorder",
            "callorder",
            "emergencycontactpriority",
        ],
    ),
    (
        C::Responsibility,
        &[
            "parentalresponsibility",
            "pr",
            "responsibility",
            "hasparentalresponsibility",
            "legalguardian",
            "parentalresp",
        ],
    ),
    (
        C::Phone,
        &[
            "mobile",
            "mobilephone",
            "phone",
            "telephone",
            "mobilenumber",
            "contactmobile",
            "phonenumber",
            "mobiletelephone",
            "tel",
            "maintelephone",
            "contactphone",
            "parentmobile",
            "guardianmobile",
            "primaryphone",
            "parentcarermobile",
            "telephonenumber",
            "contacttelephone",
            "hometelephone",
        ],
    ),
    (
        C::Language,
        &["language", "homelanguage", "preferredlanguage", "contactlanguage", "firstlanguage", "spokenlanguage"],
    ),
    (
        C::CourtOrder,
        &[
            "courtorder",
            "courtorders",
            "courtorderdetails",
            "courtordernote",
            "restriction",
            "restrictions",
            "contactrestriction",
            "legalnote",
            "legalrestriction",
            "courtorderinplace",
        ],
    ),
    (C::NoContact, &["donotcontact", "nocontact", "contactnotallowed"]),
];

const STAFF: &[(C, &[&str])] = &[
    (C::Forename, &["forename", "firstname", "legalforename", "preferredforename", "givenname", "staffforename"]),
    (C::Surname, &["surname", "lastname", "legalsurname", "preferredsurname", "familyname", "staffsurname"]),
    (C::FullName, &["surnameforename", "name", "staffname", "fullname", "staffmember", "teacher", "employee"]),
    (C::Role, &["role", "jobtitle", "job", "post", "position", "staffrole", "roles", "jobrole", "businessrole"]),
    (
        C::Classes,
        &[
            "classes",
            "class",
            "reggroup",
            "reggroups",
            "registrationgroup",
            "tutorgroup",
            "form",
            "forms",
            "classestaught",
            "reg",
        ],
    ),
];

const TERMS: &[(C, &[&str])] = &[
    (C::AcademicYear, &["academicyear", "year", "schoolyear"]),
    (C::Season, &["term", "termname", "name", "season"]),
    (C::Starts, &["starts", "start", "startdate", "termstarts", "from", "begins", "firstday", "termstart", "opens"]),
    (C::HalfStarts, &["halftermstarts", "halftermstart", "halftermfrom", "halftermbegins", "halftermstartdate"]),
    (C::HalfEnds, &["halftermends", "halftermend", "halftermto", "halftermuntil", "halftermenddate"]),
    (C::Ends, &["ends", "end", "enddate", "termends", "to", "until", "lastday", "termend", "finishes", "closes"]),
];

const DAYS: &[(C, &[&str])] = &[
    (C::Date, &["date", "day", "closedon", "closuredate"]),
    (C::ClosureKind, &["kind", "type", "closuretype", "closurekind", "reason"]),
    (C::Note, &["note", "notes", "description", "details", "comment"]),
    (C::HolidayName, &["name", "holiday", "bankholiday", "title"]),
];

/// Which column stands where.
#[derive(Clone, Debug)]
pub(super) struct Headings {
    pub(super) kind: Kind,
    pub(super) at: BTreeMap<Column, usize>,
}

/// What kind of file has these headings, if any that we know.
pub(super) fn recognise(cells: &[String]) -> Option<Headings> {
    let folded: Vec<String> = cells.iter().map(|c| folded(c)).collect();
    let read = |kind, names: &[(C, &[&str])]| {
        let mut at = BTreeMap::new();
        // The aliases of a column are in order of preference, so the first alias that is there wins, not the first cell.
        for (column, aliases) in names.iter().chain(SHARED) {
            if let Some(place) = aliases.iter().find_map(|a| folded.iter().position(|f| f == a)) {
                at.entry(*column).or_insert(place);
            }
        }
        Headings { kind, at }
    };
    let has = |h: &Headings, all: &[C]| all.iter().all(|c| h.at.contains_key(c));
    let any = |h: &Headings, some: &[C]| some.iter().any(|c| h.at.contains_key(c));
    let terms = read(Kind::Terms, TERMS);
    if has(&terms, &[C::Season, C::Starts, C::Ends]) {
        return Some(terms);
    }
    let guardians = read(Kind::Guardians, GUARDIANS);
    let names_adult = any(&guardians, &[C::ContactSurname, C::ContactName, C::Surname, C::FullName]);
    let speaks_of_adult =
        any(&guardians, &[C::Relationship, C::Responsibility, C::ContactSurname, C::Priority, C::CourtOrder]);
    let names_pupil = any(&guardians, &[C::Upn, C::PupilSurname, C::PupilName, C::Surname, C::FullName]);
    if names_adult && speaks_of_adult && names_pupil {
        return Some(guardians);
    }
    let pupils = read(Kind::Pupils, PUPILS);
    if any(&pupils, &[C::Surname, C::FullName]) && (any(&pupils, &[C::Born, C::SenStatus]) || has(&pupils, &[C::Upn])) {
        return Some(pupils);
    }
    let staff = read(Kind::Staff, STAFF);
    if has(&staff, &[C::Email]) && any(&staff, &[C::Surname, C::FullName]) && any(&staff, &[C::Role, C::Classes]) {
        return Some(staff);
    }
    let days = read(Kind::Closures, DAYS);
    match (has(&days, &[C::Date]), any(&days, &[C::ClosureKind, C::Note]), has(&days, &[C::HolidayName])) {
        (true, true, _) => Some(days),
        (true, false, true) => Some(Headings { kind: Kind::BankHolidays, ..days }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> Option<Kind> {
        recognise(&line.split(',').map(str::to_owned).collect::<Vec<_>>()).map(|h| h.kind)
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
        ] {
            assert_eq!(kind(line), Some(expected), "{line}");
        }
        assert_eq!(kind("Item,Price"), None);
    }
}

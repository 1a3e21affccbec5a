//! Single values as schools write them.

pub(super) mod date;
pub(super) mod name;
pub(super) mod reach;

use crate::domain::{
    calendar::Season,
    people::Role,
    roll::{Responsibility, folded},
    sen_status::SenCode,
};

/// Reads T/F, Y/N, Yes/No, True/False, 1/0. Nothing at all is no.
pub(super) fn yes(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        "t" | "y" | "yes" | "true" | "1" | "x" => Some(true),
        "" | "f" | "n" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// Reads a SEN status as code or as words, the codes from before 2014 too. Nothing at all is "no SEN". What stands in brackets only
/// repeats it.
pub(super) fn sen(text: &str) -> Option<SenCode> {
    let outside = text.split('(').next().map(str::trim).filter(|t| !t.is_empty());
    plain_sen(text).or_else(|| outside.and_then(plain_sen))
}

/// What a status is called that ended in 2014, with what stands in its place; `None` for those of today.
pub(super) fn ended_status(text: &str) -> Option<&'static str> {
    match folded(text.split('(').next().unwrap_or_default()).as_str() {
        "a" | "schoolaction" | "p" | "schoolactionplus" => Some("SEN support"),
        "s" | "statement" | "statemented" => Some("an EHC plan"),
        _ => None,
    }
}

fn plain_sen(text: &str) -> Option<SenCode> {
    let words = folded(text);
    let code = text.split([' ', '-', ':', '(']).next().map(folded).unwrap_or_default();
    match words.as_str() {
        ""
        | "n"
        | "no"
        | "none"
        | "nosen"
        | "nosenprovision"
        | "nospecialeducationalneed"
        | "nospecialeducationalneeds"
        | "notsen" => Some(SenCode::None),
        "k" | "sensupport" | "sens" | "schoolsupport" | "a" | "p" | "schoolaction" | "schoolactionplus"
        | "sendsupport" => Some(SenCode::Support),
        "e"
        | "s"
        | "ehcp"
        | "ehc"
        | "ehcplan"
        | "statement"
        | "statemented"
        | "educationhealthandcareplan"
        | "educationhealthcareplan" => Some(SenCode::Ehcp),
        // "K - SEN Support", "E: Education, Health and Care Plan"
        _ if words.len() > code.len() && code.len() == 1 => plain_sen(&code).filter(|c| match c {
            SenCode::None => words.contains("no"),
            SenCode::Support => words.contains("support") || words.contains("action"),
            SenCode::Ehcp => words.contains("plan") || words.contains("statement") || words.contains("ehc"),
        }),
        _ => None,
    }
}

/// Reads a claim of parental responsibility; what is neither yes nor no is not known.
pub(super) fn responsibility(text: &str) -> Responsibility {
    match yes(text) {
        _ if text.is_empty() => Responsibility::Unknown,
        Some(true) => Responsibility::Yes,
        Some(false) => Responsibility::No,
        None => Responsibility::Unknown,
    }
}

/// Reads a role from its name or a usual job title.
pub(super) fn role(text: &str) -> Option<Role> {
    let words = folded(text);
    let has = |some: &[&str]| some.iter().any(|s| words.contains(s));
    Role::from_code(&words).or_else(|| match () {
        () if words.is_empty() => None,
        () if has(&[
            "senco",
            "sendco",
            "sencoordinator",
            "inclusionlead",
            "inclusionmanager",
            "specialeducationalneedscoordinator",
        ]) =>
        {
            Some(Role::Senco)
        }
        () if has(&[
            "assistant",
            "hlta",
            "supportstaff",
            "learningsupport",
            "lsa",
            "mentor",
            "nurserynurse",
            "practitioner",
            "supervisor",
            "pastoral",
            "keyworker",
        ]) && !has(&["head", "midday", "lunch", "site"]) =>
        {
            Some(Role::TeachingAssistant)
        }
        () if has(&["head", "principal", "seniorleader", "slt"]) => Some(Role::Head),
        () if has(&["governor", "trustee"]) => Some(Role::Governor),
        () if has(&["office", "secretary", "businessmanager", "receptionist", "clerk"]) => Some(Role::Office),
        () if has(&["teacher", "tutor", "ect"]) => Some(Role::Teacher),
        () if has(&["admin"]) => Some(Role::Admin),
        () => None,
    })
}

/// Reads "Autumn", "Autumn term", "Autumn 2026", and the older names.
pub(super) fn season(text: &str) -> Option<Season> {
    let words = folded(text);
    let starts = |some: &[&str]| some.iter().any(|s| words.starts_with(s));
    match () {
        () if starts(&["autumn", "michaelmas"]) => Some(Season::Autumn),
        () if starts(&["spring", "lent"]) => Some(Season::Spring),
        () if starts(&["summer", "trinity"]) => Some(Season::Summer),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_as_code_or_words_old_ones_too() {
        for (text, code) in [
            ("K", SenCode::Support),
            ("SEN Support", SenCode::Support),
            ("K - SEN Support", SenCode::Support),
            ("A", SenCode::Support),
            ("p", SenCode::Support),
            ("School Action Plus", SenCode::Support),
            ("E", SenCode::Ehcp),
            ("S", SenCode::Ehcp),
            ("Education, Health and Care Plan", SenCode::Ehcp),
            ("Education, Health and Care Plan (EHCP)", SenCode::Ehcp),
            ("SEN support (K)", SenCode::Support),
            ("N", SenCode::None),
            ("", SenCode::None),
            ("No Special Educational Need", SenCode::None),
        ] {
            assert_eq!(sen(text), Some(code), "{text}");
        }
        for bad in ["Z", "Maybe", "Q", "KE"] {
            assert_eq!(sen(bad), None, "{bad}");
        }
    }

    #[test]
    fn roles_are_read_from_job_titles() {
        for (text, found) in [
            ("SENCO", Role::Senco),
            ("Headteacher", Role::Head),
            ("Class Teacher", Role::Teacher),
            ("Teaching assistant", Role::TeachingAssistant),
            ("Assistant Headteacher", Role::Head),
            ("Office", Role::Office),
            ("Chair of Governors", Role::Governor),
            ("ta", Role::TeachingAssistant),
            ("Learning Mentor", Role::TeachingAssistant),
        ] {
            assert_eq!(role(text), Some(found), "{text}");
        }
        assert_eq!(role("Wizard"), None);
        assert_eq!(role("Midday supervisor"), None, "who needs no access gets none");
    }
}

//! What keeps an adult from a child, or from a part of what parents take part in: a court order, or what a family and its school have agreed.
//! Until a person has checked it, everything is kept back; then it does what was decided and nothing else. An order that has a last day
//! ends with it by itself.

use std::collections::BTreeSet;

use chrono::NaiveDate;

coded! {
    /// What a restriction does.
    Effect {
        /// Nothing is sent, shown or said to them about the child.
        NoContact = "no_contact", "No contact: nothing is sent to them or shown to them about this pupil";
        /// They are told by post or by telephone, never by mail.
        LetterOrPhone = "letter_or_phone", "By letter or phone only: no e-mail";
        /// They are met without any other adult of the child.
        SeparateMeeting = "separate_meeting", "Meets on their own: never in one meeting with another adult of the pupil";
        /// Where they live and how they are reached is shown to nobody who does not keep contacts.
        AddressHidden = "address_hidden", "Address hidden: on no page, list or paper but for who keeps the contacts";
        /// They are told and heard; another parent decides.
        DoesNotDecide = "does_not_decide", "Does not decide: they are told and heard, another parent agrees";
    }
}

coded! {
    /// What kind of order a court made, or that none did (Children Act 1989 s.8; Family Law Act 1996 parts 4 and 4A).
    OrderKind {
        /// With whom a child lives, spends time, and when.
        ChildArrangements = "child_arrangements", "Child arrangements order";
        /// Something may not be done without the court.
        ProhibitedSteps = "prohibited_steps", "Prohibited steps order";
        /// One question is decided.
        SpecificIssue = "specific_issue", "Specific issue order";
        /// Nobody is to be molested.
        NonMolestation = "non_molestation", "Non-molestation order";
        /// Who may live in a home or come near it.
        Occupation = "occupation", "Occupation order";
        /// A child is in an authority's care.
        Care = "care", "Care order";
        /// Any other.
        Other = "other", "Another order of a court";
        /// It is agreed, or the school knows of a danger.
        None = "none", "No order: agreed, or known otherwise";
    }
}

impl Effect {
    /// In two or three words: what stands before the colon.
    #[must_use]
    pub fn short(self) -> &'static str {
        self.words().split_once(':').map_or(self.words(), |(short, _)| short)
    }
}

/// The effects that are in force between an adult and a child.
pub type Effects = BTreeSet<Effect>;

/// What was typed about the days of a restriction, against the rule: it holds from the second in which it is entered, so it has begun, and
/// it does not end before it begins or is long over.
///
/// # Errors
/// The field, "from_on" or "until_on", and the rule.
pub fn check_days(
    from: NaiveDate,
    until: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), (&'static str, &'static str)> {
    if from > today {
        return Err(("from_on", "It holds from the moment it is entered: enter the day it began, up to today"));
    }
    if until.is_some_and(|last| last < from) {
        return Err(("until_on", "It cannot end before it begins"));
    }
    if until.is_some_and(|last| last < today) {
        return Err(("until_on", "It is over: its last day is before today"));
    }
    Ok(())
}

/// Effects that can stand together: no contact leaves nothing that a letter or a meeting could do.
///
/// # Errors
/// The rule.
pub fn check_effects(effects: &Effects) -> Result<(), &'static str> {
    if effects.is_empty() {
        return Err("Choose at least one thing that it does");
    }
    let reached = [Effect::LetterOrPhone, Effect::SeparateMeeting];
    if effects.contains(&Effect::NoContact) && reached.iter().any(|effect| effects.contains(effect)) {
        return Err("No contact leaves no letter, no phone call and no meeting: choose one or the other");
    }
    Ok(())
}

/// Calendar days before the last day of an order from which somebody is asked whether it was renewed.
pub const ASKED_BEFORE_ITS_END: i64 = 14;

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    #[test]
    fn a_restriction_has_begun_and_is_not_over() {
        assert_eq!(check_days(day(1), None, day(18)), Ok(()));
        assert_eq!(check_days(day(18), Some(day(18)), day(18)), Ok(()), "its last day is one of it");
        assert_eq!(check_days(day(19), None, day(18)).unwrap_err().0, "from_on");
        assert_eq!(check_days(day(10), Some(day(9)), day(18)), Err(("until_on", "It cannot end before it begins")));
        assert_eq!(check_days(day(1), Some(day(17)), day(18)).unwrap_err().0, "until_on");
    }

    #[test]
    fn no_contact_stands_with_nothing_that_needs_contact() {
        use Effect::*;
        let effects = |list: &[Effect]| list.iter().copied().collect::<Effects>();
        for good in [&[NoContact][..], &[NoContact, AddressHidden], &[LetterOrPhone, SeparateMeeting], &[DoesNotDecide]]
        {
            assert_eq!(check_effects(&effects(good)), Ok(()), "{good:?}");
        }
        for bad in [&[][..], &[NoContact, LetterOrPhone], &[NoContact, SeparateMeeting, AddressHidden]] {
            assert!(check_effects(&effects(bad)).is_err(), "{bad:?}");
        }
    }
}

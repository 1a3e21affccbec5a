//! Suspensions (once called fixed-term exclusions) and permanent exclusions, counted in sessions: a session is half a day.

use super::count::counted;

/// School days of suspension that no pupil may pass in one academic year.
pub const MOST_DAYS_A_YEAR: u32 = 45;
/// From this school day of one suspension on, the school arranges education elsewhere.
pub const EDUCATION_FROM_DAY: u32 = 6;

coded! {
    /// What it is.
    Kind {
        /// For so many sessions.
        Suspension = "suspension", "Suspension";
        /// For good.
        Permanent = "permanent", "Permanent exclusion";
    }
}

coded! {
    /// Why, as the school census knows it. The same letters may mean a need elsewhere: keep the two sets apart.
    Reason {
        /// Against a pupil.
        AssaultPupil = "PP", "Physical assault against a pupil";
        /// Against an adult.
        AssaultAdult = "PA", "Physical assault against an adult";
        /// Words or threats against a pupil.
        VerbalPupil = "VP", "Verbal abuse or threatening behaviour against a pupil";
        /// Words or threats against an adult.
        VerbalAdult = "VA", "Verbal abuse or threatening behaviour against an adult";
        /// A weapon or a prohibited item.
        Weapon = "OW", "Use or threat of use of an offensive weapon or prohibited item";
        /// Bullying.
        Bullying = "BU", "Bullying";
        /// Racist abuse.
        Racist = "RA", "Racist abuse";
        /// Sexual orientation, gender identity.
        Identity = "LG", "Abuse against sexual orientation or gender identity";
        /// Relating to disability.
        Disability = "DS", "Abuse relating to disability";
        /// Sexual misconduct.
        Sexual = "SM", "Sexual misconduct";
        /// Drugs and alcohol.
        Drugs = "DA", "Drug and alcohol related";
        /// Damage.
        Damage = "DM", "Damage";
        /// Theft.
        Theft = "TH", "Theft";
        /// Social media, online.
        Online = "MT", "Inappropriate use of social media or online technology";
        /// Public health.
        Health = "PH", "Wilful and repeated breach of measures that protect public health";
        /// Disruption.
        Disruption = "DB", "Persistent or general disruptive behaviour";
    }
}

/// The most reasons that one suspension has in the census.
pub const MOST_REASONS: usize = 3;

/// Reasons in words, the main one leading.
#[must_use]
pub fn reasons(all: &[Reason]) -> String {
    all.iter().map(|reason| reason.words()).collect::<Vec<_>>().join("; ")
}

/// Reasons from codes parted by spaces; what is no code is left out.
#[must_use]
pub fn reasons_of(codes: &str) -> Vec<Reason> {
    codes.split_whitespace().filter_map(Reason::from_code).collect()
}

/// Sessions as days: "½ day", "1 day", "2½ days".
#[must_use]
pub fn days(sessions: u32) -> String {
    match (sessions / 2, sessions % 2) {
        (0, 0) => "no day".to_owned(),
        (0, _) => "½ day".to_owned(),
        (whole, 0) => counted(whole, "day", "days"),
        (whole, _) => format!("{whole}½ days"),
    }
}

/// What one suspension and the year's running total ask for, in sentences.
#[must_use]
pub fn duties(sessions: u32, year_total: u32) -> Vec<String> {
    let mut said = Vec::new();
    if sessions > (EDUCATION_FROM_DAY - 1) * 2 {
        said.push(format!("Education has to be arranged from day {EDUCATION_FROM_DAY}."));
    }
    if year_total > MOST_DAYS_A_YEAR * 2 {
        said.push(format!(
            "The year’s total is {}: the law allows {MOST_DAYS_A_YEAR} school days at most.",
            days(year_total)
        ));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_days_add_up_to_days() {
        let said: Vec<String> = [0, 1, 2, 3, 90].map(days).into();
        assert_eq!(said, ["no day", "½ day", "1 day", "1½ days", "45 days"]);
    }

    #[test]
    fn the_sixth_day_and_the_forty_fifth_are_the_limits() {
        assert!(duties(10, 90).is_empty());
        assert!(duties(11, 90)[0].contains("day 6"));
        assert!(duties(1, 91)[0].contains("45½ days") && duties(1, 91)[0].contains("45 school days"));
    }
}

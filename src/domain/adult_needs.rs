//! What a parent needs to take part, and what follows from it: how an invitation reaches them, which times they are offered first, who
//! interprets. Asked once, applied to every invitation.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Timelike};

use super::{language::Language, time::Moment};

coded! {
    /// The form in which somebody wants what the school sends.
    Format {
        /// Not said.
        AsItComes = "", "As it comes";
        /// A letter instead of mail.
        Paper = "paper", "On paper, by post";
        /// Larger letters.
        LargePrint = "large_print", "Large print";
        /// Short sentences with pictures.
        EasyRead = "easy_read", "Easy read";
        /// Signed.
        Bsl = "bsl", "British Sign Language";
        /// To be felt.
        Braille = "braille", "Braille";
        /// By voice.
        Spoken = "audio", "Spoken, or by phone";
    }
}

coded! {
    /// What the school is often asked to arrange for a meeting.
    Aid {
        /// No stairs.
        StepFree = "step_free", "Step-free access";
        /// Somebody looks after younger children meanwhile.
        Childcare = "childcare", "Somebody to look after younger children";
        /// For hearing aids.
        HearingLoop = "hearing_loop", "A hearing loop";
        /// Away from the noise.
        QuietRoom = "quiet_room", "A quiet room";
    }
}

impl Aid {
    /// What stands of these in the words in which somebody's needs are kept, and the rest.
    #[must_use]
    pub fn split(text: &str) -> (BTreeSet<Self>, String) {
        let parts = || text.split(';').map(str::trim).filter(|part| !part.is_empty());
        let of = |part: &str| Self::ALL.iter().copied().find(|aid| aid.words() == part);
        let rest: Vec<&str> = parts().filter(|part| of(part).is_none()).collect();
        let found: BTreeSet<Self> = parts().filter_map(of).collect();
        // Where nothing is ticked, their words stay as they wrote them.
        if found.is_empty() { (found, text.to_owned()) } else { (found, rest.join("; ")) }
    }

    /// The words in which they are kept, before whatever else somebody needs.
    #[must_use]
    pub fn joined(aids: &BTreeSet<Self>, rest: &str) -> String {
        let words = aids.iter().map(|aid| aid.words());
        words.chain([rest.trim()]).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }
}

/// How somebody is reached as a rule; [`carriage`](super::carriage::carriage) says how each kind of message goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// By e-mail.
    Mail,
    /// By e-mail, and in the form they asked for by post.
    MailAndLetter,
    /// By post.
    Letter,
    /// Somebody rings.
    Phone,
}

impl Way {
    /// The way in which this format reaches somebody who has a working address and a phone number, or not.
    #[must_use]
    pub fn of(format: Format, mail: bool, phone: bool) -> Self {
        match format {
            Format::Paper => Self::Letter,
            Format::Spoken if phone => Self::Phone,
            Format::LargePrint | Format::EasyRead | Format::Braille if mail => Self::MailAndLetter,
            Format::LargePrint | Format::EasyRead | Format::Braille => Self::Letter,
            _ if mail => Self::Mail,
            _ if phone => Self::Phone,
            _ => Self::Letter,
        }
    }

    /// What an invitation given in this way is marked with: empty where it goes by mail.
    #[must_use]
    pub fn by_hand(self) -> &'static str {
        match self {
            Self::Mail | Self::MailAndLetter => "",
            Self::Letter => "letter",
            Self::Phone => "phone",
        }
    }

    /// Whether a letter is printed.
    #[must_use]
    pub fn has_letter(self) -> bool {
        matches!(self, Self::Letter | Self::MailAndLetter)
    }
}

coded! {
    /// A part of the day, or a day of the week.
    Time {
        /// Until nine.
        BeforeSchool = "before", "before school";
        /// From nine to three.
        SchoolDay = "day", "during the school day";
        /// From three to half past five.
        AfterSchool = "after", "straight after school";
        /// From half past five.
        Evening = "evening", "in the evening";
        /// Monday.
        Monday = "mon", "Mondays";
        /// Tuesday.
        Tuesday = "tue", "Tuesdays";
        /// Wednesday.
        Wednesday = "wed", "Wednesdays";
        /// Thursday.
        Thursday = "thu", "Thursdays";
        /// Friday.
        Friday = "fri", "Fridays";
    }
}

impl Time {
    /// Whether it is a part of the day.
    #[must_use]
    pub fn is_part(self) -> bool {
        self <= Self::Evening
    }

    /// The part of the day in which something begins.
    #[must_use]
    pub fn part_at(at: Moment) -> Self {
        let time = at.local().time();
        match time.hour() * 60 + time.minute() {
            0..540 => Self::BeforeSchool,
            540..900 => Self::SchoolDay,
            900..1050 => Self::AfterSchool,
            _ => Self::Evening,
        }
    }

    fn weekday(day: NaiveDate) -> Option<Self> {
        let n = day.weekday().num_days_from_monday() as usize;
        Self::ALL.iter().copied().filter(|time| !time.is_part()).nth(n)
    }
}

/// The times that suit somebody. Nothing said of the parts of the day, or of the weekdays, means any of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Suits(BTreeSet<Time>);

impl Suits {
    /// From codes parted by spaces; what is no code is left out.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        text.split_whitespace().filter_map(Time::from_code).collect()
    }

    /// The codes, parted by spaces.
    #[must_use]
    pub fn as_text(&self) -> String {
        self.0.iter().map(|time| time.as_code()).collect::<Vec<_>>().join(" ")
    }

    /// Nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// "straight after school, in the evening; Mondays".
    #[must_use]
    pub fn words(&self) -> String {
        let of = |parts: bool| {
            self.0.iter().filter(|time| time.is_part() == parts).map(|time| time.words()).collect::<Vec<_>>().join(", ")
        };
        [of(true), of(false)].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
    }

    /// Whether somebody can be met or rung then.
    #[must_use]
    pub fn fit(&self, at: Moment) -> bool {
        self.fit_day(at.today()) && self.among(true, Some(Time::part_at(at)))
    }

    /// Whether a day of the week suits.
    #[must_use]
    pub fn fit_day(&self, day: NaiveDate) -> bool {
        self.among(false, Time::weekday(day))
    }

    /// The first day from this one on that suits, within a week.
    #[must_use]
    pub fn first_day(&self, from: NaiveDate) -> NaiveDate {
        from.iter_days().take(7).find(|day| self.fit_day(*day)).unwrap_or(from)
    }

    fn among(&self, parts: bool, time: Option<Time>) -> bool {
        let mut said = self.0.iter().filter(|one| one.is_part() == parts).peekable();
        said.peek().is_none() || said.any(|one| Some(*one) == time)
    }
}

impl FromIterator<Time> for Suits {
    fn from_iter<I: IntoIterator<Item = Time>>(times: I) -> Self {
        Self(times.into_iter().collect())
    }
}

/// Gives each family of those that were shared out the times that suit it best, as far as they go round: those who said most first.
/// Families and times keep their order where nothing was said.
#[must_use]
pub fn prefer(mut shares: Vec<Vec<Moment>>, families: &[Suits]) -> Vec<Vec<Moment>> {
    let fitting = |share: &[Moment], suits: &Suits| share.iter().filter(|at| suits.fit(**at)).count();
    for (n, suits) in families.iter().enumerate().take(shares.len()).filter(|(_, suits)| !suits.is_empty()) {
        // Only what somebody without wishes holds, or what does not harm whoever has it, is exchanged.
        let gain = |m: usize| {
            let other = families.get(m)?;
            let mine = fitting(&shares[m], suits).checked_sub(fitting(&shares[n], suits)).filter(|more| *more > 0)?;
            let loss = if other.is_empty() {
                0
            } else {
                fitting(&shares[m], other).saturating_sub(fitting(&shares[n], other))
            };
            (loss < mine).then_some((mine - loss, std::cmp::Reverse(m)))
        };
        if let Some((_, std::cmp::Reverse(best))) = (0..shares.len()).filter_map(gain).max() {
            shares.swap(n, best);
        }
    }
    for (share, suits) in shares.iter_mut().zip(families) {
        share.sort_by_key(|at| (!suits.fit(*at), *at));
    }
    shares
}

/// What one adult needs, as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Needs {
    /// Spoken at home.
    pub language: String,
    /// To be written in, where it is another.
    pub written_language: String,
    /// The language an interpreter was asked for in.
    pub interpreter: String,
    /// In which form they want what is sent.
    pub format: Format,
    /// What else they need, in their words.
    pub access_needs: String,
    /// When they can be reached, in their words.
    pub hours: String,
    /// The times that suit them.
    pub suits: Suits,
    /// When they were asked last.
    pub asked_on: Option<NaiveDate>,
}

impl Needs {
    /// Whether nothing is known of them but, at most, which language is spoken at home, which schools know of everybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let texts = [&self.written_language, &self.interpreter, &self.access_needs, &self.hours];
        texts.iter().all(|text| text.trim().is_empty())
            && self.suits.is_empty()
            && self.asked_on.is_none()
            && self.format == Format::AsItComes
    }

    /// The language in which somebody has to interpret, if somebody has to.
    #[must_use]
    pub fn interpreter(&self) -> Option<&str> {
        match (self.interpreter.trim(), self.format) {
            ("", Format::Bsl) => Some(Format::Bsl.words()),
            ("", _) => None,
            (language, _) => Some(language),
        }
    }

    /// The language they read, where it is not the one in which the school writes.
    #[must_use]
    pub fn reads(&self) -> Option<&str> {
        let told = [&self.written_language, &self.language]
            .into_iter()
            .map(|text| text.trim())
            .find(|text| !text.is_empty())?;
        (Language::named(told) != Some(Language::English)).then_some(told)
    }

    /// The language in which the fixed texts reach them, and the one that they read instead where nothing is written in it.
    #[must_use]
    pub fn language_to_write(&self) -> (Language, Option<&str>) {
        let english = if self.format == Format::EasyRead { Language::EasyRead } else { Language::English };
        match self.reads() {
            None => (english, None),
            Some(told) => Language::named(told).map_or((english, Some(told)), |language| (language, None)),
        }
    }

    /// The language in which they are written to, in words: "Polish", or "English: nothing is written in Tamil".
    #[must_use]
    pub fn written_in(&self) -> String {
        match self.language_to_write() {
            (language, None) => language.words().to_owned(),
            (language, Some(other)) => format!("{}: nothing is written in {other}", language.words()),
        }
    }

    /// The language in which they told us to write, where it is not the school's: somebody has to see to it.
    #[must_use]
    pub fn asks_to_read(&self) -> Option<&str> {
        self.reads().filter(|_| !self.written_language.trim().is_empty())
    }
}

/// When to ring somebody, in words; empty if nothing was said.
#[must_use]
pub fn when_to_ring(suits: &Suits, hours: &str) -> String {
    [suits.words().as_str(), hours.trim()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests;

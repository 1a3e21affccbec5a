//! What the messages about a meeting are made of: who writes, when and where it is, and the ways to answer.

use anyhow::Context;

use super::super::{Hosts, SchoolCard, safe};
use crate::{
    args,
    domain::{
        conversation::Mode,
        language::Language,
        notice::NoticeKind,
        people::Name,
        reminder::{BookingFacts, Did, SlotFacts},
    },
    mail::letter::Letter,
    texts::{Args, Words},
};

/// What a text about a meeting may draw on.
pub(super) struct Told<'a> {
    pub(super) kind: NoticeKind,
    pub(super) school: &'a SchoolCard,
    pub(super) name: &'a Name,
    pub(super) words: &'a Words,
    /// The language they read, where nothing is written in it.
    pub(super) reads: Option<&'a str>,
    pub(super) hosts: &'a Hosts,
    pub(super) link: Option<&'a str>,
    /// There are no links on paper, and nothing to reply to.
    pub(super) on_paper: bool,
    /// What they have done about the meeting; on paper nothing is said of it.
    pub(super) did: Option<Did>,
    /// How long the meeting lasts that is offered, where that is known.
    pub(super) minutes: Option<i64>,
}

/// "Dear Mrs Khan".
pub(super) fn greeting(words: &Words, name: &Name) -> String {
    words.say_with("greeting", &args!["name" => safe::line(&name.formal())])
}

impl Told<'_> {
    /// A letter with its subject and its greeting.
    pub(super) fn letter(&self, subject: String) -> Letter {
        Letter::new(subject).text(greeting(self.words, self.name))
    }

    /// A page behind their link, in their language.
    pub(super) fn page(&self, path: &str) -> anyhow::Result<String> {
        self.link.map(|link| self.at(link, path)).context("this message needs a link")
    }

    fn at(&self, link: &str, path: &str) -> String {
        match self.words.language() {
            Language::English => format!("{link}{path}"),
            other => format!("{link}{path}?lang={}", other.as_code()),
        }
    }

    /// Who would like to meet them, for a line that has a form for one, for several, and for a school that names nobody.
    pub(super) fn who(&self) -> Args<'static> {
        let (lead, others) = (safe::line(&self.hosts.lead), safe::line(&self.hosts.also_present));
        let with = match (lead.is_empty(), others.is_empty()) {
            (true, _) => "none",
            (false, true) => "one",
            (false, false) => "more",
        };
        args!["with" => with, "lead" => lead, "others" => others]
    }

    /// "We have kept 30 minutes for you."
    pub(super) fn kept(&self) -> String {
        match self.minutes {
            Some(minutes) => self.words.say_with("invite-kept", &args!["length" => self.words.minutes(minutes)]),
            None => self.words.say("invite-kept-time"),
        }
    }

    /// The ways to answer: "reply to this e-mail or phone 01702 000 000."
    pub(super) fn ways(&self) -> String {
        self.words.ways(&safe::line(&self.school.phone), !self.on_paper)
    }

    /// A line that ends with the ways to answer.
    pub(super) fn with_ways(&self, id: &str) -> String {
        self.words.say_with(id, &args!["ways" => self.ways()])
    }

    /// How somebody who reads a language that nothing is written in asks for help; empty for everybody else.
    pub(super) fn other_language(&self) -> String {
        let Some(language) = self.reads.map(safe::line).filter(|language| !language.is_empty()) else {
            return String::new();
        };
        let id = if self.on_paper { "in-english-letter" } else { "in-english-mail" };
        self.words.say_with(id, &args!["language" => language, "ways" => self.ways()])
    }

    /// Time, length, place and people of what is booked.
    pub(super) fn details(&self, booking: &BookingFacts) -> [String; 4] {
        let (slot, words) = (&booking.slot, self.words);
        let (school, place) = (safe::line(&self.school.name), self.place(slot));
        let at = match slot.mode {
            Mode::School if place.is_empty() => "at-school",
            Mode::School => "at-school-place",
            Mode::Phone => "on-the-phone",
            Mode::Video if place.is_empty() => "on-video",
            Mode::Video => "on-video-place",
            Mode::Home => "in-your-home",
        };
        let (lead, others) = (safe::line(&self.hosts.lead), safe::line(&self.hosts.also_present));
        let with = match (lead.is_empty(), others.is_empty()) {
            (true, _) => String::new(),
            (false, true) => words.say_with("with-lead", &args!["lead" => lead]),
            (false, false) => words.say_with("with-others", &args!["lead" => lead, "others" => others]),
        };
        let at = words.say_with(at, &args!["school" => school, "place" => place]);
        [words.when(slot.starts), words.minutes(slot.minutes), at, with]
    }

    /// Where they come to: at school its own place and the way in, on video the school's link where the time names none.
    fn place(&self, slot: &SlotFacts) -> String {
        let place = safe::line(&slot.place);
        match slot.mode {
            Mode::School => {
                let parts = [place, safe::line(&self.school.entrance)];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
            }
            Mode::Video if place.is_empty() => safe::line(&self.school.video_link),
            Mode::Video | Mode::Phone | Mode::Home => place,
        }
    }

    /// The button that leads to the answer page, where the message has a link; on paper the way to say it by phone.
    pub(super) fn manage(&self, letter: Letter, id: &str) -> Letter {
        match self.link {
            Some(link) => letter.action(self.words.say(id), self.words.say("open-button"), self.at(link, "")),
            None if self.on_paper => letter.text(self.with_ways(&format!("{id}-paper"))),
            None => letter,
        }
    }

    /// What every message to a parent ends with.
    pub(super) fn closing(&self, letter: Letter) -> Letter {
        let (school, words) = (self.school, self.words);
        let labelled = |id: &str, line: &str| words.labelled(id, &safe::line(line));
        // An address stands behind its sentence, never in it.
        let followed = |id: &str, link: &str, path: &str| format!("{} {}", words.say(id), self.at(link, path));
        let wrong = match self.link {
            Some(link) => followed("wrong-link", link, ""),
            None if self.on_paper => self.with_ways("wrong-paper"),
            None => words.say("wrong-reply"),
        };
        // Where a time is being agreed the page itself offers others; afterwards nothing does.
        let over = [NoticeKind::Cancelled, NoticeKind::Summary, NoticeKind::Feedback, NoticeKind::Answered];
        let is_over = over.contains(&self.kind);
        let ask = self.link.filter(|_| is_over).map_or_else(String::new, |link| followed("ask-again", link, "/ask"));
        letter
            .text(ask)
            .text(wrong)
            .lines([labelled("advice", &school.sendiass), labelled("local-offer", &school.local_offer)])
            .lines([
                safe::line(&self.hosts.lead),
                safe::line(&school.name),
                // At the head of a letter it stands already.
                if self.on_paper { String::new() } else { safe::line(&school.address) },
            ])
            .text(if words.is_draft() { words.say("not-checked") } else { String::new() })
    }
}

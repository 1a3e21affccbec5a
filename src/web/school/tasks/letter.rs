//! A letter on paper for somebody whom no e-mail reaches, or who wants paper. Like the mails it names no child and no need.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        adult_needs::{Format, Needs},
        count::counted,
        ids::TaskId,
        people::Name,
        postal::PostalAddress,
        time::{ClockTime, LongDay, Moment},
        which_child::Mark,
    },
    store::{conversations::OnPaper, schools::SchoolCard},
    web::ui::{button::button, post_form::post_form, print::print},
};

/// Letters as they are printed, one to a sheet; `posts` offers to tick them off all together.
pub(super) fn all(sheets: &[Markup], ids: &[TaskId], posts: bool) -> Markup {
    let listed = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    html! {
        (back())
        h1.no-print { (counted(sheets.len(), "letter", "letters")) " to print" }
        @if posts && !sheets.is_empty() {
            (post_form("/tasks/letters/done").class("no-print").of(html! {
                input type="hidden" name="letters" value=(listed);
                (button("Mark these letters as posted"))
            }))
        }
        @for sheet in sheets { (sheet) }
    }
}

/// One letter by itself.
pub(super) fn alone(sheet: &Markup) -> Markup {
    html! { (back()) (sheet) }
}

fn back() -> Markup {
    html! { p.no-print { a href="/tasks" { "Back to the tasks" } } (print("")) }
}

/// Whom a letter is for.
pub(in crate::web) struct To<'a> {
    pub(in crate::web) name: &'a Name,
    pub(in crate::web) needs: &'a Needs,
    /// Where post reaches them, if that is known.
    pub(in crate::web) address: Option<&'a PostalAddress>,
    /// That is known, and not printed among others.
    pub(in crate::web) hidden: bool,
    /// What tells the child from others of theirs.
    pub(in crate::web) child: Option<Mark>,
    /// The page on which an address can be entered, for whoever may.
    pub(in crate::web) card: Option<String>,
}

/// What a window envelope shows: who it is for, and where they live. What is missing is said on the screen alone.
fn window(to: &To<'_>) -> Markup {
    html! {
        @if to.hidden {
            p.no-print.banner.banner-demo {
                strong { "The address of " (to.name.formal()) " is hidden. " }
                "It is not printed among others: open this letter by itself, and post it at once."
            }
        } @else if to.address.is_none() {
            p.no-print.banner.banner-demo {
                strong { "No postal address is known of " (to.name.formal()) ". " }
                "Give the letter by hand"
                @if let Some(card) = &to.card { ", or " a href=(card) { "enter an address" span.hidden { " of " (to.name.formal()) } } " first" }
                "."
            }
        }
        p.window {
            bdi { (format!("{} {}", to.name.title, to.name.full()).trim()) }
            @for line in to.address.into_iter().flat_map(PostalAddress::on_envelope) { br; bdi { (line) } }
        }
    }
}

/// The sheet that a letter is written on.
pub(in crate::web) struct Sheet<'a> {
    pub(in crate::web) school: &'a SchoolCard,
    pub(in crate::web) to: &'a To<'a>,
    pub(in crate::web) now: Moment,
    /// Among others it is no page of its own, and its heading is not the page's.
    pub(in crate::web) among_others: bool,
}

/// A letter with these words under its heading.
pub(in crate::web) fn sheet(on: &Sheet<'_>, title: &str, body: &Markup) -> Markup {
    let (school, to) = (on.school, on.to);
    html! {
        article.letter.posted.letter-large[to.needs.format == Format::LargePrint] {
            (window(to))
            p { strong { (school.name) } br; (school.address) @if !school.phone.is_empty() { br; (school.phone) } }
            p { (LongDay(on.now.today())) }
            @if on.among_others { h2.letter-title { (title) } } @else { h1.letter-title { (title) } }
            (body)
        }
    }
}

/// Which child it is about, to somebody who has more than one here. Those of one year group the day of the meeting tells apart.
pub(super) fn about(on: &Sheet<'_>, met: Option<NaiveDate>) -> Markup {
    html! {
        @if let Some(mark) = on.to.child {
            p {
                "This letter is about " (mark)
                @if let (Mark::Alike(_), Some(day)) = (mark, met) { ": the one about whom we met on " (LongDay(day)) }
                "."
            }
        }
    }
}

/// An invitation; `again` to somebody who has not answered the first one.
pub(super) fn invitation(on: &Sheet<'_>, meeting: Option<&OnPaper>, again: bool) -> Markup {
    let (school, to, needs) = (on.school, on.to, on.to.needs);
    let body = html! {
        p { "Dear " (to.name.formal()) "," }
        (about(on, None))
        @if again { p { "We wrote to you a while ago." } }
        @match meeting.filter(|m| !m.over) {
            Some(meeting) => {
                (times(school, meeting, needs, on.now))
                p {
                    "You will meet " (meeting.lead.formal())
                    @if !meeting.also_present.is_empty() { "; also there: " (meeting.also_present) }
                    "."
                }
            }
            None => p { "We would like to talk with you about how your child is getting on at school. Please " (reach(school)) "." },
        }
        p {
            "You can bring somebody with you. "
            "Tell us if you would like an interpreter, or if there is anything that would make it easier for you to "
            "take part."
        }
        @if let Some(language) = needs.reads() {
            p {
                "This letter is in English. If you would like it in "
                bdi { (language) }
                ", please "
                (reach(school))
                " and say “"
                bdi { (language) }
                "”: somebody will help you. It is free."
            }
        }
        @if !school.sendiass.is_empty() { p { "Free and impartial advice for families: " (school.sendiass) } }
        @if !school.local_offer.is_empty() { p { "The Local Offer for families in our area: " (school.local_offer) } }
        p { "Yours sincerely," }
        p { @if let Some(meeting) = meeting { (meeting.lead.formal()) br; } (school.name) }
    };
    sheet(on, "Talking together", &body)
}

fn times(school: &SchoolCard, meeting: &OnPaper, needs: &Needs, now: Moment) -> Markup {
    let when = |slot: &crate::domain::reminder::SlotFacts| {
        let local = slot.starts.local();
        html! {
            (LongDay(local.date())) " at " (ClockTime(local.time())) ", for " (counted(slot.minutes, "minute", "minutes")) ", " (slot.mode.words())
            @if !slot.place.is_empty() { " (" (slot.place) ")" }
        }
    };
    let mut coming: Vec<_> = meeting.slots.iter().filter(|slot| slot.starts > now).collect();
    coming.sort_by_key(|slot| !needs.suits.fit(slot.starts));
    html! {
        @if let Some(slot) = &meeting.booked {
            p { "We are meeting to talk about how your child is getting on at school:" }
            p { strong { (when(slot)) } }
            p { "If you cannot come, please " (reach(school)) "." }
        } @else {
            p { "We would like to talk with you about how your child is getting on at school: what is going well, what worries you, and what we do next." }
            @if !coming.is_empty() {
                p { "These times are possible:" }
                ul { @for slot in &coming { li { (when(slot)) } } }
            }
            p {
                "Please " (reach(school)) " and tell us which time suits you, or that you need another"
                @if meeting.answer_by >= now.today() { ", by " (LongDay(meeting.answer_by)) }
                "."
            }
        }
    }
}

pub(in crate::web) fn reach(school: &SchoolCard) -> String {
    match school.phone.as_str() {
        "" => "get in touch with the school office".to_owned(),
        phone => format!("phone the school office on {phone}"),
    }
}

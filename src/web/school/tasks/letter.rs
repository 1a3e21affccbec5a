//! A letter on paper for somebody whom no e-mail reaches, or who wants paper. Like the mails it names no child and no need.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    args,
    domain::{
        adult_needs::{Format, Needs},
        count::counted,
        ids::TaskId,
        people::Name,
        postal::PostalAddress,
        time::{LongDay, Moment},
        which_child::Mark,
    },
    store::{conversations::OnPaper, schools::SchoolCard},
    texts::Words,
    web::{
        frame::error::Result,
        ui::{
            button::button,
            post_form::post_form,
            print::print,
            who_gets_what::{Reached, who_gets_what},
        },
    },
};

/// Letters as they are printed, one to a sheet, below who gets which; `posts` offers to tick them off all together.
pub(super) fn all(sheets: &[Markup], whom: &[Reached], ids: &[TaskId], posts: bool) -> Markup {
    let listed = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    html! {
        (back())
        h1.no-print { (counted(sheets.len(), "letter", "letters")) " to print" }
        div.no-print { (who_gets_what("Who gets a letter", "Which letter", whom)) }
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
    /// The fixed texts in their language, as the school words them.
    pub(in crate::web) words: Words,
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
    let words = on.to.words.in_english();
    html! {
        @if let Some(mark) = on.to.child {
            p {
                "This letter is about " (words.child(mark))
                @if let (Mark::Alike(_), Some(day)) = (mark, met) { ": the one about whom we met on " (LongDay(day)) }
                "."
            }
        }
    }
}

/// A letter of fixed texts, in the language of whoever it is for, with the English below. `said` is its title and what stands under it.
pub(in crate::web) fn in_languages(
    on: &Sheet<'_>,
    said: impl Fn(&Words) -> Result<(String, Markup)>,
) -> Result<Markup> {
    let words = &on.to.words;
    let (title, body) = said(words)?;
    if words.language().is_english() {
        return Ok(sheet(on, &title, &body));
    }
    let (language, english) = (words.language(), words.in_english());
    let (english_title, english_body) = said(&english)?;
    let both = html! {
        div lang=(language.tag()) dir=(language.dir()) {
            p.letter-title { (title) }
            (body)
            @if words.is_draft() { p { (words.say("not-checked")) } }
        }
        hr;
        p { (english.say("english-follows")) }
        (english_body)
    };
    Ok(sheet(on, &english_title, &both))
}

/// An invitation; `again` to somebody who has not answered the first one.
pub(super) fn invitation(on: &Sheet<'_>, meeting: Option<&OnPaper>, again: bool) -> Result<Markup> {
    in_languages(on, |words| Ok((words.say("letter-title"), invited(on, words, meeting, again))))
}

fn invited(on: &Sheet<'_>, words: &Words, meeting: Option<&OnPaper>, again: bool) -> Markup {
    let (school, to) = (on.school, on.to);
    html! {
        p { (words.say_with("greeting", &args!["name" => to.name.formal()])) "," }
        @if let Some(mark) = to.child { p { (words.about_child(mark, None)) } }
        @if again { p { (words.say("letter-again")) } }
        @match meeting.filter(|m| !m.over) {
            Some(meeting) => {
                (times(on, words, meeting))
                p { (people(words, meeting)) }
            }
            None => p { (with_ways(school, words, "letter-talk")) },
        }
        p { (words.say("letter-bring")) }
        @if let Some(language) = to.needs.language_to_write().1 {
            p { (words.say_with("in-english-letter", &args!["language" => language, "ways" => words.ways(&school.phone, false)])) }
        }
        @for (id, text) in [("advice", &school.sendiass), ("local-offer", &school.local_offer)] {
            @if !text.is_empty() { p { (words.labelled(id, text)) } }
        }
        p { (words.say("letter-sincerely")) }
        p { @if let Some(meeting) = meeting { (meeting.lead.formal()) br; } (school.name) }
    }
}

fn people(words: &Words, meeting: &OnPaper) -> String {
    let (lead, others) = (meeting.lead.formal(), meeting.also_present.as_str());
    match others.is_empty() {
        true => words.say_with("letter-meet", &args!["lead" => lead]),
        false => words.say_with("letter-meet-others", &args!["lead" => lead, "others" => others]),
    }
}

fn times(on: &Sheet<'_>, words: &Words, meeting: &OnPaper) -> Markup {
    let (school, needs, now) = (on.school, on.to.needs, on.now);
    let mut coming: Vec<_> = meeting.slots.iter().filter(|slot| slot.starts > now).collect();
    coming.sort_by_key(|slot| !needs.suits.fit(slot.starts));
    html! {
        @if let Some(slot) = &meeting.booked {
            p { (words.say("letter-booked")) }
            p { strong { (words.slot(slot)) } }
            p { (with_ways(school, words, "letter-cannot")) }
        } @else {
            p { (words.say("letter-why")) }
            @if !coming.is_empty() {
                p { (words.say("letter-times")) }
                ul { @for slot in &coming { li { (words.slot(slot)) } } }
            }
            p {
                (with_ways(school, words, "letter-choose"))
                @if meeting.answer_by >= now.today() {
                    " " (words.say_with("letter-answer-by", &args!["day" => words.day_of_year(meeting.answer_by)]))
                }
            }
        }
    }
}

fn with_ways(school: &SchoolCard, words: &Words, id: &str) -> String {
    words.say_with(id, &args!["ways" => words.ways(&school.phone, false)])
}

pub(in crate::web) fn reach(school: &SchoolCard) -> String {
    match school.phone.as_str() {
        "" => "get in touch with the school office".to_owned(),
        phone => format!("phone the school office on {phone}"),
    }
}

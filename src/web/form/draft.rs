//! The part of a form that keeps what is being written, and the page that shows two texts of one form.

use maud::{Markup, html};

use super::fields::second_button;
use crate::{
    args,
    domain::{
        people::Name,
        time::{ClockTime, Moment},
    },
    texts::Words,
    web::{
        frame::assets,
        ui::{button::button, post_form::post_form},
    },
};

/// Keeps the form that it stands in as a draft at the address `to`. `version` is that of the draft that the form shows, 0 for none;
/// `saved` is when it was saved. Without script a button does it.
#[must_use]
pub(in crate::web) fn auto_save(to: &str, version: i64, saved: Option<Moment>) -> Markup {
    html! { (auto_save_of_one(to, version, saved)) (auto_save_script()) }
}

/// The same for a parent, in their language.
#[must_use]
pub(in crate::web) fn auto_save_in(words: &Words, to: &str, version: i64, saved: Option<Moment>) -> Markup {
    let time = |at: Moment| words.clock(at.local().time());
    let said = match saved {
        Some(at) => words.say_with("draft-saved", &args!["time" => time(at)]),
        None => words.say("draft-none"),
    };
    let button = words.say("draft-save");
    // The script puts the time in that it is told.
    let (later, none) = (words.say_with("draft-saved", &args!["time" => "{time}"]), words.say("draft-none"));
    let elsewhere = words.say_with("draft-elsewhere", &args!["button" => button.as_str()]);
    html! {
        auto-save.no-print data-to=(to) data-saved=(later) data-unsaved=(none) data-offline=(words.say("draft-offline"))
            data-elsewhere=(elsewhere) data-led=(words.say("draft-over")) data-refused=(words.say("draft-refused")) {
            (kept_fields(version))
            p.save-state {
                button.second type="submit" formaction=(to) formnovalidate { (button) }
                " " span data-state { (said) }
            }
        }
        (auto_save_script())
    }
}

fn kept_fields(version: i64) -> Markup {
    html! {
        input type="hidden" name="draft" value=(version) autocomplete="off";
        input type="hidden" name="page" value="" autocomplete="off";
        p.banner.banner-late role="status" data-trouble hidden {}
    }
}

/// The same for one of several forms on a page, which has the script once.
#[must_use]
pub(in crate::web) fn auto_save_of_one(to: &str, version: i64, saved: Option<Moment>) -> Markup {
    html! {
        auto-save.no-print data-to=(to) {
            (kept_fields(version))
            p.save-state {
                button.second type="submit" formaction=(to) formnovalidate { "Save draft" }
                " " span data-state { @if let Some(at) = saved { "Saved at " (clock(at)) } @else { "Nothing is saved yet" } }
            }
        }
    }
}

/// The script of all of them on a page, once.
#[must_use]
pub(in crate::web) fn auto_save_script() -> Markup {
    html! { script src=(assets::url("autosave.js")) defer {} }
}

/// Who else is writing the same, so that people talk to each other before they write it twice.
#[must_use]
pub(in crate::web) fn also_writing(others: &[(Name, Moment)]) -> Markup {
    html! {
        @for (name, saved) in others {
            p.banner {
                strong { (name.formal()) }
                " is writing this too (saved at "
                (clock(*saved))
                "). Whoever finishes first, the other one’s words are kept."
            }
        }
    }
}

/// The time of day, as people read it.
#[must_use]
pub(in crate::web) fn clock(at: Moment) -> String {
    ClockTime(at.local().time()).to_string()
}

/// Two texts of one form, in the words of whoever writes: what was typed here, and what another window of the same person saved at `saved`.
/// `rows` are the fields that differ, each by its label; `fields` are all that was typed here; `version` is that of the saved draft; the form
/// goes to `to`, and `there` is the page that shows what was saved.
#[must_use]
pub(in crate::web) fn both_texts(
    words: &Words,
    saved: Moment,
    rows: &[(String, String, String)],
    fields: &[(String, String)],
    version: i64,
    (to, there): (&str, &str),
) -> Markup {
    let or = |text: &str| if text.is_empty() { words.say("draft-nothing") } else { text.to_owned() };
    let at = args!["time" => words.clock(saved.local().time())];
    html! {
        h1 { (words.say("draft-twice")) }
        p.lead { (words.say_with("draft-twice-lead", &at)) }
        @for (label, here, other) in rows {
            section.row {
                h2 { (label) }
                div.side {
                    div { h3 { (words.say("draft-here")) } p dir="auto" { (or(here)) } }
                    div { h3 { (words.say_with("draft-saved", &at)) } p dir="auto" { (or(other)) } }
                }
            }
        }
        (post_form(to).of(html! {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="draft" value=(version);
            p.actions { (button(&words.say("draft-keep-here"))) }
        }))
        form method="get" action=(there) { p { (second_button(&words.say("draft-go-on"))) } }
    }
}

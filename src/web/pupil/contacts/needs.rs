//! The parts of a form in which somebody says what they need: the same for the parent behind their link and for whoever writes it down.

use maud::{Markup, html};

use crate::{
    domain::{
        adult_needs::{Format, Suits, Time},
        time::LongDay,
    },
    store::adult_needs::Told,
    web::form::{
        fields::{Field, checkboxes},
        typed::Typed,
    },
};

/// The forms in which what is sent can be wanted: code and words.
pub(in crate::web) fn formats() -> Vec<(&'static str, &'static str)> {
    Format::ALL.iter().map(|format| (format.as_code(), format.words())).collect()
}

/// The words of a format, for pages that show it.
pub(in crate::web) fn format_words(code: &str) -> &'static str {
    Format::from_code(code).map_or("", Format::words)
}

/// The times that were ticked.
pub(in crate::web) fn suits_of(typed: &Typed) -> Suits {
    typed.0.iter().filter(|(name, _)| name == "suits").filter_map(|(_, code)| Time::from_code(code)).collect()
}

/// Ticks the times that suit.
pub(in crate::web) fn put_suits(typed: &mut Typed, suits: &Suits) {
    typed.0.retain(|(name, _)| name != "suits");
    typed.0.extend(suits.as_text().split_whitespace().map(|code| ("suits".to_owned(), code.to_owned())));
}

/// Parts of the day and weekdays to tick.
pub(in crate::web) fn suits_field(field: &Field<'_>, typed: &Typed) -> Markup {
    let options: Vec<_> = Time::ALL.iter().map(|time| (time.as_code(), capital(time.words()))).collect();
    let options: Vec<_> = options.iter().map(|(code, words)| (*code, words.as_str())).collect();
    let ticked = suits_of(typed).as_text();
    checkboxes(field, &options, &ticked.split_whitespace().collect::<Vec<_>>())
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What was told before, and by whom.
pub(super) fn history(told: &[Told]) -> Markup {
    html! {
        @if !told.is_empty() {
            details {
                summary { "What was told before (" (told.len()) ")" }
                ul { @for one in told {
                    li {
                        (LongDay(one.at.today())) ", "
                        @match &one.by { Some(by) => { "written down by " (by.formal()) }, None => "by themselves" }
                        ": " @if one.what.is_empty() { "nothing is needed" } @else { (one.what.join("; ")) }
                    }
                } }
            }
        }
    }
}

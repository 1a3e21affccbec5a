//! Before many are told at once: who gets what, in which language and in which way, and who gets nothing and why. One form for every act that
//! reaches more than one family, so that nobody has to learn to read it twice.

use maud::{Markup, html};

use super::{
    table::table,
    tag::{Tone, tag},
};
use crate::domain::{adult_needs::Way, count::counted};

/// Somebody whom the act concerns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::web) struct Reached {
    /// Their name.
    pub(in crate::web) name: String,
    /// About whom, or which message; nothing where that is the same for everybody.
    pub(in crate::web) about: String,
    /// The language in which it is written to them.
    pub(in crate::web) language: String,
    /// How it reaches them, or why they get nothing.
    pub(in crate::web) how: Result<Way, String>,
    /// What else is known of it, or nothing.
    pub(in crate::web) more: &'static str,
}

/// "12 by e-mail, 2 by letter, 1 by phone. 1 gets nothing."
pub(in crate::web) fn tally(all: &[Reached]) -> String {
    let of = |way: Way| all.iter().filter(|one| one.how == Ok(way)).count();
    let ways = [Way::Mail, Way::MailAndLetter, Way::Letter, Way::Phone];
    let reached: Vec<String> =
        ways.into_iter().filter(|way| of(*way) > 0).map(|way| format!("{} {}", of(way), words(way))).collect();
    let reached = if reached.is_empty() { "Nobody gets anything".to_owned() } else { reached.join(", ") };
    match all.iter().filter(|one| one.how.is_err()).count() {
        0 => format!("{reached}."),
        nothing => format!("{reached}. {}.", counted(nothing, "gets nothing", "get nothing")),
    }
}

/// A way in words, as it stands behind "invited".
pub(in crate::web) fn words(way: Way) -> &'static str {
    match way {
        Way::Mail => "by e-mail",
        Way::MailAndLetter => "by e-mail and by letter",
        Way::Letter => "by letter",
        Way::Phone => "by phone",
    }
}

/// The whole of it: the numbers, and a line for each. `about` is what the second column is called.
pub(in crate::web) fn who_gets_what(caption: &str, about: &str, all: &[Reached]) -> Markup {
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    html! {
        p { (tally(all)) }
        (table(caption, &["Who", about, "Language", "How"], &rows, "Nobody is concerned."))
    }
}

fn row(one: &Reached) -> Vec<Markup> {
    vec![
        html! { (one.name) },
        html! { @if one.about.is_empty() { span.muted { "The same for everybody" } } @else { (one.about) } },
        html! { (one.language) },
        html! {
            @match &one.how {
                Ok(way) => { (tag(Tone::Good, "Goes")) " " (words(*way)) }
                Err(why) => { (tag(Tone::Quiet, "Gets nothing")) " " (why) }
            }
            @if !one.more.is_empty() { p.muted { (one.more) } }
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_counted_once() {
        let one = |how| Reached { name: "A".into(), about: String::new(), language: "English".into(), how, more: "" };
        let all = [Ok(Way::Mail), Ok(Way::Letter), Ok(Way::Mail), Err("a restriction is in force".to_owned())].map(one);
        assert_eq!(tally(&all), "2 by e-mail, 1 by letter. 1 gets nothing.");
        assert_eq!(tally(&all[..1]), "1 by e-mail.");
        assert_eq!(tally(&all[3..]), "Nobody gets anything. 1 gets nothing.");
    }
}

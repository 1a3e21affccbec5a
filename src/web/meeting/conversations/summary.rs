//! What was said and agreed, in plain words: read back before people part, given on paper, and behind the parents' link. It never holds
//! what one adult says to it: that is theirs.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::recording;
use crate::{
    domain::{conversation::Doer, ids::StaffId, people::Name, time::LongDay},
    store::conversations::Record,
    web::form::{fields::FormErrors, typed::Typed},
};

/// What is read.
pub(in crate::web) struct Summary {
    texts: Vec<(&'static str, String)>,
    actions: Vec<(String, String, Option<NaiveDate>)>,
    agreed: String,
    after: Vec<(&'static str, String)>,
}

impl Summary {
    /// Of a record.
    pub(in crate::web) fn of(record: &Record) -> Self {
        let text = |text: &str| text.to_owned();
        Self {
            texts: texts(|name| match name {
                "going_well" => text(&record.going_well),
                "worries" => text(&record.worries),
                _ => text(&record.focus),
            }),
            actions: record.actions.iter().map(|one| (one.wording.clone(), one.who(), one.by)).collect(),
            agreed: record.agreed.clone(),
            after: after(record.next_on, &record.keep_in_touch),
        }
    }

    /// Of a form that is being filled in.
    pub(super) fn typed(typed: &Typed, staff: &[(StaffId, Name)]) -> Self {
        let actions = recording::actions(typed, staff, &mut FormErrors::default()).into_iter().map(|one| {
            let name = staff.iter().find(|(id, _)| Some(*id) == one.staff).map(|(_, name)| name.formal());
            (one.wording, name.unwrap_or_else(|| one.doer.words().to_owned()), one.by)
        });
        Self {
            texts: texts(|name| typed.get(name).to_owned()),
            actions: actions.collect(),
            agreed: typed.get("agreed").to_owned(),
            after: after(crate::web::form::days::date(typed.get("next_on")), typed.get("keep_in_touch")),
        }
    }

    /// As a part of a page, with headings one below `h1`.
    pub(in crate::web) fn show(&self) -> Markup {
        html! {
            @for (heading, text) in &self.texts { @if !text.is_empty() { h2 { (heading) } p.said { (text) } } }
            h2 { "What we agreed" }
            @if self.actions.is_empty() && self.agreed.is_empty() { p { "Nothing was written down." } }
            @if !self.actions.is_empty() {
                ol.agreed {
                    @for (what, who, by) in &self.actions {
                        li {
                            strong { (what) } br;
                            @if who == Doer::Home.words() { "You, at home" } @else { (who) }
                            @match by { Some(day) => { ", by " (LongDay(*day)) } None => { ", from now on" } }
                        }
                    }
                }
            }
            @if !self.agreed.is_empty() { p.said { (self.agreed) } }
            @for (heading, text) in &self.after { @if !text.is_empty() { h2 { (heading) } p.said { (text) } } }
        }
    }
}

fn texts(get: impl Fn(&str) -> String) -> Vec<(&'static str, String)> {
    let of = |heading, name| (heading, get(name));
    vec![
        of("What is going well", "going_well"),
        of("What we worry about", "worries"),
        of("What matters most now", "focus"),
    ]
}

fn after(next_on: Option<NaiveDate>, keep_in_touch: &str) -> Vec<(&'static str, String)> {
    let next = next_on.map(|day| LongDay(day).to_string()).unwrap_or_default();
    vec![("We meet again", next), ("Until then", keep_in_touch.to_owned())]
}

//! The rules that differ by school: numbers with bounds and a reason. A change holds from today on.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        rules::{self, DatedSetting, Rules, SEN_SUPPORT_A_YEAR, SETTINGS, Setting},
    },
    store::schools,
    web::{
        App,
        form::{
            fields::{Field, FormErrors, checkboxes, number_input, radios},
            merge::{self, Settled, opened},
            typed::Typed,
        },
        frame::{error, session::Person},
        ui::{button::button, post_form::post_form, table::table},
    },
};

/// The headings, and the beginnings of the names that stand under each. What fits none stands under the last.
const GROUPS: &[(&str, &[&str])] = &[
    ("Reviews a year", &["reviews_a_year."]),
    ("The round", &["window.", "due_soon."]),
    (
        "Messages to parents",
        &["invite", "phone_task.", "before.", "feedback.", "parent.", "meeting_asked.", "not_happening."],
    ),
    ("Messages to staff", &["record_it.", "teacher_input.", "overdue."]),
    ("Annual reviews", &["annual_review."]),
    ("Funding", &["funding."]),
    ("Signing in", &["second_factor."]),
    ("Other", &[""]),
];

/// What a setting that is on or off offers.
const YES_OR_NO: &[(&str, &str)] = &[("1", "Yes"), ("0", "No")];

/// The field that says: fewer than three, and meant.
const MEANT: &str = "fewer_is_meant";

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> error::Result<Response> {
    person.must(Thing::Settings, Verb::Change)?;
    let (mut typed, now, school) = (Typed(fields), app.clock.now(), person.viewer.school);
    let mut tx = app.store.begin(person.actor(), school, now).await?;
    let before = schools::rules(tx.conn(), school, now.today()).await?;
    let saved = held(&before);
    if let Settled::Ask(differences, errors) = merge::settle(&mut typed, &saved, called) {
        drop(tx);
        let there = ("/settings/rules", "/settings");
        return app.answer(&person, merge::page((&typed, &saved), &differences, &errors, there, said)).await;
    }
    let changed = match changed(&typed, &before) {
        Ok(changed) => changed,
        Err(errors) => {
            drop(tx);
            return super::page(&app, &person, &typed, &errors).await;
        }
    };
    for (setting, value) in changed {
        let dated = DatedSetting { name: setting.name.to_owned(), value: value.to_string(), from: now.today() };
        schools::set(&mut tx, &dated).await?;
        tx.audit(Entry::new(Deed::Changed, Subject::Rule).detail(setting.name)).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to("/settings").into_response())
}

/// The rules as a form holds them.
fn held(rules: &Rules) -> Typed {
    Typed(SETTINGS.iter().map(|s| (s.name.to_owned(), rules.get(*s).to_string())).collect())
}

fn called(name: &str) -> Option<(String, bool)> {
    SETTINGS.iter().find(|s| s.name == name).map(|setting| (label(setting).to_owned(), false))
}

/// A value of the form as people read it.
fn said(name: &str, value: &str) -> String {
    match (SETTINGS.iter().find(|s| s.name == name), value.parse()) {
        (Some(setting), Ok(value)) => words(setting, value),
        _ => value.to_owned(),
    }
}

/// What differs from the rules in force. Going below the Code of Practice is asked about once more.
fn changed(typed: &Typed, before: &Rules) -> Result<Vec<(&'static Setting, i64)>, FormErrors> {
    let (mut errors, mut changed) = (FormErrors::default(), Vec::new());
    for (_, settings) in groups() {
        for setting in settings.into_iter().filter(|s| typed.0.iter().any(|(name, _)| name == s.name)) {
            match rules::parse(setting, typed.get(setting.name)) {
                Err(sentence) => errors.add(setting.name, format!("{}: {sentence}", label(setting))),
                Ok(value) if value == before.get(*setting) => {}
                Ok(value) => {
                    if let (Some(warning), "") = (Rules::warning(setting, value), typed.get(MEANT)) {
                        errors.add(setting.name, warning);
                    }
                    changed.push((setting, value));
                }
            }
        }
    }
    if errors.is_empty() { Ok(changed) } else { Err(errors) }
}

fn groups() -> Vec<(&'static str, Vec<&'static Setting>)> {
    let home =
        |setting: &Setting| GROUPS.iter().position(|(_, begin)| begin.iter().any(|b| setting.name.starts_with(b)));
    GROUPS
        .iter()
        .enumerate()
        .map(|(n, (heading, _))| (*heading, SETTINGS.iter().filter(|s| home(s) == Some(n)).collect()))
        .collect()
}

/// The first sentence of what a setting is for.
fn label(setting: &Setting) -> &'static str {
    setting.reason.split_once(". ").map_or(setting.reason, |(first, _)| first).trim_end_matches('.')
}

fn hint(setting: &Setting) -> String {
    let rest = setting.reason.split_once(". ").map_or("", |(_, rest)| rest);
    let (least, most) = setting.bounds;
    let usual = words(setting, setting.default);
    let bounds = if setting.is_yes_or_no() { "Usually".to_owned() } else { format!("From {least} to {most}; usually") };
    format!("{rest} {bounds} {usual}.").trim().to_owned()
}

/// A value as people read it.
fn words(setting: &Setting, value: i64) -> String {
    match YES_OR_NO.iter().find(|(code, _)| setting.is_yes_or_no() && *code == value.to_string()) {
        Some((_, word)) => word.to_lowercase(),
        None => value.to_string(),
    }
}

pub(super) fn form(rules: &Rules, typed: &Typed, errors: &FormErrors) -> Markup {
    let meant = Field { name: MEANT, label: "Fewer than three for SEN support", hint: "", value: "", errors };
    html! {
        h2 { "Rules" }
        p { "A change holds from today on; what was counted before stays as it was." }
        (post_form("/settings/rules").class("panel rules").of(html! {
            (opened(typed, SEN_SUPPORT_A_YEAR.name, || held(rules)))
            @for (heading, settings) in groups() {
                @if !settings.is_empty() { h3 { (heading) } }
                @for setting in settings {
                    @let known = rules.get(*setting).to_string();
                    @let sent = typed.0.iter().any(|(name, _)| name == setting.name);
                    @let value = if sent { typed.get(setting.name) } else { known.as_str() };
                    @let field = Field { name: setting.name, label: label(setting), hint: &hint(setting), value, errors };
                    @if setting.is_yes_or_no() { (radios(&field, YES_OR_NO)) } @else { (number_input(&field, "", "")) }
                    @if setting.name == SEN_SUPPORT_A_YEAR.name && errors.get(setting.name).is_some() {
                        (checkboxes(&meant, &[("yes", "We have read this, and mean it")], &[typed.get(MEANT)]))
                    }
                }
            }
            (button("Save the rules"))
        }))
    }
}

/// The same for those who only look.
pub(super) fn facts(rules: &Rules) -> Markup {
    let rows: Vec<Vec<Markup>> = groups()
        .into_iter()
        .flat_map(|(_, settings)| settings)
        .map(|s| vec![html! { (label(s)) }, html! { (words(s, rules.get(*s))) }, html! { (words(s, s.default)) }])
        .collect();
    html! {
        h2 { "Rules" }
        (table("The rules in force today", &["Rule", "Here", "Usually"], &rows, "None"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_under_one_heading_with_a_label_and_a_hint() {
        let shown: Vec<&str> = groups().into_iter().flat_map(|(_, s)| s).map(|s| s.name).collect();
        assert_eq!(shown.len(), SETTINGS.len());
        assert!(SETTINGS.iter().all(|s| shown.contains(&s.name) && label(s).len() > 10));
        assert_eq!(label(&SEN_SUPPORT_A_YEAR), "Reviews a year for SEN support");
        assert_eq!(
            hint(&SEN_SUPPORT_A_YEAR),
            "The Code of Practice (6.65) says at least three. From 1 to 6; usually 3."
        );
    }
}

//! A pupil's own words: what they said, how it was gathered and who wrote it down; and the form for more.

use axum::{
    extract::{Form, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        time::LongDay,
        voice::{Feeling, PupilHow, WrittenBy},
    },
    store::{
        parent_views::{self, NewPupilView, PupilView},
        pupils::head::Head,
    },
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, date_input, error_summary, radios, select, text_input, textarea},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        pupil::head::{self, Tab},
        ui::{button::button, post_form::post_form},
    },
};

/// What "how" says where the pupil did not want to take part.
const DECLINED: &str = "declined";

pub(super) async fn show(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open(&app, &person, id, Thing::Voice).await?;
    let said = parent_views::of_pupil(&mut *app.store.read().await?, head.id).await?;
    let mut typed = Typed::default();
    typed.set("on", app.clock.now().today().to_string());
    let body = page(&head, &said, &typed, &FormErrors::default());
    head::page(&app, &person, &head, Tab::Voice, body).await
}

pub(super) async fn create(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::Voice).await?;
    let (typed, now) = (Typed(fields), app.clock.now());
    match parse(&typed, now.today()) {
        Ok(new) => {
            let mut tx = app.store.begin(person.actor(), person.viewer.school, now).await?;
            parent_views::add(&mut tx, head.id, &new).await?;
            tx.commit().await?;
            Ok(Redirect::to(&format!("/pupils/{id}/views")).into_response())
        }
        Err(errors) => {
            let said = parent_views::of_pupil(&mut *app.store.read().await?, head.id).await?;
            let body = html! { (head::bar(&head, Tab::Voice)) (page(&head, &said, &typed, &errors)) };
            app.answer(&person, Page::new("Own words", body).wrong(&errors)).await
        }
    }
}

fn parse(typed: &Typed, today: NaiveDate) -> std::result::Result<NewPupilView, FormErrors> {
    let mut errors = FormErrors::default();
    let on = date(typed.get("on"));
    match on {
        None => errors.add("on", "Enter the day, like 2026-11-26"),
        Some(day) if day > today => errors.add("on", format!("{} has not come yet", LongDay(day))),
        Some(_) => {}
    }
    let declined = typed.get("how") == DECLINED;
    let how = PupilHow::from_code(typed.get("how"));
    if how.is_none() && !declined {
        errors.add("how", "Choose how their views were gathered, or that they did not want to take part");
    }
    let written = WrittenBy::from_code(typed.get("written_by"));
    if written.is_none() && !declined {
        errors.add("written_by", "Choose who wrote it down");
    }
    let text = |name: &str| typed.get(name).to_owned();
    let nothing = ["working", "not_working", "wanted", "feeling"].iter().all(|name| typed.get(name).is_empty());
    if nothing && !declined {
        errors.add("working", "Enter something of what they said or showed");
    }
    match on {
        Some(on) if errors.is_empty() => Ok(NewPupilView {
            on,
            gathered: how.zip(written),
            with_whom: text("with_whom"),
            feeling: Feeling::from_code(typed.get("feeling")).filter(|_| !declined),
            working: text("working"),
            not_working: text("not_working"),
            wanted: text("wanted"),
        }),
        _ => Err(errors),
    }
}

fn page(head: &Head, said: &[PupilView], typed: &Typed, errors: &FormErrors) -> Markup {
    html! {
        (error_summary(errors))
        @if said.is_empty() { p.empty { "Nothing is written down yet." } }
        @for one in said { (view(one)) }
        @if head.may(Thing::Voice, Verb::Change) { (form(head, typed, errors)) }
    }
}

/// What a pupil said once.
pub(super) fn view(one: &PupilView) -> Markup {
    let said = &one.said;
    html! {
        article.plan-card {
            h2 { (LongDay(said.on)) }
            @match said.gathered {
                None => p { strong { "Did not want to take part." } },
                Some((how, by)) => {
                    @if let Some(feeling) = said.feeling { p { "How is it going? " strong { (feeling.words()) } } }
                    @for (question, words) in [
                    ("What is working", &said.working),
                    ("What is not working", &said.not_working),
                    ("What I want next", &said.wanted),
                ] {
                        @if !words.is_empty() { h3 { (question) } blockquote.said { (words) } }
                    }
                    p.muted { "Gathered by: " (how.words().to_lowercase()) ". Written down by: " (by.words().to_lowercase()) "." }
                }
            }
            p.muted {
                @if !said.with_whom.is_empty() { "With " (said.with_whom) ". " }
                @if let Some(by) = &one.by { "Entered by " (by.formal()) " on " (LongDay(one.entered.today())) "." }
            }
        }
    }
}

fn form(head: &Head, typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name: &'static str, label: &'static str, hint: &'static str| Field {
        name,
        label,
        hint,
        value: typed.get(name),
        errors,
    };
    let mut hows = vec![("", "Choose")];
    hows.extend(PupilHow::ALL.iter().map(|how| (how.as_code(), how.words())));
    hows.push((DECLINED, "Did not want to take part"));
    let by: Vec<_> = WrittenBy::ALL.iter().map(|by| (by.as_code(), by.words())).collect();
    let mut feelings = vec![("", "Not said")];
    feelings.extend(Feeling::ALL.iter().map(|feeling| (feeling.as_code(), feeling.words())));
    html! {
        section aria-labelledby="more" {
            h2 #more { "Write down what " (head.name.forename) " says" }
            p { "Their own words, as they said or showed them. Not to want to take part is an answer too." }
            (post_form(format!("/pupils/{}/views", head.id)).of(html! {
                (date_input(&field("on", "Day", "")))
                (select(&field("how", "How were their views gathered?", ""), &hows))
                (radios(&field("written_by", "Who wrote it down?", "Not needed if they did not want to take part."), &by))
                (text_input(&field("with_whom", "Who was with them?", "The adult who asked, wrote or watched"), "text", "off"))
                (select(&field("feeling", "How is it going?", ""), &feelings))
                (textarea(&field("working", "What is working?", "And: what I am good at"), 3))
                (textarea(&field("not_working", "What is not working?", ""), 3))
                (textarea(&field("wanted", "What do you want next?", ""), 3))
                p { (button("Save their words")) }
            }))
        }
    }
}

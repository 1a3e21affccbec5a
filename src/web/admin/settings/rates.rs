//! What an hour of somebody's time costs, dated: a pay award never rewrites last year unawares.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    domain::{
        access::{Thing, Verb},
        audit::{Deed, Entry, Subject},
        costing::{Pence, Price, PriceProblem, Rate, RatePer, role_words},
        people::Role,
        time::LongDay,
    },
    store::plans,
    web::{
        App,
        form::{
            days::date,
            fields::{Field, FormErrors, checkboxes, date_input, error_summary, number_input, select, text_input},
            typed::Typed,
        },
        frame::{error, page::Page, session::Person},
        ui::{
            button::button,
            post_form::post_form,
            table::table,
            tag::{Tone, tag},
        },
    },
};

/// The field that says: earlier costs change, and that is meant.
const MEANT: &str = "past_is_meant";
const TITLE: &str = "What an hour costs";

type Sourced = Vec<(Rate, String)>;

pub(super) async fn show(State(app): State<App>, person: Person) -> error::Result<Response> {
    person.must(Thing::Costs, Verb::See)?;
    let (rates, today) = load(&app, &person).await?;
    let mut typed = Typed::default();
    typed.set("from_on", today.to_string());
    let errors = FormErrors::default();
    let body = page(&person, &rates, today, &typed, &errors);
    app.answer(&person, Page::new(TITLE, body)).await
}

pub(super) async fn save(
    State(app): State<App>,
    person: Person,
    Form(fields): Form<Vec<(String, String)>>,
) -> error::Result<Response> {
    person.must(Thing::Costs, Verb::Change)?;
    let typed = Typed(fields);
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    let (rates, today) = (plans::sourced_rates(tx.conn(), person.viewer.school).await?, tx.now.today());
    let rate = match read(&typed, &rates, today) {
        Ok(rate) => rate,
        Err(errors) => {
            drop(tx);
            let body = page(&person, &rates, today, &typed, &errors);
            return app.answer(&person, Page::new(TITLE, body).wrong(&errors)).await;
        }
    };
    let before = same_day(&rates, &rate.role, rate.from).map_or_else(String::new, |old| format!("{old} > "));
    let detail = format!("{} {}: {before}{}", rate.role, rate.from, rate.price);
    plans::put_rate(&mut tx, &rate, typed.get("source")).await?;
    tx.audit(Entry::new(Deed::Changed, Subject::Rate).detail(&detail)).await?;
    tx.commit().await?;
    Ok(Redirect::to("/settings/rates").into_response())
}

async fn load(app: &App, person: &Person) -> error::Result<(Sourced, NaiveDate)> {
    let mut conn = app.store.read().await?;
    Ok((plans::sourced_rates(&mut conn, person.viewer.school).await?, app.clock.now().today()))
}

fn same_day(rates: &Sourced, role: &str, day: NaiveDate) -> Option<Price> {
    rates.iter().find(|(rate, _)| rate.role == role && rate.from == day).map(|(rate, _)| rate.price)
}

/// The role as it is kept: Thrice's own code where the words are one's, a school's own role as it wrote it first.
fn role(typed: &str, rates: &Sourced) -> String {
    let same = |known: &str| known.to_lowercase() == typed.to_lowercase();
    let own = Role::ALL.iter().find(|r| same(r.words()) || same(r.as_code())).map(|r| r.as_code().to_owned());
    own.or_else(|| rates.iter().map(|(r, _)| r.role.clone()).find(|r| same(r))).unwrap_or_else(|| typed.to_owned())
}

/// The rate. One that changes what earlier days cost is asked about once more.
fn read(typed: &Typed, rates: &Sourced, today: NaiveDate) -> Result<Rate, FormErrors> {
    let mut errors = FormErrors::default();
    let role = role(typed.get("role"), rates);
    if role.is_empty() || role.chars().count() > 60 {
        errors.add("role", "Enter whose hour it is, in at most 60 letters");
    }
    let price = price(typed, &mut errors);
    let from = date(typed.get("from_on"));
    match from {
        None => errors.add("from_on", "Enter the first day on which it holds, like 2027-04-01"),
        Some(_) if typed.get(MEANT) == "yes" => {}
        Some(day) => {
            let words = role_words(&role);
            if let Some(old) = same_day(rates, &role, day).filter(|old| Some(*old) != price) {
                errors.add(
                    "from_on",
                    format!("{words} is {old} from {} already: say below that you correct it", LongDay(day)),
                );
            } else if day < today {
                errors.add(
                    "from_on",
                    format!(
                        "{} has gone by: what was planned since then would cost differently. \
                 Say below that you mean it, or choose a day to come",
                        LongDay(day)
                    ),
                );
            }
        }
    }
    match (price, from) {
        (Some(price), Some(from)) if errors.is_empty() => Ok(Rate { role, price, from }),
        _ => Err(errors),
    }
}

/// The price; what is wrong with it is said beside its field.
fn price(typed: &Typed, errors: &mut FormErrors) -> Option<Price> {
    let per = if typed.get("per").is_empty() { Some(RatePer::Hour) } else { RatePer::from_code(typed.get("per")) };
    if per.is_none() {
        errors.add("per", "Choose what the cost is for");
    }
    let pence =
        Pence::parse(typed.get("amount")).map_err(|problem| errors.add("amount", format!("The cost {problem}"))).ok();
    let weeks = match per {
        Some(RatePer::WeeklyHour) => {
            in_tenths(typed, "weeks", "Enter the weeks of the year, like 38, 39 or 45.5", errors)
        }
        _ => Some(0),
    };
    let on_costs = match typed.get("on_costs") {
        "" => Some(0),
        _ => in_tenths(typed, "on_costs", "Enter on-costs as a percentage, like 30 or 30.3, or leave it empty", errors),
    };
    let found = Price { pence: pence?, per: per?, weeks: weeks?, on_costs: on_costs? };
    let field = |problem| match problem {
        PriceProblem::Nothing | PriceProblem::TooMuch => "amount",
        PriceProblem::Weeks => "weeks",
        PriceProblem::OnCosts => "on_costs",
    };
    found.check().map_err(|problem| errors.add(field(problem), format!("The cost {problem}"))).ok()
}

/// A number with at most one decimal, in tenths.
fn in_tenths(typed: &Typed, field: &'static str, otherwise: &str, errors: &mut FormErrors) -> Option<u32> {
    let (whole, tenth) = typed.get(field).split_once('.').unwrap_or((typed.get(field), "0"));
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    let found = (digits(whole, 3) && digits(tenth, 1)).then(|| format!("{whole}{tenth}").parse().ok()).flatten();
    if found.is_none() {
        errors.add(field, otherwise);
    }
    found
}

fn page(person: &Person, rates: &Sourced, today: NaiveDate, typed: &Typed, errors: &FormErrors) -> Markup {
    let rows: Vec<Vec<Markup>> = rates
        .iter()
        .map(|(rate, source)| {
            let newest =
                rates.iter().map(|(r, _)| r).filter(|r| r.role == rate.role && r.from <= today).map(|r| r.from).max();
            vec![
                html! { (role_words(&rate.role)) },
                html! {
                    (rate.price)
                    @if rate.price.per != RatePer::Hour || rate.price.on_costs > 0 {
                        br; span.muted { "About " (rate.price.of_minutes(60)) " an hour" }
                    }
                },
                html! {
                    (LongDay(rate.from))
                    @if newest == Some(rate.from) { " " (tag(Tone::Good, "Now")) }
                    @else if rate.from > today { " " (tag(Tone::Sky, "To come")) }
                },
                html! { @if source.is_empty() { "Not said" } @else { (source) } },
            ]
        })
        .collect();
    html! {
        p.no-print { a href="/settings" { "Back to the settings" } }
        (error_summary(errors))
        h1 { (TITLE) }
        p {
            "As the authority or the payroll gives it: nothing is rounded before a line of provision is. Each plan is priced with the rate of "
            "the day on which its cycle started, so that a pay award changes no earlier figure."
        }
        (table(
            "What the time of one person costs",
            &["Whose hour", "Cost", "From", "Where the figure comes from"],
            &rows,
            "No rates yet. Without them provision has no cost.",
        ))
        @if person.may(Thing::Costs, Verb::Change) { (form(typed, errors)) }
    }
}

fn form(typed: &Typed, errors: &FormErrors) -> Markup {
    let field = |name: &'static str, label: &'static str, hint: &'static str| Field {
        name,
        label,
        hint,
        value: typed.get(name),
        errors,
    };
    let pers: Vec<_> = RatePer::ALL.iter().map(|one| (one.as_code(), one.words())).collect();
    let past = errors.get("from_on").is_some() && date(typed.get("from_on")).is_some();
    html! {
        h2 { "Add a rate" }
        (post_form("/settings/rates").class("panel").of(html! {
            (text_input(&field("role", "Whose hour", "Teaching assistant, teacher, or your own: Teaching assistant, grade 3"), "text", "off"))
            (number_input(&field("amount", "What it costs", ""), "£", ""))
            (select(&field("per", "For", ""), &pers))
            (text_input(&field("weeks", "Weeks of the year", "Only for an hour a week for a year: 38, 39, 45.5."), "text", "off"))
            (text_input(&field("on_costs", "On-costs that come on top, in %", "National insurance, pension. Empty where the figure has them."), "text", "off"))
            (date_input(&field("from_on", "From", "The first day on which it holds.")))
            @if past || typed.get(MEANT) == "yes" {
                (checkboxes(
                    &field(MEANT, "Earlier figures change", ""),
                    &[("yes", "I mean it: what was planned since that day costs differently")],
                    &[typed.get(MEANT)],
                ))
            }
            (text_input(&field("source", "Where the figure comes from", "For example: pay scales of April 2027, with 30% on-costs"), "text", "off"))
            (button("Add the rate"))
        }))
    }
}

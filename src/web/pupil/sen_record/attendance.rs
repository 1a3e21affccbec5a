//! Attendance by hand: what the register says up to a day.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use maud::html;

use super::needs::back;
use crate::{
    domain::{access::Thing, attendance::Attendance, audit::Subject},
    store::{attendance, pupils::head::Head},
    web::{
        App,
        form::{
            days::day_gone,
            fields::{Field, FormErrors, date_input, number_input},
            typed::Typed,
        },
        frame::{error::Result, page::Page, session::Person},
        pupil::head,
        ui::button::button,
    },
};

const TITLE: &str = "Enter attendance";
/// More half days than any school year has.
const MOST: u32 = 500;

pub(super) async fn new(State(app): State<App>, person: Person, Path(id): Path<i64>) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let mut typed = Typed::default();
    typed.set("reported_on", app.clock.now().today().to_string());
    app.viewed(&person, Subject::Attendance, head.id).await?;
    let errors = FormErrors::default();
    app.answer(&person, form(&head, &typed, &errors)).await
}

pub(super) async fn enter(
    State(app): State<App>,
    person: Person,
    Path(id): Path<i64>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let head = head::open_to_change(&app, &person, id, Thing::SenRecord).await?;
    let (typed, mut errors) = (Typed(fields), FormErrors::default());
    let on = day_gone(&typed, "reported_on", "the day up to which it counts", app.clock.now().today(), &mut errors);
    let told = read(&typed, &mut errors);
    let (Some(on), Some(told)) = (on, told.filter(|_| errors.is_empty())) else {
        return app.answer(&person, form(&head, &typed, &errors)).await;
    };
    let mut tx = app.store.begin(person.actor(), person.viewer.school, app.clock.now()).await?;
    attendance::enter(&mut tx, head.id, on, told).await?;
    tx.commit().await?;
    Ok(back(&head))
}

fn read(typed: &Typed, errors: &mut FormErrors) -> Option<Attendance> {
    let mut sessions = |field: &'static str, what: &str| {
        let found = typed.get(field).parse::<u32>().ok().filter(|n| *n <= MOST);
        if found.is_none() {
            errors.add(field, format!("{what} must be a whole number of half days, at most {MOST}"));
        }
        found
    };
    let (possible, attended) = (sessions("possible", "Possible sessions"), sessions("attended", "Sessions attended"));
    let told = Attendance::sessions(possible?, attended?);
    if told.is_none() {
        errors.add("attended", "More sessions were attended than were possible");
    }
    told
}

fn form(head: &Head, typed: &Typed, errors: &FormErrors) -> Page {
    let field = |name, label, hint| Field { name, label, hint, value: typed.get(name), errors };
    let hint = "A session is half a day. Count from the beginning of September.";
    let fields = html! {
        (date_input(&field("reported_on", "Up to which day", "The last day that is counted.")))
        (number_input(&field("possible", "Possible sessions", hint), "", "sessions"))
        (number_input(&field("attended", "Sessions attended", ""), "", "sessions"))
        (button("Save attendance"))
    };
    head::form(head, "/record", TITLE, errors, "/attendance", &fields)
}

//! One sample of every component, for the test that renders and checks them all.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    documents::{BarOf, BarsOf},
    domain::{
        adult_needs::Way,
        annual_review::StepState,
        calendar::{AcademicYear, Calendar, Facts as CalendarFacts},
        early::Prompt,
        language::Language,
        my_target::Drawing,
        people::Name,
        profile_picture::Symbol,
        standing::{Facts, Held, Rhythm, Span, standing},
        target::{Aim, Direction, Progress, Score},
        time::Moment,
        trend::{Line, Point},
        wellbeing::Rating,
    },
    texts::Words,
    web::{
        form::{
            draft,
            fields::{self, Field, FormErrors},
        },
        ui::button::button,
        ui::{
            bars::bars,
            chart,
            drawing::drawing,
            face::face,
            line_chart::{LineChart, line_chart, line_key},
            phone::phone,
            picture::{Picture, pictured},
            post_form::post_form,
            prompts, qr,
            step_state::step_state,
            strip,
            sub_nav::sub_nav,
            summary_list::summary_list,
            symbol::symbol,
            table::table,
            tag::{Tone, tag},
            who_gets_what::{Reached, who_gets_what},
            working::working,
        },
    },
};

/// Every component by name.
#[must_use]
pub fn all() -> Vec<(&'static str, Markup)> {
    let mut errors = FormErrors::default();
    errors.add("email", "Enter your e-mail address");
    let none = FormErrors::default();
    let field = |name, label, errors| Field { name, label, hint: "A hint", value: "a <b>", errors };
    let options = [("school", "At school"), ("phone", "By phone")];
    vec![
        ("text_input", fields::text_input(&field("email", "E-mail address", &errors), "email", "username")),
        (
            "text_input of a password",
            fields::text_input(&field("password", "Password", &none), "password", "new-password"),
        ),
        ("number_input", fields::number_input(&field("minutes", "Minutes", &none), "£", "minutes")),
        ("who_gets_what", sample_whom()),
        ("working", working("£51.60", "Expected", &["a <b> = £51.60".to_owned(), "nothing else".to_owned()])),
        ("drawing", html! { @for one in Drawing::ALL { (drawing(*one)) } }),
        ("pictured", html! { @for one in Picture::ALL { (pictured(one, &html! { p { "We talk." } })) } }),
        ("symbol", html! { @for one in Symbol::ALL { (symbol(*one)) } }),
        (
            "drawn_radios",
            fields::drawn_radios(
                &field("symbol", "Which symbol?", &none),
                &[("sun", html! { (symbol(Symbol::Sun)) span { "Sun" } })],
            ),
        ),
        ("face", html! { @for one in Rating::ALL { (face(*one)) } }),
        ("line_chart", sample_lines()),
        ("line_key", line_key("what the pupil says", "what an adult sees")),
        ("phone", phone("020 7946 0100")),
        ("textarea", fields::textarea(&field("agreed", "What was agreed", &none), 4)),
        ("file_input", fields::file_input(&field("files", "Files", &none), ".csv", true)),
        ("radios", fields::radios(&field("mode", "How will you meet?", &none), &options)),
        ("checkboxes", fields::checkboxes(&field("days", "Which days suit?", &none), &options, &["phone"])),
        ("select", fields::select(&field("class", "Class", &none), &options)),
        ("date_input", fields::date_input(&field("review_on", "Review date", &none))),
        ("error_summary", fields::error_summary(&errors)),
        ("post_form", post_form("/there").class("panel").of(button("Save plan"))),
        ("button", button("Save plan")),
        ("second_button", fields::second_button("Save for later")),
        ("auto_save", html! { form { (draft::auto_save("/there/draft", 3, Some(Moment::from_unix(1_795_000_000)))) } }),
        (
            "also_writing",
            draft::also_writing(&[(
                Name { title: "Mr".into(), forename: "A".into(), surname: "<b>".into() },
                Moment::from_unix(0),
            )]),
        ),
        ("both_texts", sample_both()),
        ("step_state", step_state(StepState::Late(3))),
        ("tag", tag(Tone::Good, "On track")),
        ("table", table("Pupils", &["Name", "Class"], &[vec![html! { "Amira" }, html! { "4A" }]], "Nobody")),
        ("empty_table", table("Pupils", &["Name"], &[], "Nobody yet.")),
        ("summary_list", summary_list(&[("Class", html! { "4A" })])),
        ("sub_nav", sub_nav("Pages", &[("/a".to_owned(), "Overview", true), ("/b".to_owned(), "Record", false)])),
        ("qr", qr::qr("otpauth://totp/Thrice:a", "The secret, for an app to scan")),
        ("standing_strip", sample_strip()),
        ("target_chart", sample_chart()),
        ("chart_key", chart::chart_key()),
        ("bars", bars(&sample_bars())),
        ("session_note", crate::web::school::sessions::sample()),
        ("prompt_box", prompts::prompt_box(&[Prompt::LittleProgress])),
    ]
}

fn sample_bars() -> BarsOf {
    let one = |name: &str, segments: [u32; 3], said: &str| BarOf {
        name: name.to_owned(),
        segments: segments.to_vec(),
        said: said.to_owned(),
    };
    BarsOf {
        caption: "Reviews <b>".to_owned(),
        segments: ["On time", "Late", "Not held"].map(str::to_owned).to_vec(),
        rows: vec![one("4A", [12, 3, 1], "On time: 12, Late: 3, Not held: 1"), one("5A", [0, 0, 0], "")],
    }
}

fn sample_both() -> Markup {
    let rows = [("What was agreed".to_owned(), "a <b>".to_owned(), String::new())];
    let fields = [("agreed".to_owned(), "a <b>".to_owned())];
    draft::both_texts(
        &Words::shipped(Language::English),
        Moment::from_unix(1_795_000_000),
        &rows,
        &fields,
        3,
        ("/there/draft", "/there"),
    )
}

fn sample_chart() -> Markup {
    let score = |n: i64| Score(n * 100);
    let aim = |from, to| Aim {
        direction: Direction::Higher,
        baseline: score(from),
        predicted: score(to),
        challenge: Some(score(to + 4)),
    };
    let day = |m| NaiveDate::from_ymd_opt(2026, m, 12).unwrap_or_default();
    let points = vec![
        Point { on: day(3), aim: aim(4, 12), actual: Some(score(9)), progress: Some(Progress::Partly) },
        Point { on: day(7), aim: aim(9, 14), actual: None, progress: None },
    ];
    chart::target_chart("a", &Line { wording: "Reads <tricky> words".to_owned(), unit: "words".to_owned(), points })
}

fn sample_lines() -> Markup {
    let mark = |at, value: i64| Some((at, value, value.to_string()));
    let lines = [vec![mark(0, 2), None, mark(1000, 4)], vec![mark(0, 3), mark(500, 3), mark(1000, 2)]];
    let range = ((1, "1".to_owned()), (5, "5".to_owned()));
    let ends = ("Spring 2026".to_owned(), "Autumn 2026".to_owned());
    let chart = LineChart { id: "b", title: "Confidence", sentence: "It rose <b>.", range, ends, lines: &lines };
    line_chart(&chart, &html! { p { "The figures" } })
}

fn sample_strip() -> Markup {
    let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap_or_default();
    let facts = Facts {
        year: AcademicYear::new(2026),
        a_year: 3,
        supported: vec![Span { from: day(9, 1), until: None }],
        reviews: vec![Held::on(day(11, 12))],
        meetings: Vec::new(),
        agreed_on: None,
        planned: Vec::new(),
        exemptions: Vec::new(),
        ended: vec![],
        rhythm: Rhythm::Terms,
    };
    strip::standing_strip(&standing(&Calendar::new(CalendarFacts::default()), &facts, 20, day(11, 18)))
}

fn sample_whom() -> Markup {
    let one = |how| Reached {
        name: "a <b>".to_owned(),
        about: String::new(),
        language: "Polish".to_owned(),
        how,
        more: "Asked already",
    };
    who_gets_what("Who gets it", "About", &[Ok(Way::Letter), Err("no <b> address".to_owned())].map(one))
}

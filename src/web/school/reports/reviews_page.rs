//! How the report looks: the question, the groups, and the pupils of a narrower question.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{
    YearFigures,
    reviews::{ReviewNeeded, ReviewsQuery, WAYS, groups},
};
use crate::{
    documents::{BarOf, BarsOf},
    domain::{
        calendar::{AcademicYear, Season},
        compliance::{Kept, Tally},
        count::counted,
        need::Area,
        plan::PlanKind,
        standing::State,
        time::ShortDay,
    },
    web::{
        form::fields::{Field, FormErrors, error_summary, select},
        ui::report_nav::ways,
        ui::{
            bars::bars,
            table::table,
            tag::{Tone, tag},
        },
    },
};

pub(super) fn page(
    year: &YearFigures,
    (asked, unread): (&ReviewsQuery, &FormErrors),
    (found, others): (&[ReviewNeeded<'_>], &[ReviewNeeded<'_>]),
    (today, figures): (NaiveDate, bool),
) -> Markup {
    let all: Tally = found.iter().map(|line| line.kept).collect();
    html! {
        (ways("/reports/reviews", figures))
        (error_summary(unread))
        h1 { "Reviews on time in " (year.year) }
        p.lead { (sentence(all)) }
        (question(year, asked, unread, today))
        (drawn(found, asked.way()))
        (gathered("SEN support and EHC plans", found, asked))
        p.muted { "Three a year is counted for these alone: the SEND Code of Practice (6.65) asks it of SEN support." }
        @if !others.is_empty() {
            (gathered("Other plans", others, asked))
            p.muted {
                "Pastoral, behaviour and attendance plans and part-time timetables are reviewed on the days agreed for "
                "them: “on time” is held by that day. They are not in the figures above."
            }
        }
        p.actions.no-print {
            a.second href=(format!("/reports/reviews.csv?{}", asked.query())) download { "Download as CSV" }
            @if figures { " " a.second href="/reports/of/reviews" { "Without pupils: by term, need or group, to keep and as PDF" } }
        }
        @if asked.is_narrow() { (pupils(found.iter().chain(others))) } @else {
            p.muted {
                "Choose a group to see its pupils. “On time” is held by the day agreed for it, and before the round "
                "closed; “not held” is due and not held, also where the pupil has left since; “not needed” "
                "has a reason, which the pupils’ list gives. "
                "A review counts with the class and the teacher the pupil had when it was due."
            }
        }
    }
}

fn sentence(all: Tally) -> String {
    match all.percent() {
        None => "No review was due.".to_owned(),
        Some(percent) => {
            let due = counted(all.due(), "review that was due was", "reviews that were due were");
            format!("{} of {due} held on time ({percent}%).", all.on_time)
        }
    }
}

fn question(year: &YearFigures, asked: &ReviewsQuery, errors: &FormErrors, today: NaiveDate) -> Markup {
    let field = |name, label, value| Field { name, label, hint: "", value, errors };
    let this = AcademicYear::containing(today);
    let years: Vec<(String, String)> =
        [this, this.previous()].iter().map(|y| (y.starting().to_string(), y.to_string())).collect();
    let years: Vec<(&str, &str)> = years.iter().map(|(c, w)| (c.as_str(), w.as_str())).collect();
    let shown = year.year.starting().to_string();
    let with_all = |first: &'static str, rest: Vec<(&'static str, &'static str)>| {
        std::iter::once(("", first)).chain(rest).collect::<Vec<_>>()
    };
    let rounds = with_all("All terms", Season::ALL.iter().map(|s| (s.as_code(), s.title())).collect());
    let areas = with_all("All areas", Area::ALL.iter().map(|a| (a.as_code(), a.words())).collect());
    let kinds = with_all("All plans", PlanKind::ALL.iter().map(|k| (k.as_code(), k.words())).collect());
    let kept = Kept::ALL.iter().map(|k| (k.as_code(), k.words())).collect();
    let kept = with_all("All", kept);
    let (leads, teachers, classes) = (of_year(year, "lead"), of_year(year, "teacher"), of_year(year, "class"));
    let listed = |first: &'static str, of: &'_ [(String, String)]| -> Vec<(String, String)> {
        std::iter::once((String::new(), first.to_owned())).chain(of.iter().cloned()).collect()
    };
    let (leads, teachers) = (listed("Everybody", &leads), listed("Everybody", &teachers));
    let classes = listed("All classes", &classes);
    let teachers: Vec<(&str, &str)> = teachers.iter().map(|(c, w)| (c.as_str(), w.as_str())).collect();
    let leads: Vec<(&str, &str)> = leads.iter().map(|(c, w)| (c.as_str(), w.as_str())).collect();
    let classes: Vec<(&str, &str)> = classes.iter().map(|(c, w)| (c.as_str(), w.as_str())).collect();
    html! {
        form.filters.no-print method="get" action="/reports/reviews" {
            (select(&field("year", "Year", &shown), &years))
            (select(&field("round", "Term", &asked.round), &rounds))
            (select(&field("by", "Gather by", asked.way()), WAYS))
            (select(&field("lead", "Led by", &asked.lead), &leads))
            (select(&field("teacher", "Class teacher", &asked.teacher), &teachers))
            (select(&field("class", "Class", &asked.class), &classes))
            (select(&field("area", "Area of need", &asked.area), &areas))
            (select(&field("kind", "Plan", &asked.kind), &kinds))
            (select(&field("kept", "Outcome", &asked.kept), &kept))
            button.second type="submit" { "Apply" }
            a.clear href="/reports/reviews" { "Show all" }
        }
    }
}

/// The values of one question in the whole year, for its list of choices.
fn of_year(year: &YearFigures, way: &str) -> Vec<(String, String)> {
    let mut all = super::reviews::lines(year, &ReviewsQuery::default());
    all.extend(super::reviews::beside(year, &ReviewsQuery::default()));
    groups(&all, way).into_iter().map(|(code, words, _)| (code, words)).collect()
}

/// What became of the reviews of each group, drawn.
fn drawn(found: &[ReviewNeeded<'_>], way: &str) -> Markup {
    let all = groups(found, way);
    let due = all.iter().filter(|(_, _, tally)| tally.due() > 0);
    let rows: Vec<BarOf> = due
        .map(|(_, words, tally)| BarOf {
            name: words.clone(),
            segments: vec![tally.on_time, tally.late, tally.never],
            said: format!("on time: {}, late: {}, not held: {}", tally.on_time, tally.late, tally.never),
        })
        .collect();
    let segments = [Kept::OnTime, Kept::Late, Kept::Never].map(|kept| kept.words().to_owned()).to_vec();
    html! { @if !rows.is_empty() { (bars(&BarsOf { caption: "Reviews that were due".to_owned(), segments, rows })) } }
}

fn gathered(caption: &str, found: &[ReviewNeeded<'_>], asked: &ReviewsQuery) -> Markup {
    let way = asked.way();
    let head = WAYS.iter().find(|(code, _)| *code == way).map_or("", |(_, words)| *words);
    let rows: Vec<Vec<Markup>> = groups(found, way)
        .iter()
        .map(|(code, words, tally)| {
            vec![
                html! { a href=(format!("/reports/reviews?{}", asked.with(way, code))) { (words) } },
                html! { (tally.due()) },
                html! { (tally.on_time) },
                html! { (tally.late) },
                html! { @if tally.never > 0 { strong { (tally.never) } } @else { "0" } },
                html! { (tally.open) },
                html! { (tally.not_needed) },
                html! { @if let Some(percent) = tally.percent() { (percent) "%" } @else { "–" } },
            ]
        })
        .collect();
    let heads = [head, "Due", "On time", "Late", "Not held", "Not due yet", "Not needed", "On time of due"];
    table(caption, &heads, &rows, "No review fits. Show all, or ask for less.")
}

fn pupils<'a>(found: impl Iterator<Item = &'a ReviewNeeded<'a>>) -> Markup {
    let mut sorted: Vec<&ReviewNeeded<'_>> = found.collect();
    let urgency = |kept: Kept| match kept {
        Kept::Never => 0,
        Kept::Late => 1,
        Kept::Open => 2,
        Kept::OnTime | Kept::NotNeeded => 3,
    };
    sorted.sort_by_key(|line| (urgency(line.kept), line.cell.due_on));
    let rows: Vec<Vec<Markup>> = sorted
        .iter()
        .map(|line| {
            let tone = match line.kept {
                Kept::OnTime => Tone::Good,
                Kept::Late | Kept::Never => Tone::Late,
                Kept::Open | Kept::NotNeeded => Tone::Quiet,
            };
            vec![
                html! {
                    a href=(format!("/pupils/{}", line.row.pupil)) { (line.row.name.short()) }
                    @if !line.row.is_sen() { br; span.muted { (line.row.kind.words()) } }
                },
                html! { (line.value("class").1) },
                html! { (line.cell.season.title()) },
                html! { (ShortDay(line.cell.due_on)) },
                html! { @if let State::Done { on, .. } = line.cell.state { (ShortDay(on)) } @else { "–" } },
                html! { (tag(tone, line.kept.words())) @if let Some(why) = line.cell.state.reason() { " " span.muted { (why) } } },
                html! { (line.value("lead").1) },
            ]
        })
        .collect();
    let heads = ["Pupil", "Class", "Term", "Due", "Held", "Outcome", "Led by"];
    html! { section aria-label="Pupils" { (table("Which pupils", &heads, &rows, "No review fits.")) } }
}

//! One framework: how many statements have which rating, what is to be done, and every statement with its rating and its figure.

use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};

use super::{FrameworkSeen, actions, address, figures::beside, load, signed};
use crate::{
    domain::{
        count::counted,
        self_evaluation::{Comparison, Header, NewVersion, Rater, Section, Statement, WHOLE, by_term},
        time::LongDay,
    },
    store::self_evaluations::{
        self,
        written::{NoteKind, Rating},
    },
    web::{
        App,
        frame::{
            error::Result,
            page::{Nav, Page},
            session::Person,
        },
        school::reports::ways_of,
        ui::{
            lines::lines,
            print::print,
            table::table,
            tag::{Tone, tag},
        },
    },
};

pub(super) async fn show(State(app): State<App>, person: Person, Path(key): Path<String>) -> Result<Response> {
    let seen = load(&app, &person, &key).await?;
    let earlier = match seen.held.brought {
        Some(_) => self_evaluations::before(&mut *app.store.read().await?, person.viewer.school, &key).await?,
        None => None,
    };
    let changes = earlier.map(|earlier| seen.framework().since(&earlier));
    let body = html! { (ways_of(&person, &address(&key))) (page(&seen, changes)) };
    app.answer(&person, Page::new(seen.framework().title.clone(), body).at(Nav::Reports)).await
}

fn page(seen: &FrameworkSeen, changes: Option<NewVersion>) -> Markup {
    let (framework, there) = (seen.framework(), address(&seen.framework().key));
    html! {
        p.no-print { a href="/self-evaluation" { "All frameworks" } }
        h1 { (framework.title) }
        @if !framework.about.is_empty() { p.lead { (framework.about) } }
        (version(seen, changes))
        p.actions.no-print {
            a.second href=(format!("{there}/pack")) { "Peer-review pack" }
            a href=(format!("{there}/places/{WHOLE}")) { "Write about all of it" }
            a href=(format!("{there}/file")) download { "The framework as a file" }
            @if seen.may.change { a href="/self-evaluation/new" { "Bring in a new version" } }
        }
        (print(""))
        (overview(seen))
        (actions::list(&seen.actions.iter().collect::<Vec<_>>(), seen, true))
        (written_on(seen, WHOLE))
        @for header in &framework.headers { (of_header(seen, header)) }
        @for section in &framework.sections { (of_section(seen, section)) }
        (gone(seen))
    }
}

fn version(seen: &FrameworkSeen, changes: Option<NewVersion>) -> Markup {
    html! {
        @if let Some((number, at, by)) = &seen.held.brought {
            p.muted {
                "Version " (number) " of the school’s own, brought in: " (signed(by.as_ref(), *at)) "."
                @if let Some(NewVersion { added, gone, reworded }) = changes {
                    " Since the version before it: " (counted(added, "statement", "statements")) " new, "
                    (gone) " gone, " (reworded) " worded anew. What was written stays."
                }
            }
        } @else { p.muted { "As it comes with Thrice." } }
    }
}

/// How many statements of each section have which rating.
fn overview(seen: &FrameworkSeen) -> Markup {
    let framework = seen.framework();
    let step = |key: &str| seen.last(key, Rater::School).map(|one| one.step.as_str());
    let mut heads = vec!["Section"];
    heads.extend(framework.scale.iter().map(|one| one.words.as_str()));
    heads.push("Not rated");
    let row = |title: Markup, counts: Vec<u32>| {
        let cells = counts.into_iter().map(|count| html! { (count) });
        std::iter::once(title).chain(cells).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<Markup>> = framework
        .sections
        .iter()
        .map(|one| {
            row(html! { a href=(format!("#section-{}", one.key)) { (one.title) } }, framework.tally(one.all(), step))
        })
        .collect();
    rows.push(row(html! { "All" }, framework.tally(framework.statements(), step)));
    html! {
        (table("Statements by the school’s rating", &heads, &rows, ""))
        (agreement(seen))
        (history(seen))
    }
}

/// How often a second rater agrees with the school.
fn agreement(seen: &FrameworkSeen) -> Markup {
    let both = seen
        .framework()
        .statements()
        .filter_map(|one| seen.last(&one.key, Rater::School).zip(seen.last(&one.key, Rater::Second)));
    let compared: Vec<Comparison> =
        both.map(|(school, second)| seen.framework().compare(&school.step, &second.step)).collect();
    let agree = compared.iter().filter(|one| **one == Comparison::Same).count();
    html! {
        @if !compared.is_empty() {
            p { "A second rater has rated " (counted(compared.len(), "statement", "statements")) " of these, and agrees on " (agree) "." }
        }
    }
}

/// How many statements had which rating at the end of each term in which somebody rated, the newest first.
fn history(seen: &FrameworkSeen) -> Markup {
    let framework = seen.framework();
    let terms = by_term(&seen.calendar, &seen.ratings, |rating| (rating.rater, rating.at));
    let of = |rating: &Rating| seen.calendar.season_of(rating.at.today());
    let mut heads = vec!["Term"];
    heads.extend(framework.scale.iter().map(|one| one.words.as_str()));
    heads.push("Not rated");
    let rows: Vec<Vec<Markup>> = terms
        .iter()
        .map(|term| {
            let by_then = |key: &str| {
                let said = seen.ratings.iter().rev().filter(|one| one.rater == Rater::School && one.place == key);
                said.into_iter().find(|one| of(one) <= (term.year, term.season)).map(|one| one.step.as_str())
            };
            let counts = framework.tally(framework.statements(), by_then).into_iter().map(|count| html! { (count) });
            std::iter::once(html! { (term.season.title()) " " (term.year) }).chain(counts).collect()
        })
        .collect();
    html! {
        @if rows.len() > 1 { (table("The school’s ratings as they stood at the end of each term", &heads, &rows, "")) }
    }
}

fn of_header(seen: &FrameworkSeen, header: &Header) -> Markup {
    html! {
        section aria-label=(header.words) {
            h2 { (header.words) }
            (written_on(seen, &header.key))
            p.no-print { a href=(format!("{}/places/{}", address(&seen.framework().key), header.key)) {
                @if seen.may.change { "Write" } @else { "Read on" } span.hidden { ": " (header.words) }
            } }
        }
    }
}

fn of_section(seen: &FrameworkSeen, section: &Section) -> Markup {
    let there = format!("{}/places/{}", address(&seen.framework().key), section.key);
    html! {
        section aria-labelledby=(format!("section-{}", section.key)) {
            h2 id=(format!("section-{}", section.key)) { (section.title) }
            @if !section.about.is_empty() { p { (section.about) } }
            @for (theme, said) in &seen.said { @if theme.as_code() == section.key { p { (said) "." } } }
            (written_on(seen, &section.key))
            p.no-print { a href=(there) { "About the whole section" span.hidden { ": " (section.title) } } }
            (statements(seen, &section.statements))
            @for group in &section.groups {
                h3 { (group.title) }
                (written_on(seen, &group.key))
                p.no-print { a href=(format!("{}/places/{}", address(&seen.framework().key), group.key)) {
                    "About the whole group" span.hidden { ": " (group.title) }
                } }
                (statements(seen, &group.statements))
            }
        }
    }
}

fn statements(seen: &FrameworkSeen, all: &[Statement]) -> Markup {
    html! { @if !all.is_empty() { ul.rows { @for one in all { (statement(seen, one)) } } } }
}

fn statement(seen: &FrameworkSeen, one: &Statement) -> Markup {
    let (school, second) = (seen.last(&one.key, Rater::School), seen.last(&one.key, Rater::Second));
    let there = format!("{}/places/{}", address(&seen.framework().key), one.key);
    html! {
        li.row.row-overdue[seen.actions_on(&one.key).iter().any(|action| action.is_late(seen.now.today()))] {
            span.row-who { strong { (one.key) } @if one.is_statutory { " " (tag(Tone::Sky, "Asked by law")) } }
            div.row-what {
                (one.words)
                p.muted {
                    @if let Some(rating) = school { (seen.rated(rating)) " " (signed(rating.by.as_ref(), rating.at)) } @else { "Not rated yet" }
                    @if let Some(rating) = second {
                        " · " (rating.second_rater) ": " (seen.rated(rating))
                        @if let Some(words) = seen.difference(school, second) { " " (words) }
                    }
                    (counts(seen, &one.key))
                }
                @if let Some(figure) = one.figure { (beside(seen, figure)) }
            }
            a.second.no-print href=(there) { @if seen.may.change { "Rate" } @else { "Read on" } span.hidden { ": " (one.words) } }
        }
    }
}

/// How much is written about something, and how much of it is to do.
fn counts(seen: &FrameworkSeen, place: &str) -> Markup {
    let (evidence, comments) =
        (seen.notes_on(place, NoteKind::Evidence).len(), seen.notes_on(place, NoteKind::Comment).len());
    let open = seen.actions_on(place).iter().filter(|one| one.done.is_none()).count();
    html! {
        @if evidence > 0 { " · " (counted(evidence, "piece of evidence", "pieces of evidence")) }
        @if comments > 0 { " · " (counted(comments, "comment", "comments")) }
        @if open > 0 { " · " (counted(open, "action", "actions")) " open" }
    }
}

/// The comments on what is no statement.
fn written_on(seen: &FrameworkSeen, place: &str) -> Markup {
    html! {
        @for note in seen.notes_on(place, NoteKind::Comment) {
            blockquote.said { p { (lines(&note.words)) } p.muted { (signed(note.by.as_ref(), note.at)) } }
        }
    }
}

/// What was written against something that this version does not have.
fn gone(seen: &FrameworkSeen) -> Markup {
    let stays: std::collections::BTreeSet<&str> = seen.framework().places().iter().map(|one| one.key()).collect();
    let is_gone = |key: &str| !stays.contains(key);
    let rated = seen.ratings.iter().filter(|one| is_gone(&one.place)).map(|one| {
        let reason = if one.reason.is_empty() { String::new() } else { format!(". {}", one.reason) };
        let who = if one.second_rater.is_empty() { String::new() } else { format!("{}: ", one.second_rater) };
        (one.wording.as_str(), format!("{who}{}{reason}", one.step_words), one.at)
    });
    let noted = seen.notes.iter().filter(|one| is_gone(&one.place));
    let noted = noted.map(|one| (one.wording.as_str(), format!("{}: {}", one.kind.words(), one.words), one.at));
    let acted = seen.actions.iter().filter(|one| is_gone(&one.place));
    let acted = acted.map(|one| (one.wording.as_str(), format!("Action: {}", one.words), one.at));
    let mut all: Vec<_> = rated.chain(noted).chain(acted).collect();
    all.sort_by_key(|(wording, _, at)| (*wording, *at));
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|(wording, words, at)| vec![html! { (wording) }, html! { (words) }, html! { (LongDay(at.today())) }])
        .collect();
    html! {
        @if !rows.is_empty() {
            section aria-labelledby="gone" {
                h2 #gone { "No longer in this framework" }
                (table("What was written against statements that this version does not have", &["Statement", "What was written", "When"], &rows, ""))
            }
        }
    }
}

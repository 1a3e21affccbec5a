//! The voices in a review: what the pupil and the parents have said since the last one stands beside the boxes, and is taken over into
//! them word for word with one press.

use chrono::NaiveDate;
use maud::{Markup, html};
use sqlx::SqliteConnection;

use super::{form::ReviewContext, page::ReviewFields};
use crate::{
    domain::{
        access::{Thing, Verb},
        ids::TargetId,
        time::{LongDay, Moment},
        voice::WrittenBy,
    },
    store::{
        parent_views::{self, PupilView, Told},
        plans::{self, PlanView, successors::Part},
        reviews::{Voice, Wrote},
        teacher_views,
    },
    web::{
        form::{
            fields::{checkboxes, text_input, textarea},
            typed::Typed,
        },
        meeting::parent_words::said,
    },
};

/// What came in since the last review, as far as the reader may see it.
#[derive(PartialEq, Debug, Default)]
pub(super) struct Heard {
    /// What the pupil said last.
    pub(super) pupil: Option<PupilView>,
    /// What each adult told the school before a meeting, newest first.
    pub(super) parents: Vec<Told>,
}

/// Loads it.
pub(super) async fn heard(conn: &mut SqliteConnection, plan: &PlanView) -> anyhow::Result<Heard> {
    let since = plan.cycle.started_on;
    let mut heard = Heard::default();
    if plan.may(Thing::Voice, Verb::See) {
        heard.pupil =
            parent_views::of_pupil(conn, plan.pupil).await?.into_iter().next().filter(|one| one.said.on >= since);
    }
    if plan.may(Thing::Conversation, Verb::See) {
        heard.parents = parent_views::of_plan(conn, plan.id, since).await?;
    }
    Ok(heard)
}

/// What the pupil's teachers say, each target under the row that it has now; nothing for a person who may not see it.
pub(super) async fn teachers(
    conn: &mut SqliteConnection,
    plan: &PlanView,
    now: Moment,
) -> anyhow::Result<Vec<teacher_views::Voice>> {
    if !plan.may(Thing::TeacherInput, Verb::See) {
        return Ok(Vec::new());
    }
    let mut voices = teacher_views::of_cycle(conn, (plan.cycle.id, plan.pupil), now).await?;
    let line = plans::successors(conn, plan.id).await?;
    for one in voices.iter_mut().filter_map(|v| v.given.as_mut()).flat_map(|(_, new)| &mut new.targets) {
        one.target = TargetId(line.newest(Part::Target, one.target.0));
    }
    Ok(voices)
}

/// Words that can be taken over, in the shape in which a review keeps them.
struct Taken {
    words: String,
    how: String,
    by: String,
}

/// Writes what was asked for into the boxes of the form, behind what stands there. Nothing where it is there already, or is not known.
pub(super) fn take_over(typed: &mut Typed, known: &ReviewContext, what: &str) {
    let several = known.heard.parents.len() + known.beside.wrote.len() > 1;
    let named = |name: String, words: String| if several { format!("{name}: {words}") } else { words };
    let number = |prefix: &str| what.strip_prefix(prefix).and_then(|n| n.parse::<i64>().ok());
    let taken = match (what, number("told-"), number("wrote-")) {
        ("pupil", ..) => match &known.heard.pupil {
            Some(view) if view.said.gathered.is_none() => {
                if typed.get("pupil_view").is_empty() {
                    typed.set("pupil_declined", "yes");
                }
                return;
            }
            Some(view) => ("pupil", of_pupil(view)),
            None => return,
        },
        (_, Some(id), _) => match known.heard.parents.iter().find(|one| one.invitation.0 == id) {
            Some(told) => {
                let mut taken = of_parent(told);
                taken.words = named(told.name.formal(), taken.words);
                ("parent", taken)
            }
            None => return,
        },
        (.., Some(id)) => match known.beside.wrote.iter().find(|one| one.invitation.0 == id) {
            Some(wrote) => {
                let words = named(wrote.name.formal(), wrote.words.clone());
                let how = format!("in writing, {}", LongDay(wrote.on));
                ("parent", Taken { words, how, by: String::new() })
            }
            None => return,
        },
        _ => return,
    };
    let (whose, taken) = taken;
    for (field, new) in [("view", taken.words), ("view_how", taken.how), ("view_by", taken.by)] {
        let name = format!("{whose}_{field}");
        let there = typed.get(&name).to_owned();
        let between = if field == "view" { "\n" } else { "; " };
        if there.is_empty() {
            typed.set(&name, new);
        } else if !new.is_empty() && !there.contains(&new) {
            typed.set(&name, format!("{there}{between}{new}"));
        }
    }
    typed.0.retain(|(name, _)| *name != format!("{whose}_declined"));
}

/// Each thing that was said on a line of its own; with what it answers, where there is more than one.
fn lines(said: &[(&str, &str)]) -> String {
    let given: Vec<_> = said.iter().filter(|(_, words)| !words.is_empty()).collect();
    match given.as_slice() {
        [(_, only)] => (*only).to_owned(),
        _ => given.iter().map(|(asked, words)| format!("{asked}: {words}")).collect::<Vec<_>>().join("\n"),
    }
}

fn of_pupil(view: &PupilView) -> Taken {
    let said = &view.said;
    let feeling = said.feeling.map_or("", crate::domain::voice::Feeling::words);
    let words = lines(&[
        ("What is working", &said.working),
        ("What is not working", &said.not_working),
        ("What I want next", &said.wanted),
        ("How it is going", feeling),
    ]);
    let how = said.gathered.map_or("", |(how, _)| how.words());
    let by = match said.gathered {
        Some((_, WrittenBy::Pupil)) | None => String::new(),
        Some(_) if !said.with_whom.is_empty() => said.with_whom.clone(),
        Some((_, by)) => by.words().to_owned(),
    };
    Taken { words, how: format!("{how}, {}", LongDay(said.on)), by }
}

fn of_parent(told: &Told) -> Taken {
    let view = &told.view;
    Taken {
        words: lines(&view.answers.each()),
        how: format!("{}, {}", view.how.words(), LongDay(view.at.today())),
        by: view.by.as_ref().map(crate::domain::people::Name::formal).unwrap_or_default(),
    }
}

/// Both voices, each with its boxes.
pub(super) fn section(plan: &PlanView, fields: &ReviewFields<'_>, known: &ReviewContext) -> Markup {
    let last = known.history.first();
    let address = format!("/plans/{}/review/draft", plan.id);
    html! {
        h2 { "What people said" }
        div.side-by-side.halves {
            div.voice {
                h3 { "The pupil" }
                (before(last.map(|l| &l.pupil)))
                (from_pupil(plan, known, &address))
                (boxes(fields, "pupil", "The pupil, in their own words"))
            }
            div.voice {
                h3 { "The parents" }
                (before(last.map(|l| &l.parent)))
                (from_parents(known, &address))
                @if let Some(meeting) = known.beside.meetings.first().filter(|m| m.met) {
                    details {
                        summary { "What was said at the meeting on " (LongDay(meeting.held_on)) }
                        @for (label, text) in ["Going well", "Worries", "Agreed"].iter().zip(&meeting.said) {
                            @if !text.is_empty() { p { strong { (label) ": " } (text) } }
                        }
                    }
                }
                (boxes(fields, "parent", "The parents, in their own words"))
            }
        }
    }
}

fn before(voice: Option<&Voice>) -> Markup {
    html! {
        @if let Some(voice) = voice {
            @if voice.declined { p.hint { "Last time: did not want to take part." } }
            @else if !voice.words.is_empty() { p.hint { "Last time: “" span.said { (voice.words) } "”" } }
        }
    }
}

/// A button that saves the draft with these words in it and comes back to the box.
fn take(address: &str, what: &str, whose: &str) -> Markup {
    html! {
        p.no-print { button.second type="submit" formaction=(address) name="take" value=(what) { "Take over" span.hidden { " what " (whose) " said" } } }
    }
}

fn from_pupil(plan: &PlanView, known: &ReviewContext, address: &str) -> Markup {
    let Some(view) = &known.heard.pupil else {
        return html! {
            p.hint {
                "Nothing is written down since "
                (since(plan))
                ". "
                a.no-print href=(format!("/pupils/{}/views", plan.pupil)) { "Write down what they say" }
            }
        };
    };
    let said = &view.said;
    let told = [
        ("What is working", &said.working),
        ("What is not working", &said.not_working),
        ("What they want next", &said.wanted),
    ];
    html! {
        article.heard {
            @match said.gathered {
                None => {
                    p { "Was asked on " (LongDay(said.on)) ", and did not want to take part." }
                    p.muted { @if !said.with_whom.is_empty() { "Asked by " (said.with_whom) ". " } (entered(view)) }
                }
                Some((how, by)) => {
                    @for (asked, words) in told { @if !words.is_empty() { h4 { (asked) } blockquote.said { (words) } } }
                    @if let Some(feeling) = said.feeling { p { "How is it going? " strong { (feeling.words()) } } }
                    p.muted {
                        "Said on " (LongDay(said.on)) ". " (how.words()) ". Written down by: " (by.words().to_lowercase())
                        @if !said.with_whom.is_empty() { " (" (said.with_whom) ")" } ". " (entered(view))
                    }
                }
            }
            (take(address, "pupil", "the pupil"))
        }
    }
}

/// "Entered by Miss Bell on Tuesday 17 November 2026.": another fact than when it was said.
fn entered(view: &PupilView) -> Markup {
    html! { "Entered " @if let Some(by) = &view.by { "by " (by.formal()) " " } "on " (LongDay(view.entered.today())) "." }
}

fn from_parents(known: &ReviewContext, address: &str) -> Markup {
    let (told, wrote) = (&known.heard.parents, &known.beside.wrote);
    html! {
        @if told.len() + wrote.len() > 1 {
            p.hint { "Each of them told only the school. Do not read one household’s words to another." }
        }
        @for one in told {
            @let name = one.name.formal();
            article.heard {
                h4.who { (name) }
                (said(&one.view))
                p.muted {
                    "On " (LongDay(one.view.at.today())) ", " (one.view.how.words())
                    @if let Some(by) = &one.view.by { "; written down by " (by.formal()) }
                    "."
                }
                (take(address, &format!("told-{}", one.invitation), &name))
            }
        }
        @for one in wrote {
            (message(one, address))
        }
    }
}

fn message(one: &Wrote, address: &str) -> Markup {
    let name = one.name.formal();
    html! {
        article.heard {
            h4.who { (name) }
            blockquote.said { (one.words) }
            p.muted { "Written on " (LongDay(one.on)) ", with the answer to an invitation." }
            (take(address, &format!("wrote-{}", one.invitation), &name))
        }
    }
}

/// Since when things count as new: "the last review (Wednesday 8 July 2026)".
pub(super) fn since(plan: &PlanView) -> String {
    let day: NaiveDate = plan.cycle.started_on;
    let what = if plan.last_review_on.is_some() { "the last review" } else { "the plan began" };
    format!("{what} ({})", LongDay(day))
}

fn boxes(fields: &ReviewFields<'_>, whose: &str, label: &str) -> Markup {
    let of = |field: &str| format!("{whose}_{field}");
    let hint = if whose == "pupil" {
        "Talking, drawing, symbols, watching …"
    } else {
        "At the meeting, by phone, in writing …"
    };
    html! {
        (fields.show(&of("view"), label, "", |f| textarea(f, 3)))
        div.side {
            (fields.show(&of("view_how"), "How it was gathered", hint, |f| text_input(f, "text", "off")))
            (fields.show(&of("view_by"), "Who wrote it down", "If somebody else did.", |f| text_input(f, "text", "off")))
        }
        (fields.show(&of("declined"), "Or", "", |f| checkboxes(f, &[("yes", "Was asked, and did not want to take part")], &[f.value])))
    }
}

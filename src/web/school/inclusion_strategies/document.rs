//! A strategy as its readers see it: on the screen, on paper and on the open page. No number of pupils below the school's threshold stands
//! in it, for staff neither, so that what they look at is what is published.

use maud::{Markup, html};

use super::ShownStrategy;
use crate::{
    domain::{
        calendar::AcademicYear,
        costing::Pence,
        count::counted,
        figures::alone,
        inclusion_strategy::{Activity, Fit, Says, Stage, Sum, by_funding, by_principle, fit, sum},
        plan::Funding,
        time::LongDay,
    },
    store::inclusion_strategies::NotedReview,
    web::ui::{lines::lines, print::print, summary_list::summary_list, table::table},
};

/// "2026/27", or "2026/27 to 2028/29".
pub(super) fn period(says: &Says) -> String {
    let last = (1..says.years).fold(says.year, |year, _| AcademicYear::next(year));
    if last == says.year { says.year.to_string() } else { format!("{} to {last}", says.year) }
}

pub(super) fn whole(strategy: &ShownStrategy) -> Markup {
    let (says, does) = (&strategy.held.says, &strategy.held.principles);
    let activities: Vec<Activity> = strategy.activities.iter().map(|one| one.does.clone()).collect();
    html! {
        article.strategy {
            h1 { "Inclusion strategy of " (strategy.school) }
            (cover(strategy))
            (print("on A4"))
            (part("Intent", &says.intent))
            (part("Barriers to participation", &says.barriers))
            h2 { "What we do, by principle" }
            @if !does.title.is_empty() { p { (does.title) "." @if !does.source.is_empty() { " " span.muted { (does.source) "." } } } }
            @for (principle, of) in by_principle(&activities, does) {
                h3 { (principle.title) }
                p.muted { (principle.words) }
                (each(&principle.title, &of, strategy.threshold))
            }
            (costs(strategy, &activities))
            (part("Outcomes", &says.outcomes))
            @if !says.further.is_empty() { (part("Further information", &says.further)) }
        }
    }
}

/// What stands on the cover: for when, who approved it, and when it was and will be looked at again.
pub(super) fn cover_facts(strategy: &ShownStrategy) -> Vec<(&'static str, String)> {
    let (says, stage) = (&strategy.held.says, &strategy.held.stage);
    let next = strategy.reviews.last().map(|one| one.next_on).or(says.review_on);
    let approved = match stage.approval() {
        Some(approval) => format!("{}, {}", approval.by, LongDay(approval.on)),
        None => "Not yet: this is a draft".to_owned(),
    };
    let published = match stage {
        Stage::Published(_, at) => LongDay(at.today()).to_string(),
        Stage::Draft | Stage::Approved(_) => "Not yet".to_owned(),
    };
    let mut facts = vec![
        ("School years", period(says)),
        ("Next review", next.map_or_else(|| "No day yet".to_owned(), |day| LongDay(day).to_string())),
        ("Approved by", approved),
        ("Published", published),
    ];
    facts.extend(says.grant.map(|grant| ("Inclusive Mainstream Fund", grant.to_string())));
    if says.years > 1 || !strategy.reviews.is_empty() {
        facts.push(("Annual reviews", reviewed(strategy)));
    }
    facts
}

fn cover(strategy: &ShownStrategy) -> Markup {
    let facts: Vec<_> = cover_facts(strategy).into_iter().map(|(name, words)| (name, html! { (words) })).collect();
    summary_list(&facts)
}

/// "Wednesday 1 September 2027: more take part", one after the other; or that none is due yet.
fn reviewed(strategy: &ShownStrategy) -> String {
    if strategy.reviews.is_empty() {
        let years = counted(strategy.held.says.years, "year", "years");
        return format!("It is for {years}, and reviewed every year. None is due yet.");
    }
    let one = |one: &NotedReview| {
        let words = if one.words.is_empty() { String::new() } else { format!(": {}", one.words) };
        format!("{}{words}", LongDay(one.on))
    };
    strategy.reviews.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn part(heading: &str, text: &str) -> Markup {
    html! {
        h2 { (heading) }
        @if text.is_empty() { p.empty { "Nothing is written yet." } } @else { p { (lines(text)) } }
    }
}

fn each(principle: &str, of: &[&Activity], threshold: u32) -> Markup {
    let rows: Vec<Vec<Markup>> = of
        .iter()
        .map(|one| {
            vec![
                html! { (lines(&one.what)) @if !one.lead.is_empty() { br; span.muted { "Led by " (one.lead) } } },
                html! { (reach(one, threshold)) },
                html! { (when(one)) },
                html! { (one.funding.words()) },
                html! { (one.budget) },
                html! { (spent(one.actual)) },
            ]
        })
        .collect();
    let heads = ["What", "Pupils", "When", "Paid from", "Budget", "Spent so far"];
    table(&format!("Activities: {principle}"), &heads, &rows, "Nothing is entered under this principle.")
}

/// Whom an activity reaches: the group and how many pupils, small numbers hidden.
pub(super) fn reach(one: &Activity, threshold: u32) -> String {
    let many = one.pupils.map(|pupils| format!("{} pupils", alone(pupils, threshold).words(threshold)));
    let said = [Some(one.group.clone()).filter(|group| !group.is_empty()), many];
    let said: Vec<String> = said.into_iter().flatten().collect();
    if said.is_empty() { "Not counted".to_owned() } else { said.join(": ") }
}

/// From when until when it runs.
pub(super) fn when(one: &Activity) -> String {
    match (one.from, one.until) {
        (None, None) => "Throughout".to_owned(),
        (Some(from), None) => format!("From {}", LongDay(from)),
        (None, Some(until)) => format!("Until {}", LongDay(until)),
        (Some(from), Some(until)) => format!("{} to {}", LongDay(from), LongDay(until)),
    }
}

fn spent(actual: Option<Pence>) -> Markup {
    html! { @if let Some(actual) = actual { (actual) } @else { "Not known yet" } }
}

fn costs(strategy: &ShownStrategy, activities: &[Activity]) -> Markup {
    let row = |what: &str, one: Sum| vec![html! { (what) }, html! { (one.budget) }, html! { (one.actual) }];
    let total = row("Together", sum(activities));
    let mut funds: Vec<Vec<Markup>> =
        by_funding(activities).into_iter().map(|(fund, one)| row(fund.words(), one)).collect();
    let principles = by_principle(activities, &strategy.held.principles);
    let mut kinds: Vec<Vec<Markup>> =
        principles.into_iter().map(|(principle, of)| row(&principle.title, sum(of))).collect();
    funds.push(total.clone());
    kinds.push(total);
    html! {
        h2 { "What it costs" }
        @if activities.is_empty() {
            p.empty { "Nothing is entered yet." }
        } @else {
            (table("By who pays", &["Fund", "Budget", "Spent so far"], &funds, ""))
            (table("By principle", &["Principle", "Budget", "Spent so far"], &kinds, ""))
            (fits(strategy.held.says.grant, activities))
        }
    }
}

fn fits(grant: Option<Pence>, activities: &[Activity]) -> Markup {
    html! { @if let Some(words) = fit_words(grant, activities) { p { (words) } } }
}

/// How what is taken from the Inclusive Mainstream Fund fits the grant, where that was entered.
pub(super) fn fit_words(grant: Option<Pence>, activities: &[Activity]) -> Option<String> {
    let grant = grant?;
    let ours = sum(activities.iter().filter(|one| one.funding == Funding::InclusiveMainstream));
    let how = match fit(grant, ours.budget) {
        Fit::Left(left) => format!("{left} of it is not planned yet."),
        Fit::Whole => "all of it.".to_owned(),
        Fit::Over(over) => format!("{over} more than the grant, which another fund has to bear."),
    };
    Some(format!("From the Inclusive Mainstream Fund we have {grant} and have budgeted {}: {how}", ours.budget))
}

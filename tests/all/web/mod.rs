//! HTTP through the real router and the real sign-in; one file a resource.

mod access;
mod account;
mod actions;
mod adjustments;
mod adult_needs;
mod advice;
mod afterwards;
mod again;
mod agreed_plan;
mod all_reports;
mod annual;
mod answers;
mod apart;
mod arranging;
mod asking;
mod assessments;
mod audit;
mod bank;
mod benchmarks;
mod booking;
mod calendar_feeds;
mod census;
mod clashes;
mod classes;
mod complaints;
mod concerns;
mod contacts;
mod controls;
mod conversations;
mod documents;
mod drafts;
mod earlier_settings;
mod early;
mod evidence;
mod exemptions;
mod free_times;
mod funding;
mod funding_bands;
mod gate;
mod groups;
mod imports;
mod incidents;
mod inclusion_bases;
mod inclusion_strategies;
mod information_reports;
mod inputs;
mod inspection;
mod invitations;
mod kept_away;
mod leavers;
mod linked_plans;
mod live;
mod messages;
mod my_pupils;
mod my_targets;
mod need_statements;
mod offers;
mod on_the_day;
mod once;
mod other_plans;
mod packs;
mod part_time;
mod payers;
mod personal_budgets;
mod plan_samples;
mod plans;
mod profile_pictures;
mod profiles;
mod provision_map;
mod provisions;
mod pupil_fields;
mod pupils;
mod quality;
mod record;
mod reports;
mod resemblance;
mod restrictions;
mod reviews;
mod rounds;
mod safeguarding;
mod saved;
mod schedule;
mod search;
mod second_step;
mod self_evaluations;
mod services;
mod sessions;
mod settings;
mod shortfalls;
mod sign_in;
mod strategies;
mod summaries;
mod surveys;
mod suspensions;
mod tasks;
mod templates;
mod timeline;
mod today;
mod versions;
mod views;
mod wellbeing;
mod year;

use sqlx::Row;
use thrice::store::Actor;

use crate::support::TestApp;

/// A number out of the database.
async fn count(app: &TestApp, what: &'static str) -> i64 {
    sqlx::query(what).fetch_one(&mut *app.app.store.read().await.unwrap()).await.unwrap().get(0)
}

/// A text out of the database.
async fn words(app: &TestApp, what: &'static str) -> String {
    sqlx::query(what).fetch_one(&mut *app.app.store.read().await.unwrap()).await.unwrap().get(0)
}

/// It is nine o'clock on another day. Whoever was signed in signs in again.
fn on(app: &TestApp, day: &str) {
    let nine = chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap();
    app.app.clock.set(thrice::domain::time::Moment::at(day.parse().unwrap(), nine));
}

/// What befell the school meanwhile, by other hands.
async fn run(app: &TestApp, what: &'static str) {
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    sqlx::raw_sql(what).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
}

/// The hidden fields of these names as a page has them, for a form that is sent on.
fn carried(body: &str, names: &[&str]) -> Vec<(String, String)> {
    let inputs = body.split("<input type=\"hidden\" name=\"").skip(1);
    let pair = |rest: &str| {
        let (name, rest) = rest.split_once('"')?;
        let value = rest.split_once("value=\"")?.1.split('"').next()?;
        let value = value.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">");
        Some((name.to_owned(), value.replace("&amp;", "&")))
    };
    inputs.filter_map(pair).filter(|(name, _)| names.contains(&name.as_str())).collect()
}

/// The summary of errors leads down the page: each of its links to a field that stands below the one before.
fn summary_follows_the_form(body: &str) {
    let summary = body.split_once("error-summary").unwrap().1.split_once("</div>").unwrap().0;
    let fields: Vec<&str> = summary.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let places: Vec<_> = fields.iter().map(|field| body.find(&format!("id=\"{field}\""))).collect();
    assert!(fields.len() > 1 && places.iter().all(Option::is_some), "{fields:?} {places:?}");
    assert!(places.is_sorted(), "{fields:?} are not in the order of the form");
}

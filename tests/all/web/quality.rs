//! How well a plan is written: shown to whoever may mend it, with the way to the field, and printed for all plans by a command.

use serde_json::Value;
use thrice::command::check_plans;

use super::{count, run};
use crate::support::TestApp;

#[tokio::test]
async fn whoever_may_write_a_plan_reads_what_the_rules_find_and_where_it_is_mended() {
    let app = TestApp::new().await;
    run(
        &app,
        "DELETE FROM need; INSERT INTO need (pupil_id, code, rank, from_on) VALUES (1, 'SLCN', 1, '2026-09-01');",
    )
    .await;
    for who in ["senco", "teacher"] {
        let page = app.sign_in(who).await.get("/plans/1").await.body;
        let at = page.find("How well it is written").unwrap_or_else(|| panic!("{who}: {page}"));
        let found = &page[at..];
        assert!(found.contains(" of 100</strong>"), "{found}");
        assert!(found.contains("href=\"/plans/1/edit#target-0-at_home\"") && found.contains("Q18"), "{found}");
    }
    for who in ["head", "ta"] {
        assert!(!app.sign_in(who).await.get("/plans/1").await.body.contains("How well it is written"), "{who}");
    }
}

#[tokio::test]
async fn the_support_that_serves_a_target_is_ticked_and_stays_tied_to_it_when_either_is_changed() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let tied =
        "SELECT count(*) FROM placement_target s JOIN placement l ON l.id = s.placement_id AND l.withdrawn_at IS NULL
        JOIN target t ON t.id = s.target_id AND t.withdrawn_at IS NULL";
    let form = [
        ("lead", "2"),
        ("review_on", "2026-12-04"),
        ("outcome-0-wording", "Amira joins in"),
        ("outcome-0-area", "communication"),
        ("target-0-wording", "Asks to join a game"),
        ("target-0-measure", "Times in five playtimes"),
        ("target-0-outcome", "1"),
        ("target-0-baseline", "0"),
        ("target-0-predicted", "2"),
        ("provision-0-name", "Circle of friends"),
        ("provision-0-minutes", "20"),
        ("provision-0-times", "2"),
        ("provision-0-weeks", "3"),
        ("provision-0-staff", "1"),
        ("provision-0-group", "1"),
        ("provision-0-serves_0", "yes"),
    ];
    let version = |n: &'static str| ("version", n);
    let saved = senco.post("/plans/1", &[&form[..], &[version("1")]].concat()).await;
    assert_eq!(saved.location.as_deref(), Some("/plans/1?saved=plan"), "{}", saved.body);
    assert_eq!(count(&app, tied).await, 1);
    assert!(senco.get("/plans/1").await.body.contains("For target 1"));
    let edit = senco.get("/plans/1/edit").await.body;
    assert!(edit.contains("name=\"provision-0-serves_0\" value=\"yes\" checked"), "{edit}");
    // The target is worded anew and so another row; the line of provision is the same, and serves it still.
    let target = count(&app, "SELECT max(id) FROM target").await.to_string();
    let placement = count(&app, "SELECT max(id) FROM placement").await.to_string();
    let again: Vec<(&str, &str)> = form
        .iter()
        .map(
            |(name, value)| {
                if *name == "target-0-wording" { (*name, "Asks a friend to play") } else { (*name, *value) }
            },
        )
        .chain([version("2"), ("target-0-id", target.as_str()), ("provision-0-id", placement.as_str())])
        .collect();
    let saved = senco.post("/plans/1", &again).await;
    assert_eq!(saved.location.as_deref(), Some("/plans/1?saved=plan"), "{}", saved.body);
    assert_eq!(count(&app, tied).await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM placement WHERE withdrawn_at IS NULL").await, 1);
}

#[tokio::test]
async fn a_command_prints_the_same_for_every_open_plan_and_names_nobody() {
    let app = TestApp::new().await;
    let printed = check_plans::run(&app.app.store, &app.app.clock, true).await.unwrap();
    let all: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&all[0]["plan"], &all[0]["pupil"], &all[0]["kind"]), (&1.into(), &1.into(), &"sen_support".into()));
    assert!(all[0]["score"].as_u64().is_some_and(|score| score < 100) && !printed.contains("Amira"), "{printed}");
    let home = all[0]["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "Q18").unwrap();
    assert_eq!((&home["field"], &home["needed"]), (&"target-0-at_home".into(), &false.into()));
    let words = check_plans::run(&app.app.store, &app.app.clock, false).await.unwrap();
    assert!(words.starts_with("Plan 1 (sen_support): ") && words.contains("  Q18 Target 1: "), "{words}");
}

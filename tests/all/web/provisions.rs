//! The catalogue of provision with its waiting lists, what it costs a target, and a plan copied for another pupil.

use axum::http::StatusCode;

use super::{count, run, words};
use crate::support::TestApp;

const SAYS: &[(&str, &str)] = &[
    ("purpose", "Hears the <sounds> in words"),
    ("evidence", "Our own readings, 2025"),
    ("entry", "Reads below 85"),
    ("exit", "Reads above 95"),
    ("places", "1"),
    ("role", "ta"),
    ("minutes", "20"),
    ("times", "3"),
    ("weeks", "6"),
    ("group", "2"),
];

#[tokio::test]
async fn the_catalogue_says_what_each_is_for_and_a_plan_that_names_it_takes_its_usual_pattern() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let added = senco.post("/provisions", &[("name", "Sound <work>")]).await;
    assert_eq!(added.location.as_deref(), Some("/provisions/1"), "{}", added.body);
    let twice = senco.post("/provisions", &[("name", "Sound <work>")]).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("has a provision of this name"));
    for (change, why) in [
        (("places", "many"), "Places must be a whole number"),
        (("weeks", ""), "Enter minutes, times a week and weeks, or none"),
        (("role", "wizard"), "Choose who gives it"),
    ] {
        let fields: Vec<_> = SAYS.iter().filter(|(name, _)| *name != change.0).chain([&change]).copied().collect();
        let wrong = senco.post("/provisions/1", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(wrong.body.contains(why) && wrong.body.contains("Our own readings, 2025"), "{}", wrong.body);
    }
    assert_eq!(senco.post("/provisions/1", SAYS).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/provisions/1").await.body;
    for said in
        ["20 minutes, 3 times a week for 6 weeks, in a group of 2", "Reads below 85", "£18.50 an hour", "0 of 1"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/provisions/1").await.body;
    assert!(!page.contains("£18.50") && !page.contains("Waiting for a place"), "no costs, no names: {page}");
    assert!(teacher.get("/provisions?words=sounds").await.body.contains("Sound &lt;work&gt;"));
    assert!(!teacher.get("/provisions?words=numbers").await.body.contains("Sound &lt;work&gt;"));
    let form = super::strategies::form(&teacher).await;
    let line = [
        ("provision-0-name", "Sound <work>"),
        ("provision-0-role", "ta"),
        ("provision-0-staff", "1"),
        ("provision-0-group", "2"),
    ];
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain(line)
        .chain([("provision-0-serves_0", "yes")])
        .collect();
    let saved = teacher.post("/plans/1", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(words(&app, "SELECT minutes || ' ' || times_a_week || ' ' || weeks FROM placement").await, "20 3 6");
    let plan = senco.get("/plans/1").await.body;
    assert!(plan.contains("Its share of the planned cost: £55.50"), "6 hours of £18.50, shared by two: {plan}");
    assert!(!teacher.get("/plans/1").await.body.contains("planned cost"));
    assert!(senco.get("/provisions/1").await.body.contains("no place is free"));
}

#[tokio::test]
async fn who_waits_for_a_place_is_on_one_list_until_somebody_says_what_became_of_it() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/provisions", &[("name", "Lego therapy")]).await;
    let list = "/provisions/1/waiting";
    let nobody = senco.post(list, &[("pupil", "99"), ("why", "Alone at play")]).await;
    assert!(nobody.body.contains("Choose who waits") && nobody.body.contains("Alone at play"), "{}", nobody.body);
    assert_eq!(senco.post(list, &[("pupil", "1"), ("why", "Alone at play")]).await.status, StatusCode::SEE_OTHER);
    let twice = senco.post(list, &[("pupil", "1")]).await;
    assert!(twice.body.contains("on the list already"), "{}", twice.body);
    let page = senco.get("/provisions/1").await.body;
    assert!(page.contains("Amira K.") && page.contains("Alone at play"), "{page}");
    let plan = app.sign_in("teacher").await.get("/plans/1").await.body;
    assert!(plan.contains("for a place in Lego therapy since Wednesday 18 November 2026"), "{plan}");
    let unsure = senco.post("/provisions/1/waiting/1/end", &[("outcome", "")]).await;
    assert_eq!(unsure.status, StatusCode::BAD_REQUEST);
    let done = senco.post("/provisions/1/waiting/1/end", &[("outcome", "began")]).await;
    assert_eq!(done.location.as_deref(), Some("/provisions/1"), "{}", done.body);
    assert_eq!(senco.post("/provisions/1/waiting/1/end", &[("outcome", "began")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(words(&app, "SELECT outcome || ended_on FROM provision_waiting").await, "began2026-11-18");
    assert!(!app.sign_in("teacher").await.get("/plans/1").await.body.contains("for a place in Lego therapy"));
}

#[tokio::test]
async fn a_plan_is_copied_for_another_pupil_without_names_numbers_or_what_others_know() {
    let app = TestApp::new().await;
    run(
        &app,
        "UPDATE target_strategy SET words = 'Amira hears it twice' WHERE position = 0; UPDATE outcome SET reference = 'E1';
         INSERT INTO plan_agency (plan_id, position, name, agency, role, contact, entered_at) VALUES (1, 0, 'Dr Lee', 'CAMHS', '', '', 0);",
    )
    .await;
    let senco = app.sign_in("senco").await;
    let nobody = senco.post("/plans/1/copy", &[("pupil", "1")]).await;
    assert!(nobody.body.contains("Choose for whom the copy is"), "not for the same pupil: {}", nobody.body);
    let copied = senco.post("/plans/1/copy", &[("pupil", "2")]).await;
    assert_eq!(copied.location.as_deref(), Some("/pupils/2/plans/new"), "{}", copied.body);
    let form = senco.get("/pupils/2/plans/new").await.body;
    for kept in
        ["The pupil is understood by new people", "The pupil hears it twice", "Sentences in ten minutes of play"]
    {
        assert!(form.contains(kept), "{kept}: {form}");
    }
    for own in ["Amira", "Khan", "Dr Lee", "value=\"E1\"", "name=\"target-0-baseline\" value=\"4\""] {
        assert!(!form.contains(own), "{own}: {form}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM plan").await, 1, "nothing is saved before the new plan is");
    run(&app, r#"UPDATE draft SET body = '[["kind","pastoral"]]', page = 'a'"#).await;
    let again = senco.post("/plans/1/copy", &[("pupil", "2")]).await;
    assert!(again.body.contains("You have begun a plan for Ben Ode"), "{}", again.body);
    for who in ["teacher", "head"] {
        assert_eq!(
            app.sign_in(who).await.post("/plans/1/copy", &[("pupil", "2")]).await.status,
            StatusCode::FORBIDDEN,
            "{who}"
        );
    }
}

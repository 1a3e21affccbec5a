//! What people entered by hand is kept by the next import, marked on the look, and given up only where somebody ticks it.

use super::{super::run, brought, count, digest, looked};
use crate::support::TestApp;

const WREN: &str = "Forename,Surname,DOB,Year,Reg,SEN Status,UPN\n\
    Amira,Khan,04/03/2018,4,4A,K,\n\
    Ben,Ode,06/05/2017,5,5A,N,\n\
    Wren,Singh,05/05/2018,4,4B,N,B801200005001\n";
const JAS: &str = "Pupil UPN,Contact Forename,Contact Surname,Relationship,Email\n\
    B801200005001,Jas,Singh,Mother,jas@family.example.org\n";
const STATUS: &str = "SELECT code FROM sen_status s JOIN pupil p ON p.id = s.pupil_id
    WHERE p.forename = 'Wren' AND s.until_on IS NULL";

async fn text(app: &TestApp, sql: &'static str) -> String {
    let mut conn = app.app.store.read().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}

/// The keys of the ticks of a look.
fn ticks(page: &str) -> Vec<String> {
    let all = page.split("name=\"take\" value=\"").skip(1);
    all.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_was_entered_by_hand_is_marked_in_the_look_and_kept_unless_ticked() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let files: [(&str, &[u8]); 2] = [("pupils.csv", WREN.as_bytes()), ("contacts.csv", JAS.as_bytes())];
    brought(&senco, &files).await;
    let wren = count(&app, "SELECT id FROM pupil WHERE forename = 'Wren'").await;

    let status = [("code", "K"), ("from_on", "2026-11-18"), ("reason", "Agreed with her mother"), ("told", "yes")];
    let told = [("told_on", "2026-11-17"), ("told_how", "By phone")];
    let before = text(
        &app,
        "SELECT CAST(s.id AS TEXT) FROM sen_status s JOIN pupil p ON p.id = s.pupil_id WHERE p.forename = 'Wren'",
    )
    .await;
    let typed: Vec<(&str, &str)> =
        status.into_iter().chain(told).chain([("before", before.as_str()), ("step", "save")]).collect();
    let done = senco.post(&format!("/pupils/{wren}/status"), &typed).await;
    assert_eq!(text(&app, STATUS).await, "K", "{} {}", done.status, done.body);
    run(&app, "UPDATE adult SET email = 'jas.singh@work.example.org' WHERE forename = 'Jas'").await;

    let page = looked(&senco, &files).await.body;
    assert!(page.contains("Entered by hand, and kept (2)"), "{page}");
    assert!(
        page.contains(
            "Pupil Wren Singh, SEN status: here <strong>SEN support</strong>, in the file <strong>No SEN</strong>"
        ),
        "{page}"
    );
    assert!(page.contains("Contact Jas Singh, e-mail: here <strong>jas.singh@work.example.org</strong>"), "{page}");
    assert!(page.contains("Nothing: everything in them is held here just so."), "{page}");
    senco.post("/import/records", &[("digest", &digest(&page))]).await;
    assert_eq!(text(&app, STATUS).await, "K");
    assert_eq!(text(&app, "SELECT email FROM adult WHERE forename = 'Jas'").await, "jas.singh@work.example.org");

    let page = looked(&senco, &files).await.body;
    let email = ticks(&page).into_iter().find(|key| key.ends_with("/e-mail")).unwrap();
    let done = senco.post("/import/records", &[("digest", &digest(&page)), ("take", &email)]).await;
    assert!(done.location.is_some_and(|to| to.starts_with("/import/")), "{}", done.body);
    assert_eq!(text(&app, "SELECT email FROM adult WHERE forename = 'Jas'").await, "jas@family.example.org");
    assert_eq!(text(&app, STATUS).await, "K", "what is not ticked stays");
    assert_eq!(ticks(&looked(&senco, &files).await.body).len(), 1);
}

#[tokio::test]
async fn whom_a_person_added_or_took_off_roll_no_file_ends_or_brings_back() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    brought(&senco, &[("pupils.csv", WREN.as_bytes())]).await;
    let new = [
        ("forename", "Noor"),
        ("surname", "Haddad"),
        ("born_on", "2018-01-09"),
        ("nc_year", "4"),
        ("class", "4A"),
        ("admitted_on", "2026-11-16"),
        ("sen", "K"),
    ];
    let added = senco.post("/pupils/new", &new).await;
    assert!(added.location.is_some(), "{}", added.body);
    let page = looked(&senco, &[("pupils.csv", WREN.as_bytes())]).await.body;
    assert!(page.contains("Pupil Noor Haddad, on roll: here <strong>here, added by hand</strong>"), "{page}");
    assert!(!page.contains("leaving</summary>"), "{page}");
    let record = senco.get(&added.location.unwrap()).await.body;
    assert!(record.contains("since before Monday 16 November 2026 (not known)"), "{record}");

    // The other system still names Ben, who left on Monday as the office knows.
    run(&app, "UPDATE enrolment SET until_on = '2026-11-16' WHERE pupil_id = 2").await;
    run(&app, "UPDATE class_membership SET until_on = '2026-11-16' WHERE pupil_id = 2").await;
    let page = looked(&senco, &[("pupils.csv", WREN.as_bytes())]).await.body;
    assert!(page.contains("Pupil Ben Ode, on roll: here <strong>left on Monday 16 November 2026</strong>"), "{page}");
    let key = ticks(&page).into_iter().find(|key| key == "pupil-2/on roll").unwrap();
    senco.post("/import/records", &[("digest", &digest(&page))]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM enrolment WHERE pupil_id = 2").await, 1);
    let page = looked(&senco, &[("pupils.csv", WREN.as_bytes())]).await.body;
    senco.post("/import/records", &[("digest", &digest(&page)), ("take", &key)]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM enrolment WHERE pupil_id = 2").await, 2, "ticked: he is back");
}

#[tokio::test]
async fn a_leaver_is_said_to_have_an_open_plan_and_leaves_on_a_day_of_school() {
    let app = TestApp::new().await;
    let all = WREN.replace("Amira,Khan,04/03/2018,4,4A,K,\n", "");
    // Monday: the day before was a Sunday.
    app.app.clock.set(crate::support::nine_o_clock().plus_minutes(5 * 24 * 60));
    let senco = app.sign_in("senco").await;
    let page = looked(&senco, &[("pupils.csv", all.as_bytes())]).await.body;
    assert!(page.contains("Pupil Amira Khan, whose SEN support plan is open"), "{page}");
    senco.post("/import/records", &[("digest", &digest(&page))]).await;
    assert_eq!(text(&app, "SELECT until_on FROM enrolment WHERE pupil_id = 1").await, "2026-11-20");
}

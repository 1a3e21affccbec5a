//! Undoing an import: everything as it was, restrictions excepted, or a sentence why not.

use super::*;
use sqlx::Row;

/// Every row that a school's system could tell of, as text, without those of the audit.
async fn rows(app: &TestApp) -> Vec<String> {
    let mut conn = app.app.store.read().await.unwrap();
    let mut all = Vec::new();
    for table in [
        "class",
        "staff",
        "adult",
        "postal_address",
        "term",
        "closure",
        "bank_holiday",
        "class_staff",
        "enrolment",
        "class_membership",
        "pupil_support",
        "sen_status",
        "need",
        "attendance",
        "guardianship",
        "restriction",
        "task",
    ] {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
            .bind(table)
            .fetch_all(&mut *conn)
            .await
            .unwrap();
        let row = columns.iter().map(|c| format!("quote({c})")).collect::<Vec<_>>().join(" || ',' || ");
        let asked = format!("SELECT {row} FROM {table} ORDER BY 1");
        let found = sqlx::query(sqlx::AssertSqlSafe(asked)).fetch_all(&mut *conn).await.unwrap();
        all.extend(found.into_iter().map(|r| format!("{table}: {}", r.get::<String, _>(0))));
    }
    all
}

/// Files that change, bring, move and end everything there is.
fn everything() -> Vec<(&'static str, Vec<u8>)> {
    let leaves_ben = PUPILS.replace("Ben,Ode,06/05/2017,5,5A,N,,\n", "");
    let contacts = "Pupil Name,Pupil DOB,Contact Forename,Contact Surname,Relationship,Email,Mobile,Priority,Address,Postcode\n\
        \"Khan, Amira\",04/03/2018,Sana,Khan,Mother,new@family.example.org,07700 900099,1,\"14 Oak Road, Leeds\",LS1 4AB\n\
        \"Singh, Wren\",05/05/2018,Jas,Singh,Mother,jas@family.example.org,,1,\"2 Elm Row, Leeds\",LS1 4AC\n";
    let staff = "Forename,Surname,Email,Role,Classes\nOmar,Shah,teacher@oakfield.example.org,Teacher,4B\n\
        Nell,Poe,nell@oakfield.example.org,TA,4B\nTess,Bell,ta@oakfield.example.org,TA,4A\n";
    let terms = "Academic year,Term,Starts,Half term starts,Half term ends,Ends\n2026/27,Autumn,2026-09-03,2026-10-26,2026-10-30,2026-12-17\n";
    let holidays = "Date,Name\n2027-05-03,Early May bank holiday\n";
    vec![
        ("pupils.csv", leaves_ben.into_bytes()),
        ("contacts.csv", contacts.as_bytes().to_vec()),
        ("staff.csv", staff.as_bytes().to_vec()),
        ("terms.csv", terms.as_bytes().to_vec()),
        ("closures.csv", b"Date,Kind,Note\n2026-11-27,INSET,Training\n".to_vec()),
        ("holidays.csv", holidays.as_bytes().to_vec()),
    ]
}

fn borrowed<'a>(files: &'a [(&'a str, Vec<u8>)]) -> Vec<(&'a str, &'a [u8])> {
    files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect()
}

#[tokio::test]
async fn everything_stands_again_as_it_was_and_may_come_again() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let before = rows(&app).await;
    let files = everything();
    let place = brought(&senco, &borrowed(&files)).await;
    let after = rows(&app).await;
    assert!(after.len() > before.len() + 5 && after != before);
    let undone = senco.post(&format!("{place}/reversal"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    let now = rows(&app).await;
    let differing: Vec<&String> =
        now.iter().filter(|r| !before.contains(r)).chain(before.iter().filter(|r| !now.contains(r))).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    assert_eq!(count(&app, "SELECT count(*) FROM import_row").await, 0, "what the rows were is not kept longer");
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE verb = 'undone' AND pupil_id = 1").await, 1);
    let name = "SELECT count(*) FROM pupil WHERE forename = 'Wren' AND id NOT IN (SELECT pupil_id FROM enrolment)";
    assert_eq!(count(&app, name).await, 1, "the audit names her, so her name stays");
    let page = senco.get(&place).await.body;
    assert!(page.contains("Undone on Wednesday 18 November 2026") && !page.contains("Undo this import"), "{page}");
    assert!(!senco.get("/pupils").await.body.contains("Wren"), "nobody finds her");
    assert_ne!(senco.get("/pupils/3").await.status, StatusCode::INTERNAL_SERVER_ERROR);
    brought(&senco, &borrowed(&files)).await;
    assert_eq!(count(&app, "SELECT count(*) FROM pupil").await, 3, "she comes again, not twice");
    assert_eq!(rows(&app).await.len(), after.len());
}

#[tokio::test]
async fn a_restriction_that_it_brought_stays_with_its_contact() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let order = "Pupil Name,Contact Forename,Contact Surname,Relationship,Email,Priority,Court Order\n\
        \"Khan, Amira\",Sana,Khan,Mother,sana@family.example.org,1,Order of June\n\
        \"Khan, Amira\",Zed,Khan,Uncle,zed@family.example.org,4,Order of July\n\
        \"Khan, Amira\",Una,Khan,Aunt,una@family.example.org,5,\n\
        \"Khan, Amira\",Carl,Voss,Step-father,carl@family.example.org,3,\n";
    let place = brought(&senco, &[("contacts.csv", order.as_bytes())]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM restriction").await, 3);
    let undone = senco.post(&format!("{place}/reversal"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    assert_eq!(count(&app, "SELECT count(*) FROM restriction").await, 3);
    let links = "SELECT count(*) FROM guardianship g JOIN adult a ON a.id = g.adult_id WHERE a.forename = 'Zed'";
    assert_eq!(count(&app, links).await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM adult WHERE forename = 'Una'").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM task WHERE kind = 'check_restriction'").await, 2);
    assert!(senco.get("/restrictions").await.body.contains("Order of June"));
}

#[tokio::test]
async fn a_restriction_on_a_pupil_whom_it_brought_stands_in_nobodys_way() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let order = "Pupil Name,Pupil DOB,Contact Forename,Contact Surname,Relationship,Email,Priority,Court Order\n\
        \"Singh, Wren\",05/05/2018,Zed,Singh,Uncle,zed@family.example.org,1,Order of July\n\
        \"Singh, Wren\",05/05/2018,Una,Singh,Aunt,una@family.example.org,2,\n";
    let files = [("pupils.csv", PUPILS.as_bytes()), ("contacts.csv", order.as_bytes())];
    let place = brought(&senco, &files).await;
    let undone = senco.post(&format!("{place}/reversal"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    let contacts = "SELECT count(*) FROM guardianship WHERE pupil_id = 3";
    assert_eq!(count(&app, contacts).await, 1, "the one with the order stays, the aunt goes");
    assert!(senco.get("/restrictions").await.body.contains("Order of July"));
    assert!(!senco.get("/pupils").await.body.contains("Wren"), "nobody finds her");
    brought(&senco, &files).await;
    assert_eq!(count(&app, contacts).await, 2);
    assert_eq!(count(&app, "SELECT count(*) FROM pupil").await, 3, "she comes again, not twice");
    assert_eq!(
        count(&app, "SELECT count(*) FROM restriction WHERE note = 'Order of July'").await,
        1,
        "and so does the order"
    );
}

#[tokio::test]
async fn what_people_have_built_on_stands_in_the_way_by_name() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let place = brought(&senco, &[("pupils.csv", PUPILS.as_bytes()), ("contacts.csv", CONTACTS.as_bytes())]).await;
    super::super::run(
        &app,
        "INSERT INTO plan (pupil_id, kind, opened_on, lead_id, created_at) VALUES (3, 'sen_support', '2026-11-18', 2, 1795000000);
         INSERT INTO need (pupil_id, code, rank, from_on) VALUES (1, 'HI', 2, '2026-11-18');
         UPDATE class_membership SET nc_year = '3' WHERE pupil_id = 1 AND until_on IS NULL;",
    )
    .await;
    let before = rows(&app).await;
    let refused = senco.post(&format!("{place}/reversal"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    for words in ["Wren Singh: a plan was entered since.", "Amira Khan: the class was changed since."] {
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    assert_eq!(rows(&app).await, before, "nothing was done");
    let admin = app.sign_in("admin").await.post(&format!("{place}/reversal"), &[]).await;
    assert!(!admin.body.contains("Wren") && admin.body.contains("The SENCO can see what"), "{}", admin.body);
}

#[tokio::test]
async fn a_status_on_which_a_plan_was_begun_is_not_taken_back() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let ben = PUPILS
        .replace("5A,N,", "5A,K,MLD")
        .replace("Amira,Khan,04/03/2018,4,4B,E,ASD", "Amira,Khan,04/03/2018,4,4A,K,SLCN");
    let place = brought(&senco, &[("pupils.csv", ben.as_bytes())]).await;
    let plan = "INSERT INTO plan (pupil_id, kind, opened_on, lead_id, created_at) VALUES (2, 'sen_support', '2026-11-18', 2, 1799999999)";
    super::super::run(&app, plan).await;
    let refused = senco.post(&format!("{place}/reversal"), &[]).await;
    assert!(refused.body.contains("Ben Ode: a plan was entered since."), "{}", refused.body);
}

#[tokio::test]
async fn the_last_one_goes_first_and_none_after_a_day() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let first = brought(&senco, &[("pupils.csv", PUPILS.as_bytes())]).await;
    let second = brought(&senco, &[("contacts.csv", CONTACTS.as_bytes())]).await;
    let refused = senco.post(&format!("{first}/reversal"), &[]).await;
    assert!(refused.body.contains("A later import stands on this one."), "{}", refused.body);
    let done = senco.post(&format!("{second}/reversal"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let twice = senco.post(&format!("{second}/reversal"), &[]).await;
    assert!(twice.body.contains("cannot be undone any more"), "{}", twice.body);
    app.app.clock.set(app.app.clock.now().plus_seconds(86_400));
    let late = app.sign_in("senco").await.post(&format!("{first}/reversal"), &[]).await;
    assert!(late.body.contains("cannot be undone any more"), "{}", late.body);
    let mut tx = app.app.store.begin(thrice::store::Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    thrice::store::imports::forget(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        count(&app, "SELECT count(*) FROM import_row").await,
        0,
        "personal data is not kept longer than it is of use"
    );
    assert_eq!(count(&app, "SELECT count(*) FROM import").await, 2);
}

//! The register holds what the tables hold, and says so to the very next page.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::Row;
use thrice::{
    domain::{
        audit::{Deed, Entry, Subject},
        calendar::AcademicYear,
        ids::{PupilId, SchoolId},
        sen_status::SenCode,
    },
    store::{
        Actor, Store, calendar,
        register::{self, BoardOf, BoardRow},
        schools::{self, SchoolCard},
    },
};

use crate::{demo::Demo, support::TestApp};

const SCHOOL: SchoolId = SchoolId(1);

fn view(pupil: PupilId) -> Entry<'static> {
    Entry::new(Deed::Viewed, Subject::Pupil).pupil(pupil)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A question about one pupil on a day, asked of the tables themselves: `?1` is the pupil, `?2` the day, `?3` the first day of its year.
const CLASS: &str = "SELECT coalesce((SELECT k.name || ' ' || m.nc_year FROM class_membership m JOIN class k ON k.id = m.class_id
    WHERE m.pupil_id = ?1 AND m.from_on <= ?2 AND (m.until_on IS NULL OR m.until_on >= ?2) ORDER BY m.id DESC LIMIT 1), ' ') || ?3 || ''";
const NEEDS: &str = "SELECT coalesce(group_concat(code, '.' ORDER BY rank), '') || substr(?2 || ?3, 1, 0) FROM need
    WHERE pupil_id = ?1 AND until_on IS NULL";
const REVIEWS: &str = "SELECT count(*) || substr(?2, 1, 0) FROM review r JOIN cycle c ON c.id = r.cycle_id JOIN plan l ON l.id = c.plan_id
    WHERE l.pupil_id = ?1 AND l.kind IN ('sen_support', 'ehc_delivery', 'proposed_isp') AND r.held_on >= ?3";
const MET: &str = "SELECT count(DISTINCT c.id) || substr(?2, 1, 0) FROM conversation c JOIN conversation_record r ON r.conversation_id = c.id
    JOIN conversation_attendance a ON a.conversation_id = c.id AND a.how IN ('attended', 'phoned_later') JOIN plan l ON l.id = c.plan_id
    WHERE c.pupil_id = ?1 AND r.held_on >= ?3 AND l.kind IN ('sen_support', 'ehc_delivery', 'proposed_isp')";
const AGREED: &str = "SELECT coalesce((SELECT c.review_on FROM cycle c JOIN plan l ON l.id = c.plan_id WHERE l.pupil_id = ?1
      AND l.kind IN ('sen_support', 'ehc_delivery') AND NOT EXISTS (SELECT 1 FROM plan_closure z WHERE z.plan_id = l.id AND z.closed_on <= ?2)
      AND l.opened_on <= ?2 AND NOT EXISTS (SELECT 1 FROM review r WHERE r.cycle_id = c.id) ORDER BY l.kind, l.id DESC, c.number DESC LIMIT 1), '')
    || substr(?3, 1, 0)";

async fn told(store: &Store, sql: &'static str, pupil: PupilId, today: NaiveDate) -> String {
    let year = AcademicYear::containing(today).starts_on();
    let asked = sqlx::query(sql).bind(pupil.0).bind(today.to_string()).bind(year.to_string());
    asked.fetch_one(&mut *store.read().await.unwrap()).await.unwrap().get(0)
}

async fn check(store: &Store, row: &BoardRow, today: NaiveDate) {
    let (first, id) = (row.facts.year.starts_on(), row.pupil);
    let class = format!("{} {}", row.class, row.nc_year).trim().to_owned();
    assert_eq!(told(store, CLASS, id, today).await.replace(&first.to_string(), "").trim(), class, "{row:?}");
    assert_eq!(told(store, NEEDS, id, today).await, row.needs.join("."), "{row:?}");
    if row.is_sen() {
        assert_eq!(told(store, REVIEWS, id, today).await, row.facts.reviews.len().to_string(), "{row:?}");
        let met = row.facts.meetings.iter().filter(|m| m.met && m.on >= first).count();
        assert_eq!(told(store, MET, id, today).await, met.to_string(), "{row:?}");
        let agreed = row.facts.agreed_on.map(|on| on.to_string()).unwrap_or_default();
        assert_eq!(told(store, AGREED, id, today).await, agreed, "{row:?}");
    }
}

#[tokio::test]
async fn every_line_of_the_demo_says_what_the_tables_say_of_its_pupil() {
    let demo = Demo::on_wednesday().await;
    let mut conn = demo.store.read().await.unwrap();
    let with_sen: i64 =
        sqlx::query_scalar("SELECT count(DISTINCT pupil_id) FROM sen_status WHERE code <> 'N' AND until_on IS NULL")
            .fetch_one(&mut *conn)
            .await
            .unwrap();
    for today in ["2026-11-18", "2026-09-01", "2026-10-10", "2027-02-03"].map(day) {
        let year = AcademicYear::containing(today);
        let register = register::load(&mut conn, SCHOOL, year).await.unwrap();
        let rows = register.rows(BoardOf::on(today));
        let now =
            rows.iter().filter(|row| row.is_sen() && matches!(row.status, Some(SenCode::Support | SenCode::Ehcp)));
        assert!(
            i64::try_from(now.count()).unwrap() >= with_sen * 9 / 10,
            "{today}: nearly everybody stays through the year"
        );
        assert!(
            rows.windows(2).all(|pair| (&pair[0].name.surname, &pair[0].name.forename)
                <= (&pair[1].name.surname, &pair[1].name.forename))
        );
        for row in &rows {
            check(&demo.store, row, today).await;
        }
        // More years held change nothing of this one.
        let longer = register::load(&mut conn, SCHOOL, year.previous().previous()).await.unwrap();
        assert_eq!(longer.rows(BoardOf::on(today)), rows);
    }
}

#[tokio::test]
async fn what_is_committed_is_on_the_very_next_page_whichever_process_wrote() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert!(!senco.get("/round").await.body.contains("Changed Elsewhere"));
    // Another process has the file open, as a command does while the server serves.
    let other = Store::open(app.app.store.path()).await.unwrap();
    let mut tx = other.begin(Actor::Command, SCHOOL, app.app.clock.now()).await.unwrap();
    sqlx::query("UPDATE class SET name = 'Changed Elsewhere' WHERE name = '4A'").execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(senco.get("/round").await.body.contains("Changed Elsewhere"));
}

#[tokio::test]
async fn an_act_that_comes_to_nothing_leaves_no_trace_in_the_register() {
    let app = TestApp::new().await;
    let (store, now) = (&app.app.store, app.app.clock.now());
    let mut tx = store.begin(Actor::System, SCHOOL, now).await.unwrap();
    sqlx::query("UPDATE class SET name = 'Never' WHERE name = '4A'").execute(tx.conn()).await.unwrap();
    let seen = tx.register(now.today()).await.unwrap();
    assert!(seen.facts().classes.values().any(|class| class.name == "Never"), "an act sees what it wrote");
    drop(tx);
    let mut conn = store.read().await.unwrap();
    let kept = store.register(&mut conn, SCHOOL, now.today()).await.unwrap();
    assert!(kept.facts().classes.values().all(|class| class.name != "Never"));
}

#[tokio::test]
async fn a_look_at_a_record_leaves_the_register_and_a_change_of_what_all_schools_share_does_not() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let (store, now) = (&app.app.store, app.app.clock.now());
    let mut conn = store.read().await.unwrap();
    let first = store.register(&mut conn, SCHOOL, now.today()).await.unwrap();
    assert_eq!(senco.get("/pupils/1").await.status, 200);
    let same = store.register(&mut conn, SCHOOL, now.today()).await.unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &same));
    let mut tx = store.begin_for_all(Actor::Command, now).await.unwrap();
    calendar::ensure_bank_holidays(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let fresh = store.register(&mut conn, SCHOOL, now.today()).await.unwrap();
    assert!(!std::sync::Arc::ptr_eq(&first, &fresh));
}

#[tokio::test]
async fn schools_that_were_not_asked_for_longest_make_room() {
    let app = TestApp::new().await;
    let (store, now) = (&app.app.store, app.app.clock.now());
    let mut conn = store.read().await.unwrap();
    let first = store.register(&mut conn, SCHOOL, now.today()).await.unwrap();
    let mut schools = Vec::new();
    for n in 0..32 {
        let mut tx = store.begin_for_all(Actor::Command, now).await.unwrap();
        let card = SchoolCard { name: format!("School {n}"), ..SchoolCard::default() };
        schools.push(schools::create(&mut tx, &card).await.unwrap());
        tx.commit().await.unwrap();
    }
    for school in schools {
        store.register(&mut conn, school, now.today()).await.unwrap();
    }
    let again = store.register(&mut conn, SCHOOL, now.today()).await.unwrap();
    assert!(!std::sync::Arc::ptr_eq(&first, &again) && first.facts() == again.facts());
}

#[tokio::test]
async fn every_table_that_a_list_is_read_from_counts_each_row_written() {
    let app = TestApp::new().await;
    let mut conn = app.app.store.read().await.unwrap();
    let counting = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%AFTER%topic_changes%' OR sql LIKE '%INTO changed VALUES%'";
    let counted: Vec<String> = sqlx::query_scalar(counting).fetch_all(&mut *conn).await.unwrap();
    let rooms = ["people", "plans", "meetings", "early"].map(|file| format!("register/{file}"));
    let files = rooms.iter().map(String::as_str).chain(["calendar", "tasks"]);
    let mut tables = BTreeSet::new();
    for file in files {
        let path = format!("{}/src/store/{file}.rs", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let words: Vec<&str> =
            text.split_whitespace().map(|word| word.trim_matches(|c: char| c != '_' && !c.is_alphabetic())).collect();
        let named = words.windows(2).filter(|pair| matches!(pair[0], "FROM" | "JOIN")).map(|pair| pair[1].to_owned());
        tables.extend(named);
    }
    let exists: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'").fetch_all(&mut *conn).await.unwrap();
    tables.extend(["input_request", "teacher_input"].map(str::to_owned));
    tables.retain(|name| exists.contains(name));
    assert!(tables.len() > 30, "{tables:?}");
    for table in tables {
        let many = counted.iter().filter(|of| **of == table).count();
        assert_eq!(many, 3, "{table}: its rows are inserted, changed and deleted");
    }
}

#[tokio::test]
async fn after_a_commit_only_what_it_touched_is_read_anew_and_everything_is_as_the_tables_say() {
    let app = TestApp::new().await;
    let (store, today) = (&app.app.store, app.app.clock.now().today());
    let mut conn = store.read().await.unwrap();
    let writes = [
        "UPDATE pupil SET surname = 'Zzz' WHERE id = 1",
        "DELETE FROM need WHERE id = (SELECT max(id) FROM need)",
        "UPDATE cycle SET review_on = '2027-01-20' WHERE id = (SELECT max(id) FROM cycle)",
        "UPDATE slot SET starts_at = starts_at + 60",
        "UPDATE staff SET surname = 'Other' WHERE id = 2",
        "INSERT INTO closure (school_id, closed_on, kind, note) VALUES (1, '2026-12-01', 'inset', '')",
    ];
    for write in writes {
        let kept = store.register(&mut conn, SCHOOL, today).await.unwrap();
        let _ = kept.lines(BoardOf::on(today));
        let mut tx = store.begin(Actor::Command, SCHOOL, app.app.clock.now()).await.unwrap();
        sqlx::query(write).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
        let now = store.register(&mut conn, SCHOOL, today).await.unwrap();
        let fresh = register::load(&mut conn, SCHOOL, AcademicYear::containing(today).previous()).await.unwrap();
        assert_eq!(now.facts(), fresh.facts(), "{write}");
        assert_eq!(now.lines(BoardOf::on(today)), fresh.lines(BoardOf::on(today)), "{write}");
    }
}

#[tokio::test]
async fn a_view_that_cannot_be_recorded_fails_alone() {
    let app = TestApp::new().await;
    let looks = [1, 9999, 1, 1, 9999].map(|pupil| {
        let (store, now) = (app.app.store.clone(), app.app.clock.now());
        tokio::spawn(async move { store.looked(Actor::System, SCHOOL, now, [view(PupilId(pupil))]).await.is_ok() })
    });
    let mut done = Vec::new();
    for one in looks {
        done.push(one.await.unwrap());
    }
    assert_eq!(done, [true, false, true, true, false]);
}

#[tokio::test]
async fn of_many_who_look_at_once_each_is_on_record_before_their_page() {
    let app = TestApp::new().await;
    let (store, now) = (app.app.store.clone(), app.app.clock.now());
    let count = "SELECT count(*) FROM audit WHERE verb = 'viewed' AND thing = 'pupil' AND pupil_id = 1";
    let looks = (0..60).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            store.looked(Actor::System, SCHOOL, now, [view(PupilId(1))]).await.unwrap();
            let seen: i64 = sqlx::query_scalar(count).fetch_one(&mut *store.read().await.unwrap()).await.unwrap();
            assert!(seen > 0, "it came back before it was durable");
        })
    });
    for one in looks.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    let all: i64 = sqlx::query_scalar(count).fetch_one(&mut *store.read().await.unwrap()).await.unwrap();
    assert_eq!(all, 60);
}

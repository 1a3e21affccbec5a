//! The staff page: invitations through a real mail server, a leaver's last second, roles, and who may.

use std::sync::atomic::AtomicBool;

use axum::http::StatusCode;
use sqlx::{AssertSqlSafe, Row};
use thrice::{
    dispatch,
    domain::notice::AccountNews,
    jobs,
    mail::{self, Transport},
    store::Actor,
};

use crate::support::{
    Session, TestApp, cast,
    smtp::{Does, Sink, Verb},
};

/// The first column of the first row as text.
pub(crate) async fn told(app: &TestApp, sql: &str) -> String {
    let sql = format!("SELECT CAST(({sql}) AS TEXT)");
    let mut conn = app.app.store.read().await.unwrap();
    let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut *conn).await.unwrap();
    row.get::<Option<String>, _>(0).unwrap_or_default()
}

async fn run(app: &TestApp, sql: &'static str) {
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    sqlx::raw_sql(sql).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Everything that waits goes through this mail server.
pub(crate) async fn send(app: &TestApp, sink: &Sink) {
    let mut transport = Transport::parse(&format!("smtp://{}", sink.address), "meet.example.org").unwrap();
    let app = &app.app;
    jobs::drain(&app.store, &app.clock, &app.post, &mut transport, &AtomicBool::new(false)).await.unwrap();
    transport.close().await;
}

/// Recipient and text of every message that this server took.
pub(crate) fn messages(sink: &Sink) -> Vec<(String, String)> {
    let text = |raw: &[u8]| {
        let read = mail::read(raw);
        format!("Subject: {}\n\n{}", read.header("Subject"), read.text)
    };
    sink.taken().iter().map(|t| (t.to.join(","), text(&t.raw))).collect()
}

/// The path of the link in a message.
fn link(text: &str) -> String {
    let at = text.find("https://meet.example.org/password/").unwrap_or_else(|| panic!("no link in {text}"));
    text[at + "https://meet.example.org".len()..].split_whitespace().next().unwrap().to_owned()
}

const NEW: &[(&str, &str)] = &[
    ("title", "Ms"),
    ("forename", "Nell"),
    ("surname", "Byrne"),
    ("email", "nell@oakfield.example.org"),
    ("role", "teacher"),
    ("classes", "5A"),
    ("invite", "yes"),
];

#[tokio::test]
async fn an_invitation_is_a_message_with_one_link_to_choose_a_password() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    let admin = app.sign_in("admin").await;
    let added = admin.post("/people/new", NEW).await;
    assert_eq!(added.location.as_deref(), Some("/people?invited=1"), "{}", added.body);
    let page = admin.get("/people?invited=1").await.body;
    for words in ["1 invitation is on its way.", "Nell Byrne", "5A", "Invited", "Wednesday 25 November"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    send(&app, &sink).await;
    let [(to, text)] = &messages(&sink)[..] else { panic!("one message") };
    assert_eq!(to, "nell@oakfield.example.org");
    let path = link(text);
    let expected = format!(
        "Subject: Oakfield Primary School: choose your password for Thrice\n\nDear Ms Byrne\n\n\
         Oakfield Primary School works with Thrice, and there is an account for you. You sign in with this e-mail address.\n\n\
         Choose your password:\nhttps://meet.example.org{path}\n\n\
         The link works once, until Wednesday 25 November at 9:00am. After that, ask at school for a new one. Please do not pass this message on.\n\n\
         If you do not work at the school, somebody mistyped an address: there is nothing to do, and nobody can sign in as you.\n\n\
         Oakfield Primary School"
    );
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(flat(text), flat(&expected));
    assert!(admin.get("/people").await.body.contains("accepted by the mail server"));
    let stranger = app.stranger();
    assert!(stranger.get(&path).await.body.contains("Hello Ms Byrne"));
    let chosen = stranger.post(&path, &[("password", "four small words here")]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert!(admin.get("/people").await.body.contains("Password chosen"));
    let fields = [("email", "nell@oakfield.example.org"), ("password", "four small words here")];
    let mut nell = app.stranger();
    nell.keep(&nell.post("/sign-in", &fields).await);
    assert!(nell.get("/my-pupils").await.status.is_success());
    assert!(admin.get("/people").await.body.contains("Last on Wednesday 18 November at 9:00am"));
    let again = admin.post("/people/invitations", &[("staff", "9")]).await;
    assert_eq!(again.location.as_deref(), Some("/people?invited=0&not=1"), "who has a password is not invited");
    assert_eq!(
        told(&app, "SELECT group_concat(verb || staff_id) FROM audit WHERE thing = 'staff'").await,
        "created8,invited8"
    );
}

#[tokio::test]
async fn a_newer_invitation_ends_the_older_and_each_ends_after_seven_days() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    let admin = app.sign_in("admin").await;
    admin.post("/people/new", NEW).await;
    admin.post("/people/invitations", &[("staff", "9")]).await;
    assert_eq!(told(&app, "SELECT count(*) FROM password_link").await, "1", "twice in one second is once");
    send(&app, &sink).await;
    app.app.clock.set(app.app.clock.now().plus_minutes(10));
    admin.post("/people/invitations", &[("staff", "9")]).await;
    app.app.clock.set(app.app.clock.now().plus_minutes(10));
    admin.post("/people/invitations", &[("staff", "9")]).await;
    send(&app, &sink).await;
    let links: Vec<String> = messages(&sink).iter().map(|(_, text)| link(text)).collect();
    assert_eq!(links.len(), 2, "the one that was replaced before it left was withdrawn");
    assert_eq!(
        told(&app, "SELECT group_concat(state || reason) FROM notice").await,
        "accepted,cancelleda newer one was sent,accepted"
    );
    let stranger = app.stranger();
    assert_eq!(stranger.get(&links[0]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&links[1]).await.status, StatusCode::OK);
    app.app.clock.set(app.app.clock.now().plus_seconds(7 * 86_400 - 1));
    assert_eq!(stranger.get(&links[1]).await.status, StatusCode::OK);
    app.app.clock.set(app.app.clock.now().plus_seconds(1));
    assert_eq!(stranger.get(&links[1]).await.status, StatusCode::NOT_FOUND);
    assert!(app.sign_in("admin").await.get("/people").await.body.contains("Invitation ran out"));
}

#[tokio::test]
async fn an_invitation_that_could_not_leave_in_time_or_has_no_address_does_not_go() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    let admin = app.sign_in("admin").await;
    admin.post("/people/new", NEW).await;
    sink.script(Verb::Rcpt, Does::Says("550 5.1.1 no such user"));
    send(&app, &sink).await;
    assert!(admin.get("/people").await.body.contains("the e-mail address does not work"));
    let again = admin.post("/people/invitations", &[("staff", "9")]).await;
    assert_eq!(again.location.as_deref(), Some("/people?invited=0&not=1"));
    let fixed = [("forename", "Nell"), ("surname", "Byrne"), ("email", "nell.byrne@oakfield.example.org")];
    assert_eq!(admin.post("/people/9", &fixed).await.status, StatusCode::SEE_OTHER);
    app.app.clock.set(app.app.clock.now().plus_minutes(1));
    admin.post("/people/invitations", &[("staff", "9")]).await;
    app.app.clock.set(app.app.clock.now().plus_seconds(8 * 86_400));
    send(&app, &sink).await;
    assert_eq!(sink.count(), 0, "its link would no longer work");
    assert_eq!(told(&app, "SELECT group_concat(state) FROM notice").await, "refused,cancelled");
}

#[tokio::test]
async fn everybody_who_was_imported_is_invited_in_one_go_but_for_those_unticked() {
    let (app, sink) = (TestApp::new().await, Sink::start().await);
    run(&app, "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
        INSERT INTO staff (id, school_id, forename, surname, email, role, from_on) SELECT i, 1, 'P', 'Q' || i, 'p' || i || '@oak.example.org', 'teacher', '2026-09-01' FROM n").await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/people").await.body;
    assert!(page.contains("11 people have no account yet"));
    assert_eq!(page.matches("name=\"staff\"").count(), 11);
    let ids: Vec<String> = (10..20).map(|i| i.to_string()).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("staff", id.as_str())).collect();
    let sent = senco.post("/people/invitations", &fields).await;
    assert_eq!(sent.location.as_deref(), Some("/people?invited=10&not=0"));
    send(&app, &sink).await;
    assert_eq!(sink.count(), 10);
    let links: std::collections::BTreeSet<String> = messages(&sink).iter().map(|(_, text)| link(text)).collect();
    assert_eq!(links.len(), 10, "each has a link of their own");
    assert!(senco.get("/people").await.body.contains("1 person has no account yet"));
}

/// What the teacher leads is given to the other teacher.
const HANDED: &[(&str, &str)] = &[("to", "3")];

#[tokio::test]
async fn a_leavers_access_ends_in_the_same_second_and_what_they_lead_goes_on() {
    let app = TestApp::new().await;
    let (senco, teacher) = (app.sign_in("senco").await, app.sign_in("teacher").await);
    let times = [("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    assert_eq!(senco.post("/plans/1/conversations", &times).await.status, StatusCode::SEE_OTHER);
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    let link = thrice::store::people::accounts::new_link(&mut tx, Some(app.cast.teacher)).await.unwrap();
    let (news, now) = (AccountNews::PasswordChanged, app.app.clock.now());
    dispatch::account_news(&mut tx, &app.app.post, app.cast.teacher, news, now).await.unwrap();
    tx.commit().await.unwrap();
    let page = senco.get("/people/2/leave").await.body;
    assert!(page.contains("1 open plan and 1 meeting.") && page.contains("Amira K."), "{page}");
    let refused = senco.post("/people/2/leave", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Choose who takes over the plans and meetings"));
    assert!(teacher.get("/my-pupils").await.status.is_success(), "nothing has happened yet");
    let ended = senco.post("/people/2/leave", HANDED).await;
    assert_eq!(ended.location.as_deref(), Some("/people?done=ended"), "{}", ended.body);
    assert_eq!(teacher.get("/my-pupils").await.status, StatusCode::SEE_OTHER);
    assert_eq!(teacher.post("/plans/1/review", &[]).await.location.as_deref(), Some("/sign-in"));
    assert_eq!(app.stranger().get(&format!("/password/{link}")).await.status, StatusCode::NOT_FOUND);
    let fields = [("email", cast::email("teacher")), ("password", cast::PASSWORD.to_owned())];
    let fields = fields.each_ref().map(|(k, v)| (*k, v.as_str()));
    assert_eq!(app.stranger().post("/sign-in", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told(&app, "SELECT lead_id || ' ' || version FROM plan").await, "3 2");
    assert_eq!(told(&app, "SELECT lead_id FROM conversation").await, "3");
    assert_eq!(
        told(&app, "SELECT state || ': ' || reason FROM notice WHERE staff_id = 2").await,
        "cancelled: no longer works here"
    );
    let page = senco.get("/people").await.body;
    assert!(page.contains("Access ended (1)"), "{page}");
    assert_eq!(senco.get("/people/2/leave").await.status, StatusCode::NOT_FOUND, "it is over");

    let back = senco.post("/people/2/return", &[]).await;
    assert_eq!(back.location.as_deref(), Some("/people?invited=1&not=0"), "{}", back.body);
    assert_eq!(
        app.stranger().post("/sign-in", &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a new password"
    );
    assert!(senco.get("/people/2").await.body.contains("Invited"));
}

#[tokio::test]
async fn who_may_not_see_pupils_hands_over_by_the_number() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let page = admin.get("/people/2/leave").await.body;
    assert!(page.contains("1 open plan and 0 meetings.") && !page.contains("Amira"), "{page}");
    assert_eq!(admin.post("/people/2/leave", HANDED).await.status, StatusCode::SEE_OTHER);
    assert_eq!(told(&app, "SELECT lead_id FROM plan").await, "3");
}

#[tokio::test]
async fn a_new_role_is_dated_ends_sessions_and_opens_no_more_than_it_should() {
    let app = TestApp::new().await;
    let (admin, teacher) = (app.sign_in("admin").await, app.sign_in("teacher").await);
    assert!(teacher.get("/pupils/1").await.status.is_success());
    let refused = admin.post("/people/2/role", &[("role", "office")]).await;
    assert!(refused.body.contains("Choose who takes over"), "the office leads no plans: {}", refused.body);
    let same = admin.post("/people/2/role", &[("role", "teacher"), ("to", "3")]).await;
    assert!(same.body.contains("Choose another role than the one they have"));
    let senco = app.sign_in("senco").await;
    let changed = senco.post("/people/2/role", &[("role", "office"), ("to", "1")]).await;
    assert_eq!(changed.location.as_deref(), Some("/people/2?saved=role"), "{}", changed.body);
    assert_eq!(teacher.get("/pupils/1").await.status, StatusCode::SEE_OTHER, "signed out");
    let office = app.sign_in("teacher").await;
    assert_eq!(office.get("/plans/1").await.status, StatusCode::NOT_FOUND);
    let page = admin.get("/people/2").await.body;
    assert!(page.contains("School office since Wednesday 18 November 2026, before that Teacher."), "{page}");
    assert_eq!(told(&app, "SELECT lead_id FROM plan").await, "1");
}

#[tokio::test]
async fn a_right_is_given_with_a_reason_dated_taken_back_and_never_to_oneself() {
    let app = TestApp::new().await;
    let (senco, other) = (app.sign_in("senco").await, app.sign_in("other_teacher").await);
    assert_eq!(other.get("/pupils/1").await.status, StatusCode::NOT_FOUND);
    let ticked = ("right", "every_pupil");
    let without = senco.post("/people/3/rights", &[ticked, ("until", "2026-11-17")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Say why they are given this", "Enter a day from today on", "value=\"every_pupil\" checked"] {
        assert!(without.body.contains(words), "{words}: {}", without.body);
    }
    for wrong in ["imports", "admin"] {
        let refused = senco.post("/people/3/rights", &[("right", wrong), ("reason", "Why not")]).await;
        assert!(refused.body.contains("Choose from the list"), "{wrong}");
    }
    assert_eq!(told(&app, "SELECT count(*) FROM staff_right").await, "0");

    let why = ("reason", "Leads Key Stage 2");
    let given = senco.post("/people/3/rights", &[ticked, why, ("until", "2026-12-18")]).await;
    assert_eq!(given.location.as_deref(), Some("/people/3?saved=rights"), "{}", given.body);
    let page = senco.get("/people/3").await.body;
    let said =
        "Since Wednesday 18 November 2026, until Friday 18 December 2026, given by Priya Anand: Leads Key Stage 2";
    assert!(page.contains(said), "{page}");
    assert_eq!(other.get("/my-pupils").await.status, StatusCode::SEE_OTHER, "signed out");
    let anew = app
        .stranger()
        .post("/sign-in", &[("email", &*cast::email("other_teacher")), ("password", cast::PASSWORD)])
        .await;
    assert_eq!(anew.location.as_deref(), Some("/sign-in/second-step"), "who sees every pupil needs a second step");
    run(&app, "INSERT INTO second_factor (staff_id, secret, set_up_at) SELECT 3, secret, 0 FROM second_factor LIMIT 1")
        .await;
    let other = app.sign_in("other_teacher").await;
    assert!(other.get("/pupils/1").await.status.is_success());
    assert!(!other.get("/my-pupils").await.body.contains("Amira"), "hers are still her own");
    assert!(other.get("/account").await.body.contains("See every pupil as if they supported them"));
    assert_eq!(other.get("/people/3/rights").await.status, StatusCode::FORBIDDEN);
    assert_eq!(senco.get("/people/1/rights").await.status, StatusCode::FORBIDDEN, "nobody gives themselves anything");

    run(&app, "UPDATE staff_right SET until_on = '2026-11-17', from_on = '2026-11-02'").await;
    assert_eq!(other.get("/pupils/1").await.status, StatusCode::NOT_FOUND, "it ends by itself");
    assert!(senco.get("/people/3").await.body.contains("from Monday 2 November 2026 to Tuesday 17 November 2026"));
    assert_eq!(
        senco.post("/people/3/rights", &[ticked, why]).await.status,
        StatusCode::SEE_OTHER,
        "and is given again"
    );
    assert_eq!(senco.post("/people/3/rights", &[]).await.status, StatusCode::SEE_OTHER);
    let rows = "SELECT group_concat(taken_at IS NOT NULL AND taken_by = 1) FROM staff_right";
    assert_eq!(told(&app, rows).await, "1,1", "taken back");
    let audited = "SELECT group_concat(verb || ' ' || detail) FROM audit WHERE thing = 'right' AND thing_id = 3";
    let all = "gave every_pupil,took back every_pupil,gave every_pupil,took back every_pupil";
    assert_eq!(told(&app, audited).await, all);
}

#[tokio::test]
async fn whoever_is_let_onto_the_board_begins_the_day_on_today_and_learns_there_only_what_they_may() {
    let app = TestApp::new().await;
    run(&app, "INSERT INTO suspension (pupil_id, kind, from_on, sessions, reason, parents_told_on, entered_at)
          VALUES (1, 'suspension', '2026-10-05', 3, 'DB', '2026-10-05', 0);
        INSERT INTO staff_right (staff_id, code, reason, from_on, given_at) VALUES (3, 'whole_school', 'Deputy', '2026-11-02', 0),
          (7, 'meetings', 'Assists the SENCO', '2026-11-02', 0);
        INSERT INTO second_factor (staff_id, secret, set_up_at) SELECT s.id, f.secret, 0 FROM staff s, (SELECT secret FROM second_factor LIMIT 1) f
          WHERE s.id IN (3, 7)").await;
    for (who, suspensions) in [("other_teacher", true), ("office", false)] {
        let today = app.sign_in(who).await.get("/").await;
        assert_eq!(today.status, StatusCode::OK, "{who}");
        assert!(today.body.contains("Amira"), "{who}");
        assert_eq!(today.body.contains("Suspended since"), suspensions, "{who}");
    }
    assert_eq!(app.sign_in("teacher").await.get("/").await.location.as_deref(), Some("/my-pupils"));
}

#[tokio::test]
async fn another_role_and_the_last_day_take_back_what_was_ticked() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let given = [("right", "costs"), ("right", "whole_school"), ("reason", "Deputy who teaches")];
    assert_eq!(admin.post("/people/3/rights", &given).await.status, StatusCode::SEE_OTHER);
    assert_eq!(admin.post("/people/3/role", &[("role", "ta")]).await.status, StatusCode::SEE_OTHER);
    let open = "SELECT coalesce(group_concat(code), '') FROM staff_right WHERE staff_id = 3 AND taken_at IS NULL";
    assert_eq!(told(&app, open).await, "costs", "an assistant cannot see the whole school");
    assert_eq!(admin.post("/people/3/leave", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(told(&app, open).await, "");
    assert!(admin.get("/people/6/rights").await.body.contains("Nothing can be added to the role"), "a governor");
}

#[tokio::test]
async fn somebody_who_keeps_the_house_always_remains_and_nobody_raises_themselves() {
    let app = TestApp::new().await;
    let (senco, admin) = (app.sign_in("senco").await, app.sign_in("admin").await);
    assert_eq!(admin.post("/people/8/role", &[("role", "senco")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(senco.post("/people/8/leave", &[]).await.status, StatusCode::SEE_OTHER);
    let last = senco.post("/people/1/leave", &[]).await;
    assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(last.body.contains("Nobody would be left"), "{}", last.body);
    assert!(senco.get("/people").await.status.is_success(), "nothing of it has happened");
    run(&app, "UPDATE account SET password_hash = NULL WHERE staff_id = 1").await;
    let teacher = [("role", "senco"), ("to", "1")];
    assert_eq!(senco.post("/people/2/role", &teacher).await.status, StatusCode::SEE_OTHER);
    run(&app, "UPDATE account SET disabled_at = 1 WHERE staff_id = 2").await;
    let away = senco.post("/people/2/role", &[("role", "teacher")]).await;
    assert!(away.body.contains("Nobody would be left"), "a closed account and one without a password keep no house");
}

#[tokio::test]
async fn what_is_typed_wrong_is_kept_and_refused() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let wrong = admin.post("/people/new", &[("forename", "Nell"), ("email", "nobody")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        ["Enter the last name", "like name@example.org", "Choose what they are", "value=\"nobody\"", "value=\"Nell\""]
    {
        assert!(wrong.body.contains(words), "{words}");
    }
    let mut taken = NEW.to_vec();
    taken[3].1 = "TEACHER@oakfield.example.org";
    taken.push(("classes", "Made up"));
    assert!(admin.post("/people/new", &taken).await.body.contains("has this address already"));
    taken[3].1 = "n@oakfield.example.org";
    assert_eq!(admin.post("/people/new", &taken).await.status, StatusCode::SEE_OTHER);
    assert_eq!(told(&app, "SELECT group_concat(name) FROM class").await, "4A,5A", "no class is made by a form");
    let other = [("forename", "Omar"), ("surname", "Shah"), ("email", "senco@oakfield.example.org")];
    assert!(admin.post("/people/2", &other).await.body.contains("Somebody else here has this address"));
    let teacher = app.sign_in("teacher").await;
    let moved =
        [("forename", "Omar"), ("surname", "Shah-Lee"), ("email", "omar@oakfield.example.org"), ("classes", "4A")];
    assert_eq!(admin.post("/people/2", &moved).await.status, StatusCode::SEE_OTHER);
    assert_eq!(teacher.get("/my-pupils").await.status, StatusCode::SEE_OTHER, "a new address, a new sign-in");
    assert_eq!(told(&app, "SELECT count(*) FROM class_staff WHERE staff_id = 2 AND until_on IS NULL").await, "1");
}

const DOORS: &[&str] =
    &["/people/new", "/people/2", "/people/2/role", "/people/2/leave", "/people/invitations", "/people/2/return"];

#[tokio::test]
async fn only_the_senco_and_the_administrator_change_people_and_the_head_looks() {
    let app = TestApp::new().await;
    let rows = "SELECT (SELECT group_concat(id || role || email || coalesce(until_on, '')) FROM staff) || (SELECT count(*) FROM notice)";
    let before = told(&app, rows).await;
    let looks = async |session: &Session, path: &str| session.get(path).await.status.as_u16();
    for who in ["teacher", "other_teacher", "ta", "governor", "office"] {
        let session = app.sign_in(who).await;
        for path in ["/people", "/people/new", "/people/2", "/people/2/role", "/people/2/leave"] {
            assert_eq!(looks(&session, path).await, 403, "{who} {path}");
        }
        for path in DOORS {
            assert_eq!(session.post(path, NEW).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
    let head = app.sign_in("head").await;
    assert_eq!((looks(&head, "/people").await, looks(&head, "/people/2").await), (200, 200));
    assert!(!head.get("/people/2").await.body.contains("method=\"post\" action=\"/people"));
    for path in DOORS {
        assert_eq!(head.post(path, NEW).await.status, StatusCode::FORBIDDEN, "head {path}");
        let cross = app.sign_in("senco").await.post_with(path, "sec-fetch-site", "cross-site").await;
        assert_eq!(cross.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(app.stranger().post(path, NEW).await.location.as_deref(), Some("/sign-in"), "{path}");
    }
    run(&app, "INSERT INTO school (id, name, created_at) VALUES (2, 'Elsewhere', 0);
        INSERT INTO staff (id, school_id, forename, surname, email, role, from_on) VALUES (50, 2, 'O', 'Ther', 'o@else.example.org', 'teacher', '2026-09-01')").await;
    let senco = app.sign_in("senco").await;
    for path in ["/people/50", "/people/50/role", "/people/50/leave"] {
        assert_eq!(senco.get(path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(senco.post(path, &[("role", "head")]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(
        senco.post("/people/invitations", &[("staff", "50")]).await.location.as_deref(),
        Some("/people?invited=0&not=0")
    );
    run(&app, "DELETE FROM staff WHERE id = 50").await;
    assert_eq!(told(&app, rows).await, before);
}

/// The hole: a SENCO under a second mailbox of the administrator's own, who reads every child.
#[tokio::test]
async fn an_administrator_opens_no_child_alone_and_the_senco_and_the_head_are_told_at_once() {
    let app = TestApp::new().await;
    let (admin, senco, head) = (app.sign_in("admin").await, app.sign_in("senco").await, app.sign_in("head").await);
    let told_of = "SELECT group_concat(staff_id) FROM (SELECT staff_id FROM notice WHERE kind = 'access_given' ORDER BY staff_id)";
    let new =
        [("forename", "Second"), ("surname", "Mailbox"), ("email", "second@oakfield.example.org"), ("role", "senco")];
    let added = admin.post("/people/new", &[&new[..], &[("invite", "yes")]].concat()).await;
    assert_eq!(added.location.as_deref(), Some("/people?done=waits"));
    assert_eq!(told(&app, told_of).await, "1,5");
    let id = told(&app, "SELECT id FROM staff WHERE email = 'second@oakfield.example.org'").await;
    // Neither an invitation nor a forgotten password lets them in.
    let invited = admin.post("/people/invitations", &[("staff", &id)]).await;
    assert_eq!(invited.location.as_deref(), Some("/people?invited=0&not=1"));
    app.stranger().post("/sign-in/forgotten", &[("email", "second@oakfield.example.org")]).await;
    app.app.gate.settled().await;
    assert_eq!(told(&app, "SELECT count(*) FROM password_link").await, "0");
    let decide = |who: Session, agrees: &'static str, n: u32| async move {
        who.post(&format!("/people/access/{n}"), &[("agrees", agrees)]).await.status
    };
    assert_eq!(decide(admin.clone(), "yes", 1).await, StatusCode::FORBIDDEN, "not alone");
    let page = senco.get("/people").await.body;
    assert!(page.contains("Access that waits for the SENCO or the head (1)") && page.contains("Agree"), "{page}");
    assert!(!admin.get("/people").await.body.contains("Agree<"), "whoever asked has no button");
    assert_eq!(decide(senco.clone(), "yes", 1).await, StatusCode::SEE_OTHER);
    assert_eq!(decide(head.clone(), "no", 1).await, StatusCode::NOT_FOUND, "decided already");
    let invited = admin.post("/people/invitations", &[("staff", &id)]).await;
    assert_eq!(invited.location.as_deref(), Some("/people?invited=1&not=0"));
    // A role and a right of somebody who is here: they keep what they have until it is agreed to.
    let asked = admin.post("/people/3/role", &[("role", "head")]).await;
    assert_eq!(asked.location.as_deref(), Some("/people/3?saved=waits"));
    assert!(admin.get("/people/3?saved=waits").await.body.contains("It holds once the SENCO or the head agrees"));
    assert_eq!(told(&app, "SELECT role FROM staff WHERE id = 3").await, "teacher");
    let wanted = [("right", "every_pupil"), ("reason", "Leads a phase")];
    assert_eq!(admin.post("/people/2/rights", &wanted).await.location.as_deref(), Some("/people/2?saved=waits"));
    assert_eq!(told(&app, "SELECT count(*) FROM staff_right").await, "0");
    assert_eq!(decide(head.clone(), "no", 2).await, StatusCode::SEE_OTHER);
    assert_eq!(decide(head.clone(), "yes", 3).await, StatusCode::SEE_OTHER);
    assert_eq!(
        told(&app, "SELECT role || (SELECT code FROM staff_right) FROM staff WHERE id = 3").await,
        "teacherevery_pupil"
    );
    // What opens nothing, and what somebody gives who has it, holds at once; the others are told all the same.
    assert_eq!(
        admin.post("/people/4/role", &[("role", "teacher")]).await.location.as_deref(),
        Some("/people/4?saved=role")
    );
    app.app.clock.set(app.app.clock.now().plus_seconds(5));
    assert_eq!(
        senco.post("/people/3/role", &[("role", "head")]).await.location.as_deref(),
        Some("/people/3?saved=role")
    );
    assert_eq!(
        told(&app, "SELECT staff_id FROM notice WHERE kind = 'access_given' ORDER BY id DESC LIMIT 1").await,
        "5"
    );
}

#[tokio::test]
async fn where_nobody_could_agree_an_administrator_begins_the_school() {
    let app = TestApp::new().await;
    run(&app, "UPDATE account SET password_hash = NULL WHERE staff_id IN (1, 5)").await;
    let admin = app.sign_in("admin").await;
    assert_eq!(
        admin.post("/people/3/role", &[("role", "senco")]).await.location.as_deref(),
        Some("/people/3?saved=role")
    );
}

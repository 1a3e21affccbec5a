//! Counts the SQL statements of each page, and holds that a page does not need more of them for more pupils.

use std::{
    fmt,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::http::StatusCode;
use thrice::{
    domain::ids::{AdultId, ConversationId},
    store::{Actor, conversations::links, register::COMPARES},
};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    layer::{Context, Layer, SubscriberExt},
    util::SubscriberInitExt,
};

use crate::support::TestApp;

/// Who opens which page.
const PAGES: &[(&str, &str)] = &[
    ("senco", "/"),
    ("senco", "/round"),
    ("senco", "/year"),
    ("senco", "/year/plans"),
    ("senco", "/round?need=communication&sort=-lead&ticked=all"),
    ("senco", "/pupils/100/exemptions"),
    ("senco", "/pupils/1"),
    ("senco", "/pupils/1/record"),
    ("senco", "/pupils/1/documents"),
    ("senco", "/pupils/1/timeline"),
    ("senco", "/pupils/1/audit"),
    ("senco", "/audit?staff=2"),
    ("senco", "/leavers"),
    ("senco", "/settings/safeguarding"),
    ("senco", "/pupils/1/status/new"),
    ("senco", "/pupils"),
    ("senco", "/packs?plan=1&plan=100&plan=101"),
    ("teacher", "/packs"),
    ("teacher", "/my-pupils"),
    ("ta", "/my-pupils"),
    ("teacher", "/my-pupils/sheet"),
    ("teacher", "/plans/1/input"),
    ("senco", "/readings"),
    ("head", "/reports"),
    ("head", "/reports/reviews?kept=never"),
    ("head", "/reports/reviews.csv"),
    ("senco", "/reports/figures"),
    ("senco", "/reports/list"),
    ("senco", "/reports/of/reviews?by=groups"),
    ("senco", "/reports/of/targets?by=provision"),
    ("senco", "/reports/of/attendance"),
    ("senco", "/reports/of/wellbeing"),
    ("senco", "/reports/of/satisfaction"),
    ("senco", "/reports/of/staffing"),
    ("senco", "/reports/of/effect"),
    ("senco", "/self-evaluation"),
    ("senco", "/self-evaluation/frameworks/send-in-our-school"),
    ("senco", "/self-evaluation/figures/seldom_absent"),
    ("senco", "/messages"),
    ("senco", "/tasks"),
    ("office", "/tasks"),
    ("office", "/tasks/letters"),
    ("senco", "/restrictions"),
    ("senco", "/concerns"),
    ("teacher", "/concerns"),
    ("senco", "/pupils/100/concerns"),
    ("teacher", "/concerns/100"),
    ("senco", "/pupils/100/restrictions/new?contact=100"),
    ("office", "/pupils/100/contacts/new"),
    ("office", "/pupils/100/contacts/100"),
    ("senco", "/pupils/100/meetings"),
    ("senco", "/settings"),
    ("senco", "/import"),
    ("admin", "/settings/backups"),
    ("senco", "/people"),
    ("admin", "/set-up"),
    ("admin", "/set-up/school"),
    ("admin", "/settings/terms"),
    ("admin", "/settings/mail"),
    ("senco", "/people/2/leave"),
    ("senco", "/people/2/rights"),
    ("senco", "/plans/1"),
    ("senco", "/plans/102/annual-review"),
    ("senco", "/pupils/102"),
    ("teacher", "/plans/1/review/new"),
    ("senco", "/plans/1/review/new?queue=1.100"),
    ("senco", "/reviews/queue?done=1"),
    ("senco", "/pupils/100/progress"),
    ("teacher", "/conversations/100"),
    ("teacher", "/conversations/100/live?with=100"),
    ("teacher", "/pupils/100/views"),
    ("teacher", "/pupils/100/agreed"),
    ("teacher", "/conversations/100/record"),
    ("senco", "/sessions"),
    ("ta", "/sessions"),
    ("senco", "/sessions/100/2026-11-18/540"),
    ("senco", "/groups"),
    ("senco", "/groups/100"),
    ("senco", "/groups/hours"),
    ("senco", "/pupils/100/week"),
    ("senco", "/bank"),
    ("senco", "/plans/1/bank"),
    ("ta", "/pupils/100/profile"),
    ("ta", "/pupils/100/wellbeing"),
    ("teacher", "/pupils/1/assessments"),
    ("senco", "/settings/measures"),
    ("teacher", "/classes/1/wellbeing"),
    ("senco", "/reports/incidents"),
    ("senco", "/pupils/100/incidents"),
    ("senco", "/complaints"),
    ("senco", "/bases"),
    ("senco", "/pupils/100/bases"),
    ("senco", "/plan-samples"),
    ("senco", "/plan-samples/new?most=5&seed=7"),
    ("senco", "/account"),
    ("governor", "/"),
];

/// What a parent opens at their link, the meeting that it leads to, and the most statements that its page may take, the first time and while
/// nothing is committed: it is opened from a phone by every family of a school in one week.
const PARENTS: &[(&str, i64, [usize; 2])] =
    &[("invited and not answered", 100, [8, 2]), ("booked", 102, [7, 1]), ("met", 104, [9, 1])];

/// So many statements for one page want a reason. The first page after a commit has the most, since it reads anew whatever can be a thing to
/// do; then a review: what people said and what happened since the last one stand beside its form. What is to be sent asks last what was lost of what was to be
/// given, and in which languages.
const MANY: usize = 35;

/// The statement with which a connection says that everything before it is over.
const SETTLED: &str = "SELECT 'settled'";

/// Pupils 100 to 100 + `n`, each with everything that a page might ask about one by one.
fn pupils(n: usize) -> String {
    format!(
        "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 100 + {n})
         INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) SELECT i, 1, 'P' || i, 'Q', '2018-01-01', 0 FROM n;
         INSERT INTO enrolment (pupil_id, from_on, entered_at) SELECT id, '2025-09-01', 0 FROM pupil WHERE id >= 100;
         INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) SELECT id, 1, '4', '2026-09-01' FROM pupil WHERE id >= 100;
         INSERT INTO sen_status (pupil_id, code, from_on, entered_at) SELECT id, 'K', '2026-09-01', 0 FROM pupil WHERE id >= 100;
         INSERT INTO need (pupil_id, code, rank, from_on) SELECT id, 'SLCN', 1, '2026-09-01' FROM pupil WHERE id >= 100;
         INSERT INTO adult (id, school_id, forename, surname, email, created_at) SELECT id, 1, 'A', 'B', id || '@example.org', 0 FROM pupil WHERE id >= 100;
         INSERT INTO guardianship (id, pupil_id, adult_id, relationship, priority, responsibility, from_on)
           SELECT id, id, id, 'Mother', 1, 'yes', '2025-09-01' FROM pupil WHERE id >= 100;
         INSERT INTO restriction (guardianship_id, kind, note, source, entered_at) SELECT id, 'other', 'ask', 'import', 0 FROM guardianship WHERE id >= 100 AND id % 2 = 1;
         INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at) SELECT id, id, 'sen_support', '2026-09-10', 2, 0 FROM pupil WHERE id >= 100;
         UPDATE plan SET kind = 'ehc_delivery', ehc_anchor_on = '2026-01-15' WHERE id > 100 AND id % 2 = 0;
         INSERT INTO annual_review (id, plan_id, kind, anchor_on, opened_at) SELECT id, id, 'annual', '2026-01-15', 0 FROM plan WHERE kind = 'ehc_delivery';
         INSERT INTO annual_review_party (annual_review_id, party, name, entered_at) SELECT id, 'health', 'Dr A', 0 FROM annual_review;
         INSERT INTO cycle (id, plan_id, number, started_on, review_on) SELECT id, id, 1, '2026-09-10', '2026-11-10' FROM plan WHERE id >= 100;
         INSERT INTO outcome (id, plan_id, position, wording, area, entered_at) SELECT id, id, 1, 'W', 'other', 0 FROM plan WHERE id >= 100;
         INSERT INTO target (cycle_id, outcome_id, position, wording, measure, direction, baseline, predicted, entered_at)
           SELECT id, id, 1, 'W', 'M', 'higher', 0, 100, 0 FROM plan WHERE id >= 100;
         INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, answer_by_on) SELECT id, id, id, 2, 1794992400, '2026-11-25' FROM plan WHERE id >= 100;
         INSERT INTO slot (conversation_id, position, starts_at, minutes, mode) SELECT id, 1, 1796311800, 30, 'school' FROM conversation;
         INSERT INTO invitation (conversation_id, adult_id, invited_at) SELECT id, id, 0 FROM conversation;
         INSERT INTO provision (id, school_id, name) VALUES (100, 1, 'Reading');
         INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, entered_at) SELECT id, 100, 1, 'ta', 20, 1, 10, 0 FROM cycle;
         INSERT INTO support_group (id, school_id, entered_at) SELECT id, 1, 0 FROM pupil WHERE id >= 100;
         INSERT INTO support_group_terms (group_id, name, provision_id, entered_at) SELECT id, 'G', 100, 0 FROM support_group;
         INSERT INTO support_group_member (group_id, pupil_id, from_on, entered_at) SELECT id, id, '2026-09-10', 0 FROM support_group;
         INSERT INTO support_group_adult (group_id, staff_id, from_on, entered_at) SELECT id, 4, '2026-09-10', 0 FROM support_group;
         INSERT INTO support_group_time (group_id, weekday, begins, minutes, from_on, entered_at) SELECT id, 3, 540, 20, '2026-09-10', 0 FROM support_group;
         INSERT INTO session_record (id, group_id, held_on, begins, minutes, key, entered_at) SELECT id, id, '2026-11-11', 540, 20, 'k' || id, 0 FROM support_group;
         INSERT INTO session_note (record_id, pupil_id, lost) SELECT id, id, 'cover' FROM session_record;
         INSERT INTO concern (id, pupil_id, noticed_on, seen, tried, tried_for, happened, not_told_why, raised_at, raised_by)
           SELECT id, id, '2026-11-01', 'S', 'T', '', 'H', 'W', 1794992400, 2 FROM pupil WHERE id >= 100;
         INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, due_on, created_at)
           SELECT 1, 't' || id, 'phone_parent', 'office', id, id, id, '2026-11-18', 0 FROM conversation
           UNION ALL SELECT 1, 'l' || id, 'print_letter', 'office', id, id, id, '2026-11-18', 0 FROM conversation WHERE id % 2 = 0;
         INSERT INTO slot (id, conversation_id, position, starts_at, minutes, mode) VALUES (9102, 102, 2, 1796398200, 30, 'school');
         INSERT INTO booking (conversation_id, sequence, slot_id, booked_at) VALUES (102, 0, 9102, 0);
         INSERT INTO conversation_record (conversation_id, held_on, mode, agreed, agreement, entered_at)
           VALUES (104, '2026-11-16', 'school', 'G', 'agree', 1794992400);
         INSERT INTO conversation_attendance (conversation_id, adult_id, how) VALUES (104, 104, 'attended');"
    )
}

/// Counts the events in which sqlx reports a statement.
struct Counter(Arc<AtomicUsize>);

/// The text of one statement.
#[derive(Default)]
struct Statement(String);

impl Visit for Statement {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if matches!(field.name(), "summary" | "db.statement") {
            self.0.push_str(&format!("{value:?}"));
        }
    }
}

impl<S: Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Statement::default();
        event.record(&mut text);
        if event.metadata().target() == "sqlx::query" && !text.0.contains(SETTLED) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// A connection reports a statement after it has given its rows away: waits until each has reported all.
async fn settle(app: &TestApp) {
    let store = &app.app.store;
    let mut all = Vec::new();
    for _ in 0..4 {
        all.push(store.read().await.unwrap());
    }
    for conn in &mut all {
        sqlx::raw_sql(SETTLED).execute(&mut **conn).await.unwrap();
    }
    let mut tx = store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    sqlx::raw_sql(SETTLED).execute(tx.conn()).await.unwrap();
}

/// Reads what is read once after a commit, and not by each page.
async fn warm(app: &TestApp) {
    let (store, today) = (&app.app.store, app.app.clock.now().today());
    store.register(&mut store.read().await.unwrap(), app.cast.school, today).await.unwrap();
}

/// A link to a meeting, for the adult of its number.
async fn link(app: &TestApp, meeting: ConversationId) -> String {
    let now = app.app.clock.now();
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, now).await.unwrap();
    let link = links::to_meeting(&mut tx, meeting, AdultId(meeting.0), now.plus_minutes(60)).await.unwrap();
    tx.commit().await.unwrap();
    link
}

/// How many statements each page takes in a school with so many pupils.
async fn counted(pupils_there: usize, counter: &AtomicUsize) -> Vec<(&'static str, &'static str, usize)> {
    let app = TestApp::new().await;
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(pupils(pupils_there))).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    settle(&app).await;
    let before = counter.load(Ordering::SeqCst);
    warm(&app).await;
    settle(&app).await;
    let mut found = vec![("anybody", "the first page after a commit", counter.load(Ordering::SeqCst) - before)];
    for (who, path) in PAGES {
        let session = app.sign_in(who).await;
        warm(&app).await;
        settle(&app).await;
        let before = counter.load(Ordering::SeqCst);
        let page = session.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{who} {path}: {}", page.body);
        settle(&app).await;
        found.push((*who, *path, counter.load(Ordering::SeqCst) - before));
    }
    for (what, meeting, most) in PARENTS {
        let link = link(&app, ConversationId(*meeting)).await;
        for most in most {
            settle(&app).await;
            let before = counter.load(Ordering::SeqCst);
            let page = app.stranger().get(&format!("/i/{link}")).await;
            assert_eq!(page.status, StatusCode::OK, "{what}: {}", page.body);
            settle(&app).await;
            let n = counter.load(Ordering::SeqCst) - before;
            assert!(n <= *most, "a parent’s page, {what}: {n} statements");
            found.push(("a parent", *what, n));
        }
    }
    found
}

#[tokio::test]
#[ignore = "counts every statement of its process: the next test runs it alone in one"]
async fn alone() {
    let counter = Arc::new(AtomicUsize::new(0));
    tracing_subscriber::registry().with(Counter(Arc::clone(&counter))).init();
    COMPARES.store(false, Ordering::SeqCst);
    let (few, many) = (counted(10, &counter).await, counted(60, &counter).await);
    for (who, path, n) in &few {
        println!("{n:>3} statements: {who} opens {path}");
    }
    assert!(few.iter().all(|(.., n)| (1..=MANY).contains(n)), "{few:?}");
    assert_eq!(few, many, "with 10 pupils and with 60");
}

#[test]
fn no_page_takes_more_statements_for_more_pupils() {
    let program = std::env::current_exe().unwrap();
    let run =
        Command::new(program).args(["--ignored", "--exact", "statements::alone", "--nocapture"]).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout) + String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

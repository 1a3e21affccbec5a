//! Recording a review: who may, what follows, and that nothing typed is lost.

use axum::http::StatusCode;
use thrice::{
    domain::{
        access::Viewer,
        calendar::AcademicYear,
        ids::{PlanId, PupilId, SchoolId, StaffId},
        people::Role,
        review::Decision,
        standing::standing,
        target::{Progress, Score},
    },
    store::{
        plans::{self, PlanView},
        register, reviews,
    },
};

use super::{count, run};
use crate::support::{TestApp, roll::Pupil};

const REVIEW: &[(&str, &str)] = &[
    ("cycle", "1"),
    ("held_on", "2026-11-18"),
    ("target-0-actual", "9"),
    ("target-0-note", "More in small groups"),
    ("pupil_view", "I like the talking game"),
    ("pupil_view_how", "Talking, with pictures"),
    ("parent_view", "She tells us about her day now"),
    ("summary", "Go on with modelling"),
    ("decision", "continue"),
    ("next_on", "2027-03-25"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = REVIEW.iter().filter(|(name, _)| !changes.iter().any(|c| c.0 == *name));
    kept.chain(changes).copied().collect()
}

async fn plan(app: &TestApp) -> PlanView {
    let viewer = Viewer::new(StaffId(1), SchoolId(1), Role::Senco);
    let mut conn = app.app.store.read().await.unwrap();
    plans::visible_to(&mut conn, &viewer, PlanId(1), app.app.clock.now().today()).await.unwrap().expect("the plan")
}

async fn history(app: &TestApp) -> Vec<reviews::ReviewView> {
    reviews::history(&mut app.app.store.read().await.unwrap(), PlanId(1)).await.unwrap()
}

/// What the standing counts.
async fn reviews_held(app: &TestApp) -> u32 {
    let (school, today) = (SchoolId(1), app.app.clock.now().today());
    let mut conn = app.app.store.read().await.unwrap();
    let year = AcademicYear::containing(today);
    let register = register::load(&mut conn, school, year).await.unwrap();
    let row = register.row_of(PupilId(1), year, today).expect("a plan");
    standing(register.calendar(), &row.facts, 20, today).reviews_held
}

#[tokio::test]
async fn the_teacher_records_a_review_and_the_next_cycle_follows() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let form = teacher.get("/plans/1/review/new").await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.body.contains("value=\"2027-03-25\""), "the spring window closes on 25 March");
    let before = reviews_held(&app).await;
    let answer = teacher.post("/plans/1/review", REVIEW).await;
    assert_eq!(answer.location.as_deref(), Some("/pupils/1?saved=review"), "{}", answer.body);
    let pupil = teacher.get("/pupils/1?saved=review").await.body;
    assert!(pupil.contains("The review is saved"));
    assert_eq!(reviews_held(&app).await, before + 1);
    let after = plan(&app).await;
    assert_eq!((after.cycle.number, after.content.review_on.to_string().as_str()), (2, "2027-03-25"));
    assert_eq!(after.last_review_on.unwrap().to_string(), "2026-11-18");
    let onward = &after.content.targets[0];
    assert_eq!((onward.carried, onward.aim.baseline, onward.aim.predicted), (1, Score(900), Score(1200)));
    let held = &history(&app).await[0];
    assert_eq!((held.decision, held.results[0].progress), (Decision::Continue, Progress::Partly));
    assert_eq!((held.results[0].actual, held.results[0].carried_to), (Some(Score(900)), onward.id));
    let next = teacher.get("/plans/1/review/new").await.body;
    for words in ["Last time", "I like the talking game", "More in small groups", "Partly met"] {
        assert!(next.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_met_target_is_finished_unless_somebody_says_otherwise() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/plans/1/review", &with(&[("target-0-actual", "16")])).await;
    assert_eq!(history(&app).await[0].results[0].progress, Progress::Exceeded);
    assert!(plan(&app).await.content.targets.is_empty());
    let again = TestApp::new().await;
    let senco = again.sign_in("senco").await;
    let goes_on = [("target-0-actual", "16"), ("target-0-carry", "yes")];
    let asked = senco.post("/plans/1/review", &with(&goes_on)).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("16 is what was expected. Enter the new aim"), "{}", asked.body);
    let with_aim = |aim| with(&[goes_on[0], goes_on[1], ("target-0-aim", aim)]);
    let behind = senco.post("/plans/1/review", &with_aim("16")).await.body;
    assert!(behind.contains("must go further than now (16)"), "{behind}");
    senco.post("/plans/1/review", &with_aim("20")).await;
    let onward = &plan(&again).await.content.targets[0];
    assert_eq!((onward.carried, onward.aim.baseline, onward.aim.predicted), (1, Score(1600), Score(2000)));
}

#[tokio::test]
async fn one_choice_for_all_gives_way_to_a_choice_for_one() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let fields = with(&[("target-0-actual", ""), ("same_for_all", "not_delivered")]);
    assert_eq!(senco.post("/plans/1/review", &fields).await.status, StatusCode::SEE_OTHER);
    let fields = with(&[("cycle", "2"), ("same_for_all", "partly"), ("target-0-progress", "no_change")]);
    assert_eq!(senco.post("/plans/1/review", &fields).await.status, StatusCode::SEE_OTHER);
    let found: Vec<_> = history(&app).await.iter().map(|r| r.results[0].progress).collect();
    assert_eq!(found, [Progress::NoChange, Progress::NotDelivered]);
}

#[tokio::test]
async fn ending_the_plan_closes_it_and_opens_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let answer = senco
        .post("/plans/1/review", &with(&[("decision", "exit"), ("next_on", ""), ("decision_reason", "Keeps up")]))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let after = plan(&app).await;
    assert_eq!((after.cycle.number, after.is_open()), (1, false));
    let plan = senco.get("/plans/1").await.body;
    assert!(plan.contains("This plan ended on Wednesday 18 November 2026. Ended at the review: Keeps up"), "{plan}");
    assert_eq!(senco.get("/plans/1/edit").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn mistakes_keep_every_word() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (field, value, sentence) in [
        ("held_on", "2026-11-19", "is in the future"),
        ("held_on", "2026-09-09", "when this cycle started"),
        ("next_on", "2026-12-25", "is a bank holiday (Christmas Day)"),
        ("decision", "", "Choose what was decided"),
        ("target-0-actual", "", "choose how far it was reached"),
        ("target-0-actual", "some", "must be a number"),
        ("conversation", "7", "Choose one of the plan’s meetings"),
        ("decision", "exit", "Enter why this was decided"),
        ("decision", "step_up", "Enter why this was decided"),
        ("parent_declined", "yes", "There are words of the parents here"),
    ] {
        let answer = senco.post("/plans/1/review", &with(&[(field, value)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
        assert_eq!(answer.body.matches(sentence).count(), 2, "{sentence}");
        assert!(answer.body.contains("She tells us about her day now"));
    }
    assert!(history(&app).await.is_empty());
}

#[tokio::test]
async fn a_review_is_recorded_once_and_the_second_text_is_handed_back() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    senco.post("/plans/1/review", REVIEW).await;
    let answer = senco.post("/plans/1/review", &with(&[("summary", "My own summary")])).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("My own summary"));
    assert_eq!((history(&app).await.len(), plan(&app).await.cycle.number), (1, 2));
}

#[tokio::test]
async fn one_event_can_be_both_meeting_and_review() {
    let app = TestApp::new().await;
    let mut tx = app.app.store.begin(thrice::store::Actor::Command, SchoolId(1), app.app.clock.now()).await.unwrap();
    sqlx::raw_sql(
        "INSERT INTO conversation (pupil_id, plan_id, lead_id, offered_at, answer_by_on) VALUES (1, 1, 2, 0, '2026-11-10');
         INSERT INTO conversation_record (conversation_id, held_on, mode, agreement, entered_at) VALUES (1, '2026-11-17', 'school', 'agree', 0);
         INSERT INTO conversation_attendance (conversation_id, adult_id, how) VALUES (1, 1, 'attended');",
    )
    .execute(tx.conn())
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let teacher = app.sign_in("teacher").await;
    let form = teacher.get("/plans/1/review/new").await.body;
    assert!(form.contains("Tuesday 17 November 2026 (a parent took part)"));
    let fields = with(&[("conversation", "1"), ("held_on", "2026-11-17")]);
    assert_eq!(teacher.post("/plans/1/review", &fields).await.status, StatusCode::SEE_OTHER);
    let mut conn = app.app.store.read().await.unwrap();
    let linked: i64 = sqlx::query_scalar("SELECT conversation_id FROM review").fetch_one(&mut *conn).await.unwrap();
    assert_eq!(linked, 1);
}

#[tokio::test]
async fn who_may_record_a_review() {
    let app = TestApp::new().await;
    for (who, status) in [
        ("senco", 200),
        ("teacher", 200),
        ("head", 403),
        ("ta", 403),
        ("other_teacher", 404),
        ("governor", 404),
        ("office", 404),
        ("admin", 404),
    ] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/plans/1/review/new").await.status.as_u16(), status, "{who}");
        if status != 200 {
            assert_eq!(session.post("/plans/1/review", REVIEW).await.status.as_u16(), status, "{who}");
        }
    }
    assert!(history(&app).await.is_empty());
}

#[tokio::test]
async fn mistakes_are_listed_in_the_order_of_the_form() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let wrong =
        [("held_on", ""), ("conversation", "99"), ("target-0-actual", "many"), ("decision", ""), ("next_on", "")];
    let answer = teacher.post("/plans/1/review", &with(&wrong)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    super::summary_follows_the_form(&answer.body);
    assert!(answer.body.contains("Go on with modelling"), "and what was typed is kept");
}

#[tokio::test]
async fn a_target_with_a_measure_is_met_by_what_it_reads() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for choice in [("same_for_all", "met"), ("target-0-progress", "exceeded")] {
        let answer = senco.post("/plans/1/review", &with(&[("target-0-actual", ""), choice])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("Whether it is met is said by its measure"), "{choice:?}");
    }
    // Nine sentences of the twelve that were expected are not met, unless somebody says why.
    let silent = with(&[("target-0-progress", "met"), ("target-0-note", "")]);
    let answer = senco.post("/plans/1/review", &silent).await;
    assert!(answer.body.contains("its reading says “partly met”. Say in the note why it is “met”"), "{}", answer.body);
    let said = with(&[("target-0-progress", "met"), ("target-0-note", "Twelve on the day after")]);
    assert_eq!(senco.post("/plans/1/review", &said).await.status, StatusCode::SEE_OTHER);
    assert_eq!(history(&app).await[0].results[0].progress, Progress::Met);
}

#[tokio::test]
async fn nothing_said_is_no_answer_and_no_wish_to_take_part_is_one() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let fields = with(&[
        ("pupil_view", ""),
        ("pupil_view_how", "Asked twice"),
        ("pupil_declined", "yes"),
        ("parent_view_by", "Mrs Anand"),
    ]);
    assert_eq!(senco.post("/plans/1/review", &fields).await.status, StatusCode::SEE_OTHER);
    let plan = senco.get("/plans/1").await.body;
    assert!(plan.contains("Pupil (Asked twice): was asked, and did not want to take part"), "{plan}");
    assert!(plan.contains("Parents (written down by Mrs Anand): “She tells us about her day now”"), "{plan}");
    assert!(senco.get("/plans/1/review/new").await.body.contains("Last time: did not want to take part."));
}

/// Two more pupils whose review is late, with one plan each, led by one teacher and by the other.
async fn two_are_late(app: &TestApp) {
    let cal = Pupil::named(11, "Cal", "Dow").on_sen_support("2026-09-01").with_plan(2, "2026-11-10");
    let dev = Pupil::named(12, "Dev", "Eli").in_class(2).on_sen_support("2026-09-01").with_plan(3, "2026-11-11");
    for pupil in [cal, dev] {
        pupil.joins(app).await;
    }
}

#[tokio::test]
async fn a_round_is_recorded_in_a_row() {
    let app = TestApp::new().await;
    two_are_late(&app).await;
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/").await.body.contains("href=\"/reviews/queue\""));
    let first = senco.get("/reviews/queue").await.location.expect("the first review");
    assert_eq!(first, "/plans/11/review/new?queue=11.12.1", "the most urgent first");
    let page = senco.get(&first).await.body;
    assert!(page.contains("Review 1 of 3") && page.contains("/plans/12/review/new?queue=11.12.1"), "{page}");
    let same = ("same_for_all", "no_change");
    let fields = [("cycle", "11"), ("queue", "11.12.1"), ("held_on", "2026-11-18"), ("next_on", "2027-03-25"), same];
    let wrong = senco.post("/plans/11/review", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Review 1 of 3"), "a mistake does not lose the queue");
    // Somebody else records the second one meanwhile: the queue goes past it.
    let other = [("cycle", "12"), ("held_on", "2026-11-18"), ("next_on", "2027-03-25"), ("decision", "continue"), same];
    app.sign_in("other_teacher").await.post("/plans/12/review", &other).await;
    let done: Vec<_> = fields.into_iter().chain([("decision", "continue")]).collect();
    let next = senco.post("/plans/11/review", &done).await.location.expect("the next");
    assert_eq!(next, "/plans/1/review/new?queue=11.12.1&saved=1");
    assert!(senco.get(&next).await.body.contains("Review 3 of 3"));
    let end = senco.get("/reviews/queue?done=11.12.1").await.body;
    assert!(end.contains("2 of 3 reviews are recorded") && end.contains("Record the one that is left"), "{end}");
}

#[tokio::test]
async fn a_queue_holds_only_whom_one_may_review() {
    let app = TestApp::new().await;
    two_are_late(&app).await;
    let teacher = app.sign_in("teacher").await;
    assert_eq!(teacher.get("/reviews/queue").await.location.unwrap(), "/plans/11/review/new?queue=11.1");
    assert_eq!(teacher.get("/plans/12/review/new?queue=12.11").await.status, StatusCode::NOT_FOUND);
    let senco = app.sign_in("senco").await;
    assert_eq!(senco.get("/reviews/queue?class=5A").await.location.unwrap(), "/plans/12/review/new?queue=12");
    assert!(senco.get("/reviews/queue?class=6A").await.body.contains("No review waits for you now"));
    for who in ["head", "ta", "governor", "office", "admin"] {
        assert_eq!(app.sign_in(who).await.get("/reviews/queue").await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

#[tokio::test]
async fn a_review_that_was_left_half_written_is_offered_again() {
    let app = TestApp::new().await;
    let teacher = app.sign_in("teacher").await;
    let half =
        [("cycle", "1"), ("version", "1"), ("target-0-id", "1"), ("target-0-note", "Half a sen"), ("draft", "0")];
    let kept = teacher.post("/plans/1/review/draft", &half).await;
    assert_eq!(kept.location.as_deref(), Some("/plans/1/review/new"), "{}", kept.body);
    assert!(teacher.get("/plans/1/review/new").await.body.contains("Half a sen"));
    let hers = app.sign_in("senco").await.get("/plans/1/review/new").await.body;
    assert!(!hers.contains("Half a sen") && hers.contains("Mr Shah</strong> is writing this too"), "{hers}");
    assert!(history(&app).await.is_empty(), "a draft is no review");
    teacher.post("/plans/1/review", REVIEW).await;
    assert!(!teacher.get("/plans/1/review/new").await.body.contains("Half a sen"));
}

#[tokio::test]
async fn two_who_write_the_same_review_see_both_texts_and_overwrite_nothing() {
    let app = TestApp::new().await;
    let (senco, teacher) = (app.sign_in("senco").await, app.sign_in("teacher").await);
    let mine =
        with(&[("version", "1"), ("target-0-id", "1"), ("target-0-actual", "11"), ("summary", "The cards help")]);
    senco.post("/plans/1/review/draft", &mine).await;
    teacher.post("/plans/1/review", REVIEW).await;
    let script = senco.post_as_script("/plans/1/review/draft", &mine).await;
    assert_eq!(script.status, StatusCode::CONFLICT, "the script is told");
    let both = senco.post("/plans/1/review", &mine).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    for words in
        ["Mr Shah", "Go on with modelling", "The cards help", "They: 9", "You: 11", "corrections\" value=\"0\""]
    {
        assert!(both.body.contains(words), "{words}: {}", both.body);
    }
    // The tab is killed before anything is chosen: the next review's page leads back to both.
    let next = senco.get("/plans/1/review/new").await.body;
    assert!(next.contains("href=\"/plans/1/reviews/1/correction\""), "{next}");
    assert!(senco.get("/plans/1/reviews/1/correction").await.body.contains("The cards help"));
    let unsure: Vec<_> = mine.iter().copied().chain([("corrections", "0")]).collect();
    let answer = senco.post("/plans/1/reviews/1/correction", &unsure).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody chooses for a person");
    let chosen: Vec<_> = unsure
        .into_iter()
        .chain([("take-summary", "both"), ("both-summary", "Go on with modelling. The cards help")])
        .collect();
    let saved = senco.post("/plans/1/reviews/1/correction", &chosen).await;
    assert_eq!(saved.location.as_deref(), Some("/plans/1?saved=plan"), "{}", saved.body);
    let held = &history(&app).await[0];
    assert_eq!(held.summary, "Go on with modelling. The cards help");
    assert_eq!((held.corrections.len(), held.corrections[0].before.as_str()), (1, "Go on with modelling"));
    assert!(senco.get("/plans/1").await.body.contains("was corrected by Mrs Anand"));
    assert!(!senco.get("/plans/1/review/new").await.body.contains("/correction"), "the draft has been dealt with");
    let late = senco.post("/plans/1/reviews/1/correction", &chosen).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "a correction made meanwhile is seen first");
}

#[tokio::test]
async fn words_follow_their_target_when_the_plan_is_changed_meanwhile() {
    let app = TestApp::new().await;
    let (senco, teacher) = (app.sign_in("senco").await, app.sign_in("teacher").await);
    let mine = with(&[
        ("version", "1"),
        ("target-0-id", "1"),
        ("target-1-id", "99"),
        ("target-1-note", "Of one that is gone"),
    ]);
    teacher.post("/plans/1/review/draft", &mine).await;
    let plan_form = [
        ("version", "1"),
        ("lead", "2"),
        ("review_on", "2026-12-04"),
        ("outcome-0-id", "1"),
        ("outcome-0-wording", "Amira is understood by new people"),
        ("outcome-0-area", "communication"),
        ("target-0-outcome", "1"),
        ("target-0-wording", "A new first step"),
        ("target-0-measure", "Counted"),
        ("target-0-baseline", "0"),
        ("target-0-predicted", "5"),
        ("target-1-id", "1"),
        ("target-1-outcome", "1"),
        ("target-1-wording", "Says sentences of six words or more"),
        ("target-1-measure", "Sentences in ten minutes of play"),
        ("target-1-unit", "sentences"),
        ("target-1-baseline", "4"),
        ("target-1-predicted", "12"),
        ("target-1-challenge", "16"),
    ];
    assert_eq!(senco.post("/plans/1", &plan_form).await.status, StatusCode::SEE_OTHER);
    let answer = teacher.post("/plans/1/review", &mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let reopened = teacher.get("/plans/1/review/new").await;
    assert_eq!(reopened.status, StatusCode::OK);
    for page in [answer.body, reopened.body] {
        assert!(page.contains("The plan was changed while you were writing"), "{page}");
        assert!(page.contains("Of one that is gone"), "nothing is lost: {page}");
        let second = page.split("name=\"target-1-note\"").nth(1).expect("the second target");
        assert!(second.starts_with(" value=\"More in small groups\""), "{}", &second[..80]);
    }
    assert!(history(&app).await.is_empty());
}

/// Amira's father and mother each told the school something by their link; she herself had it written down.
const VOICES: &str = "
    INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, answer_by_on) VALUES (1, 1, 1, 2, 1794300000, '2026-11-20');
    INSERT INTO invitation (id, conversation_id, adult_id, invited_at) VALUES (1, 1, 1, 0), (2, 1, 2, 0);
    INSERT INTO parent_view (invitation_id, hard, going_well, how, given_at) VALUES (1, 'Homework takes two hours', '', 'link', 1794400000);
    INSERT INTO parent_view (invitation_id, hard, going_well, how, given_at, entered_by) VALUES (2, 'Pick-up', 'Reads signs', 'phone', 1794400100, 7);
    INSERT INTO answer (invitation_id, kind, message, answered_at) VALUES (1, 'phone', 'Tuesdays are best', 1794400000);
    INSERT INTO pupil_view (pupil_id, given_on, how, written_by, with_whom, feeling, working, not_working, entered_at, entered_by)
      VALUES (1, '2026-11-12', 'drawing', 'scribe', 'Miss Bell', 'ok', 'I like the cards', 'It is loud', 1794400000, 4);";

#[tokio::test]
async fn what_people_said_stands_beside_the_boxes_and_is_taken_over_without_typing() {
    let app = TestApp::new().await;
    super::run(&app, VOICES).await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/plans/1/review/new").await.body;
    for words in ["Homework takes two hours", "Reads signs", "by phone; written down by Mrs Marsh", "Tuesdays are best"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    for words in
        ["I like the cards", "It is loud", "Drawing. Written down by: an adult, in the pupil’s words (Miss Bell)"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("Do not read one household’s words to another"));
    let typed = [
        ("cycle", "1"),
        ("held_on", "2026-11-18"),
        ("parent_view", "On the phone: tired"),
        ("draft", "0"),
        ("page", "a"),
        ("take", "told-1"),
    ];
    let taken = teacher.post("/plans/1/review/draft", &typed).await;
    assert_eq!(taken.location.as_deref(), Some("/plans/1/review/new#parent_view"), "{}", taken.body);
    let page = teacher.get("/plans/1/review/new").await.body;
    assert!(page.contains("On the phone: tired\nMrs Khan: Homework takes two hours</textarea>"), "{page}");
    let more = [("cycle", "1"), ("draft", "1"), ("page", "a"), ("take", "pupil"), ("parent_view", "")];
    assert_eq!(
        teacher.post("/plans/1/review/draft", &more).await.location.as_deref(),
        Some("/plans/1/review/new#pupil_view")
    );
    let page = teacher.get("/plans/1/review/new").await.body;
    assert!(
        page.contains(
            "What is working: I like the cards\nWhat is not working: It is loud\nHow it is going: OK</textarea>"
        ),
        "{page}"
    );
    assert!(
        page.contains("value=\"Drawing, Thursday 12 November 2026\"") && page.contains("value=\"Miss Bell\""),
        "{page}"
    );
    // Not to want to take part is an answer that is taken over too; what is not there is not.
    super::run(&app, "INSERT INTO pupil_view (pupil_id, given_on, declined, with_whom, entered_at, entered_by) VALUES (1, '2026-11-16', 1, 'Miss Bell', 0, 4)").await;
    let no = [("cycle", "1"), ("draft", "2"), ("page", "a"), ("take", "pupil")];
    assert_eq!(teacher.post("/plans/1/review/draft", &no).await.status, StatusCode::SEE_OTHER);
    let page = teacher.get("/plans/1/review/new").await.body;
    assert!(page.contains("Was asked on Monday 16 November 2026, and did not want to take part."), "{page}");
    assert!(page.contains("name=\"pupil_declined\" value=\"yes\" checked"), "{page}");
    for what in ["told-99", "wrote-2", "told-x", "nothing"] {
        let fields = [("cycle", "1"), ("draft", "3"), ("page", "a"), ("take", what)];
        assert_eq!(teacher.post("/plans/1/review/draft", &fields).await.status, StatusCode::SEE_OTHER, "{what}");
    }
    for who in ["other_teacher", "ta", "governor"] {
        let denied = app.sign_in(who).await.post("/plans/1/review/draft", &no).await.status;
        assert!(matches!(denied, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{who}");
    }
    // In front of one parent the other's words stay closed.
    let live = teacher.get("/conversations/1/live?with=1").await.body;
    assert!(live.contains("Homework takes two hours") && !live.contains("Pick-up"), "{live}");
}

#[tokio::test]
async fn what_was_said_before_the_last_review_is_not_new() {
    let app = TestApp::new().await;
    super::run(&app, VOICES).await;
    let senco = app.sign_in("senco").await;
    assert_eq!(senco.post("/plans/1/review", REVIEW).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/plans/1/review/new").await.body;
    assert!(!page.contains("Homework takes two hours") && !page.contains("It is loud"), "{page}");
    assert!(page.contains("Nothing is written down since the last review (Wednesday 18 November 2026)"), "{page}");
}

#[tokio::test]
async fn days_missed_suspensions_and_provision_stand_beside_the_review() {
    let app = TestApp::new().await;
    super::run(&app, "
        INSERT INTO attendance (pupil_id, year, reported_on, possible, attended) VALUES (1, 2026, '2026-09-10', 14, 14);
        INSERT INTO suspension (pupil_id, kind, from_on, sessions, reason, parents_told_on, entered_at) VALUES
          (1, 'suspension', '2026-09-07', 2, 'DB', '2026-09-07', 0), (1, 'suspension', '2026-10-07', 3, 'DB', '2026-10-07', 0);
        UPDATE suspension SET reason_2 = 'VA' WHERE from_on = '2026-10-07';
        INSERT INTO provision (id, school_id, name) VALUES (11, 1, 'Precision teaching');
        INSERT INTO placement (cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, entered_at) VALUES (1, 11, 1, 'ta', 10, 5, 6, 0);").await;
    let senco = app.sign_in("senco").await.get("/plans/1/review/new").await.body;
    for words in [
        "2 days missed (the 98% line: at most half a day)",
        "This year: 96 of 100 sessions (96.0%), 2 days missed (the 98% line: at most 1 day)",
        "1, 1½ days,",
        "Because of: Persistent or general disruptive behaviour; Verbal abuse or threatening behaviour against an adult.",
        "This year: 2½ days.",
        "30 times in all",
        "30 sessions, 5 h, were planned",
        "Planned cost: £92.50",
    ] {
        assert!(senco.contains(words), "{words}: {senco}");
    }
    let teacher = app.sign_in("teacher").await.get("/plans/1/review/new").await.body;
    assert!(teacher.contains("30 sessions, 5 h, were planned") && !teacher.contains("£"), "costs are not for teachers");
}

#[tokio::test]
async fn many_reviews_are_written_on_one_screen_and_each_is_finished_by_itself() {
    let app = TestApp::new().await;
    Pupil::named(9, "Zain", "Malik").on_sen_support("2026-09-01").with_plan(2, "2026-11-10").joins(&app).await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/reviews/grid").await.body;
    assert!(page.contains("id=\"plan-9\"") && page.contains("action=\"/plans/9/review\""), "{page}");
    assert_eq!(page.matches(" autofocus").count(), 1, "the first reading of the first row");
    // What is kept of one review is there on both pages.
    let kept = [("cycle", "9"), ("version", "1"), ("target-0-actual", "2"), ("draft", "0"), ("page", "a")];
    teacher.post("/plans/9/review/draft", &kept).await;
    assert!(teacher.get("/reviews/grid").await.body.contains("name=\"target-0-actual\" value=\"2\""));

    // A draft with more than a row shows is not written over by it.
    let more = [
        ("cycle", "9"),
        ("version", "1"),
        ("target-0-actual", "2"),
        ("pupil_view", "I like it"),
        ("draft", "1"),
        ("page", "a"),
    ];
    teacher.post("/plans/9/review/draft", &more).await;
    let begun = teacher.get("/reviews/grid").await.body;
    assert!(
        begun.contains("more of this review than a row holds") && !begun.contains("action=\"/plans/9/review\""),
        "{begun}"
    );

    let row = |actual: &'static str| {
        [
            ("grid", "yes"),
            ("cycle", "9"),
            ("version", "1"),
            ("held_on", "2026-11-18"),
            ("target-0-actual", actual),
            ("summary", "Asks every day"),
            ("decision", "continue"),
            ("next_on", "2027-03-25"),
        ]
    };
    let wrong = teacher.post("/plans/9/review", &row("many")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "the whole review, with what was typed");
    assert!(wrong.body.contains("must be a number") && wrong.body.contains("Asks every day"), "{}", wrong.body);
    let saved = teacher.post("/plans/9/review", &row("2")).await;
    assert_eq!(saved.location.as_deref(), Some("/reviews/grid?saved=yes"), "{}", saved.body);
    let left = teacher.get("/reviews/grid?saved=yes").await.body;
    assert!(!left.contains("id=\"plan-9\"") && left.contains("Saved."), "{left}");
    for who in ["ta", "head", "office"] {
        assert_eq!(app.sign_in(who).await.get("/reviews/grid").await.status, StatusCode::FORBIDDEN, "{who}");
    }
}

#[tokio::test]
async fn one_outcome_is_written_for_a_whole_group_and_the_exceptions_stay_as_they_are() {
    let app = TestApp::new().await;
    Pupil::named(9, "Zain", "Malik").on_sen_support("2026-09-01").with_plan(2, "2026-11-10").joins(&app).await;
    Pupil::named(10, "Ella", "Price").on_sen_support("2026-09-01").with_plan(2, "2026-11-10").joins(&app).await;
    run(
        &app,
        "INSERT INTO provision (id, school_id, name) VALUES (70, 1, 'Talk boost');
         INSERT INTO support_group (id, school_id, entered_at) VALUES (70, 1, 0);
         INSERT INTO support_group_terms (group_id, name, provision_id, entered_at) VALUES (70, 'Talkers', 70, 0);
         INSERT INTO support_group_member (group_id, pupil_id, from_on, entered_at) VALUES (70, 9, '2026-09-10', 0), (70, 10, '2026-09-10', 0);
         INSERT INTO placement (id, cycle_id, provision_id, position, rate_role, minutes, times_a_week, weeks, staff, group_size, entered_at)
           SELECT 70 + c.plan_id, c.id, 70, 0, 'ta', 20, 2, 6, 1, 2, 0 FROM cycle c WHERE c.plan_id IN (9, 10);
         INSERT INTO placement_target (placement_id, target_id)
           SELECT 70 + c.plan_id, t.id FROM target t JOIN cycle c ON c.id = t.cycle_id WHERE c.plan_id IN (9, 10);",
    )
    .await;
    let teacher = app.sign_in("teacher").await;
    let page = teacher.get("/reviews/grid").await.body;
    assert!(page.contains("One outcome for a whole group") && page.contains("Talkers (Talk boost)"), "{page}");
    // What somebody has written of one of them is an exception already.
    let kept = [("cycle", "9"), ("version", "1"), ("target-0-actual", "1"), ("draft", "0"), ("page", "a")];
    teacher.post("/plans/9/review/draft", &kept).await;
    let nothing = teacher.post("/reviews/grid/group", &[("group", "70"), ("progress", "")]).await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    let put = teacher.post("/reviews/grid/group", &[("group", "70"), ("progress", "met")]).await;
    assert_eq!(put.location.as_deref(), Some("/reviews/grid?together=1"), "{}", put.body);
    let page = teacher.get("/reviews/grid?together=1").await.body;
    assert!(page.contains("Written into 1 row"), "{page}");
    let row = |plan: &str| {
        page.split(&format!("id=\"plan-{plan}\"")).nth(1).unwrap().split("</article>").next().unwrap().to_owned()
    };
    assert!(row("10").contains("<option value=\"met\" selected"), "{}", row("10"));
    assert!(!row("9").contains("<option value=\"met\" selected") && row("9").contains("value=\"1\""), "{}", row("9"));
    assert_eq!(count(&app, "SELECT count(*) FROM review").await, 0, "nothing is recorded before each is finished");
}

//! Restrictions that do what they say and nothing else: by letter or phone only, met on their own, an address that is hidden, a parent who
//! does not decide, an order that ends, and each sibling asked for by name.

use axum::http::StatusCode;

use super::{count, invitations::offered, messages::queue, on, run};
use crate::support::{Response, Session, TestApp, roll::Pupil};

const OFFER: &[(&str, &str)] =
    &[("slot-0-day", "2026-11-26"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];

/// What is typed of an order of the second contact, Amira's father.
const ORDER: &[(&str, &str)] = &[
    ("contact", "2"),
    ("order", "child_arrangements"),
    ("note", "Order of 2 November"),
    ("said_by", "The family court"),
    ("said_on", "2026-11-02"),
    ("seen", "The sealed order"),
];

async fn enters(senco: &Session, more: &[(&str, &str)]) -> Response {
    senco.post("/pupils/1/restrictions", &[ORDER, more].concat()).await
}

#[tokio::test]
async fn bad_days_and_effects_are_refused_with_the_rule_and_change_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    for (more, rule) in [
        (&[("does", "no_contact"), ("until_on", "2026-11-01")][..], "It cannot end before it begins"),
        (&[("does", "no_contact"), ("until_on", "2026-11-17")], "It is over: its last day is before today"),
        (&[("does", "no_contact"), ("from_on", "2026-11-19")], "It holds from the moment it is entered"),
        (&[("does", "no_contact"), ("does", "letter_or_phone")], "No contact leaves no letter"),
        (&[("does", "no_contact"), ("does", "check")], "or the last line by itself"),
        (&[], "Choose at least one thing that it does"),
        (&[("does", "no_contact"), ("until_on", "soon")], "Enter the last day as a date"),
    ] {
        let refused = enters(&senco, more).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{rule}");
        assert!(
            refused.body.contains(rule) && refused.body.contains("Order of 2 November"),
            "{rule}: {}",
            refused.body
        );
    }
    assert_eq!(count(&app, "SELECT count(*) FROM restriction").await, 1, "Mr Voss's alone");
}

#[tokio::test]
async fn by_letter_or_phone_only_ends_links_and_mail_and_nothing_else() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.father).await;
    let senco = app.sign_in("senco").await;
    let form = senco.get("/pupils/1/restrictions/new?contact=2").await.body;
    assert!(form.contains("Under way about Amira Khan") && form.contains("1 meeting is offered to them"), "{form}");
    assert_eq!(enters(&senco, &[("does", "letter_or_phone")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.stranger().get(&format!("/i/{token}")).await.status, StatusCode::NOT_FOUND, "the link has ended");
    let page = senco.get("/pupils/1").await.body;
    assert!(page.contains("By letter or phone only") && !page.contains("No contact</span><br>"), "{page}");
    // A new meeting still asks him: by hand.
    run(&app, "DELETE FROM notice").await;
    let teacher = app.sign_in("teacher").await;
    let offered = teacher.post("/plans/1/conversations", OFFER).await;
    assert_eq!(offered.status, StatusCode::SEE_OTHER, "{}", offered.body);
    let by_hand = "SELECT count(*) FROM invitation WHERE adult_id = 2 AND by_hand <> '' AND conversation_id = (SELECT max(id) FROM conversation)";
    assert_eq!(count(&app, by_hand).await, 1);
    queue(&app).await;
    assert_eq!(count(&app, "SELECT count(*) FROM notice WHERE adult_id = 2 AND state = 'waiting'").await, 0, "no mail");
    let asked =
        "SELECT count(*) FROM task WHERE adult_id = 2 AND kind IN ('print_letter', 'phone_parent') AND done_at IS NULL";
    assert!(count(&app, asked).await > 0, "somebody rings or writes");
}

#[tokio::test]
async fn who_meets_on_their_own_is_in_no_meeting_with_others() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let (_, token) = offered(&app, app.cast.father).await;
    assert_eq!(enters(&senco, &[("does", "separate_meeting")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.stranger().get(&format!("/i/{token}")).await.status, StatusCode::NOT_FOUND);
    let told = "SELECT count(*) FROM task WHERE kind = 'phone_parent' AND adult_id = 2 AND detail LIKE '%meets on their own from now on%'";
    assert_eq!(count(&app, told).await, 1, "the lead is asked to ring him");
    queue(&app).await;
    let again = "SELECT count(*) FROM notice WHERE adult_id = 2 AND conversation_id = 1 AND state = 'waiting'";
    assert_eq!(count(&app, again).await, 0, "nothing of that meeting is written to him anew");
    let page = senco.get("/conversations/1").await.body;
    assert!(page.contains("meets on their own, not in a meeting with others"), "{page}");
    run(&app, "INSERT INTO conversation_cancellation (conversation_id, reason, cancelled_at, cancelled_by) VALUES (1, 'x', 0, 1)").await;

    let teacher = app.sign_in("teacher").await;
    let form = teacher.get("/plans/1/conversations/new").await.body;
    let boxed = form.split("name=\"leave_out\"").find(|part| part.contains("value=\"2\"")).unwrap();
    assert!(
        boxed.split('>').next().unwrap().contains("checked"),
        "he is left out unless somebody decides otherwise: {form}"
    );
    let both = teacher.post("/plans/1/conversations", OFFER).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(both.body.contains("Mr Khan meets on their own"), "{}", both.body);
    let joint = teacher.post("/plans/1/conversations", &[OFFER, &[("leave_out", "2")]].concat()).await;
    assert_eq!(joint.status, StatusCode::SEE_OTHER, "{}", joint.body);
    let alone = [("slot-0-day", "2026-11-27"), ("slot-0-time", "15:30"), ("mode", "school"), ("minutes", "30")];
    let own =
        teacher.post("/plans/1/conversations", &[&alone[..], &[("leave_out", "1"), ("beside", "yes")]].concat()).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.body);
    let together = "SELECT count(*) FROM invitation a JOIN invitation b ON b.conversation_id = a.conversation_id
        WHERE a.adult_id = 2 AND b.adult_id = 1 AND a.conversation_id > 1";
    assert_eq!(count(&app, together).await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM invitation WHERE adult_id = 2 AND conversation_id > 1").await, 1);
}

#[tokio::test]
async fn an_address_that_is_hidden_stands_on_no_page_and_no_home_gives_it_away() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    run(
        &app,
        "INSERT INTO postal_address (adult_id, lines, postcode, entered_at) VALUES (1, '7 New Close', 'LS2 9ZZ', 0)",
    )
    .await;
    let mother = [("contact", "1"), ("order", "non_molestation"), ("note", "She has moved"), ("said_by", "The refuge")];
    let day = [("said_on", "2026-11-02"), ("does", "address_hidden"), ("seen", "The order")];
    let saved = senco.post("/pupils/1/restrictions", &[&mother[..], &day[..]].concat()).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let teacher = app.sign_in("teacher").await;
    teacher.post("/plans/1/conversations", OFFER).await;
    run(&app, "INSERT INTO task (school_id, key, kind, for_role, pupil_id, adult_id, conversation_id, detail, due_on, created_at)
        VALUES (1, 'x', 'phone_parent', 'teacher', 1, 1, 1, 'Ring', '2026-11-18', 0)").await;
    let told = ["07700 900001", "sana@", "7 New Close", "LS2 9ZZ"];
    for (who, path) in [
        ("senco", "/pupils/1"),
        ("head", "/pupils/1"),
        ("office", "/pupils/1"),
        ("teacher", "/pupils/1"),
        ("senco", "/conversations/1"),
        ("teacher", "/conversations/1"),
        ("teacher", "/conversations/1/answers/1"),
        ("teacher", "/conversations/1/views/1"),
        ("teacher", "/my-pupils"),
        ("senco", "/restrictions"),
        ("senco", "/pupils/1/timeline"),
    ] {
        let page = app.sign_in(who).await.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{who} {path}");
        for secret in told {
            assert!(!page.body.contains(secret), "{secret} on {path} for {who}: {}", page.body);
        }
    }
    let kept = app.sign_in("office").await.get("/pupils/1/contacts/1").await.body;
    assert!(kept.contains("7 New Close"), "whoever keeps the contacts can read it: {kept}");
    let home = [
        ("slot-0-day", "2026-11-27"),
        ("slot-0-time", "15:30"),
        ("mode", "home"),
        ("place", "7 New Close"),
        ("minutes", "30"),
    ];
    let refused = teacher.post("/plans/1/conversations", &home).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("a meeting at home tells everybody who is asked where that is"), "{}", refused.body);
}

#[tokio::test]
async fn who_does_not_decide_is_told_and_heard_and_not_asked_to_agree() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert_eq!(enters(&senco, &[("does", "does_not_decide")]).await.status, StatusCode::SEE_OTHER);
    let teacher = app.sign_in("teacher").await;
    teacher.post("/plans/1/conversations", OFFER).await;
    let form = teacher.get("/conversations/1/record").await.body;
    assert!(
        form.contains("name=\"took-2\"") && form.contains("name=\"agree-1\"") && !form.contains("agree-2"),
        "{form}"
    );
    assert!(form.contains("Mr Khan is told and heard, and does not decide"), "{form}");
    let held = [
        ("held_on", "2026-11-18"),
        ("mode", "school"),
        ("minutes", "30"),
        ("took-1", "attended"),
        ("took-2", "attended"),
        ("agree-1", "agree"),
        ("agree-2", "disagree"),
    ];
    let saved = teacher.post("/conversations/1/record", &held).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(count(&app, "SELECT count(*) FROM agreement WHERE adult_id = 2").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM conversation_attendance WHERE adult_id = 2").await, 1);
}

#[tokio::test]
async fn an_order_ends_with_its_last_day_by_itself_and_revives_no_link() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.father).await;
    let senco = app.sign_in("senco").await;
    let order = [("does", "no_contact"), ("does", "address_hidden"), ("until_on", "2026-12-01")];
    assert_eq!(enters(&senco, &order).await.status, StatusCode::SEE_OTHER);
    let today = senco.get("/").await.body;
    assert!(today.contains("Restrictions that end (1)") && today.contains("was it renewed?"), "{today}");
    on(&app, "2026-12-01");
    let senco = app.sign_in("senco").await;
    assert!(senco.get("/pupils/1").await.body.contains("No contact"), "its last day is one of it");
    on(&app, "2026-12-02");
    let senco = app.sign_in("senco").await;
    let page = senco.get("/pupils/1").await.body;
    assert_eq!(page.matches(">No contact<").count(), 1, "Mr Voss alone is kept away: {page}");
    assert!(page.contains("bilal@"), "{page}");
    assert!(senco.get("/restrictions").await.body.contains("Over: it does nothing any more"));
    assert_eq!(
        app.stranger().get(&format!("/i/{token}")).await.status,
        StatusCode::NOT_FOUND,
        "his old link stays dead"
    );
    let line = senco.get("/pupils/1/timeline").await.body;
    for words in [
        "Restriction entered on the father: Child arrangements order",
        "Decided about the father: no contact, address hidden",
        "Last day of a restriction on the father",
    ] {
        assert!(line.contains(words), "{words}: {line}");
    }
    for who in ["teacher", "ta"] {
        let seen = app.sign_in(who).await.get("/pupils/1/timeline").await.body;
        assert!(
            !seen.to_lowercase().contains("restriction") && !seen.contains("Decided about the father"),
            "{who}: {seen}"
        );
    }
}

#[tokio::test]
async fn four_siblings_are_each_asked_for_by_name_in_one_act() {
    let app = TestApp::new().await;
    for (id, name) in [(9, "Zain"), (10, "Noor"), (11, "Omar")] {
        Pupil::named(id, name, "Khan").of(1, "Mother").of(2, "Father").joins(&app).await;
    }
    let senco = app.sign_in("senco").await;
    let form = senco.get("/pupils/1/restrictions/new?contact=2").await.body;
    for name in ["Zain", "Noor", "Omar"] {
        assert!(form.contains(&format!("Does it hold for {name} Khan, too?")), "{form}");
    }
    let some = [("does", "no_contact"), ("also-9", "yes"), ("also-10", "no")];
    let refused = enters(&senco, &some).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Say whether it holds for Omar Khan, too"), "{}", refused.body);
    assert_eq!(count(&app, "SELECT count(*) FROM restriction").await, 1);
    let all = [&some[..], &[("also-11", "yes")]].concat();
    assert_eq!(enters(&senco, &all).await.status, StatusCode::SEE_OTHER);
    let whose = "SELECT sum(g.pupil_id) FROM restriction r JOIN guardianship g ON g.id = r.guardianship_id WHERE g.adult_id = 2";
    assert_eq!(count(&app, whose).await, 1 + 9 + 11);
    assert_eq!(count(&app, "SELECT count(*) FROM restriction_decision WHERE seen = 'The sealed order'").await, 3);
}

#[tokio::test]
async fn what_was_decided_before_stays_to_be_read() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    assert_eq!(enters(&senco, &[("does", "no_contact")]).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/restrictions/2").await.body;
    assert!(page.contains("Child arrangements order, from Monday 2 November 2026"), "{page}");
    let anew =
        [("does", "letter_or_phone"), ("does", "does_not_decide"), ("seen", "The new order"), ("note", "Varied")];
    let bad = senco.post("/restrictions/2/decision", &[("does", "none"), ("note", "")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("Write down why") && bad.body.contains("Write down what you checked"), "{}", bad.body);
    assert_eq!(senco.post("/restrictions/2/decision", &anew).await.status, StatusCode::SEE_OTHER);
    let list = senco.get("/restrictions").await.body;
    for words in [
        "By letter or phone only",
        "Does not decide",
        "What was decided before",
        "Seen: The sealed order",
        "Seen: The new order",
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
}

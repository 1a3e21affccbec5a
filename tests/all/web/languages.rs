//! A parent's page and mail in their language: chosen without a script, with what was typed; mirrored where it has to be; drafts say so; what
//! people wrote stays in their words. And the page on which a school words the texts its own way.

use axum::http::StatusCode;
use thrice::{
    dispatch::{self, Scope},
    domain::ids::ConversationId,
    mail,
    store::Actor,
};

use super::{
    count,
    invitations::offered,
    run,
    summaries::{held, reader, wait},
};
use crate::support::TestApp;

/// The newest invitation of the mother, as bytes.
async fn invitation(app: &TestApp, id: ConversationId) -> Vec<u8> {
    let mut tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    dispatch::queue_due(&mut tx, &app.app.post, Scope::Conversation(id)).await.unwrap();
    tx.commit().await.unwrap();
    let newest = "SELECT raw FROM notice WHERE adult_id = 1 AND kind = 'invite' ORDER BY id DESC LIMIT 1";
    sqlx::query_scalar(newest).fetch_one(&mut *app.app.store.read().await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_mail_has_the_familys_language_above_and_english_below() {
    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET language = 'URD' WHERE id = 1").await;
    let (id, _) = offered(&app, app.cast.mother).await;
    let raw = invitation(&app, id).await;
    let text = mail::read(&raw).text;
    let (urdu, english) = text.split_once("The same in English:").expect("the English follows");
    assert!(urdu.contains("اپنے لیے مناسب وقت چنیں") && urdu.contains("?lang=ur"), "{text}");
    assert!(urdu.contains("یہ ترجمہ ابھی کسی اردو بولنے والے نے"), "a draft says that it is one: {text}");
    assert!(english.contains("would like to talk with you") && !english.contains("?lang="), "{text}");
    assert!(!text.contains("Amira") && !text.contains("This message is in English"), "{text}");
    let whole = String::from_utf8_lossy(&raw).replace("=\r\n", "").replace("=3D", "=");
    for half in [r#"<div lang="ur" dir="rtl""#, r#"<div lang="en-GB" dir="ltr">"#, r#"<html lang="ur" dir="rtl">"#] {
        assert!(whole.contains(half), "{half}");
    }
    assert_eq!(
        count(&app, "SELECT count(*) FROM notice WHERE subject LIKE '%please choose a time to talk with us'").await,
        2,
        "staff read every subject in English"
    );
}

#[tokio::test]
async fn a_letter_on_paper_has_both_languages_too() {
    let app = TestApp::new().await;
    run(&app, "UPDATE adult SET language = 'Polish', format = 'paper' WHERE id = 1").await;
    let (id, _) = offered(&app, app.cast.mother).await;
    let mut tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    dispatch::queue_due(&mut tx, &app.app.post, Scope::Conversation(id)).await.unwrap();
    tx.commit().await.unwrap();
    let letter = app.sign_in("office").await.get("/tasks/letters").await.body;
    for words in ["<div lang=\"pl\" dir=\"ltr\">", "Możliwe terminy:", "The same in English:", "These times are possible:"] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
}

#[tokio::test]
async fn a_page_is_read_in_another_language_by_a_link_and_stays_in_it() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let mut parent = app.stranger();
    let rows = "SELECT (SELECT count(*) FROM answer) + (SELECT count(*) FROM audit) + (SELECT count(*) FROM notice)";
    let before = count(&app, rows).await;
    let english = parent.get(&format!("/i/{token}")).await;
    assert!(english.body.contains("<html lang=\"en-GB\">") && english.body.contains("اردو"), "{}", english.body);
    let page = parent.get(&format!("/i/{token}?lang=ur")).await;
    parent.keep(&page);
    assert!(page.body.contains("<html lang=\"ur\" dir=\"rtl\">"), "{}", page.body);
    for words in ["براہ کرم ہم سے بات کرنے کا وقت چنیں", "یہ ترجمہ ابھی کسی", "<bdi>Mr Shah</bdi>", "نومبر"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let later = parent.get(&format!("/i/{token}/needs")).await.body;
    assert!(later.contains("lang=\"ur\" dir=\"rtl\"") && later.contains("آپ کو کیا چاہیے"), "{later}");
    assert_eq!(count(&app, rows).await, before, "looking changes nothing");
    let unknown = app.stranger().get(&format!("/i/{token}?lang=xx")).await;
    assert!(unknown.body.contains("<html lang=\"en-GB\">") && unknown.cookie.is_none());
}

#[tokio::test]
async fn the_language_is_changed_in_the_middle_of_an_answer_with_all_that_was_typed() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let path = format!("/i/{token}");
    let typed = [("answer", "2"), ("message", "Ona kocha bębny"), ("interpreter", "polski"), ("lang", "pl")];
    let mut parent = app.stranger();
    let page = parent.post(&path, &typed).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("Który termin pasuje?") && page.body.contains("Ona kocha bębny"), "{}", page.body);
    assert!(page.body.contains("value=\"2\" checked"), "the chosen time stays: {}", page.body);
    assert_eq!(count(&app, "SELECT count(*) FROM answer").await, 0, "nothing was answered yet");
    parent.keep(&page);
    let wrong = parent.post(&path, &[("answer", "other_time")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Coś się nie zgadza", "Proszę napisać, kiedy pasuje lepiej", "<title>Błąd: "] {
        assert!(wrong.body.contains(words), "{words}: {}", wrong.body);
    }
    let needs = [("language", "polski"), ("written", "polski"), ("format", ""), ("lang", "bn")];
    let page = app.stranger().post(&format!("{path}/needs"), &needs).await.body;
    assert!(page.contains("lang=\"bn\"") && page.contains("value=\"polski\""), "{page}");
    let views = [("hard", "Zadania domowe"), ("lang", "ar")];
    let page = app.stranger().post(&format!("{path}/views"), &views).await.body;
    assert!(page.contains("lang=\"ar\" dir=\"rtl\"") && page.contains("Zadania domowe"), "{page}");
    assert_eq!(count(&app, "SELECT count(*) FROM parent_view").await, 0);
}

#[tokio::test]
async fn every_language_shows_the_page_whole_and_small() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    for code in ["en", "en-easy", "ur", "pa", "pl", "bn", "so", "ar", "gu", "pt", "ro", "uk"] {
        for path in ["", "/needs", "/views", "/ask"] {
            let page = app.stranger().get(&format!("/i/{token}{path}?lang={code}")).await;
            assert_eq!(page.status, StatusCode::OK, "{code} {path}");
            assert!(page.body.len() < 40_000, "{code} {path}: {} bytes", page.body.len());
            assert!(!page.body.contains("{ $") && !page.body.contains("Amira"), "{code} {path}: {}", page.body);
        }
        let gone = app.stranger().get(&format!("/i/nothing?lang={code}")).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "{code}");
    }
}

#[tokio::test]
async fn easy_read_has_drawings_and_short_words() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let page = app.stranger().get(&format!("/i/{token}?lang=en-easy")).await.body;
    assert!(page.contains("<html lang=\"en-GB\">") && page.contains("easy-read"), "{page}");
    assert!(page.matches("class=\"pictured\"").count() >= 4, "{page}");
    assert!(page.contains("What you think is important to us."), "{page}");
}

#[tokio::test]
async fn what_the_school_wrote_stays_english_and_says_so() {
    let app = TestApp::new().await;
    let (_, path) = held(&app).await;
    wait(&app, 11);
    let page = reader(&app, &path).await.get(&format!("{path}?lang=pl")).await.body;
    assert!(page.contains("<div lang=\"en-GB\" dir=\"ltr\">") && page.contains("To są słowa osób"), "{page}");
    assert!(page.contains("Czy to się zgadza?"), "{page}");
}

#[tokio::test]
async fn the_school_words_a_line_its_own_way_and_only_in_a_way_that_works() {
    let app = TestApp::new().await;
    let (senco, teacher) = (app.sign_in("senco").await, app.sign_in("teacher").await);
    assert_eq!(teacher.get("/settings/languages").await.status, StatusCode::FORBIDDEN);
    assert_eq!(senco.get("/settings/languages/xx").await.status, StatusCode::NOT_FOUND);
    assert_eq!(senco.get("/settings/languages/pl/texts/0").await.status, StatusCode::NOT_FOUND);
    let all = senco.get("/settings/languages").await.body;
    assert!(all.contains("Draft: check with a speaker") && all.contains("Polski"), "{all}");
    let part = "/settings/languages/pl/texts/3";
    let page = senco.get(part).await.body;
    assert!(page.contains("Choose a time") && page.contains("Wybierz termin"), "the English stands beside it: {page}");
    let own = "SELECT count(*) FROM own_text";
    for (wrong, why) in [
        ("Proszę wybrać", "{ $day } is missing"),
        ("Do { $day", "Line 1 cannot be read"),
        ("Do { $day } { $child }", "There is no { $child } for this text"),
    ] {
        let page = senco.post(part, &[("invite-button", "Wybierz"), ("reminder-subject", wrong)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(page.body.contains(why) && page.body.contains(wrong), "{wrong}: {}", page.body);
        assert_eq!(count(&app, own).await, 0, "nothing is kept of a form with a fault");
    }
    let shipped: Vec<(&str, &str)> = thrice::texts::sections(thrice::domain::language::Language::Polish)[2]
        .lines
        .iter()
        .map(|line| (line.id, if line.id == "invite-button" { "Wybieram" } else { line.pattern }))
        .collect();
    assert_eq!(senco.post(part, &shipped).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, own).await, 1, "what was left alone is not kept");
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE subject = 'wording' AND verb = 'changed'").await, 1);
    run(&app, "UPDATE adult SET language = 'Polish' WHERE id = 1").await;
    let (id, _) = offered(&app, app.cast.mother).await;
    let raw = String::from_utf8(invitation(&app, id).await).unwrap().replace("=\r\n", "");
    assert!(raw.contains(">Wybieram<"), "{raw}");
}

#[tokio::test]
async fn a_speaker_looks_a_language_over_and_the_page_no_longer_says_that_nobody_did() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let check = "/settings/languages/ro/check";
    assert_eq!(senco.post(check, &[("speaker", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(senco.post("/settings/languages/en/check", &[("speaker", "x")]).await.status, StatusCode::NOT_FOUND);
    let (_, token) = offered(&app, app.cast.mother).await;
    let note = "nu a fost încă verificată";
    let path = format!("/i/{token}?lang=ro");
    assert!(app.stranger().get(&path).await.body.contains(note));
    senco.post(check, &[("speaker", "Mrs Popa, governor")]).await;
    assert!(!app.stranger().get(&path).await.body.contains(note));
    let page = senco.get("/settings/languages/ro").await.body;
    assert!(page.contains("Mrs Popa, governor") && page.contains("by Mrs Anand"), "{page}");
    senco.post(check, &[("speaker", "")]).await;
    assert!(app.stranger().get(&path).await.body.contains(note), "taken back");
    assert_eq!(count(&app, "SELECT count(*) FROM language_check").await, 2, "nothing is overwritten");
}

#[tokio::test]
async fn whatever_goes_wrong_behind_a_link_is_said_in_the_parents_language() {
    let app = TestApp::new().await;
    let (_, token) = offered(&app, app.cast.mother).await;
    let (mut urdu, english, path) = (app.stranger(), app.stranger(), format!("/i/{token}"));
    urdu.keep(&urdu.get(&format!("{path}?lang=ur")).await);
    for gone in [format!("{path}/nothing-here"), format!("{path}/paper"), format!("{path}/calendar.ics"), "/s/a/b".into()] {
        let page = urdu.get(&gone).await;
        assert!(page.status.is_client_error() && says_in_urdu(&page.body, "یہ لنک کام نہیں کرتا"), "{gone}: {}", page.body);
        assert!(english.get(&gone).await.body.contains("This link does not work"), "{gone}");
    }
    let long = "x".repeat(400 * 1024);
    let page = urdu.post(&path, &[("message", &long)]).await;
    assert!(page.status == StatusCode::PAYLOAD_TOO_LARGE && says_in_urdu(&page.body, "کم لکھیں"), "{}", page.body);
    run(&app, "ALTER TABLE invitation_link RENAME TO gone").await;
    for page in [urdu.get(&path).await, urdu.post(&path, &[("answer", "1")]).await] {
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(says_in_urdu(&page.body, "معذرت، کچھ گڑبڑ ہو گئی"), "{}", page.body);
        assert!(page.body.contains(&format!("href=\"{path}\"")), "a way back: {}", page.body);
        assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    }
    let page = english.get(&path).await.body;
    assert!(page.contains("Nothing was saved. Please try again in a minute, or phone the school office."), "{page}");
    assert!(!page.contains("looks after Thrice") && !page.contains("Amira") && !page.contains("Oakfield"), "{page}");
    let asked_for_now = english.get(&format!("{path}?lang=pl")).await.body;
    assert!(asked_for_now.contains("<html lang=\"pl\">") && asked_for_now.contains("Nic nie zostało zapisane"));
    let staff = app.sign_in("teacher").await.get("/nothing-here").await.body;
    assert!(staff.contains("We cannot find that page"), "staff read theirs as ever: {staff}");
}

#[tokio::test]
async fn who_tries_links_too_often_is_told_in_their_language_how_long_to_wait() {
    let app = TestApp::new().await;
    let mut parent = app.stranger();
    parent.says("x-forwarded-for", "203.0.113.77");
    parent.keep(&parent.get("/i/nothing?lang=ur").await);
    for _ in 0..2000 {
        let page = parent.get("/i/nothing/here").await;
        if page.status == StatusCode::TOO_MANY_REQUESTS {
            let seconds = page.headers["retry-after"].to_str().unwrap();
            assert!(says_in_urdu(&page.body, "براہ کرم ذرا انتظار کریں") && page.body.contains(seconds), "{}", page.body);
            return;
        }
    }
    panic!("the door was never shut");
}

/// Whether a page is in Urdu, and says this.
fn says_in_urdu(page: &str, words: &str) -> bool {
    page.contains("<html lang=\"ur\" dir=\"rtl\">") && page.contains(words) && !page.contains("Nothing was saved")
}

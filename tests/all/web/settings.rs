//! The settings: what is saved, what is refused and kept, and who may.

use axum::http::StatusCode;

use super::{carried, count, run, summary_follows_the_form, words};
use crate::support::TestApp;

#[tokio::test]
async fn the_schools_card_is_saved_and_a_bad_one_is_kept_and_refused() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let card = [("name", "Oakfield"), ("email", "hello@oakfield.example.org"), ("sendiass", "Advice: 020 7946 0111")];
    let saved = senco.post("/settings/school", &card).await;
    assert_eq!(saved.location.as_deref(), Some("/settings"), "{}", saved.body);
    let page = senco.get("/settings").await.body;
    for words in ["value=\"Oakfield\"", "Advice: 020 7946 0111"] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'school' AND staff_id = 1").await, 1);
    let wrong = senco.post("/settings/school", &[("name", ""), ("email", "nobody"), ("phone", "Keep 020")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"Keep 020\"") && wrong.body.contains("value=\"nobody\""), "{}", wrong.body);
    assert!(!wrong.body.contains("Advice: 020 7946 0111"), "an emptied field stays as it was typed");
    summary_follows_the_form(&wrong.body);
    assert_eq!(count(&app, "SELECT count(*) FROM school WHERE name = 'Oakfield'").await, 1);
}

#[tokio::test]
async fn a_rule_holds_from_today_and_one_out_of_bounds_is_kept_and_refused() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let saved = admin.post("/settings/rules", &[("window.school_days", "25"), ("due_soon.school_days", "20")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let rows = "SELECT count(*) FROM school_setting WHERE name = 'window.school_days' AND value = '25' AND from_on = '2026-11-18'";
    assert_eq!(count(&app, rows).await, 1);
    assert_eq!(count(&app, "SELECT count(*) FROM school_setting").await, 1, "what did not change is not written");
    assert!(admin.get("/settings").await.body.contains("Monday 16 November 2026"), "25 school days before 18 December");
    let wrong =
        [("feedback.school_days_after", "soon"), ("reviews_a_year.pastoral", "99"), ("window.school_days", "7")];
    let back = admin.post("/settings/rules", &wrong).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains("must be a whole number from 0 to 12") && back.body.contains("value=\"soon\""));
    summary_follows_the_form(&back.body);
    assert_eq!(count(&app, "SELECT count(*) FROM school_setting").await, 1, "all or nothing");
}

#[tokio::test]
async fn fewer_than_three_for_sen_support_is_warned_of_before_it_is_saved_and_while_it_holds() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let two = ("reviews_a_year.sen_support", "2");
    let asked = senco.post("/settings/rules", &[two]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("at least three times a year") && asked.body.contains("name=\"fewer_is_meant\""));
    assert_eq!(count(&app, "SELECT count(*) FROM school_setting").await, 0);
    let meant = senco.post("/settings/rules", &[two, ("fewer_is_meant", "yes")]).await;
    assert_eq!(meant.status, StatusCode::SEE_OTHER, "{}", meant.body);
    assert!(senco.get("/settings").await.body.contains("Below the Code."));
    let other = senco.post("/settings/rules", &[("reviews_a_year.pastoral", "1")]).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER, "the Code speaks of SEN support only");
}

#[tokio::test]
async fn a_window_is_set_refused_in_plain_words_and_given_back() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let page = senco.get("/settings/windows").await.body;
    assert!(page.contains("The usual round: Monday 23 November 2026 to Friday 18 December 2026"), "{page}");
    let set = [("year", "2026"), ("autumn-opens", "2026-11-30"), ("autumn-closes", "2026-12-11")];
    let saved = senco.post("/settings/windows", &set).await;
    assert_eq!(saved.location.as_deref(), Some("/settings/windows?year=2026"), "{}", saved.body);
    assert!(senco.get("/settings").await.body.contains("Monday 30 November 2026"));
    assert!(senco.get("/settings/windows").await.body.contains("value=\"2026-12-11\""));
    for (opens, closes, sentence) in [
        ("2026-12-11", "2026-11-30", "before it opens on Friday 11 December 2026"),
        ("2026-12-01", "2027-01-20", "does not lie inside the autumn term"),
        ("2026-12-05", "2026-12-06", "there is no school day"),
        ("2026-12-05", "", "Autumn: enter the last day"),
        ("soon", "2026-12-06", "Autumn: enter the first day"),
    ] {
        let wrong = [("year", "2026"), ("autumn-opens", opens), ("autumn-closes", closes), ("spring-opens", "x")];
        let back = senco.post("/settings/windows", &wrong).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
        assert_eq!(back.body.matches(sentence).count(), 2, "{sentence}: {}", back.body);
        summary_follows_the_form(&back.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM review_window WHERE closes_on = '2026-12-11'").await, 1);
    senco.post("/settings/windows", &[("year", "2026"), ("autumn-opens", ""), ("autumn-closes", "")]).await;
    assert_eq!(count(&app, "SELECT count(*) FROM review_window").await, 0, "the usual one again");
    assert_eq!(count(&app, "SELECT count(*) FROM audit WHERE thing = 'window'").await, 2);
    assert_eq!(senco.get("/settings/windows?year=2031").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        senco.get("/settings/windows?year=2027").await.status,
        StatusCode::OK,
        "next year is prepared in summer"
    );
}

#[tokio::test]
async fn a_rate_is_kept_in_pence_and_never_changes_the_past_unawares() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let rise =
        [("role", "Teaching Assistant"), ("amount", "£19.25"), ("from_on", "2027-04-01"), ("source", "April scales")];
    let saved = senco.post("/settings/rates", &rise).await;
    assert_eq!(saved.location.as_deref(), Some("/settings/rates"), "{}", saved.body);
    let kept = "SELECT count(*) FROM rate WHERE role = 'ta' AND pence_per_hour = 1925 AND from_on = '2027-04-01'";
    assert_eq!(count(&app, kept).await, 1);
    let page = senco.get("/settings/rates").await.body;
    for words in ["£18.50", "£19.25", "Thursday 1 April 2027", "April scales", "To come", "Now"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    for (role, much, from, sentence) in [
        ("ta", "20", "2026-10-01", "Thursday 1 October 2026 has gone by"),
        ("ta", "20", "2026-09-01", "Teaching assistant is £18.50 an hour from Tuesday 1 September 2026 already"),
        ("ta", "20", "2027-04-01", "is £19.25 an hour from Thursday 1 April 2027 already"),
        ("ta", "1850", "2027-05-01", "is too much to be true"),
        ("ta", "0", "2027-05-01", "must be more than nothing"),
        ("ta", "18.505", "2027-05-01", "must be an amount in pounds and pence"),
        ("", "20", "2027-05-01", "Enter whose hour it is"),
        ("ta", "20", "in May", "Enter the first day"),
    ] {
        let wrong = [("role", role), ("amount", much), ("from_on", from), ("source", "Keep me")];
        let back = senco.post("/settings/rates", &wrong).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
        assert!(back.body.matches(sentence).count() == 2 && back.body.contains("Keep me"), "{sentence}: {}", back.body);
    }
    assert_eq!(count(&app, "SELECT count(*) FROM rate").await, 2);
    // As an authority gives it: for an hour a week over a year, and a wrong year or percentage is said beside its field.
    let weekly = [("role", "Grade 3"), ("amount", "653.60"), ("per", "weekly_hour"), ("from_on", "2027-04-01")];
    for (field, value, sentence) in [
        ("weeks", "", "Enter the weeks of the year"),
        ("weeks", "12", "30 to 52 weeks"),
        ("on_costs", "a third", "Enter on-costs as a percentage"),
        ("on_costs", "130", "at most 100%"),
        ("per", "month", "Choose what the cost is for"),
    ] {
        let mut wrong = weekly.to_vec();
        wrong.retain(|(name, _)| *name != field);
        wrong.push((field, value));
        if field != "weeks" {
            wrong.push(("weeks", "38"));
        }
        let back = senco.post("/settings/rates", &wrong).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
        assert!(back.body.contains(sentence) && back.body.contains("653.60"), "{sentence}: {}", back.body);
    }
    let right: Vec<_> = weekly.into_iter().chain([("weeks", "45.5"), ("on_costs", "30.3")]).collect();
    assert_eq!(senco.post("/settings/rates", &right).await.status, StatusCode::SEE_OTHER);
    let page = senco.get("/settings/rates").await.body;
    assert!(
        page.contains("£653.60 for an hour a week ÷ 45.5 weeks + 30.3% on-costs")
            && page.contains("About £18.72 an hour"),
        "{page}"
    );
    let meant = [("role", "ta"), ("amount", "20"), ("from_on", "2026-09-01"), ("past_is_meant", "yes")];
    assert_eq!(senco.post("/settings/rates", &meant).await.status, StatusCode::SEE_OTHER);
    let traced =
        "SELECT count(*) FROM audit WHERE thing = 'rate' AND detail = 'ta 2026-09-01: £18.50 an hour > £20.00 an hour'";
    assert_eq!(count(&app, traced).await, 1, "a correction leaves what it replaced");
}

#[tokio::test]
async fn only_those_whom_the_settings_are_for_see_or_change_them() {
    let app = TestApp::new().await;
    run(&app, "INSERT INTO school_setting (school_id, name, value, from_on, set_at) VALUES (1, 'window.school_days', '15', '2026-09-01', 0)").await;
    let saves = ["/settings/school", "/settings/rules", "/settings/windows", "/settings/rates"];
    for who in ["teacher", "ta", "governor", "office"] {
        let session = app.sign_in(who).await;
        for path in ["/settings", "/settings/windows", "/settings/rates"] {
            assert_eq!(session.get(path).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
        for path in saves {
            assert_eq!(session.post(path, &[("name", "Mine")]).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
    let head = app.sign_in("head").await;
    let page = head.get("/settings").await.body;
    assert!(page.contains("SENDIASS: 020 7946 0999") && page.contains("The rules in force today"), "{page}");
    // One field is the frame's, to find a pupil.
    let fields = |page: &str| page.matches("<input").count() - page.matches("<input type=\"hidden\"").count();
    assert_eq!((fields(&page), fields(&head.get("/settings/rates").await.body)), (1, 1), "the head looks");
    for path in saves {
        assert_eq!(head.post(path, &[("name", "Mine")]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let admin = app.sign_in("admin").await;
    assert_eq!(admin.get("/settings/windows").await.status, StatusCode::OK);
    assert!(!admin.get("/settings").await.body.contains("/settings/rates"), "what people cost is not for IT");
    assert_eq!(admin.get("/settings/rates").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn two_who_change_the_settings_at_once_overwrite_nothing() {
    let app = TestApp::new().await;
    let senco = app.sign_in("senco").await;
    let opened = |page: &str, form: &str| carried(page.split_once(form).unwrap().1, &["opened"])[0].1.clone();
    let page = senco.get("/settings").await.body;
    let (school, rules) = (opened(&page, "action=\"/settings/school\""), opened(&page, "action=\"/settings/rules\""));
    let card = |name, phone| vec![("name", name), ("phone", phone), ("opened", school.as_str())];
    assert_eq!(senco.post("/settings/school", &card("Oakfield Primary", "0113 1")).await.status, StatusCode::SEE_OTHER);
    let both = senco.post("/settings/school", &card("Oakfield Primary", "0113 2")).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(
        both.body.contains("0113 1") && both.body.contains("0113 2") && both.body.contains("Nothing of yours is lost")
    );
    assert_eq!(words(&app, "SELECT phone FROM school WHERE id = 1").await, "0113 1");
    let mut again: Vec<(String, String)> = carried(&both.body, &["opened", "asked", "name", "phone"]);
    again.push(("take-phone".into(), "mine".into()));
    let again: Vec<_> = again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(senco.post("/settings/school", &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(words(&app, "SELECT phone FROM school WHERE id = 1").await, "0113 2");

    let rule = |value| vec![("window.school_days", value), ("opened", rules.as_str())];
    assert_eq!(senco.post("/settings/rules", &rule("25")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(senco.post("/settings/rules", &rule("22")).await.status, StatusCode::CONFLICT);
    let other = [("due_soon.school_days", "12"), ("opened", rules.as_str())];
    assert_eq!(senco.post("/settings/rules", &other).await.status, StatusCode::SEE_OTHER, "another rule");
    assert_eq!(words(&app, "SELECT value FROM school_setting WHERE name = 'window.school_days'").await, "25");

    let page = senco.get("/settings/windows").await.body;
    let windows = opened(&page, "action=\"/settings/windows\"");
    let window = |closes| {
        vec![("year", "2026"), ("autumn-opens", "2026-11-30"), ("autumn-closes", closes), ("opened", windows.as_str())]
    };
    assert_eq!(senco.post("/settings/windows", &window("2026-12-11")).await.status, StatusCode::SEE_OTHER);
    let both = senco.post("/settings/windows", &window("2026-12-10")).await;
    assert!(both.status == StatusCode::CONFLICT && both.body.contains("Autumn round: last day"), "{}", both.body);

    // Of a rate for one hour and one day there is never a second one unasked.
    let rate = |much| vec![("role", "Coach"), ("amount", much), ("from_on", "2026-11-18")];
    assert_eq!(senco.post("/settings/rates", &rate("18.50")).await.status, StatusCode::SEE_OTHER);
    let both = senco.post("/settings/rates", &rate("19")).await;
    assert!(both.status == StatusCode::UNPROCESSABLE_ENTITY && both.body.contains("£18.50"), "{}", both.body);
}

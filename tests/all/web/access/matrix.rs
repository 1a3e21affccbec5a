//! The table comes true: what each person gets at each door, and that nobody changes what they may not.

use super::{PEOPLE, Row, browser, but_for_signing_in, changed, everything, fresh, knock, said, table};
use crate::{support::TestApp, web::run};

/// Asks one person at some doors; the columns that differ from the table, and refusals that name the child.
async fn differences(app: &TestApp, who: &str, rows: &[&Row]) -> Vec<String> {
    let session = browser(app, who).await;
    let mut out = Vec::new();
    for row in rows {
        let answer = knock(&session, row, &row.asked).await;
        let got = said(&answer);
        if got != row.expects(who) {
            out.push(format!("{} {}: {who} gets {got}, not {}", row.door(), row.asked, row.expects(who)));
        }
        let names = ["Amira", "zq", "Zq"].iter().any(|word| answer.body.contains(word));
        if Row::refuses(&got) && names {
            out.push(format!("{} {}: refuses {who} and names a child", row.door(), row.asked));
        }
    }
    out
}

#[tokio::test]
async fn everybody_gets_what_the_table_says_and_looking_changes_nothing() {
    let (app, table) = (fresh().await, table());
    let rows: Vec<&Row> = table.iter().filter(|row| row.is_get()).collect();
    let mut wrong = Vec::new();
    for who in PEOPLE {
        let before = everything(&app).await;
        wrong.extend(differences(&app, who, &rows).await);
        let other = but_for_signing_in(changed(&before, &everything(&app).await));
        wrong.extend(other.into_iter().map(|table| format!("a look as {who} changed the table {table}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn whoever_may_not_send_a_form_changes_nothing_with_it() {
    let (app, table) = (fresh().await, table());
    let mut wrong = Vec::new();
    for who in PEOPLE {
        let rows: Vec<&Row> = table.iter().filter(|row| !row.is_get() && Row::refuses(row.expects(who))).collect();
        let before = everything(&app).await;
        wrong.extend(differences(&app, who, &rows).await);
        let other = but_for_signing_in(changed(&before, &everything(&app).await));
        wrong.extend(other.into_iter().map(|table| format!("a form of {who}, refused, changed the table {table}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn whoever_may_send_a_form_succeeds_with_it() {
    let mut wrong = Vec::new();
    for row in table().iter().filter(|row| !row.is_get()) {
        for who in PEOPLE.into_iter().filter(|who| !Row::refuses(row.expects(who))) {
            let app = fresh().await;
            let session = browser(&app, who).await;
            let before = everything(&app).await;
            let answer = knock(&session, row, &row.asked).await;
            let got = said(&answer);
            if got != row.expects(who) {
                let door = row.door();
                wrong.push(format!(
                    "{door} {}: {who} gets {got}, not {}\n{}",
                    row.asked,
                    row.expects(who),
                    errors(&answer.body)
                ));
            }
            if got == "303" && row.is_to_change(who) && changed(&before, &everything(&app).await).is_empty() {
                wrong.push(format!("{} {}: {who} changed nothing: the fields prove nothing", row.door(), row.asked));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The summary of errors of a page that refused a form.
fn errors(body: &str) -> &str {
    let summary = body.split_once("error-summary").map_or("", |(_, rest)| rest);
    summary.split_once("</div>").map_or("", |(summary, _)| summary)
}

#[tokio::test]
async fn a_teacher_stands_to_a_pupil_of_another_class_as_any_other_teacher_does() {
    let (app, mut wrong) = (fresh().await, Vec::new());
    let teacher = app.sign_in("teacher").await;
    for row in table().iter().filter(|row| row.is_about_a_pupil()) {
        let Some(asked) = row.of_ben() else { continue };
        let got = said(&knock(&teacher, row, &asked).await);
        if got != row.expects("other_teacher") {
            wrong.push(format!("{} {asked}: teacher gets {got}, not {}", row.verb, row.expects("other_teacher")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_was_true_yesterday_opens_nothing_today() {
    let mut wrong = Vec::new();
    for change in [
        "UPDATE class_staff SET until_on = '2026-11-17' WHERE staff_id IN (2, 4)",
        "UPDATE class_membership SET until_on = '2026-11-17' WHERE pupil_id = 1",
        "UPDATE enrolment SET until_on = '2026-11-17' WHERE pupil_id = 1",
    ] {
        let app = fresh().await;
        for who in ["teacher", "ta"] {
            let session = app.sign_in(who).await;
            run(&app, change).await;
            for row in table().iter().filter(|row| row.is_about_a_pupil() && row.expects("other_teacher") == "404") {
                let got = said(&knock(&session, row, &row.asked).await);
                if got != "404" {
                    wrong.push(format!("{} {}: {who} gets {got} after {change}", row.verb, row.asked));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn whoever_leaves_is_out_the_same_second_at_every_door() {
    let mut wrong = Vec::new();
    for change in [
        "UPDATE staff SET until_on = '2026-11-17' WHERE id = 1",
        "UPDATE account SET disabled_at = 1794992400 WHERE staff_id = 1",
        "DELETE FROM session WHERE staff_id = 1",
    ] {
        let app = fresh().await;
        let session = app.sign_in("senco").await;
        run(&app, change).await;
        for row in table().iter().filter(|row| row.expects("nobody") == "in") {
            let got = said(&knock(&session, row, &row.asked).await);
            if got != "in" {
                wrong.push(format!("{} {}: {got} after {change}", row.verb, row.asked));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

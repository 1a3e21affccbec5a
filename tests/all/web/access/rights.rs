//! What each right opens beside a role, door by door, in `rights.txt`: nothing but what stands there, and nothing at all to a role that
//! it is not for.

use std::{collections::BTreeMap, fs};

use thrice::{
    domain::{access::rights::Right, ids::StaffId},
    store::{Actor, people::rights},
};

use super::{Row, but_for_signing_in, changed, everything, fresh, here, knock, said, table};
use crate::support::{Session, TestApp, cast::email};

/// Who is given which right, each of them fitting.
pub(super) const GIVEN: [(&str, Right); 8] = [
    ("other_teacher", Right::EveryPupil),
    ("other_teacher", Right::WholeSchool),
    ("ta", Right::Reviews),
    ("head", Right::Reviews),
    ("teacher", Right::Costs),
    ("ta", Right::Costs),
    ("office", Right::Meetings),
    ("office", Right::Imports),
];

/// Every door but those of one's own account: whoever is given a right here has the second step set up, whatever their role.
fn doors() -> Vec<Row> {
    table().into_iter().filter(|row| !row.route.starts_with("/account/")).collect()
}

/// What a right opens: the answers, by right, person, verb and path.
fn opened() -> BTreeMap<[String; 4], String> {
    let text = fs::read_to_string(here("rights.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let read = |line: &str| {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let [right, who, verb, asked, answer] = words.try_into().unwrap_or_else(|_| panic!("five words: {line}"));
        ([right, who, verb, asked], answer)
    };
    lines.map(read).collect()
}

fn key(right: Right, who: &str, row: &Row) -> [String; 4] {
    [right.as_code().to_owned(), who.to_owned(), row.verb.clone(), row.asked.clone()]
}

/// The school in which this person, who supports Amira by name, has these rights; and their browser, with the second step set up.
pub(super) async fn given(who: &str, rights: &[Right]) -> (TestApp, Session) {
    let app = fresh().await;
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    let id: i64 =
        sqlx::query_scalar("SELECT id FROM staff WHERE email = ?").bind(email(who)).fetch_one(tx.conn()).await.unwrap();
    rights::set(&mut tx, StaffId(id), rights.iter().copied().collect(), "A test", None).await.unwrap();
    let more = [
        "INSERT INTO second_factor (staff_id, secret, set_up_at) SELECT ?1, secret, 0 FROM second_factor
           WHERE staff_id = 1 AND NOT EXISTS (SELECT 1 FROM second_factor WHERE staff_id = ?1)",
        "INSERT INTO pupil_support (pupil_id, staff_id, from_on) SELECT 1, id, '2026-09-01' FROM staff WHERE id = ?1 AND role = 'head'",
    ];
    for sql in more {
        sqlx::query(sql).bind(id).execute(tx.conn()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let session = app.sign_in(who).await;
    (app, session)
}

/// The doors at which somebody with a right gets another answer than the file says.
async fn wrong(who: &str, right: Right, opened: &BTreeMap<[String; 4], String>) -> Vec<String> {
    let (table, mut wrong, code) = (doors(), Vec::new(), right.as_code());
    let (app, session) = given(who, &[right]).await;
    let before = everything(&app).await;
    let mut told = |row: &Row, got: &str, wanted: &str| {
        // A pupil who did not exist for them may exist now, without this being opened.
        if got != wanted && !(Row::refuses(got) && Row::refuses(wanted)) {
            wrong.push(format!("{code} {who} {} {} {got}    # not {wanted}", row.verb, row.asked));
        }
    };
    let is_opened = |row: &Row| opened.contains_key(&key(right, who, row));
    // What succeeds changes the school for those that follow, so each of these has one of its own.
    for row in table.iter().filter(|row| !row.is_get() && is_opened(row)) {
        let (_app, session) = given(who, &[right]).await;
        told(row, &said(&knock(&session, row, &row.asked).await), &opened[&key(right, who, row)]);
    }
    let refused = |row: &&Row| !row.is_get() && !is_opened(row) && Row::refuses(row.expects(who));
    for row in table.iter().filter(|row| row.is_get()).chain(table.iter().filter(refused)) {
        let wanted = opened.get(&key(right, who, row)).map_or(row.expects(who), String::as_str);
        told(row, &said(&knock(&session, row, &row.asked).await), wanted);
    }
    let other = but_for_signing_in(changed(&before, &everything(&app).await));
    wrong.extend(
        other.into_iter().map(|table| format!("{code} {who}: looks and refused forms changed the table {table}")),
    );
    wrong
}

#[tokio::test]
async fn a_right_opens_the_doors_that_its_file_names_and_no_others() {
    let (opened, mut all) = (opened(), Vec::new());
    for (who, right) in GIVEN {
        all.extend(wrong(who, right, &opened).await);
    }
    assert!(all.is_empty(), "judge these before you copy them into rights.txt:\n{}", all.join("\n"));
    let asked: Vec<(String, String)> = doors().into_iter().map(|row| (row.verb, row.asked)).collect();
    for [right, who, verb, path] in opened.keys() {
        let is_given = GIVEN.iter().any(|(one, of)| one == who && of.as_code() == right);
        assert!(is_given, "nobody is given this: {right} {who}");
        assert!(asked.contains(&(verb.clone(), path.clone())), "no door is asked for so: {verb} {path}");
    }
}

#[tokio::test]
async fn whatever_is_ticked_a_role_that_it_is_not_for_gets_what_the_role_gets() {
    let (table, mut wrong) = (doors(), Vec::new());
    for who in ["governor", "admin", "senco"] {
        let (_app, session) = given(who, Right::ALL).await;
        for row in table.iter().filter(|row| row.is_get()) {
            let got = said(&knock(&session, row, &row.asked).await);
            if got != row.expects(who) {
                wrong.push(format!("{} {}: {who} gets {got}, not {}", row.verb, row.asked, row.expects(who)));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

//! Ten thousand families of four schools as they are: step-parents, mailboxes and telephones that are shared, names in two alphabets, orders
//! that come and go, addresses that change by hand and by import. Who somebody truly is, is known to the test and to nobody else; what is
//! written of them is spelt as people spell. Nothing may go to who is barred, whatever they are called, and nobody's words to another.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, Row};
use thrice::{
    dispatch::{Scope, queue_due},
    domain::{
        access::deliverable,
        ids::{AdultId, InvitationId, PupilId, SchoolId},
    },
    exchange::File,
    intake,
    store::{Actor, contacts, conversations::links},
};

use crate::support::TestApp;

/// The families of each of four schools.
const FAMILIES: usize = 2_500;
/// Families of a school to whom everything is sent that they are to get.
const WRITTEN_TO: usize = 100;
/// Families of a school of whom a file comes from another system.
const IMPORTED: usize = 250;
/// Where the rows of this test begin, above those of the cast.
const BASE: usize = 1_000;

/// Numbers that look like chance and are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// One contact as they are written down, and what is true of them.
#[derive(Clone)]
struct Written {
    adult: usize,
    /// Numbers of the person, of the mailbox and of the telephone: equal ones are the same.
    person: usize,
    mailbox: usize,
    phone: usize,
    order: Order,
}

#[derive(Clone, Copy, PartialEq)]
enum Order {
    None,
    /// In a file, and nobody has decided.
    Unchecked,
    Barred,
    Lifted,
}

/// A person's name, in one of the ways in which people write it.
fn name(dice: &mut Dice, person: usize) -> (String, String) {
    let forename = ["Zoë", "José", "Łukasz", "Siân", "Ben"][person % 5];
    let surname = format!("Nuñez{}", letters(person));
    match dice.below(5) {
        0 => (forename.to_uppercase(), surname.to_lowercase()),
        1 => (format!("{forename} Jo"), surname),
        2 => (surname, forename.to_owned()),
        3 => (plain(forename), plain(&surname)),
        _ => (forename.to_owned(), surname),
    }
}

fn letters(mut n: usize) -> String {
    let mut out = String::new();
    for _ in 0..5 {
        out.push(char::from(b'a' + u8::try_from(n % 26).unwrap()));
        n /= 26;
    }
    out
}

/// Without accents, as a keyboard abroad writes it.
fn plain(text: &str) -> String {
    let bare = [('ë', 'e'), ('é', 'e'), ('Ł', 'L'), ('â', 'a'), ('ñ', 'n')];
    text.chars().map(|c| bare.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)).collect()
}

fn mailbox(dice: &mut Dice, number: usize) -> String {
    let address = format!("m{number}@home.example");
    match dice.below(5) {
        0 => address.to_uppercase(),
        1 => format!(" {address} "),
        2 => address.replace('@', "+school@"),
        3 => address.replace("home", "Home"),
        _ => address,
    }
}

fn phone(dice: &mut Dice, number: usize) -> String {
    let rest = format!("{:09}", 700_000_000 + number);
    match dice.below(4) {
        0 => format!("0{rest}"),
        1 => format!("+44 {rest}"),
        2 => format!("0044{rest}"),
        _ => format!("0{} {}", &rest[..4], &rest[4..]),
    }
}

/// Two parents, perhaps a step-parent, and perhaps one of them once more under other words.
fn family(dice: &mut Dice, n: usize) -> Vec<Written> {
    let first = BASE + n * 4;
    let order = match dice.below(5) {
        0 => Order::Unchecked,
        1 | 2 => Order::Barred,
        3 => Order::Lifted,
        _ => Order::None,
    };
    let written = |adult: usize, order| Written { adult, person: adult, mailbox: adult, phone: adult, order };
    let mut all = vec![written(first, Order::None), written(first + 1, order)];
    if dice.below(2) == 0 {
        all.push(written(first + 2, Order::None));
    }
    if dice.below(3) == 0 {
        // The second parent comes again: as himself, from his mailbox or from his telephone.
        let mut again = written(first + 3, Order::None);
        match dice.below(3) {
            0 => again.person = first + 1,
            1 => again.mailbox = first + 1,
            _ => again.phone = first + 1,
        }
        all.push(again);
    }
    if dice.below(4) == 0 {
        let shared = all[1].mailbox;
        all[0].mailbox = shared; // one mailbox for the house
    }
    all
}

/// What must not be written to: who is kept away, and whoever may be them. Told by what is true, not by what is written.
fn kept_away(family: &[Written]) -> BTreeSet<usize> {
    let away: Vec<&Written> = family.iter().filter(|w| matches!(w.order, Order::Barred | Order::Unchecked)).collect();
    let may_be =
        |one: &Written| away.iter().any(|w| w.person == one.person || w.mailbox == one.mailbox || w.phone == one.phone);
    family.iter().filter(|w| may_be(w)).map(|w| w.adult).collect()
}

fn statements(dice: &mut Dice, n: usize, family: &[Written]) -> String {
    let (pupil, mut sql) = (BASE + n, String::new());
    sql += &format!(
        "INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES ({pupil}, 1, 'Kim', 'F{n}', '2018-03-04', 0);
         INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES ({pupil}, '2025-09-01', 0);\n"
    );
    for (rank, one) in family.iter().enumerate() {
        let ((forename, surname), adult) = (name(dice, one.person), one.adult);
        let (email, phone) = (mailbox(dice, one.mailbox), phone(dice, one.phone));
        sql += &format!(
            "INSERT INTO adult (id, school_id, forename, surname, email, phone, created_at) VALUES ({adult}, 1, '{forename}', '{surname}', '{email}', '{phone}', 0);
             INSERT INTO guardianship (id, pupil_id, adult_id, relationship, priority, responsibility, from_on)
               VALUES ({adult}, {pupil}, {adult}, 'Parent', {}, 'yes', '2025-09-01');\n",
            rank + 1
        );
        sql += &order(one);
    }
    sql
}

fn order(one: &Written) -> String {
    let id = one.adult;
    let decided = |outcome: &str| {
        format!(
            "INSERT INTO restriction_decision (restriction_id, outcome, note, decided_at, decided_by) VALUES ({id}, '{outcome}', 'Said', 0, 1);\n"
        )
    };
    let entered = format!(
        "INSERT OR IGNORE INTO restriction (id, guardianship_id, kind, note, source, entered_at) VALUES ({id}, {id}, 'court_order', 'Order', 'person', 0);\n"
    );
    match one.order {
        Order::None => String::new(),
        Order::Unchecked => entered,
        Order::Barred => entered + &decided("barred"),
        Order::Lifted => entered + &decided("may_contact"),
    }
}

/// A plan and a meeting that was offered to everybody who is a contact, and an answer in each one's own words.
fn meeting(n: usize, family: &[Written]) -> String {
    let (id, pupil) = (BASE + n, BASE + n);
    let mut sql = format!(
        "INSERT INTO sen_status (pupil_id, code, from_on, entered_at) VALUES ({pupil}, 'K', '2025-09-01', 0);
         INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at, created_by) VALUES ({id}, {pupil}, 'sen_support', '2026-09-10', 2, 0, 1);
         INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES ({id}, {id}, 1, '2026-09-10', '2026-12-11');
         INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, answer_by_on) VALUES ({id}, {pupil}, {id}, 2, {OFFERED}, '2026-11-25');
         INSERT INTO slot (id, conversation_id, position, starts_at, minutes, mode) VALUES ({id}, {id}, 0, {STARTS}, 30, 'school');\n"
    );
    for one in family {
        let adult = one.adult;
        sql += &format!(
            "INSERT INTO invitation (id, conversation_id, adult_id, invited_at) VALUES ({adult}, {id}, {adult}, {OFFERED});\n"
        );
    }
    sql
}

/// Tuesday 17 November 2026 in the morning, and Tuesday 1 December at half past three.
const OFFERED: i64 = 1_794_909_600;
const STARTS: i64 = 1_796_139_000;

async fn run(app: &TestApp, sql: String) {
    let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
}

/// What was found in one look at every family.
#[derive(Default, Debug)]
struct Looked {
    adults: usize,
    kept_away: usize,
    disclosed: usize,
    held_for_nothing: usize,
}

async fn look(app: &TestApp, families: &[Vec<Written>]) -> Looked {
    let (mut conn, today) = (app.app.store.read().await.unwrap(), app.app.clock.now().today());
    let mut found = Looked::default();
    for (chunk, some) in families.chunks(500).enumerate() {
        let pair = |n: usize, w: &Written| {
            (AdultId(i64::try_from(w.adult).unwrap()), PupilId(i64::try_from(BASE + n).unwrap()))
        };
        let pairs: Vec<_> =
            some.iter().enumerate().flat_map(|(n, f)| f.iter().map(move |w| pair(chunk * 500 + n, w))).collect();
        let facts = contacts::facts_of_all(&mut conn, &pairs, today).await.unwrap();
        for (n, family) in some.iter().enumerate() {
            let away = kept_away(family);
            for one in family {
                let may = deliverable(&facts[&pair(chunk * 500 + n, one)]).is_ok();
                found.adults += 1;
                found.kept_away += usize::from(away.contains(&one.adult));
                found.disclosed += usize::from(may && away.contains(&one.adult));
                found.held_for_nothing += usize::from(!may && !away.contains(&one.adult));
            }
        }
    }
    found
}

/// Orders come and go, and mailboxes change hands.
fn changed(dice: &mut Dice, families: &mut [Vec<Written>]) -> String {
    let mut sql = String::new();
    for family in families.iter_mut() {
        match dice.below(4) {
            0 => {
                family[1].order = if family[1].order == Order::Barred { Order::Lifted } else { Order::Barred };
                sql += &order(&family[1]);
            }
            1 => {
                let (to, of) = (family[0].adult, family[1].mailbox);
                family[0].mailbox = of;
                sql += &format!("UPDATE adult SET email = '{}' WHERE id = {to};\n", mailbox(dice, of));
            }
            2 => {
                let to = family[0].adult;
                family[0].mailbox = to;
                sql += &format!("UPDATE adult SET email = '{}' WHERE id = {to};\n", mailbox(dice, to));
            }
            _ => {}
        }
    }
    sql
}

/// Nothing goes to who is barred, and nobody's words to another.
async fn one_school(seed: u64) {
    let app = TestApp::new().await;
    let mut dice = Dice(seed);
    let mut families: Vec<Vec<Written>> = (0..FAMILIES).map(|n| family(&mut dice, n)).collect();
    for (chunk, some) in families.chunks(1_000).enumerate() {
        let sql = some.iter().enumerate().map(|(n, f)| statements(&mut dice, chunk * 1_000 + n, f)).collect();
        run(&app, sql).await;
    }
    let mut all = vec![look(&app, &families).await];
    for _ in 0..2 {
        run(&app, changed(&mut dice, &mut families)).await;
        all.push(look(&app, &families).await);
    }
    for found in &all {
        println!("{FAMILIES} families: {found:?}");
        assert_eq!((found.disclosed, found.held_for_nothing), (0, 0), "{found:?}");
        assert!(found.kept_away > FAMILIES / 4, "orders of every kind: {found:?}");
    }
    let imported = imported(&app, &mut dice, &families[..IMPORTED]).await;
    println!("{IMPORTED} of them told of by a file, in other spellings and with other mailboxes: {imported:?}");
    assert!(imported.disclosed == 0 && imported.kept_away > IMPORTED / 4, "{imported:?}");
    let (mails, letters) = written_to(&app, &families[IMPORTED..][..WRITTEN_TO]).await;
    println!(
        "{WRITTEN_TO} of them written to: {mails} mails and {letters} letters and calls, 0 to who is barred, 0 of another's words"
    );
}

/// One test for each school, so that each core has some.
macro_rules! schools {
    ($($name:ident: $seed:literal;)+) => {
        $(#[tokio::test]
        async fn $name() {
            one_school($seed).await;
        })+
    };
}

schools! {
    of_two_and_a_half_thousand_families_nothing_goes_to_who_is_barred: 20_261_129;
    nor_of_those_of_a_second_school: 20_261_130;
    nor_of_those_of_a_third: 20_261_201;
    nor_of_those_of_a_fourth: 20_261_202;
}

/// Brings in a file that names the contacts of these families as another system spells them: some first parents by now with the mailbox of
/// the one who may be barred, some second parents under a new spelling or left out. Then looks at everybody who is a contact.
async fn imported(app: &TestApp, dice: &mut Dice, families: &[Vec<Written>]) -> Looked {
    let mut csv = String::from(
        "Pupil Forename,Pupil Surname,Pupil DOB,Contact Forename,Contact Surname,Relationship,Email,Phone\n",
    );
    for (n, family) in families.iter().enumerate() {
        for (place, one) in family.iter().enumerate() {
            let takes_his = place == 0 && dice.below(3) == 0;
            if place == 1 && dice.below(6) == 0 {
                continue;
            }
            let ((forename, surname), of) = (name(dice, one.person), if takes_his { &family[1] } else { one });
            let (email, phone) = (mailbox(dice, of.mailbox), phone(dice, one.phone));
            csv += &format!("Kim,F{n},04/03/2018,{forename},{surname},Parent,{email},{phone}\n");
        }
    }
    let files = [File::new("contacts.csv".to_owned(), csv.into_bytes())];
    let (school, now) = (app.cast.school, app.app.clock.now());
    let report = intake::bring_in(&app.app.store, (Actor::Command, school), now, files.into(), |_| ()).await.unwrap();
    assert!(report.guardians.changed + report.guardians.new > IMPORTED, "{:?}", report.guardians);
    contacts_now(app, families).await
}

/// Everybody who is a contact of these families now, judged by what is written of them and by what is true of whom that is.
async fn contacts_now(app: &TestApp, families: &[Vec<Written>]) -> Looked {
    let (mut conn, today) = (app.app.store.read().await.unwrap(), app.app.clock.now().today());
    let last = i64::try_from(BASE + families.len()).unwrap();
    let rows = sqlx::query(
        "SELECT g.pupil_id, a.id, a.forename, a.surname, coalesce(a.email, '') AS email, a.phone FROM guardianship g JOIN adult a ON a.id = g.adult_id
         WHERE g.until_on IS NULL AND g.pupil_id >= 1000 AND g.pupil_id < ?",
    )
    .bind(last)
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let pairs: Vec<_> = rows.iter().map(|row| (AdultId(row.get("id")), PupilId(row.get("pupil_id")))).collect();
    let facts = contacts::facts_of_all(&mut conn, &pairs, today).await.unwrap();
    let mut found = Looked::default();
    for (row, pair) in rows.iter().zip(&pairs) {
        let family = &families[usize::try_from(pair.1.0).unwrap() - BASE];
        let text = |column| row.get::<String, _>(column);
        let away = family.iter().filter(|w| matches!(w.order, Order::Barred | Order::Unchecked));
        let (named, email) =
            (plain(&format!("{} {}", text("forename"), text("surname"))).to_lowercase(), text("email").to_lowercase());
        let digits: String = text("phone").chars().filter(char::is_ascii_digit).collect();
        let is_away = away.clone().any(|w| {
            let mailbox = email.trim().replace("+school", "") == format!("m{}@home.example", w.mailbox);
            let phone = digits.ends_with(&format!("{:09}", 700_000_000 + w.phone));
            mailbox || phone || named.contains(&format!("nunez{}", letters(w.person)))
        });
        found.adults += 1;
        found.kept_away += usize::from(is_away);
        found.disclosed += usize::from(is_away && deliverable(&facts[pair]).is_ok());
        found.held_for_nothing += usize::from(!is_away && deliverable(&facts[pair]).is_err());
    }
    found
}

/// Offers each of these families a meeting, lets everybody who may answer do so, and reads all that is sent, posted or to be said.
async fn written_to(app: &TestApp, families: &[Vec<Written>]) -> (usize, usize) {
    run(app, families.iter().enumerate().map(|(n, f)| meeting(IMPORTED + n, f)).collect()).await;
    queue(app).await;
    let away: BTreeSet<usize> = families.iter().flat_map(|f| kept_away(f)).collect();
    let booked = booked(app, families, &away).await;
    println!(
        "{WRITTEN_TO} of them at their links: {booked} times were taken, each once; 0 pages opened for who is barred"
    );
    let answers = families.iter().flatten().filter(|w| !away.contains(&w.adult)).map(|w| {
        format!(
            "INSERT INTO answer (invitation_id, kind, preferences, message, answered_at) VALUES ({0}, 'other_time', '', 'secretwords{0}', {1});\n",
            w.adult,
            OFFERED + 60
        )
    });
    run(app, answers.collect()).await;
    app.app.clock.set(app.app.clock.now().plus_minutes(8 * 24 * 60));
    queue(app).await;
    let mut conn = app.app.store.read().await.unwrap();
    // What is only recorded as of no use any more was never written.
    let mails = sqlx::query(
        "SELECT adult_id, address, raw FROM notice WHERE adult_id >= 1000 AND (raw IS NOT NULL OR state <> 'stale')",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let of: BTreeMap<usize, usize> = families.iter().flatten().map(|w| (w.adult, w.mailbox)).collect();
    for mail in &mails {
        let adult = usize::try_from(mail.get::<i64, _>("adult_id")).unwrap();
        let raw = String::from_utf8_lossy(&mail.get::<Option<Vec<u8>>, _>("raw").unwrap_or_default()).into_owned();
        assert!(!away.contains(&adult), "a mail to {adult}, who is kept away");
        assert!(
            raw.is_empty() || raw.to_lowercase().contains(&format!("m{}", of[&adult])),
            "in their own mailbox: {raw}"
        );
        assert!(!raw.contains("secretwords"), "a mail to {adult} holds somebody's words: {raw}");
    }
    let tasks = sqlx::query(
        "SELECT adult_id FROM task WHERE adult_id >= 1000 AND kind IN ('print_letter', 'phone_parent') AND done_at IS NULL",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    for task in &tasks {
        let adult = usize::try_from(task.get::<i64, _>("adult_id")).unwrap();
        assert!(!away.contains(&adult), "a letter or call to {adult}, who is kept away");
    }
    (mails.len(), tasks.len())
}

/// Everybody who was invited opens their link, and in every second family the first who may takes the first time that is offered. All of
/// them were offered the same hour of the same teacher: whoever comes later is offered what is still free. Returns how many times were taken.
async fn booked(app: &TestApp, families: &[Vec<Written>], away: &BTreeSet<usize>) -> i64 {
    let later = app.app.clock.now().plus_minutes(30 * 24 * 60);
    let mut tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    let mut links = BTreeMap::new();
    for one in families.iter().flatten() {
        let invitation = InvitationId(i64::try_from(one.adult).unwrap());
        links.insert(one.adult, format!("/i/{}", links::mint(&mut tx, invitation, later).await.unwrap()));
    }
    tx.commit().await.unwrap();
    let browser = app.stranger();
    for (n, family) in families.iter().enumerate() {
        let (barred, may): (Vec<_>, Vec<_>) = family.iter().partition(|one| away.contains(&one.adult));
        for one in barred {
            assert_eq!(browser.get(&links[&one.adult]).await.status.as_u16(), 404, "{} is kept away", one.adult);
        }
        let Some(first) = may.first().filter(|_| n % 2 == 0) else { continue };
        let page = browser.get(&links[&first.adult]).await.body;
        let offered = page.split_once("name=\"answer\" value=\"").and_then(|(_, rest)| rest.split('"').next());
        let Some(time) = offered.filter(|code| *code != "other_time") else { continue };
        let answered = browser.post(&links[&first.adult], &[("answer", time)]).await;
        assert_eq!(answered.status.as_u16(), 303, "{}", answered.body);
    }
    let mut conn = app.app.store.read().await.unwrap();
    let twice = "SELECT count(*) FROM (SELECT 1 FROM booking b JOIN slot s ON s.id = b.slot_id JOIN conversation c ON c.id = b.conversation_id
                 WHERE c.id >= 1000 GROUP BY c.lead_id, s.starts_at HAVING count(*) > 1)";
    assert_eq!(sqlx::query_scalar::<_, i64>(twice).fetch_one(&mut *conn).await.unwrap(), 0, "each time once");
    let all = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM booking WHERE conversation_id >= 1000");
    let all = all.fetch_one(&mut *conn).await.unwrap();
    assert!(all > 10, "{all} times were taken");
    all
}

async fn queue(app: &TestApp) {
    let mut tx = app.app.store.begin(Actor::System, app.cast.school, app.app.clock.now()).await.unwrap();
    queue_due(&mut tx, &app.app.post, Scope::School(SchoolId(1))).await.unwrap();
    tx.commit().await.unwrap();
}

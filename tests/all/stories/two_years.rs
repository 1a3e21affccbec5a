//! Two school years, day by day and mail by mail: one pupil on SEN support, one with an EHC plan, a court order in the middle, a September,
//! and a count that is right at the end of each. Every mail is held to what every mail must be as it arrives.

use std::collections::BTreeMap;

use super::{Story, school::date};
use crate::support::roll::Pupil;

/// A round of a year: the day of the offer, the meeting, the agreed day of the next review.
type Round = (&'static str, &'static str, &'static str);

const FIRST: [Round; 3] = [
    ("2026-11-16", "2026-12-02 15:30", "2027-03-18"),
    ("2027-03-01", "2027-03-16 15:30", "2027-07-08"),
    ("2027-06-14", "2027-07-06 15:30", "2027-12-02"),
];

const SECOND: [Round; 3] = [
    ("2027-11-02", "2027-11-18 15:30", "2028-03-16"),
    ("2028-02-28", "2028-03-14 15:30", "2028-07-06"),
    ("2028-06-12", "2028-07-04 15:30", "2028-12-01"),
];

/// The terms that the SENCO enters in June, as the authority publishes them.
const TERMS: &[(&str, &str)] = &[
    ("year", "2027"),
    ("seen", ""),
    ("autumn-starts", "2027-09-02"),
    ("autumn-half-starts", "2027-10-25"),
    ("autumn-half-ends", "2027-10-29"),
    ("autumn-ends", "2027-12-17"),
    ("spring-starts", "2028-01-04"),
    ("spring-half-starts", "2028-02-14"),
    ("spring-half-ends", "2028-02-18"),
    ("spring-ends", "2028-03-31"),
    ("summer-starts", "2028-04-17"),
    ("summer-half-starts", "2028-05-29"),
    ("summer-half-ends", "2028-06-02"),
    ("summer-ends", "2028-07-20"),
];

const ORDER: &[(&str, &str)] = &[
    ("contact", "2"),
    ("order", "child_arrangements"),
    ("note", "Order of 1 March"),
    ("said_by", "The family court"),
    ("said_on", "2027-03-01"),
    ("seen", "The sealed order"),
    ("does", "no_contact"),
    ("until_on", "2028-04-30"),
];

/// The plan that is spoken of, and who leads it.
fn about(school: &mut Story, pupil: i64) {
    (school.pupil, school.plan) = (pupil, pupil);
}

/// A round for both pupils, on the same days: Amira's with her class teacher, Ben's with the SENCO, annual where that is his turn.
async fn round(school: &mut Story, (offer, meet, next): Round, amiras: &'static str, annual: bool) {
    about(school, 1);
    school.on(offer).await;
    super::Staff::new(school, amiras).offers_meeting(&[meet]).await;
    let amiras_meeting = school.meeting;
    school.mother().accepts().await;
    about(school, 2);
    let bens = [&meet.replace("15:30", "14:00")[..]];
    match annual {
        true => school.senco().offers_annual_review(&bens).await,
        false => school.senco().offers_meeting(&bens).await,
    }
    super::Parent::new(school, "other mother").accepts().await;
    school.at(&meet.replace("15:30", "14:45")).await.senco().records(&[("other mother", "attended")]).await;
    school.senco().reviews(next).await;
    about(school, 1);
    school.meeting = amiras_meeting;
    school.at(&meet.replace("15:30", "16:15")).await;
    let asked = "SELECT count(*) FROM invitation WHERE adult_id = 2 AND conversation_id = (SELECT max(conversation_id) FROM invitation WHERE adult_id = 1)";
    let both = [("mother", "attended"), ("father", "apologies")];
    let came = if school.counts(asked).await > 0 { &both[..] } else { &both[..1] };
    super::Staff::new(school, amiras).records(came).await;
    super::Staff::new(school, amiras).reviews(next).await;
}

/// How many mails each reader has had since a day.
fn had(school: &Story, since: &str) -> BTreeMap<&'static str, usize> {
    let mut all = BTreeMap::new();
    for mail in school.all.iter().filter(|mail| mail.at.today() >= date(since)) {
        *all.entry(mail.to).or_default() += 1;
    }
    all
}

async fn met_three_times(school: &mut Story, year: &str) {
    for pupil in [1, 2] {
        about(school, pupil);
        school.then_the_page_says(&["3 of 3 reviews held: the year's number is reached.", "Met parents 3 times"]).await;
        assert!(school.senco().reads(&format!("/pupils/{pupil}")).await.contains(year));
    }
}

#[tokio::test]
async fn two_years_day_by_day_with_every_mail_read() {
    let mut school = Story::begins_on("2026-09-10").await;
    Pupil::known(2).with_an_ehc_plan("2025-09-01").with_plan(1, "2026-12-04").joins(&school.app).await;
    school.learns("UPDATE plan SET ehc_anchor_on = '2026-01-15' WHERE id = 2").await;
    round(&mut school, FIRST[0], "teacher", true).await;
    about(&mut school, 2);
    let report =
        [("do", "report"), ("recommendation", "maintain"), ("sent_to", "Everybody"), ("sent_on", "2026-12-14")];
    school.on("2026-12-14").await.senco().enters(&report).await;
    let decided = [("do", "decide"), ("decision", "maintain"), ("decided_on", "2026-12-22")];
    school.on("2027-01-05").await.senco().enters(&decided).await;

    // The father has said that he will come when an order forbids all contact.
    about(&mut school, 1);
    school.on("2027-03-01").await.teacher().offers_meeting(&[FIRST[1].1]).await;
    school.father().accepts().await;
    let link = school.last_to("father").link().unwrap();
    school.on("2027-03-03").await.senco().sends("/pupils/1/restrictions", ORDER).await;
    assert_eq!(school.app.stranger().get(&link).await.status, axum::http::StatusCode::NOT_FOUND);
    let fathers = had(&school, "2026-09-10")["father"];
    school.senco().cancels("Offered anew").await;
    round(&mut school, ("2027-03-04", FIRST[1].1, FIRST[1].2), "teacher", false).await;
    round(&mut school, FIRST[2], "teacher", false).await;
    met_three_times(&mut school, "2026/27").await;

    // September: terms, and the classes move with their plans.
    assert!(school.on("2027-07-12").await.senco().reads("/").await.contains("2027/28"), "the terms are asked for");
    school.senco().sends("/settings/terms", TERMS).await;
    school.on("2027-09-03").await;
    let moves = [("from", "4A"), ("to", "5A"), ("pupil", "1"), ("up", "yes"), ("sure", "yes")];
    school.senco().sends("/classes/move", &moves).await;
    school.on("2027-09-07").await;
    assert!(
        school.last_to("other teacher").read.text.contains("now yours to lead"),
        "{}",
        school.last_to("other teacher").read.text
    );
    round(&mut school, SECOND[0], "other_teacher", true).await;
    about(&mut school, 2);
    let report =
        [("do", "report"), ("recommendation", "maintain"), ("sent_to", "Everybody"), ("sent_on", "2027-11-30")];
    school.on("2027-11-30").await.senco().enters(&report).await;
    let decided = [("do", "decide"), ("decision", "maintain"), ("decided_on", "2027-12-16")];
    school.on("2027-12-17").await.senco().enters(&decided).await;
    round(&mut school, SECOND[1], "other_teacher", false).await;
    school.on("2028-04-28").await;
    assert_eq!(had(&school, "2026-09-10")["father"], fathers, "nothing while the order held");

    // The order has ended with its last day. No old link opens; the next meeting asks him again.
    school.on("2028-05-02").await;
    assert_eq!(school.app.stranger().get(&link).await.status, axum::http::StatusCode::NOT_FOUND);
    round(&mut school, SECOND[2], "other_teacher", false).await;
    assert!(had(&school, "2028-06-12")["father"] > 0);
    met_three_times(&mut school, "2027/28").await;
    school.on("2028-07-20").await;
    let all = had(&school, "2026-09-10");
    assert!(!all.contains_key("barred man"), "{all:?}");
    println!("two years, {} mails: {all:?}", school.all.len());
    if std::env::var_os("READ_MAILS").is_some() {
        school.all.iter().for_each(|mail| println!("== {}\n{}\n", mail.line(), mail.read.text));
    }
}

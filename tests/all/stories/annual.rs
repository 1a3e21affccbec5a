//! An EHC plan's annual review through its year: the meeting, the report, each of the authority's decisions with the clocks that follow, and a
//! move to another school.

use axum::http::StatusCode;

use super::Story;

/// The plan is an EHC plan, decided on last on 15 January 2026: complete by 14 January 2027, met by 17 December at the latest.
const EHC: &str = "UPDATE plan SET kind = 'ehc_delivery', ehc_anchor_on = '2026-01-15' WHERE id = 1;
    UPDATE sen_status SET code = 'E' WHERE pupil_id = 1;";

/// A school whose annual review meeting was held with the mother on 3 December, and its report sent on 16 December.
async fn met_and_reported() -> Story {
    let mut school = Story::begins_on("2026-11-16").await;
    school.learns(EHC).await;
    school.law_presses = true;
    assert!(school.senco().reads("/").await.contains("Ask for advice and views"), "four weeks before the last day");
    school.senco().enters(&[("do", "tick"), ("step", "advice"), ("on-advice", "2026-11-16")]).await;
    school.senco().offers_annual_review(&["2026-12-03 09:30"]).await;
    school.mother().accepts().await;
    school.senco().enters(&[("do", "tick"), ("step", "invite"), ("on-invite", "2026-11-16")]).await;
    school.at("2026-12-03 11:00").await.senco().records(&[("mother", "attended"), ("father", "apologies")]).await;
    let page = school.senco().annual_review().await;
    assert!(page.contains("Held on Thursday 3 December 2026. The authority’s decision is to come."), "{page}");
    // Who came follows from the record of the meeting, and the review of the plan held there is one of the year's three.
    assert!(page.contains("Came, Thu 3 Dec") && page.contains("Did not come, Thu 3 Dec"), "{page}");
    school.senco().reviews("2027-03-10").await;
    school.then_the_page_says(&["1 of 3 reviews held in 2026/27."]).await;
    assert_eq!(school.counts("SELECT count(*) FROM review WHERE ehc_annual AND conversation_id IS NOT NULL").await, 1);
    school.on("2026-12-16").await;
    assert!(school.senco().reads("/").await.contains("Send the report to everybody who was invited"));
    let report =
        [("do", "report"), ("recommendation", "amend"), ("sent_to", "Everybody invited"), ("sent_on", "2026-12-16")];
    school.senco().enters(&report).await;
    assert!(!school.senco().reads("/").await.contains("Send the report"), "sent");
    school
}

/// The authority decides on a day, as its letter says.
async fn decides(school: &mut Story, decision: &str, on: &str) {
    school.senco().enters(&[("do", "decide"), ("decision", decision), ("decided_on", on)]).await;
}

#[tokio::test]
async fn a_year_in_which_the_plan_is_maintained() {
    let mut school = met_and_reported().await;
    // The decision is due on 31 December, in the holidays: it stands with the SENCO on the first day of term, and with nobody else.
    school.on("2027-01-06").await;
    let late = "The authority decides: maintain, amend or cease";
    for page in ["/", "/round", "/reports"] {
        assert!(school.senco().reads(page).await.contains(late), "{page}");
    }
    let told = |school: &Story, who: &str| {
        school.all.iter().any(|mail| mail.to == who && mail.read.text.contains("an annual review is late or due"))
    };
    assert!(told(&school, "senco") && !told(&school, "teacher") && !told(&school, "head"));
    decides(&mut school, "maintain", "2027-01-05").await;
    let page = school.senco().annual_review().await;
    assert!(
        page.contains("within twelve months, by Tuesday 4 January 2028"),
        "from the decision, not from its limit: {page}"
    );
    assert!(page.contains("Not needed: the plan stays as it is"), "{page}");
    assert!(!school.senco().reads("/").await.contains("annual review"), "nothing of it is open");
    school.on("2027-11-10").await;
    assert!(school.senco().reads("/").await.contains("Ask for advice and views"), "and the next year begins");
}

#[tokio::test]
async fn a_year_in_which_the_plan_is_amended() {
    let mut school = met_and_reported().await;
    school.on("2026-12-18").await;
    decides(&mut school, "amend", "2026-12-18").await;
    let page = school.senco().annual_review().await;
    // Fifteen days for the parents, eight weeks to the final plan, and the next year from the decision.
    for words in ["Saturday 2 January 2027", "Friday 12 February 2027", "by Friday 17 December 2027"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    school.on("2027-02-12").await;
    assert!(!school.senco().reads("/").await.contains("sends the final plan"), "not late yet");
    school.on("2027-02-15").await;
    assert!(school.senco().reads("/").await.contains("The authority sends the final plan"), "three days late");
    let earlier = school.counts("SELECT annual_review_id FROM annual_review_decision").await.to_string();
    let tick = [("do", "tick"), ("step", "finalise"), ("review", earlier.as_str()), ("on-finalise", "2027-02-15")];
    school.senco().enters(&tick).await;
    assert!(!school.senco().reads("/").await.contains("sends the final plan"), "ticked with its day");
}

#[tokio::test]
async fn a_year_at_whose_end_the_plan_ceases() {
    let mut school = met_and_reported().await;
    school.on("2026-12-18").await;
    decides(&mut school, "cease", "2026-12-18").await;
    let page = school.senco().annual_review().await;
    assert!(page.contains("Thursday 18 February 2027") && page.contains("s.45(4)"), "two months for an appeal: {page}");
    let status = "SELECT count(*) FROM sen_status WHERE pupil_id = 1 AND code = 'E' AND until_on IS NULL";
    school.on("2027-02-22").await;
    assert!(school.senco().reads("/").await.contains("enter the SEN status from then on"));
    assert_eq!(school.counts(status).await, 1, "never by itself");
    school.senco().changes_the_status("2027-02-18").await;
    assert_eq!(school.counts(status).await, 0);
    assert!(!school.senco().reads("/").await.contains("enter the SEN status from then on"), "entered");
    school.on("2027-11-10").await;
    assert!(!school.senco().reads("/").await.contains("Ask for advice and views"), "no review follows");
}

#[tokio::test]
async fn a_pupil_who_moves_to_another_school_is_met_in_time_for_the_final_plan() {
    let mut school = Story::begins_on("2026-10-05").await;
    school.learns(EHC).await;
    school.learns("UPDATE class_membership SET nc_year = '6' WHERE pupil_id = 1; UPDATE plan SET ehc_anchor_on = '2026-03-01' WHERE id = 1").await;
    school.law_presses = true;
    // The twelve months would leave time until 31 January; the final plan by 15 February does not.
    let late = [
        ("slot-0-day", "2026-12-10"),
        ("slot-0-time", "09:30"),
        ("mode", "school"),
        ("minutes", "90"),
        ("ehc_annual", "yes"),
    ];
    let refused = school.app.sign_in("senco").await.post("/plans/1/conversations", &late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("the final plan must name it by Monday 15 February 2027"), "{}", refused.body);
    school.senco().offers_annual_review(&["2026-11-20 09:30"]).await;
    school.mother().accepts().await;
    school.at("2026-11-20 11:00").await.senco().records(&[("mother", "attended"), ("father", "apologies")]).await;
    school.on("2026-12-14").await;
    decides(&mut school, "amend", "2026-12-14").await;
    let page = school.senco().annual_review().await;
    assert!(page.contains("Monday 8 February 2027"), "the final plan, a week before 15 February: {page}");
    assert!(page.contains("within twelve months, by Monday 13 December 2027"), "the move is decided for: {page}");
}

#[tokio::test]
async fn each_phase_has_its_last_day_and_a_later_meeting_is_refused_with_the_rule() {
    // Infant school, middle school to Year 8 and to Year 9, and the move after Year 11: who moves, the offer that is too late, and why.
    for (year, last, too_late, rule) in [
        ("2", Some("2"), "2026-12-10", "the final plan must name it by Monday 15 February 2027"),
        ("8", Some("8"), "2026-12-10", "the final plan must name it by Monday 15 February 2027"),
        ("9", Some("9"), "2026-12-10", "the final plan must name it by Monday 15 February 2027"),
        ("11", None, "2027-01-14", "the final plan must name the place by Wednesday 31 March 2027"),
        ("N1", None, "2026-12-10", "three to six months"),
    ] {
        let mut school = Story::begins_on("2026-10-05").await;
        school.learns(EHC).await;
        school.learns("UPDATE plan SET ehc_anchor_on = '2026-07-01' WHERE id = 1").await;
        school.learns(&format!("UPDATE class_membership SET nc_year = '{year}' WHERE pupil_id = 1")).await;
        if year == "N1" {
            school.learns("UPDATE pupil SET born_on = '2023-06-01' WHERE id = 1").await;
        }
        if let Some(last) = last {
            school.senco().sends("/settings/rules", &[("annual_review.last_year", last)]).await;
        }
        let offer = [
            ("slot-0-day", too_late),
            ("slot-0-time", "09:30"),
            ("mode", "school"),
            ("minutes", "90"),
            ("ehc_annual", "yes"),
        ];
        let refused = school.app.sign_in("senco").await.post("/plans/1/conversations", &offer).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "Year {year}");
        assert!(refused.body.contains(rule), "Year {year}: {}", refused.body);
        assert!(
            school.senco().annual_review().await.contains(rule.rsplit(" by ").next().unwrap_or(rule)),
            "Year {year}: the page says it too"
        );
    }
}

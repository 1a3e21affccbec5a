//! Pupils and plans that a test needs beside the named cast, in the words of a school:
//! `Pupil::named(9, "Zain", "Khan").in_class(1).on_sen_support("2026-09-01").with_plan(2, "2026-12-11").joins(&app)`.

use sqlx::AssertSqlSafe;
use thrice::store::Actor;

use super::TestApp;

/// A pupil who is to be on roll; what is not said is what a pupil of the cast has.
#[derive(Clone, Debug)]
pub(crate) struct Pupil {
    id: i64,
    /// Forename and surname, of one who is new.
    name: Option<(&'static str, &'static str)>,
    since: &'static str,
    class: i64,
    sen: Option<(&'static str, &'static str)>,
    need: Option<&'static str>,
    family: Vec<(i64, &'static str)>,
    /// Lead, first day and the agreed day of its review.
    plan: Option<(i64, &'static str, &'static str)>,
}

impl Pupil {
    /// Somebody new, who was on roll last year.
    pub(crate) fn named(id: i64, forename: &'static str, surname: &'static str) -> Self {
        Self { name: Some((forename, surname)), ..Self::known(id) }
    }

    /// Somebody of the cast.
    pub(crate) fn known(id: i64) -> Self {
        Self { id, name: None, since: "2025-09-01", class: 1, sen: None, need: None, family: Vec::new(), plan: None }
    }

    /// On roll since this day.
    pub(crate) fn since(self, day: &'static str) -> Self {
        Self { since: day, ..self }
    }

    /// In this class.
    pub(crate) fn in_class(self, class: i64) -> Self {
        Self { class, ..self }
    }

    /// On SEN support from a day on.
    pub(crate) fn on_sen_support(self, from: &'static str) -> Self {
        Self { sen: Some(("K", from)), ..self }
    }

    /// With an EHC plan from a day on.
    pub(crate) fn with_an_ehc_plan(self, from: &'static str) -> Self {
        Self { sen: Some(("E", from)), ..self }
    }

    /// With this primary need.
    pub(crate) fn with_need(self, code: &'static str) -> Self {
        Self { need: Some(code), ..self }
    }

    /// An adult of the cast is their contact.
    pub(crate) fn of(mut self, adult: i64, relationship: &'static str) -> Self {
        self.family.push((adult, relationship));
        self
    }

    /// With a plan since 10 September 2026, whose number and whose cycle's number are the pupil's own.
    pub(crate) fn with_plan(self, lead: i64, review_on: &'static str) -> Self {
        self.with_plan_since("2026-09-10", lead, review_on)
    }

    /// The same since another day.
    pub(crate) fn with_plan_since(self, opened: &'static str, lead: i64, review_on: &'static str) -> Self {
        Self { plan: Some((lead, opened, review_on)), ..self }
    }

    /// Puts all of it into the school.
    pub(crate) async fn joins(&self, app: &TestApp) {
        let mut tx = app.app.store.begin(Actor::Command, app.cast.school, app.app.clock.now()).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(self.statements())).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
    }

    fn statements(&self) -> String {
        let (id, since, class) = (self.id, self.since, self.class);
        let mut all = Vec::new();
        if let Some((forename, surname)) = self.name {
            all.push(format!(
                "INSERT INTO pupil (id, school_id, forename, surname, born_on, created_at) VALUES ({id}, 1, '{forename}', '{surname}', '2018-03-04', 0);
                 INSERT INTO enrolment (pupil_id, from_on, entered_at) VALUES ({id}, '{since}', 0);
                 INSERT INTO class_membership (pupil_id, class_id, nc_year, from_on) VALUES ({id}, {class}, '4', max('{since}', '2026-09-01'));"
            ));
        }
        if let Some((code, from)) = self.sen {
            all.push(format!(
                "DELETE FROM sen_status WHERE pupil_id = {id} AND from_on >= '{from}';
                 UPDATE sen_status SET until_on = date('{from}', '-1 day') WHERE pupil_id = {id} AND until_on IS NULL;
                 INSERT INTO sen_status (pupil_id, code, from_on, entered_at) VALUES ({id}, '{code}', '{from}', 0);"
            ));
        }
        if let Some(need) = self.need {
            all.push(format!(
                "INSERT INTO need (pupil_id, code, rank, from_on) VALUES ({id}, '{need}', 1, '2026-09-01');"
            ));
        }
        for (n, (adult, relationship)) in self.family.iter().enumerate() {
            all.push(format!(
                "INSERT INTO guardianship (pupil_id, adult_id, relationship, priority, responsibility, from_on)
                 VALUES ({id}, {adult}, '{relationship}', {}, 'yes', '{since}');",
                n + 1
            ));
        }
        if let Some((lead, opened, review_on)) = self.plan {
            let kind = if self.sen.is_some_and(|(code, _)| code == "E") { "ehc_delivery" } else { "sen_support" };
            all.push(format!(
                "INSERT INTO plan (id, pupil_id, kind, opened_on, lead_id, created_at, created_by) VALUES ({id}, {id}, '{kind}', '{opened}', {lead}, 0, 1);
                 INSERT INTO cycle (id, plan_id, number, started_on, review_on) VALUES ({id}, {id}, 1, '{opened}', '{review_on}');
                 INSERT INTO outcome (plan_id, wording, area, position, entered_at) VALUES ({id}, 'Joins in', 'communication', 0, 0);
                 INSERT INTO target (cycle_id, outcome_id, position, wording, measure, direction, baseline, predicted, entered_at)
                   VALUES ({id}, (SELECT max(id) FROM outcome), 0, 'Asks to join a game', 'Times a week', 'higher', 0, 3, 0);"
            ));
        }
        all.join("\n")
    }
}

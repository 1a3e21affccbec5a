//! The pages that a school opens to everybody: whether each is open, whether it is published elsewhere, and what is to be done about it.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::{
    Tx,
    register::{Of, Part, Register},
};
use crate::domain::{
    audit::{Deed, Entry, Subject},
    ids::SchoolId,
    inclusion_strategy, information_report,
    open_page::{OpenPage, Wanted},
    time::Moment,
};

/// How a page stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HeldPage {
    /// Anybody may open it.
    pub is_open: bool,
    /// Where the school publishes it instead; empty where it does not.
    pub elsewhere: String,
}

/// How a page of a school stands.
///
/// # Errors
/// When the database refuses.
pub async fn find(conn: &mut SqliteConnection, school: SchoolId, page: OpenPage) -> anyhow::Result<HeldPage> {
    let page = page.as_code();
    let row = sqlx::query!(
        r#"SELECT coalesce((SELECT is_open FROM open_page_switch WHERE school_id = ?1 AND page = ?2 ORDER BY id DESC LIMIT 1), 0) AS "is_open!: bool",
             coalesce((SELECT place FROM open_page_elsewhere WHERE school_id = ?1 AND page = ?2 ORDER BY id DESC LIMIT 1), '') AS "elsewhere!: String""#,
        school.0,
        page
    )
    .fetch_one(conn)
    .await?;
    Ok(HeldPage { is_open: row.is_open, elsewhere: row.elsewhere })
}

/// Opens a page to everybody, or shuts it.
///
/// # Errors
/// When the database refuses.
pub async fn switch(tx: &mut Tx, page: OpenPage, is_open: bool) -> anyhow::Result<()> {
    let (school, now, by, code) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), page.as_code());
    sqlx::query!(
        "INSERT INTO open_page_switch (school_id, page, is_open, set_at, set_by) VALUES (?, ?, ?, ?, ?)",
        school,
        code,
        is_open,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    let deed = if is_open { Deed::Published } else { Deed::Disabled };
    tx.audit(Entry::new(deed, Subject::OpenPage).detail(code)).await
}

/// Writes down where a page is published instead; with an empty place, that it is not any longer.
///
/// # Errors
/// When the database refuses.
pub async fn put_elsewhere(tx: &mut Tx, page: OpenPage, place: &str) -> anyhow::Result<()> {
    let (school, now, by, code) = (tx.school()?.0, tx.now.unix(), tx.actor.staff(), page.as_code());
    sqlx::query!(
        "INSERT INTO open_page_elsewhere (school_id, page, place, said_at, said_by) VALUES (?, ?, ?, ?, ?)",
        school,
        code,
        place,
        now,
        by
    )
    .execute(tx.conn())
    .await?;
    tx.audit(Entry::new(Deed::Changed, Subject::OpenPage).detail(code)).await
}

/// What is to be done about the open pages, near or not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WantedPages(pub Vec<Wanted>);

impl Part for WantedPages {
    async fn read(conn: &mut SqliteConnection, register: &Register, _: Of, _: NaiveDate) -> anyhow::Result<Self> {
        let school = register.school().0;
        let row = sqlx::query!(
            r#"SELECT (SELECT coalesce((SELECT r.next_on FROM inclusion_strategy_review r WHERE r.strategy_id = s.id ORDER BY r.id DESC LIMIT 1),
                         t.review_on)
                  FROM inclusion_strategy s JOIN inclusion_strategy_publication p ON p.strategy_id = s.id
                  JOIN inclusion_strategy_text t ON t.id = (SELECT max(n.id) FROM inclusion_strategy_text n WHERE n.strategy_id = s.id)
                  WHERE s.school_id = ?1 ORDER BY s.number DESC LIMIT 1) AS "review_on?: NaiveDate",
                 coalesce((SELECT place FROM open_page_elsewhere WHERE school_id = ?1 AND page = 'inclusion_strategy'
                  ORDER BY id DESC LIMIT 1), '') AS "elsewhere!: String",
                 (SELECT max(published_at) FROM information_publication WHERE school_id = ?1) AS "published?: i64""#,
            school
        )
        .fetch_one(conn)
        .await?;
        let facts = inclusion_strategy::Facts { review_on: row.review_on, elsewhere: !row.elsewhere.is_empty() };
        let report = information_report::wanted(row.published.map(|at| Moment::from_unix(at).today()));
        Ok(Self(inclusion_strategy::wanted(facts).into_iter().chain(report).collect()))
    }
}

/// Whether something is published that the page can show.
///
/// # Errors
/// When the database refuses.
pub async fn is_published(conn: &mut SqliteConnection, school: SchoolId, page: OpenPage) -> anyhow::Result<bool> {
    let found = match page {
        OpenPage::InclusionStrategy => {
            sqlx::query_scalar!(
                r#"SELECT 1 AS "is!: i64" FROM inclusion_strategy s JOIN inclusion_strategy_publication p ON p.strategy_id = s.id
                   WHERE s.school_id = ? LIMIT 1"#,
                school.0
            )
            .fetch_optional(conn)
            .await?
        }
        OpenPage::InformationReport => {
            sqlx::query_scalar!(
                r#"SELECT 1 AS "is!: i64" FROM information_publication WHERE school_id = ? LIMIT 1"#,
                school.0
            )
            .fetch_optional(conn)
            .await?
        }
    };
    Ok(found.is_some())
}

/// The full names of every pupil whom the school has or had: none of them stands on an open page.
///
/// # Errors
/// When the database refuses.
pub async fn full_names(conn: &mut SqliteConnection, school: SchoolId) -> anyhow::Result<Vec<String>> {
    let names = sqlx::query_scalar!(
        r#"SELECT forename || ' ' || surname AS "name!: String" FROM pupil WHERE school_id = ? ORDER BY surname, forename"#,
        school.0
    );
    Ok(names.fetch_all(conn).await?)
}

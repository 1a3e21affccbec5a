//! Terms and closures: typed, pasted, refused with the dates named, and never overwritten by somebody who did not see them.

use axum::http::StatusCode;

use crate::{
    people::told,
    support::{
        Response, Session, TestApp,
        workbooks::{Cell, workbook},
    },
};

/// The fields of the form as the page shows them: names and values.
fn fields(page: &Response) -> Vec<(String, String)> {
    let form = page.body.split("action=\"/settings/terms\"").nth(1).unwrap().split("</form>").next().unwrap();
    let value = |tag: &str, name: &str| {
        let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
        Some(rest.split('"').next().unwrap().replace("&amp;", "&"))
    };
    let inputs = form.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap());
    let mut all: Vec<(String, String)> =
        inputs.filter_map(|tag| Some((value(tag, "name")?, value(tag, "value").unwrap_or_default()))).collect();
    for tag in form.split("<select").skip(1) {
        let chosen = tag.split("</select>").next().unwrap().split("<option").find(|o| o.contains(" selected"));
        let chosen = chosen.and_then(|o| value(o, "value")).unwrap_or_else(|| "inset".to_owned());
        all.push((value(tag, "name").unwrap(), chosen));
    }
    all
}

/// Sends the form as it stands with some fields typed over.
async fn save(session: &Session, page: &Response, typed: &[(&str, &str)]) -> Response {
    let mut all = fields(page);
    for (name, value) in typed {
        all.retain(|(known, _)| known != name);
        all.push(((*name).to_owned(), (*value).to_owned()));
    }
    let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    session.post("/settings/terms", &all).await
}

const TERMS: &str = "SELECT group_concat(season || ' ' || starts_on || ' ' || coalesce(half_term_starts_on, '-') || ' ' || ends_on, ', ') FROM term WHERE year = 2027";

#[tokio::test]
async fn next_years_terms_are_typed_and_hold_at_once() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let page = admin.get("/settings/terms?year=2027").await;
    assert!(
        page.body.contains("Terms and closures in 2027/28") && page.body.contains("Good Friday on"),
        "{}",
        page.body
    );
    let typed = [
        ("autumn-starts", "2027-09-02"),
        ("autumn-half-starts", "2027-10-25"),
        ("autumn-half-ends", "2027-10-29"),
        ("autumn-ends", "2027-12-17"),
        ("spring-starts", "2028-01-04"),
        ("spring-ends", "2028-03-31"),
        ("summer-starts", "2028-04-18"),
        ("summer-ends", "2028-07-20"),
        ("closure-0-day", "2027-09-02"),
        ("closure-0-note", "Training & tea"),
        ("closure-1-day", "2028-05-05"),
        ("closure-1-kind", "other"),
    ];
    let saved = save(&admin, &page, &typed).await;
    assert_eq!(saved.location.as_deref(), Some("/settings/terms?year=2027"), "{}", saved.body);
    let rows =
        "autumn 2027-09-02 2027-10-25 2027-12-17, spring 2028-01-04 - 2028-03-31, summer 2028-04-18 - 2028-07-20";
    assert_eq!(told(&app, TERMS).await, rows);
    assert_eq!(
        told(&app, "SELECT group_concat(closed_on || kind || note) FROM closure").await,
        "2027-09-02insetTraining & tea,2028-05-05other"
    );
    let page = admin.get("/settings/terms?year=2027").await;
    let unchanged = save(&admin, &page, &[]).await;
    assert_eq!(unchanged.status, StatusCode::SEE_OTHER, "{}", unchanged.body);
    assert_eq!(
        told(&app, "SELECT count(*) FROM audit WHERE thing = 'terms'").await,
        "1",
        "what did not change is not written"
    );
    let gone = save(&admin, &page, &[("closure-1-day", "")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(told(&app, "SELECT count(*) FROM closure").await, "1");
    assert_eq!(
        told(&app, "SELECT detail FROM audit WHERE thing = 'terms' ORDER BY id DESC LIMIT 1").await,
        "2027/28: not 2028-05-05"
    );
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_the_sentence_that_names_the_dates() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let page = admin.get("/settings/terms").await;
    let before = told(&app, "SELECT group_concat(starts_on || ends_on) FROM term").await;
    for (typed, sentence) in [
        (
            vec![("spring-starts", "2026-12-15")],
            "The spring term starts on Tuesday 15 December 2026, before the autumn term has ended on Friday 18 December 2026",
        ),
        (
            vec![("autumn-ends", "2026-09-01")],
            "The autumn term ends on Tuesday 1 September 2026, which is not after its start",
        ),
        (
            vec![("autumn-half-ends", "2027-01-30")],
            "The half term from Monday 26 October 2026 to Saturday 30 January 2027 does not lie inside the autumn term",
        ),
        (vec![("summer-ends", "2027-09-21")], "which is not between 1 September 2026 and 31 August 2027"),
        (vec![("summer-ends", "")], "Summer term: enter the last day of term, like 2026-09-02"),
        (vec![("autumn-half-ends", "")], "Autumn term: enter the half term: last day off"),
        (vec![("closure-0-day", "2026-11-28")], "Saturday 28 November 2026 is a weekend"),
        (vec![("closure-0-day", "2027-11-26")], "Friday 26 November 2027 does not lie in 2026/27"),
        (
            vec![("closure-0-day", "2026-11-27"), ("closure-1-day", "2026-11-27")],
            "Friday 27 November 2026 is given twice",
        ),
        (vec![("closure-0-day", "soon")], "“soon” is not a day like"),
    ] {
        let back = save(&admin, &page, &typed).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
        assert!(back.body.contains(sentence), "{typed:?}: {}", back.body);
        let kept = fields(&back);
        assert!(
            typed.iter().all(|(n, v)| kept.contains(&((*n).to_owned(), (*v).to_owned()))),
            "what was typed is kept: {kept:?}"
        );
    }
    assert_eq!(told(&app, "SELECT group_concat(starts_on || ends_on) FROM term").await, before);
}

#[tokio::test]
async fn two_people_never_overwrite_each_other() {
    let app = TestApp::new().await;
    let (senco, admin) = (app.sign_in("senco").await, app.sign_in("admin").await);
    let (hers, his) = (senco.get("/settings/terms").await, admin.get("/settings/terms").await);
    assert_eq!(save(&senco, &hers, &[("closure-0-day", "2026-11-27")]).await.status, StatusCode::SEE_OTHER);
    let late = save(&admin, &his, &[("closure-0-day", "2026-12-04")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for words in [
        "Somebody else has changed these dates",
        "What is saved now",
        "Friday 27 November 2026",
        "value=\"2026-12-04\"",
    ] {
        assert!(late.body.contains(words), "{words}");
    }
    assert_eq!(told(&app, "SELECT group_concat(closed_on) FROM closure").await, "2026-11-27");
    assert_eq!(save(&admin, &late, &[]).await.status, StatusCode::SEE_OTHER, "having seen both, he decides");
    assert_eq!(told(&app, "SELECT group_concat(closed_on) FROM closure").await, "2026-12-04");
}

#[tokio::test]
async fn pasted_rows_fill_the_form_and_save_nothing() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let text = "Autumn\t02/09/2027\t25/10/2027\t29/10/2027\t17/12/2027\nSpring\t04/01/2028\t14/02/2028\t18/02/2028\t31/03/2028\n\
                Summer\t18/04/2028\tWhitsun\t\t20/07/2028\n\n01/09/2027\tINSET\tTraining\n06/09/2026\tINSET\n";
    let filled = admin.post("/settings/terms/pasted", &[("year", "2027"), ("text", text)]).await;
    assert_eq!(filled.status, StatusCode::OK, "{}", filled.body);
    for words in [
        "Not saved yet.",
        "“Summer 18/04/2028 Whitsun 20/07/2028”",
        "&quot;Whitsun&quot; is not a date",
        "1 row is of another year than 2027/28",
    ] {
        assert!(filled.body.contains(words), "{words}: {}", filled.body);
    }
    assert_eq!(told(&app, "SELECT count(*) FROM term WHERE year = 2027").await, "0");
    let saved = save(&admin, &filled, &[("summer-starts", "2028-04-18"), ("summer-ends", "2028-07-20")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(told(&app, "SELECT count(*) FROM term WHERE year = 2027").await, "3");
    assert_eq!(told(&app, "SELECT group_concat(closed_on || note) FROM closure").await, "2027-09-01Training");
}

#[tokio::test]
async fn a_file_fills_the_form_and_one_that_cannot_be_is_refused_beside_it() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let terms: &[u8] =
        b"Term,Starts,Half term starts,Half term ends,Ends\nAutumn,02/09/2027,25/10/2027,29/10/2027,17/12/2027\n\
        Spring,04/01/2028,14/02/2028,18/02/2028,soon\n";
    let closures: &[u8] = b"Date,Kind,Note\n01/09/2027,INSET,Training\n";
    let path = "/settings/terms/file?year=2027";
    let filled = admin.upload(path, &[("terms.csv", terms), ("closures.csv", closures)], "").await;
    assert_eq!(filled.status, StatusCode::OK, "{}", filled.body);
    for words in ["Not saved yet.", "terms.csv, line 3", "soon", "value=\"2027-10-25\"", "value=\"2027-09-01\""] {
        assert!(filled.body.contains(words), "{words}: {}", filled.body);
    }
    let row = ["2027-09-02", "2027-10-25", "2027-10-29", "2027-12-17"].map(Cell::Day);
    let heads = ["Term", "Starts", "Half term starts", "Half term ends", "Ends"].map(Cell::Words).into();
    let book = workbook(vec![("Terms", vec![heads, [Cell::Words("Autumn")].into_iter().chain(row).collect()])]);
    let by_book = admin.upload(path, &[("terms.xlsx", &book)], "").await.body;
    assert!(by_book.contains("value=\"2027-10-25\"") && by_book.contains("Not saved yet."), "{by_book}");
    assert_eq!(told(&app, "SELECT count(*) FROM term WHERE year = 2027").await, "0", "nothing is saved by that");
    let rest = [("spring-starts", ""), ("spring-half-starts", ""), ("spring-half-ends", ""), ("spring-ends", "")];
    assert_eq!(save(&admin, &filled, &rest).await.status, StatusCode::SEE_OTHER);
    assert_eq!(told(&app, "SELECT group_concat(season) FROM term WHERE year = 2027").await, "autumn");
    for (name, bytes, words) in [
        ("terms.pdf", &b"%PDF-1.7"[..], "terms.pdf: this is a PDF"),
        ("terms.xlsx", b"PK\x03\x04..", "a zip that is not whole"),
        ("terms.csv", b"", "the file is empty"),
        ("list.csv", b"Item,Price\nPen,1\n", "list.csv: "),
        ("staff.csv", b"Name,Email,Role\nA B,ab@example.org,TA\n", "neither terms nor closures"),
    ] {
        let wrong = admin.upload(path, &[(name, bytes)], "").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(wrong.body.contains(words), "{words}: {}", wrong.body);
        assert_eq!(wrong.body.matches("files-error").count(), 2, "beside the field: {}", wrong.body);
    }
    assert_eq!(admin.upload(path, &[], "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        admin.upload("/settings/terms/file?year=2030", &[("t.csv", terms)], "").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(app.sign_in("head").await.upload(path, &[("t.csv", terms)], "").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn only_who_keeps_the_house_changes_the_year_and_only_this_one_and_the_next() {
    let app = TestApp::new().await;
    for who in ["teacher", "ta", "head", "governor", "office"] {
        let session = app.sign_in(who).await;
        assert_eq!(session.get("/settings/terms").await.status, StatusCode::FORBIDDEN, "{who}");
        for path in ["/settings/terms", "/settings/terms/pasted"] {
            assert_eq!(session.post(path, &[("year", "2026")]).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
    let admin = app.sign_in("admin").await;
    for year in ["2025", "2028"] {
        assert_eq!(admin.get(&format!("/settings/terms?year={year}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(admin.post("/settings/terms", &[("year", year)]).await.status, StatusCode::NOT_FOUND);
    }
}

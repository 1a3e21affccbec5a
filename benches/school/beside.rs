//! How long saves wait beside what is long: a copy of a file with much scanned paper in it, and a school's first import.
//! `cargo bench --bench school -- beside`, with BACKUP_MEGABYTES (2,000 unless told).

use std::{
    fmt::Write,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use thrice::{
    domain::{
        audit::{Deed, Entry, Subject},
        ids::SchoolId,
        time::Moment,
    },
    exchange::File,
    intake,
    store::{Actor, Store, backup, schools},
};

use super::ms;

/// Somebody saves so often.
const BETWEEN_SAVES: Duration = Duration::from_millis(20);

pub(crate) async fn measure() {
    println!("| beside | it took ms | saves | failed | median ms | longest ms |\n|---|---|---|---|---|---|");
    let megabytes = std::env::var("BACKUP_MEGABYTES").ok().and_then(|text| text.parse().ok()).unwrap_or(2000);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("thrice.sqlite");
    let (store, school) = school(&file).await;
    fill(&store, megabytes).await;
    let copy = folder.path().join("copy.sqlite");
    let work = async {
        backup::copy(&file, &copy, None).await.unwrap();
    };
    beside(&store, school, &format!("a copy of {megabytes} MB"), work).await;
    for (name, class) in [("an import of 1,500 pupils and 3,000 contacts", "A"), ("the same with other classes", "B")] {
        let files = files(class);
        let work = async {
            intake::bring_in(&store, (Actor::Command, school), now(), files, |_| ()).await.unwrap();
        };
        beside(&store, school, name, work).await;
    }
}

fn now() -> Moment {
    Moment::from_unix(1_795_000_000)
}

async fn school(file: &Path) -> (Store, SchoolId) {
    let store = Store::open(file).await.unwrap();
    let mut tx = store.begin_for_all(Actor::Command, now()).await.unwrap();
    let card = schools::SchoolCard { name: "Oakfield".into(), ..Default::default() };
    let school = schools::create(&mut tx, &card).await.unwrap();
    tx.commit().await.unwrap();
    (store, school)
}

/// Scanned paper, a megabyte a page.
async fn fill(store: &Store, megabytes: u32) {
    let mut tx = store.begin_for_all(Actor::Command, now()).await.unwrap();
    sqlx::raw_sql("CREATE TABLE scanned (page BLOB)").execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..megabytes.div_ceil(100) {
        let mut tx = store.begin_for_all(Actor::Command, now()).await.unwrap();
        let pages = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
            INSERT INTO scanned SELECT randomblob(1000000) FROM n";
        sqlx::raw_sql(pages).execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Two classes a year of some thirty pupils, each with two contacts, one father in fifty kept away.
fn files(class: &str) -> Vec<File> {
    let mut pupils = String::from("Forename,Surname,DOB,Year,Reg,SEN Status,SEN Need Ranking 1\n");
    let mut contacts =
        String::from("Pupil Name,Pupil DOB,Contact Forename,Contact Surname,Relationship,Email,Court Order\n");
    for n in 0..1500 {
        let (year, order) = (1 + n % 6, if n % 50 == 3 { "Order of May" } else { "" });
        writeln!(pupils, "F{n},Kim,0{}/03/2018,{year},{year}{class}{},{},SLCN", 1 + n % 9, n % 8, ["K", "N"][n % 2])
            .unwrap();
        for (who, order) in [("Mother", ""), ("Father", order)] {
            writeln!(contacts, "\"Kim, F{n}\",0{}/03/2018,{who}{n},Kim,{who},{who}{n}@example.org,{order}", 1 + n % 9)
                .unwrap();
        }
    }
    let file = |name: &str, text: String| File::new(name.to_owned(), text.into_bytes());
    vec![file("pupils.csv", pupils), file("contacts.csv", contacts)]
}

/// Does something long while somebody saves, and prints how long each save waited.
async fn beside(store: &Store, school: SchoolId, name: &str, work: impl Future<Output = ()>) {
    let done = Arc::new(AtomicBool::new(false));
    let saving = tokio::spawn({
        let (store, done) = (store.clone(), Arc::clone(&done));
        async move {
            let (mut times, mut failed) = (Vec::new(), 0);
            while !done.load(Ordering::Relaxed) {
                let begun = Instant::now();
                failed += u32::from(save(&store, school).await.is_err());
                times.push(begun.elapsed());
                tokio::time::sleep(BETWEEN_SAVES).await;
            }
            (times, failed)
        }
    });
    let begun = Instant::now();
    work.await;
    let took = begun.elapsed();
    done.store(true, Ordering::Relaxed);
    let (mut times, failed) = saving.await.unwrap();
    times.sort();
    let (median, longest) = (times[times.len() / 2], times[times.len() - 1]);
    println!("| {name} | {} | {} | {failed} | {} | {} |", ms(took), times.len(), ms(median), ms(longest));
}

async fn save(store: &Store, school: SchoolId) -> anyhow::Result<()> {
    let mut tx = store.begin(Actor::System, school, now()).await?;
    tx.audit(Entry::new(Deed::Viewed, Subject::Pupil)).await?;
    tx.commit().await
}

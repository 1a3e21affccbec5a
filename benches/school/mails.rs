//! From what is due to what a mail server has taken: 480 invitations, rendered, kept, sent one after the other on one connection.

use std::{
    path::Path,
    sync::atomic::AtomicBool,
    time::{Duration, Instant},
};

use chrono::{NaiveDate, NaiveTime};
use thrice::{
    clock::Clock,
    dispatch::Post,
    domain::{ids::SchoolId, people::EmailAddress, time::Moment},
    jobs,
    mail::Transport,
    store::{Actor, Store},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::{ms, seed};

/// Schools beside the one that is measured, without plans: what the scheduler's look costs each of them.
const OTHERS: usize = 599;

/// A meeting offered to the parents of each plan at ten on a school day.
const OFFERS: &str = "
INSERT INTO conversation (id, pupil_id, plan_id, lead_id, offered_at, offered_by, answer_by_on) SELECT 900000 + id, id, id, 5, unixepoch('2026-11-19 10:00'), 1, '2026-11-26' FROM plan;
INSERT INTO slot (conversation_id, position, starts_at, minutes, mode, place) SELECT id, 1, unixepoch('2026-12-08 15:30'), 30, 'school', 'Room 3' FROM conversation WHERE id > 900000;
INSERT INTO invitation (conversation_id, adult_id, invited_at) SELECT v.id, v.pupil_id * 2 + k.value, v.offered_at FROM conversation v, json_each('[0,1]') k WHERE v.id > 900000;
";

/// Prints how fast messages are written and sent.
pub(crate) async fn measure(file: &Path) {
    let store = Store::open(file).await.unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
    let clock = Clock::standing_at(Moment::at(day, NaiveTime::from_hms_opt(10, 0, 0).unwrap()));
    let from = EmailAddress::parse("office@example.org").unwrap();
    let post = Post { public_url: "https://meet.example.org".to_owned(), from };
    let mut transport = Transport::parse(&format!("smtp://{}", server().await), "meet.example.org").unwrap();
    let stop = AtomicBool::new(false);
    // What else is due this morning goes first, so that only the invitations are measured.
    jobs::queue_due(&store, &clock, &post).await.unwrap();
    jobs::drain(&store, &clock, &post, &mut transport, &stop).await.unwrap();
    jobs::queue_due(&store, &clock, &post).await.unwrap();
    let idle = Instant::now();
    jobs::queue_due(&store, &clock, &post).await.unwrap();
    let idle = idle.elapsed();
    let mut tx = store.begin(Actor::Command, SchoolId(1), clock.now()).await.unwrap();
    sqlx::raw_sql(OFFERS).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    let begun = Instant::now();
    let queued = jobs::queue_due(&store, &clock, &post).await.unwrap();
    let (written, begun) = (begun.elapsed(), Instant::now());
    let sent = jobs::drain(&store, &clock, &post, &mut transport, &stop).await.unwrap();
    let drained = begun.elapsed();
    let rate = sent as f64 / drained.as_secs_f64();
    println!("| an idle minute of the scheduler, one school (aim 1 ms) | {} ms |", ms(idle));
    println!("| {queued} invitations found due, written and kept | {} ms |", ms(written));
    println!(
        "| {sent} mails into a mail server on one connection, kept before and after (aim 1,000) | {rate:.0} a second |"
    );
    println!(
        "| an idle minute of the scheduler, {} schools (aim 1 ms) | {} ms |",
        OTHERS + 1,
        ms(with_others(&store, &clock, &post).await)
    );
}

/// How long an idle minute takes with more schools in the file.
async fn with_others(store: &Store, clock: &Clock, post: &Post) -> Duration {
    seed::others(store, OTHERS, clock.now()).await;
    jobs::queue_due(store, clock, post).await.unwrap();
    jobs::queue_due(store, clock, post).await.unwrap();
    let idle = Instant::now();
    jobs::queue_due(store, clock, post).await.unwrap();
    idle.elapsed()
}

/// A mail server that takes everything. Returns where it listens.
async fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    address
}

async fn serve(stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 ready\r\n").await?;
    let (mut line, mut in_data) = (String::new(), false);
    while {
        line.clear();
        stream.read_line(&mut line).await? > 0
    } {
        let answer: &[u8] = match line.trim_end() {
            "." if in_data => b"250 taken\r\n",
            _ if in_data => continue,
            "DATA" => b"354 go on\r\n",
            verb if verb.starts_with("EHLO") => b"250-bench\r\n250 8BITMIME\r\n",
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        in_data = answer.starts_with(b"354");
        stream.write_all(answer).await?;
    }
    Ok(())
}

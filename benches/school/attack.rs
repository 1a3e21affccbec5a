//! What forty who guess passwords do to everybody else: `cargo bench --bench school -- attack`, for ATTACK_SECONDS (60 unless told).
//!
//! Half of them come from the school's own address; they guess at those who sign in meanwhile, each ten times a second, and somebody sends
//! empty forms beside them. Meanwhile teachers sign in at devices at which they did before, and others look at the board.

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use thrice::{
    domain::ids::{SchoolId, StaffId},
    store::{Actor, Store, people::devices},
};
use tokio::{task::JoinSet, time::sleep};

use super::{client, ms, seed, server::Server};

const GUESSERS: usize = 40;
const BETWEEN_GUESSES: Duration = Duration::from_millis(100);
const BETWEEN_EMPTY: Duration = Duration::from_millis(4);
const READERS: usize = 4;
const BETWEEN_PAGES: Duration = Duration::from_millis(200);
const BETWEEN_SIGN_INS: Duration = Duration::from_millis(2500);
const SCHOOL: &str = "203.0.113.9";
const PASSWORD: &str = "three small words";
/// The host by which people know it.
const HOST: &str = "bench.example.org";
/// Staff 5 to 34 teach; they sign in one after the other.
const TEACHERS: std::ops::Range<i64> = 5..35;

/// Statuses and times of one kind of request.
type Log = Arc<Mutex<Vec<(String, Duration)>>>;

pub(crate) async fn measure() {
    let seconds = std::env::var("ATTACK_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("thrice.sqlite");
    let tokens = seed::school(&file, 1).await;
    let seen = remember(&file).await;
    let server = Server::start_behind(&file, "x-forwarded-for").await;
    println!("| what | times | first try | median ms | p99 ms | longest ms |\n|---|---|---|---|---|---|");
    for (name, under_attack) in [("quiet", false), ("under attack", true)] {
        let until = Instant::now() + Duration::from_secs(if under_attack { seconds } else { 15 });
        let (pages, sign_ins, guesses, mut all) = (Log::default(), Log::default(), Log::default(), JoinSet::new());
        for n in 0..READERS {
            let path = ["/round", "/", "/my-pupils", "/pupils/7"][n % 4];
            let token = if n == 2 { &tokens.teacher } else { &tokens.senco };
            let bytes = format!(
                "GET {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: __Host-sid={token}\r\nAccept-Encoding: gzip\r\n\r\n"
            );
            all.spawn(again(server.address.clone(), until, BETWEEN_PAGES, pages.clone(), move |_| bytes.clone()));
        }
        let devices = seen.clone();
        all.spawn(again(server.address.clone(), until, BETWEEN_SIGN_INS, sign_ins.clone(), move |n| {
            let (staff, token) = &devices[n % devices.len()];
            sign_in(&format!("s{staff}@example.org"), PASSWORD, SCHOOL, &format!("Cookie: __Host-seen={token}\r\n"))
        }));
        if under_attack {
            for guesser in 0..GUESSERS {
                let from = if guesser % 2 == 0 { SCHOOL.to_owned() } else { format!("198.51.100.{guesser}") };
                all.spawn(again(server.address.clone(), until, BETWEEN_GUESSES, guesses.clone(), move |n| {
                    let at = if n % 2 == 0 {
                        format!("s{}@example.org", 5 + (n + guesser) % 30)
                    } else {
                        format!("x{n}.{guesser}@example.org")
                    };
                    sign_in(&at, &format!("guess {n}"), &from, "")
                }));
            }
            let empty = format!(
                "POST /sign-in HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-For: {SCHOOL}\r\nContent-Length: 0\r\n\r\n"
            );
            all.spawn(again(server.address.clone(), until, BETWEEN_EMPTY, Log::default(), move |_| empty.clone()));
        }
        while let Some(done) = all.join_next().await {
            done.unwrap();
        }
        report(&format!("others' pages, {name}"), &pages, "200");
        report(&format!("sign-ins at known devices, {name}"), &sign_ins, "303");
        report(&format!("guesses, {name}: those looked at"), &guesses, "422");
    }
    println!("\nResident: {}", server.memory());
}

fn sign_in(email: &str, password: &str, from: &str, more: &str) -> String {
    let form = format!("email={}&password={}", email.replace('@', "%40"), password.replace(' ', "+"));
    format!(
        "POST /sign-in HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-For: {from}\r\n{more}Content-Length: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n{form}",
        form.len()
    )
}

/// Sends one after the other, with a pause between them, until it is over.
async fn again(address: String, until: Instant, pause: Duration, log: Log, bytes: impl Fn(usize) -> String) {
    let (mut stream, mut n) = (client::connect(&address).await, 0);
    while Instant::now() < until {
        let asked = Instant::now();
        let (status, _) = client::answered(&mut stream, &bytes(n)).await;
        log.lock().unwrap().push((status, asked.elapsed()));
        n += 1;
        sleep(pause).await;
    }
}

/// Gives every teacher the password and a device at which they signed in before.
async fn remember(file: &Path) -> Vec<(i64, String)> {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19_456, 2, 1, None).unwrap());
    let hash = argon.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    let store = Store::open(file).await.unwrap();
    let mut tx = store.begin(Actor::Command, SchoolId(1), seed::clock().now()).await.unwrap();
    sqlx::query("UPDATE account SET password_hash = ?").bind(&hash).execute(tx.conn()).await.unwrap();
    let mut seen = Vec::new();
    for staff in TEACHERS {
        seen.push((staff, devices::remember(&mut tx, StaffId(staff), None).await.unwrap()));
    }
    tx.commit().await.unwrap();
    store.close().await;
    seen
}

fn report(what: &str, log: &Log, wanted: &str) {
    let mut log = std::mem::take(&mut *log.lock().unwrap());
    if log.is_empty() {
        return;
    }
    log.sort_by_key(|(_, took)| *took);
    let right = log.iter().filter(|(status, _)| status == wanted).count();
    let at = |percent: usize| ms(log[(log.len() * percent / 100).min(log.len() - 1)].1);
    println!("| {what} | {} | {right} | {} | {} | {} |", log.len(), at(50), at(99), at(100));
}

//! Measures one school of 1,200 pupils with 240 plans and three years of history: the real program over loopback, and the worker into
//! a mail server of this process. Prints tables in Markdown. Client and server share the machine: figures compare within one run.

#![expect(clippy::unwrap_used, reason = "a measurement that meets the unexpected should stop there and say so")]

mod client;
mod disk;
mod mails;
mod seed;
mod server;

use std::time::Duration;

use client::{Load, Request};
use server::Server;

/// How long each page is asked for.
const EACH: Duration = Duration::from_secs(4);

/// How many people ask at once.
const CLIENTS: &[usize] = &[1, 8];

/// Reviews saved with one client, and as many again with eight: each plan is reviewed once.
const REVIEWS: usize = 120;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("thrice.sqlite");
    let tokens = seed::school(&file).await;
    let mut starts: Vec<Duration> = Vec::new();
    for _ in 0..5 {
        starts.push(Server::start(&file).await.started_in);
    }
    starts.sort();
    let server = Server::start(&file).await;
    println!("## Pages\n");
    println!("| page | clients | per second | p50 ms | p99 ms | server CPU ms each | bytes |");
    println!("|---|---|---|---|---|---|---|");
    for (name, path, token) in [
        ("Today", "/", &tokens.senco),
        ("Round board, 240 rows", "/round", &tokens.senco),
        ("Pupil page", "/pupils/120", &tokens.senco),
        ("My pupils, 6 plans", "/my-pupils", &tokens.teacher),
    ] {
        let request = Request::get(path, token);
        client::ask(&server, &request, 20).await; // the first ones warm caches
        for clients in CLIENTS {
            let load = client::for_a_while(&server, &request, *clients, EACH).await;
            println!("| {name} | {} |", row(*clients, &load));
        }
    }
    let (grows, stays) = disk::fdatasync(folder.path());
    for (turn, clients) in CLIENTS.iter().enumerate() {
        let first = turn * REVIEWS;
        let saves: Vec<Request> = (first + 1..=first + REVIEWS).map(|plan| seed::review(plan, &tokens.senco)).collect();
        let load = client::each_once(&server, saves, *clients).await;
        println!("| Saving a review | {} |", row(*clients, &load));
    }
    let memory = server.memory();
    drop(server);
    println!("\n## The program\n");
    println!("| what | measured |");
    println!("|---|---|");
    println!("| start to first answer, median of 5 | {} ms |", ms(starts[2]));
    println!("| resident after all of it | {memory} |");
    println!("| the program's file | {} |", disk::size(server::PROGRAM.as_ref()));
    println!("| the database file, three years | {} |", disk::size(&file));
    println!("| fdatasync of this disk: overwriting / growing a file | {} / {} ms |", ms(stays), ms(grows));
    mails::measure(&file).await;
}

fn row(clients: usize, load: &Load) -> String {
    let cpu = load.cpu.map_or_else(|| "–".to_owned(), ms);
    let per_second = load.times.len() as f64 / load.took.as_secs_f64();
    let (p50, p99) = (ms(load.percentile(50)), ms(load.percentile(99)));
    format!("{clients} | {per_second:.0} | {p50} | {p99} | {cpu} | {}", load.bytes)
}

/// Milliseconds with two places.
fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

//! Measures one school of 1,200 pupils with 240 plans and three years of history: the real program over loopback, and the worker into
//! a mail server of this process. Prints tables in Markdown. Client and server share the machine: figures compare within one run.

#![expect(clippy::unwrap_used, reason = "a measurement that meets the unexpected should stop there and say so")]

mod attack;
mod beside;
mod client;
mod disk;
mod documents;
mod edit;
mod growth;
mod mails;
mod pages;
#[path = "../country/schools_of_rows.rs"]
mod schools_of_rows;
mod seed;
mod server;

use std::time::Duration;

use server::Server;

#[tokio::main]
async fn main() {
    if std::env::args().any(|asked| asked == "attack") {
        return attack::measure().await;
    }
    if std::env::args().any(|asked| asked == "beside") {
        return beside::measure().await;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("thrice.sqlite");
    let tokens = seed::school(&file, 1).await;
    let mut starts: Vec<Duration> = Vec::new();
    for _ in 0..5 {
        starts.push(Server::start(&file).await.started_in);
    }
    starts.sort();
    let server = Server::start(&file).await;
    println!("## Pages\n");
    let costs = pages::measure(&server, &tokens).await;
    pages::measure_after_commits(&server, &tokens, &file).await;
    let (grows, stays) = disk::fdatasync(folder.path());
    pages::measure_saves(&server, &tokens).await;
    println!(
        "| fdatasync of this disk: overwriting / growing a file | 1 | – | {} / {} | – | – | – | |",
        ms(stays),
        ms(grows)
    );
    let memory = server.memory();
    println!("\n## Documents\n\n| what | measured |\n|---|---|");
    documents::measure(&server, &tokens).await;
    drop(server);
    growth::measure(folder.path(), &costs).await;
    println!("\n## The program\n");
    println!("| what | measured |");
    println!("|---|---|");
    println!("| start to first answer, median of 5 (aim 50 ms) | {} ms |", ms(starts[2]));
    println!("| resident after all of it (aim 40 MB) | {memory} |");
    println!("| the program's file | {} |", disk::size(server::PROGRAM.as_ref()));
    println!("| the database file, three years | {} |", disk::size(&file));
    mails::measure(&file).await;
    edit::measure();
}

/// Milliseconds with two places.
fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

/// Thousands of bytes with one place.
fn kilobytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

//! Measures a file that holds every school of England: 24,000 schools, 1.8 million plans, a school year of rows. It is made once and kept
//! in `target`; `COUNTRY_SCHOOLS=240` makes and measures a smaller one. No page can choose a school yet, so that schools are asked
//! through the store and the worker. Prints one table in Markdown beside the goals.

#![expect(clippy::unwrap_used, reason = "a measurement that meets the unexpected should stop there and say so")]

#[path = "../school/client.rs"]
#[expect(dead_code, reason = "only that the program answers is asked here")]
mod client;
mod schools;
mod schools_of_rows;
mod seed;
#[path = "../school/server.rs"]
mod server;
mod worker;

use std::{path::PathBuf, time::Duration};

use thrice::store::Store;

/// Schools in England, near enough.
const SCHOOLS: usize = 24_000;

#[tokio::main]
async fn main() {
    let many = std::env::var("COUNTRY_SCHOOLS").map_or(SCHOOLS, |n| n.parse().unwrap());
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("target/country-{many}.sqlite"));
    let made = seed::country(&file, many).await;
    println!("## {many} schools, {} plans\n", many * seed::PLANS);
    println!("| what | measured | goal |");
    println!("|---|---|---|");
    if let Some(took) = made {
        println!("| the file is made | {:.0} s | minutes |", took.as_secs_f64());
    }
    println!("| its size | {:.2} GB | 9.25 GB |", std::fs::metadata(&file).unwrap().len() as f64 / 1e9);
    starts(&file).await;
    let store = Store::open(&file).await.unwrap();
    schools::measure(&store, many).await;
    worker::measure(&store).await;
    store.close().await;
    println!(
        "| resident after all of it, of the process that did it | {} | 160 MB |",
        server::resident(std::process::id())
    );
}

/// Prints how long the program takes to answer on this file.
async fn starts(file: &std::path::Path) {
    let server = server::Server::start(file).await;
    println!("| start to first answer | {} ms | 300 ms |", ms(server.started_in));
    println!("| resident then | {} | – |", server.memory());
}

/// Milliseconds with two places.
fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

//! The same pages in a school ten times as large: what grows with it, and how fast.

use std::{path::Path, time::Duration};

use super::{ms, pages, seed, server::Server};

/// How many times as large.
const TIMES: usize = 10;

/// Prints each page's cost there beside its cost here.
pub(crate) async fn measure(folder: &Path, here: &[Option<Duration>]) {
    let file = folder.join("large.sqlite");
    let tokens = seed::school(&file, TIMES).await;
    let server = Server::start(&file).await;
    println!("\n## From 240 plans to 2,400\n");
    println!("| page | server CPU ms each at 240 | at 2,400 | times |");
    println!("|---|---|---|---|");
    for (page, here) in pages::PAGES.iter().zip(here) {
        let there = pages::alone(&server, page, &tokens).await.cpu;
        let Some((here, there)) = here.zip(there) else { continue };
        let times = there.as_secs_f64() / here.as_secs_f64();
        println!("| {} | {} | {} | {times:.1} |", page.0, ms(here), ms(there));
    }
}

//! The same pages in a school ten times as large, and in a file with 600 schools: what grows with it, and how fast.

use std::{path::Path, time::Duration};

use super::{
    ms, pages,
    seed::{self, Tokens},
    server::Server,
};

/// How many times as large.
const TIMES: usize = 10;

/// Schools in the file beside the one that is measured.
const BESIDE: usize = 599;

/// Prints each page's cost there beside its cost here.
pub(crate) async fn measure(folder: &Path, here: &[Option<Duration>]) {
    let file = folder.join("large.sqlite");
    let tokens = seed::school(&file, TIMES).await;
    println!("\n## From 240 plans to 2,400\n");
    compare("at 240 | at 2,400", &file, &tokens, here).await;
    let file = folder.join("many.sqlite");
    let tokens = seed::school(&file, 1).await;
    seed::schools_beside(&file, BESIDE).await;
    println!("\n## From one school to {} (aim 1.5 times)\n", BESIDE + 1);
    compare("with one | with 600", &file, &tokens, here).await;
}

async fn compare(heads: &str, file: &Path, tokens: &Tokens, here: &[Option<Duration>]) {
    let server = Server::start(file).await;
    println!("| page | server CPU ms each {heads} | times |");
    println!("|---|---|---|---|");
    for (page, here) in pages::PAGES.iter().zip(here) {
        let there = pages::alone(&server, page, tokens).await.cpu;
        let Some((here, there)) = here.zip(there) else { continue };
        let times = there.as_secs_f64() / here.as_secs_f64();
        println!("| {} | {} | {} | {times:.1} |", page.0, ms(here), ms(there));
    }
}

//! The pages people look at all day, each asked for by one person and by eight at once, and the reviews they save.

use std::time::Duration;

use super::{
    client::{self, Load, Request},
    kilobytes, ms,
    seed::{self, Tokens},
    server::Server,
};

/// How long each page is asked for.
const EACH: Duration = Duration::from_secs(2);

/// How many people ask at once.
const CLIENTS: &[usize] = &[1, 8];

/// Reviews saved with one client, and as many again with eight: each plan is reviewed once.
const REVIEWS: usize = 120;

/// What was committed by others before a page is asked for, so many times.
const AFTER_COMMITS: usize = 40;

/// A page: what it is called, where it lies, and the server's CPU time that it may cost, in milliseconds.
pub(crate) type Page = (&'static str, &'static str, f64);

/// Those that are measured.
pub(crate) const PAGES: &[Page] = &[
    ("Today", "/", 1.0),
    ("Round board, every plan", "/round", 1.0),
    ("Round board, one class: 6 rows", "/round?class=Class+7", 1.0),
    ("Year", "/year", 2.0),
    ("Messages", "/messages", 2.0),
    ("Reports", "/reports", 2.0),
    ("Pupil", "/pupils/120", 0.6),
    ("Plan", "/plans/120", 0.8),
    ("Review form", "/plans/120/review/new", 1.0),
    ("Reviews on one screen, 30 rows", "/reviews/grid", 2.0),
    (MINE, "/my-pupils", 0.5),
    ("Pupils, all of them", "/pupils", 3.0),
    ("A page with nothing on it", "/account", 0.1),
    ("Provision map", "/provision-map", 5.0),
    ("SEN register", "/sen-register", 5.0),
    ("Funding", "/funding", 5.0),
    ("Report: reviews on time", "/reports/of/reviews", 5.0),
    ("Report: targets", "/reports/of/targets", 5.0),
    ("Report: attendance beside provision", "/reports/of/attendance", 5.0),
    ("Report: what parents say", "/reports/of/satisfaction", 5.0),
    ("Report: provision not delivered", "/reports/of/not_delivered", 5.0),
    ("Report: staffing", "/reports/of/staffing", 5.0),
    ("Report: cost beside effect", "/reports/of/effect", 5.0),
    ("Governors’ report", "/reports/figures", 5.0),
    ("Self-evaluation", "/self-evaluation/frameworks/send-in-our-school", 5.0),
];

/// What a parent opens out of a mail, and the server's CPU time that it may cost, in milliseconds.
const INVITATION: (&str, f64) = ("A parent’s invitation", 0.5);

/// How often it is opened with one client, and as often again with eight: all come from one address, which may only so often.
const FAMILIES: usize = 450;

/// The one page that is a teacher's own.
const MINE: &str = "My pupils, 6 plans";

/// Who asks for a page.
pub(crate) fn asks<'a>(page: &Page, tokens: &'a Tokens) -> &'a str {
    if page.0 == MINE { &tokens.teacher } else { &tokens.senco }
}

/// One person asks for a page for a while, once it is warm.
pub(crate) async fn alone(server: &Server, page: &Page, tokens: &Tokens) -> Load {
    let request = Request::get(page.1, asks(page, tokens));
    client::ask(server, &request, 20).await;
    client::for_a_while(server, &request, 1, EACH).await
}

/// Prints what each page costs. Returns the server's CPU time for each with one client.
pub(crate) async fn measure(server: &Server, tokens: &Tokens) -> Vec<Option<Duration>> {
    println!("| page | clients | per second | p50 ms | p99 ms | server CPU ms each | aim | raw / gz KB |");
    println!("|---|---|---|---|---|---|---|---|");
    let mut costs = Vec::new();
    for page in PAGES {
        let request = Request::get(page.1, asks(page, tokens));
        let plain = client::each_once(server, vec![Request::uncompressed(page.1, asks(page, tokens))], 1).await;
        client::ask(server, &request, 20).await; // the first ones warm caches
        for clients in CLIENTS {
            let load = client::for_a_while(server, &request, *clients, EACH).await;
            let weighs = format!("{} / {}", kilobytes(plain.bytes), kilobytes(load.bytes));
            println!("| {} | {} | {} | {weighs} |", page.0, row(*clients, &load), page.2);
            if *clients == 1 {
                costs.push(load.cpu);
            }
        }
    }
    let request = Request::get(&tokens.invitation, "");
    client::ask(server, &request, 20).await;
    for clients in CLIENTS {
        let load = client::each_once(server, vec![request.clone(); FAMILIES], *clients).await;
        println!("| {} | {} | {} | – / {} |", INVITATION.0, row(*clients, &load), INVITATION.1, kilobytes(load.bytes));
    }
    costs
}

/// Prints what each page costs that is the first after something was committed by another process.
pub(crate) async fn measure_after_commits(server: &Server, tokens: &Tokens, file: &std::path::Path) {
    let store = thrice::store::Store::open(file).await.unwrap();
    for page in PAGES.iter().filter(|page| page.1 != "/account") {
        let request = Request::get(page.1, asks(page, tokens));
        let before = server.cpu();
        for plan in 1..=AFTER_COMMITS {
            seed::commit_something(&store, plan).await;
            client::ask(server, &request, 1).await;
        }
        let each = server.cpu().zip(before).map(|(after, before)| (after - before) / AFTER_COMMITS as u32);
        println!(
            "| {}, first after a commit | 1 | – | – | – | {} | 6 | |",
            page.0,
            each.map_or_else(|| "–".to_owned(), ms)
        );
    }
    store.close().await;
}

/// Prints what saving a review costs.
pub(crate) async fn measure_saves(server: &Server, tokens: &Tokens) {
    for (turn, clients) in CLIENTS.iter().enumerate() {
        let first = turn * REVIEWS;
        let saves: Vec<Request> = (first + 1..=first + REVIEWS).map(|plan| seed::review(plan, &tokens.senco)).collect();
        let load = client::each_once(server, saves, *clients).await;
        println!("| Saving a review | {} | 1.5 | |", row(*clients, &load));
    }
}

fn row(clients: usize, load: &Load) -> String {
    let cpu = load.cpu.map_or_else(|| "–".to_owned(), ms);
    let per_second = load.times.len() as f64 / load.took.as_secs_f64();
    let (p50, p99) = (ms(load.percentile(50)), ms(load.percentile(99)));
    format!("{clients} | {per_second:.0} | {p50} | {p99} | {cpu}")
}

//! A light client: HTTP/1.1 over kept connections, one request after the other on each.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    task::JoinSet,
};

use thrice::web::frame::csrf;

use super::server::Server;

/// A request with the answer that it should get.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    bytes: String,
    status: &'static str,
}

impl Request {
    /// A page, as browsers ask for it.
    pub(crate) fn get(path: &str, token: &str) -> Self {
        Self::asking(path, token, "Accept-Encoding: gzip\r\n")
    }

    /// A page as it is before it is compressed.
    pub(crate) fn uncompressed(path: &str, token: &str) -> Self {
        Self::asking(path, token, "")
    }

    fn asking(path: &str, token: &str, header: &str) -> Self {
        let bytes =
            format!("GET {path} HTTP/1.1\r\nHost: bench.example.org\r\nCookie: __Host-sid={token}\r\n{header}\r\n");
        Self { bytes, status: "200" }
    }

    /// A form that is answered with a redirect.
    pub(crate) fn post(path: &str, token: &str, form: &str) -> Self {
        let form = format!("{form}&{}={}", csrf::FIELD, csrf::token_for(token));
        let bytes = format!(
            "POST {path} HTTP/1.1\r\nHost: bench.example.org\r\nCookie: __Host-sid={token}\r\nAccept-Encoding: gzip\r\n\
             Content-Length: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n{form}",
            form.len()
        );
        Self { bytes, status: "303" }
    }
}

/// What one load came to.
#[derive(Debug)]
pub(crate) struct Load {
    /// How long each answer took, in order.
    pub(crate) times: Vec<Duration>,
    /// How long it took altogether.
    pub(crate) took: Duration,
    /// The server's CPU time for each, where the system tells it.
    pub(crate) cpu: Option<Duration>,
    /// The size of the last answer's body, as it came over the line.
    pub(crate) bytes: usize,
}

impl Load {
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        self.times[(self.times.len() * percent / 100).min(self.times.len() - 1)]
    }
}

/// Asks so many times, one after the other.
pub(crate) async fn ask(server: &Server, request: &Request, times: usize) {
    each_once(server, vec![request.clone(); times], 1).await;
}

/// Asks the same again and again for a while.
pub(crate) async fn for_a_while(server: &Server, request: &Request, clients: usize, time: Duration) -> Load {
    let (request, until) = (request.clone(), Instant::now() + time);
    run(server, clients, move |_| (Instant::now() < until).then(|| request.clone())).await
}

/// Sends each of these once.
pub(crate) async fn each_once(server: &Server, requests: Vec<Request>, clients: usize) -> Load {
    run(server, clients, move |n| requests.get(n).cloned()).await
}

async fn run(server: &Server, clients: usize, next: impl Fn(usize) -> Option<Request> + Send + Sync + 'static) -> Load {
    let (next, count) = (Arc::new(next), Arc::new(AtomicUsize::new(0)));
    let (times, bytes) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
    let (cpu, started) = (server.cpu(), Instant::now());
    let mut all = JoinSet::new();
    for _ in 0..clients {
        let (next, count, times, bytes) = (next.clone(), count.clone(), times.clone(), bytes.clone());
        let address = server.address.clone();
        all.spawn(async move {
            let (mut stream, mut mine) = (connect(&address).await, Vec::new());
            while let Some(request) = next(count.fetch_add(1, Ordering::Relaxed)) {
                let asked = Instant::now();
                bytes.store(exchange(&mut stream, &request).await, Ordering::Relaxed);
                mine.push(asked.elapsed());
            }
            times.lock().unwrap().extend(mine);
        });
    }
    while let Some(done) = all.join_next().await {
        done.unwrap();
    }
    let took = started.elapsed();
    let mut times = std::mem::take(&mut *times.lock().unwrap());
    times.sort();
    let each = u32::try_from(times.len()).unwrap().max(1);
    let cpu = server.cpu().zip(cpu).map(|(after, before)| (after - before) / each);
    Load { times, took, cpu, bytes: bytes.load(Ordering::Relaxed) }
}

/// Sends one request and reads its whole answer. Returns the size of its body.
async fn exchange(stream: &mut BufReader<TcpStream>, request: &Request) -> usize {
    let (status, body) = answered(stream, &request.bytes).await;
    let said = String::from_utf8_lossy(&body);
    assert_eq!(status, request.status, "{} was answered with {said}", request.bytes);
    body.len()
}

/// A connection that is kept.
pub(crate) async fn connect(address: &str) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    BufReader::new(stream)
}

/// Sends this and reads the whole answer: its status and its body.
pub(crate) async fn answered(stream: &mut BufReader<TcpStream>, bytes: &str) -> (String, Vec<u8>) {
    stream.get_mut().write_all(bytes.as_bytes()).await.unwrap();
    let status = line(stream).await.split(' ').nth(1).unwrap_or_default().to_owned();
    let (mut length, mut in_chunks) = (0, false);
    loop {
        let header = line(stream).await.to_ascii_lowercase();
        if let Some(value) = header.strip_prefix("content-length: ") {
            length = value.parse().unwrap();
        } else if header == "transfer-encoding: chunked" {
            in_chunks = true;
        } else if header.is_empty() {
            break;
        }
    }
    let body = if in_chunks { chunks(stream).await } else { exactly(stream, length).await };
    (status, body)
}

async fn line(stream: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    stream.read_line(&mut line).await.unwrap();
    line.trim_end().to_owned()
}

/// A body whose length nobody knew when it began: what is compressed comes so.
async fn chunks(stream: &mut BufReader<TcpStream>) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let size = usize::from_str_radix(&line(stream).await, 16).unwrap();
        body.extend(exactly(stream, size).await);
        line(stream).await;
        if size == 0 {
            return body;
        }
    }
}

async fn exactly(stream: &mut BufReader<TcpStream>, length: usize) -> Vec<u8> {
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    body
}

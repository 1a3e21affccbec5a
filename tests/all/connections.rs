//! Clients that hang, keep silent or send too much: they end by themselves, and nobody else notices.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};

use crate::commands::{Program, Served};

fn connect(served: &Served) -> TcpStream {
    let stream = TcpStream::connect(&served.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// What the server answers to these bytes, and after how long.
fn asked(served: &Served, bytes: &[u8]) -> (String, Duration) {
    let (begun, mut stream) = (Instant::now(), connect(served));
    let _ = stream.write_all(bytes); // a refusal may come before all of it is sent
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    (String::from_utf8_lossy(&answer).into_owned(), begun.elapsed())
}

fn is_well(served: &Served) -> Duration {
    let (answer, took) = asked(served, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    took
}

#[test]
fn a_stop_waits_ten_seconds_at_most_for_clients_that_hang() {
    let program = Program::set_up();
    let mut served = program.serve();
    let mut hang: Vec<TcpStream> = (0..3).map(|_| connect(&served)).collect();
    hang[0].write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
    let half = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nemail=";
    hang[1].write_all(half).unwrap();
    for _ in 0..2000 {
        // Pages that nobody reads: the server cannot send the last ones.
        if hang[2].write_all(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n").is_err() {
            break;
        }
    }
    is_well(&served);
    let begun = Instant::now();
    kill_process(Pid::from_child(&served.child), Signal::TERM).unwrap();
    let ended = served.child.wait().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(10), "it took {:?}", begun.elapsed());
    assert!(ended.success(), "{ended}");
}

#[test]
fn two_thousand_connections_that_say_nothing_keep_nobody_out() {
    let limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(8192).min(8192);
    setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: limit.maximum }).unwrap();
    let program = Program::set_up();
    let served = program.serve();
    let many = 2000.min(usize::try_from(most).unwrap() - 500);
    let silent: Vec<TcpStream> = (0..many)
        .map(|n| {
            let mut stream = connect(&served);
            if n % 2 == 0 {
                stream.write_all(b"GET / HTTP/1.1\r\nX-Slow: ").unwrap();
            }
            stream
        })
        .collect();
    let took = is_well(&served);
    assert!(took < Duration::from_secs(2), "beside {} silent ones it took {took:?}", silent.len());
}

#[test]
fn what_says_nothing_for_ten_seconds_is_closed() {
    let program = Program::set_up();
    let served = program.serve();
    let kept = |said: &[u8]| {
        let (begun, mut stream) = (Instant::now(), connect(&served));
        stream.write_all(said).unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest); // closed, or refused with words
        begun.elapsed()
    };
    std::thread::scope(|scope| {
        for said in [&b""[..], b"GET / HTTP/1.1\r\nX-Slow: "] {
            let kept = &kept;
            scope.spawn(move || assert!(kept(said) < Duration::from_secs(15), "{said:?}"));
        }
    });
}

#[test]
fn a_stranger_with_a_made_up_session_sends_little() {
    let program = Program::set_up();
    let served = program.serve();
    let head = |length: usize| {
        format!(
            "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nCookie: sid=made-up; __Host-sid=made-up\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    let long = 15 * 1024 * 1024;
    let answers: Vec<_> = std::thread::scope(|scope| {
        let one = || {
            let mut bytes = head(long).into_bytes();
            bytes.resize(bytes.len() + long, b'a');
            asked(&served, &bytes).0
        };
        let all: Vec<_> = (0..40).map(|_| scope.spawn(one)).collect();
        all.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    // Refused before it was all sent: a client that goes on writing may see its connection closed instead of the words.
    assert!(answers.iter().all(|answer| answer.is_empty() || answer.starts_with("HTTP/1.1 413")), "{answers:?}");
    let status = std::fs::read_to_string(format!("/proc/{}/status", served.child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().trim().trim_end_matches(" kB");
    let peak: u64 = peak.trim().parse().unwrap();
    println!("peak of memory with 40 strangers: {peak} kB");
    assert!(peak < 150 * 1024, "{peak} kB");
    is_well(&served);
}

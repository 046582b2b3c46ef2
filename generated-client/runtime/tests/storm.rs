//! Ten thousand calls over 64 connections to a server that fails at random: no wrong answer, no call that does not end, no
//! connection and no memory that stays. The memory is that of the process, so that this test has one of its own.
//!
//! `SOAK_SECONDS=600 cargo test -p soap-runtime --test storm -- --nocapture` goes on for that long, and says what came of
//! it.
#![cfg(feature = "hyper")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use soap_runtime::HttpTransport;
use support::{LoginRequest, LoginResponse, NS, TechnicianConsoleClient};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CONNECTIONS: usize = 64;
const CALLS: usize = 10_000;
/// For a call whose answer does not come.
const SHORT: Duration = Duration::from_millis(200);
/// For any other: none of them may take so long, on the busiest machine.
const LONG: Duration = Duration::from_secs(120);

/// A number that looks random, and is the same for the same `n`: splitmix64.
fn random(n: usize) -> usize {
    let mut it = (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (it >> 33) as usize
}

/// Whether the answer to this call does not come.
fn is_stalled(number: usize) -> bool {
    random(number) % 20 == 2 && number.is_multiple_of(10)
}

/// What the server has open and has seen.
#[derive(Default)]
struct Seen {
    open: AtomicUsize,
    most_open: AtomicUsize,
    requests: AtomicUsize,
}

async fn serve(mut stream: TcpStream, seen: Arc<Seen>) {
    let now = seen.open.fetch_add(1, Ordering::SeqCst) + 1;
    seen.most_open.fetch_max(now, Ordering::SeqCst);
    let _ = answer_all(&mut stream, &seen).await;
    drop(stream);
    seen.open.fetch_sub(1, Ordering::SeqCst);
}

/// Answers requests until one answer ends the connection.
async fn answer_all(stream: &mut TcpStream, seen: &Seen) -> std::io::Result<()> {
    loop {
        let mut bytes = Vec::new();
        let mut buffer = [0; 4096];
        while !bytes.ends_with(b"Envelope>") {
            match stream.read(&mut buffer).await? {
                0 => return Ok(()),
                n_read => bytes.extend_from_slice(&buffer[..n_read]),
            }
        }
        seen.requests.fetch_add(1, Ordering::SeqCst);
        let text = String::from_utf8_lossy(&bytes);
        let asked = text
            .split("sEmail>")
            .nth(1)
            .unwrap_or("")
            .split('<')
            .next()
            .unwrap_or("");
        let number: usize = asked.parse().unwrap_or(0);
        let whole = whole(asked, number);
        let at = random(number * 7 + 1) % whole.len();
        match random(number) % 20 {
            // Cut, with and without anything sent; an answer that does not come; garbage; an answer and some more.
            0 => return stream.write_all(&whole[..at]).await,
            1 => return Ok(()),
            2 if is_stalled(number) => {
                stream.write_all(&whole[..at]).await?;
                while stream.read(&mut buffer).await? > 0 {}
                return Ok(());
            }
            3 => {
                let mut bytes = whole.clone();
                bytes[at] = 0;
                return stream.write_all(&bytes).await;
            }
            4 => {
                return stream
                    .write_all(
                        &[&whole[..], b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"].concat(),
                    )
                    .await;
            }
            5 => {
                stream.write_all(&whole[..at]).await?;
                tokio::time::sleep(Duration::from_millis(2)).await;
                stream.write_all(&whole[at..]).await?;
            }
            6 => {
                stream
                    .write_all(b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy")
                    .await?
            }
            _ => stream.write_all(&whole).await?,
        }
    }
}

/// The answer to `asked`: by length or in chunks, long now and then.
fn whole(asked: &str, number: usize) -> Vec<u8> {
    let filler = "x".repeat(if random(number + 3).is_multiple_of(16) {
        100_000
    } else {
        10
    });
    let body = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
         <loginTechnicianFromStandalone_v7_2Response xmlns=\"{NS}\">\
         <loginTechnicianFromStandalone_v7_2Result>{asked}</loginTechnicianFromStandalone_v7_2Result>\
         <iAttemptRemaining>3</iAttemptRemaining><iPasswordExpiresIn>42</iPasswordExpiresIn>\
         <bIsTCRunning>1</bIsTCRunning><sUrl>{filler}</sUrl><minimumPasswordStrength>2</minimumPasswordStrength>\
         <sLoginToken>{asked}</sLoginToken></loginTechnicianFromStandalone_v7_2Response></s:Body></s:Envelope>"
    );
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n";
    match random(number + 5) % 2 {
        0 => format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes(),
        _ => {
            let chunks = body.as_bytes().chunks(700).map(|it| {
                let text = std::str::from_utf8(it).unwrap();
                format!("{:x}\r\n{text}\r\n", it.len())
            });
            let chunks: String = chunks.collect();
            format!("{head}Transfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n").into_bytes()
        }
    }
}

/// Bytes of memory of this process, where the system says so.
fn memory() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

/// Calls `n` times from each of 64 tasks; gives how often there was which outcome.
async fn call_all(
    transport: &HttpTransport,
    port: u16,
    first: usize,
    n: usize,
) -> BTreeMap<String, usize> {
    let tasks = (0..CONNECTIONS).map(|task| {
        let client = TechnicianConsoleClient::with_transport(transport.clone())
            .with_endpoint(format!("http://127.0.0.1:{port}/"));
        tokio::spawn(async move {
            let mut counts = BTreeMap::new();
            for index in 0..n {
                let number = first + task * n + index;
                let timeout = if is_stalled(number) { SHORT } else { LONG };
                let number = number.to_string();
                let request = LoginRequest {
                    email: Some(number.clone()),
                    ..LoginRequest::default()
                };
                let kind = match client.login(request).timeout(timeout).await {
                    Ok(answer) => {
                        check(&answer, &number);
                        "answer".to_owned()
                    }
                    Err(error) => {
                        // The server was there all the time.
                        assert!(!error.is_unsent(), "{error:?}");
                        format!("{:?}", error.kind())
                    }
                };
                *counts.entry(kind).or_insert(0) += 1;
            }
            counts
        })
    });
    let mut all = BTreeMap::new();
    for task in tasks.collect::<Vec<_>>() {
        for (kind, n) in task.await.unwrap() {
            *all.entry(kind).or_insert(0) += n;
        }
    }
    all
}

#[track_caller]
fn check(answer: &LoginResponse, number: &str) {
    assert_eq!(answer.result, number, "an answer to another call");
    assert_eq!(answer.token.as_deref(), Some(number));
    assert!(answer.url.as_deref().unwrap().bytes().all(|it| it == b'x'));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_leaves_nothing_behind() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = Arc::new(Seen::default());
    let server_seen = Arc::clone(&seen);
    let server = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&server_seen)));
        }
    });
    let transport = HttpTransport::builder().connect_timeout(LONG).build();
    let seconds = std::env::var("SOAK_SECONDS")
        .ok()
        .and_then(|it| it.parse().ok());
    let until = Duration::from_secs(seconds.unwrap_or(0));
    let start = Instant::now();
    let (mut n_calls, mut rounds, mut counts) = (0, Vec::new(), BTreeMap::new());
    while n_calls < CALLS || start.elapsed() < until {
        let n = CALLS / CONNECTIONS / 4 + 1;
        for (kind, n) in call_all(&transport, port, n_calls, n).await {
            *counts.entry(kind).or_insert(0) += n;
        }
        n_calls += n * CONNECTIONS;
        rounds.extend(memory());
    }
    // The first rounds fill what is kept: buffers, and the allocator's own.
    if let (Some(early), Some(late)) = (rounds.get(1), rounds.last()) {
        assert!(*late < early + (32 << 20), "{early} bytes became {late}");
    }
    assert!(counts["answer"] > n_calls / 2, "{counts:?}");
    assert!(counts.len() > 2, "nothing failed: {counts:?}");
    assert!(
        seen.requests.load(Ordering::SeqCst) <= n_calls,
        "a request was sent again"
    );
    assert!(seen.most_open.load(Ordering::SeqCst) <= 2 * CONNECTIONS);
    drop(transport);
    let limit = Instant::now() + LONG;
    while seen.open.load(Ordering::SeqCst) > 0 {
        assert!(
            Instant::now() < limit,
            "{} connections stay open",
            seen.open.load(Ordering::SeqCst)
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    if seconds.is_some() {
        let mib = |bytes: Option<&usize>| bytes.map_or(0, |it| it >> 20);
        println!(
            "{n_calls} calls in {:?}: {counts:?}; memory {} MiB after the second round, {} at most, {} at the end",
            start.elapsed(),
            mib(rounds.get(1)),
            mib(rounds.iter().max()),
            mib(rounds.last())
        );
    }
    server.abort();
}

//! What streams hold in memory, measured: of this process alone, with a server in it that makes up its answers.
//!
//! `STREAM_MIB=1024 cargo test --release -p soap-runtime --all-features --test memory -- --nocapture` does it with a
//! gibibyte of each and says how long it took.
#![cfg(all(feature = "reqwest", feature = "blocking", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod server;
mod service;

use std::time::Instant;

use server::serve;
use service::{Ask, List, Lister};
use soap_runtime::{BlockingHttpTransport, Client, HttpTransport, Limits};

/// The memory that everything together may take, in KiB.
const MOST_KIB: u64 = 20 << 10;

/// The greatest resident memory of this process so far, in KiB.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_ascii_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap()
}

fn report(what: &str, mib: u64, started: Instant) {
    let seconds = started.elapsed().as_secs_f64();
    let peak = peak_kib();
    println!("{what}: {mib} MiB in {seconds:.1} s, {peak} KiB resident at most");
    assert!(peak < MOST_KIB, "{what}: {peak} KiB resident");
}

#[test]
fn large_answers_and_attachments_take_little_memory() {
    let mib: u64 = std::env::var("STREAM_MIB").map_or(16, |mib| mib.parse().unwrap());
    let address = serve(mib << 20);
    let endpoint = |path: &str| format!("http://{address}/{path}");
    let hour = std::time::Duration::from_secs(3_600);

    let started = Instant::now();
    let client: Client<Lister, _> = Client::new(BlockingHttpTransport::new()).with_timeout(hour);
    let call = client.call::<List>(Ask {}).endpoint(endpoint("items"));
    let mut entries = call.stream(|answer| &mut answer.entries).call().unwrap();
    let mut n_entries = 0;
    for entry in &mut entries {
        assert_eq!(entry.unwrap().id, n_entries);
        n_entries += 1;
    }
    assert_eq!(entries.finish().unwrap().body.total, n_entries);
    report("items, blocking", mib, started);

    let started = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let client: Client<Lister, _> = Client::new(HttpTransport::new()).with_timeout(hour);
        let call = client.call::<List>(Ask {}).endpoint(endpoint("items"));
        let mut entries = call.stream(|answer| &mut answer.entries).await.unwrap();
        let mut n_entries = 0;
        while let Some(entry) = entries.next().await {
            assert_eq!(entry.unwrap().id, n_entries);
            n_entries += 1;
        }
        assert_eq!(entries.finish().await.unwrap().body.total, n_entries);
    });
    report("items, asynchronous", mib, started);

    if std::env::var("STREAM_MIB").is_ok() {
        compare(128.min(mib));
    }
}

/// How fast a stream is beside the same answer read as a whole, which takes memory.
fn compare(mib: u64) {
    let address = serve(mib << 20);
    let mut limits = Limits::response();
    (limits.bytes, limits.elements, limits.children) = (1 << 30, usize::MAX, usize::MAX);
    let client: Client<Lister, _> = Client::new(BlockingHttpTransport::new())
        .with_limits(limits)
        .with_endpoint(format!("http://{address}/items"));
    for _ in 0..3 {
        let started = Instant::now();
        let whole = client.call::<List>(Ask {}).call().unwrap();
        let of_whole = started.elapsed().as_secs_f64();
        drop(whole);
        let started = Instant::now();
        let call = client
            .call::<List>(Ask {})
            .stream(|answer| &mut answer.entries);
        call.call().unwrap().finish().unwrap();
        let of_stream = started.elapsed().as_secs_f64();
        println!("{mib} MiB: whole {of_whole:.2} s, stream {of_stream:.2} s");
    }
}

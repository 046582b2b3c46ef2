//! What streams hold in memory, measured: of this process alone, with a server in it that makes up its answers.
//!
//! `STREAM_MIB=1024 cargo test --release -p soap-runtime --all-features --test memory -- --nocapture` does it with a
//! gibibyte of each and says how long it took.
#![cfg(all(feature = "hyper", feature = "blocking", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

#[path = "../support/pieces.rs"]
mod pieces_transport;
mod server;
mod service;

use std::io::Read;
use std::time::Instant;

use pieces_transport::Pieces;
use server::{items, serve};
use service::{Ask, List, Lister};
use soap_runtime::{BlockingHttpTransport, Client, HttpTransport, Limits, MtomMode, PartSource};
use tokio::io::AsyncReadExt;

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
    let call = client
        .call::<List>(Ask::default())
        .endpoint(endpoint("items"));
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
        let call = client
            .call::<List>(Ask::default())
            .endpoint(endpoint("items"));
        let mut entries = call.stream(|answer| &mut answer.entries).await.unwrap();
        let mut n_entries = 0;
        while let Some(entry) = entries.next().await {
            assert_eq!(entry.unwrap().id, n_entries);
            n_entries += 1;
        }
        assert_eq!(entries.finish().await.unwrap().body.total, n_entries);
    });
    report("items, asynchronous", mib, started);

    let started = Instant::now();
    let client: Client<Lister, _> = Client::new(BlockingHttpTransport::new()).with_timeout(hour);
    let call = client
        .call::<List>(Ask::default())
        .endpoint(endpoint("parts"));
    let mut parts = call.stream_parts().call().unwrap();
    assert_eq!(parts.next().unwrap().unwrap().content_id, "1@x");
    let n_bytes = std::io::copy(&mut parts, &mut std::io::sink()).unwrap();
    assert_eq!(n_bytes, mib << 20);
    report("an attachment of an answer, blocking", mib, started);

    let started = Instant::now();
    let part = PartSource::reader(std::io::repeat(7).take(mib << 20));
    let ask = Ask {
        octets: Some(part.octets().into()),
    };
    let call = client
        .call::<List>(ask)
        .mtom(MtomMode::ON)
        .endpoint(endpoint("upload"));
    let answer = call.upload(part.with_length(mib << 20)).call().unwrap();
    assert!(answer.total > i64::try_from(mib << 20).unwrap());
    report("an attachment of a request, blocking", mib, started);

    let started = Instant::now();
    runtime.block_on(async {
        let client: Client<Lister, _> = Client::new(HttpTransport::new()).with_timeout(hour);
        let call = client
            .call::<List>(Ask::default())
            .endpoint(endpoint("parts"));
        let mut parts = call.stream_parts().await.unwrap();
        assert_eq!(parts.next().await.unwrap().unwrap().content_id, "1@x");
        let mut n_bytes = 0;
        while let Some(chunk) = parts.chunk().await {
            n_bytes += chunk.unwrap().len() as u64;
        }
        assert_eq!(n_bytes, mib << 20);
        let part = PartSource::async_reader(tokio::io::repeat(7).take(mib << 20));
        let ask = Ask {
            octets: Some(part.octets().into()),
        };
        let call = client
            .call::<List>(ask)
            .mtom(MtomMode::ON)
            .endpoint(endpoint("upload"));
        let answer = call.upload(part).await.unwrap();
        assert!(answer.total > i64::try_from(mib << 20).unwrap());
    });
    report(
        "attachments of an answer and a request, asynchronous",
        2 * mib,
        started,
    );

    if std::env::var("STREAM_MIB").is_ok() {
        compare(64.min(mib));
    }
}

/// How fast a stream is beside the same answer read as a whole, without a network, which takes memory.
fn compare(mib: u64) {
    let mut answer = Vec::new();
    let keep = |bytes: &[u8]| {
        answer.extend_from_slice(bytes);
        Ok(())
    };
    items(keep, mib << 20).unwrap();
    let mut limits = Limits::response();
    (limits.bytes, limits.elements, limits.children) = (1 << 30, usize::MAX, usize::MAX);
    let transport = Pieces {
        content_type: "text/xml",
        status: 200,
        answer: answer.into(),
        size: 32 << 10,
        breaks: false,
    };
    let client: Client<Lister, _> = Client::new(transport);
    let client = client
        .with_limits(limits)
        .with_endpoint("http://nowhere.example/");
    let time = |work: &dyn Fn()| {
        let times = (0..5).map(|_| {
            let started = Instant::now();
            work();
            started.elapsed().as_secs_f64()
        });
        times.fold(f64::INFINITY, f64::min)
    };
    let whole = time(&|| {
        client.call::<List>(Ask::default()).call().unwrap();
    });
    let stream = time(&|| {
        let call = client.call::<List>(Ask::default());
        let stream = call.stream(|answer| &mut answer.entries).call().unwrap();
        stream.finish().unwrap();
    });
    println!("{mib} MiB: whole {whole:.2} s, stream {stream:.2} s, the best of five each");
}

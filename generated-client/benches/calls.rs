//! What a call takes beside a bare POST of the same bytes by reqwest, to a server of this process that always gives one answer.
//!
//! ```text
//! cargo bench -p generated-client --bench calls
//! ```
//!
//! Out: a line for one connection and one for 32, with microseconds a call and their ratio. Rounds of both take turns, and the
//! median of each counts: a machine is rarely quiet. With an argument, `calls` or `posts`, one round of one kind, for a
//! profiler to count in [`counted_round`].

mod messages;

use std::future::Future;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Instant;

use generated_client::technician_console::TechnicianConsoleClient;
use generated_client::technician_console::operations::LoginTechnicianFromStandaloneV72 as Login;
use soap_runtime::{EncodeOptions, HttpTransport, NoHeaders, SoapVersion, encode_request};

/// Rounds of either kind, and calls in each.
const ROUNDS: usize = 15;
const CALLS: usize = 1_920;

fn main() {
    // What bare TLS, which no call here uses, takes before a client can be made.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be made");
    let url = serve(messages::answer(2));
    let kind = std::env::args().skip(1).find(|it| !it.starts_with("--"));
    if let Some(kind) = kind {
        let both = Both::new(&url, 1);
        counted_round(&runtime, async {
            match kind.as_str() {
                "calls" => round(1, &|| both.calls()).await,
                _ => round(1, &|| both.posts()).await,
            }
        });
        return;
    }
    for connections in [1, 32] {
        let (ours, bare) = runtime.block_on(compare(&url, connections));
        println!(
            "{connections} connections: {ours:.1} us a call, {bare:.1} us a bare POST, ratio {:.3}",
            ours / bare
        );
    }
}

/// What a profiler is told to count in.
#[inline(never)]
fn counted_round(runtime: &tokio::runtime::Runtime, round: impl Future<Output = f64>) -> f64 {
    runtime.block_on(round)
}

/// Both ways to do the same.
struct Both {
    connections: usize,
    url: String,
    client: TechnicianConsoleClient<HttpTransport>,
    bare: reqwest::Client,
    headers: http::HeaderMap,
    body: bytes::Bytes,
}

impl Both {
    fn new(url: &str, connections: usize) -> Self {
        let client = TechnicianConsoleClient::with_transport(HttpTransport::new());
        let options = EncodeOptions::new(SoapVersion::V11, url);
        let request = encode_request::<Login>(&messages::request(), &NoHeaders, &options)
            .expect("the request is good");
        let (parts, body) = request.into_parts();
        let bare = reqwest::Client::builder().no_proxy().build();
        Self {
            connections,
            url: url.to_owned(),
            client: client.with_endpoint(url),
            bare: bare.expect("a client can be made"),
            headers: parts.headers,
            body,
        }
    }

    fn calls(&self) -> impl Future<Output = ()> + Send + use<> {
        let (client, connections) = (self.client.clone(), self.connections);
        async move {
            for _ in 0..CALLS / connections {
                let call = client.login_technician_from_standalone_v7_2(messages::request());
                call.send().await.expect("the server answers");
            }
        }
    }

    fn posts(&self) -> impl Future<Output = ()> + Send + use<> {
        let (bare, url, connections) = (self.bare.clone(), self.url.clone(), self.connections);
        let (headers, body) = (self.headers.clone(), self.body.clone());
        async move {
            for _ in 0..CALLS / connections {
                let request = bare.post(&url).headers(headers.clone()).body(body.clone());
                let answer = request.send().await.expect("the server answers");
                let body = answer.bytes().await.expect("the server answers");
                assert!(body.len() > 1_000, "the answer is whole");
            }
        }
    }
}

/// Microseconds of a call and of a bare POST: the median of all rounds.
async fn compare(url: &str, connections: usize) -> (f64, f64) {
    let both = Both::new(url, connections);
    let (mut of_calls, mut of_posts) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        of_calls.push(round(connections, &|| both.calls()).await);
        of_posts.push(round(connections, &|| both.posts()).await);
    }
    (median(of_calls), median(of_posts))
}

/// Microseconds of one of all, which so many tasks share.
async fn round<F: Future<Output = ()> + Send + 'static>(
    connections: usize,
    make: &impl Fn() -> F,
) -> f64 {
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..connections {
        tasks.spawn(make());
    }
    while let Some(result) = tasks.join_next().await {
        result.expect("no call fails");
    }
    start.elapsed().as_secs_f64() * 1e6 / CALLS as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Starts a server that answers whatever comes with this body, and gives its URL.
fn serve(body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            // A client that is gone ends its thread.
            std::thread::spawn(move || converse(stream, answer.as_bytes()));
        }
    });
    format!("http://{address}/TechnicianConsole.asmx")
}

fn converse(mut stream: TcpStream, answer: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut body = Vec::new();
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or_default();
            }
            if line.is_empty() {
                break;
            }
        }
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        stream.write_all(answer)?;
    }
}

//! What is logged, here and in the crates below: spans and envelopes, and never a secret.
#![cfg(all(feature = "tracing", feature = "hyper", feature = "blocking"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::fmt::{Debug, Write as _};
use std::io::{Read, Write as _};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use soap_runtime::field::required;
use soap_runtime::{
    Client, HeaderBlock, HttpTransportBuilder, NoFault, NoHeaders, Operation, OperationInfo,
    ws_security::UsernameToken,
};
use support::{NS, TechnicianConsole};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Never in a log. Each secret is this with a letter, so that a test says which one was seen.
const SENTINEL: &str = "s3ntinel";

#[derive(Clone, Debug, Default, PartialEq)]
struct SignIn {
    user: Option<String>,
    password: Option<String>,
    pin: Option<String>,
}
soap_runtime::record!(SignIn, {
    user: optional(NS, "user"),
    password: optional(NS, "sSecret"),
    pin: optional(NS, "pin"),
});

#[derive(Clone, Debug, Default, PartialEq)]
struct SignedIn {
    token: Option<String>,
}
soap_runtime::record!(SignedIn, { token: optional(NS, "sToken") });

#[derive(Clone, Copy, Debug)]
struct Enter;
impl Operation for Enter {
    type Request = SignIn;
    type Response = SignedIn;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new("enter", required(NS, "enter"))
        .soap_action("urn:enter")
        .response(required(NS, "entered"));
    const SECRETS: &'static [&'static str] = &["sSecret", "pin", "sToken"];
}

/// Whether the logger takes the bytes of messages too, which ureq logs.
static TAKES_BYTES: AtomicBool = AtomicBool::new(true);

#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Log {
    fn add(&self, what: &str, write: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(format!("{what}:"));
        write(&mut fields);
        let mut log = self.0.lock().unwrap();
        writeln!(log, "{}", fields.0).unwrap();
    }

    fn take(&self) -> String {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.add(span.metadata().name(), |fields| span.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.add("recorded", |fields| values.record(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.add(event.metadata().target(), |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Crates below log with the crate `log`.
impl log::Log for Log {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        !metadata.target().starts_with("ureq_proto") || TAKES_BYTES.load(Ordering::Relaxed)
    }

    fn log(&self, record: &log::Record<'_>) {
        if !log::Log::enabled(self, record.metadata()) {
            return;
        }
        self.add(record.target(), |fields| {
            write!(fields.0, " {}", record.args()).unwrap()
        });
    }

    fn flush(&self) {}
}

fn secret(letter: char) -> String {
    format!("{SENTINEL}-{letter}")
}

/// Answers every call so; each answer gives a cookie and a token, and every second one is none.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for (index, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let mut bytes = Vec::new();
            let mut buffer = [0; 4096];
            while !bytes.ends_with(b"Envelope>") {
                let n_read = stream.read(&mut buffer).unwrap();
                bytes.extend_from_slice(&buffer[..n_read]);
            }
            let (cookie, token) = (secret('c'), secret('t'));
            let body = format!("<entered xmlns='{NS}'><new/><sToken>{token}</sToken></entered>");
            let text = match index % 2 {
                0 => format!(
                    "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Header><k:Key xmlns:k='urn:k'>{token}</k:Key>\
                     </e:Header><e:Body>{body}</e:Body></e:Envelope>"
                ),
                _ => format!("<oops>{{\"sToken\": \"{token}\"}}</oops>"),
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nSet-Cookie: id={cookie}; path=/\r\nX-Token: {token}\r\n\
                 Content-Length: {}\r\nConnection: close\r\n\r\n",
                text.len()
            );
            let _ = stream.write_all((head + &text).as_bytes());
        }
    });
    format!("http://{address}/soap")
}

#[test]
fn calls_are_told_and_no_secret_ever_is() {
    let log = Log::default();
    tracing::subscriber::set_global_default(log.clone()).unwrap();
    log::set_boxed_logger(Box::new(log.clone())).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let url = serve();
    let settings = || {
        HttpTransportBuilder::default()
            .basic_auth("alice", &secret('a'))
            .header("X-Api-Key", &secret('k'))
    };
    let token = UsernameToken::text("alice", secret('u'))
        .to_header()
        .unwrap();
    let block = format!("<k:Key xmlns:k='urn:k'>{}</k:Key>", secret('b'));
    let block = HeaderBlock::parse(&block).unwrap();
    let request = || SignIn {
        user: Some("alice".into()),
        password: Some(secret('p')),
        pin: Some(secret('n')),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let client = Client::<TechnicianConsole, _>::new(settings().build())
        .with_endpoint(format!("{url}?key={}", secret('q')))
        .with_extra_header(token.clone())
        .with_extra_header(block.clone());
    // ureq logs the query of a URL, as `BlockingHttpTransport` says.
    let blocking = Client::<TechnicianConsole, _>::new(settings().build_blocking())
        .with_endpoint(&url)
        .with_extra_header(token)
        .with_extra_header(block);
    // Nothing is sent while the bytes of messages would be logged.
    let error = blocking.call::<Enter>(request()).call().unwrap_err();
    assert!(
        error.is_unsent() && error.to_string().contains("`ureq_proto`"),
        "{error}"
    );
    TAKES_BYTES.store(false, Ordering::Relaxed);
    let refused = log.take();
    assert!(!refused.contains(SENTINEL), "{refused}");
    for _ in 0..2 {
        let answer = runtime.block_on(async { client.call::<Enter>(request()).await });
        assert_eq!(answer.unwrap().token, Some(secret('t')));
        runtime
            .block_on(async { client.call::<Enter>(request()).await })
            .unwrap_err();
        let answer = blocking.call::<Enter>(request()).call();
        assert_eq!(answer.unwrap().token, Some(secret('t')));
        blocking.call::<Enter>(request()).call().unwrap_err();
    }
    let text = log.take();
    for line in text.lines() {
        assert!(!line.contains(SENTINEL), "{line}");
    }
    let span =
        "soap_call: service=\"TechnicianConsole\" operation=\"enter\" endpoint=\"http://127.0.0.1:";
    assert_eq!(text.matches(span).count(), 8, "{text}");
    for (what, count) in [
        ("recorded: outcome=Success", 4),
        ("recorded: outcome=Failed(Http)", 4),
        ("recorded: status=200", 8),
        ("recorded: deviations=1", 4),
        ("way=Request", 8),
        ("<user>alice</user><sSecret>…</sSecret><pin>…</pin>", 8),
        ("<sToken>…</sToken>", 4),
    ] {
        assert_eq!(text.matches(what).count(), count, "{what}: {text}");
    }
    // The crates below are heard.
    assert!(
        text.contains("hyper_util") && text.contains("ureq"),
        "{text}"
    );
}

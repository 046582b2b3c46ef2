//! An answer over TLS, whose octets are cut, stalled, dripped and damaged: no other value comes of it, and what is said of the
//! request is so, whether the handshake was over or not.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use soap_runtime::{CallError, HttpTransport, TransportErrorKind};

use crate::server::{Outcome, assert_true_to_fact};
use crate::support::{LOGIN_11, LoginRequest, LoginResponse, TechnicianConsoleClient};

/// No call and no server takes so long.
const LONG: Duration = Duration::from_secs(60);

/// What is done to the octets that the server sends.
#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    /// No more of them than so many, and the end of the connection.
    Cut(usize),
    /// No more of them than so many.
    Stall(usize),
    /// A pause before the one at this place, and before each after so many more.
    Drip(usize, usize),
    /// One of them is another.
    Damage(usize),
}

struct Faulty {
    stream: TcpStream,
    n_sent: usize,
    fault: Fault,
}

impl Read for Faulty {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer)
    }
}

impl Write for Faulty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let start = self.n_sent;
        self.n_sent += bytes.len();
        match self.fault {
            Fault::None => self.stream.write_all(bytes)?,
            Fault::Cut(end) | Fault::Stall(end) => {
                let left = end.saturating_sub(start).min(bytes.len());
                self.stream.write_all(&bytes[..left])?;
                if left < bytes.len() && matches!(self.fault, Fault::Cut(_)) {
                    self.stream.shutdown(Shutdown::Write)?;
                    // Then the client closes; had we closed first, what it sends would be answered by a reset.
                    let _ = io::copy(&mut &self.stream, &mut io::sink());
                    return Err(io::ErrorKind::BrokenPipe.into());
                }
            }
            Fault::Drip(first, step) => {
                let is_place = |at: usize| at >= first && (at - first).is_multiple_of(step);
                let mut from = 0;
                for to in 1..=bytes.len() {
                    let is_place = is_place(start + to);
                    if is_place || to == bytes.len() {
                        self.stream.write_all(&bytes[from..to])?;
                        from = to;
                    }
                    if is_place {
                        std::thread::sleep(Duration::from_millis(1));
                    }
                }
            }
            Fault::Damage(at) => {
                let mut bytes = bytes.to_vec();
                if let Some(byte) = at.checked_sub(start).and_then(|at| bytes.get_mut(at)) {
                    *byte ^= 0x41;
                }
                self.stream.write_all(&bytes)?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

static KEY: LazyLock<(Arc<ServerConfig>, String)> = LazyLock::new(|| {
    let own = rcgen::generate_simple_self_signed(vec![String::from("localhost")]).unwrap();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    // Each call has the whole handshake.
    config.send_tls13_tickets = 0;
    (Arc::new(config), own.cert.pem())
});

/// The outcome of one call.
struct Done {
    outcome: Outcome,
    /// Whether the server saw any of the request.
    was_seen: bool,
    /// How many octets the server sent, or would have.
    n_sent: usize,
}

/// Calls a server with this fault.
async fn call(transport: HttpTransport, fault: Fault, timeout: Duration) -> Done {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::task::spawn_blocking(move || serve(&listener, fault));
    let client = TechnicianConsoleClient::with_transport(transport)
        .with_endpoint(format!("https://localhost:{port}/"));
    let request = LoginRequest::default();
    let outcome = client.login(request).timeout(timeout).await;
    // The deadline may have passed before there was a connection, for which the server waits.
    let _ = TcpStream::connect(("127.0.0.1", port));
    let (was_seen, n_sent) = server.await.unwrap();
    assert_true_to_fact(&outcome, was_seen);
    Done {
        outcome,
        was_seen,
        n_sent,
    }
}

/// Answers one request; gives whether it came, and how many octets were sent.
fn serve(listener: &TcpListener, fault: Fault) -> (bool, usize) {
    let (stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    // What is sent in pieces does not wait to be sent in one.
    stream.set_nodelay(true).unwrap();
    let connection = ServerConnection::new(Arc::clone(&KEY.0)).unwrap();
    let faulty = Faulty {
        stream,
        n_sent: 0,
        fault,
    };
    let mut tls = StreamOwned::new(connection, faulty);
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !request.ends_with(b"Envelope>") {
        match tls.read(&mut buffer) {
            Ok(0) | Err(_) => return (!request.is_empty(), tls.sock.n_sent),
            Ok(n_read) => request.extend_from_slice(&buffer[..n_read]),
        }
    }
    let text = String::from_utf8(LOGIN_11.to_vec()).unwrap();
    let answer = text.replace("Connection: keep-alive", "Connection: close");
    let _ = tls.write_all(answer.as_bytes());
    tls.conn.send_close_notify();
    let _ = tls.flush();
    let _ = io::copy(&mut tls.sock.stream, &mut io::sink());
    (true, tls.sock.n_sent)
}

/// Calls with each fault, some at a time, and gives what came of them in order.
async fn call_all(faults: Vec<Fault>, timeout: Duration, at_once: usize) -> Vec<(Fault, Done)> {
    let transport = HttpTransport::builder()
        .root_certificates_pem(KEY.1.as_bytes())
        .connect_timeout(LONG)
        .build();
    let mut all = Vec::new();
    for some in faults.chunks(at_once) {
        let calls = some.iter().map(|fault| {
            let call = call(transport.clone(), *fault, timeout);
            (*fault, tokio::spawn(call))
        });
        for (fault, call) in calls.collect::<Vec<_>>() {
            all.push((fault, call.await.unwrap()));
        }
    }
    all
}

/// What comes without a fault, and how many octets of the server are there in every connection.
async fn whole() -> (LoginResponse, usize) {
    let (_, whole) = call_all(vec![Fault::None], LONG, 1).await.remove(0);
    // Signatures differ in length by a few octets, and so do handshakes.
    (whole.outcome.unwrap(), whole.n_sent - 64)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tls_cut_at_every_octet() {
    let (_, end) = whole().await;
    let cut = call_all((0..end).map(Fault::Cut).collect(), LONG, 32).await;
    for (fault, done) in &cut {
        let error = done.outcome.as_ref().expect_err("it was cut");
        assert!(error.is_retryable(), "{fault:?}: {error:?}");
        if let Fault::Cut(..200) = fault {
            // What was not sent for lack of a connection may be sent again.
            assert!(error.is_unsent() && !done.was_seen, "{fault:?}: {error:?}");
        }
    }
    assert!(cut.iter().any(|(_, done)| done.was_seen));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tls_damaged_at_every_other_octet() {
    let (expected, end) = whole().await;
    let damaged = (0..end).step_by(2).map(Fault::Damage).collect();
    for (fault, done) in call_all(damaged, LONG, 32).await {
        // The handshake has octets that mean nothing; all others are guarded.
        if let Ok(answer) = done.outcome {
            assert_eq!(answer, expected, "{fault:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tls_stalled_at_every_octet() {
    let (_, end) = whole().await;
    let stalled = (0..end).map(Fault::Stall).collect();
    for (fault, done) in call_all(stalled, Duration::from_millis(300), 128).await {
        let error = done.outcome.expect_err("it stalls");
        let CallError::Transport(transport) = &error else {
            panic!("{fault:?}: {error:?}");
        };
        // The time to connect is part of the whole.
        let is_time = matches!(
            transport.kind(),
            TransportErrorKind::Timeout | TransportErrorKind::Connect
        );
        assert!(is_time && error.is_retryable(), "{fault:?}: {error:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tls_dripped_at_every_octet() {
    let (expected, end) = whole().await;
    let once = (1..end).map(|at| Fault::Drip(at, usize::MAX));
    let often = [5, 64].map(|step| Fault::Drip(1, step));
    for (fault, done) in call_all(once.chain(often).collect(), LONG, 32).await {
        assert_eq!(done.outcome.unwrap(), expected, "{fault:?}");
    }
}

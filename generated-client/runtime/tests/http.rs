//! The HTTP transport against a loopback server that sends literal bytes.
#![cfg(feature = "hyper")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use soap_runtime::{CallError, HttpProblem, HttpTransport, Limits, TransportErrorKind};
use support::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// What the server does with one connection's request.
#[derive(Clone)]
enum Script {
    /// Sends these bytes and closes.
    Send(Vec<u8>),
    /// Sends these bytes and keeps the connection open without a word.
    Stall(Vec<u8>),
}

struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, script.clone(), Arc::clone(&seen)));
            }
        });
        Self { address, requests }
    }

    fn client(&self) -> TechnicianConsoleClient {
        TechnicianConsoleClient::new().with_endpoint(format!("http://{}/x", self.address))
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// Ends some time after the first request came.
    async fn asked(&self) {
        while self.requests().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn serve(mut stream: TcpStream, script: Script, seen: Arc<Mutex<Vec<String>>>) {
    let request = read_request(&mut stream).await;
    seen.lock().unwrap().push(request);
    match script {
        Script::Send(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Script::Stall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            tokio::time::sleep(Duration::from_secs(30)).await;
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let n_read = stream.read(&mut buffer).await.unwrap_or(0);
        bytes.extend_from_slice(&buffer[..n_read]);
        if n_read == 0 || bytes.ends_with(b"Envelope>") {
            return String::from_utf8(bytes).unwrap();
        }
    }
}

fn without_keep_alive(capture: &[u8]) -> Vec<u8> {
    String::from_utf8(capture.to_vec())
        .unwrap()
        .replace("Connection: keep-alive", "Connection: close")
        .into_bytes()
}

fn transport_kind<F: std::fmt::Debug, H: std::fmt::Debug>(
    error: CallError<F, H>,
) -> TransportErrorKind {
    match error {
        CallError::Transport(error) => error.kind(),
        other => panic!("no transport error: {other:?}"),
    }
}

#[tokio::test]
async fn a_call_goes_there_and_back() {
    let server = Server::start(Script::Send(without_keep_alive(LOGIN_11))).await;
    let request = LoginRequest {
        email: Some("a@b.example".into()),
        ..LoginRequest::default()
    };
    let body = server.client().login(request).await.unwrap();
    assert_eq!(body.result, "login_v2_OK");
    let request = &server.requests()[0];
    assert!(request.starts_with("POST /x HTTP/1.1\r\n"), "{request}");
    assert!(
        request
            .to_ascii_lowercase()
            .contains("soapaction: \"http://microsoft.com/")
    );
    assert!(request.contains("<sEmail>a@b.example</sEmail>"));
}

#[tokio::test]
async fn a_call_can_be_spawned() {
    let server = Server::start(Script::Send(without_keep_alive(LOGIN_11))).await;
    let client = server.client();
    let task = tokio::spawn(async move { client.login(LoginRequest::default()).await });
    assert_eq!(task.await.unwrap().unwrap().attempts, 3);
}

#[tokio::test]
async fn cookies_are_kept_by_a_client_and_its_clones_and_nobody_else() {
    let server = Server::start(Script::Send(without_keep_alive(LOGIN_11))).await;
    let client = server.client();
    client.login(LoginRequest::default()).await.unwrap();
    client.clone().login(LoginRequest::default()).await.unwrap();
    server
        .client()
        .login(LoginRequest::default())
        .await
        .unwrap();
    let has_cookie: Vec<bool> = server
        .requests()
        .iter()
        .map(|it| {
            it.to_ascii_lowercase()
                .contains("cookie: asp.net_sessionid=")
        })
        .collect();
    assert_eq!(has_cookie, [false, true, false]);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = Server::start(Script::Send(without_keep_alive(LOGIN_11))).await;
    let response = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://{}/y\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        target.address
    );
    let server = Server::start(Script::Send(response.into_bytes())).await;
    let error = server
        .client()
        .login(LoginRequest::default())
        .await
        .unwrap_err();
    let CallError::Http(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.problem, HttpProblem::Redirect);
    assert_eq!(server.requests().len(), 1);
    assert!(target.requests().is_empty());
}

#[tokio::test]
async fn a_server_that_stalls_runs_into_the_timeout() {
    let half = LOGIN_11[..body_offset(LOGIN_11) + 100].to_vec();
    for bytes in [Vec::new(), half] {
        let server = Server::start(Script::Stall(bytes)).await;
        let error = server
            .client()
            .login(LoginRequest::default())
            .timeout(Duration::from_millis(200))
            .await
            .unwrap_err();
        // Without it the call would have ended with the connection.
        assert!(error.is_timeout(), "{error:?}");
        assert!(
            error.to_string().contains("no whole answer in 200ms"),
            "{error}"
        );
        // On a busy machine the deadline may pass before the server hears of the call.
        assert!(server.requests().len() <= 1, "it was sent again");
    }
}

#[tokio::test]
async fn a_body_is_counted_and_not_believed() {
    let mut limits = Limits::response();
    limits.bytes = 1000;
    let big = "x".repeat(4000);
    let announced = format!("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{big}");
    let unannounced = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{big}");
    for response in [announced, unannounced] {
        let server = Server::start(Script::Send(response.into_bytes())).await;
        let client = server.client().with_limits(limits.clone());
        let error = client.login(LoginRequest::default()).await.unwrap_err();
        assert_eq!(transport_kind(error), TransportErrorKind::BodyTooLarge);
    }
    // A length that no memory could hold is only a number.
    let boast = "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000000\r\n\r\nx";
    let server = Server::start(Script::Send(boast.into())).await;
    let error = server
        .client()
        .login(LoginRequest::default())
        .await
        .unwrap_err();
    assert_eq!(transport_kind(error), TransportErrorKind::Io);
}

#[tokio::test]
async fn a_connection_that_breaks_is_never_a_success() {
    let whole = without_keep_alive(LOGIN_11);
    // Every byte of the head's end and the body's, and some between.
    let offset = body_offset(&whole);
    let ends = (0..whole.len())
        .filter(|it| it % 97 == 0 || it.abs_diff(offset) < 4 || whole.len() - it < 4);
    for end in ends {
        let server = Server::start(Script::Send(whole[..end].to_vec())).await;
        let error = server
            .client()
            .login(LoginRequest::default())
            .await
            .unwrap_err();
        assert_eq!(
            transport_kind(error),
            TransportErrorKind::Io,
            "cut at {end}"
        );
        assert_eq!(server.requests().len(), 1, "cut at {end}");
    }
}

#[tokio::test]
async fn nobody_there_is_a_connect_error() {
    // The port is taken, so that nobody else gets it, and nobody listens.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = socket.local_addr().unwrap();
    let client =
        TechnicianConsoleClient::new().with_endpoint(format!("http://{address}/?ticket=s3cret"));
    let error = client.login(LoginRequest::default()).await.unwrap_err();
    let shown = format!("{error:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
    let CallError::Transport(error) = error else {
        panic!("{shown}");
    };
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert!(error.is_unsent());
}

#[tokio::test]
async fn plain_text_behind_https_is_a_tls_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
        let _ = stream.read(&mut [0; 4096]).await;
    });
    let client = TechnicianConsoleClient::new().with_endpoint(format!("https://{address}/"));
    let error = client.login(LoginRequest::default()).await.unwrap_err();
    let kind = transport_kind(error);
    // A system without root certificates does not come so far.
    assert!(
        matches!(kind, TransportErrorKind::Tls | TransportErrorKind::Setup),
        "{kind:?}"
    );
}

#[tokio::test]
async fn credentials_are_sent_and_not_shown() {
    let server = Server::start(Script::Send(without_keep_alive(LOGIN_11))).await;
    let transport = HttpTransport::builder()
        .basic_auth("user", "pa:ss")
        .user_agent("tests/1")
        .build();
    assert!(!format!("{transport:?}").contains("dXNlcjpwYTpzcw"));
    let client = TechnicianConsoleClient::with_transport(transport)
        .with_endpoint(format!("http://{}/x", server.address));
    client.login(LoginRequest::default()).await.unwrap();
    let request = server.requests()[0].to_ascii_lowercase();
    assert!(
        request.contains("authorization: basic dxnlcjpwytpzcw==\r\n"),
        "{request}"
    );
    assert!(request.contains("user-agent: tests/1\r\n"), "{request}");
}

#[tokio::test]
async fn a_wrong_setting_is_reported_by_the_call() {
    let transport = HttpTransport::builder()
        .root_certificates_pem(b"none")
        .build();
    let client = TechnicianConsoleClient::with_transport(transport);
    let error = client.login(LoginRequest::default()).await.unwrap_err();
    assert_eq!(transport_kind(error), TransportErrorKind::Setup);
}

/// A server with a certificate of its own; gives its address and the certificate.
fn start_tls(n_connections: usize) -> (SocketAddr, String) {
    let key = rcgen::generate_simple_self_signed(vec![String::from("localhost")]).unwrap();
    let pem = key.cert.pem();
    let private =
        rustls::pki_types::PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![key.cert.der().clone()], private)
        .unwrap();
    let config = Arc::new(config);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(n_connections) {
            let mut connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = stream.unwrap();
            let mut tls = rustls::Stream::new(&mut connection, &mut stream);
            let mut bytes = Vec::new();
            let mut buffer = [0; 4096];
            while !bytes.ends_with(b"Envelope>") {
                match tls.read(&mut buffer) {
                    Ok(0) | Err(_) => break,
                    Ok(n_read) => bytes.extend_from_slice(&buffer[..n_read]),
                }
            }
            let _ = tls.write_all(&without_keep_alive(LOGIN_11));
            tls.conn.send_close_notify();
            let _ = tls.flush();
        }
    });
    (address, pem)
}

#[tokio::test]
async fn only_trusted_certificates_are_accepted() {
    let (address, pem) = start_tls(3);
    let call = |transport, host: &str| {
        let endpoint = format!("https://{host}:{}/", address.port());
        let client = TechnicianConsoleClient::with_transport(transport).with_endpoint(endpoint);
        async move { client.login(LoginRequest::default()).await }
    };
    let trusting = HttpTransport::builder()
        .root_certificates_pem(pem.as_bytes())
        .build();
    let body = call(trusting.clone(), "localhost").await.unwrap();
    assert_eq!(body.result, "login_v2_OK");
    // A certificate for another name.
    let error = call(trusting, "127.0.0.1").await.unwrap_err();
    assert_eq!(transport_kind(error), TransportErrorKind::Tls);
    // Without the root.
    let error = call(HttpTransport::new(), "localhost").await.unwrap_err();
    let kind = transport_kind(error);
    assert!(
        matches!(kind, TransportErrorKind::Tls | TransportErrorKind::Setup),
        "{kind:?}"
    );
}

#[tokio::test]
async fn a_dropped_call_leaves_the_client_usable() {
    let whole = without_keep_alive(LOGIN_11);
    let stalled = [
        Server::start(Script::Stall(Vec::new())).await,
        Server::start(Script::Stall(whole[..whole.len() - 40].to_vec())).await,
    ];
    let good = Server::start(Script::Send(whole)).await;
    let client = TechnicianConsoleClient::new();
    let login = |server: &Server| {
        let endpoint = format!("http://{}/x", server.address);
        client.login(LoginRequest::default()).endpoint(endpoint)
    };
    for server in &stalled {
        tokio::select! {
            outcome = login(server).send() => panic!("nothing was dropped: {outcome:?}"),
            () = server.asked() => {}
        }
        assert_eq!(server.requests().len(), 1);
        assert_eq!(login(&good).await.unwrap().result, "login_v2_OK");
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    use soap_runtime::BlockingHttpTransport;

    use super::*;

    #[test]
    fn a_blocking_call_needs_no_runtime() {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let server = runtime.block_on(Server::start(Script::Send(without_keep_alive(LOGIN_11))));
        let client =
            TechnicianConsoleClient::with_transport(Arc::new(BlockingHttpTransport::new()))
                .with_endpoint(format!("http://{}/x", server.address));
        let body = client.login(LoginRequest::default()).call().unwrap();
        assert_eq!(body.result, "login_v2_OK");
        // Inside of one it blocks its thread, and no more.
        let inside = runtime.block_on(async { client.login(LoginRequest::default()).call() });
        assert_eq!(inside.unwrap().result, "login_v2_OK");
    }
}

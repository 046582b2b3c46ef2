//! A server in a thread that does with each connection what a test says, and the two ways to call it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use soap_runtime::{CallError, HttpTransportBuilder};

use crate::support::{LOGIN_11, LoginRequest, LoginResponse, TechnicianConsoleClient, body_offset};

/// The body of an answer that is right.
pub(crate) fn login_answer() -> &'static [u8] {
    &LOGIN_11[body_offset(LOGIN_11)..]
}

/// The bytes of an HTTP message around a body.
pub(crate) fn message(head: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {head}\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// Reads an HTTP request to the end of its body.
pub(crate) fn read_request(stream: &mut impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        if let Some(end) = text.find("\r\n\r\n") {
            let length = text.split("content-length: ").nth(1);
            let length = length.and_then(|it| it.lines().next()?.parse().ok());
            if bytes.len() >= end + 4 + length.unwrap_or(0) {
                return bytes;
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return bytes,
            Ok(n_read) => bytes.extend_from_slice(&buffer[..n_read]),
        }
    }
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Server {
    /// Does `serve` with every connection, which gives the request that it read.
    pub(crate) fn start(serve: impl Fn(TcpStream) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // Held while it serves: a client may have its answer before the request is kept.
                let mut seen = seen.lock().unwrap();
                seen.push(serve(stream.unwrap()));
            }
        });
        Self { address, requests }
    }

    /// Answers every request with what `answer` makes of it.
    pub(crate) fn answering(answer: impl Fn(&[u8]) -> Vec<u8> + Send + 'static) -> Self {
        Self::start(move |mut stream| {
            let request = read_request(&mut stream);
            let _ = stream.write_all(&answer(&request));
            request
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/x", self.address)
    }

    /// The requests as text; what is packed is no text.
    pub(crate) fn requests(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        let texts = requests
            .iter()
            .map(|it| String::from_utf8_lossy(it).into_owned());
        texts.collect()
    }
}

/// The same call over both transports.
pub(crate) fn over_both(
    url: &str,
    settings: impl Fn(HttpTransportBuilder) -> HttpTransportBuilder,
) -> [Result<LoginResponse, CallError>; 2] {
    [asynchronous(url, &settings), blocking(url, &settings)]
}

pub(crate) fn asynchronous(
    url: &str,
    settings: impl Fn(HttpTransportBuilder) -> HttpTransportBuilder,
) -> Result<LoginResponse, CallError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let transport = settings(HttpTransportBuilder::default()).build();
    let client = TechnicianConsoleClient::with_transport(transport).with_endpoint(url);
    runtime.block_on(async { client.login(request()).await })
}

pub(crate) fn blocking(
    url: &str,
    settings: impl Fn(HttpTransportBuilder) -> HttpTransportBuilder,
) -> Result<LoginResponse, CallError> {
    let transport = settings(HttpTransportBuilder::default()).build_blocking();
    let client = TechnicianConsoleClient::with_transport(transport).with_endpoint(url);
    client.login(request()).call()
}

fn request() -> LoginRequest {
    LoginRequest {
        email: Some("a@b.example".into()),
        ..LoginRequest::default()
    }
}

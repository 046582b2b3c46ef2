//! A server on loopback that says what a test wants, and remembers what it was asked.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What a server says to one address.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Wait so long before each byte of the body, or before the head where the body is empty.
    pub(crate) pause: Duration,
}

impl Answer {
    pub(crate) fn xml(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, "text/xml; charset=utf-8", body)
    }

    pub(crate) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), content_type.to_owned())],
            body: body.into(),
            pause: Duration::ZERO,
        }
    }

    pub(crate) fn redirect(status: u16, to: impl Into<String>) -> Self {
        Self::new(status, "text/plain", "moved").header("Location", to)
    }

    pub(crate) fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn slowly(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }
}

/// One request: its target, and its headers with lowercase names.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) target: String,
    pub(crate) headers: BTreeMap<String, String>,
}

type Answers = Arc<Mutex<BTreeMap<String, Answer>>>;

pub(crate) struct Server {
    address: SocketAddr,
    answers: Answers,
    requests: Arc<Mutex<Vec<Request>>>,
    scheme: &'static str,
}

impl Server {
    pub(crate) fn new() -> Self {
        Self::start("http", |stream, talk| talk(&mut { stream }))
    }

    /// A server whose streams `wrap` makes out of connections.
    pub(crate) fn start(
        scheme: &'static str,
        wrap: impl Fn(TcpStream, &mut dyn FnMut(&mut dyn Stream)) + Clone + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            answers: Answers::default(),
            requests: Arc::default(),
            scheme,
        };
        let (answers, requests) = (Arc::clone(&server.answers), Arc::clone(&server.requests));
        // Ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answers, requests) = (Arc::clone(&answers), Arc::clone(&requests));
                let wrap = wrap.clone();
                thread::spawn(move || {
                    wrap(stream, &mut |stream| talk(stream, &answers, &requests));
                });
            }
        });
        server
    }

    pub(crate) fn with(self, target: &str, answer: Answer) -> Self {
        self.set(target, answer);
        self
    }

    pub(crate) fn set(&self, target: &str, answer: Answer) {
        self.answers
            .lock()
            .unwrap()
            .insert(target.to_owned(), answer);
    }

    /// `http://127.0.0.1:4711`.
    pub(crate) fn base(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// `127.0.0.1:4711`.
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn url(&self, target: &str) -> String {
        format!("{}{target}", self.base())
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn targets(&self) -> Vec<String> {
        self.requests().into_iter().map(|it| it.target).collect()
    }
}

/// What a connection is read from and written to.
pub(crate) trait Stream: Read + Write {}

impl<T: Read + Write> Stream for T {}

fn talk(stream: &mut dyn Stream, answers: &Answers, requests: &Mutex<Vec<Request>>) {
    let mut lines = BufReader::new(&mut *stream).lines();
    let Some(Ok(first)) = lines.next() else {
        return;
    };
    let target = first.split(' ').nth(1).unwrap_or_default().to_owned();
    assert!(first.starts_with("GET "), "{first}");
    let headers = (lines.map_while(Result::ok))
        .take_while(|it| !it.is_empty())
        .filter_map(|it| {
            let (name, value) = it.split_once(':')?;
            Some((name.to_lowercase(), value.trim().to_owned()))
        })
        .collect();
    requests.lock().unwrap().push(Request {
        target: target.clone(),
        headers,
    });
    let answer = answers.lock().unwrap().get(&target).cloned();
    let answer = answer.unwrap_or_else(|| Answer::new(404, "text/html", "<html>Not here</html>"));
    let mut head = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\n\r\n", answer.body.len()));
    // The client may be gone, which is what some tests are about.
    let mut write = |bytes: &[u8]| stream.write_all(bytes).and_then(|()| stream.flush());
    if answer.pause.is_zero() {
        let _ = write(&[head.as_bytes(), &answer.body].concat());
        return;
    }
    if answer.body.is_empty() {
        thread::sleep(answer.pause);
    }
    if write(head.as_bytes()).is_err() {
        return;
    }
    for byte in &answer.body {
        thread::sleep(answer.pause);
        if write(&[*byte]).is_err() {
            return;
        }
    }
}

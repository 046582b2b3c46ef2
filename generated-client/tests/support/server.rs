//! [`Server`]: a hand-written HTTP/1.1 server on the loopback interface that answers literal bytes.
//!
//! In: a script, one [`Answer`] for each request. Out: the requests it received, in order. It shares no code with the
//! runtime, binds a port the system picks, and never sleeps: a stalled answer is a connection left open until the
//! client gives up.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// One request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// The bytes to answer with, and what becomes of the connection after them.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    pub(crate) then: Then,
}

/// What becomes of the connection after an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Then {
    /// It stays open for the next request.
    KeepOpen,
    /// It is closed, whatever the answer said about its length.
    Close,
    /// It stays open and nothing more is written, until the client closes it.
    Stall,
}

impl From<Vec<u8>> for Answer {
    fn from(bytes: Vec<u8>) -> Self {
        let then = Then::KeepOpen;
        Self { bytes, then }
    }
}

impl Received {
    /// The only header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self
            .headers
            .iter()
            .filter(|(it, _)| it.eq_ignore_ascii_case(name));
        let (_, value) = values.next()?;
        assert!(values.next().is_none(), "header {name} was sent twice");
        Some(value)
    }

    /// The value of a cookie that was sent.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        let cookies = self.header("cookie")?.split(';');
        let mut pairs = cookies.filter_map(|it| it.trim().split_once('='));
        pairs.find(|(it, _)| *it == name).map(|(_, value)| value)
    }

    /// The body, which is UTF-8.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the client sends UTF-8")
    }
}

type Script = dyn Fn(&Received) -> Answer + Send + Sync;

struct Shared {
    script: Box<Script>,
    requests: Mutex<Vec<Received>>,
    /// A handle of every connection, to end those that a client left open; `None` once the server is going down.
    connections: Mutex<Option<Vec<TcpStream>>>,
}

/// The server. It ends when it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server that answers every request with what `script` makes of it.
    pub(crate) fn start<A: Into<Answer>>(
        script: impl Fn(&Received) -> A + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free loopback port");
        let address = listener.local_addr().expect("a bound socket has one");
        let shared = Arc::new(Shared {
            script: Box::new(move |it| script(it).into()),
            requests: Mutex::new(Vec::new()),
            connections: Mutex::new(Some(Vec::new())),
        });
        let accepting = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Self {
            address,
            shared,
            accepting: Some(accepting),
        }
    }

    /// The URL of `path` on this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests so far, in the order they came.
    pub(crate) fn requests(&self) -> Vec<Received> {
        lock(&self.shared.requests).clone()
    }

    /// The only request so far.
    pub(crate) fn only_request(&self) -> Received {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "a call is sent once and never repeated");
        requests.remove(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let connections = lock(&self.shared.connections).take();
        for it in connections.into_iter().flatten() {
            let _ = it.shutdown(Shutdown::Both);
        }
        // Wakes the accepting thread, which then sees that there is nothing to do.
        let _ = TcpStream::connect(self.address);
        if let Some(it) = self.accepting.take() {
            let _ = it.join();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut serving = Vec::new();
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        match (lock(&shared.connections).as_mut(), stream.try_clone()) {
            (Some(connections), Ok(handle)) => connections.push(handle),
            (Some(_), Err(_)) => continue,
            (None, _) => break,
        }
        let shared = Arc::clone(shared);
        serving.push(std::thread::spawn(move || {
            let stream = ClosedOnDrop(stream);
            // A connection that breaks is the client's to report.
            let _ = serve(&stream.0, &shared);
        }));
    }
    for it in serving {
        let _ = it.join();
    }
}

/// A connection that ends with its thread, also when the script panics: the client must not wait for an answer then.
struct ClosedOnDrop(TcpStream);

impl Drop for ClosedOnDrop {
    fn drop(&mut self) {
        let _ = self.0.shutdown(Shutdown::Both);
    }
}

fn serve(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader)? {
        lock(&shared.requests).push(request.clone());
        let answer = (shared.script)(&request);
        let mut writer = stream;
        writer.write_all(&answer.bytes)?;
        match answer.then {
            Then::KeepOpen => {}
            Then::Close => break,
            Then::Stall => {
                io::copy(&mut reader, &mut io::sink())?;
                break;
            }
        }
    }
    Ok(())
}

/// Reads a head and a body of `Content-Length` bytes; `None` at the end of the connection.
fn read_request(reader: &mut impl BufRead) -> io::Result<Option<Received>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_ascii_whitespace().map(str::to_owned);
    let (Some(method), Some(path), Some(_)) = (words.next(), words.next(), words.next()) else {
        return Err(io::Error::other(format!("not a request line: {line:?}")));
    };
    let mut request = Received {
        method,
        path,
        headers: Vec::new(),
        body: Vec::new(),
    };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        request
            .headers
            .push((name.to_owned(), value.trim().to_owned()));
    }
    let length = request.header("content-length").unwrap_or("0");
    let length = length.parse().map_err(io::Error::other)?;
    request.body = vec![0; length];
    reader.read_exact(&mut request.body)?;
    Ok(Some(request))
}

/// A panic in a script is reported by the test that made it, not by this lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

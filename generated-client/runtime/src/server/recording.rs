//! [`Recorder`] and [`Replay`]: a session with a real service, kept in files and answered from them.
//!
//! An exchange is two files as HTTP prints them, `0001-Login.request.http` and `0001-Login.response.http`, which can be
//! read, compared and edited. What the contract calls secret is masked in both, and so are cookies and credentials.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};

use crate::client::CallInfo;
use crate::soap::mask;
use crate::transport::{
    Answered, BlockingTransport, CallContext, Ready, Transport, TransportError, TransportErrorKind,
    now,
};

/// What stands for the value of a header that may be secret.
const MASKED: &str = "xxx";

/// The headers that say how a message is to be read. What a header of the caller's own holds is not known.
const PLAIN_HEADERS: [&str; 6] = [
    "accept",
    "content-length",
    "content-type",
    "date",
    "server",
    "soapaction",
];

/// A transport that keeps every exchange of the one that it wraps, without secrets.
///
/// Bodies are kept where they are one XML document in UTF-8; any other is an error of the call, since nobody knows where
/// its secrets are. An exchange that failed on the way leaves no file.
#[derive(Debug)]
pub struct Recorder<T> {
    inner: T,
    folder: PathBuf,
    n_exchanges: AtomicUsize,
}

/// A transport that answers from what a [`Recorder`] kept.
pub struct Replay {
    /// In the order of their files; taken out as they are asked for.
    kept: Mutex<Vec<Kept>>,
}

struct Kept {
    operation: String,
    request: Bytes,
    response: Response<Bytes>,
}

impl<T> Recorder<T> {
    /// Keeps what `inner` carries in `folder`, which is made where it is missing.
    ///
    /// # Errors
    /// The folder cannot be made, or is not empty: two sessions in one would be none.
    pub fn new(inner: T, folder: impl Into<PathBuf>) -> std::io::Result<Self> {
        let folder = folder.into();
        fs::create_dir_all(&folder)?;
        if fs::read_dir(&folder)?.next().is_some() {
            let message = format!("{} is not empty", folder.display());
            return Err(std::io::Error::other(message));
        }
        Ok(Self {
            inner,
            folder,
            n_exchanges: AtomicUsize::new(0),
        })
    }

    /// Sends over `inner` and keeps what came of it. What cannot be kept is not sent either.
    async fn keep(
        &self,
        inner: &impl Transport,
        request: Request<Bytes>,
        context: &CallContext,
        (operation, secrets): (String, &[&str]),
    ) -> Answered<Bytes> {
        let head = format!("POST {}", request.uri().path());
        let sent = printed(&head, request.headers(), request.body(), secrets).map_err(unsent)?;
        let response = inner.send(request, context).await?;
        let head = format!("HTTP/1.1 {}", response.status());
        let answered = printed(&head, response.headers(), response.body(), secrets);
        let answered = answered.map_err(lost)?;
        let number = self.n_exchanges.fetch_add(1, Ordering::Relaxed) + 1;
        for (kind, text) in [("request", sent), ("response", answered)] {
            let file = format!("{number:04}-{operation}.{kind}.http");
            fs::write(self.folder.join(file), text).map_err(lost)?;
        }
        Ok(response)
    }
}

impl<T: Transport> Transport for Recorder<T> {
    async fn send(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        let called = called(&request);
        self.keep(&self.inner, request, context, called).await
    }
}

impl<T: BlockingTransport> BlockingTransport for Recorder<T> {
    fn send_blocking(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        let called = called(&request);
        now(self.keep(&Ready(&self.inner), request, context, called))
    }
}

impl<T: BlockingTransport> Recorder<T> {
    /// Sends a request that no client made, and keeps it as a call of `operation`; `secrets` are the names of elements and
    /// attributes that hold some.
    ///
    /// # Errors
    /// As the transport's, and where the exchange cannot be kept.
    pub fn send_as(
        &self,
        operation: &str,
        secrets: &[&str],
        request: Request<Bytes>,
        context: &CallContext,
    ) -> Result<Response<Bytes>, TransportError> {
        let called = (plain(operation), secrets);
        now(self.keep(&Ready(&self.inner), request, context, called))
    }
}

impl Replay {
    /// Answers from the files of `folder`.
    ///
    /// # Errors
    /// A file cannot be read, or is not as a [`Recorder`] writes it.
    pub fn open(folder: impl AsRef<Path>) -> std::io::Result<Self> {
        let mut requests: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(".request.http") {
                requests.push(path);
            }
        }
        requests.sort();
        let kept: std::io::Result<Vec<Kept>> = requests.iter().map(|path| read(path)).collect();
        Ok(Self {
            kept: Mutex::new(kept?),
        })
    }

    /// The exchanges that nobody asked for yet.
    pub fn left(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Replay {
    async fn send(&self, request: Request<Bytes>, context: &CallContext) -> Answered<Bytes> {
        self.send_blocking(request, context)
    }
}

/// Answers with the first exchange left whose operation and masked body are those of the request.
impl BlockingTransport for Replay {
    fn send_blocking(&self, request: Request<Bytes>, _: &CallContext) -> Answered<Bytes> {
        let (operation, secrets) = called(&request);
        let body = masked(request.body(), secrets).map_err(unsent)?;
        let mut kept = self.lock();
        let is_same = |it: &Kept| it.operation == operation && it.request == body.as_bytes();
        match kept.iter().position(is_same) {
            Some(index) => Ok(kept.remove(index).response),
            None => {
                let of_operation = kept.iter().filter(|it| it.operation == operation).count();
                Err(unsent(format!(
                    "no recorded call of `{operation}` is like this one; {of_operation} others of it are left"
                )))
            }
        }
    }
}

/// The operation that a request is of, for the name of a file, and what is secret in it.
fn called(request: &Request<Bytes>) -> (String, &'static [&'static str]) {
    let info = request.extensions().get::<CallInfo>();
    let name = info.map_or("call", |info| info.operation);
    (plain(name), info.map_or(&[], |info| info.secrets))
}

/// `name` as part of a file's.
fn plain(name: &str) -> String {
    let is_plain = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-');
    let plain = name
        .chars()
        .map(|char| if is_plain(char) { char } else { '_' });
    plain.collect()
}

/// A message as HTTP prints it, without secrets.
fn printed(
    head: &str,
    headers: &HeaderMap,
    body: &Bytes,
    secrets: &[&str],
) -> Result<String, &'static str> {
    let mut text = format!("{head}\r\n");
    for (name, value) in headers {
        let value = match value.to_str() {
            Ok(value) if PLAIN_HEADERS.contains(&name.as_str()) => value,
            Ok(_) | Err(_) => MASKED,
        };
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str("\r\n");
    text.push_str(&masked(body, secrets)?);
    Ok(text)
}

fn masked(body: &Bytes, secrets: &[&str]) -> Result<String, &'static str> {
    if body.is_empty() {
        return Ok(String::new());
    }
    std::str::from_utf8(body)
        .ok()
        .and_then(|text| mask(text.trim_start_matches('\u{FEFF}'), secrets))
        .ok_or("only bodies of one XML document in UTF-8 are recorded: where else secrets stand is not known")
}

fn read(request: &Path) -> std::io::Result<Kept> {
    let name = request.to_string_lossy();
    let broken = |path: &Path| {
        std::io::Error::other(format!("{} is not as it was recorded", path.display()))
    };
    let stem = name.trim_end_matches(".request.http");
    let operation = Path::new(stem)
        .file_name()
        .and_then(|file| file.to_str())
        .and_then(|file| Some(file.split_once('-')?.1.to_owned()))
        .ok_or_else(|| broken(request))?;
    let sent = fs::read_to_string(request)?;
    let body = parts(&sent).ok_or_else(|| broken(request))?.body;
    let path = PathBuf::from(format!("{stem}.response.http"));
    let answered = fs::read_to_string(&path)?;
    let response = response(&answered).ok_or_else(|| broken(&path))?;
    Ok(Kept {
        operation,
        request: Bytes::copy_from_slice(body.as_bytes()),
        response,
    })
}

/// A message as it stands in a file.
struct Printed<'t> {
    first_line: &'t str,
    headers: Vec<(&'t str, &'t str)>,
    body: &'t str,
}

/// The parts of a message. A file that was edited may end its lines otherwise.
fn parts(text: &str) -> Option<Printed<'_>> {
    let (head, body) = (text.split_once("\r\n\r\n")).or_else(|| text.split_once("\n\n"))?;
    let mut lines = head.lines();
    let first_line = lines.next()?;
    let headers = lines.filter_map(|line| line.split_once(": "));
    Some(Printed {
        first_line,
        headers: headers.collect(),
        body,
    })
}

fn response(text: &str) -> Option<Response<Bytes>> {
    let Printed {
        first_line,
        headers,
        body,
    } = parts(text)?;
    let status = first_line.split(' ').nth(1)?;
    let mut response = Response::new(Bytes::copy_from_slice(body.as_bytes()));
    *response.status_mut() = StatusCode::from_bytes(status.as_bytes()).ok()?;
    for (name, value) in headers {
        // The body may have another length now.
        if name.eq_ignore_ascii_case("content-length") {
            continue;
        }
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        let value = HeaderValue::from_str(value).ok()?;
        response.headers_mut().append(name, value);
    }
    Some(response)
}

fn unsent(message: impl fmt::Display) -> TransportError {
    TransportError::new(TransportErrorKind::Setup).with_message(message.to_string())
}

/// The service may have done what it was asked for.
fn lost(message: impl fmt::Display) -> TransportError {
    TransportError::new(TransportErrorKind::Io).with_message(message.to_string())
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay")
            .field("left", &self.left())
            .finish_non_exhaustive()
    }
}

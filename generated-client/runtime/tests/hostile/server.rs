//! A server whose answers are scripts, one for each path: `/7` is answered by the eighth.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use soap_runtime::{CallError, HttpTransport, NoFault, NoHeaders, TransportErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{LoginRequest, LoginResponse, TechnicianConsoleClient};

/// How one request is answered: pieces with a pause after each, and whether the connection then stays open.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub(crate) pieces: Vec<Vec<u8>>,
    pub(crate) stalls: bool,
}

impl Script {
    /// Sends `bytes` and closes.
    pub(crate) fn send(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            pieces: vec![bytes.into()],
            stalls: false,
        }
    }

    /// Sends `bytes` and nothing more.
    pub(crate) fn stall(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            stalls: true,
            ..Self::send(bytes)
        }
    }
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) async fn start(host: &str, scripts: Vec<Script>) -> Self {
        let listener = TcpListener::bind((host, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let scripts = Arc::new(scripts);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&scripts), Arc::clone(&seen)));
            }
        });
        Self { address, requests }
    }

    /// The heads of all requests so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// How often the script `index` was asked for.
    pub(crate) fn count(&self, index: usize) -> usize {
        let line = format!("POST /{index} ");
        let requests = self.requests.lock().unwrap();
        requests.iter().filter(|it| it.starts_with(&line)).count()
    }
}

async fn serve(mut stream: TcpStream, scripts: Arc<Vec<Script>>, seen: Arc<Mutex<Vec<String>>>) {
    // Requests on one connection follow each other, as long as the answers let them.
    loop {
        let mut bytes = Vec::new();
        let mut buffer = [0; 4096];
        while !bytes.ends_with(b"Envelope>") {
            match stream.read(&mut buffer).await {
                Ok(0) | Err(_) => return,
                Ok(n_read) => bytes.extend_from_slice(&buffer[..n_read]),
            }
        }
        let request = String::from_utf8_lossy(&bytes).into_owned();
        let path = request.split(' ').nth(1).unwrap_or("/0").to_owned();
        seen.lock().unwrap().push(request);
        let index = path.trim_start_matches('/').parse().unwrap_or(0);
        let script: Script = scripts.get(index).cloned().unwrap_or_default();
        for (index, piece) in script.pieces.iter().enumerate() {
            if index > 0 {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            if stream.write_all(piece).await.is_err() {
                return;
            }
        }
        if script.stalls {
            tokio::time::sleep(Duration::from_secs(30)).await;
        }
        let _ = stream.shutdown().await;
    }
}

pub(crate) type Outcome<T = LoginResponse> = Result<T, CallError<NoFault, NoHeaders>>;

/// Calls every script of a server, many at a time, and gives the outcomes in order.
pub(crate) async fn call_all(server: &Server, n: usize, timeout: Duration) -> Vec<Outcome> {
    let transport = HttpTransport::new();
    let mut outcomes = Vec::new();
    for start in (0..n).step_by(64) {
        let calls: Vec<_> = (start..n.min(start + 64))
            .map(|index| {
                let endpoint = format!("http://{}/{index}", server.address);
                let client = TechnicianConsoleClient::with_transport(transport.clone())
                    .with_endpoint(endpoint);
                tokio::spawn(async move {
                    let call = client.login(LoginRequest::default());
                    call.timeout(timeout).await
                })
            })
            .collect();
        for call in calls {
            outcomes.push(call.await.unwrap());
        }
    }
    outcomes
}

/// What an error says of the request is so: one that the server saw is never said to be unsent.
#[track_caller]
pub(crate) fn assert_true_to_fact<T>(outcome: &Outcome<T>, was_seen: bool) {
    let Err(error) = outcome else {
        return assert!(was_seen, "an answer to nothing");
    };
    assert!(!(error.is_unsent() && was_seen), "it was sent: {error:?}");
    if let CallError::Transport(transport) = error {
        let is_passing = matches!(
            transport.kind(),
            TransportErrorKind::Connect | TransportErrorKind::Timeout | TransportErrorKind::Io
        );
        assert_eq!(error.is_retryable(), is_passing, "{error:?}");
    }
}

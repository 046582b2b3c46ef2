//! HTTP/1.1 for the stub: hyper reads and writes, a function answers.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use soap_runtime::Limits;

/// What answers a request. It may block.
pub(super) type Handler = dyn Fn(Request<Bytes>) -> Response<Bytes> + Send + Sync;

/// Answers requests until the process ends.
///
/// # Errors
/// The socket cannot be used.
pub(super) fn run(listener: TcpListener, handler: &Arc<Handler>) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                // Of one connection; others go on.
                continue;
            };
            let handler = Arc::clone(handler);
            let service = service_fn(move |request| {
                let handler = Arc::clone(&handler);
                async move { Ok::<_, Infallible>(answer(request, handler).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service);
            tokio::spawn(async move {
                // Whoever hangs up knows it.
                let _ = connection.await;
            });
        }
    })
}

async fn answer(request: Request<Incoming>, handler: Arc<Handler>) -> Response<Full<Bytes>> {
    let (parts, body) = request.into_parts();
    let body = Limited::new(body, Limits::response().bytes);
    let response = match body.collect().await {
        Ok(body) => {
            let request = Request::from_parts(parts, body.to_bytes());
            let answered = tokio::task::spawn_blocking(move || handler(request)).await;
            answered.unwrap_or_else(|_| bare(StatusCode::INTERNAL_SERVER_ERROR))
        }
        Err(_) => bare(StatusCode::PAYLOAD_TOO_LARGE),
    };
    response.map(Full::new)
}

/// An answer that is only a status.
pub(super) fn bare(status: StatusCode) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    response
}

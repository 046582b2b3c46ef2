//! [`PartSource`]: a part of a request whose content is read while it is sent, and [`UploadCall`], the call that does it.
//!
//! A request is written with a mark in place of the content. Where the mark has become a part of the package, the package is
//! cut, and the content sent in its place.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::pin::Pin;
use std::task::Poll;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_LENGTH;
use memchr::memmem;

use crate::client::call::{Call, Prepared, failed};
use crate::mime::Attachment;
use crate::soap::{Operation, OperationError, Reply, RequestError};
#[cfg(feature = "hyper")]
use crate::transport::PIECE;
use crate::transport::{
    BlockingBody, BlockingTransport, Body, Ready, Transport, TransportError, TransportErrorKind,
    now, pieces_of,
};

/// A part of a request whose content is read while it is sent: from a reader, for a blocking transport, or from a [`Body`].
///
/// What stands in the request for it, [`octets`](Self::octets) or an [`attachment`](Self::attachment), is a mark, which
/// [`Call::upload`] sends the content in place of.
#[must_use]
pub struct PartSource<B> {
    mark: Vec<u8>,
    length: Option<u64>,
    content: B,
}

impl<B> PartSource<B> {
    /// A part with this content.
    pub fn new(content: impl Into<B>) -> Self {
        let half = || RandomState::new().build_hasher().finish();
        Self {
            // Nothing else in a request is the same by accident.
            mark: format!("soap-runtime-part-{:016x}{:016x}", half(), half()).into_bytes(),
            length: None,
            content: content.into(),
        }
    }

    /// The same with the number of bytes of its content. Where all parts have one the request says how long it is, which
    /// old servers ask for; content of another length is an error of the transport then.
    pub fn with_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// What stands for the content in a member of octets; they have to go beside the envelope
    /// ([`Call::mtom`] with [`MtomMode::ON`](crate::MtomMode::ON)).
    pub fn octets(&self) -> Vec<u8> {
        self.mark.clone()
    }

    /// The attachment that it is, of this media type: for a member of the request, or [`Call::attachment`].
    pub fn attachment(&self, content_type: impl Into<String>) -> Attachment {
        Attachment::new(content_type, self.mark.clone())
    }
}

impl PartSource<BlockingBody> {
    /// A part with the content that `reader` gives.
    pub fn reader(reader: impl io::Read + Send + 'static) -> Self {
        Self::new(BlockingBody::from_pieces(pieces_of(reader, unread)))
    }
}

#[cfg(feature = "hyper")]
impl PartSource<Body> {
    /// A part with the content that `reader` gives.
    pub fn async_reader(mut reader: impl tokio::io::AsyncRead + Send + Unpin + 'static) -> Self {
        let body = Body::from_poll(move |context| {
            let mut piece = vec![0; PIECE];
            let mut buffer = tokio::io::ReadBuf::new(&mut piece);
            let read = std::task::ready!(Pin::new(&mut reader).poll_read(context, &mut buffer));
            let n_bytes = buffer.filled().len();
            piece.truncate(n_bytes);
            Poll::Ready(match read {
                Ok(()) => (n_bytes > 0).then(|| Ok(Bytes::from(piece))),
                Err(error) => Some(Err(unread(error))),
            })
        });
        Self::new(body)
    }
}

fn unread(error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Io)
        .with_message("the content of a part cannot be read")
        .with_source(error)
}

/// A call that sends parts whose content is read meanwhile.
///
/// Made by [`Call::upload`]. `.await` and [`UploadCall::call`] give the body of the answer. The request is not sent twice,
/// whatever a [`Retry`](crate::Retry) allows.
#[must_use = "nothing is sent before the call is awaited"]
pub struct UploadCall<'c, O: Operation, T, B> {
    call: Call<'c, O, T>,
    parts: Vec<PartSource<B>>,
}

impl<'c, O: Operation, T> Call<'c, O, T> {
    /// Sends the content of `part` in place of its mark in the request.
    pub fn upload<B>(self, part: PartSource<B>) -> UploadCall<'c, O, T, B> {
        UploadCall {
            call: self,
            parts: vec![part],
        }
    }
}

impl<O: Operation, T, B> UploadCall<'_, O, T, B> {
    /// Sends the content of another part too.
    pub fn upload(mut self, part: PartSource<B>) -> Self {
        self.parts.push(part);
        self
    }
}

/// The package cut at the marks, with the content of parts between, and how long all is where that is known.
fn cut(
    package: &Bytes,
    parts: Vec<PartSource<Body>>,
) -> Result<(Vec<Body>, Option<u64>), RequestError> {
    let mut places = Vec::new();
    for part in parts {
        let mut found = memmem::find_iter(package, &part.mark);
        // A part stands between the blank line behind its head and the line end in front of a boundary.
        let place = found.next().filter(|at| {
            package[..*at].ends_with(b"\r\n\r\n")
                && package[at + part.mark.len()..].starts_with(b"\r\n--")
        });
        match (place, found.next()) {
            (Some(at), None) => places.push((at, part)),
            _ => return Err(RequestError::Upload),
        }
    }
    places.sort_by_key(|(at, _)| *at);
    let mut length = Some(0_u64);
    let mut add = |more: Option<u64>| {
        length = length
            .zip(more)
            .and_then(|(length, more)| length.checked_add(more));
    };
    let mut res = Vec::new();
    let mut from = 0;
    for (at, part) in places {
        add(u64::try_from(at - from).ok());
        add(part.length);
        res.push(package.slice(from..at).into());
        from = at + part.mark.len();
        res.push(part.content);
    }
    add(u64::try_from(package.len() - from).ok());
    res.push(package.slice(from..).into());
    Ok((res, length))
}

/// The request with the content of its parts.
fn with_parts(
    request: http::Request<Bytes>,
    parts: Vec<PartSource<Body>>,
) -> Result<http::Request<Body>, RequestError> {
    let (bodies, length) = cut(request.body(), parts)?;
    let mut request = request.map(|_| join(bodies));
    if let Some(length) = length {
        (request.headers_mut()).insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    Ok(request)
}

fn join(mut bodies: Vec<Body>) -> Body {
    bodies.reverse();
    Body::from_poll(move |context| {
        while let Some(body) = bodies.last_mut() {
            match std::task::ready!(body.poll_piece(context)) {
                Some(piece) => return Poll::Ready(Some(piece)),
                None => bodies.pop(),
            };
        }
        Poll::Ready(None)
    })
}

/// Sends the request with the content of its parts, and reads the answer.
async fn upload<O: Operation>(
    prepared: Prepared,
    transport: &impl Transport,
    parts: Vec<PartSource<Body>>,
) -> Result<Reply<O>, OperationError<O>> {
    let Prepared {
        request,
        context,
        reading,
    } = prepared;
    let request = match with_parts(request, parts) {
        Ok(request) => request,
        Err(error) => return Err(failed::<O>(reading.running, error.into())),
    };
    let trace = reading.running.trace().clone();
    let sending = async {
        let response = transport.send_streaming(request, &context).await?;
        let (head, body) = response.into_parts();
        let body = body.whole(context.max_body).await?;
        Ok(http::Response::from_parts(head, body))
    };
    let response = trace.around(sending).await;
    reading.finish::<O>(response)
}

impl<'c, O: Operation, T: Transport> UploadCall<'c, O, T, Body> {
    /// Sends the request and gives the answer with its header blocks, deviations and status.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub fn send(
        self,
    ) -> impl Future<Output = Result<Reply<O>, OperationError<O>>> + Send + use<'c, O, T> {
        let transport = self.call.transport;
        let prepared = self.call.prepare();
        let parts = self.parts;
        async move { upload::<O>(prepared?, transport, parts).await }
    }
}

impl<'c, O: Operation, T: Transport> IntoFuture for UploadCall<'c, O, T, Body> {
    type Output = Result<O::Response, OperationError<O>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'c>>;

    fn into_future(self) -> Self::IntoFuture {
        let reply = self.send();
        Box::pin(async move { Ok(reply.await?.body) })
    }
}

impl<O: Operation, T: BlockingTransport> UploadCall<'_, O, T, BlockingBody> {
    /// Sends the request and blocks the thread until the body of the answer is there.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub fn call(self) -> Result<O::Response, OperationError<O>> {
        Ok(self.call_for_reply()?.body)
    }

    /// As [`UploadCall::call`], with header blocks, deviations and status.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub fn call_for_reply(self) -> Result<Reply<O>, OperationError<O>> {
        let transport = Ready(self.call.transport);
        let parts = self.parts.into_iter().map(|part| PartSource {
            mark: part.mark,
            length: part.length,
            content: part.content.0,
        });
        now(upload::<O>(
            self.call.prepare()?,
            &transport,
            parts.collect(),
        ))
    }
}

impl<B> fmt::Debug for PartSource<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartSource")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl<O: Operation, T, B> fmt::Debug for UploadCall<'_, O, T, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadCall")
            .field("call", &self.call)
            .field("parts", &self.parts)
            .finish()
    }
}

//! [`Body`] and [`BlockingBody`]: bodies that need not be there as a whole.

use std::fmt;
use std::future::poll_fn;
use std::io::Read;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use crate::transport::TransportError;
use crate::transport::now::now;

/// The next piece of a body; `None` at its end.
pub(crate) type Piece = Option<Result<Bytes, TransportError>>;
type PollPiece = dyn FnMut(&mut Context<'_>) -> Poll<Piece> + Send;

/// A body that arrives, or is sent, piece by piece.
pub struct Body(Inner);

enum Inner {
    Whole(Bytes),
    Pieces(Box<PollPiece>),
}

impl Body {
    /// The body whose pieces `poll` gives, `None` at its end; it is not asked again then.
    pub fn from_poll(
        poll: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>>
        + Send
        + 'static,
    ) -> Self {
        Self(Inner::Pieces(Box::new(poll)))
    }

    /// The whole body, where it is there; it can be sent again then.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes),
            Inner::Pieces(_) => None,
        }
    }

    /// The next piece; `None` at the end.
    pub fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Inner::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)))
            }
            Inner::Pieces(poll) => poll(context),
        }
    }

    /// The next piece; `None` at the end.
    pub async fn piece(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    /// All of it, at most `max` bytes.
    ///
    /// # Errors
    /// It cannot be had, or is longer.
    pub async fn whole(mut self, max: usize) -> Result<Bytes, TransportError> {
        join(move |context| self.poll_piece(context), max).await
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Whole(bytes))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(f, "Body", self.as_bytes())
    }
}

/// A body that arrives, or is sent, piece by piece, for a thread that waits for it: an iterator over the pieces.
pub struct BlockingBody(
    /// Never pending.
    pub(crate) Body,
);

impl BlockingBody {
    /// The body of these pieces.
    pub fn from_pieces(
        mut pieces: impl Iterator<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Body::from_poll(move |_| Poll::Ready(pieces.next())))
    }

    /// The whole body, where it is there; it can be sent again then.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        self.0.as_bytes()
    }

    /// All of it, at most `max` bytes.
    ///
    /// # Errors
    /// It cannot be had, or is longer.
    pub fn whole(self, max: usize) -> Result<Bytes, TransportError> {
        now(self.0.whole(max))
    }
}

impl Iterator for BlockingBody {
    type Item = Result<Bytes, TransportError>;

    fn next(&mut self) -> Option<Self::Item> {
        now(self.0.piece())
    }
}

impl From<Bytes> for BlockingBody {
    fn from(bytes: Bytes) -> Self {
        Self(bytes.into())
    }
}

impl fmt::Debug for BlockingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(f, "BlockingBody", self.as_bytes())
    }
}

/// All pieces that `poll` gives, at most `max` bytes. What comes in one piece, as most answers do, is not copied.
pub(super) async fn join(
    mut poll: impl FnMut(&mut Context<'_>) -> Poll<Piece>,
    max: usize,
) -> Result<Bytes, TransportError> {
    let (mut only, mut joined) = (Bytes::new(), BytesMut::new());
    // The length that the server announces is not believed: nothing is reserved, everything is counted.
    while let Some(piece) = poll_fn(&mut poll).await {
        let piece = piece?;
        if only.len() + joined.len() + piece.len() > max {
            return Err(TransportError::too_large(max));
        }
        if only.is_empty() && joined.is_empty() {
            only = piece;
            continue;
        }
        joined.extend_from_slice(&std::mem::take(&mut only));
        joined.extend_from_slice(&piece);
    }
    Ok(match joined.is_empty() {
        true => only,
        false => joined.freeze(),
    })
}

/// Bytes that are read at a time.
pub(crate) const PIECE: usize = 64 << 10;

/// What `reader` gives, piece by piece; its errors as `error` says.
pub(crate) fn pieces_of(
    mut reader: impl Read,
    error: impl Fn(std::io::Error) -> TransportError,
) -> impl Iterator<Item = Result<Bytes, TransportError>> {
    std::iter::from_fn(move || {
        let mut piece = vec![0; PIECE];
        loop {
            match reader.read(&mut piece) {
                Ok(0) => return None,
                Ok(n_bytes) => {
                    piece.truncate(n_bytes);
                    return Some(Ok(Bytes::from(piece)));
                }
                Err(broken) if broken.kind() == std::io::ErrorKind::Interrupted => {}
                Err(broken) => return Some(Err(error(broken))),
            }
        }
    })
}

fn show(f: &mut fmt::Formatter<'_>, name: &str, bytes: Option<&Bytes>) -> fmt::Result {
    match bytes {
        Some(bytes) => write!(f, "{name}({} bytes)", bytes.len()),
        None => write!(f, "{name}(..)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::TransportErrorKind;

    #[test]
    fn just_as_many_bytes_as_are_allowed_are_kept() {
        let body = || BlockingBody::from_pieces(["ab", "cd"].map(|it| Ok(it.into())).into_iter());
        assert_eq!(body().whole(4).unwrap(), "abcd");
        let error = body().whole(3).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::BodyTooLarge);
    }
}

//! [`Body`] and [`BlockingBody`]: bodies that need not be there as a whole.

use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use crate::transport::TransportError;

/// The next piece of a body; `None` at its end.
type Piece = Option<Result<Bytes, TransportError>>;
type PollPiece = dyn FnMut(&mut Context<'_>) -> Poll<Piece> + Send;

/// What both kinds of bodies have.
#[cfg(any(feature = "hyper", feature = "blocking"))]
pub(super) trait AnyBody: From<Bytes> {
    /// The whole body, where it is there.
    #[cfg_attr(
        not(any(feature = "gzip", feature = "digest")),
        expect(dead_code, reason = "only they look at what is sent")
    )]
    fn whole_bytes(&self) -> Option<&Bytes>;
}

#[cfg(any(feature = "hyper", feature = "blocking"))]
impl AnyBody for Body {
    fn whole_bytes(&self) -> Option<&Bytes> {
        self.as_bytes()
    }
}

#[cfg(any(feature = "hyper", feature = "blocking"))]
impl AnyBody for BlockingBody {
    fn whole_bytes(&self) -> Option<&Bytes> {
        self.as_bytes()
    }
}

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
        let mut res = BytesMut::new();
        while let Some(piece) = self.piece().await {
            add(&mut res, &piece?, max)?;
        }
        Ok(res.freeze())
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
pub struct BlockingBody(BlockingInner);

enum BlockingInner {
    Whole(Bytes),
    Pieces(Box<dyn Iterator<Item = Result<Bytes, TransportError>> + Send>),
}

impl BlockingBody {
    /// The body of these pieces.
    pub fn from_pieces(
        pieces: impl Iterator<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(BlockingInner::Pieces(Box::new(pieces)))
    }

    /// The whole body, where it is there; it can be sent again then.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            BlockingInner::Whole(bytes) => Some(bytes),
            BlockingInner::Pieces(_) => None,
        }
    }

    /// All of it, at most `max` bytes.
    ///
    /// # Errors
    /// It cannot be had, or is longer.
    pub fn whole(self, max: usize) -> Result<Bytes, TransportError> {
        let mut res = BytesMut::new();
        for piece in self {
            add(&mut res, &piece?, max)?;
        }
        Ok(res.freeze())
    }
}

impl Iterator for BlockingBody {
    type Item = Result<Bytes, TransportError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            BlockingInner::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                (!bytes.is_empty()).then_some(Ok(bytes))
            }
            BlockingInner::Pieces(pieces) => pieces.next(),
        }
    }
}

impl From<Bytes> for BlockingBody {
    fn from(bytes: Bytes) -> Self {
        Self(BlockingInner::Whole(bytes))
    }
}

impl fmt::Debug for BlockingBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(f, "BlockingBody", self.as_bytes())
    }
}

fn add(all: &mut BytesMut, piece: &[u8], max: usize) -> Result<(), TransportError> {
    if all.len() + piece.len() > max {
        return Err(TransportError::too_large(max));
    }
    all.extend_from_slice(piece);
    Ok(())
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
        let mut all = BytesMut::from("ab");
        add(&mut all, b"cd", 4).unwrap();
        assert_eq!(all, "abcd");
        let error = add(&mut all, b"e", 4).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::BodyTooLarge);
        assert_eq!(all, "abcd");
    }
}

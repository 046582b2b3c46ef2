//! [`Unpacking`]: `Content-Encoding` of answers that arrive in pieces; RFC 9110 §8.4.
//!
//! In: pieces as they came. Out: pieces unpacked, none of them large, whatever was packed into it.

#[cfg(feature = "gzip")]
use std::io::Write;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};

#[cfg(feature = "gzip")]
use super::coding::is_zlib;
use super::coding::last_coding;
use crate::transport::{Body, Piece, TransportError, TransportErrorKind};

/// The body whose packed pieces `poll` gives, unpacked as they arrive.
pub(super) fn unpacked(
    mut unpacking: Unpacking,
    mut poll: impl FnMut(&mut Context<'_>) -> Poll<Piece> + Send + 'static,
) -> Body {
    let mut has_ended = false;
    Body::from_poll(move |context| {
        loop {
            match unpacking.next() {
                Ok(Some(piece)) => return Poll::Ready(Some(Ok(piece))),
                Ok(None) if has_ended => return Poll::Ready(None),
                Ok(None) => {}
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
            match ready!(poll(context)) {
                Some(Ok(piece)) => unpacking.push(piece),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    has_ended = true;
                    return Poll::Ready(unpacking.finish().transpose());
                }
            }
        }
    })
}

/// Packed bytes that are unpacked at a time. Deflate makes at most about a thousand times as many of them.
#[cfg(feature = "gzip")]
const SLICE: usize = 1 << 10;

/// Unpacks a body that arrives in pieces.
pub(super) struct Unpacking {
    coding: Option<Coding>,
    /// What has arrived and was not unpacked.
    chunk: Bytes,
}

enum Coding {
    #[cfg(feature = "gzip")]
    Gzip(Box<flate2::write::MultiGzDecoder<Vec<u8>>>),
    /// With the head of RFC 1950 or without.
    #[cfg(feature = "gzip")]
    Deflate(Box<flate2::write::ZlibDecoder<Vec<u8>>>),
    /// RFC 9110 §8.4.1.2: some send what the name says, and not what the RFC says it is. The first two bytes tell.
    #[cfg(feature = "gzip")]
    Either,
}

impl Unpacking {
    /// For an answer with these headers, which then say that it is unpacked.
    ///
    /// # Errors
    /// It is in a coding that cannot be unpacked in pieces.
    pub(super) fn of(headers: &mut HeaderMap) -> Result<Self, TransportError> {
        let coding = match last_coding(headers) {
            None => None,
            #[cfg(feature = "gzip")]
            Some((None, coding)) if coding == "gzip" || coding == "x-gzip" => {
                let decoder = flate2::write::MultiGzDecoder::new(Vec::new());
                Some(Coding::Gzip(Box::new(decoder)))
            }
            #[cfg(feature = "gzip")]
            Some((None, coding)) if coding == "deflate" => Some(Coding::Either),
            Some(_) => {
                let error = TransportError::new(TransportErrorKind::Io);
                return Err(error.with_message(
                    "the body is in a Content-Encoding that is not unpacked in pieces",
                ));
            }
        };
        if coding.is_some() {
            headers.remove(CONTENT_LENGTH);
            headers.remove(CONTENT_ENCODING);
        }
        Ok(Self {
            coding,
            chunk: Bytes::new(),
        })
    }

    /// Gives the next bytes that arrived.
    pub(super) fn push(&mut self, chunk: Bytes) {
        self.chunk = match self.chunk.is_empty() {
            true => chunk,
            false => [&self.chunk[..], &chunk].concat().into(),
        };
    }

    /// The next unpacked piece; `None` if more has to arrive.
    ///
    /// # Errors
    /// The body is damaged.
    pub(super) fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        if self.coding.is_none() {
            let chunk = std::mem::take(&mut self.chunk);
            return Ok((!chunk.is_empty()).then_some(chunk));
        }
        #[cfg(feature = "gzip")]
        if let Some(Coding::Either) = self.coding {
            if self.chunk.len() < 2 {
                return Ok(None);
            }
            let inflate = flate2::Decompress::new(is_zlib(&self.chunk));
            let decoder = flate2::write::ZlibDecoder::new_with_decompress(Vec::new(), inflate);
            self.coding = Some(Coding::Deflate(Box::new(decoder)));
        }
        #[cfg(feature = "gzip")]
        while !self.chunk.is_empty() {
            let slice = self.chunk.split_to(self.chunk.len().min(SLICE));
            let unpacked = self.write(&slice).map_err(|error| damaged(&error))?;
            if !unpacked.is_empty() {
                return Ok(Some(unpacked));
            }
        }
        Ok(None)
    }

    /// What is left when nothing more arrives.
    ///
    /// # Errors
    /// The body is cut.
    pub(super) fn finish(&mut self) -> Result<Option<Bytes>, TransportError> {
        #[cfg(feature = "gzip")]
        {
            let left = match &mut self.coding {
                Some(Coding::Gzip(decoder)) => decoder.try_finish().map(|()| decoder.get_mut()),
                Some(Coding::Deflate(decoder)) => decoder.try_finish().map(|()| decoder.get_mut()),
                Some(Coding::Either) if !self.chunk.is_empty() => {
                    Err(std::io::ErrorKind::UnexpectedEof.into())
                }
                Some(Coding::Either) | None => return Ok(None),
            };
            let left = Bytes::from(std::mem::take(left.map_err(|error| damaged(&error))?));
            Ok((!left.is_empty()).then_some(left))
        }
        #[cfg(not(feature = "gzip"))]
        Ok(None)
    }

    #[cfg(feature = "gzip")]
    fn write(&mut self, slice: &[u8]) -> std::io::Result<Bytes> {
        let out = match &mut self.coding {
            Some(Coding::Gzip(decoder)) => {
                decoder.write_all(slice)?;
                decoder.get_mut()
            }
            Some(Coding::Deflate(decoder)) => {
                decoder.write_all(slice)?;
                decoder.get_mut()
            }
            Some(Coding::Either) | None => return Ok(Bytes::copy_from_slice(slice)),
        };
        Ok(std::mem::take(out).into())
    }
}

#[cfg(feature = "gzip")]
fn damaged(error: &std::io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Io)
        .with_message(format!("the packed body is damaged: {error}"))
}

#[cfg(all(test, feature = "gzip"))]
mod tests {
    use std::task::Waker;

    use super::*;

    fn whole(pieces: &'static [&'static [u8]]) -> Result<Vec<u8>, TransportError> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_ENCODING, "deflate".parse().expect("it is a value"));
        let (mut pieces, mut has_ended) = (pieces.iter(), false);
        let mut body = unpacked(Unpacking::of(&mut headers)?, move |_| {
            assert!(!has_ended, "what has ended is asked for more");
            let piece = pieces.next().map(|piece| Ok(Bytes::from_static(piece)));
            has_ended = piece.is_none();
            Poll::Ready(piece)
        });
        let mut context = Context::from_waker(Waker::noop());
        let mut res = Vec::new();
        while let Poll::Ready(Some(piece)) = body.poll_piece(&mut context) {
            res.extend_from_slice(&piece?);
        }
        let after = body.poll_piece(&mut context);
        assert!(matches!(after, Poll::Ready(None)), "{after:?}");
        Ok(res)
    }

    #[test]
    fn the_shortest_bodies_are_whole() {
        // Nothing at all, and nothing, packed: RFC 1951 without a head is two bytes then.
        assert_eq!(whole(&[]).expect("it is empty"), b"");
        assert_eq!(whole(&[&[3, 0]]).expect("it is empty"), b"");
        assert_eq!(whole(&[&[3], &[0]]).expect("it is empty"), b"");
        whole(&[&[3]]).expect_err("it is cut");
    }
}

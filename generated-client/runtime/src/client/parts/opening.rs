//! [`Opening`]: the envelope of an answer, which arrives before its parts.

use std::borrow::Cow;

use bytes::Bytes;
use http::Response;

use super::content::{Broken, Parts, counted};
use crate::client::call::{Reading, failed};
use crate::mime::{Attachment, Event, Incoming, MediaType};
use crate::soap::{CallError, Operation, OperationError, Reply, decode_rewritten};
use crate::transport::{Body, Piece, TransportError};

/// An answer whose envelope arrives.
pub(super) struct Opening {
    head: http::response::Parts,
    pub(super) reading: Reading,
    /// `None` for an answer that is read as a whole.
    package: Option<Incoming>,
    /// The head of the part that the envelope is, and of the one behind it.
    root: Option<Attachment>,
    next: Option<Attachment>,
    envelope: Vec<u8>,
    pub(super) is_whole: bool,
}

impl Opening {
    pub(super) fn start<O: Operation>(
        mut reading: Reading,
        response: Response<Body>,
    ) -> Result<(Self, Body), OperationError<O>> {
        let (head, body) = response.into_parts();
        reading.running.on_head(head.status);
        let media = MediaType::of(&head.headers);
        let mut package = None;
        if media.is_multipart() && !reading.running.sees_answers() {
            match Incoming::new(media.boundary.as_deref(), &reading.options.limits) {
                Ok(incoming) => package = Some(incoming),
                Err(error) => return Err(failed::<O>(reading.running, error.into())),
            }
        }
        let opening = Self {
            head,
            reading,
            package,
            root: None,
            next: None,
            envelope: Vec::new(),
            is_whole: false,
        };
        Ok((opening, body))
    }

    pub(super) fn push(&mut self, piece: Piece, left: &mut u64) -> Result<(), Broken> {
        let Some(piece) = counted(piece, left)? else {
            if let Some(package) = &self.package {
                return Err(Broken::Decode(package.cut()));
            }
            self.is_whole = true;
            return Ok(());
        };
        self.reading.running.on_piece(piece.len());
        let Some(package) = &mut self.package else {
            return self.add(&piece);
        };
        package.push(piece);
        while let Some(package) = &mut self.package {
            match package.next().map_err(Broken::Decode)? {
                Event::Part(head) if self.root.is_none() => self.root = Some(head),
                Event::Part(head) => {
                    self.next = Some(head);
                    self.is_whole = true;
                    break;
                }
                Event::Content(content) => self.add(&content)?,
                Event::End => {
                    self.is_whole = true;
                    break;
                }
                Event::More => break,
            }
        }
        Ok(())
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        let max = self.reading.options.limits.bytes;
        if self.envelope.len() + bytes.len() > max {
            return Err(Broken::Transport(TransportError::too_large(max)));
        }
        self.envelope.extend_from_slice(bytes);
        Ok(())
    }

    /// Reads the envelope.
    pub(super) fn read<O: Operation>(
        self,
        left: u64,
        body: Body,
    ) -> Result<(Reply<O>, Parts), OperationError<O>> {
        let mut running = self.reading.running;
        let mut options = self.reading.options;
        let mut response = Response::from_parts(self.head, Bytes::new());
        let result = match &self.package {
            Some(_) => {
                options.defers_parts = true;
                let media = MediaType::of(response.headers());
                let boundary = media.boundary.unwrap_or_default();
                *response.body_mut() = package_of(&boundary, self.root, &self.envelope);
                Ok(())
            }
            None => {
                *response.body_mut() = self.envelope.into();
                running.on_response(&mut response).map_err(CallError::from)
            }
        };
        let result = result.and_then(|()| {
            let rewrite = &mut |text: &mut Cow<'_, str>| running.on_answer_envelope(text);
            decode_rewritten::<O>(response, &options, rewrite)
        });
        match result {
            Ok(reply) => {
                let parts = Parts {
                    package: self.package,
                    next: self.next,
                    content: Bytes::new(),
                    running: Some(running),
                    left,
                    body,
                };
                Ok((reply, parts))
            }
            Err(error) => Err(failed::<O>(running, error)),
        }
    }
}

/// The package with the envelope alone.
fn package_of(boundary: &str, root: Option<Attachment>, envelope: &[u8]) -> Bytes {
    let root = root.unwrap_or_default();
    let mut head = format!("--{boundary}\r\nContent-Type: {}\r\n", root.content_type);
    if !root.content_id.is_empty() {
        head += &format!("Content-ID: <{}>\r\n", root.content_id);
    }
    let end = format!("\r\n--{boundary}--\r\n");
    [head.as_bytes(), b"\r\n", envelope, end.as_bytes()]
        .concat()
        .into()
}

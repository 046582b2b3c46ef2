//! [`Parts`]: the parts behind the envelope, as they arrive.

use std::future::poll_fn;
use std::io;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::client::call::failed;
use crate::client::hook::Outcome;
use crate::client::running::Running;
use crate::mime::{Attachment, Event, Incoming};
use crate::soap::{CallError, Operation, OperationError};
use crate::transport::{Body, Piece, TransportError, TransportErrorKind};
use crate::xml::DecodeError;

/// Why there is no more of an answer.
pub(super) enum Broken {
    Transport(TransportError),
    Decode(DecodeError),
}

impl<F, H> From<Broken> for CallError<F, H> {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Transport(error) => error.into(),
            Broken::Decode(error) => error.into(),
        }
    }
}

/// `piece`, if no more than `left` bytes have come.
pub(super) fn counted(piece: Piece, left: &mut u64) -> Result<Option<Bytes>, Broken> {
    let Some(piece) = piece.transpose().map_err(Broken::Transport)? else {
        return Ok(None);
    };
    let len = u64::try_from(piece.len()).unwrap_or(u64::MAX);
    *left = left.checked_sub(len).ok_or_else(|| {
        let error = TransportError::new(TransportErrorKind::BodyTooLarge);
        Broken::Transport(error.with_message("`max_bytes` of the stream allows more"))
    })?;
    Ok(Some(piece))
}

/// The parts behind the envelope.
pub(super) struct Parts {
    /// `None` if there are none to come.
    pub(super) package: Option<Incoming>,
    /// The part that comes next.
    pub(super) next: Option<Attachment>,
    /// Content that was not read yet.
    pub(super) content: Bytes,
    /// `None` once the call has ended.
    pub(super) running: Option<Running>,
    pub(super) left: u64,
    pub(super) body: Body,
}

impl Parts {
    /// Goes to the next part, past what is left of the one before, and gives its head.
    pub(super) async fn next<O: Operation>(
        &mut self,
    ) -> Option<Result<Attachment, OperationError<O>>> {
        self.content.clear();
        loop {
            if let Some(head) = self.next.take() {
                return Some(Ok(head));
            }
            match poll_fn(|context| self.poll_event::<O>(context)).await {
                Ok(Event::End) => return None,
                Ok(event) => drop(self.content(event)),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// The next piece of the part; `None` at its end.
    pub(super) fn poll_chunk<O: Operation>(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, OperationError<O>>>> {
        if !self.content.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.content))));
        }
        if self.next.is_some() {
            return Poll::Ready(None);
        }
        let event = ready!(self.poll_event::<O>(context));
        Poll::Ready(event.map(|event| self.content(event)).transpose())
    }

    /// At most `max` bytes of the part; none at its end.
    pub(super) fn poll_read<O: Operation>(
        &mut self,
        context: &mut Context<'_>,
        max: usize,
    ) -> Poll<io::Result<Bytes>> {
        let Some(chunk) = ready!(self.poll_chunk::<O>(context)) else {
            return Poll::Ready(Ok(Bytes::new()));
        };
        self.content = chunk.map_err(io::Error::other)?;
        Poll::Ready(Ok(self.content.split_to(self.content.len().min(max))))
    }

    fn poll_event<O: Operation>(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Event, OperationError<O>>> {
        loop {
            if let Some(event) = self.step::<O>() {
                return Poll::Ready(event);
            }
            let piece = ready!(self.body.poll_piece(context));
            if let Err(error) = self.push::<O>(piece) {
                return Poll::Ready(Err(error));
            }
        }
    }

    /// What comes next, `None` if more has to arrive.
    fn step<O: Operation>(&mut self) -> Option<Result<Event, OperationError<O>>> {
        let event = match &mut self.package {
            Some(package) => package.next(),
            None => Ok(Event::End),
        };
        match event {
            Ok(Event::More) => None,
            Ok(Event::End) => {
                if let Some(running) = self.running.take() {
                    running.end(Outcome::Success, None, &[]);
                }
                Some(Ok(Event::End))
            }
            Ok(event) => Some(Ok(event)),
            Err(error) => Some(Err(self.fail::<O>(Broken::Decode(error)))),
        }
    }

    fn push<O: Operation>(&mut self, piece: Piece) -> Result<(), OperationError<O>> {
        let Some(package) = &mut self.package else {
            return Ok(());
        };
        match counted(piece, &mut self.left) {
            Ok(Some(piece)) => {
                if let Some(running) = &mut self.running {
                    running.on_piece(piece.len());
                }
                package.push(piece);
                Ok(())
            }
            Ok(None) => {
                let error = package.cut();
                Err(self.fail::<O>(Broken::Decode(error)))
            }
            Err(broken) => Err(self.fail::<O>(broken)),
        }
    }

    fn fail<O: Operation>(&mut self, broken: Broken) -> OperationError<O> {
        self.package = None;
        match self.running.take() {
            Some(running) => failed::<O>(running, broken.into()),
            None => broken.into(),
        }
    }

    /// Takes the next event for the content of the part: `None` at its end.
    fn content(&mut self, event: Event) -> Option<Bytes> {
        match event {
            Event::Content(content) => Some(content),
            Event::Part(head) => {
                self.next = Some(head);
                None
            }
            Event::End | Event::More => None,
        }
    }
}

//! [`ItemReader`]: an answer whose items come one by one, without IO.

use std::vec;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use crate::mime::MediaType;
use crate::record::shape::Shaped;
use crate::record::slot::Member;
use crate::soap::answer::RewriteAnswer;
use crate::soap::failure::find_failure;
use crate::soap::options::DecodeOptions;
use crate::soap::reply::{Reply, decode_rewritten};
use crate::soap::stream::cut::{Cutter, Probe, Problem, Target};
use crate::soap::stream::noted::{Noted, Piece, read_noting};
use crate::soap::{
    CallError, NotUnderstood, Operation, OperationError, UnreadableAnswer, envelope,
};
use crate::transport::{TransportError, TransportErrorKind};
use crate::xml::{
    DecodeError, DecodeErrorKind, Deviation, DeviationKind, IncrementalText, ItemNote,
};

/// Bytes that are looked at before what they hold is given out.
const SLICE: usize = 64 << 10;

/// Says which list of an answer is meant.
pub(crate) type Select<R, I> = dyn Fn(&mut R) -> Option<&mut Vec<I>> + Send + Sync;

/// What an [`ItemReader`] says next.
pub(crate) enum Step<I, E> {
    Item(I),
    /// More of the body is needed.
    More,
    /// There are no more items.
    End,
    Failed(E),
}

/// Reads an answer while it arrives.
pub(crate) struct ItemReader<O: Operation, I> {
    select: Box<Select<O::Response, I>>,
    options: DecodeOptions,
    head: http::response::Parts,
    way: Way,
    /// What has arrived and was not looked at.
    chunk: Bytes,
    left: u64,
    state: State<O>,
    items: vec::IntoIter<I>,
}

/// How an answer is read.
enum Way {
    /// As a whole, and why.
    Whole(Vec<u8>, &'static str),
    Pieces(Box<(IncrementalText, Cutter)>),
}

enum State<O: Operation> {
    Arriving,
    Arrived,
    Failed(Box<OperationError<O>>),
    Read(Box<Reply<O>>),
    Over,
}

impl<O: Operation, I> ItemReader<O, I> {
    /// A reader of the answer with this head, at most `max` bytes of body; as a whole where there is a reason `why_whole`.
    pub(crate) fn new(
        head: http::response::Parts,
        options: DecodeOptions,
        select: Box<Select<O::Response, I>>,
        (max, why_whole): (u64, Option<&'static str>),
    ) -> Self {
        let media = MediaType::of(&head.headers);
        let why_whole = why_whole
            .or_else(|| reason(&options, O::INFO.encoded))
            .or(media
                .is_multipart()
                .then_some("it has parts beside the envelope"))
            .or((!media.may_be_xml()).then_some("it is no XML by its content type"))
            .or((!head.status.is_success()).then_some("its status is that of a failure"));
        Self {
            select,
            way: match why_whole {
                Some(reason) => Way::Whole(Vec::new(), reason),
                None => Way::Pieces(Box::new((
                    IncrementalText::new(media.charset.as_deref()),
                    Cutter::new(options.limits.bytes),
                ))),
            },
            options,
            head,
            chunk: Bytes::new(),
            left: max,
            state: State::Arriving,
            items: Vec::new().into_iter(),
        }
    }

    /// Gives the next bytes of the body.
    pub(crate) fn push(&mut self, chunk: Bytes) {
        let len = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        match self.left.checked_sub(len) {
            Some(left) => self.left = left,
            None => return self.fail(too_large("`max_bytes` of the stream allows more")),
        }
        self.chunk = chunk;
    }

    /// There are no more bytes.
    pub(crate) fn end(&mut self) {
        if let State::Arriving = self.state {
            self.state = State::Arrived;
        }
    }

    /// Nothing more can be read, and why.
    pub(crate) fn fail(&mut self, error: impl Into<OperationError<O>>) {
        self.state = State::Failed(Box::new(error.into()));
    }

    pub(crate) fn next(&mut self) -> Step<I, OperationError<O>> {
        loop {
            if let Some(item) = self.items.next() {
                return Step::Item(item);
            }
            match std::mem::replace(&mut self.state, State::Over) {
                State::Arriving => {
                    self.state = State::Arriving;
                    if self.chunk.is_empty() {
                        return Step::More;
                    }
                    let slice = self.chunk.split_to(self.chunk.len().min(SLICE));
                    if let Err(error) = self.look_at(&slice, false) {
                        self.fail(error);
                    }
                }
                State::Arrived => match self.conclude() {
                    Ok(reply) => self.state = State::Read(Box::new(reply)),
                    Err(error) => self.fail(error),
                },
                State::Failed(error) => return Step::Failed(*error),
                State::Read(reply) => {
                    self.state = State::Read(reply);
                    return Step::End;
                }
                State::Over => return Step::End,
            }
        }
    }

    /// The answer without its items, if there is one; behind [`Step::End`].
    pub(crate) fn into_reply(self) -> Option<Reply<O>> {
        match self.state {
            State::Read(reply) => Some(*reply),
            _ => None,
        }
    }

    /// How the answer departs from the schema, where it has been read.
    pub(crate) fn deviations(&self) -> &[Deviation] {
        match &self.state {
            State::Read(reply) => &reply.deviations,
            _ => &[],
        }
    }

    /// Looks at some of what has arrived.
    fn look_at(&mut self, slice: &[u8], is_last: bool) -> Result<(), OperationError<O>> {
        let (text, cutter) = match &mut self.way {
            Way::Whole(bytes, reason) => {
                if bytes.len() + slice.len() > self.options.limits.bytes {
                    let max = self.options.limits.bytes;
                    let message = format!(
                        "more than {max} bytes, and not streamed: {reason}; `Limits::bytes` (`with_limits`) allows more"
                    );
                    return Err(too_large(message).into());
                }
                bytes.extend_from_slice(slice);
                return Ok(());
            }
            Way::Pieces(pieces) => (&mut pieces.0, &mut pieces.1),
        };
        let mut target = Reading::<O, I> {
            select: &*self.select,
            options: &self.options,
            items: &mut self.items,
        };
        let filled = text.push(slice, is_last, &mut cutter.pending);
        let filled = filled.and_then(|()| match &text.deviation {
            Some((expected, found)) if !self.options.tolerance.takes(DeviationKind::Encoding) => {
                let kind = DecodeErrorKind::Deviation;
                Err(DecodeError::new(kind, "", 0, expected, found))
            }
            _ => Ok(()),
        });
        let problem = match filled {
            Ok(()) => cutter.advance(&mut target).err(),
            Err(error) => Some(Problem::Decode {
                error,
                raw: String::new(),
            }),
        };
        Err(match problem {
            None => return Ok(()),
            Some(Problem::NotUnderstood(block)) => block.into(),
            Some(Problem::Decode { error, raw }) => {
                let mut answer = UnreadableAnswer::from(error);
                answer.status = Some(self.head.status);
                answer.raw = raw.into();
                answer.deviations = std::mem::take(&mut cutter.deviations);
                answer.into()
            }
        })
    }

    /// Reads what is left.
    fn conclude(&mut self) -> Result<Reply<O>, OperationError<O>> {
        self.look_at(&[], true)?;
        let head = self.head.clone();
        let rewrite: &mut RewriteAnswer<'_> = &mut |_| Ok(());
        let pieces = match &mut self.way {
            Way::Whole(bytes, _) => {
                let response = http::Response::from_parts(head, std::mem::take(bytes).into());
                let mut reply = decode_rewritten::<O>(response, &self.options, rewrite)?;
                let list = (self.select)(&mut reply.body);
                add(
                    &mut self.items,
                    list.map(std::mem::take).unwrap_or_default(),
                );
                return Ok(reply);
            }
            Way::Pieces(pieces) => pieces,
        };
        let (text, cutter) = (&pieces.0, &mut pieces.1);
        cutter.finish();
        let bytes = Bytes::from(std::mem::take(&mut cutter.rest.text));
        let mut response = http::Response::from_parts(head, bytes);
        if text.is_transcoded() || text.deviation.is_some() {
            say_utf_8(&mut response);
        }
        let rest = &cutter.rest;
        let reply = decode_rewritten::<O>(response, &self.options, rewrite);
        let mut reply = reply.map_err(|error| match error {
            CallError::Decode(answer) => {
                let mut answer = answer.into_inner();
                let position = rest.origin(answer.error.position());
                answer.error = answer.error.moved_to(position);
                answer.into()
            }
            other => other,
        })?;
        if let Some(list) = (self.select)(&mut reply.body) {
            let mut others = std::mem::take(list);
            if cutter.first_has_value && !others.is_empty() {
                others.remove(0);
            }
            add(&mut self.items, others);
        }
        let mut deviations = std::mem::take(&mut cutter.deviations);
        deviations.extend(rest.moved(std::mem::take(&mut reply.deviations)));
        deviations.sort_by_key(|deviation| deviation.position);
        if let Some((expected, found)) = text.deviation.clone() {
            let deviation = Deviation {
                path: String::new(),
                position: 0,
                kind: DeviationKind::Encoding,
                expected,
                found,
            };
            deviations.insert(0, deviation);
        }
        if cutter.n_left_out > 0 {
            deviations.push(Deviation::left_out(cutter.n_left_out));
        }
        reply.deviations = deviations;
        Ok(reply)
    }
}

/// Puts `more` behind `items`, of which there are mostly none.
fn add<I>(items: &mut vec::IntoIter<I>, more: Vec<I>) {
    *items = match items.len() {
        0 => more.into_iter(),
        _ => items.chain(more).collect::<Vec<I>>().into_iter(),
    };
}

/// Why answers are read as a whole, whatever they are.
fn reason(options: &DecodeOptions, is_encoded: bool) -> Option<&'static str> {
    #[cfg(feature = "ws-security")]
    if options.security.is_some() {
        return Some("nothing of it is believed before its signatures are verified");
    }
    if options.mends {
        return Some("it is mended");
    }
    is_encoded.then_some("its elements may refer to what comes later")
}

fn too_large(message: impl Into<String>) -> TransportError {
    TransportError::new(TransportErrorKind::BodyTooLarge).with_message(message)
}

/// The text is UTF-8 by now, whatever head and declaration say; the declaration becomes blanks, so that all stays in place.
fn say_utf_8(response: &mut http::Response<Bytes>) {
    let media = MediaType::of(response.headers());
    let content_type = format!("{}; charset=utf-8", media.essence);
    match HeaderValue::from_str(&content_type) {
        Ok(value) if !media.essence.is_empty() => {
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        _ => {
            response.headers_mut().remove(CONTENT_TYPE);
        }
    }
    let body = response.body();
    let end = memchr::memmem::find(body, b"?>").filter(|_| body.starts_with(b"<?xml"));
    if let Some(end) = end {
        let end = end + 2;
        let blanked = [&b" ".repeat(end)[..], &body[end..]].concat();
        *response.body_mut() = blanked.into();
    }
}

/// Reads pieces into answers of `O`.
struct Reading<'r, O: Operation, I> {
    select: &'r Select<O::Response, I>,
    options: &'r DecodeOptions,
    items: &'r mut vec::IntoIter<I>,
}

/// What a piece was read into.
struct Read<O: Operation> {
    headers: O::ResponseHeaders,
    /// Where it was when it was read, which the notes tell its lists by.
    body: Box<O::Response>,
    not_understood: Option<NotUnderstood>,
    noted: Noted,
}

impl<O: Operation, I> Reading<'_, O, I> {
    fn decode(&self, piece: Piece<'_>) -> Read<O> {
        let info = O::INFO;
        let mut body = Box::new(O::Response::blank());
        let mut headers = O::ResponseHeaders::blank();
        let mut target = envelope::Target {
            headers: &mut headers,
            header_shape: O::ResponseHeaders::SHAPE,
            body: &mut *body,
            field: info.response.as_ref(),
            encoded: false,
        };
        let (noted, not_understood) = read_noting(piece, self.options, &mut target);
        Read {
            not_understood,
            headers,
            body,
            noted,
        }
    }
}

impl<O: Operation, I> Target for Reading<'_, O, I> {
    fn probe(&mut self, piece: Piece<'_>) -> Probe {
        let mut read = self.decode(piece);
        let list = (self.select)(&mut read.body);
        let table = O::ResponseHeaders::SHAPE;
        Probe {
            items: list.map_or_else(Vec::new, |list| read.noted.items_of(list, piece.end)),
            has_failed: find_failure(O::INFO.failures, &read.headers, table).is_some(),
            not_understood: read.not_understood,
        }
    }

    fn read(&mut self, piece: Piece<'_>, holds_last: bool) -> (Vec<ItemNote>, Noted) {
        let mut read = self.decode(piece);
        let Some(list) = (self.select)(&mut read.body) else {
            return (Vec::new(), read.noted);
        };
        let mut found = read.noted.items_of(list, piece.end);
        if holds_last {
            found.pop();
        }
        let mut values = std::mem::take(list);
        let n_values = found.iter().filter(|item| item.has_value).count();
        values.truncate(n_values);
        add(self.items, values);
        (found, read.noted)
    }
}

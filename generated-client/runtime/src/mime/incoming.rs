//! [`Incoming`]: a package that arrives in pieces or as a whole, taken apart as far as it is there; RFC 2046 §5.1.
//!
//! In: bytes of the package. Out: heads of parts, and their content in pieces, or in one. Of what arrives it holds one head,
//! or less of a content than a boundary is long.

use std::collections::BTreeSet;
use std::ops::Range;

use bytes::Bytes;
use memchr::memmem;

use super::head::{HeadError, Header, read_head};
use super::transfer::Transfer;
use super::{Attachment, content_id};
use crate::xml::{DecodeError, DecodeErrorKind, Limits};

/// RFC 2046 §5.1.1 allows 70; some senders take more.
const MAX_BOUNDARY: usize = 200;

/// What a package holds next.
#[derive(Debug)]
pub(crate) enum Event {
    /// A part begins: all of it but its content.
    Part(Attachment),
    /// More of its content.
    Content(Bytes),
    /// The package has ended.
    End,
    /// More has to arrive.
    More,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    /// In front of the first part.
    Preamble,
    Head,
    Content,
    End,
}

/// A package that arrives in pieces.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// `--` and the boundary.
    delimiter: Vec<u8>,
    buffer: Bytes,
    /// Where in the package the buffer begins, and whether a line begins there.
    position: usize,
    is_line_start: bool,
    state: State,
    /// Whether all of it is there before anything is asked for.
    is_whole: bool,
    /// Where the part begins, and how it is encoded.
    part: usize,
    /// The bytes of a head that has no end yet in which neither that nor a delimiter begins.
    looked: usize,
    encoding: String,
    transfer: Transfer,
    ids: BTreeSet<String>,
    n_parts: usize,
    max_parts: usize,
    max_head: usize,
}

impl Incoming {
    /// The package whose content type says this boundary.
    ///
    /// # Errors
    /// There is none, or it is too long.
    pub(crate) fn new(boundary: Option<&str>, limits: &Limits) -> Result<Self, DecodeError> {
        let boundary = boundary.unwrap_or_default();
        if boundary.is_empty() {
            return Err(broken(0, "a boundary in the content type", "none"));
        }
        if boundary.len() > MAX_BOUNDARY {
            let expected = format!("a boundary of at most {MAX_BOUNDARY} bytes");
            return Err(limit(0, &expected));
        }
        Ok(Self {
            delimiter: format!("--{boundary}").into_bytes(),
            buffer: Bytes::new(),
            position: 0,
            is_line_start: true,
            state: State::Preamble,
            is_whole: false,
            part: 0,
            looked: 0,
            encoding: String::new(),
            transfer: Transfer::default(),
            ids: BTreeSet::new(),
            n_parts: 0,
            max_parts: limits.parts,
            max_head: limits.part_header_bytes,
        })
    }

    /// The same, where all of it is given before anything is asked for. The content of a part is one piece then, of which
    /// nothing is copied but what a transfer encoding hides.
    pub(super) fn of_whole(boundary: Option<&str>, limits: &Limits) -> Result<Self, DecodeError> {
        Ok(Self {
            is_whole: true,
            ..Self::new(boundary, limits)?
        })
    }

    /// Gives the next bytes of the package.
    pub(crate) fn push(&mut self, bytes: Bytes) {
        self.buffer = match self.buffer.is_empty() {
            true => bytes,
            false => [&self.buffer[..], &bytes].concat().into(),
        };
    }

    /// What the package holds next.
    ///
    /// # Errors
    /// It passes a limit, a head is none, two parts have one `Content-ID`, or a transfer encoding cannot be read.
    pub(crate) fn next(&mut self) -> Result<Event, DecodeError> {
        loop {
            match self.state {
                State::End => return Ok(Event::End),
                State::Head => match self.head()? {
                    Some(head) => return Ok(Event::Part(head)),
                    None => return Ok(Event::More),
                },
                State::Preamble | State::Content => {
                    let (content, is_whole) = self.before_delimiter();
                    let is_content = self.state == State::Content;
                    if let Some(next) = is_whole {
                        self.state = next;
                    }
                    if is_content {
                        let is_last = is_whole.is_some();
                        let content = self.transfer.decode(content, is_last);
                        let content = content.ok_or_else(|| self.not_decoded())?;
                        if !content.is_empty() {
                            return Ok(Event::Content(content));
                        }
                    }
                    if is_whole.is_none() {
                        return Ok(Event::More);
                    }
                }
            }
        }
    }

    /// The error of a package that ends here.
    pub(crate) fn cut(&self) -> DecodeError {
        let expected = match self.state {
            State::Preamble => "the boundary that begins a part",
            State::Head | State::Content | State::End => "the boundary that ends the message",
        };
        let position = self.position + self.buffer.len();
        DecodeError::new(
            DecodeErrorKind::UnexpectedEnd,
            "",
            position,
            expected,
            "the end",
        )
    }

    /// What there is in front of the next delimiter, and what follows that, if it is there.
    fn before_delimiter(&mut self) -> (Bytes, Option<State>) {
        let (end, delimiter) = self.find(0..self.buffer.len());
        let content = self.take(end);
        let next = delimiter.map(|(_, behind, next)| {
            self.take(behind - end);
            next
        });
        (content, next)
    }

    /// The next delimiter that is within so many bytes, behind the end of what stands in front of it, as far as that is
    /// certain.
    fn find(&self, within: Range<usize>) -> (usize, Option<Delimiter>) {
        let Range {
            start: mut from,
            end: within,
        } = within;
        while let Some(at) = memmem::find(&self.buffer[from..within], &self.delimiter) {
            let at = from + at;
            let behind = at + self.delimiter.len();
            let rest = &self.buffer[behind..];
            from = at + 1;
            // The line end in front of a delimiter belongs to it.
            let end = match &self.buffer[..at] {
                [.., b'\r', b'\n'] => at - 2,
                [.., b'\n'] => at - 1,
                [] if self.is_line_start => 0,
                _ => continue,
            };
            let (next, n_bytes) = match rest {
                [b'-', b'-', ..] => (State::End, 2),
                _ => match line_end(rest) {
                    Some(n_bytes) => (State::Head, n_bytes),
                    // It may be a delimiter yet, or be a longer line that begins alike.
                    None if is_blank_so_far(rest) => return (end, None),
                    None => continue,
                },
            };
            return (end, Some((at, behind + n_bytes, next)));
        }
        // A delimiter may have begun, with the line end in front of it.
        let n_held = self.delimiter.len() + 2;
        (self.buffer.len().saturating_sub(n_held), None)
    }

    fn head(&mut self) -> Result<Option<Attachment>, DecodeError> {
        // A part may have neither headers nor content, and ends where the next begins.
        let within = self.max_head.saturating_add(self.delimiter.len() + 2);
        let n_bytes = self.buffer.len();
        let (part, is_whole) = match self.find(self.looked..n_bytes.min(within)) {
            (_, Some((at, ..))) => (&self.buffer[..at], true),
            (_, None) => (&self.buffer[..], false),
        };
        if part.is_empty() && !is_whole {
            return Ok(None);
        }
        let new = &self.buffer[self.looked..];
        let has_blank_line = [&b"\n\n"[..], b"\n\r\n"]
            .iter()
            .any(|line| memmem::find(new, line).is_some());
        // What comes in small pieces is read once it may be all.
        let is_tried = self.looked == 0 || is_whole || has_blank_line || n_bytes > self.max_head;
        // A delimiter may have begun here, or a blank line.
        self.looked = n_bytes.saturating_sub(self.delimiter.len() + MAX_BOUNDARY + 2);
        if !is_tried {
            return Ok(None);
        }
        let head = read_head(part, self.max_head);
        if !is_whole && matches!(head, Err(HeadError::Endless)) {
            return Ok(None);
        }
        self.looked = 0;
        let head = head.map_err(|error| head_error(error, self.position, self.max_head));
        let (headers, n_bytes) = head?;
        self.part = self.position;
        let (head, encoding) = attachment_of(headers);
        self.n_parts += 1;
        if self.n_parts > self.max_parts {
            let expected = format!("at most {} parts (`Limits::parts`)", self.max_parts);
            return Err(limit(self.part, &expected));
        }
        // RFC 2045 §7: identifiers are unique; which of two is meant cannot be told.
        if !head.content_id.is_empty() && !self.ids.insert(head.content_id.clone()) {
            return Err(DecodeError::new(
                DecodeErrorKind::Repeated,
                "",
                self.part,
                "one part of each Content-ID",
                format_args!("two with <{}>", head.content_id),
            ));
        }
        self.encoding = encoding;
        let transfer = Transfer::of(&self.encoding, self.is_whole);
        self.transfer = transfer.ok_or_else(|| self.not_decoded())?;
        self.take(n_bytes);
        self.state = State::Content;
        Ok(Some(head))
    }

    fn not_decoded(&self) -> DecodeError {
        let expected = match self.is_whole {
            true => "a part in binary, 8bit, 7bit, base64 or quoted-printable",
            false => "a part in binary, 8bit, 7bit or base64, to be read while it arrives",
        };
        DecodeError::new(
            DecodeErrorKind::Encoding,
            "",
            self.part,
            expected,
            format_args!("one in `{}` that cannot be read", self.encoding),
        )
    }

    fn take(&mut self, n_bytes: usize) -> Bytes {
        self.position += n_bytes;
        let res = self.buffer.split_to(n_bytes);
        if let Some(last) = res.last() {
            self.is_line_start = *last == b'\n';
        }
        res
    }
}

/// A delimiter in the buffer: where it begins, the byte behind it, and what follows.
type Delimiter = (usize, usize, State);

/// The part with these headers, without its content, and the transfer encoding that they say.
fn attachment_of(headers: Vec<Header>) -> (Attachment, String) {
    let mut res = Attachment::default();
    let mut encoding = String::new();
    for (name, value) in headers {
        if name.eq_ignore_ascii_case("content-id") {
            res.content_id = content_id::of_header(&value).to_owned();
        } else if name.eq_ignore_ascii_case("content-type") {
            res.content_type = value;
        } else if name.eq_ignore_ascii_case("content-transfer-encoding") {
            encoding = value;
        } else {
            res.headers.push((name, value));
        }
    }
    (res, encoding)
}

/// Why the part at `position` has no headers, of which it may have `max` bytes.
fn head_error(error: HeadError, position: usize, max: usize) -> DecodeError {
    match error {
        HeadError::TooLong => {
            let expected = format!("at most {max} bytes of headers (`Limits::part_header_bytes`)");
            limit(position, &expected)
        }
        HeadError::Endless => broken(position, "a blank line after the headers", "none"),
        HeadError::NoHeader => broken(position, "headers of a part", "a line that is none"),
    }
}

/// How many bytes there are to the end of a line that is blank; `None` if it is not, or has no end.
fn line_end(rest: &[u8]) -> Option<usize> {
    let blanks = rest.iter().take_while(|it| matches!(it, b' ' | b'\t'));
    let n_blanks = blanks.count();
    match &rest[n_blanks..] {
        [b'\r', b'\n', ..] => Some(n_blanks + 2),
        [b'\n', ..] => Some(n_blanks + 1),
        _ => None,
    }
}

fn broken(position: usize, expected: &str, found: &str) -> DecodeError {
    DecodeError::new(
        DecodeErrorKind::NotWellFormed,
        "",
        position,
        expected,
        found,
    )
}

pub(super) fn limit(position: usize, expected: &str) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Limit, "", position, expected, "more")
}

/// Whether what follows a delimiter may still be the end of its line. No line is blank for long.
fn is_blank_so_far(rest: &[u8]) -> bool {
    let text = rest.trim_ascii_start();
    rest.len() < MAX_BOUNDARY && (text.is_empty() || text == b"-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mime::{MediaType, read_package};

    /// The parts of a package that arrives in pieces of `size` bytes, with their content.
    fn read(bytes: &[u8], size: usize) -> Result<Vec<Attachment>, DecodeError> {
        read_within(bytes, size, &Limits::response())
    }

    fn read_within(
        bytes: &[u8],
        size: usize,
        limits: &Limits,
    ) -> Result<Vec<Attachment>, DecodeError> {
        let mut package = Incoming::new(Some("b"), limits)?;
        let mut res: Vec<Attachment> = Vec::new();
        let mut pieces = bytes.chunks(size);
        loop {
            match package.next()? {
                Event::Part(head) => res.push(head),
                Event::Content(content) => {
                    let part = res.last_mut().expect("content follows a head");
                    part.bytes = [&part.bytes[..], &content].concat().into();
                }
                Event::End => return Ok(res),
                Event::More => {
                    let piece = pieces.next().ok_or_else(|| package.cut())?;
                    package.push(Bytes::copy_from_slice(piece));
                }
            }
        }
    }

    #[test]
    fn what_is_just_within_a_limit_is_read() {
        let parts = |parts: usize| {
            let limits = Limits {
                parts,
                ..Limits::response()
            };
            read_within(PACKAGE.as_bytes(), 7, &limits).map(|parts| parts.len())
        };
        assert_eq!(parts(4).ok(), Some(4));
        assert!(parts(3).is_err());
        let boundary = |n: usize| "b".repeat(n);
        let limits = Limits::response();
        assert!(Incoming::new(Some(&boundary(200)), &limits).is_ok());
        assert!(Incoming::new(Some(&boundary(201)), &limits).is_err());
        let read = |boundary: String, spare: isize| {
            let bytes = Bytes::from(format!("--{boundary}\r\n\r\nx\r\n--{boundary}--"));
            let limits = Limits {
                bytes: bytes.len().saturating_add_signed(spare),
                ..Limits::response()
            };
            let media = MediaType::parse(&format!("multipart/related; boundary={boundary}"));
            read_package(&media, &bytes, &limits)
        };
        assert!(read(boundary(200), 0).is_ok());
        assert!(read(boundary(200), -1).is_err());
        assert!(read(boundary(201), 0).is_err());
    }

    #[test]
    fn a_bare_line_feed_before_a_delimiter_is_no_content() {
        for size in 1..20 {
            let parts = read(b"--b\n\nab\n--b\n\n\n--b--", size).unwrap();
            let contents: Vec<&[u8]> = parts.iter().map(|part| &part.bytes[..]).collect();
            assert_eq!(contents, [&b"ab"[..], b""], "{size}");
        }
    }

    const PACKAGE: &str = "preamble --b\r\n--b  \r\nContent-ID: <root>\r\n\r\n<a/>\r\n--bb\r\n-\r\n\r\n--b\n\
        Content-ID: <1>\nX-Y: z\nContent-Type: a/b\n\nx--b\r\n--b\r\n\
        content-transfer-encoding: Base64\r\n\r\nSGVs\r\nbG8=\r\n--b\r\nContent-ID: <e>\r\n\r\n\r\n--b--epilogue";

    #[test]
    fn parts_are_those_of_the_whole_however_they_arrive() {
        let media = MediaType::parse("multipart/related; boundary=b");
        let bytes = Bytes::from_static(PACKAGE.as_bytes());
        let whole = read_package(&media, &bytes, &Limits::response()).expect("it is a package");
        for size in 1..PACKAGE.len() {
            let mut parts = read(PACKAGE.as_bytes(), size).expect("it is a package");
            assert_eq!(parts.remove(0).bytes, whole.root, "in pieces of {size}");
            assert_eq!(parts, whole.attachments, "in pieces of {size}");
        }
        for end in 0..PACKAGE.len() - "--epilogue".len() {
            assert!(read(&PACKAGE.as_bytes()[..end], 7).is_err(), "{end}");
        }
    }

    #[test]
    fn what_is_no_package_is_refused() {
        for package in [
            "--b\r\nno header\r\n\r\n--b--".to_owned(),
            "--b\r\nContent-ID: <1>\r\n\r\n\r\n--b\r\nContent-ID: <1>\r\n\r\n\r\n--b--".to_owned(),
            "--b\r\nContent-Transfer-Encoding: x-uu\r\n\r\n\r\n--b--".to_owned(),
            "--b\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8\r\n--b--".to_owned(),
            format!("--b\r\nX: {}\r\n\r\n\r\n--b--", "x".repeat(20_000)),
            format!("{}--b--", "--b\r\nX: y\r\n\r\n\r\n".repeat(1_001)),
        ] {
            assert!(read(package.as_bytes(), 100).is_err(), "{package}");
        }
    }
}

//! The headers of one part; RFC 5322 §2.2, RFC 2045 §3.

/// A header by name and value, unfolded.
pub(super) type Header = (String, String);

/// Why there are no headers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum HeadError {
    /// There are more bytes of them than allowed.
    TooLong,
    /// No blank line ends them.
    Endless,
    /// A line is no header.
    NoHeader,
}

/// The headers that `part` begins with, and the offset of its content.
pub(super) fn read_head(part: &[u8], max_bytes: usize) -> Result<(Vec<Header>, usize), HeadError> {
    let mut res: Vec<Header> = Vec::new();
    let mut pos = 0;
    if part.is_empty() {
        return Ok((res, 0));
    }
    loop {
        let rest = &part[pos..];
        let window = &rest[..rest.len().min(max_bytes.saturating_sub(pos) + 2)];
        let Some(len) = memchr::memchr(b'\n', window) else {
            return Err(match window.len() < rest.len() {
                true => HeadError::TooLong,
                false => HeadError::Endless,
            });
        };
        let line = &rest[..len];
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        pos += len + 1;
        if line.is_empty() {
            return Ok((res, pos));
        }
        if pos > max_bytes {
            return Err(HeadError::TooLong);
        }
        if line.iter().any(|it| it.is_ascii_control() && *it != b'\t') {
            return Err(HeadError::NoHeader);
        }
        let line = String::from_utf8_lossy(line);
        if line.starts_with([' ', '\t']) {
            let Some((_, value)) = res.last_mut() else {
                return Err(HeadError::NoHeader);
            };
            value.push(' ');
            value.push_str(line.trim());
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            return Err(HeadError::NoHeader);
        };
        let name = name.trim_end();
        if !is_token(name) {
            return Err(HeadError::NoHeader);
        }
        res.push((name.to_owned(), value.trim().to_owned()));
    }
}

/// Whether it can be the name of a header; RFC 9110 §5.6.2.
pub(super) fn is_token(name: &str) -> bool {
    let is_legal = |it: u8| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it);
    !name.is_empty() && name.bytes().all(is_legal)
}

/// Whether it can be the value of a header that is sent.
pub(super) fn is_value(value: &str) -> bool {
    value.bytes().all(|it| matches!(it, b' '..=b'~' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_folded_headers_and_bare_line_ends() {
        let part = b"Content-Type: text/xml;\r\n charset=utf-8\nX:\r\n\r\nbody";
        let (headers, at) = read_head(part, 100).unwrap();
        let expected = [("Content-Type", "text/xml; charset=utf-8"), ("X", "")];
        let headers: Vec<(&str, &str)> = headers.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(headers, expected);
        assert_eq!(&part[at..], b"body");
        assert_eq!(read_head(b"\r\nbody", 100).unwrap().1, 2);
        assert_eq!(read_head(b"", 100).unwrap().1, 0);
    }

    #[test]
    fn headers_of_just_as_many_bytes_as_are_allowed_are_read() {
        // Six bytes before the empty line.
        assert_eq!(read_head(b"A: b\r\n\r\nx", 6).unwrap().1, 8);
        let error = read_head(b"A: b\r\n\r\nx", 5).unwrap_err();
        assert_eq!(error, HeadError::TooLong);
    }

    #[test]
    fn refuses_what_are_no_headers() {
        for (part, expected) in [
            (&b"a: b"[..], HeadError::Endless),
            (b"a: b\r\n", HeadError::Endless),
            (b"a b\r\n\r\n", HeadError::NoHeader),
            (b" a: b\r\n\r\n", HeadError::NoHeader),
            (b"a b: c\r\n\r\n", HeadError::NoHeader),
            (b": c\r\n\r\n", HeadError::NoHeader),
            (b"a: \x00\r\n\r\n", HeadError::NoHeader),
            (b"a: 123456789012345678901\r\n\r\n", HeadError::TooLong),
            (b"a: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\n\r\n", HeadError::TooLong),
        ] {
            assert_eq!(read_head(part, 20).unwrap_err(), expected, "{part:?}");
        }
    }
}

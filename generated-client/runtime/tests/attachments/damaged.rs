//! Packages that were cut, damaged or blown up are errors.

use bytes::Bytes;
use soap_runtime::xml::DecodeErrorKind;
use soap_runtime::{DecodeOptions, Limits, decode_response};

use crate::reading::{SWA, XOP, include, kind_of, part, photo, read, xop};
use crate::service::*;
use crate::support::answer;

#[test]
fn a_message_cut_anywhere_is_an_error() {
    let album = format!("<cover>{}</cover>", include("cid:1@x"));
    for (whole, content_type) in [
        (xop(&album, &part("1@x", "abc")), XOP),
        (photo(&part("1@x", "abc")), SWA),
    ] {
        let end = whole.len() - usize::from(whole.ends_with(b"\r\n")) * 2;
        for cut in 0..end {
            let response = answer(200, content_type, whole.slice(..cut));
            let is_read = match content_type {
                XOP => decode_response::<PutAlbum>(response, &DecodeOptions::default()).is_ok(),
                _ => decode_response::<SendPhoto>(response, &DecodeOptions::default()).is_ok(),
            };
            assert!(!is_read, "cut at {cut}");
        }
    }
    assert!(read::<PutAlbum>(XOP, xop(&album, &part("1@x", "abc"))).is_ok());
}

#[test]
fn damaged_packages_are_errors() {
    let good = format!("<cover>{}</cover>", include("cid:1@x"));
    let one = part("1@x", "abc");
    for (name, content_type, body, expected) in [
        (
            "no such part",
            XOP,
            xop(&good, ""),
            DecodeErrorKind::Missing,
        ),
        (
            "a part elsewhere",
            XOP,
            xop("<cover><xop:Include href=\"http://x/1\"/></cover>", &one),
            DecodeErrorKind::Missing,
        ),
        (
            "no href",
            XOP,
            xop("<cover><xop:Include/></cover>", &one),
            DecodeErrorKind::Missing,
        ),
        (
            "one identifier twice",
            XOP,
            xop(&good, &format!("{one}{one}")),
            DecodeErrorKind::Repeated,
        ),
        (
            "no boundary",
            "multipart/related",
            xop(&good, &one),
            DecodeErrorKind::NotWellFormed,
        ),
        (
            "another boundary",
            "multipart/related; boundary=c",
            xop(&good, &one),
            DecodeErrorKind::UnexpectedEnd,
        ),
        (
            "no parts",
            "multipart/related; boundary=b",
            Bytes::from_static(b"--b--"),
            DecodeErrorKind::Missing,
        ),
        (
            "unknown encoding",
            XOP,
            xop(&good, "--b\nContent-Transfer-Encoding: x\n\na\n"),
            DecodeErrorKind::Encoding,
        ),
        (
            "no header",
            XOP,
            xop(&good, "--b\nwhat is this\n\na\n"),
            DecodeErrorKind::NotWellFormed,
        ),
    ] {
        let error = read::<PutAlbum>(content_type, body).unwrap_err();
        assert_eq!(kind_of(error), expected, "{name}");
    }
}

#[test]
fn limits_hold() {
    let album = format!("<cover>{}</cover>", include("cid:1@x"));
    let whole = xop(
        &album,
        &(part("1@x", "abc") + &part("2@x", "") + &part("3@x", "")),
    );
    let read = |change: fn(&mut Limits), content_type: &str, body: &Bytes| {
        let mut limits = Limits::response();
        change(&mut limits);
        let options = DecodeOptions::default().with_limits(limits);
        decode_response::<PutAlbum>(answer(200, content_type, body.clone()), &options)
    };
    assert!(read(|it| it.parts = 4, XOP, &whole).is_ok());
    for (change, content_type) in [
        ((|it| it.parts = 3) as fn(&mut Limits), XOP.to_owned()),
        (|it| it.part_header_bytes = 20, XOP.to_owned()),
        (|it| it.bytes = 100, XOP.to_owned()),
        (
            |_| {},
            format!("multipart/related; boundary={}", "b".repeat(201)),
        ),
    ] {
        let error = read(change, &content_type, &whole).unwrap_err();
        assert_eq!(kind_of(error), DecodeErrorKind::Limit);
    }
    // One part that is referred to many times is counted as often.
    let many = format!("<text>{}</text>", include("cid:1@x").repeat(1000));
    let body = xop(&many, &part("1@x", &"a".repeat(90_000)));
    let error = read(|_| {}, XOP, &body).unwrap_err();
    assert_eq!(kind_of(error), DecodeErrorKind::Limit);
}

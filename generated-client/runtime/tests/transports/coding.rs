//! Answers that are compressed: read, counted unpacked, and said where they are damaged.

use soap_runtime::{CallError, TransportErrorKind};

use crate::server::{Server, login_answer, message, over_both};

/// A server whose answers have this coding.
fn server(coding: &str, body: Vec<u8>) -> Server {
    let head = format!("200 OK\r\nContent-Encoding: {coding}");
    Server::answering(move |_| message(&head, &body))
}

/// The stored form of RFC 7932 §9.2, which needs no encoder.
#[cfg(feature = "brotli")]
fn brotli(text: &[u8]) -> Vec<u8> {
    let length = u32::try_from(text.len()).unwrap();
    let head = (length - 1) << 4 | 1 << 20;
    [&head.to_le_bytes()[..3], text, &[3]].concat()
}

#[cfg(feature = "gzip")]
fn packed(kind: &str, text: &[u8]) -> Vec<u8> {
    use std::io::Read;

    use flate2::Compression;
    use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};

    let level = Compression::best();
    let mut res = Vec::new();
    let _ = match kind {
        "gzip" => GzEncoder::new(text, level).read_to_end(&mut res),
        "zlib" => ZlibEncoder::new(text, level).read_to_end(&mut res),
        _ => DeflateEncoder::new(text, level).read_to_end(&mut res),
    };
    res
}

#[test]
fn answers_are_unpacked_and_said_to_be_read_so() {
    let mut cases: Vec<(&str, Vec<u8>)> = vec![("identity", login_answer().to_vec())];
    #[cfg(feature = "gzip")]
    cases.extend([
        ("gzip", packed("gzip", login_answer())),
        ("x-gzip", packed("gzip", login_answer())),
        ("deflate", packed("zlib", login_answer())),
        ("Deflate", packed("raw", login_answer())),
        (
            "deflate, gzip",
            packed("gzip", &packed("zlib", login_answer())),
        ),
    ]);
    #[cfg(feature = "brotli")]
    cases.push(("br", brotli(login_answer())));
    for (coding, body) in cases {
        let server = server(coding, body);
        for result in over_both(&server.url(), |it| it) {
            let answer = result.unwrap_or_else(|error| panic!("{coding}: {error:?}"));
            assert_eq!(answer.result, "login_v2_OK", "{coding}");
        }
        for request in server.requests() {
            let head = request.to_ascii_lowercase();
            assert!(head.contains("\r\naccept-encoding: "), "{head}");
            assert_eq!(head.contains("gzip, deflate"), cfg!(feature = "gzip"));
        }
    }
}

#[cfg(feature = "gzip")]
#[test]
fn limits_count_what_is_unpacked() {
    let bomb = packed("gzip", &vec![b' '; 32 << 20]);
    assert!(bomb.len() < 100_000);
    let server = server("gzip", bomb);
    for result in over_both(&server.url(), |it| it) {
        let Err(CallError::Transport(error)) = result else {
            panic!("{result:?}");
        };
        assert_eq!(error.kind(), TransportErrorKind::BodyTooLarge);
        assert!(error.to_string().contains("`Limits::bytes`"), "{error}");
    }
}

#[cfg(feature = "gzip")]
#[test]
fn a_damaged_answer_and_an_unknown_coding_are_named() {
    let mut damaged = packed("gzip", login_answer());
    damaged.truncate(100);
    for (coding, body) in [("gzip", damaged), ("zstd", vec![0x28, 0xB5, 0x2F, 0xFD])] {
        let server = server(coding, body);
        for result in over_both(&server.url(), |it| it) {
            let text = result.unwrap_err().to_string();
            assert!(
                text.contains(&format!("Content-Encoding {coding}")),
                "{text}"
            );
        }
    }
}

#[cfg(feature = "gzip")]
#[test]
fn requests_are_packed_where_asked_for() {
    use std::io::Read;

    let server = Server::answering(|request| {
        let text = String::from_utf8_lossy(request).to_ascii_lowercase();
        assert!(text.contains("\r\ncontent-encoding: gzip\r\n"), "{text}");
        let start = request.windows(4).position(|it| it == b"\r\n\r\n").unwrap() + 4;
        let mut envelope = String::new();
        let mut decoder = flate2::read::GzDecoder::new(&request[start..]);
        decoder.read_to_string(&mut envelope).unwrap();
        assert!(
            envelope.contains("<sEmail>a@b.example</sEmail>"),
            "{envelope}"
        );
        message("200 OK", login_answer())
    });
    for result in over_both(&server.url(), |it| it.gzip_requests()) {
        assert_eq!(result.unwrap().result, "login_v2_OK");
    }
}

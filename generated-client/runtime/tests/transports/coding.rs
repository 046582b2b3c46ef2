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

/// What a server answers, unpacked while it arrives, over both transports: its pieces, and why there are no more.
#[cfg(feature = "gzip")]
fn pieces(
    coding: &str,
    body: &[u8],
) -> Vec<Result<Vec<bytes::Bytes>, soap_runtime::TransportError>> {
    use soap_runtime::{
        BlockingTransport, CallContext, HttpTransport, HttpTransportBuilder, Transport,
    };

    let server = server(coding, body.to_vec());
    let context = CallContext::new(std::time::Duration::from_secs(60), 0);
    let request = || {
        let request = http::Request::post(server.url());
        request.body(bytes::Bytes::from_static(b"<ask/>")).unwrap()
    };
    let blocking = HttpTransportBuilder::default().build_blocking();
    let response = blocking.send_streaming_blocking(request().map(Into::into), &context);
    let over_blocking = response.and_then(|response| response.into_body().collect());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let over_async = runtime.block_on(async {
        let transport = HttpTransport::new();
        let response = transport
            .send_streaming(request().map(Into::into), &context)
            .await?;
        let mut body = response.into_body();
        let mut res = Vec::new();
        while let Some(piece) = body.piece().await {
            res.push(piece?);
        }
        Ok(res)
    });
    for request in server.requests() {
        let head = request.to_ascii_lowercase();
        assert!(
            head.contains("\r\naccept-encoding: gzip, deflate\r\n"),
            "{head}"
        );
        assert!(head.ends_with("<ask/>"), "{head}");
    }
    vec![over_blocking, over_async]
}

#[cfg(feature = "gzip")]
#[test]
fn what_arrives_in_pieces_is_unpacked_in_pieces() {
    let text: Vec<u8> = (0..6_000_u32).flat_map(|it| it.to_le_bytes()).collect();
    for (coding, body) in [
        ("identity", text.clone()),
        ("gzip", packed("gzip", &text)),
        ("x-gzip", packed("gzip", &text)),
        ("deflate", packed("zlib", &text)),
        ("deflate", packed("raw", &text)),
    ] {
        for pieces in pieces(coding, &body) {
            assert!(pieces.unwrap().concat() == text, "{coding}");
        }
        // Cut anywhere, it is an error and no shorter text.
        for end in [1, 5, body.len() / 2, body.len() - 1] {
            if coding != "identity" {
                for pieces in pieces(coding, &body[..end]) {
                    assert!(pieces.is_err(), "{coding} cut at {end}");
                }
            }
        }
    }
    for pieces in pieces("br", b"x") {
        let error = pieces.unwrap_err();
        assert!(error.to_string().contains("Content-Encoding"), "{error}");
    }
}

#[cfg(feature = "gzip")]
#[test]
fn no_piece_is_large_whatever_is_packed_in_it() {
    let bomb = packed("gzip", &vec![b' '; 32 << 20]);
    for pieces in pieces("gzip", &bomb) {
        let pieces = pieces.unwrap();
        assert_eq!(
            pieces.iter().map(bytes::Bytes::len).sum::<usize>(),
            32 << 20
        );
        assert!(pieces.iter().all(|piece| piece.len() <= 2 << 20));
    }
}

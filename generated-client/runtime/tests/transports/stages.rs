//! A TLS server that breaks off at each stage: only what breaks before the request can be sent counts as unsent.

use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use soap_runtime::{CallError, TransportErrorKind};

use crate::server::{Server, login_answer, message, over_both, read_request};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Stage {
    /// A connection, and nothing more.
    Connected,
    /// Something else than TLS for the first words of the client.
    Greeted,
    /// TLS, and nothing more.
    Secured,
    /// The request was read, and no word.
    Requested,
    /// The request was read, and what comes is no TLS.
    Garbled,
    /// Half an answer, and no more of it.
    Answering,
    /// Half an answer, and what comes is no TLS.
    AnswerGarbled,
    /// A whole answer.
    Answered,
}

/// A record that no key opens.
const GARBAGE: &[u8] = b"\x17\x03\x03\x00\x20................................";

fn serve(stage: Stage, config: &Arc<ServerConfig>, mut stream: TcpStream) -> Vec<u8> {
    match stage {
        Stage::Connected => return Vec::new(),
        Stage::Greeted => {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            return read_request(&mut stream);
        }
        _ => {}
    }
    let connection = ServerConnection::new(Arc::clone(config)).unwrap();
    let mut tls = StreamOwned::new(connection, stream);
    while tls.conn.is_handshaking() {
        if tls.conn.complete_io(&mut tls.sock).is_err() {
            return Vec::new();
        }
    }
    if stage == Stage::Secured {
        return Vec::new();
    }
    let request = read_request(&mut tls);
    let answer = message("200 OK", login_answer());
    let half = &answer[..answer.len() / 2];
    match stage {
        Stage::Answering | Stage::AnswerGarbled => tls.write_all(half).unwrap(),
        Stage::Answered => {
            tls.write_all(&answer).unwrap();
            tls.conn.send_close_notify();
        }
        _ => {}
    }
    let _ = tls.flush();
    if matches!(stage, Stage::Garbled | Stage::AnswerGarbled) {
        let _ = tls.sock.write_all(GARBAGE);
        // It is read before the end of the connection.
        let _ = read_request(&mut tls.sock);
    }
    request
}

#[test]
fn what_broke_after_the_request_may_be_with_the_server() {
    let own = rcgen::generate_simple_self_signed(vec![String::from("localhost")]).unwrap();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let root = own.cert.pem();
    for (stage, expected) in [
        (Stage::Connected, Some(TransportErrorKind::Connect)),
        (Stage::Greeted, Some(TransportErrorKind::Tls)),
        (Stage::Secured, Some(TransportErrorKind::Io)),
        (Stage::Requested, Some(TransportErrorKind::Io)),
        (Stage::Garbled, Some(TransportErrorKind::Io)),
        (Stage::Answering, Some(TransportErrorKind::Io)),
        (Stage::AnswerGarbled, Some(TransportErrorKind::Io)),
        (Stage::Answered, None),
    ] {
        let config = Arc::clone(&config);
        let server = Server::start(move |stream| serve(stage, &config, stream));
        let url = format!("https://localhost:{}/", server.address.port());
        let results = over_both(&url, |it| it.root_certificates_pem(root.as_bytes()));
        for (result, name) in results.into_iter().zip(["hyper", "ureq"]) {
            let error = match result {
                Ok(_) => {
                    assert_eq!(expected, None, "{stage:?} {name}");
                    continue;
                }
                Err(CallError::Transport(error)) => error,
                Err(error) => panic!("{stage:?} {name}: {error:?}"),
            };
            assert_eq!(Some(error.kind()), expected, "{stage:?} {name}: {error:?}");
            let is_before = matches!(stage, Stage::Connected | Stage::Greeted);
            assert_eq!(error.is_unsent(), is_before, "{stage:?} {name}");
        }
    }
}

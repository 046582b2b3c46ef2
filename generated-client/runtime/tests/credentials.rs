//! What the HTTP transport tells a server besides the request: headers, tokens, client certificates.
#![cfg(feature = "hyper")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use rustls::pki_types::PrivateKeyDer;
use soap_runtime::{HttpTransport, TransportErrorKind};
use support::*;

fn read_request(stream: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    while !bytes.ends_with(b"Envelope>") {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(n_read) => bytes.extend_from_slice(&buffer[..n_read]),
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn answer() -> Vec<u8> {
    let text = String::from_utf8(LOGIN_11.to_vec()).unwrap();
    text.replace("Connection: keep-alive", "Connection: close")
        .into_bytes()
}

#[tokio::test]
async fn headers_and_tokens_are_sent_and_not_shown() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Arc::new(Mutex::new(String::new()));
    let server = {
        let seen = Arc::clone(&seen);
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            *seen.lock().unwrap() = read_request(&mut stream);
            stream.write_all(&answer()).unwrap();
        })
    };
    let transport = HttpTransport::builder()
        .header("X-Api-Key", "hunter2")
        .bearer_auth("token7")
        .build();
    assert!(!format!("{transport:?}").contains("hunter2"));
    TechnicianConsoleClient::with_transport(transport)
        .with_endpoint(format!("http://{address}/"))
        .login(LoginRequest::default())
        .await
        .unwrap();
    server.join().unwrap();
    let seen = seen.lock().unwrap().to_ascii_lowercase();
    assert!(seen.contains("x-api-key: hunter2\r\n"), "{seen}");
    assert!(seen.contains("authorization: bearer token7\r\n"), "{seen}");
}

#[tokio::test]
async fn settings_that_make_no_sense_are_said_at_the_first_call() {
    let broken = [
        HttpTransport::builder().header("a b", "c").build(),
        HttpTransport::builder().header("a", "b\r\nX: y").build(),
        HttpTransport::builder()
            .client_certificate_pem(b"", b"")
            .build(),
    ];
    for transport in broken {
        let client = TechnicianConsoleClient::with_transport(transport);
        let error = client.login(LoginRequest::default()).await.unwrap_err();
        let soap_runtime::CallError::Transport(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.kind(), TransportErrorKind::Setup);
        assert!(!error.to_string().contains('\n'), "{error}");
    }
}

/// A server that asks for a certificate of `client`; gives its address and its own certificate.
fn start_tls(client: &rcgen::CertifiedKey<rcgen::KeyPair>) -> (SocketAddr, String) {
    let own = rcgen::generate_simple_self_signed(vec![String::from("localhost")]).unwrap();
    let pem = own.cert.pem();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = rustls::RootCertStore::empty();
    roots.add(client.cert.der().clone()).unwrap();
    let verifier = rustls::server::WebPkiClientVerifier::builder_with_provider(
        Arc::new(roots),
        Arc::clone(&provider),
    )
    .build()
    .unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(2) {
            let mut connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = stream.unwrap();
            let mut tls = rustls::Stream::new(&mut connection, &mut stream);
            if read_request(&mut tls).is_empty() {
                continue;
            }
            let _ = tls.write_all(&answer());
            tls.conn.send_close_notify();
            let _ = tls.flush();
        }
    });
    (address, pem)
}

#[tokio::test]
async fn a_client_certificate_is_shown_to_a_server_that_asks() {
    let client = rcgen::generate_simple_self_signed(vec![String::from("client")]).unwrap();
    let (address, root) = start_tls(&client);
    let builder = || HttpTransport::builder().root_certificates_pem(root.as_bytes());
    let call = |transport| {
        let endpoint = format!("https://localhost:{}/", address.port());
        let client = TechnicianConsoleClient::with_transport(transport).with_endpoint(endpoint);
        async move { client.login(LoginRequest::default()).await }
    };
    // Certificate and key in one text, as `openssl pkcs12 -nodes` writes them.
    let both = client.cert.pem() + &client.signing_key.serialize_pem();
    let known = builder()
        .client_certificate_pem(both.as_bytes(), both.as_bytes())
        .build();
    assert_eq!(call(known).await.unwrap().result, "login_v2_OK");
    assert!(call(builder().build()).await.is_err());
}

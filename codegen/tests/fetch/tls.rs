//! TLS: verified, with the system's authorities or the caller's.

use std::sync::Arc;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::server::{Answer, Server};
use crate::{fetched, options, refused, wsdl};

/// A server with a certificate of its own, and that certificate in PEM.
fn server() -> (Server, Vec<u8>) {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let pem = made.cert.pem().into_bytes();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config =
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
    let config = Arc::new(config);
    let server = Server::start("https", move |stream, talk| {
        let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        talk(&mut stream);
        stream.conn.send_close_notify();
        let _ = stream.conn.write_tls(&mut stream.sock);
    });
    (server, pem)
}

#[test]
fn certificates_are_verified() {
    let (server, pem) = server();
    server.set("/S?wsdl", Answer::xml(wsdl("", "")));
    let mut options = options(server.url("/S?wsdl"));
    // The system's authorities do not know the server; where it has none, that is an error too.
    let report = refused(&options, &server);
    assert!(report.contains("cannot be fetched"), "{report}");
    assert!(server.requests().is_empty());
    options.ca = Some(pem);
    assert_eq!(fetched(&options).documents[0].name, "S.wsdl");
    let error = {
        options.ca = Some(b"no PEM".to_vec());
        wsdl_codegen::fetch::fetch(&options).unwrap_err()
    };
    assert!(error.0.contains("no certificate in PEM"), "{error}");
}

#[test]
fn redirects_keep_tls() {
    let plain = Server::new().with("/S", Answer::xml(wsdl("", "")));
    let (server, pem) = server();
    server.set("/S?wsdl", Answer::redirect(302, plain.url("/S")));
    let mut options = options(server.url("/S?wsdl"));
    options.ca = Some(pem);
    options.allow_hosts = vec![plain.base()];
    let report = refused(&options, &server);
    assert!(
        report.contains("redirects from https to plain http"),
        "{report}"
    );
    assert!(plain.requests().is_empty());
}

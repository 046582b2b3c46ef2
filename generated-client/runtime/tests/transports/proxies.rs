//! Proxies: what they read of a request, and what they only pass on.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, mpsc};

use rustls::ServerConfig;

use crate::server::{Server, asynchronous, login_answer, message, over_both, read_request};

/// `alice:sesame` in Base64.
const CREDENTIALS: &str = "Basic YWxpY2U6c2VzYW1l";

#[test]
fn a_proxy_reads_a_request_without_tls_and_is_told_who_we_are() {
    let proxy = Server::answering(|_| message("200 OK", login_answer()));
    let url = format!("http://alice:sesame@{}", proxy.address);
    asynchronous("http://shop.example/x", |it| it.proxy(&url)).unwrap();
    let request = &proxy.requests()[0];
    assert!(
        request.starts_with("POST http://shop.example/x HTTP/1.1\r\n"),
        "{request}"
    );
    let header = format!("\r\nproxy-authorization: {CREDENTIALS}\r\n");
    assert!(request.contains(&header), "{request}");
}

#[test]
fn a_proxy_reads_nothing_of_a_request_in_tls() {
    let key = rcgen::generate_simple_self_signed(vec![String::from("localhost")]).unwrap();
    let pem = key.cert.pem();
    let private = rustls::pki_types::PrivateKeyDer::try_from(key.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![key.cert.der().clone()], private.unwrap());
    let config = Arc::new(config.unwrap());
    let (told, requests) = mpsc::channel();
    let behind = Server::start(move |mut stream| {
        let mut connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut tls = rustls::Stream::new(&mut connection, &mut stream);
        told.send(read_request(&mut tls)).unwrap();
        let _ = tls.write_all(&message("200 OK", login_answer()));
        tls.conn.send_close_notify();
        let _ = tls.flush();
        Vec::new()
    });
    let target = behind.address;
    let (told, heads) = mpsc::channel();
    let proxy = Server::start(move |mut stream| {
        told.send(read_request(&mut stream)).unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let target = TcpStream::connect(target).unwrap();
        let back = (target.try_clone().unwrap(), stream.try_clone().unwrap());
        std::thread::spawn(move || pass_on(back.0, back.1));
        pass_on(stream, target);
        Vec::new()
    });
    let url = format!("http://alice:sesame@{}", proxy.address);
    let endpoint = format!("https://localhost:{}/x", target.port());
    for result in over_both(&endpoint, |it| {
        it.proxy(&url).root_certificates_pem(pem.as_bytes())
    }) {
        assert_eq!(result.unwrap().result, "login_v2_OK");
    }
    let connect = format!("CONNECT localhost:{} HTTP/1.1\r\n", target.port());
    for _ in 0..2 {
        let head = String::from_utf8(heads.recv().unwrap()).unwrap();
        assert!(head.starts_with(&connect), "{head}");
        assert!(head.contains(CREDENTIALS), "{head}");
        let request = String::from_utf8(requests.recv().unwrap()).unwrap();
        assert!(request.starts_with("POST /x HTTP/1.1\r\n"), "{request}");
        assert!(!request.contains(CREDENTIALS), "{request}");
    }
}

/// Until one side ends.
fn pass_on(mut from: TcpStream, mut to: TcpStream) {
    let mut buffer = [0; 4096];
    while let Ok(n_read) = from.read(&mut buffer) {
        if n_read == 0 || to.write_all(&buffer[..n_read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Both);
}

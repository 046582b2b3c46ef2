//! `call` with credentials: HTTP Digest, tokens and signatures, and what the contract's policies ask for.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use crate::live::Stub;
use crate::support::Folder;

const ORDER: [&str; 3] = [
    "order.article=tea",
    "order.speed=fast",
    "order.due=2024-02-29T00:00:00Z",
];

fn policy() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/services");
    root.join("policy.wsdl").display().to_string()
}

#[test]
fn a_server_that_asks_for_http_digest_is_answered() {
    let folder = Folder::with_shop("digest");
    folder.write("login", "me:hush");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback is there");
    let url = format!("http://{}/", listener.local_addr().expect("it is bound"));
    let server = std::thread::spawn(move || {
        let body = r#"<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><BuyResponse xmlns="urn:shop"><number>5</number></BuyResponse></S:Body></S:Envelope>"#;
        let challenge = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"shop\", nonce=\"n1\", qop=\"auth\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let mut heads = Vec::new();
        for said in [challenge, &answer] {
            let (mut stream, _) = listener.accept().expect("it is called");
            let mut request = Vec::new();
            while !String::from_utf8_lossy(&request).contains("Envelope>") {
                let mut piece = [0; 4096];
                let n = stream.read(&mut piece).expect("it is sent");
                request.extend_from_slice(&piece[..n]);
            }
            heads.push(String::from_utf8_lossy(&request).into_owned());
            stream.write_all(said.as_bytes()).expect("it is read");
        }
        heads
    });
    let args = [
        "call",
        "Shop.wsdl",
        "Buy",
        "--endpoint",
        &url,
        "--credentials",
        "login",
        "--auth",
        "digest",
    ];
    let run = folder.run(&[&args[..], &ORDER].concat()).ends(0);
    assert!(run.out.contains("\"number\": 5"), "{}", run.out);
    let heads = server.join().expect("it answers");
    assert!(
        !heads[0].to_lowercase().contains("authorization"),
        "{}",
        heads[0]
    );
    assert!(heads[1].contains("Digest username=\"me\""), "{}", heads[1]);
    assert!(!heads[1].contains("hush"), "{}", heads[1]);
}

#[test]
fn tokens_are_sent_and_a_stub_takes_them() {
    let folder = Folder::with_shop("tokens");
    folder.write("login", "me:hush");
    let stub = Stub::start(folder.path(), &["Shop.wsdl"]);
    let call = |auth: &str, more: &[&str]| {
        let args = [
            "call",
            "Shop.wsdl",
            "Buy",
            "--endpoint",
            &stub.address,
            "--credentials",
            "login",
            "--auth",
            auth,
        ];
        folder.run(&[&args[..], &ORDER, more].concat())
    };
    // What stands beside a password says how it is sent.
    for (auth, is_digest) in [("token", false), ("token-digest", true)] {
        let shown = call(auth, &["--dry-run"]).ends(0).out;
        assert_eq!(shown.contains("Nonce>"), is_digest, "{shown}");
        assert!(shown.contains("me</") && !shown.contains("hush"), "{shown}");
        call(auth, &[]).ends(0);
    }
}

#[test]
fn requests_are_signed_with_a_key_of_a_file() {
    let folder = Folder::with_shop("signed");
    let made = rcgen::generate_simple_self_signed(vec!["me".to_owned()]).expect("it is made");
    let pem = format!("{}{}", made.cert.pem(), made.signing_key.serialize_pem());
    folder.write("me.pem", &pem);
    let args = ["call", "Shop.wsdl", "Buy", "--sign", "me.pem", "--dry-run"];
    let shown = folder.run(&[&args[..], &ORDER].concat()).ends(0).out;
    for part in [
        "SignatureValue",
        "Timestamp",
        "BinarySecurityToken",
        "ecdsa-sha256",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    // As the contract asks: by the certificate's thumbprint.
    let policy = policy();
    let args = [
        "call",
        &policy,
        "ping",
        "ping=a",
        "--sign",
        "me.pem",
        "--dry-run",
    ];
    let run = folder.run(&args).ends(0);
    assert!(run.out.contains("ThumbprintSHA1"), "{}", run.out);
    assert!(!run.err.contains("--sign"), "{}", run.err);
    folder.write("empty.pem", "nothing");
    let args = [
        "call",
        "Shop.wsdl",
        "Buy",
        "--sign",
        "empty.pem",
        "--dry-run",
    ];
    let run = folder.run(&[&args[..], &ORDER].concat()).ends(3);
    assert!(run.err.contains("`empty.pem`: "), "{}", run.err);
}

#[test]
fn what_policies_ask_for_is_said() {
    let folder = Folder::new("asked");
    let policy = policy();
    let run = folder
        .run(&["call", &policy, "hide", "ping=a", "--dry-run"])
        .ends(0);
    let asked = "ask for a key (`--sign`), the service's certificate (`--encrypt-for`)";
    assert!(run.err.contains(asked), "{}", run.err);
    let run = folder
        .run(&["call", &policy, "send", "ping=a", "--dry-run"])
        .ends(0);
    let asked = "ask for a user (`--user`), a certificate for TLS (`--client-certificate`)";
    assert!(run.err.contains(asked), "{}", run.err);
    // The same contract says how octets travel.
    assert!(run.out.contains("application/xop+xml"), "{}", run.out);
}

#[test]
fn a_contract_that_asks_for_signatures_is_called_without_a_key() {
    let folder = Folder::new("keyless");
    folder.write("login", "me:hush");
    let policy = policy();
    let args = ["call", &policy, "ping", "ping=a", "--credentials", "login"];
    let more = ["--auth", "token", "--dry-run"];
    let run = folder.run(&[&args[..], &more].concat()).ends(0);
    assert!(run.err.contains("a key (`--sign`)"), "{}", run.err);
    assert!(run.out.contains("me</"), "{}", run.out);
    assert!(!run.out.contains("SignatureValue"), "{}", run.out);
}

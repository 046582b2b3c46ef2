//! `generate --crate`: what was written builds, documents itself, and its examples call a server.
//!
//! The only tests that start cargo are here, in `build_script.rs` and in `tutorial.rs`. They share the workspace's target folder, and keep
//! their crates in it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::thread::JoinHandle;

use crate::support::{Cargo, Folder};

/// A fixture, the operation that its example calls, an answer to it, and what the example prints of that.
struct Case {
    fixture: &'static str,
    example: &'static str,
    sent: &'static [&'static str],
    answer: &'static str,
    printed: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        fixture: "wrapped",
        example: "login",
        sent: &["SOAPAction: \"urn:t/Login\"", "<user>...</user>"],
        answer: r#"<LoginResponse xmlns="urn:t"><LoginResult>true</LoginResult></LoginResponse>"#,
        printed: &["login_result: true"],
    },
    Case {
        fixture: "rpc-literal",
        example: "find",
        sent: &["0</id>", "urn:people"],
        answer: r#"<p:findResponse xmlns:p="urn:people"><person><name xmlns="urn:t">Zoë</name></person><rest>3</rest></p:findResponse>"#,
        printed: &["\"Zoë\"", "rest: 3"],
    },
    Case {
        fixture: "rpc-encoded",
        example: "put",
        sent: &["encodingStyle", "arrayType=", "Item[1]"],
        answer: r#"<p:putResponse xmlns:p="urn:rpc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><return xmlns:t="urn:t" xsi:type="t:Item"><sku>s1</sku></return><shelves/></p:putResponse>"#,
        printed: &["\"s1\""],
    },
    Case {
        fixture: "headers",
        example: "ping",
        sent: &["Header>", "ticket"],
        answer: "<Fault><faultcode>Client</faultcode><faultstring>not signed in</faultstring></Fault>",
        printed: &["fault `Client`: not signed in"],
    },
    Case {
        fixture: "faults",
        example: "one",
        sent: &["<soap:Body>"],
        answer: "<Fault><faultcode>Server</faultcode><faultstring>broken</faultstring></Fault>",
        printed: &["fault `Server`: broken", "None"],
    },
    Case {
        fixture: "ports",
        example: "",
        sent: &[],
        answer: "",
        printed: &[],
    },
];

#[test]
fn crates_of_every_style_build_document_and_call() {
    let folder = Folder::kept("crates");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let runtime = root
        .join("generated-client/runtime")
        .canonicalize()
        .unwrap();
    let mut members = Vec::new();
    for case in CASES {
        let fixture = root.join(format!(
            "codegen/tests/fixtures/services/{}.wsdl",
            case.fixture
        ));
        let run = folder.run(&[
            "generate",
            &fixture.display().to_string(),
            "--crate",
            "--out",
            case.fixture,
            "--runtime-path",
            &runtime.display().to_string(),
        ]);
        assert!(!run.ends(0).err.contains("crates.io"));
        members.push(format!("{:?}", case.fixture));
    }
    let schemas = root.join("codegen/tests/fixtures/types/schemas-alone");
    let (schemas, runtime) = (schemas.display().to_string(), runtime.display().to_string());
    let args = [
        "generate",
        &schemas,
        "--crate",
        "--out",
        "schemas-alone",
        "--runtime-path",
        &runtime,
    ];
    folder.run(&args).ends(0);
    members.push("\"schemas-alone\"".to_owned());
    // Its dependencies hold no HTTP.
    let manifest = folder.read("schemas-alone/Cargo.toml");
    assert!(
        manifest.contains("default = [\"encodings\", \"patterns\"]\n"),
        "{manifest}"
    );
    assert!(
        !manifest.contains("tokio") && !manifest.contains("hyper"),
        "{manifest}"
    );
    // One workspace, so that cargo builds what they share once.
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    folder.write("Cargo.toml", &workspace);
    let cargo = Cargo::new(&folder);
    let run = cargo
        .run(&["build", "--workspace", "--lib", "--examples"])
        .ends(0);
    assert_eq!(run.err, "");
    let run = cargo.run(&["doc", "--workspace", "--no-deps"]).ends(0);
    assert!(!run.err.contains("warning"), "{}", run.err);
    for case in CASES.iter().filter(|it| !it.example.is_empty()) {
        let (address, server) = serve(case.answer);
        let url = format!("http://{address}/");
        let run = cargo.run(&[
            "run",
            "-p",
            case.fixture,
            "--example",
            case.example,
            "--",
            &url,
        ]);
        let run = run.ends(0);
        let sent = server.join().expect("the server answers once");
        for it in case.sent {
            let it = it.to_lowercase();
            assert!(sent.to_lowercase().contains(&it), "{it}: {sent}");
        }
        for it in case.printed {
            assert!(run.out.contains(it), "{}: {}", case.fixture, run.out);
        }
    }
    let place = r#"<place xmlns="urn:shop:common" kind="home"><street>Main</street></place>"#;
    folder.write("place.xml", place);
    let read = [
        "run",
        "-p",
        "schemas-alone",
        "--example",
        "read",
        "--",
        "place.xml",
    ];
    let run = cargo.run(&read).ends(0);
    assert!(run.out.contains("street: \"Main\""), "{}", run.out);
    assert!(run.out.trim_end().ends_with(place), "{}", run.out);
}

/// A server of one answer, made of literal text; gives what it was sent.
fn serve(body: &'static str) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
    let address = listener.local_addr().expect("it is bound");
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("the example calls");
        let mut sent = Vec::new();
        let mut buffer = [0; 4096];
        while !sent.ends_with(b"Envelope>") {
            match stream.read(&mut buffer) {
                Ok(0) | Err(_) => break,
                Ok(n_read) => sent.extend_from_slice(&buffer[..n_read]),
            }
        }
        let (status, body) = match body.strip_prefix("<Fault") {
            Some(rest) => {
                let rest = rest.replace("</Fault>", "</e:Fault>");
                ("500 Internal Server Error", format!("<e:Fault{rest}"))
            }
            None => ("200 OK", body.to_owned()),
        };
        let envelope = format!(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>{body}</e:Body></e:Envelope>"
        );
        let _ = write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{envelope}",
            envelope.len()
        );
        String::from_utf8_lossy(&sent).into_owned()
    });
    (address, server)
}

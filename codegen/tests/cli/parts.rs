//! `call` and `serve` with parts beside the envelope, and with header blocks.

use std::path::Path;

use crate::live::Stub;
use crate::support::Folder;

fn fixture(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/services");
    root.join(name).display().to_string()
}

#[test]
fn files_are_sent_and_kept_beside_the_envelope() {
    let folder = Folder::new("parts");
    let wsdl = fixture("attachments.wsdl");
    folder.write("picture.png", "octets of a picture");
    folder.write("answers/none", "");
    let stub = Stub::start(folder.path(), &[&wsdl, "--answers", "answers"]);
    let send = [
        "call",
        &wsdl,
        "send",
        "--endpoint",
        &stub.address,
        "photo.title=sea",
        "picture=@picture.png",
        "notes=it rained",
    ];
    let sent = folder.run(&[&send[..], &["--dry-run"]].concat()).ends(0);
    assert!(sent.out.contains("multipart/related"), "{}", sent.out);
    // A sample of the answer has its parts too, and those are kept where that is asked for.
    let run = folder
        .run(&[&send[..], &["--save", "kept"]].concat())
        .ends(0);
    let mut kept: Vec<String> = (folder.files("kept").into_iter())
        .map(|(_, content)| content)
        .collect();
    kept.dedup();
    assert_eq!(kept, ["octets"], "{run:?}");
    assert!(run.out.contains("\"file\": \"kept"), "{}", run.out);
    // What no member holds goes beside as well, both ways.
    let answer = r#"{"photo": {"title": "t", "preview": null}, "notes": {"content_id": "", "content_type": "", "headers": [], "bytes": "bg=="}, "picture": {"content_id": "", "content_type": "", "headers": [], "bytes": "cA=="}}"#;
    folder.write("answers/send.json", answer);
    folder.write("answers/send.parts/extra.txt", "more");
    let run = folder.run(&send).ends(0);
    assert!(run.err.contains("1 part came beside"), "{}", run.err);
    folder
        .run(&[&send[..], &["--save", "all"]].concat())
        .ends(0);
    assert_eq!(folder.read("all/extra.txt"), "more");
    let attach = ["--attach", "picture.png", "--dry-run", "--show-secrets"];
    let sent = folder.run(&[&send[..], &attach].concat()).ends(0);
    assert!(sent.out.contains("<picture.png>"), "{}", sent.out);
}

#[test]
fn octets_of_members_go_beside_the_envelope() {
    let folder = Folder::new("mtom");
    let wsdl = fixture("mtom.wsdl");
    folder.write("content.bin", &"octets ".repeat(500));
    let put = [
        "call",
        &wsdl,
        "put",
        "content=@content.bin",
        "--dry-run",
        "--show-secrets",
        "--mtom",
    ];
    let sent = folder.run(&put).ends(0).out;
    assert!(sent.contains("Include"), "{sent}");
    assert!(sent.contains("octets octets"), "{sent}");
}

#[test]
fn header_blocks_are_answered() {
    let folder = Folder::new("blocks");
    let wsdl = fixture("headers.wsdl");
    folder.write("answers/ping.json", "\"pong\"");
    folder.write("answers/ping.headers.json", r#"{"cost": "1.50"}"#);
    let stub = Stub::start(folder.path(), &[&wsdl, "--answers", "answers"]);
    let ping = ["call", &wsdl, "ping", "ping=a", "--endpoint", &stub.address];
    let run = folder.run(&ping).ends(0);
    assert_eq!(run.out, "\"pong\"\n");
    assert!(run.err.contains("\"cost\":\"1.50\""), "{}", run.err);
    // Those of an envelope are kept as they are.
    std::fs::remove_file(folder.path().join("answers/ping.json")).expect("it was written");
    std::fs::remove_file(folder.path().join("answers/ping.headers.json")).expect("it was written");
    let envelope = r#"<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Header><cost xmlns="urn:t">2</cost></S:Header><S:Body><ping xmlns="urn:t">pong</ping></S:Body></S:Envelope>"#;
    folder.write("answers/ping.xml", envelope);
    let run = folder.run(&ping).ends(0);
    assert!(run.err.contains("\"cost\":\"2\""), "{}", run.err);
}

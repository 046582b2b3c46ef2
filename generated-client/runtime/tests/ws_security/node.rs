//! Interoperation with node-soap, in both directions: it signs, and its xml-crypto verifies.
//!
//! Where there is no node-soap the tests say so and pass, but not in CI: `.ci/run` installs it.

use std::process::{Command, Output};
use std::time::Duration;

use soap_runtime::SoapVersion;
use soap_runtime::ws_security::{Part, Security, SignatureAlgorithm};

use crate::keys::keys;
use crate::signing::{REFERENCES, order, pinned, received, sent};
use crate::xmlsec::Folder;

/// Where node finds node-soap: in `NODE_PATH`, or where `.ci/run` puts it.
fn modules() -> Option<String> {
    let own = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../target/ci-tools/node_modules"
    );
    let given = std::env::var("NODE_PATH").ok();
    let has_soap = |path: &String| {
        let mut node = Command::new("node");
        let output = node
            .env("NODE_PATH", path)
            .args(["-e", "require('soap')"])
            .output();
        output.is_ok_and(|it| it.status.success())
    };
    let found = given.into_iter().chain([own.to_owned()]).find(has_soap);
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "node has no `soap`");
        eprintln!("SKIPPED: node has no `soap`, so that nothing was compared with it");
    }
    found
}

fn run(modules: &str, what: &str, folder: &Folder) -> String {
    let program = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/ws_security/node_side.js"
    );
    let mut node = Command::new("node");
    node.env("NODE_PATH", modules)
        .args([program, what, folder.path()]);
    let Output {
        status,
        stdout,
        stderr,
    } = node.output().unwrap();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("client.crt", &keys().client.certificate_pem);
    folder.write("client.key", &keys().client.key_pem);
    folder
}

#[test]
fn node_verifies_what_is_signed_here() {
    let Some(modules) = modules() else {
        return;
    };
    let folder = folder("node-check");
    for reference in REFERENCES {
        for algorithm in [SignatureAlgorithm::RsaSha256, SignatureAlgorithm::RsaSha512] {
            let security = Security::new()
                .with_identity(keys().client.identity())
                .with_key_reference(reference)
                .with_signature_algorithm(algorithm)
                .with_timestamp(Duration::from_secs(3_600));
            let text = sent(&security, SoapVersion::V11);
            folder.write(&format!("{reference:?}-{algorithm:?}.in.xml"), &text);
            let changed = text.replace("tea", "evil");
            folder.write(
                &format!("{reference:?}-{algorithm:?}-changed.in.xml"),
                &changed,
            );
        }
    }
    let said = run(&modules, "check", &folder);
    assert_eq!(said.lines().count(), 20, "{said}");
    for line in said.lines() {
        assert_eq!(line.contains("OK"), !line.contains("changed"), "{line}");
    }
}

#[test]
fn what_node_signs_is_verified_here() {
    let Some(modules) = modules() else {
        return;
    };
    let folder = folder("node-make");
    folder.write("plain.xml", &sent(&Security::new(), SoapVersion::V11));
    run(&modules, "make", &folder);
    let files = folder.files(".out.xml");
    assert_eq!(files.len(), 6);
    for (name, text) in files {
        let demanding = pinned(&keys().client)
            .with_demanded(Part::Body)
            .with_demanded_timestamp();
        let demanding = match name.contains("sha1") {
            true => demanding.with_sha1_allowed(),
            false => demanding,
        };
        let incoming =
            received(&text, &demanding).unwrap_or_else(|it| panic!("{name}: {it:?}\n{text}"));
        assert_eq!(incoming.body, order());
    }
}

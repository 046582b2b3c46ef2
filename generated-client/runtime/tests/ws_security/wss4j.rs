//! Interoperation with Apache WSS4J, in both directions: every reference, algorithm, cipher and order that both know.
//!
//! Where it is missing the test says so and passes, but not in CI: `.ci/run` installs it.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use soap_runtime::SoapVersion;
use soap_runtime::ws_security::{
    Cipher, KeyReference, KeyTransport, Part, ProtectionOrder, Security, SignatureAlgorithm, Trust,
};

use crate::keys::{Pair, keys};
use crate::signing::{REFERENCES, order, pinned, received, sent};
use crate::xmlsec::{Folder, is_there};

const JARS: [&str; 5] = [
    "wss4j",
    "xmlsec",
    "commons-logging",
    "slf4j-api",
    "commons-codec",
];
const TO: Part = Part::Header {
    namespace: "http://www.w3.org/2005/08/addressing",
    local: "To",
};

/// Whether WSS4J is there, and a Java that compiles.
fn is_wss4j_there() -> bool {
    is_there("javac") && {
        let is_there = std::path::Path::new("/usr/share/java/wss4j.jar").exists();
        if !is_there {
            assert!(
                std::env::var_os("CI").is_none(),
                "`libwss4j-java` is missing"
            );
            eprintln!("SKIPPED: `libwss4j-java` is missing, so that nothing was compared with it");
        }
        is_there
    }
}

fn run(folder: &Folder, what: &str) -> String {
    let jars = JARS.map(|it| format!("/usr/share/java/{it}.jar")).join(":");
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ws_security/Wss4j.java");
    let output = Command::new("java")
        .args(["-cp", &jars, program, what, folder.path()])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let keys = keys();
    for (name, pair) in [
        ("client", &keys.client),
        ("service", &keys.service),
        ("curve256", &keys.curve256),
        ("curve384", &keys.curve384),
    ] {
        folder.write(&format!("{name}.crt"), &pair.certificate_pem);
        folder.write(&format!("{name}.key"), &pair.key_pem);
    }
    folder
}

#[test]
fn wss4j_reads_what_is_written_here() {
    use SignatureAlgorithm::{EcdsaSha256, EcdsaSha384, RsaSha256, RsaSha384, RsaSha512};
    if !is_wss4j_there() {
        return;
    }
    let keys = keys();
    let folder = folder("wss4j-check");
    let signers: [(&Pair, &[SignatureAlgorithm]); 3] = [
        (&keys.client, &[RsaSha256, RsaSha384, RsaSha512]),
        (&keys.curve256, &[EcdsaSha256]),
        (&keys.curve384, &[EcdsaSha384]),
    ];
    let mut n_written = 0;
    let mut write = |name: &str, security: &Security| {
        folder.write(&format!("{name}.in.xml"), &sent(security, SoapVersion::V11));
        n_written += 1;
    };
    for (pair, algorithms) in signers {
        for &algorithm in algorithms {
            for reference in REFERENCES {
                let signed = Security::new()
                    .with_identity(pair.identity())
                    .with_signature_algorithm(algorithm)
                    .with_key_reference(reference)
                    .with_timestamp(Duration::from_secs(3_600))
                    .with_user_digest("alice", "secret")
                    .with_signed_tokens()
                    .with_signed(Part::Body)
                    .with_signed(TO);
                write(&format!("{algorithm:?}-{reference:?}-plain"), &signed);
                for cipher in [
                    Cipher::Aes128Gcm,
                    Cipher::Aes256Gcm,
                    Cipher::Aes128Cbc,
                    Cipher::Aes256Cbc,
                ] {
                    for order in [
                        ProtectionOrder::SignBeforeEncrypt,
                        ProtectionOrder::EncryptBeforeSign,
                    ] {
                        let encrypted = signed
                            .clone()
                            .with_recipient(keys.service.certificate())
                            .with_recipient_reference(reference)
                            .with_encryption_algorithms(cipher, KeyTransport::RsaOaep)
                            .with_order(order)
                            .with_encrypted_user()
                            .with_encrypted(Part::Body)
                            .with_encrypted(TO);
                        write(
                            &format!("{algorithm:?}-{reference:?}-{cipher:?}-{order:?}"),
                            &encrypted,
                        );
                    }
                }
            }
        }
    }
    let symmetric = Security::new()
        .with_recipient(keys.service.certificate())
        .with_recipient_reference(KeyReference::Thumbprint)
        .with_symmetric_key()
        .with_user("alice", "secret")
        .with_signed_tokens()
        .with_encrypted_user()
        .with_timestamp(Duration::from_secs(3_600));
    write("symmetric", &symmetric);
    let said = run(&folder, "check");
    let mut failed: BTreeMap<&str, &str> = BTreeMap::new();
    for line in said.lines() {
        let (name, rest) = line.split_once(' ').unwrap();
        let is_read = rest.starts_with("OK") && rest.contains("article=tea & <b>");
        let is_signed = rest.contains("ref=Body") && rest.contains("ref=Timestamp");
        if !is_read || !is_signed {
            failed.insert(name, rest);
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {n_written}: {failed:#?}",
        failed.len()
    );
    assert_eq!(said.lines().count(), n_written);
}

#[test]
fn what_wss4j_writes_is_read_here() {
    if !is_wss4j_there() {
        return;
    }
    let keys = keys();
    let folder = folder("wss4j-make");
    folder.write("plain.xml", &sent(&Security::new(), SoapVersion::V11));
    run(&folder, "make");
    let mut failed: BTreeMap<String, String> = BTreeMap::new();
    let mut n_read = 0;
    for (name, text) in folder.files(".out.xml") {
        let signer = match name.split('_').next() {
            Some("curve256") => &keys.curve256,
            Some("curve384") => &keys.curve384,
            _ => &keys.client,
        };
        let demanding = || {
            let security = pinned(signer)
                .with_identity(keys.service.identity())
                .with_users(|user| (user == "alice").then(|| "secret".into()))
                .with_demanded(TO)
                .with_demanded_timestamp()
                // A busy machine takes its time from the first message that is written to the last that is read.
                .with_skew(Duration::from_secs(3_600))
                .with_cbc_allowed();
            match name.contains("sha1") {
                true => security.with_sha1_allowed(),
                false => security,
            }
        };
        match received(&text, &demanding()) {
            Ok(incoming) if incoming.body == order() => n_read += 1,
            other => drop(failed.insert(name.clone(), format!("{other:?}"))),
        }
        let strict = Security::new().with_trust(Trust::pinned([signer.certificate()]));
        if name.contains("sha1") || name.contains("cbc") {
            assert!(received(&text, &strict).is_err(), "{name}");
        }
    }
    assert!(
        failed.is_empty(),
        "{} failed, {n_read} read: {failed:#?}",
        failed.len()
    );
    assert!(n_read >= 200, "{n_read}");
}

//! Interoperation with zeep, in both directions.
//!
//! Where no Python has zeep and xmlsec the tests say so and pass, but not in CI: `.ci/run` installs them.

use std::process::{Command, Output};
use std::time::Duration;

use soap_runtime::SoapVersion;
use soap_runtime::ws_security::{Part, Security, SignatureAlgorithm};

use crate::keys::keys;
use crate::signing::{REFERENCES, order, pinned, received, sent};
use crate::xmlsec::Folder;

/// A Python that has zeep: that of `PYTHON`, the system's, or the one that `.ci/run` makes.
fn python() -> Option<String> {
    let own = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../target/ci-tools/bin/python3"
    );
    let given = std::env::var("PYTHON").ok();
    let candidates = given
        .into_iter()
        .chain(["python3".to_owned(), own.to_owned()]);
    let has_zeep = |python: &String| {
        let output = Command::new(python)
            .args(["-c", "import zeep, xmlsec"])
            .output();
        output.is_ok_and(|it| it.status.success())
    };
    let found = candidates.into_iter().find(has_zeep);
    if found.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "no Python has `zeep` and `xmlsec`"
        );
        eprintln!(
            "SKIPPED: no Python has `zeep` and `xmlsec`, so that nothing was compared with them"
        );
    }
    found
}

fn run(python: &str, what: &str, folder: &Folder) -> String {
    let program = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/ws_security/zeep_side.py"
    );
    let arguments = [program, what, folder.path()];
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(python).args(arguments).output().unwrap();
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
fn zeep_verifies_what_is_signed_here() {
    let Some(python) = python() else {
        return;
    };
    let folder = folder("zeep-check");
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
    let said = run(&python, "check", &folder);
    assert_eq!(said.lines().count(), 20, "{said}");
    for line in said.lines() {
        assert_eq!(line.contains("OK"), !line.contains("changed"), "{line}");
    }
}

#[test]
fn what_zeep_signs_is_verified_here() {
    let Some(python) = python() else {
        return;
    };
    let folder = folder("zeep-make");
    folder.write("plain.xml", &sent(&Security::new(), SoapVersion::V11));
    run(&python, "make", &folder);
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

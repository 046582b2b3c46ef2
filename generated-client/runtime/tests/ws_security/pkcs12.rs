//! Keys from PKCS#12 files, as `openssl` makes them.

use std::process::Command;

use soap_runtime::SoapVersion;
use soap_runtime::ws_security::{Identity, Security};

use crate::keys::keys;
use crate::signing::{order, pinned, received, sent};
use crate::xmlsec::{Folder, is_there};

#[test]
fn a_key_of_a_pkcs12_file_signs() {
    if !is_there("openssl") {
        return;
    }
    let folder = Folder::new("pkcs12");
    let keys = keys();
    for pair in [&keys.client, &keys.curve256] {
        let certificate = folder.write("own.pem", &pair.certificate_pem);
        let key = folder.write("own.key", &pair.key_pem);
        let file = format!("{}/own.p12", folder.path());
        let made = Command::new("openssl")
            .args(["pkcs12", "-export", "-inkey", &key, "-in", &certificate])
            .args(["-out", &file, "-passout", "pass:open sesame"])
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let file = std::fs::read(&file).unwrap();

        let identity = Identity::from_pkcs12(&file, "open sesame").unwrap();
        assert_eq!(identity.certificate(), &pair.certificate());
        let text = sent(&Security::new().with_identity(identity), SoapVersion::V11);
        let incoming = received(&text, &pinned(pair)).unwrap();
        assert_eq!(incoming.body, order());
        let signer = incoming.verified.unwrap().signer().cloned();
        assert_eq!(signer, Some(pair.certificate()));

        let error = Identity::from_pkcs12(&file, "wrong").unwrap_err();
        let said = format!("{error} {error:?}");
        assert!(
            said.contains("PKCS#12") && !said.contains("wrong"),
            "{said}"
        );
    }
}

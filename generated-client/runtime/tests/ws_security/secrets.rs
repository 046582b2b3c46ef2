//! That neither keys and passwords nor what was decrypted is ever shown.

use soap_runtime::ws_security::{
    Certificate, Cipher, KeyTransport, PrivateKey, ProtectionOrder, Security, Trust,
};
use soap_runtime::{Client, InProcess, NoHeaders, SoapVersion};

use crate::keys::keys;
use crate::service::{Order, Orders, Plain};
use crate::signing::order;

#[test]
fn nothing_shows_a_secret() {
    let keys = keys();
    let secrets: Vec<String> = keys
        .client
        .key_pem
        .lines()
        .skip(1)
        .take(3)
        .map(str::to_owned)
        .collect();
    let security = Security::new()
        .with_identity(keys.client.identity())
        .with_user_digest("alice", "sentinel-password")
        .with_trust(Trust::pinned([keys.service.certificate()]));
    let client =
        Client::<Orders, _>::new(InProcess::new(|_| panic!())).with_security(security.clone());
    let key = PrivateKey::from_pem(keys.client.key_pem.as_bytes()).unwrap();
    let call = client.call::<Plain>(Order::default());
    let mut shown = vec![
        format!(
            "{security:?} {client:?} {key:?} {:?} {call:?}",
            keys.client.identity()
        ),
        format!(
            "{:?}",
            Certificate::from_pem(keys.client.key_pem.as_bytes()).unwrap_err()
        ),
        format!("{:?}", PrivateKey::from_der(&[0; 40]).unwrap_err()),
    ];
    // What is wrong in plain text that was encrypted is not told.
    for cipher in [Cipher::Aes128Gcm, Cipher::Aes128Cbc] {
        let sender = Security::new()
            .with_recipient(keys.service.certificate())
            .with_encryption_algorithms(cipher, KeyTransport::RsaOaep)
            .with_order(ProtectionOrder::SignBeforeEncrypt);
        let text = crate::signing::sent(&sender, SoapVersion::V11);
        let at = text.rfind("<xenc:CipherValue>").unwrap() + "<xenc:CipherValue>".len();
        let changed = format!(
            "{}{}{}",
            &text[..at + 40],
            if &text[at + 40..=at + 40] == "A" {
                "B"
            } else {
                "A"
            },
            &text[at + 41..]
        );
        let receiver = Security::new()
            .with_identity(keys.service.identity())
            .with_cbc_allowed();
        match crate::signing::received(&changed, &receiver) {
            Err(error) => shown.push(format!("{error:?} {error}")),
            // CBC does not notice every change.
            Ok(_) => assert_eq!(cipher, Cipher::Aes128Cbc),
        }
    }
    let error = Security::new().with_user("alice", "sentinel-password\u{1}");
    let options = soap_runtime::EncodeOptions::new(SoapVersion::V11, "https://a.example/")
        .with_security(error);
    let error = soap_runtime::encode_request::<Plain>(&order(), &NoHeaders, &options).unwrap_err();
    shown.push(format!("{error:?} {error}"));
    for text in shown {
        assert!(
            !text.contains("sentinel-password") && !text.contains("tea"),
            "{text}"
        );
        assert!(
            secrets.iter().all(|it| !text.contains(it.as_str())),
            "{text}"
        );
    }
}

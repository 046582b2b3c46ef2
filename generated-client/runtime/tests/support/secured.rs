// Keys, and the service of `shop.rs` with protected messages, for the recipes in the documentation of `ws_security`.
mod secured {
    use soap_runtime::ws_security::Security;
    use soap_runtime::{DecodeOptions, InProcess, NoHeaders, decode_request, encode_response};

    use super::shop::{Buy, BuyResponse};

    /// A certificate and its private key in one PEM file, made anew: no key lies in the repository.
    pub fn pem(name: &str) -> Vec<u8> {
        use aws_lc_rs::encoding::AsDer as _;
        use aws_lc_rs::rsa::{KeyPair, KeySize};
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let pkcs8 = pair.as_der().unwrap();
        let der = rustls_pki_types::PrivatePkcs8KeyDer::from(pkcs8.as_ref());
        let key = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&der, &rcgen::PKCS_RSA_SHA256).unwrap();
        let mut params = rcgen::CertificateParams::default();
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        let certificate = params.self_signed(&key).unwrap();
        format!("{}{}", certificate.pem(), key.serialize_pem()).into_bytes()
    }

    /// The service over its own side of `security`. What it is sent goes to `seen`.
    pub fn serving(security: Security, seen: impl Fn(&str) + Send + Sync + 'static) -> InProcess {
        InProcess::new(move |request| {
            seen(std::str::from_utf8(request.body()).unwrap());
            let options = DecodeOptions::default()
                .with_security(security.clone())
                .with_understood(soap_runtime::ws_addressing::NAMESPACE);
            let incoming = decode_request::<Buy>(request, &options).unwrap_or_else(|error| {
                panic!("{error:?}");
            });
            let answer = BuyResponse { number: Some(7) };
            let answer = encode_response::<Buy>(&answer, &NoHeaders, incoming.version).unwrap();
            security.protect_response::<Buy>(answer, incoming.verified.as_ref()).unwrap()
        })
    }
}

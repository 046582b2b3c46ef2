//! PKCS#12 files: a private key with its certificate and those that lead to its root (feature `pkcs12`).
//!
//! In: the octets of a `.p12` or `.pfx` file, and its password. Out: DER. Knows nothing of what it is for.

use p12_keystore::{KeyStore, Pkcs12ImportPolicy};

/// What a file holds, in DER.
pub(crate) struct Pkcs12 {
    /// The key's own certificate first.
    pub(crate) certificates: Vec<Vec<u8>>,
    /// PKCS #8.
    pub(crate) key: Vec<u8>,
}

/// The first key of `file`.
///
/// # Errors
/// The password is wrong, the file is broken, or it has no key with a certificate; in words, without what it holds.
pub(crate) fn open(file: &[u8], password: &str) -> Result<Pkcs12, String> {
    let store = KeyStore::from_pkcs12(file, password, Pkcs12ImportPolicy::Strict)
        .map_err(|error| format!("the PKCS#12 file cannot be read: {error}"))?;
    let (_, chain) = store
        .private_key_chain()
        .ok_or("there is no key with its certificate in the PKCS#12 file")?;
    let certificates = chain.certs().iter();
    Ok(Pkcs12 {
        certificates: certificates
            .map(|certificate| certificate.as_der().to_vec())
            .collect(),
        key: chain.key().as_der().to_vec(),
    })
}

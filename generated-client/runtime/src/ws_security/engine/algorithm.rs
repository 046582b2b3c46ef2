//! The algorithms of XML Signature and XML Encryption, by their URIs. The mathematics is `aws-lc-rs`'s.

use aws_lc_rs::cipher::{
    AES_128, AES_256, DecryptingKey, DecryptionContext, EncryptingKey, EncryptionContext,
    UnboundCipherKey,
};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepAlgorithm};
use aws_lc_rs::signature::{self, UnparsedPublicKey};
use aws_lc_rs::{aead, digest, hmac};

/// Algorithms and the URIs that name them.
macro_rules! uris {
    ($ty:ident, $doc:literal; $($variant:ident $uri:literal,)+) => {
        impl $ty {
            #[doc = $doc]
            pub const fn uri(self) -> &'static str {
                match self {
                    $(Self::$variant => $uri,)+
                }
            }

            pub(super) fn of_uri(uri: &str) -> Option<Self> {
                match uri {
                    $($uri => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

/// How a signature is made; XML Signature 1.1 §6.4 and RFC 9231 §2.3.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// Broken by collisions; verified where the caller or the contract's policy allows it, never made by [`super::PrivateKey`].
    RsaSha1,
    /// RSA PKCS #1 v1.5 with SHA-256.
    RsaSha256,
    /// RSA PKCS #1 v1.5 with SHA-384.
    RsaSha384,
    /// RSA PKCS #1 v1.5 with SHA-512.
    RsaSha512,
    /// RSASSA-PSS with SHA-256 and MGF1 of it.
    RsaPssSha256,
    /// RSASSA-PSS with SHA-384 and MGF1 of it.
    RsaPssSha384,
    /// RSASSA-PSS with SHA-512 and MGF1 of it.
    RsaPssSha512,
    /// ECDSA on P-256 with SHA-256.
    EcdsaSha256,
    /// ECDSA on P-384 with SHA-384.
    EcdsaSha384,
    /// HMAC with SHA-1, for keys that both sides have.
    HmacSha1,
    /// HMAC with SHA-256.
    HmacSha256,
}

uris! { SignatureAlgorithm, "The URI in `ds:SignatureMethod`.";
    RsaSha1 "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
    RsaSha256 "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    RsaSha384 "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    RsaSha512 "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    RsaPssSha256 "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
    RsaPssSha384 "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1",
    RsaPssSha512 "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
    EcdsaSha256 "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    EcdsaSha384 "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
    HmacSha1 "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
    HmacSha256 "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
}

impl SignatureAlgorithm {
    pub(super) fn is_hmac(self) -> bool {
        matches!(self, Self::HmacSha1 | Self::HmacSha256)
    }

    /// Whether it rests on SHA-1 being free of collisions. HMAC does not.
    pub(super) fn is_weak(self) -> bool {
        self == Self::RsaSha1
    }

    /// Whether `value` is the signature of `message` by the key whose SubjectPublicKeyInfo holds `key`.
    pub(super) fn is_valid(self, key: &[u8], message: &[u8], value: &[u8]) -> bool {
        let algorithm: &'static dyn signature::VerificationAlgorithm = match self {
            Self::RsaSha1 => &signature::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
            Self::RsaSha256 => &signature::RSA_PKCS1_2048_8192_SHA256,
            Self::RsaSha384 => &signature::RSA_PKCS1_2048_8192_SHA384,
            Self::RsaSha512 => &signature::RSA_PKCS1_2048_8192_SHA512,
            Self::RsaPssSha256 => &signature::RSA_PSS_2048_8192_SHA256,
            Self::RsaPssSha384 => &signature::RSA_PSS_2048_8192_SHA384,
            Self::RsaPssSha512 => &signature::RSA_PSS_2048_8192_SHA512,
            Self::EcdsaSha256 => &signature::ECDSA_P256_SHA256_FIXED,
            Self::EcdsaSha384 => &signature::ECDSA_P384_SHA384_FIXED,
            Self::HmacSha1 | Self::HmacSha256 => return false,
        };
        UnparsedPublicKey::new(algorithm, key)
            .verify(message, value)
            .is_ok()
    }

    fn hmac_key(self, secret: &[u8]) -> Option<hmac::Key> {
        let algorithm = match self {
            Self::HmacSha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            Self::HmacSha256 => hmac::HMAC_SHA256,
            _ => return None,
        };
        Some(hmac::Key::new(algorithm, secret))
    }

    /// The HMAC of `message`; `None` if this is none.
    pub(super) fn mac(self, secret: &[u8], message: &[u8]) -> Option<Vec<u8>> {
        let key = self.hmac_key(secret)?;
        Some(hmac::sign(&key, message).as_ref().to_vec())
    }

    /// Whether `value` is the whole HMAC of `message`, in constant time.
    pub(super) fn is_mac(self, secret: &[u8], message: &[u8], value: &[u8]) -> bool {
        self.hmac_key(secret)
            .is_some_and(|key| hmac::verify(&key, message, value).is_ok())
    }
}

/// How a digest is made; XML Signature 1.1 §6.2.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum DigestAlgorithm {
    /// Broken by collisions; taken where the caller or the contract's policy allows it.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

uris! { DigestAlgorithm, "The URI in `ds:DigestMethod`.";
    Sha1 "http://www.w3.org/2000/09/xmldsig#sha1",
    Sha256 "http://www.w3.org/2001/04/xmlenc#sha256",
    Sha384 "http://www.w3.org/2001/04/xmldsig-more#sha384",
    Sha512 "http://www.w3.org/2001/04/xmlenc#sha512",
}

impl DigestAlgorithm {
    /// The HMAC of messages that are digested so.
    pub(super) fn mac(self) -> SignatureAlgorithm {
        match self {
            Self::Sha1 => SignatureAlgorithm::HmacSha1,
            Self::Sha256 | Self::Sha384 | Self::Sha512 => SignatureAlgorithm::HmacSha256,
        }
    }

    pub(crate) fn digest(self, bytes: &[u8]) -> Vec<u8> {
        let algorithm = match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        };
        digest::digest(algorithm, bytes).as_ref().to_vec()
    }
}

/// How content is encrypted; XML Encryption 1.1 §5.2.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Cipher {
    /// AES-128 in Galois/counter mode.
    Aes128Gcm,
    /// AES-256 in Galois/counter mode.
    Aes256Gcm,
    /// AES-128 in CBC mode, which does not notice changes: decrypted where the caller or the contract's policy allows it.
    Aes128Cbc,
    /// AES-256 in CBC mode; as [`Cipher::Aes128Cbc`].
    Aes256Cbc,
}

/// Bytes of an AES block, and of the initialisation vector of CBC.
const BLOCK: usize = 16;
/// Bytes of the nonce of GCM.
const NONCE: usize = 12;

uris! { Cipher, "The URI in `xenc:EncryptionMethod`.";
    Aes128Gcm "http://www.w3.org/2009/xmlenc11#aes128-gcm",
    Aes256Gcm "http://www.w3.org/2009/xmlenc11#aes256-gcm",
    Aes128Cbc "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
    Aes256Cbc "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
}

impl Cipher {
    pub(super) fn is_cbc(self) -> bool {
        matches!(self, Self::Aes128Cbc | Self::Aes256Cbc)
    }

    /// Bytes of a key.
    pub(super) fn key_len(self) -> usize {
        match self {
            Self::Aes128Gcm | Self::Aes128Cbc => 16,
            Self::Aes256Gcm | Self::Aes256Cbc => 32,
        }
    }

    fn aead(self, key: &[u8]) -> Option<aead::LessSafeKey> {
        let algorithm = match self {
            Self::Aes128Gcm => &aead::AES_128_GCM,
            Self::Aes256Gcm => &aead::AES_256_GCM,
            Self::Aes128Cbc | Self::Aes256Cbc => return None,
        };
        let key = aead::UnboundKey::new(algorithm, key).ok()?;
        Some(aead::LessSafeKey::new(key))
    }

    fn block_key(self, key: &[u8]) -> Option<UnboundCipherKey> {
        let algorithm = match self {
            Self::Aes128Cbc => &AES_128,
            Self::Aes256Cbc => &AES_256,
            Self::Aes128Gcm | Self::Aes256Gcm => return None,
        };
        UnboundCipherKey::new(algorithm, key).ok()
    }

    /// Encrypts; the random bytes, 16 of them, are used once. XML Encryption 1.1 §5.2: they stand in front.
    pub(super) fn encrypt(self, key: &[u8], random: [u8; 16], plain: &[u8]) -> Option<Vec<u8>> {
        let mut data = plain.to_vec();
        if let Some(key) = self.aead(key) {
            let nonce: [u8; NONCE] = random[..NONCE].try_into().ok()?;
            let unique = aead::Nonce::assume_unique_for_key(nonce);
            key.seal_in_place_append_tag(unique, aead::Aad::empty(), &mut data)
                .ok()?;
            return Some([&nonce[..], &data].concat());
        }
        // XML Encryption 1.1 §5.2.1: the last byte of the padding is its length, the others are any.
        let n_padding = BLOCK - data.len() % BLOCK;
        data.resize(data.len() + n_padding, n_padding as u8);
        let key = EncryptingKey::cbc(self.block_key(key)?).ok()?;
        let context = EncryptionContext::Iv128(FixedLength::from(random));
        key.less_safe_encrypt(&mut data, context).ok()?;
        Some([&random[..], &data].concat())
    }

    /// Decrypts; `None` tells nobody why not.
    pub(super) fn decrypt(self, key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        if let Some(key) = self.aead(key) {
            let (nonce, data) = data.split_at_checked(NONCE)?;
            let nonce = aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
            let mut data = data.to_vec();
            let n_plain = key
                .open_in_place(nonce, aead::Aad::empty(), &mut data)
                .ok()?
                .len();
            data.truncate(n_plain);
            return Some(data);
        }
        let (iv, data) = data.split_at_checked(BLOCK)?;
        if data.is_empty() || data.len() % BLOCK != 0 {
            return None;
        }
        let iv: [u8; BLOCK] = iv.try_into().ok()?;
        let key = DecryptingKey::cbc(self.block_key(key)?).ok()?;
        let mut data = data.to_vec();
        key.decrypt(&mut data, DecryptionContext::Iv128(FixedLength::from(iv)))
            .ok()?;
        let n_padding = usize::from(*data.last()?);
        if n_padding == 0 || n_padding > BLOCK {
            return None;
        }
        data.truncate(data.len() - n_padding);
        Some(data)
    }
}

/// How a key is encrypted; XML Encryption 1.1 §5.5.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum KeyTransport {
    /// RSA-OAEP with SHA-1 and MGF1 of it, which is no weakness there.
    RsaOaep,
    /// RSA-OAEP with SHA-256 and MGF1 of it.
    RsaOaepSha256,
}

uris! { KeyTransport, "The URI in `xenc:EncryptionMethod`.";
    RsaOaep "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
    RsaOaepSha256 "http://www.w3.org/2009/xmlenc11#rsa-oaep",
}

impl KeyTransport {
    pub(super) fn oaep(self) -> &'static OaepAlgorithm {
        match self {
            Self::RsaOaep => &OAEP_SHA1_MGF1SHA1,
            Self::RsaOaepSha256 => &OAEP_SHA256_MGF1SHA256,
        }
    }
}

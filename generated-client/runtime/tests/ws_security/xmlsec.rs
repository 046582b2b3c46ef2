//! Interoperation with `xmlsec1`, in both directions: it verifies and decrypts what is written here, and the other way.
//!
//! Where the program is missing the tests say so and pass, but not in CI: `.ci/run` installs it.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use soap_runtime::SoapVersion;
use soap_runtime::ws_security::{
    Cipher, KeyReference, KeyTransport, Part, ProtectionOrder, Security, SignatureAlgorithm, WSSE,
    WSU,
};

use crate::keys::{Pair, keys};
use crate::signing::{REFERENCES, order, pinned, received, sent};

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const WSA: &str = "http://www.w3.org/2005/08/addressing";
const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
const EXC: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

/// 2026-01-31T12:00:00Z.
const NOON: u64 = 1_769_860_800;

/// Whether the program is there.
pub(crate) fn is_there(program: &str) -> bool {
    let is_there = Command::new(program).arg("--version").output().is_ok();
    if !is_there {
        assert!(std::env::var_os("CI").is_none(), "`{program}` is missing");
        eprintln!("SKIPPED: `{program}` is missing, so that nothing was compared with it");
    }
    is_there
}

/// A folder of this test, emptied at its end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("soap-runtime-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Folder {
    pub(crate) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    /// The files whose names end so, by name.
    pub(crate) fn files(&self, end: &str) -> Vec<(String, String)> {
        let entries = std::fs::read_dir(&self.0).unwrap().map(|it| it.unwrap());
        let mut res: Vec<(String, String)> = entries
            .filter(|it| it.file_name().to_str().unwrap().ends_with(end))
            .map(|it| {
                let name = it.file_name().into_string().unwrap();
                (name, std::fs::read_to_string(it.path()).unwrap())
            })
            .collect();
        res.sort();
        res
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs `xmlsec1`, and gives what it writes.
fn xmlsec(arguments: &[&str]) -> Result<String, String> {
    let names = [
        (SOAP, "Body"),
        (WSU, "Timestamp"),
        (WSSE, "UsernameToken"),
        (WSSE, "BinarySecurityToken"),
        (WSA, "To"),
        (WSA, "Action"),
        (WSA, "MessageID"),
        (WSA, "ReplyTo"),
    ];
    let mut command = Command::new("xmlsec1");
    command.arg(arguments[0]);
    for (namespace, local) in names {
        command
            .arg("--id-attr:Id")
            .arg(format!("{namespace}:{local}"));
    }
    let output = command.args(&arguments[1..]).output().unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout).unwrap()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn pairs() -> [(&'static Pair, &'static [SignatureAlgorithm]); 3] {
    use SignatureAlgorithm::{EcdsaSha256, EcdsaSha384, RsaSha256, RsaSha384, RsaSha512};
    let keys = keys();
    [
        (&keys.client, &[RsaSha256, RsaSha384, RsaSha512]),
        (&keys.curve256, &[EcdsaSha256]),
        (&keys.curve384, &[EcdsaSha384]),
    ]
}

#[test]
fn xmlsec_verifies_what_is_signed_here() {
    if !is_there("xmlsec1") {
        return;
    }
    let folder = Folder::new("verify");
    for (pair, algorithms) in pairs() {
        let certificate = folder.write("certificate.pem", &pair.certificate_pem);
        for &algorithm in algorithms {
            for reference in REFERENCES {
                let security = Security::new()
                    .with_identity(pair.identity())
                    .with_signature_algorithm(algorithm)
                    .with_key_reference(reference)
                    .with_timestamp(Duration::from_secs(300))
                    .with_user_digest("alice", "secret")
                    .with_signed_tokens()
                    .with_signed(Part::Body)
                    .with_signed(Part::Header {
                        namespace: WSA,
                        local: "",
                    });
                let text = sent(&security, SoapVersion::V11);
                let verify = |text: &str| {
                    let file = folder.write("message.xml", text);
                    xmlsec(&[
                        "--verify",
                        "--insecure",
                        "--pubkey-cert-pem",
                        &certificate,
                        &file,
                    ])
                };
                verify(&text)
                    .unwrap_or_else(|it| panic!("{algorithm:?} {reference:?}: {it}\n{text}"));
                verify(&text.replace("tea", "evil")).unwrap_err();
            }
        }
    }
}

/// A message that `xmlsec1` is to sign: the body, a timestamp, a user name and a header block.
fn template(pair: &Pair, method: &str, c14n: &str, digest: &str, info: &str) -> String {
    let reference = |id: &str| {
        format!(
            "<ds:Reference URI=\"#{id}\"><ds:Transforms><ds:Transform Algorithm=\"{c14n}\"/></ds:Transforms>\n\
             <ds:DigestMethod Algorithm=\"{digest}\"/><ds:DigestValue/></ds:Reference>\n"
        )
    };
    let references: String = ["body", "time", "user", "to"]
        .iter()
        .map(|it| reference(it))
        .collect();
    let octets: String = pair
        .certificate_pem
        .lines()
        .filter(|it| !it.starts_with("---"))
        .collect();
    let token = format!(
        "<wsse:BinarySecurityToken wsu:Id='cert' ValueType='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3' \
         EncodingType='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary'>{octets}</wsse:BinarySecurityToken>"
    );
    format!(
        "<?xml version=\"1.0\"?>\n<s:Envelope xmlns:s='{SOAP}' xmlns:wsu='{WSU}' xmlns:wsse='{WSSE}' xml:lang='en'>\n <s:Header>\n\
         <a:To xmlns:a='{WSA}' wsu:Id='to'>https://orders.example/</a:To>\n\
         <wsse:Security s:mustUnderstand='1'>\n  {token}\n\
         <wsu:Timestamp wsu:Id='time'><wsu:Created>2026-01-31T12:00:00Z</wsu:Created></wsu:Timestamp>\n\
         <wsse:UsernameToken wsu:Id='user'><wsse:Username>alice</wsse:Username></wsse:UsernameToken>\n\
         <ds:Signature xmlns:ds='{DS}'><ds:SignedInfo>\n<ds:CanonicalizationMethod Algorithm=\"{c14n}\"/>\n\
         <ds:SignatureMethod Algorithm=\"{method}\"/>\n{references}</ds:SignedInfo>\n<ds:SignatureValue/>\n\
         <ds:KeyInfo>{info}</ds:KeyInfo></ds:Signature>\n</wsse:Security></s:Header>\n\
         <s:Body wsu:Id='body'>\n  <order xmlns='urn:orders'><article>tea &amp; &lt;b></article><note>one&#13;\ntwo</note></order>\n</s:Body></s:Envelope>"
    )
}

/// The `ds:KeyInfo` contents of a certificate.
fn infos(pair: &Pair) -> Vec<String> {
    use base64::Engine as _;
    let encode = |octets: &[u8]| base64::engine::general_purpose::STANDARD.encode(octets);
    let certificate = pair.certificate();
    let reference =
        |inner: &str| format!("<wsse:SecurityTokenReference>{inner}</wsse:SecurityTokenReference>");
    let identifier = |kind: &str, octets: &[u8]| {
        reference(&format!(
            "<wsse:KeyIdentifier ValueType=\"{kind}\">{}</wsse:KeyIdentifier>",
            encode(octets)
        ))
    };
    let profile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0";
    let issuer = certificate.issuer().replace('&', "&amp;");
    let serial = certificate.serial();
    vec![
        reference("<wsse:Reference URI=\"#cert\"/>"),
        identifier(
            &format!("{profile}#X509SubjectKeyIdentifier"),
            certificate.key_identifier(),
        ),
        identifier(&format!("{profile}#X509v3"), certificate.as_der()),
        identifier(
            "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#ThumbprintSHA1",
            &certificate.thumbprint(),
        ),
        reference(&format!(
            "<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>{issuer}</ds:X509IssuerName>\
             <ds:X509SerialNumber>{serial}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>"
        )),
        String::new(),
    ]
}

#[test]
fn what_xmlsec_signs_is_verified_here() {
    if !is_there("xmlsec1") {
        return;
    }
    let folder = Folder::new("sign");
    let methods = [
        EXC,
        &format!("{EXC}WithComments"),
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        "http://www.w3.org/2006/12/xml-c14n11",
    ];
    let sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    for (pair, algorithms) in pairs() {
        let key = folder.write("key.pem", &pair.key_pem);
        let signed = |method: &str, c14n: &str, digest: &str, info: &str| {
            let file = folder.write("template.xml", &template(pair, method, c14n, digest, info));
            xmlsec(&["--sign", "--privkey-pem", &key, &file]).unwrap()
        };
        let demanding = || {
            pinned(pair)
                .with_clock(|| UNIX_EPOCH + Duration::from_secs(NOON + 10))
                .with_demanded(Part::Header {
                    namespace: WSA,
                    local: "To",
                })
                .with_demanded_timestamp()
        };
        let check = |text: &str, security: Security| {
            let incoming = received(text, &security).unwrap_or_else(|it| panic!("{it:?}\n{text}"));
            assert_eq!(incoming.body, order());
            received(&text.replace("tea", "evil"), &demanding()).unwrap_err();
        };
        for &algorithm in algorithms {
            for c14n in methods {
                for info in infos(pair) {
                    check(&signed(algorithm.uri(), c14n, sha256, &info), demanding());
                }
            }
        }
        // SHA-1, where it is allowed.
        if std::ptr::eq(pair, &keys().client) {
            let sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";
            let text = signed(SignatureAlgorithm::RsaSha1.uri(), EXC, sha1, "");
            received(&text, &demanding()).unwrap_err();
            check(&text, demanding().with_sha1_allowed());
        }
    }
}

fn cut(text: &str, from: &str, to: &str) -> String {
    let start = text
        .find(from)
        .unwrap_or_else(|| panic!("no {from} in {text}"));
    let end = text[start..].find(to).unwrap() + start + to.len();
    text[start..end].to_owned()
}

const CIPHERS: [Cipher; 4] = [
    Cipher::Aes128Gcm,
    Cipher::Aes256Gcm,
    Cipher::Aes128Cbc,
    Cipher::Aes256Cbc,
];

#[test]
fn xmlsec_decrypts_what_is_encrypted_here() {
    if !is_there("xmlsec1") {
        return;
    }
    let folder = Folder::new("decrypt");
    let service = &keys().service;
    let key = folder.write("key.pem", &service.key_pem);
    for cipher in CIPHERS {
        let security = Security::new()
            .with_recipient(service.certificate())
            .with_recipient_reference(KeyReference::Thumbprint)
            .with_encryption_algorithms(cipher, KeyTransport::RsaOaep);
        let text = sent(&security, SoapVersion::V11);
        assert!(!text.contains("tea &amp;"));
        // `xmlsec1` looks for the key in the data: WS-Security has it in the header.
        let wrapped = cut(&text, "<xenc:EncryptedKey", "</xenc:EncryptedKey>");
        let list = cut(&wrapped, "<xenc:ReferenceList", "</xenc:ReferenceList>");
        let info = cut(&wrapped, "<ds:KeyInfo", "</ds:KeyInfo>");
        let wrapped = wrapped.replace(&list, "").replace(&info, "");
        let method = cut(
            &text[text.find("<xenc:EncryptedData").unwrap()..],
            "<xenc:EncryptionMethod",
            "/>",
        );
        let text = text.replace(
            &cut(
                &text[text.find("<xenc:EncryptedData").unwrap()..],
                "<ds:KeyInfo",
                "</ds:KeyInfo>",
            ),
            "",
        );
        let moved = format!("{method}<ds:KeyInfo xmlns:ds=\"{DS}\">{wrapped}</ds:KeyInfo>");
        let file = folder.write("message.xml", &text.replace(&method, &moved));
        let plain = xmlsec(&["--decrypt", "--privkey-pem", &key, &file]).unwrap();
        assert!(plain.contains("<article>tea &amp; &lt;b"), "{plain}");
    }
}

#[test]
fn what_xmlsec_encrypts_is_decrypted_here() {
    if !is_there("xmlsec1") {
        return;
    }
    let folder = Folder::new("encrypt");
    let service = &keys().service;
    let certificate = folder.write("certificate.pem", &service.certificate_pem);
    let plain = sent(&Security::new(), SoapVersion::V11);
    let file = folder.write("plain.xml", &plain);
    for cipher in CIPHERS {
        let method = cipher.uri();
        let template = format!(
            "<xenc:EncryptedData xmlns:xenc='{XENC}' Id='data' Type='{XENC}Content'><xenc:EncryptionMethod Algorithm='{method}'/>\
             <ds:KeyInfo xmlns:ds='{DS}'><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm='{}'/>\
             <xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>\
             <xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>",
            KeyTransport::RsaOaep.uri()
        );
        let template = folder.write("template.xml", &template);
        let session = format!("aes-{}", if method.contains("128") { 128 } else { 256 });
        let text = xmlsec(&[
            "--encrypt",
            "--pubkey-cert-pem",
            &certificate,
            "--session-key",
            &session,
            "--xml-data",
            &file,
            "--node-xpath",
            "/*/*[local-name()='Body']",
            &template,
        ])
        .unwrap();
        let info = cut(&text, "<ds:KeyInfo", "</ds:KeyInfo>");
        let key = cut(&info, "<xenc:EncryptedKey", "</xenc:EncryptedKey>").replace(
            "</xenc:EncryptedKey>",
            "<xenc:ReferenceList><xenc:DataReference URI='#data'/></xenc:ReferenceList></xenc:EncryptedKey>",
        );
        let key = key.replacen(
            "<xenc:EncryptedKey",
            &format!("<xenc:EncryptedKey xmlns:xenc='{XENC}'"),
            1,
        );
        let block =
            format!("<wsse:Security xmlns:wsse='{WSSE}'>{key}</wsse:Security></soap:Header>");
        let text = text.replace(&info, "").replace("</soap:Header>", &block);
        let security = Security::new()
            .with_identity(service.identity())
            .with_demanded_encryption(Part::Body)
            .with_cbc_allowed();
        let incoming = received(&text, &security).unwrap_or_else(|it| panic!("{it:?}\n{text}"));
        assert_eq!(incoming.body, order());
    }
}

#[test]
fn xmlsec_verifies_a_signature_over_what_is_encrypted() {
    if !is_there("xmlsec1") {
        return;
    }
    let folder = Folder::new("order");
    let keys = keys();
    let security = Security::new()
        .with_identity(keys.client.identity())
        .with_recipient(keys.service.certificate())
        .with_order(ProtectionOrder::EncryptBeforeSign);
    let file = folder.write("message.xml", &sent(&security, SoapVersion::V11));
    let certificate = folder.write("certificate.pem", &keys.client.certificate_pem);
    xmlsec(&[
        "--verify",
        "--insecure",
        "--pubkey-cert-pem",
        &certificate,
        &file,
    ])
    .unwrap();
}

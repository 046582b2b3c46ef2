//! Damaged answers through the decoders of the generated clients: no panic, nothing cut is a success, and no secret in
//! what is said about it.
#![cfg(all(
    feature = "technician-console",
    feature = "rescue-api",
    feature = "superoffice"
))]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use bytes::Bytes;
use generated_client::{rescue_api, superoffice, technician_console};
use soap_runtime::{DecodeOptions, Operation, decode_response};

/// A text that stands in every secret member of the answers, and nowhere else.
const SENTINEL: &str = "S3NTINEL";

/// What is inserted somewhere.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&#0;",
    "&lt;",
    "&x;",
    "<x/>",
    "<x>",
    "</x>",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?x ?>",
    "<!DOCTYPE x>",
    "\u{0}",
    "\u{fffe}",
    "\"",
    " a='b'",
    " xmlns='urn:x'",
    " xsi:nil='true'",
    " xsi:type='x:y'",
    "\r",
    "é",
];

fn sample(path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    std::fs::read_to_string(folder.join(path))
        .unwrap()
        .trim_end()
        .to_owned()
}

/// The text of every element `member` becomes the sentinel.
fn with_sentinel(mut text: String, members: &[&str]) -> String {
    for member in members {
        let open = format!("<{member}>");
        let Some(start) = text.find(&open).map(|it| it + open.len()) else {
            panic!("no {member} in {text}");
        };
        let end = start + text[start..].find('<').unwrap();
        text.replace_range(start..end, SENTINEL);
    }
    text
}

/// Decodes leniently and strictly. Gives whether it was a success, and everything that is said.
fn decode<O: Operation>(bytes: &[u8]) -> (bool, String) {
    let mut said = String::new();
    let mut is_success = false;
    for strict in [false, true] {
        let response = http::Response::builder()
            .header("content-type", "text/xml; charset=utf-8")
            .body(Bytes::copy_from_slice(bytes))
            .unwrap();
        let mut options = DecodeOptions::default();
        options = options.with_strict(strict);
        match decode_response::<O>(response, &options) {
            Ok(reply) => {
                is_success = true;
                for it in &reply.deviations {
                    let _ = write!(said, "{it} {it:?} ");
                }
            }
            Err(error) => {
                let _ = write!(said, "{error:?} ");
                let mut next: Option<&dyn Error> = Some(&error);
                while let Some(it) = next {
                    let _ = write!(said, "{it} ");
                    next = it.source();
                }
            }
        }
    }
    (is_success, said)
}

/// Numbers that look random: xorshift64*.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let it = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11;
        usize::try_from(it).unwrap() % n.max(1)
    }
}

fn damage<O: Operation>(text: &str) {
    let (is_success, said) = decode::<O>(text.as_bytes());
    assert!(is_success, "{said}");
    for end in 0..text.len() {
        let (is_success, said) = decode::<O>(&text.as_bytes()[..end]);
        assert!(!is_success, "cut at {end}");
        assert!(!said.contains(SENTINEL), "cut at {end}: {said}");
    }
    let mut random = Random(5);
    let secret = text.match_indices(SENTINEL).map(|it| it.0);
    let secret: Vec<_> = secret.map(|it| it..it + SENTINEL.len()).collect();
    for _ in 0..4_000 {
        let mut bytes = text.as_bytes().to_vec();
        let at = random.below(bytes.len());
        match random.below(3) {
            0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
            1 => {
                let end = (at + 1 + random.below(8)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())].bytes();
                bytes.splice(at..at, piece);
            }
        }
        let (_, said) = decode::<O>(&bytes);
        // Damage in or beside the secret itself may turn it into a name.
        let is_beside = secret
            .iter()
            .any(|it| at + 10 > it.start && at <= it.end + 1);
        assert!(
            is_beside || !said.contains(SENTINEL),
            "{said}\n{}",
            String::from_utf8_lossy(&bytes)
        );
    }
}

/// A whole answer behind a status or content type that says it is none.
#[test]
fn a_misplaced_answer_is_not_quoted() {
    use technician_console::operations::LoginTechnicianFromStandaloneV72;

    let text =
        sample("technician-console/samples/loginTechnicianFromStandalone_v7_2.soap11.response.xml");
    let text = with_sentinel(concrete(&text), &["sLoginToken", "sTwoFactorSetupUrl"]);
    for (status, content_type) in [
        (500, "text/xml"),
        (302, "text/xml"),
        (404, "text/html"),
        (200, "text/html; charset=klingon"),
        (200, "multipart/related; boundary=b"),
        (200, "application/octet-stream"),
    ] {
        for body in [
            text.clone(),
            format!("{text}<x/>"),
            text.replace("/soap/envelope/", "/soap/"),
        ] {
            let response = http::Response::builder()
                .status(status)
                .header("content-type", content_type)
                .body(Bytes::from(body))
                .unwrap();
            let result = decode_response::<LoginTechnicianFromStandaloneV72>(
                response,
                &DecodeOptions::default(),
            );
            let Err(error) = result else { continue };
            let mut said = format!("{error:?} {error:#?}");
            let mut next: Option<&dyn Error> = Some(&error);
            while let Some(it) = next {
                let _ = write!(said, " {it}");
                next = it.source();
            }
            assert!(!said.contains(SENTINEL), "{status} {content_type}: {said}");
        }
    }
}

#[test]
fn technician_console_answers() {
    use technician_console::operations::{ChangePasswordV72, LoginTechnicianFromStandaloneV72};

    let text =
        sample("technician-console/samples/loginTechnicianFromStandalone_v7_2.soap11.response.xml");
    let text = concrete(&text);
    damage::<LoginTechnicianFromStandaloneV72>(&with_sentinel(text, &["sLoginToken"]));
    let text = sample("technician-console/samples/changePassword_v7_2.soap11.response.xml");
    damage::<ChangePasswordV72>(&concrete(&text));
}

#[test]
fn rescue_api_answers() {
    use rescue_api::operations::RequestLensPinCodeV2;

    let text = sample("rescue-api/samples/requestLensPINCodeV2.soap11.response.xml");
    damage::<RequestLensPinCodeV2>(&concrete(&text));
}

#[test]
fn superoffice_answers() {
    use superoffice::operations::ChangeOwnPassword;

    let text = sample("superoffice/samples/ChangeOwnPassword.response.xml");
    damage::<ChangeOwnPassword>(&concrete(&text));
}

/// A documented sample names types where values stand.
fn concrete(text: &str) -> String {
    text.replace(">string<", ">text<")
        .replace(">int<", ">7<")
        .replace(">boolean<", ">true<")
        .replace(">unsignedByte<", ">7<")
}

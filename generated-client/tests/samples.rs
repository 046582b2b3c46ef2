//! The documented messages of the services: what the client writes equals them, and what they say is what it reads.
//!
//! In: `schemas/*/samples`, their placeholders replaced by values. Both versions of SOAP, the HTTP heads, every literal
//! of every enumeration, and both directions: the client's and the server's side.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Debug;

use generated_client::{rescue_api, superoffice, technician_console as console};
use soap_runtime::{
    DecodeOptions, EncodeOptions, Operation, SoapVersion, decode_request, decode_response,
    encode_request, encode_response,
};
use support::infoset::{assert_same, difference};
use support::samples;

/// One documented operation, and the typed values that its messages stand for.
struct Sample<O: Operation> {
    /// Below `schemas`, without `.soap11.request.xml` and the like.
    path: &'static str,
    /// Values of the placeholders by element; an element that occurs twice has two.
    values: &'static [(&'static str, &'static str)],
    request: O::Request,
    /// The element of the answer that holds an enumeration.
    result: &'static str,
    /// The answer that holds this literal.
    response: fn(&str) -> O::Response,
}

impl<O> Sample<O>
where
    O: Operation<
            Request: PartialEq,
            Response: PartialEq,
            RequestHeaders: Default,
            ResponseHeaders: Default,
        >,
{
    fn check(self) {
        for (version, suffix) in [(SoapVersion::V11, "soap11"), (SoapVersion::V12, "soap12")] {
            self.check_request(version, suffix);
            self.check_response(version, suffix);
        }
    }

    fn check_request(&self, version: SoapVersion, suffix: &str) {
        let path = format!("{}.{suffix}", self.path);
        let sample = self.fill(&samples::text(&format!("{path}.request.xml")), "");
        let head = Head::parse(&samples::text(&format!("{path}.http")));

        let endpoint = format!("https://{}{}", head.fields["host"], head.path);
        let options = EncodeOptions::new(version, endpoint).with_action_parameter(false);
        let headers = O::RequestHeaders::default();
        let request = encode_request::<O>(&self.request, &headers, &options).unwrap();
        assert_same(utf8(request.body()), &sample);
        head.assert_is_that_of(&request);

        // The pages show SOAP 1.2 without an action; WCF asks for one. With it, nothing else changes.
        let options = options.with_action_parameter(true);
        let with_action = encode_request::<O>(&self.request, &headers, &options).unwrap();
        assert_eq!(with_action.body(), request.body());
        let expected = match version {
            SoapVersion::V11 => head.fields["content-type"].clone(),
            SoapVersion::V12 => {
                let action = O::INFO.soap_action;
                format!("{}; action=\"{action}\"", head.fields["content-type"])
            }
        };
        assert_eq!(with_action.headers()["content-type"], *expected);

        // The server's side reads the documented request as the same value.
        let (parts, _) = request.into_parts();
        let request = http::Request::from_parts(parts, sample.into());
        let incoming = decode_request::<O>(request, &DecodeOptions::default()).unwrap();
        assert_eq!(incoming.body, self.request);
        assert_eq!(incoming.version, version);
        assert_none(&incoming.deviations);
    }

    fn check_response(&self, version: SoapVersion, suffix: &str) {
        let sample = samples::text(&format!("{}.{suffix}.response.xml", self.path));
        for literal in samples::literals(&sample, self.result) {
            let sample = self.fill(&sample, &literal);
            let reply = decode_response::<O>(answer(version, &sample), &strict()).unwrap();
            assert_eq!(reply.body, (self.response)(&literal));
            assert_none(&reply.deviations);

            let headers = O::ResponseHeaders::default();
            let response = encode_response::<O>(&reply.body, &headers, version).unwrap();
            assert_same(utf8(response.body()), &sample);
        }
    }

    fn fill(&self, sample: &str, literal: &str) -> String {
        let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (element, value) in self.values.iter().rev() {
            values.entry(element).or_default().push(value);
        }
        samples::fill(sample, |element, placeholder| {
            if element == self.result {
                return literal.to_owned();
            }
            let value = values.get_mut(element).and_then(Vec::pop);
            let value = value.unwrap_or_else(|| panic!("no value for {element}: {placeholder}"));
            value.to_owned()
        })
    }
}

/// A documented HTTP head.
struct Head {
    method: String,
    path: String,
    fields: BTreeMap<String, String>,
}

impl Head {
    fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        let line = lines.next().unwrap_or_default();
        let mut words = line.split(' ').map(str::to_owned);
        let (Some(method), Some(path)) = (words.next(), words.next()) else {
            panic!("not a request line: {line}");
        };
        let fields = lines
            .filter_map(|it| it.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim_end().to_owned()))
            .collect();
        Self {
            method,
            path,
            fields,
        }
    }

    fn assert_is_that_of(&self, request: &http::Request<impl Sized>) {
        assert_eq!(request.method(), self.method.as_str());
        assert_eq!(request.uri().path(), self.path);
        assert_eq!(request.uri().host(), Some(self.fields["host"].as_str()));
        for name in ["content-type", "soapaction"] {
            let sent = request.headers().get(name);
            let sent = sent.map(|it| it.to_str().unwrap());
            assert_eq!(sent, self.fields.get(name).map(String::as_str), "{name}");
        }
    }
}

fn answer(version: SoapVersion, body: &str) -> http::Response<bytes::Bytes> {
    let content_type = format!("{}; charset=utf-8", version.media_type());
    http::Response::builder()
        .header("content-type", content_type)
        .body(body.to_owned().into())
        .unwrap()
}

fn strict() -> DecodeOptions {
    DecodeOptions::default().with_strict(true)
}

fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[track_caller]
fn assert_none<D: Debug>(deviations: &[D]) {
    assert!(deviations.is_empty(), "{deviations:?}");
}

/// The documented value of an enumeration, which is one of its variants and not its `Other`.
fn known<E>(literal: &str) -> E
where
    E: std::str::FromStr<Err: Debug> + Debug + std::fmt::Display,
{
    let value: E = literal.parse().unwrap();
    assert!(!format!("{value:?}").starts_with("Other"), "{value:?}");
    assert_eq!(value.to_string(), literal);
    value
}

fn methods(names: [&str; 2]) -> Option<Vec<console::TwoFactorAuthenticationMethod>> {
    let method = |name: &str| {
        let auth_method_name = Some(name.to_owned());
        console::TwoFactorAuthenticationMethod { auth_method_name }
    };
    Some(names.map(method).into())
}

#[test]
fn login_technician_from_standalone() {
    Sample::<console::operations::LoginTechnicianFromStandaloneV72> {
        path: "technician-console/samples/loginTechnicianFromStandalone_v7_2",
        values: &[
            ("sEmail", "tech@example.com"),
            ("sPassword", "p<&>\"'ß "),
            ("sLanguage", "en"),
            ("iAttemptRemaining", "3"),
            ("iPasswordExpiresIn", "-1"),
            ("bIsTCRunning", "true"),
            ("sUrl", "https://secure.logmeinrescue.com/?a=1&b=2"),
            ("minimumPasswordStrength", "255"),
            ("sLoginRegionURL", " https://secure.logmeinrescue.eu/ "),
            ("sTwoFactorSetupUrl", "otpauth://totp/x"),
            ("AuthMethodName", "Push"),
            ("AuthMethodName", "SMS"),
            ("sLoginToken", "b371c8e9"),
        ],
        request: console::LoginTechnicianFromStandaloneV72Request::default()
            .email("tech@example.com")
            .password("p<&>\"'ß ")
            .language("en"),
        result: "loginTechnicianFromStandalone_v7_2Result",
        response: |literal| console::LoginTechnicianFromStandaloneV72Response {
            result: known(literal),
            attempt_remaining: 3,
            password_expires_in: -1,
            is_tc_running: true,
            url: Some("https://secure.logmeinrescue.com/?a=1&b=2".into()),
            minimum_password_strength: 255,
            login_region_url: Some(" https://secure.logmeinrescue.eu/ ".into()),
            two_factor_setup_url: Some("otpauth://totp/x".into()),
            two_factor_authentication_methods: methods(["Push", "SMS"]),
            login_token: Some("b371c8e9".into()),
        },
    }
    .check();
}

#[test]
fn change_password() {
    Sample::<console::operations::ChangePasswordV72> {
        path: "technician-console/samples/changePassword_v7_2",
        values: &[
            ("sOldPassword", "old"),
            ("sNewPassword", "new ]]> one"),
            ("sTwoFactorSetupUrl", "otpauth://totp/x"),
            ("AuthMethodName", "Push"),
            ("AuthMethodName", "SMS"),
            ("sLoginToken", "b371c8e9"),
        ],
        request: console::ChangePasswordV72Request::default()
            .old_password("old")
            .new_password("new ]]> one"),
        result: "changePassword_v7_2Result",
        response: |literal| console::ChangePasswordV72Response {
            result: known(literal),
            two_factor_setup_url: Some("otpauth://totp/x".into()),
            two_factor_authentication_methods: methods(["Push", "SMS"]),
            login_token: Some("b371c8e9".into()),
        },
    }
    .check();
}

#[test]
fn two_factor_check_push_auth_status() {
    Sample::<console::operations::TwoFactorCheckPushAuthStatus> {
        path: "technician-console/samples/twoFactorCheckPushAuthStatus",
        values: &[
            ("sLoginToken", "b371c8e9"),
            ("sPushToken", "push-1"),
            ("iAttemptRemaining", "0"),
            ("iPasswordExpiresIn", "2147483647"),
            ("bIsTCRunning", "false"),
            ("sUrl", "https://secure.logmeinrescue.com/"),
            ("minimumPasswordStrength", "2"),
        ],
        request: console::TwoFactorCheckPushAuthStatusRequest::default()
            .login_token("b371c8e9")
            .push_token("push-1"),
        result: "twoFactorCheckPushAuthStatusResult",
        response: |literal| console::TwoFactorCheckPushAuthStatusResponse {
            result: known(literal),
            attempt_remaining: 0,
            password_expires_in: i32::MAX,
            is_tc_running: false,
            url: Some("https://secure.logmeinrescue.com/".into()),
            minimum_password_strength: 2,
        },
    }
    .check();
}

#[test]
fn request_lens_pin_code() {
    Sample::<rescue_api::operations::RequestLensPinCodeV2> {
        path: "rescue-api/samples/requestLensPINCodeV2",
        values: &[
            ("sCField0", "name"),
            ("sCField1", "one"),
            ("sCField2", "two"),
            ("sCField3", "three"),
            ("sCField4", "four"),
            ("sCField5", "five"),
            ("sTracking0", "track"),
            ("bNoTechConsole", "true"),
            ("sAuthCode", "auth-1"),
            ("sPINCode", "000127"),
        ],
        request: rescue_api::RequestLensPinCodeV2Request::new(true)
            .c_field0("name")
            .c_field1("one")
            .c_field2("two")
            .c_field3("three")
            .c_field4("four")
            .c_field5("five")
            .tracking0("track")
            .auth_code("auth-1"),
        result: "requestLensPINCodeV2Result",
        response: |literal| rescue_api::RequestLensPinCodeV2Response {
            result: known(literal),
            pin_code: Some("000127".into()),
        },
    }
    .check();
}

/// The documented request is one that no server takes: SOAP 1.2 although the contract is 1.1, its header blocks beside
/// `Header`. Ours says the same in the form of the contract.
#[test]
fn change_own_password_request() {
    type ChangeOwnPassword = superoffice::operations::ChangeOwnPassword;
    let sample = samples::text("superoffice/samples/ChangeOwnPassword.request.xml");
    let request = superoffice::ChangeOwnPasswordRequest::default()
        .old_password("")
        .new_password("");
    let headers = superoffice::UserRequestHeaders::default()
        .application_token("1234567-1234-9876")
        .credentials(superoffice::SoCredentials::default().ticket("7T:1234abcxyzExample=="));

    let (before, rest) = sample.split_once("<User:ApplicationToken>").unwrap();
    let (blocks, after) = rest.split_once("<SOAP-ENV:Body>").unwrap();
    let repaired = format!(
        "{before}<SOAP-ENV:Header><User:ApplicationToken>{blocks}</SOAP-ENV:Header><SOAP-ENV:Body>{after}"
    );
    let repaired = repaired.replace(" xsi:type=\"xsd:string\"", "");
    let endpoint = "https://sod.superoffice.com/Cust12345/Remote/Services84/User.svc";
    for version in [SoapVersion::V12, SoapVersion::V11] {
        let options = EncodeOptions::new(version, endpoint);
        let ours = encode_request::<ChangeOwnPassword>(&request, &headers, &options).unwrap();
        let repaired = repaired.replace(SoapVersion::V12.namespace(), version.namespace());
        assert_same(utf8(ours.body()), &repaired);
    }

    // As printed it can be read all the same, and what is odd about it is said.
    let printed = http::Request::post(endpoint)
        .header("content-type", "application/soap+xml; charset=utf-8")
        .body(sample.into())
        .unwrap();
    let incoming = decode_request::<ChangeOwnPassword>(printed, &DecodeOptions::default()).unwrap();
    assert_eq!(incoming.body, request);
    assert_eq!(incoming.headers, headers);
    assert_eq!(incoming.version, SoapVersion::V12);
    assert!(!incoming.deviations.is_empty());
}

#[test]
fn change_own_password_response() {
    let sample = samples::text("superoffice/samples/ChangeOwnPassword.response.xml");
    let reply = decode_response::<superoffice::operations::ChangeOwnPassword>(
        answer(SoapVersion::V12, &sample),
        &DecodeOptions::default(),
    )
    .unwrap();
    assert_eq!(reply.body.response, Some(false));
    assert_eq!(reply.headers, superoffice::UserResponseHeaders::default());
}

/// A new sample must get a test.
#[test]
fn every_sample_is_tested() {
    let mut requests = Vec::new();
    for service in std::fs::read_dir(samples::root()).unwrap() {
        let Ok(files) = std::fs::read_dir(service.unwrap().path().join("samples")) else {
            continue;
        };
        let names = files.map(|it| it.unwrap().file_name().into_string().unwrap());
        requests.extend(names.filter(|it| it.ends_with(".request.xml")));
    }
    requests.sort();
    assert_eq!(
        requests,
        [
            "ChangeOwnPassword.request.xml",
            "changePassword_v7_2.soap11.request.xml",
            "changePassword_v7_2.soap12.request.xml",
            "loginTechnicianFromStandalone_v7_2.soap11.request.xml",
            "loginTechnicianFromStandalone_v7_2.soap12.request.xml",
            "requestLensPINCodeV2.soap11.request.xml",
            "requestLensPINCodeV2.soap12.request.xml",
            "twoFactorCheckPushAuthStatus.soap11.request.xml",
            "twoFactorCheckPushAuthStatus.soap12.request.xml",
        ]
    );
}

#[test]
fn the_comparison_sees_through_spelling() {
    for other in [
        "<p:a xmlns:p='urn:n' k='1' b='2'><p:c>x</p:c></p:a>",
        "<?xml version='1.0'?>\n<a xmlns='urn:n' b='2' k='1'>\n  <c><!-- x -->x</c>\n</a>",
        "<a xmlns='urn:n' b='2' k='1'><q:c xmlns:q='urn:n'><![CDATA[x]]></q:c></a>",
    ] {
        assert_same(other, "<a xmlns='urn:n' k='1' b='2'><c>x</c></a>");
    }
}

#[test]
fn the_comparison_sees_what_differs() {
    let one = "<a xmlns='urn:n' k='1'><c>x</c></a>";
    for (other, path) in [
        ("<a k='1'><c>x</c></a>", "in /: expected element {urn:n}a"),
        (
            "<a xmlns='urn:n' k='2'><c>x</c></a>",
            "/a: expected attributes",
        ),
        (
            "<a xmlns='urn:n' k='1'><c> x</c></a>",
            "/a/c: expected text",
        ),
        (
            "<a xmlns='urn:n' k='1'/>",
            "/a: expected {urn:n}c, found its end",
        ),
        (
            "<a xmlns='urn:n' k='1'><c>x</c><c/></a>",
            "/a: expected its end",
        ),
        (
            "<a xmlns='urn:n' k='1'><c xmlns=''>x</c></a>",
            "in /a/: expected",
        ),
    ] {
        let difference = difference(other, one).expect("they differ");
        assert!(difference.starts_with(path), "{difference}");
    }
}

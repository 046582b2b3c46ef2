//! Messages without generated code: JSON in, XML out, and back. That compiled tables write the same, `xtask/tests/valid`
//! shows.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::path::Path;

use bytes::Bytes;
use serde_json::{Value, json};
use soap_runtime::{
    AnswerOptions, DecodeOptions, EncodeOptions, Fault, FaultKind, NoFault, NoHeaders, SoapVersion,
};
use wsdl_codegen::live::{AnswerError, Contract, Operation, Secrets};

fn contract(fixture: &str) -> Contract {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    Contract::open(&root.join(fixture)).unwrap()
}

/// The envelope of a request with this body and these header blocks.
fn written(operation: &Operation<'_>, body: &Value, headers: &Value) -> Result<String, String> {
    let options = EncodeOptions::new(SoapVersion::V11, "https://shop.example/");
    let request = operation.encode_request(body, headers, &options);
    let request = request.map_err(|error| error.to_string())?;
    Ok(String::from_utf8(request.into_body().to_vec()).unwrap())
}

/// The body and the header blocks of a request, and how it departs.
fn read(operation: &Operation<'_>, envelope: &str) -> (Value, Value, Vec<String>) {
    let request = http::Request::new(Bytes::from(envelope.to_owned()));
    let read = operation.decode_request(request, &DecodeOptions::default());
    let read = read.unwrap();
    let deviations = read.deviations.iter().map(ToString::to_string);
    (read.body, read.headers, deviations.collect())
}

#[test]
fn a_request_goes_from_json_to_xml_and_back() {
    let contract = contract("types/choice.wsdl");
    let echo = contract.operation("Echo").unwrap();
    let order = json!({
        "id": 12,
        "choice": { "Card": { "number": "4000", "choice": { "Month": 7 } } },
        "note": null,
    });
    let envelope = written(&echo, &order, &Value::Null).unwrap();
    let body = r#"<value xmlns="urn:t"><id>12</id><card><number>4000</number><month>7</month></card></value>"#;
    assert!(envelope.contains(body), "{envelope}");
    assert_eq!(read(&echo, &envelope), (order, Value::Null, vec![]));
    let (body, _, deviations) = read(&echo, &envelope.replace("</id>", "</id><new/>"));
    assert_eq!(body["id"], 12);
    assert_eq!(deviations.len(), 1, "{deviations:?}");
}

#[test]
fn what_is_no_value_of_its_type_is_said_with_its_place() {
    let contract = contract("types/choice.wsdl");
    let echo = contract.operation("Echo").unwrap();
    let choice = json!({ "Iban": "DE00" });
    for (json, said) in [
        (
            json!({ "id": "12", "choice": choice }),
            "at `id`: invalid type: string",
        ),
        (json!({ "choice": choice }), "member `id` is missing"),
        (
            json!({ "id": 1, "choice": choice, "nots": "a" }),
            "no member `nots`; did you mean `note`?",
        ),
        (
            json!({ "id": 1, "choice": { "Cash": 1 } }),
            "at `choice`: no variant `Cash`: expected one of `Card`, `Iban`",
        ),
        (
            json!({ "id": 1, "choice": { "Card": { "number": 4 } } }),
            "at `choice.Card.number`: invalid type",
        ),
        (json!([]), "expected an object, found a list"),
    ] {
        let error = written(&echo, &json, &Value::Null).unwrap_err();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn an_operation_sends_the_header_blocks_that_it_declares() {
    let contract = contract("services/headers.wsdl");
    let ping = contract.operation("ping").unwrap();
    let headers = json!({ "ticket": "t", "trace": { "id": 7 } });
    let envelope = written(&ping, &json!("hello"), &headers).unwrap();
    let blocks = r#"<soap:Header><trace xmlns="urn:t"><id>7</id></trace><ticket xmlns="urn:t">t</ticket></soap:Header>"#;
    assert!(envelope.contains(blocks), "{envelope}");
    let (body, read, deviations) = read(&ping, &envelope);
    assert_eq!((body, deviations), (json!("hello"), vec![]));
    assert_eq!(read["trace"]["id"], 7);
    let open = contract.operation("open").unwrap();
    let envelope = written(&open, &json!("hello"), &headers).unwrap();
    assert!(!envelope.contains("ticket"), "{envelope}");
}

#[test]
fn a_fault_has_its_declared_detail() {
    let contract = contract("services/faults.wsdl");
    let two = contract.operation("two").unwrap();
    let fault: Fault<NoFault, NoHeaders> =
        Fault::new(SoapVersion::V11, FaultKind::Receiver, "closed");
    let sent = json!({ "Refused": { "why": "late" } });
    let version = SoapVersion::V11;
    let response = two.encode_fault(&fault, &sent, &Value::Null, version);
    match two.decode_response(response.unwrap(), &DecodeOptions::default()) {
        Err(AnswerError::Fault { fault, detail, .. }) => {
            assert_eq!((fault.reason(), detail), ("closed", sent.clone()));
        }
        other => panic!("{other:?}"),
    }
    let none = contract.operation("none").unwrap();
    let error = none.encode_fault(&fault, &sent, &Value::Null, version);
    assert!(error.unwrap_err().to_string().contains("declares no fault"));
}

#[test]
fn an_answer_may_be_in_the_encoding_of_its_region() {
    let contract = contract("services/headers.wsdl");
    let ping = contract.operation("ping").unwrap();
    let options = AnswerOptions::new(SoapVersion::V11);
    let response = ping.encode_response(&json!("pong"), &Value::Null, &options);
    let (_, body) = response.unwrap().into_parts();
    let text = String::from_utf8(body.to_vec()).unwrap();
    let text = text.replace("UTF-8", "koi8-r").replace("utf-8", "koi8-r");
    let (before, after) = text.split_once("pong").unwrap();
    let bytes = [before.as_bytes(), b"\xC4\xCF\xCD", after.as_bytes()].concat();
    let response = http::Response::builder().header("Content-Type", "text/xml; charset=koi8-r");
    let response = response.body(Bytes::from(bytes)).unwrap();
    let read = ping.decode_response(response, &DecodeOptions::default());
    assert_eq!(read.unwrap().body, json!("дом"));
}

#[test]
fn an_answer_is_written_and_read() {
    let contract = contract("services/headers.wsdl");
    let ping = contract.operation("ping").unwrap();
    let options = AnswerOptions::new(SoapVersion::V12);
    let headers = json!({ "cost": "1.50" });
    let response = ping.encode_response(&json!("pong"), &headers, &options);
    let read = ping.decode_response(response.unwrap(), &DecodeOptions::default());
    let read = read.unwrap();
    assert_eq!((read.body, read.headers), (json!("pong"), headers));
    assert_eq!(read.version, Some(SoapVersion::V12));
}

#[test]
fn secrets_are_shown_only_when_asked_for() {
    let body = r#"<value xmlns="urn:t"><user>u</user><password>hunter2</password></value>"#;
    let envelope = format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>"#
    );
    let hidden = contract("types/secrets.wsdl");
    let (body, ..) = read(&hidden.operation("Echo").unwrap(), &envelope);
    assert!(!body.to_string().contains("hunter2"), "{body}");
    let shown = contract("types/secrets.wsdl").with_secrets(Secrets::Shown);
    let (body, ..) = read(&shown.operation("Echo").unwrap(), &envelope);
    assert!(body.to_string().contains("hunter2"), "{body}");
}

#[test]
fn a_message_is_checked_with_line_and_column() {
    let contract = contract("types/choice.wsdl");
    let envelope = |body: &str| {
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">\n <s:Body>\n{body}\n </s:Body>\n</s:Envelope>"
        )
    };
    let check = |document: &str| -> Vec<String> {
        let problems = contract.check(document.as_bytes());
        problems.iter().map(ToString::to_string).collect()
    };
    let good = r#"<value xmlns="urn:t"><id>12</id><iban>DE00</iban></value>"#;
    assert_eq!(check(&envelope(good)), [""; 0]);
    assert_eq!(check(good), [""; 0], "an element alone");
    let bad =
        "  <value xmlns=\"urn:t\">\n  <id>12</id><ä/>\n  <iban>DE00</iban><id>13</id></value>";
    let said = check(&envelope(bad));
    assert_eq!(
        said,
        [
            "4:14: expected `card` or `iban`, found `ä`, at /Envelope/Body/value/ä",
            "5:20: expected `note` or the end, found `id`, at /Envelope/Body/value/id",
        ]
    );
    let other = check(r#"<other xmlns="urn:t"/>"#);
    assert_eq!(
        other,
        [
            "1:1: expected an element that the contract declares, found `other` of `urn:t`, at /other"
        ]
    );
    assert_eq!(check("<value").len(), 1);
}

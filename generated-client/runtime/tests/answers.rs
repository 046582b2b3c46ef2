//! What becomes of answers that are not what the contract says: nothing of them is lost, and nothing is invented.

mod support;

use bytes::Bytes;
use soap_runtime::xml::{DecodeErrorKind, DeviationKind, Tolerance};
use soap_runtime::{CallError, DecodeOptions, Limits, Reply, UnreadableAnswer, decode_response};
use support::*;

const FAULT: &str =
    "<s:Fault><faultcode>s:Server</faultcode><faultstring>busy</faultstring></s:Fault>";

fn login(body: &str, options: &DecodeOptions) -> Result<Reply<Login>, CallError> {
    let xml = envelope(&format!("<s:Body>{body}</s:Body>"));
    decode_response::<Login>(answer(200, "text/xml", xml), options)
}

fn unreadable(body: &str, options: &DecodeOptions) -> UnreadableAnswer {
    match login(body, options) {
        Err(CallError::Decode(answer)) => answer.into_inner(),
        other => panic!("{other:?}"),
    }
}

/// An answer to `Login` with `more` in it.
fn response(more: &str) -> String {
    response_of(NS, "loginTechnicianFromStandalone_v7_2Response", more)
}

fn response_of(namespace: &str, name: &str, more: &str) -> String {
    format!(
        "<{name} xmlns=\"{namespace}\"><loginTechnicianFromStandalone_v7_2Result>OK</loginTechnicianFromStandalone_v7_2Result><iAttemptRemaining>3</iAttemptRemaining><iPasswordExpiresIn>5</iPasswordExpiresIn><bIsTCRunning>true</bIsTCRunning><minimumPasswordStrength>1</minimumPasswordStrength>{more}</{name}>"
    )
}

#[test]
fn a_fault_is_one_wherever_it_stands_in_the_body() {
    let options = DecodeOptions::default();
    for body in [
        format!("{}{FAULT}", response("")),
        format!("<odd/>{FAULT}"),
        format!("{FAULT}{}", response("")),
        format!("<odd><deep>{FAULT}</deep></odd>{FAULT}"),
        response(FAULT),
        format!(
            "<loginTechnicianFromStandalone_v7_2Response xmlns=\"{NS}\">{FAULT}</loginTechnicianFromStandalone_v7_2Response>"
        ),
    ] {
        let error = login(&body, &options).unwrap_err();
        assert_eq!(error.fault().map(|it| it.reason()), Some("busy"), "{body}");
    }
    // Deeper inside of an answer it is data.
    let inside = response(&format!("<odd>{FAULT}</odd>"));
    assert_eq!(login(&inside, &options).unwrap().body.attempts, 3);
}

#[test]
fn a_fault_whose_detail_passes_a_limit_keeps_code_and_reason() {
    let detail = format!("<detail>{}</detail></s:Fault>", "<a>".repeat(200));
    let deep = FAULT.replace("</s:Fault>", &detail);
    let error = login(&deep, &DecodeOptions::default()).unwrap_err();
    let fault = error.fault().unwrap();
    assert_eq!((&*fault.code.local, fault.reason()), ("Server", "busy"));
    let why = fault.incomplete.as_ref().unwrap();
    assert_eq!(why.kind(), DecodeErrorKind::Limit);

    let mut limits = Limits::response();
    limits.bytes = 1_000;
    let long = FAULT.replace("</s:Fault>", &format!("<detail>{}", "é".repeat(1_000)));
    let error = login(&long, &DecodeOptions::default().with_limits(limits)).unwrap_err();
    let fault = error.fault().unwrap();
    assert_eq!((&*fault.code.local, fault.reason()), ("Server", "busy"));
    assert!(fault.incomplete.is_some());

    // What breaks before it says anything says nothing.
    let silent = format!("<s:Fault><faultcode>{}", "<a>".repeat(200));
    assert!(
        login(&silent, &DecodeOptions::default())
            .unwrap_err()
            .fault()
            .is_none()
    );
}

#[test]
fn two_answers_are_none() {
    let two = format!("{}{}", response(""), response(""));
    let error = unreadable(&two, &DecodeOptions::default());
    assert_eq!(error.kind(), DecodeErrorKind::Repeated);
    let other = response_of(
        "urn:other",
        "loginTechnicianFromStandalone_v7_2Response",
        "",
    );
    let two = format!("{}{other}", response(""));
    let error = unreadable(&two, &DecodeOptions::default());
    assert_eq!(error.kind(), DecodeErrorKind::Repeated);
}

#[test]
fn an_answer_in_another_namespace_is_read_with_a_deviation() {
    let name = "loginTechnicianFromStandalone_v7_2Response";
    for namespace in ["urn:other", ""] {
        let reply = login(&response_of(namespace, name, ""), &DecodeOptions::default()).unwrap();
        assert_eq!(reply.body.attempts, 3);
        assert_eq!(reply.deviations[0].kind, DeviationKind::Namespace);
    }
    let strict = DecodeOptions::default().with_strict(true);
    assert!(login(&response_of("urn:other", name, ""), &strict).is_err());
    // Another name is another answer.
    assert!(
        login(
            &response_of(NS, "logoutResponse", ""),
            &DecodeOptions::default()
        )
        .is_err()
    );
}

#[test]
fn an_answer_that_cannot_be_read_is_there_as_it_came() {
    let body = response("<sUrl>x</sUrl>").replace(">5<", ">five<");
    let error = unreadable(&body, &DecodeOptions::default());
    assert_eq!(error.kind(), DecodeErrorKind::Value);
    assert!(error.path().ends_with("/iPasswordExpiresIn"), "{error}");
    assert_eq!(error.status.map(|it| it.as_u16()), Some(200));
    assert!(
        std::str::from_utf8(&error.raw)
            .unwrap()
            .contains("<sUrl>x</sUrl>")
    );
    let partial: &LoginResponse = error.partial_body().unwrap();
    assert_eq!((&*partial.result, partial.attempts), ("OK", 3));
    assert!(error.partial_body::<LoginRequest>().is_none());
    // It is not shown.
    let shown = format!("{error:?} {error:#?} {error}");
    assert!(!shown.contains("sUrl"), "{shown}");
}

#[test]
fn growth_can_be_told_from_what_is_wrong() {
    let growth = DecodeOptions::default().with_tolerance(Tolerance::Growth);
    let strict = DecodeOptions::default().with_strict(true);
    let grown =
        response("<new a='b'>1</new>").replace("Response xmlns", "Response newer='1' xmlns");
    assert_eq!(login(&grown, &growth).unwrap().deviations.len(), 2);
    assert!(login(&grown, &strict).is_err());
    let misplaced = response("<sUrl>x</sUrl><sUrl xmlns=''>y</sUrl>");
    let unordered = response("<sLoginToken>x</sLoginToken><sUrl>x</sUrl>");
    let stray = response("text");
    for wrong in [misplaced, unordered, stray] {
        assert!(login(&wrong, &DecodeOptions::default()).is_ok(), "{wrong}");
        assert!(login(&wrong, &growth).is_err(), "{wrong}");
    }
}

#[test]
fn deviations_that_are_not_listed_are_counted() {
    let reply = login(
        &response(&"<new/>".repeat(1_234)),
        &DecodeOptions::default(),
    )
    .unwrap();
    assert_eq!(reply.deviations.len(), 1_001);
    let last = reply.deviations.last().unwrap();
    assert_eq!(last.kind, DeviationKind::LeftOut);
    assert!(last.found.starts_with("234 more"), "{last}");
    let reply = login(&response("<new/>"), &DecodeOptions::default()).unwrap();
    assert_eq!(reply.deviations.len(), 1);
}

#[test]
fn errors_stay_short_whatever_the_server_sends() {
    let long = "\u{1}\u{7}é"
        .replace('\u{1}', "<")
        .replace('<', "x")
        .repeat(20_000);
    let fault = FAULT.replace("busy", &long).replace("s:Server", &long);
    let detail = format!("<detail><a>{long}</a>{long}</detail></s:Fault>");
    let fault = fault.replace("</s:Fault>", &detail);
    let deep: String = (0..90)
        .map(|it| format!("<n{}{it}>", "x".repeat(900)))
        .collect();
    let control = "\u{1b}[31m".repeat(5_000);
    let block = format!(
        "<a:{} xmlns:a=\"{}\" s:mustUnderstand=\"1\"/>",
        "x".repeat(900),
        "u".repeat(60_000)
    );
    let answers = [
        (
            500,
            "text/xml",
            envelope(&format!("<s:Body>{}</s:Body>", fault.replace('\u{7}', ""))),
        ),
        (200, "text/xml", envelope(&format!("<s:Body>{deep}"))),
        (
            200,
            "text/xml",
            envelope(&format!(
                "<s:Header>{block}</s:Header><s:Body>{}</s:Body>",
                response("")
            )),
        ),
        (200, "text/html", control.clone()),
        (404, "text/html", control),
    ];
    for (status, content_type, text) in answers {
        let answer = answer(status, content_type, Bytes::from(text));
        let error = decode_response::<Login>(answer, &DecodeOptions::default()).unwrap_err();
        let mut shown = vec![
            error.to_string(),
            format!("{error:?}"),
            format!("{error:#?}"),
        ];
        if let Some(source) = std::error::Error::source(&error) {
            shown.extend([source.to_string(), format!("{source:?}")]);
        }
        for text in shown {
            assert!(
                text.len() <= 4 << 10,
                "{} bytes: {}",
                text.len(),
                &text[..200]
            );
        }
    }
}

#[test]
fn an_encoding_that_is_not_what_it_says_is_a_deviation() {
    let text = envelope(&format!(
        "<s:Body>{}</s:Body>",
        response("<sLoginToken>żółw</sLoginToken>")
    ));
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf_8 = text.clone().into_bytes();
    for (charset, bytes, is_said) in [
        ("utf-8", &utf_8, true),
        ("iso-8859-1", &utf_8, false),
        ("utf-8", &utf_16, false),
        ("utf-16", &utf_16, true),
    ] {
        let content_type = format!("text/xml; charset={charset}");
        let answer = answer(200, &content_type, bytes.clone());
        let reply = decode_response::<Login>(answer, &DecodeOptions::default()).unwrap();
        assert_eq!(reply.body.token.as_deref(), Some("żółw"), "{charset}");
        let kinds: Vec<_> = reply.deviations.iter().map(|it| it.kind).collect();
        let expected = if is_said {
            vec![]
        } else {
            vec![DeviationKind::Encoding]
        };
        assert_eq!(kinds, expected, "{charset}");
    }
    // A fault text in an encoding of its region.
    let fault = envelope(&format!("<s:Body>{}</s:Body>", FAULT.replace("busy", "?")));
    let bytes: Vec<u8> = fault
        .bytes()
        .flat_map(|it| {
            if it == b'?' {
                b"\xE7\xE0\xED\xFF\xF2".to_vec()
            } else {
                vec![it]
            }
        })
        .collect();
    let regional = answer(500, "text/xml; charset=windows-1251", bytes);
    let error = decode_response::<Login>(regional, &DecodeOptions::default()).unwrap_err();
    assert_eq!(error.fault().unwrap().reason(), "занят");
    // In one that is not what it says the rest of the fault counts.
    let bytes = fault.replace('?', "busy\0");
    let bytes: Vec<u8> = (bytes.bytes())
        .map(|byte| if byte == 0 { 0xFF } else { byte })
        .collect();
    for charset in ["utf-8", "none-such"] {
        let content_type = format!("text/xml; charset={charset}");
        let answer = answer(500, &content_type, bytes.clone());
        let error = decode_response::<Login>(answer, &DecodeOptions::default()).unwrap_err();
        let fault = error.fault().unwrap();
        assert_eq!(
            (&*fault.code.local, fault.reason()),
            ("Server", "busy\u{FFFD}")
        );
        let why = fault.incomplete.as_ref().unwrap();
        assert_eq!(why.kind(), DecodeErrorKind::Encoding);
    }
}

#[test]
fn answers_that_are_not_well_formed_can_be_mended() {
    let whole = envelope(&format!(
        "<s:Body>{}</s:Body>",
        response("<sLoginToken>t</sLoginToken>")
    ));
    let mending = DecodeOptions::default().with_mending(true);
    for (text, token) in [
        (format!("Warning!\n<?xml version=\"1.0\"?>{whole}"), "t"),
        (whole.replace(">t<", ">bell &#x7;<"), "bell \u{FFFD}"),
        (whole.replace(">t<", ">bell \u{7}<"), "bell \u{FFFD}"),
        (whole.replace("sLoginToken>", "x:sLoginToken>"), "t"),
    ] {
        let with = |options: &DecodeOptions| {
            decode_response::<Login>(answer(200, "text/xml", text.clone()), options)
        };
        let reply = with(&mending).unwrap();
        assert_eq!(reply.body.token.as_deref(), Some(token));
        assert_eq!(reply.deviations[0].kind, DeviationKind::NotWellFormed);
        assert!(with(&DecodeOptions::default()).is_err(), "{text}");
        assert!(with(&mending.clone().with_strict(true)).is_err(), "{text}");
    }
    let broken = whole.replace("</s:Body>", "");
    let answer = answer(200, "text/xml", broken);
    assert!(decode_response::<Login>(answer, &mending).is_err());
}

//! Faults of both versions, declared or not, whole or broken.

use crate::*;

#[test]
fn a_failure_in_a_header_block_is_an_error_with_all_that_came() {
    assert_eq!(
        user(parse_capture(OWN_11)).unwrap().headers.succeeded,
        Some(true)
    );
    let error = user(parse_capture(BAD_TICKET)).unwrap_err();
    let CallError::Application(failure) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(failure.field, "Succeeded");
    let info = failure.headers.exception_info.as_ref().unwrap();
    assert_eq!(
        info.message.as_deref(),
        Some("The ticket is missing or not valid")
    );
    assert_eq!(info.stack_trace, None);
    let body: &ChangeOwnPasswordResponse = failure.body().unwrap();
    assert_eq!(body.response, Some(false));
    assert!(failure.body::<LoginResponse>().is_none());
}

#[test]
fn an_unused_failure_block_is_no_failure() {
    let body = |block: &str| {
        let xml = envelope(&format!(
            "<s:Header>{block}</s:Header><s:Body><ChangeOwnPasswordResponse xmlns=\"{USER_NS}\"/></s:Body>"
        ));
        user(answer(200, "text/xml", xml))
    };
    let nil = format!(
        "<ExceptionInfo xmlns=\"{USER_NS}\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\"/>"
    );
    assert!(body(&nil).is_ok());
    assert!(body(&format!("<ExceptionInfo xmlns=\"{USER_NS}\"/>")).is_ok());
    assert!(
        body(&format!(
            "<ExceptionInfo xmlns=\"{USER_NS}\"><Message/></ExceptionInfo>"
        ))
        .is_ok()
    );
    let filled =
        format!("<ExceptionInfo xmlns=\"{USER_NS}\"><Message>no</Message></ExceptionInfo>");
    assert!(matches!(body(&filled), Err(CallError::Application(_))));
}

#[test]
fn faults_of_both_versions_are_read() {
    for (capture, version, local) in [
        (THROW_11, SoapVersion::V11, "Server"),
        (THROW_12, SoapVersion::V12, "Receiver"),
    ] {
        let error = login(parse_capture(capture)).unwrap_err();
        assert_eq!(error.status().unwrap(), 500);
        let fault = error.fault().unwrap();
        assert_eq!(fault.version, version);
        assert_eq!(fault.code, FaultCode::new(version.namespace(), local));
        assert_eq!(fault.kind(), FaultKind::Receiver);
        assert!(
            fault
                .reason()
                .contains("deliberate failure <&> in the handler\n")
        );
        assert!(fault.raw_detail.is_empty());
        assert!(error.to_string().len() < 300, "{error}");
        assert!(!error.to_string().contains('\n'));
    }
}

#[test]
fn a_fault_counts_at_any_status_and_under_any_content_type() {
    let mut response = parse_capture(THROW_11);
    *response.status_mut() = http::StatusCode::OK;
    assert!(login(response).unwrap_err().fault().is_some());
    let body = parse_capture(THROW_11).into_body();
    let error = login(answer(400, "text/html", body)).unwrap_err();
    assert!(error.fault().is_some());
}

fn fault_11(fault: &str) -> Fault<UserFault, UserResponseHeaders> {
    let xml = envelope(&format!("<s:Body><s:Fault>{fault}</s:Fault></s:Body>"));
    match user(answer(500, "text/xml", xml)) {
        Err(CallError::Fault(fault)) => fault.into_inner(),
        other => panic!("no fault: {other:?}"),
    }
}

#[test]
fn fault_codes_have_prefixes_declared_anywhere_or_nowhere() {
    let wcf = fault_11(
        "<faultcode xmlns:a=\"urn:wcf\">a:InternalServiceFault</faultcode><faultstring xml:lang=\"\">x</faultstring>",
    );
    assert_eq!(wcf.code, FaultCode::new("urn:wcf", "InternalServiceFault"));
    assert_eq!(wcf.reasons[0].lang, None);
    assert_eq!(wcf.kind(), FaultKind::Other);
    let bare = fault_11("<faultcode>Client.Rescue</faultcode><faultstring>x</faultstring>");
    assert_eq!(bare.code, FaultCode::new("", "Client.Rescue"));
    assert_eq!(bare.kind(), FaultKind::Sender);
    let undeclared = fault_11("<faultcode>z:Server</faultcode><faultstring>x</faultstring>");
    assert_eq!(undeclared.code, FaultCode::new("", "Server"));
    let qualified = fault_11(
        "<s:faultcode>s:Client</s:faultcode><s:faultstring>x</s:faultstring><s:faultactor>urn:me</s:faultactor>",
    );
    assert_eq!(qualified.kind(), FaultKind::Sender);
    assert_eq!(qualified.role.as_deref(), Some("urn:me"));
}

#[test]
fn a_declared_detail_is_typed_and_another_one_stays_raw() {
    let typed = fault_11(
        "<faultcode>s:Server</faultcode><faultstring>x</faultstring><detail><other/><ns2:ExtrasFault xmlns:ns2=\"urn:peers:extras\"><code>7</code></ns2:ExtrasFault></detail>",
    );
    assert_eq!(
        typed.detail,
        Some(UserFault::Extras(ExtrasFault { code: 7 }))
    );
    assert_eq!(typed.raw_detail.len(), 2);
    let plain = fault_11(
        "<faultcode>s:Server</faultcode><detail><PlainFault xmlns=\"urn:peers:extras\">why</PlainFault></detail>",
    );
    assert_eq!(plain.detail, Some(UserFault::Plain("why".into())));
    let unknown = fault_11(
        "<faultcode>s:Server</faultcode><detail><o:e xmlns:o=\"urn:o\"><o:f/></o:e></detail>",
    );
    assert_eq!(unknown.detail, None);
    assert_eq!(unknown.raw_detail.len(), 1);
    let broken = fault_11(
        "<faultcode>s:Server</faultcode><detail><ExtrasFault xmlns=\"urn:peers:extras\"><code xmlns=\"\">seven</code></ExtrasFault></detail>",
    );
    assert_eq!(broken.detail, None);
    assert_eq!(broken.raw_detail.len(), 1);
}

#[test]
fn a_declared_detail_is_looked_for_among_the_first() {
    let fault = |n_before: usize| {
        let before = "<other/>".repeat(n_before);
        fault_11(&format!(
            "<faultcode>s:Server</faultcode><detail>{before}<PlainFault xmlns=\"urn:peers:extras\">why</PlainFault></detail>"
        ))
    };
    assert!(fault(255).detail.is_some());
    let late = fault(256);
    assert_eq!((late.detail, late.raw_detail.len()), (None, 257));
}

#[test]
fn text_in_a_detail_is_kept_beside_its_elements() {
    let text = fault_11("<faultcode>s:Server</faultcode><detail> why &amp; how\n</detail>");
    assert_eq!(text.detail_text.as_deref(), Some("why & how"));
    assert_eq!(text.raw_detail.len(), 0);
    let mixed = fault_11(
        "<faultcode>s:Server</faultcode><detail>why<a/>, <PlainFault xmlns=\"urn:peers:extras\">p</PlainFault></detail>",
    );
    assert_eq!(mixed.detail_text.as_deref(), Some("why,"));
    assert_eq!(mixed.raw_detail.len(), 2);
    assert_eq!(mixed.detail, Some(UserFault::Plain("p".into())));
    let blank = fault_11("<faultcode>s:Server</faultcode><detail>\n  <a/>\n</detail>");
    assert_eq!(blank.detail_text, None);
}

#[test]
fn header_blocks_beside_a_fault_are_kept() {
    let xml = envelope(&format!(
        "<s:Header><Succeeded xmlns=\"{USER_NS}\">false</Succeeded><t:Trace xmlns:t=\"urn:t\" s:mustUnderstand=\"1\">7</t:Trace></s:Header><s:Body><s:Fault><faultcode>s:Server</faultcode></s:Fault></s:Body>"
    ));
    let error = user(answer(500, "text/xml", xml)).unwrap_err();
    let fault = error.fault().unwrap();
    assert_eq!(fault.headers.succeeded, Some(false));
    let names: Vec<_> = fault.raw_headers.iter().map(|it| it.name()).collect();
    assert_eq!(names, [("urn:t", "Trace")]);
}

#[test]
fn header_blocks_behind_the_body_of_a_fault_are_not_read() {
    let xml = envelope(&format!(
        "<s:Body><s:Fault><faultcode>s:Server</faultcode></s:Fault></s:Body><s:Header><Succeeded xmlns=\"{USER_NS}\">false</Succeeded><t:Trace xmlns:t=\"urn:t\"/></s:Header>"
    ));
    let error = user(answer(500, "text/xml", xml)).unwrap_err();
    let fault = error.fault().unwrap();
    assert_eq!(fault.headers.succeeded, None);
    assert!(fault.raw_headers.is_empty());
}

#[test]
fn what_is_wrong_before_a_fault_does_not_hide_it() {
    let strict = DecodeOptions::default().with_strict(true);
    let fault = "<s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring></s:Fault></s:Body>";
    for before in [
        "<odd/>".to_owned(),
        "stray text".to_owned(),
        format!("<s:Header><Succeeded xmlns=\"{USER_NS}\">perhaps</Succeeded></s:Header>"),
    ] {
        let xml = envelope(&format!("{before}{fault}"));
        let answer = answer(200, "text/xml", xml);
        let error = decode_response::<ChangeOwnPassword>(answer, &strict).unwrap_err();
        assert_eq!(error.fault().unwrap().reason(), "x", "{before}");
    }
    // What follows a fault is not worth more than the fault.
    let cut = envelope(fault).replace("</s:Body>", "</s:B");
    assert!(
        login(answer(500, "text/xml", cut))
            .unwrap_err()
            .fault()
            .is_some()
    );
}

#[test]
fn soap_12_faults_have_subcodes_languages_and_misplaced_details() {
    let xml = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header><a:Action xmlns:a=\"urn:a\" s:mustUnderstand=\"1\">f</a:Action></s:Header><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:a=\"urn:a\">a:First</s:Value><s:Subcode><s:Value>Second</s:Value></s:Subcode></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"de\">nein</s:Text><s:Text xml:lang=\"en\">no</s:Text></s:Reason><s:Node>urn:node</s:Node><s:Role>urn:role</s:Role><detail><RescueError code=\"42\"/></detail></s:Fault></s:Body></s:Envelope>";
    let error = login(answer(500, "application/soap+xml", xml)).unwrap_err();
    let fault = error.fault().unwrap();
    assert_eq!(fault.kind(), FaultKind::Sender);
    assert_eq!(
        fault.subcodes,
        [
            FaultCode::new("urn:a", "First"),
            FaultCode::new("", "Second")
        ]
    );
    assert_eq!(fault.reason(), "nein");
    assert_eq!(fault.reason_in("EN"), "no");
    assert_eq!(fault.node.as_deref(), Some("urn:node"));
    assert_eq!(fault.role.as_deref(), Some("urn:role"));
    assert_eq!(fault.raw_detail.len(), 1);
    assert_eq!(
        error.to_string(),
        "`loginTechnicianFromStandalone_v7_2`: fault `Sender` / `Second`: nein"
    );
}

#[test]
fn a_cut_fault_is_an_error_of_some_kind() {
    let whole = parse_capture(THROW_12);
    for end in 0..whole.body().len() {
        let mut response = parse_capture(THROW_12);
        *response.body_mut() = whole.body().slice(..end);
        assert!(login(response).is_err(), "cut at {end}");
    }
}

#[test]
fn a_fault_that_cannot_be_read_is_shown_as_it_is() {
    // ASMX writes characters that XML 1.0 forbids, as references.
    let xml = envelope(
        "<s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>bell &#x7; rang</faultstring></s:Fault></s:Body>",
    );
    let error = login(answer(500, "text/xml", xml.clone())).unwrap_err();
    assert!(error.to_string().contains("bell &#x7; rang"), "{error}");
    let CallError::Http(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.problem, HttpProblem::Status);
    assert_eq!(
        error.cause.as_ref().unwrap().kind(),
        DecodeErrorKind::ForbiddenCharacter
    );
    let error = login(answer(200, "text/xml", xml)).unwrap_err();
    assert!(matches!(error, CallError::Decode(_)), "{error:?}");
}

//! Messages without a network: what is written, and what every kind of answer becomes.

mod support;

use bytes::Bytes;
use soap_runtime::xml::DecodeErrorKind;
use soap_runtime::{
    CallError, DecodeOptions, EncodeOptions, Fault, FaultCode, FaultKind, HttpProblem, InProcess,
    Limits, NoHeaders, OperationError, Reply, Report, RequestError, SoapVersion, TransportError,
    TransportErrorKind, decode_request, decode_response, encode_fault, encode_request,
    encode_response, peek_operation,
};
use support::*;

fn login(response: http::Response<Bytes>) -> Result<Reply<Login>, CallError> {
    decode_response::<Login>(response, &DecodeOptions::default())
}

fn user(
    response: http::Response<Bytes>,
) -> Result<Reply<ChangeOwnPassword>, OperationError<ChangeOwnPassword>> {
    decode_response::<ChangeOwnPassword>(response, &DecodeOptions::default())
}

fn http_problem(error: CallError) -> HttpProblem {
    match error {
        CallError::Http(error) => error.problem,
        other => panic!("no HTTP error: {other:?}"),
    }
}

fn login_request() -> LoginRequest {
    LoginRequest {
        email: Some("tech@example.com".into()),
        password: Some("Secret123".into()),
        language: Some("en".into()),
    }
}

#[test]
fn requests_of_both_versions_look_like_the_documented_ones() {
    let options = EncodeOptions::new(SoapVersion::V11, "https://example.com/x");
    let request = encode_request::<Login>(&login_request(), &NoHeaders, &options).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.headers()["content-type"], "text/xml; charset=utf-8");
    assert_eq!(
        request.headers()["soapaction"],
        "\"http://microsoft.com/webservices/loginTechnicianFromStandalone_v7_2\""
    );
    let body = std::str::from_utf8(request.body()).unwrap();
    assert_eq!(
        body,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soap:Body><loginTechnicianFromStandalone_v7_2 xmlns=\"http://microsoft.com/webservices/\"><sEmail>tech@example.com</sEmail><sPassword>Secret123</sPassword><sLanguage>en</sLanguage></loginTechnicianFromStandalone_v7_2></soap:Body></soap:Envelope>"
    );

    let options = EncodeOptions::new(SoapVersion::V12, "https://example.com/x");
    let request = encode_request::<Login>(&login_request(), &NoHeaders, &options).unwrap();
    assert_eq!(
        request.headers()["content-type"],
        "application/soap+xml; charset=utf-8; action=\"http://microsoft.com/webservices/loginTechnicianFromStandalone_v7_2\""
    );
    assert!(!request.headers().contains_key("soapaction"));
    let bare = options.with_action_parameter(false);
    let request = encode_request::<Login>(&login_request(), &NoHeaders, &bare).unwrap();
    assert_eq!(
        request.headers()["content-type"],
        "application/soap+xml; charset=utf-8"
    );
}

#[test]
fn requests_that_cannot_be_sent_are_errors() {
    let options = EncodeOptions::new(SoapVersion::V11, "https://example.com/x");
    let mut request = login_request();
    request.email = Some("bell \u{7}".into());
    let error = encode_request::<Login>(&request, &NoHeaders, &options).unwrap_err();
    assert!(matches!(error, RequestError::Body(_)), "{error:?}");
    let options = EncodeOptions::new(SoapVersion::V11, "");
    let error = encode_request::<Login>(&login_request(), &NoHeaders, &options).unwrap_err();
    assert!(matches!(error, RequestError::Endpoint { .. }), "{error:?}");
}

#[test]
fn answers_of_both_versions_are_read() {
    for capture in [LOGIN_11, LOGIN_12] {
        let reply = login(parse_capture(capture)).unwrap();
        assert_eq!(reply.body.result, "login_v2_OK");
        assert_eq!(reply.body.expires_in, 42);
        assert!(reply.body.is_running);
        assert_eq!(reply.body.setup_url.as_deref(), Some(""));
        assert_eq!(reply.deviations, []);
    }
}

#[test]
fn a_byte_order_mark_is_no_content() {
    let reply = user(parse_capture(OWN_12)).unwrap();
    assert_eq!(reply.body.response, Some(true));
    assert_eq!(reply.headers.succeeded, Some(true));
}

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
fn what_is_not_soap_is_said_with_status_and_excerpt() {
    let html = "<!DOCTYPE html><html><body>Sign in\u{1b}[0m</body></html>";
    for (status, content_type, body, expected) in [
        (
            200,
            "text/html; charset=utf-8",
            html,
            HttpProblem::ContentType,
        ),
        (404, "text/html", html, HttpProblem::Status),
        (500, "text/xml", html, HttpProblem::Status),
        (
            200,
            "application/json",
            "{\"a\":1}",
            HttpProblem::ContentType,
        ),
        (200, "text/xml", "<other/>", HttpProblem::NotSoap),
        (200, "text/xml", "", HttpProblem::Empty),
        (202, "text/xml", "", HttpProblem::Empty),
        (200, "text/xml", "\u{feff} \r\n", HttpProblem::Empty),
        (400, "text/xml", "", HttpProblem::Status),
        (302, "text/html", html, HttpProblem::Redirect),
    ] {
        let error = login(answer(status, content_type, body)).unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        let shown = error.to_string();
        assert!(shown.contains(&status.to_string()), "{shown}");
        assert!(!shown.contains(char::is_control), "{shown}");
        assert_eq!(http_problem(error), expected, "{status} {content_type}");
    }
}

#[test]
fn a_redirect_is_not_an_answer_even_with_an_envelope_behind_it() {
    let mut response = parse_capture(LOGIN_11);
    *response.status_mut() = http::StatusCode::FOUND;
    let location = "https://u:p@example.com/login?ticket=secret";
    response
        .headers_mut()
        .insert("location", location.parse().unwrap());
    let error = login(response).unwrap_err();
    assert!(!error.to_string().contains("secret"));
    let CallError::Http(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.problem, HttpProblem::Redirect);
    assert_eq!(error.location.as_deref(), Some("https://example.com/login"));
}

#[test]
fn an_answer_with_an_error_status_is_no_success() {
    let mut response = parse_capture(LOGIN_11);
    *response.status_mut() = http::StatusCode::BAD_GATEWAY;
    assert_eq!(
        http_problem(login(response).unwrap_err()),
        HttpProblem::Status
    );
}

#[test]
fn soap_under_another_content_type_is_a_deviation() {
    let body = parse_capture(LOGIN_11).into_body();
    let reply = login(answer(200, "text/plain", body.clone())).unwrap();
    assert_eq!(reply.deviations.len(), 1);
    assert!(
        login(answer(200, "", body.clone()))
            .unwrap()
            .deviations
            .is_empty()
    );
    let strict = DecodeOptions::default().with_strict(true);
    assert!(decode_response::<Login>(answer(200, "text/plain", body), &strict).is_err());
}

#[test]
fn a_cut_answer_is_never_a_success() {
    for capture in [LOGIN_11, OWN_12] {
        let whole = parse_capture(capture);
        for end in 0..whole.body().len() {
            let mut response = parse_capture(capture);
            *response.body_mut() = whole.body().slice(..end);
            let success = decode_response::<Login>(response, &DecodeOptions::default()).is_ok();
            assert!(!success, "cut at {end}");
        }
    }
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
fn header_blocks_outside_of_header_are_read_and_reported() {
    let xml = envelope(&format!(
        "<u:Succeeded xmlns:u=\"{USER_NS}\">true</u:Succeeded><s:Body><ChangeOwnPasswordResponse xmlns=\"{USER_NS}\"><Response>true</Response></ChangeOwnPasswordResponse></s:Body>"
    ));
    let reply = user(answer(200, "text/xml", xml.clone())).unwrap();
    assert_eq!(reply.headers.succeeded, Some(true));
    assert_eq!(reply.body.response, Some(true));
    assert_eq!(reply.deviations.len(), 1, "{:?}", reply.deviations);
    let strict = DecodeOptions::default().with_strict(true);
    let response = answer(200, "text/xml", xml);
    let error = decode_response::<ChangeOwnPassword>(response, &strict).unwrap_err();
    assert!(matches!(error, CallError::Decode(_)), "{error:?}");
}

#[test]
fn unknown_header_blocks_are_skipped_unless_they_must_be_understood() {
    let with = |attributes: &str| {
        let xml = envelope(&format!(
            "<s:Header><x:New xmlns:x=\"urn:x\" {attributes}>1</x:New></s:Header><s:Body><ChangeOwnPasswordResponse xmlns=\"{USER_NS}\"/></s:Body>"
        ));
        user(answer(200, "text/xml", xml))
    };
    assert_eq!(with("").unwrap().deviations, []);
    assert!(with("s:mustUnderstand=\"0\"").is_ok());
    assert!(with("s:mustUnderstand=\"1\" s:actor=\"urn:another\"").is_ok());
    let error = with("s:mustUnderstand=\"1\"").unwrap_err();
    assert!(matches!(error, CallError::NotUnderstood(_)), "{error:?}");
    assert!(error.to_string().contains("`New` of `urn:x`"));
}

#[test]
fn an_answer_of_another_operation_is_an_error_that_names_it() {
    let error = login(parse_capture(OWN_11)).unwrap_err();
    let CallError::Decode(error) = error else {
        panic!("{error:?}");
    };
    assert!(
        error.to_string().contains("ChangeOwnPasswordResponse"),
        "{error}"
    );
}

#[test]
fn one_way_operations_take_empty_answers_and_faults() {
    let options = DecodeOptions::default();
    let notify = |response| decode_response::<Notify>(response, &options);
    assert!(notify(answer(202, "", "")).is_ok());
    assert!(notify(answer(200, "text/xml", envelope("<s:Body/>"))).is_ok());
    assert!(notify(answer(404, "", "")).is_err());
    assert!(
        notify(parse_capture(THROW_11))
            .unwrap_err()
            .fault()
            .is_some()
    );
}

#[test]
fn limits_hold() {
    let mut limits = Limits::response();
    limits.depth = 3;
    let options = DecodeOptions::default().with_limits(limits);
    let error = decode_response::<Login>(parse_capture(LOGIN_11), &options).unwrap_err();
    assert!(matches!(error, CallError::Decode(_)), "{error:?}");
}

#[test]
fn the_server_side_reads_what_the_client_writes_and_back() {
    let headers = UserRequestHeaders {
        application_token: Some("token".into()),
        credentials: Some(Credentials {
            ticket: Some("7T:x".into()),
        }),
    };
    let body = ChangeOwnPasswordRequest {
        old_password: Some("a<b".into()),
        new_password: None,
    };
    for version in [SoapVersion::V11, SoapVersion::V12] {
        let options = EncodeOptions::new(version, "https://example.com/x");
        let request = encode_request::<ChangeOwnPassword>(&body, &headers, &options).unwrap();
        let peeked = peek_operation(&request).unwrap();
        assert_eq!(peeked.version, version);
        assert!(peeked.action.unwrap().ends_with("User/ChangeOwnPassword"));
        assert_eq!(peeked.body.unwrap().1, "ChangeOwnPassword");
        let incoming =
            decode_request::<ChangeOwnPassword>(request, &DecodeOptions::default()).unwrap();
        assert_eq!((&incoming.body, &incoming.headers), (&body, &headers));
        assert_eq!((incoming.version, incoming.deviations), (version, vec![]));

        let sent = ChangeOwnPasswordResponse {
            response: Some(true),
        };
        let sent_headers = UserResponseHeaders {
            exception_info: None,
            succeeded: Some(true),
        };
        let response = encode_response::<ChangeOwnPassword>(&sent, &sent_headers, version).unwrap();
        let reply = user(response).unwrap();
        assert_eq!((reply.body, reply.headers), (sent, sent_headers));
        assert_eq!(reply.deviations, []);

        let mut fault = Fault::new(version, FaultKind::Sender, "no")
            .with_detail(UserFault::Extras(ExtrasFault { code: 7 }));
        fault.role = Some("urn:role".into());
        let error = user(encode_fault(&fault, version).unwrap()).unwrap_err();
        let read = error.fault().unwrap();
        assert_eq!(read.detail, fault.detail);
        assert_eq!((&read.code, &read.role), (&fault.code, &fault.role));
        assert_eq!(read.reason(), "no");
        // A fault that was read can be sent on.
        let again = user(encode_fault(read, version).unwrap()).unwrap_err();
        assert_eq!(again.fault().unwrap().detail, fault.detail);
    }
}

/// A transport that checks the request and answers with success.
fn checked(check: impl Fn(http::Request<Bytes>) + Send + Sync + 'static) -> InProcess {
    InProcess::new(move |request| {
        check(request);
        parse_capture(OWN_11)
    })
}

#[tokio::test]
async fn headers_of_a_call_win_over_those_of_the_client() {
    let transport = checked(|request| {
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        assert!(body.contains(">of-client<"), "{body}");
        assert!(body.contains(">of-call<"), "{body}");
        assert!(!body.contains(">hidden<"), "{body}");
    });
    let client = UserClient::with_transport(transport)
        .with_endpoint("https://example.com/User.svc")
        .with_headers(UserRequestHeaders {
            application_token: Some("of-client".into()),
            credentials: Some(Credentials {
                ticket: Some("hidden".into()),
            }),
        });
    let reply = client
        .change_own_password(ChangeOwnPasswordRequest::default())
        .headers(UserRequestHeaders {
            application_token: None,
            credentials: Some(Credentials {
                ticket: Some("of-call".into()),
            }),
        })
        .send()
        .await
        .unwrap();
    assert_eq!(reply.headers.succeeded, Some(true));
    let body = client
        .change_own_password(ChangeOwnPasswordRequest::default())
        .headers(UserRequestHeaders {
            application_token: None,
            credentials: Some(Credentials {
                ticket: Some("of-call".into()),
            }),
        })
        .await
        .unwrap();
    assert_eq!(body.response, Some(true));
}

#[test]
fn no_header_is_written_where_none_is_set() {
    let client = UserClient::with_transport(checked(|request| {
        assert!(!String::from_utf8_lossy(request.body()).contains("Header"));
    }))
    .with_endpoint("https://example.com/User.svc");
    let call = client.change_own_password(ChangeOwnPasswordRequest::default());
    assert!(call.call().is_ok());
}

#[test]
fn the_version_chooses_the_port_and_the_endpoint_must_be_safe() {
    let client = TechnicianConsoleClient::with_transport(checked(|_| {}));
    let uri = |client: &TechnicianConsoleClient<InProcess>| {
        let call = client.login(LoginRequest::default());
        call.to_http().unwrap().uri().to_string()
    };
    assert_eq!(uri(&client), "https://example.com/11");
    let call = client
        .login(LoginRequest::default())
        .version(SoapVersion::V12);
    assert_eq!(call.to_http().unwrap().uri(), "https://example.com/12");
    let client = client.with_version(SoapVersion::V12);
    assert_eq!(uri(&client), "https://example.com/12");
    let call = client
        .login(LoginRequest::default())
        .endpoint("http://localhost/");
    assert!(call.to_http().is_ok());
    // The WSDL of `User` gives no address.
    let client = UserClient::with_transport(checked(|_| {}));
    let call = client.change_own_password(ChangeOwnPasswordRequest::default());
    let error = call.to_http().unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("`ChangeOwnPassword`: the request cannot be written: "),
        "{error}"
    );
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

#[test]
fn no_error_shows_the_request_and_no_report_says_a_thing_twice() {
    let mut request = login_request();
    request.password = Some("s3cret\u{1}".into());
    let options = EncodeOptions::new(SoapVersion::V11, "https://example.com/x");
    let encode = encode_request::<Login>(&request, &NoHeaders, &options).unwrap_err();
    let timeout = TransportError::new(TransportErrorKind::Timeout)
        .with_source(std::io::Error::other("innermost"));
    let errors: [CallError; 5] = [
        encode.into(),
        timeout.into(),
        login(answer(500, "text/html", "<p>oops")).unwrap_err(),
        login(parse_capture(THROW_11)).unwrap_err(),
        login(answer(200, "text/xml", envelope("<s:Body/>"))).unwrap_err(),
    ];
    for error in &errors {
        assert!(!format!("{error:?}").contains("s3cret"));
        let report = Report::new(error).to_string();
        assert!(report.matches("innermost").count() <= 1, "{report}");
        assert!(!report.contains("s3cret"), "{report}");
    }
}

//! What is written for a request, on both sides, and which of several headers and ports win.

use crate::*;

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
fn requests_hold_nothing_of_those_before_and_beside_them() {
    let alone = |request: &LoginRequest| {
        let options = EncodeOptions::new(SoapVersion::V11, "https://example.com/");
        encode_request::<Login>(request, &NoHeaders, &options)
    };
    // What is kept from one to the next has a limit, which one of them passes; one cannot be written.
    let requests = [0, 20_000, 3, 300, 1_000].map(|length| LoginRequest {
        password: Some("p".repeat(length)),
        ..login_request()
    });
    let bad = LoginRequest {
        password: Some("\0".to_owned()),
        ..login_request()
    };
    let options = EncodeOptions::new(SoapVersion::V11, "https://example.com/");
    std::thread::scope(|scope| {
        for start in 0..requests.len() {
            let (requests, options, bad) = (&requests, &options, &bad);
            scope.spawn(move || {
                for request in requests.iter().cycle().skip(start).take(100) {
                    let beside = encode_request::<Login>(request, &NoHeaders, options);
                    assert_eq!(beside.unwrap().body(), alone(request).unwrap().body());
                    assert!(encode_request::<Login>(bad, &NoHeaders, options).is_err());
                }
            });
        }
    });
}

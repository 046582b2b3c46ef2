//! Answers that are no faults, and what is no answer at all.

use crate::*;

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

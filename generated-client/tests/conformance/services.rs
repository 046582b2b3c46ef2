//! Bodies, headers and faults as the WSDL binds them.

use soap_runtime::{
    CallError, DecodeOptions, FaultKind, Operation, Service, SoapVersion, decode_response,
};

use crate::generated::*;
use crate::infoset::assert_same;
use crate::support::{envelope, read, read_envelope, round_trip, write, write_with};

#[test]
fn rpc_parts_stand_in_a_wrapper() {
    use rpc_literal::operations::{Find, Ping};
    let find = round_trip::<Find>(
        r#"<p:find xmlns:p="urn:people"><id>7</id><Hint><name xmlns="urn:t">n</name></Hint></p:find>"#,
    );
    assert_eq!((find.id, find.hint.name.as_str()), (7, "n"));
    round_trip::<Ping>(r#"<ping xmlns="urn:people"/>"#);
    let response = envelope(
        "",
        r#"<p:findResponse xmlns:p="urn:people"><person><name xmlns="urn:t">n</name></person><rest>0</rest></p:findResponse>"#,
    );
    let reply = decode_response::<Find>(
        http::Response::new(response.into()),
        &DecodeOptions::default().with_strict(true),
    )
    .unwrap();
    assert_eq!(reply.body.person.name, "n");
}

#[test]
fn a_body_may_hold_one_element_several_or_none() {
    use bare_bodies::operations::{Find, Reset, Store};
    assert_eq!(round_trip::<Find>(r#"<id xmlns="urn:t">7</id>"#), 7);
    let store = round_trip::<Store>(
        r#"<id xmlns="urn:t">7</id><person xmlns="urn:t"><name>n</name></person>"#,
    );
    assert_eq!((store.id, store.person.name.as_str()), (7, "n"));
    round_trip::<Reset>("");
    assert!(read::<Store>(r#"<id xmlns="urn:t">7</id>"#).is_err());
}

#[test]
fn headers_come_in_the_order_of_the_binding() {
    use headers::{
        HeadedRequestHeaders, Trace,
        operations::{Open, Ping},
    };
    let all = HeadedRequestHeaders {
        trace: Some(Trace { id: 1 }),
        ticket: Some("secret".into()),
    };
    let ticket = r#"<ticket xmlns="urn:t">secret</ticket>"#;
    let trace = r#"<trace xmlns="urn:t"><id>1</id></trace>"#;
    let body = r#"<ping xmlns="urn:t">p</ping>"#;
    let written = write_with::<Ping>(&"p".to_owned(), &all).unwrap();
    assert_same(&written, &envelope(&format!("{trace}{ticket}"), body));
    // An operation sends only the blocks that its binding lists.
    let written = write_with::<Open>(&"p".to_owned(), &all).unwrap();
    assert_same(&written, &envelope(trace, body));
    let incoming = read_envelope::<Ping>(envelope(&format!("{ticket}{trace}"), body)).unwrap();
    assert_eq!(incoming.headers, all);
    let reply = decode_response::<Ping>(
        http::Response::new(envelope(r#"<cost xmlns="urn:t">0.05</cost>"#, body).into()),
        &DecodeOptions::default(),
    )
    .unwrap();
    assert_eq!(reply.headers.cost.unwrap().to_string(), "0.05");
}

#[test]
fn declared_faults_are_typed() {
    use faults::{TwoFault, operations::Two};
    let fault = |detail: &str| {
        let body = format!(
            "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring><detail>{detail}</detail></s:Fault>"
        );
        let response = http::Response::builder()
            .status(500)
            .header("content-type", "text/xml")
            .body(envelope("", &body).into())
            .unwrap();
        match decode_response::<Two>(response, &DecodeOptions::default()) {
            Err(error) => error,
            Ok(reply) => panic!("{:?}", reply.body),
        }
    };
    let error = fault(r#"<refused xmlns="urn:t"><why>w</why></refused>"#);
    let Some(CallError::Fault(fault)) = Some(error) else {
        panic!("expected a fault");
    };
    assert_eq!(fault.code.kind(), FaultKind::Receiver);
    assert!(matches!(&fault.detail, Some(TwoFault::Refused(it)) if it.why == "w"));
}

#[test]
fn one_way_operations_have_no_answer() {
    use patterns::operations::Send;
    assert!(Send::INFO.response.is_none());
    round_trip::<Send>(r#"<event xmlns="urn:t">e</event>"#);
}

#[test]
fn overloads_keep_their_actions() {
    use overloads::operations::{ById, ByName};
    assert_eq!(
        (ById::INFO.soap_action, ByName::INFO.soap_action),
        ("urn:t/find/id", "urn:t/find/name")
    );
    assert_eq!((ById::INFO.name, ByName::INFO.name), ("find", "find"));
}

#[test]
fn ports_are_versions_of_a_service() {
    let ports: Vec<(&str, SoapVersion)> = ports::Public::PORTS
        .iter()
        .map(|it| (it.name, it.version))
        .collect();
    assert_eq!(
        ports,
        [("Soap", SoapVersion::V11), ("Soap12", SoapVersion::V12)]
    );
    assert_eq!(ports::Back::PORTS[0].address, Some("https://back.example/"));
    assert_eq!(ports::Private::NAME, "Private");
}

#[test]
fn schemas_find_each_other_by_namespace() {
    use imports::operations::Ask;
    round_trip::<Ask>(r#"<ask xmlns="urn:t"><text xmlns="urn:u">?</text></ask>"#);
}

#[test]
fn wrappers_are_requests() {
    use wrapped::{LoginRequest, operations::Login};
    let request = LoginRequest::default().user("u").password("p");
    let written = write::<Login>(&request).unwrap();
    assert_same(
        &written,
        &envelope(
            "",
            r#"<Login xmlns="urn:t"><user>u</user><password>p</password></Login>"#,
        ),
    );
}

//! Bodies, headers and faults as the WSDL binds them.

use std::time::Duration;

use soap_runtime::{
    CallError, DecodeOptions, FaultKind, Operation, Service, SoapVersion, decode_response,
};

use crate::generated::*;
use crate::infoset::assert_same;
use crate::support::{deviations, envelope, read, read_envelope, round_trip, write, write_with};

#[test]
fn rpc_parts_stand_in_a_wrapper() {
    use rpc_literal::operations::{Find, Ping};
    let find = round_trip::<Find>(
        r#"<p:find xmlns:p="urn:people"><id>7</id><Hint><name xmlns="urn:t">n</name></Hint></p:find>"#,
    );
    assert_eq!((find.id, find.hint.name.as_str()), (7, "n"));
    // WSDL 1.1 §3.5 asks for `namespace`; where it is missing, tools take the target namespace or none.
    round_trip::<Ping>(r#"<ping xmlns="urn:t"/>"#);
    assert_eq!(deviations::<Ping>("<ping/>").len(), 1);
    for (name, deviations) in [(r#"pingResponse xmlns="urn:t""#, 0), ("pingResponse", 1)] {
        let response = envelope("", &format!("<{name}/>"));
        let response = http::Response::new(response.into());
        let reply = decode_response::<Ping>(response, &DecodeOptions::default()).unwrap();
        assert_eq!(reply.deviations.len(), deviations, "{name}");
    }
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
    use bare_bodies::operations::{Find, Reset, Same, Store};
    assert_eq!(round_trip::<Find>(r#"<id xmlns="urn:t">7</id>"#), 7);
    let store = round_trip::<Store>(
        r#"<id xmlns="urn:t">7</id><person xmlns="urn:t"><name>n</name></person>"#,
    );
    assert_eq!((store.id, store.person.name.as_str()), (7, "n"));
    round_trip::<Reset>("");
    assert!(read::<Store>(r#"<id xmlns="urn:t">7</id>"#).is_err());
    // Other tools send an element called after the part.
    let content = r#"<name xmlns="urn:t">n</name>"#;
    round_trip::<Same>(content);
    let wrapped = format!("<who>{content}</who>");
    assert_eq!(read::<Same>(&wrapped).unwrap().body.name, "n");
    assert_eq!(deviations::<Same>(&wrapped).len(), 1);
    assert!(read::<Same>("<who/>").is_err());
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

/// The fault that `detail` stands in, with `headers` beside it.
fn fault_of<O: Operation>(
    headers: &str,
    detail: &str,
) -> soap_runtime::Fault<O::Fault, O::ResponseHeaders> {
    let body = format!(
        "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring><detail>{detail}</detail></s:Fault>"
    );
    let response = http::Response::builder()
        .status(500)
        .header("content-type", "text/xml")
        .body(envelope(headers, &body).into())
        .unwrap();
    match decode_response::<O>(response, &DecodeOptions::default()) {
        Err(CallError::Fault(fault)) => fault.into_inner(),
        Err(error) => panic!("{error:?}"),
        Ok(reply) => panic!("{:?}", reply.body),
    }
}

#[test]
fn faults_by_type_are_known_by_whatever_servers_call_them() {
    use fault_parts::{BuyFault, PayFault, operations::Buy, operations::Pay};
    let stock = r#"<sku xmlns="urn:t">a</sku>"#;
    let card = r#"<digits xmlns="urn:t">4</digits>"#;
    let xsi = r#"xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="urn:t""#;
    for detail in [
        format!(r#"<r:fault xmlns:r="urn:rpc">{stock}</r:fault>"#),
        format!(r#"<fault {xsi} i:type="x:StockError">{stock}</fault>"#),
        format!(r#"<fault>{stock}</fault>"#),
        format!(r#"<o:StockError xmlns:o="urn:o">{stock}</o:StockError>"#),
        format!(
            r#"<a/><o:exception xmlns:o="urn:o" {xsi} i:type="x:StockError">{stock}</o:exception>"#
        ),
    ] {
        let fault = fault_of::<Buy>("", &detail);
        let Some(BuyFault::StockError(it)) = &fault.detail else {
            panic!("{detail}: {:?}", fault.detail);
        };
        assert_eq!(it.sku, "a");
    }
    let fault = fault_of::<Buy>("", &format!("<fault>{card}</fault>"));
    assert!(matches!(&fault.detail, Some(BuyFault::CardError(it)) if it.digits == 4));
    assert!(fault_of::<Buy>("", "<other/>").detail.is_none());
    // Of several parts each may stand there; the only one by type takes any name.
    let fault = fault_of::<Pay>("", r#"<busy xmlns="urn:t">3</busy>"#);
    assert!(matches!(fault.detail, Some(PayFault::Busy(3))));
    let fault = fault_of::<Pay>("", "<string>because</string>");
    assert!(matches!(&fault.detail, Some(PayFault::Late(it)) if it == "because"));
}

#[test]
fn header_faults_are_typed_beside_the_fault() {
    use fault_parts::{TillResponseHeaders, operations::Buy};
    let headers = r#"<expired xmlns="urn:t">2024-02-29T12:00:00Z</expired><x xmlns="urn:x"/>"#;
    let fault = fault_of::<Buy>(headers, "");
    assert_eq!(
        fault.headers.expired.as_ref().unwrap().to_string(),
        "2024-02-29T12:00:00Z"
    );
    assert_eq!(fault.raw_headers.len(), 1);
    let sent = soap_runtime::Fault::<fault_parts::BuyFault>::new(
        SoapVersion::V11,
        FaultKind::Sender,
        "expired",
    );
    let headers = TillResponseHeaders {
        expired: fault.headers.expired,
    };
    let response =
        soap_runtime::encode_fault(&sent.with_headers(headers.clone()), SoapVersion::V11).unwrap();
    let again = decode_response::<Buy>(response, &DecodeOptions::default()).unwrap_err();
    assert_eq!(again.fault().unwrap().headers, headers);
}

#[test]
fn soap_over_other_transports_has_no_address() {
    let ports = |ports: &[soap_runtime::Port]| -> Vec<(&str, Option<&str>)> {
        ports.iter().map(|it| (it.name, it.address)).collect()
    };
    assert_eq!(
        ports(transports::Web::INFO.ports),
        [("Http", Some("https://mixed.example/"))]
    );
    assert_eq!(ports(transports::Queue::INFO.ports), [("Jms", None)]);
}

#[test]
fn contracts_without_bindings_are_sent_as_usual() {
    use unbound::operations::{Add, Ping};
    round_trip::<Ping>(r#"<ping xmlns="urn:t">p</ping>"#);
    round_trip::<Add>(r#"<t:add xmlns:t="urn:t"><a>1</a><b>2</b></t:add>"#);
}

#[test]
fn what_has_only_an_answer_is_called_with_nothing() {
    use patterns::operations::Notify;
    round_trip::<Notify>("");
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
    let ports: Vec<(&str, SoapVersion)> = ports::Public::INFO
        .ports
        .iter()
        .map(|it| (it.name, it.version))
        .collect();
    assert_eq!(
        ports,
        [("Soap", SoapVersion::V11), ("Soap12", SoapVersion::V12)]
    );
    assert_eq!(
        ports::Back::INFO.ports[0].address,
        Some("https://back.example/")
    );
    assert_eq!(ports::Private::INFO.name, "Private");
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

#[test]
fn ports_keep_their_addresses_and_actions() {
    use soap_runtime::{Client, InProcess};
    use two_ports::operations::{OldPing, PingerPing};
    let nowhere = || InProcess::new(|_| panic!("nothing may be sent"));
    let client = Client::<two_ports::Pinger, _>::new(nowhere());
    assert_eq!(client.endpoint(), "https://ping.example/");
    let test = client.with_port("Test");
    let request = test.call::<PingerPing>("p".to_owned()).to_http().unwrap();
    assert_eq!(request.uri(), "https://test.ping.example/");
    assert_eq!(request.headers()["soapaction"], "\"urn:ping\"");
    // A port that the WSDL calls plain http is not called unless its address is named.
    let plain = test.with_port("Plain");
    assert!(plain.call::<PingerPing>("p".to_owned()).to_http().is_err());
    let unknown = plain.with_port("None");
    assert!(
        unknown
            .call::<PingerPing>("p".to_owned())
            .to_http()
            .is_err()
    );
    let old = Client::<two_ports::Old, _>::new(nowhere());
    let request = old.call::<OldPing>("p".to_owned()).to_http().unwrap();
    assert_eq!(request.uri(), "https://ping.example/old");
    assert_eq!(request.headers()["soapaction"], "\"urn:old:ping\"");
}

#[test]
fn passwords_in_addresses_are_shown_to_nobody() {
    let address = encoded_headers::Asker::INFO.ports[0].address;
    assert_eq!(address, Some("https://ask.example/"));
    let nowhere = soap_runtime::InProcess::new(|_| panic!("nothing may be sent"));
    let client = soap_runtime::Client::<encoded_headers::Asker, _>::new(nowhere)
        .with_endpoint("https://me:hunter2@ask.example/");
    assert!(!format!("{client:?}").contains("hunter2"));
}

#[tokio::test]
async fn unwrapped_methods_take_members_and_give_one() {
    use crate::generated::unwrapped::server::FixtureMock;
    use crate::generated::unwrapped::{AddRequest, AddResponse, StateResponse};

    let mock = FixtureMock::new();
    mock.expect_add()
        .with(|request| request.a == 2 && request.b == Some(3))
        .returns(AddResponse::new(5));
    mock.expect_add()
        .with(|request| request.a == 2 && request.b.is_none())
        .returns(AddResponse::new(2));
    mock.expect_add_with().returns("echo".to_owned());
    mock.expect_forget()
        .with(|request| request.name == "ann")
        .returns(());
    let since = "2026-01-31".parse::<soap_runtime::value::Date>().unwrap();
    mock.expect_state().returns(StateResponse::new(7, since));
    let client = mock.client();

    assert_eq!(client.add(2, 3).await.unwrap(), 5);
    let slow = client
        .add(2, None)
        .with(|call| call.timeout(Duration::from_secs(60)));
    assert_eq!(slow.await.unwrap(), 2);
    // `add_with` is an operation of its own.
    assert_eq!(client.add_with("say".to_owned()).await.unwrap(), "echo");
    client.forget("ann").await.unwrap();
    assert_eq!(client.state().await.unwrap().load, 7);

    mock.expect_add().returns(AddResponse::new(9));
    let reply = client.add_with_2(AddRequest::new(4)).send().await.unwrap();
    assert_eq!(reply.body.sum, 9);
}

//! Clients that an earlier generator wrote compile and work with this runtime.
//!
//! `all` and `headers` are what the generator of the last release made of `codegen/tests/fixtures/settings/serde.wsdl`
//! (without `serde = true`) and `services/headers.wsdl`. They are copied here from the conformance tests at a release, after
//! this test has passed with those of the release before, and left alone until the next. Where it does not pass, the release
//! breaks code that is checked in somewhere, and the changelog says so. Before the first release they are of its day.

#[rustfmt::skip]
#[allow(dead_code, elided_lifetimes_in_paths, unreachable_pub, unused_imports, reason = "a client has more than one test calls")]
mod all;
#[rustfmt::skip]
#[allow(dead_code, elided_lifetimes_in_paths, unreachable_pub, unused_imports, reason = "a client has more than one test calls")]
mod headers;

use soap_runtime::{
    DecodeOptions, EncodeOptions, NoHeaders, Operation, Service, SoapVersion, decode_request,
    encode_request,
};

/// A member of every kind: wildcards, lists, an enumeration, a union, a derived type, mixed content, a choice.
const ALL: &str = r#"<all xmlns="urn:t" xmlns:p="urn:p" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" p:extra="e"><decimal>1.5</decimal><integer>12345678901234567890123</integer><moment>2024-02-29T01:02:03.5+02:00</moment><day>2024-02-29</day><time>01:02:03Z</time><year>2024</year><yearMonth>2024-02</yearMonth><month>--02</month><monthDay>--02-29</monthDay><dayOfMonth>---29</dayOfMonth><span>P1M2DT3S</span><base64>AQID</base64><hex>0AFF</hex><qname>p:name</qname><anything p:a="b"><p:x><y/></p:x></anything><words>a b</words><float>0.5</float><maybe i:nil="true"/><kind>a-1</kind><kind/><kind>"</kind><either>2024-02-29</either><base i:type="Derived" more="1"><name>n</name><inner><name>m</name></inner></base><prose>a <p:b xmlns:q="urn:q" q:c="d"/> &amp; e</prose><password>hunter2</password><token>t-1</token><right>r</right><p:any xmlns="">f</p:any></all>"#;

fn request(body: &str) -> http::Request<bytes::Bytes> {
    let text = format!(
        "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body>{body}</Body></Envelope>"
    );
    http::Request::builder()
        .header("content-type", "text/xml; charset=utf-8")
        .body(text.into())
        .expect("the head is good")
}

#[test]
fn every_kind_of_member_is_read_and_written() {
    let options = DecodeOptions::default();
    let first = decode_request::<all::operations::All>(request(ALL), &options).unwrap();
    assert_eq!(first.deviations, []);
    assert!(matches!(first.body.base, all::AnyBase::Derived(_)));
    let to = EncodeOptions::new(SoapVersion::V11, all::All::INFO.ports[0].address.unwrap());
    let written = encode_request::<all::operations::All>(&first.body, &NoHeaders, &to).unwrap();
    let again = decode_request::<all::operations::All>(written, &options).unwrap();
    assert_eq!(again.body, first.body);
}

#[test]
fn header_blocks_are_those_of_the_operation() {
    use headers::operations::{Open, Ping};

    let blocks = headers::HeadedRequestHeaders::default()
        .trace(headers::Trace::new(7))
        .ticket("t".to_owned());
    let to = EncodeOptions::new(SoapVersion::V11, "https://headed.example/");
    let sent = |request: http::Request<bytes::Bytes>| {
        String::from_utf8(request.body().to_vec()).expect("requests are UTF-8")
    };
    let ping = sent(encode_request::<Ping>(&"a".to_owned(), &blocks, &to).unwrap());
    let open = sent(encode_request::<Open>(&"a".to_owned(), &blocks, &to).unwrap());
    assert!(ping.contains("trace") && ping.contains("ticket"), "{ping}");
    assert!(open.contains("trace") && !open.contains("ticket"), "{open}");
    assert_eq!(Open::INFO.name, "open");
}

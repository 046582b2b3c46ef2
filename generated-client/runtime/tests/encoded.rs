//! SOAP encoding: what is written, and what servers of several makes send; SOAP 1.1 §5.

use bytes::Bytes;
use soap_runtime::field::required;
use soap_runtime::record::shape::Field;
use soap_runtime::value::Integer;
use soap_runtime::xml::{DecodeErrorKind, DeviationKind};
use soap_runtime::{
    CallError, Client, DecodeOptions, EncodeOptions, InProcess, Limits, NoFault, NoHeaders,
    Operation, OperationInfo, Port, Reply, Service, ServiceInfo, SoapVersion, decode_request,
    decode_response, encode_request, encode_response,
};

const NS: &str = "urn:shop";
const SOAPENC: &str = "http://schemas.xmlsoap.org/soap/encoding/";

#[derive(Clone, Debug, Default, PartialEq)]
struct Item {
    sku: Option<String>,
    count: i32,
    parent: Option<Box<Item>>,
}

soap_runtime::record!(Item, {
    sku: optional("", "sku").nillable().xsd("string"),
    count: required("", "count").xsd("int"),
    parent: optional("", "parent").nillable().typed(NS, "Item"),
});

#[derive(Clone, Debug, Default, PartialEq)]
struct FindRequest {
    shop: Option<String>,
    skus: Vec<String>,
}

soap_runtime::record!(FindRequest, {
    shop: required("", "shop").nillable().xsd("string"),
    skus: wrapper("", "skus", &optional("", "item").at_least(0).xsd("string").any_name()).occurs(1, 1).nillable().encoding("Array"),
});

#[derive(Clone, Debug, Default, PartialEq)]
struct FindResponse {
    items: Vec<Item>,
    total: Option<Integer>,
    names: Vec<String>,
    marks: Vec<Option<i32>>,
}

soap_runtime::record!(FindResponse, {
    items: wrapper("", "items", &optional("", "item").at_least(0).typed(NS, "Item").any_name()).nillable().encoding("Array"),
    total: optional("", "total").nillable(),
    names: wrapper("", "names", &optional("", "item").at_least(0).xsd("string").any_name()).encoding("Array"),
    marks: wrapper("", "marks", &optional("", "item").at_least(0).nillable().xsd("int").any_name()).encoding("Array"),
});

#[derive(Clone, Copy, Debug)]
struct Find;
impl Operation for Find {
    type Request = FindRequest;
    type Response = FindResponse;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new("find", required(NS, "find"))
        .soap_action("urn:shop#find")
        .response(FIND_ANSWER)
        .encoded();
}
const FIND_ANSWER: Field<'static> = required(NS, "findResponse").any_name();

#[derive(Clone, Copy, Debug)]
struct Shop;
impl Service for Shop {
    type RequestHeaders = NoHeaders;
    const INFO: ServiceInfo = ServiceInfo::new(
        "Shop",
        &[Port::new("ShopPort", SoapVersion::V11).address("https://shop.test/rpc")],
    );
}

fn request() -> FindRequest {
    FindRequest {
        shop: Some("A & B".into()),
        skus: vec!["x1".into(), "x2".into()],
    }
}

fn answer(text: &str) -> http::Response<Bytes> {
    let mut res = http::Response::new(Bytes::from(text.to_owned()));
    let content_type = http::HeaderValue::from_static("text/xml; charset=utf-8");
    res.headers_mut().insert("content-type", content_type);
    res
}

fn read(text: &str) -> Result<Reply<Find>, CallError> {
    decode_response::<Find>(answer(text), &DecodeOptions::default())
}

/// The children of `Body` in an envelope that declares what most servers declare.
fn body(content: &str) -> String {
    format!(
        r#"<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:soapenc="{SOAPENC}"><soapenv:Body>{content}</soapenv:Body></soapenv:Envelope>"#
    )
}

fn decode_error(text: &str) -> soap_runtime::xml::DecodeError {
    match read(text) {
        Err(CallError::Decode(answer)) => answer.into_inner().error,
        other => panic!("no decode error: {other:?}"),
    }
}

#[test]
fn requests_carry_types_array_sizes_and_the_encoding() {
    let options = EncodeOptions::new(SoapVersion::V11, "https://shop.test/rpc");
    let http = encode_request::<Find>(&request(), &NoHeaders, &options).unwrap();
    let text = std::str::from_utf8(http.body()).unwrap();
    let (_, text) = text.split_once("<soap:Body>").unwrap();
    assert_eq!(
        text,
        "<ns1:find soap:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\">\
         <shop xsi:type=\"xsd:string\">A &amp; B</shop>\
         <skus xsi:type=\"soapenc:Array\" soapenc:arrayType=\"xsd:string[2]\">\
         <item xsi:type=\"xsd:string\">x1</item><item xsi:type=\"xsd:string\">x2</item></skus></ns1:find></soap:Body></soap:Envelope>"
    );
    let read = decode_request::<Find>(http, &DecodeOptions::default()).unwrap();
    assert_eq!(read.body, request());
    assert_eq!(read.deviations, []);
}

#[test]
fn soap_1_2_has_an_encoding_of_its_own() {
    let options = EncodeOptions::new(SoapVersion::V12, "https://shop.test/rpc");
    let http = encode_request::<Find>(&request(), &NoHeaders, &options).unwrap();
    let text = std::str::from_utf8(http.body()).unwrap();
    for part in [
        "xmlns:soapenc=\"http://www.w3.org/2003/05/soap-encoding\"",
        "<ns1:find soap:encodingStyle=\"http://www.w3.org/2003/05/soap-encoding\">",
        "xsi:type=\"soapenc:Array\" soapenc:itemType=\"xsd:string\" soapenc:arraySize=\"2\">",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let read = decode_request::<Find>(http, &DecodeOptions::default()).unwrap();
    assert_eq!((read.body, read.deviations), (request(), vec![]));
}

#[test]
fn records_say_their_types_and_nil_stays_nil() {
    let response = FindResponse {
        items: vec![Item {
            sku: None,
            count: 2,
            parent: Some(Box::new(Item {
                sku: Some("p".into()),
                ..Item::default()
            })),
        }],
        total: None,
        names: Vec::new(),
        marks: vec![],
    };
    let http = encode_response::<Find>(&response, &NoHeaders, SoapVersion::V11).unwrap();
    let text = std::str::from_utf8(http.body()).unwrap();
    assert!(
        text.contains(
            "<items xsi:type=\"soapenc:Array\" soapenc:arrayType=\"ns1:Item[1]\"><item xsi:type=\"ns1:Item\"><count xsi:type=\"xsd:int\">2</count>"
        ),
        "{text}"
    );
    let reply = decode_response::<Find>(http, &DecodeOptions::default()).unwrap();
    assert_eq!((reply.body, reply.deviations), (response, vec![]));
}

/// Axis 1: every record and array is a `multiRef` of its own beside the wrapper, prefixes declared where they are used.
#[test]
fn axis_answers_are_put_together() {
    let text = body(
        r##"<ns1:findResponse soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" xmlns:ns1="urn:shop"><items soapenc:arrayType="ns2:Item[2]" xsi:type="soapenc:Array" xmlns:ns2="urn:shop"><items href="#id0"/><items href="#id1"/></items><total href="#id3"/><names soapenc:arrayType="xsd:string[2]" xsi:type="soapenc:Array"><names xsi:type="soapenc:string">a</names><names href="#id4"/></names></ns1:findResponse><multiRef id="id1" soapenc:root="0" soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" xsi:type="ns3:Item" xmlns:ns3="urn:shop"><count href="#id2"/><parent href="#id0"/><sku xsi:type="xsd:string">two</sku></multiRef>
<multiRef id="id0" soapenc:root="0" soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" xsi:type="ns4:Item" xmlns:ns4="urn:shop"><count xsi:type="xsd:int">1</count><parent xsi:type="ns4:Item" xsi:nil="true"/><sku xsi:nil="true"/></multiRef><multiRef id="id2" soapenc:root="0" xsi:type="xsd:int">7</multiRef><multiRef id="id3" soapenc:root="0" xsi:type="xsd:integer">12345678901234567890123</multiRef><multiRef id="id4" xsi:type='xsd:string'><![CDATA[b & c]]></multiRef>"##,
    );
    let reply = read(&text).unwrap();
    let first = Item {
        count: 1,
        ..Item::default()
    };
    let second = Item {
        sku: Some("two".into()),
        count: 7,
        parent: Some(Box::new(first.clone())),
    };
    assert_eq!(reply.body.items, [first, second]);
    let total = reply.body.total.unwrap();
    assert_eq!(total.to_string(), "12345678901234567890123");
    assert_eq!(reply.body.names, ["a", "b & c"]);
    // The members of an encoded record have no order.
    assert_eq!(reply.deviations, []);
}

/// PHP: prefixes on the envelope, `SOAP-ENC:Struct`, items called `item`, everything in place.
#[test]
fn php_answers_are_read() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns1="urn:shop" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><SOAP-ENV:Body><ns1:findResponse><items SOAP-ENC:arrayType="ns1:Item[1]" xsi:type="ns1:ArrayOfItem"><item xsi:type="ns1:Item"><sku xsi:type="xsd:string">a</sku><count xsi:type="xsd:int">3</count></item></items><total xsi:type="xsd:integer">1</total></ns1:findResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>
"#;
    let reply = read(text).unwrap();
    assert_eq!(reply.body.items[0].sku.as_deref(), Some("a"));
    assert_eq!(reply.body.items[0].count, 3);
    assert_eq!(reply.deviations, []);
}

/// gSOAP: ids on what stands in place, references to it, and items named after their type.
#[test]
fn gsoap_answers_are_read() {
    let text = body(
        r##"<ns:findResponse xmlns:ns="urn:shop" id="_9"><items id="_1" soapenc:arrayType="ns:Item[2]" xsi:type="soapenc:Array"><ns:Item id="_2" xsi:type="ns:Item"><sku id="_3" xsi:type="xsd:string">a</sku><count>1</count></ns:Item><ns:Item href="#_2"/></items><names soapenc:arrayType="xsd:string[3]"><xsd:string href="#_3"/><xsd:string xsi:nil="true"/><string/></names></ns:findResponse>"##,
    );
    let reply = read(&text).unwrap();
    assert_eq!(reply.body.items.len(), 2);
    assert_eq!(reply.body.items[0], reply.body.items[1]);
    assert_eq!(reply.body.names, ["a", "", ""]);
    let kinds: Vec<_> = reply.deviations.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [DeviationKind::Nil]);
}

/// ASP.NET: arrays are elements of their own, called `soapenc:Array`.
#[test]
fn arrays_may_stand_beside_the_wrapper() {
    let text = body(
        r##"<t:findResponse xmlns:t="urn:shop"><names href="#id1"/></t:findResponse><soapenc:Array id="id1" soapenc:arrayType="xsd:string[2]"><Item>a</Item><Item>b</Item></soapenc:Array>"##,
    );
    let reply = read(&text).unwrap();
    assert_eq!(reply.body.names, ["a", "b"]);
    assert_eq!(reply.deviations, []);
}

#[test]
fn references_of_soap_1_2_are_resolved() {
    let text = r##"<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:enc="http://www.w3.org/2003/05/soap-encoding"><s:Body><r:findResponse xmlns:r="urn:shop" s:encodingStyle="http://www.w3.org/2003/05/soap-encoding"><names enc:itemType="r:x" enc:arraySize="2"><n enc:id="a">x</n><n enc:ref="a"/></names></r:findResponse></s:Body></s:Envelope>"##;
    let reply = read(text).unwrap();
    assert_eq!(reply.body.names, ["x", "x"]);
    assert_eq!(reply.deviations, []);
}

/// The default namespace and the prefixes of the target hold in its copy, those of the reference for its name.
#[test]
fn names_keep_their_namespaces() {
    let text = body(
        r##"<findResponse xmlns="urn:shop" xmlns:p="urn:p"><items xmlns="" xmlns:q="urn:q"><p:i href="#a"/><i href="#b"/></items></findResponse><x xmlns="urn:other" xmlns:p="urn:shop" id="a"><sku xmlns="">1</sku><count xmlns="">1</count><parent xmlns="" href="#b"/></x><x xmlns="urn:other" xmlns:t="urn:shop" id="b" xsi:type="t:Item"><sku xmlns="">2</sku><count xmlns="">2</count></x>"##,
    );
    let reply = read(&text).unwrap();
    let leaf = Item {
        sku: Some("2".into()),
        count: 2,
        parent: None,
    };
    let first = Item {
        sku: Some("1".into()),
        count: 1,
        parent: Some(Box::new(leaf.clone())),
    };
    assert_eq!(reply.body.items, [first, leaf]);
    assert_eq!(reply.deviations, []);
}

#[test]
fn references_that_lead_nowhere_are_errors() {
    let text = body(
        r##"<t:findResponse xmlns:t="urn:shop"><items><i href="#none"/></items></t:findResponse>"##,
    );
    let error = decode_error(&text);
    assert_eq!(error.kind(), DecodeErrorKind::Value);
    assert_eq!(error.path(), "/Envelope/Body/findResponse/items/i");
    assert_eq!(error.position(), text.find("<i ").unwrap());
    assert_eq!(error.expected(), "one element with the id \"none\"");
    let twice = body(
        r##"<t:findResponse xmlns:t="urn:shop"><total href="#a"/></t:findResponse><m id="a">1</m><m id="a">2</m>"##,
    );
    assert_eq!(decode_error(&twice).found(), Some("several"));
}

#[test]
fn references_in_a_circle_are_errors() {
    let text = body(
        r##"<t:findResponse xmlns:t="urn:shop"><items><i href="#a"/></items></t:findResponse><m id="a"><count>1</count><parent href="#b"/></m><m id="b"><count>1</count><parent href="#a"/></m>"##,
    );
    let error = decode_error(&text);
    assert_eq!(error.path(), "/Envelope/Body/m/parent");
    assert_eq!(error.expected(), "references that end");
}

/// A billion laughs by references passes the limit of bytes instead of filling the memory.
#[test]
fn references_cannot_grow_without_end() {
    let mut content = String::from(
        r##"<t:findResponse xmlns:t="urn:shop"><names><n href="#a0"/></names></t:findResponse>"##,
    );
    for it in 0..60 {
        let next = it + 1;
        content.push_str(&format!(
            r##"<m id="a{it}"><n href="#a{next}"/><n href="#a{next}"/></m>"##
        ));
    }
    content.push_str("<m id=\"a60\">x</m>");
    let error = decode_error(&body(&content));
    assert_eq!(error.kind(), DecodeErrorKind::Limit);
    let mut limits = Limits::response();
    limits.bytes = 10_000;
    let options = DecodeOptions::default().with_limits(limits);
    let error = decode_response::<Find>(answer(&body(&content)), &options).unwrap_err();
    let CallError::Decode(error) = error else {
        panic!("no decode error: {error:?}");
    };
    assert!(error.expected().contains("10000 bytes"), "{error}");
    assert_eq!(error.kind(), DecodeErrorKind::Limit);
}

#[test]
fn a_long_chain_of_references_passes_the_limit_of_depth() {
    let mut content = String::from(
        r##"<t:findResponse xmlns:t="urn:shop"><items><n href="#a0"/></items></t:findResponse>"##,
    );
    for it in 0..20_000 {
        let next = it + 1;
        content.push_str(&format!(
            r##"<m id="a{it}"><count>1</count><parent href="#a{next}"/></m>"##
        ));
    }
    content.push_str("<m id=\"a20000\"><count>1</count></m>");
    assert_eq!(decode_error(&body(&content)).kind(), DecodeErrorKind::Limit);
}

/// A shared target with many namespaces in scope is not looked through again and again.
#[test]
fn many_references_and_namespaces_stay_cheap() {
    let declarations: String = (0..120)
        .map(|it| format!(" xmlns:p{it}=\"urn:{it}\""))
        .collect();
    let mut content = String::from(r#"<t:findResponse xmlns:t="urn:shop"><names>"#);
    for it in 0..20_000 {
        content.push_str(&format!("<n href=\"#a{it}\"/>"));
    }
    content.push_str(&format!("</names></t:findResponse><x{declarations}>"));
    for it in 0..20_000 {
        content.push_str(&format!("<m id=\"a{it}\" xmlns:q=\"urn:{it}\">x</m>"));
    }
    content.push_str("</x>");
    // Every copy carries 120 declarations, so that the limit of bytes ends it.
    assert_eq!(decode_error(&body(&content)).kind(), DecodeErrorKind::Limit);
}

#[test]
fn sparse_and_wider_arrays_are_deviations() {
    let text = body(
        r#"<t:findResponse xmlns:t="urn:shop"><names soapenc:arrayType="xsd:string[2,2]" soapenc:offset="[3]"><n soapenc:position="[4]">a</n></names></t:findResponse>"#,
    );
    let reply = read(&text).unwrap();
    assert_eq!(reply.body.names, ["a"]);
    let expected: Vec<&str> = reply.deviations.iter().map(|it| &*it.expected).collect();
    assert_eq!(
        expected,
        [
            "an array from its first item",
            "an array of one dimension",
            "an array without gaps"
        ]
    );
}

/// SOAP 1.1 §5.4.2.1, §5.4.2.2: what is left out is nil, where items can be.
#[test]
fn gaps_are_filled_with_nil() {
    let marks = |array: &str, item: &str| {
        body(&format!(
            r#"<t:findResponse xmlns:t="urn:shop"><marks soapenc:arrayType="xsd:int[5]"{array}><n>1</n><n{item}>2</n></marks></t:findResponse>"#
        ))
    };
    let reply = read(&marks(
        r#" soapenc:offset="[1]""#,
        r#" soapenc:position="[3]""#,
    ))
    .unwrap();
    assert_eq!(reply.body.marks, [None, Some(1), None, Some(2)]);
    assert_eq!(reply.deviations, []);
    // What would go back, is no number or passes the limits is listed.
    for (array, item) in [
        ("", r#" soapenc:position="[0]""#),
        ("", r#" soapenc:position="3""#),
        (r#" soapenc:offset="[60000]""#, ""),
        (r#" soapenc:offset="[18446744073709551615]""#, ""),
    ] {
        let reply = read(&marks(array, item)).unwrap();
        assert_eq!(reply.body.marks, [Some(1), Some(2)]);
        assert_eq!(reply.deviations.len(), 1);
    }
    // Many arrays with gaps count as the elements that they stand for.
    let mut limits = Limits::response();
    limits.elements = 20;
    let options = DecodeOptions::default().with_limits(limits);
    let text = marks(r#" soapenc:offset="[10]""#, r#" soapenc:position="[20]""#);
    let reply = decode_response::<Find>(answer(&text), &options).unwrap();
    assert_eq!((reply.body.marks.len(), reply.deviations.len()), (12, 1));
}

/// SOAP 1.1 §7.1: the name of the answer's wrapper is a convention.
#[test]
fn an_answer_of_another_name_is_a_deviation() {
    let text = body(r#"<findReturn><total>5</total></findReturn>"#);
    let reply = read(&text).unwrap();
    assert_eq!(reply.body.total, Some(Integer::from(5)));
    assert_eq!(reply.deviations.len(), 1);
    assert_eq!(reply.deviations[0].kind, DeviationKind::Other);
    let strict = DecodeOptions::default().with_strict(true);
    assert!(decode_response::<Find>(answer(&text), &strict).is_err());
    assert!(read(&body("")).is_err());
}

#[derive(Clone, Debug, Default, PartialEq)]
struct CountResponse {
    count: Option<i32>,
}

soap_runtime::record!(CountResponse, {
    count: required("", "count").nillable().xsd("int"),
});

#[derive(Clone, Copy, Debug)]
struct Count;
impl Operation for Count {
    type Request = FindRequest;
    type Response = CountResponse;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new("count", required(NS, "count"))
        .response(required(NS, "countResponse").any_name())
        .encoded();
}

/// SOAP 1.1 §7.1: neither has that of the return value a meaning.
#[test]
fn a_return_value_of_another_name_is_a_deviation() {
    let text = body(
        r##"<n:countResponse xmlns:n="urn:shop"><n:return href="#1"/><more/></n:countResponse><m id="1">5</m>"##,
    );
    let reply = decode_response::<Count>(answer(&text), &DecodeOptions::default()).unwrap();
    assert_eq!(reply.body.count, Some(5));
    let kinds: Vec<_> = reply.deviations.iter().map(|it| it.kind).collect();
    assert_eq!(
        kinds,
        [DeviationKind::Other, DeviationKind::UnexpectedElement]
    );
}

#[test]
fn what_is_no_envelope_keeps_its_own_error() {
    let html = "<html><body><a href=\"#top\"/></body></html>";
    assert!(matches!(read(html), Err(CallError::Http(_))));
    let cut = body("<a href=\"#x\"/>").replace("</soapenv:Body>", "");
    assert_eq!(decode_error(&cut).kind(), DecodeErrorKind::NotWellFormed);
}

/// References to attachments or pages are data.
#[test]
fn other_references_stay() {
    let text = body(
        r#"<t:findResponse xmlns:t="urn:shop"><names><n href="cid:1">a</n></names></t:findResponse>"#,
    );
    assert_eq!(read(&text).unwrap().body.names, ["a"]);
}

#[tokio::test]
async fn a_call_in_process_answers_with_references() {
    let transport = InProcess::new(|request: http::Request<Bytes>| {
        let incoming = decode_request::<Find>(request, &DecodeOptions::default()).unwrap();
        assert_eq!(incoming.body.skus, ["x1", "x2"]);
        answer(&body(
            r##"<n:findResponse xmlns:n="urn:shop"><items><i href="#1"/></items></n:findResponse><m id="1"><count>4</count></m>"##,
        ))
    });
    let client: Client<Shop, _> = Client::new(transport);
    let response = client.call::<Find>(request()).await.unwrap();
    assert_eq!(response.items[0].count, 4);
}

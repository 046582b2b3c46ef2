//! SOAP encoding, from a fixture's tables: what is written, and what Axis, PHP and gSOAP answer.

use bytes::Bytes;
use soap_runtime::{
    DecodeOptions, InProcess, NoHeaders, Operation, Reply, SoapVersion, decode_request,
    decode_response, encode_response,
};

use crate::generated::rpc_encoded::operations::Put;
use crate::generated::rpc_encoded::{AnyItem, Book, Item, Items, PutRequest, ShopClient, State};
use crate::generated::{array_forms, encoded_headers, nillable_bodies, rpc_literal};
use crate::infoset::assert_same;
use crate::support::{envelope, read, read_envelope, round_trip, write};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// An envelope with the declarations that servers put there.
fn answer(body: &str) -> http::Response<Bytes> {
    let text = format!(
        r#"<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="{XSI}" xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/" E:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><E:Body>{body}</E:Body></E:Envelope>"#
    );
    http::Response::new(text.into())
}

/// Reads an answer, taking every deviation for an error.
#[track_caller]
fn reply<O: Operation>(response: http::Response<Bytes>) -> Reply<O> {
    let options = DecodeOptions::default().with_strict(true);
    decode_response::<O>(response, &options).unwrap_or_else(|error| panic!("{error:?}"))
}

fn request() -> PutRequest {
    let item = Item::new("a").state(State::Open).notes(["n".to_owned()]);
    let book = Book::new("b").author("w");
    PutRequest::new(2)
        .shop("s")
        .items([AnyItem::Item(item), AnyItem::Book(book)])
}

#[test]
fn elements_name_their_types_and_arrays_their_sizes() {
    let text = write::<Put>(&request()).unwrap();
    assert_same(
        &text,
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:n1="urn:t"><s:Body><r:put xmlns:r="urn:rpc" s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">
          <shop xsi:type="xsd:string">s</shop><count xsi:type="xsd:int">2</count>
          <items xsi:type="soapenc:Array" soapenc:arrayType="n1:Item[2]">
            <item xsi:type="n1:Item"><sku xsi:type="soapenc:string">a</sku><state xsi:type="n1:State">open</state>
              <notes xsi:type="soapenc:Array" soapenc:arrayType="xsd:string[1]"><note xsi:type="xsd:string">n</note></notes></item>
            <item xsi:type="n1:Book"><sku xsi:type="soapenc:string">b</sku><author xsi:type="xsd:string">w</author></item>
          </items></r:put></s:Body></s:Envelope>"#,
    );
    assert!(text.contains("xmlns:n1=\"urn:t\""), "{text}");
    let incoming = read_envelope::<Put>(text).unwrap();
    assert!(incoming.body == request());
    assert_eq!(incoming.deviations.len(), 0);
}

/// Records as `multiRef`s beside the wrapper, members in another order, a derived type, an array in an array.
#[test]
fn axis_answers() {
    let reply = reply::<Put>(answer(
        r##"<ns1:putResponse xmlns:ns1="urn:rpc"><return href="#id0"/><shelves enc:arrayType="ns2:Items[2]" xsi:type="enc:Array" xmlns:ns2="urn:t"><shelves href="#id1"/><shelves enc:arrayType="ns2:Item[0]" xsi:type="enc:Array"/></shelves></ns1:putResponse>
           <multiRef id="id1" enc:root="0" enc:arrayType="ns3:Item[2]" xsi:type="enc:Array" xmlns:ns3="urn:t"><multiRef href="#id0"/><multiRef href="#id2"/></multiRef>
           <multiRef id="id0" enc:root="0" xsi:type="ns4:Book" xmlns:ns4="urn:t"><author xsi:type="xsd:string" xsi:nil="true"/><sku xsi:type="enc:string">b</sku></multiRef>
           <multiRef id="id2" enc:root="0" xsi:type="ns5:Item" xmlns:ns5="urn:t"><sku href="#id3"/><state xsi:type="ns5:State">sold</state></multiRef>
           <multiRef id="id3" xsi:type="enc:string">a</multiRef>"##,
    ));
    let book = AnyItem::Book(Book::new("b"));
    let item = AnyItem::Item(Item::new("a").state(State::Sold));
    assert_eq!(reply.body.r#return, Some(book.clone()));
    let full = Items {
        items: vec![book, item],
    };
    assert_eq!(reply.body.shelves, [full, Items::default()]);
}

#[test]
fn php_answers() {
    let reply = reply::<Put>(answer(
        r#"<ns1:putResponse xmlns:ns1="urn:rpc" xmlns:ns2="urn:t"><return xsi:type="ns2:Item"><sku xsi:type="xsd:string">a</sku><notes enc:arrayType="xsd:string[2]" xsi:type="ns2:Notes"><item xsi:type="xsd:string">x</item><item xsi:type="xsd:string">y</item></notes></return><shelves enc:arrayType="ns2:Items[0]" xsi:type="ns2:Shelves"/></ns1:putResponse>"#,
    ));
    let item = Item::new("a").notes(["x".to_owned(), "y".to_owned()]);
    assert_eq!(reply.body.r#return, Some(AnyItem::Item(item)));
}

#[test]
fn gsoap_answers() {
    let reply = reply::<Put>(answer(
        r##"<r:putResponse xmlns:r="urn:rpc" xmlns:t="urn:t"><return id="_1" xsi:type="t:Item"><sku id="_2">a</sku></return><shelves id="_3" xsi:type="enc:Array" enc:arrayType="t:Items[1]"><t:Items id="_4" enc:arrayType="t:Item[1]"><t:Item href="#_1"/></t:Items></shelves></r:putResponse>"##,
    ));
    let item = AnyItem::Item(Item::new("a"));
    assert_eq!(reply.body.shelves[0].items, [item]);
}

#[test]
fn an_array_in_an_array_has_a_size_too() {
    let shelf = Items {
        items: vec![AnyItem::Item(Item::new("a"))],
    };
    let response = crate::generated::rpc_encoded::PutResponse {
        r#return: None,
        shelves: vec![shelf],
    };
    let http = encode_response::<Put>(&response, &NoHeaders, SoapVersion::V11).unwrap();
    let text = std::str::from_utf8(http.body()).unwrap();
    for part in [
        "<return xsi:nil=\"true\"/>",
        "soapenc:arrayType=\"n1:Items[1]\"",
        "<item xsi:type=\"n1:Items\" soapenc:arrayType=\"n1:Item[1]\">",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(reply::<Put>(http).body, response);
}

#[tokio::test]
async fn a_call_of_an_encoded_operation() {
    let transport = InProcess::new(|request: http::Request<Bytes>| {
        let incoming = decode_request::<Put>(request, &DecodeOptions::default()).unwrap();
        assert!(incoming.body == self::request());
        answer(
            r##"<r:putResponse xmlns:r="urn:rpc"><return href="#1"/><shelves/></r:putResponse><m id="1"><sku>z</sku></m>"##,
        )
    });
    let client = ShopClient::with_transport(transport);
    let response = client.put(request()).await.unwrap();
    assert_eq!(response.r#return, Some(AnyItem::Item(Item::new("z"))));
}

/// The wrapper of an RPC answer may have another name, which is a deviation; a literal body may not refer.
#[test]
fn literal_answers_of_another_name() {
    use rpc_literal::operations::Find;
    let body = r##"<find xmlns="urn:other"><person xmlns=""><name xmlns="urn:t">n</name></person><rest xmlns="">0</rest></find>"##;
    let response = || http::Response::new(Bytes::from(envelope("", body)));
    let reply = decode_response::<Find>(response(), &DecodeOptions::default()).unwrap();
    assert_eq!(reply.body.person.name, "n");
    assert_eq!(reply.deviations.len(), 1);
    let strict = DecodeOptions::default().with_strict(true);
    assert!(decode_response::<Find>(response(), &strict).is_err());
}

#[test]
fn a_body_may_be_nil() {
    use nillable_bodies::operations::{Find, Store};
    let nil = |local: &str| format!(r#"<{local} xmlns="urn:t" xmlns:i="{XSI}" i:nil="true"/>"#);
    assert_eq!(round_trip::<Find>(&nil("id")), None);
    assert_eq!(round_trip::<Find>("<id xmlns=\"urn:t\">7</id>"), Some(7));
    assert!(round_trip::<Store>(&nil("person")).is_none());
    let reply = reply::<Find>(answer(&nil("person")));
    assert!(reply.body.is_none());
    assert!(read::<Find>("").is_err());
}

#[test]
fn document_style_has_no_wrapper_and_lists_may_hold_lists() {
    use crate::generated::document_encoded::operations::Put;
    use crate::generated::document_encoded::{Board, PutRequest, PutResponse};
    let board = Board::new("b").cells([vec![1, 2], vec![3]]);
    let request = PutRequest::new(7).board(board);
    let text = write::<Put>(&request).unwrap();
    assert_same(
        &text,
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:n1="urn:t"><s:Body s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">
          <board xsi:type="n1:Board"><name xsi:type="xsd:string">b</name>
            <cells xsi:type="soapenc:Array" soapenc:arrayType="xsd:int[][2]">
              <item xsi:type="soapenc:Array" soapenc:arrayType="xsd:int[2]"><item xsi:type="xsd:int">1</item><item xsi:type="xsd:int">2</item></item>
              <item xsi:type="soapenc:Array" soapenc:arrayType="xsd:int[1]"><item xsi:type="xsd:int">3</item></item>
            </cells></board>
          <level xsi:type="xsd:int">7</level></s:Body></s:Envelope>"#,
    );
    assert!(read_envelope::<Put>(text).unwrap().body == request);
    let rows = r#"<rows xsi:type="enc:Array" enc:arrayType="xsd:int[][2]"><a enc:arrayType="xsd:int[1]"><v>5</v></a><a enc:arrayType="xsd:int[0]"/></rows>"#;
    let expected = PutResponse {
        rows: vec![vec![5], Vec::new()],
    };
    assert!(reply::<Put>(answer(rows)).body == expected);
    for version in [SoapVersion::V11, SoapVersion::V12] {
        let response = encode_response::<Put>(&expected, &NoHeaders, version).unwrap();
        assert!(reply::<Put>(response).body == expected);
    }
}

#[test]
fn arrays_are_lists_however_the_contract_writes_them() {
    use array_forms::operations::Put;
    let nil = format!(r#"<name xmlns:i="{XSI}" i:nil="true"/>"#);
    let body = format!(
        r#"<r:putResponse xmlns:r="urn:t"><bare><item>1</item><item>2</item></bare><new><x>3</x></new><names>{nil}<name>n</name></names></r:putResponse>"#
    );
    let reply = reply::<Put>(answer(&body)).body;
    assert_eq!((reply.bare, reply.new), (vec![1, 2], vec![3]));
    assert_eq!(reply.names, [None, Some("n".to_owned())]);
}

#[test]
fn header_blocks_of_use_encoded_say_so() {
    use encoded_headers::operations::{Ask, Tell};
    use encoded_headers::{AskRequest, AskerRequestHeaders, Session, TellRequest};
    use soap_runtime::{EncodeOptions, encode_request};
    let headers = AskerRequestHeaders::default()
        .session(Session::new("7"))
        .token("t");
    let options = EncodeOptions::new(SoapVersion::V11, "https://fixture.example/");
    let text = |request: http::Request<Bytes>| String::from_utf8(request.body().to_vec()).unwrap();
    let ask = encode_request::<Ask>(&AskRequest::default().q("q"), &headers, &options).unwrap();
    let ask = text(ask);
    // The block that uses it and the body's wrapper, not the literal block.
    assert_eq!(ask.matches("encodingStyle=").count(), 2, "{ask}");
    let tell = encode_request::<Tell>(&TellRequest::new("q"), &headers, &options).unwrap();
    let tell = text(tell);
    let (head, body) = tell.split_once("Body>").unwrap();
    assert!(
        head.contains(r#"encodingStyle="http://schemas.xmlsoap.org/soap/encoding/""#),
        "{tell}"
    );
    assert!(
        head.contains("xsi:type=") && !body.contains("xsi:type"),
        "{tell}"
    );
}

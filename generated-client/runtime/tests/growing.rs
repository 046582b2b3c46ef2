//! What an answer asks of a client beyond the reading of XML, small and four times as large: references, documents that are
//! mended, packages that arrive in pieces. None takes more than in proportion, but names that are written, of namespaces of
//! which each is another: these take its square.
//!
//! Instructions are counted by valgrind; where it is not there, they are passed over.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

use bytes::Bytes;
use soap_runtime::field::required;
use soap_runtime::record::slot::Slot;
use soap_runtime::value::{List, QName};
use soap_runtime::xml::Writer;
use soap_runtime::{
    Client, DecodeOptions, NoFault, NoHeaders, Operation, OperationError, OperationInfo, Port,
    Reply, Service, ServiceInfo, SoapVersion, decode_response,
};

#[path = "support/counts.rs"]
mod counts;
#[path = "support/pieces.rs"]
mod pieces;

use counts::{TASK, counted, instructions};
use pieces::Pieces;

/// Four times as much takes at most so many hundredths of the instructions.
const IN_PROPORTION: u64 = 500;
const SQUARE: u64 = 2_000;

#[derive(Clone, Debug, Default, PartialEq)]
struct Items {
    items: Vec<String>,
}

soap_runtime::record!(Items, { items: repeated("", "item").xsd("string") });

/// An operation whose answers refer to what stands elsewhere in them.
#[derive(Clone, Copy, Debug)]
struct Encoded;
impl Operation for Encoded {
    type Request = Items;
    type Response = Items;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new("encoded", required("urn:x", "items"))
        .response(required("urn:x", "items"))
        .encoded();
}

/// The same without references.
#[derive(Clone, Copy, Debug)]
struct Plain;
impl Operation for Plain {
    type Request = Items;
    type Response = Items;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new("plain", required("urn:x", "items"))
        .response(required("urn:x", "items"));
}

#[derive(Clone, Copy, Debug)]
struct Lists;
impl Service for Lists {
    type RequestHeaders = NoHeaders;
    const INFO: ServiceInfo = ServiceInfo::new(
        "Lists",
        &[Port::new("Lists", SoapVersion::V11).address("https://lists.example/")],
    );
}

fn envelope(declarations: &str, body: &str) -> String {
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"{declarations}><s:Body>{body}</s:Body></s:Envelope>"#
    )
}

fn read<O: Operation>(
    text: String,
    options: &DecodeOptions,
) -> Result<Reply<O>, OperationError<O>> {
    let mut answer = http::Response::new(Bytes::from(text));
    let content_type = http::HeaderValue::from_static("text/xml; charset=utf-8");
    answer.headers_mut().insert("content-type", content_type);
    decode_response::<O>(answer, options)
}

/// Many references, each with a declaration of its own, below many declarations.
fn references(n_declarations: usize) {
    let declarations: String = (0..n_declarations)
        .map(|it| format!(" xmlns:p{it}='urn:{it}'"))
        .collect();
    let items = "<item xmlns:q='urn:q' href='#1'/>".repeat(500);
    let body = format!("<x:items xmlns:x='urn:x'>{items}</x:items><multiRef id='1'>t</multiRef>");
    let text = envelope(&declarations, &body);
    let reply = counted(|| read::<Encoded>(text, &DecodeOptions::default())).unwrap();
    assert_eq!(reply.body.items.len(), 500);
}

/// Numbers of characters that end nowhere, and declarations of prefixes that have no names.
fn mended(n: usize) {
    let text = format!("{}{}", "&#".repeat(n), "xmlns:".repeat(n));
    let item = format!("<item>{text}</item>");
    let text = envelope("", &format!("<x:items xmlns:x='urn:x'>{item}</x:items>"));
    let options = DecodeOptions::default().with_mending(true);
    assert!(counted(|| read::<Plain>(text, &options)).is_err());
}

/// A part whose head arrives byte by byte.
fn pieces_of_a_head(n: usize) {
    let root = envelope("", "<x:items xmlns:x='urn:x'/>");
    let header = "A: b\r\n".repeat(n);
    let answer = format!(
        "--b\r\nContent-Type: text/xml\r\n\r\n{root}\r\n--b\r\n{header}\r\ncontent\r\n--b--"
    );
    let client: Client<Lists, Pieces> = Client::new(Pieces {
        content_type: "multipart/related; type=\"text/xml\"; boundary=\"b\"",
        status: 200,
        answer: answer.into(),
        size: 1,
        breaks: false,
    });
    let n_headers = counted(|| {
        let call = client.call::<Plain>(Items::default()).stream_parts();
        let mut parts = call.call().unwrap();
        parts.next().unwrap().unwrap().headers.len()
    });
    assert_eq!(n_headers, n);
}

/// A list of names, each of a namespace of its own, in one element.
fn written_names(n: usize) {
    let names = (0..n).map(|it| QName::new(format!("urn:{it}"), "a"));
    let names: List<QName> = names.collect();
    let mut writer = Writer::new();
    counted(|| names.write(&mut writer, &required("", "names"))).unwrap();
    assert!(
        writer
            .finish()
            .unwrap()
            .ends_with(&format!(" n{n}:a</names>"))
    );
}

type Work = fn(usize);

const WORKS: [(&str, usize, u64, Work); 4] = [
    (
        "references below declarations",
        50,
        IN_PROPORTION,
        references,
    ),
    ("mistakes", 2_000, IN_PROPORTION, mended),
    (
        "headers of a part in pieces",
        500,
        IN_PROPORTION,
        pieces_of_a_head,
    ),
    ("names of namespaces", 200, SQUARE, written_names),
];

#[test]
fn nothing_takes_more_than_in_proportion() {
    if std::env::var(TASK).is_ok() {
        for (_, n, _, work) in WORKS {
            work(n);
            work(4 * n);
        }
        return;
    }
    let Some(counts) = instructions("nothing_takes_more_than_in_proportion", "instructions") else {
        return;
    };
    assert_eq!(counts.len(), 2 * WORKS.len());
    let mut wrong = Vec::new();
    for ((what, _, most, _), counts) in WORKS.iter().zip(counts.chunks(2)) {
        println!("{what}: {} to {}", counts[0], counts[1]);
        if 100 * counts[1] > most * counts[0] {
            wrong.push(format!("{what}: {} become {}", counts[0], counts[1]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

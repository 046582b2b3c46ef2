//! Packages typed by hand, read as answers and as requests.

use bytes::Bytes;
use soap_runtime::xml::{DecodeErrorKind, Deviation, DeviationKind};
use soap_runtime::{
    Attachment, CallError, DecodeOptions, FaultKind, Operation, Reply, SoapVersion, decode_request,
    decode_response, peek_operation,
};

use crate::service::*;
use crate::support::answer;

pub(crate) const XOP: &str = "multipart/related; boundary=\"b\"; type=\"application/xop+xml\"; start=\"<root@x>\"; start-info=\"text/xml\"";
pub(crate) const SWA: &str = "multipart/related; boundary=b; type=\"text/xml\"";

pub(crate) fn read<
    O: Operation<ResponseHeaders = soap_runtime::NoHeaders, Fault = soap_runtime::NoFault>,
>(
    content_type: &str,
    body: impl Into<Bytes>,
) -> Result<Reply<O>, CallError> {
    decode_response::<O>(answer(200, content_type, body), &DecodeOptions::default())
}

pub(crate) fn xop(album: &str, parts: &str) -> Bytes {
    package(&format!(
        "--b
Content-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"
Content-Transfer-Encoding: 8bit
Content-ID: <root@x>

<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xop=\"http://www.w3.org/2004/08/xop/include\"><s:Body><album xmlns=\"urn:photos\"><name>n</name>{album}</album></s:Body></s:Envelope>
{parts}--b--
"
    ))
}

pub(crate) fn part(id: &str, content: &str) -> String {
    format!("--b\nContent-ID: <{id}>\nContent-Type: image/png\n\n{content}\n")
}

pub(crate) fn include(url: &str) -> String {
    format!("<xop:Include href=\"{url}\"/>")
}

pub(crate) fn kind_of(error: CallError) -> DecodeErrorKind {
    match error {
        CallError::Decode(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

#[test]
pub(crate) fn xop_parts_become_octets() {
    let album = format!(
        "<cover>{}</cover><typed xmlns:m=\"http://www.w3.org/2005/05/xmlmime\" m:contentType=\"image/png\">\n {}\n</typed><text><!-- c -->{}</text>",
        include("cid:1@x"),
        include("cid:2%40x"),
        include("cid:1@x"),
    );
    let parts = part("1@x", "a\u{0}\nb") + &part("2@x", "") + &part("3@x", "left");
    let reply = read::<PutAlbum>(XOP, xop(&album, &parts)).unwrap();
    assert_eq!(reply.deviations, []);
    assert_eq!(reply.body.cover.unwrap().0, b"a\0\r\nb");
    let typed = reply.body.typed.unwrap();
    assert_eq!(typed.content_type.as_deref(), Some("image/png"));
    assert_eq!(typed.value.0, b"");
    // A member of another type holds the text that the octets stand for.
    assert_eq!(reply.body.text.as_deref(), Some("YQANCmI="));
    let [left] = &reply.attachments[..] else {
        panic!("{:?}", reply.attachments)
    };
    assert_eq!(
        (&*left.content_id, &*left.content_type),
        ("3@x", "image/png")
    );
    assert_eq!(left.bytes, "left");
    assert_eq!(left.url().unwrap(), "cid:3@x");
}

/// XOP 1.0 §1.2, examples 1 and 2, with octets of our own.
#[test]
fn the_example_of_the_specification_is_read() {
    let envelope = r#"<soap:Envelope
    xmlns:soap='http://www.w3.org/2003/05/soap-envelope'
    xmlns:xop='http://www.w3.org/2004/08/xop/include'
    xmlns:xop-mime='http://www.w3.org/2005/05/xmlmime'>
  <soap:Body>
    <m:data xmlns:m='http://example.org/stuff'>
      <m:photo
  xop-mime:contentType='image/png'><xop:Include
    href='cid:http://example.org/me.png'/></m:photo>
      <m:sig
  xop-mime:contentType='application/pkcs7-signature'><xop:Include
    href='cid:http://example.org/my.hsh'/></m:sig>
    </m:data>
  </soap:Body>
</soap:Envelope>"#;
    let body = package(&format!(
        "--MIME_boundary
Content-Type: application/xop+xml;
   charset=UTF-8;
   type=\"application/soap+xml; action=\\\"ProcessData\\\"\"
Content-Transfer-Encoding: 8bit
Content-ID: <mymessage.xml@example.org>

{envelope}

--MIME_boundary
Content-Type: image/png
Content-Transfer-Encoding: binary
Content-ID: <http://example.org/me.png>

// binary octets for png

--MIME_boundary
Content-Type: application/pkcs7-signature
Content-Transfer-Encoding: binary
Content-ID: <http://example.org/my.hsh>

// binary octets for signature

--MIME_boundary--
"
    ));
    let content_type = "Multipart/Related;boundary=MIME_boundary;type=\"application/xop+xml\";start=\"<mymessage.xml@example.org>\";start-info=\"application/soap+xml; action=\\\"ProcessData\\\"\"";
    let request = http::Request::builder()
        .header("content-type", content_type)
        .body(body.clone())
        .unwrap();
    let peeked = peek_operation(&request).unwrap();
    assert_eq!(peeked.version, SoapVersion::V12);
    assert_eq!(peeked.action.as_deref(), Some("ProcessData"));
    assert_eq!(peeked.body.unwrap().1, "data");

    // As raw XML: the text that the package stands for, with nothing left of XOP.
    let reply = read::<Data>(content_type, body).unwrap();
    let photo = reply.body.photo.unwrap();
    assert_eq!(photo.value.0, b"// binary octets for png\r\n");
    let [sig] = &reply.body.rest[..] else {
        panic!()
    };
    assert_eq!(
        sig.text().as_deref(),
        Some("Ly8gYmluYXJ5IG9jdGV0cyBmb3Igc2lnbmF0dXJlDQo=")
    );
    assert!(!sig.as_str().contains("Include"), "{}", sig.as_str());
    assert_eq!(reply.attachments, []);
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Stuff {
    photo: Option<Typed>,
    rest: Vec<soap_runtime::xml::AnyElement>,
}
soap_runtime::record!(Stuff, {
    photo: optional("http://example.org/stuff", "photo"),
    rest: any(Wildcard::Any),
});

#[derive(Clone, Copy, Debug)]
struct Data;
impl Operation for Data {
    type Request = Stuff;
    type Response = Stuff;
    type RequestHeaders = soap_runtime::NoHeaders;
    type ResponseHeaders = soap_runtime::NoHeaders;
    type Fault = soap_runtime::NoFault;
    const INFO: soap_runtime::OperationInfo = soap_runtime::OperationInfo::new(
        "data",
        soap_runtime::field::required("http://example.org/stuff", "data"),
    )
    .soap_action("ProcessData")
    .response(soap_runtime::field::required(
        "http://example.org/stuff",
        "data",
    ));
}

/// SOAP with Attachments §3: a reference by `href` in an element, a part in Base64, folded headers.
#[test]
fn soap_with_attachments_is_read() {
    let body = package(
        "This is a preamble.
--MIME_boundary
Content-Type: text/xml; charset=UTF-8
Content-Transfer-Encoding: 8bit
Content-ID: <claim061400a.xml@claiming-it.example>

<?xml version='1.0' ?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\">
<SOAP-ENV:Body>
<album xmlns=\"urn:photos\"><name>n</name>
<cover href=\"cid:claim061400a.tiff@claiming-it.example\"/>
<reference>cid:claim061400a.jpeg@claiming-it.example</reference>
</album>
</SOAP-ENV:Body>
</SOAP-ENV:Envelope>

--MIME_boundary
Content-Type: image/tiff
Content-Transfer-Encoding: base64
Content-ID: <claim061400a.tiff@claiming-it.example>

SGVsbG8s
IHdvcmxk
--MIME_boundary
Content-Type: image/jpeg;
  name=\"a.jpg\"
Content-Disposition: attachment
Content-Transfer-Encoding: binary
Content-ID: <claim061400a.jpeg@claiming-it.example>

...Raw JPEG image..
--MIME_boundary--
This is an epilogue.
",
    );
    let content_type = "Multipart/Related; boundary=MIME_boundary; type=text/xml;\tstart=\"<claim061400a.xml@claiming-it.example>\"";
    let reply = read::<PutAlbum>(content_type, body).unwrap();
    assert_eq!(reply.body.cover.unwrap().0, b"Hello, world");
    let reference = reply.body.reference.unwrap();
    assert_eq!(reference.content_type, "image/jpeg; name=\"a.jpg\"");
    assert_eq!(reference.header("content-disposition"), Some("attachment"));
    assert_eq!(reference.bytes, "...Raw JPEG image..");
    assert_eq!(reply.attachments, []);
}

pub(crate) fn photo(parts: &str) -> Bytes {
    package(&format!(
        "--b
Content-Type: text/xml

<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><name xmlns=\"urn:photos\">n</name></s:Body></s:Envelope>
{parts}--b--"
    ))
}

#[test]
pub(crate) fn parts_of_the_message_are_told_by_their_identifiers() {
    let parts = part("notes=2@x", "N") + &part("other@x", "O") + &part("photo=1@x", "P");
    let reply = read::<SendPhoto>(SWA, photo(&parts)).unwrap();
    assert_eq!(reply.body.photo.bytes, "P");
    assert_eq!(reply.body.notes.unwrap().bytes, "N");
    assert_eq!(reply.attachments.len(), 1);
    assert_eq!(reply.attachments[0].bytes, "O");

    // One follows the convention: the other is not there.
    let parts = part("other@x", "O") + &part("photo=1@x", "P");
    let reply = read::<SendPhoto>(SWA, photo(&parts)).unwrap();
    assert_eq!(reply.body.photo.bytes, "P");
    assert_eq!(reply.body.notes, None);
}

#[test]
pub(crate) fn parts_of_the_message_are_told_by_their_order_otherwise() {
    let parts = part("1@x", "P") + "--b\n\nN\n" + &part("3@x", "O");
    let reply = read::<SendPhoto>(SWA, photo(&parts)).unwrap();
    assert_eq!(reply.body.photo.bytes, "P");
    assert_eq!(reply.body.notes.unwrap().bytes, "N");
    assert_eq!(reply.attachments.len(), 1);
    assert_eq!(reply.attachments[0].content_id, "3@x");

    let error = read::<SendPhoto>(SWA, photo("")).unwrap_err();
    let CallError::Decode(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.kind(), DecodeErrorKind::Missing);
    assert!(error.to_string().contains("attachment `photo`"), "{error}");
}

#[test]
fn a_reference_to_no_part_is_a_value_that_cannot_be_read() {
    let body = xop("<reference>cid:2@x</reference>", &part("1@x", "abc"));
    let reply = read::<PutAlbum>(XOP, body).unwrap();
    assert_eq!(reply.body.reference, None);
    let [deviation] = &reply.deviations[..] else {
        panic!("{:?}", reply.deviations);
    };
    assert_eq!(deviation.kind, DeviationKind::Unreadable);
    // The part is there all the same.
    assert_eq!(reply.attachments[0].content_id, "1@x");
}

#[test]
fn what_can_be_read_is_read() {
    let album = format!("<cover>{}</cover>", include("cid:1@x"));
    let whole = xop(&album, &part("1@x", "abc"));
    let text = String::from_utf8(whole.to_vec()).unwrap();
    let nested = "--b\nContent-ID: <n@x>\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\ninner\n--bb--\n";
    for (name, content_type, body) in [
        ("bare line feeds", XOP, text.replace("\r\n", "\n")),
        (
            "blanks after boundaries",
            XOP,
            text.replace("--b\r\n", "--b \t\r\n"),
        ),
        ("a preamble", XOP, format!("--bb\r\n\r\n--bx\r\n{text}")),
        (
            "the type of the root only",
            "multipart/related; boundary=b",
            text.clone(),
        ),
        (
            "a nested package",
            XOP,
            String::from_utf8(xop(&album, &(part("1@x", "abc") + nested)).to_vec()).unwrap(),
        ),
        (
            "an identifier that is not escaped",
            XOP,
            text.replace("1@x", "a%20b@x"),
        ),
        (
            "another type of package",
            "multipart/mixed; boundary=b",
            text.clone(),
        ),
        (
            "a document that is not the first part",
            XOP,
            text.replacen("--b\r\n", "--b\r\n\r\nfirst\r\n--b\r\n", 1),
        ),
    ] {
        let reply = read::<PutAlbum>(content_type, body).expect(name);
        assert_eq!(reply.body.cover.unwrap().0, b"abc", "{name}");
        if name == "a nested package" {
            assert_eq!(reply.attachments[0].bytes, "--bb\r\n\r\ninner\r\n--bb--");
        }
    }
}

#[test]
fn text_beside_an_include_is_a_deviation() {
    let album = format!("<cover>{}YQ==</cover>", include("cid:1@x"));
    let reply = read::<PutAlbum>(XOP, xop(&album, &part("1@x", "abc"))).unwrap();
    assert_eq!(reply.body.cover.unwrap().0, b"abc");
    let kinds: Vec<DeviationKind> = reply
        .deviations
        .iter()
        .map(|it: &Deviation| it.kind)
        .collect();
    assert_eq!(kinds, [DeviationKind::UnexpectedText]);
}

#[test]
fn faults_come_in_packages_too() {
    let body = package(
        "--b
Content-Type: application/xop+xml; type=\"text/xml\"

<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>
--b--
",
    );
    let response = answer(500, "multipart/related; boundary=b", body);
    let error = decode_response::<PutAlbum>(response, &DecodeOptions::default()).unwrap_err();
    assert_eq!(error.fault().unwrap().kind(), FaultKind::Sender);
}

#[test]
fn an_include_outside_of_a_package_is_no_reference() {
    let body = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><album xmlns=\"urn:photos\"><name>n</name><cover><x:Include xmlns:x=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:1\"/></cover></album></s:Body></s:Envelope>";
    let reply = read::<PutAlbum>("text/xml", body).unwrap();
    assert_eq!(reply.body.cover, None);
    assert_eq!(reply.deviations[0].kind, DeviationKind::Unreadable);
}

#[test]
fn requests_are_read_as_answers_are() {
    let album = format!("<cover>{}</cover>", include("cid:1@x"));
    let request = http::Request::builder()
        .header("content-type", XOP)
        .body(xop(&album, &(part("1@x", "abc") + &part("2@x", "d"))))
        .unwrap();
    let incoming = decode_request::<PutAlbum>(request, &DecodeOptions::default()).unwrap();
    assert_eq!(incoming.body.cover.unwrap().0, b"abc");
    let expected = Attachment::new("image/png", "d").with_content_id("2@x");
    assert_eq!(incoming.attachments, [expected]);
}

#[test]
fn a_root_that_nothing_is_called_after_is_the_first_part() {
    let content_type =
        "multipart/related; boundary=b; type=\"application/xop+xml\"; start=\"<other@x>\"";
    let album = format!("<cover>{}</cover>", include("cid:1@x"));
    let bytes = xop(&album, &part("1@x", "abc"));
    let reply = read::<PutAlbum>(content_type, bytes).unwrap();
    assert_eq!(
        reply.body.cover.as_ref().map(|it| &***it),
        Some(&b"abc"[..])
    );
    let [deviation] = &*reply.deviations else {
        panic!("{:?}", reply.deviations);
    };
    assert!(deviation.expected.contains("`other@x`"), "{deviation}");
}

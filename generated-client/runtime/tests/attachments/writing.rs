//! Packages that are written: what they look like, and that they read back as what they were.

use soap_runtime::value::Base64Binary;
use soap_runtime::{
    AnswerOptions, Attachment, Client, DecodeOptions, EncodeOptions, InProcess, MtomMode,
    NoHeaders, Operation, Port, RequestError, Service, ServiceInfo, SoapVersion, decode_request,
    decode_response, encode_request, encode_response_with,
};

use crate::service::*;

const URL: &str = "https://example.com/photos";

fn album() -> Album {
    Album {
        name: "n".into(),
        cover: Some(Base64Binary::from(b"\x89PNG\r\n--soap-runtime-\0")),
        typed: Some(Typed {
            content_type: Some("image/gif".into()),
            value: Base64Binary::from(b"GIF"),
        }),
        ..Album::default()
    }
}

fn text(request: &http::Request<bytes::Bytes>) -> String {
    String::from_utf8_lossy(request.body()).replace("\r\n", "\n")
}

#[test]
fn an_mtom_request_is_an_xop_package() {
    let options = EncodeOptions::new(SoapVersion::V11, URL).with_mtom(MtomMode::ON);
    let request = encode_request::<PutAlbum>(&album(), &NoHeaders, &options).unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let boundary = content_type.split("boundary=\"").nth(1).unwrap();
    let boundary = boundary.trim_end_matches('"');
    assert_eq!(
        content_type,
        format!(
            "multipart/related; type=\"application/xop+xml\"; start=\"<root@soap-runtime>\"; start-info=\"text/xml\"; boundary=\"{boundary}\""
        )
    );
    assert_eq!(request.headers()["soapaction"], "\"urn:photos/put\"");
    assert_eq!(request.headers()["accept"], "text/xml, multipart/related");
    let expected = format!(
        "--{boundary}
Content-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"
Content-Transfer-Encoding: binary
Content-ID: <root@soap-runtime>

<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soap:Body><album xmlns=\"urn:photos\"><name>n</name><cover><xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:1@soap-runtime\"/></cover><typed xmlns:n1=\"http://www.w3.org/2005/05/xmlmime\" n1:contentType=\"image/gif\"><xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:2@soap-runtime\"/></typed></album></soap:Body></soap:Envelope>
--{boundary}
Content-Type: application/octet-stream
Content-Transfer-Encoding: binary
Content-ID: <1@soap-runtime>

\u{fffd}PNG
--soap-runtime-\u{0}
--{boundary}
Content-Type: image/gif
Content-Transfer-Encoding: binary
Content-ID: <2@soap-runtime>

GIF
--{boundary}--
"
    );
    assert_eq!(text(&request), expected);
    let again = encode_request::<PutAlbum>(&album(), &NoHeaders, &options).unwrap();
    assert_eq!(again.body(), request.body());
    let incoming = decode_request::<PutAlbum>(request, &DecodeOptions::default()).unwrap();
    assert_eq!(incoming.body, album());
    assert_eq!(incoming.attachments, []);
}

#[test]
fn soap_12_says_the_action_in_the_package() {
    let options = EncodeOptions::new(SoapVersion::V12, URL).with_mtom(MtomMode::ON);
    let request = encode_request::<PutAlbum>(&album(), &NoHeaders, &options).unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap();
    assert!(
        content_type
            .contains(r#"; start-info="application/soap+xml; action=\"urn:photos/put\""; "#),
        "{content_type}"
    );
    assert!(content_type.ends_with("; action=\"urn:photos/put\""));
    assert!(
        text(&request).contains(
            r#"application/xop+xml; charset=UTF-8; type="application/soap+xml; action=\"urn:photos/put\"""#
        )
    );
    let incoming = decode_request::<PutAlbum>(request, &DecodeOptions::default()).unwrap();
    assert_eq!(incoming.version, SoapVersion::V12);
    assert_eq!(incoming.body, album());

    let options = options.with_action_parameter(false);
    let request = encode_request::<PutAlbum>(&album(), &NoHeaders, &options).unwrap();
    assert!(!text(&request).contains("action"));
}

#[test]
fn short_octets_stay_in_the_envelope() {
    let options = EncodeOptions::new(SoapVersion::V11, URL).with_mtom(MtomMode::From(4));
    let request = encode_request::<PutAlbum>(&album(), &NoHeaders, &options).unwrap();
    let sent = text(&request);
    assert!(sent.contains(">R0lG</typed>"), "{sent}");
    assert_eq!(sent.matches("xop:Include").count(), 1);
    // The content type says MTOM also where nothing was taken out.
    let options = options.with_mtom(MtomMode::From(usize::MAX));
    let request = encode_request::<PutAlbum>(&album(), &NoHeaders, &options).unwrap();
    assert!(text(&request).contains("application/xop+xml"));
    let incoming = decode_request::<PutAlbum>(request, &DecodeOptions::default()).unwrap();
    assert_eq!(incoming.body, album());
}

#[test]
fn parts_of_the_message_are_written_in_order() {
    let body = PutPhoto {
        name: "n".into(),
        photo: Attachment::new("image/png", "P").with_header("X-A", "b"),
        notes: Some(Attachment::new("", "N")),
    };
    let options = EncodeOptions::new(SoapVersion::V11, URL)
        .with_attachment(Attachment::new("text/plain", "T").with_content_id("1@soap-runtime"));
    let request = encode_request::<SendPhoto>(&body, &NoHeaders, &options).unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap();
    assert!(content_type.starts_with(
        "multipart/related; type=\"text/xml\"; start=\"<root@soap-runtime>\"; boundary="
    ));
    let sent = text(&request);
    let ids: Vec<&str> = sent
        .lines()
        .filter(|it| it.starts_with("Content-ID") || it.starts_with("X-A"))
        .collect();
    assert_eq!(
        ids,
        [
            "Content-ID: <root@soap-runtime>",
            "Content-ID: <photo=1@soap-runtime>",
            "X-A: b",
            "Content-ID: <notes=2@soap-runtime>",
            "Content-ID: <1@soap-runtime>",
        ]
    );
    let incoming = decode_request::<SendPhoto>(request, &DecodeOptions::default()).unwrap();
    assert_eq!(incoming.body.photo.bytes, "P");
    assert_eq!(incoming.body.photo.header("x-a"), Some("b"));
    let notes = incoming.body.notes.unwrap();
    assert_eq!(
        (&*notes.content_type, &notes.bytes[..]),
        ("application/octet-stream", &b"N"[..])
    );
    assert_eq!(incoming.attachments[0].bytes, "T");
}

#[test]
fn references_and_includes_go_together() {
    let body = Album {
        reference: Some(Attachment::new("text/plain", "R")),
        ..album()
    };
    let mut options = AnswerOptions::new(SoapVersion::V12).with_mtom(MtomMode::ON);
    for mtom in [MtomMode::ON, MtomMode::Off] {
        options = options.with_mtom(mtom);
        let response = encode_response_with::<PutAlbum>(&body, &NoHeaders, &options).unwrap();
        let reply = decode_response::<PutAlbum>(response, &DecodeOptions::default()).unwrap();
        assert_eq!(reply.body.cover, body.cover);
        assert_eq!(reply.body.reference.unwrap().bytes, "R");
        assert_eq!((reply.attachments, reply.deviations), (vec![], vec![]));
    }
}

#[test]
fn what_mime_cannot_carry_is_refused() {
    let fine = Attachment::new("text/plain", "T").with_content_id("a@x");
    for (name, attachments) in [
        (
            "a line end in the type",
            vec![Attachment::new("a/b\r\nX: y", "")],
        ),
        (
            "a header that is none",
            vec![fine.clone().with_header("a b", "c")],
        ),
        (
            "a line end in a header",
            vec![fine.clone().with_header("a", "b\n")],
        ),
        ("a bracket", vec![fine.clone().with_content_id("a>b")]),
        (
            "the identifier of the envelope",
            vec![fine.clone().with_content_id("root@soap-runtime")],
        ),
        ("one identifier twice", vec![fine.clone(), fine.clone()]),
    ] {
        let mut options = EncodeOptions::new(SoapVersion::V11, URL);
        options.attachments = attachments;
        let error = encode_request::<PutAlbum>(&album(), &NoHeaders, &options).unwrap_err();
        assert!(matches!(error, RequestError::Body(_)), "{name}: {error:?}");
    }
    let body = Album {
        reference: Some(fine.clone().with_content_id("ü@x")),
        ..album()
    };
    let options = EncodeOptions::new(SoapVersion::V11, URL);
    assert!(encode_request::<PutAlbum>(&body, &NoHeaders, &options).is_err());
}

#[test]
fn a_boundary_occurs_nowhere_else() {
    // The content asks for the boundary that the content before it was given.
    let mut content = String::from("start");
    for _ in 0..3 {
        let options = EncodeOptions::new(SoapVersion::V11, URL)
            .with_attachment(Attachment::new("text/plain", content.clone()));
        let request = encode_request::<PutAlbum>(&album(), &NoHeaders, &options).unwrap();
        let content_type = request.headers()["content-type"].to_str().unwrap();
        let boundary = content_type.split("boundary=\"").nth(1).unwrap();
        let boundary = boundary.trim_end_matches('"').to_owned();
        assert!(!content.contains(&boundary));
        content.push_str(&format!("\r\n--{boundary}--\r\n"));
        let incoming = decode_request::<PutAlbum>(request, &DecodeOptions::default()).unwrap();
        assert_eq!(incoming.attachments.len(), 1);
    }
}

/// A service whose policy asks for MTOM.
struct Photos;
impl Service for Photos {
    type RequestHeaders = NoHeaders;
    const INFO: ServiceInfo = ServiceInfo::new(
        "Photos",
        &[Port::new("Photos", SoapVersion::V11).address(URL)],
    )
    .mtom();
}

#[tokio::test]
async fn calls_choose_for_themselves() {
    let transport = InProcess::new(|request: http::Request<bytes::Bytes>| {
        let is_xop = text(&request).contains("application/xop+xml");
        let incoming = decode_request::<PutAlbum>(request, &DecodeOptions::default()).unwrap();
        let mut body = incoming.body;
        body.text = Some(format!("{is_xop} {}", incoming.attachments.len()));
        encode_response_with::<PutAlbum>(&body, &NoHeaders, &AnswerOptions::new(incoming.version))
            .unwrap()
    });
    let client = Client::<Photos, _>::new(transport);
    let said = |album: Album| album.text.unwrap();
    let call = || client.call::<PutAlbum>(album());
    assert_eq!(said(call().await.unwrap()), "true 0");
    assert_eq!(said(call().mtom(MtomMode::Off).await.unwrap()), "false 0");
    let photo = Attachment::new("image/png", "P");
    assert_eq!(said(call().attachment(photo).await.unwrap()), "true 1");
    assert_eq!(PutAlbum::INFO.name, "putAlbum");
}

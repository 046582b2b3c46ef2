//! Attachments and MTOM as the WSDL binds them: packages typed by hand, read and written, and over loopback HTTP.

use bytes::Bytes;
use soap_runtime::value::{Attachment, Base64Binary};
use soap_runtime::{
    DecodeOptions, EncodeOptions, MtomMode, NoHeaders, Operation, Service, SoapVersion,
    decode_request, decode_response, encode_request, encode_response,
};

use crate::generated::{attachments, mtom};
use crate::support::envelope;
use attachments::operations::{Add, Send};

/// `\n` is CRLF.
fn lines(text: &str) -> Bytes {
    Bytes::from(text.replace('\n', "\r\n"))
}

/// The parts of a package without their boundary, CRLF as `\n`.
fn parts(content_type: &str, body: &[u8]) -> Vec<String> {
    let boundary = content_type.split("boundary=\"").nth(1).unwrap();
    let boundary = boundary.split('"').next().unwrap();
    let text = String::from_utf8_lossy(body).replace("\r\n", "\n");
    let delimiter = format!("--{boundary}");
    let text = text.strip_suffix(&format!("{delimiter}--\n")).unwrap();
    let parts = text.split(&delimiter);
    parts.map(|it| it.trim_matches('\n').to_owned()).collect()
}

fn photo() -> attachments::Photo {
    attachments::Photo::new("Sea").preview(Attachment::new("image/gif", "GIF"))
}

#[test]
fn bound_parts_are_members_in_the_order_of_the_binding() {
    let request = attachments::SendRequest::new(
        photo(),
        Attachment::new("image/png", "PNG"),
        Attachment::new("text/plain", "nice"),
    );
    let options = EncodeOptions::new(SoapVersion::V11, "https://fixture.example/");
    let http = encode_request::<Send>(&request, &NoHeaders, &options).unwrap();
    let content_type = http.headers()["content-type"].to_str().unwrap();
    let sent = parts(content_type, http.body());
    let head = |media: &str, id: &str| {
        format!("Content-Type: {media}\nContent-Transfer-Encoding: binary\nContent-ID: <{id}>\n\n")
    };
    let body =
        "<photo xmlns=\"urn:t\"><title>Sea</title><preview>cid:1@soap-runtime</preview></photo>";
    assert!(sent[1].starts_with(&head("text/xml; charset=utf-8", "root@soap-runtime")));
    assert!(sent[1].contains(body), "{}", sent[1]);
    assert_eq!(
        sent[2..],
        [
            head("image/gif", "1@soap-runtime") + "GIF",
            head("image/png", "picture=2@soap-runtime") + "PNG",
            head("text/plain", "notes=3@soap-runtime") + "nice",
        ]
    );
    let incoming = decode_request::<Send>(http, &DecodeOptions::default()).unwrap();
    assert_eq!(incoming.body.picture.bytes, "PNG");
    assert_eq!(incoming.body.notes.bytes, "nice");
    assert_eq!(incoming.body.photo.preview.unwrap().bytes, "GIF");
    assert_eq!(
        (incoming.attachments, incoming.deviations),
        (vec![], vec![])
    );
}

#[test]
fn an_rpc_wrapper_has_no_element_for_a_bound_part() {
    let request = attachments::AddRequest::new("Sea", Attachment::new("image/png", "PNG"));
    let options = EncodeOptions::new(SoapVersion::V11, "https://fixture.example/");
    let http = encode_request::<Add>(&request, &NoHeaders, &options).unwrap();
    let content_type = http.headers()["content-type"].to_str().unwrap();
    let sent = parts(content_type, http.body());
    let body = "<add xmlns=\"urn:t\"><album xmlns=\"\">Sea</album></add>";
    assert!(sent[1].contains(body), "{}", sent[1]);
    assert!(sent[2].contains("<picture=1@soap-runtime>"), "{}", sent[2]);
    let incoming = decode_request::<Add>(http, &DecodeOptions::default()).unwrap();
    assert_eq!(incoming.body.album, "Sea");
    assert_eq!(incoming.body.picture.bytes, "PNG");

    // A part that `soap:body` lists stands in the body.
    let response = envelope(
        "",
        "<addResponse xmlns=\"urn:t\"><count xmlns=\"\">1</count><log xmlns=\"\">TA==</log></addResponse>",
    );
    let response = http::Response::new(response.into());
    let reply = decode_response::<Add>(response, &DecodeOptions::default()).unwrap();
    assert_eq!((reply.body.count, reply.body.log.0), (1, b"L".to_vec()));
}

/// The answer of a host that names parts as WS-I asks.
const ANSWER: &str = "--=_x\n\
    Content-Type: text/xml; charset=UTF-8\n\
    Content-Transfer-Encoding: binary\n\
    Content-ID: <soap=1@host.example>\n\
    \n\
    <s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><photo xmlns=\"urn:t\"><title>Sea</title><preview>cid:p%201@host.example</preview></photo></s:Body></s:Envelope>\n\
    --=_x\n\
    Content-Type: image/png\n\
    Content-Transfer-Encoding: base64\n\
    Content-ID: <picture=2@host.example>\n\
    \n\
    UE5H\n\
    --=_x\n\
    Content-Type: image/gif\n\
    Content-ID: <p 1@host.example>\n\
    \n\
    GIF\n\
    --=_x\n\
    Content-Type: text/plain; charset=utf-8\n\
    Content-Transfer-Encoding: quoted-printable\n\
    Content-ID: <notes=3@host.example>\n\
    \n\
    sch=C3=B6n\n\
    --=_x--\n";

const ANSWER_TYPE: &str =
    "multipart/related; type=\"text/xml\"; boundary=\"=_x\"; start=\"<soap=1@host.example>\"";

#[test]
fn answers_are_read_by_the_names_of_their_parts() {
    for (from, to, is_named) in [
        ("", "", true),
        // Without the convention the order of the binding of the answer counts: notes, then picture.
        ("<picture=2@", "<2@", false),
    ] {
        let mut text = ANSWER.replace(from, to);
        if !is_named {
            text = text.replace("<notes=3@", "<3@");
        }
        let response = http::Response::builder()
            .header("content-type", ANSWER_TYPE)
            .body(lines(&text))
            .unwrap();
        let reply = decode_response::<Send>(response, &DecodeOptions::default()).unwrap();
        let (picture, notes) = match is_named {
            true => (reply.body.picture, reply.body.notes),
            false => (reply.body.notes, reply.body.picture),
        };
        assert_eq!(
            (picture.bytes, &*picture.content_type),
            ("PNG".into(), "image/png")
        );
        assert_eq!(notes.bytes, "schön");
        assert_eq!(reply.body.photo.preview.unwrap().bytes, "GIF");
        assert_eq!((reply.attachments, reply.deviations), (vec![], vec![]));
    }
}

#[test]
fn a_policy_turns_mtom_on() {
    assert_eq!(mtom::Files::INFO.mtom, MtomMode::ON);
    assert_eq!(mtom::Notes::INFO.mtom, MtomMode::Off);
    let typed = mtom::Base64Binary::new(b"GIF").content_type("image/gif");
    let file = mtom::File::new(b"PNG").typed(typed);
    for version in [SoapVersion::V11, SoapVersion::V12] {
        let options = EncodeOptions::new(version, "https://fixture.example/");
        let options = options.with_mtom(mtom::Files::INFO.mtom);
        let http = encode_request::<mtom::operations::Put>(&file, &NoHeaders, &options).unwrap();
        let content_type = http.headers()["content-type"].to_str().unwrap();
        let sent = parts(content_type, http.body());
        assert!(sent[1].contains("<content><xop:Include "), "{}", sent[1]);
        assert!(sent[2].ends_with("<1@soap-runtime>\n\nPNG"), "{}", sent[2]);
        assert!(
            sent[3].starts_with("Content-Type: image/gif\n"),
            "{}",
            sent[3]
        );
        let options = DecodeOptions::default().with_strict(true);
        let incoming = decode_request::<mtom::operations::Put>(http, &options).unwrap();
        assert_eq!((incoming.version, incoming.body), (version, file.clone()));
    }
}

#[cfg(feature = "hyper")]
mod loopback {
    use super::*;

    use crate::server::{Received, Server};

    fn http(content_type: &str, body: &Bytes) -> Vec<u8> {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    }

    #[tokio::test]
    async fn attachments_travel_both_ways() {
        let server = Server::start(|_: &Received| http(ANSWER_TYPE, &lines(ANSWER)));
        let client = attachments::PhotosClient::new().with_endpoint(server.url("/photos"));
        let request = attachments::SendRequest::new(
            photo(),
            Attachment::new("image/png", &b"\x89PNG\r\n\0"[..]),
            Attachment::new("text/plain", "nice"),
        );
        let reply = client
            .send(request)
            .attachment(Attachment::new("text/css", "a{}"))
            .send()
            .await
            .unwrap();
        assert_eq!(reply.body.picture.bytes, "PNG");
        assert_eq!(reply.body.notes.bytes, "schön");

        let received = server.only_request();
        assert_eq!(received.header("soapaction"), Some("\"urn:t/send\""));
        let content_type = received.header("content-type").unwrap();
        let sent = parts(content_type, &received.body);
        assert_eq!(sent.len(), 6);
        assert!(sent[3].ends_with("<picture=2@soap-runtime>\n\n\u{fffd}PNG\n\0"));
        assert!(sent[5].ends_with("\n\na{}"), "{}", sent[5]);
    }

    #[tokio::test]
    async fn mtom_travels_both_ways() {
        const TYPE: &str = "multipart/related; type=\"application/xop+xml\"; boundary=\"uuid:1+id=2\"; start=\"<http://tempuri.org/0>\"; start-info=\"text/xml\"";
        const ANSWER: &str = "--uuid:1+id=2\n\
            Content-ID: <http://tempuri.org/0>\n\
            Content-Transfer-Encoding: 8bit\n\
            Content-Type: application/xop+xml;charset=utf-8;type=\"text/xml\"\n\
            \n\
            <s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><file xmlns=\"urn:t\"><content><xop:Include href=\"cid:http%3A%2F%2Ftempuri.org%2F1%2F1\" xmlns:xop=\"http://www.w3.org/2004/08/xop/include\"/></content></file></s:Body></s:Envelope>\n\
            --uuid:1+id=2\n\
            Content-ID: <http://tempuri.org/1/1>\n\
            Content-Transfer-Encoding: binary\n\
            Content-Type: application/octet-stream\n\
            \n\
            \x01\x02\n\
            --uuid:1+id=2--";
        let server = Server::start(|_: &Received| http(TYPE, &lines(ANSWER)));
        let client = mtom::FilesClient::new().with_endpoint(server.url("/files"));
        let file = client.put(mtom::File::new(b"\0\xff")).await.unwrap();
        assert_eq!(file.content, Base64Binary::from(b"\x01\x02"));
        client
            .put(mtom::File::new(b"\0\xff"))
            .mtom(MtomMode::Off)
            .await
            .unwrap();

        let received = server.requests();
        let content_type = received[0].header("content-type").unwrap();
        assert!(content_type.starts_with("multipart/related; type=\"application/xop+xml\"; "));
        assert!(received[0].body.windows(2).any(|it| it == b"\0\xff"));
        assert_eq!(
            received[1].header("content-type"),
            Some("text/xml; charset=utf-8")
        );
        assert!(received[1].text().contains("<content>AP8=</content>"));
    }
}

#[test]
fn a_server_answers_with_attachments() {
    let answer = attachments::SendResponse {
        photo: photo(),
        notes: Attachment::new("text/plain", "nice"),
        picture: Attachment::new("image/png", "PNG"),
    };
    let http = encode_response::<Send>(&answer, &NoHeaders, SoapVersion::V12).unwrap();
    let content_type = http.headers()["content-type"].to_str().unwrap();
    assert!(
        content_type.contains("type=\"application/soap+xml\""),
        "{content_type}"
    );
    let reply = decode_response::<Send>(http, &DecodeOptions::default()).unwrap();
    assert_eq!(reply.body.picture.bytes, "PNG");
    assert_eq!(reply.body.notes.bytes, "nice");
    assert_eq!(<Send as Operation>::INFO.name, "send");
}

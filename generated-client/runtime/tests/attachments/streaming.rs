//! Parts that are read while they arrive, and parts whose content is read while they are sent.

use std::io::{Cursor, Read};

use bytes::Bytes;
use soap_runtime::value::Base64Binary;
use soap_runtime::{
    Attachment, BlockingBody, Body, CallError, Client, DecodeOptions, InProcess, MtomMode,
    NoHeaders, PartReader, PartSource, Port, RequestError, Service, ServiceInfo, SoapVersion,
    decode_request,
};

use crate::pieces_transport::Pieces;
use crate::service::{Album, PutAlbum, PutPhoto, SendPhoto, package};

#[derive(Clone, Copy, Debug)]
struct Photos;
impl Service for Photos {
    type RequestHeaders = NoHeaders;
    const INFO: ServiceInfo = ServiceInfo::new(
        "Photos",
        &[Port::new("Photos", SoapVersion::V11).address("https://photos.example/")],
    );
}

const MTOM: &str = "multipart/related; type=\"application/xop+xml\"; start=\"<root@x>\"; start-info=\"text/xml\"; boundary=\"b\"";

fn album() -> Bytes {
    package(
        "--b
Content-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"
Content-ID: <root@x>

<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:xop='http://www.w3.org/2004/08/xop/include'><s:Body>\
<album xmlns='urn:photos'><name>sea</name><cover><xop:Include href='cid:1@x'/></cover><reference>cid:2@x</reference></album>\
</s:Body></s:Envelope>
--b
Content-Type: image/png
Content-ID: <1@x>
X-Size: large

first
part
--b
Content-ID: <2@x>
Content-Transfer-Encoding: base64

c2Vjb25k
--b--
",
    )
}

fn client(answer: Bytes, size: usize) -> Client<Photos, Pieces> {
    Client::new(Pieces {
        content_type: MTOM,
        status: 200,
        answer,
        size,
        breaks: false,
    })
}

fn read(parts: &mut PartReader<PutAlbum>) -> Vec<(Attachment, String)> {
    let mut res = Vec::new();
    while let Some(head) = parts.next() {
        let mut content = String::new();
        parts.read_to_string(&mut content).unwrap();
        res.push((head.unwrap(), content));
    }
    res
}

#[test]
fn parts_arrive_behind_the_envelope() {
    for size in [1, 7, 64, 10_000] {
        let client = client(album(), size);
        let mut parts = client
            .call::<PutAlbum>(Album::default())
            .stream_parts()
            .call()
            .unwrap();
        let body = &parts.reply.body;
        assert_eq!(
            (body.name.as_str(), &body.cover),
            ("sea", &Some(Base64Binary::default()))
        );
        assert_eq!(body.reference.as_ref().unwrap().content_id, "2@x");
        assert_eq!(parts.reply.deviations, []);
        let found = read(&mut parts);
        let [(first, one), (second, two)] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!(
            (first.content_id.as_str(), one.as_str()),
            ("1@x", "first\r\npart")
        );
        assert_eq!(
            (first.content_type.as_str(), first.header("x-size")),
            ("image/png", Some("large"))
        );
        assert_eq!(
            (second.content_id.as_str(), two.as_str()),
            ("2@x", "second")
        );
    }
}

#[tokio::test]
async fn parts_arrive_without_a_thread_that_waits() {
    use tokio::io::AsyncReadExt;

    let client = client(album(), 10);
    let mut parts = client
        .call::<PutAlbum>(Album::default())
        .stream_parts()
        .await
        .unwrap();
    assert_eq!(parts.next().await.unwrap().unwrap().content_id, "1@x");
    let mut content = String::new();
    parts.read_to_string(&mut content).await.unwrap();
    assert_eq!(content, "first\r\npart");
    assert!(parts.chunk().await.is_none());
    assert_eq!(parts.next().await.unwrap().unwrap().content_id, "2@x");
    // What is not read is passed.
    assert!(parts.next().await.is_none());
}

#[test]
fn parts_that_are_cut_are_an_error() {
    let whole = album();
    for end in 0..whole.len() - "--\r\n".len() {
        let client = client(whole.slice(..end), 50);
        let parts = client
            .call::<PutAlbum>(Album::default())
            .stream_parts()
            .call();
        let Ok(mut parts) = parts else {
            continue;
        };
        let mut failed = false;
        while let Some(head) = parts.next() {
            failed |= head.is_err() || std::io::copy(&mut parts, &mut std::io::sink()).is_err();
        }
        assert!(failed, "cut at {end}");
    }
}

#[test]
fn limits_hold_for_envelopes_and_all_bytes_together() {
    let client = client(album(), 50);
    let call = || client.call::<PutAlbum>(Album::default());
    let small = |options: DecodeOptions| {
        let mut limits = options.limits.clone();
        limits.bytes = 100;
        options.with_limits(limits)
    };
    let error = call().reading(small).stream_parts().call().unwrap_err();
    assert!(error.to_string().contains("Limits::bytes"), "{error}");
    let mut parts = call()
        .stream_parts()
        .max_bytes(album().len() as u64 - 60)
        .call()
        .unwrap();
    let error = std::iter::from_fn(|| parts.next())
        .find_map(Result::err)
        .unwrap();
    assert!(error.to_string().contains("max_bytes"), "{error}");
}

#[test]
fn a_fault_and_an_answer_without_parts_are_what_they_always_are() {
    let fault = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault>\
        <faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>";
    let alone = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
        <album xmlns='urn:photos'><name>sea</name></album></s:Body></s:Envelope>";
    for (status, answer) in [(500, fault), (200, alone)] {
        let client: Client<Photos, Pieces> = Client::new(Pieces {
            content_type: "text/xml",
            status,
            answer: answer.into(),
            size: 10,
            breaks: false,
        });
        match client
            .call::<PutAlbum>(Album::default())
            .stream_parts()
            .call()
        {
            Ok(mut parts) => {
                assert_eq!(parts.reply.body.name, "sea");
                assert!(parts.next().is_none());
            }
            Err(error) => assert_eq!((error.fault().unwrap().reason(), status), ("no", 500)),
        }
    }
    let packed = package(&format!(
        "--b\nContent-Type: text/xml\nContent-ID: <root@x>\n\n{fault}\n--b\n\nx\n--b--"
    ));
    let error = client(packed, 10)
        .call::<PutAlbum>(Album::default())
        .stream_parts()
        .call();
    assert!(error.unwrap_err().fault().is_some());
}

/// A client whose requests are read by the server's side, and answered with what they hold.
fn echo() -> Client<Photos, InProcess> {
    Client::new(InProcess::new(|request| {
        let options = DecodeOptions::default();
        let is_photo = request.headers()["soapaction"] == "\"urn:photos/send\"";
        let answer = match is_photo {
            true => {
                let incoming = decode_request::<SendPhoto>(request, &options).unwrap();
                let photo = incoming.body.photo;
                format!(
                    "{} of {}",
                    String::from_utf8_lossy(&photo.bytes),
                    photo.content_type
                )
            }
            false => {
                let incoming = decode_request::<PutAlbum>(request, &options).unwrap();
                let octets = incoming.body.cover.unwrap().0;
                let more: Vec<&[u8]> = incoming
                    .attachments
                    .iter()
                    .map(|it| &it.bytes[..])
                    .collect();
                String::from_utf8([&octets[..], &more.concat()].concat()).unwrap()
            }
        };
        let answer = format!(
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
             <album xmlns='urn:photos'><name>{answer}</name></album></s:Body></s:Envelope>"
        );
        http::Response::new(answer.into())
    }))
}

fn with_cover(cover: Vec<u8>) -> Album {
    Album {
        name: String::new(),
        cover: Some(cover.into()),
        ..Album::default()
    }
}

#[test]
fn contents_are_sent_in_place_of_their_marks() {
    let cover = PartSource::reader(Cursor::new("of a reader"));
    let more = PartSource::<BlockingBody>::new(Bytes::from_static(b", and more"));
    let client = echo();
    let call = client
        .call::<PutAlbum>(with_cover(cover.octets()))
        .mtom(MtomMode::ON);
    let call = call.attachment(more.attachment("text/plain"));
    let answer = call.upload(more).upload(cover).call().unwrap();
    assert_eq!(answer.name, "of a reader, and more");
}

#[tokio::test]
async fn contents_are_sent_without_a_thread_that_waits() {
    let photo = PartSource::async_reader(Cursor::new("a picture"));
    let client = echo();
    let request = PutPhoto {
        name: "x".into(),
        photo: photo.attachment("image/png"),
        notes: None,
    };
    // The server has seen to what was sent; its answer is that of another operation.
    let error = client
        .call::<SendPhoto>(request)
        .upload(photo)
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, CallError::Decode(_)), "{error}");
    let cover = PartSource::<Body>::new(Bytes::from_static(b"cover"));
    let call = client
        .call::<PutAlbum>(with_cover(cover.octets()))
        .mtom(MtomMode::ON);
    assert_eq!(call.upload(cover).await.unwrap().name, "cover");
}

#[test]
fn a_mark_that_is_not_beside_the_envelope_once_is_refused() {
    let client = echo();
    let part = || PartSource::<BlockingBody>::new(Bytes::from_static(b"x"));
    let inline = part();
    let inline = client
        .call::<PutAlbum>(with_cover(inline.octets()))
        .upload(inline);
    let nowhere = client
        .call::<PutAlbum>(with_cover(vec![1]))
        .mtom(MtomMode::ON)
        .upload(part());
    let twice = part();
    let request = client
        .call::<PutAlbum>(with_cover(twice.octets()))
        .mtom(MtomMode::ON);
    let twice = request.attachment(twice.attachment("")).upload(twice);
    for call in [inline, nowhere, twice] {
        let Err(CallError::Encode(error)) = call.call() else {
            panic!("it was sent");
        };
        assert!(matches!(*error, RequestError::Upload), "{error}");
    }
}

/// Fails behind its first piece.
struct Broken(bool);

impl Read for Broken {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        match std::mem::replace(&mut self.0, true) {
            true => Err(std::io::Error::other("the disk is gone")),
            false => {
                out[0] = 1;
                Ok(1)
            }
        }
    }
}

#[test]
fn a_content_that_cannot_be_read_ends_the_call() {
    let cover = PartSource::reader(Broken(false));
    let client = echo();
    let call = client
        .call::<PutAlbum>(with_cover(cover.octets()))
        .mtom(MtomMode::ON);
    let error = call.upload(cover).call().unwrap_err();
    assert!(error.to_string().contains("cannot be read"), "{error}");
}

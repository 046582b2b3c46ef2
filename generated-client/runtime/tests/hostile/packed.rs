//! Answers that are packed or have parts, cut, stalled, dripped and damaged at every byte.

use std::time::Duration;

use soap_runtime::value::Base64Binary;
use soap_runtime::{
    Client, HttpTransport, NoFault, NoHeaders, Operation, OperationInfo, Port, Service,
    ServiceInfo, SoapVersion, field::required,
};

use crate::server::{Outcome, Script, Server, assert_true_to_fact};

const NS: &str = "urn:photos";
const LONG: Duration = Duration::from_secs(60);

#[derive(Clone, Debug, Default, PartialEq)]
struct Photo {
    name: String,
    image: Base64Binary,
}
soap_runtime::record!(Photo, {
    name: required(NS, "name"),
    image: required(NS, "image"),
});

#[derive(Clone, Copy, Debug)]
struct Find;
impl Operation for Find {
    type Request = Photo;
    type Response = Photo;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo =
        OperationInfo::new("find", required(NS, "find")).response(required(NS, "found"));
}

#[derive(Clone, Copy, Debug)]
struct Photos;
impl Service for Photos {
    type RequestHeaders = NoHeaders;
    const INFO: ServiceInfo = ServiceInfo::new("Photos", &[Port::new("Photos", SoapVersion::V11)]);
}

fn expected() -> Photo {
    Photo {
        name: "größe".to_owned(),
        image: Base64Binary::from(b"\0\r\n--b\r\n".to_vec()),
    }
}

async fn outcomes(scripts: Vec<Script>, timeout: Duration) -> Vec<Outcome<Photo>> {
    let n = scripts.len();
    let server = Server::start("127.0.0.1", scripts).await;
    let transport = HttpTransport::new();
    let mut outcomes = Vec::new();
    for start in (0..n).step_by(64) {
        let calls = (start..n.min(start + 64)).map(|index| {
            let client = Client::<Photos, _>::new(transport.clone())
                .with_endpoint(format!("http://{}/{index}", server.address))
                .with_timeout(timeout);
            tokio::spawn(async move { client.call::<Find>(Photo::default()).await })
        });
        for (index, call) in calls.collect::<Vec<_>>().into_iter().enumerate() {
            let outcome = call.await.unwrap();
            assert!(
                server.count(start + index) <= 1,
                "{index} was asked for again"
            );
            // Where a deadline is short, a call may end before the server hears of it.
            assert_true_to_fact(&outcome, server.count(start + index) == 1);
            if let Err(error) = &outcome {
                let text = error.to_string();
                assert!(!text.is_empty() && !text.contains('\n'), "{text:?}");
            }
            outcomes.push(outcome);
        }
    }
    outcomes
}

/// Two pieces, with a pause between them.
fn drip(whole: &[u8], at: usize) -> Script {
    Script {
        pieces: vec![whole[..at].to_vec(), whole[at..].to_vec()],
        stalls: false,
    }
}

/// Cut, dripped and stalled at every byte; whatever a changed byte does, no other value comes of it where `is_guarded`.
async fn all_faults(whole: &[u8], is_guarded: bool) {
    let places = || 0..whole.len();
    let cut = outcomes(
        places().map(|end| Script::send(&whole[..end])).collect(),
        LONG,
    )
    .await;
    for (end, outcome) in cut.iter().enumerate() {
        assert!(outcome.is_err(), "cut at {end}: {outcome:?}");
    }
    let dripped = outcomes(places().map(|at| drip(whole, at)).collect(), LONG).await;
    for (at, outcome) in dripped.into_iter().enumerate() {
        assert_eq!(outcome.unwrap(), expected(), "dripped at {at}");
    }
    let stalled = places().map(|end| Script::stall(&whole[..end]));
    for outcome in outcomes(stalled.collect(), Duration::from_millis(100)).await {
        let error = outcome.unwrap_err();
        assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
    }
    let damaged = places().flat_map(|at| {
        [1, 0x20, 0x80].map(|bit| {
            let mut bytes = whole.to_vec();
            bytes[at] ^= bit;
            Script::send(bytes)
        })
    });
    for (index, outcome) in outcomes(damaged.collect(), LONG)
        .await
        .into_iter()
        .enumerate()
    {
        match outcome {
            Ok(photo) if is_guarded => assert_eq!(photo, expected(), "byte {}", index / 3),
            // Other octets and letters are other values, which nothing in the answer tells.
            Ok(_) | Err(_) => {}
        }
    }
}

fn with_head(headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn package() -> Vec<u8> {
    let envelope = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
                    <found xmlns=\"urn:photos\"><name>größe</name><image><i:Include \
                    xmlns:i=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:1%40x\"/></image></found></s:Body></s:Envelope>";
    let body = format!(
        "--boundary\r\nContent-Type: application/xop+xml; charset=utf-8; type=\"text/xml\"\r\nContent-ID: <r@x>\r\n\r\n{envelope}\r\n\
         --boundary\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <1@x>\r\n\r\n\0\r\n--b\r\n\r\n--boundary--"
    );
    with_head(
        "Content-Type: multipart/related; boundary=boundary; type=\"application/xop+xml\"; start=\"<r@x>\"; start-info=\"text/xml\"\r\n",
        body.as_bytes(),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_package_at_every_byte() {
    all_faults(&package(), false).await;
}

#[cfg(feature = "gzip")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_packed_answer_at_every_byte() {
    use std::io::Write as _;

    let body = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><found xmlns=\"urn:photos\">\
                <name>größe</name><image>AA0KLS1iDQo=</image></found></s:Body></s:Envelope>";
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(body.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let whole = with_head(
        "Content-Type: text/xml; charset=utf-8\r\nContent-Encoding: gzip\r\n",
        &packed,
    );
    // What is packed has a checksum.
    all_faults(&whole, true).await;
    // Without a length, only the coding says whether the answer is whole.
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";
    let cut = (0..packed.len()).map(|end| Script::send([head.as_bytes(), &packed[..end]].concat()));
    for (end, outcome) in outcomes(cut.collect(), LONG).await.into_iter().enumerate() {
        match outcome {
            Err(soap_runtime::CallError::Transport(error)) => {
                assert_eq!(
                    error.kind(),
                    soap_runtime::TransportErrorKind::Io,
                    "cut at {end}"
                )
            }
            // Nothing at all is packed nothing.
            other => assert!(end == 0 && other.is_err(), "cut at {end}: {other:?}"),
        }
    }
}

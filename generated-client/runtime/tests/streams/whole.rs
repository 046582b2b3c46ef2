//! What streams hold to: limits, encodings, and what has to be there as a whole.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use soap_runtime::{
    BlockingTransport, CallContext, CallEnd, CallError, Client, ErrorKind, Exchange, Hook,
    HookError, InProcess, Limits, Outcome, TransportError,
};

use crate::service::*;

fn numbers(n_items: usize) -> String {
    let numbers: String = (0..n_items)
        .map(|it| format!("<number>{it}</number>"))
        .collect();
    envelope("", &format!("<before>1</before>{numbers}<after>2</after>"))
}

fn small() -> Limits {
    let mut limits = Limits::response();
    limits.bytes = 2_000;
    limits
}

#[test]
fn limits_are_those_of_an_item_and_of_what_stands_around() {
    let client = client(numbers(10_000), 1_000).with_limits(small());
    let mut stream = client
        .call::<List>(Ask {})
        .stream(|lists| &mut lists.numbers)
        .call()
        .unwrap();
    let items: Result<Vec<i32>, _> = stream.by_ref().collect();
    assert_eq!(items.unwrap(), Vec::from_iter(0..10_000));
    assert_eq!(stream.finish().unwrap().body.after, 2);
}

#[test]
fn what_passes_a_limit_is_an_error() {
    let long = "x".repeat(3_000);
    for content in [
        format!(
            "<before>1</before><page title=''><entry id='1'/><entry id='2'><name>{long}</name></entry></page>"
        ),
        format!(
            "<before>1</before><page title=''><entry id='1'/><entry id='2'/></page><after>{long}</after>"
        ),
        format!(
            "<before>1</before><page title=''><entry id='1'/><!--{long}--><entry id='2'/></page><after>2</after>"
        ),
        format!(
            "<before>1</before><!--{long}--><page title=''><entry id='1'/></page><after>2</after>"
        ),
        format!(
            "<before>1</before><page title=''><entry id='1'/><entry id='{}'/></page>",
            "1".repeat(1_500)
        ),
        "<a>".repeat(600),
    ] {
        let client = client(envelope("", &content), 100).with_limits(small());
        let call = client.call::<List>(Ask {});
        let stream = call.stream_within(|lists| Some(&mut lists.page.as_mut()?.entries));
        let error = stream.call().unwrap().finish().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        let is_limit = error.to_string().contains("Limits::") || content.contains("111");
        assert!(is_limit, "{error}");
    }
}

#[test]
fn all_bytes_together_have_a_limit_of_their_own() {
    let answer = numbers(1_000);
    let len = answer.len() as u64;
    for (max, is_enough) in [(len - 1, false), (len, true)] {
        let client = client(answer.clone(), 100);
        let call = client
            .call::<List>(Ask {})
            .stream(|lists| &mut lists.numbers);
        let mut stream = call.max_bytes(max).call().unwrap();
        let failed = stream.find_map(Result::err);
        assert_eq!(failed.is_none(), is_enough);
        if let Some(error) = failed {
            assert!(error.to_string().contains("max_bytes"), "{error}");
        }
    }
}

#[test]
fn encodings_are_read_as_they_arrive() {
    let text = "<?xml version='1.0' encoding='ENCODING'?>".to_owned()
        + &envelope("", "<before>1</before><page title='€'><entry id='1'><name>ß</name></entry><entry id='2'/></page><after>2</after>")
            .replace("<?xml version='1.0'?>\n", "");
    let mut cases = vec![(
        text.replace("ENCODING", "utf-8").into_bytes(),
        "text/xml",
        0,
    )];
    // Said is one encoding, and it is another.
    cases.push((
        text.replace("ENCODING", "utf-8").into_bytes(),
        "text/xml; charset=iso-8859-1",
        1,
    ));
    if cfg!(feature = "encodings") {
        let latin: Vec<u8> = text
            .replace("ENCODING", "windows-1252")
            .chars()
            .map(|ch| match ch {
                '€' => 0x80,
                'ß' => 0xDF,
                ch => ch as u8,
            })
            .collect();
        cases.push((latin.clone(), "text/xml", 0));
        cases.push((latin, "text/xml; charset=windows-1252", 0));
        let wide: Vec<u8> = text
            .replace("ENCODING", "utf-16")
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        cases.push((
            [&[0xFE, 0xFF], &wide[..]].concat(),
            "text/xml; charset=utf-16",
            0,
        ));
    }
    for (answer, content_type, n_deviations) in cases {
        for size in [1, 3, 1_000] {
            let transport = Pieces {
                content_type,
                status: 200,
                answer: answer.clone().into(),
                size,
                breaks: false,
            };
            let client: Client<Lister, Pieces> = Client::new(transport);
            let call = client.call::<List>(Ask {});
            let stream = call.stream_within(|lists| Some(&mut lists.page.as_mut()?.entries));
            let mut stream = stream.call().unwrap();
            let first = stream.next().unwrap().unwrap();
            assert_eq!(first.name.as_deref(), Some("ß"), "{content_type}");
            assert_eq!(stream.next().unwrap().unwrap().id, 2);
            let reply = stream.finish().unwrap();
            assert_eq!(reply.body.page.unwrap().title, "€");
            assert_eq!(
                reply.deviations.len(),
                n_deviations,
                "{:?}",
                reply.deviations
            );
            // A deviation like any other.
            let call = client
                .call::<List>(Ask {})
                .strict(true)
                .stream(|lists| &mut lists.numbers);
            assert_eq!(call.call().unwrap().finish().is_err(), n_deviations > 0);
        }
    }
}

#[test]
fn answers_that_are_no_success_are_what_they_are_as_a_whole() {
    for (status, content_type, answer) in [
        (500, "text/html", "<html>no</html>".to_owned()),
        (200, "text/html", "<html><p>no</p></html>".to_owned()),
        (200, "text/xml", "<html><p>no</p></html>".to_owned()),
        (302, "text/xml", String::new()),
        (200, "text/xml", String::new()),
        (
            500,
            "text/xml",
            envelope("", "").replace(
                "<l:listResponse xmlns:l='urn:lists' xmlns='urn:lists'></l:listResponse>",
                "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault>",
            ),
        ),
    ] {
        let transport = Pieces {
            content_type,
            status,
            answer: answer.into(),
            size: 10,
            breaks: false,
        };
        let client: Client<Lister, Pieces> = Client::new(transport);
        let whole = client.call::<List>(Ask {}).call().unwrap_err();
        let call = client
            .call::<List>(Ask {})
            .stream(|lists| &mut lists.numbers);
        let error = call.call().unwrap().finish().unwrap_err();
        assert_eq!(error.to_string(), whole.to_string());
    }
}

#[test]
fn a_connection_that_breaks_ends_the_stream() {
    let answer = envelope("", "<before>1</before><number>1</number><number>2</number>");
    let answer = answer.split("</l:listResponse>").next().unwrap().to_owned();
    let transport = Pieces {
        content_type: "text/xml",
        status: 200,
        answer: answer.into(),
        size: 50,
        breaks: true,
    };
    let client: Client<Lister, Pieces> = Client::new(transport);
    let mut stream = client
        .call::<List>(Ask {})
        .stream(|lists| &mut lists.numbers)
        .call()
        .unwrap();
    assert_eq!(stream.next().unwrap().unwrap(), 1);
    assert_eq!(stream.next().unwrap().unwrap(), 2);
    assert_eq!(
        stream.next().unwrap().unwrap_err().kind(),
        ErrorKind::Transport
    );
    assert!(stream.next().is_none());
    assert!(stream.finish().is_err());
}

#[test]
fn encoded_answers_are_read_as_a_whole() {
    // The items refer to what stands behind them.
    let answer = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
        <l:listResponse xmlns:l='urn:lists' xmlns='urn:lists'><before>1</before><number href='#a'/><number href='#b'/><after>2</after></l:listResponse>\
        <x id='a'>7</x><x id='b'>8</x></s:Body></s:Envelope>";
    let items = |limits: Limits| {
        let client = client(answer, 10).with_limits(limits);
        let call = client
            .call::<Encoded>(Ask {})
            .stream(|lists| &mut lists.numbers);
        let items: Result<Vec<i32>, _> = call.call().unwrap().collect();
        items
    };
    assert_eq!(items(Limits::response()).unwrap(), [7, 8]);
    let mut limits = Limits::response();
    limits.bytes = 200;
    let error = items(limits).unwrap_err();
    assert!(
        error.to_string().contains("may refer to what comes later"),
        "{error}"
    );
}

/// Notes what it sees of a call.
struct Watcher {
    sees_answers: bool,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Hook for Watcher {
    fn sees_answers(&self) -> bool {
        self.sees_answers
    }

    fn finished(&self, _: &Exchange, end: &CallEnd<'_>) {
        let line = format!(
            "{:?} {:?} {:?}",
            end.outcome, end.status, end.response_bytes
        );
        self.seen.lock().unwrap().push(line);
    }

    fn request(
        &self,
        _: &mut Exchange,
        _: &mut http::Request<bytes::Bytes>,
    ) -> Result<(), HookError> {
        Ok(())
    }
}

#[test]
fn hooks_hear_how_a_stream_ended() {
    let answer = numbers(300);
    let len = answer.len();
    let end_of = |sees_answers: bool, n_items: usize, answer: String| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let client = client(answer, 100).with_limits(small()).with_hook(Watcher {
            sees_answers,
            seen: seen.clone(),
        });
        let mut stream = client
            .call::<List>(Ask {})
            .stream(|lists| &mut lists.numbers)
            .call()
            .unwrap();
        let error = stream.by_ref().take(n_items).find_map(Result::err);
        drop(stream);
        let seen = seen.lock().unwrap().join(" and ");
        (seen, error)
    };
    let status = "Some(200)";
    let (seen, error) = end_of(false, usize::MAX, answer.clone());
    assert!(error.is_none());
    assert_eq!(seen, format!("{:?} {status} Some({len})", Outcome::Success));
    let (seen, error) = end_of(false, 1, answer.clone());
    assert!(error.is_none() && seen.starts_with("Dropped"), "{seen}");
    let (seen, error) = end_of(false, usize::MAX, answer[..len - 9].to_owned());
    assert!(error.is_some());
    assert!(
        seen.starts_with(&format!("{:?}", Outcome::Failed(ErrorKind::Decode))),
        "{seen}"
    );
    // One that sees answers has them as a whole, which is too much here.
    let (_, error) = end_of(true, usize::MAX, answer);
    let error: CallError<_, _> = error.unwrap();
    assert!(error.to_string().contains("a hook sees it"), "{error}");
}

/// Gives whole bodies only.
struct Whole(InProcess);

impl BlockingTransport for Whole {
    fn send_blocking(
        &self,
        request: http::Request<Bytes>,
        context: &CallContext,
    ) -> Result<http::Response<Bytes>, TransportError> {
        self.0.send_blocking(request, context)
    }
}

#[test]
fn an_answer_in_process_may_be_longer_than_what_is_held() {
    let answer = numbers(50_000);
    let mut limits = Limits::response();
    limits.bytes = answer.len() / 10;
    let transport = InProcess::new(move |_| http::Response::new(answer.clone().into()));
    let client: Client<Lister, _> = Client::new(transport).with_limits(limits);
    let error = client.call::<List>(Ask {}).call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    let call = client.call::<List>(Ask {});
    let items = call.stream(|lists| &mut lists.numbers).call().unwrap();
    assert_eq!(items.map(Result::unwrap).count(), 50_000);
}

#[test]
fn a_transport_that_knows_no_streams_gives_the_same() {
    let answer = numbers(3);
    let transport = Whole(InProcess::new(move |_| {
        http::Response::new(answer.clone().into())
    }));
    let client: Client<Lister, _> = Client::new(transport);
    let items = client
        .call::<List>(Ask {})
        .stream(|lists| &mut lists.numbers)
        .call()
        .unwrap();
    let items: Result<Vec<i32>, _> = items.collect();
    assert_eq!(items.unwrap(), [0, 1, 2]);
    let client = client.boxed_blocking();
    let items = client
        .call::<List>(Ask {})
        .stream(|lists| &mut lists.numbers)
        .call()
        .unwrap();
    assert_eq!(items.count(), 3);
}

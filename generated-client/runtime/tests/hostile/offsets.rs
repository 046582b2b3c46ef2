//! One good answer, cut, stalled, dripped and misframed at every byte of head and body.

use std::time::Duration;

use soap_runtime::{CallError, TransportErrorKind};

use crate::server::{Outcome, Script, Server, assert_true_to_fact, call_all};
use crate::support::{LoginResponse, NS};

const LONG: Duration = Duration::from_secs(60);

fn body() -> String {
    format!(
        "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
         <loginTechnicianFromStandalone_v7_2Response xmlns=\"{NS}\">\
         <loginTechnicianFromStandalone_v7_2Result>größe</loginTechnicianFromStandalone_v7_2Result>\
         <iAttemptRemaining>3</iAttemptRemaining><iPasswordExpiresIn>42</iPasswordExpiresIn>\
         <bIsTCRunning>1</bIsTCRunning><minimumPasswordStrength>2</minimumPasswordStrength>\
         </loginTechnicianFromStandalone_v7_2Response></s:Body></s:Envelope>"
    )
}

fn head(framing: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n{framing}\r\n")
}

fn with_length() -> Vec<u8> {
    let body = body();
    let framing = format!("Content-Length: {}\r\nConnection: close\r\n", body.len());
    (head(&framing) + &body).into_bytes()
}

fn chunked(size: usize) -> Vec<u8> {
    let mut bytes = head("Transfer-Encoding: chunked\r\nConnection: close\r\n").into_bytes();
    for chunk in body().as_bytes().chunks(size) {
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}

/// The body until the connection closes: only the XML says whether it is whole.
fn until_close() -> Vec<u8> {
    (head("Connection: close\r\n") + &body()).into_bytes()
}

fn expected() -> LoginResponse {
    LoginResponse {
        result: "größe".into(),
        attempts: 3,
        expires_in: 42,
        is_running: true,
        strength: 2,
        ..LoginResponse::default()
    }
}

async fn outcomes(scripts: Vec<Script>, timeout: Duration) -> Vec<Outcome> {
    let n = scripts.len();
    let server = Server::start("127.0.0.1", scripts).await;
    let outcomes = call_all(&server, n, timeout).await;
    for index in 0..n {
        // On a busy machine a short deadline may pass before the server hears of the call.
        assert!(
            server.count(index) <= 1,
            "script {index} was asked for again"
        );
    }
    for (index, outcome) in outcomes.iter().enumerate() {
        assert_true_to_fact(outcome, server.count(index) > 0);
    }
    outcomes
}

/// A clear error: it says something, in one line, and its cause is not itself.
fn assert_clear(outcome: &Outcome, what: &str) {
    let error = outcome.as_ref().expect_err(what);
    let text = error.to_string();
    assert!(!text.is_empty() && !text.contains('\n'), "{what}: {text:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_at_every_byte() {
    for whole in [with_length(), chunked(100), until_close()] {
        let scripts = (0..whole.len()).map(|end| Script::send(&whole[..end]));
        for (end, outcome) in outcomes(scripts.collect(), LONG).await.iter().enumerate() {
            let text = String::from_utf8_lossy(&whole[..end]).into_owned();
            assert_clear(outcome, &format!("cut at {end}: {text}"));
            // A connection that broke may hold the next time; what says that it is whole and is not, may not.
            let is_broken = matches!(outcome, Err(CallError::Transport(_)));
            assert_eq!(
                outcome.as_ref().unwrap_err().is_retryable(),
                is_broken,
                "{text}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stalled_at_every_byte() {
    for whole in [with_length(), chunked(100), until_close()] {
        let scripts = (0..whole.len()).map(|end| Script::stall(&whole[..end]));
        let outcomes = outcomes(scripts.collect(), Duration::from_millis(100)).await;
        for (end, outcome) in outcomes.iter().enumerate() {
            let error = outcome.as_ref().expect_err("the answer is not whole");
            assert!(error.is_timeout(), "stalled at {end}: {error:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dripped_at_every_byte() {
    for whole in [with_length(), chunked(7), until_close()] {
        let scripts = (0..whole.len()).map(|at| Script {
            pieces: vec![whole[..at].to_vec(), whole[at..].to_vec()],
            stalls: false,
        });
        let mut scripts: Vec<Script> = scripts.collect();
        // Byte by byte, and then some.
        scripts.push(Script {
            pieces: whole.chunks(5).map(<[u8]>::to_vec).collect(),
            stalls: false,
        });
        for (at, outcome) in outcomes(scripts, LONG).await.into_iter().enumerate() {
            assert_eq!(outcome.unwrap(), expected(), "dripped at {at}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn misframed_at_every_byte_of_the_head() {
    for whole in [with_length(), chunked(100)] {
        let end = whole.len() - body().len().min(whole.len());
        let head_end = whole.windows(4).position(|it| it == b"\r\n\r\n").unwrap() + 4;
        assert!(head_end <= end + 100);
        let mut scripts = Vec::new();
        for at in 0..head_end {
            let mut without = whole.clone();
            without.remove(at);
            let mut twice = whole.clone();
            twice.insert(at, whole[at]);
            let mut changed = whole.clone();
            changed[at] ^= 1;
            let mut blank = whole.clone();
            blank[at] = b' ';
            let mut zero = whole.clone();
            zero[at] = 0;
            scripts.extend([without, twice, changed, blank, zero].map(Script::send));
        }
        let sent = scripts.clone();
        for (index, outcome) in outcomes(scripts, LONG).await.into_iter().enumerate() {
            let text = String::from_utf8_lossy(&sent[index].pieces[0]).into_owned();
            match outcome {
                Ok(body) => assert_eq!(body, expected(), "{text}"),
                Err(_) => assert_clear(&outcome, &text),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn framings_that_lie() {
    let body = body();
    let length = body.len();
    let short = length - 1;
    let long = length + 1;
    let refused: Vec<String> = vec![
        // Shorter and longer than what comes.
        head(&format!("Content-Length: {short}\r\n")) + &body,
        head(&format!("Content-Length: {long}\r\n")) + &body,
        // Two that disagree.
        head(&format!(
            "Content-Length: {length}\r\nContent-Length: {short}\r\n"
        )) + &body,
        head(&format!("Content-Length: {length}, {short}\r\n")) + &body,
        head(&format!("Content-Length: -{length}\r\n")) + &body,
        head(&format!("Content-Length: {length}x\r\n")) + &body,
        head("Content-Length: 18446744073709551616\r\n") + &body,
        // A chunk without its size, with a size that is none, or that is not all.
        head("Transfer-Encoding: chunked\r\n") + &body,
        head("Transfer-Encoding: chunked\r\n") + &format!("g\r\n{body}\r\n0\r\n\r\n"),
        head("Transfer-Encoding: chunked\r\n") + &format!("{length:x}\r\n{body}\r\n"),
        head("Transfer-Encoding: chunked\r\n")
            + &format!("fffffffffffffffff\r\n{body}\r\n0\r\n\r\n"),
        head("Transfer-Encoding: chunked\r\n") + &format!("{short:x}\r\n{body}\r\n0\r\n\r\n"),
        // Compression nobody asked for.
        head(&format!(
            "Content-Encoding: gzip\r\nContent-Length: {length}\r\n"
        )) + "\u{1f}\u{8b}",
        // More head than anybody needs.
        head(&format!(
            "Content-Length: {length}\r\nX: {}\r\n",
            "x".repeat(1 << 20)
        )) + &body,
        head(&("X: y\r\n".repeat(1000) + &format!("Content-Length: {length}\r\n"))) + &body,
        // Not HTTP, or not an answer.
        "SSH-2.0-OpenSSH\r\n".to_owned(),
        format!("HTTP/9.9 200 OK\r\nContent-Length: {length}\r\n\r\n{body}"),
        format!("HTTP/1.1 200\u{7}OK\r\nContent-Length: {length}\r\n\r\n{body}"),
        format!("HTTP/1.1 204 No Content\r\n\r\n{body}"),
        format!("HTTP/1.1 304 Not Modified\r\n\r\n{body}"),
        "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n".to_owned(),
        "HTTP/1.1 100 Continue\r\n\r\n".repeat(10),
        body.clone(),
    ];
    let accepted: Vec<String> = vec![
        head(&format!(
            "Content-Length: {length}\r\nContent-Length: {length}\r\n"
        )) + &body,
        // What comes after the answer is nobody's.
        head(&format!("Content-Length: {length}\r\n")) + &body + "HTTP/1.1 500 Oops\r\n\r\n",
        head("Transfer-Encoding: chunked\r\n")
            + &format!("{length:X};a=b\r\n{body}\r\n0\r\nX: y\r\n\r\n"),
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n".to_owned()
            + &head(&format!("Content-Length: {length}\r\n"))
            + &body,
        format!("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n{body}"),
        format!("HTTP/1.1 200 \r\nContent-Type: text/xml\r\ncontent-length:{length}\r\n\r\n{body}"),
    ];
    let n_refused = refused.len();
    let all: Vec<String> = refused.into_iter().chain(accepted).collect();
    let scripts: Vec<Script> = all.iter().map(|it| Script::send(it.as_str())).collect();
    for (index, outcome) in outcomes(scripts, LONG).await.into_iter().enumerate() {
        let text: String = all[index].chars().take(300).collect();
        if index < n_refused {
            assert_clear(&outcome, &text);
        } else {
            match outcome {
                Ok(body) => assert_eq!(body, expected(), "{text}"),
                Err(error) => panic!("{error:?}: {text}"),
            }
        }
    }
}

#[tokio::test]
async fn a_drip_does_not_outlast_the_deadline() {
    let whole = with_length();
    // One byte in two milliseconds: each read is quick, all of them are not.
    let script = Script {
        pieces: whole.chunks(1).map(<[u8]>::to_vec).collect(),
        stalls: false,
    };
    let mut outcomes = outcomes(vec![script], Duration::from_millis(200)).await;
    let Err(CallError::Transport(error)) = outcomes.remove(0) else {
        panic!("the answer takes a second at least");
    };
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
}

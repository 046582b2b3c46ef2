//! Any bytes as what an HTTP server sends, twice to the same client: heads, framing, compression, cookies, challenges.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use soap_runtime::{BlockingHttpTransport, BlockingTransport as _, CallContext};

use crate::plain::{assert_debug, assert_plain};

const MAX_BODY: usize = 10_000;

/// What the server answers, and where it listens.
static SERVER: LazyLock<(Mutex<Vec<u8>>, u16)> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a loopback interface");
    let port = listener.local_addr().expect("it is bound").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that is gone is the next one's business.
            let _ = serve(stream);
        }
    });
    (Mutex::new(Vec::new()), port)
});

/// Made once, since it asks the system for its certificates. It keeps cookies, so that an input may need those before it.
static TRANSPORT: LazyLock<BlockingHttpTransport> = LazyLock::new(|| {
    BlockingHttpTransport::builder()
        .digest_auth("user", "s3cret")
        .build_blocking()
});

fn serve(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.ends_with(b"asked") {
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            n_read => head.extend_from_slice(&buffer[..n_read]),
        }
    }
    let answer = SERVER
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    stream.write_all(&answer)?;
    stream.shutdown(std::net::Shutdown::Write)?;
    // The client closes first, so that no port waits here.
    while stream.read(&mut buffer)? > 0 {}
    Ok(())
}

/// Answers to begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    let ok = |headers: &str, body: &[u8]| {
        let head = format!(
            "HTTP/1.1 200 OK\r\n{headers}Content-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    };
    let gzip = [
        0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 7, 0, 0x86, 0xA6, 0x10,
        0x36, 5, 0, 0, 0,
    ];
    let deflate = [
        0x78, 0x9C, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 7, 0, 6, 0x2C, 2, 0x15,
    ];
    let cookies = "Set-Cookie: a=b; Path=/x; Max-Age=10; Secure; HttpOnly\r\n\
                   Set-Cookie: c=\"d e\"; Expires=Wed, 21 Oct 2099 07:28:00 GMT; Domain=127.0.0.1\r\n\
                   Set-Cookie: a=; Expires=Thu, 01-Jan-70 00:00:00 GMT\r\nSet-Cookie: =; =;; Path\r\n";
    let digest = "HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"r\", qop=\"auth,auth-int\", algorithm=MD5, \
                  nonce=\"n\\\"\", opaque=\"o\", stale=true\r\nWWW-Authenticate: Basic realm=\"x\", Negotiate\r\nContent-Length: 0\r\n\r\n";
    vec![
        ok("Content-Type: text/xml\r\n", b"<a/>"),
        ok("Content-Encoding: gzip\r\n", &gzip),
        ok("Content-Encoding: deflate, identity\r\n", &deflate),
        ok("Content-Encoding: br\r\n", &[0x0B, 2, 0x80, b'h', b'e', b'l', b'l', b'o', 3]),
        ok(cookies, b"x"),
        digest.as_bytes().to_vec(),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n".to_vec(),
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 302 Found\r\nLocation: http://127.0.0.2/\r\nRetry-After: 5\r\n\r\n".to_vec(),
    ]
}

/// Asks twice, and once more where the answer is a challenge.
pub fn run(data: &[u8]) {
    let (answer, port) = &*SERVER;
    *answer.lock().unwrap_or_else(PoisonError::into_inner) = data.to_vec();
    let context = CallContext::new(Duration::from_secs(5), MAX_BODY);
    for path in ["x/y", "x"] {
        let request = http::Request::post(format!("http://127.0.0.1:{port}/{path}"));
        let request = request
            .body(Bytes::from_static(b"asked"))
            .expect("it is a request");
        match TRANSPORT.send_blocking(request, &context) {
            Ok(response) => assert!(
                response.body().len() <= MAX_BODY,
                "{} bytes",
                response.body().len()
            ),
            Err(error) => {
                assert_plain(&error);
                assert_debug(&error);
                // The server saw every request: none of these may be said to be unsent.
                assert!(!error.is_unsent(), "{error:?}");
                assert!(!format!("{error:?}").contains("s3cret"));
            }
        }
    }
}

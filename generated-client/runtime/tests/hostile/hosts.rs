//! Two hosts: what one gives is not told to the other, and neither sends a client to the other.

use soap_runtime::{CallError, HttpProblem, HttpTransport};

use crate::server::{Script, Server};
use crate::support::{LOGIN_11, LoginRequest, TechnicianConsoleClient};

fn good() -> Vec<u8> {
    let text = String::from_utf8(LOGIN_11.to_vec()).unwrap();
    text.replace("Connection: keep-alive", "Connection: close")
        .into_bytes()
}

fn client(transport: &HttpTransport, host: &str, port: u16) -> TechnicianConsoleClient {
    TechnicianConsoleClient::with_transport(transport.clone())
        .with_endpoint(format!("http://{host}:{port}/0"))
}

#[tokio::test]
async fn a_cookie_goes_back_to_its_host_only() {
    let one = Server::start("127.0.0.1", vec![Script::send(good())]).await;
    let two = Server::start("127.0.0.2", vec![Script::send(good())]).await;
    let transport = HttpTransport::new();
    let calls = [
        ("127.0.0.1", one.address.port()),
        ("127.0.0.2", two.address.port()),
        ("localhost", one.address.port()),
        ("127.0.0.1", one.address.port()),
    ];
    for (host, port) in calls {
        let request = LoginRequest::default();
        client(&transport, host, port).login(request).await.unwrap();
    }
    let has_cookie = |it: &String| it.to_ascii_lowercase().contains("\r\ncookie:");
    let one: Vec<bool> = one.requests().iter().map(has_cookie).collect();
    let two: Vec<bool> = two.requests().iter().map(has_cookie).collect();
    assert_eq!(one, [false, false, true], "itself, by another name, itself");
    assert_eq!(two, [false]);
}

#[tokio::test]
async fn a_cookie_for_another_host_is_not_taken() {
    let answer = String::from_utf8(good()).unwrap();
    let foreign = answer.replace("path=/", "path=/; domain=127.0.0.2");
    let one = Server::start("127.0.0.1", vec![Script::send(foreign)]).await;
    let two = Server::start("127.0.0.2", vec![Script::send(good())]).await;
    let transport = HttpTransport::new();
    for (host, port) in [
        ("127.0.0.1", one.address.port()),
        ("127.0.0.2", two.address.port()),
    ] {
        let request = LoginRequest::default();
        client(&transport, host, port).login(request).await.unwrap();
    }
    assert!(
        !two.requests()[0]
            .to_ascii_lowercase()
            .contains("\r\ncookie:")
    );
}

#[tokio::test]
async fn no_redirect_is_followed_to_any_host() {
    let target = Server::start("127.0.0.2", vec![Script::send(good())]).await;
    let statuses = [300, 301, 302, 303, 305, 307, 308];
    let scripts = statuses.map(|status| {
        Script::send(format!(
            "HTTP/1.1 {status} Elsewhere\r\nLocation: http://{}/0\r\nRefresh: 0; url=http://{}/0\r\n\
             Content-Length: 0\r\nConnection: close\r\n\r\n",
            target.address, target.address
        ))
    });
    let server = Server::start("127.0.0.1", scripts.to_vec()).await;
    for (index, status) in statuses.iter().enumerate() {
        let client = TechnicianConsoleClient::new()
            .with_endpoint(format!("http://{}/{index}", server.address));
        let request = LoginRequest {
            password: Some("s3cret".into()),
            ..LoginRequest::default()
        };
        let error = client.login(request).await.unwrap_err();
        let CallError::Http(error) = error else {
            panic!("{status}: {error:?}");
        };
        if *status != 300 && *status != 305 {
            assert_eq!(error.problem, HttpProblem::Redirect, "{status}");
        }
        assert_eq!(server.count(index), 1);
    }
    assert!(target.requests().is_empty());
}

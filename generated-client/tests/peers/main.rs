//! The mocked service answers clients of other make: zeep, node-soap and PHP's `SoapClient`.
//!
//! Each signs in, asks for an account and meets a fault, in both versions of SOAP, from the contract's own WSDL.
//! Where one is not installed its test says so and passes, but not in CI: `.ci/run` installs them.

#[path = "../support/mod.rs"]
mod support;

use std::process::Command;

use bytes::Bytes;
use generated_client::rescue_api::server::ApiMock;
use generated_client::rescue_api::{
    GetAccountResponse, GetAccountResult, LoginResponse, LoginResult,
};
use soap_runtime::{BlockingTransport, CallContext, Fault, FaultKind, SoapVersion};
use support::server::{Received, Server};

const WSDL: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../schemas/rescue-api/API.wsdl"
);
const TOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/ci-tools");

/// What has to be escaped, and what is not ASCII.
const PASSWORD: &str = "p<&>\"ß";
const ORGANIZATION: &str = "Größe & <Söhne>";

/// What every client prints.
const SAID: &str = "login_OK\ngetAccount_OK 337 Größe & <Söhne> None\nno <&> luck\n";

/// A service that each version of SOAP is spoken to once.
fn mock() -> ApiMock {
    let mock = ApiMock::new().in_order();
    for version in [SoapVersion::V11, SoapVersion::V12] {
        let accepts = |email: &Option<String>| email.as_deref() == Some("ann@example.com");
        mock.expect_login()
            .with(move |request| {
                let password = request.password.as_ref().map(|secret| secret.expose());
                accepts(&request.email) && password.map(String::as_str) == Some(PASSWORD)
            })
            .returns(LoginResponse {
                result: LoginResult::Ok,
            });
        mock.expect_get_account().returns(GetAccountResponse {
            result: GetAccountResult::Ok,
            account_id: 337,
            organization: Some(ORGANIZATION.to_owned()),
            admin_id: 0,
            tech_id: 0,
            email: None,
        });
        mock.expect_get_account()
            .faults(Fault::new(version, FaultKind::Receiver, "no <&> luck"));
    }
    mock
}

/// A request as it came, and the answer as it goes, over HTTP.
fn serve(transport: &impl BlockingTransport, received: &Received) -> Vec<u8> {
    let mut request = http::Request::post("http://localhost/");
    for (name, value) in &received.headers {
        request = request.header(name, value);
    }
    let request = request
        .body(Bytes::from(received.body.clone()))
        .expect("it came over HTTP");
    let context = CallContext::new(std::time::Duration::from_secs(60), usize::MAX);
    let response = transport
        .send_blocking(request, &context)
        .expect("no failure is expected");
    let headers: String = (response.headers().iter())
        .map(|(name, value)| format!("{name}: {}\r\n", value.to_str().expect("it is ASCII")))
        .collect();
    support::answers::http(response.status().as_str(), &headers, response.body())
}

/// Lets `client` call the mocked service, and holds what it prints against what it should.
fn calls(mut client: Command) {
    let mock = mock();
    let transport = mock.transport();
    let server = Server::start(move |received| serve(&transport, received));
    for version in ["1.1", "1.2"] {
        client.args([WSDL, &server.url("/API/API.asmx"), version]);
    }
    let output = client.output().expect("it was found");
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.replace("\r\n", "\n"), SAID.repeat(2), "{wrong}");
    mock.verify();
}

/// Whether `probe` works; what is missing is an error in CI.
fn is_there(what: &str, probe: &mut Command) -> bool {
    let output = probe.output();
    let is_there = output.is_ok_and(|output| output.status.success());
    if !is_there {
        assert!(std::env::var_os("CI").is_none(), "there is no {what}");
        eprintln!("SKIPPED: there is no {what}, so that it called nothing");
    }
    is_there
}

fn program(name: &str) -> String {
    format!("{}/tests/peers/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn zeep_calls_the_mocked_service() {
    let own = format!("{TOOLS}/bin/python3");
    let given = std::env::var("PYTHON").ok();
    let candidates = given.into_iter().chain(["python3".to_owned(), own]);
    let has_zeep = |python: &String| {
        let output = Command::new(python).args(["-c", "import zeep"]).output();
        output.is_ok_and(|output| output.status.success())
    };
    let python = candidates.clone().find(has_zeep);
    let python = python.or(candidates.last()).unwrap_or_default();
    if is_there("zeep", Command::new(&python).args(["-c", "import zeep"])) {
        let mut client = Command::new(python);
        client.arg(program("client.py"));
        calls(client);
    }
}

#[test]
fn node_soap_calls_the_mocked_service() {
    let own = format!("{TOOLS}/node_modules");
    let path = match std::env::var("NODE_PATH") {
        Ok(given) => format!("{given}:{own}"),
        Err(_) => own,
    };
    let mut client = Command::new("node");
    client.env("NODE_PATH", &path);
    let mut probe = Command::new("node");
    probe
        .env("NODE_PATH", &path)
        .args(["-e", "require('soap')"]);
    if is_there("node-soap", &mut probe) {
        client.arg(program("client.js"));
        calls(client);
    }
}

#[test]
fn php_calls_the_mocked_service() {
    let probe = "exit(extension_loaded('soap') ? 0 : 1);";
    if is_there("SoapClient of PHP", Command::new("php").args(["-r", probe])) {
        let mut client = Command::new("php");
        client.arg(program("client.php"));
        calls(client);
    }
}

//! The server's side of generated modules: traits, endpoints, mocks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use generated_client::rescue_api::operations::{GetAccount, Login};
use generated_client::rescue_api::server::{ApiEndpoint, ApiMock, ApiServer};
use generated_client::rescue_api::{
    ApiClient, GetAccountRequest, GetAccountResponse, GetAccountResult, GetUserRequest,
    LoginRequest, LoginResponse, LoginResult, StartSessionRequest,
};
use soap_runtime::server::{Answer, Endpoint, Handled};
use soap_runtime::{
    CallError, Fault, FaultKind, Incoming, SoapVersion, TransportErrorKind, decode_response,
};

/// A service with one account, and a name for whoever signed in last.
#[derive(Default)]
struct Service {
    signed_in: Mutex<Option<String>>,
}

impl ApiServer for Service {
    async fn login(&self, request: Incoming<Login>) -> Handled<Login> {
        let Some(email) = request.body.email.clone() else {
            return Err(request.fault(FaultKind::Sender, "an e-mail address is needed"));
        };
        *self.signed_in.lock().expect("no test panics here") = Some(email);
        Ok(Answer::new(LoginResponse {
            result: LoginResult::Ok,
        }))
    }

    async fn get_account(&self, _: Incoming<GetAccount>) -> Handled<GetAccount> {
        let email = self.signed_in.lock().expect("no test panics here").clone();
        let result = match email {
            Some(_) => GetAccountResult::Ok,
            None => GetAccountResult::NotLoggedIn,
        };
        Ok(Answer::new(GetAccountResponse {
            result,
            account_id: 337,
            organization: None,
            admin_id: 0,
            tech_id: 0,
            email,
        }))
    }
}

fn client() -> ApiClient<impl soap_runtime::Transport + Clone> {
    let transport = ApiEndpoint(Service::default()).into_transport();
    ApiClient::with_transport(transport)
}

fn login() -> LoginRequest {
    LoginRequest::default()
        .email("ann@example.com")
        .password("pw")
}

#[tokio::test]
async fn a_typed_server_answers_a_typed_client() {
    for version in [SoapVersion::V11, SoapVersion::V12] {
        let client = client().with_version(version).with_strict(true);
        let request = GetAccountRequest::default;
        let before = client.get_account(request()).await.unwrap();
        assert_eq!(before.result, GetAccountResult::NotLoggedIn);
        client.login(login()).await.unwrap();
        let after = client.get_account(request()).await.unwrap();
        assert_eq!(after.email.as_deref(), Some("ann@example.com"));

        let error = client.login(LoginRequest::default()).await.unwrap_err();
        let fault = error.fault().expect("a fault");
        assert_eq!(fault.version, version);
        assert_eq!(fault.kind(), FaultKind::Sender);
        assert_eq!(fault.reason(), "an e-mail address is needed");
    }
}

#[tokio::test]
async fn what_is_not_implemented_is_a_fault_of_the_service() {
    let error = client().get_user(GetUserRequest::new(7)).await.unwrap_err();
    let fault = error.fault().expect("a fault");
    assert_eq!(fault.kind(), FaultKind::Receiver);
    assert_eq!(fault.reason(), "`get_user` is not implemented");
}

/// What the endpoint answers to a body of SOAP 1.1.
async fn answer_to(headers: &str, body: &str) -> (u16, String) {
    let envelope = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">\
         <s:Header>{headers}</s:Header><s:Body>{body}</s:Body></s:Envelope>"
    );
    let request = http::Request::post("/")
        .header("content-type", "text/xml; charset=utf-8")
        .body(Bytes::from(envelope))
        .expect("the parts are fixed");
    let endpoint = ApiEndpoint(Service::default());
    let response = endpoint.handle(request).await;
    let status = response.status().as_u16();
    let error = decode_response::<Login>(response, &Default::default()).expect_err("a fault");
    (status, error.fault().expect("a fault").reason().to_owned())
}

#[tokio::test]
async fn requests_are_taken_strictly() {
    let ns = "https://secure.logmeinrescue.com/API/API.asmx";
    let login = |content: &str| format!("<login xmlns=\"{ns}\">{content}</login>");

    let (status, reason) = answer_to("", &login("<sEmail>a</sEmail><extra/>")).await;
    assert_eq!(status, 500);
    assert!(reason.contains("extra"), "{reason}");

    let (_, reason) = answer_to("", "<other xmlns=\"urn:o\"/>").await;
    assert_eq!(
        reason,
        "no operation of this service takes `other` of `urn:o`"
    );

    let block = "<b:must xmlns:b=\"urn:b\" s:mustUnderstand=\"1\"/>";
    let (_, reason) = answer_to(block, &login("<sEmail>a</sEmail>")).await;
    assert!(reason.contains("`must`"), "{reason}");
}

#[tokio::test]
async fn a_mock_answers_in_the_order_of_its_expectations() {
    let mock = ApiMock::new();
    let account = |account_id| GetAccountResponse {
        result: GetAccountResult::Ok,
        account_id,
        organization: None,
        admin_id: 0,
        tech_id: 0,
        email: None,
    };
    mock.expect_get_account().times(2).returns(account(1));
    mock.expect_get_account().any_times().returns(account(2));
    let client = mock.client();
    let mut ids = Vec::new();
    for _ in 0..4 {
        let answer = client.get_account(GetAccountRequest::default()).await;
        ids.push(answer.unwrap().account_id);
    }
    assert_eq!(ids, [1, 1, 2, 2]);
    mock.verify();
}

#[tokio::test]
async fn a_mock_fails_as_services_and_networks_do() {
    let mock = ApiMock::new().in_order();
    mock.expect_login()
        .faults(Fault::new(SoapVersion::V11, FaultKind::Receiver, "on fire"));
    mock.expect_login().fails(TransportErrorKind::Connect);
    mock.expect_login()
        .after(Duration::from_secs(90))
        .returns(LoginResponse {
            result: LoginResult::Ok,
        });
    let client = mock.client().with_version(SoapVersion::V12);

    let error = client.login(login()).await.unwrap_err();
    let fault = error.fault().expect("a fault");
    assert_eq!(
        (fault.version, fault.reason()),
        (SoapVersion::V12, "on fire")
    );
    let error = client.login(login()).await.unwrap_err();
    assert!(matches!(error, CallError::Transport(_)), "{error}");
    // The client's own limit is 60 s; nothing waits for it here.
    let error = client.login(login()).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    let said = "timeout: no whole answer in 60s; `timeout` of the call or `with_timeout`";
    assert!(error.to_string().contains(said), "{error}");
    mock.verify();
}

/// What a mock says when it is verified.
fn complaint(mock: ApiMock) -> String {
    let panicked = catch_unwind(AssertUnwindSafe(|| mock.verify())).expect_err("a complaint");
    *panicked.downcast::<String>().expect("a message")
}

#[tokio::test]
async fn calls_that_nothing_expects_are_refused_and_told() {
    let mock = ApiMock::new();
    mock.expect_login()
        .with(|request| request.email.as_deref() == Some("ben@example.com"))
        .returns(LoginResponse {
            result: LoginResult::Ok,
        });
    let client = mock.client();
    let error = client.login(login()).await.unwrap_err();
    let said =
        "the mock met a call of `login` that no expectation takes; expected was one of login";
    assert_eq!(error.fault().expect("a fault").reason(), said);
    let error = client.start_session(StartSessionRequest::new(1, 2)).await;
    assert!(error.is_err());
    let complaint = complaint(mock);
    let lines: Vec<&str> = complaint.lines().collect();
    assert_eq!(lines[0], said);
    assert!(lines[1].contains("`startSession`"), "{complaint}");
    assert_eq!(lines[2], "1 call of `login` did not come");
}

#[test]
fn a_mock_that_is_dropped_is_verified() {
    let dropped = catch_unwind(|| {
        let mock = ApiMock::new();
        mock.expect_login().times(3).returns(LoginResponse {
            result: LoginResult::Ok,
        });
    });
    let said = dropped.unwrap_err();
    let said = said.downcast::<String>().expect("a message");
    assert_eq!(*said, "3 calls of `login` did not come\n");
}

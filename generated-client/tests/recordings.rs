//! Sessions that are kept in files and answered from them.

use std::fs;
use std::path::PathBuf;

use generated_client::rescue_api::server::ApiMock;
use generated_client::rescue_api::{
    ApiClient, GetAccountRequest, GetAccountResponse, GetAccountResult, LoginRequest,
    RequestAuthCodeRequest, RequestAuthCodeResponse, RequestAuthCodeResult,
};
use soap_runtime::server::{Recorder, Replay};
use soap_runtime::{CallError, Transport};

const SECRETS: [&str; 3] = ["corréct <horse> 42", "c0de&-17", "session-9"];

/// A folder that is gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// One session; what its answers hold, where that is no secret.
async fn session(
    transport: impl Transport,
    password: &str,
    code: &str,
) -> Result<(String, bool, i32), CallError> {
    let client = ApiClient::with_transport(transport).with_strict(true);
    let request = RequestAuthCodeRequest::default()
        .email("ann@example.com")
        .password(password);
    let answer = client.request_auth_code(request).await?;
    let has_code = answer.auth_code.is_some();
    let request = GetAccountRequest::default().auth_code(code);
    let account = client.get_account(request).await?;
    Ok((answer.result.to_string(), has_code, account.account_id))
}

#[tokio::test]
async fn a_recorded_session_replays_equal_and_holds_no_secret() {
    let folder = Folder::new("recorded");
    let [password, code, cookie] = SECRETS;
    let mock = ApiMock::new().in_order();
    mock.expect_request_auth_code()
        .returns(RequestAuthCodeResponse {
            result: RequestAuthCodeResult::Ok,
            auth_code: Some(code.into()),
        });
    mock.expect_get_account()
        .with(move |request| request.auth_code == Some(code.into()))
        .returns(GetAccountResponse {
            result: GetAccountResult::Ok,
            account_id: 337,
            organization: Some("R & D".into()),
            admin_id: 7,
            tech_id: 0,
            email: None,
        });
    // As a host does: a cookie beside the answer.
    let inner = WithCookie(mock.transport(), cookie);
    let recorder = Recorder::new(inner, &folder.0).unwrap();
    let first = session(recorder, password, code).await.unwrap();
    mock.verify();

    let mut names = Vec::new();
    for entry in fs::read_dir(&folder.0).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for secret in SECRETS.into_iter().chain(["horse", "c0de", "corr"]) {
            assert!(!text.contains(secret), "{}: {text}", path.display());
        }
        names.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
    names.sort();
    let expected = [
        "0001-requestAuthCode.request.http",
        "0001-requestAuthCode.response.http",
        "0002-getAccount.request.http",
        "0002-getAccount.response.http",
    ];
    assert_eq!(names, expected);

    // With a secret of the same form, since the real one is nowhere.
    let replay = Replay::open(&folder.0).unwrap();
    let again = session(replay, "abcdefg <hijkl> 12", "d1ef&-23")
        .await
        .unwrap();
    assert_eq!(again, first);
}

#[tokio::test]
async fn a_call_that_was_not_recorded_is_not_answered() {
    let folder = Folder::new("other");
    let mock = ApiMock::new();
    mock.expect_request_auth_code()
        .returns(RequestAuthCodeResponse {
            result: RequestAuthCodeResult::Ok,
            auth_code: None,
        });
    let recorder = Recorder::new(mock.transport(), &folder.0).unwrap();
    let request = || RequestAuthCodeRequest::default().email("ann@example.com");
    let client = ApiClient::with_transport(recorder);
    client.request_auth_code(request()).await.unwrap();
    mock.verify();
    // Two sessions in one folder would be none.
    let other = ApiMock::new();
    assert!(Recorder::new(other.transport(), &folder.0).is_err());

    let client = ApiClient::with_transport(Replay::open(&folder.0).unwrap());
    let said = |error: CallError| soap_runtime::Error::from(error).report().to_string();
    let error = client.login(LoginRequest::default()).await.unwrap_err();
    let message = "no recorded call of `login` is like this one; 0 others of it are left";
    assert!(said(error).contains(message));
    let error = client
        .request_auth_code(RequestAuthCodeRequest::default().email("ben@example.com"))
        .await
        .unwrap_err();
    let message = "no recorded call of `requestAuthCode` is like this one; 1 others of it are left";
    assert!(said(error).contains(message));
    client.request_auth_code(request()).await.unwrap();
}

struct WithCookie<T>(T, &'static str);

impl<T: Transport> Transport for WithCookie<T> {
    async fn send(
        &self,
        request: http::Request<bytes::Bytes>,
        context: &soap_runtime::CallContext,
    ) -> Result<http::Response<bytes::Bytes>, soap_runtime::TransportError> {
        let mut response = self.0.send(request, context).await?;
        let cookie = format!("ASP.NET_SessionId={}; path=/", self.1);
        let cookie = cookie.parse().expect("it is ASCII");
        response.headers_mut().insert("set-cookie", cookie);
        Ok(response)
    }
}

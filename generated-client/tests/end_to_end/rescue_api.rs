//! The integrators' API, hosted as ASMX hosts it: a cookie session, an authentication code, PIN codes.

use generated_client::rescue_api::{
    ApiClient, GetAccountRequest, GetAccountResult, GetUserRequest, GetUserResult, LoginRequest,
    LoginResult, NodeStatus, NodeType, RequestLensPinCodeV2Request, RequestPinCodeResult,
};

use crate::support::answers::{TEXT_XML, captured, envelope11, http, ok11};
use crate::support::request::Sent;
use crate::support::samples;
use crate::support::server::{Received, Server};

const PATH: &str = "/API/API.asmx";
const NS: &str = "{https://secure.logmeinrescue.com/API/API.asmx}";

pub(crate) fn client(server: &Server) -> ApiClient {
    ApiClient::new().with_endpoint(server.url(PATH))
}

/// An answer of `operation`.
fn content(operation: &str, members: &str) -> String {
    format!(
        "<{operation}Response xmlns=\"https://secure.logmeinrescue.com/API/API.asmx\">\
         {members}</{operation}Response>"
    )
}

fn host(request: &Received) -> Vec<u8> {
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", PATH)
    );
    let sent = Sent::of(request);
    let operation = sent.operation.strip_prefix(NS).expect("its namespace");
    let action = format!("\"https://secure.logmeinrescue.com/API/API.asmx/{operation}\"");
    assert_eq!(request.header("soapaction"), Some(action.as_str()));
    let parameter = |name: &str| sent.parameter(&format!("{NS}{name}"));
    let is_known = request.cookie("ASP.NET_SessionId") == Some("S1");
    match operation {
        "login" => {
            assert_eq!(parameter("sEmail"), Some("admin@example.com"));
            assert_eq!(parameter("sPassword"), Some("Secret123"));
            let content = content("login", "<loginResult>login_OK</loginResult>");
            let cookie = "Set-Cookie: ASP.NET_SessionId=S1; path=/; HttpOnly\r\n";
            http(
                "200 OK",
                &format!("{TEXT_XML}{cookie}"),
                envelope11(&content),
            )
        }
        "getAccount" if is_known => {
            // A text that is not set is left out.
            assert_eq!(parameter("sAuthCode"), None);
            ok11(&content(
                "getAccount",
                "<getAccountResult>getAccount_OK</getAccountResult><iAccountID>337</iAccountID>\
                 <sOrganization>R&amp;D</sOrganization><iAdminID>7</iAdminID><iTechID>0</iTechID>\
                 <sEmail>admin@example.com</sEmail>",
            ))
        }
        "getAccount" => ok11(&content(
            "getAccount",
            "<getAccountResult>getAccount_NotLoggedIn</getAccountResult><iAccountID>0</iAccountID>\
             <iAdminID>0</iAdminID><iTechID>0</iTechID>",
        )),
        "getUser" => {
            assert_eq!(parameter("iNodeID"), Some("-7"));
            assert_eq!(parameter("sAuthCode"), Some("auth-1"));
            ok11(&content(
                "getUser",
                "<getUserResult>getUser_OK</getUserResult><oUser><iNodeID>-7</iNodeID><sName>Ann</sName>\
                 <sNick /><sEmail>ann@example.com</sEmail><eType>Technician</eType>\
                 <bAccountHolder>false</bAccountHolder><hasMobileAddon>true</hasMobileAddon>\
                 <eStatus>Away</eStatus></oUser>",
            ))
        }
        other => panic!("unknown operation {other}"),
    }
}

#[tokio::test]
async fn a_session_reads_the_account_and_a_user() {
    let server = Server::start(host);
    let client = client(&server);

    let before = client
        .get_account(GetAccountRequest::default())
        .await
        .unwrap();
    assert_eq!(before.result, GetAccountResult::NotLoggedIn);

    let request = LoginRequest::default()
        .email("admin@example.com")
        .password("Secret123");
    let login = client.login(request).await.unwrap();
    assert_eq!(login.result, LoginResult::Ok);

    let account = client
        .get_account(GetAccountRequest::default())
        .await
        .unwrap();
    assert_eq!(account.result, GetAccountResult::Ok);
    assert_eq!(account.organization.as_deref(), Some("R&D"));
    assert_eq!(
        (account.account_id, account.admin_id, account.tech_id),
        (337, 7, 0)
    );

    let request = GetUserRequest::new(-7).auth_code("auth-1");
    let user = client.get_user(request).await.unwrap();
    assert_eq!(user.result, GetUserResult::Ok);
    let user = user.user.expect("a user");
    assert_eq!(
        (user.name.as_deref(), user.nick.as_deref()),
        (Some("Ann"), Some(""))
    );
    assert_eq!((user.ssoid, user.description), (None, None));
    assert_eq!(
        (user.r#type, user.status),
        (NodeType::Technician, NodeStatus::Away)
    );
    assert!(user.has_mobile_addon && !user.account_holder);

    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn a_pin_code_keeps_its_zeros() {
    let bytes = captured(&samples::bytes(
        "rescue-api/samples/wire/asmx-pin_ok.11.resp.http",
    ));
    let server = Server::start(move |_: &Received| bytes.clone());
    let request = RequestLensPinCodeV2Request::new(false)
        .c_field0("Ann")
        .auth_code("authcode-1");
    let pin = client(&server)
        .request_lens_pin_code_v2(request)
        .await
        .unwrap();
    assert_eq!(pin.result, RequestPinCodeResult::Ok);
    assert_eq!(pin.pin_code.expect("a code").expose(), "000127");

    let sent = Sent::of(&server.only_request());
    let parameters: Vec<_> = sent
        .parameters
        .iter()
        .map(|(name, text)| (&name[NS.len()..], text.as_str()))
        .collect();
    assert_eq!(
        parameters,
        [
            ("sCField0", "Ann"),
            ("bNoTechConsole", "false"),
            ("sAuthCode", "authcode-1")
        ]
    );
}

#[tokio::test]
async fn a_refused_pin_code_is_a_value() {
    let server = Server::start(|_: &Received| {
        ok11(&content(
            "requestLensPINCodeV2",
            "<requestLensPINCodeV2Result>requestPINCode_NoAccessToLens</requestLensPINCodeV2Result>",
        ))
    });
    let request = RequestLensPinCodeV2Request::new(true).auth_code("x");
    let pin = client(&server)
        .request_lens_pin_code_v2(request)
        .await
        .unwrap();
    assert_eq!(pin.result, RequestPinCodeResult::NoAccessToLens);
    assert_eq!(pin.pin_code, None);
}

//! A hand-written service in the form of generated code, and the captured answers of real hosts.
#![allow(dead_code, reason = "every test file uses a part of it")]
#![allow(
    unreachable_pub,
    reason = "generated code is public, and this stands for it"
)]

use bytes::Bytes;
use soap_runtime::record::shape::{Shape, optional, required};
use soap_runtime::{
    FailureRule, NoFault, NoHeaders, Operation, OperationInfo, Port, Service, SoapVersion,
};

pub const NS: &str = "http://microsoft.com/webservices/";
pub const USER_NS: &str = "http://www.superoffice.net/ws/crm/NetServer/Services84";

#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoginRequest {
    pub email: Option<String>,
    pub password: Option<String>,
    pub language: Option<String>,
}
static LOGIN_REQUEST: Shape = Shape::new(
    "LoginRequest",
    &[
        optional(NS, "sEmail"),
        optional(NS, "sPassword"),
        optional(NS, "sLanguage"),
    ],
);
soap_runtime::record!(LoginRequest, LOGIN_REQUEST, 0 email 1 password 2 language);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoginResponse {
    pub result: String,
    pub attempts: u8,
    pub expires_in: i32,
    pub is_running: bool,
    pub url: Option<String>,
    pub strength: u8,
    pub region_url: Option<String>,
    pub setup_url: Option<String>,
    pub methods: Option<String>,
    pub token: Option<String>,
}
static LOGIN_RESPONSE: Shape = Shape::new(
    "LoginResponse",
    &[
        required(NS, "loginTechnicianFromStandalone_v7_2Result"),
        required(NS, "iAttemptRemaining"),
        required(NS, "iPasswordExpiresIn"),
        required(NS, "bIsTCRunning"),
        optional(NS, "sUrl"),
        required(NS, "minimumPasswordStrength"),
        optional(NS, "sLoginRegionURL"),
        optional(NS, "sTwoFactorSetupUrl"),
        optional(NS, "oTwoFactorAuthenticationMethods"),
        optional(NS, "sLoginToken"),
    ],
);
soap_runtime::record!(LoginResponse, LOGIN_RESPONSE, 0 result 1 attempts 2 expires_in 3 is_running 4 url 5 strength 6 region_url 7 setup_url 8 methods 9 token);

#[derive(Clone, Copy, Debug)]
pub struct Login;
impl Operation for Login {
    type Request = LoginRequest;
    type Response = LoginResponse;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo {
        name: "loginTechnicianFromStandalone_v7_2",
        soap_action: "http://microsoft.com/webservices/loginTechnicianFromStandalone_v7_2",
        request: required(NS, "loginTechnicianFromStandalone_v7_2"),
        response: Some(required(NS, "loginTechnicianFromStandalone_v7_2Response")),
        request_headers: &[],
        failures: &[],
        encoded: false,
    };
}

/// One-way.
#[derive(Clone, Copy, Debug)]
pub struct Notify;
impl Operation for Notify {
    type Request = LoginRequest;
    type Response = ();
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo {
        name: "notify",
        soap_action: "",
        request: required(NS, "notify"),
        response: None,
        request_headers: &[],
        failures: &[],
        encoded: false,
    };
}

#[derive(Clone, Copy, Debug)]
pub struct TechnicianConsole;
impl Service for TechnicianConsole {
    type RequestHeaders = NoHeaders;
    const NAME: &'static str = "TechnicianConsole";
    const PORTS: &'static [Port] = &[
        Port {
            name: "Soap",
            version: SoapVersion::V11,
            address: Some("https://example.com/11"),
        },
        Port {
            name: "Soap12",
            version: SoapVersion::V12,
            address: Some("https://example.com/12"),
        },
    ];
}

/// A client as generated ones are.
#[derive(Clone, Debug)]
pub struct TechnicianConsoleClient<T = soap_runtime::DefaultTransport> {
    inner: soap_runtime::Client<TechnicianConsole, T>,
}
soap_runtime::client!(TechnicianConsoleClient, TechnicianConsole);
impl<T> TechnicianConsoleClient<T> {
    pub fn login(&self, request: LoginRequest) -> soap_runtime::Call<'_, Login, T> {
        self.inner.call(request)
    }

    pub fn notify(&self, request: LoginRequest) -> soap_runtime::Call<'_, Notify, T> {
        self.inner.call(request)
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Credentials {
    pub ticket: Option<String>,
}
static CREDENTIALS: Shape = Shape::new("Credentials", &[optional(USER_NS, "Ticket")]);
soap_runtime::record!(Credentials, CREDENTIALS, 0 ticket);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserRequestHeaders {
    pub application_token: Option<String>,
    pub credentials: Option<Credentials>,
}
static USER_REQUEST_HEADERS: Shape = Shape::new(
    "UserRequestHeaders",
    &[
        optional(USER_NS, "ApplicationToken"),
        optional(USER_NS, "Credentials"),
    ],
);
soap_runtime::record!(UserRequestHeaders, USER_REQUEST_HEADERS, 0 application_token 1 credentials);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExceptionInfo {
    pub message: Option<String>,
    pub stack_trace: Option<String>,
    pub exception_type: Option<String>,
}
static EXCEPTION_INFO: Shape = Shape::new(
    "ExceptionInfo",
    &[
        optional(USER_NS, "Message").nillable(),
        optional(USER_NS, "StackTrace").nillable(),
        optional(USER_NS, "ExceptionType").nillable(),
    ],
);
soap_runtime::record!(ExceptionInfo, EXCEPTION_INFO, 0 message 1 stack_trace 2 exception_type);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserResponseHeaders {
    pub exception_info: Option<ExceptionInfo>,
    pub succeeded: Option<bool>,
}
static USER_RESPONSE_HEADERS: Shape = Shape::new(
    "UserResponseHeaders",
    &[
        optional(USER_NS, "ExceptionInfo").nillable(),
        optional(USER_NS, "Succeeded"),
    ],
);
soap_runtime::record!(UserResponseHeaders, USER_RESPONSE_HEADERS, 0 exception_info 1 succeeded);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeOwnPasswordRequest {
    pub old_password: Option<String>,
    pub new_password: Option<String>,
}
static CHANGE_REQUEST: Shape = Shape::new(
    "ChangeOwnPasswordRequest",
    &[
        optional(USER_NS, "OldPassword"),
        optional(USER_NS, "NewPassword"),
    ],
);
soap_runtime::record!(ChangeOwnPasswordRequest, CHANGE_REQUEST, 0 old_password 1 new_password);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeOwnPasswordResponse {
    pub response: Option<bool>,
}
static CHANGE_RESPONSE: Shape = Shape::new(
    "ChangeOwnPasswordResponse",
    &[optional(USER_NS, "Response")],
);
soap_runtime::record!(ChangeOwnPasswordResponse, CHANGE_RESPONSE, 0 response);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExtrasFault {
    pub code: i32,
}
static EXTRAS_FAULT: Shape = Shape::new("ExtrasFault", &[required("", "code")]);
soap_runtime::record!(ExtrasFault, EXTRAS_FAULT, 0 code);

#[derive(Clone, Debug, PartialEq)]
pub enum UserFault {
    Extras(ExtrasFault),
    Plain(String),
}
static USER_FAULT: Shape = Shape::new(
    "UserFault",
    &[
        required("urn:peers:extras", "ExtrasFault"),
        required("urn:peers:extras", "PlainFault"),
    ],
);
soap_runtime::choice!(UserFault, USER_FAULT, blank 0, 0 Extras 1 Plain);

#[derive(Clone, Copy, Debug)]
pub struct ChangeOwnPassword;
impl Operation for ChangeOwnPassword {
    type Request = ChangeOwnPasswordRequest;
    type Response = ChangeOwnPasswordResponse;
    type RequestHeaders = UserRequestHeaders;
    type ResponseHeaders = UserResponseHeaders;
    type Fault = UserFault;
    const INFO: OperationInfo = OperationInfo {
        name: "ChangeOwnPassword",
        soap_action: "http://www.superoffice.net/ws/crm/NetServer/Services84/User/ChangeOwnPassword",
        request: required(USER_NS, "ChangeOwnPassword"),
        response: Some(required(USER_NS, "ChangeOwnPasswordResponse")),
        request_headers: &[0, 1],
        failures: &[
            FailureRule::header_equals(1, "false").with_message(0, &["Message"]),
            FailureRule::header_filled(0).with_message(0, &["Message"]),
        ],
        encoded: false,
    };
}

#[derive(Clone, Copy, Debug)]
pub struct User;
impl Service for User {
    type RequestHeaders = UserRequestHeaders;
    const NAME: &'static str = "User";
    const PORTS: &'static [Port] = &[Port {
        name: "BasicHttpBinding_User",
        version: SoapVersion::V11,
        address: None,
    }];
}

#[derive(Clone, Debug)]
pub struct UserClient<T = soap_runtime::DefaultTransport> {
    inner: soap_runtime::Client<User, T>,
}
soap_runtime::client!(UserClient, User);
impl<T> UserClient<T> {
    pub fn change_own_password(
        &self,
        request: ChangeOwnPasswordRequest,
    ) -> soap_runtime::Call<'_, ChangeOwnPassword, T> {
        self.inner.call(request)
    }
}

pub const LOGIN_11: &[u8] = include_bytes!("../data/asmx-login_tech.11.resp.http");
pub const LOGIN_12: &[u8] = include_bytes!("../data/asmx-login_tech.12.resp.http");
pub const THROW_11: &[u8] = include_bytes!("../data/asmx-login_throw.11.resp.http");
pub const THROW_12: &[u8] = include_bytes!("../data/asmx-login_throw.12.resp.http");
pub const BAD_TICKET: &[u8] = include_bytes!("../data/wcf-own_badticket.11.resp.http");
pub const OWN_11: &[u8] = include_bytes!("../data/wcf-own_ok.11.resp.http");
pub const OWN_12: &[u8] = include_bytes!("../data/wcf-own_ok.12.resp.http");

/// Offset of the body in a captured answer.
pub fn body_offset(capture: &[u8]) -> usize {
    let end = capture.windows(4).position(|it| it == b"\r\n\r\n");
    end.expect("a captured answer has a head") + 4
}

/// A captured answer as an `http::Response`.
pub fn parse_capture(capture: &'static [u8]) -> http::Response<Bytes> {
    let offset = body_offset(capture);
    let head = std::str::from_utf8(&capture[..offset]).expect("heads are ASCII");
    let mut lines = head.lines();
    let status = lines.next().expect("a status line").split(' ').nth(1);
    let mut res = http::Response::builder().status(status.expect("a status"));
    for line in lines.filter(|it| !it.is_empty()) {
        let (name, value) = line.split_once(": ").expect("a header");
        res = res.header(name, value);
    }
    res.body(Bytes::from_static(&capture[offset..]))
        .expect("a response")
}

/// An answer made by hand.
pub fn answer(status: u16, content_type: &str, body: impl Into<Bytes>) -> http::Response<Bytes> {
    let mut res = http::Response::builder().status(status);
    if !content_type.is_empty() {
        res = res.header("Content-Type", content_type);
    }
    res.body(body.into()).expect("a response")
}

/// A SOAP 1.1 envelope around these children of `Envelope`.
pub fn envelope(children: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">{children}</s:Envelope>"
    )
}

//! A hand-written service in the form of generated code, and the captured answers of real hosts.
#![allow(dead_code, reason = "every test file uses a part of it")]
#![allow(
    unreachable_pub,
    reason = "generated code is public, and this stands for it"
)]

use bytes::Bytes;
use soap_runtime::field::required;
use soap_runtime::{
    FailureRule, NoFault, NoHeaders, Operation, OperationInfo, Port, Service, ServiceInfo,
    SoapVersion,
};

pub const NS: &str = "http://microsoft.com/webservices/";
pub const USER_NS: &str = "http://www.superoffice.net/ws/crm/NetServer/Services84";

#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoginRequest {
    pub email: Option<String>,
    pub password: Option<String>,
    pub language: Option<String>,
}
soap_runtime::record!(LoginRequest, {
    email: optional(NS, "sEmail"),
    password: optional(NS, "sPassword"),
    language: optional(NS, "sLanguage"),
});

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
soap_runtime::record!(LoginResponse, {
    result: required(NS, "loginTechnicianFromStandalone_v7_2Result"),
    attempts: required(NS, "iAttemptRemaining"),
    expires_in: required(NS, "iPasswordExpiresIn"),
    is_running: required(NS, "bIsTCRunning"),
    url: optional(NS, "sUrl"),
    strength: required(NS, "minimumPasswordStrength"),
    region_url: optional(NS, "sLoginRegionURL"),
    setup_url: optional(NS, "sTwoFactorSetupUrl"),
    methods: optional(NS, "oTwoFactorAuthenticationMethods"),
    token: optional(NS, "sLoginToken"),
});

#[derive(Clone, Copy, Debug)]
pub struct Login;
impl Operation for Login {
    type Request = LoginRequest;
    type Response = LoginResponse;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = OperationInfo::new(
        "loginTechnicianFromStandalone_v7_2",
        required(NS, "loginTechnicianFromStandalone_v7_2"),
    )
    .soap_action("http://microsoft.com/webservices/loginTechnicianFromStandalone_v7_2")
    .response(required(NS, "loginTechnicianFromStandalone_v7_2Response"));
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
    const INFO: OperationInfo = OperationInfo::new("notify", required(NS, "notify"));
}

#[derive(Clone, Copy, Debug)]
pub struct TechnicianConsole;
impl Service for TechnicianConsole {
    type RequestHeaders = NoHeaders;
    const INFO: ServiceInfo = ServiceInfo::new(
        "TechnicianConsole",
        &[
            Port::new("Soap", SoapVersion::V11).address("https://example.com/11"),
            Port::new("Soap12", SoapVersion::V12).address("https://example.com/12"),
        ],
    );
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
soap_runtime::record!(Credentials, {
    ticket: optional(USER_NS, "Ticket"),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserRequestHeaders {
    pub application_token: Option<String>,
    pub credentials: Option<Credentials>,
}
soap_runtime::record!(UserRequestHeaders, {
    application_token: optional(USER_NS, "ApplicationToken"),
    credentials: optional(USER_NS, "Credentials"),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExceptionInfo {
    pub message: Option<String>,
    pub stack_trace: Option<String>,
    pub exception_type: Option<String>,
}
soap_runtime::record!(ExceptionInfo, {
    message: optional(USER_NS, "Message").nillable(),
    stack_trace: optional(USER_NS, "StackTrace").nillable(),
    exception_type: optional(USER_NS, "ExceptionType").nillable(),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserResponseHeaders {
    pub exception_info: Option<ExceptionInfo>,
    pub succeeded: Option<bool>,
}
soap_runtime::record!(UserResponseHeaders, {
    exception_info: optional(USER_NS, "ExceptionInfo").nillable(),
    succeeded: optional(USER_NS, "Succeeded"),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeOwnPasswordRequest {
    pub old_password: Option<String>,
    pub new_password: Option<String>,
}
soap_runtime::record!(ChangeOwnPasswordRequest, {
    old_password: optional(USER_NS, "OldPassword"),
    new_password: optional(USER_NS, "NewPassword"),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeOwnPasswordResponse {
    pub response: Option<bool>,
}
soap_runtime::record!(ChangeOwnPasswordResponse, {
    response: optional(USER_NS, "Response"),
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExtrasFault {
    pub code: i32,
}
soap_runtime::record!(ExtrasFault, {
    code: required("", "code"),
});

#[derive(Clone, Debug, PartialEq)]
pub enum UserFault {
    Extras(ExtrasFault),
    Plain(String),
}
soap_runtime::choice!(UserFault, blank Extras, {
    Extras: required("urn:peers:extras", "ExtrasFault"),
    Plain: required("urn:peers:extras", "PlainFault"),
});

#[derive(Clone, Copy, Debug)]
pub struct ChangeOwnPassword;
impl Operation for ChangeOwnPassword {
    type Request = ChangeOwnPasswordRequest;
    type Response = ChangeOwnPasswordResponse;
    type RequestHeaders = UserRequestHeaders;
    type ResponseHeaders = UserResponseHeaders;
    type Fault = UserFault;
    const INFO: OperationInfo =
        OperationInfo::new("ChangeOwnPassword", required(USER_NS, "ChangeOwnPassword"))
            .soap_action(
                "http://www.superoffice.net/ws/crm/NetServer/Services84/User/ChangeOwnPassword",
            )
            .response(required(USER_NS, "ChangeOwnPasswordResponse"))
            .failures(&[
                FailureRule::equals(USER_NS, "Succeeded", "false").with_message(
                    USER_NS,
                    "ExceptionInfo",
                    &["Message"],
                ),
                FailureRule::filled(USER_NS, "ExceptionInfo").with_message(
                    USER_NS,
                    "ExceptionInfo",
                    &["Message"],
                ),
            ]);
}

#[derive(Clone, Copy, Debug)]
pub struct User;
impl Service for User {
    type RequestHeaders = UserRequestHeaders;
    const INFO: ServiceInfo = ServiceInfo::new(
        "User",
        &[Port::new("BasicHttpBinding_User", SoapVersion::V11)],
    );
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

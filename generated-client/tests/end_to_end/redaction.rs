//! Secrets stay out of everything that can be printed: requests, answers, calls, clients, errors and their causes.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::fs;
use std::path::PathBuf;

use generated_client::rescue_api::{LoginRequest, RequestLensPinCodeV2Request};
use generated_client::superoffice::{
    AuthenticateUsernamePasswordRequest, ChangeOwnPasswordRequest, Credential, SoCredentials,
    UserClient, UserRequestHeaders,
};
use generated_client::technician_console::{
    ChangePasswordV72Request, TwoFactorCheckPushAuthStatusRequest,
};
use soap_runtime::InProcess;
use soap_runtime::value::Secret;

use super::console;
use super::rescue_api;
use super::superoffice;
use crate::support::answers::{SOAP_XML, TEXT_XML, envelope, envelope11, http};
use crate::support::server::{Answer, Received, Server, Then};

/// A text that is nowhere else.
const SENTINEL: &str = "s3ntinel";

/// What was printed, and whether a secret was in it.
#[derive(Default)]
struct Printed(Vec<String>);

impl Printed {
    fn debug(&mut self, it: impl Debug) {
        self.0.push(format!("{it:?}"));
        self.0.push(format!("{it:#?}"));
    }

    fn error(&mut self, it: &(impl Error + 'static)) {
        let mut next: Option<&(dyn Error + 'static)> = Some(it);
        while let Some(it) = next {
            self.0.push(display(it));
            self.debug(it);
            next = it.source();
        }
    }

    #[track_caller]
    fn assert_no_secret(&self) {
        assert!(!self.0.is_empty());
        for it in &self.0 {
            assert!(!it.to_lowercase().contains(SENTINEL), "{it}");
        }
    }
}

fn display(it: &(impl Display + ?Sized)) -> String {
    it.to_string()
}

#[test]
fn values_are_printed_without_their_secrets() {
    let mut printed = Printed::default();
    printed.debug(Secret::from(String::from(SENTINEL)));
    printed.debug(console::login("tech@example.com", SENTINEL));
    printed.debug(
        ChangePasswordV72Request::default()
            .old_password(SENTINEL)
            .new_password(SENTINEL),
    );
    printed.debug(
        TwoFactorCheckPushAuthStatusRequest::default()
            .login_token(SENTINEL)
            .push_token(SENTINEL),
    );
    printed.debug(LoginRequest::default().password(SENTINEL));
    printed.debug(RequestLensPinCodeV2Request::new(true).auth_code(SENTINEL));
    printed.debug(
        AuthenticateUsernamePasswordRequest::default()
            .user_name("ann")
            .password(SENTINEL),
    );
    printed.debug(
        ChangeOwnPasswordRequest::default()
            .old_password(SENTINEL)
            .new_password(SENTINEL),
    );
    printed.debug(Credential::default().value(SENTINEL));
    printed.debug(headers());
    printed.assert_no_secret();
    // What is not secret is shown.
    let shown = printed.0.concat();
    assert!(
        shown.contains("tech@example.com") && shown.contains("ann"),
        "{shown}"
    );
}

fn headers() -> UserRequestHeaders {
    UserRequestHeaders::default()
        .application_token(SENTINEL)
        .credentials(SoCredentials::default().ticket(SENTINEL))
}

#[tokio::test]
async fn calls_and_clients_are_printed_without_their_secrets() {
    let mut printed = Printed::default();
    let client = UserClient::new().with_headers(headers());
    let request = ChangeOwnPasswordRequest::default().old_password(SENTINEL);
    printed.debug(&client);
    printed.debug(client.as_client());
    printed.debug(client.change_own_password(request.clone()));
    printed.debug(client.change_own_password(request).headers(headers()));

    let own = InProcess::new(|_| http::Response::new("".into()));
    printed.debug(UserClient::with_transport(own).with_headers(headers()));
    printed.assert_no_secret();
}

/// Every way in which a call with secrets can end.
#[tokio::test]
async fn answers_and_errors_are_printed_without_secrets() {
    let mut printed = Printed::default();
    let token = format!("<sLoginToken>{SENTINEL}</sLoginToken>");
    let response = |members: &str| {
        envelope11(&format!(
            "<loginTechnicianFromStandalone_v7_2Response xmlns=\"http://microsoft.com/webservices/\">{members}\
             </loginTechnicianFromStandalone_v7_2Response>"
        ))
    };
    let good = "<loginTechnicianFromStandalone_v7_2Result>login_v2_OK</loginTechnicianFromStandalone_v7_2Result>\
        <iAttemptRemaining>3</iAttemptRemaining><iPasswordExpiresIn>42</iPasswordExpiresIn>\
        <bIsTCRunning>true</bIsTCRunning><minimumPasswordStrength>2</minimumPasswordStrength>";
    let setup = format!("<sTwoFactorSetupUrl>otpauth://{SENTINEL}</sTwoFactorSetupUrl>");
    let full = http(
        "200 OK",
        TEXT_XML,
        response(&format!("{good}{setup}{token}")),
    );
    let cookie = format!("{TEXT_XML}Set-Cookie: ASP.NET_SessionId={SENTINEL}; path=/\r\n");
    let location =
        format!("Location: https://a:{SENTINEL}@example.com/?t={SENTINEL}#{SENTINEL}\r\n");
    let answers: Vec<Answer> = vec![
        full.clone().into(),
        http("200 OK", &cookie, response(&format!("{good}{token}"))).into(),
        // A member too many, one twice, a child in a secret, an attribute on one.
        http(
            "200 OK",
            TEXT_XML,
            response(&format!("{good}{token}{token}")),
        )
        .into(),
        http(
            "200 OK",
            TEXT_XML,
            response(&format!(
                "{good}<sLoginToken>{SENTINEL}<b>{SENTINEL}</b></sLoginToken>"
            )),
        )
        .into(),
        http(
            "200 OK",
            TEXT_XML,
            response(&format!(
                "{good}<sLoginToken k=\"{SENTINEL}\">{SENTINEL}</sLoginToken>"
            )),
        )
        .into(),
        http(
            "200 OK",
            TEXT_XML,
            response(&format!(
                "{token}<iAttemptRemaining>many</iAttemptRemaining>"
            )),
        )
        .into(),
        http(
            "200 OK",
            TEXT_XML,
            response(&format!("{good}<sLoginToken>{SENTINEL}&#7;</sLoginToken>")),
        )
        .into(),
        http(
            "200 OK",
            TEXT_XML,
            response(&format!(
                "{good}<sLoginToken>{SENTINEL}&{SENTINEL};</sLoginToken>"
            )),
        )
        .into(),
        http("302 Found", &location, "").into(),
        Answer {
            bytes: full[..full.len() - 150].to_vec(),
            then: Then::Close,
        },
        Answer {
            bytes: Vec::new(),
            then: Then::Close,
        },
    ];
    for answer in answers {
        let server = Server::start(move |_: &Received| answer.clone());
        let client = console::client(&server);
        for round in 0..2 {
            let request = console::login("tech@example.com", SENTINEL);
            match client
                .login_technician_from_standalone_v7_2(request)
                .send()
                .await
            {
                Ok(reply) => printed.debug(reply),
                Err(error) => printed.error(&error),
            }
            printed.debug(&client);
            if round == 0 {
                continue;
            }
            let request = console::login("tech@example.com", SENTINEL);
            let strict = client
                .login_technician_from_standalone_v7_2(request)
                .strict(true)
                .send()
                .await;
            match strict {
                Ok(reply) => printed.debug(reply),
                Err(error) => printed.error(&error),
            }
        }
    }

    // Nothing is sent, and nothing said.
    let server = Server::start(|_: &Received| Vec::new());
    let request = console::login("tech@example.com", &format!("{SENTINEL}\u{1}"));
    let error = console::client(&server)
        .login_technician_from_standalone_v7_2(request)
        .await;
    printed.error(&error.unwrap_err());
    let request = RequestLensPinCodeV2Request::new(true).auth_code(SENTINEL);
    let error = rescue_api::client(&server)
        .with_endpoint(format!("https://user:{SENTINEL}@example.com/"))
        .request_lens_pin_code_v2(request)
        .await;
    printed.error(&error.unwrap_err());
    printed.assert_no_secret();
}

#[tokio::test]
async fn failures_in_header_blocks_are_printed_without_secrets() {
    let ns = "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services84\"";
    let mut printed = Printed::default();
    for (content_type, soap) in [
        (TEXT_XML, "http://schemas.xmlsoap.org/soap/envelope/"),
        (SOAP_XML, "http://www.w3.org/2003/05/soap-envelope"),
    ] {
        let blocks = format!(
            "<Succeeded {ns}>false</Succeeded>\
             <Credentials {ns}><Ticket>{SENTINEL}</Ticket></Credentials>"
        );
        let content = format!(
            "<SetGeneratedPasswordResponse {ns}><Response>{SENTINEL}</Response></SetGeneratedPasswordResponse>"
        );
        let server = Server::start(move |_: &Received| {
            http("200 OK", content_type, envelope(soap, &blocks, &content))
        });
        let client = superoffice::user(&server).with_headers(headers());
        let request =
            generated_client::superoffice::SetGeneratedPasswordRequest::default().associate_id(7);
        let error = client
            .set_generated_password(request)
            .headers(headers())
            .await
            .unwrap_err();
        assert!(error.application().is_some(), "{error:?}");
        printed.error(&error);
    }
    printed.assert_no_secret();
}

/// Every text member that sounds like a secret is one; the types do the rest.
#[test]
fn members_that_sound_secret_are_secret() {
    let generated = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/generated");
    for (module, expected) in [
        ("technician_console", 9),
        ("rescue_api", 9),
        ("superoffice", 20),
    ] {
        let types = fs::read_to_string(generated.join(module).join("types.rs")).unwrap();
        let mut secrets = 0;
        let mut said = None;
        for line in types.lines().map(str::trim) {
            if let Some(rest) = line.strip_prefix("/// XML: `") {
                said = rest.split('`').next().map(str::to_lowercase);
            }
            let Some(declaration) = line.strip_prefix("pub ") else {
                continue;
            };
            // Types have such a line too. A member that Rust spells as XML does has none.
            let said = said.take();
            let Some((member, ty)) = declaration.split_once(": ") else {
                continue;
            };
            let wire = said.unwrap_or_else(|| member.replace('_', ""));
            secrets += usize::from(ty.contains("Secret<"));
            let sounds_secret = [
                "password",
                "ticket",
                "token",
                "secretvalue",
                "authcode",
                "pincode",
                "setupurl",
            ]
            .iter()
            .any(|word| wire.contains(word));
            let is_plain_text = ty.contains("String") && !ty.contains("Secret<");
            assert!(!(sounds_secret && is_plain_text), "{module}: {wire}: {ty}");
        }
        assert!(secrets >= expected, "{module}: {secrets} secrets");
    }
}

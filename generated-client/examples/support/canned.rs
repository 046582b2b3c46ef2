//! The answers of the stand-in: literal XML, as the services' own hosts write it.
//!
//! In: a request. Out: bytes. Made by hand, so that an example shows what a real server's answer becomes.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::literal::answers::{TEXT_XML, envelope, envelope11, http, ok11};
use super::literal::request::Sent;
use super::literal::server::Received;

const CONSOLE: &str = "http://microsoft.com/webservices/";
const API: &str = "https://secure.logmeinrescue.com/API/API.asmx";
const SUPEROFFICE: &str = "http://www.superoffice.net/ws/crm/NetServer/Services84";

/// What the stand-in answers to each request.
pub(crate) fn answers() -> impl Fn(&Received) -> Vec<u8> + Send + Sync {
    let polls = AtomicUsize::new(0);
    move |request| {
        let sent = Sent::of(request);
        let (namespace, operation) = sent.operation[1..].split_once('}').unwrap_or_default();
        match namespace {
            CONSOLE => console(request, operation, &polls),
            API => api(operation),
            SUPEROFFICE => superoffice(&sent, operation),
            other => panic!("no service has the namespace {other}"),
        }
    }
}

fn console(request: &Received, operation: &str, polls: &AtomicUsize) -> Vec<u8> {
    let members = match operation {
        "loginTechnicianFromStandalone_v7_2" => {
            "<loginTechnicianFromStandalone_v7_2Result>login_v2_OkTwoFactorAuthenticationRequired\
             </loginTechnicianFromStandalone_v7_2Result><iAttemptRemaining>5</iAttemptRemaining>\
             <iPasswordExpiresIn>42</iPasswordExpiresIn><bIsTCRunning>false</bIsTCRunning>\
             <minimumPasswordStrength>2</minimumPasswordStrength><oTwoFactorAuthenticationMethods>\
             <TwoFactorAuthenticationMethod><AuthMethodName>Push</AuthMethodName></TwoFactorAuthenticationMethod>\
             </oTwoFactorAuthenticationMethods><sLoginToken>b371c8e9</sLoginToken>"
                .to_owned()
        }
        "twoFactorCheckPushAuthStatus" => {
            let result = match polls.fetch_add(1, Ordering::SeqCst) {
                0..2 => "Poll",
                _ => "OK",
            };
            format!(
                "<twoFactorCheckPushAuthStatusResult>loginTwoFactorRet_{result}</twoFactorCheckPushAuthStatusResult>\
                 <iAttemptRemaining>5</iAttemptRemaining><iPasswordExpiresIn>42</iPasswordExpiresIn>\
                 <bIsTCRunning>false</bIsTCRunning><minimumPasswordStrength>2</minimumPasswordStrength>"
            )
        }
        _ => {
            // Whoever has not signed in has no cookie.
            let result = match request.cookie("ASP.NET_SessionId") {
                Some(_) => "OK",
                None => "UserNotLoggedIn",
            };
            format!("<changePassword_v7_2Result>changePassword_v2_{result}</changePassword_v7_2Result>")
        }
    };
    let content = wrap(CONSOLE, &format!("{operation}Response"), &members);
    let cookie = "Set-Cookie: ASP.NET_SessionId=CB73BECED850; path=/\r\n";
    http(
        "200 OK",
        &format!("{TEXT_XML}{cookie}"),
        envelope11(&content),
    )
}

fn api(operation: &str) -> Vec<u8> {
    let members = match operation {
        "login" => "<loginResult>login_OK</loginResult>",
        "getAccount" => {
            "<getAccountResult>getAccount_OK</getAccountResult><iAccountID>337</iAccountID>\
             <sOrganization>Research &amp; Development</sOrganization><iAdminID>7</iAdminID>\
             <iTechID>0</iTechID><sEmail>admin@example.com</sEmail>"
        }
        _ => {
            "<requestLensPINCodeV2Result>requestPINCode_OK</requestLensPINCodeV2Result>\
             <sPINCode>000127</sPINCode>"
        }
    };
    ok11(&wrap(API, &format!("{operation}Response"), members))
}

fn superoffice(sent: &Sent, operation: &str) -> Vec<u8> {
    let soap = "http://schemas.xmlsoap.org/soap/envelope/";
    let answer = |blocks: &str, wrapper: &str, members: &str| {
        let content = wrap(SUPEROFFICE, wrapper, members);
        http("200 OK", TEXT_XML, envelope(soap, blocks, &content))
    };
    let succeeded = wrap(SUPEROFFICE, "Succeeded", "true");
    if operation == "AuthenticateUsernamePassword" {
        let members = "<Response><AssociateId>12</AssociateId><FullName>Ann Archer</FullName></Response>\
            <Credentials><Ticket>7T:1234abcxyzExample==</Ticket></Credentials>\
            <AuthenticationSucceeded>true</AuthenticationSucceeded>";
        return answer(&succeeded, "AuthenticateResponse", members);
    }
    let old = sent.parameter(&format!("{{{SUPEROFFICE}}}OldPassword"));
    if old == Some("correct horse") {
        return answer(
            &succeeded,
            "ChangeOwnPasswordResponse",
            "<Response>true</Response>",
        );
    }
    let info = "<Message>The old password is wrong</Message><StackTrace xsi:nil=\"true\" />\
        <ExceptionType>SuperOffice.Exceptions.SoException</ExceptionType>";
    let blocks = format!(
        "{}{}",
        wrap(SUPEROFFICE, "ExceptionInfo", info),
        wrap(SUPEROFFICE, "Succeeded", "false")
    );
    answer(
        &blocks,
        "ChangeOwnPasswordResponse",
        "<Response>false</Response>",
    )
}

fn wrap(namespace: &str, local: &str, content: &str) -> String {
    format!("<{local} xmlns=\"{namespace}\">{content}</{local}>")
}

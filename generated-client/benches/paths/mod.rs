//! Messages that both benchmarks read and write.

use bytes::Bytes;
use generated_client::technician_console::LoginTechnicianFromStandaloneV72Request;
use soap_runtime::{DecodeOptions, Limits};

/// The documented answer to a sign-in, with this many entries in its list.
pub(crate) fn answer(entries: usize) -> String {
    let entry = "        <TwoFactorAuthenticationMethod>\n          \
        <AuthMethodName>Push</AuthMethodName>\n        </TwoFactorAuthenticationMethod>\n";
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <soap:Envelope xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">\n  <soap:Body>\n    \
         <loginTechnicianFromStandalone_v7_2Response xmlns=\"http://microsoft.com/webservices/\">\n      \
         <loginTechnicianFromStandalone_v7_2Result>login_v2_OK</loginTechnicianFromStandalone_v7_2Result>\n      \
         <iAttemptRemaining>3</iAttemptRemaining>\n      <iPasswordExpiresIn>42</iPasswordExpiresIn>\n      \
         <bIsTCRunning>true</bIsTCRunning>\n      <sUrl>https://secure.logmeinrescue.com/TechnicianConsole/Launch</sUrl>\n      \
         <minimumPasswordStrength>2</minimumPasswordStrength>\n      \
         <sLoginRegionURL>https://secure.logmeinrescue.eu/</sLoginRegionURL>\n      \
         <sTwoFactorSetupUrl>https://secure.logmeinrescue.com/TwoFactor/Setup</sTwoFactorSetupUrl>\n      \
         <oTwoFactorAuthenticationMethods>\n{}      </oTwoFactorAuthenticationMethods>\n      \
         <sLoginToken>b371c8e9e43d48a199fdbac94a978ece</sLoginToken>\n    \
         </loginTechnicianFromStandalone_v7_2Response>\n  </soap:Body>\n</soap:Envelope>",
        entry.repeat(entries)
    )
}

/// What such an answer is read with, however long its list is.
pub(crate) fn reading() -> DecodeOptions {
    let mut limits = Limits::response();
    limits.bytes = 64 << 20;
    limits.children = 1_000_000;
    limits.text_bytes = 64 << 20;
    DecodeOptions::default().with_limits(limits)
}

/// The answer as it comes from a transport.
pub(crate) fn response(body: &Bytes) -> http::Response<Bytes> {
    let mut response = http::Response::new(body.clone());
    let content_type = http::HeaderValue::from_static("text/xml; charset=utf-8");
    response.headers_mut().insert("content-type", content_type);
    response
}

/// The request of a sign-in.
pub(crate) fn request() -> LoginTechnicianFromStandaloneV72Request {
    LoginTechnicianFromStandaloneV72Request::default()
        .email("tech@example.com")
        .password("p<&>ssword")
        .language("en")
}

/// Steps over all events of a document, and checks next to nothing; how many there are.
pub(crate) fn scan(document: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(document);
    let mut events = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return events,
            Ok(_) => events += 1,
            Err(error) => panic!("{error}"),
        }
    }
}

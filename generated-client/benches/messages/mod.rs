//! The messages that all benchmarks send and read.

use generated_client::technician_console::LoginTechnicianFromStandaloneV72Request;

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

/// The request of a sign-in.
pub(crate) fn request() -> LoginTechnicianFromStandaloneV72Request {
    LoginTechnicianFromStandaloneV72Request::default()
        .email("tech@example.com")
        .password("p<&>ssword")
        .language("en")
}

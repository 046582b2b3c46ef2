//! How fast messages are read and written, beside two parsers that do less.
//!
//! In: the answer to a sign-in of the Technician Console, 1.3 kB in the documented form, and the same with 10,000 and
//! 100,000 list entries. Out: a table of times and throughput. `quick_xml_scan` only steps over the
//! events: it checks no well-formedness, resolves no namespace and keeps nothing. `roxmltree_dom` builds a tree.
//!
//! ```text
//! cargo bench -p generated-client --bench codec
//! ```

use bytes::Bytes;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use generated_client::technician_console::LoginTechnicianFromStandaloneV72Request;
use generated_client::technician_console::operations::LoginTechnicianFromStandaloneV72 as Login;
use soap_runtime::{
    DecodeOptions, EncodeOptions, Limits, NoHeaders, SoapVersion, decode_response, encode_request,
};

/// List entries in the answer; two are what the documentation shows.
const ENTRIES: [usize; 3] = [2, 10_000, 100_000];

fn main() {
    divan::main();
}

/// The documented answer with this many entries in its list.
fn answer(entries: usize) -> String {
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

#[divan::bench(args = ENTRIES)]
fn decode(bencher: Bencher<'_, '_>, entries: usize) {
    let body = Bytes::from(answer(entries));
    let mut limits = Limits::response();
    limits.bytes = 64 << 20;
    limits.children = 1_000_000;
    let options = DecodeOptions::default().with_limits(limits);
    let response = || {
        let mut response = http::Response::new(body.clone());
        let content_type = http::HeaderValue::from_static("text/xml; charset=utf-8");
        response.headers_mut().insert("content-type", content_type);
        response
    };
    let reply = decode_response::<Login>(response(), &options).expect("the answer is good");
    let methods = reply.body.two_factor_authentication_methods;
    assert_eq!(methods.map(|it| it.len()), Some(entries));
    bencher
        .counter(BytesCount::new(body.len()))
        .with_inputs(response)
        .bench_values(|it| decode_response::<Login>(it, &options));
}

#[divan::bench(args = ENTRIES)]
fn quick_xml_scan(bencher: Bencher<'_, '_>, entries: usize) {
    let body = answer(entries);
    bencher.counter(BytesCount::new(body.len())).bench(|| {
        let mut reader = quick_xml::Reader::from_str(black_box(&body));
        let mut events = 0_usize;
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break events,
                Ok(_) => events += 1,
                Err(error) => panic!("{error}"),
            }
        }
    });
}

#[divan::bench(args = ENTRIES)]
fn roxmltree_dom(bencher: Bencher<'_, '_>, entries: usize) {
    let body = answer(entries);
    bencher
        .counter(BytesCount::new(body.len()))
        .bench(|| roxmltree::Document::parse(black_box(&body)));
}

#[divan::bench]
fn encode(bencher: Bencher<'_, '_>) {
    let request = LoginTechnicianFromStandaloneV72Request::default()
        .email("tech@example.com")
        .password("p<&>ssword")
        .language("en");
    let options = EncodeOptions::new(
        SoapVersion::V11,
        "https://example.com/TechnicianConsole.asmx",
    );
    let write = || encode_request::<Login>(black_box(&request), &NoHeaders, &options);
    let length = write().expect("the request is good").body().len();
    bencher.counter(BytesCount::new(length)).bench(write);
}

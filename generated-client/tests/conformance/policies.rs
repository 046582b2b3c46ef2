//! What policies demand: set by the client, or an error before anything is sent.

use soap_runtime::ws_security::{
    AlgorithmSuite, Part, SecurityErrorKind, TokenKind, UsernameToken,
};
use soap_runtime::{CallError, Client, InProcess, MtomMode, Operation, RequestError};

use crate::generated::{addressing, policy, policy_alternatives};

/// A client that reaches nothing.
fn client<S: soap_runtime::Service>() -> Client<S, InProcess> {
    let nowhere = InProcess::new(|_| panic!("nothing may be sent"));
    Client::new(nowhere).with_endpoint("https://fixture.example/")
}

fn gaps<S: soap_runtime::Service, O: Operation<Request = String>>(
    client: &Client<S, InProcess>,
) -> String {
    match client.call::<O>("p".to_owned()).to_http() {
        Err(CallError::Encode(error)) => match error.into_inner() {
            RequestError::Security(error) => {
                assert_eq!(error.kind(), SecurityErrorKind::Unmet);
                error.to_string()
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_all_levels_demand_comes_to_one() {
    use policy::operations::{Hide, Send, SignedPing};
    let [ping] = SignedPing::REQUEST_SECURITY else {
        panic!("{:?}", SignedPing::REQUEST_SECURITY)
    };
    assert_eq!(ping.suite, Some(AlgorithmSuite::Basic256Sha256));
    assert_eq!((ping.signed.len(), ping.encrypted), (2, [].as_slice()));
    let [hide] = Hide::REQUEST_SECURITY else {
        panic!("{:?}", Hide::REQUEST_SECURITY)
    };
    // A policy of a message holds for that message, not for the answer.
    assert_eq!(hide.encrypted, [Part::Body]);
    assert_eq!(Hide::RESPONSE_SECURITY[0].encrypted, []);
    assert_eq!(Hide::RESPONSE_SECURITY[0].signed.len(), 2);
    assert!(gaps::<policy::Signed, Hide>(&client()).contains("the client's key and certificate"));
    assert_eq!(
        (Send::MTOM, SignedPing::MTOM),
        (MtomMode::ON, MtomMode::Off)
    );
}

#[test]
fn a_user_name_satisfies_a_policy_that_asks_for_one() {
    use policy::operations::Send;
    let lacking = client::<policy::Guarded>();
    assert!(gaps::<_, Send>(&lacking).ends_with(": a user name and password"));
    let token = UsernameToken::text("alice", "secret").to_header().unwrap();
    let given = lacking.with_extra_header(token);
    let request = given.call::<Send>("p".to_owned()).to_http().unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap();
    assert!(
        content_type.starts_with("multipart/related"),
        "{content_type}"
    );
}

#[test]
fn alternatives_in_unknown_words_satisfy_nothing() {
    use policy_alternatives::operations::{Choose, Ping};
    let kinds: Vec<TokenKind> = (Choose::REQUEST_SECURITY.iter())
        .map(|it| it.tokens[0].kind)
        .collect();
    assert_eq!(kinds, [TokenKind::UsernameDigest, TokenKind::X509]);
    assert_eq!(Ping::REQUEST_SECURITY, []);
}

#[test]
fn addressing_that_is_demanded_is_set() {
    use addressing::operations::{Bound, Made, Named, Offer, Said, Told};
    let actions = [
        Said::ACTION,
        Bound::ACTION,
        Made::ACTION,
        Named::ACTION,
        Told::ACTION,
    ];
    let base = "http://t.example/Said";
    let [made, named, told] = ["madeRequest", "Asked", "told"].map(|it| format!("{base}/{it}"));
    assert_eq!(actions, ["urn:said", "urn:bound", &made, &named, &told]);
    let said = client::<addressing::Said>();
    let request = said.call::<Said>("p".to_owned()).to_http().unwrap();
    let text = String::from_utf8(request.body().to_vec()).unwrap();
    assert!(text.contains(">urn:said</wsa:Action>"), "{text}");
    assert!(
        text.contains(">https://fixture.example/</wsa:To>"),
        "{text}"
    );
    assert!(text.contains(">urn:uuid:"), "{text}");
    // WS-Addressing 1.0 SOAP Binding: both name one action, or SOAPAction none.
    assert_eq!(request.headers()["soapaction"], "\"urn:said\"");
    let again = said.call::<Made>("p".to_owned()).to_http().unwrap();
    assert_eq!(again.headers()["soapaction"], "\"\"");
    let again = String::from_utf8(again.body().to_vec()).unwrap();
    let id = |text: &str| text.split_once("urn:uuid:").map(|it| it.1[..36].to_owned());
    assert_ne!(id(&text), id(&again));
    let offered = client::<addressing::Offered>();
    let request = offered.call::<Offer>("p".to_owned()).to_http().unwrap();
    assert!(
        !String::from_utf8(request.body().to_vec())
            .unwrap()
            .contains("wsa:")
    );
}

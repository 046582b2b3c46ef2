//! What a contract's policy demands and nobody gives is an error before anything is sent.

use soap_runtime::ws_security::{SecurityErrorKind, UsernameToken};
use soap_runtime::{CallError, Client, InProcess, RequestError};

use crate::service::{Order, Orders, OverTls};

fn client() -> Client<Orders, InProcess> {
    Client::new(InProcess::new(|_| panic!("nothing may be sent")))
}

#[test]
fn what_is_missing_is_named_and_nothing_is_sent() {
    let error = client().call::<OverTls>(Order::default()).call();
    let Err(CallError::Encode(error)) = error else {
        panic!("{error:?}");
    };
    let RequestError::Security(error) = error.into_inner() else {
        panic!("another reason");
    };
    assert_eq!(error.kind(), SecurityErrorKind::Unmet);
    assert_eq!(
        error.to_string(),
        "the contract's policy demands more than is configured: a user name and password; a timestamp"
    );
    let plain = client().with_endpoint("http://orders.example/");
    let error = plain.call::<OverTls>(Order::default()).to_http();
    let error = error.unwrap_err().to_string();
    assert!(error.contains("an https endpoint"), "{error}");
}

#[test]
fn a_block_made_by_hand_and_a_transport_that_protects_are_not_checked() {
    let block = UsernameToken::text("alice", "secret").to_header().unwrap();
    let by_hand = client().with_extra_header(block);
    by_hand.call::<OverTls>(Order::default()).to_http().unwrap();
    let unchecked = client().with_policy_check(false);
    unchecked
        .call::<OverTls>(Order::default())
        .to_http()
        .unwrap();
}

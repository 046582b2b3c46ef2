//! How much an answer may ask for: the limits are on by default, say what was passed, and can be raised.

use std::fmt::Write;

use generated_client::technician_console::operations::ChangePasswordV72;
use soap_runtime::{CallError, DecodeOptions, Limits, Reply, decode_response};

use crate::support::answers::envelope11;

/// An answer whose list is `list`.
fn decode(list: &str, limits: Limits) -> Result<Reply<ChangePasswordV72>, CallError> {
    let body = envelope11(&format!(
        "<changePassword_v7_2Response xmlns=\"http://microsoft.com/webservices/\">\
         <changePassword_v7_2Result>changePassword_v2_OK</changePassword_v7_2Result>\
         <oTwoFactorAuthenticationMethods>{list}</oTwoFactorAuthenticationMethods>\
         </changePassword_v7_2Response>"
    ));
    let response = http::Response::builder()
        .header("content-type", "text/xml; charset=utf-8")
        .body(body.into())
        .unwrap();
    decode_response(response, &DecodeOptions::default().with_limits(limits))
}

fn entries(count: usize) -> String {
    "<TwoFactorAuthenticationMethod><AuthMethodName>Push</AuthMethodName></TwoFactorAuthenticationMethod>"
        .repeat(count)
}

#[test]
fn a_long_list_is_read_where_the_limits_allow_it() {
    let length = |reply: Reply<ChangePasswordV72>| {
        let methods = reply.body.two_factor_authentication_methods;
        methods.map(|it| it.len())
    };
    let limits = Limits::response();
    let most = limits.children;
    assert_eq!(
        length(decode(&entries(most), limits.clone()).unwrap()),
        Some(most)
    );
    let error = decode(&entries(most + 1), limits.clone()).unwrap_err();
    let CallError::Decode(error) = error else {
        panic!("{error:?}");
    };
    // It says which limit, and where.
    let shown = error.to_string();
    assert!(shown.contains(&most.to_string()), "{shown}");
    assert!(shown.contains("oTwoFactorAuthenticationMethods"), "{shown}");

    let mut raised = limits;
    raised.bytes = 64 << 20;
    raised.children = 200_000;
    assert_eq!(
        length(decode(&entries(200_000), raised).unwrap()),
        Some(200_000)
    );
}

/// Unknown elements are skipped, but they count.
#[test]
fn what_is_skipped_counts() {
    let deep = |levels: usize| format!("{}{}", "<x>".repeat(levels), "</x>".repeat(levels));
    let wide = |attributes: usize| {
        let mut res = String::from("<x");
        for it in 0..attributes {
            write!(res, " a{it}=\"\"").unwrap();
        }
        res + "/>"
    };
    let long_value = format!("<x a=\"{}\"/>", "v".repeat(70_000));
    let long_name = format!("<{}/>", "n".repeat(1_001));
    // Envelope, Body, the answer and the list are levels as well.
    assert!(decode(&deep(96), Limits::response()).is_ok());
    for (name, list) in [
        ("depth", deep(97)),
        ("attributes", wide(257)),
        ("attribute value", long_value),
        ("name", long_name),
    ] {
        let error = decode(&list, Limits::response()).unwrap_err();
        assert!(matches!(error, CallError::Decode(_)), "{name}: {error:?}");
    }
    // Deeper than any stack; never a crash.
    let mut limits = Limits::response();
    limits.depth = usize::MAX;
    assert!(decode(&deep(200_000), limits).is_err());
}

//! A service in the form of generated code whose policy demands a user name and a timestamp over TLS.

use soap_runtime::record::shape::{Shape, optional, required};
use soap_runtime::ws_security::{SecurityPolicy, TokenDemand, TokenKind, TokenPurpose};
use soap_runtime::{NoFault, NoHeaders, Operation, OperationInfo, Port, Service, SoapVersion};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Order {
    pub(crate) article: Option<String>,
    pub(crate) note: Option<String>,
}
static ORDER: Shape = Shape::new(
    "Order",
    &[
        optional("urn:orders", "article"),
        optional("urn:orders", "note"),
    ],
);
soap_runtime::record!(Order, ORDER, 0 article 1 note);

pub(crate) const INFO: OperationInfo = OperationInfo {
    name: "order",
    soap_action: "urn:orders/order",
    request: required("urn:orders", "order"),
    response: Some(required("urn:orders", "ordered")),
    request_headers: &[],
    failures: &[],
    encoded: false,
};

/// An operation whose policy demands a user name and a timestamp over TLS.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OverTls;
impl Operation for OverTls {
    type Request = Order;
    type Response = Order;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = INFO;
    const REQUEST_SECURITY: &'static [SecurityPolicy] = &[SecurityPolicy {
        https: true,
        tokens: &[TokenDemand::new(
            TokenKind::Username,
            TokenPurpose::Supporting {
                signed: true,
                endorsing: false,
                encrypted: false,
            },
        )],
        timestamp: true,
        ..SecurityPolicy::NONE
    }];
}

/// An operation without a policy.
#[cfg(feature = "ws-security")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain;
#[cfg(feature = "ws-security")]
impl Operation for Plain {
    type Request = Order;
    type Response = Order;
    type RequestHeaders = NoHeaders;
    type ResponseHeaders = NoHeaders;
    type Fault = NoFault;
    const INFO: OperationInfo = INFO;
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Orders;
impl Service for Orders {
    type RequestHeaders = NoHeaders;
    const NAME: &'static str = "Orders";
    const PORTS: &'static [Port] = &[Port {
        name: "Orders",
        version: SoapVersion::V11,
        address: Some("https://orders.example/"),
    }];
}

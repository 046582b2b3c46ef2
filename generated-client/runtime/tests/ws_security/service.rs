//! A service in the form of generated code whose policy demands a user name and a timestamp over TLS.

use soap_runtime::field::required;
use soap_runtime::ws_security::{SecurityPolicy, TokenDemand, TokenKind, TokenPurpose};
use soap_runtime::{
    NoFault, NoHeaders, Operation, OperationInfo, Port, Service, ServiceInfo, SoapVersion,
};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Order {
    pub(crate) article: Option<String>,
    pub(crate) note: Option<String>,
}
soap_runtime::record!(Order, {
    article: optional("urn:orders", "article"),
    note: optional("urn:orders", "note"),
});

pub(crate) const INFO: OperationInfo = OperationInfo::new("order", required("urn:orders", "order"))
    .soap_action("urn:orders/order")
    .response(required("urn:orders", "ordered"));

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
    const INFO: ServiceInfo = ServiceInfo::new(
        "Orders",
        &[Port::new("Orders", SoapVersion::V11).address("https://orders.example/")],
    );
}

//! What generated code says about a service: [`Operation`], [`Service`] and their tables.

use std::fmt::Debug;

use crate::mime::MtomMode;
use crate::record::Record;
use crate::record::choice::Choice;
use crate::record::shape::{Field, Shape, Shaped};
use crate::record::slot::{Member, Slot, Source};
use crate::soap::SoapVersion;
use crate::ws_security::SecurityPolicy;
use crate::xml::{DecodeError, EncodeError, Reader, Writer};

/// One operation of a service: its messages and its table.
pub trait Operation: 'static {
    /// What is sent in the body.
    type Request: Member + Clone + Debug + Send + Sync + 'static;
    /// What is answered in the body; `()` for one-way operations.
    type Response: Member + Clone + Debug + Send + Sync + 'static;
    /// The header blocks that can be sent: a record of optional members.
    type RequestHeaders: Record + Shaped + Member + Clone + Debug + Send + Sync + 'static;
    /// The header blocks that can be answered: a record of optional members.
    type ResponseHeaders: Record + Shaped + Member + Clone + Debug + Send + Sync + 'static;
    /// The details of the declared faults.
    type Fault: FaultDetail;
    /// The table.
    const INFO: OperationInfo;
    /// As [`OperationInfo::idempotent`]. This and the constants below are facts of the table; code of an earlier generator
    /// says them here.
    const IDEMPOTENT: bool = Self::INFO.idempotent;
    /// As [`OperationInfo::secrets`].
    const SECRETS: &'static [&'static str] = Self::INFO.secrets;
    /// As [`OperationInfo::action`].
    const ACTION: &'static str = match Self::INFO.action {
        Some(action) => action,
        None => Self::INFO.soap_action,
    };
    /// As [`OperationInfo::addressing`].
    const ADDRESSING: bool = Self::INFO.addressing;
    /// As [`OperationInfo::mtom`].
    const MTOM: MtomMode = Self::INFO.mtom;
    /// As [`OperationInfo::request_security`].
    const REQUEST_SECURITY: &'static [SecurityPolicy] = Self::INFO.request_security;
    /// As [`OperationInfo::response_security`].
    const RESPONSE_SECURITY: &'static [SecurityPolicy] = Self::INFO.response_security;
}

/// The table of one operation.
#[non_exhaustive]
#[derive(Clone, Copy, Debug)]
pub struct OperationInfo {
    /// The name in the WSDL.
    pub name: &'static str,
    /// The `soapAction`, empty for none.
    pub soap_action: &'static str,
    /// The request's element, or a group for any other number of body children.
    pub request: Field<'static>,
    /// The answer's element or group; `None` for one-way operations.
    pub response: Option<Field<'static>>,
    /// Which header blocks are sent, by namespace and local name, in wire order; `None` for all members of
    /// [`Operation::RequestHeaders`].
    pub request_headers: Option<&'static [(&'static str, &'static str)]>,
    /// What makes an answer a failure although it is no fault.
    pub failures: &'static [FailureRule<'static>],
    /// Whether the messages use the SOAP 1.1 §5 encoding.
    pub encoded: bool,
    /// The header blocks of requests that use SOAP encoding, and say so, by namespace and local name; SOAP 1.1 §4.1.1.
    pub encoded_headers: &'static [(&'static str, &'static str)],
    /// Whether a call may be made twice: nothing is done by it that is not the same done once.
    pub idempotent: bool,
    /// The names of elements and attributes that hold secrets, in any message of the service. What of an answer is shown
    /// in errors hides their values, whatever form the answer has.
    pub secrets: &'static [&'static str],
    /// The action of requests by WS-Addressing, where it is not the `soapAction`: what the WSDL says, else its default
    /// pattern; WS-Addressing Metadata §4.4.
    pub action: Option<&'static str>,
    /// Whether the contract's policies demand the header blocks of WS-Addressing.
    pub addressing: bool,
    /// Whether octets travel beside the envelope of this operation, where a policy of its own says so.
    pub mtom: MtomMode,
    /// What the contract's policies demand of requests: alternatives, any of which is enough. Empty for nothing.
    pub request_security: &'static [SecurityPolicy],
    /// The same of answers.
    pub response_security: &'static [SecurityPolicy],
}

impl OperationInfo {
    /// The operation `name`, which has no answer, no action, and sends the header blocks of its type.
    pub const fn new(name: &'static str, request: Field<'static>) -> Self {
        Self {
            name,
            soap_action: "",
            request,
            response: None,
            request_headers: None,
            failures: &[],
            encoded: false,
            encoded_headers: &[],
            idempotent: false,
            secrets: &[],
            action: None,
            addressing: false,
            mtom: MtomMode::Off,
            request_security: &[],
            response_security: &[],
        }
    }

    /// The same with a `soapAction`.
    pub const fn soap_action(mut self, soap_action: &'static str) -> Self {
        self.soap_action = soap_action;
        self
    }

    /// The same with an answer.
    pub const fn response(mut self, response: Field<'static>) -> Self {
        self.response = Some(response);
        self
    }

    /// The same, sending these header blocks only, by namespace and local name.
    pub const fn request_headers(mut self, names: &'static [(&'static str, &'static str)]) -> Self {
        self.request_headers = Some(names);
        self
    }

    /// The same with what makes an answer a failure.
    pub const fn failures(mut self, rules: &'static [FailureRule<'static>]) -> Self {
        self.failures = rules;
        self
    }

    /// The same with messages that use the SOAP 1.1 §5 encoding.
    pub const fn encoded(mut self) -> Self {
        self.encoded = true;
        self
    }

    /// The same with header blocks that use SOAP encoding, by namespace and local name.
    pub const fn encoded_headers(mut self, names: &'static [(&'static str, &'static str)]) -> Self {
        self.encoded_headers = names;
        self
    }

    /// The same, whose calls may be made twice.
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// The same with the names of what holds secrets.
    pub const fn secrets(mut self, names: &'static [&'static str]) -> Self {
        self.secrets = names;
        self
    }

    /// The same with an action of WS-Addressing that is not the `soapAction`.
    pub const fn action(mut self, action: &'static str) -> Self {
        self.action = Some(action);
        self
    }

    /// The same, which demands WS-Addressing.
    pub const fn addressing(mut self) -> Self {
        self.addressing = true;
        self
    }

    /// The same with octets beside the envelope.
    pub const fn mtom(mut self) -> Self {
        self.mtom = MtomMode::ON;
        self
    }

    /// The same with what policies demand of requests.
    pub const fn request_security(mut self, policies: &'static [SecurityPolicy]) -> Self {
        self.request_security = policies;
        self
    }

    /// The same with what policies demand of answers.
    pub const fn response_security(mut self, policies: &'static [SecurityPolicy]) -> Self {
        self.response_security = policies;
        self
    }
}

/// Makes the marker type of an operation, and its table.
///
/// Grammar: `Marker: Request => Response, { operation("name", field), fact(…), … }, fault Fault, headers Sent => Answered`;
/// what a one-way operation, one without declared faults or header blocks does not have is left out. Facts are the
/// functions of [`OperationInfo`]; the constructors of [`field`](crate::field) are in scope.
///
/// ```
/// # use soap_runtime::Operation as _;
/// soap_runtime::operation!(Ping: String => bool, {
///     operation("ping", required("urn:x", "ping")),
///     soap_action("urn:x/ping"),
///     response(required("urn:x", "pingResponse")),
///     idempotent(),
/// });
///
/// assert_eq!(Ping::INFO.soap_action, "urn:x/ping");
/// assert!(Ping::INFO.idempotent && Ping::INFO.secrets.is_empty());
/// ```
#[macro_export]
macro_rules! operation {
    (
        $marker:ident : $request:ty $(=> $response:ty)?, {
            operation($name:literal, $field:expr) $(, $fact:ident ($($value:expr),* $(,)?))* $(,)?
        } $(, fault $fault:ty)? $(, headers $sent:ty => $answered:ty)? $(,)?
    ) => {
        #[doc = concat!("Operation `", $name, "`.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $marker;

        impl $crate::Operation for $marker {
            type Request = $request;
            type Response = $crate::operation!(@or [$($response)?] ());
            type RequestHeaders = $crate::operation!(@or [$($sent)?] $crate::NoHeaders);
            type ResponseHeaders = $crate::operation!(@or [$($answered)?] $crate::NoHeaders);
            type Fault = $crate::operation!(@or [$($fault)?] $crate::NoFault);
            const INFO: $crate::OperationInfo = {
                #[allow(unused_imports, reason = "a field may be made otherwise")]
                use $crate::field::*;

                $crate::OperationInfo::new($name, $field)$(.$fact($($value),*))*
            };
        }
    };
    (@or [$given:ty] $default:ty) => {
        $given
    };
    (@or [] $default:ty) => {
        $default
    };
}

/// What makes an answer a failure although it is no fault: a header block.
#[must_use]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct FailureRule<'t> {
    /// The namespace name of the block; empty for none.
    pub namespace: &'t str,
    /// Its local name.
    pub local: &'t str,
    /// The text that it holds then, as the runtime writes the value: a boolean is `true` or `false`. `None`: anything.
    pub text: Option<&'t str>,
    /// Where the server says why: the name of a response header block, and the local names of the elements inside of it
    /// that lead there.
    pub message: Option<(&'t str, &'t str, &'t [&'t str])>,
}

impl<'t> FailureRule<'t> {
    /// The block is there and not empty.
    pub const fn filled(namespace: &'t str, local: &'t str) -> Self {
        Self {
            namespace,
            local,
            text: None,
            message: None,
        }
    }

    /// The block holds `text`.
    pub const fn equals(namespace: &'t str, local: &'t str, text: &'t str) -> Self {
        Self {
            text: Some(text),
            ..Self::filled(namespace, local)
        }
    }

    /// The same, and the server says why in this response header block: in the element that `path`, the local names inside
    /// of the block, leads to; in the block itself if that is empty.
    pub const fn with_message(
        mut self,
        namespace: &'t str,
        local: &'t str,
        path: &'t [&'t str],
    ) -> Self {
        self.message = Some((namespace, local, path));
        self
    }
}

/// A service: its table, and the header blocks that its operations share.
pub trait Service: 'static {
    /// The header blocks that a client can set once for all calls.
    type RequestHeaders: Record + Shaped + Member + Clone + Debug + Send + Sync + 'static;
    /// The table.
    const INFO: ServiceInfo;
}

/// The table of one service.
#[non_exhaustive]
#[derive(Clone, Copy, Debug)]
pub struct ServiceInfo {
    /// The name in the WSDL.
    pub name: &'static str,
    /// The ports, preferred first.
    pub ports: &'static [Port],
    /// Whether octets travel beside the envelope, where the WSDL says so by a policy: MTOM.
    pub mtom: MtomMode,
    /// What makes an answer of any operation a failure although it is no fault.
    pub failures: &'static [FailureRule<'static>],
}

impl ServiceInfo {
    /// The service `name` with these ports.
    pub const fn new(name: &'static str, ports: &'static [Port]) -> Self {
        Self {
            name,
            ports,
            mtom: MtomMode::Off,
            failures: &[],
        }
    }

    /// The same with octets beside the envelope.
    pub const fn mtom(mut self) -> Self {
        self.mtom = MtomMode::ON;
        self
    }

    /// The same with what makes an answer a failure.
    pub const fn failures(mut self, rules: &'static [FailureRule<'static>]) -> Self {
        self.failures = rules;
        self
    }
}

/// Where a service can be reached.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Port {
    /// The name in the WSDL.
    pub name: &'static str,
    /// The version of SOAP it speaks.
    pub version: SoapVersion,
    /// Its address, if the WSDL gives one.
    pub address: Option<&'static str>,
}

impl Port {
    /// The port `name`, without an address.
    pub const fn new(name: &'static str, version: SoapVersion) -> Self {
        Self {
            name,
            version,
            address: None,
        }
    }

    /// The same at this address.
    pub const fn address(mut self, address: &'static str) -> Self {
        self.address = Some(address);
        self
    }
}

/// The typed details of an operation's declared faults.
///
/// Implemented for every enum of the [`choice!`](crate::choice!) macro, and for [`NoFault`].
pub trait FaultDetail: Clone + Debug + Send + Sync + 'static {
    /// The table of the alternatives; `None` if no fault is declared.
    fn table() -> Option<&'static Shape<'static>>;

    /// Reads the pending detail entry, which is alternative `index` of [`FaultDetail::table`]. `None` if no fault is
    /// declared.
    ///
    /// # Errors
    /// As [`Slot::read`].
    ///
    /// # Panics
    /// `index` is not in the table.
    fn read_entry(reader: &mut Reader<'_>, index: usize) -> Result<Option<Self>, DecodeError>
    where
        Self: Sized;

    /// Writes the detail entry.
    ///
    /// # Errors
    /// As [`Slot::write`].
    fn write_entry(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError>;
}

impl<T: Choice + Shaped + Member + Clone + Debug + Send + Sync + 'static> FaultDetail for T {
    fn table() -> Option<&'static Shape<'static>> {
        Some(T::SHAPE)
    }

    fn read_entry(reader: &mut Reader<'_>, index: usize) -> Result<Option<Self>, DecodeError> {
        let mut detail = T::blank();
        detail.start(index);
        let field = &T::SHAPE.fields[index];
        detail
            .payload_mut()
            .read(reader, field, Source::of(field))?;
        Ok(Some(detail))
    }

    fn write_entry(&self, writer: &mut Writer, field: &Field<'_>) -> Result<(), EncodeError> {
        self.write(writer, field)
    }
}

/// The fault detail of operations that declare no fault: it has no value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoFault {}

impl FaultDetail for NoFault {
    fn table() -> Option<&'static Shape<'static>> {
        None
    }

    fn read_entry(_reader: &mut Reader<'_>, _index: usize) -> Result<Option<Self>, DecodeError> {
        Ok(None)
    }

    fn write_entry(&self, _writer: &mut Writer, _field: &Field<'_>) -> Result<(), EncodeError> {
        match *self {}
    }
}

/// The headers of operations without header blocks.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct NoHeaders;

#[allow(unused_mut, reason = "no member is counted down to")]
const _: () = {
    crate::record!(NoHeaders, {});
};

/// Nothing: the answer of a one-way operation.
impl Slot for () {
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        _field: &Field<'_>,
        source: Source<'_>,
    ) -> Result<(), DecodeError> {
        match source {
            Source::Run => Ok(()),
            _ => reader.skip(),
        }
    }

    fn write(&self, _writer: &mut Writer, _field: &Field<'_>) -> Result<(), EncodeError> {
        Ok(())
    }

    fn is_absent(&self) -> bool {
        true
    }
}

impl Member for () {
    fn blank() -> Self {}
}

//! [`Client`]: what every generated client is made of. In: a service's tables and a transport. Out: [`Call`]s.
//!
//! Knows no particular transport.

mod call;
mod clock;
mod hook;
mod macros;
mod running;
mod trace;

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

pub use call::Call;
pub(crate) use clock::Stopwatch;
pub use hook::{CallEnd, CallInfo, Elapsed, Exchange, Hook, HookError, Outcome};

use crate::mime::{Attachment, MtomMode};
use crate::record::slot::Slot;
use crate::soap::{
    DecodeOptions, EncodeOptions, HeaderBlock, Operation, Port, Service, SoapVersion, shown_url,
};
use crate::transport::{
    AnyBlockingTransport, AnyTransport, BlockingTransport, Retry, Retrying, Transport,
};
use crate::ws_addressing::{self, Addressing};
#[cfg(feature = "ws-security")]
use crate::ws_security::Security;
use crate::xml::{Deviation, Limits, Tolerance};
use hook::{Hooks, OnDeviations};

/// The time for a whole call, unless said otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A client of service `S` over transport `T`.
///
/// Cloning is cheap: clones share the settings and, if `T` does, the connections and cookies.
pub struct Client<S: Service, T> {
    transport: T,
    settings: Arc<Settings>,
    headers: Arc<S::RequestHeaders>,
    service: PhantomData<fn() -> S>,
}

/// What a client says for all its calls, and a call may say anew.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The endpoint that the caller named.
    endpoint: Option<Arc<str>>,
    /// The version that the caller named.
    version: Option<SoapVersion>,
    timeout: Duration,
    action_parameter: bool,
    policy_check: bool,
    #[cfg(feature = "ws-security")]
    security: Option<Security>,
    /// What the caller said of octets; what the contract says where it is `None`.
    mtom: Option<MtomMode>,
    /// Parts to send beside the envelope; those of a call, never of a client.
    attachments: Vec<Attachment>,
    decode: DecodeOptions,
    extra_headers: Vec<HeaderBlock>,
    addressing: Option<AddressingSource>,
    hooks: Hooks,
}

/// Makes the properties of WS-Addressing, anew for every call.
#[derive(Clone)]
struct AddressingSource(Arc<dyn Fn() -> Addressing + Send + Sync>);

impl fmt::Debug for AddressingSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AddressingSource(..)")
    }
}

impl<S: Service, T> Client<S, T> {
    /// A client with the preferred port of the service.
    pub fn new(transport: T) -> Self {
        Self {
            transport,
            settings: Arc::new(Settings {
                endpoint: None,
                version: None,
                timeout: TIMEOUT,
                action_parameter: true,
                policy_check: true,
                #[cfg(feature = "ws-security")]
                security: None,
                mtom: None,
                attachments: Vec::new(),
                decode: DecodeOptions::default(),
                extra_headers: Vec::new(),
                addressing: None,
                hooks: Hooks::default(),
            }),
            headers: Arc::new(S::RequestHeaders::blank()),
            service: PhantomData,
        }
    }

    /// The same, calling this URL instead of the port's address. Only here can a plain `http` URL be asked for.
    #[must_use]
    pub fn with_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.settings_mut().endpoint = Some(endpoint.into().into());
        self
    }

    /// The same with this version of SOAP, at the address of the first port that speaks it.
    #[must_use]
    pub fn with_version(mut self, version: SoapVersion) -> Self {
        self.settings_mut().version = Some(version);
        self
    }

    /// The same with these header blocks for all calls. They replace those set before.
    #[must_use]
    pub fn with_headers(mut self, headers: S::RequestHeaders) -> Self {
        self.headers = Arc::new(headers);
        self
    }

    /// The same with this time for a whole call; 60 s by default.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.settings_mut().timeout = timeout;
        self
    }

    /// The same with these limits for answers.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.settings_mut().decode.limits = limits;
        self
    }

    /// The same, taking deviations from the schema for errors or not.
    #[must_use]
    pub fn with_strict(mut self, strict: bool) -> Self {
        self.settings_mut().decode.tolerance = Tolerance::from_strict(strict);
        self
    }

    /// The same, reading answers with the options that `change` gives.
    #[must_use]
    pub fn with_reading(mut self, change: impl FnOnce(DecodeOptions) -> DecodeOptions) -> Self {
        let settings = self.settings_mut();
        settings.decode = change(std::mem::take(&mut settings.decode));
        self
    }

    /// The same with or without the action in the content type of SOAP 1.2. With it by default.
    #[must_use]
    pub fn with_action_parameter(mut self, on: bool) -> Self {
        self.settings_mut().action_parameter = on;
        self
    }

    /// The same with messages protected by this, and answers held to it: tokens, signatures, encryption. What the
    /// contract's policies demand beside credentials is done without being said again. Hooks see messages before they are
    /// protected, and answers once they are believed.
    #[cfg(feature = "ws-security")]
    #[must_use]
    pub fn with_security(mut self, security: Security) -> Self {
        let settings = self.settings_mut();
        let wsse = crate::ws_security::WSSE;
        settings.decode.understood.push(wsse.to_owned());
        settings.decode.security = Some(security.clone());
        settings.security = Some(security);
        self
    }

    /// The same with or without the check of what the contract's policies demand, e.g. signatures. With it by default: a
    /// request that lacks any is an error and not sent. Without it where something else, e.g. a transport of your own,
    /// protects messages.
    #[must_use]
    pub fn with_policy_check(mut self, on: bool) -> Self {
        self.settings_mut().policy_check = on;
        self
    }

    /// The same with a header block more for all calls, which the WSDL does not declare.
    #[must_use]
    pub fn with_extra_header(mut self, block: impl Into<HeaderBlock>) -> Self {
        self.settings_mut().add_extra_header(block.into());
        self
    }

    /// The same with the header blocks of WS-Addressing, from properties that `make` gives anew for every call. Operations
    /// whose policies demand them have them anyway, from [`Addressing::unique`].
    #[must_use]
    pub fn with_addressing(
        mut self,
        make: impl Fn() -> Addressing + Send + Sync + 'static,
    ) -> Self {
        self.settings_mut().set_addressing(make);
        self
    }

    /// The same, taking header blocks of this namespace in answers for understood: `mustUnderstand` on them is no error.
    #[must_use]
    pub fn with_understood(mut self, namespace: impl Into<String>) -> Self {
        self.settings_mut().decode.understood.push(namespace.into());
        self
    }

    /// The same with octets beside the envelope or in it: MTOM. As the policies of the WSDL ask by default.
    #[must_use]
    pub fn with_mtom(mut self, mtom: MtomMode) -> Self {
        self.settings_mut().mtom = Some(mtom);
        self
    }

    /// The same with a hook more for all calls: it sees and changes what is sent and what comes, and hears of every end.
    #[must_use]
    pub fn with_hook(mut self, hook: impl Hook + 'static) -> Self {
        self.settings_mut().add_hook(Arc::new(hook));
        self
    }

    /// The same, telling `hear` of the deviations of every answer that has some.
    #[must_use]
    pub fn on_deviations(
        self,
        hear: impl Fn(&CallInfo, &[Deviation]) + Send + Sync + 'static,
    ) -> Self {
        self.with_hook(OnDeviations(hear))
    }

    /// The header blocks for all calls.
    pub fn headers(&self) -> &S::RequestHeaders {
        &self.headers
    }

    /// The URL that is called; empty if the WSDL gives no address and none was named.
    pub fn endpoint(&self) -> &str {
        self.settings.endpoint_of(S::INFO.ports).0
    }

    /// The transport.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// Prepares a call. Nothing is sent before it is awaited.
    ///
    /// The client's header blocks go with operations that have the same set of them; others go without.
    pub fn call<O: Operation>(&self, request: O::Request) -> Call<'_, O, T> {
        let headers: &dyn Any = &*self.headers;
        let mut settings = Settings::clone(&self.settings);
        settings.mtom.get_or_insert(match O::MTOM {
            MtomMode::Off => S::INFO.mtom,
            own => own,
        });
        if O::ADDRESSING && settings.addressing.is_none() {
            settings.set_addressing(Addressing::unique);
        }
        Call::new(
            request,
            &self.transport,
            headers.downcast_ref(),
            Contract {
                service: S::INFO.name,
                ports: S::INFO.ports,
            },
            settings,
        )
    }

    fn settings_mut(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }
}

impl<S: Service, T> Client<S, T> {
    /// The same over the transport that `change` makes of its own.
    fn map_transport<U>(self, change: impl FnOnce(T) -> U) -> Client<S, U> {
        Client {
            transport: change(self.transport),
            settings: self.settings,
            headers: self.headers,
            service: PhantomData,
        }
    }
}

impl<S: Service, T> Client<S, T> {
    /// The same, sending again what `retry` allows.
    pub fn with_retry(self, retry: Retry) -> Client<S, Retrying<T>> {
        self.map_transport(|transport| Retrying::new(transport, retry))
    }
}

impl<S: Service, T: Transport + 'static> Client<S, T> {
    /// The same with a transport whose type is forgotten, so that no type of a program has to name it.
    pub fn boxed(self) -> Client<S, AnyTransport> {
        self.map_transport(AnyTransport::new)
    }
}

impl<S: Service, T: BlockingTransport + 'static> Client<S, T> {
    /// The same with a transport whose type is forgotten, so that no type of a program has to name it.
    pub fn boxed_blocking(self) -> Client<S, AnyBlockingTransport> {
        self.map_transport(AnyBlockingTransport::new)
    }
}

impl<S: Service, T: Clone> Clone for Client<S, T> {
    fn clone(&self) -> Self {
        Self {
            transport: self.transport.clone(),
            settings: Arc::clone(&self.settings),
            headers: Arc::clone(&self.headers),
            service: PhantomData,
        }
    }
}

impl<S: Service, T> fmt::Debug for Client<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &S::INFO.name)
            .field("settings", &self.settings)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

impl Settings {
    /// What we send we claim to understand in the answer as well, e.g. the `Security` that WCF answers with.
    fn add_extra_header(&mut self, block: HeaderBlock) {
        self.decode.understood.push(block.name().0.to_owned());
        self.extra_headers.push(block);
    }

    fn set_addressing(&mut self, make: impl Fn() -> Addressing + Send + Sync + 'static) {
        self.decode
            .understood
            .push(ws_addressing::NAMESPACE.to_owned());
        self.addressing = Some(AddressingSource(Arc::new(make)));
    }

    fn add_hook(&mut self, hook: Arc<dyn Hook>) {
        let understood = hook.understood().iter().map(|&namespace| namespace.into());
        self.decode.understood.extend(understood);
        self.hooks.push(hook);
    }

    fn info_of(
        &self,
        contract: Contract,
        (operation, action): (&'static str, &'static str),
    ) -> CallInfo {
        CallInfo {
            service: contract.service,
            operation,
            soap_action: action,
            version: self.version_of(contract.ports),
            endpoint: shown_url(self.endpoint_of(contract.ports).0).into(),
            timeout: self.timeout,
            idempotent: false,
            secrets: &[],
        }
    }

    /// The version, and the endpoint with whether the caller named it.
    fn version_of(&self, ports: &'static [Port]) -> SoapVersion {
        self.version
            .or_else(|| ports.first().map(|it| it.version))
            .unwrap_or_default()
    }

    fn endpoint_of(&self, ports: &'static [Port]) -> (&str, Origin) {
        if let Some(endpoint) = &self.endpoint {
            return (endpoint, Origin::Caller);
        }
        let version = self.version_of(ports);
        let address = ports
            .iter()
            .find(|it| it.version == version && it.address.is_some())
            .or_else(|| ports.iter().find(|it| it.address.is_some()))
            .and_then(|it| it.address);
        (address.unwrap_or_default(), Origin::Wsdl)
    }

    fn encode_options(&self, ports: &'static [Port]) -> (EncodeOptions, Origin) {
        let (endpoint, origin) = self.endpoint_of(ports);
        let options = EncodeOptions::new(self.version_of(ports), endpoint)
            .with_action_parameter(self.action_parameter)
            .with_policy_check(self.policy_check)
            .with_mtom(self.mtom.unwrap_or_default());
        let options = EncodeOptions {
            attachments: self.attachments.clone(),
            extra_headers: self.extra_headers.clone(),
            addressing: self.addressing.as_ref().map(|it| (it.0)()),
            #[cfg(feature = "ws-security")]
            security: self.security.clone(),
            ..options
        };
        (options, origin)
    }
}

/// What the WSDL says of a service that is called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contract {
    service: &'static str,
    ports: &'static [Port],
}

/// Who says where a call goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Origin {
    Caller,
    Wsdl,
}

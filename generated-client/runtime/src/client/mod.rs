//! [`Client`]: what every generated client is made of. In: a service's tables and a transport. Out: [`Call`]s.
//!
//! Knows no particular transport.

mod call;
mod hook;
mod macros;
mod parts;
mod plain;
mod retry;
mod running;
mod settings;
mod stream;
mod trace;
mod upload;

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

pub use call::Call;
pub use hook::{CallEnd, CallInfo, Elapsed, Exchange, Hook, HookError, Outcome};
pub use parts::{PartReader, PartStream, PartsCall};
pub use plain::PlainCall;
pub use retry::{Retry, Retrying};
pub use stream::{ItemStream, Items, StreamCall};
pub use upload::{PartSource, UploadCall};

use crate::mime::MtomMode;
use crate::record::slot::Member;
use crate::soap::{DecodeOptions, HeaderBlock, Known, Operation, Service, SoapVersion};
use crate::transport::{AnyBlockingTransport, AnyTransport, BlockingTransport, Transport};
use crate::ws_addressing::Addressing;
#[cfg(feature = "ws-security")]
use crate::ws_security::Security;
use crate::xml::{Deviation, Limits, Tolerance};
use hook::OnDeviations;
use settings::{Contract, Settings};

/// The time for a whole call, unless said otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A client of service `S` over transport `T`.
///
/// Cloning is cheap: clones share the settings and, if `T` does, the connections and cookies.
#[must_use]
pub struct Client<S: Service, T> {
    transport: T,
    settings: Arc<Settings>,
    headers: Arc<S::RequestHeaders>,
    service: PhantomData<fn() -> S>,
}

impl<S: Service, T> Client<S, T> {
    /// A client with the preferred port of the service.
    pub fn new(transport: T) -> Self {
        Self {
            transport,
            settings: Arc::new(Settings {
                timeout: TIMEOUT,
                action_parameter: true,
                policy_check: true,
                ..Settings::default()
            }),
            headers: Arc::new(S::RequestHeaders::blank()),
            service: PhantomData,
        }
    }

    /// The same, calling this URL instead of the port's address. Only here can a plain `http` URL be asked for.
    pub fn with_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.settings_mut().set_endpoint(endpoint.into());
        self
    }

    /// The same with this version of SOAP, at the address of the first port that speaks it.
    pub fn with_version(mut self, version: SoapVersion) -> Self {
        let settings = self.settings_mut();
        settings.version = Some(version);
        settings.known = Known::default();
        self
    }

    /// The same, calling the port of this name in the WSDL: its address, in its version of SOAP. Where the WSDL has no such
    /// port, calls are errors.
    pub fn with_port(mut self, name: impl Into<String>) -> Self {
        let settings = self.settings_mut();
        settings.port = Some(name.into().into());
        settings.known = Known::default();
        self
    }

    /// The same with these header blocks for all calls. They replace those set before.
    pub fn with_headers(mut self, headers: S::RequestHeaders) -> Self {
        self.headers = Arc::new(headers);
        self
    }

    /// The same with this time for a whole call; 60 s by default.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.settings_mut().timeout = timeout;
        self
    }

    /// The same with these limits for answers.
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.settings_mut().decode.limits = limits;
        self
    }

    /// The same, taking deviations from the schema for errors or not: in answers, and in requests values that an enumeration
    /// does not list.
    pub fn with_strict(mut self, strict: bool) -> Self {
        self.settings_mut().decode.tolerance = Tolerance::from_strict(strict);
        self
    }

    /// The same, reading answers with the options that `change` gives.
    pub fn with_reading(mut self, change: impl FnOnce(DecodeOptions) -> DecodeOptions) -> Self {
        let settings = self.settings_mut();
        settings.decode = change(std::mem::take(&mut settings.decode));
        self
    }

    /// The same with or without the action in the content type of SOAP 1.2. With it by default.
    pub fn with_action_parameter(mut self, on: bool) -> Self {
        self.settings_mut().action_parameter = on;
        self
    }

    /// The same with messages protected by this, and answers held to it: tokens, signatures, encryption. What the
    /// contract's policies demand beside credentials is done without being said again. Hooks see messages before they are
    /// protected, and answers once they are believed.
    #[cfg(feature = "ws-security")]
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
    pub fn with_policy_check(mut self, on: bool) -> Self {
        self.settings_mut().policy_check = on;
        self
    }

    /// The same with a header block more for all calls, which the WSDL does not declare.
    pub fn with_extra_header(mut self, block: impl Into<HeaderBlock>) -> Self {
        self.settings_mut().add_extra_header(block.into());
        self
    }

    /// The same with the header blocks of WS-Addressing, from properties that `make` gives anew for every call. Operations
    /// whose policies demand them have them anyway, from [`Addressing::unique`].
    pub fn with_addressing(
        mut self,
        make: impl Fn() -> Addressing + Send + Sync + 'static,
    ) -> Self {
        self.settings_mut().set_addressing(make);
        self
    }

    /// The same, taking header blocks of this namespace in answers for understood: `mustUnderstand` on them is no error.
    pub fn with_understood(mut self, namespace: impl Into<String>) -> Self {
        self.settings_mut().decode.understood.push(namespace.into());
        self
    }

    /// The same with octets beside the envelope or in it: MTOM. As the policies of the WSDL ask by default.
    pub fn with_mtom(mut self, mtom: MtomMode) -> Self {
        self.settings_mut().mtom = Some(mtom);
        self
    }

    /// The same with a hook more for all calls: it sees and changes what is sent and what comes, and hears of every end.
    pub fn with_hook(mut self, hook: impl Hook + 'static) -> Self {
        self.settings_mut().add_hook(Arc::new(hook));
        self
    }

    /// The same, telling `hear` of the deviations of every answer that has some.
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

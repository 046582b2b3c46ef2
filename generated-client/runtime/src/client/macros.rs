//! [`client!`](crate::client!): what all generated clients have in common.

/// Gives a generated client its constructors and settings.
///
/// Grammar: `Client, Service`. The client is `struct Client<T = DefaultTransport> { inner: Client<Service, T> }`.
#[macro_export]
macro_rules! client {
    ($client:ident, $service:ty $(,)?) => {
        $crate::__client_new!($client);
        $crate::__client_security!($client);

        impl<T> $client<T> {
            /// A client of the preferred port over `transport`.
            pub fn with_transport(transport: T) -> Self {
                Self {
                    inner: $crate::Client::<$service, T>::new(transport),
                }
            }

            /// The same, calling this URL instead of the port's address. Only here can a plain `http` URL be asked for.
            #[must_use]
            pub fn with_endpoint(
                mut self,
                endpoint: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                self.inner = self.inner.with_endpoint(endpoint);
                self
            }

            /// The same with this version of SOAP, at the address of the first port that speaks it.
            #[must_use]
            pub fn with_version(mut self, version: $crate::SoapVersion) -> Self {
                self.inner = self.inner.with_version(version);
                self
            }

            /// The same, calling the port of this name in the WSDL: its address, in its version of SOAP.
            #[must_use]
            pub fn with_port(
                mut self,
                name: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                self.inner = self.inner.with_port(name);
                self
            }

            /// The same with these header blocks for all calls. They replace those set before.
            #[must_use]
            pub fn with_headers(
                mut self,
                headers: <$service as $crate::Service>::RequestHeaders,
            ) -> Self {
                self.inner = self.inner.with_headers(headers);
                self
            }

            /// The same with a header block more for all calls, which the WSDL does not declare.
            #[must_use]
            pub fn with_extra_header(
                mut self,
                block: impl ::core::convert::Into<$crate::HeaderBlock>,
            ) -> Self {
                self.inner = self.inner.with_extra_header(block);
                self
            }

            /// The same with the header blocks of WS-Addressing, from properties that `make` gives anew for every call.
            #[must_use]
            pub fn with_addressing(
                mut self,
                make: impl ::core::ops::Fn() -> $crate::ws_addressing::Addressing
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                self.inner = self.inner.with_addressing(make);
                self
            }

            /// The same, taking header blocks of this namespace in answers for understood, whatever else knows them:
            /// `mustUnderstand` on them is no error. Namespaces of extra headers and WS-Addressing are, once they are sent.
            #[must_use]
            pub fn with_understood(
                mut self,
                namespace: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                self.inner = self.inner.with_understood(namespace);
                self
            }

            /// The same with this time for a whole call; 60 s by default.
            #[must_use]
            pub fn with_timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.inner = self.inner.with_timeout(timeout);
                self
            }

            /// The same with these limits for answers.
            #[must_use]
            pub fn with_limits(mut self, limits: $crate::Limits) -> Self {
                self.inner = self.inner.with_limits(limits);
                self
            }

            /// The same, taking deviations from the schema for errors or not: in answers, and in requests values that an
            /// enumeration does not list.
            #[must_use]
            pub fn with_strict(mut self, strict: bool) -> Self {
                self.inner = self.inner.with_strict(strict);
                self
            }

            /// The same, reading answers with the options that `change` gives.
            #[must_use]
            pub fn with_reading(
                mut self,
                change: impl ::core::ops::FnOnce($crate::DecodeOptions) -> $crate::DecodeOptions,
            ) -> Self {
                self.inner = self.inner.with_reading(change);
                self
            }

            /// The same with or without the action in the content type of SOAP 1.2. With it by default.
            #[must_use]
            pub fn with_action_parameter(mut self, on: bool) -> Self {
                self.inner = self.inner.with_action_parameter(on);
                self
            }

            /// The same with or without the check of what the contract's policies demand, e.g. signatures. With it by
            /// default; without it where something else, e.g. a transport of your own, protects messages.
            #[must_use]
            pub fn with_policy_check(mut self, on: bool) -> Self {
                self.inner = self.inner.with_policy_check(on);
                self
            }

            /// The same with octets beside the envelope or in it: MTOM. As the policies of the WSDL ask by default.
            #[must_use]
            pub fn with_mtom(mut self, mtom: $crate::MtomMode) -> Self {
                self.inner = self.inner.with_mtom(mtom);
                self
            }

            /// The same with a hook more for all calls: it sees and changes what is sent and what comes, and hears of every
            /// end.
            #[must_use]
            pub fn with_hook(mut self, hook: impl $crate::Hook + 'static) -> Self {
                self.inner = self.inner.with_hook(hook);
                self
            }

            /// The same, telling `hear` of the deviations of every answer that has some.
            #[must_use]
            pub fn on_deviations(
                mut self,
                hear: impl ::core::ops::Fn(&$crate::CallInfo, &[$crate::xml::Deviation])
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                self.inner = self.inner.on_deviations(hear);
                self
            }

            /// The client underneath: its header blocks, endpoint and transport.
            pub fn as_client(&self) -> &$crate::Client<$service, T> {
                &self.inner
            }
        }

        impl<T> $client<T> {
            /// The same, sending again what `retry` allows: what never left, and what is idempotent.
            pub fn with_retry(self, retry: $crate::Retry) -> $client<$crate::Retrying<T>> {
                $client {
                    inner: self.inner.with_retry(retry),
                }
            }
        }

        impl<T: $crate::Transport + 'static> $client<T> {
            /// The same with a transport whose type is forgotten, so that no type of a program has to name it.
            pub fn boxed(self) -> $client<$crate::AnyTransport> {
                $client {
                    inner: self.inner.boxed(),
                }
            }
        }

        impl<T: $crate::BlockingTransport + 'static> $client<T> {
            /// The same with a transport whose type is forgotten, so that no type of a program has to name it.
            pub fn boxed_blocking(self) -> $client<$crate::AnyBlockingTransport> {
                $client {
                    inner: self.inner.boxed_blocking(),
                }
            }
        }
    };
}

/// The constructor over the default transport.
#[cfg(feature = "hyper")]
#[doc(hidden)]
#[macro_export]
macro_rules! __client_new {
    ($client:ident) => {
        impl $client {
            /// A client of the preferred port over HTTP.
            pub fn new() -> Self {
                Self::with_transport($crate::DefaultTransport::new())
            }
        }

        impl ::core::default::Default for $client {
            fn default() -> Self {
                Self::new()
            }
        }
    };
}

/// Without a default transport there is no such constructor.
#[cfg(not(feature = "hyper"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __client_new {
    ($client:ident) => {};
}

/// The setting of WS-Security.
#[cfg(feature = "ws-security")]
#[doc(hidden)]
#[macro_export]
macro_rules! __client_security {
    ($client:ident) => {
        impl<T> $client<T> {
            /// The same with messages protected by this, and answers held to it: tokens, signatures, encryption. What the
            /// contract's policies demand beside credentials is done without being said again.
            #[must_use]
            pub fn with_security(mut self, security: $crate::ws_security::Security) -> Self {
                self.inner = self.inner.with_security(security);
                self
            }
        }
    };
}

/// Without feature `ws-security` there is no such setting.
#[cfg(not(feature = "ws-security"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __client_security {
    ($client:ident) => {};
}

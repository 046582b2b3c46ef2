//! [`client!`](crate::client!): what all generated clients have in common.

/// Gives a generated client its constructors and settings.
///
/// Grammar: `Client, Service`. The client is `struct Client<T = DefaultTransport> { inner: Client<Service, T> }`.
#[macro_export]
macro_rules! client {
    ($client:ident, $service:ty $(,)?) => {
        $crate::__client_new!($client);
        $crate::__client_security!($client);
        $crate::__client_settings! { $client:
            /// The same, calling this URL instead of the port's address. Only here can a plain `http` URL be asked for.
            with_endpoint(endpoint: impl ::core::convert::Into<::std::string::String>);

            /// The same with this version of SOAP, at the address of the first port that speaks it.
            with_version(version: $crate::SoapVersion);

            /// The same, calling the port of this name in the WSDL: its address, in its version of SOAP.
            with_port(name: impl ::core::convert::Into<::std::string::String>);

            /// The same with these header blocks for all calls. They replace those set before.
            with_headers(headers: <$service as $crate::Service>::RequestHeaders);

            /// The same with a header block more for all calls, which the WSDL does not declare.
            with_extra_header(block: impl ::core::convert::Into<$crate::HeaderBlock>);

            /// The same with the header blocks of WS-Addressing, from properties that `make` gives anew for every call.
            with_addressing(
                make: impl ::core::ops::Fn() -> $crate::ws_addressing::Addressing
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static
            );

            /// The same, taking header blocks of this namespace in answers for understood, whatever else knows them:
            /// `mustUnderstand` on them is no error. Namespaces of extra headers and WS-Addressing are, once they are sent.
            with_understood(namespace: impl ::core::convert::Into<::std::string::String>);

            /// The same with this time for a whole call; 60 s by default.
            with_timeout(timeout: ::core::time::Duration);

            /// The same with these limits for answers.
            with_limits(limits: $crate::Limits);

            /// The same, taking deviations from the schema for errors or not: in answers, and in requests values that an
            /// enumeration does not list.
            with_strict(strict: bool);

            /// The same, reading answers with the options that `change` gives.
            with_reading(
                change: impl ::core::ops::FnOnce($crate::DecodeOptions) -> $crate::DecodeOptions
            );

            /// The same with or without the action in the content type of SOAP 1.2. With it by default.
            with_action_parameter(on: bool);

            /// The same with or without the check of what the contract's policies demand, e.g. signatures. With it by
            /// default; without it where something else, e.g. a transport of your own, protects messages.
            with_policy_check(on: bool);

            /// The same with octets beside the envelope or in it: MTOM. As the policies of the WSDL ask by default.
            with_mtom(mtom: $crate::MtomMode);

            /// The same with a hook more for all calls: it sees and changes what is sent and what comes, and hears of every
            /// end.
            with_hook(hook: impl $crate::Hook + 'static);

            /// The same, telling `hear` of the deviations of every answer that has some.
            on_deviations(
                hear: impl ::core::ops::Fn(&$crate::CallInfo, &[$crate::xml::Deviation])
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static
            );
        }

        impl<T> $client<T> {
            /// A client of the preferred port over `transport`.
            pub fn with_transport(transport: T) -> Self {
                Self {
                    inner: $crate::Client::<$service, T>::new(transport),
                }
            }

            /// The client underneath: its header blocks, endpoint and transport.
            pub fn as_client(&self) -> &$crate::Client<$service, T> {
                &self.inner
            }

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

/// Settings that the client underneath has.
///
/// Grammar: `Client: setting(argument: Type); …`
#[doc(hidden)]
#[macro_export]
macro_rules! __client_settings {
    ($client:ident: $($(#[$doc:meta])* $setting:ident($argument:ident: $ty:ty);)*) => {
        impl<T> $client<T> {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $setting(mut self, $argument: $ty) -> Self {
                    self.inner = self.inner.$setting($argument);
                    self
                }
            )*
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
        $crate::__client_settings! { $client:
            /// The same with messages protected by this, and answers held to it: tokens, signatures, encryption. What the
            /// contract's policies demand beside credentials is done without being said again.
            with_security(security: $crate::ws_security::Security);
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

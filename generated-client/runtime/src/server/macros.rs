//! [`server!`](crate::server!): what generated code says about the server's side of a service.

/// Gives a service its trait, its endpoint and its mock.
///
/// Grammar: `Trait, Endpoint, Mock, Client, "Service"; method expect_method Operation, …`; an operation may have a `#[cfg(…)]`.
/// Expands to nothing unless feature `server` is on.
#[cfg(feature = "server")]
#[macro_export]
macro_rules! server {
    (
        $server:ident, $endpoint:ident, $mock:ident, $client:ident, $service:literal;
        $($(#[$cfg:meta])* $method:ident $expect:ident $operation:ident),* $(,)?
    ) => {
        #[doc = concat!("Service `", $service, "` as its server sees it: one method for each operation.")]
        ///
        /// A method that is not implemented answers with a fault. Mounted by the endpoint of the same module.
        pub trait $server: ::core::marker::Send + ::core::marker::Sync {
            $(
                $(#[$cfg])*
                #[doc = concat!("Answers `", stringify!($method), "`.")]
                fn $method(
                    &self,
                    request: $crate::Incoming<super::operations::$operation>,
                ) -> impl ::core::future::Future<Output = $crate::server::Handled<super::operations::$operation>>
                + ::core::marker::Send {
                    async move {
                        ::core::result::Result::Err(request.fault(
                            $crate::FaultKind::Receiver,
                            concat!("`", stringify!($method), "` is not implemented"),
                        ))
                    }
                }
            )*
        }

        #[doc = concat!("Answers HTTP requests to service `", $service, "`.")]
        #[derive(Clone, Debug)]
        pub struct $endpoint<S>(pub S);

        impl<S: $server> $crate::server::Endpoint for $endpoint<S> {
            async fn handle(
                &self,
                request: $crate::__private::http::Request<$crate::__private::Bytes>,
            ) -> $crate::__private::http::Response<$crate::__private::Bytes> {
                let peeked = $crate::peek_operation(&request);
                let mut fit = $crate::server::Fit::new(peeked.as_ref().ok());
                $(
                    $(#[$cfg])*
                    {
                        fit.ask(&<super::operations::$operation as $crate::Operation>::INFO);
                    }
                )*
                let best = fit.best();
                let mut index = 0;
                $(
                    $(#[$cfg])*
                    {
                        if best == ::core::option::Option::Some(index) {
                            return $crate::server::respond::<super::operations::$operation, _>(request, |incoming| {
                                <S as $server>::$method(&self.0, incoming)
                            })
                            .await;
                        }
                        index += 1;
                    }
                )*
                let _ = index;
                $crate::server::unmatched(peeked)
            }
        }

        #[doc = concat!("A stand-in for service `", $service, "`, which answers what a test says.")]
        ///
        /// Dropped, it panics where a call that was expected did not come, or another came.
        #[derive(Debug, Default)]
        pub struct $mock($crate::server::Mock);

        impl $mock {
            /// A mock that expects nothing yet.
            pub fn new() -> Self {
                ::core::default::Default::default()
            }

            /// The same, where calls must come in the order in which they are expected.
            #[must_use]
            pub fn in_order(self) -> Self {
                Self(self.0.in_order())
            }

            /// A client that calls this mock.
            pub fn client(&self) -> super::$client<$crate::server::MockTransport> {
                super::$client::with_transport(self.0.transport())
                    .with_endpoint("https://mock.invalid/")
            }

            /// The transport that calls this mock, for clients made otherwise.
            pub fn transport(&self) -> $crate::server::MockTransport {
                self.0.transport()
            }

            /// Checks now that every call that was expected came, and no other.
            ///
            /// # Panics
            /// One did not come, or another came.
            #[track_caller]
            pub fn verify(self) {
                self.0.verify();
            }

            $(
                $(#[$cfg])*
                #[doc = concat!("Expects a call of `", stringify!($method), "`: once, unless said otherwise.")]
                pub fn $expect(&self) -> $crate::server::Expectation<'_, super::operations::$operation> {
                    self.0.expect()
                }
            )*
        }
    };
}

/// Without feature `server` there is no server's side.
#[cfg(not(feature = "server"))]
#[macro_export]
macro_rules! server {
    ($($ignored:tt)*) => {};
}

//! [`Call`]: one call being prepared, and sending it.

use std::borrow::Cow;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Response;

use crate::client::hook::{CallInfo, Hook, Outcome};
use crate::client::running::Running;
use crate::client::settings::{Contract, Origin, Settings};
use crate::mime::{Attachment, MtomMode};
use crate::soap::{
    CallError, DecodeOptions, Encoded, HeaderBlock, Operation, OperationError, Reply, RequestError,
    SoapVersion, decode_rewritten, encode_layered,
};
use crate::transport::{Answered, BlockingTransport, Body, CallContext, Ready, Transport, now};
use crate::ws_addressing::Addressing;
use crate::xml::Tolerance;

/// One call of operation `O`, to be awaited.
///
/// `.await` gives the body of the answer; [`Call::send`] gives the whole [`Reply`] with its header blocks.
#[must_use = "nothing is sent before the call is awaited"]
pub struct Call<'c, O: Operation, T> {
    request: O::Request,
    pub(super) transport: &'c T,
    shared_headers: Option<&'c O::RequestHeaders>,
    headers: Option<O::RequestHeaders>,
    contract: Contract,
    settings: Settings,
    idempotent: bool,
}

impl<'c, O: Operation, T> Call<'c, O, T> {
    pub(super) fn new(
        request: O::Request,
        transport: &'c T,
        shared_headers: Option<&'c O::RequestHeaders>,
        contract: Contract,
        settings: Settings,
    ) -> Self {
        Self {
            request,
            transport,
            shared_headers,
            headers: None,
            contract,
            settings,
            idempotent: O::IDEMPOTENT,
        }
    }

    /// Sends these header blocks; those that are not set here are taken from the client.
    pub fn headers(mut self, headers: O::RequestHeaders) -> Self {
        self.headers = Some(headers);
        self
    }

    /// Sends this header block too, which the WSDL does not declare, besides those that the client sends.
    pub fn extra_header(mut self, block: impl Into<HeaderBlock>) -> Self {
        self.settings.add_extra_header(block.into());
        self
    }

    /// Sends the header blocks of WS-Addressing with these properties; a text is the `MessageID`.
    pub fn addressing(mut self, addressing: impl Into<Addressing>) -> Self {
        let addressing = addressing.into();
        self.settings.set_addressing(move || addressing.clone());
        self
    }

    /// Calls this URL. Plain `http` is allowed: the caller asked for it.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.settings.set_endpoint(endpoint.into());
        self
    }

    /// Gives the whole call this time, from connecting to the last byte.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Speaks this version of SOAP; at the address of the first port that does, unless the endpoint was named.
    pub fn version(mut self, version: SoapVersion) -> Self {
        self.settings.version = Some(version);
        self
    }

    /// Takes deviations from the schema for errors or not: in the answer, and in the request values that an enumeration does
    /// not list.
    pub fn strict(mut self, strict: bool) -> Self {
        self.settings.decode.tolerance = Tolerance::from_strict(strict);
        self
    }

    /// Reads the answer with the options that `change` gives.
    pub fn reading(mut self, change: impl FnOnce(DecodeOptions) -> DecodeOptions) -> Self {
        self.settings.decode = change(self.settings.decode);
        self
    }

    /// Sends an attachment beside the envelope.
    ///
    /// Parts that the WSDL names are members of the request; this is for others.
    pub fn attachment(mut self, attachment: Attachment) -> Self {
        self.settings.attachments.push(attachment);
        self
    }

    /// Sends octets beside the envelope or in it: MTOM.
    pub fn mtom(mut self, mtom: MtomMode) -> Self {
        self.settings.mtom = Some(mtom);
        self
    }

    /// Lets this hook see and change the call too, behind those of the client.
    pub fn hook(mut self, hook: impl Hook + 'static) -> Self {
        self.settings.add_hook(Arc::new(hook));
        self
    }

    /// Says whether this call may be made twice, so that a [`Retry`](crate::Retry) sends it again where it may have been done.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// The HTTP request as it would be sent, without sending it.
    ///
    /// # Errors
    /// The request cannot be written, or the endpoint cannot be called.
    pub fn to_http(&self) -> Result<http::Request<Bytes>, OperationError<O>> {
        let mut running = self.start();
        let encoded = self.encode(&mut running);
        let site = running.site();
        running.never_sent();
        match encoded {
            Ok(encoded) => Ok(encoded.http),
            Err(error) => Err(CallError::from(error).at(site)),
        }
    }

    fn start(&self) -> Running {
        let (settings, ports) = (&self.settings, self.contract.ports);
        let info = CallInfo {
            service: self.contract.service,
            operation: O::INFO.name,
            soap_action: O::INFO.soap_action,
            version: settings.version_of(ports),
            endpoint: settings.known.shown(settings.endpoint_of(ports).0),
            timeout: settings.timeout,
            idempotent: self.idempotent,
            secrets: O::SECRETS,
        };
        Running::new(info, settings.hooks.clone())
    }

    fn encode(&self, running: &mut Running) -> Result<Encoded, RequestError> {
        let (options, origin) = self.settings.encode_options(self.contract.ports);
        let layers: Vec<&O::RequestHeaders> =
            self.headers.iter().chain(self.shared_headers).collect();
        let rewrite = &mut |text: &mut String| running.on_envelope(text);
        let mut encoded = encode_layered::<O>(&self.request, &layers, &options, rewrite)?;
        let request = &mut encoded.http;
        if origin == Origin::Wsdl && request.uri().scheme_str() == Some("http") {
            return Err(RequestError::Endpoint {
                problem: "the WSDL's address is not https; name it with `with_endpoint` if that is wanted",
            });
        }
        request.extensions_mut().insert(running.info().clone());
        running.on_request(request)?;
        Ok(encoded)
    }

    pub(super) fn prepare(self) -> Result<Prepared, OperationError<O>> {
        let mut running = self.start();
        match self.encode(&mut running) {
            Ok(encoded) => Ok(Prepared {
                request: encoded.http,
                context: CallContext::new(self.settings.timeout, self.settings.decode.limits.bytes),
                reading: Reading {
                    running,
                    options: DecodeOptions {
                        #[cfg(feature = "ws-security")]
                        exchange: encoded.exchange,
                        ..self.settings.decode
                    },
                },
            }),
            Err(error) => Err(failed::<O>(running, error.into())),
        }
    }
}

/// What is left of a call once it is written: no value of the caller's is kept while waiting.
pub(super) struct Prepared {
    pub(super) request: http::Request<Bytes>,
    pub(super) context: CallContext,
    pub(super) reading: Reading,
}

impl Prepared {
    /// Sends the request over `transport` and reads the answer.
    async fn send<O: Operation>(
        self,
        transport: &impl Transport,
    ) -> Result<Reply<O>, OperationError<O>> {
        let trace = self.reading.running.trace().clone();
        let response = trace.around(transport.send(self.request, &self.context));
        self.reading.finish::<O>(response.await)
    }

    /// Sends the request over `transport` and waits for the head of the answer.
    pub(super) async fn open<O: Operation>(
        self,
        transport: &impl Transport,
    ) -> Result<(Reading, Response<Body>), OperationError<O>> {
        let trace = self.reading.running.trace().clone();
        let request = self.request.map(Body::from);
        let sending = transport.send_streaming(request, &self.context);
        match trace.around(sending).await {
            Ok(response) => Ok((self.reading, response)),
            Err(error) => Err(failed::<O>(self.reading.running, error.into())),
        }
    }
}

/// What reads the answer.
pub(super) struct Reading {
    pub(super) running: Running,
    pub(super) options: DecodeOptions,
}

impl Reading {
    pub(super) fn finish<O: Operation>(
        mut self,
        response: Answered<Bytes>,
    ) -> Result<Reply<O>, OperationError<O>> {
        match self.read::<O>(response) {
            Ok(reply) => {
                (self.running).end(Outcome::Success, None, &reply.deviations);
                Ok(reply)
            }
            Err(error) => Err(failed::<O>(self.running, error)),
        }
    }

    fn read<O: Operation>(
        &mut self,
        response: Answered<Bytes>,
    ) -> Result<Reply<O>, OperationError<O>> {
        let mut response = response?;
        self.running.on_response(&mut response)?;
        let rewrite = &mut |text: &mut Cow<'_, str>| self.running.on_answer_envelope(text);
        decode_rewritten::<O>(response, &self.options, rewrite)
    }
}

/// The end of a call that has no answer.
pub(super) fn failed<O: Operation>(
    running: Running,
    error: OperationError<O>,
) -> OperationError<O> {
    let error = error.at(running.site());
    let deviations = error.application().map_or(&[][..], |it| &it.deviations);
    running.end(Outcome::Failed(error.kind()), Some(&error), deviations);
    error
}

impl<'c, O: Operation, T: Transport> Call<'c, O, T> {
    /// Sends the request and gives the answer with its header blocks, deviations and status.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub fn send(
        self,
    ) -> impl Future<Output = Result<Reply<O>, OperationError<O>>> + Send + use<'c, O, T> {
        let transport = self.transport;
        let prepared = self.prepare();
        async move { prepared?.send::<O>(transport).await }
    }
}

impl<O: Operation, T: BlockingTransport> Call<'_, O, T> {
    /// Sends the request and blocks the thread until the body of the answer is there.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub fn call(self) -> Result<O::Response, OperationError<O>> {
        Ok(self.call_for_reply()?.body)
    }

    /// As [`Call::call`], with header blocks, deviations and status.
    ///
    /// # Errors
    /// See [`CallError`](crate::CallError).
    pub fn call_for_reply(self) -> Result<Reply<O>, OperationError<O>> {
        let transport = Ready(self.transport);
        now(self.prepare()?.send::<O>(&transport))
    }
}

impl<'c, O: Operation, T: Transport> IntoFuture for Call<'c, O, T> {
    type Output = Result<O::Response, OperationError<O>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'c>>;

    fn into_future(self) -> Self::IntoFuture {
        let reply = self.send();
        Box::pin(async move { Ok(reply.await?.body) })
    }
}

impl<O: Operation, T> fmt::Debug for Call<'_, O, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &O::INFO.name)
            .field("request", &self.request)
            .field("headers", &self.headers)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

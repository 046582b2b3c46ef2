//! `serve`: a service that only its contract is known of, on loopback.
//!
//! In: a contract, and perhaps a folder of answers or the address of the real service. Out: an HTTP server. Requests are
//! read strictly: what departs from the schema is a fault of the sender.

mod answers;
mod documents;
mod http;
mod services;

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST};
use ::http::{HeaderValue, Method, Request, Response, StatusCode, Uri};
use bytes::Bytes;
use soap_runtime::server::{Recorder, refuse, unmatched};
use soap_runtime::ws_security::WSSE;
use soap_runtime::{
    BlockingHttpTransport, CallContext, DecodeOptions, Fault, FaultKind, Limits, NoFault, Peeked,
    SoapVersion, encode_fault, peek_operation,
};
use wsdl_codegen::ir::{Api, EntryKind};
use wsdl_codegen::live::{Operation, Secrets};
use wsdl_codegen::namespaces::WSA;
use wsdl_codegen::source::path::decode_percent;

use super::contract::{self, Opened};
use super::{Console, Exit, Stop};
use http::bare;

const EXAMPLES: &str = "\
Examples:
  A service that answers every operation with a filled-in sample, and its contract at `?wsdl`:
      wsdl-codegen serve Shop.wsdl
      wsdl-codegen call 'http://127.0.0.1:8080/?wsdl' Buy order.article=tea
  With answers of your own, `answers/Buy.json` or `answers/Buy.xml`; they are read at each call:
      wsdl-codegen serve Shop.wsdl --answers answers
  In front of the real service, to see and keep what is said, without secrets:
      wsdl-codegen serve Shop.wsdl --record session

A request that departs from the schema is answered with a fault that says where. `inspect --sample`
and `call` without members show what answers and requests look like.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A WSDL, a folder with one, or an address.
    wsdl: PathBuf,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
    /// The address to listen on. Others than this machine's own can reach the stub from outside.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
    /// Answer with the files of this folder: `OPERATION.json` as `call` prints it, or `OPERATION.xml`, an envelope or the
    /// element of a body; operations without a file get a sample. `OPERATION.headers.json` holds header blocks by their
    /// members, the folder `OPERATION.parts` files that go beside the envelope.
    #[arg(long, value_name = "DIR", conflicts_with = "record")]
    answers: Option<PathBuf>,
    /// Pass requests on to the real service, and keep what is said in this folder, which is empty or made.
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
    /// With `--record`: the real service's address, instead of the contract's.
    #[arg(long, value_name = "URL", requires = "record")]
    endpoint: Option<String>,
    /// Read the settings from this file.
    #[arg(long, value_name = "SERVICE.TOML")]
    config: Option<PathBuf>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let opened = contract::open(&args.wsdl, args.config.as_ref(), Secrets::Shown, console)?;
    let n_operations = opened.contract.operations().count();
    if n_operations == 0 {
        return Err(Exit::Documents.because(
            "the contract has no operation that can be called\n  = help: `wsdl-codegen inspect` says why",
        ));
    }
    if let Some(folder) = args.answers.as_ref().filter(|it| !it.is_dir()) {
        let folder = folder.display();
        return Err(Exit::Input.because(format_args!("`{folder}` is no folder")));
    }
    let recorder = args.record.as_ref().map(|folder| {
        let transport = BlockingHttpTransport::builder().environment_proxies();
        Recorder::new(transport.build_blocking(), folder)
    });
    let fails = |error: std::io::Error| Exit::Output.because(error);
    let recorder = recorder.transpose().map_err(fails)?;
    let listener = TcpListener::bind((args.host.as_str(), args.port)).map_err(|error| {
        let (host, port) = (&args.host, args.port);
        Exit::Output.because(format_args!(
            "`{host}:{port}` cannot be listened on ({error})\n  = help: `--port 0` takes a free one"
        ))
    })?;
    let address = listener.local_addr().map_err(fails)?;
    console.print(&format!(
        "serving {n_operations} operations at http://{address}/, the contract at http://{address}/?wsdl\n"
    ));
    if !address.ip().is_loopback() {
        console.warning("others than this machine can reach it");
    }
    let console = console.clone();
    let stub = Stub {
        opened,
        answers: args.answers.clone(),
        recorder,
        endpoint: args.endpoint.clone(),
        address: address.to_string(),
    };
    let handler: Arc<http::Handler> = Arc::new(move |request| {
        let head = format!("{} {}", request.method(), request.uri());
        let (said, response) = stub.answer(request);
        console.print(&format!("{head}  {said} {}\n", response.status().as_u16()));
        response
    });
    http::run(listener, &handler).map_err(fails)?;
    Ok(Exit::Done)
}

struct Stub {
    opened: Opened,
    answers: Option<PathBuf>,
    recorder: Option<Recorder<BlockingHttpTransport>>,
    endpoint: Option<String>,
    /// Host and port, where a request names none.
    address: String,
}

impl Stub {
    /// What is answered, and a word for it.
    fn answer(&self, request: Request<Bytes>) -> (String, Response<Bytes>) {
        if request.method() == Method::POST {
            return self.call(request);
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return (String::new(), bare(StatusCode::METHOD_NOT_ALLOWED));
        }
        let host = request.headers().get(HOST).and_then(|it| it.to_str().ok());
        let base = format!("http://{}", host.unwrap_or(&self.address));
        match documents::document(&self.opened, request.uri(), &base) {
            Some(text) => (
                "document".to_owned(),
                with_type(text, "text/xml; charset=utf-8"),
            ),
            None if request.uri().path() == "/" && request.uri().query().is_none() => {
                let text = format!("A stub of a SOAP service. Its contract is at {base}/?wsdl\n");
                ("-".to_owned(), with_type(text, "text/plain; charset=utf-8"))
            }
            None => ("-".to_owned(), bare(StatusCode::NOT_FOUND)),
        }
    }

    fn call(&self, request: Request<Bytes>) -> (String, Response<Bytes>) {
        let peeked = peek_operation(&request);
        let found = match &peeked {
            Ok(peeked) => self.operations(request.uri(), peeked),
            Err(_) => Vec::new(),
        };
        let (Ok(peeked), [first, others @ ..]) = (&peeked, &found[..]) else {
            return ("no operation".to_owned(), unmatched(peeked));
        };
        // Overloads may begin alike: what the request holds tells them apart.
        let is_read = |operation: &&Operation<'_>| {
            operation
                .decode_request(request.clone(), &strictly())
                .is_ok()
        };
        let operation = match others.is_empty() {
            true => *first,
            false => *found.iter().find(is_read).unwrap_or(first),
        };
        let name = operation.ir().wire.clone();
        let response = match &self.recorder {
            Some(recorder) => self.pass_on(recorder, operation, request),
            None => self.stand_in(operation, peeked.version, request),
        };
        (name, response)
    }

    fn stand_in(
        &self,
        operation: Operation<'_>,
        version: SoapVersion,
        request: Request<Bytes>,
    ) -> Response<Bytes> {
        let document = is_xml(&request).then(|| request.body().clone());
        if let Err(error) = operation.decode_request(request, &strictly()) {
            return refuse(version, &error);
        }
        let Opened {
            contract, loaded, ..
        } = &self.opened;
        let problems = document.map(|it| contract.check_with(Some(&loaded.model), &it));
        if let Some(problem) = problems.unwrap_or_default().first() {
            return fault(version, FaultKind::Sender, problem.to_string());
        }
        let answer = answers::answer(&self.opened, self.answers.as_deref(), operation, version);
        answer.unwrap_or_else(|reason| fault(version, FaultKind::Receiver, reason))
    }

    /// The real service's answer, which is kept.
    fn pass_on(
        &self,
        recorder: &Recorder<BlockingHttpTransport>,
        operation: Operation<'_>,
        mut request: Request<Bytes>,
    ) -> Response<Bytes> {
        let version = operation.version();
        let endpoint = self.endpoint.as_deref().or(operation.address());
        let Some(uri) = endpoint.and_then(|it| it.parse::<Uri>().ok()) else {
            return fault(
                version,
                FaultKind::Receiver,
                "the contract has no address to pass it on to".to_owned(),
            );
        };
        *request.uri_mut() = uri;
        for name in [HOST, CONTENT_LENGTH] {
            request.headers_mut().remove(name);
        }
        let secrets = self.opened.secrets();
        let context = CallContext::new(Duration::from_secs(300), Limits::response().bytes);
        let sent = recorder.send_as(&operation.ir().wire, &secrets, request, &context);
        match sent {
            Ok(mut response) => {
                let headers = response.headers_mut();
                for name in [
                    "connection",
                    "content-length",
                    "transfer-encoding",
                    "keep-alive",
                ] {
                    headers.remove(name);
                }
                response
            }
            Err(error) => fault(
                version,
                FaultKind::Receiver,
                format!("the real service was not reached: {error}"),
            ),
        }
    }

    /// The operations that a request can be for: by the port that it is sent to, by its body, by its action.
    fn operations(&self, uri: &Uri, peeked: &Peeked) -> Vec<Operation<'_>> {
        let path = decode_percent(uri.path());
        let api = self.opened.contract.api();
        let score = |operation: &Operation<'_>| {
            let client = operation.client();
            let at_port = client
                .ports
                .iter()
                .any(|port| path == format!("/{}/{}", client.service, port.wire));
            let (body, action) = fit(api, operation, peeked);
            (body || action).then_some((at_port, body, action))
        };
        let all = self.opened.contract.operations();
        let scored: Vec<_> = all
            .filter_map(|operation| Some((score(&operation)?, operation)))
            .collect();
        let best = scored.iter().map(|(score, _)| *score).max();
        let fits = scored.into_iter().filter(|(score, _)| Some(*score) == best);
        fits.map(|(_, operation)| operation).collect()
    }
}

/// How a stub reads requests. Who calls is nothing that it checks, and what it need not understand is no reason to refuse.
fn strictly() -> DecodeOptions {
    DecodeOptions::default()
        .with_strict(true)
        .with_understood(WSSE)
        .with_understood(WSA)
}

/// Whether the body is that of `operation`, and whether the action is.
fn fit(api: &Api, operation: &Operation<'_>, peeked: &Peeked) -> (bool, bool) {
    let own = operation.ir();
    let name = match &own.request.entry.kind {
        // A body of several elements, or of one beside attachments, begins with its first.
        EntryKind::Group(id) => {
            let mut fields = api.types[id.0].kind.fields().iter();
            fields.find_map(|field| field.entry.name())
        }
        _ => own.request.entry.name(),
    };
    let body = match (name, &peeked.body) {
        (Some(name), Some((namespace, local))) => {
            (api.uri(name.namespace), &name.local) == (namespace.as_str(), local)
        }
        (None, None) => own.request.is_empty,
        (_, _) => false,
    };
    let action = peeked.action.as_deref().unwrap_or_default();
    (
        body,
        !action.is_empty() && (action == own.soap_action || action == own.action),
    )
}

/// Whether the message is one document, and no package of several parts.
fn is_xml(request: &Request<Bytes>) -> bool {
    let media = request.headers().get(CONTENT_TYPE);
    media.is_none_or(|media| !media.as_bytes().starts_with(b"multipart/"))
}

fn fault(version: SoapVersion, kind: FaultKind, reason: String) -> Response<Bytes> {
    let fault = Fault::<NoFault>::new(version, kind, reason);
    encode_fault(&fault, version).unwrap_or_else(|_| bare(StatusCode::INTERNAL_SERVER_ERROR))
}

fn with_type(text: String, media: &'static str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(text));
    let media = HeaderValue::from_static(media);
    response.headers_mut().insert(CONTENT_TYPE, media);
    response
}

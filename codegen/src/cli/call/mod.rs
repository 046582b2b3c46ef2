//! `call`: one call of a service, without generating anything.
//!
//! In: a contract, an operation, and the members of its request. Out: the answer on standard output, all else on standard
//! error. What is sent and read goes through the engine that generated clients have.

mod arguments;
mod credentials;
pub(super) mod message;
pub(super) mod parts;
mod security;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use serde_json::Value as Json;
use soap_runtime::soap::mask;
use soap_runtime::soap::untyped::answer_options;
use soap_runtime::ws_addressing::Addressing;
use soap_runtime::{BlockingTransport as _, CallContext, DecodeOptions, EncodeOptions, Limits};
use wsdl_codegen::inspect::Signature;
use wsdl_codegen::ir::RustType;
use wsdl_codegen::json::{to_line, to_pretty};
use wsdl_codegen::live::{AnswerError, Operation, Received, Secrets};

use super::contract::{self, Opened};
use super::{Console, Exit, Stop};
use arguments::Given;

/// How many members of a request are listed.
const MOST_MEMBERS: usize = 6;

const EXAMPLES: &str = "\
Examples:
  What can be called:
      wsdl-codegen call 'http://localhost:8080/shop?wsdl'
  What there is to be given, as JSON that `--json` takes:
      wsdl-codegen call 'http://localhost:8080/shop?wsdl' Buy
  A call; names are those of the XML or of Rust, lists repeat or are counted from 0:
      wsdl-codegen call Shop.wsdl Buy order.article=tea order.note=now order.note=please
      wsdl-codegen call Shop.wsdl Pay 'lines[0].sku=7' card.number=@number.txt
  A choice is named by its alternative, a derived type by its name before its members:
      wsdl-codegen call Shop.wsdl Draw shape.Circle.radius=2
  From a file, to another address, with a password that no other process sees:
      WSDL_CODEGEN_PASSWORD=… wsdl-codegen call Shop.wsdl Buy --json buy.json --user me \\
          --endpoint https://test.shop.example/soap
  Only look at what would be sent:
      wsdl-codegen call Shop.wsdl Buy --json buy.json --dry-run

`key:=JSON` gives a value as JSON, e.g. `note:=null`; `key=@FILE` the content of a file, `key=@@x` the
text `@x`. Exit code 7 is a fault, 8 a call that failed on the way; COMMAND-LINE.md tells more.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A WSDL, a folder with one, or an address.
    wsdl: PathBuf,
    /// The operation, by its name in the WSDL; without one they are listed.
    operation: Option<String>,
    /// Members of the request, by their paths.
    #[arg(value_name = "KEY=VALUE")]
    members: Vec<String>,
    /// Read the request from this file as JSON; `-` is standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["members", "xml"])]
    json: Option<PathBuf>,
    /// Send this file: an envelope as it is, or the element of the body; `-` is standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "members")]
    xml: Option<PathBuf>,
    /// A member of a SOAP header block that the contract declares; may be repeated.
    #[arg(long = "soap-header", value_name = "KEY=VALUE")]
    soap_headers: Vec<String>,
    /// The address, instead of the contract's.
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// A further header of HTTP; `$NAME` as the value is read from the environment; may be repeated.
    #[arg(long = "header", value_name = "NAME: VALUE")]
    headers: Vec<String>,
    #[command(flatten)]
    credentials: credentials::CredentialFlags,
    #[command(flatten)]
    parts: parts::PartFlags,
    /// Seconds for the whole call.
    #[arg(long, value_name = "N", default_value_t = 60)]
    timeout: u64,
    /// Print messages as they go over the wire, on standard error, without secrets.
    #[arg(long, value_name = "WHICH")]
    show: Option<Show>,
    /// Show secrets, in messages and in the answer.
    #[arg(long)]
    show_secrets: bool,
    /// Send nothing: print the request.
    #[arg(long)]
    dry_run: bool,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    /// Read the settings from this file.
    #[arg(long, value_name = "SERVICE.TOML")]
    config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
enum Show {
    /// What is sent.
    Request,
    /// What is answered.
    Response,
    /// Both.
    Both,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, clap::ValueEnum)]
enum Form {
    /// The body as serde writes the generated types.
    #[default]
    Json,
    /// The envelope as it came.
    Xml,
}

/// The completions of a shell that clap made, with what they have besides: operations and members, which the contract says.
pub(super) fn completions(shell: clap_complete::Shell, made: &str) -> String {
    let (made, own) = match shell {
        clap_complete::Shell::Bash => (made, include_str!("complete.bash")),
        clap_complete::Shell::Zsh => {
            // How it is loaded is said once, in ours.
            let end = made.rfind("if [ \"$funcstack").unwrap_or(made.len());
            (&made[..end], include_str!("complete.zsh"))
        }
        clap_complete::Shell::Fish => (made, include_str!("complete.fish")),
        _ => (made, ""),
    };
    format!("{made}{own}")
}

/// The operations of a contract, or paths of members, that begin as the last of `words` does: for completions.
pub(super) fn candidates(words: &[String], console: &Console) -> Result<Exit, Stop> {
    let [wsdl, rest @ ..] = words else {
        return Ok(Exit::Unknown);
    };
    let opened = contract::open(Path::new(wsdl), None, Secrets::Hidden, console);
    let opened = opened.map_err(|stop| Stop {
        exit: Exit::Unknown,
        ..stop
    })?;
    let names: Vec<String> = match rest {
        [] => Vec::new(),
        [begun] => (opened.contract.operations())
            .map(|it| it.ir().wire.clone())
            .filter(|name| name.starts_with(begun.as_str()))
            .collect(),
        [operation, .., begun] => match opened.contract.operation(operation) {
            Some(it) => arguments::candidates(opened.contract.api(), &it.ir().request.ty, begun),
            None => Vec::new(),
        },
    };
    console.print(
        &names
            .iter()
            .map(|name| format!("{name}\n"))
            .collect::<String>(),
    );
    Ok(Exit::Done)
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let secrets = match args.show_secrets {
        true => Secrets::Shown,
        false => Secrets::Hidden,
    };
    let opened = contract::open(&args.wsdl, args.config.as_ref(), secrets, console)?;
    let Some(name) = &args.operation else {
        let api = opened.contract.api();
        let all = opened.contract.operations();
        let lines =
            all.map(|it| format!("{}\n", Signature::new(api, it.ir()).shortened(MOST_MEMBERS)));
        console.print(&lines.collect::<String>());
        return Ok(Exit::Done);
    };
    let operation = contract::operation(&opened.contract, name)?;
    let is_given = !args.members.is_empty() || args.json.is_some() || args.xml.is_some();
    if !is_given && !operation.ir().request.is_empty {
        return print_sample(&opened, operation, console);
    }
    let endpoint = args.endpoint.as_deref().or(operation.address());
    let Some(endpoint) = endpoint.or(args.dry_run.then_some("http://no.address.invalid/")) else {
        let message = "the contract has no address\n  = help: give one with `--endpoint`";
        return Err(Exit::Input.because(message));
    };
    let wrong = |message: String| Exit::Input.because(message);
    let credentials = args.credentials.read().map_err(wrong)?;
    let mut options = EncodeOptions::new(operation.version(), endpoint).with_policy_check(false);
    options = args.parts.apply(options, operation).map_err(wrong)?;
    let mut reading = DecodeOptions::default();
    if let Some(security) = credentials.security(operation) {
        options = options.with_security(security.clone());
        reading = reading.with_security(security);
    }
    if operation
        .ir()
        .demands
        .first()
        .is_some_and(|demands| demands.addressing)
    {
        options = options.with_addressing(Addressing::unique());
    }
    let missing = credentials.missing(operation);
    if !missing.is_empty() {
        console.warning(&format!(
            "the contract's policies ask for {}",
            missing.join(", ")
        ));
    }
    let mut headers = Json::Null;
    for argument in &args.soap_headers {
        let Some(id) = operation.client().request_headers else {
            return Err(wrong(format!("`{name}` has no header blocks")));
        };
        set(&opened, &RustType::Named(id), &mut headers, argument).map_err(wrong)?;
    }
    let request = match &args.xml {
        Some(path) => message::of_xml(operation, &read(path).map_err(wrong)?, &options, console),
        None => body(args, &opened, operation)
            .and_then(|body| message::of_json(operation, &body, &headers, &options)),
    };
    let mut request = request.map_err(wrong)?;
    for header in &args.headers {
        let (name, value) = credentials::header(header).map_err(wrong)?;
        request.headers_mut().append(name, value);
    }
    let names = opened.secrets();
    let shown = |bytes: &Bytes| match args.show_secrets {
        true => String::from_utf8_lossy(bytes).into_owned(),
        false => masked(bytes, &names),
    };
    if args.dry_run {
        console.print(&message::printed_request(&request, &shown(request.body())));
        return Ok(Exit::Done);
    }
    if matches!(args.show, Some(Show::Request | Show::Both)) {
        console.print_aside(&message::printed_request(&request, &shown(request.body())));
    }
    let context = CallContext::new(Duration::from_secs(args.timeout), Limits::response().bytes);
    let waiting = console.waiting("calling");
    let reading = answer_options(reading, &request);
    let response = (credentials.transport(operation)).send_blocking(request, &context);
    drop(waiting);
    let response = response.map_err(|error| Exit::Call.because(causes(&error)))?;
    if matches!(args.show, Some(Show::Response | Show::Both)) {
        console.print_aside(&message::printed_response(
            &response,
            &shown(response.body()),
        ));
    }
    let raw = response.body().clone();
    let received = operation.decode_response(response, &reading);
    let mut received = received.map_err(|error| failed(&error))?;
    for deviation in &received.deviations {
        console.warning(&format!("the answer deviates: {deviation}"));
    }
    args.parts.keep(&mut received, console).map_err(wrong)?;
    let mut blocks = received.headers.as_object().into_iter().flatten();
    if blocks.any(|(_, block)| !block.is_null()) {
        console.note(&format!(
            "the answer has header blocks: {}",
            received.headers
        ));
    }
    print_answer(args.format, operation, &received, &shown(&raw), console);
    Ok(Exit::Done)
}

fn print_answer(
    form: Form,
    operation: Operation<'_>,
    received: &Received,
    raw: &str,
    console: &Console,
) {
    if operation.ir().response.is_none() {
        console.note("accepted; the operation has no answer");
        return;
    }
    match form {
        Form::Json if console.is_json() => console.print(&to_line(&received.body)),
        Form::Json => console.print(&to_pretty(&received.body)),
        Form::Xml => console.print(&format!("{}\n", raw.trim_end())),
    }
}

fn failed(error: &AnswerError) -> Stop {
    match error {
        AnswerError::Fault { fault, detail, .. } => {
            let said = match detail.is_null() {
                true => String::new(),
                false => format!("\n{}", to_pretty(detail).trim_end()),
            };
            Exit::Fault.because(format_args!("{fault}{said}"))
        }
        AnswerError::Application { .. } => Exit::Fault.because(error),
        AnswerError::Call(error) => Exit::Call.because(causes(error.as_ref())),
        other => Exit::Call.because(causes(other)),
    }
}

/// An error and what caused it, on one line.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

/// What is sent, as JSON.
fn body(args: &Args, opened: &Opened, operation: Operation<'_>) -> Result<Json, String> {
    if let Some(path) = &args.json {
        let bytes = read(path)?;
        return serde_json::from_slice(&bytes)
            .map_err(|error| format!("`{}` is no JSON: {error}", path.display()));
    }
    let mut json = Json::Null;
    for argument in &args.members {
        set(opened, &operation.ir().request.ty, &mut json, argument)?;
    }
    if json.is_null() {
        json = Json::Object(serde_json::Map::new());
    }
    Ok(json)
}

/// Sets what one argument says.
fn set(opened: &Opened, ty: &RustType, json: &mut Json, argument: &str) -> Result<(), String> {
    let Some((key, value)) = argument.split_once('=') else {
        return Err(format!(
            "expected `KEY=VALUE`, found `{argument}`; `--json` takes whole requests"
        ));
    };
    let (key, given) = match (key.strip_suffix(':'), value.strip_prefix('@')) {
        (Some(key), _) => {
            let json = serde_json::from_str(value);
            let json = json.map_err(|error| format!("`{key}`: `{value}` is no JSON: {error}"))?;
            (key, Given::Json(json))
        }
        (None, Some(text)) if text.starts_with('@') => (key, Given::Text(text.to_owned())),
        (None, Some(path)) => (key, Given::Bytes(read(&PathBuf::from(path))?)),
        (None, None) => (key, Given::Text(value.to_owned())),
    };
    arguments::set(opened.contract.api(), ty, json, key, &given)
}

fn read(path: &PathBuf) -> Result<Vec<u8>, String> {
    let explain = |error: std::io::Error| format!("`{}` cannot be read ({error})", path.display());
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(explain)?;
        return Ok(bytes);
    }
    std::fs::read(path).map_err(explain)
}

/// Prints a request to start from.
fn print_sample(
    opened: &Opened,
    operation: Operation<'_>,
    console: &Console,
) -> Result<Exit, Stop> {
    let endless =
        || Exit::Unknown.because("there is no sample of this request: its type has no end");
    let json = message::sample(opened, operation).ok_or_else(endless)?;
    console.print(&to_pretty(&json));
    console.note(
        "this is a request to start from, nothing was sent; give members as `KEY=VALUE`, or all of it with `--json FILE` (`-` is standard input)",
    );
    Ok(Exit::Done)
}

fn masked(bytes: &Bytes, secrets: &[&str]) -> String {
    let text = String::from_utf8_lossy(bytes);
    if text.is_empty() {
        return String::new();
    }
    let hidden = || {
        "(not shown: it is not one XML document, so that nobody knows where its secrets are)"
            .to_owned()
    };
    mask(text.trim_start_matches('\u{feff}'), secrets).unwrap_or_else(hidden)
}

//! `inspect`: what a WSDL offers.

use std::path::PathBuf;

use wsdl_codegen::generate::Generated;
use wsdl_codegen::inspect::{Report, inspect, page};
use wsdl_codegen::ir::Api;
use wsdl_codegen::json::to_pretty;
use wsdl_codegen::sample::{Sampler, Side};

use super::contract::{absent, analysed};
use super::{Console, Exit, Stop};

const EXAMPLES: &str = "\
Examples:
  See services, ports and operations, and what of them can be generated:
      wsdl-codegen inspect Shop.wsdl
  What some operations take and give, and a request to start from:
      wsdl-codegen inspect Shop.wsdl --operation 'get*'
      wsdl-codegen inspect Shop.wsdl --sample Buy
  A page to read, search and send to others:
      wsdl-codegen inspect Shop.wsdl --html shop.html
  Why operations are left out, for programs:
      wsdl-codegen inspect Shop.wsdl --json | jq '.port_types[].operations[].skipped'

An operation is shown as Rust writes it: its name on the wire, the members of the request, and the
answer's only member or type. With very many operations, groups of them are counted instead.
COMMAND-LINE.md lists the members of the JSON.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A WSDL, a folder with WSDLs and perhaps a `service.toml`, or an address.
    input: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// Show only operations of this name in the WSDL, all of them and in full; `*` stands for any characters; may be repeated.
    #[arg(long, value_name = "NAME")]
    operation: Vec<String>,
    /// Print a filled-in request and answer of this operation instead, as XML.
    #[arg(long, value_name = "OPERATION", conflicts_with_all = ["json", "operation", "html"])]
    sample: Option<String>,
    /// Write the report with all types and samples into this file, as a page.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Read the settings from this file.
    #[arg(long, value_name = "SERVICE.TOML")]
    config: Option<PathBuf>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let generated = analysed(&args.input, args.config.as_ref(), console)?.generated;
    match args.sample {
        Some(_) => console.errors(&generated),
        None => console.diagnostics(&generated),
    }
    let mut report = inspect(&generated).ok_or(Exit::Documents)?;
    if generated.diagnostics.has_errors() && report.port_types.is_empty() {
        // A page in HTML, for one: an empty report would only hide the message.
        return Ok(Exit::Documents);
    }
    if let Some(name) = &args.sample {
        print_sample(name, &generated, console)?;
    } else if args.operation.is_empty() || report.retain(&args.operation) {
        print(args, &generated, &report, console)?;
    } else {
        let names: Vec<String> = args.operation.iter().map(|it| format!("`{it}`")).collect();
        let none = Api::default();
        let api = generated.api.as_ref().unwrap_or(&none);
        return Err(absent(&names.join(" or "), api));
    }
    Ok(match generated.diagnostics.has_errors() {
        true => Exit::Documents,
        false => Exit::Done,
    })
}

fn print(
    args: &Args,
    generated: &Generated,
    report: &Report,
    console: &Console,
) -> Result<(), Stop> {
    if let Some(path) = &args.html {
        return std::fs::write(path, page(generated, report)).map_err(|error| {
            let path = path.display();
            Exit::Output.because(format_args!("`{path}` cannot be written ({error})"))
        });
    }
    if args.json || console.is_json() {
        console.print(&to_pretty(report));
    } else {
        let all = console.is_verbose() || !args.operation.is_empty();
        console.print(&report.to_text(all));
    }
    Ok(())
}

/// Prints request and answer of each operation called `name`.
fn print_sample(name: &str, generated: &Generated, console: &Console) -> Result<(), Stop> {
    let Some(api) = &generated.api else {
        // Its errors are shown already.
        return Ok(());
    };
    let sampler = Sampler::new(api);
    let mut out = String::new();
    let all = api
        .clients
        .iter()
        .flat_map(|client| client.operations.iter().map(move |it| (client, it)));
    for (client, operation) in all.filter(|(_, it)| it.wire == name || it.method_ident == name) {
        for side in [Side::Request, Side::Response] {
            let text = sampler.filled(client, operation, side, client.version());
            if let Some(text) = text {
                let marker = &operation.marker_ident;
                out.push_str(&format!("<!-- {side} of {marker} -->\n{text}\n"));
            }
        }
    }
    if out.is_empty() {
        return Err(absent(&format!("`{name}`"), api));
    }
    console.print(&out);
    Ok(())
}

//! Messages of a contract, read and written without generating code.
//!
//! In: the IR of a capture, JSON, and HTTP messages. Out: HTTP messages, and JSON in exactly the form that serde gives the
//! generated types (`serde = true`). It is the engine of the runtime that reads and writes, with tables that are made from
//! the IR (`tables.rs`) in place of those that the generator would write: what a client does, this does.
//!
//! ```no_run
//! use std::path::Path;
//! use serde_json::json;
//! use soap_runtime::{DecodeOptions, EncodeOptions};
//! use wsdl_codegen::live::Contract;
//!
//! let contract = Contract::open(Path::new("schemas/Shop.wsdl")).expect("the contract can be read");
//! let operation = contract.operation("Find").expect("the contract has it");
//! let options = EncodeOptions::new(operation.version(), operation.address().unwrap_or_default());
//! let request = operation.encode_request(&json!({ "sku": "A-1" }), &json!({}), &options)?;
//! // … send it …
//! # let response = http::Response::new(bytes::Bytes::new());
//! let answer = operation.decode_response(response, &DecodeOptions::default())?;
//! println!("{:#}", answer.body);
//! for deviation in &answer.deviations {
//!     eprintln!("{deviation}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A server reads with [`Operation::decode_request`] and answers with [`Operation::encode_response`].
//! Tables are made for each message, of the types that it reaches, and are gone with it; what is kept of a contract are the
//! IR and the patterns that were translated, which go with the [`Contract`].
//! Policies are not looked at, and types that the settings map to types of a user are texts.

mod arena;
mod check;
mod json;
mod message;
mod outcome;
mod simple;
mod tables;
mod value;

use std::path::Path;

use soap_runtime::SoapVersion;
use soap_runtime::value::pattern::Translated;

pub use check::Problem;
pub use json::{JsonError, Secrets};
pub use outcome::{AnswerError, Received, WriteError};

use crate::capture::{Capture, CaptureError};
use crate::generate::{Generated, analyse};
use crate::ir;
use crate::ir::Api;
use crate::symbols::Model;

/// A contract whose messages can be read and written.
#[derive(Debug)]
pub struct Contract {
    api: Api,
    /// What it was lowered from; documents are held to it where it is there.
    model: Option<Model>,
    translated: Translated,
    secrets: Secrets,
}

/// A contract cannot be read.
#[derive(Debug)]
pub enum ContractError {
    /// There is no capture at the path.
    Capture(CaptureError),
    /// Its documents have errors, which [`Generated::report`] shows.
    Documents(Box<Generated>),
}

/// One operation of a contract.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'c> {
    contract: &'c Contract,
    client: &'c ir::Client,
    operation: &'c ir::Operation,
}

impl Contract {
    /// The contract that `api` is of.
    pub fn new(api: Api) -> Self {
        Self {
            api,
            model: None,
            translated: Translated::new(),
            secrets: Secrets::Hidden,
        }
    }

    /// The contract of the capture at `path`: a WSDL or a folder, with the settings beside it.
    ///
    /// # Errors
    /// There is none, or its documents have errors.
    pub fn open(path: &Path) -> Result<Self, ContractError> {
        let capture = Capture::open(path).map_err(ContractError::Capture)?;
        let mut generated = analyse(&capture);
        generated.show_paths_below(&capture.folder);
        match generated.api.take() {
            Some(api) if !generated.diagnostics.has_errors() => {
                let loaded = generated.loaded.take();
                Ok(Self {
                    model: loaded.map(|loaded| loaded.model),
                    ..Self::new(api)
                })
            }
            Some(_) | None => Err(ContractError::Documents(Box::new(generated))),
        }
    }

    /// The same, showing secrets in JSON or hiding them. They are hidden by default.
    #[must_use]
    pub fn with_secrets(mut self, secrets: Secrets) -> Self {
        self.secrets = secrets;
        self
    }

    /// What it is made of.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// All operations, client by client.
    pub fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        let of_client = |client| self.operations_of(client);
        self.api.clients.iter().flat_map(of_client)
    }

    fn operations_of<'c>(&'c self, client: &'c ir::Client) -> impl Iterator<Item = Operation<'c>> {
        client.operations.iter().map(move |operation| Operation {
            contract: self,
            client,
            operation,
        })
    }

    /// The first operation that is called so in the WSDL, or by the method of its client.
    pub fn operation(&self, name: &str) -> Option<Operation<'_>> {
        let of_wire = self.operations().find(|it| it.operation.wire == name);
        let is_method = |it: &Operation<'_>| {
            [&it.operation.method_ident, &it.operation.marker_ident].contains(&&name.to_owned())
        };
        of_wire.or_else(|| self.operations().find(is_method))
    }
}

impl std::fmt::Display for ContractError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Capture(error) => error.fmt(f),
            Self::Documents(generated) => f.write_str(&generated.report()),
        }
    }
}

impl std::error::Error for ContractError {}

impl<'c> Operation<'c> {
    /// What it is in the IR.
    pub fn ir(&self) -> &'c ir::Operation {
        self.operation
    }

    /// The client that it is called by.
    pub fn client(&self) -> &'c ir::Client {
        self.client
    }

    /// The version of SOAP of the preferred port.
    pub fn version(&self) -> SoapVersion {
        self.client.version()
    }

    /// The address of the first port that has one.
    pub fn address(&self) -> Option<&'c str> {
        let mut ports = self.client.ports.iter();
        ports.find_map(|port| port.address.as_deref())
    }
}

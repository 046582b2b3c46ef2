//! Requests, answers and faults: JSON on one side, HTTP messages of the runtime on the other.

use bytes::Bytes;
use serde_json::Value as Json;
use soap_runtime::record::Record;
use soap_runtime::record::choice::Choice as _;
use soap_runtime::record::field::choice_of;
use soap_runtime::record::shape::{Field, Shape, Shaped};
use soap_runtime::record::slot::{Slot, Source};
use soap_runtime::soap::untyped;
use soap_runtime::soap::untyped::{Outgoing, Target};
use soap_runtime::xml::Deviation;
use soap_runtime::{
    AnswerOptions, CallError, DecodeOptions, EncodeOptions, FailureRule, Fault, IncomingError,
    NoHeaders, SoapVersion,
};

use super::json::{JsonError, Shown};
use super::outcome::{AnswerError, Received, WriteError};
use super::tables::Tables;
use super::value::{RecordValue, Type, Value};
use super::{Contract, Operation};
use crate::ir;
use crate::ir::RustType;

impl Operation<'_> {
    /// Writes a request. `headers` are those that the operation sends, by their members; null for none.
    ///
    /// # Errors
    /// `body` or `headers` are none of their types, or values that the schema forbids.
    pub fn encode_request(
        &self,
        body: &Json,
        headers: &Json,
        options: &EncodeOptions,
    ) -> Result<http::Request<Bytes>, WriteError> {
        let operation = self.operation;
        let header_type = self.client.request_headers.map(RustType::Named);
        let tables = self.contract.tables();
        let ty = Type::new(&tables, &operation.request.ty);
        let body = ty.read_json(body).map_err(WriteError::Body)?;
        let field = tables.field(&operation.request.entry);
        let blocks = read_headers(&tables, header_type.as_ref(), headers)?;
        let encoded: Vec<(&str, &str)> = (operation.encoded_headers.iter())
            .filter_map(|ident| {
                let (index, _) = self.header(ident)?;
                let field = &blocks.as_ref()?.shape.fields[index];
                Some((field.namespace, field.local))
            })
            .collect();
        let sent = operation.request_headers.iter();
        let message = Outgoing {
            body: &body,
            field: &field,
            headers: (sent.filter_map(|ident| self.header(ident)))
                .filter_map(|(index, _)| block(blocks.as_ref()?, index))
                .collect(),
            encoded: self.is_encoded(),
            encoded_headers: &encoded,
        };
        let (soap_action, action) = (&operation.soap_action, &operation.action);
        untyped::encode_request(message, soap_action, action, options).map_err(WriteError::Request)
    }

    /// Reads a request.
    ///
    /// # Errors
    /// It is not SOAP, cannot be read, or asks to understand a header block that is not declared.
    pub fn decode_request(
        &self,
        request: http::Request<Bytes>,
        options: &DecodeOptions,
    ) -> Result<Received, IncomingError> {
        let header_type = self.client.request_headers.map(RustType::Named);
        let tables = self.contract.tables();
        let mut incoming = Incoming::new(
            self,
            &tables,
            Some(&self.operation.request),
            header_type.as_ref(),
        );
        let read = untyped::decode_request(request, incoming.message(), options)?;
        Ok(incoming.received(read))
    }

    /// Writes an answer; for a one-way operation a 202 without a body. `headers` are those of answers, by their members;
    /// null for none.
    ///
    /// # Errors
    /// `body` or `headers` are none of their types, or values that the schema forbids.
    pub fn encode_response(
        &self,
        body: &Json,
        headers: &Json,
        options: &AnswerOptions,
    ) -> Result<http::Response<Bytes>, WriteError> {
        let header_type = self.client.response_headers.map(RustType::Named);
        let tables = self.contract.tables();
        let Some(response) = &self.operation.response else {
            return untyped::encode_response(None, options).map_err(WriteError::Answer);
        };
        let body = Type::new(&tables, &response.ty).read_json(body);
        let body = body.map_err(WriteError::Body)?;
        let field = tables.field(&response.entry);
        let blocks = read_headers(&tables, header_type.as_ref(), headers)?;
        let message = Outgoing {
            body: &body,
            field: &field,
            headers: blocks.iter().flat_map(all_blocks).collect(),
            encoded: self.is_encoded(),
            encoded_headers: &[],
        };
        untyped::encode_response(Some(&message), options).map_err(WriteError::Answer)
    }

    /// Reads an answer.
    ///
    /// # Errors
    /// The answer is a fault, says that it is a failure, is not SOAP, or cannot be read to its end.
    #[allow(
        clippy::result_large_err,
        reason = "errors of calls are as large: there is one a call"
    )]
    pub fn decode_response(
        &self,
        response: http::Response<Bytes>,
        options: &DecodeOptions,
    ) -> Result<Received, AnswerError> {
        let header_type = self.client.response_headers.map(RustType::Named);
        let api = &self.contract.api;
        let tables = self.contract.tables();
        let message = self.operation.response.as_ref();
        let mut incoming = Incoming::new(self, &tables, message, header_type.as_ref());
        let secrets: Vec<&str> = (api.secrets.iter()).map(|it| it.wire.as_str()).collect();
        let result = untyped::decode_response(response, incoming.message(), &secrets, options);
        let result = match result {
            Err(CallError::Fault(fault)) => {
                let mut fault = Box::new(fault.into_inner());
                let detail = self.detail(&tables, &fault, options);
                // Each block by itself: beside a fault a broken one is no error.
                let mut blank = Incoming::new(self, &tables, message, header_type.as_ref());
                let Target {
                    headers,
                    header_shape,
                    ..
                } = blank.message();
                let blocks = std::mem::take(&mut fault.raw_headers);
                fault.raw_headers =
                    untyped::typed_headers(blocks, &options.limits, headers, header_shape);
                return Err(AnswerError::Fault {
                    fault,
                    detail,
                    headers: blank.received(untyped::Received::default()).headers,
                });
            }
            result => result,
        };
        let (record, shape) = record_of(incoming.headers.as_ref());
        let failure = self.failure(record, shape);
        let is_read = matches!(
            result,
            Ok(_) | Err(CallError::Http(_) | CallError::Decode(_))
        );
        match (failure.filter(|_| is_read), result) {
            (Some((block, message)), result) => Err(AnswerError::Application {
                block,
                message,
                received: Box::new(incoming.received(result.unwrap_or_default())),
            }),
            (None, Ok(read)) => Ok(incoming.received(read)),
            (None, Err(error)) => Err(AnswerError::Call(Box::new(error))),
        }
    }

    /// Writes a fault. `detail` is an object with the variant of the operation's fault type, or null; `headers` are those of
    /// answers, by their members, or null.
    ///
    /// # Errors
    /// `detail` or `headers` are none of their types, or values that the schema forbids.
    pub fn encode_fault(
        &self,
        fault: &Fault,
        detail: &Json,
        headers: &Json,
        version: SoapVersion,
    ) -> Result<http::Response<Bytes>, WriteError> {
        let detail_type = self.operation.fault.map(RustType::Named);
        let header_type = self.client.response_headers.map(RustType::Named);
        let tables = self.contract.tables();
        let typed = match (&detail_type, detail) {
            (_, Json::Null) => None,
            (Some(ty), detail) => {
                let value = Type::new(&tables, ty).read_json(detail);
                Some(value.map_err(WriteError::Body)?)
            }
            (None, _) => {
                let error = JsonError::new("the operation declares no fault");
                return Err(WriteError::Body(error));
            }
        };
        let field = (self.operation.fault).map(|id| choice_of(tables.shape(id)));
        let detail = typed.as_ref().map(|value| value as &dyn Slot);
        let blocks = read_headers(&tables, header_type.as_ref(), headers)?;
        let headers: Vec<_> = blocks.iter().flat_map(all_blocks).collect();
        untyped::encode_fault(fault, &headers, detail.zip(field.as_ref()), version)
            .map_err(WriteError::Answer)
    }

    /// How an envelope with a request or an answer departs from what the contract says.
    pub(super) fn examine(
        &self,
        is_request: bool,
        text: &str,
        options: &DecodeOptions,
    ) -> Result<Vec<Deviation>, CallError> {
        let headers = match is_request {
            true => self.client.request_headers,
            false => self.client.response_headers,
        };
        let message = self.message(is_request);
        let header_type = headers.map(RustType::Named);
        let tables = self.contract.tables();
        let mut incoming = Incoming::new(self, &tables, message, header_type.as_ref());
        // An envelope is read the same whichever way it goes; of an answer more is kept where it ends early.
        let response = http::Response::new(Bytes::from(text.to_owned()));
        let read = untyped::decode_response(response, incoming.message(), &[], options)?;
        Ok(read.deviations)
    }

    /// The request, or the answer where there is one.
    pub(super) fn message(&self, is_request: bool) -> Option<&ir::Message> {
        self.operation.messages().nth(usize::from(!is_request))
    }

    fn is_encoded(&self) -> bool {
        self.operation.messages().any(|it| it.encoded)
    }

    /// The member of the request headers that is called so.
    fn header(&self, ident: &str) -> Option<(usize, &ir::Field)> {
        let id = self.client.request_headers;
        id.is_some().then(|| self.contract.api.header(id, ident))
    }

    /// The first detail of `fault` that is declared, as JSON.
    fn detail<'t>(&self, tables: &'t Tables<'t>, fault: &Fault, options: &DecodeOptions) -> Json {
        let Some(id) = self.operation.fault else {
            return Json::Null;
        };
        let shape = tables.shape(id);
        untyped::read_detail(
            &fault.raw_detail,
            shape.fields,
            &options.limits,
            |reader, index| {
                let Value::Choice(mut choice) = Value::of(tables, id) else {
                    return Ok(Json::Null);
                };
                choice.start(index);
                let field = &shape.fields[index];
                (choice.payload_mut()).read(reader, field, Source::of(field))?;
                Ok(self.contract.shown(&Value::Choice(choice)))
            },
        )
        .unwrap_or_default()
    }

    /// The header block by which an answer says that it is a failure, if one does, and what the server says of it.
    fn failure(&self, record: &dyn Record, shape: &Shape<'_>) -> Option<(String, Option<String>)> {
        let api = &self.contract.api;
        let headers = self.client.response_headers;
        let name = |ident: &str| {
            let (index, _) = api.header(headers, ident);
            let field = &shape.fields[index];
            (field.namespace, field.local)
        };
        for rule in &self.client.failures {
            let (namespace, local) = name(&rule.header);
            let path: Vec<&str> = (rule.message.iter())
                .flat_map(|message| message.path.iter().map(String::as_str))
                .collect();
            let mut found = match &rule.equals {
                Some(text) => FailureRule::equals(namespace, local, text),
                None => FailureRule::filled(namespace, local),
            };
            if let Some(message) = &rule.message {
                let (namespace, local) = name(&message.header);
                found = found.with_message(namespace, local, &path);
            }
            if let Some((block, message)) = untyped::find_failure(&[found], record, shape) {
                return Some((block.to_owned(), message));
            }
        }
        None
    }
}

impl Contract {
    /// The tables of its types, for one message.
    pub(super) fn tables(&self) -> Tables<'_> {
        Tables::new(&self.api, &self.translated)
    }

    /// `value` as JSON.
    fn shown(&self, value: &Value<'_>) -> Json {
        let secrets = self.secrets;
        let shown = serde_json::to_string(&Shown { value, secrets });
        // By way of the text: a number of 32 bits is the short one then.
        let read = shown.and_then(|text| serde_json::from_str(&text));
        read.unwrap_or_default()
    }
}

/// A message in the making.
struct Incoming<'t> {
    contract: &'t Contract,
    body: Value<'t>,
    field: Option<Field<'t>>,
    headers: Option<RecordValue<'t>>,
    none: NoHeaders,
    encoded: bool,
}

impl<'t> Incoming<'t> {
    fn new(
        operation: &Operation<'t>,
        tables: &'t Tables<'t>,
        message: Option<&'t ir::Message>,
        header_type: Option<&'t RustType>,
    ) -> Self {
        let blank = |ty| Type::new(tables, ty).blank();
        Self {
            contract: operation.contract,
            body: message.map_or(Value::Nothing, |message| blank(&message.ty)),
            field: message.map(|message| tables.field(&message.entry)),
            headers: header_type.map(blank).and_then(Value::into_record),
            none: NoHeaders,
            encoded: operation.is_encoded(),
        }
    }

    fn message(&mut self) -> Target<'_> {
        let (headers, header_shape): (&mut dyn Record, &Shape<'_>) = match &mut self.headers {
            Some(record) => {
                let shape = record.shape;
                (record, shape)
            }
            None => (&mut self.none, <NoHeaders as Shaped>::SHAPE),
        };
        Target {
            headers,
            header_shape,
            body: &mut self.body,
            field: self.field.as_ref(),
            encoded: self.encoded,
        }
    }

    fn received(self, read: untyped::Received) -> Received {
        let headers = self.headers.map_or(Value::Nothing, Value::Record);
        Received {
            body: self.contract.shown(&self.body),
            headers: self.contract.shown(&headers),
            version: read.version,
            deviations: read.deviations,
            attachments: read.attachments,
        }
    }
}

fn record_of<'r>(headers: Option<&'r RecordValue<'_>>) -> (&'r dyn Record, &'r Shape<'r>) {
    match headers {
        Some(record) => (record, record.shape),
        None => (&NoHeaders, <NoHeaders as Shaped>::SHAPE),
    }
}

/// The header blocks that `json` is.
fn read_headers<'t>(
    tables: &'t Tables<'t>,
    header_type: Option<&'t RustType>,
    json: &Json,
) -> Result<Option<RecordValue<'t>>, WriteError> {
    let is_none = json.is_null() || json.as_object().is_some_and(serde_json::Map::is_empty);
    match header_type {
        _ if is_none => Ok(None),
        Some(ty) => {
            let value = Type::new(tables, ty).read_json(json);
            value.map(Value::into_record).map_err(WriteError::Headers)
        }
        None => {
            let error = JsonError::new("the operation has no header blocks");
            Err(WriteError::Headers(error))
        }
    }
}

/// The blocks that are there.
fn all_blocks<'r>(record: &'r RecordValue<'_>) -> Vec<(&'r dyn Slot, &'r Field<'r>)> {
    let indices = 0..record.shape.fields.len();
    indices.filter_map(|index| block(record, index)).collect()
}

/// The block at `index`, if it is there.
fn block<'r>(record: &'r RecordValue<'_>, index: usize) -> Option<(&'r dyn Slot, &'r Field<'r>)> {
    let slot = record.slot(index);
    (!slot.is_absent()).then(|| (slot, &record.shape.fields[index]))
}

//! Messages without a network: what is written, and what every kind of answer becomes.

mod answers;
mod faults;
mod requests;
#[path = "../support/mod.rs"]
mod support;

use bytes::Bytes;
use soap_runtime::xml::DecodeErrorKind;
use soap_runtime::{
    CallError, DecodeOptions, EncodeOptions, Fault, FaultCode, FaultKind, HttpProblem, InProcess,
    Limits, NoHeaders, OperationError, Reply, Report, RequestError, SoapVersion, TransportError,
    TransportErrorKind, decode_request, decode_response, encode_fault, encode_request,
    encode_response, peek_operation,
};
use support::*;

fn login(response: http::Response<Bytes>) -> Result<Reply<Login>, CallError> {
    decode_response::<Login>(response, &DecodeOptions::default())
}

fn user(
    response: http::Response<Bytes>,
) -> Result<Reply<ChangeOwnPassword>, OperationError<ChangeOwnPassword>> {
    decode_response::<ChangeOwnPassword>(response, &DecodeOptions::default())
}

fn http_problem(error: CallError) -> HttpProblem {
    match error {
        CallError::Http(error) => error.problem,
        other => panic!("no HTTP error: {other:?}"),
    }
}

fn login_request() -> LoginRequest {
    LoginRequest {
        email: Some("tech@example.com".into()),
        password: Some("Secret123".into()),
        language: Some("en".into()),
    }
}

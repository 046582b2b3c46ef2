//! JSON of typed values: what serde makes of them, and what it reads.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use soap_runtime::{DecodeOptions, Operation, decode_request, decode_response};
use wsdl_codegen::sample::Side;

use super::compare::{answer, package};

/// The same message as JSON by `live`, without secrets and with them.
pub(crate) struct Live {
    pub(crate) hidden: Json,
    pub(crate) shown: Json,
}

/// Whether serde makes the same of the message `text`, and reads from it the value that the message holds. Says what differs.
pub(crate) fn compare<O>(side: Side, text: &str, live: &Live) -> Result<(), String>
where
    O: Operation<
            Request: DeserializeOwned + PartialEq + Serialize,
            Response: DeserializeOwned + PartialEq + Serialize,
        >,
{
    let options = DecodeOptions::default();
    if side == Side::Request {
        let (content_type, body) = package(text);
        let mut request = http::Request::new(body);
        let headers = request.headers_mut();
        headers.insert(http::header::CONTENT_TYPE, content_type);
        let read = decode_request::<O>(request, &options);
        return equal(&read.map_err(|error| error.to_string())?.body, live);
    }
    let read = decode_response::<O>(answer(text, 200), &options);
    equal(&read.map_err(|error| error.to_string())?.body, live)
}

fn equal<T: DeserializeOwned + PartialEq + Serialize>(
    value: &T,
    live: &Live,
) -> Result<(), String> {
    let typed = serde_json::to_string(value).map_err(|error| error.to_string())?;
    let hidden = live.hidden.to_string();
    if typed != hidden {
        return Err(format!("serde {typed}\n  live  {hidden}"));
    }
    let back: T =
        serde_json::from_str(&live.shown.to_string()).map_err(|error| error.to_string())?;
    match back == *value {
        true => Ok(()),
        false => Err(format!("serde reads another value of {}", live.shown)),
    }
}

//! What an argument gives, as the JSON of a simple value.

use serde_json::Value as Json;
use soap_runtime::Attachment;
use soap_runtime::value::{Base64Binary, HexBinary};
use wsdl_codegen::ir::Builtin;

/// What an argument gives.
#[derive(Clone, Debug)]
pub(in crate::cli::call) enum Given {
    /// A text, as XML holds it.
    Text(String),
    /// The content of a file.
    Bytes(Vec<u8>),
    /// JSON as it is.
    Json(Json),
}

impl Given {
    pub(super) fn text(&self) -> Result<String, String> {
        match self {
            Self::Text(text) => Ok(text.clone()),
            Self::Bytes(bytes) => String::from_utf8(bytes.clone())
                .map_err(|_| "is a text, and the file is not UTF-8".to_owned()),
            Self::Json(json) => Ok(json.to_string()),
        }
    }

    pub(super) fn value(&self, builtin: Builtin) -> Result<Json, String> {
        if let Self::Bytes(bytes) = self {
            let bytes = bytes.clone();
            let json = match builtin {
                Builtin::Base64Binary => Some(serde_json::to_value(Base64Binary::from(bytes))),
                Builtin::HexBinary => Some(serde_json::to_value(HexBinary::from(bytes))),
                Builtin::Attachment => Some(serde_json::to_value(Attachment::new("", bytes))),
                _ => None,
            };
            if let Some(json) = json {
                return json.map_err(|error| error.to_string());
            }
        }
        let text = self.text()?;
        let number = |what: &str| {
            let number = serde_json::from_str::<serde_json::Number>(text.trim_start_matches('+'));
            number
                .map(Json::from)
                .map_err(|_| format!("expected {what}, found `{text}`"))
        };
        match builtin {
            Builtin::Bool => match text.as_str() {
                "true" | "1" => Ok(Json::from(true)),
                "false" | "0" => Ok(Json::from(false)),
                _ => Err(format!("expected `true` or `false`, found `{text}`")),
            },
            whole if whole.is_whole() => number("a whole number"),
            Builtin::F32 | Builtin::F64 => match text.as_str() {
                "INF" | "-INF" | "NaN" => Ok(Json::from(text)),
                _ => number("a number"),
            },
            Builtin::AnyType | Builtin::MixedContent => {
                let content = match text.starts_with('<') {
                    true => text,
                    false => text.replace('&', "&amp;").replace('<', "&lt;"),
                };
                Ok(Json::from(format!("<content>{content}</content>")))
            }
            Builtin::Attachment => {
                let part = Attachment::new("text/plain; charset=utf-8", text.into_bytes());
                serde_json::to_value(part).map_err(|error| error.to_string())
            }
            Builtin::MixedText => Ok(serde_json::json!([{ "after": 0, "text": text }])),
            _ => Ok(Json::from(text)),
        }
    }
}

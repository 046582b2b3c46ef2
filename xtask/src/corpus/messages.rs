//! What the compiler says, told apart by root.
//!
//! In: cargo's messages as JSON lines. Out: [`Message`]s with the module that each is about.

use serde_json::Value;

/// What the modules' names begin with.
pub(crate) const PREFIX: &str = "root_";

/// A message about generated code.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// Whether it is an error.
    pub(crate) is_error: bool,
    /// The code, e.g. `E0432` or `dead_code`, and what it says.
    pub(crate) text: String,
    /// File and line in the generated code.
    pub(crate) place: String,
    /// The module of the root; `None` where no span is in one.
    pub(crate) module: Option<String>,
}

/// The compiler messages in the output of `cargo … --message-format=json`.
pub(crate) fn parse(output: &str) -> Vec<Message> {
    let values = output
        .lines()
        .filter_map(|it| serde_json::from_str::<Value>(it).ok());
    values
        .filter(|it| it["reason"] == "compiler-message")
        .filter_map(|it| message(&it["message"]))
        .collect()
}

fn message(it: &Value) -> Option<Message> {
    let level = it["level"].as_str()?;
    let is_error = level.starts_with("error");
    if !is_error && level != "warning" {
        return None;
    }
    let spans = it["spans"].as_array().map_or(&[][..], Vec::as_slice);
    // "aborting due to …" and "… warnings emitted" stand for others.
    if spans.is_empty() && it["code"].is_null() {
        return None;
    }
    let found = spans.iter().find_map(place);
    let code = it["code"]["code"]
        .as_str()
        .map_or_else(String::new, |it| format!("{it}: "));
    Some(Message {
        is_error,
        text: format!("{code}{}", it["message"].as_str().unwrap_or_default()),
        place: found.as_ref().map_or_else(String::new, |it| it.1.clone()),
        module: found.map(|it| it.0),
    })
}

/// The module that a span is in; that of a macro's call where the span is inside the macro.
fn place(span: &Value) -> Option<(String, String)> {
    let mut span = span;
    loop {
        let file = span["file_name"].as_str()?;
        let inner = file.split_once("/src/").and_then(|it| it.1.split_once('/'));
        if let Some((module, file)) = inner.filter(|it| it.0.starts_with(PREFIX)) {
            return Some((module.to_owned(), format!("{file}:{}", span["line_start"])));
        }
        span = &span["expansion"]["span"];
    }
}

//! A report as text for people.

use std::fmt::Write as _;

use super::{Operation, Port, Report};

/// How many elements of a message are named.
const MOST_PARTS: usize = 4;

impl Report {
    /// The report as plain text, of at most a few lines an operation.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let first = self.documents.first().map_or("", String::as_str);
        let _ = writeln!(
            out,
            "{}  namespace {}",
            plain(first),
            plain(&self.target_namespace)
        );
        if self.documents.len() > 1 {
            let _ = writeln!(
                out,
                "  and {} it leads to",
                counted(self.documents.len() - 1, "documents")
            );
        }
        for service in &self.services {
            let _ = writeln!(out, "\nservice {}", plain(&service.name));
            let width = service
                .ports
                .iter()
                .map(|it| it.name.chars().count())
                .max()
                .unwrap_or(0);
            for port in &service.ports {
                push_port(&mut out, port, width);
            }
        }
        for port_type in &self.port_types {
            let generated = port_type
                .operations
                .iter()
                .filter(|it| it.method.is_some())
                .count();
            let _ = writeln!(
                out,
                "\nport type {}: {}, {generated} generated",
                plain(&port_type.name),
                counted(port_type.operations.len(), "operations")
            );
            for it in &port_type.operations {
                push_operation(&mut out, it);
            }
        }
        let _ = writeln!(out, "\ndeclared: {}", counts(&self.declared));
        if !self.generated.is_empty() {
            let _ = writeln!(out, "generated: {}", counts(&self.generated));
        }
        out
    }
}

fn push_port(out: &mut String, port: &Port, width: usize) {
    let address = port.address.as_deref().unwrap_or("no address");
    let _ = writeln!(
        out,
        "  port {:width$}  {:8}  {}",
        plain(&port.name),
        plain(&port.protocol),
        plain(address)
    );
    if let Some(needs) = &port.needs {
        let _ = writeln!(out, "       needs: {}", plain(needs));
    }
    if let Some(why) = &port.skipped {
        let _ = writeln!(out, "       {}", plain(why));
    }
}

fn push_operation(out: &mut String, it: &Operation) {
    let _ = write!(out, "  {}", plain(&it.name));
    if let Some(method) = it.method.as_ref().filter(|method| **method != it.name) {
        let _ = write!(out, "  as {method}");
    }
    if !it.form.is_empty() && it.form != "document/literal" {
        let _ = write!(out, "  ({})", it.form);
    }
    out.push('\n');
    let input = names(&it.input);
    let _ = match &it.output {
        Some(output) => writeln!(out, "      {input} -> {}", names(output)),
        None => writeln!(out, "      {input}, one-way"),
    };
    if !it.input_headers.is_empty() || !it.output_headers.is_empty() {
        let sent = names(&it.input_headers);
        let _ = writeln!(out, "      headers {sent} -> {}", names(&it.output_headers));
    }
    if !it.faults.is_empty() {
        let _ = writeln!(out, "      faults {}", names(&it.faults));
    }
    if let Some(action) = it.action.as_ref().filter(|it| !it.is_empty()) {
        let _ = writeln!(out, "      action {}", plain(action));
    }
    if let Some(needs) = &it.needs {
        let _ = writeln!(out, "      needs: {}", plain(needs));
    }
    if it.method.is_none() {
        let why = it
            .skipped
            .as_deref()
            .unwrap_or("no generated port offers it");
        let _ = writeln!(out, "      NOT GENERATED: {}", plain(why));
    }
}

fn names(parts: &[String]) -> String {
    if parts.is_empty() {
        return "()".to_owned();
    }
    let mut text = parts
        .iter()
        .take(MOST_PARTS)
        .map(|it| plain(it))
        .collect::<Vec<_>>()
        .join(", ");
    if parts.len() > MOST_PARTS {
        let _ = write!(text, " and {} more", parts.len() - MOST_PARTS);
    }
    text
}

fn counts(counts: &[(&'static str, usize)]) -> String {
    let parts: Vec<String> = counts.iter().map(|(name, n)| counted(*n, name)).collect();
    parts.join(", ")
}

/// `n` of `plural`.
fn counted(n: usize, plural: &str) -> String {
    let one = match plural {
        "aliases" => "alias",
        "families" => "family",
        _ => plural.strip_suffix('s').unwrap_or(plural),
    };
    format!("{n} {}", if n == 1 { one } else { plural })
}

/// Names are the document's: what would move the cursor is not printed.
fn plain(text: &str) -> String {
    text.chars()
        .map(|it| if it.is_control() { '\u{FFFD}' } else { it })
        .collect()
}

//! A report as text for people.

use std::fmt::Write as _;

use super::words::plain;
use super::{Operation, Port, Report, overview};
use crate::words::counted;

/// How many operations are shown one by one, unless they are asked for.
const MOST_OPERATIONS: usize = 60;
/// How many ports of a service are, with so many operations.
const MOST_PORTS: usize = 4;
/// How many members of a request are.
const MOST_MEMBERS: usize = 6;
/// How many elements of a message are named.
const MOST_PARTS: usize = 4;

impl Report {
    /// The report as plain text: a few lines an operation, or one screen where there are very many and not `all` are asked for.
    pub fn to_text(&self, all: bool) -> String {
        let n_operations: usize = self.port_types.iter().map(|it| it.operations.len()).sum();
        let is_short = n_operations > MOST_OPERATIONS && !all;
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
            let most = if is_short { MOST_PORTS } else { usize::MAX };
            for port in service.ports.iter().take(most) {
                push_port(&mut out, port, width);
            }
            if service.ports.len() > most {
                let _ = writeln!(out, "  and {} more", service.ports.len() - most);
            }
            if !is_short {
                push_help(&mut out, &service.help);
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
            if is_short {
                overview::push_port_type(&mut out, port_type);
                continue;
            }
            for it in &port_type.operations {
                push_operation(&mut out, it, all);
            }
        }
        let _ = writeln!(out, "\ndeclared: {}", counts(&self.declared));
        if !self.generated.is_empty() {
            let _ = writeln!(out, "generated: {}", counts(&self.generated));
        }
        for line in &self.advice {
            let _ = writeln!(out, "advice: {}", plain(line));
        }
        if is_short {
            let _ = writeln!(
                out,
                "\n`--operation 'get*'` shows the operations of such names, `--operation '*'` all of them"
            );
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
    if let Some(unmet) = port
        .unmet
        .as_ref()
        .filter(|it| Some(*it) != port.needs.as_ref())
    {
        let _ = writeln!(out, "       of it yours to give: {}", plain(unmet));
    }
    if let Some(why) = &port.skipped {
        let _ = writeln!(out, "       {}", plain(why));
    }
}

/// What a policy asks of the caller, without the marks of Markdown.
fn push_help(out: &mut String, help: &[String]) {
    for line in help.iter().filter(|line| !line.starts_with("```")) {
        let _ = writeln!(out, "{}", format!("       {}", plain(line)).trim_end());
    }
}

fn push_operation(out: &mut String, it: &Operation, all: bool) {
    let most = if all { usize::MAX } else { MOST_MEMBERS };
    let signature = it.signature.as_ref().map(|it| it.shortened(most));
    let _ = write!(out, "  {}", plain(signature.as_ref().unwrap_or(&it.name)));
    if let Some(method) = it.method.as_ref().filter(|method| **method != it.name) {
        let _ = write!(out, "  as {method}");
    }
    if it.output.is_none() {
        out.push_str("  (one-way)");
    }
    if !it.form.is_empty() && it.form != "document/literal" {
        let _ = write!(out, "  ({})", it.form);
    }
    out.push('\n');
    // By convention it is the operation's name, and that with `Response`.
    let is_usual = it.input == [it.name.as_str()]
        && it
            .output
            .as_ref()
            .is_none_or(|output| *output == [format!("{}Response", it.name)]);
    if !is_usual {
        let output = it.output.as_ref().map(|it| format!(" -> {}", names(it)));
        let _ = writeln!(
            out,
            "      {}{}",
            names(&it.input),
            output.unwrap_or_default()
        );
    }
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
        let _ = writeln!(out, "      NOT GENERATED: {}", plain(it.why()));
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

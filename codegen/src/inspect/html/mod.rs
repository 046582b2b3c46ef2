//! A report as one page in HTML that needs nothing beside it: to be read, searched and sent to others.
//!
//! In: a run, and its report. Out: the page. All that comes from documents is escaped; the page asks nobody for anything.

mod types;

use std::fmt::Write as _;

use super::{Operation, Port, Report, Service, signature};
use crate::emit::display;
use crate::generate::Generated;
use crate::ir::{self, Api, RustType, TypeId};
use crate::sample::{Sampler, Side};

/// The octets of samples in a page: with more, later operations have none.
const MAX_SAMPLES: usize = 4 << 20;

/// The page; empty where the documents could not be read.
pub fn page(generated: &Generated, report: &Report) -> String {
    if generated.loaded.is_none() {
        return String::new();
    }
    let mut page = Page {
        out: String::new(),
        api: generated.api.as_ref(),
        sampler: generated.api.as_ref().map(Sampler::new),
        left: MAX_SAMPLES,
    };
    page.write(report);
    page.out
}

struct Page<'g> {
    out: String,
    api: Option<&'g Api>,
    sampler: Option<Sampler<'g>>,
    left: usize,
}

impl<'g> Page<'g> {
    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn write(&mut self, report: &Report) {
        let names: Vec<&str> = report.services.iter().map(|it| it.name.as_str()).collect();
        let title = match &names[..] {
            [] => report
                .documents
                .first()
                .map_or("WSDL", String::as_str)
                .to_owned(),
            names => names.join(", "),
        };
        let title = escaped(&title);
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>\n{}</style>\n<header>\n<h1>{title}</h1>\n\
             <p class=\"soft\">Namespace <code>{}</code>, from {}</p>\n</header>\n\
             <nav><a href=\"#services\">Services</a><a href=\"#operations\">Operations</a><a href=\"#types\">Types</a>\
             <input type=\"search\" placeholder=\"Filter operations and types\" aria-label=\"Filter\" hidden></nav>\n",
            include_str!("page.css"),
            escaped(&report.target_namespace),
            documents(&report.documents),
        );
        self.push("<section id=\"services\"><h2>Services</h2>\n");
        for service in &report.services {
            self.service(service);
        }
        self.push("</section>\n<section id=\"operations\">\n");
        for port_type in &report.port_types {
            let n_operations = port_type.operations.len();
            let _ = writeln!(
                self.out,
                "<h2>Operations of {} <span class=\"tag\">{n_operations}</span></h2>",
                escaped(&port_type.name)
            );
            for operation in &port_type.operations {
                self.operation(operation);
            }
        }
        self.push("</section>\n");
        if let Some(api) = self.api {
            types::push_types(&mut self.out, api);
        }
        let _ = writeln!(
            self.out,
            "<script>\n{}</script>\n</html>",
            include_str!("page.js")
        );
    }

    fn service(&mut self, service: &Service) {
        let _ = write!(
            self.out,
            "<h3>{}</h3>\n<table class=\"members\"><thead><tr><th>Port</th><th>Protocol</th><th>Address</th></tr></thead>\n<tbody>",
            escaped(&service.name)
        );
        for port in &service.ports {
            self.port(port);
        }
        self.push("</tbody></table>\n");
        if !service.help.is_empty() {
            self.help(&service.help);
        }
    }

    fn port(&mut self, port: &Port) {
        let address = port.address.as_deref().unwrap_or("no address");
        let _ = write!(
            self.out,
            "<tr><td>{}</td><td>{}</td><td><code>{}</code>",
            escaped(&port.name),
            escaped(&port.protocol),
            escaped(address)
        );
        if let Some(needs) = &port.needs {
            let _ = write!(self.out, "<br>Needs {}", escaped(needs));
        }
        if let Some(why) = &port.skipped {
            let _ = write!(
                self.out,
                "<br><span class=\"warn\">Not generated: {}</span>",
                escaped(why)
            );
        }
        self.push("</td></tr>\n");
    }

    /// Paragraphs and blocks of code.
    fn help(&mut self, lines: &[String]) {
        let mut is_code = false;
        for line in lines {
            if line.starts_with("```") {
                self.push(if is_code {
                    "</code></pre>\n"
                } else {
                    "<pre><code>"
                });
                is_code = !is_code;
            } else if is_code {
                let _ = writeln!(self.out, "{}", escaped(line));
            } else if !line.is_empty() {
                let _ = writeln!(self.out, "<p>{}</p>", with_code(line));
            }
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let made = self.made(operation);
        let name = escaped(&operation.name);
        let key = format!(
            "{} {}",
            operation.name,
            operation.method.as_deref().unwrap_or_default()
        );
        let _ = write!(
            self.out,
            "<details id=\"{name}\" data-name=\"{}\"><summary><code>",
            escaped(&key.to_lowercase())
        );
        match made.zip(self.api) {
            Some(((_, made), api)) => {
                let arguments = signature::arguments(api, &made.request).into_iter();
                let arguments: Vec<String> = arguments
                    .map(|(ident, ty)| format!("{}: {}", escaped(&ident), type_html(api, ty)))
                    .collect();
                let response = made.response.as_ref();
                let answer = response.and_then(|message| signature::answer(api, message));
                let answer =
                    answer.map_or_else(String::new, |ty| format!(" -&gt; {}", type_html(api, ty)));
                let _ = write!(self.out, "<b>{name}</b>({}){answer}", arguments.join(", "));
            }
            None => {
                let _ = write!(self.out, "<b>{name}</b>");
            }
        }
        self.push("</code>");
        if operation.output.is_none() {
            self.push("<span class=\"tag\">one-way</span>");
        }
        if operation.method.is_none() {
            self.push("<span class=\"tag warn\">not generated</span>");
        }
        self.push("</summary><div>\n");
        push_docs(&mut self.out, made.map_or(&[], |(_, made)| &made.docs));
        self.facts(operation);
        if let Some((client, made)) = made {
            for (side, title) in [(Side::Request, "Request"), (Side::Response, "Answer")] {
                self.sample(client, made, side, title);
            }
        }
        self.push("</div></details>\n");
    }

    fn made(&self, operation: &Operation) -> Option<(&'g ir::Client, &'g ir::Operation)> {
        let method = operation.method.as_ref()?;
        self.api?.clients.iter().find_map(|client| {
            let mut operations = client.operations.iter();
            let found =
                operations.find(|it| it.wire == operation.name && it.method_ident == *method)?;
            Some((client, found))
        })
    }

    fn facts(&mut self, it: &Operation) {
        let list = |names: &[String]| names.join(", ");
        let facts = [
            (
                "Not generated",
                it.method.is_none().then(|| it.why().to_owned()),
            ),
            ("Request", Some(list(&it.input))),
            ("Answer", it.output.as_deref().map(list)),
            ("Header blocks", Some(list(&it.input_headers))),
            ("Answered header blocks", Some(list(&it.output_headers))),
            ("Faults", Some(list(&it.faults))),
            ("Form", Some(it.form.clone())),
            ("SOAPAction", it.action.clone()),
            ("Needs", it.needs.clone()),
            ("Method", it.method.clone()),
            // Where it lies on this machine is nobody's business.
            (
                "Declared in",
                it.place.rsplit('/').next().map(str::to_owned),
            ),
        ];
        self.push("<dl>");
        for (title, text) in facts {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                let _ = write!(self.out, "<dt>{title}</dt><dd>{}</dd>", escaped(&text));
            }
        }
        self.push("</dl>\n");
    }

    fn sample(&mut self, client: &ir::Client, operation: &ir::Operation, side: Side, title: &str) {
        let sampler = self.sampler.as_ref().filter(|_| self.left > 0);
        let text = sampler.and_then(|it| it.filled(client, operation, side, client.version()));
        if let Some(text) = text {
            self.left = self.left.saturating_sub(text.len());
            let _ = writeln!(
                self.out,
                "<h3>{title}</h3><pre><code>{}</code></pre>",
                escaped(&text)
            );
        }
    }
}

/// Documentation as it was before it became Markdown.
fn push_docs(out: &mut String, docs: &[String]) {
    let mut paragraph = String::new();
    for line in docs.iter().map(String::as_str).chain([""]) {
        if line.trim().is_empty() && !paragraph.is_empty() {
            let _ = writeln!(out, "<p>{}</p>", escaped(paragraph.trim()));
            paragraph.clear();
        }
        let mut chars = line.chars().peekable();
        while let Some(it) = chars.next() {
            if it != '\\' || !chars.peek().is_some_and(char::is_ascii_punctuation) {
                paragraph.push(it);
            }
        }
        paragraph.push(' ');
    }
}

/// The first documents and how many there are.
fn documents(paths: &[String]) -> String {
    const MOST: usize = 4;
    let shown: Vec<String> = (paths.iter().take(MOST))
        .map(|path| format!("<code>{}</code>", escaped(path)))
        .collect();
    match paths.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        n => format!("{} and {n} more", shown.join(", ")),
    }
}

/// A type whose names lead to it.
fn type_html(api: &Api, ty: &RustType) -> String {
    // The marks are no text of a type, so that what stands between them can be escaped.
    let text = display(&|id: TypeId| format!("\u{1}{}\u{1}", id.0), ty);
    let mut out = String::new();
    for (idx, part) in text.split('\u{1}').enumerate() {
        let id = part
            .parse()
            .ok()
            .filter(|id| idx % 2 == 1 && *id < api.types.len());
        match id {
            Some(id) => {
                let path = escaped(&api.path(TypeId(id)));
                let _ = write!(out, "<a href=\"#type-{path}\">{path}</a>");
            }
            None => out.push_str(&escaped(part)),
        }
    }
    out
}

/// A line of Markdown with code between backticks.
fn with_code(line: &str) -> String {
    let mut out = String::new();
    for (idx, part) in line.split('`').enumerate() {
        let part = escaped(part);
        match idx % 2 {
            1 => {
                let _ = write!(out, "<code>{part}</code>");
            }
            _ => out.push_str(&part),
        }
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(it),
            it if it.is_control() => out.push('\u{FFFD}'),
            it => out.push(it),
        }
    }
    out
}

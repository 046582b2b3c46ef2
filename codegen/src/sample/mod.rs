//! Sample messages for generated operations.
//!
//! In: the IR. Out: envelopes as text: what a server or client could send if the tables are right. Each message gets one
//! with the least that is required, and one with everything once; then as many as it takes until every alternative that its types have was taken once;
//! then some that combine them at random, the same in every run.
//! [`Sampler`] fills in the one message that people start from: each member once, with values that one can tell apart.
//! Of the schemas it knows nothing: whether the tables say what the schema says, others show.

mod pattern;
mod scalar;
mod tried;
mod write;

use crate::ir::{Api, Client, Entry, Field, Message, Operation, RustType, SoapVersion, TypeId};
use crate::namespaces::{SOAP11_ENVELOPE, XSI};
use crate::words::words;
use std::fmt::Write as _;

use tried::Tried;
use write::{Mode, Writer};

/// How many samples to make.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// At most so many a message that take alternatives which no earlier one took.
    pub covering: usize,
    /// So many a message at random.
    pub random: usize,
}

words! {
    /// Which message of an operation it is.
    pub enum Side {
        /// What is sent.
        Request = "request",
        /// What is answered.
        Response = "response",
        /// What is answered instead, with a declared detail.
        Fault = "fault",
    }
}

/// One sample.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The marker type of the operation.
    pub marker: String,
    /// Which message it is.
    pub side: Side,
    /// The name of the sample: `least`, `filled`, `1`, `random 1`, or [`UNKNOWN`].
    pub name: String,
    /// The envelope, on one line.
    pub text: String,
}

/// The name of samples with values that the schema does not list: a reader takes them, no schema does.
pub const UNKNOWN: &str = "unknown";

/// A sample as HTTP carries it: its `Content-Type`, and the body, in which the parts that the sample names stand beside it.
pub fn packaged(sample: &str) -> (&'static str, String) {
    let Some((envelope, ids)) = sample.split_once("<?parts ") else {
        return ("text/xml; charset=utf-8", sample.to_owned());
    };
    let mut body =
        format!("--sample\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n{envelope}\r\n");
    for id in ids.trim_end_matches("?>").split(' ') {
        body.push_str("--sample\r\nContent-Type: application/octet-stream\r\n");
        body.push_str(&format!("Content-ID: <{id}>\r\n\r\noctets\r\n"));
    }
    body.push_str("--sample--\r\n");
    ("multipart/related; boundary=sample", body)
}

/// Fills in messages of one API.
#[derive(Debug)]
pub struct Sampler<'a> {
    api: &'a Api,
}

impl<'a> Sampler<'a> {
    /// For `api`.
    pub fn new(api: &'a Api) -> Self {
        Self { api }
    }

    /// The envelope of a request or an answer of `operation`, indented: each member once but for wildcards that nothing need
    /// fill, the first alternative of a choice, values that the facets allow. Header blocks stand in requests only, where the contract says which one has.
    ///
    /// `None` where the type has no end, or there is no such message.
    pub fn filled(
        &self,
        client: &Client,
        operation: &Operation,
        side: Side,
        version: SoapVersion,
    ) -> Option<String> {
        let (message, headers) = match side {
            Side::Request => (
                &operation.request,
                request_headers(self.api, client, operation),
            ),
            Side::Response => (operation.response.as_ref()?, Vec::new()),
            Side::Fault => return None,
        };
        let body = [(&message.entry, &message.ty)];
        let plan = Plan {
            api: self.api,
            headers: &headers,
            body: &body,
            envelope: version.namespace(),
            is_indented: true,
        };
        let mut text = plan.envelope(side, Mode::Filled, &mut Tried::default())?;
        // What is not used only frightens.
        for (use_, declaration) in [(" xsi:", instances()), ("q:name", qualified_names())] {
            if !text.contains(use_) {
                text = text.replacen(&declaration, "", 1);
            }
        }
        Some(text)
    }

    /// All samples of the API, and how many alternatives of its types no sample took.
    pub fn samples(&self, amount: Amount) -> (Vec<Sample>, usize) {
        let api = self.api;
        let mut tried = Tried::default();
        let mut out = Vec::new();
        for client in &api.clients {
            for operation in &client.operations {
                let mut push = |side, headers: &[&Field], body: &[(&Entry, &RustType)]| {
                    let plan = Plan {
                        api,
                        headers,
                        body,
                        envelope: SOAP11_ENVELOPE,
                        is_indented: false,
                    };
                    for (name, text) in plan.samples(side, amount, &mut tried) {
                        let marker = operation.marker_ident.clone();
                        out.push(Sample {
                            marker,
                            side,
                            name,
                            text,
                        });
                    }
                };
                let body = |message: &'a Message| [(&message.entry, &message.ty)];
                let headers = request_headers(api, client, operation);
                push(Side::Request, &headers, &body(&operation.request));
                let fields = |id: TypeId| api.types[id.0].kind.fields();
                let answered = client.response_headers.map_or(&[][..], fields);
                let answered: Vec<&Field> = answered.iter().collect();
                if let Some(response) = &operation.response {
                    push(Side::Response, &answered, &body(response));
                }
                // A one-way operation has nobody to hear of a fault.
                let fault = operation.fault.filter(|_| operation.response.is_some());
                for detail in fault.map_or(&[][..], fields) {
                    push(Side::Fault, &answered, &[(&detail.entry, &detail.ty)]);
                }
            }
        }
        (out, tried.open())
    }
}

fn instances() -> String {
    format!(r#" xmlns:xsi="{XSI}""#)
}

fn qualified_names() -> String {
    format!(r#" xmlns:q="{}""#, scalar::QNAME_NAMESPACE)
}

fn request_headers<'a>(api: &'a Api, client: &Client, operation: &Operation) -> Vec<&'a Field> {
    let names = operation.request_headers.iter();
    let fields = names.map(|name| api.header(client.request_headers, name).1);
    fields.collect()
}

/// The samples as lines: operation, side, name, envelope; separated by tabs.
pub fn lines(samples: &[Sample]) -> String {
    let line = |it: &Sample| format!("{}\t{}\t{}\t{}\n", it.marker, it.side, it.name, it.text);
    samples.iter().map(line).collect()
}

/// The name of what stands for a wildcard.
pub const WILD: &str = "wild";
/// Where any namespace will do.
const WILD_NAMESPACE: &str = "urn:sample:wild";

/// As text and as attribute value, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", it as u32);
            }
            it => out.push(it),
        }
    }
    out
}

/// The namespaces in which samples use elements or attributes named [`WILD`], for wildcards.
pub fn wild_namespaces(api: &Api) -> Vec<String> {
    let mut res = vec![WILD_NAMESPACE.to_owned()];
    for item in &api.types {
        for field in item.kind.fields() {
            res.extend(write::wild_namespaces(api, &field.entry));
        }
    }
    res.sort();
    res.dedup();
    res
}

pub use write::RAW;

/// What one message is made of.
struct Plan<'a> {
    api: &'a Api,
    headers: &'a [&'a Field],
    body: &'a [(&'a Entry, &'a RustType)],
    /// The namespace of the envelope.
    envelope: &'static str,
    is_indented: bool,
}

impl Plan<'_> {
    /// Names and texts. None where the message has no end.
    fn samples(&self, side: Side, amount: Amount, tried: &mut Tried) -> Vec<(String, String)> {
        let mut res = Vec::new();
        let mut draw =
            |name: String, mode: Mode, tried: &mut Tried, keep: &dyn Fn(&Tried) -> bool| {
                tried.begin();
                if let Some(text) = self.envelope(side, mode, tried).filter(|_| keep(tried)) {
                    res.push((name, text));
                }
            };
        draw("least".to_owned(), Mode::Least, tried, &|_| true);
        draw("filled".to_owned(), Mode::Filled, tried, &|_| true);
        let mut idle = 0;
        for n in 1..=amount.covering {
            draw(n.to_string(), Mode::Covering, tried, &|it| {
                n == 1 || it.has_news
            });
            idle = if tried.has_news { 0 } else { idle + 1 };
            // What is deep is reached by one sample of many.
            if idle > amount.covering / 5 {
                break;
            }
        }
        for n in 1..=amount.random {
            draw(format!("random {n}"), Mode::Random, tried, &|_| true);
        }
        draw(UNKNOWN.to_owned(), Mode::Unknown, tried, &|it| {
            it.has_unknown
        });
        res
    }

    fn envelope(&self, side: Side, mode: Mode, tried: &mut Tried) -> Option<String> {
        let mut writer = Writer::new(self.api, mode, tried);
        let envelope = self.envelope;
        let (xsi, q) = (instances(), qualified_names());
        let names = format!(r#"S:Envelope xmlns:S="{envelope}"{xsi}{q}"#);
        writer.is_indented = self.is_indented;
        writer.begin(&names);
        if mode != Mode::Least && !self.headers.is_empty() {
            writer.begin("S:Header");
            for it in self.headers {
                writer.entry(&it.entry, &it.ty, "", 0);
            }
            writer.end("S:Header");
        }
        writer.begin("S:Body");
        if side == Side::Fault {
            writer.raw(
                "<S:Fault><faultcode>S:Server</faultcode><faultstring>no</faultstring><detail>",
            );
        }
        for (entry, ty) in self.body {
            writer.entry(entry, ty, "", 0);
        }
        if side == Side::Fault {
            writer.raw("</detail></S:Fault>");
        }
        writer.end("S:Body");
        writer.end("S:Envelope");
        writer.finish()
    }
}

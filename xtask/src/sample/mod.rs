//! Sample messages for generated operations.
//!
//! In: the IR. Out: envelopes as text: what a server or client could send if the tables are right. Each message gets one
//! with the least that is required; then as many as it takes until every alternative that its types have was taken once;
//! then some that combine them at random, the same in every run.
//! Of the schemas it only knows what stands in mixed content: whether the tables say what the schema says, [`validation`](crate::validation) shows.

mod mixed;
mod pattern;
mod scalar;
mod tried;
mod write;

use std::fmt::Write as _;
use wsdl_codegen::ir::{Api, Entry, Field, RustType, Struct, TypeId, TypeKind};
use wsdl_codegen::symbols::Model;

use mixed::Mixed;
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

/// Which message of an operation it is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Side {
    /// What is sent.
    Request,
    /// What is answered.
    Response,
    /// What is answered instead, with a declared detail.
    Fault,
}

/// One sample.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The marker type of the operation.
    pub marker: String,
    /// Which message it is.
    pub side: Side,
    /// The name of the sample: `least`, `1`, `random 1`, or [`UNKNOWN`].
    pub name: String,
    /// The envelope, on one line.
    pub text: String,
}

/// The name of samples with values that the schema does not list: a reader takes them, no schema does.
pub const UNKNOWN: &str = "unknown";

use wsdl_codegen::namespaces::SOAP11_ENVELOPE as SOAP;

impl Side {
    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Fault => "fault",
        }
    }

    /// The side with that word.
    pub fn of(word: &str) -> Option<Self> {
        let all = [Self::Request, Self::Response, Self::Fault];
        all.into_iter().find(|it| it.word() == word)
    }
}

/// All samples of `api`, which was made from `model`, and how many alternatives of its types no sample took.
pub fn samples(api: &Api, model: &Model, amount: Amount) -> (Vec<Sample>, usize) {
    let mixed = Mixed::new(model);
    let mut tried = Tried::default();
    let mut out = Vec::new();
    for client in &api.clients {
        for operation in &client.operations {
            let names = operation.request_headers.iter();
            let headers = names.map(|name| api.header(client.request_headers, name).1);
            let headers: Vec<&Field> = headers.collect();
            let mut push = |side, headers: &[&Field], body: &[(&Entry, &RustType)]| {
                let plan = Plan {
                    api,
                    mixed: &mixed,
                    headers,
                    body,
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
            let all = client.response_headers.and_then(|it| record(api, it));
            let answered: Vec<&Field> = all.map_or(Vec::new(), |it| it.fields.iter().collect());
            let request = &operation.request;
            push(Side::Request, &headers, &[(&request.entry, &request.ty)]);
            if let Some(response) = &operation.response {
                push(
                    Side::Response,
                    &answered,
                    &[(&response.entry, &response.ty)],
                );
            }
            // A one-way operation has nobody to hear of a fault.
            let fault = operation.fault.filter(|_| operation.response.is_some());
            if let Some(TypeKind::Choice(it)) = fault.map(|it| &api.types[it.0].kind) {
                for detail in &it.alternatives {
                    push(Side::Fault, &answered, &[(&detail.entry, &detail.ty)]);
                }
            }
        }
    }
    (out, tried.open())
}

/// The samples as lines: operation, side, name, envelope; separated by tabs.
pub fn lines(samples: &[Sample]) -> String {
    let lines = samples.iter().map(|it| {
        let side = it.side.word();
        format!("{}\t{side}\t{}\t{}\n", it.marker, it.name, it.text)
    });
    lines.collect()
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
        let entries: Vec<&Entry> = match &item.kind {
            TypeKind::Struct(it) => it.fields.iter().map(|it| &it.entry).collect(),
            TypeKind::Choice(it) => it.alternatives.iter().map(|it| &it.entry).collect(),
            TypeKind::Enumeration(_)
            | TypeKind::Family(_)
            | TypeKind::Union(_)
            | TypeKind::Alias(_) => Vec::new(),
        };
        for entry in entries {
            res.extend(write::wild_namespaces(api, entry));
        }
    }
    res.sort();
    res.dedup();
    res
}

pub(crate) use write::RAW;
/// The namespace of `xsi:type` and the like.
pub(crate) use wsdl_codegen::namespaces::XSI as INSTANCE;

/// Mixed content of which nothing is known.
pub(crate) fn plain_mixed() -> String {
    mixed::text("")
}

pub(crate) fn record(api: &Api, id: TypeId) -> Option<&Struct> {
    match &api.types[id.0].kind {
        TypeKind::Struct(it) => Some(it),
        TypeKind::Enumeration(_)
        | TypeKind::Choice(_)
        | TypeKind::Family(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(_) => None,
    }
}

/// What one message is made of.
struct Plan<'a> {
    api: &'a Api,
    mixed: &'a Mixed,
    headers: &'a [&'a Field],
    body: &'a [(&'a Entry, &'a RustType)],
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
        let mut writer = Writer::new(self.api, self.mixed, mode, tried);
        writer.raw(&format!(
            r#"<S:Envelope xmlns:S="{SOAP}" xmlns:xsi="{}" xmlns:q="{}">"#,
            INSTANCE,
            scalar::QNAME_NAMESPACE
        ));
        if mode != Mode::Least && !self.headers.is_empty() {
            writer.raw("<S:Header>");
            for it in self.headers {
                writer.entry(&it.entry, &it.ty, "", 0);
            }
            writer.raw("</S:Header>");
        }
        writer.raw("<S:Body>");
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
        writer.raw("</S:Body></S:Envelope>");
        writer.finish()
    }
}

//! The IR as text, for snapshots and reviewers: one line a field, names of Rust left, names of XML right.
//!
//! In: an [`Api`]. Out: indented text; the same for the same IR.

mod demands;

use std::fmt::Write;

use super::{
    Api, Builtin, Client, Constructor, Docs, Entry, EntryKind, EnumerationBase, FacetItem,
    FacetTable, FailureRule, Message, NamespaceId, Operation, Origin, PolicyList, Reason, RustType,
    Setter, SoapVersion, Struct, TypeId, TypeItem, TypeKind, TypeLabel, Wildcard, WireName,
};

/// All of `api` as text.
pub fn dump(api: &Api) -> String {
    let api = api.qualified();
    let mut it = Dump {
        api: &api,
        out: String::new(),
    };
    it.api();
    it.out
}

struct Dump<'a> {
    api: &'a Api,
    out: String,
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let indent = "  ".repeat(depth);
        self.out.push_str(format!("{indent}{text}").trim_end());
        self.out.push('\n');
    }

    fn docs(&mut self, depth: usize, docs: &Docs) {
        for it in docs {
            self.line(depth, &format!("/// {it}"));
        }
    }

    fn api(&mut self) {
        let api = self.api;
        self.line(0, &format!("module {}", api.ident));
        self.docs(1, &api.docs);
        for it in &api.namespaces {
            self.line(1, &format!("namespace {} = {}", it.ident, it.uri));
        }
        for it in &api.modules {
            self.line(1, &format!("module {} = {}", it.ident, it.uris.join(" ")));
        }
        for it in &api.facets {
            self.line(1, &facet_item(it));
        }
        for list in &api.policies {
            self.line(1, &policies(list));
        }
        for root in &api.roots {
            let entries: Vec<String> = root.entries.iter().map(|it| self.entry(it)).collect();
            let text = format!("root {} = {}", self.ident(root.ty), entries.join(", "));
            self.line(1, &text);
        }
        for it in &api.secrets {
            self.line(1, &format!("secret {}: {}", it.wire, it.reason));
        }
        for it in &api.clients {
            self.client(it);
        }
        for it in &api.types {
            self.out.push('\n');
            self.item(it);
        }
    }

    fn client(&mut self, client: &Client) {
        self.out.push('\n');
        self.line(
            0,
            &format!(
                "client {} {} = service {}",
                client.ident, client.service_ident, client.service
            ),
        );
        self.docs(1, &client.docs);
        for it in demands::lines(&client.demands) {
            self.line(1, &it);
        }
        for it in &client.ports {
            let version = match it.version {
                SoapVersion::V11 => "1.1",
                SoapVersion::V12 => "1.2",
            };
            let address = it.address.as_deref().unwrap_or("no address");
            self.line(1, &format!("port {} = SOAP {version} {address}", it.wire));
        }
        for (label, id) in [
            ("request", client.request_headers),
            ("response", client.response_headers),
        ] {
            if let Some(id) = id {
                let text = format!("{label} headers {}", self.ident(id));
                self.line(1, &text);
            }
        }
        for rule in &client.failures {
            self.line(1, &failure(rule));
        }
        if let Some(example) = &client.example {
            let called = &client.operations[example.operation].method_ident;
            self.line(1, &format!("example {called}"));
        }
        for it in &client.operations {
            self.operation(client, it);
        }
        for skipped in &client.skipped {
            let why = match &skipped.reason {
                Reason::Settings => "the settings leave it out",
                Reason::Problem(why) => why,
            };
            self.line(1, &format!("skipped {}: {why}", skipped.wire));
        }
    }

    fn operation(&mut self, client: &Client, operation: &Operation) {
        let head = format!(
            "{} {} = operation {}",
            operation.method_ident, operation.marker_ident, operation.wire
        );
        self.line(1, &head);
        self.docs(2, &operation.docs);
        self.line(2, &format!("action {:?}", operation.soap_action));
        if operation.action != operation.soap_action {
            self.line(2, &format!("addressed action {:?}", operation.action));
        }
        if operation.demands != client.demands {
            for it in demands::lines(&operation.demands) {
                self.line(2, &it);
            }
        }
        let request = self.message(&operation.request);
        self.line(2, &format!("request {request}"));
        match &operation.response {
            Some(it) => {
                let response = self.message(it);
                self.line(2, &format!("response {response}"));
            }
            None => self.line(2, "one-way"),
        }
        if let Some(id) = operation.fault {
            let text = format!("fault {}", self.ident(id));
            self.line(2, &text);
        }
        if !operation.request_headers.is_empty() {
            self.line(
                2,
                &format!("headers {}", operation.request_headers.join(" ")),
            );
        }
        if !operation.encoded_headers.is_empty() {
            self.line(
                2,
                &format!("encoded headers {}", operation.encoded_headers.join(" ")),
            );
        }
        if !operation.features.is_empty() {
            self.line(2, &format!("features {}", operation.features.join(" ")));
        }
        if operation.idempotent {
            self.line(2, "idempotent");
        }
        if let Some(it) = &operation.unwrapped {
            let takes = it
                .arguments
                .as_ref()
                .map_or("takes the request", |_| "takes members");
            let gives = if it.single { ", gives the member" } else { "" };
            self.line(
                2,
                &format!("unwrapped, {takes}{gives}; else {}", it.request_ident),
            );
        }
        for it in &operation.losses {
            self.line(2, &format!("loss {it}"));
        }
    }

    fn message(&self, message: &Message) -> String {
        let mut res = format!("{} = {}", self.ty(&message.ty), self.entry(&message.entry));
        if message.is_empty {
            res.push_str(" empty");
        }
        if message.encoded {
            res.push_str(" encoded");
        }
        res
    }

    fn item(&mut self, item: &TypeItem) {
        let origin = origin(&item.origin);
        let ident = &item.ident;
        let head = match &item.kind {
            TypeKind::Struct(it) => {
                let default = if it.default { " default" } else { "" };
                let any_order = if it.any_order { " any order" } else { "" };
                format!("struct {ident} = {origin}{default}{any_order}")
            }
            TypeKind::Enumeration(it) => {
                let other = it.other_ident.as_deref().map(|it| format!(" else {it}"));
                format!(
                    "enumeration {ident} = {origin}{}",
                    other.unwrap_or_default()
                )
            }
            TypeKind::Choice(it) => format!("choice {ident} = {origin} blank {}", it.blank),
            TypeKind::Family(it) => {
                let declared = if it.first_is_declared {
                    ""
                } else {
                    " abstract"
                };
                format!(
                    "family {ident} = {origin}{declared} else {}",
                    it.other_ident
                )
            }
            TypeKind::Union(it) => {
                let other = it.other_ident.as_deref().map(|it| format!(" else {it}"));
                format!("union {ident} = {origin}{}", other.unwrap_or_default())
            }
            TypeKind::Alias(ty) => format!("alias {ident}: {} = {origin}", self.ty(ty)),
        };
        self.line(0, &head);
        for (label, list) in [
            ("derives", &item.derives),
            ("attributes", &item.attributes),
            ("features", &item.features),
        ] {
            if !list.is_empty() {
                self.line(1, &format!("{label} {}", list.join(" ")));
            }
        }
        self.docs(1, &item.docs);
        match &item.kind {
            TypeKind::Struct(it) => {
                if let Some(constructor) = &it.constructor {
                    self.line(1, &begun(it, constructor));
                }
                for (field, setter) in it.fields.iter().zip(&it.setters) {
                    let second = second_setter(setter);
                    self.member(&field.ident, &field.docs, &field.ty, &field.entry, &second);
                }
            }
            TypeKind::Choice(it) => {
                for alternative in &it.alternatives {
                    self.member(
                        &alternative.ident,
                        &alternative.docs,
                        &alternative.ty,
                        &alternative.entry,
                        "",
                    );
                }
            }
            TypeKind::Enumeration(it) => {
                match it.base {
                    EnumerationBase::Text => {}
                    EnumerationBase::Spaced(mode) => self.line(1, &format!("of {mode:?}d texts")),
                    EnumerationBase::Values(base) => self.line(1, &format!("of {base:?}")),
                }
                for variant in &it.variants {
                    self.docs(1, &variant.docs);
                    self.line(1, &format!("{} = {:?}", variant.ident, variant.literal));
                }
            }
            TypeKind::Family(it) => {
                for member in &it.members {
                    let text = format!(
                        "{}: {} = type {}",
                        member.ident,
                        self.ty(&member.ty),
                        self.wire(&member.wire)
                    );
                    self.line(1, &text);
                }
                let member = |index: &usize| it.members[*index].ident.as_str();
                let from: Vec<&str> = it.conversions.iter().map(member).collect();
                let shared: Vec<&str> = it.shared.iter().map(|it| it.ident.as_str()).collect();
                for (words, list) in [("from", from), ("all have", shared)] {
                    if !list.is_empty() {
                        self.line(1, &format!("{words} {}", list.join(", ")));
                    }
                }
            }
            TypeKind::Union(it) => {
                for member in &it.members {
                    let facets = member.facets.and_then(|it| self.api.facets.get(it));
                    let facets = facets.map(|it| format!(" facets {}", it.ident));
                    let text = format!("{}: {}", member.ident, self.ty(&member.ty));
                    self.line(1, &(text + &facets.unwrap_or_default()));
                }
            }
            TypeKind::Alias(_) => {}
        }
    }

    fn member(&mut self, ident: &str, docs: &Docs, ty: &RustType, entry: &Entry, second: &str) {
        self.docs(1, docs);
        let text = format!("{ident}: {} = {}{second}", self.ty(ty), self.entry(entry));
        self.line(1, &text);
    }

    fn entry(&self, entry: &Entry) -> String {
        let mut res = match &entry.kind {
            EntryKind::Element(it) => format!("element {}", self.wire(it)),
            EntryKind::Wrapper(it, item) => {
                format!("wrapper {} of ({})", self.wire(it), self.entry(item))
            }
            EntryKind::Attribute(it) => format!("attribute {}", self.wire(it)),
            EntryKind::Text => "text".to_owned(),
            EntryKind::Choice(id) => format!("choice {}", self.ident(*id)),
            EntryKind::Group(id) => format!("group {}", self.ident(*id)),
            EntryKind::Any(it) => format!("any {}", self.wildcard(it)),
            EntryKind::AnyAttributes(it) => format!("any attributes {}", self.wildcard(it)),
            EntryKind::Mixed => "mixed".to_owned(),
            EntryKind::MixedText => "text between elements".to_owned(),
            EntryKind::Attachment(name) => format!("attachment {name}"),
        };
        match entry.max {
            Some(1) if entry.min == 1 => {}
            Some(max) => write_to(&mut res, format_args!(" {}..{max}", entry.min)),
            None => write_to(&mut res, format_args!(" {}..*", entry.min)),
        }
        if entry.nillable {
            res.push_str(" nillable");
        }
        if let Some(it) = &entry.value {
            let kind = if it.fixed { "fixed" } else { "default" };
            write_to(&mut res, format_args!(" {kind} {:?}", it.text));
        }
        if let Some(it) = entry.facets.and_then(|it| self.api.facets.get(it)) {
            write_to(&mut res, format_args!(" facets {}", it.ident));
        }
        if let Some(it) = &entry.type_name {
            let name = match it {
                TypeLabel::Xsd(local) => format!("xs:{local}"),
                TypeLabel::Encoding(local) => format!("soapenc:{local}"),
                TypeLabel::Declared(it) => self.wire(it),
            };
            write_to(&mut res, format_args!(" typed {name}"));
        }
        if entry.any_name {
            res.push_str(" any name");
        }
        res
    }

    fn wildcard(&self, wildcard: &Wildcard) -> String {
        match wildcard {
            Wildcard::Any => "of any namespace".to_owned(),
            Wildcard::Other(it) => format!("not of {}", self.namespace(*it)),
            Wildcard::OneOf(list) => {
                let list: Vec<&str> = list.iter().map(|it| self.namespace(*it)).collect();
                format!("of {}", list.join(" or "))
            }
            Wildcard::Not(list) => {
                let list: Vec<&str> = list.iter().map(|it| self.namespace(*it)).collect();
                format!("not of {}", list.join(" or "))
            }
            Wildcard::Except(wildcard, names) => {
                let names: Vec<String> = names.iter().map(|name| self.wire(name)).collect();
                format!("{} but {}", self.wildcard(wildcard), names.join(", "))
            }
        }
    }

    fn wire(&self, wire: &WireName) -> String {
        match wire.namespace {
            Some(_) => format!("{{{}}}{}", self.namespace(wire.namespace), wire.local),
            None => wire.local.clone(),
        }
    }

    fn namespace(&self, id: NamespaceId) -> &str {
        id.and_then(|it| self.api.namespaces.get(it))
            .map_or("none", |it| it.ident.as_str())
    }

    fn ident(&self, id: TypeId) -> &str {
        self.api.types.get(id.0).map_or("?", |it| it.ident.as_str())
    }

    fn ty(&self, ty: &RustType) -> String {
        match ty {
            RustType::Named(id) => self.ident(*id).to_owned(),
            RustType::Builtin(it) => builtin(*it),
            RustType::Option(it) => format!("Option<{}>", self.ty(it)),
            RustType::Vec(it) => format!("Vec<{}>", self.ty(it)),
            RustType::Nillable(it) => format!("Nillable<{}>", self.ty(it)),
            RustType::Boxed(it) => format!("Box<{}>", self.ty(it)),
            RustType::Secret(it) => format!("Secret<{}>", self.ty(it)),
            RustType::List(it) => format!("List<{}>", self.ty(it)),
            RustType::External(path) => path.clone(),
        }
    }
}

fn write_to(res: &mut String, text: std::fmt::Arguments<'_>) {
    res.write_fmt(text).expect("a String takes all text");
}

/// The numbers as Rust writes them, the rest by their own names.
fn builtin(it: Builtin) -> String {
    let name = format!("{it:?}");
    let number = name.len() <= 3 && name.starts_with(['I', 'U', 'F']);
    if number || it == Builtin::Bool {
        name.to_lowercase()
    } else {
        name
    }
}

/// The second setter of a field: ` set by try_price`.
fn second_setter(setter: &Setter) -> String {
    match setter {
        Setter::Text(name) | Setter::List { push: name, .. } => format!(" set by {name}"),
        Setter::Into | Setter::Exact => String::new(),
    }
}

/// How a value is begun: `new(id, name) with kind = "x"`.
fn begun(record: &Struct, constructor: &Constructor) -> String {
    let name = |index: usize| record.fields[index].ident.as_str();
    let arguments: Vec<&str> = constructor.arguments.iter().map(|it| name(*it)).collect();
    let arguments = arguments.join(", ");
    let mut text = match &constructor.builder {
        None => format!("new({arguments})"),
        Some(it) => format!(
            "{}() -> {} .{}() needs {arguments}",
            it.start, it.ident, it.finish
        ),
    };
    for (position, (index, value)) in constructor.fixed.iter().enumerate() {
        let word = if position == 0 { " with" } else { "," };
        write_to(
            &mut text,
            format_args!("{word} {} = {value:?}", name(*index)),
        );
    }
    text
}

fn failure(rule: &FailureRule) -> String {
    let header = &rule.header;
    let sign = match &rule.equals {
        Some(text) => format!("failure header {header} equals {text:?}"),
        None => format!("failure header {header} filled"),
    };
    match &rule.message {
        Some(message) => {
            let (header, path) = (&message.header, message.path.join("/"));
            format!("{sign} (message in header {header} {path:?})")
        }
        None => sign,
    }
}

fn policies(list: &PolicyList) -> String {
    let idents = [
        ("request", &list.request_ident),
        ("response", &list.response_ident),
    ];
    let idents = idents
        .iter()
        .filter_map(|(side, ident)| Some(format!(" {side} {}", ident.as_ref()?)));
    let mut text = format!("policies{}", idents.collect::<String>());
    if !list.features.is_empty() {
        write_to(
            &mut text,
            format_args!(" features {}", list.features.join(" ")),
        );
    }
    text
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Type(it) => format!("type {it}"),
        Origin::Element(it) => format!("element {it}"),
        Origin::Inside(it) => format!("inside {it}"),
        Origin::Family(it) => format!("family of {it}"),
        Origin::Headers(it) => format!("headers of {it}"),
        Origin::Faults(it) => format!("faults of {it}"),
    }
}

fn facet_item(item: &FacetItem) -> String {
    let table = facets(&item.table);
    let features = match item.features.as_slice() {
        [] => String::new(),
        features => format!(" features {}", features.join(" ")),
    };
    format!("facets {} ={table}{features}", item.ident)
}

fn facets(it: &FacetTable) -> String {
    let mut res = String::new();
    if let Some(it) = it.white_space {
        write_to(&mut res, format_args!(" whiteSpace {it:?}"));
    }
    for (name, value) in [
        ("length", it.length),
        ("minLength", it.min_length),
        ("maxLength", it.max_length),
    ] {
        if let Some(value) = value {
            write_to(&mut res, format_args!(" {name} {value}"));
        }
    }
    for step in &it.patterns {
        write_to(&mut res, format_args!(" pattern {step:?}"));
    }
    let bounds = [
        ("minInclusive", &it.min_inclusive),
        ("maxInclusive", &it.max_inclusive),
        ("minExclusive", &it.min_exclusive),
        ("maxExclusive", &it.max_exclusive),
    ];
    for (name, value) in bounds {
        if let Some(value) = value {
            write_to(&mut res, format_args!(" {name} {value}"));
        }
    }
    for (name, value) in [
        ("totalDigits", it.total_digits),
        ("fractionDigits", it.fraction_digits),
    ] {
        if let Some(value) = value {
            write_to(&mut res, format_args!(" {name} {value}"));
        }
    }
    if let Some(it) = &it.item {
        write_to(
            &mut res,
            format_args!(" item ({})", facets(it).trim_start()),
        );
    }
    res
}

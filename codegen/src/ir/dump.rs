//! The IR as text, for snapshots and reviewers: one line a field, names of Rust left, names of XML right.
//!
//! In: an [`Api`]. Out: indented text; the same for the same IR.

mod demands;
mod entries;
mod facets;
mod types;

use super::{
    Api, Client, Docs, FailureRule, Message, Operation, PolicyList, Reason, RustType, TypeId,
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
            self.line(1, &facets::facet_item(it));
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
            let address = it.address.as_deref().unwrap_or("no address");
            self.line(1, &format!("port {} = {} {address}", it.wire, it.version));
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
            let headers = operation.request_headers.join(" ");
            self.line(2, &format!("headers {headers}"));
        }
        if !operation.encoded_headers.is_empty() {
            let headers = operation.encoded_headers.join(" ");
            self.line(2, &format!("encoded headers {headers}"));
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

    fn ident(&self, id: TypeId) -> &str {
        self.api.types.get(id.0).map_or("?", |it| it.ident.as_str())
    }

    fn ty(&self, ty: &RustType) -> String {
        ty.text(&|id| self.ident(id).to_owned())
    }
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
        text.push_str(&format!(" features {}", list.features.join(" ")));
    }
    text
}

//! Modules of types: which namespace's types stand in which module, and how the modules are called.
//!
//! In: drafts with their content, and the settings. Out: the [`Module`]s, and for each draft the one it stands in.
//! What is made for an operation or client, and what has no namespace, stands outside all of them.
//!
//! A module is called after the last segment of its namespace that says something; versions and dates, and the segments
//! before it, come in only where two would meet: `http://example.com/orders/v2` gives `orders`, beside `…/orders/v1`
//! it gives `orders_v2`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::code::Code;
use crate::ir::{Module, ModuleId};
use crate::naming::scope::{self, Claim};
use crate::naming::{self, spelling};

use crate::lower::draft::Draft;
use crate::lower::setting::{Nameable, Setting};
use crate::lower::told::Told;

/// What [`settle`] decided.
#[derive(Clone, Debug, Default)]
pub(crate) struct Modules {
    /// The modules, sorted by name.
    pub(crate) list: Vec<Module>,
    /// The module of each draft.
    pub(crate) of_types: Vec<ModuleId>,
}

impl Modules {
    /// The types outside of all modules.
    pub(crate) fn outside<'i>(&self, idents: &'i [String]) -> impl Iterator<Item = &'i String> {
        let each = idents.iter().zip(&self.of_types);
        each.filter(|(_, module)| module.is_none())
            .map(|(ident, _)| ident)
    }

    /// What stands beside clients: the modules, and the types outside of them.
    pub(crate) fn beside(&self, idents: &[String]) -> BTreeSet<String> {
        let mut res = self.idents();
        res.extend(self.outside(idents).cloned());
        res
    }

    /// What the type `idx` is called, alone and with its module.
    pub(crate) fn paths(&self, idx: usize, ident: &str) -> Vec<String> {
        let mut res = vec![ident.to_owned()];
        if let Some(module) = self.of_types[idx] {
            res.push(format!("{}::{ident}", self.list[module].ident));
        }
        res
    }

    /// The modules' names.
    pub(crate) fn idents(&self) -> BTreeSet<String> {
        self.list.iter().map(|it| it.ident.clone()).collect()
    }
}

/// Names that generated code gives to something else, or that would hide what it refers to: files and modules of every
/// API, what they import from the runtime, what is always in scope, keywords.
const RESERVED: [&str; 3] = [
    "client codec mod operations types rt",
    "alloc bool char core f32 f64 i8 i16 i32 i64 i128 isize soap_runtime std str u8 u16 u32 u64 u128 \
     usize",
    "abstract as async await become box break const continue crate do dyn else enum extern false final fn \
     for gen if impl in let loop macro match move mut override priv pub ref return self static struct \
     super trait true try type typeof unsafe unsized use virtual where while yield",
];

fn reserved() -> impl Iterator<Item = &'static str> {
    RESERVED.into_iter().flat_map(str::split_ascii_whitespace)
}

/// Decides about all drafts; those of `schemas` alone have modules wherever there are several namespaces, since no service
/// says which of them matters.
pub(crate) fn settle(told: &mut Told<'_>, drafts: &[Draft], schemas: bool) -> Modules {
    let settings = &told.settings.modules;
    let n_namespaces = namespaces(drafts).len();
    let by_namespace = settings.by_namespace || (schemas && n_namespaces > 1);
    if !by_namespace && settings.names.is_empty() {
        return Modules {
            list: Vec::new(),
            of_types: vec![None; drafts.len()],
        };
    }
    let uris = namespaces(drafts);
    let mut idents: BTreeMap<String, String> = BTreeMap::new();
    let mut rest: Vec<String> = Vec::new();
    for uri in uris {
        told.offer(Nameable::Namespace, &uri);
        match told.settings.modules.names.get(&uri) {
            Some(it) => {
                told.used(Setting::Module, &uri);
                let ident = free(told, it.as_str());
                idents.insert(uri, ident);
            }
            None if by_namespace => rest.push(uri),
            None => {}
        }
    }
    let mut reserved: BTreeSet<String> = idents.values().cloned().collect();
    reserved.extend(self::reserved().map(str::to_owned));
    let claims: Vec<Claim> = rest.iter().map(|it| claim(it)).collect();
    let allocation = scope::allocate(&claims, &reserved, "_");
    for (name, holders) in &allocation.met {
        if holders.len() < 2 {
            continue;
        }
        let met = scope::shown(holders, &rest);
        let message = format!("the modules of {met} would all be `{name}`");
        (told.diagnostics)
            .note(Code::NameCollision, None, message)
            .help("give them names that stay in `modules.names`");
    }
    idents.extend(rest.into_iter().zip(allocation.idents));
    gather(&idents, drafts)
}

fn namespaces(drafts: &[Draft]) -> BTreeSet<String> {
    let homes = drafts.iter().map(|draft| &draft.namespace);
    homes.filter(|uri| !uri.is_empty()).cloned().collect()
}

/// The modules of namespaces whose names are known: one for each name.
fn gather(idents: &BTreeMap<String, String>, drafts: &[Draft]) -> Modules {
    let mut by_ident: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (uri, ident) in idents {
        by_ident.entry(ident).or_default().push(uri.clone());
    }
    let positions: BTreeMap<&str, usize> = by_ident.keys().copied().zip(0..).collect();
    let of_draft = |it: &Draft| positions.get(idents.get(&it.namespace)?.as_str()).copied();
    let of_types = drafts.iter().map(of_draft).collect();
    let list = by_ident.into_iter().map(|(ident, uris)| Module {
        ident: ident.to_owned(),
        uris,
    });
    Modules {
        list: list.collect(),
        of_types,
    }
}

/// The name that settings gave, if a module can have it.
fn free(told: &mut Told<'_>, given: &str) -> String {
    let ident = naming::snake(given);
    if !reserved().any(|word| word == ident) {
        return ident;
    }
    let other = format!("{ident}_ns");
    let message = format!(
        "`modules.names` gives `{given}`, which means something else in generated code; the module is called `{other}`"
    );
    told.diagnostics.warning(Code::Settings, None, message);
    other
}

/// What the module of `uri` would like to be called.
fn claim(uri: &str) -> Claim {
    let candidates = spelling::candidates(uri);
    let mut names: Vec<String> = candidates.iter().map(|it| naming::snake(it)).collect();
    let last = names.last().cloned().unwrap_or_default();
    names.push(format!("{last}_ns"));
    names.dedup();
    // One without a version keeps the name that those with one would like.
    Claim::new(names, u8::from(spelling::has_version(uri)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(uris: &[&str]) -> Vec<String> {
        let claims: Vec<Claim> = uris.iter().map(|it| claim(it)).collect();
        let reserved = reserved().map(str::to_owned).collect();
        scope::allocate(&claims, &reserved, "_").idents
    }

    #[test]
    fn modules_are_called_after_what_tells_most() {
        let table = [
            ("http://example.com/orders", "orders"),
            ("http://example.com/orders/v2", "orders"),
            ("http://example.com/orders/2020-01-31/", "orders"),
            ("http://example.com/types", "example"),
            ("urn:shop:types", "shop"),
            ("urn:pay:v2", "pay"),
            ("urn:pay:eu", "eu"),
            ("http://www.onvif.org/ver10/device/wsdl", "device"),
            ("http://www.onvif.org/ver10/schema", "onvif"),
            ("http://docs.oasis-open.org/wsn/b-2", "wsn"),
            (
                "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
                "arrays",
            ),
            (
                "http://schemas.datacontract.org/2004/07/SuperOffice.Data",
                "data",
            ),
            ("http://tempuri.org/", "tempuri"),
            ("http://service.shop.example.com/", "shop"),
            ("http://www.w3.org/2000/09/xmldsig#", "xmldsig"),
            (
                "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd",
                "oasis_wss_wssecurity_secext",
            ),
            ("http://localhost:8080/Billing.asmx", "billing"),
            ("urn:type", "type_ns"),
            ("urn:2020", "urn_2020"),
            ("urn:größe", "größe"),
            ("Shop", "shop"),
            ("http://example.co.uk/", "example"),
        ];
        for (uri, ident) in table {
            assert_eq!(run(&[uri]), [ident], "{uri}");
        }
    }

    #[test]
    fn versions_and_owners_tell_apart() {
        let table: &[(&[&str], &[&str])] = &[
            (
                &["http://a.com/orders/v1", "http://a.com/orders/v2"],
                &["orders_v1", "orders_v2"],
            ),
            (
                &["http://a.com/orders", "http://a.com/orders/v2"],
                &["orders", "orders_v2"],
            ),
            (
                &["http://a.com/orders", "http://b.com/orders"],
                &["a_orders", "b_orders"],
            ),
            (
                &["urn:contoso:sales:data", "urn:contoso:stock:data"],
                &["sales_data", "stock_data"],
            ),
            (
                &[
                    "http://docs.oasis-open.org/wsn/b-2",
                    "http://docs.oasis-open.org/wsn/t-1",
                ],
                &["wsn_b_2", "wsn_t_1"],
            ),
            (&["urn:a", "urn:A"], &["a", "a_2"]),
        ];
        for (uris, idents) in table {
            assert_eq!(&run(uris), idents, "{uris:?}");
        }
    }

    #[test]
    fn an_unrelated_namespace_changes_nothing() {
        let uris = [
            "http://a.com/orders/v1",
            "http://a.com/orders/v2",
            "urn:shop:types",
        ];
        let before = run(&uris);
        let after = run(&["http://a.com/billing", uris[0], uris[1], uris[2]]);
        assert_eq!(before, after[1..]);
    }
}

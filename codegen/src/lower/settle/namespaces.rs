//! Constants for namespaces: how they are called.
//!
//! In: the namespaces in order of first use, and the target namespace. Out: a [`Namespace`] each.
//!
//! The target namespace is `NS`, the others are called as their modules would be: `http://example.com/orders/v2` is
//! `ORDERS_NS`, beside `…/orders/v1` it is `ORDERS_V2_NS`. A namespace that meets no other changes no other's name.

use std::collections::BTreeSet;

use crate::ir::Namespace;
use crate::naming::scope::{self, Claim};
use crate::naming::{self, spelling};

/// Names all of `uris`.
pub(crate) fn name(uris: &[String], target: &str) -> Vec<Namespace> {
    let claims: Vec<Claim> = uris.iter().map(|it| claim(it, target)).collect();
    let idents = scope::allocate(&claims, &BTreeSet::new(), "_").idents;
    idents
        .into_iter()
        .zip(uris.iter().cloned())
        .map(|(ident, uri)| Namespace { ident, uri })
        .collect()
}

fn claim(uri: &str, target: &str) -> Claim {
    if uri == target {
        return Claim::new(vec!["NS".to_owned()], 0);
    }
    let constant = |it: &String| {
        let ident = naming::screaming(it);
        // `urn:shop:ns` would say it twice, and `NS` alone is the target namespace.
        match ident.strip_suffix("_NS") {
            Some(rest) if !rest.is_empty() => format!("{rest}_NS"),
            Some(_) | None => format!("{ident}_NS"),
        }
    };
    let candidates = spelling::candidates(uri);
    let mut names: Vec<String> = candidates.iter().map(constant).collect();
    names.dedup();
    // One without a version keeps the name that those with one would like.
    Claim::new(names, 1 + u8::from(spelling::has_version(uri)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(uris: &[&str]) -> Vec<String> {
        let uris: Vec<String> = uris.iter().map(|it| (*it).to_owned()).collect();
        let named = name(&uris, "urn:target");
        named.into_iter().map(|it| it.ident).collect()
    }

    #[test]
    fn constants_are_called_after_what_tells_most() {
        let table: &[(&[&str], &[&str])] = &[
            (&["urn:target", "urn:shop:ns"], &["NS", "SHOP_NS"]),
            (
                &["http://www.w3.org/XML/1998/namespace", "urn:xml"],
                &["XML_NS", "XML_NS_2"],
            ),
            (
                &[
                    "http://a.com/x/2007/07/19/",
                    "http://a.com/document-management",
                ],
                &["X_NS", "DOCUMENT_MANAGEMENT_NS"],
            ),
            (&["urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"], &["RS_NS"]),
            (
                &["http://a.com/soap/services/ETest", "urn:ETest"],
                &["A_E_TEST_NS", "E_TEST_NS"],
            ),
            (
                &["http://a.com/orders/v1", "http://a.com/orders/v2"],
                &["ORDERS_V1_NS", "ORDERS_V2_NS"],
            ),
            (
                &["urn:core_2016_1.platform.webservices.example.com"],
                &["CORE_NS"],
            ),
        ];
        for (uris, idents) in table {
            assert_eq!(&run(uris), idents, "{uris:?}");
        }
    }

    #[test]
    fn an_unrelated_namespace_changes_nothing() {
        assert_eq!(run(&["urn:shop"]), ["SHOP_NS"]);
        assert_eq!(run(&["urn:billing", "urn:shop"])[1], "SHOP_NS");
    }
}

//! Simple types: which Rust type holds a value, and which facets narrow it.
//!
//! In: names of built-in types and simple type declarations; XSD 1.0 part 2. Out: [`Builtin`]s, and a [`Simple`] for every
//! declaration: its derivation walked down to a built-in type, list or union, the facets merged on the way.

use crate::ir::{Builtin, FacetTable, WhiteSpace};
use crate::names::{NC_NAME, QName};
use crate::namespaces::{SOAP11_ENCODING, SWA_REF, WSDL, XML, XSD};
use crate::symbols::SymbolTable;
use crate::symbols::builtin::is_builtin_name;
use crate::xsd::model::{self as xsd, SimpleType, TypeBody, TypeRef};

const NMTOKEN: &str = r"\c+";

/// What a built-in type is in Rust.
#[derive(Clone, Debug)]
pub(super) struct BuiltinType {
    pub(super) builtin: Builtin,
    /// Whether it is a list of these: `NMTOKENS`, `IDREFS`, `ENTITIES`.
    pub(super) list: bool,
    pub(super) facets: FacetTable,
    /// What the table of the facets is called; `None` where there are none.
    pub(super) facets_claim: Option<&'static str>,
}

/// A simple type, its derivation resolved.
#[derive(Clone, Debug)]
pub(super) struct Simple<'m> {
    pub(super) variety: Variety<'m>,
    /// The literals of the last step that lists any, and that step's type where it is one.
    pub(super) literals: Option<(Vec<&'m xsd::Facet>, Option<&'m xsd::TypeDecl>)>,
    pub(super) facets: FacetTable,
    /// What the table of the facets is called where they are those of a built-in type.
    pub(super) facets_claim: Option<&'static str>,
}

/// What the derivation ends in; XSD 1.0 §3.14, variety.
#[derive(Clone, Debug)]
pub(super) enum Variety<'m> {
    /// A built-in type.
    Atomic(Builtin),
    /// A list of a built-in type.
    BuiltinList(Builtin),
    /// `xs:list`, and the type that declares it.
    List(&'m xsd::TypeRef, &'m xsd::TypeDecl),
    /// `xs:union`, and the type that declares it.
    Union(&'m [xsd::TypeRef], &'m xsd::TypeDecl),
}

/// Whether `name` needs no declaration.
pub(super) fn is_builtin(name: &QName) -> bool {
    builtin(name).is_some()
}

/// Whether `name` is the type of all values of simple types.
pub(super) fn is_any_simple(name: &QName) -> bool {
    name.namespace == XSD && matches!(name.local.as_str(), "anySimpleType" | "anyAtomicType")
}

/// Whether `ty` is a complex type, `xs:anyType` among them: no type of an attribute, a list or a union. A restriction is
/// what it restricts, though XSD lets a simple type restrict simple types only.
pub(super) fn is_complex(symbols: &SymbolTable<'_>, ty: &TypeRef) -> bool {
    let mut ty = ty;
    // No chain is longer, unless it is a circle.
    for _ in 0..=symbols.types.len() {
        let decl = match ty {
            TypeRef::Absent => return false,
            TypeRef::Anonymous(decl) => &**decl,
            TypeRef::Named(name, _) => match symbols.types.get(name) {
                Some(decl) => decl,
                None => return builtin(name).is_some_and(|it| it.builtin == Builtin::AnyType),
            },
        };
        match &decl.body {
            TypeBody::Complex(_) => return true,
            TypeBody::Simple(SimpleType::Restriction { base, .. }) => ty = base,
            TypeBody::Simple(_) => return false,
        }
    }
    false
}

/// Whether `name` is the element of a whole schema, which data sets carry in front of their rows.
pub(super) fn is_schema_element(name: &QName) -> bool {
    name.namespace == XSD && name.local == "schema"
}

/// Whether `name` is an attribute that every processor knows.
pub(super) fn is_known_attribute(name: &QName) -> bool {
    [XML, SOAP11_ENCODING, WSDL].contains(&name.namespace.as_str())
}

/// The built-in type `name`.
pub(super) fn builtin(name: &QName) -> Option<BuiltinType> {
    let encoding = name.namespace == SOAP11_ENCODING;
    if encoding && matches!(name.local.as_str(), "Array" | "Struct") {
        return Some(plain(Builtin::AnyType));
    }
    if encoding && name.local == "base64" {
        return Some(plain(Builtin::Base64Binary));
    }
    if name.namespace == SWA_REF && name.local == "swaRef" {
        return Some(plain(Builtin::Attachment));
    }
    if !(encoding || name.namespace == XSD) || !is_builtin_name(&name.local) {
        return None;
    }
    let res = match name.local.as_str() {
        "string" | "anySimpleType" | "anyAtomicType" => plain(Builtin::String),
        "normalizedString" => text(WhiteSpace::Replace),
        "token" | "anyURI" => text(WhiteSpace::Collapse),
        "language" => pattern("LANGUAGE", r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
        "Name" => pattern("NAME", r"\i\c*"),
        "NCName" | "ID" | "IDREF" | "ENTITY" => pattern("NC_NAME", NC_NAME),
        "NMTOKEN" => pattern("NMTOKEN", NMTOKEN),
        "NMTOKENS" => list("NMTOKENS", pattern("NMTOKEN", NMTOKEN)),
        "IDREFS" | "ENTITIES" => list("NC_NAMES", pattern("NC_NAME", NC_NAME)),
        "boolean" => plain(Builtin::Bool),
        "byte" => plain(Builtin::I8),
        "short" => plain(Builtin::I16),
        "int" => plain(Builtin::I32),
        "long" => plain(Builtin::I64),
        "unsignedByte" => plain(Builtin::U8),
        "unsignedShort" => plain(Builtin::U16),
        "unsignedInt" => plain(Builtin::U32),
        "unsignedLong" => plain(Builtin::U64),
        "float" => plain(Builtin::F32),
        "double" => plain(Builtin::F64),
        "decimal" => plain(Builtin::Decimal),
        "integer" => plain(Builtin::Integer),
        "positiveInteger" => integer(Some("1"), None, "POSITIVE_INTEGER"),
        "nonNegativeInteger" => integer(Some("0"), None, "NON_NEGATIVE_INTEGER"),
        "negativeInteger" => integer(None, Some("-1"), "NEGATIVE_INTEGER"),
        "nonPositiveInteger" => integer(None, Some("0"), "NON_POSITIVE_INTEGER"),
        // Those of XML Schema 1.1 only narrow the ones of 1.0.
        "dateTime" | "dateTimeStamp" => plain(Builtin::DateTime),
        "date" => plain(Builtin::Date),
        "time" => plain(Builtin::Time),
        "gYear" => plain(Builtin::GYear),
        "gYearMonth" => plain(Builtin::GYearMonth),
        "gMonth" => plain(Builtin::GMonth),
        "gMonthDay" => plain(Builtin::GMonthDay),
        "gDay" => plain(Builtin::GDay),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => plain(Builtin::Duration),
        "base64Binary" => plain(Builtin::Base64Binary),
        "hexBinary" => plain(Builtin::HexBinary),
        "QName" | "NOTATION" => plain(Builtin::QName),
        "anyType" => plain(Builtin::AnyType),
        _ => return None,
    };
    Some(res)
}

fn plain(builtin: Builtin) -> BuiltinType {
    BuiltinType {
        builtin,
        list: false,
        facets: FacetTable::default(),
        facets_claim: None,
    }
}

fn text(white_space: WhiteSpace) -> BuiltinType {
    let claim = match white_space {
        WhiteSpace::Replace => "NORMALIZED_STRING",
        WhiteSpace::Collapse => "TOKEN",
    };
    let mut res = plain(Builtin::String);
    res.facets_claim = Some(claim);
    res.facets.white_space = Some(white_space);
    res
}

/// A token that its own pattern narrows; XSD 1.0 part 2 §3.3.3–§3.3.11.
fn pattern(claim: &'static str, pattern: &str) -> BuiltinType {
    let mut res = text(WhiteSpace::Collapse);
    res.facets_claim = Some(claim);
    res.facets.patterns = vec![vec![pattern.to_owned()]];
    res
}

/// A list of one item or more; XSD 1.0 part 2 §3.3.5, §3.3.10, §3.3.12.
fn list(claim: &'static str, item: BuiltinType) -> BuiltinType {
    let mut res = plain(item.builtin);
    res.list = true;
    res.facets_claim = Some(claim);
    res.facets.min_length = Some(1);
    res.facets.item = Some(Box::new(FacetTable {
        patterns: item.facets.patterns,
        ..FacetTable::default()
    }));
    res
}

fn integer(min: Option<&str>, max: Option<&str>, claim: &'static str) -> BuiltinType {
    let mut res = plain(Builtin::Integer);
    res.facets_claim = Some(claim);
    res.facets.min_inclusive = min.map(str::to_owned);
    res.facets.max_inclusive = max.map(str::to_owned);
    res
}

/// Where [`analyse`] begins.
#[derive(Clone, Copy, Debug)]
pub(super) enum Start<'m> {
    /// At a reference.
    Ref(&'m xsd::TypeRef),
    /// At a declaration.
    Decl(&'m xsd::TypeDecl),
    /// At a name.
    Name(&'m QName),
}

/// Walks a derivation to its end; `last` are the facets of further steps on top, the last step first.
///
/// The gate has proven that the chain ends and that every name on it resolves.
pub(super) fn analyse<'m>(
    symbols: &SymbolTable<'m>,
    start: Start<'m>,
    last: &[&'m [xsd::Facet]],
) -> Simple<'m> {
    let mut steps: Vec<(&'m [xsd::Facet], Option<&'m xsd::TypeDecl>)> = Vec::new();
    steps.extend(last.iter().map(|it| (*it, None)));
    let mut current = start;
    let (mut facets, mut facets_claim) = (FacetTable::default(), None);
    let variety = loop {
        let name = match current {
            Start::Name(name) | Start::Ref(xsd::TypeRef::Named(name, _)) => Some(name),
            Start::Ref(_) | Start::Decl(_) => None,
        };
        if let Some(it) = name.and_then(builtin) {
            (facets, facets_claim) = (it.facets, it.facets_claim);
            break match it.list {
                true => Variety::BuiltinList(it.builtin),
                false => Variety::Atomic(it.builtin),
            };
        }
        let decl: Option<&'m xsd::TypeDecl> = match current {
            Start::Ref(xsd::TypeRef::Anonymous(decl)) => Some(decl),
            Start::Decl(decl) => Some(decl),
            Start::Name(_) | Start::Ref(_) => {
                name.and_then(|name| symbols.types.get(name).copied())
            }
        };
        match decl.map(|it| (it, &it.body)) {
            Some((decl, xsd::TypeBody::Simple(xsd::SimpleType::Restriction { base, facets }))) => {
                steps.push((facets, Some(decl)));
                current = Start::Ref(base);
            }
            Some((decl, xsd::TypeBody::Simple(xsd::SimpleType::List { item }))) => {
                break Variety::List(item, decl);
            }
            Some((decl, xsd::TypeBody::Simple(xsd::SimpleType::Union { members }))) => {
                break Variety::Union(members, decl);
            }
            // A simple type cannot derive from a complex one; its text is kept as it is.
            Some((_, xsd::TypeBody::Complex(_))) | None => break Variety::Atomic(Builtin::String),
        }
    };
    let own_white_space = matches!(variety, Variety::Atomic(Builtin::String));
    let mut res = Simple {
        variety,
        literals: None,
        facets,
        facets_claim,
    };
    for (step, decl) in steps.into_iter().rev() {
        merge(&mut res, step, decl, own_white_space);
    }
    res
}

/// One derivation step: patterns add up, all else is replaced; XSD 1.0 part 2 §4.3.
fn merge<'m>(
    res: &mut Simple<'m>,
    step: &'m [xsd::Facet],
    decl: Option<&'m xsd::TypeDecl>,
    own_white_space: bool,
) {
    let mut patterns: Vec<String> = Vec::new();
    let mut literals: Vec<&'m xsd::Facet> = Vec::new();
    let table = &mut res.facets;
    for facet in step {
        let value = facet.value.trim();
        let text = || Some(value.to_owned());
        match facet.kind {
            xsd::FacetKind::Enumeration => literals.push(facet),
            xsd::FacetKind::Pattern => patterns.push(facet.value.clone()),
            xsd::FacetKind::Length => table.length = value.parse().ok(),
            xsd::FacetKind::MinLength => table.min_length = value.parse().ok(),
            xsd::FacetKind::MaxLength => table.max_length = value.parse().ok(),
            // An inclusive bound replaces an exclusive one of an earlier step, and the other way round.
            xsd::FacetKind::MinInclusive => {
                (table.min_inclusive, table.min_exclusive) = (text(), None)
            }
            xsd::FacetKind::MaxInclusive => {
                (table.max_inclusive, table.max_exclusive) = (text(), None)
            }
            xsd::FacetKind::MinExclusive => {
                (table.min_exclusive, table.min_inclusive) = (text(), None)
            }
            xsd::FacetKind::MaxExclusive => {
                (table.max_exclusive, table.max_inclusive) = (text(), None)
            }
            xsd::FacetKind::TotalDigits => table.total_digits = value.parse().ok(),
            xsd::FacetKind::FractionDigits => table.fraction_digits = value.parse().ok(),
            xsd::FacetKind::WhiteSpace if own_white_space => {
                table.white_space = match value {
                    "replace" => Some(WhiteSpace::Replace),
                    "collapse" => Some(WhiteSpace::Collapse),
                    _ => table.white_space,
                };
            }
            xsd::FacetKind::WhiteSpace => {}
        }
    }
    if step.iter().any(|it| it.kind != xsd::FacetKind::Enumeration) {
        // It is no longer the built-in type's table.
        res.facets_claim = None;
    }
    if !patterns.is_empty() {
        table.patterns.push(patterns);
    }
    if !literals.is_empty() {
        if let Variety::Atomic(Builtin::QName) = res.variety {
            // One without a name is none of the type, and nothing can be said of the others then.
            let names: Option<Vec<&QName>> = literals.iter().map(|it| it.name.as_ref()).collect();
            let names = names.unwrap_or_default().into_iter();
            table.names = names.map(ToString::to_string).collect();
            res.facets_claim = None;
        }
        res.literals = Some((literals, decl));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symbols::builtin::builtin_types;

    #[test]
    fn every_built_in_type_is_known_in_both_namespaces() {
        for local in builtin_types() {
            for namespace in [XSD, SOAP11_ENCODING] {
                let name = QName::new(namespace, local);
                assert!(builtin(&name).is_some(), "{name}");
            }
        }
        assert!(builtin(&QName::new("urn:other", "string")).is_none());
        assert!(builtin(&QName::new(XSD, "String")).is_none());
    }
}

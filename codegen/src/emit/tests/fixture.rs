//! A hand-built API with every kind of type and entry.

mod service;

use std::collections::BTreeMap;

use crate::ir::*;
use crate::names::QName;
use crate::source::span::{FileId, Span};

pub(super) const TYPES: [&str; 17] = [
    "Address",
    "Order",
    "Colour",
    "Payment",
    "Animal",
    "Dog",
    "AnyAnimal",
    "IntOrDate",
    "TextOrInt",
    "Total",
    "Line",
    "Pair",
    "OrderReceived",
    "Ping",
    "ShopRequestHeaders",
    "ShopResponseHeaders",
    "BuyFault",
];

pub(super) fn id(ident: &str) -> TypeId {
    let index = TYPES.iter().position(|it| *it == ident);
    TypeId(index.expect("the fixture lists its types"))
}

pub(super) fn named(ident: &str) -> RustType {
    RustType::Named(id(ident))
}

pub(super) fn string() -> RustType {
    RustType::Builtin(Builtin::String)
}

pub(super) fn option(ty: RustType) -> RustType {
    RustType::Option(Box::new(ty))
}

fn vec(ty: RustType) -> RustType {
    RustType::Vec(Box::new(ty))
}

fn builtin(it: Builtin) -> RustType {
    RustType::Builtin(it)
}

fn wire(local: &str) -> WireName {
    WireName {
        namespace: Some(0),
        local: local.to_owned(),
    }
}

pub(super) fn entry(kind: EntryKind, min: u32, max: Option<u32>) -> Entry {
    Entry {
        kind,
        min,
        max,
        nillable: false,
        value: None,
        facets: None,
        type_name: None,
        any_name: false,
    }
}

pub(super) fn element(local: &str, min: u32, max: Option<u32>) -> Entry {
    entry(EntryKind::Element(wire(local)), min, max)
}

fn attribute(local: &str, min: u32) -> Entry {
    let name = WireName {
        namespace: None,
        local: local.to_owned(),
    };
    entry(EntryKind::Attribute(name), min, Some(1))
}

pub(super) fn field(ident: &str, ty: RustType, entry: Entry) -> Field {
    Field {
        ident: ident.to_owned(),
        docs: Vec::new(),
        ty,
        entry,
    }
}

pub(super) fn item(ident: &str, docs: &[&str], kind: TypeKind) -> TypeItem {
    TypeItem {
        ident: ident.to_owned(),
        module: None,
        docs: docs.iter().map(|it| (*it).to_owned()).collect(),
        origin: Origin::Type(QName::new("urn:shop", ident)),
        kind,
        derives: Vec::new(),
        attributes: Vec::new(),
        member_attributes: BTreeMap::new(),
        features: Vec::new(),
    }
}

fn structure(fields: Vec<Field>, default: bool) -> TypeKind {
    let is_fixed = |index: &usize| {
        fields[*index]
            .entry
            .value
            .as_ref()
            .is_some_and(|it| it.fixed)
    };
    let is_asked = |index: &usize| match &fields[*index].ty {
        RustType::Option(_) | RustType::Vec(_) | RustType::Nillable(_) | RustType::List(_) => false,
        _ => !is_fixed(index),
    };
    let arguments: Vec<usize> = (0..fields.len()).filter(is_asked).collect();
    let fixed = (0..fields.len()).filter(is_fixed);
    let fixed = fixed.map(|index| (index, FixedValue::Text("2.0".to_owned())));
    let fixed = fixed.collect();
    let n_fields = fields.len();
    TypeKind::Struct(Struct {
        fields,
        setters: vec![Setter::Into; n_fields],
        constructor: (!arguments.is_empty()).then_some(Constructor {
            arguments,
            fixed,
            builder: None,
        }),
        default,
        any_order: false,
    })
}

fn alternative(ident: &str, ty: RustType, entry: Entry) -> Field {
    Field {
        ident: ident.to_owned(),
        docs: Vec::new(),
        ty,
        entry,
    }
}

fn order() -> TypeKind {
    let mut quantity = element("quantity", 0, Some(1));
    quantity.value = Some(FixedOrDefault {
        text: "1".to_owned(),
        fixed: false,
    });
    let mut note = element("note", 0, Some(1));
    note.nillable = true;
    note.facets = Some(0);
    let mut version = attribute("version", 1);
    version.value = Some(FixedOrDefault {
        text: "2.0".to_owned(),
        fixed: true,
    });
    let mut sku = element("sku", 1, Some(1));
    sku.facets = Some(1);
    let lines = entry(
        EntryKind::Wrapper(wire("Lines"), Box::new(element("Line", 0, None))),
        0,
        Some(1),
    );
    structure(
        vec![
            field("version", string(), version),
            field("lang", option(string()), attribute("lang", 0)),
            field(
                "extra_attributes",
                vec(builtin(Builtin::AnyAttribute)),
                entry(EntryKind::AnyAttributes(Wildcard::Other(Some(0))), 0, None),
            ),
            field("sku", string(), sku),
            field("quantity", option(builtin(Builtin::U32)), quantity),
            field("note", RustType::Nillable(Box::new(string())), note),
            field("type", option(named("Colour")), element("type", 0, Some(1))),
            field(
                "password",
                option(RustType::Secret(Box::new(string()))),
                element("password", 0, Some(1)),
            ),
            field("address", named("Address"), element("address", 1, Some(1))),
            field("lines", vec(named("Line")), lines),
            field("gifts", vec(string()), element("gift", 2, Some(5))),
            field(
                "tags",
                RustType::List(Box::new(string())),
                element("tags", 0, Some(1)),
            ),
            field(
                "payment",
                named("Payment"),
                entry(EntryKind::Choice(id("Payment")), 1, Some(1)),
            ),
            field(
                "pairs",
                vec(named("Pair")),
                entry(EntryKind::Group(id("Pair")), 0, None),
            ),
            field(
                "pet",
                option(RustType::Boxed(Box::new(named("AnyAnimal")))),
                element("pet", 0, Some(1)),
            ),
            field(
                "others",
                vec(builtin(Builtin::AnyElement)),
                entry(
                    EntryKind::Any(Wildcard::OneOf(vec![None, Some(1)])),
                    0,
                    Some(3),
                ),
            ),
        ],
        false,
    )
}

fn types() -> Vec<TypeItem> {
    let text = entry(EntryKind::Text, 1, Some(1));
    let mixed = entry(EntryKind::Mixed, 1, Some(1));
    let any = entry(EntryKind::Any(Wildcard::Any), 0, None);
    vec![
        item(
            "Address",
            &["An address.", "", "Where parcels go."],
            structure(
                vec![
                    field("street", option(string()), element("street", 0, Some(1))),
                    field("city", option(string()), element("city", 0, Some(1))),
                ],
                true,
            ),
        ),
        item("Order", &["An order."], order()),
        item(
            "Colour",
            &[],
            TypeKind::Enumeration(Enumeration {
                variants: [("Red", "red"), ("DarkBlue", "dark blue")]
                    .map(|(ident, literal)| Variant {
                        ident: ident.to_owned(),
                        literal: literal.to_owned(),
                        docs: Vec::new(),
                    })
                    .to_vec(),
                other_ident: Some("Other".to_owned()),
                base: EnumerationBase::Text,
            }),
        ),
        item(
            "Payment",
            &["How to pay."],
            TypeKind::Choice(Choice {
                alternatives: vec![
                    alternative("Card", string(), element("card", 1, Some(1))),
                    alternative("Iban", string(), element("iban", 1, Some(1))),
                ],
                blank: 0,
            }),
        ),
        item(
            "Animal",
            &[],
            structure(
                vec![field("name", option(string()), element("name", 0, Some(1)))],
                true,
            ),
        ),
        item(
            "Dog",
            &[],
            structure(
                vec![
                    field("name", option(string()), element("name", 0, Some(1))),
                    field("bark", mixed_type(), mixed),
                ],
                false,
            ),
        ),
        item(
            "AnyAnimal",
            &[],
            TypeKind::Family(Family {
                members: ["Animal", "Dog"]
                    .map(|it| Member {
                        ident: it.to_owned(),
                        ty: named(it),
                        wire: wire(it),
                    })
                    .to_vec(),
                first_is_declared: true,
                conversions: Vec::new(),
                shared: Vec::new(),
                other_ident: "Other".to_owned(),
            }),
        ),
        item(
            "IntOrDate",
            &[],
            TypeKind::Union(Union {
                members: vec![
                    UnionMember {
                        ident: "Int".to_owned(),
                        ty: builtin(Builtin::I32),
                        facets: None,
                    },
                    UnionMember {
                        ident: "Date".to_owned(),
                        ty: builtin(Builtin::Date),
                        facets: None,
                    },
                ],
                other_ident: Some("Other".to_owned()),
            }),
        ),
        item(
            "TextOrInt",
            &[],
            TypeKind::Union(Union {
                members: vec![
                    UnionMember {
                        ident: "Int".to_owned(),
                        ty: builtin(Builtin::I32),
                        facets: None,
                    },
                    UnionMember {
                        ident: "Text".to_owned(),
                        ty: string(),
                        facets: None,
                    },
                ],
                other_ident: None,
            }),
        ),
        item(
            "Total",
            &["A sum of money."],
            TypeKind::Alias(builtin(Builtin::Decimal)),
        ),
        item(
            "Line",
            &[],
            structure(
                vec![
                    field("unit", option(string()), attribute("unit", 0)),
                    field("value", builtin(Builtin::Decimal), text),
                ],
                false,
            ),
        ),
        item(
            "Pair",
            &[],
            structure(
                vec![
                    field("when", named("IntOrDate"), element("when", 1, Some(1))),
                    field("total", named("Total"), element("total", 1, Some(1))),
                    field(
                        "text_or_int",
                        named("TextOrInt"),
                        element("textOrInt", 1, Some(1)),
                    ),
                ],
                false,
            ),
        ),
        item(
            "OrderReceived",
            &[],
            structure(
                vec![
                    field(
                        "number",
                        builtin(Builtin::Integer),
                        element("number", 1, Some(1)),
                    ),
                    field("any", vec(builtin(Builtin::AnyElement)), any),
                ],
                false,
            ),
        ),
        item("Ping", &[], structure(Vec::new(), true)),
        headers("ShopRequestHeaders", "user"),
        headers("ShopResponseHeaders", "succeeded"),
        TypeItem {
            origin: Origin::Faults("buy".to_owned()),
            ..item(
                "BuyFault",
                &[],
                TypeKind::Choice(Choice {
                    alternatives: vec![alternative(
                        "SoldOut",
                        string(),
                        element("soldOut", 1, Some(1)),
                    )],
                    blank: 0,
                }),
            )
        },
    ]
}

fn mixed_type() -> RustType {
    builtin(Builtin::MixedContent)
}

fn headers(ident: &str, local: &str) -> TypeItem {
    TypeItem {
        origin: Origin::Headers("Shop".to_owned()),
        ..item(
            ident,
            &[],
            structure(
                vec![field(local, option(string()), element(local, 0, Some(1)))],
                true,
            ),
        )
    }
}

/// The API.
pub(super) fn api() -> Api {
    Api {
        ident: "shop".to_owned(),
        secrets: vec![Secret {
            wire: "password".to_owned(),
            reason: "its name says `password`".to_owned(),
            owners: vec!["order".to_owned()],
        }],
        docs: vec!["The shop's client.".to_owned()],
        namespaces: [("NS", "urn:shop"), ("EXT_NS", "urn:shop:ext")]
            .map(|(ident, uri)| Namespace {
                ident: ident.to_owned(),
                uri: uri.to_owned(),
            })
            .to_vec(),
        facets: vec![
            facets(
                "NOTE_FACETS",
                FacetTable {
                    max_length: Some(5),
                    ..FacetTable::default()
                },
            ),
            facets(
                "SKU_FACETS",
                FacetTable {
                    white_space: Some(WhiteSpace::Collapse),
                    length: Some(7),
                    patterns: vec![
                        vec!["[A-Z]\\d+".to_owned(), "X".to_owned()],
                        vec![".*".to_owned()],
                    ],
                    min_inclusive: Some("A".to_owned()),
                    max_exclusive: Some("Z".to_owned()),
                    total_digits: Some(5),
                    ..FacetTable::default()
                },
            ),
            facets("UNUSED", FacetTable::default()),
        ],
        modules: Vec::new(),
        policies: Vec::new(),
        types: types(),
        clients: vec![service::client()],
        roots: Vec::new(),
        elements: Vec::new(),
    }
}

fn facets(ident: &str, table: FacetTable) -> FacetItem {
    FacetItem {
        ident: ident.to_owned(),
        features: Vec::new(),
        table,
    }
}

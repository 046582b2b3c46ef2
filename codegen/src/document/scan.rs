//! What a document refers to, before anything in it is read. In: a root element. Out: a [`Scan`].

use crate::namespaces::WSDL;
use crate::namespaces::XSD;
use crate::source::span::Span;
use crate::xml::Element;

/// What the root element of a document is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Kind {
    /// `wsdl:definitions`.
    Wsdl,
    /// `xs:schema`.
    Schema,
    /// A schema that comes with the generator.
    BuiltIn,
    /// Anything else, by its name.
    Other(String),
}

/// The references of one document.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    pub(super) kind: Kind,
    /// Empty for none.
    pub(super) target_namespace: String,
    /// `wsdl:import`s.
    pub(super) imports: Vec<Reference>,
    pub(super) schemas: Vec<ScannedSchema>,
}

#[derive(Clone, Debug)]
pub(super) struct ScannedSchema {
    pub(super) target_namespace: Option<String>,
    pub(super) references: Vec<Reference>,
}

#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) kind: ReferenceKind,
    pub(super) namespace: Option<String>,
    pub(super) location: Option<String>,
    /// The location's value, or the element where there is none.
    pub(super) span: Span,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ReferenceKind {
    WsdlImport,
    Import,
    Include,
    Redefine,
}

impl ReferenceKind {
    /// Whether it is of another namespace, or of another document of WSDL.
    pub(super) fn is_import(self) -> bool {
        matches!(self, Self::WsdlImport | Self::Import)
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::WsdlImport | Self::Import => "imported",
            Self::Include => "included",
            Self::Redefine => "redefined",
        }
    }
}

pub(super) fn scan(root: Element<'_>) -> Scan {
    let kind = if root.is(WSDL, "definitions") {
        Kind::Wsdl
    } else if root.is(XSD, "schema") {
        Kind::Schema
    } else {
        Kind::Other(root.name().to_string())
    };
    let imports = match kind {
        Kind::Wsdl => wsdl_imports(root),
        Kind::Schema | Kind::BuiltIn | Kind::Other(_) => Vec::new(),
    };
    Scan {
        kind,
        target_namespace: target_namespace(root).unwrap_or_default(),
        imports,
        schemas: schema_elements(root).into_iter().map(scan_schema).collect(),
    }
}

fn wsdl_imports(root: Element<'_>) -> Vec<Reference> {
    let imports = (root.children().filter(|it| it.is(WSDL, "import")))
        .map(|it| reference(it, ReferenceKind::WsdlImport, "location"));
    // Some services write `xs:import` into `wsdl:types` without the schema around it.
    let in_types = (root.children().filter(|it| it.is(WSDL, "types")))
        .flat_map(Element::children)
        .filter(|it| it.is(XSD, "import"))
        .map(|it| reference(it, ReferenceKind::Import, "schemaLocation"));
    imports.chain(in_types).collect()
}

pub(super) fn schema_elements(root: Element<'_>) -> Vec<Element<'_>> {
    if root.is(XSD, "schema") {
        return vec![root];
    }
    if !root.is(WSDL, "definitions") {
        return Vec::new();
    }
    (root.children().filter(|it| it.is(WSDL, "types")))
        .flat_map(Element::children)
        .filter(|it| it.is(XSD, "schema"))
        .collect()
}

fn scan_schema(schema: Element<'_>) -> ScannedSchema {
    let references = schema
        .children()
        .filter(|it| it.namespace() == XSD)
        .filter_map(|it| {
            let kind = match it.local() {
                "import" => ReferenceKind::Import,
                "include" => ReferenceKind::Include,
                // XSD 1.1 has another word for a redefinition that need not derive from what it replaces.
                "redefine" | "override" => ReferenceKind::Redefine,
                _ => return None,
            };
            Some(reference(it, kind, "schemaLocation"))
        })
        .collect();
    ScannedSchema {
        target_namespace: target_namespace(schema),
        references,
    }
}

fn target_namespace(element: Element<'_>) -> Option<String> {
    element
        .value("targetNamespace")
        .map(str::to_owned)
        .filter(|it| !it.is_empty())
}

fn reference(element: Element<'_>, kind: ReferenceKind, location: &str) -> Reference {
    let location = element.attribute(location);
    Reference {
        kind,
        namespace: element.value("namespace").map(str::to_owned),
        location: location
            .map(|it| crate::xml::trim(it.value).to_owned())
            .filter(|it| !it.is_empty()),
        span: location.map_or_else(|| element.span(), |it| it.span),
    }
}

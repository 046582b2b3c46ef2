//! Schema elements into declarations; XSD 1.0. In: an `xs:schema` and the namespace it is read under. Out: a [`Parsed`].
//!
//! Knows nothing of other documents. Every element of the schema language is taken or reported.

mod annotation;
mod attributes;
mod complex;
mod element;
mod identity;
mod particle;
mod simple;

use super::model::{
    AttributeGroupDecl, Block, Compositor, Finals, GroupDecl, Particle, Schema, Term, TypeRef,
};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::names::{QName, is_ncname};
use crate::namespaces::XSD;
use crate::source::span::Span;
use crate::xml::{Attribute, Element, items, trim};

/// What a schema element declares.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Its declarations.
    pub schema: Schema,
    /// What it redefines of the schemas that its `xs:redefine`s name; XSD 1.0 §4.2.2.
    pub redefinition: Option<Schema>,
}

/// How a schema is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'t> {
    /// The target namespace; empty for none.
    pub target_namespace: &'t str,
    /// Whether it takes the namespace of the schema that includes it, and so do references without a namespace.
    pub chameleon: bool,
}

/// Reads one schema element.
pub fn parse_schema(
    element: Element<'_>,
    reading: Reading<'_>,
    diagnostics: &mut Diagnostics,
) -> Parsed {
    let mut ctx = SchemaParser {
        target: reading.target_namespace,
        chameleon: reading.chameleon,
        elements_qualified: false,
        attributes_qualified: false,
        noted_identity: false,
        final_default: element.attribute("finalDefault").map_or("", |it| it.value),
        block_default: element.attribute("blockDefault").map_or("", |it| it.value),
        diagnostics,
    };
    if let Some(draft) = element.draft() {
        let message = format!("`{draft}` was a draft; it is read as XML Schema 1.0");
        (ctx.diagnostics).note(Code::UnknownElement, element.span(), message);
    }
    ctx.elements_qualified = ctx.is_qualified(element, "elementFormDefault");
    ctx.attributes_qualified = ctx.is_qualified(element, "attributeFormDefault");
    let mut schema = empty_schema(reading.target_namespace, element.span());
    let mut redefinition: Option<Schema> = None;
    for child in element.children() {
        if child.is(XSD, "redefine") || child.is(XSD, "override") {
            let target = redefinition.get_or_insert_with(|| empty_schema(ctx.target, child.span()));
            for child in child.children() {
                ctx.parse_global(child, target);
            }
        } else {
            ctx.parse_global(child, &mut schema);
        }
    }
    Parsed {
        schema,
        redefinition,
    }
}

/// Which derivations the attribute `local` lists, or where it is absent `default`.
fn listed<'a>(element: Element<'a>, local: &str, default: &'a str) -> impl Fn(&str) -> bool {
    let text = element.attribute(local).map_or(default, |it| it.value);
    move |word| items(text).any(|it| it == word || it == "#all")
}

fn empty_schema(target_namespace: &str, span: Span) -> Schema {
    Schema {
        target_namespace: target_namespace.to_owned(),
        imports: Vec::new(),
        elements: Vec::new(),
        attributes: Vec::new(),
        types: Vec::new(),
        groups: Vec::new(),
        attribute_groups: Vec::new(),
        span,
    }
}

struct SchemaParser<'c> {
    final_default: &'c str,
    block_default: &'c str,
    target: &'c str,
    chameleon: bool,
    elements_qualified: bool,
    attributes_qualified: bool,
    noted_identity: bool,
    diagnostics: &'c mut Diagnostics,
}

impl SchemaParser<'_> {
    fn parse_global(&mut self, element: Element<'_>, schema: &mut Schema) {
        if element.namespace() != XSD {
            self.report_unknown(element);
            return;
        }
        match element.local() {
            "annotation" | "include" | "redefine" | "override" => {}
            "import" => {
                let namespace = element.attribute("namespace");
                let span = namespace.map_or_else(|| element.span(), |it| it.span);
                let namespace = namespace.map_or("", |it| trim(it.value));
                schema.imports.push((namespace.to_owned(), span));
            }
            "element" => schema.elements.extend(self.parse_global_element(element)),
            "attribute" => {
                schema
                    .attributes
                    .extend(self.parse_global_attribute(element));
            }
            "complexType" | "simpleType" => {
                let Some((name, span)) = self.global_name(element) else {
                    return;
                };
                schema
                    .types
                    .push(self.parse_type(element, Some(name), span));
            }
            "group" => schema.groups.extend(self.parse_group(element)),
            "attributeGroup" => {
                schema
                    .attribute_groups
                    .extend(self.parse_attribute_group(element));
            }
            _ => self.report_unknown(element),
        }
    }

    fn parse_group(&mut self, element: Element<'_>) -> Option<GroupDecl> {
        let (name, span) = self.global_name(element)?;
        let mut particle = None;
        for child in element.children() {
            if child.is(XSD, "annotation") {
                continue;
            }
            if self.is_particle(child) {
                particle = particle.or(self.parse_particle(child));
            } else {
                self.report_unknown(child);
            }
        }
        Some(GroupDecl {
            name,
            particle: particle.unwrap_or_else(|| {
                let term = Term::Group(Compositor::Sequence, Vec::new());
                Particle::once(term, element.span())
            }),
            docs: annotation::docs(element),
            span,
        })
    }

    fn parse_attribute_group(&mut self, element: Element<'_>) -> Option<AttributeGroupDecl> {
        let (name, span) = self.global_name(element)?;
        let mut attributes = attributes::Attributes::default();
        for child in element.children() {
            if !self.parse_attribute_child(child, &mut attributes) {
                self.report_unknown(child);
            }
        }
        Some(AttributeGroupDecl {
            name,
            attributes: attributes.uses,
            any_attribute: attributes.any,
            span,
        })
    }

    /// The name of a global declaration, in the target namespace.
    fn global_name(&mut self, element: Element<'_>) -> Option<(QName, Span)> {
        let name = self.required(element, "name")?;
        let local = self.local_name(name);
        Some((QName::new(self.target, local), name.span))
    }

    /// The name that a declaration gives. XSD 1.0 §3.3.2: it has no prefix, and no document could carry one with it.
    fn local_name<'a>(&mut self, name: Attribute<'a>) -> &'a str {
        let text = trim(name.value);
        let Some((_, local)) = text.rsplit_once(':').filter(|it| !it.1.is_empty()) else {
            return text;
        };
        let message = format!("`name` is `{text}`, expected a name without a colon");
        (self.diagnostics)
            .warning(Code::BadValue, name.span, message)
            .help(format!("it is read as `{local}`"));
        local
    }

    /// The name that an element or attribute has in messages. One that no document can hold is refused: only what needs it
    /// is lost.
    fn name_on_wire<'a>(&mut self, name: Attribute<'a>) -> Option<&'a str> {
        let local = self.local_name(name);
        if !is_ncname(local) {
            let message = format!("`name` is `{local}`, which no document can hold as a name");
            (self.diagnostics).warning(Code::BadValue, name.span, message)
                .help("where it may be absent it is left out, else all operations that need it; mend the name in the document");
            return None;
        }
        Some(local)
    }

    /// An attribute that must be there and hold something.
    fn required<'a>(&mut self, element: Element<'a>, local: &str) -> Option<Attribute<'a>> {
        let found = element
            .attribute(local)
            .filter(|it| !trim(it.value).is_empty());
        if found.is_none() {
            // Only what needs the element is lost, so the rest is still generated.
            let message = format!("`xs:{}` has no `{local}`", element.local());
            (self.diagnostics).warning(Code::MissingAttribute, element.span(), message);
        }
        found
    }

    /// The name that an attribute refers to. One that cannot be resolved keeps its prefix, so that it is found
    /// missing where it is needed.
    fn reference(&mut self, element: Element<'_>, attribute: Attribute<'_>) -> (QName, Span) {
        (
            self.resolve(element, attribute.value, attribute.span),
            attribute.span,
        )
    }

    fn resolve(&mut self, element: Element<'_>, text: &str, span: Span) -> QName {
        match element.resolve_qname(text) {
            // XSD 1.0 §4.2.1: references of an included schema without namespace are moved with it.
            Ok(name) if name.namespace.is_empty() && self.chameleon => {
                QName::new(self.target, name.local)
            }
            Ok(name) => name,
            Err(prefix) => {
                let message = format!("prefix `{}` is not declared here", prefix.0);
                (self.diagnostics)
                    .warning(Code::UnboundPrefix, span, message)
                    .help(format!("declare `xmlns:{}` on the schema", prefix.0));
                QName::new("", trim(text))
            }
        }
    }

    fn boolean(&mut self, element: Element<'_>, local: &str) -> Option<bool> {
        let named = |word: &str| match word {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        };
        self.word(element, local, named, "`true` or `false`")
    }

    /// What the attribute `local` says, of the words that are `named`. What else it says is reported, and counts as nothing.
    fn word<T>(
        &mut self,
        element: Element<'_>,
        local: &str,
        named: fn(&str) -> Option<T>,
        expected: &str,
    ) -> Option<T> {
        let attribute = element.attribute(local)?;
        let value = trim(attribute.value);
        let found = named(value);
        if found.is_none() {
            self.report_value(attribute, value, expected);
        }
        found
    }

    /// The type that the attribute `local` names, else the one in place.
    fn type_ref(&mut self, element: Element<'_>, local: &str, inline: Option<TypeRef>) -> TypeRef {
        match element.attribute(local) {
            Some(name) => {
                let (name, span) = self.reference(element, name);
                TypeRef::Named(name, span)
            }
            None => inline.unwrap_or(TypeRef::Absent),
        }
    }

    /// The type that `element` declares in place.
    fn inline_type(&mut self, element: Element<'_>) -> TypeRef {
        TypeRef::Anonymous(Box::new(self.parse_type(element, None, element.span())))
    }

    /// The namespace of a local declaration, which is `qualified` where it does not say itself.
    fn local_namespace(&mut self, element: Element<'_>, qualified: bool) -> String {
        let qualified = match element.attribute("form") {
            Some(_) => self.is_qualified(element, "form"),
            None => qualified,
        };
        if qualified { self.target } else { "" }.to_owned()
    }

    /// The derivations that `final` forbids, or where it is absent the schema's `finalDefault`; XSD 1.0 §3.3.2, §3.4.2.
    fn finals(&self, element: Element<'_>) -> Finals {
        let has = listed(element, "final", self.final_default);
        Finals {
            extension: has("extension"),
            restriction: has("restriction"),
            list: has("list"),
            union: has("union"),
        }
    }

    /// What `block` keeps away, or where it is absent the schema's `blockDefault`; XSD 1.0 §3.3.2, §3.4.2.
    fn block(&self, element: Element<'_>) -> Block {
        let has = listed(element, "block", self.block_default);
        Block {
            extension: has("extension"),
            restriction: has("restriction"),
            substitution: has("substitution"),
        }
    }

    fn is_qualified(&mut self, element: Element<'_>, local: &str) -> bool {
        let named = |word: &str| match word {
            "qualified" => Some(true),
            "unqualified" => Some(false),
            _ => None,
        };
        (self.word(element, local, named, "`qualified` or `unqualified`")).unwrap_or(false)
    }

    fn report_value(&mut self, attribute: Attribute<'_>, value: &str, expected: &str) {
        let message = format!("`{}` is `{value}`, expected {expected}", attribute.local);
        (self.diagnostics)
            .warning(Code::BadValue, attribute.span, message)
            .help("it is read as if it were not there; correct it in the document if it matters");
    }

    fn report_unknown(&mut self, element: Element<'_>) {
        let (span, local) = (element.span(), element.local());
        let (message, help) = match local {
            _ if element.namespace() != XSD => {
                let message = format!("`{}` is not an element of XML Schema", element.name());
                (message, None)
            }
            // It constrains documents, not types.
            "notation" => {
                let message = "`xs:notation` is read past: whether a name is that of a notation is not checked";
                (self.diagnostics).note(Code::UnknownElement, span, message);
                return;
            }
            "assert" | "assertion" | "alternative" | "openContent" | "defaultOpenContent"
            | "explicitTimezone" => (
                format!("`xs:{local}` is of XML Schema 1.1 and is read past"),
                Some("XML Schema 1.0 is what SOAP services use".to_owned()),
            ),
            _ => (
                format!("`xs:{local}` is not known here and is read past"),
                None,
            ),
        };
        let diagnostic = (self.diagnostics).warning(Code::UnknownElement, span, message);
        diagnostic.help = help;
    }
}

//! Type definitions, and complex types in particular; XSD 1.0 §3.4.

use super::super::model::{
    ComplexContent, ComplexType, Compositor, Facet, Particle, Term, TypeBody, TypeDecl,
};
use super::attributes::Attributes;
use super::{SchemaParser, annotation};
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::namespaces::XSD;
use crate::source::span::Span;
use crate::xml::Element;

/// The parts of a derivation or of a complex type itself.
#[derive(Default)]
struct Parts {
    particle: Option<Particle>,
    attributes: Attributes,
    simple: Option<Box<TypeDecl>>,
    facets: Vec<Facet>,
}

impl SchemaParser<'_> {
    /// Reads `xs:complexType` or `xs:simpleType`.
    pub(super) fn parse_type(
        &mut self,
        element: Element<'_>,
        name: Option<QName>,
        span: Span,
    ) -> TypeDecl {
        let body = if element.local() == "complexType" {
            TypeBody::Complex(self.parse_complex(element))
        } else {
            TypeBody::Simple(self.parse_simple(element))
        };
        TypeDecl {
            name,
            body,
            finals: self.finals(element),
            block: self.block(element),
            docs: annotation::docs(element),
            appinfo: annotation::appinfo(element),
            span,
        }
    }

    fn parse_complex(&mut self, element: Element<'_>) -> ComplexType {
        let is_abstract = self.boolean(element, "abstract").unwrap_or(false);
        let mut mixed = self.boolean(element, "mixed").unwrap_or(false);
        let content = (element.children())
            .find(|it| it.is(XSD, "complexContent") || it.is(XSD, "simpleContent"));
        let (content, attributes) = match content {
            None => self.parse_direct(element),
            Some(content) => {
                self.report_beside(element, content);
                // XSD 1.0 §3.4.2: `mixed` of `xs:complexContent` wins over that of the type.
                mixed = self.boolean(content, "mixed").unwrap_or(mixed);
                self.parse_derivation(content)
            }
        };
        ComplexType {
            is_abstract,
            mixed,
            content,
            attributes: attributes.uses,
            any_attribute: attributes.any,
        }
    }

    /// Content without a derivation.
    fn parse_direct(&mut self, element: Element<'_>) -> (ComplexContent, Attributes) {
        let parts = self.parse_parts(element, false);
        (ComplexContent::Direct(parts.particle), parts.attributes)
    }

    /// Reports what stands in `element` beside `known`.
    fn report_beside(&mut self, element: Element<'_>, known: Element<'_>) {
        for other in element.children() {
            if !other.is(XSD, "annotation") && other.span() != known.span() {
                self.report_unknown(other);
            }
        }
    }

    fn parse_derivation(&mut self, content: Element<'_>) -> (ComplexContent, Attributes) {
        let is_simple = content.local() == "simpleContent";
        let is_derivation = |it: &Element<'_>| it.is(XSD, "extension") || it.is(XSD, "restriction");
        let Some(derivation) = content.children().filter(is_derivation).last() else {
            let message = format!(
                "`xs:{}` holds neither `xs:extension` nor `xs:restriction`; what it holds is read as the type's own content",
                content.local()
            );
            (self.diagnostics).warning(Code::UnknownElement, content.span(), message);
            return self.parse_direct(content);
        };
        self.report_beside(content, derivation);
        let Some(base) = self.required(derivation, "base") else {
            return self.parse_direct(derivation);
        };
        let base = self.reference(derivation, base);
        let is_extension = derivation.local() == "extension";
        let parts = self.parse_parts(derivation, is_simple && !is_extension);
        let mut attributes = parts.attributes;
        let array_type = attributes.array_type.take();
        let content = match (is_simple, is_extension) {
            (true, true) => ComplexContent::SimpleExtension { base },
            (true, false) => ComplexContent::SimpleRestriction {
                base,
                simple: parts.simple,
                facets: parts.facets,
            },
            // An array type says what the items are, as only restrictions can; some services write an extension.
            (false, true) if array_type.is_none() => ComplexContent::Extension {
                base,
                particle: parts.particle,
            },
            (false, _) => ComplexContent::Restriction {
                base,
                particle: parts.particle,
                array_type,
            },
        };
        (content, attributes)
    }

    /// Reads particle and attributes; facets and a simple type in place only where `with_facets`.
    fn parse_parts(&mut self, element: Element<'_>, with_facets: bool) -> Parts {
        let mut parts = Parts::default();
        let mut particles: Vec<Particle> = Vec::new();
        for child in element.children() {
            if self.parse_attribute_child(child, &mut parts.attributes) {
                continue;
            }
            if !with_facets && self.is_particle(child) {
                let before = particles.len();
                particles.extend(self.parse_particle(child));
                let alone = !matches!(child.local(), "element" | "any");
                // A draft of 1999 has the elements right here, and one at a time they read the same.
                if child.draft().is_none() && (!alone || before == 1) {
                    self.report_no_group(child);
                }
            } else if with_facets && child.is(XSD, "simpleType") {
                let inline = self.parse_type(child, None, child.span());
                parts.simple = Some(Box::new(inline));
            } else if with_facets && let Some(kind) = super::simple::facet_kind(child) {
                parts.facets.extend(self.parse_facet(child, kind, false));
            } else {
                self.report_unknown(child);
            }
        }
        let is_group = |it: &Particle| matches!(it.term, Term::Group(..) | Term::GroupRef(_));
        exclude_siblings(&mut particles);
        parts.particle = match particles.as_slice() {
            [] => None,
            [only] if is_group(only) => particles.pop(),
            [..] => {
                let term = Term::Group(Compositor::Sequence, particles);
                Some(Particle::once(term, element.span()))
            }
        };
        parts
    }

    fn report_no_group(&mut self, child: Element<'_>) {
        let message = format!("`xs:{}` may not stand here", child.local());
        (self.diagnostics)
            .warning(Code::UnknownElement, child.span(), message)
            .help("what stands in the type is read as one `xs:sequence`");
    }
}

/// Says the names of `particles` where a wildcard among them keeps them out; XSD 1.1 §3.10.2.2, `##definedSibling`.
fn exclude_siblings(particles: &mut [Particle]) {
    let mut names: Vec<QName> = Vec::new();
    let mut has_wildcard = false;
    let mut open: Vec<&Particle> = particles.iter().collect();
    while let Some(particle) = open.pop() {
        match &particle.term {
            Term::Element(decl) => names.push(decl.name.clone()),
            Term::ElementRef(name) => names.push(name.clone()),
            Term::Group(_, list) => open.extend(list),
            Term::Any(wildcard) => has_wildcard |= wildcard.except_siblings,
            Term::GroupRef(_) => {}
        }
    }
    if !has_wildcard {
        return;
    }
    names.sort();
    names.dedup();
    let mut open: Vec<&mut Particle> = particles.iter_mut().collect();
    while let Some(particle) = open.pop() {
        match &mut particle.term {
            Term::Group(_, list) => open.extend(list),
            Term::Any(wildcard) if wildcard.except_siblings => {
                wildcard.except.extend(names.iter().cloned());
            }
            Term::Any(_) | Term::Element(_) | Term::ElementRef(_) | Term::GroupRef(_) => {}
        }
    }
}

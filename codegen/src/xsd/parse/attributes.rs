//! `xs:attribute`, `xs:attributeGroup` references and `xs:anyAttribute`; XSD 1.0 §3.2, §3.6, §3.10.

use super::super::model::{
    ArrayType, AttributeDecl, AttributeUse, ProcessContents, Usage, ValueConstraint, Wildcard,
    WildcardNamespaces,
};
use super::{SchemaParser, annotation};
use crate::names::QName;
use crate::namespaces::{WSDL, XSD};
use crate::source::span::Span;
use crate::xml::{Element, items, trim};

/// What the attribute elements of one parent say.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) uses: Vec<AttributeUse>,
    pub(super) any: Option<Wildcard>,
    pub(super) array_type: Option<ArrayType>,
}

impl SchemaParser<'_> {
    /// Takes a child that declares attributes, or an annotation; false for any other.
    pub(super) fn parse_attribute_child(
        &mut self,
        child: Element<'_>,
        into: &mut Attributes,
    ) -> bool {
        if child.namespace() != XSD {
            return false;
        }
        match child.local() {
            "annotation" => {}
            "attribute" => {
                if let Some(value) = child.attribute_in(WSDL, "arrayType") {
                    let text = trim(value.value);
                    let (name, ranks) = text.split_at(text.find('[').unwrap_or(text.len()));
                    // Without brackets it names the items all the same.
                    let ranks = if ranks.is_empty() { "[]" } else { ranks };
                    into.array_type = Some(ArrayType {
                        item: self.resolve(child, name, value.span),
                        ranks: ranks.chars().filter(|it| !it.is_whitespace()).collect(),
                        span: value.span,
                    });
                }
                into.uses.extend(self.parse_attribute_use(child));
            }
            "attributeGroup" => {
                if let Some(name) = self.required(child, "ref") {
                    let (name, span) = self.reference(child, name);
                    into.uses.push(AttributeUse::Group(name, span));
                }
            }
            "anyAttribute" => into.any = Some(self.parse_wildcard(child)),
            _ => return false,
        }
        true
    }

    pub(super) fn parse_global_attribute(&mut self, element: Element<'_>) -> Option<AttributeDecl> {
        let name = self.required(element, "name")?;
        let wire = QName::new(self.target, self.name_on_wire(name)?);
        Some(self.parse_attribute_decl(element, wire, name.span))
    }

    fn parse_attribute_decl(
        &mut self,
        element: Element<'_>,
        name: QName,
        span: Span,
    ) -> AttributeDecl {
        let inline = self.parse_inline_types(element).pop();
        AttributeDecl {
            name,
            ty: self.type_ref(element, "type", inline),
            value: value_constraint(element),
            docs: annotation::docs(element),
            span,
        }
    }

    fn parse_attribute_use(&mut self, element: Element<'_>) -> Option<AttributeUse> {
        let usage = self.word(
            element,
            "use",
            Usage::named,
            "`optional`, `required` or `prohibited`",
        );
        let usage = usage.unwrap_or(Usage::Optional);
        if let Some(name) = element.attribute("ref") {
            let (name, span) = self.reference(element, name);
            return Some(AttributeUse::Ref {
                name,
                usage,
                value: value_constraint(element),
                span,
            });
        }
        let name = self.required(element, "name")?;
        let namespace = self.local_namespace(element, self.attributes_qualified);
        let Some(local) = self.name_on_wire(name) else {
            // It is missed where it is needed, and nowhere else.
            return (usage == Usage::Required).then(|| AttributeUse::Ref {
                name: QName::new("", trim(name.value)),
                usage,
                value: None,
                span: name.span,
            });
        };
        let decl = self.parse_attribute_decl(element, QName::new(namespace, local), name.span);
        Some(AttributeUse::Local {
            decl: Box::new(decl),
            usage,
        })
    }

    pub(super) fn parse_wildcard(&mut self, element: Element<'_>) -> Wildcard {
        let listed = |list: &str| {
            let uri = |item: &str| match item {
                "##targetNamespace" => self.target.to_owned(),
                "##local" => String::new(),
                item => item.to_owned(),
            };
            items(list).map(uri).collect::<Vec<String>>()
        };
        let not = element.attribute("notNamespace").map(|it| listed(it.value));
        let namespaces = match (element.value("namespace"), not) {
            (None, Some(list)) => WildcardNamespaces::Not(list),
            (None | Some("##any"), _) => WildcardNamespaces::Any,
            (Some("##other"), _) => WildcardNamespaces::Other(self.target.to_owned()),
            (Some(list), _) => WildcardNamespaces::OneOf(listed(list)),
        };
        let (mut except, mut except_defined, mut except_siblings) = (Vec::new(), false, false);
        if let Some(names) = element.attribute("notQName") {
            for name in items(names.value) {
                match name {
                    "##defined" => except_defined = true,
                    "##definedSibling" => except_siblings = true,
                    name => except.push(self.resolve(element, name, names.span)),
                }
            }
        }
        let process = match element.attribute("processContents") {
            None => ProcessContents::Strict,
            Some(_) => {
                let (named, expected) = (ProcessContents::named, "`strict`, `lax` or `skip`");
                (self.word(element, "processContents", named, expected))
                    .unwrap_or(ProcessContents::Lax)
            }
        };
        Wildcard {
            namespaces,
            except,
            except_defined,
            except_siblings,
            process,
            span: element.span(),
        }
    }
}

/// `default` or `fixed`; where both are given, which is an error of the schema, the stronger one.
pub(super) fn value_constraint(element: Element<'_>) -> Option<ValueConstraint> {
    let fixed = element.attribute("fixed");
    let found = fixed.or_else(|| element.attribute("default"))?;
    Some(ValueConstraint {
        text: found.value.to_owned(),
        fixed: fixed.is_some(),
        span: found.span,
    })
}

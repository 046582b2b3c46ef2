//! The model as text: indented, one declaration or particle a line, in document order.

use std::fmt::Write as _;

use super::Model;
use crate::names::QName;
use crate::wsdl::model as wsdl;
use crate::xsd::XSD;
use crate::xsd::model as xsd;

/// Prints a model; the built-in schemas only by their namespaces.
pub fn dump_model(model: &Model) -> String {
    let mut it = Dump::new(true);
    for schema in &model.schemas {
        it.line(format_args!("schema `{}`", schema.target_namespace));
        if crate::document::builtin::is_builtin(&schema.target_namespace) {
            continue;
        }
        it.indented(|it| {
            for (namespace, _) in &schema.imports {
                it.line(format_args!("import `{namespace}`"));
            }
            schema.elements.iter().for_each(|decl| it.element("", decl));
            schema
                .attributes
                .iter()
                .for_each(|decl| it.attribute("", decl));
            schema.types.iter().for_each(|decl| it.named_type(decl));
            schema.groups.iter().for_each(|decl| it.group(decl));
            (schema.attribute_groups.iter()).for_each(|decl| it.attribute_group(decl));
        });
    }
    let definitions = &model.definitions;
    it.line(format_args!(
        "definitions `{}`",
        definitions.target_namespace
    ));
    it.indented(|it| {
        it.docs(definitions.docs.as_deref());
        definitions
            .messages
            .iter()
            .for_each(|decl| it.message(decl));
        definitions
            .port_types
            .iter()
            .for_each(|decl| it.port_type(decl));
        definitions
            .bindings
            .iter()
            .for_each(|decl| it.binding(decl));
        definitions
            .services
            .iter()
            .for_each(|decl| it.service(decl));
    });
    it.out
}

pub(super) fn type_text(decl: &xsd::TypeDecl) -> String {
    Dump::text(|it| it.named_type(decl))
}

pub(super) fn element_text(decl: &xsd::ElementDecl) -> String {
    Dump::text(|it| it.element("", decl))
}

pub(super) fn attribute_text(decl: &xsd::AttributeDecl) -> String {
    Dump::text(|it| it.attribute("", decl))
}

pub(super) fn group_text(decl: &xsd::GroupDecl) -> String {
    Dump::text(|it| it.group(decl))
}

pub(super) fn attribute_group_text(decl: &xsd::AttributeGroupDecl) -> String {
    Dump::text(|it| it.attribute_group(decl))
}

pub(super) fn message_text(decl: &wsdl::Message) -> String {
    Dump::text(|it| it.message(decl))
}

pub(super) fn port_type_text(decl: &wsdl::PortType) -> String {
    Dump::text(|it| it.port_type(decl))
}

pub(super) fn binding_text(decl: &wsdl::Binding) -> String {
    Dump::text(|it| it.binding(decl))
}

pub(super) fn service_text(decl: &wsdl::Service) -> String {
    Dump::text(|it| it.service(decl))
}

struct Dump {
    out: String,
    depth: usize,
    with_docs: bool,
}

fn show(name: &QName) -> String {
    if name.namespace == XSD {
        format!("`xs:{}`", name.local)
    } else {
        format!("`{name}`")
    }
}

fn occurs(min: u32, max: Option<u32>) -> String {
    match max {
        Some(max) if max == min && min == 1 => String::new(),
        Some(max) => format!("{min}..{max} "),
        None => format!("{min}..* "),
    }
}

fn value(value: Option<&xsd::ValueConstraint>) -> String {
    match value {
        Some(it) if it.fixed => format!(", fixed {:?}", it.text),
        Some(it) => format!(", default {:?}", it.text),
        None => String::new(),
    }
}

impl Dump {
    fn new(with_docs: bool) -> Self {
        Self {
            out: String::new(),
            depth: 0,
            with_docs,
        }
    }

    fn text(write: impl FnOnce(&mut Self)) -> String {
        let mut it = Self::new(false);
        write(&mut it);
        it.out
    }

    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.out, "{:width$}{text}", "", width = self.depth * 2);
    }

    fn indented(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn docs(&mut self, docs: Option<&str>) {
        if let (Some(docs), true) = (docs, self.with_docs) {
            self.line(format_args!("docs {docs:?}"));
        }
    }

    fn named_type(&mut self, decl: &xsd::TypeDecl) {
        let name = decl.name.as_ref().map(show).unwrap_or_default();
        self.line(format_args!("type {name}: {}", type_head(decl)));
        self.indented(|it| it.type_body(decl));
    }

    fn element(&mut self, prefix: &str, decl: &xsd::ElementDecl) {
        let mut flags = String::new();
        if decl.nillable {
            flags.push_str(", nillable");
        }
        if decl.is_abstract {
            flags.push_str(", abstract");
        }
        if let Some((head, _)) = &decl.substitution_head {
            let _ = write!(flags, ", substitutes {}", show(head));
        }
        flags.push_str(&value(decl.value.as_ref()));
        let ty = type_words(&decl.ty);
        self.line(format_args!(
            "{prefix}element {}: {ty}{flags}",
            show(&decl.name)
        ));
        self.indented(|it| {
            it.docs(decl.docs.as_deref());
            it.anonymous(&decl.ty);
        });
    }

    fn attribute(&mut self, suffix: &str, decl: &xsd::AttributeDecl) {
        let value = value(decl.value.as_ref());
        let ty = type_words(&decl.ty);
        self.line(format_args!(
            "attribute {}: {ty}{suffix}{value}",
            show(&decl.name)
        ));
        self.indented(|it| {
            it.docs(decl.docs.as_deref());
            it.anonymous(&decl.ty);
        });
    }

    fn anonymous(&mut self, ty: &xsd::TypeRef) {
        if let xsd::TypeRef::Anonymous(decl) = ty {
            self.type_body(decl);
        }
    }

    fn type_body(&mut self, decl: &xsd::TypeDecl) {
        self.docs(decl.docs.as_deref());
        match &decl.body {
            xsd::TypeBody::Complex(complex) => {
                match &complex.content {
                    xsd::ComplexContent::Direct(particle)
                    | xsd::ComplexContent::Extension { particle, .. } => {
                        particle.iter().for_each(|it| self.particle(it));
                    }
                    xsd::ComplexContent::Restriction {
                        particle,
                        array_type,
                        ..
                    } => {
                        if let Some(array) = array_type {
                            let item = show(&array.item);
                            self.line(format_args!("array of {item}{}", array.ranks));
                        }
                        particle.iter().for_each(|it| self.particle(it));
                    }
                    xsd::ComplexContent::SimpleExtension { .. } => {}
                    xsd::ComplexContent::SimpleRestriction { simple, facets, .. } => {
                        if let Some(decl) = simple {
                            self.line(format_args!("narrowed to {}", type_head(decl)));
                            self.indented(|it| it.type_body(decl));
                        }
                        self.facets(facets);
                    }
                }
                self.attributes(&complex.attributes, complex.any_attribute.as_ref());
            }
            xsd::TypeBody::Simple(simple) => match simple {
                xsd::SimpleType::Restriction { base, facets } => {
                    self.anonymous(base);
                    self.facets(facets);
                }
                xsd::SimpleType::List { item } => self.anonymous(item),
                xsd::SimpleType::Union { members } => {
                    for member in members {
                        self.line(format_args!("member {}", type_words(member)));
                        self.indented(|it| it.anonymous(member));
                    }
                }
            },
        }
    }

    fn facets(&mut self, facets: &[xsd::Facet]) {
        for facet in facets {
            let number = match &facet.enumeration_value {
                Some(it) => format!(" = {it}"),
                None => String::new(),
            };
            self.line(format_args!("{:?} {:?}{number}", facet.kind, facet.value));
            self.indented(|it| it.docs(facet.docs.as_deref()));
        }
    }

    fn particle(&mut self, particle: &xsd::Particle) {
        let occurs = occurs(particle.min, particle.max);
        let (word, members) = match &particle.term {
            xsd::Term::Element(decl) => return self.element(&occurs, decl),
            xsd::Term::ElementRef(name) => {
                return self.line(format_args!("{occurs}ref element {}", show(name)));
            }
            xsd::Term::GroupRef(name) => {
                return self.line(format_args!("{occurs}ref group {}", show(name)));
            }
            xsd::Term::Any(wildcard) => {
                return self.line(format_args!("{occurs}any {}", wildcard_words(wildcard)));
            }
            xsd::Term::Sequence(members) => ("sequence", members),
            xsd::Term::Choice(members) => ("choice", members),
            xsd::Term::All(members) => ("all", members),
        };
        self.line(format_args!("{occurs}{word}"));
        self.indented(|it| members.iter().for_each(|member| it.particle(member)));
    }

    fn attributes(&mut self, uses: &[xsd::AttributeUse], any: Option<&xsd::Wildcard>) {
        for it in uses {
            match it {
                xsd::AttributeUse::Local { decl, usage } => {
                    self.attribute(usage_words(*usage), decl);
                }
                xsd::AttributeUse::Ref {
                    name,
                    usage,
                    value: constraint,
                    ..
                } => self.line(format_args!(
                    "ref attribute {}{}{}",
                    show(name),
                    usage_words(*usage),
                    value(constraint.as_ref())
                )),
                xsd::AttributeUse::Group(name, _) => {
                    self.line(format_args!("ref attribute group {}", show(name)));
                }
            }
        }
        if let Some(wildcard) = any {
            self.line(format_args!("any attribute {}", wildcard_words(wildcard)));
        }
    }

    fn group(&mut self, decl: &xsd::GroupDecl) {
        self.line(format_args!("group {}", show(&decl.name)));
        self.indented(|it| {
            it.docs(decl.docs.as_deref());
            it.particle(&decl.particle);
        });
    }

    fn attribute_group(&mut self, decl: &xsd::AttributeGroupDecl) {
        self.line(format_args!("attribute group {}", show(&decl.name)));
        self.indented(|it| it.attributes(&decl.attributes, decl.any_attribute.as_ref()));
    }

    fn message(&mut self, decl: &wsdl::Message) {
        self.line(format_args!("message {}", show(&decl.name)));
        self.indented(|it| {
            for part in &decl.parts {
                let content = match &part.content {
                    wsdl::PartContent::Element(name, _) => format!("element {}", show(name)),
                    wsdl::PartContent::Type(name, _) => format!("type {}", show(name)),
                    wsdl::PartContent::Absent => "nothing".to_owned(),
                };
                it.line(format_args!("part `{}`: {content}", part.name));
            }
        });
    }

    fn port_type(&mut self, decl: &wsdl::PortType) {
        self.line(format_args!("port type {}", show(&decl.name)));
        self.indented(|it| {
            it.docs(decl.docs.as_deref());
            for operation in &decl.operations {
                it.line(format_args!(
                    "operation `{}`: {:?}",
                    operation.name, operation.pattern
                ));
                it.indented(|it| it.operation(operation));
            }
        });
    }

    fn operation(&mut self, operation: &wsdl::Operation) {
        self.docs(operation.docs.as_deref());
        if !operation.parameter_order.is_empty() {
            let order = operation.parameter_order.join(" ");
            self.line(format_args!("parameter order {order}"));
        }
        let messages = [("input", &operation.input), ("output", &operation.output)];
        let messages = messages
            .iter()
            .filter_map(|(what, it)| Some((*what, it.as_ref()?)));
        for (what, it) in messages.chain(operation.faults.iter().map(|it| ("fault", it))) {
            let name = it
                .name
                .as_ref()
                .map_or(String::new(), |it| format!(" `{it}`"));
            let action =
                (it.action.as_ref()).map_or(String::new(), |it| format!(", action `{it}`"));
            self.line(format_args!(
                "{what}{name}: message {}{action}",
                show(&it.message)
            ));
        }
    }

    fn binding(&mut self, decl: &wsdl::Binding) {
        let transport = decl.transport.as_deref().unwrap_or_default();
        self.line(format_args!(
            "binding {}: port type {}, {:?}, {:?}, transport `{transport}`",
            show(&decl.name),
            show(&decl.port_type.0),
            decl.protocol,
            decl.style,
        ));
        self.indented(|it| {
            it.extensions(&decl.extensions);
            for operation in &decl.operations {
                let action = match &operation.soap_action {
                    Some((action, _)) => format!(", action `{action}`"),
                    None => String::new(),
                };
                let style = operation
                    .style
                    .map_or(String::new(), |it| format!(", {it:?}"));
                it.line(format_args!(
                    "operation `{}`{action}{style}",
                    operation.name
                ));
                it.indented(|it| it.binding_operation(operation));
            }
        });
    }

    fn binding_operation(&mut self, operation: &wsdl::BindingOperation) {
        self.extensions(&operation.extensions);
        for (what, message) in [("input", &operation.input), ("output", &operation.output)] {
            let Some(message) = message else { continue };
            let name = message
                .name
                .as_ref()
                .map_or(String::new(), |it| format!(" `{it}`"));
            self.line(format_args!("{what}{name}"));
            self.indented(|it| it.binding_message(message));
        }
        for fault in &operation.faults {
            self.line(format_args!("fault `{}`, {:?}", fault.name, fault.usage));
        }
    }

    fn binding_message(&mut self, message: &wsdl::BindingMessage) {
        if let Some(body) = &message.body {
            let parts = (body.parts.as_ref())
                .map_or(String::new(), |it| format!(", parts [{}]", it.join(" ")));
            let namespace =
                (body.namespace.as_ref()).map_or(String::new(), |it| format!(", namespace `{it}`"));
            self.line(format_args!("body {:?}{parts}{namespace}", body.usage));
        }
        for header in &message.headers {
            self.line(format_args!(
                "header {} part `{}`, {:?}",
                (header.message.as_ref()).map_or_else(|| "of its operation".to_owned(), show),
                header.part,
                header.usage
            ));
            self.indented(|it| {
                for (message, part) in &header.faults {
                    it.line(format_args!("fault {} part `{part}`", show(message)));
                }
            });
        }
        for it in &message.attachments {
            let part = it.part.as_deref().unwrap_or("the only one");
            self.line(format_args!("attachment `{part}` [{}]", it.media.join(" ")));
        }
        self.extensions(&message.extensions);
    }

    fn extensions(&mut self, extensions: &[wsdl::Extension]) {
        for it in extensions {
            let required = if it.required { ", required" } else { "" };
            let mtom = if it.mtom { ", MTOM" } else { "" };
            self.line(format_args!(
                "extension {}{required}{mtom}: {}",
                show(&it.name),
                it.text
            ));
        }
    }

    fn service(&mut self, decl: &wsdl::Service) {
        self.line(format_args!("service {}", show(&decl.name)));
        self.indented(|it| {
            it.docs(decl.docs.as_deref());
            for port in &decl.ports {
                let address =
                    (port.address.as_ref()).map_or(String::new(), |it| format!(", address `{it}`"));
                let binding = show(&port.binding.0);
                it.line(format_args!(
                    "port `{}`: binding {binding}{address}",
                    port.name
                ));
            }
        });
    }
}

fn type_head(decl: &xsd::TypeDecl) -> String {
    let mut text = match &decl.body {
        xsd::TypeBody::Complex(complex) => {
            let derived = match &complex.content {
                xsd::ComplexContent::Direct(_) => String::new(),
                xsd::ComplexContent::Extension { base, .. } => {
                    format!(", extends {}", show(&base.0))
                }
                xsd::ComplexContent::Restriction { base, .. } => {
                    format!(", restricts {}", show(&base.0))
                }
                xsd::ComplexContent::SimpleExtension { base } => {
                    format!(", text, extends {}", show(&base.0))
                }
                xsd::ComplexContent::SimpleRestriction { base, .. } => {
                    format!(", text, restricts {}", show(&base.0))
                }
            };
            let is_abstract = if complex.is_abstract {
                ", abstract"
            } else {
                ""
            };
            let mixed = if complex.mixed { ", mixed" } else { "" };
            format!("complex{derived}{is_abstract}{mixed}")
        }
        xsd::TypeBody::Simple(simple) => match simple {
            xsd::SimpleType::Restriction { base, .. } => format!("restricts {}", type_words(base)),
            xsd::SimpleType::List { item } => format!("list of {}", type_words(item)),
            xsd::SimpleType::Union { .. } => "union".to_owned(),
        },
    };
    if decl.appinfo.is_dictionary {
        text.push_str(", dictionary");
    }
    if decl.appinfo.is_value_type {
        text.push_str(", value type");
    }
    text
}

fn type_words(ty: &xsd::TypeRef) -> String {
    // Types in place nest at most as deep as the document, which the gate limits.
    match ty {
        xsd::TypeRef::Named(name, _) => show(name),
        xsd::TypeRef::Anonymous(decl) => format!("({})", type_head(decl)),
        xsd::TypeRef::Absent => "any".to_owned(),
    }
}

fn usage_words(usage: xsd::Usage) -> &'static str {
    match usage {
        xsd::Usage::Optional => "",
        xsd::Usage::Required => ", required",
        xsd::Usage::Prohibited => ", prohibited",
    }
}

fn wildcard_words(wildcard: &xsd::Wildcard) -> String {
    let namespaces = match &wildcard.namespaces {
        xsd::WildcardNamespaces::Any => "##any".to_owned(),
        xsd::WildcardNamespaces::Other(target) => format!("other than `{target}`"),
        xsd::WildcardNamespaces::OneOf(list) => format!("of {list:?}"),
    };
    format!("{namespaces}, {:?}", wildcard.process)
}

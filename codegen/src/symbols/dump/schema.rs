//! Declarations of schemas: types, elements, attributes, groups.

use std::fmt::Write as _;

use super::{Dump, occurs, show, value};
use crate::xsd::model as xsd;

impl Dump {
    pub(super) fn named_type(&mut self, decl: &xsd::TypeDecl) {
        let name = decl.name.as_ref().map(show).unwrap_or_default();
        self.line(format_args!("type {name}: {}", type_head(decl)));
        self.indented(|it| it.type_body(decl));
    }

    pub(super) fn element(&mut self, prefix: &str, decl: &xsd::ElementDecl) {
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

    pub(super) fn attribute(&mut self, suffix: &str, decl: &xsd::AttributeDecl) {
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

    pub(super) fn anonymous(&mut self, ty: &xsd::TypeRef) {
        if let xsd::TypeRef::Anonymous(decl) = ty {
            self.type_body(decl);
        }
    }

    pub(super) fn type_body(&mut self, decl: &xsd::TypeDecl) {
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

    pub(super) fn facets(&mut self, facets: &[xsd::Facet]) {
        for facet in facets {
            let number = match &facet.enumeration_value {
                Some(it) => format!(" = {it}"),
                None => String::new(),
            };
            self.line(format_args!("{:?} {:?}{number}", facet.kind, facet.value));
            self.indented(|it| it.docs(facet.docs.as_deref()));
        }
    }

    pub(super) fn particle(&mut self, particle: &xsd::Particle) {
        let occurs = occurs(particle.min, particle.max);
        let (compositor, members) = match &particle.term {
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
            xsd::Term::Group(compositor, members) => (compositor, members),
        };
        self.line(format_args!("{occurs}{compositor}"));
        self.indented(|it| members.iter().for_each(|member| it.particle(member)));
    }

    pub(super) fn attributes(&mut self, uses: &[xsd::AttributeUse], any: Option<&xsd::Wildcard>) {
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

    pub(super) fn group(&mut self, decl: &xsd::GroupDecl) {
        self.line(format_args!("group {}", show(&decl.name)));
        self.indented(|it| {
            it.docs(decl.docs.as_deref());
            it.particle(&decl.particle);
        });
    }

    pub(super) fn attribute_group(&mut self, decl: &xsd::AttributeGroupDecl) {
        self.line(format_args!("attribute group {}", show(&decl.name)));
        self.indented(|it| it.attributes(&decl.attributes, decl.any_attribute.as_ref()));
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
        xsd::WildcardNamespaces::Not(list) => format!("not of {list:?}"),
    };
    let names = wildcard.except.iter().map(|name| format!(", not `{name}`"));
    let defined = if wildcard.except_defined {
        ", nothing defined"
    } else {
        ""
    };
    format!(
        "{namespaces}{}{defined}, {:?}",
        names.collect::<String>(),
        wildcard.process
    )
}

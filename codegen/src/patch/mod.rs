//! Repairs of a capture: what a `[[patch]]` says is done to the model, before any name is looked up.
//!
//! In: the [`Model`] as the documents declare it, and [`Patch`]es. Out: the model, repaired; a patch that matches nothing
//! is an error, and so is a path that could mean more than one thing. Files are not touched, and spans still point at what they say.

mod find;
mod keep;
mod rename;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::names::QName;
use crate::namespaces::XSD;
use crate::nearest::nearest;
use crate::settings::Patch;
use crate::settings::patch::{OfOperation, Rename, Repair};
use crate::source::map::SourceMap;
use crate::source::span::Span;
use crate::symbols::decl::Decl;
use crate::symbols::{Model, Space, is_builtin_type};
use crate::wsdl::model as wsdl;
use crate::xsd::model as xsd;

use find::Member;

/// The most names that are listed where none is near.
const MOST_LISTED: usize = 8;

/// Why a patch cannot be applied.
#[derive(Debug)]
struct Miss {
    message: String,
    help: Option<String>,
}

impl Miss {
    /// `wanted` is none of `names`: the nearest of them, or where none is near and they are few, all.
    fn nothing<'n>(what: &str, wanted: &str, names: impl Iterator<Item = &'n str>) -> Self {
        let names: BTreeSet<&str> = names.filter(|it| *it != wanted).collect();
        let near = nearest(wanted, names.iter().copied());
        let few = || {
            let list: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
            (1..=MOST_LISTED)
                .contains(&list.len())
                .then(|| format!("there is {}", list.join(", ")))
        };
        Self {
            message: format!("{what} `{wanted}` is not declared"),
            help: near.map(|it| format!("did you mean `{it}`?")).or_else(few),
        }
    }
}

/// Applies `patches` in order. `add-import-location` was applied when the documents were read.
pub(crate) fn apply(
    model: &mut Model,
    sources: &SourceMap,
    patches: &[Patch],
    diagnostics: &mut Diagnostics,
) {
    for patch in patches {
        if let Err(miss) = repair(model, sources, &patch.repair) {
            let message = format!(
                "the patch by which {} does not apply: {}",
                patch.repair, miss.message
            );
            let diagnostic = diagnostics.error(Code::Settings, None, message);
            diagnostic.help = miss.help;
        }
    }
}

fn repair(model: &mut Model, sources: &SourceMap, repair: &Repair) -> Result<(), Miss> {
    match repair {
        Repair::AddImportLocation(_) => Ok(()),
        Repair::KeepVersion(it) => keep::keep(model, sources, it),
        Repair::Rename(it) => rename(model, it),
        Repair::Optional(path) => find::members(model, path, |it| set_occurs(it, false)),
        Repair::Required(path) => find::members(model, path, |it| set_occurs(it, true)),
        Repair::SetType(it) => {
            let name = type_name(model, &it.type_)?;
            find::member(model, &it.member, |member| set_type(member, &name))
        }
        Repair::AddEnumeration(it) if it.type_.contains('.') && !it.type_.contains('{') => {
            find::member(model, &it.type_, |member| {
                let (ty, span) = type_of(member)?;
                match ty {
                    xsd::TypeRef::Anonymous(decl) => add_literals(decl, &it.values, span),
                    xsd::TypeRef::Named(name, _) => {
                        Err(format!("its type is `{name}`; name that instead"))
                    }
                    xsd::TypeRef::Absent => Err("it has no type".to_owned()),
                }
            })
        }
        Repair::AddEnumeration(it) => {
            let name = declared(model, Space::Type, &it.type_)?;
            let types = model.schemas.iter_mut().flat_map(|it| &mut it.types);
            let mut res = Ok(());
            for decl in types.filter(|it| it.name.as_ref() == Some(&name)) {
                let span = decl.span;
                res = add_literals(decl, &it.values, span);
            }
            res.map_err(|message| Miss {
                message,
                help: None,
            })
        }
        Repair::DropOperation(name) => {
            operation(model, name)?;
            for it in &mut model.definitions.port_types {
                it.operations.retain(|it| it.name != *name);
            }
            for it in &mut model.definitions.bindings {
                it.operations.retain(|it| it.name != *name);
            }
            Ok(())
        }
        Repair::TargetNamespace(it) => set_namespace(model, it),
        Repair::SoapAction(it) => {
            operation(model, &it.operation)?;
            for bound in bound(model, &it.operation) {
                let span = bound.soap_action.as_ref().map_or(bound.span, |it| it.1);
                bound.soap_action = Some((it.to.clone(), span));
            }
            Ok(())
        }
        Repair::Address(it) => {
            let services = &mut model.definitions.services;
            let mut is_found = false;
            for port in services.iter_mut().flat_map(|it| &mut it.ports) {
                if port.name == it.port {
                    port.address = Some(it.to.clone());
                    is_found = true;
                }
            }
            let names = services.iter().flat_map(|it| &it.ports);
            let names = names.map(|it| it.name.as_str());
            is_found
                .then_some(())
                .ok_or_else(|| Miss::nothing("port", &it.port, names))
        }
    }
}

fn rename(model: &mut Model, it: &Rename) -> Result<(), Miss> {
    let (kind, name) = it.what();
    match kind {
        "type" => {
            let from = declared(model, Space::Type, name)?;
            let to = QName::new(&from.namespace, &it.to);
            rename::types(model, &from, &to);
            Ok(())
        }
        "element" => {
            let from = declared(model, Space::Element, name)?;
            let to = QName::new(&from.namespace, &it.to);
            rename::elements(model, &from, &to);
            Ok(())
        }
        _ => find::member(model, name, |member| {
            match member {
                Member::Element(decl, _) => decl.name.local.clone_from(&it.to),
                Member::Attribute(decl, _) => decl.name.local.clone_from(&it.to),
                Member::ElementRef(_) | Member::AttributeRef(_) => {
                    return Err("it is a reference; rename the element itself".to_owned());
                }
            }
            Ok(())
        }),
    }
}

fn set_occurs(member: Member<'_>, is_required: bool) -> Result<(), String> {
    match member {
        Member::Element(_, (min, max)) | Member::ElementRef((min, max)) => {
            *min = if is_required { (*min).max(1) } else { 0 };
            // What may not occur at all is asked for, so it occurs.
            *max = max.map(|it| it.max(1));
        }
        Member::Attribute(_, usage) | Member::AttributeRef(usage) => {
            *usage = if is_required {
                xsd::Usage::Required
            } else {
                xsd::Usage::Optional
            };
        }
    }
    Ok(())
}

fn set_type(member: Member<'_>, name: &QName) -> Result<(), String> {
    let (ty, span) = type_of(member)?;
    *ty = xsd::TypeRef::Named(name.clone(), span);
    Ok(())
}

/// The type of a member that is declared in place, and where that is.
fn type_of(member: Member<'_>) -> Result<(&mut xsd::TypeRef, Span), String> {
    match member {
        Member::Element(decl, _) => Ok((&mut decl.ty, decl.span)),
        Member::Attribute(decl, _) => Ok((&mut decl.ty, decl.span)),
        Member::ElementRef(_) | Member::AttributeRef(_) => Err("it is a reference".to_owned()),
    }
}

/// The type that a patch names: `xs:int`, `Local` or `{namespace}Local`.
fn type_name(model: &Model, text: &str) -> Result<QName, Miss> {
    let name = match text.strip_prefix("xs:") {
        Some(local) => QName::new(XSD, local),
        None => match text.strip_prefix('{').and_then(|it| it.split_once('}')) {
            Some((namespace, local)) => QName::new(namespace, local),
            None => QName::new("", text),
        },
    };
    if is_builtin_type(&name) {
        return Ok(name);
    }
    declared(model, Space::Type, text)
}

/// The one declaration that `text`, `Local` or `{namespace}Local`, means.
fn declared(model: &Model, space: Space, text: &str) -> Result<QName, Miss> {
    let decls = model.decls().filter(|decl| decl.space() == space);
    let all: Vec<&QName> = decls.filter_map(Decl::name).collect();
    let mut found: Vec<&QName> = Vec::new();
    for it in &all {
        if (it.local == text || it.to_string() == text) && !found.contains(it) {
            found.push(it);
        }
    }
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Miss::nothing(
            &space.to_string(),
            text,
            all.iter().map(|it| it.local.as_str()),
        )),
        several => {
            let several: Vec<String> = several.iter().map(|it| format!("`{it}`")).collect();
            Err(Miss {
                message: format!("{space} `{text}` may be {}", several.join(" or ")),
                help: Some("write the namespace in front of the name".to_owned()),
            })
        }
    }
}

/// Adds enumeration facets to a simple type.
fn add_literals(decl: &mut xsd::TypeDecl, values: &[String], span: Span) -> Result<(), String> {
    let xsd::TypeBody::Simple(xsd::SimpleType::Restriction { facets, .. }) = &mut decl.body else {
        return Err("it is no restriction of a simple type".to_owned());
    };
    let facet = |value: &String| xsd::Facet {
        kind: xsd::FacetKind::Enumeration,
        value: value.clone(),
        name: None,
        fixed: false,
        docs: None,
        enumeration_value: None,
        span,
    };
    for value in values {
        let is_literal = |it: &xsd::Facet| it.kind == xsd::FacetKind::Enumeration;
        if facets.iter().any(|it| is_literal(it) && it.value == *value) {
            return Err(format!("it lists `{value}` already"));
        }
        facets.push(facet(value));
    }
    Ok(())
}

/// Whether there is an operation `name`.
fn operation(model: &Model, name: &str) -> Result<(), Miss> {
    let names = || {
        let all = model.definitions.port_types.iter();
        all.flat_map(|it| &it.operations).map(|it| it.name.as_str())
    };
    if names().any(|it| it == name) {
        Ok(())
    } else {
        Err(Miss::nothing("operation", name, names()))
    }
}

/// The operation `name` of every binding.
fn bound<'m>(
    model: &'m mut Model,
    name: &str,
) -> impl Iterator<Item = &'m mut wsdl::BindingOperation> {
    let bindings = model.definitions.bindings.iter_mut();
    bindings
        .flat_map(|it| &mut it.operations)
        .filter(move |it| it.name == name)
}

/// RPC says the namespace at the body, WSDL 1.1 §3.5; document style has the elements' own.
fn set_namespace(model: &mut Model, it: &OfOperation) -> Result<(), Miss> {
    operation(model, &it.operation)?;
    let mut is_document = false;
    for binding in &mut model.definitions.bindings {
        for bound in &mut binding.operations {
            if bound.name != it.operation {
                continue;
            }
            if bound.style.unwrap_or(binding.style) == wsdl::Style::Document {
                is_document = true;
                continue;
            }
            for message in bound.input.iter_mut().chain(&mut bound.output) {
                if let Some(body) = &mut message.body {
                    body.namespace = Some(it.to.clone());
                }
            }
        }
    }
    if !is_document {
        return Ok(());
    }
    let mut messages: Vec<QName> = Vec::new();
    for operation in model
        .definitions
        .port_types
        .iter()
        .flat_map(|it| &it.operations)
    {
        if operation.name == it.operation {
            let both = operation.input.iter().chain(&operation.output);
            messages.extend(both.map(|it| it.message.clone()));
        }
    }
    let mut elements: Vec<QName> = Vec::new();
    for message in &model.definitions.messages {
        if !messages.contains(&message.name) {
            continue;
        }
        for part in &message.parts {
            if let wsdl::PartContent::Element(name, _) = &part.content {
                elements.push(name.clone());
            }
        }
    }
    for from in elements {
        let to = QName::new(&it.to, &from.local);
        rename::elements(model, &from, &to);
    }
    Ok(())
}

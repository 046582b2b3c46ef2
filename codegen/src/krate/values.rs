//! Values of generated types, written out for examples.
//!
//! In: the IR and a type. Out: an expression, made of checked identifiers and fixed words only: nothing of what
//! documents say reaches it. What the schema asks for is there, and so are texts and what leads to them; the rest is left out.

use std::collections::BTreeSet;

use crate::emit::ident::is_keyword;
use crate::ir::{Api, Builtin, Entry, Field, RustType, Struct, TypeId, TypeKind};

/// How deep a value is spelled out where the schema asks for it; what is deeper has a recursion that is not worth an example.
const MOST_DEPTH: usize = 8;
/// Members up to this number are all shown, those that are not set as well.
const ALL_SHOWN: usize = 6;
/// Bytes of members that rustfmt leaves on the line of their struct.
const SHORT: usize = 18;
/// Names that everybody knows as something else.
const PRELUDE: &[&str] = &["Box", "Default", "Option", "Result", "String", "Vec"];

/// Writes values and notes which types they name.
pub(super) struct Values<'a> {
    pub(super) api: &'a Api,
    library: &'a str,
    /// How deep members are spelled out that may be left out.
    optional_depth: usize,
    /// The types to import.
    pub(super) uses: BTreeSet<String>,
}

impl<'a> Values<'a> {
    pub(super) fn new(api: &'a Api, library: &'a str, optional_depth: usize) -> Self {
        Self {
            api,
            library,
            optional_depth,
            uses: BTreeSet::new(),
        }
    }

    /// An expression of type `ty`; `None` where only the user knows how to make one.
    pub(super) fn value(&mut self, ty: &RustType, indent: usize, depth: usize) -> Option<String> {
        if depth > MOST_DEPTH {
            return None;
        }
        let is_shown = depth <= self.optional_depth;
        Some(match ty {
            RustType::Option(it) => match self.optional(it, indent, depth) {
                Some(value) => format!("Some({value})"),
                None => "None".to_owned(),
            },
            RustType::Nillable(it) => match self.optional(it, indent, depth) {
                Some(value) if value.starts_with('"') => value,
                // Behind a literal of several lines a call has its own.
                Some(value) if value.contains('\n') => {
                    format!("{value}\n{}.into()", " ".repeat(4 * indent))
                }
                Some(value) => format!("{value}.into()"),
                None => BLANK.to_owned(),
            },
            RustType::Vec(it) => match self.optional(it, indent, depth) {
                Some(value) if is_shown => format!("vec![{value}]"),
                Some(_) | None => "Vec::new()".to_owned(),
            },
            RustType::List(_) => BLANK.to_owned(),
            RustType::Boxed(it) => format!("Box::new({})", self.value(it, indent, depth + 1)?),
            RustType::Secret(it) if is_text(it) => TEXT.to_owned(),
            RustType::Secret(it) => format!(
                "soap_runtime::value::Secret::new({})",
                self.value(it, indent, depth + 1)?
            ),
            RustType::Builtin(it) => builtin(*it).to_owned(),
            RustType::Named(id) => self.named(*id, indent, depth)?,
            RustType::External(_) => return None,
        })
    }

    /// The value of something that may be left out: texts, which show what the caller will want to say, and structs.
    fn optional(&mut self, ty: &RustType, indent: usize, depth: usize) -> Option<String> {
        if is_text(ty) {
            return Some(TEXT.to_owned());
        }
        let it = self.api.record(ty)?;
        if depth >= self.optional_depth || it.fields.is_empty() {
            return None;
        }
        let uses = self.uses.clone();
        let value = self.value(ty, indent, depth + 1);
        if value.is_none() {
            self.uses = uses;
        }
        value
    }

    fn named(&mut self, id: TypeId, indent: usize, depth: usize) -> Option<String> {
        let item = &self.api.types[id.0];
        let mut payload = |ty: &RustType| self.value(ty, indent, depth + 1);
        Some(match &item.kind {
            TypeKind::Struct(it) => self.literal(id, it, indent, depth)?,
            TypeKind::Enumeration(it) => {
                let ident = self.ident(id);
                match (it.variants.first(), &it.other_ident) {
                    (Some(first), _) => format!("{ident}::{}", raw(&first.ident)),
                    (None, other) => format!("{ident}::{}(String::new())", raw(other.as_ref()?)),
                }
            }
            TypeKind::Choice(it) => {
                let it = it.alternatives.get(it.blank)?;
                let value = payload(&it.ty)?;
                format!("{}::{}({value})", self.ident(id), raw(&it.ident))
            }
            TypeKind::Family(it) => {
                let it = it.members.first()?;
                let value = payload(&it.ty)?;
                format!("{}::{}({value})", self.ident(id), raw(&it.ident))
            }
            TypeKind::Union(it) => {
                let it = it.members.first()?;
                let value = payload(&it.ty)?;
                format!("{}::{}({value})", self.ident(id), raw(&it.ident))
            }
            TypeKind::Alias(ty) => payload(ty)?,
        })
    }

    fn literal(&mut self, id: TypeId, it: &Struct, indent: usize, depth: usize) -> Option<String> {
        let ident = self.ident(id);
        let mut members = Vec::new();
        for field in &it.fields {
            let mut value = self.value(&field.ty, indent + 1, depth + 1)?;
            if needs_one(&field.entry) && value == "Vec::new()" {
                // A list that the schema wants something in.
                let RustType::Vec(item) = &field.ty else {
                    return None;
                };
                value = format!("vec![{}]", self.value(item, indent + 1, depth + 1)?);
            }
            members.push((field, value));
        }
        let is_all = members.len() <= ALL_SHOWN && depth <= self.optional_depth;
        if it.default && !is_all {
            members.retain(|(field, value)| !is_blank(value) || is_required(field));
        }
        let n_left_out = it.fields.len() - members.len();
        if members.is_empty() {
            return Some(match it.fields.is_empty() {
                true => format!("{ident} {{}}"),
                false => format!("{ident}::default()"),
            });
        }
        let pad = " ".repeat(4 * (indent + 1));
        let members: Vec<String> = (members.into_iter())
            .map(|(field, value)| format!("{}: {value}", raw(&field.ident)))
            .collect();
        let line = members.join(", ");
        if n_left_out == 0 && line.len() <= SHORT && !line.contains('\n') {
            return Some(format!("{ident} {{ {line} }}"));
        }
        let mut text = format!("{ident} {{\n");
        for member in members {
            text.push_str(&format!("{pad}{member},\n"));
        }
        if n_left_out > 0 {
            text.push_str(&format!("{pad}..Default::default()\n"));
        }
        text.push_str(&format!("{}}}", " ".repeat(4 * indent)));
        Some(text)
    }

    /// The type's name, which is imported unless it hides a well-known one; in a module, that is imported instead.
    pub(super) fn ident(&mut self, id: TypeId) -> String {
        let item = &self.api.types[id.0];
        let ident = raw(&item.ident);
        if let Some(it) = item.module {
            let module = raw(&self.api.modules[it].ident);
            self.uses.insert(module.clone());
            return format!("{module}::{ident}");
        }
        if PRELUDE.contains(&ident.as_str()) {
            return format!("{}::{ident}", self.library);
        }
        self.uses.insert(ident.clone());
        ident
    }
}

/// What stands for a text. Of ASCII: rustfmt miscounts the width of others.
pub(super) const TEXT: &str = "\"...\".into()";
const BLANK: &str = "Default::default()";

fn is_blank(value: &str) -> bool {
    matches!(value, "None" | "Vec::new()" | BLANK)
}

/// Whether the schema wants a value, and a blank one is as good as any.
fn is_required(field: &Field) -> bool {
    !matches!(
        field.ty,
        RustType::Option(_) | RustType::Vec(_) | RustType::Nillable(_) | RustType::List(_)
    )
}

fn needs_one(entry: &Entry) -> bool {
    entry.min > 0
}

fn is_text(ty: &RustType) -> bool {
    let ty = match ty {
        RustType::Secret(inner) => inner,
        ty => ty,
    };
    *ty == RustType::Builtin(Builtin::String)
}

fn builtin(it: Builtin) -> &'static str {
    match it {
        Builtin::String => TEXT,
        Builtin::Bool => "false",
        whole if whole.is_whole() => "0",
        Builtin::F32 | Builtin::F64 => "0.0",
        Builtin::Decimal => "\"9.95\".parse()?",
        Builtin::DateTime => "\"2026-01-31T12:00:00Z\".parse()?",
        Builtin::Date => "\"2026-01-31\".parse()?",
        Builtin::Time => "\"12:00:00\".parse()?",
        Builtin::Duration => "\"PT1H\".parse()?",
        Builtin::AnyElement => {
            "soap_runtime::xml::AnyElement::parse(\"<any xmlns='urn:example'/>\")?"
        }
        _ => BLANK,
    }
}

/// A checked name of the IR as an identifier in source: raw where it is a keyword.
pub(super) fn raw(ident: &str) -> String {
    if is_keyword(ident) {
        format!("r#{ident}")
    } else {
        ident.to_owned()
    }
}

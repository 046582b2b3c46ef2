//! The content of a complex type: its own and what it takes over from its bases.
//!
//! In: a complex type; XSD 1.0 §3.4.2. Out: the fields of its struct. An extension takes the fields of its base first, a
//! restriction says its whole content itself, attributes are taken over by both.

use crate::diagnostic::code::Code;
use crate::ir::{Builtin, EntryKind, TypeId};
use crate::names::QName;
use crate::naming::scope::Claim;
use crate::source::span::Span;
use crate::symbols::SymbolTable;
use crate::xsd::model as xsd;

use crate::lower::ctx::Ctx;
use crate::lower::declared::Complex;
use crate::lower::draft::{Owner, Site, Typed};
use crate::lower::occurs::Occurs;
use crate::lower::scalar::{self, Start};
use crate::lower::soap_array;
use crate::lower::told::Told;

use super::members::{self, Member};
use super::{arrays, attributes, particles, presence, secrets, types};

/// The steps from a type to where its content ends.
struct Chain<'m> {
    /// The type itself first.
    steps: Vec<(&'m xsd::ComplexType, Owner)>,
    /// How many steps, from the type on, give content.
    n_content: usize,
    /// The text of simple content.
    text: Option<(Start<'m>, Vec<&'m [xsd::Facet]>)>,
    /// Whether anything may stand in it.
    raw: bool,
    /// The items, for an encoded array that names no element.
    array: Option<&'m xsd::ArrayType>,
    /// The array of several dimensions that it is.
    grid: Option<&'m xsd::ArrayType>,
}

/// Makes the struct of a complex type.
pub(crate) fn fill<'m>(ctx: &mut Ctx<'_, 'm>, id: TypeId, complex: Complex<'m>, owner: &Owner) {
    arrays::prepare(ctx, complex);
    let chain = chain(ctx.declared.symbols, complex.1, owner);
    let is_soap_array = soap_array::is_soap_array(complex.0);
    if let Some(grid) = chain.grid {
        let message = format!(
            "array `{}{}` has several dimensions; its items are kept raw",
            grid.item, grid.ranks
        );
        ctx.told
            .diagnostics
            .warning(Code::Lossy, grid.span, message);
    }
    let mut members = attributes::lower(ctx, &chain.steps);
    if is_soap_array && !chain.raw {
        // `soapenc:arrayType` says the type and number of items, which are known.
        members.retain(|it| !arrays::is_control(&ctx.made.namespaces, &it.entry));
    }
    let content = &chain.steps[..chain.n_content];
    if let Some((start, facets)) = &chain.text {
        let simple = scalar::analyse(ctx.declared.symbols, *start, facets);
        let typed = text_type(ctx, *start, facets.is_empty(), simple, owner);
        members.push(text(&mut ctx.told, owner, typed));
    } else if chain.raw {
        members.push(raw());
    } else if let Some(item) = chain.array {
        let claim = Claim::new(vec!["items".to_owned()], 1);
        members.push(Member::new(claim, "item", arrays::encoded(ctx, item)));
    } else {
        for (complex, owner) in content.iter().rev() {
            if let Some(it) = complex.content.particle() {
                particles::lower(ctx, &mut members, owner, it);
            }
        }
        if let ([only], true) = (members.as_mut_slice(), is_soap_array) {
            only.entry.any_name = only.entry.max.is_none_or(|it| it > 1);
        }
        // An extension is mixed as its base is: XSD 1.0 §3.4.6, cos-ct-extends.
        if content.iter().any(|(it, _)| it.mixed) {
            members.push(mixed_text(&mut ctx.told, owner));
        }
    }
    let any_order = content
        .iter()
        .filter_map(|(complex, _)| complex.content.particle())
        .any(|particle| is_all(ctx.declared.symbols, particle));
    let kind = members::record(ctx, &owner.wire, members, any_order);
    ctx.made.close(id, kind);
}

/// Whether `it` is an all group, or a reference to one; it is then the whole content: XSD 1.0 §3.8.6.
fn is_all(symbols: &SymbolTable<'_>, particle: &xsd::Particle) -> bool {
    let term = match &particle.term {
        xsd::Term::GroupRef(name) => symbols.groups.get(name).map(|it| &it.particle.term),
        term => Some(term),
    };
    matches!(term, Some(xsd::Term::Group(xsd::Compositor::All, _)))
}

fn chain<'m>(symbols: &SymbolTable<'m>, complex: &'m xsd::ComplexType, owner: &Owner) -> Chain<'m> {
    let mut res = Chain {
        steps: Vec::new(),
        n_content: 0,
        text: None,
        raw: false,
        array: None,
        grid: None,
    };
    let mut facets_so_far: Vec<&'m [xsd::Facet]> = Vec::new();
    let mut content_ends = false;
    let mut next = Some((complex, owner.clone()));
    // The gate has proven that the chain of bases ends.
    while let Some((complex, owner)) = next.take() {
        res.steps.push((complex, owner));
        if !content_ends {
            res.n_content = res.steps.len();
        }
        let base: &'m (QName, Span) = match &complex.content {
            xsd::ComplexContent::Direct(_) => break,
            xsd::ComplexContent::Extension { base, .. }
            | xsd::ComplexContent::SimpleExtension { base } => base,
            xsd::ComplexContent::Restriction {
                base,
                array_type,
                particle,
            } => {
                let grid = array_type.as_ref().filter(|it| !soap_array::is_list(it));
                if !content_ends
                    && (particle.is_none() || grid.is_some())
                    && soap_array::is_encoded(&base.0)
                {
                    res.array = array_type.as_ref().filter(|it| soap_array::is_list(it));
                    res.grid = grid;
                    // Without an item type anything may stand in the array.
                    res.raw = res.array.is_none();
                }
                content_ends = true;
                base
            }
            xsd::ComplexContent::SimpleRestriction {
                base,
                simple,
                facets,
            } => {
                if res.text.is_none() {
                    facets_so_far.push(facets);
                    if let Some(simple) = simple {
                        res.text = Some((Start::Decl(simple), std::mem::take(&mut facets_so_far)));
                    }
                }
                base
            }
        };
        let (base, _) = base;
        if let Some(it) = scalar::builtin(base) {
            if it.builtin == Builtin::AnyType {
                // XSD 1.0 §3.4.7: what extends the ur-type still holds anything.
                res.raw |= !content_ends;
            } else if res.text.is_none() {
                res.text = Some((Start::Name(base), std::mem::take(&mut facets_so_far)));
            }
            break;
        }
        match symbols.types.get(base).map(|decl| &decl.body) {
            Some(xsd::TypeBody::Complex(it)) => next = Some((it, Owner::declared(base))),
            Some(xsd::TypeBody::Simple(_)) if res.text.is_none() => {
                res.text = Some((Start::Name(base), std::mem::take(&mut facets_so_far)));
            }
            Some(xsd::TypeBody::Simple(_)) => {}
            None => debug_assert!(
                !complex.content.is_simple(),
                "the gate lets no unresolved base through"
            ),
        }
    }
    res
}

fn text_type<'m>(
    ctx: &mut Ctx<'_, 'm>,
    start: Start<'m>,
    as_declared: bool,
    simple: scalar::Simple<'m>,
    owner: &Owner,
) -> Typed {
    match start {
        Start::Name(name) if as_declared => types::named(ctx, name),
        Start::Name(_) | Start::Ref(_) | Start::Decl(_) => {
            let member = "value";
            types::simple_typed(ctx, simple, Site::new(owner, member))
        }
    }
}

fn text(told: &mut Told<'_>, owner: &Owner, typed: Typed) -> Member {
    let typed = hide_content(told, owner, typed);
    let value = presence::plain(typed, EntryKind::Text, Occurs::ONCE);
    Member::new(Claim::new(vec!["value".to_owned()], 1), "text", value)
}

/// The text between the elements of mixed content.
fn mixed_text(told: &mut Told<'_>, owner: &Owner) -> Member {
    let typed = hide_content(told, owner, Typed::builtin(Builtin::MixedText));
    let value = presence::plain(typed, EntryKind::MixedText, Occurs::MAYBE);
    let names = ["text", "mixed_text"].map(str::to_owned);
    Member::new(Claim::new(names.into(), 2), "", value)
}

/// The text of `Password` is as secret as a member of that name.
fn hide_content(told: &mut Told<'_>, owner: &Owner, typed: Typed) -> Typed {
    let (_, member) = owner.wire.rsplit_once('.').unwrap_or(("", &owner.wire));
    secrets::hide(told, Site::new(owner, member), typed)
}

/// All of the content, raw.
fn raw() -> Member {
    let typed = Typed::builtin(Builtin::MixedContent);
    let value = presence::plain(typed, EntryKind::Mixed, Occurs::ONCE);
    Member::new(Claim::new(vec!["content".to_owned()], 1), "", value)
}

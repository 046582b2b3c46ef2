//! The structs of complex types, and where a type is referred to.
//!
//! In: a complex type, by name or in place. Out: its draft, made and queued at the first reference.

use crate::ir::{Origin, TypeId};
use crate::names::QName;
use crate::naming;
use crate::xsd::model as xsd;

use crate::lower::ctx::{Ctx, Work};
use crate::lower::docs;
use crate::lower::draft::{Draft, DraftName, Key, Owner, rank};

/// Where a type is referred to: anonymous types are named after it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'p> {
    pub(crate) owner: &'p Owner,
    pub(crate) member: &'p str,
}

impl Place<'_> {
    /// `{Owner}{Member}`.
    pub(crate) fn name(&self) -> DraftName {
        DraftName::Inside {
            owner: self.owner.stem.clone(),
            suffix: naming::upper_camel(self.member),
        }
    }

    /// The name in settings.
    pub(crate) fn wire(&self) -> String {
        format!("{}.{}", self.owner.wire, self.member)
    }
}

/// The struct of the complex type `name` itself, whatever derives from it.
pub(crate) fn named_struct<'m>(
    ctx: &mut Ctx<'_, 'm>,
    name: &'m QName,
    decl: &'m xsd::TypeDecl,
) -> TypeId {
    let own = type_name(ctx, name);
    let open = || {
        Draft::open(
            own,
            Origin::Type(name.clone()),
            docs::lines(decl.docs.as_deref()),
            Some(decl.span),
        )
    };
    let (id, new) = ctx.draft(Key::Type(name.clone()), open);
    if new {
        let owner = Owner::draft(id, name.local.clone());
        ctx.queue.push_back(Work::Complex(id, decl, owner));
    }
    id
}

/// The struct of a complex type without a name.
pub(crate) fn anonymous<'m>(
    ctx: &mut Ctx<'_, 'm>,
    decl: &'m xsd::TypeDecl,
    name: DraftName,
    wire: String,
) -> TypeId {
    let open = || {
        Draft::open(
            name,
            Origin::Inside(String::new()),
            docs::lines(decl.docs.as_deref()),
            Some(decl.span),
        )
    };
    let (id, new) = ctx.draft(at(decl), open);
    if new {
        ctx.queue
            .push_back(Work::Complex(id, decl, Owner::draft(id, wire)));
    }
    id
}

/// The key of a declaration without a name.
pub(crate) fn at<T>(decl: &T) -> Key {
    Key::At(std::ptr::from_ref(decl).addr())
}

pub(crate) fn type_name(ctx: &mut Ctx<'_, '_>, name: &QName) -> DraftName {
    let rank = if name.namespace == ctx.target_namespace {
        rank::TARGET_TYPE
    } else {
        rank::TYPE
    };
    ctx.own_name(name, None, rank)
}

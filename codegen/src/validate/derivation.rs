//! Which type may stand for another by `xsi:type`, and which element for another by its substitution group; XSD 1.0 §3.3.4,
//! §3.3.6, §3.4.6.

use crate::names::QName;
use crate::symbols::rules::types::{Ty, Types, Variety};
use crate::xsd::model::{Block, ElementDecl};

/// More heads than any schema has, one after the other.
const MAX_HEADS: usize = 256;

/// Whether `ty` derives from `base`, and no step on the way does in a way of `blocked`; `Err` says what is wrong.
pub(super) fn check<'m>(
    types: Types<'_, 'm>,
    ty: Ty<'m>,
    base: Ty<'m>,
    blocked: Block,
) -> Result<(), &'static str> {
    if let Some(Variety::Union(members)) = types.describe(base).map(|it| it.variety)
        && !base.is_complex()
        && !ty.is(base)
        && members.into_iter().any(|member| types.derives(ty, member))
    {
        return Ok(());
    }
    let mut is_blocked = false;
    for step in types.bases(ty) {
        if step.is(base) {
            return match is_blocked {
                true => Err("whose way to derive is blocked"),
                false => Ok(()),
            };
        }
        is_blocked |= match step.is_extension() {
            true => blocked.extension,
            false => blocked.restriction,
        };
    }
    Err("which does not derive from it")
}

/// What a complex type blocks.
pub(super) fn block_of(ty: Ty<'_>) -> Block {
    match ty {
        Ty::Decl(decl) if ty.is_complex() => decl.block,
        Ty::Decl(_) | Ty::BuiltIn(_) => Block::default(),
    }
}

pub(super) fn both(one: Block, other: Block) -> Block {
    Block {
        extension: one.extension || other.extension,
        restriction: one.restriction || other.restriction,
        substitution: one.substitution || other.substitution,
    }
}

/// The element that is called `name` and may stand for `head`: `head` itself, or one of its substitution group.
pub(super) fn stands_for<'m>(
    types: Types<'_, 'm>,
    name: &QName,
    head: &'m ElementDecl,
) -> Option<&'m ElementDecl> {
    if head.name == *name {
        return Some(head);
    }
    let elements = &types.table.elements;
    let is_global = |decl: &ElementDecl| {
        (elements.get(&decl.name)).is_some_and(|global| std::ptr::eq(*global, decl))
    };
    if head.block.substitution
        || !is_global(head)
        || !types.table.substitutes.contains_key(&head.name)
    {
        return None;
    }
    let own = *elements.get(name)?;
    let mut decl = own;
    for _ in 0..MAX_HEADS {
        decl = elements.get(&decl.substitution_head.as_ref()?.0)?;
        if std::ptr::eq(decl, head) {
            let (ty, base) = (types.of_element(own)?, types.of_element(head)?);
            // §3.3.6, substitution group OK (transitive): what a type on the way blocks counts too.
            let between = types.bases(ty).skip(1).take_while(|step| !step.is(base));
            let blocked = between.chain([base]).map(block_of).fold(head.block, both);
            return check(types, ty, base, blocked).is_ok().then_some(own);
        }
    }
    None
}

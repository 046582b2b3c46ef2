//! The fields of one struct: collected with the names they would like, then named.
//!
//! In: members from attributes, particles and text. Out: [`Field`]s, no two with one name.

use std::collections::BTreeSet;

use crate::diagnostic::code::Code;
use crate::ir::{Docs, Entry, Field, RustType};
use crate::naming;
use crate::naming::scope::{self, Claim};

use crate::lower::ctx::Ctx;
use crate::lower::draft::{DraftKind, Site};
use crate::lower::setting::Setting;
use crate::lower::told::Told;

/// A field, or an alternative of a choice, that has no name yet.
#[derive(Debug)]
pub(crate) struct Member {
    /// The names it would like, best first.
    pub(crate) claim: Claim,
    /// The name on the wire, for messages; empty for members without one.
    pub(crate) wire: String,
    pub(crate) docs: Docs,
    pub(crate) ty: RustType,
    pub(crate) entry: Entry,
}

impl Member {
    /// A member that nothing documents.
    pub(crate) fn new(
        claim: Claim,
        wire: impl Into<String>,
        (ty, entry): (RustType, Entry),
    ) -> Self {
        Self {
            claim,
            wire: wire.into(),
            docs: Vec::new(),
            ty,
            entry,
        }
    }
}

/// The names that the member at `site` would like: of the settings, else by the rules in order.
pub(crate) fn claim(told: &mut Told<'_>, site: Site<'_>) -> Claim {
    let (owner, wire) = (site.owner, site.member);
    if let Some(it) = told.renamed(&site.wire()) {
        return Claim::new(vec![it], 0);
    }
    let plain = told.snake(wire).to_owned();
    let mut names = Vec::new();
    let naming = &told.settings.naming;
    let operation = owner.wire.strip_suffix("Response");
    if naming.result_member && operation.is_some_and(|it| wire.strip_suffix("Result") == Some(it)) {
        told.used(Setting::ResultMember, "");
        names.push("result".to_owned());
    }
    if let Some(rest) = naming::without_member_prefix(wire, &naming.strip_member_prefixes) {
        told.used(Setting::MemberPrefix, &wire[..wire.len() - rest.len()]);
        names.push(naming::snake(rest));
    }
    // A name that no rule touched keeps it.
    let rank = if names.is_empty() { 1 } else { 2 };
    names.push(plain);
    names.dedup();
    Claim::new(names, rank)
}

/// The struct of `members`; `owner` is its name in messages.
pub(crate) fn record(
    ctx: &mut Ctx<'_, '_>,
    owner: &str,
    members: Vec<Member>,
    any_order: bool,
) -> DraftKind {
    DraftKind::Struct {
        fields: fields(ctx, owner, members, "_"),
        any_order,
    }
}

/// The choice between `members`; `owner` is its name in messages.
pub(crate) fn choice(ctx: &mut Ctx<'_, '_>, owner: &str, members: Vec<Member>) -> DraftKind {
    DraftKind::Choice(fields(ctx, owner, members, ""))
}

/// Names the members of `owner`; what `separator` stands before is a number.
fn fields(ctx: &mut Ctx<'_, '_>, owner: &str, members: Vec<Member>, separator: &str) -> Vec<Field> {
    let idents = idents(ctx, owner, &members, separator);
    let field = |(member, ident): (Member, String)| Field {
        ident,
        docs: member.docs,
        ty: member.ty,
        entry: member.entry,
    };
    members.into_iter().zip(idents).map(field).collect()
}

fn idents(ctx: &mut Ctx<'_, '_>, owner: &str, members: &[Member], separator: &str) -> Vec<String> {
    ctx.spend(members.len());
    let claims: Vec<Claim> = members.iter().map(|it| it.claim.clone()).collect();
    let allocation = scope::allocate(&claims, &BTreeSet::new(), separator);
    for (name, holders) in &allocation.met {
        let wires: BTreeSet<&str> = holders
            .iter()
            .map(|it| members[*it].wire.as_str())
            .collect();
        // The same element twice, or two choices, are numbered by rule.
        if wires.len() < 2 {
            continue;
        }
        let quoted = |it: &&str| match it.is_empty() {
            true => "what has no name".to_owned(),
            false => format!("`{it}`"),
        };
        let wires: Vec<String> = wires.iter().map(quoted).collect();
        let message = format!("in `{owner}`, {} would all be `{name}`", wires.join(", "));
        (ctx.told.diagnostics).note(Code::NameCollision, None, message);
    }
    allocation.idents
}

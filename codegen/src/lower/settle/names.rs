//! Names for types and their tables.
//!
//! In: the names that drafts would like, and the modules they stand in. Out: a name for each, no two alike in a module.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::code::Code;
use crate::ir::{ModuleId, Namespace};
use crate::naming;
use crate::naming::scope::{self, Claim};

use crate::lower::draft::{Draft, DraftKind, DraftName, Stem};
use crate::lower::told::Told;

use super::modules::Modules;

/// Names all types: in each module first those with names of their own, then those named after them.
pub(crate) fn of_types(told: &mut Told<'_>, drafts: &[Draft], modules: &Modules) -> Vec<String> {
    let mut res: Vec<String> = vec![String::new(); drafts.len()];
    let mut taken: BTreeMap<ModuleId, BTreeSet<String>> = BTreeMap::new();
    let mut own: BTreeMap<ModuleId, Vec<usize>> = BTreeMap::new();
    for (idx, module) in modules.of_types.iter().enumerate() {
        if matches!(drafts[idx].name, DraftName::Own(_, _)) {
            own.entry(*module).or_default().push(idx);
        }
    }
    // A module stands beside the types outside of modules.
    taken.insert(None, modules.idents());
    for (module, own) in own {
        let taken = taken.entry(module).or_default();
        let idents = own_idents(told, drafts, &own, taken);
        for (idx, ident) in own.into_iter().zip(idents) {
            taken.insert(ident.clone());
            res[idx] = ident;
        }
    }
    let mut next: BTreeMap<(ModuleId, String), usize> = BTreeMap::new();
    // An owner stands before what it owns, so its name is known.
    for (idx, module) in modules.of_types.iter().enumerate() {
        let DraftName::Inside { owner, suffix } = &drafts[idx].name else {
            continue;
        };
        let taken = taken.entry(*module).or_default();
        let owner = stem(owner, &res);
        let wished = naming::nested(&owner, suffix);
        // A shorter name that another type has is no reason for a number.
        let wished = match taken.contains(&wished) {
            true => format!("{owner}{suffix}"),
            false => wished,
        };
        let ident = if taken.contains(&wished) {
            let key = (*module, wished);
            let from = next.get(&key).copied().unwrap_or(2);
            let (ident, n) = scope::numbered_from(&key.1, "", taken, from);
            next.insert(key, n + 1);
            ident
        } else {
            wished
        };
        taken.insert(ident.clone());
        res[idx] = ident;
    }
    res
}

/// Names the drafts `own` of one module.
fn own_idents(
    told: &mut Told<'_>,
    drafts: &[Draft],
    own: &[usize],
    reserved: &BTreeSet<String>,
) -> Vec<String> {
    let claim = |idx: &usize| match &drafts[*idx].name {
        DraftName::Own(claim, _) => claim.clone(),
        DraftName::Inside { suffix, .. } => Claim::new(vec![suffix.clone()], u8::MAX),
    };
    let claims: Vec<Claim> = own.iter().map(claim).collect();
    let allocation = scope::allocate(&claims, reserved, "");
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for (name, holders) in &allocation.met {
        // Whoever met others by its first name may meet them by its second as well; that is one story.
        let is_new = holders.iter().filter(|it| seen.insert(**it)).count() > 0;
        if !is_new {
            continue;
        }
        let met: Vec<String> = holders
            .iter()
            .map(|it| {
                let ident = &allocation.idents[*it];
                format!("{} is `{ident}`", drafts[own[*it]].label())
            })
            .collect();
        let span = holders.last().and_then(|it| drafts[own[*it]].span);
        let message = match met.as_slice() {
            [one] => format!("`{name}` is taken: {one}"),
            _ => format!("several would be `{name}`: {}", met.join(", ")),
        };
        (told.diagnostics)
            .note(Code::NameCollision, span, message)
            .help("`naming.rename` in `service.toml` gives them other names");
    }
    allocation.idents
}

/// Names the tables, in each module apart from what its file imports.
pub(crate) fn of_tables(
    kinds: &[DraftKind],
    idents: &[String],
    modules: &Modules,
    namespaces: &[Namespace],
) -> Vec<String> {
    let mut reserved: BTreeSet<String> = namespaces.iter().map(|it| it.ident.clone()).collect();
    reserved.insert("UNBOUNDED".to_owned());
    let mut by_module: BTreeMap<ModuleId, Vec<usize>> = BTreeMap::new();
    for (idx, module) in modules.of_types.iter().enumerate() {
        by_module.entry(*module).or_default().push(idx);
    }
    let mut res: Vec<String> = vec![String::new(); idents.len()];
    for members in by_module.into_values() {
        let claim = |it: &usize| Claim::new(vec![naming::screaming(&idents[*it])], 0);
        let claims: Vec<Claim> = members.iter().map(claim).collect();
        let tables = scope::allocate(&claims, &reserved, "_").idents;
        for (idx, ident) in members.into_iter().zip(tables) {
            if !matches!(kinds[idx], DraftKind::Alias(_)) {
                res[idx] = ident;
            }
        }
    }
    res
}

/// The name that nested types begin with.
pub(crate) fn stem(owner: &Stem, idents: &[String]) -> String {
    match owner {
        Stem::Draft(id) => idents[id.0].clone(),
        Stem::Rust(ident) => ident.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::ir::{Origin, TypeId};
    use crate::lower::draft::rank;
    use crate::names::QName;
    use crate::settings::Settings;

    fn own(names: &[&str], rank: u8, namespace: &str) -> Draft {
        let claim = Claim::new(names.iter().map(|it| (*it).to_owned()).collect(), rank);
        let origin = Origin::Type(QName::new(namespace, names[0]));
        Draft::own(claim, origin, Vec::new(), None)
    }

    fn inside(owner: usize, suffix: &str) -> Draft {
        Draft {
            name: DraftName::Inside {
                owner: Stem::Draft(TypeId(owner)),
                suffix: suffix.to_owned(),
            },
            docs: Vec::new(),
            span: None,
            namespace: String::new(),
        }
    }

    fn named(drafts: &[Draft], modules: &Modules) -> (Vec<String>, usize) {
        let settings = Settings::default();
        let mut diagnostics = Diagnostics::default();
        let idents = of_types(&mut Told::new(&settings, &mut diagnostics), drafts, modules);
        (idents, diagnostics.items.len())
    }

    #[test]
    fn the_stronger_claim_keeps_its_name_and_the_other_is_told() {
        let drafts = [
            own(&["Order", "ShopOrder"], rank::TYPE, "urn:shop"),
            own(&["Order", "TOrder"], rank::TARGET_TYPE, "urn:t"),
        ];
        let modules = Modules {
            list: Vec::new(),
            of_types: vec![None, None],
        };
        let (idents, n_notes) = named(&drafts, &modules);
        assert_eq!(idents, ["ShopOrder", "Order"]);
        assert_eq!(n_notes, 1);
    }

    #[test]
    fn nested_types_are_called_after_their_owners_and_numbered_last() {
        let drafts = [
            own(&["Order"], rank::TARGET_TYPE, "urn:t"),
            inside(0, "Item"),
            inside(0, "Item"),
            inside(1, "Price"),
        ];
        let modules = Modules {
            list: Vec::new(),
            of_types: vec![None; 4],
        };
        let (idents, n_notes) = named(&drafts, &modules);
        assert_eq!(
            idents,
            ["Order", "OrderItem", "OrderItem2", "OrderItemPrice"]
        );
        assert_eq!(n_notes, 0);
    }
}

//! What the settings add to types, their members and variants: derives and attributes.
//!
//! In: the settings, and the final names. Out: for each type what is added. A `[[type]]` that names none is reported.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::diagnostic::code::Code;
use crate::ir::{Origin, RustType};
use crate::nearest::nearest;
use crate::settings::RustPath;

use crate::lower::draft::{Draft, DraftKind, DraftName};
use crate::lower::made::Types;
use crate::lower::told::Told;

/// What one type has besides what all of its kind have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extra {
    pub(crate) derives: Vec<String>,
    pub(crate) attributes: Vec<String>,
    /// Attributes of members and variants, by position.
    pub(crate) members: BTreeMap<usize, Vec<String>>,
}

/// What the settings add to each type.
pub(crate) fn of_types(told: &mut Told<'_>, types: &Types, idents: &[String]) -> Vec<Extra> {
    let settings = told.settings;
    let mut derives: Vec<String> = Vec::new();
    derives.extend(settings.derives.iter().map(|it| it.as_str().to_owned()));
    if settings.serde {
        derives.extend(["::serde::Serialize", "::serde::Deserialize"].map(str::to_owned));
    }
    let mut attributes: Vec<String> = Vec::new();
    attributes.extend(settings.attributes.iter().map(|it| it.as_str().to_owned()));
    let mut res: Vec<Extra> = Vec::new();
    for kind in &types.kinds {
        let mut extra = Extra::default();
        if !matches!(kind, DraftKind::Alias(_)) {
            extra.derives.clone_from(&derives);
            extra.attributes.clone_from(&attributes);
        }
        if settings.serde {
            serde_members(kind, &mut extra.members);
        }
        if settings.serde && settings.secrets.serde {
            let runtime = settings
                .runtime
                .as_ref()
                .map_or("::soap_runtime", RustPath::as_str);
            serde_secrets(kind, runtime, &mut extra.members);
        }
        res.push(extra);
    }
    of_named_types(told, types, idents, &mut res);
    of_members(told, types, idents, &mut res);
    res
}

/// What serde needs to write an enumeration as its literals.
fn serde_members(kind: &DraftKind, members: &mut BTreeMap<usize, Vec<String>>) {
    let DraftKind::Enumeration(enumeration) = kind else {
        return;
    };
    for (idx, variant) in enumeration.variants.iter().enumerate() {
        let rename = format!("#[serde(rename = {:?})]", variant.literal);
        members.insert(idx, vec![rename]);
    }
    if enumeration.other_ident.is_some() {
        let other = vec!["#[serde(untagged)]".to_owned()];
        members.insert(enumeration.variants.len(), other);
    }
}

/// What serde needs to write members that are secret; one that is absent is still read as such.
fn serde_secrets(kind: &DraftKind, runtime: &str, members: &mut BTreeMap<usize, Vec<String>>) {
    for (idx, field) in kind.fields().iter().enumerate() {
        if field.ty.is_secret() {
            let with = format!("with = \"{runtime}::value::exposed\"");
            let default = match field.ty {
                RustType::Option(_) => ", default",
                _ => "",
            };
            members.insert(idx, vec![format!("#[serde({with}{default})]")]);
        }
    }
}

/// Adds what `[[type]]`s say.
fn of_named_types(told: &mut Told<'_>, types: &Types, idents: &[String], res: &mut [Extra]) {
    let settings = told.settings;
    for setting in &settings.type_ {
        let name = &setting.name;
        let mut is_found = false;
        for (idx, ident) in idents.iter().enumerate() {
            if ident != name && !wires(&types.drafts[idx]).contains(name) {
                continue;
            }
            is_found = true;
            let attributes = setting.attributes.iter().map(|it| it.as_str().to_owned());
            res[idx].attributes.extend(attributes);
            if matches!(types.kinds[idx], DraftKind::Alias(_)) && !setting.derives.is_empty() {
                let message = format!(
                    "`type.derives` is for `{name}`, which is another name for a type and derives nothing"
                );
                told.diagnostics.warning(Code::Settings, None, message);
                continue;
            }
            let derives = setting.derives.iter().map(|it| it.as_str().to_owned());
            res[idx].derives.extend(derives);
        }
        if !is_found {
            let mut known = idents.to_vec();
            known.extend(types.drafts.iter().flat_map(wires));
            report(told.diagnostics, "type.name", name, &known);
        }
    }
}

/// Adds what `[[member]]`s say.
fn of_members(told: &mut Told<'_>, types: &Types, idents: &[String], res: &mut [Extra]) {
    let settings = told.settings;
    for setting in &settings.member {
        let mut known: Vec<String> = Vec::new();
        let mut is_found = false;
        for (idx, ident) in idents.iter().enumerate() {
            for (position, pairs) in member_names(types, idx, ident).into_iter().enumerate() {
                if pairs.iter().any(|pair| setting.name.matches(pair)) {
                    is_found = true;
                    let attributes = setting.attributes.iter().map(|it| it.as_str().to_owned());
                    let members = &mut res[idx].members;
                    members.entry(position).or_default().extend(attributes);
                }
                known.extend(pairs);
            }
        }
        if !is_found {
            let name = setting.name.as_str();
            report(told.diagnostics, "member.name", name, &known);
        }
    }
}

/// Reports that `setting` names `name`, which is none of `known`.
pub(crate) fn report(diagnostics: &mut Diagnostics, setting: &str, name: &str, known: &[String]) {
    let message = format!("`{setting}` names `{name}`, which nothing matches");
    let diagnostic = diagnostics.warning(Code::Settings, None, message);
    if let Some(near) = nearest(name, known.iter().map(String::as_str)) {
        diagnostic.help(format!("did you mean `{near}`?"));
    }
}

/// The names that mean each member of the type `idx`, which is called `ident`: `Type.member`, by the names of both in Rust
/// and on the wire.
pub(crate) fn member_names(types: &Types, idx: usize, ident: &str) -> Vec<Vec<String>> {
    let mut owners = wires(&types.drafts[idx]);
    owners.push(ident.to_owned());
    let of_member = |(ident, wire): (&str, Option<&str>)| {
        let names = || [Some(ident), wire].into_iter().flatten();
        let of_owner = |owner| names().map(move |name| format!("{owner}.{name}"));
        owners.iter().flat_map(of_owner).collect()
    };
    let members = types.kinds[idx].members().into_iter();
    members.map(of_member).collect()
}

/// The wire names that mean the type.
pub(crate) fn wires(draft: &Draft) -> Vec<String> {
    match &draft.name {
        DraftName::Own(_, Origin::Type(name) | Origin::Element(name)) => {
            vec![name.local.clone(), name.to_string()]
        }
        DraftName::Own(_, _) | DraftName::Inside { .. } => Vec::new(),
    }
}

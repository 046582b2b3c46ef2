//! Faults: the details that an operation declares.
//!
//! In: the `wsdl:fault`s of an operation; WSDL 1.1 §3.6. Out: the details, checked. What cannot be generated is a
//! loss of the operation, not its end.

use std::collections::BTreeSet;

use crate::names::QName;
use crate::wsdl::model as wsdl;

use crate::lower::contract::{Bound, Detail, DetailKey, PartDecl};
use crate::lower::ctx::Ctx;
use crate::lower::scalar;

use super::parts;

/// The details of the declared faults; what has none is lost, but not the operation.
pub(crate) fn declared<'m>(
    ctx: &Ctx<'_, 'm>,
    bound: Bound<'m>,
    losses: &mut Vec<String>,
) -> Vec<Detail<'m>> {
    let mut res: Vec<Detail<'m>> = Vec::new();
    let mut seen: BTreeSet<DetailKey> = BTreeSet::new();
    for fault in &bound.operation.faults {
        let label = fault.name.as_deref().unwrap_or(&fault.message.local);
        let Some(message) = ctx.declared.symbols.messages.get(&fault.message) else {
            losses.push(format!(
                "fault `{label}` is not decoded: message `{}` is not declared",
                fault.message
            ));
            continue;
        };
        if message.parts.is_empty() {
            losses.push(format!(
                "fault `{label}` is not decoded: its message has no part"
            ));
        }
        let of_fault = bound.in_binding.faults.iter().find(|it| it.name == label);
        let namespace = of_fault
            .and_then(|it| it.namespace.as_deref())
            .unwrap_or("");
        // WSDL 1.1 §3.6 asks for one part; of several each may be there.
        for part in &message.parts {
            match detail(ctx, part, label, namespace) {
                Ok(detail) => {
                    if seen.insert(detail.key()) {
                        res.push(detail);
                    }
                }
                Err(cause) => losses.push(format!("fault `{label}` is not decoded: {cause}")),
            }
        }
    }
    res
}

fn detail<'m>(
    ctx: &Ctx<'_, 'm>,
    part: &'m wsdl::Part,
    label: &str,
    namespace: &str,
) -> Result<Detail<'m>, String> {
    Ok(
        match parts::decl(ctx, part).map_err(|problem| problem.message)? {
            PartDecl::Element(decl) => Detail::Element(decl),
            PartDecl::Type(ty, span) => {
                // Part names say little: Axis calls all of them `fault`.
                let is_builtin = scalar::is_builtin(ty);
                Detail::Type {
                    name: QName::new(namespace, &part.name),
                    ty,
                    label: if is_builtin { label } else { &ty.local }.to_owned(),
                    span,
                }
            }
        },
    )
}

//! Questions to content models that need no types: what comes first, whether nothing may stand there.

use crate::symbols::SymbolTable;
use crate::xsd::model as xsd;

use crate::lower::occurs::Occurs;

/// `outer` times `inner`, where one pair of numbers can say it.
pub(crate) fn multiplied(outer: Occurs, inner: Occurs) -> Option<Occurs> {
    if inner == Occurs::ONCE {
        return Some(outer);
    }
    let whole = outer.max == Some(1) && inner.min <= 1
        || outer.min <= 1 && outer.max.is_none() && inner.min <= 1;
    let max = match (outer.max, inner.max) {
        (Some(1), it) | (it, Some(1)) => it,
        (_, None) | (None, _) => None,
        (Some(_), Some(_)) => return None,
    };
    whole.then_some(Occurs {
        min: outer.min.min(inner.min),
        max,
    })
}

/// The wire name of the first element in `inner`.
pub(crate) fn first_name(symbols: &SymbolTable<'_>, inner: &[xsd::Particle]) -> String {
    let mut stack: Vec<&xsd::Particle> = inner.iter().rev().collect();
    while let Some(it) = stack.pop() {
        match &it.term {
            xsd::Term::Element(decl) => return decl.name.local.clone(),
            xsd::Term::ElementRef(name) => return name.local.clone(),
            xsd::Term::Group(_, inner) => {
                stack.extend(inner.iter().rev());
            }
            xsd::Term::GroupRef(name) => {
                stack.extend(symbols.groups.get(name).map(|it| &it.particle));
            }
            xsd::Term::Any(_) => {}
        }
    }
    String::new()
}

/// Whether nothing can stand where `particle` does: a sequence or choice of nothing.
pub(crate) fn is_void(symbols: &SymbolTable<'_>, particle: &xsd::Particle) -> bool {
    particle.max == Some(0)
        || match &particle.term {
            xsd::Term::Group(_, inner) => inner.iter().all(|it| is_void(symbols, it)),
            xsd::Term::GroupRef(name) => symbols
                .groups
                .get(name)
                .is_some_and(|it| is_void(symbols, &it.particle)),
            xsd::Term::Element(_) | xsd::Term::ElementRef(_) | xsd::Term::Any(_) => false,
        }
}

/// Whether nothing may stand for `particle`; XSD 1.0 §3.9.6, emptiable.
pub(crate) fn emptiable(symbols: &SymbolTable<'_>, particle: &xsd::Particle) -> bool {
    if particle.min == 0 {
        return true;
    }
    match &particle.term {
        xsd::Term::Group(xsd::Compositor::Choice, inner) => {
            inner.iter().any(|it| emptiable(symbols, it))
        }
        xsd::Term::Group(_, inner) => inner.iter().all(|it| emptiable(symbols, it)),
        xsd::Term::GroupRef(name) => symbols
            .groups
            .get(name)
            .is_some_and(|it| emptiable(symbols, &it.particle)),
        xsd::Term::Element(_) | xsd::Term::ElementRef(_) | xsd::Term::Any(_) => false,
    }
}

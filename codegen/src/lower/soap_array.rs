//! Array types as the schema declares them: one repeated element and nothing else, or a restriction of SOAP encoding's array.
//!
//! In: a complex type; WSDL 1.1 §2.2, SOAP 1.1 §5.4.2, which contracts write with the namespace of SOAP 1.2 too. Out: what
//! it repeats.

use crate::names::QName;
use crate::namespaces;
use crate::xsd::model as xsd;

use super::occurs::Occurs;

/// Arrays in arrays.
const MAX_RANKS: usize = 8;

/// The items of an array type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Items<'m> {
    /// A repeated element.
    Element(&'m xsd::ElementDecl, Occurs),
    /// An encoded array; its items may have any name.
    Encoded(&'m xsd::ArrayType),
}

/// What `complex` repeats, if it holds nothing else.
pub(super) fn items(complex: &xsd::ComplexType) -> Option<Items<'_>> {
    let bare = complex.attributes.is_empty()
        && complex.any_attribute.is_none()
        && !complex.mixed
        && !complex.is_abstract;
    match &complex.content {
        xsd::ComplexContent::Direct(Some(it)) if bare => repeated(it),
        xsd::ComplexContent::Restriction {
            base,
            array_type,
            particle,
        } if is_encoded(&base.0) => {
            let named = particle.as_ref().and_then(repeated);
            let listed = array_type.as_ref().filter(|it| is_list(it));
            named
                .filter(|_| array_type.as_ref().is_none_or(is_list))
                .or(listed.map(Items::Encoded))
        }
        _ => None,
    }
}

/// Whether `name` is the array of SOAP encoding.
pub(super) fn is_encoded(name: &QName) -> bool {
    let encodings = [namespaces::SOAP11_ENCODING, namespaces::SOAP12_ENCODING];
    name.local == "Array" && encodings.contains(&name.namespace.as_str())
}

/// Whether the items of `array` stand one after the other: `[]`, `[5]`, `[][]`, as deep as anybody's arrays are. What has
/// several dimensions, `[,]`, is no list.
pub(super) fn is_list(array: &xsd::ArrayType) -> bool {
    let ranks = &array.ranks;
    let is_whole = ranks.starts_with('[') && ranks.ends_with(']');
    let is_rank = |it: char| it.is_ascii_digit() || matches!(it, '[' | ']');
    is_whole && ranks.matches('[').count() <= MAX_RANKS && ranks.chars().all(is_rank)
}

/// Whether `decl` restricts the array of SOAP encoding, so that the names of its items carry no meaning.
pub(super) fn is_soap_array(decl: &xsd::TypeDecl) -> bool {
    let content = decl.complex().map(|complex| &complex.content);
    matches!(content, Some(xsd::ComplexContent::Restriction { base, .. }) if is_encoded(&base.0))
}

fn repeated(particle: &xsd::Particle) -> Option<Items<'_>> {
    let xsd::Term::Group(xsd::Compositor::Sequence, inner) = &particle.term else {
        return None;
    };
    let ([only], true) = (inner.as_slice(), Occurs::of(particle) == Occurs::ONCE) else {
        return None;
    };
    let occurs = Occurs::of(only);
    match &only.term {
        xsd::Term::Element(decl) if occurs.repeats() => Some(Items::Element(decl, occurs)),
        xsd::Term::Element(_)
        | xsd::Term::ElementRef(_)
        | xsd::Term::Group(..)
        | xsd::Term::GroupRef(_)
        | xsd::Term::Any(_) => None,
    }
}

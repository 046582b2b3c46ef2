//! Writing one value: an element's text, an attribute, or the text content, in a form that the schema allows.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::mime::Attachment;
use crate::record::shape::{Field, Kind};
use crate::record::write::start;
use crate::value::facets::WhiteSpace;
use crate::value::{Nameless, NoScope, Prefixes, Scalar, Scope, SimpleType, Static, white_space};
use crate::xml::{EncodeError, EncodeErrorKind, Writer};

/// Writes one value as `field` says.
///
/// # Errors
/// A facet forbids the value, or XML cannot carry it.
pub fn write_scalar<T: Scalar>(
    value: &T,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    write_simple(&Static::TYPE, value, writer, field)
}

/// Writes one value of `ty` as `field` says.
///
/// # Errors
/// A facet forbids the value, or XML cannot carry it.
pub fn write_simple<S: SimpleType>(
    ty: &S,
    value: &S::Value,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    if let Kind::Attribute = field.kind {
        let text = formatted(ty, value, writer, field)?;
        writer.attribute(field.namespace, field.local, &text)?;
        keep(writer, text);
        return Ok(());
    }
    if let Kind::Text = field.kind {
        return write_content(ty, value, writer, field);
    }
    start(writer, field)?;
    write_content(ty, value, writer, field)?;
    writer.end_called(field.local)
}

fn write_content<S: SimpleType>(
    ty: &S,
    value: &S::Value,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<(), EncodeError> {
    if ty.is_octets()
        && let Some(octets) = ty.octets(value)
        && writer.optimizes(octets.len())
    {
        if field.facets.is_some() || field.fixed {
            formatted(ty, value, writer, field)?;
        }
        return writer.include(octets);
    }
    let text = formatted(ty, value, writer, field)?;
    writer.text(&text)?;
    keep(writer, text);
    Ok(())
}

/// Gives the memory of a text back, where it is that of the writer.
fn keep(writer: &mut Writer, text: Cow<'_, str>) {
    if let Cow::Owned(text) = text {
        writer.keep_scratch(text);
    }
}

fn formatted<'v, S: SimpleType>(
    ty: &S,
    value: &'v S::Value,
    writer: &mut Writer,
    field: &Field<'_>,
) -> Result<Cow<'v, str>, EncodeError> {
    let text = match ty.as_text(value) {
        Some(text) => Cow::Borrowed(text),
        None => {
            let mut text = writer.take_scratch();
            ty.format(value, &mut text, writer);
            Cow::Owned(text)
        }
    };
    if writer.refuses_unlisted() && !ty.is_known(value) {
        let message = format!(
            "`{}` holds a value that the schema does not list",
            field.local
        );
        return Err(writer.error(EncodeErrorKind::Facet, message));
    }
    let scope: &dyn Scope = writer;
    let mut is_allowed = |text: &str| is_allowed(ty, value, text, field, scope);
    if is_allowed(&text) {
        return Ok(text);
    }
    if let Some(form) = ty.find_form(value, field.facets, scope, &mut is_allowed) {
        return Ok(Cow::Owned(form));
    }
    let checked = match field.facets {
        Some(facets) => facets.check_as(ty, value, &text, scope),
        None => Ok(()),
    };
    let checked = checked.and_then(|()| ty.check_member(value, &text, scope));
    writer.check_pattern_steps()?;
    if let Err(error) = checked {
        let message = format!("`{}` {error}", field.local);
        return Err(writer.error(EncodeErrorKind::Facet, message));
    }
    match field.default {
        Some(default)
            if field.fixed && default != text && !is_same(ty, value, default, field, writer) =>
        {
            let message = format!("`{}` is fixed to \"{default}\"", field.local);
            Err(writer.error(EncodeErrorKind::Facet, message))
        }
        Some(_) | None => Ok(text),
    }
}

/// Whether `fixed` is another form of `value`: `1.0` of `1`; XSD 1.0 §3.2.4 compares values.
pub(super) fn is_same<S: SimpleType>(
    ty: &S,
    value: &S::Value,
    fixed: &str,
    field: &Field<'_>,
    scope: &dyn Scope,
) -> bool {
    let text = white_space(Cow::Borrowed(fixed), mode(ty, field));
    let Ok(fixed) = ty.parse(Cow::Borrowed(&text), &Nameless(scope)) else {
        return false;
    };
    let form = |value: &S::Value| {
        let mut res = String::new();
        ty.format(value, &mut res, &mut Nameless(scope));
        res
    };
    form(value) == form(&fixed) || ty.compare(value, &text) == Some(Ordering::Equal)
}

fn is_allowed<S: SimpleType>(
    ty: &S,
    value: &S::Value,
    text: &str,
    field: &Field<'_>,
    scope: &dyn Scope,
) -> bool {
    let is_fixed = field.fixed && field.default.is_some_and(|it| it != text);
    !is_fixed
        && (field.facets).is_none_or(|facets| facets.check_as(ty, value, text, scope).is_ok())
        && ty.check_member(value, text, scope).is_ok()
}

/// What becomes of white space in `field`.
pub(super) fn mode<S: SimpleType>(ty: &S, field: &Field<'_>) -> Option<WhiteSpace> {
    let own = field.facets.and_then(|facets| facets.white_space);
    own.or(ty.white_space())
}

impl Prefixes for Writer {
    fn prefix_for(&mut self, namespace: &str) -> String {
        Self::prefix_for(self, namespace)
    }

    fn url_for(&mut self, attachment: &Attachment) -> String {
        self.attach_for_url(attachment)
    }

    fn scope(&self) -> &dyn Scope {
        self
    }
}

/// Where values that are written are checked: as [`NoScope`], and steps are counted.
impl Scope for Writer {
    fn resolve(&self, prefix: &str) -> Option<&str> {
        NoScope.resolve(prefix)
    }

    fn take_steps(&self, n_steps: usize) -> bool {
        self.take_pattern_steps(n_steps)
    }
}

#[cfg(all(test, feature = "patterns"))]
mod tests {
    use super::*;
    use crate::record::field::required;
    use crate::value::facets::Facets;

    #[test]
    fn patterns_of_what_is_written_take_so_many_steps() {
        static MANY_PLACES: Facets<'static> = Facets {
            patterns: &[&["(a|b)*a(a|b){1000}"]],
            ..Facets::NONE
        };
        let field: Field<'static> = required("", "v").facets(&MANY_PLACES);
        let write = |text: String| {
            let mut writer = Writer::new();
            write_scalar(&text, &mut writer, &field)?;
            writer.finish()
        };
        assert!(write("a".to_owned() + &"b".repeat(1000)).is_ok());
        let error = write("ab".repeat(2000)).unwrap_err();
        assert_eq!(error.kind(), EncodeErrorKind::Limit);
        assert_eq!(
            error.message(),
            "the patterns of values take more than 1000000 steps"
        );
    }
}

//! Reads and writes `Fault` elements of both versions.
//!
//! Servers mix the versions, so children are told by their local names: ASMX puts an unqualified `detail`
//! into a SOAP 1.2 fault.

use http::StatusCode;

use crate::bounded::cut;
use crate::mime::Parts;
use crate::record::Record;
use crate::record::field::choice_of;
use crate::record::shape::{Field, Shape, TypeLabel};
use crate::record::slot::Source;
use crate::soap::encoding;
use crate::soap::envelope::{WriteBody, enter_child, enter_envelope};
use crate::soap::fault::REASON_KEPT;
use crate::soap::{Fault, FaultCode, FaultDetail, FaultKind, FaultReason, SoapVersion};
use crate::xml::{AnyElement, DecodeError, DecodeErrorKind, EncodeError, Limits, Reader, Writer};

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Reads the pending `Fault`. Its detail stays raw; see [`typed_detail`].
///
/// Where it breaks off after its reason, that is what counts, and so is a code before a limit. Of another broken fault
/// its text says more.
fn read_fault(reader: &mut Reader<'_>, version: SoapVersion) -> Result<Fault, DecodeError> {
    let mut fault = Fault {
        status: StatusCode::OK,
        code: FaultCode::default(),
        reasons: Vec::new(),
        ..Fault::new(version, FaultKind::Other, "")
    };
    match read_parts(reader, &mut fault) {
        Ok(()) => Ok(fault),
        Err(error) => {
            let is_limit = error.kind() == DecodeErrorKind::Limit;
            let has_code = is_limit && fault.code != FaultCode::default();
            if fault.reasons.is_empty() && !has_code {
                return Err(error);
            }
            fault.incomplete = Some(error);
            Ok(fault)
        }
    }
}

fn read_parts(reader: &mut Reader<'_>, fault: &mut Fault) -> Result<(), DecodeError> {
    reader.enter();
    while reader.child()? {
        match reader.name().1 {
            "faultcode" => fault.code = read_code(reader)?,
            "faultstring" => fault.reasons.push(read_reason(reader)?),
            "faultactor" | "Role" => fault.role = Some(read_short(reader)?),
            "Node" => fault.node = Some(read_short(reader)?),
            "Code" => read_codes(reader, fault)?,
            "Reason" => {
                reader.enter();
                while reader.child()? {
                    fault.reasons.push(read_reason(reader)?);
                }
            }
            "detail" | "Detail" => read_detail(reader, fault)?,
            _ => reader.skip()?,
        }
    }
    Ok(())
}

/// The detail: its elements, and the text that servers put there instead.
fn read_detail(reader: &mut Reader<'_>, fault: &mut Fault) -> Result<(), DecodeError> {
    let detail = reader.capture_element()?;
    let limits = reader.limits().clone();
    let mut inner = detail.reader(&limits)?;
    inner.child()?;
    inner.enter();
    while inner.child()? {
        fault.raw_detail.push(inner.capture_element()?);
    }
    let mut inner = detail.reader(&limits)?;
    inner.child()?;
    let text = inner.loose_text()?;
    let text = cut(text.trim(), REASON_KEPT);
    if !text.is_empty() {
        fault.detail_text = Some(text.to_owned());
    }
    Ok(())
}

/// `Code`, with its chain of `Subcode`s.
///
/// ```xml
/// <Code><Value/><Subcode><Value/><Subcode><Value/></Subcode></Subcode></Code>
/// ```
fn read_codes(reader: &mut Reader<'_>, fault: &mut Fault) -> Result<(), DecodeError> {
    let mut depth = 1;
    reader.enter();
    while depth > 0 {
        if !reader.child()? {
            depth -= 1;
            continue;
        }
        match reader.name().1 {
            "Value" if depth == 1 => fault.code = read_code(reader)?,
            "Value" => {
                let code = read_code(reader)?;
                fault.subcodes.push(code);
            }
            "Subcode" => {
                reader.enter();
                depth += 1;
            }
            _ => reader.skip()?,
        }
    }
    Ok(())
}

/// A code: a QName whose prefix may be declared on its own element, elsewhere, or nowhere.
fn read_code(reader: &mut Reader<'_>) -> Result<FaultCode, DecodeError> {
    let text = reader.loose_text()?;
    let text = cut(text.trim(), REASON_KEPT);
    let Some((prefix, local)) = text.split_once(':') else {
        return Ok(FaultCode::new("", text));
    };
    Ok(match reader.resolve_prefix(prefix) {
        Some(namespace) => FaultCode::new(namespace, local),
        None => FaultCode::new("", local),
    })
}

fn read_reason(reader: &mut Reader<'_>) -> Result<FaultReason, DecodeError> {
    let lang = match reader.find_attribute(XML, "lang") {
        Some(index) => Some(reader.attribute_value(index)?.into_owned()),
        None => None,
    };
    Ok(FaultReason {
        lang: lang.filter(|it| !it.is_empty()),
        text: read_short(reader)?,
    })
}

fn read_short(reader: &mut Reader<'_>) -> Result<String, DecodeError> {
    let text = reader.loose_text()?;
    Ok(cut(&text, REASON_KEPT).to_owned())
}

/// The fault in `text`, wherever it stands in `Body` and whatever else cannot be read: neither an answer before it, a
/// broken header block nor a limit that its detail passes hides what the server says.
pub(super) fn find_fault(text: &str, limits: &Limits) -> Option<Box<Fault>> {
    // Most broken answers hold none, and are read only once then.
    memchr::memmem::find(text.as_bytes(), b"Fault")?;
    let mut reader = Reader::new(text, limits).ok()?;
    let version = enter_envelope(&mut reader).ok()?;
    while enter_child(&mut reader, version, "Body").ok()? {
        let mut depth = 1;
        while depth > 0 {
            if !reader.child().ok()? {
                depth -= 1;
            } else if is_fault(&reader) {
                return read_fault(&mut reader, version).ok().map(Box::new);
            } else {
                reader.enter();
                depth += 1;
            }
        }
    }
    None
}

/// As [`find_fault`], in an answer that is too large to be read, of which the beginning counts, or that is not in the
/// encoding that it says: what is not UTF-8 is U+FFFD.
pub(super) fn find_fault_in_bytes(
    bytes: &[u8],
    limits: &Limits,
    error: &DecodeError,
) -> Option<Box<Fault>> {
    let kept = bytes.get(..limits.bytes).unwrap_or(bytes);
    let text = String::from_utf8_lossy(kept);
    let text = cut(text.trim_start_matches('\u{FEFF}'), limits.bytes);
    let mut fault = find_fault(text, limits)?;
    fault.incomplete.get_or_insert_with(|| error.clone());
    Some(fault)
}

/// Whether the pending element is a fault.
fn is_fault(reader: &Reader<'_>) -> bool {
    let (namespace, local) = reader.name();
    local == "Fault" && SoapVersion::of_namespace(namespace).is_some()
}

/// Reads header `blocks` into `headers`, each by itself. Those without a field, and those that cannot be read, are given
/// back raw.
pub fn typed_headers(
    blocks: Vec<AnyElement>,
    limits: &Limits,
    headers: &mut dyn Record,
    shape: &Shape<'_>,
) -> Vec<AnyElement> {
    let mut seen = vec![false; shape.fields.len()];
    let untyped = |block: &AnyElement| {
        let (namespace, local) = block.name();
        let index = (shape.fields.iter())
            .position(|it| (it.namespace, it.local) == (namespace, local))
            .filter(|it| !seen[*it]);
        let Some(index) = index else { return true };
        seen[index] = true;
        let field = &shape.fields[index];
        read_alone(block, None, limits, |reader| {
            let slot = headers.slot_mut(index);
            slot.read(reader, field, Source::of(field))
        })
        .is_none()
    };
    let is_untyped: Vec<bool> = blocks.iter().map(untyped).collect();
    let kept = blocks.into_iter().zip(is_untyped);
    kept.filter(|(_, it)| *it).map(|(it, _)| it).collect()
}

/// All header blocks, as far as they go.
pub(super) fn raw_headers(text: &str, limits: &Limits) -> Vec<AnyElement> {
    let mut res = Vec::new();
    let mut read = || -> Option<()> {
        let mut reader = Reader::new(text, limits).ok()?;
        let version = enter_envelope(&mut reader).ok()?;
        // What stands behind the body is not asked for: the body may be long, or be broken off.
        while reader.child().ok()? && !reader.is(version.namespace(), "Body") {
            if !reader.is(version.namespace(), "Header") {
                reader.skip().ok()?;
                continue;
            }
            reader.enter();
            while reader.child().ok()? {
                res.push(reader.capture_element().ok()?);
            }
        }
        Some(())
    };
    // What was read before the document broke is kept.
    let _ = read();
    res
}

/// Reads `element` by itself.
fn read_alone<T>(
    element: &AnyElement,
    parts: Option<&Parts>,
    limits: &Limits,
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, DecodeError>,
) -> Option<T> {
    let mut reader = element.reader(limits).ok()?;
    reader.set_protocol(&encoding::READ);
    if let Some(parts) = parts {
        reader.set_parts(parts.clone());
    }
    reader.child().ok()?;
    read(&mut reader).ok()
}

/// The first of `details` that is a declared one.
///
/// `None` too if it cannot be read: the fault counts more, and its raw detail is kept.
///
/// An entry that the WSDL declares by `type` has no name there, and servers call it after the part, the fault or the
/// type, in whatever namespace. Those are told by `xsi:type` first, then by name, by local name, and the only one that is
/// declared so takes any element. Where several share a name, it is the one that can be read.
pub(super) fn typed_detail<D: FaultDetail>(
    details: &[AnyElement],
    parts: Option<&Parts>,
    limits: &Limits,
) -> Option<D> {
    let fields = D::table()?.fields;
    find_detail(details, fields, parts, limits, D::read_entry).flatten()
}

/// Details that are looked at by each rule: no service sends more than a few.
const MAX_DETAILS: usize = 256;

/// As [`typed_detail`], for the details that `fields` declare.
pub(super) fn find_detail<T>(
    details: &[AnyElement],
    fields: &[Field<'_>],
    parts: Option<&Parts>,
    limits: &Limits,
    mut read: impl FnMut(&mut Reader<'_>, usize) -> Result<T, DecodeError>,
) -> Option<T> {
    let details = &details[..details.len().min(MAX_DETAILS)];
    const RULES: [Rule; 5] = [by_element, by_type, by_name, by_local, by_number];
    for rule in RULES {
        for detail in details {
            let fits = |index: &usize| rule(detail, &fields[*index], fields, limits);
            let found = (0..fields.len())
                .filter(fits)
                .find_map(|index| read_alone(detail, parts, limits, |reader| read(reader, index)));
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// Whether an entry is the one that the field declares, which is one of several.
type Rule = fn(&AnyElement, &Field<'_>, &[Field<'_>], &Limits) -> bool;

fn by_element(detail: &AnyElement, field: &Field<'_>, all: &[Field<'_>], limits: &Limits) -> bool {
    !field.any_name && by_name(detail, field, all, limits)
}

fn by_type(detail: &AnyElement, field: &Field<'_>, _: &[Field<'_>], limits: &Limits) -> bool {
    let said = || read_alone(detail, None, limits, |reader| reader.xsi_type()).flatten();
    let declared = match field.type_label {
        Some(TypeLabel::Declared(name)) if field.any_name => name,
        Some(_) | None => return false,
    };
    said().is_some_and(|(namespace, local)| {
        (declared.namespace, declared.local) == (namespace.as_str(), local.as_str())
    })
}

fn by_name(detail: &AnyElement, field: &Field<'_>, _: &[Field<'_>], _: &Limits) -> bool {
    detail.name() == (field.namespace, field.local)
}

fn by_local(detail: &AnyElement, field: &Field<'_>, _: &[Field<'_>], _: &Limits) -> bool {
    let local = detail.name().1;
    let is_type = || match field.type_label {
        Some(TypeLabel::Declared(name) | TypeLabel::Actual(name)) => name.local == local,
        Some(TypeLabel::Encoding(name)) => name == local,
        None => false,
    };
    field.any_name && (local == field.local || is_type())
}

fn by_number(_: &AnyElement, field: &Field<'_>, all: &[Field<'_>], _: &Limits) -> bool {
    field.any_name && all.iter().filter(|it| it.any_name).count() == 1
}

/// Writes a fault in the form of `version`, with its typed detail.
pub(super) fn write_fault<D: FaultDetail, H>(
    writer: &mut Writer,
    fault: &Fault<D, H>,
    version: SoapVersion,
) -> Result<(), EncodeError> {
    // A fault that was read has its typed detail among the raw ones as well.
    match (&fault.detail, D::table()) {
        (Some(detail), Some(table)) if fault.raw_detail.is_empty() => {
            let field = choice_of(table);
            let write = |writer: &mut Writer| detail.write_entry(writer, &field);
            write_fault_with(writer, fault, version, Some(&write))
        }
        (_, _) => write_fault_with(writer, fault, version, None),
    }
}

/// Writes a fault in the form of `version`, with what `detail` writes, if anything, in place of its raw details.
pub(super) fn write_fault_with<D, H>(
    writer: &mut Writer,
    fault: &Fault<D, H>,
    version: SoapVersion,
    detail: Option<&WriteBody<'_>>,
) -> Result<(), EncodeError> {
    element(
        writer,
        version.namespace(),
        "Fault",
        |writer| match version {
            SoapVersion::V11 => write_fault_11(writer, fault, detail),
            SoapVersion::V12 => write_fault_12(writer, fault, detail),
        },
    )
}

fn write_fault_11<D, H>(
    writer: &mut Writer,
    fault: &Fault<D, H>,
    detail: Option<&WriteBody<'_>>,
) -> Result<(), EncodeError> {
    element(writer, "", "faultcode", |writer| {
        write_code(writer, &fault.code)
    })?;
    element(writer, "", "faultstring", |writer| {
        writer.text(fault.reason())
    })?;
    if let Some(role) = &fault.role {
        element(writer, "", "faultactor", |writer| writer.text(role))?;
    }
    if has_detail(fault, detail) {
        element(writer, "", "detail", |writer| {
            write_detail(writer, fault, detail)
        })?;
    }
    Ok(())
}

fn write_fault_12<D, H>(
    writer: &mut Writer,
    fault: &Fault<D, H>,
    detail: Option<&WriteBody<'_>>,
) -> Result<(), EncodeError> {
    let namespace = SoapVersion::V12.namespace();
    writer.start_prefixed("soap", namespace, "Code")?;
    element(writer, namespace, "Value", |writer| {
        write_code(writer, &fault.code)
    })?;
    for subcode in &fault.subcodes {
        writer.start_prefixed("soap", namespace, "Subcode")?;
        element(writer, namespace, "Value", |writer| {
            write_code(writer, subcode)
        })?;
    }
    for _ in &fault.subcodes {
        writer.end()?;
    }
    writer.end()?;
    writer.start_prefixed("soap", namespace, "Reason")?;
    for reason in &fault.reasons {
        element(writer, namespace, "Text", |writer| {
            // SOAP 1.2 part 1 §5.4.2.1: the attribute is mandatory.
            writer.attribute(XML, "lang", reason.lang.as_deref().unwrap_or("en"))?;
            writer.text(&reason.text)
        })?;
    }
    writer.end()?;
    for (local, value) in [("Node", &fault.node), ("Role", &fault.role)] {
        if let Some(value) = value {
            element(writer, namespace, local, |writer| writer.text(value))?;
        }
    }
    if has_detail(fault, detail) {
        element(writer, namespace, "Detail", |writer| {
            write_detail(writer, fault, detail)
        })?;
    }
    Ok(())
}

/// Writes an element around what `content` writes; one in a namespace is called `soap:…`.
fn element(
    writer: &mut Writer,
    namespace: &str,
    local: &str,
    content: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    match namespace {
        "" => writer.start("", local)?,
        namespace => writer.start_prefixed("soap", namespace, local)?,
    }
    content(writer)?;
    writer.end()
}

fn write_code(writer: &mut Writer, code: &FaultCode) -> Result<(), EncodeError> {
    if code.namespace.is_empty() {
        return writer.text(&code.local);
    }
    let prefix = writer.prefix_for(&code.namespace);
    writer.text(&format!("{prefix}:{}", code.local))
}

fn has_detail<D, H>(fault: &Fault<D, H>, detail: Option<&WriteBody<'_>>) -> bool {
    detail.is_some() || !fault.raw_detail.is_empty() || fault.detail_text.is_some()
}

fn write_detail<D, H>(
    writer: &mut Writer,
    fault: &Fault<D, H>,
    detail: Option<&WriteBody<'_>>,
) -> Result<(), EncodeError> {
    if let Some(text) = &fault.detail_text {
        writer.text(text)?;
    }
    if let Some(write) = detail {
        return write(writer);
    }
    for raw in &fault.raw_detail {
        writer.raw(raw)?;
    }
    Ok(())
}

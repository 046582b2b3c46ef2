//! Reads and writes `Fault` elements of both versions.
//!
//! Servers mix the versions, so children are told by their local names: ASMX puts an unqualified `detail`
//! into a SOAP 1.2 fault.

use http::StatusCode;

use crate::mime::Parts;
use crate::record::choice::find_alternative;
use crate::record::shape;
use crate::soap::envelope::enter_envelope;
use crate::soap::excerpt::cut;
use crate::soap::fault::REASON_KEPT;
use crate::soap::{Fault, FaultCode, FaultDetail, FaultReason, SoapVersion};
use crate::xml::{DecodeError, EncodeError, Limits, Reader, Writer};

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Reads the pending `Fault`. Its detail stays raw; see [`typed_detail`].
pub(super) fn read_fault(
    reader: &mut Reader<'_>,
    version: SoapVersion,
) -> Result<Fault, DecodeError> {
    let mut fault = Fault {
        version,
        status: StatusCode::OK,
        code: FaultCode::default(),
        subcodes: Vec::new(),
        reasons: Vec::new(),
        role: None,
        node: None,
        detail: None,
        raw_detail: Vec::new(),
    };
    // That a fault is badly made must not hide what it says.
    reader.set_strict(false);
    reader.enter();
    while reader.child()? {
        match reader.name().1 {
            "faultcode" => fault.code = read_code(reader)?,
            "faultstring" => fault.reasons.push(read_reason(reader)?),
            "faultactor" | "Role" => fault.role = Some(read_short(reader)?),
            "Node" => fault.node = Some(read_short(reader)?),
            "Code" => read_codes(reader, &mut fault)?,
            "Reason" => {
                reader.enter();
                while reader.child()? {
                    fault.reasons.push(read_reason(reader)?);
                }
            }
            "detail" | "Detail" => {
                reader.enter();
                while reader.child()? {
                    fault.raw_detail.push(reader.capture_element()?);
                }
            }
            _ => reader.skip()?,
        }
    }
    Ok(fault)
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
    let text = reader.text()?;
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
    let text = reader.text()?;
    Ok(cut(&text, REASON_KEPT).to_owned())
}

/// The first declared detail entry of the fault in `text`.
///
/// `None` too if it cannot be read: the fault counts more, and its raw detail is kept.
pub(super) fn typed_detail<D: FaultDetail>(
    text: &str,
    parts: Option<Parts>,
    limits: &Limits,
) -> Option<D> {
    let table = D::table()?;
    let field = shape::choice(table);
    let mut reader = Reader::new(text, limits).ok()?;
    if let Some(parts) = parts {
        reader.set_parts(parts);
    }
    enter_envelope(&mut reader).ok()?;
    for step in ["Body", "Fault", "Detail"] {
        while reader.child().ok()? {
            if reader.name().1.eq_ignore_ascii_case(step) {
                break;
            }
            reader.skip().ok()?;
        }
        reader.enter();
    }
    while reader.child().ok()? {
        if find_alternative(table, &reader).is_some() {
            return D::read_entry(&mut reader, &field).ok().flatten();
        }
        reader.skip().ok()?;
    }
    None
}

/// Writes a fault in the form of `version`.
pub(super) fn write_fault<D: FaultDetail>(
    writer: &mut Writer,
    fault: &Fault<D>,
    version: SoapVersion,
) -> Result<(), EncodeError> {
    let namespace = version.namespace();
    writer.start_prefixed("soap", namespace, "Fault")?;
    match version {
        SoapVersion::V11 => write_fault_11(writer, fault)?,
        SoapVersion::V12 => write_fault_12(writer, fault)?,
    }
    writer.end()
}

fn write_fault_11<D: FaultDetail>(
    writer: &mut Writer,
    fault: &Fault<D>,
) -> Result<(), EncodeError> {
    writer.start("", "faultcode")?;
    write_code(writer, &fault.code)?;
    writer.end()?;
    writer.start("", "faultstring")?;
    writer.text(fault.reason())?;
    writer.end()?;
    if let Some(role) = &fault.role {
        writer.start("", "faultactor")?;
        writer.text(role)?;
        writer.end()?;
    }
    if has_detail(fault) {
        writer.start("", "detail")?;
        write_detail(writer, fault)?;
        writer.end()?;
    }
    Ok(())
}

fn write_fault_12<D: FaultDetail>(
    writer: &mut Writer,
    fault: &Fault<D>,
) -> Result<(), EncodeError> {
    let namespace = SoapVersion::V12.namespace();
    writer.start_prefixed("soap", namespace, "Code")?;
    write_value(writer, &fault.code)?;
    for subcode in &fault.subcodes {
        writer.start_prefixed("soap", namespace, "Subcode")?;
        write_value(writer, subcode)?;
    }
    for _ in &fault.subcodes {
        writer.end()?;
    }
    writer.end()?;
    writer.start_prefixed("soap", namespace, "Reason")?;
    for reason in &fault.reasons {
        writer.start_prefixed("soap", namespace, "Text")?;
        // SOAP 1.2 part 1 §5.4.2.1: the attribute is mandatory.
        writer.attribute(XML, "lang", reason.lang.as_deref().unwrap_or("en"))?;
        writer.text(&reason.text)?;
        writer.end()?;
    }
    writer.end()?;
    for (local, value) in [("Node", &fault.node), ("Role", &fault.role)] {
        if let Some(value) = value {
            writer.start_prefixed("soap", namespace, local)?;
            writer.text(value)?;
            writer.end()?;
        }
    }
    if has_detail(fault) {
        writer.start_prefixed("soap", namespace, "Detail")?;
        write_detail(writer, fault)?;
        writer.end()?;
    }
    Ok(())
}

fn write_value(writer: &mut Writer, code: &FaultCode) -> Result<(), EncodeError> {
    writer.start_prefixed("soap", SoapVersion::V12.namespace(), "Value")?;
    write_code(writer, code)?;
    writer.end()
}

fn write_code(writer: &mut Writer, code: &FaultCode) -> Result<(), EncodeError> {
    if code.namespace.is_empty() {
        return writer.text(&code.local);
    }
    let prefix = writer.prefix_for(&code.namespace);
    writer.text(&format!("{prefix}:{}", code.local))
}

fn has_detail<D>(fault: &Fault<D>) -> bool {
    fault.detail.is_some() || !fault.raw_detail.is_empty()
}

fn write_detail<D: FaultDetail>(writer: &mut Writer, fault: &Fault<D>) -> Result<(), EncodeError> {
    // A fault that was read has its typed detail among the raw ones as well.
    if let (Some(detail), Some(table)) = (&fault.detail, D::table())
        && fault.raw_detail.is_empty()
    {
        return detail.write_entry(writer, &shape::choice(table));
    }
    for raw in &fault.raw_detail {
        writer.raw(raw)?;
    }
    Ok(())
}

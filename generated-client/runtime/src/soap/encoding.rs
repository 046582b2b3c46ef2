//! What SOAP adds to the elements of its messages: namespaces that are no data, and its encoding of values; SOAP 1.1 §5,
//! SOAP 1.2 part 2 §3.
//!
//! Data only: the record engine writes and reads by it. References between elements are resolved before a record is read.

use crate::soap::SoapVersion;
use crate::xml::{ArrayForm, ReadProtocol, WriteProtocol};

const SOAP_11: &str = SoapVersion::V11.encoding();
const SOAP_12: &str = SoapVersion::V12.encoding();

/// How deep the children of `Header` and `Body` stand.
const CHILD_DEPTH: usize = 3;

/// What is read besides data, in either version.
pub(super) static READ: ReadProtocol = ReadProtocol {
    control: &[
        SoapVersion::V11.namespace(),
        SoapVersion::V12.namespace(),
        SOAP_11,
        SOAP_12,
    ],
    // SOAP 1.1 §5.4.2.1, §5.4.2.2; SOAP 1.2 has neither.
    offset: (SOAP_11, "offset"),
    position: (SOAP_11, "position"),
    // `xsd:int[2,3]` in SOAP 1.1, `2 3` in SOAP 1.2.
    sizes: &[(SOAP_11, "arrayType"), (SOAP_12, "arraySize")],
    outranking: (CHILD_DEPTH, "Fault"),
};

/// What is written besides data in header blocks.
pub(super) fn of_headers(version: SoapVersion) -> &'static WriteProtocol {
    match version {
        SoapVersion::V11 => &HEADERS_11,
        SoapVersion::V12 => &HEADERS_12,
    }
}

/// What is written besides data in a body. Its children say the encoding, where both versions allow it: SOAP 1.1 §4.1.1,
/// SOAP 1.2 part 1 §5.1.1.
pub(super) fn of_body(version: SoapVersion) -> &'static WriteProtocol {
    match version {
        SoapVersion::V11 => &BODY_11,
        SoapVersion::V12 => &BODY_12,
    }
}

static HEADERS_11: WriteProtocol = encoded(SoapVersion::V11, None);
static HEADERS_12: WriteProtocol = encoded(SoapVersion::V12, None);
static BODY_11: WriteProtocol = encoded(SoapVersion::V11, Some(CHILD_DEPTH));
static BODY_12: WriteProtocol = encoded(SoapVersion::V12, Some(CHILD_DEPTH));

/// The encoding of `version`, which the elements at the depth `said` say.
const fn encoded(version: SoapVersion, said: Option<usize>) -> WriteProtocol {
    let (envelope, encoding) = (version.namespace(), version.encoding());
    WriteProtocol {
        namespace: encoding,
        mark: match said {
            Some(depth) => Some((depth, envelope, "encodingStyle", encoding)),
            None => None,
        },
        arrays: match version {
            // SOAP 1.1 §5.4.2 names the type of the innermost items.
            SoapVersion::V11 => ArrayForm::One("arrayType"),
            // SOAP 1.2 part 2 §3.1.6 tells the type and the size apart.
            SoapVersion::V12 => ArrayForm::Two {
                item: "itemType",
                size: "arraySize",
            },
        },
    }
}

//! One run of one path, for those who count its instructions: `cargo xtask figures`.
//!
//! In: the name of a path, as an argument; none lists the names. Each path is run once before, so that what a process
//! does only once does not count, and then once in [`counted_run`], whose instructions are what is counted.

mod messages;
mod reading;
mod wide;

use std::hint::black_box;

use bytes::Bytes;
use generated_client::technician_console::operations::LoginTechnicianFromStandaloneV72 as Login;
use soap_runtime::record::field::optional;
use soap_runtime::record::shape::Field;
use soap_runtime::record::slot::{Member, Slot, Source};
use soap_runtime::value::Base64Binary;
use soap_runtime::value::facets::Facets;
use soap_runtime::xml::{Reader, Writer};
use soap_runtime::{EncodeOptions, NoHeaders, SoapVersion, decode_response, encode_request};

type Run = Box<dyn FnMut()>;
type Prepare = fn() -> Run;

/// The paths: a name, and what makes it ready.
const PATHS: [(&str, Prepare); 23] = [
    ("decode-small", || decode_answer(2)),
    ("decode-list", || decode_answer(10_000)),
    ("decode-sparse", || decode_rows(4)),
    ("decode-unknown", || decode_rows(0)),
    ("decode-attributes", decode_attributes),
    ("decode-pattern", || decode::<Codes>(codes())),
    (
        "decode-wide-choice",
        || decode::<wide::Alternatives>(last()),
    ),
    ("decode-wide-each", || decode::<wide::Alternatives>(each())),
    ("decode-wide-reversed", || decode::<wide::Wide>(reversed())),
    ("decode-wide-unknown", || decode::<wide::Wide>(unknown())),
    ("decode-base64", decode_octets),
    ("encode-login", encode_login),
    ("encode-text", encode_text),
    ("encode-base64", encode_octets),
    ("scan-small", || scan(messages::answer(2))),
    ("scan-list", || scan(messages::answer(10_000))),
    ("scan-sparse", || scan(rows(4))),
    ("scan-attributes", || scan(points())),
    ("scan-pattern", || scan(codes())),
    ("scan-wide-choice", || scan(last())),
    ("scan-wide-each", || scan(each())),
    ("scan-wide-reversed", || scan(reversed())),
    ("scan-wide-unknown", || scan(unknown())),
];

fn main() {
    let name = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let Some(name) = name else {
        for (name, _) in PATHS {
            println!("{name}");
        }
        return;
    };
    let path = PATHS.iter().find(|(own, _)| *own == name);
    let (_, prepare) = path.expect("an argument is one of the names that no argument lists");
    let mut run = prepare();
    run();
    counted_run(&mut run);
}

/// What a profiler is told to count in.
#[inline(never)]
fn counted_run(run: &mut Run) {
    black_box(run)();
}

fn decode_answer(entries: usize) -> Run {
    let body = Bytes::from(messages::answer(entries));
    let options = reading::reading();
    // What the transport makes is no part of reading it.
    let mut responses = vec![reading::response(&body), reading::response(&body)];
    Box::new(move || {
        let response = responses.pop().expect("a path is run twice");
        let reply = decode_response::<Login>(response, &options);
        let reply = black_box(reply).expect("the answer is good");
        std::mem::forget(reply);
    })
}

fn encode_login() -> Run {
    let request = messages::request();
    let options = EncodeOptions::new(
        SoapVersion::V11,
        "https://example.com/TechnicianConsole.asmx",
    );
    Box::new(move || {
        let request = encode_request::<Login>(&request, &NoHeaders, &options);
        black_box(request).expect("the request is good");
    })
}

/// A request of 10 MB in one text.
fn encode_text() -> Run {
    let request =
        messages::request().email("0123456789 abcdefghijklmnopqrstuvwxyz, ".repeat(256 << 10));
    let options = EncodeOptions::new(SoapVersion::V11, "https://example.com/");
    Box::new(move || {
        let request = encode_request::<Login>(&request, &NoHeaders, &options);
        black_box(request).expect("the request is good");
    })
}

/// A list of rows, whose table has many members.
#[derive(Clone, Debug, PartialEq)]
struct Rows {
    rows: Vec<Row>,
}

soap_runtime::record!(Rows, {
    rows: repeated("urn:rows", "row"),
});

/// Declares `Row` with a member for each name.
macro_rules! row {
    ($($member:ident)+) => {
        /// A row with many members, of which few are there.
        #[derive(Clone, Debug, PartialEq)]
        struct Row {
            $($member: Option<String>,)+
        }

        soap_runtime::record!(Row, {
            $($member: optional("urn:rows", stringify!($member)),)+
        });
    };
}

row! {
    a00 a01 a02 a03 a04 a05 a06 a07 a08 a09 a10 a11 a12 a13 a14 a15 a16 a17 a18 a19 a20 a21 a22 a23 a24 a25 a26 a27 a28 a29
    b00 b01 b02 b03 b04 b05 b06 b07 b08 b09 b10 b11 b12 b13 b14 b15 b16 b17 b18 b19 b20 b21 b22 b23 b24 b25 b26 b27 b28 b29
    c00 c01 c02 c03 c04 c05 c06 c07 c08 c09 c10 c11 c12 c13 c14 c15 c16 c17 c18 c19 c20 c21 c22 c23 c24 c25 c26 c27 c28 c29
    d00 d01 d02 d03 d04 d05 d06 d07 d08 d09 d10 d11 d12 d13 d14 d15 d16 d17 d18 d19 d20 d21 d22 d23 d24 d25 d26 d27 d28 d29
}

/// A thousand rows of so many members; with none, of four elements that no table has.
fn rows(members: usize) -> String {
    let names = match members {
        0 => ["u01", "u02", "u03", "u04"],
        _ => ["a07", "b12", "c21", "d28"],
    };
    let cells: String = (names.iter())
        .map(|name| format!("<{name}>0123456789</{name}>"))
        .collect();
    let row = format!("<row>{cells}</row>");
    format!("<rows xmlns=\"urn:rows\">{}</rows>", row.repeat(1_000))
}

fn decode_rows(members: usize) -> Run {
    decode::<Rows>(rows(members))
}

/// A row that is attributes.
#[derive(Clone, Debug, PartialEq)]
struct Point {
    x: Option<i32>,
    y: Option<i32>,
    name: Option<String>,
}

soap_runtime::record!(Point, {
    x: attribute("", "x"),
    y: attribute("", "y"),
    name: attribute("", "name"),
});

#[derive(Clone, Debug, PartialEq)]
struct Points {
    points: Vec<Point>,
}

soap_runtime::record!(Points, {
    points: repeated("urn:rows", "point"),
});

/// A thousand of them.
fn points() -> String {
    let point = "<point x=\"12\" y=\"-7\" name=\"somewhere else\"/>";
    format!(
        "<points xmlns=\"urn:rows\">{}</points>",
        point.repeat(1_000)
    )
}

fn decode_attributes() -> Run {
    decode::<Points>(points())
}

/// Texts of a pattern.
#[derive(Clone, Debug, PartialEq)]
struct Codes {
    codes: Vec<String>,
}

static CODE: Facets<'static> = Facets {
    patterns: &[&["[A-Z]{3}-\\d{4}"]],
    ..Facets::NONE
};

soap_runtime::record!(Codes, {
    codes: repeated("urn:rows", "code").facets(&CODE),
});

/// A thousand of them.
fn codes() -> String {
    let codes = "<code>ABC-1234</code>".repeat(1_000);
    format!("<codes xmlns=\"urn:rows\">{codes}</codes>")
}

/// Elements that no table of many members has.
fn unknown() -> String {
    wide::document((0..4 * wide::MEMBERS).map(|index| wide::name(2_000 + index)))
}

/// The members of an `xs:all`, from the last to the first.
fn reversed() -> String {
    wide::document((0..wide::MEMBERS).rev().map(wide::name))
}

/// The last alternative of a choice, again and again.
fn last() -> String {
    wide::document((0..wide::MEMBERS).map(|_| wide::name(wide::MEMBERS - 1)))
}

/// All alternatives in turn, far apart.
fn each() -> String {
    wide::document((0..wide::MEMBERS).map(|index| wide::name(index * 7 % wide::MEMBERS)))
}

/// Octets in an element.
#[derive(Clone, Debug, PartialEq)]
struct Octets {
    octets: Option<Base64Binary>,
}

soap_runtime::record!(Octets, {
    octets: optional("urn:rows", "octets"),
});

fn decode_octets() -> Run {
    decode::<Octets>(format!(
        "<octets xmlns=\"urn:rows\"><octets>{}</octets></octets>",
        "aGVsbG8gd29ybGQh".repeat(64 << 10)
    ))
}

fn encode_octets() -> Run {
    let value = Octets {
        octets: Some(Base64Binary::from(vec![0x5A; 1 << 20])),
    };
    Box::new(move || {
        let field = optional("urn:rows", "octets");
        let mut writer = Writer::new();
        value.write(&mut writer, &field).expect("the value is good");
        black_box(writer.finish()).expect("the document is whole");
    })
}

/// Reads a document whose root is a `T`.
fn decode<T: Member + 'static>(document: String) -> Run {
    let field: Field<'_> = optional("urn:rows", "root");
    let options = reading::reading();
    Box::new(move || {
        let mut reader = Reader::new(&document, &options.limits).expect("the document is good");
        reader.child().expect("the document is good");
        let mut value = T::blank();
        value
            .read(&mut reader, &field, Source::Element)
            .expect("the document is good");
        std::mem::forget(black_box(value));
    })
}

fn scan(document: String) -> Run {
    Box::new(move || {
        black_box(reading::scan(&document));
    })
}

//! The whole pipeline over files in memory, a small service to put things into, and random numbers that are the same
//! on every run.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use wsdl_codegen::diagnostic::Diagnostics;
use wsdl_codegen::diagnostic::json::render_json;
use wsdl_codegen::diagnostic::render::render as show;
use wsdl_codegen::emit::public_api;
use wsdl_codegen::generate::print;
use wsdl_codegen::ir::Api;
use wsdl_codegen::load::load_memory;
use wsdl_codegen::lower::lower;
use wsdl_codegen::settings::Settings;
use wsdl_codegen::symbols::{Model, resolve_symbols};

/// What a run gives.
pub(crate) struct Run {
    /// The generated files, if no barrier stopped the run.
    pub(crate) files: Option<BTreeMap<String, String>>,
    /// The diagnostics.
    pub(crate) diagnostics: Diagnostics,
    /// The diagnostics as text.
    pub(crate) report: String,
    /// What was generated from, if no barrier stopped the run.
    pub(crate) lowered: Option<(Model, Api)>,
}

/// Runs every stage over `files`; the first is the root. Checks what holds for any input.
pub(crate) fn run(files: &[(&str, &[u8])], settings: &Settings) -> Run {
    let mut diagnostics = Diagnostics::default();
    let loaded = load_memory(files, files[0].0, &mut diagnostics);
    let (mut rendered, mut lowered) = (None, None);
    let mut report = String::new();
    if let Some(loaded) = &loaded {
        let symbols = resolve_symbols(&loaded.model, &mut diagnostics);
        if !diagnostics.has_errors() {
            let api = lower(&loaded.model, &symbols, settings, &mut diagnostics);
            if !diagnostics.has_errors() {
                public_api(&api);
                // Without optimisation rendering parses what it wrote, and panics where that is no Rust.
                rendered = Some(print(&api, settings, &["a.wsdl".to_owned()]));
                lowered = Some(api);
            }
        }
        report = show(&diagnostics, &loaded.sources);
        for line in render_json(&diagnostics, &loaded.sources).lines() {
            assert!(line.starts_with('{') && line.ends_with('}'), "{line}");
        }
    }
    assert!(
        rendered.is_some() || diagnostics.has_errors(),
        "no output and no error"
    );
    let is_plain = |it: char| !it.is_control() || it == '\n';
    assert!(report.chars().all(is_plain), "{report:?}");
    Run {
        files: rendered,
        diagnostics,
        report,
        lowered: loaded.map(|it| it.model).zip(lowered),
    }
}

/// Runs every stage over one WSDL.
pub(crate) fn run_text(text: &str) -> Run {
    run(&[("a.wsdl", text.as_bytes())], &Settings::default())
}

/// A service with one operation, whose messages are the element `t:root` of `schema`.
pub(crate) fn service(schema: &str) -> String {
    format!(
        r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
<types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">{schema}</xs:schema></types>
<message name="I"><part name="p" element="t:root"/></message>
<message name="O"><part name="p" element="t:root"/></message>
<portType name="P"><operation name="Op"><input message="t:I"/><output message="t:O"/></operation></portType>
<binding name="B" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/><operation name="Op"><soap:operation soapAction="urn:op"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
<service name="S"><port name="SP" binding="t:B"><soap:address location="http://example.com/"/></port></service></definitions>"#
    )
}

/// The element `t:root` with these members.
pub(crate) fn root(members: &str) -> String {
    format!(
        r#"<xs:element name="root"><xs:complexType><xs:sequence>{members}</xs:sequence></xs:complexType></xs:element>"#
    )
}

/// `write` called with 0 to `n`, joined.
pub(crate) fn repeat(n: usize, write: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut all, index| {
        let _ = write!(all, "{}", write(index));
        all
    })
}

/// Numbers that look random: xorshift64*.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `n`; 0 where `n` is.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        if n == 0 {
            return 0;
        }
        usize::try_from(self.next() >> 11).unwrap_or(0) % n
    }

    pub(crate) fn pick<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }
}

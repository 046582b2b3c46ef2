//! Whether written messages are what the schemas allow, by the word of libxml2, which has no line in common with this
//! workspace.
//!
//! In: the documents of a WSDL, and envelopes that generated code wrote. Out: which of them `xmllint --schema` rejects.
//! The expectations come from the WSDL's messages and the schemas' text, not from the IR; the IR only says which
//! operation is meant.
//!
//! What libxml2 cannot be asked:
//! - A schema that it rejects itself. Such a root is named, with libxml2's words, and nothing of it counts as valid.
//! - SOAP-encoded arrays and nils: the schema of `soapenc:Array` restricts its content to nothing, and SOAP 1.1 §5
//!   allows a nil where no schema says `nillable`. Other encoded messages are validated.
//! - RPC wrappers and details by type, which no schema declares: their names are compared here, what stands in them is
//!   validated. Where faults of one operation have parts of one name and different types, and no `xsi:type` tells them
//!   apart, it is not known which is meant.
//! - Attachments, which stand beside the envelope.
//! - Mixed content that requires elements of other than plain types, and abstract types that nothing is derived from.
//!
//! How schemas are prepared is told in [`schemas`].

pub mod messages;
pub mod probes;
pub mod schemas;
pub mod xmllint;

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use wsdl_codegen::ir::Api;
use wsdl_codegen::load::Loaded;

pub use messages::Written;
use probes::Probe;

/// The file that loads all others.
pub const DRIVER: &str = "driver.xsd";
/// The namespace of the driver's elements.
pub(crate) const PROBE: &str = "urn:probe";

/// What is needed to validate the messages of one root.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Validator {
    /// The schemas, by file name; [`DRIVER`] among them.
    pub files: BTreeMap<String, String>,
    /// By operation and side.
    probes: Vec<(String, String, Probe)>,
    /// Whether there is an abstract type that no other is derived from.
    has_barren_type: bool,
}

/// How the messages of one root did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verdict {
    /// Messages that libxml2 takes.
    pub valid: usize,
    /// Messages that it does not: where, and its words.
    pub invalid: Vec<String>,
    /// Messages that it was not asked about, by cause.
    pub unchecked: BTreeMap<String, usize>,
    /// Why libxml2 could not be asked about any of them.
    pub broken: Option<String>,
}

impl Validator {
    /// Prepares the schemas of `loaded`, from which `api` was made.
    pub fn new(loaded: &Loaded, api: &Api) -> Self {
        let probes = probes::probes(loaded, api);
        let mut set = schemas::SchemaSet::new(loaded);
        set.add_wild(&wsdl_codegen::sample::wild_namespaces(api));
        let driver = probes::driver(&probes, &set);
        let mut files = set.into_files();
        files.insert(DRIVER.to_owned(), driver);
        let has_barren_type = schemas::has_barren_type(&loaded.model);
        Self {
            files,
            probes,
            has_barren_type,
        }
    }

    /// Why libxml2 may complain of this although the writer can do no better; as narrow as its words allow.
    fn excuse(&self, words: &str) -> Option<&'static str> {
        (words.ends_with("The type definition is abstract.") && self.has_barren_type)
            .then_some("a type is abstract, and none is derived from it: it has no valid value")
    }

    /// Writes the schemas and the messages into the empty folder `folder`, and asks libxml2.
    ///
    /// # Errors
    /// A file cannot be written, or `xmllint` does not start.
    pub fn validate(&self, written: &[Written], folder: &Path) -> Result<Verdict, String> {
        let put = |name: &str, text: &str| {
            let path = folder.join(name);
            std::fs::write(&path, text).map_err(|it| format!("{}: {it}", path.display()))
        };
        std::fs::create_dir_all(folder).map_err(|it| format!("{}: {it}", folder.display()))?;
        for (name, text) in &self.files {
            put(name, text)?;
        }
        let mut verdict = Verdict::default();
        let probes: BTreeMap<(&str, &str), (usize, &Probe)> = (self.probes.iter().enumerate())
            .map(|(index, it)| ((it.0.as_str(), it.1.as_str()), (index, &it.2)))
            .collect();
        let mut wrong: BTreeMap<usize, String> = BTreeMap::new();
        let mut excused: BTreeMap<usize, &str> = BTreeMap::new();
        let mut batch = messages::Batch::default();
        for (index, it) in written.iter().enumerate() {
            let probe = probes.get(&(it.marker.as_str(), it.side.as_str()));
            match messages::taken_apart(it, probe.copied()) {
                messages::Parts::Found(parts) => batch.add(index, &parts),
                messages::Parts::Wrong(words) => {
                    wrong.insert(index, words);
                }
                messages::Parts::Unchecked(cause) => {
                    *verdict.unchecked.entry(cause).or_default() += 1
                }
            }
        }
        let mut names = Vec::new();
        for (number, file) in batch.files().iter().enumerate() {
            let name = format!("messages{number}.xml");
            put(&name, &file.text)?;
            names.push(name);
        }
        match xmllint::validate(folder, DRIVER, &names)? {
            xmllint::Answer::Broken(words) => {
                verdict.broken = Some(words);
                verdict.unchecked.clear();
                return Ok(verdict);
            }
            xmllint::Answer::Validated(complaints) => {
                for it in complaints {
                    let found = batch.message_at(it.file, it.line);
                    let index =
                        found.ok_or_else(|| format!("xmllint says of no message: {}", it.words))?;
                    if let Some(cause) = self.excuse(&it.words) {
                        excused.entry(index).or_insert(cause);
                    } else {
                        wrong.entry(index).or_insert(it.words);
                    }
                }
            }
        }
        excused.retain(|it, _| !wrong.contains_key(it));
        for cause in excused.values() {
            *verdict.unchecked.entry((*cause).to_owned()).or_default() += 1;
        }
        let unchecked: usize = verdict.unchecked.values().sum();
        verdict.valid = written.len() - unchecked - wrong.len();
        verdict.invalid = (wrong.iter())
            .map(|(index, words)| {
                let it = &written[*index];
                let envelope = it.envelope.replace(['\n', '\r'], " ");
                format!("{} {} {}: {words}: {envelope}", it.marker, it.side, it.name)
            })
            .collect();
        Ok(verdict)
    }
}

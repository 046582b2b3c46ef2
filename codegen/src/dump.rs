//! One stage of the pipeline as text. In: a [`Generated`] and the stage. Out: its dump.

use crate::document::dump_documents;
use crate::generate::Generated;
use crate::ir::dump as dump_ir;
use crate::symbols::dump_model;
use crate::words::words;

words! {
    /// The stages that can be printed, in the order of the pipeline.
    pub enum Stage {
        /// The files, and how each was reached.
        Documents = "documents",
        /// What they declare.
        Model = "model",
        /// What will be generated.
        Ir = "ir",
        /// What is generated.
        Rust = "rust",
    }
}

impl std::str::FromStr for Stage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::named(text).ok_or_else(|| "expected `documents`, `model`, `ir` or `rust`".to_owned())
    }
}

/// Prints `stage` of a run; `None` where the run did not come as far.
pub fn dump(generated: &Generated, stage: Stage) -> Option<String> {
    Some(match stage {
        Stage::Documents => {
            let loaded = generated.loaded.as_ref()?;
            dump_documents(&loaded.documents, &loaded.sources)
        }
        Stage::Model => dump_model(&generated.loaded.as_ref()?.model),
        Stage::Ir => dump_ir(generated.api.as_ref()?),
        Stage::Rust => {
            let files = generated.files.as_ref()?.iter();
            files
                .map(|(name, text)| format!("// ===== {name}\n{text}\n"))
                .collect()
        }
    })
}

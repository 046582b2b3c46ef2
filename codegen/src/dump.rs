//! One stage of the pipeline as text. In: a [`Generated`] and the stage. Out: its dump.

use crate::document::dump_documents;
use crate::generate::Generated;
use crate::ir::dump as dump_ir;
use crate::symbols::dump_model;

/// The stages that can be printed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// The files, and how each was reached.
    Documents,
    /// What they declare.
    Model,
    /// What will be generated.
    Ir,
    /// What is generated.
    Rust,
}

impl Stage {
    /// All stages, in pipeline order.
    pub const ALL: [Self; 4] = [Self::Documents, Self::Model, Self::Ir, Self::Rust];

    /// The word for it on command lines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Model => "model",
            Self::Ir => "ir",
            Self::Rust => "rust",
        }
    }
}

impl std::str::FromStr for Stage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|it| it.as_str() == text);
        found.ok_or_else(|| "expected `documents`, `model`, `ir` or `rust`".to_owned())
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

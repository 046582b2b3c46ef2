//! XML 1.0 and namespaces: bytes to characters, a checking pull reader, a writer, raw fragments, limits.

pub mod error;
pub mod limits;
pub mod reader;
pub mod writer;

pub use error::{DecodeError, EncodeError};
pub use limits::Limits;
pub use reader::Reader;
pub use writer::Writer;

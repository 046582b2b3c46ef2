//! Parts beside the envelope: files that are sent, and what is kept of an answer.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::Value as Json;
use soap_runtime::{Attachment, EncodeOptions, MtomMode};
use wsdl_codegen::live::{Operation, Received};
use wsdl_codegen::words::counted;

use super::super::Console;

#[derive(Debug, clap::Args)]
pub(super) struct PartFlags {
    /// Send this file beside the envelope, besides those that are members of the request; may be repeated.
    #[arg(long, value_name = "FILE")]
    attach: Vec<PathBuf>,
    /// Send octets beside the envelope instead of in it: MTOM. Where the contract's policies ask for it, they go so anyway.
    #[arg(long)]
    mtom: bool,
    /// Keep the parts that come beside the answer as files of this folder.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
}

impl PartFlags {
    /// `options` with what is sent beside the envelope.
    pub(super) fn apply(
        &self,
        mut options: EncodeOptions,
        operation: Operation<'_>,
    ) -> Result<EncodeOptions, String> {
        let first = operation.ir().demands.first();
        if self.mtom || first.is_some_and(|demands| demands.mtom) {
            options = options.with_mtom(MtomMode::ON);
        }
        for path in &self.attach {
            options = options.with_attachment(attachment(path)?);
        }
        Ok(options)
    }

    /// Keeps the parts of `received`, or says that there are some.
    pub(super) fn keep(&self, received: &mut Received, console: &Console) -> Result<(), String> {
        let Some(folder) = &self.save else {
            if !received.attachments.is_empty() {
                let parts = counted(received.attachments.len(), "parts");
                console.warning(&format!(
                    "{parts} came beside the answer\n  = help: `--save DIR` keeps what comes"
                ));
            }
            return Ok(());
        };
        let mut saved = Saved {
            folder,
            paths: Vec::new(),
        };
        for part in &received.attachments {
            saved.keep(&part.content_id, &part.bytes)?;
        }
        saved.members(&mut received.body)?;
        for path in saved.paths {
            console.note(&format!("kept `{}`", path.display()));
        }
        Ok(())
    }
}

/// The file at `path` as a part that is called as the file is.
pub(in crate::cli) fn attachment(path: &Path) -> Result<Attachment, String> {
    let bytes = std::fs::read(path)
        .map_err(|error| format!("`{}` cannot be read ({error})", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let id: String = name
        .chars()
        .map(|c| if is_plain(c) { c } else { '-' })
        .collect();
    Ok(Attachment::new("", bytes).with_content_id(id))
}

struct Saved<'f> {
    folder: &'f Path,
    paths: Vec<PathBuf>,
}

impl Saved<'_> {
    /// Keeps the members that are parts; each has its file instead of its octets then.
    fn members(&mut self, json: &mut Json) -> Result<(), String> {
        match json {
            Json::Array(items) => items.iter_mut().try_for_each(|item| self.members(item)),
            Json::Object(map) => {
                // The form of attachments, see `soap_runtime`; no other has these members.
                let is_part = ["content_id", "content_type", "headers", "bytes"];
                if is_part.iter().all(|name| map.contains_key(*name)) && map.len() == 4 {
                    let octets = map["bytes"]
                        .as_str()
                        .and_then(|text| STANDARD.decode(text).ok());
                    if let Some(octets) = octets {
                        let id = map["content_id"].as_str().unwrap_or_default().to_owned();
                        let path = self.keep(&id, &Bytes::from(octets))?;
                        map.remove("bytes");
                        map.insert("file".to_owned(), Json::from(path));
                    }
                    return Ok(());
                }
                map.values_mut().try_for_each(|member| self.members(member))
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => Ok(()),
        }
    }

    /// Writes one file. The server names it, so that nothing of a path is taken from it, and no file is written twice.
    fn keep(&mut self, content_id: &str, bytes: &Bytes) -> Result<String, String> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
        let mut name: String = content_id
            .chars()
            .filter(|c| is_plain(*c))
            .take(80)
            .collect();
        name = name.trim_start_matches('.').to_owned();
        let n = self.paths.len() + 1;
        let mut path = self.folder.join(&name);
        if name.is_empty() || self.paths.contains(&path) {
            path = self
                .folder
                .join(format!("{n}-{name}").trim_end_matches('-'));
        }
        let written =
            std::fs::create_dir_all(self.folder).and_then(|()| std::fs::write(&path, bytes));
        written.map_err(|error| format!("`{}` cannot be written ({error})", path.display()))?;
        let shown = path.display().to_string();
        self.paths.push(path);
        Ok(shown)
    }
}

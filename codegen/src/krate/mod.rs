//! A whole crate around a generated module: manifest, `lib.rs`, README and examples.
//!
//! In: a [`Run`] and the crate's folder. Out: files. Those around the module are written when they are not there or
//! still have our header: whoever deletes a file's first line owns it from then on.
//!
//! ```text
//! shop-client/
//!   Cargo.toml  README.md
//!   src/lib.rs  src/generated/…
//!   examples/buy.rs
//! ```

mod documents;
mod examples;
mod manifest;
mod markdown;
mod readme;
mod runtime;
mod values;

use std::path::Path;

pub use runtime::{IS_PUBLISHED, RuntimeSource};

use crate::config::{Run, write_module};
use crate::emit::ident::is_keyword;
use crate::format::HEADER;
use crate::output::{self, Change, ChangeKind, OutputError};

/// The package's and the library's name for a crate in the folder `out`.
pub fn names(out: &Path) -> (String, String) {
    let full = std::path::absolute(out).unwrap_or_else(|_| out.to_path_buf());
    let folder = full
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let mut package = String::new();
    for it in folder.chars() {
        match it {
            'a'..='z' | '0'..='9' | '_' => package.push(it),
            _ if package.is_empty() || package.ends_with('-') => {}
            _ => package.push('-'),
        }
    }
    let mut package = package.trim_end_matches('-').to_owned();
    let is_free = |it: &str| {
        let is_ident = syn::parse_str::<syn::Ident>(&it.replace('-', "_")).is_ok();
        is_ident
            && !is_keyword(it)
            && ![
                "core",
                "std",
                "alloc",
                "test",
                "proc_macro",
                "soap_runtime",
                "soap-runtime",
            ]
            .contains(&it)
    };
    if !is_free(&package) {
        package = format!("soap-client-{package}")
            .trim_end_matches('-')
            .to_owned();
    }
    let library = package.replace('-', "_");
    (package, library)
}

/// Writes the crate of `run` in the folder `out`, which gets `soap-runtime` from `runtime`.
///
/// # Errors
/// As [`output::write`]; and the folder holds a crate that was not generated.
pub fn write(out: &Path, run: &Run, runtime: &RuntimeSource) -> Result<Vec<Change>, OutputError> {
    let Some(files) = run.module_files() else {
        return Ok(Vec::new());
    };
    let Some(api) = &run.generated.api else {
        return Ok(Vec::new());
    };
    let source = out.join("src");
    let module = source.join("generated");
    let has_crate = output::read_own(&out.join("Cargo.toml"))? == output::Own::Foreign;
    if has_crate && output::read_own(&module.join("mod.rs"))? != output::Own::Ours {
        return Err(OutputError::NotOurs(out.to_path_buf()));
    }
    let (package, library) = names(out);
    let mut examples = examples::examples(api, &library);
    examples.extend(documents::example(api, &library));
    let mut changes = write_module(&module, files)?;
    for it in &mut changes {
        it.path = format!("src/generated/{}", it.path);
    }
    let mut texts = vec![
        (
            "Cargo.toml".to_owned(),
            manifest::manifest(&package, out, runtime, run),
        ),
        (
            "README.md".to_owned(),
            readme::readme(&package, &library, run, &examples),
        ),
        ("src/lib.rs".to_owned(), library_root()),
    ];
    for it in &examples {
        texts.push((format!("examples/{}.rs", it.file), it.text.clone()));
    }
    remove_stale_examples(out, &texts)?;
    for (path, text) in texts {
        let file = out.join(&path);
        let own = output::read_own(&file)?;
        if own == output::Own::Foreign {
            continue;
        }
        if output::write_file(&file, &text)? {
            let kind = match own {
                output::Own::Absent => ChangeKind::New,
                output::Own::Ours | output::Own::Foreign => ChangeKind::Changed,
            };
            changes.push(Change {
                path,
                kind,
                added: 0,
                removed: 0,
            });
        }
    }
    Ok(changes)
}

/// What to do with a crate that was just written.
pub fn next_steps(out: &Path) -> String {
    let shown = out.display();
    let mut text = format!(
        "next: `cargo doc --open --manifest-path {shown}/Cargo.toml`, or read `{shown}/README.md`\n"
    );
    let full = std::path::absolute(out).unwrap_or_else(|_| out.to_path_buf());
    let workspace = full.ancestors().skip(1).find(|it| is_workspace(it));
    if let Some(root) = workspace {
        let member = full.strip_prefix(root).unwrap_or(&full).display();
        text.push_str(&format!(
            "      it stands in a workspace: add `\"{member}\"` to `members` of `{}`\n",
            root.join("Cargo.toml").display()
        ));
    }
    text
}

fn is_workspace(folder: &Path) -> bool {
    output::read_text(&folder.join("Cargo.toml"))
        .is_some_and(|text| text.lines().any(|it| it.trim() == "[workspace]"))
}

fn library_root() -> String {
    format!(
        "{HEADER}. Delete this line to keep your edits.
#![doc = include_str!(\"../README.md\")]

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use soap_runtime;
"
    )
}

/// Deletes generated examples of operations that are gone.
fn remove_stale_examples(out: &Path, texts: &[(String, String)]) -> Result<(), OutputError> {
    let folder = out.join("examples");
    for name in output::list_own(&folder)? {
        let path = format!("examples/{name}");
        if !texts.iter().any(|it| it.0 == path) {
            output::remove_own(&out.join(path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_named_after_their_folder() {
        for (folder, package) in [
            ("shop-client", "shop-client"),
            ("Shop Client.v2", "shop-client-v2"),
            ("type", "soap-client-type"),
            ("3d", "soap-client-3d"),
            ("größe", "gr-e"),
            ("std", "soap-client-std"),
            ("gen", "soap-client-gen"),
        ] {
            let (name, library) = names(&Path::new("/x").join(folder));
            assert_eq!(name, package);
            assert_eq!(library, package.replace('-', "_"));
        }
    }
}

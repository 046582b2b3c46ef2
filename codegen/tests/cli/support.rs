//! A folder of its own for each test, small WSDLs, and runs of the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::cargo;

/// A service with three operations: `Buy` and `Cancel` can be generated, `Broken` names a type that is not there.
pub(crate) const SHOP: &str = include_str!("../fixtures/cli/Shop.wsdl");

/// A folder that is deleted with the value, unless it is [kept](Folder::kept).
pub(crate) struct Folder {
    path: PathBuf,
    is_kept: bool,
}

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        // Tests of one name run at the same time.
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let (process, number) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(format!("wsdl-codegen-{name}-{process}-{number}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a test folder can be written");
        Self {
            path,
            is_kept: false,
        }
    }

    /// One in the target folder that stays for the next run, so that cargo builds there only what changed.
    pub(crate) fn kept(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).expect("a test folder can be written");
        Self {
            path,
            is_kept: true,
        }
    }

    /// One that holds the sound part of the shop's WSDL.
    pub(crate) fn with_shop(name: &str) -> Self {
        let folder = Self::new(name);
        folder.write("Shop.wsdl", &sound(SHOP));
        folder
    }

    /// One that holds all of it.
    pub(crate) fn with_broken_shop(name: &str) -> Self {
        let folder = Self::new(name);
        folder.write("Shop.wsdl", SHOP);
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the file, unless that is what it holds: cargo looks at the time of the last write.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().expect("a test folder can be written"))
            .expect("a test folder can be written");
        if fs::read_to_string(&path).is_ok_and(|it| it == text) {
            return;
        }
        fs::write(path, text).expect("a test folder can be written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path.join(name)).unwrap_or_else(|it| panic!("{name}: {it}"))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.path.join(name).exists()
    }

    /// The files of a folder in it with their contents, sorted.
    pub(crate) fn files(&self, name: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut open = vec![self.path.join(name)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).expect("a test folder can be written") {
                let path = entry.expect("a test folder can be written").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let text = fs::read_to_string(&path).expect("a test folder can be written");
                    found.push((path.display().to_string(), text));
                }
            }
        }
        found.sort();
        found
    }

    /// Has rustfmt look at `files`. Where there is none, nobody checks.
    pub(crate) fn assert_formatted(&self, files: &[&str]) {
        let rustfmt = || Command::new("rustfmt");
        if rustfmt().arg("--version").output().is_err() {
            return;
        }
        let args = ["--check", "--edition", "2024"];
        let mut command = rustfmt();
        command.args(args).args(files).current_dir(&self.path);
        let output = command.output().expect("it ran before");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{text}");
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_wsdl-codegen"))
            .args(args)
            .current_dir(&self.path)
            .output()
            .expect("a test folder can be written");
        Run::of(&output)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Cargo in a workspace of its own, with this workspace's versions, so that no network is needed.
pub(crate) struct Cargo<'f> {
    folder: &'f Folder,
}

impl<'f> Cargo<'f> {
    pub(crate) fn new(folder: &'f Folder) -> Self {
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        let lock = fs::read_to_string(lock).expect("the workspace is locked");
        folder.write("Cargo.lock", &lock);
        Self { folder }
    }

    /// Runs cargo offline. What this workspace has built already, in the same profile, is not built again.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
        let debug = std::env::var("CARGO_PROFILE_DEV_DEBUG");
        let output = cargo::command()
            .args(&args[..1])
            .args(["--offline", "--quiet"])
            .args(&args[1..])
            .env("CARGO_TARGET_DIR", target)
            .env(
                "CARGO_PROFILE_DEV_DEBUG",
                debug.as_deref().unwrap_or("line-tables-only"),
            )
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .current_dir(self.folder.path())
            .output()
            .expect("cargo runs this test, so it is there");
        Run::of(&output)
    }
}

/// Copies the text files in the folder `from` into the folder `to`, but for those that it holds already.
pub(crate) fn copy(from: &Path, to: &Folder) {
    copy_below(from, "", to);
}

fn copy_below(from: &Path, below: &str, to: &Folder) {
    for entry in fs::read_dir(from).expect("the folder is in the repository") {
        let path = entry.expect("the folder is in the repository").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // What building it in place left there.
        if name == "target" || name == "Cargo.lock" {
            continue;
        }
        let below = format!("{below}{name}");
        if path.is_dir() {
            copy_below(&path, &format!("{below}/"), to);
        } else {
            let text = fs::read_to_string(&path).expect("the folder is in the repository");
            to.write(&below, &text);
        }
    }
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Fails the test unless the run ended with `code`.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }
}

/// The text without what is between `<!-- broken -->` and `<!-- sound -->`.
fn sound(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once("<!-- broken -->") {
        out.push_str(head);
        rest = tail.split_once("<!-- sound -->").map_or("", |it| it.1);
    }
    out.push_str(rest);
    out
}

//! Torture: a file system that fails at the k-th operation, for every k.

mod memory;

use std::io;
use std::path::Path;

use super::replace::{Replacement, replace_in};
use super::*;
use crate::format::HEADER;
use memory::{Failure, Memory, Node};

const ROOT: &str = "src/generated";

fn text(body: &str) -> String {
    format!("{HEADER} from a.wsdl.\n{body}\n")
}

fn set(files: &[(&str, &str)]) -> FileSet {
    FileSet {
        files: files
            .iter()
            .map(|(path, body)| ((*path).to_owned(), text(body)))
            .collect(),
    }
}

fn before() -> Memory {
    let (keep, edit, gone) = (text("keep"), text("a\nb"), text("gone"));
    Memory::new(&[
        ("mod.rs", &keep),
        ("a/types.rs", &edit),
        ("b/types.rs", &gone),
        ("b/notes.md", "by hand"),
    ])
}

fn wanted() -> FileSet {
    set(&[
        ("mod.rs", "keep"),
        ("a/types.rs", "a\nc"),
        ("c/types.rs", "new"),
    ])
}

fn write(memory: &Memory, set: &FileSet) -> Result<Vec<Change>, OutputError> {
    write_in(memory, Path::new(ROOT), set)
}

#[test]
fn a_write_says_what_changed_and_keeps_foreign_files() {
    let memory = before();
    let changes = write(&memory, &wanted()).unwrap();
    let lines: Vec<String> = changes.iter().map(Change::to_string).collect();
    assert_eq!(
        lines,
        [
            "changed a/types.rs (+1 -1)",
            "deleted b/types.rs (+0 -2)",
            "new c/types.rs (+2 -0)",
        ]
    );
    let mut expected = wanted().files;
    expected.insert("b/notes.md".to_owned(), "by hand".to_owned());
    assert_eq!(memory.folder(ROOT), expected);
    assert_eq!(
        memory.folder("src").len(),
        expected.len(),
        "nothing is left beside"
    );
}

#[test]
fn an_unchanged_folder_is_not_touched() {
    let memory = before();
    write(&memory, &wanted()).unwrap();
    memory.writes.set(0);
    assert_eq!(write(&memory, &wanted()).unwrap(), []);
    assert_eq!(memory.writes.get(), 0);
}

#[test]
fn comparing_writes_nothing() {
    let memory = before();
    let changes = compare_in(&memory, Path::new(ROOT), &wanted()).unwrap();
    assert_eq!(memory.writes.get(), 0);
    assert_eq!(changes, write(&memory, &wanted()).unwrap());
}

#[test]
fn the_old_or_the_new_folder_is_whole_wherever_a_run_fails() {
    for first in [false, true] {
        let start = || if first { Memory::new(&[]) } else { before() };
        let old = start().folder(ROOT);
        let good = start();
        write(&good, &wanted()).unwrap();
        let new = good.folder(ROOT);
        let steps = good.done.get();
        assert!(steps > 15);
        for failure in [Failure::Once, Failure::Crash] {
            for at in 0..steps {
                let memory = start().failing(at, failure, io::ErrorKind::Other);
                let result = write(&memory, &wanted());
                let found = memory.folder(ROOT);
                let is_whole = found == old || found == new;
                let is_kept = memory.folder("src/.generated.old") == old;
                assert!(
                    is_whole || (failure == Failure::Crash && is_kept),
                    "step {at} of {steps}, {failure:?}: {found:?}"
                );
                assert!(result.is_err() || found == new, "step {at}, {failure:?}");

                let memory = memory.restarted();
                write(&memory, &wanted()).unwrap();
                assert_eq!(memory.folder(ROOT), new, "step {at}, {failure:?}");
                assert_eq!(
                    memory.folder("src").len(),
                    new.len(),
                    "nothing is left beside"
                );
                assert!(memory.locks.borrow().is_empty());
            }
        }
    }
}

#[test]
fn a_crash_during_recovery_is_recovered() {
    let steps = 60;
    for first in 0..steps {
        let broken = before().failing(first, Failure::Crash, io::ErrorKind::Other);
        let _ = write(&broken, &wanted());
        for second in 0..steps {
            let again = broken
                .restarted()
                .failing(second, Failure::Crash, io::ErrorKind::Other);
            let _ = write(&again, &wanted());
            let last = again.restarted();
            write(&last, &wanted()).unwrap();
            assert_eq!(
                last.folder(ROOT).get("b/notes.md").map(String::as_str),
                Some("by hand")
            );
            assert_eq!(last.folder(ROOT).len(), 4);
        }
    }
}

#[test]
fn a_file_of_somebody_else_is_never_overwritten() {
    let cases = [
        ("mod.rs", "mod.rs"),
        ("a", "a/types.rs"),
        ("mod.rs/notes.md", "mod.rs"),
    ];
    for (theirs, ours) in cases {
        let memory = Memory::new(&[(theirs, "by hand")]);
        let error = write(&memory, &set(&[(ours, "x")])).unwrap_err();
        assert!(matches!(error, OutputError::Foreign(_)), "{error}");
        assert!(error.to_string().contains(theirs), "{error}");
        assert_eq!(
            memory.folder(ROOT).get(theirs).map(String::as_str),
            Some("by hand")
        );
    }
}

#[test]
fn a_link_is_refused() {
    let memory = before();
    memory
        .nodes
        .borrow_mut()
        .insert(Path::new(ROOT).join("link"), Node::Link);
    let error = write(&memory, &wanted()).unwrap_err();
    assert!(matches!(error, OutputError::Special(_)), "{error}");
}

#[test]
fn a_second_run_is_refused() {
    let memory = before();
    let lock = memory.lock(Path::new("src/.generated.lock")).unwrap();
    let error = write(&memory, &wanted()).unwrap_err();
    assert!(matches!(error, OutputError::Locked(_)), "{error}");
    drop(lock);
    write(&memory, &wanted()).unwrap();
}

#[test]
fn errors_name_the_path_and_the_repair() {
    let steps = {
        let memory = before();
        write(&memory, &wanted()).unwrap();
        memory.done.get()
    };
    for at in 0..steps {
        let memory = before().failing(at, Failure::Once, io::ErrorKind::PermissionDenied);
        if let Err(error) = write(&memory, &wanted()) {
            let text = error.to_string();
            assert!(text.contains("`src"), "{text}");
            assert!(text.contains("make its folder writable"), "{text}");
            assert!(std::error::Error::source(&error).is_some());
        }
    }
    for (kind, help) in [
        (io::ErrorKind::StorageFull, "free some space"),
        (io::ErrorKind::ReadOnlyFilesystem, "choose a folder"),
        (io::ErrorKind::NotADirectory, "remove the file"),
        (io::ErrorKind::Other, "run again"),
    ] {
        let memory = before().failing(0, Failure::Once, kind);
        let error = write(&memory, &wanted()).unwrap_err().to_string();
        assert!(error.contains(help), "{error}");
    }
}

#[test]
fn files_are_added_in_folders() {
    let mut set = FileSet::default();
    for (folder, name) in [("", "mod.rs"), ("a", "mod.rs"), ("a", "types.rs")] {
        set.extend(folder, BTreeMap::from([(name.to_owned(), text("x"))]));
    }
    let names: Vec<&String> = set.files.keys().collect();
    assert_eq!(names, ["a/mod.rs", "a/types.rs", "mod.rs"]);
}

#[test]
fn paths_stay_inside() {
    for path in [
        "../a.rs", "/a.rs", "a//b.rs", "", "a/./b.rs", "c:/a.rs", "a\\b.rs",
    ] {
        let error = write(&Memory::new(&[]), &set(&[(path, "x")])).unwrap_err();
        assert!(matches!(error, OutputError::Path(_)), "{path}: {error}");
    }
}

#[test]
fn replaced_files_are_old_or_new_wherever_a_run_fails() {
    let start = || {
        Memory::new(&[
            ("S.wsdl", "old"),
            ("gone.xsd", "x"),
            ("same.xsd", "x"),
            ("notes/a.md", "by hand"),
        ])
    };
    let mut wanted = Replacement::default();
    for (path, content) in [("S.wsdl", "new"), ("dir/t.xsd", "t"), ("same.xsd", "x")] {
        wanted.files.insert(path.to_owned(), content.into());
    }
    wanted.owned = ["S.wsdl", "gone.xsd"].map(str::to_owned).into();
    let replace = |memory: &Memory| replace_in(memory, Path::new(ROOT), &wanted);
    let old = start().folder(ROOT);
    let good = start();
    let changes: Vec<String> = (replace(&good).unwrap().iter())
        .map(Change::to_string)
        .collect();
    let expected = [
        "changed S.wsdl (+1 -1)",
        "new dir/t.xsd (+1 -0)",
        "deleted gone.xsd (+0 -1)",
    ];
    assert_eq!(changes, expected);
    let new = good.folder(ROOT);
    assert_eq!(new["notes/a.md"], "by hand");
    assert_eq!(new.len(), 4);
    let steps = good.done.get();
    good.writes.set(0);
    assert_eq!(replace(&good).unwrap(), []);
    assert_eq!(good.writes.get(), 0);
    for failure in [Failure::Once, Failure::Crash] {
        for at in 0..steps {
            let memory = start().failing(at, failure, io::ErrorKind::Other);
            let result = replace(&memory);
            let found = memory.folder(ROOT);
            let is_kept = memory.folder("src/.generated.old") == old;
            assert!(
                found == old || found == new || (failure == Failure::Crash && is_kept),
                "step {at} of {steps}, {failure:?}: {found:?}"
            );
            assert!(result.is_err() || found == new, "step {at}, {failure:?}");
            let memory = memory.restarted();
            replace(&memory).unwrap();
            assert_eq!(memory.folder(ROOT), new, "step {at}, {failure:?}");
            assert_eq!(memory.folder("src").len(), new.len());
        }
    }
    wanted.owned.clear();
    let result = replace_in(&start(), Path::new(ROOT), &wanted);
    assert!(matches!(result, Err(OutputError::Foreign(_))));
    wanted.files.insert("../x.xsd".to_owned(), Vec::new());
    let result = replace_in(&start(), Path::new(ROOT), &wanted);
    assert!(matches!(result, Err(OutputError::Path(_))));
}

#[test]
fn single_files_are_ours_or_somebody_elses() {
    let folder = std::env::temp_dir().join(format!("wsdl-codegen-own-{}", std::process::id()));
    let (ours, theirs) = (folder.join("ours.rs"), folder.join("theirs.rs"));
    check_own(&folder).unwrap();
    assert_eq!(list_own(&folder).unwrap(), [""; 0]);
    assert!(write_file(&theirs, "by hand").unwrap(), "it is new");
    assert!(!write_file(&theirs, "by hand").unwrap(), "it is as it was");
    assert!(write_file(&theirs, "by hand too").unwrap());
    assert_eq!(read_text(&theirs).as_deref(), Some("by hand too"));
    assert_eq!(read_text(&ours), None);
    let error = check_own(&folder).unwrap_err();
    assert!(matches!(error, OutputError::NotOurs(_)), "{error}");
    write_file(&ours, &text("x")).unwrap();
    check_own(&folder).unwrap();
    assert_eq!(list_own(&folder).unwrap(), ["ours.rs"]);
    for path in [&ours, &theirs] {
        remove_own(path).unwrap();
    }
    assert!(!ours.exists() && theirs.exists());
    std::fs::remove_dir_all(&folder).unwrap();
}

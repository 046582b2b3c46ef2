//! Writing generated files to a disk, in processes that are killed, that run at the same time, or that may not write.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use wsdl_codegen::format::HEADER;
use wsdl_codegen::output::{Disk, FileSet, Fs as _, OutputError, compare, write};

/// Names the folder to write, for the process that a test starts from this file's binary.
const FOLDER: &str = "WSDL_CODEGEN_TEST_FOLDER";
/// `a` or `b`: which content.
const CONTENT: &str = "WSDL_CODEGEN_TEST_CONTENT";

const N_FILES: usize = 40;

/// Two contents that share no file's text, and not all names.
fn content(which: &str) -> FileSet {
    let mut set = FileSet::default();
    for index in 0..N_FILES {
        let folder = if which == "a" || index % 2 == 0 {
            "shared"
        } else {
            "b/deep"
        };
        let text = format!("{HEADER}.\n// {which} {index}\n{}", "// line\n".repeat(200));
        set.extend(folder, BTreeMap::from([(format!("f{index}.rs"), text)]));
    }
    set
}

/// Not a test of its own: what the processes do that other tests start.
#[test]
fn child() {
    let (Ok(folder), Ok(which)) = (std::env::var(FOLDER), std::env::var(CONTENT)) else {
        return;
    };
    match write(Path::new(&folder), &content(&which)) {
        Ok(_) | Err(OutputError::Locked(_)) => {}
        Err(error) => panic!("{error}: {:?}", std::error::Error::source(&error)),
    }
}

/// Lets one test after the other write and start processes: until a process that is started runs its program, it has all
/// that this one has open, the locks of other tests among it.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn start(folder: &Path, which: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--test-threads", "1"])
        .env(FOLDER, folder)
        .env(CONTENT, which)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn fresh_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder.join("generated")
}

fn holds(folder: &Path, which: &str) -> bool {
    compare(folder, &content(which)).is_ok_and(|it| it.is_empty())
}

fn set(files: &[(&str, &str)]) -> FileSet {
    let files = files.iter();
    FileSet {
        files: files
            .map(|(path, body)| ((*path).to_owned(), format!("{HEADER}.\n{body}\n")))
            .collect(),
    }
}

#[test]
fn the_disk_does_what_the_model_does() {
    let _alone = alone();
    let root = fresh_folder("disk");
    let wanted = set(&[("mod.rs", "a"), ("a/types.rs", "b"), ("c/types.rs", "c")]);
    assert_eq!(compare(&root, &wanted).unwrap().len(), 3);
    assert_eq!(write(&root, &wanted).unwrap().len(), 3);
    assert!(
        Disk.kind(&root.join("mod.rs/x")).is_err(),
        "a file is no folder"
    );
    std::fs::write(root.join("a/notes.md"), "by hand").unwrap();
    assert_eq!(write(&root, &wanted).unwrap(), []);
    let held = Disk.lock(&root.with_file_name(".generated.lock")).unwrap();
    assert!(held.is_some());
    let other = set(&[("mod.rs", "other")]);
    let error = write(&root, &other).unwrap_err();
    assert!(matches!(error, OutputError::Locked(_)), "{error}");
    drop(held);
    assert_eq!(write(&root, &other).unwrap().len(), 3);
    let notes = std::fs::read_to_string(root.join("a/notes.md"));
    assert_eq!(notes.unwrap(), "by hand");
    assert!(!root.join("c").exists());
    let beside = std::fs::read_dir(root.parent().unwrap()).unwrap();
    assert_eq!(beside.count(), 1);
}

#[test]
fn a_killed_run_leaves_one_content_whole() {
    let _alone = alone();
    let folder = fresh_folder("killed");
    let own = folder.join("own.rs");
    write(&folder, &content("a")).unwrap();
    std::fs::write(&own, "// mine\n").unwrap();
    let mut delay = 0;
    for round in 0..60 {
        let which = if round % 2 == 0 { "b" } else { "a" };
        let mut process = start(&folder, which);
        // From the start of the process to some time after its end, in steps that do not repeat.
        delay = (delay + 3_700) % 41_000;
        std::thread::sleep(Duration::from_micros(delay));
        let _ = process.kill();
        process.wait().unwrap();
        let beside = |suffix: &str| folder.with_file_name(format!(".generated{suffix}"));
        // Between the two renames there is no folder, but both contents are whole beside it.
        let is_whole = holds(&folder, "a") || holds(&folder, "b");
        let is_between = !folder.exists() && beside(".new").exists() && beside(".old").exists();
        assert!(is_whole || is_between, "round {round}, after {delay} µs");
        // Whatever it left, the next run mends.
        if round % 3 == 0 {
            write(&folder, &content("a")).unwrap();
            assert!(holds(&folder, "a"), "round {round}");
            assert!(!beside(".new").exists() && !beside(".old").exists());
            assert!(!beside(".lock").exists());
        }
    }
    write(&folder, &content("b")).unwrap();
    assert!(holds(&folder, "b"));
    assert_eq!(std::fs::read_to_string(&own).unwrap(), "// mine\n");
}

#[test]
fn runs_at_the_same_time_do_not_mix() {
    let _alone = alone();
    let folder = fresh_folder("together");
    write(&folder, &content("a")).unwrap();
    for round in 0..6 {
        let processes: Vec<Child> = ["a", "b", "a", "b", "b"]
            .map(|it| start(&folder, it))
            .into();
        for process in processes {
            let output = process.wait_with_output().unwrap();
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "round {round}: {text}");
        }
        assert!(holds(&folder, "a") || holds(&folder, "b"), "round {round}");
    }
    let left: Vec<_> = std::fs::read_dir(folder.parent().unwrap())
        .unwrap()
        .map(|it| it.unwrap().file_name())
        .collect();
    assert_eq!(left, ["generated"]);
}

/// The superuser may write anywhere, so this shows less when tests run as root.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;

    let _alone = alone();
    let folder = fresh_folder("read-only");
    let parent = folder.parent().unwrap().to_path_buf();
    write(&folder, &content("a")).unwrap();
    let set_mode = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(&parent, permissions).unwrap();
    };
    set_mode(0o555);
    let result = write(&folder, &content("b"));
    let again = match result {
        Ok(_) => "b",
        Err(_) => "a",
    };
    // Nothing to do needs no permission.
    let unchanged = write(&folder, &content(again));
    set_mode(0o755);
    assert!(unchanged.unwrap().is_empty());
    match result {
        Ok(_) => assert!(holds(&folder, "b")),
        Err(error) => {
            assert!(error.to_string().contains("writable"), "{error}");
            assert!(holds(&folder, "a"));
        }
    }
}

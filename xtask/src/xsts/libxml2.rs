//! What libxml2 says of a schema, by its program `xmllint`.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::groups::Group;

/// The exit code of `xmllint` for a schema that does not compile.
const NO_SCHEMA: i32 = 5;
/// A few schemas of the suite keep it busy for hours; those count as taken.
const PATIENCE: Duration = Duration::from_secs(5);

/// The first complaint about the schema of `group`; `None` where it is taken.
pub(crate) fn complaint(folder: &Path, group: &Group) -> Option<String> {
    let found = group.documents.iter().find_map(|document| {
        let mut child = validating(folder, document, "-", Stdio::piped())?;
        // It may have ended by then: the document is read last.
        let _ = child.stdin.take()?.write_all(b"<none/>");
        let mut text = String::new();
        let has_refused = exit_code(&mut child) == Some(NO_SCHEMA);
        child.stderr?.read_to_string(&mut text).ok()?;
        has_refused.then_some(text)
    })?;
    Some(found.lines().next().unwrap_or_default().to_owned())
}

/// Whether the instance at `path` is taken; `None` where that is not said, since the schema was not taken.
pub(crate) fn takes(folder: &Path, group: &Group, path: &str) -> Option<bool> {
    let instance = folder.join(path);
    let schema = group.documents.first()?;
    let mut child = validating(folder, schema, instance.to_str()?, Stdio::null())?;
    match exit_code(&mut child) {
        Some(0) => Some(true),
        Some(NO_SCHEMA) | None => None,
        Some(_) => Some(false),
    }
}

fn validating(folder: &Path, schema: &str, instance: &str, said: Stdio) -> Option<Child> {
    let child = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(folder.join(schema))
        .arg(instance)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(said)
        .spawn();
    child.ok()
}

/// How `child` ended; `None` where it had to be killed.
fn exit_code(child: &mut Child) -> Option<i32> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Ok(Some(status)) = child.try_wait() {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

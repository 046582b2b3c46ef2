//! A file system in memory that fails where a test says.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::output::{Entry, EntryKind, Fs};

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Node {
    File(Vec<u8>),
    Folder,
    Link,
}

/// What happens from the failing operation on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Failure {
    /// One operation fails.
    Once,
    /// The process is gone: nothing works any more.
    Crash,
}

/// A file system in memory.
pub(super) struct Memory {
    pub(super) nodes: RefCell<BTreeMap<PathBuf, Node>>,
    pub(super) locks: Rc<RefCell<BTreeSet<PathBuf>>>,
    pub(super) done: Cell<usize>,
    pub(super) writes: Cell<usize>,
    fail_at: Option<(usize, Failure, io::ErrorKind)>,
}

pub(super) struct MemoryLock(PathBuf, Rc<RefCell<BTreeSet<PathBuf>>>);

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.1.borrow_mut().remove(&self.0);
    }
}

impl Memory {
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let memory = Self {
            nodes: RefCell::default(),
            locks: Rc::default(),
            done: Cell::new(0),
            writes: Cell::new(0),
            fail_at: None,
        };
        memory.create_dir_all(Path::new("src")).unwrap();
        for (path, text) in files {
            let path = Path::new("src/generated").join(path);
            memory.create_dir_all(path.parent().unwrap()).unwrap();
            memory.create(&path, text.as_bytes()).unwrap();
        }
        memory.done.set(0);
        memory.writes.set(0);
        memory
    }

    pub(super) fn failing(mut self, at: usize, failure: Failure, kind: io::ErrorKind) -> Self {
        self.fail_at = Some((at, failure, kind));
        self
    }

    /// The same disk after the machine came back.
    pub(super) fn restarted(&self) -> Self {
        Self {
            nodes: RefCell::new(self.nodes.borrow().clone()),
            locks: Rc::default(),
            done: Cell::new(0),
            writes: Cell::new(0),
            fail_at: None,
        }
    }

    fn step(&self, is_write: bool) -> io::Result<()> {
        let done = self.done.get();
        self.done.set(done + 1);
        self.writes.set(self.writes.get() + usize::from(is_write));
        match self.fail_at {
            Some((at, Failure::Once, kind)) if at == done => Err(kind.into()),
            Some((at, Failure::Crash, kind)) if at <= done => Err(kind.into()),
            _ => Ok(()),
        }
    }

    pub(super) fn folder(&self, root: &str) -> BTreeMap<String, String> {
        let root = Path::new(root);
        self.nodes
            .borrow()
            .iter()
            .filter_map(|(path, node)| match node {
                Node::File(it) => Some((
                    path.strip_prefix(root).ok()?.to_str()?.to_owned(),
                    String::from_utf8(it.clone()).unwrap(),
                )),
                Node::Folder | Node::Link => None,
            })
            .collect()
    }
}

impl Fs for Memory {
    type Lock = MemoryLock;

    fn kind(&self, path: &Path) -> io::Result<Option<EntryKind>> {
        self.step(false)?;
        Ok(self.nodes.borrow().get(path).map(|it| match it {
            Node::File(_) => EntryKind::File,
            Node::Folder => EntryKind::Folder,
            Node::Link => EntryKind::Other,
        }))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let children: Vec<PathBuf> = self
            .nodes
            .borrow()
            .keys()
            .filter(|it| it.parent() == Some(path))
            .cloned()
            .collect();
        let mut entries = Vec::new();
        for it in children {
            if let Some(kind) = self.kind(&it)? {
                let name = it.file_name().unwrap().to_owned();
                entries.push(Entry { name, kind });
            }
        }
        Ok(entries)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step(false)?;
        match self.nodes.borrow().get(path) {
            Some(Node::File(it)) => Ok(it.clone()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let result = self.step(true);
        // A failing write leaves half of it.
        let end = if result.is_ok() {
            content.len()
        } else {
            content.len() / 2
        };
        let is_alive = result.is_ok()
            || !matches!(self.fail_at, Some((at, Failure::Crash, _)) if at + 1 < self.done.get());
        assert!(
            !is_alive || !self.nodes.borrow().contains_key(path),
            "{path:?} is there"
        );
        if is_alive {
            self.nodes
                .borrow_mut()
                .insert(path.to_owned(), Node::File(content[..end].to_vec()));
        }
        result
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let content = self.read(from)?;
        self.create(to, &content)
    }

    fn create_dir_all(&self, path: &Path) -> io::Result<()> {
        self.step(true)?;
        for it in path.ancestors().filter(|it| !it.as_os_str().is_empty()) {
            let mut nodes = self.nodes.borrow_mut();
            match nodes.get(it) {
                None => drop(nodes.insert(it.to_owned(), Node::Folder)),
                Some(Node::Folder) => {}
                Some(_) => return Err(io::ErrorKind::NotADirectory.into()),
            }
        }
        Ok(())
    }

    fn sync_dir(&self, _path: &Path) -> io::Result<()> {
        self.step(false)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(true)?;
        let mut nodes = self.nodes.borrow_mut();
        assert!(!nodes.contains_key(to), "{to:?} is there");
        let moved: Vec<_> = nodes
            .keys()
            .filter(|it| it.starts_with(from))
            .cloned()
            .collect();
        assert!(!moved.is_empty());
        for path in moved {
            let node = nodes.remove(&path).unwrap();
            let rest = path.strip_prefix(from).unwrap();
            let target = if rest.as_os_str().is_empty() {
                to.to_owned()
            } else {
                to.join(rest)
            };
            nodes.insert(target, node);
        }
        Ok(())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(true)?;
        self.nodes.borrow_mut().remove(path);
        Ok(())
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.step(true)?;
        let mut nodes = self.nodes.borrow_mut();
        assert!(
            !nodes.keys().any(|it| it.parent() == Some(path)),
            "{path:?} is not empty"
        );
        nodes.remove(path);
        Ok(())
    }

    fn lock(&self, path: &Path) -> io::Result<Option<MemoryLock>> {
        self.step(true)?;
        let is_free = self.locks.borrow_mut().insert(path.to_owned());
        Ok(is_free.then(|| MemoryLock(path.to_owned(), Rc::clone(&self.locks))))
    }
}

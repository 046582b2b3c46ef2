//! No circle of files: who imports another, directly or through others, is not imported back.
//!
//! Arrows are computed from `use` items and from paths that begin with `crate` or `super`; a name that a module passes on
//! (`pub use`) leads to the file that it comes from. A module's root file is the table of contents of its children, so
//! that it names them is no arrow; that they name it is one. Tests are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// The sources of each crate, relative to this one.
const CRATES: [&str; 3] = ["src", "../generated-client/runtime/src", "../xtask/src"];

/// The folders of `lower`, and those that each does not import from. Files beside the folders import from none.
const WINGS: &[(&str, &[&str])] = &[
    ("plan/", &["shape/", "api/", "settle/"]),
    ("shape/", &["plan/", "api/", "settle/"]),
    ("api/", &["plan/", "settle/"]),
    ("settle/", &["plan/"]),
    ("", &["plan/", "shape/", "api/", "settle/"]),
];

/// A path in the source: the segments after `crate`.
type Segments = Vec<String>;

struct File {
    /// Relative to the crate's `src`.
    path: String,
    module: Segments,
    /// What it imports, under the name that it gives to it.
    imports: BTreeMap<String, Segments>,
    /// All paths in it.
    paths: BTreeSet<Segments>,
}

#[test]
fn no_file_imports_itself_through_others() {
    let mut wrong: Vec<String> = Vec::new();
    for source in CRATES {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
        let files = files(&root);
        assert!(files.len() > 20, "the sources of {source} were found");
        let arrows = arrows(&files);
        for circle in circles(&arrows) {
            let paths = |idxs: &BTreeSet<usize>| -> Vec<String> {
                idxs.iter().map(|idx| files[*idx].path.clone()).collect()
            };
            wrong.push(format!("in {source}, these import each other:"));
            for from in &circle {
                let to = arrows[*from].intersection(&circle).copied().collect();
                let to = paths(&to).join(", ");
                wrong.push(format!("  {} imports {to}", files[*from].path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_wings_of_lowering_import_downwards() {
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let page = include_str!("../../ARCHITECTURE.md");
    let arrows = arrows(&files);
    let mut wrong: Vec<String> = Vec::new();
    for (file, to) in files.iter().zip(arrows) {
        let Some(own) = file.path.strip_prefix("lower/") else {
            continue;
        };
        let wing = WINGS.iter().find(|(wing, _)| own.starts_with(wing));
        let (wing, forbidden) = wing.expect("the last one is any file");
        for to in to
            .iter()
            .filter_map(|to| files[*to].path.strip_prefix("lower/"))
        {
            if forbidden.iter().any(|it| to.starts_with(it)) && own != "mod.rs" {
                wrong.push(format!("lower/{own} imports lower/{to}"));
            }
        }
        let names: Vec<String> = (forbidden.iter())
            .map(|it| format!("`{}`", it.trim_end_matches('/')))
            .collect();
        let row = format!("| `{wing}` | ");
        let mut rows = page.lines().filter(|line| line.starts_with(&row));
        let is_said = |row: &str| row.ends_with(&format!("| {} |", names.join(", ")));
        if !wing.is_empty() && !rows.next().is_some_and(is_said) {
            wrong.push(format!(
                "the row of `{wing}` in ARCHITECTURE.md says otherwise"
            ));
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn circles_are_found() {
    let file = |path: &str, text: &str| file(path, text.parse().expect("it is Rust"));
    let files = [
        file("a/mod.rs", "mod b; mod c; pub use b::B; fn f() { c::f(); }"),
        file("a/b.rs", "pub struct B; fn f() { super::c::f() }"),
        file(
            "a/c.rs",
            "use super::B; #[cfg(test)] mod tests { use crate::d::D; }",
        ),
        file(
            "d.rs",
            "use crate::a::{B, c::{self, C as D}}; fn f(_: &str) -> impl Sized + use<'_> {}",
        ),
    ];
    let found = circles(&arrows(&files));
    assert_eq!(found, [BTreeSet::from([1, 2])]);
    assert_eq!(arrows(&files)[3], BTreeSet::from([1, 2]));
}

fn files(root: &Path) -> Vec<File> {
    let mut folders = vec![root.to_owned()];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the sources can be read") {
            let path = entry.expect("the sources can be read").path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    let mut res = Vec::new();
    for path in found {
        let relative = path.strip_prefix(root).expect("it was found there");
        let relative = relative.to_string_lossy().replace('\\', "/");
        let is_test = relative.contains("tests/") || relative.ends_with("tests.rs");
        if relative.ends_with(".rs") && !is_test {
            let text = std::fs::read_to_string(&path).expect("the sources can be read");
            res.push(file(&relative, text.parse().expect("the sources compile")));
        }
    }
    res
}

fn file(path: &str, tokens: TokenStream) -> File {
    let mut module: Segments = path.split('/').map(str::to_owned).collect();
    let last = module.pop().unwrap_or_default();
    if !["mod.rs", "lib.rs"].contains(&last.as_str()) {
        module.push(last.trim_end_matches(".rs").to_owned());
    }
    let mut res = File {
        path: path.to_owned(),
        module,
        imports: BTreeMap::new(),
        paths: BTreeSet::new(),
    };
    res.read(tokens);
    res
}

impl File {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if is_for_tests(&tokens[at..]) {
                let is_end = |it: &TokenTree| match it {
                    TokenTree::Group(it) => it.delimiter() == proc_macro2::Delimiter::Brace,
                    it => is_punct(it, ';'),
                };
                at += tokens[at..].iter().position(is_end).unwrap_or(0);
            } else if is_word(&tokens[at], "use") && !is_punct(&tokens[at + 1], '<') {
                let end = tokens[at..].iter().position(|it| is_punct(it, ';'));
                let end = at + end.expect("a use item ends");
                self.import(Vec::new(), &tokens[at + 1..end]);
                at = end;
            } else if let TokenTree::Group(group) = &tokens[at] {
                self.read(group.stream());
            } else if is_word(&tokens[at], "crate") || is_word(&tokens[at], "super") {
                let (segments, n_tokens) = segments(&tokens[at..]);
                self.paths.extend(self.absolute(segments));
                at += n_tokens - 1;
            }
            at += 1;
        }
    }

    /// Takes in a tree of imports below `prefix`.
    fn import(&mut self, prefix: Segments, tree: &[TokenTree]) {
        for branch in tree.split(|it| is_punct(it, ',')) {
            let (own, n_tokens) = segments(branch);
            let mut path = prefix.clone();
            path.extend(own.into_iter().filter(|it| it != "self"));
            match branch.get(n_tokens..) {
                Some([TokenTree::Group(inner), ..]) => {
                    let inner: Vec<TokenTree> = inner.stream().into_iter().collect();
                    self.import(path, &inner);
                }
                Some(rest) => {
                    let name = match rest {
                        [_, TokenTree::Ident(name)] => Some(name.to_string()),
                        _ => path.last().cloned(),
                    };
                    let is_up = ["crate", "super"].contains(&path.first().map_or("", |it| it));
                    // What does not begin so is of a child or another crate; the former is known when all files are.
                    let absolute = self.absolute(path.clone()).unwrap_or_else(|| {
                        let mut res = self.module.clone();
                        res.extend(path);
                        res
                    });
                    if is_up {
                        self.paths.insert(absolute.clone());
                    }
                    self.imports.extend(name.map(|name| (name, absolute)));
                }
                None => {}
            }
        }
    }

    /// A path that begins with `crate` or `super` from the root on.
    fn absolute(&self, path: Segments) -> Option<Segments> {
        let n_up = path.iter().take_while(|it| *it == "super").count();
        if path.first().is_some_and(|it| it == "crate") {
            return Some(path[1..].to_vec());
        }
        let base = self.module.len().checked_sub(n_up).filter(|_| n_up > 0)?;
        Some([&self.module[..base], &path[n_up..]].concat())
    }
}

/// The words of the path that `tokens` begin with, and how many tokens it has with the `::` behind it.
fn segments(tokens: &[TokenTree]) -> (Segments, usize) {
    let mut res = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(word)) = tokens.get(at) {
        res.push(word.to_string());
        at += 1;
        match tokens.get(at..at + 2) {
            Some([a, b]) if is_punct(a, ':') && is_punct(b, ':') => at += 2,
            _ => break,
        }
    }
    (res, at.max(1))
}

/// Whether `tokens` begin with `#[cfg(test)]`.
fn is_for_tests(tokens: &[TokenTree]) -> bool {
    match tokens {
        [hash, TokenTree::Group(group), ..] => {
            is_punct(hash, '#') && group.stream().to_string().replace(' ', "") == "cfg(test)"
        }
        _ => false,
    }
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(it) if it == word)
}

fn is_punct(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == punct)
}

/// For each file, those that it imports from.
fn arrows(files: &[File]) -> Vec<BTreeSet<usize>> {
    let modules: BTreeMap<&[String], usize> = files
        .iter()
        .map(|it| it.module.as_slice())
        .zip(0..)
        .collect();
    let target = |path: &Segments| -> Option<usize> {
        let mut path = path.clone();
        // Names that are passed on in a circle lead nowhere.
        for _ in 0..files.len() {
            let found = (0..=path.len())
                .rev()
                .find(|n| modules.contains_key(&path[..*n]))?;
            let idx = modules[&path[..found]];
            match path
                .get(found)
                .and_then(|name| files[idx].imports.get(name))
            {
                Some(to) if to[..] != path[..=found] => {
                    path = [to, &path[found + 1..]].concat();
                }
                _ => return Some(idx),
            }
        }
        None
    };
    let of_file = |(idx, file): (usize, &File)| {
        let targets = file.paths.iter().filter_map(target);
        let is_child = |to: &usize| files[*to].module.starts_with(&file.module);
        targets.filter(|to| *to != idx && !is_child(to)).collect()
    };
    files.iter().enumerate().map(of_file).collect()
}

/// The sets of files of which each leads to all others.
fn circles(arrows: &[BTreeSet<usize>]) -> Vec<BTreeSet<usize>> {
    let reachable = |from: usize| {
        let mut res: BTreeSet<usize> = BTreeSet::new();
        let mut open = vec![from];
        while let Some(idx) = open.pop() {
            open.extend(arrows[idx].iter().filter(|to| res.insert(**to)));
        }
        res
    };
    let reachable: Vec<BTreeSet<usize>> = (0..arrows.len()).map(reachable).collect();
    let mut res: Vec<BTreeSet<usize>> = Vec::new();
    for (idx, to) in reachable.iter().enumerate() {
        if to.contains(&idx) && !res.iter().any(|circle| circle.contains(&idx)) {
            let is_back = |other: &usize| reachable[*other].contains(&idx);
            res.push(to.iter().copied().filter(is_back).collect());
        }
    }
    res
}

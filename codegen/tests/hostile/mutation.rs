//! Damaged documents: the repository's captures and fixtures with elements deleted, doubled, swapped and moved, values
//! exchanged, bytes cut. A run ends with files that parse or with an error; `support::run` checks that.

use std::ops::Range;
use std::path::Path;

use wsdl_codegen::settings::Settings;

use super::support::{Random, run};

/// Values that something may expect at another place, or nowhere.
const VALUES: &[&str] = &[
    "",
    " ",
    "0",
    "-1",
    "unbounded",
    "99999999999999999999999",
    "xs:string",
    "xsd:anyType",
    "tns:",
    ":",
    "a:b:c",
    "#all",
    "##any",
    "##other ##local",
    "prohibited",
    "true",
    "encoded",
    "rpc",
    "http://schemas.xmlsoap.org/soap/http",
    "../../../etc/passwd",
    "Self",
    "\u{feff}\u{202e}",
    "größe",
    "_",
    "r#type",
    "(((a{1000}){1000}){1000})",
    "[a-z-[aeiou]]",
    "\\p{IsNone}",
];

/// Tags in place of others.
const TAGS: &[&str] = &[
    "choice",
    "sequence",
    "all",
    "any",
    "anyAttribute",
    "element",
    "complexType",
    "simpleType",
    "simpleContent",
    "complexContent",
    "extension",
    "restriction",
    "enumeration",
    "union",
    "list",
    "group",
    "attributeGroup",
    "message",
    "part",
    "operation",
    "binding",
];

struct Seed {
    name: String,
    text: String,
}

/// Small documents of the repository: a run of each takes some milliseconds.
fn seeds() -> Vec<Seed> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![manifest.join("tests/fixtures"), manifest.join("../schemas")];
    let mut seeds = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let is_document = path
                .extension()
                .is_some_and(|it| it == "wsdl" || it == "xsd");
            if path.is_dir() {
                folders.push(path);
            } else if is_document {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                if text.len() < 64 << 10 {
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    seeds.push(Seed { name, text });
                }
            }
        }
    }
    seeds.sort_by(|a, b| (&a.name, &a.text).cmp(&(&b.name, &b.text)));
    assert!(seeds.len() > 10);
    seeds
}

/// The byte ranges of all elements.
fn elements(text: &str) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|it| it + at) {
        let Some(end) = text[start..].find('>').map(|it| it + start + 1) else {
            break;
        };
        let tag = &text[start..end];
        if tag.starts_with("</") {
            found.extend(open.pop().map(|it| it..end));
        } else if tag.ends_with("/>") {
            found.push(start..end);
        } else if !tag.starts_with("<?") && !tag.starts_with("<!") {
            open.push(start);
        }
        at = end;
    }
    found
}

/// The byte ranges of all attribute values, without quotes.
fn values(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("=\"").map(|it| it + at + 2) {
        let Some(end) = text[start..].find('"').map(|it| it + start) else {
            break;
        };
        found.push(start..end);
        at = end + 1;
    }
    found
}

fn mutate(text: &mut String, random: &mut Random) {
    let elements = elements(text);
    let values = values(text);
    if elements.is_empty() || values.is_empty() {
        return;
    }
    match random.below(10) {
        0 => text.replace_range(random.pick(&elements).clone(), ""),
        1 => {
            let it = random.pick(&elements).clone();
            let copy = text[it.clone()].to_owned();
            text.insert_str(it.end, &copy);
        }
        // One element in the place of another; the outer one may hold the inner.
        2 | 3 => {
            let (from, to) = (random.pick(&elements), random.pick(&elements));
            let copy = text[from.clone()].to_owned();
            text.replace_range(to.clone(), &copy);
        }
        4 | 5 => {
            let (from, to) = (random.pick(&values), random.pick(&values));
            let copy = text[from.clone()].to_owned();
            text.replace_range(to.clone(), &copy);
        }
        6 | 7 => {
            let value = *random.pick::<&str>(VALUES);
            text.replace_range(random.pick(&values).clone(), value)
        }
        8 => {
            // An attribute without its name.
            let it = random.pick(&values).clone();
            let start = text[..it.start]
                .rfind(char::is_whitespace)
                .unwrap_or(it.start);
            text.replace_range(start..(it.end + 1).min(text.len()), "");
        }
        _ => {
            // Another tag of the same prefix.
            let it = random.pick(&elements).clone();
            let element = text[it.clone()].to_owned();
            let name: String = element[1..]
                .chars()
                .take_while(|it| !it.is_whitespace() && !matches!(it, '/' | '>'))
                .collect();
            let prefix = name
                .split_once(':')
                .map_or(String::new(), |it| format!("{}:", it.0));
            let other = format!("{prefix}{}", random.pick(TAGS));
            let mut changed = format!("<{other}{}", &element[1 + name.len()..]);
            if let Some(cut) = changed.strip_suffix(&format!("</{name}>")) {
                changed = format!("{cut}</{other}>");
            }
            text.replace_range(it, &changed);
        }
    }
}

#[test]
fn damaged_structure() {
    let seeds = seeds();
    let mut random = Random::new(1);
    let mut n_generated = 0;
    for _ in 0..800 {
        let seed = random.pick(&seeds);
        let mut text = seed.text.clone();
        for _ in 0..=random.below(4) {
            mutate(&mut text, &mut random);
        }
        let others: Vec<(&str, &[u8])> = seeds
            .iter()
            .filter(|it| it.name != seed.name)
            .map(|it| (it.name.as_str(), it.text.as_bytes()))
            .collect();
        let mut files = vec![(seed.name.as_str(), text.as_bytes())];
        files.extend(others);
        let result = std::panic::catch_unwind(|| run(&files, &Settings::default()));
        let Ok(result) = result else {
            panic!("{}:\n{text}", seed.name);
        };
        n_generated += usize::from(
            result
                .files
                .is_some_and(|it| it.contains_key("operations.rs")),
        );
    }
    // Most damage costs an operation or nothing; the test is worth nothing where all runs stop at a barrier.
    assert!(n_generated > 30, "{n_generated}");
}

#[test]
fn damaged_bytes() {
    let seeds = seeds();
    let mut random = Random::new(2);
    for _ in 0..1_500 {
        let seed = random.pick(&seeds);
        let mut bytes = seed.text.clone().into_bytes();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes.truncate(at),
                1 if !bytes.is_empty() => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                2 => {
                    let piece = random.pick(&seeds).text.as_bytes();
                    let from = random.below(piece.len());
                    let to = (from + random.below(200)).min(piece.len());
                    bytes.splice(at..at, piece[from..to].iter().copied());
                }
                _ => {
                    let end = (at + random.below(50)).min(bytes.len());
                    bytes.drain(at..end);
                }
            }
        }
        let files: [(&str, &[u8]); 1] = [("a.wsdl", &bytes)];
        let result = std::panic::catch_unwind(|| run(&files, &Settings::default()));
        assert!(result.is_ok(), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn cut_documents_are_errors() {
    for seed in seeds() {
        let bytes = seed.text.trim_end().as_bytes();
        for end in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
            let result = run(&[("a.wsdl", &bytes[..end])], &Settings::default());
            assert!(result.files.is_none(), "{} cut at {end}", seed.name);
        }
    }
}

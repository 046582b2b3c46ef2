//! The schemas of a WSDL as files that libxml2 can load.
//!
//! In: the documents that were loaded. Out: one file a schema, and one for each namespace that includes all of them.
//!
//! What is changed on the way, and why:
//! - Namespace declarations that a schema inherits from its WSDL are written on it.
//! - Imports lose their locations, and every schema imports every namespace there is. The driver loads each namespace
//!   once. libxml2 loads only the first of several schemas of a namespace, loads nothing where there is no location, and
//!   runs in circles where includes do; and that a reference needs an import is not what is tested here.
//! - Includes are left out: the namespace's file includes all of them. A schema without target namespace stays so, and
//!   takes that of the file.
//! - What is redefined is loaded by the redefinition only; XSD 1.0 §4.2.2.
//! - Of declarations that are there twice, as when one file is reached by two addresses, the first is kept, as the
//!   generator does. (It reports those that differ.)
//! - Annotations at the top are left out, and blanks around names.
//! - An `all` that a type extends is a `sequence`, which allows less: libxml2 rejects the schema for it, as XSD 1.0
//!   §3.8.6 demands, and encoded services have such.
//! - Every namespace gets an element and an attribute [`WILD`], for wildcards that ask for something declared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use wsdl_codegen::namespaces::{XML, XSD};

use roxmltree::{Document, Node};
use wsdl_codegen::load::Loaded;
use wsdl_codegen::names::QName;
use wsdl_codegen::source::span::FileId;
use wsdl_codegen::symbols::Model;
use wsdl_codegen::xsd::model::{ComplexContent, Compositor, Term, TypeDecl};

use wsdl_codegen::sample::WILD;

/// The schemas, rewritten.
#[derive(Debug, Default)]
pub struct SchemaSet {
    /// The text of each schema, by file name.
    units: BTreeMap<String, String>,
    /// For each namespace the files it includes; empty stands for no namespace.
    namespaces: BTreeMap<String, Vec<String>>,
    /// Kind, namespace and name of all global declarations.
    declared: BTreeSet<(&'static str, String, String)>,
}

impl SchemaSet {
    /// Rewrites all schemas of `loaded`.
    pub fn new(loaded: &Loaded) -> Self {
        let mut res = Self::default();
        let units = &loaded.documents.schemas;
        for it in units {
            res.namespaces
                .entry(it.target_namespace.clone())
                .or_default();
        }
        let all: Vec<String> = res.namespaces.keys().cloned().collect();
        let redefined = Redefined::find(loaded);
        let extended = extended_alls(&loaded.model);
        for (index, unit) in units.iter().enumerate() {
            let text = &loaded.sources.file(unit.file).text;
            let Ok(document) = Document::parse(text) else {
                continue;
            };
            let Some(schema) = schema_elements(&document).nth(unit.index) else {
                continue;
            };
            let source = Source {
                text,
                file: unit.file,
                namespace: &unit.target_namespace,
                is_chameleon: unit.chameleon,
            };
            let name = unit_name(index);
            let text = res.rewritten(schema, &source, &all, (&redefined, &extended));
            res.units.insert(name.clone(), text);
            let is_redefined = redefined.files.contains_key(&unit.file);
            if let Some(list) = res.namespaces.get_mut(&unit.target_namespace)
                && !is_redefined
            {
                list.push(name);
            }
        }
        res
    }

    /// Sees to it that these namespaces have something for wildcards.
    pub fn add_wild(&mut self, namespaces: &[String]) {
        for it in namespaces {
            self.namespaces.entry(it.clone()).or_default();
        }
    }

    /// The namespaces and their files, in the order of [`into_files`](Self::into_files).
    pub(super) fn namespaces(&self) -> impl Iterator<Item = (usize, &str)> {
        self.namespaces.keys().map(String::as_str).enumerate()
    }

    /// All files.
    pub fn into_files(self) -> BTreeMap<String, String> {
        let mut files = self.units;
        for (index, (namespace, units)) in self.namespaces.iter().enumerate() {
            let mut text = format!(r#"<xs:schema xmlns:xs="{XSD}""#);
            if !namespace.is_empty() {
                let _ = write!(text, r#" targetNamespace="{}""#, escaped(namespace));
            }
            text.push_str(">\n");
            for it in units {
                let _ = writeln!(text, r#"<xs:include schemaLocation="{it}"/>"#);
            }
            for kind in ["element", "attribute"] {
                let key = (kind, namespace.clone(), WILD.to_owned());
                // XSD 1.0 §3.2.6: nothing may be declared for the names of instances.
                if !self.declared.contains(&key) && namespace != wsdl_codegen::namespaces::XSI {
                    let _ = writeln!(text, r#"<xs:{kind} name="{WILD}"/>"#);
                }
            }
            text.push_str("</xs:schema>\n");
            files.insert(namespace_name(index), text);
        }
        files
    }

    /// One schema as a document of its own.
    fn rewritten(
        &mut self,
        schema: Node<'_, '_>,
        source: &Source<'_>,
        all: &[String],
        (redefined, extended): (&Redefined, &BTreeSet<QName>),
    ) -> String {
        let mut out = String::from("<xs:schema");
        let mut has_xs = false;
        for it in schema.namespaces().filter(|it| it.uri() != XML) {
            let name = it
                .name()
                .map_or_else(|| "xmlns".to_owned(), |it| format!("xmlns:{it}"));
            has_xs |= it.name() == Some("xs");
            // The schema itself needs `xs`; where it means something else, the whole is written with its own prefix.
            let _ = write!(out, r#" {name}="{}""#, escaped(it.uri()));
        }
        let own = schema.lookup_namespace_uri(Some("xs")) == Some(XSD);
        let prefix = match (own, has_xs) {
            (true, _) => "xs".to_owned(),
            (false, has_xs) => {
                let free = if has_xs { "xs-of-schema" } else { "xs" };
                let _ = write!(out, r#" xmlns:{free}="{XSD}""#);
                free.to_owned()
            }
        };
        out.replace_range(1..3, &prefix);
        for it in schema.attributes() {
            let is_known = it.namespace().is_none() && it.name() != "targetNamespace";
            if is_known {
                let _ = write!(out, r#" {}="{}""#, it.name(), escaped(it.value()));
            }
        }
        if !source.is_chameleon && !source.namespace.is_empty() {
            let _ = write!(out, r#" targetNamespace="{}""#, escaped(source.namespace));
        }
        out.push_str(">\n");
        // XSD 1.0 §4.2.3: what has no target namespace itself cannot import from none.
        let is_own =
            |it: &&String| **it == source.namespace || source.is_chameleon && it.is_empty();
        for it in all.iter().filter(|it| !is_own(it)) {
            let _ = match it.as_str() {
                "" => writeln!(out, "<{prefix}:import/>"),
                it => writeln!(out, r#"<{prefix}:import namespace="{}"/>"#, escaped(it)),
            };
        }
        for child in schema.children().filter(Node::is_element) {
            let raw = &trimmed(child, source.text, extended, source.namespace);
            match child.tag_name().name() {
                "import" | "include" | "annotation" => {}
                "redefine" => out.push_str(&redefined.located(child, source)),
                kind => {
                    let Some(kind) = space(kind) else {
                        out.push_str(raw);
                        continue;
                    };
                    let name = child.attribute("name").unwrap_or_default().trim();
                    let key = (kind, source.namespace.to_owned(), name.to_owned());
                    if self.declared.insert(key) {
                        out.push_str(raw);
                    }
                }
            }
            out.push('\n');
        }
        let _ = writeln!(out, "</{prefix}:schema>");
        out
    }
}

/// Whether a complex type is abstract and no other is derived from it.
pub(super) fn has_barren_type(model: &Model) -> bool {
    let types = || model.schemas.iter().flat_map(|it| &it.types);
    let base = |decl: &TypeDecl| Some(decl.complex()?.content.base()?.0.clone());
    let bases: BTreeSet<QName> = types().filter_map(base).collect();
    types().any(|it| {
        let is_abstract = it.complex().is_some_and(|complex| complex.is_abstract);
        is_abstract && it.name.as_ref().is_some_and(|it| !bases.contains(it))
    })
}

/// The types that consist of an `all` and that others extend.
fn extended_alls(model: &Model) -> BTreeSet<QName> {
    let types = || model.schemas.iter().flat_map(|it| &it.types);
    let extended = |decl: &TypeDecl| match &decl.complex()?.content {
        ComplexContent::Extension { base, .. } => Some(base.0.clone()),
        _ => None,
    };
    let extended: BTreeSet<QName> = types().filter_map(extended).collect();
    let is_all = |decl: &&TypeDecl| {
        let content = decl.complex().map(|complex| &complex.content);
        matches!(content, Some(ComplexContent::Direct(Some(particle)))
            if matches!(particle.term, Term::Group(Compositor::All, _)))
    };
    let names = types().filter(is_all).filter_map(|it| it.name.clone());
    names.filter(|it| extended.contains(it)).collect()
}

/// The text of a declaration, with the blanks around names left out: libxml2 takes them for a part of the name.
fn trimmed(
    declaration: Node<'_, '_>,
    text: &str,
    extended: &BTreeSet<QName>,
    namespace: &str,
) -> String {
    let range = declaration.range();
    let mut out = String::new();
    let mut done = range.start;
    let elements = declaration.descendants().filter(Node::is_element);
    for it in elements.flat_map(|it| it.attributes()) {
        let is_name = matches!(it.name(), "name" | "ref" | "type" | "base" | "itemType");
        let value = it.range_value();
        let raw = &text[value.clone()];
        if is_name && it.namespace().is_none() && raw.trim() != raw {
            out.push_str(&text[done..value.start]);
            out.push_str(raw.trim());
            done = value.end;
        }
    }
    out.push_str(&text[done..range.end]);
    let name = declaration.attribute("name").unwrap_or_default().trim();
    let is_type = declaration.tag_name().name() == "complexType";
    if is_type && extended.contains(&QName::new(namespace, name)) {
        for end in [" ", ">", "/>", "\n", "\r", "\t"] {
            for start in ["<", "</", ":"] {
                out = out.replace(
                    &format!("{start}all{end}"),
                    &format!("{start}sequence{end}"),
                );
            }
        }
    }
    out
}

/// The file of a schema.
fn unit_name(index: usize) -> String {
    format!("s{index}.xsd")
}

/// The file of a namespace.
pub(super) fn namespace_name(index: usize) -> String {
    format!("n{index}.xsd")
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// The symbol space of a declaration; XSD 1.0 §2.5.
fn space(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "element" => "element",
        "attribute" => "attribute",
        "complexType" | "simpleType" => "type",
        "group" => "group",
        "attributeGroup" => "attributeGroup",
        "notation" => "notation",
        _ => return None,
    })
}

/// As the generator counts them.
fn schema_elements<'a, 'i>(document: &'a Document<'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    let root = document.root_element();
    let is_schema = |it: &Node<'_, '_>| it.has_tag_name((XSD, "schema"));
    let own = Some(root).filter(is_schema).into_iter();
    let types = (root.children()).filter(|it| it.tag_name().name() == "types");
    own.chain(types.flat_map(|it| it.children()).filter(is_schema))
}

/// Where a schema comes from.
struct Source<'a> {
    text: &'a str,
    file: FileId,
    namespace: &'a str,
    is_chameleon: bool,
}

/// Which files are redefined, and where that is said.
struct Redefined {
    /// The schema's file name, and the place of the location that names it.
    files: BTreeMap<FileId, (String, FileId, usize)>,
}

impl Redefined {
    fn find(loaded: &Loaded) -> Self {
        let mut files = BTreeMap::new();
        for it in &loaded.documents.documents {
            let Some(("redefined", span)) = it.reached else {
                continue;
            };
            let mut units = loaded.documents.schemas.iter();
            if let Some(index) = units.position(|unit| unit.file == it.file) {
                files.insert(it.file, (unit_name(index), span.file, span.start as usize));
            }
        }
        Self { files }
    }

    /// The redefinition with its location replaced; as it is where it is not known, which libxml2 then says.
    fn located(&self, element: Node<'_, '_>, source: &Source<'_>) -> String {
        let raw = &source.text[element.range()];
        let is_here =
            |it: &&(String, FileId, usize)| it.1 == source.file && element.range().contains(&it.2);
        let Some((name, _, _)) = self.files.values().find(is_here) else {
            return raw.to_owned();
        };
        let Some(location) = element.attribute_node("schemaLocation") else {
            return raw.to_owned();
        };
        let value = location.range_value();
        let start = element.range().start;
        let (before, after) = (value.start - start, value.end - start);
        format!("{}{name}{}", &raw[..before], &raw[after..])
    }
}

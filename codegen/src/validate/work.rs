//! How much an assessment may do. In content models that break unique particle attribution, and with keys in every element of
//! deep documents, it grows with more than the document.

use std::cell::Cell;

use soap_runtime::value::{NoScope, Scope};

/// Steps of patterns, candidates for children that are tried, keys that are looked for in an element, bytes that a place is kept in. Documents of
/// millions of elements take a tenth.
const MOST: u64 = if cfg!(test) { 1_000_000 } else { 300_000_000 };

/// What was done.
#[derive(Debug, Default)]
pub(super) struct Work(Cell<u64>);

impl Work {
    pub(super) fn add(&self, n_steps: usize) {
        self.0.set(self.0.get().saturating_add(n_steps as u64));
    }

    pub(super) fn is_too_much(&self) -> bool {
        self.0.get() > MOST
    }
}

impl Scope for Work {
    fn resolve(&self, prefix: &str) -> Option<&str> {
        NoScope.resolve(prefix)
    }

    fn take_steps(&self, n_steps: usize) -> bool {
        self.add(n_steps);
        !self.is_too_much()
    }
}

#[cfg(test)]
mod tests {
    use soap_runtime::value::pattern::Translated;
    use soap_runtime::xml::Limits;

    use crate::diagnostic::Diagnostics;
    use crate::load::load_memory;
    use crate::validate::{Root, Rules, validate};

    /// Whether a document was looked at to its end, and how many problems were found.
    fn check(schema: &str, document: &str) -> (bool, usize) {
        let wsdl = format!(
            r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:t"><types>
               <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">{schema}</xs:schema>
               </types></definitions>"#
        );
        let files = [("a.wsdl", wsdl.as_bytes())];
        let loaded = load_memory(&files, "a.wsdl", &mut Diagnostics::default());
        let rules = Rules {
            model: &loaded.expect("it is a WSDL").model,
            patterns: &Translated::new(),
            root: Root::Declared,
            is_secret: &|_| false,
        };
        let (found, error) = validate(rules, document, &Limits::schema());
        assert!(error.is_none(), "{error:?}");
        let is_ended = found
            .iter()
            .any(|problem| problem.message.contains("asks for too much"));
        (!is_ended, found.len())
    }

    #[test]
    fn keys_of_every_level_are_looked_for_so_long() {
        let schema = r#"<xs:element name="n"><xs:complexType><xs:sequence>
              <xs:element name="v" minOccurs="0" maxOccurs="unbounded" type="xs:string"/><xs:element ref="t:n" minOccurs="0"/>
            </xs:sequence></xs:complexType>
            <xs:unique name="u"><xs:selector xpath=".//t:n|.//t:v"/><xs:field xpath=".//t:v|."/></xs:unique></xs:element>"#;
        let document = |n_levels: usize| {
            let levels: String = (0..n_levels)
                .map(|_| format!("<n xmlns='urn:t'>{}", "<v>1</v>".repeat(50)))
                .collect();
            levels + &"</n>".repeat(n_levels)
        };
        assert!(check(schema, &document(3)).0);
        let (is_whole, n_found) = check(schema, &document(100));
        assert!(!is_whole && n_found <= 1_000, "{n_found}");
    }

    #[test]
    fn patterns_are_tried_so_long() {
        let schema = r#"<xs:element name="r"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="(a|b)*a(a|b){1000}"/></xs:restriction></xs:simpleType></xs:element>"#;
        let document = |n: usize| format!("<r xmlns='urn:t'>a{}</r>", "b".repeat(n));
        assert_eq!(check(schema, &document(1_000)), (true, 0));
        let many = format!("<r xmlns='urn:t'>{}</r>", "ab".repeat(2_000));
        assert_eq!(check(schema, &many), (false, 1));
    }

    #[test]
    fn alternatives_that_begin_alike_are_tried_so_long() {
        let alternatives: String = (0..200)
            .map(|index| {
                format!(
                    r#"<xs:sequence><xs:element name="a" minOccurs="0" type="xs:string"/><xs:element name="b{index}" minOccurs="0" type="xs:string"/></xs:sequence>"#
                )
            })
            .collect();
        let schema = format!(
            r#"<xs:element name="r"><xs:complexType><xs:choice maxOccurs="unbounded">{alternatives}</xs:choice></xs:complexType></xs:element>"#
        );
        let document = |n: usize| format!("<r xmlns='urn:t'>{}</r>", "<a/>".repeat(n));
        assert_eq!(check(&schema, &document(10)), (true, 0));
        assert_eq!(check(&schema, &document(10_000)), (false, 1));
    }
}

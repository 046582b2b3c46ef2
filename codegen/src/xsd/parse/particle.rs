//! Model groups and particles; XSD 1.0 §3.8, §3.9. Nesting is bounded by the document's depth limit.

use super::super::model::{Compositor, Particle, Term};
use super::SchemaParser;
use crate::names::QName;
use crate::namespaces::XSD;
use crate::xml::{Attribute, Element, trim};

impl SchemaParser<'_> {
    pub(super) fn is_particle(&self, element: Element<'_>) -> bool {
        element.namespace() == XSD
            && matches!(
                element.local(),
                "element" | "sequence" | "choice" | "all" | "group" | "any"
            )
    }

    /// Reads a particle; `None` where it was reported, or may not occur at all.
    pub(super) fn parse_particle(&mut self, element: Element<'_>) -> Option<Particle> {
        let (min, max) = self.parse_occurs(element);
        // Read before it may be left out, so that what is wrong inside is still reported.
        let (term, span) = match element.local() {
            "element" => match element.attribute("ref") {
                Some(name) => {
                    let (name, span) = self.reference(element, name);
                    (Term::ElementRef(name), span)
                }
                None => match self.parse_local_element(element) {
                    Some(decl) => (Term::Element(Box::new(decl)), element.span()),
                    None => {
                        // What has a refused name is missed where it is needed, and nowhere else.
                        let name = element.attribute("name")?;
                        let local =
                            Some(trim(name.value)).filter(|it| min > 0 && !it.is_empty())?;
                        (Term::ElementRef(QName::new("", local)), name.span)
                    }
                },
            },
            "group" => {
                let name = self.required(element, "ref")?;
                let (name, span) = self.reference(element, name);
                (Term::GroupRef(name), span)
            }
            "any" => (Term::Any(self.parse_wildcard(element)), element.span()),
            local => {
                let compositor = Compositor::named(local).unwrap_or(Compositor::All);
                let members = self.parse_members(element);
                (Term::Group(compositor, members), element.span())
            }
        };
        // XSD 1.0 §3.9.2: minOccurs = maxOccurs = 0 corresponds to no component at all.
        if max == Some(0) {
            return None;
        }
        Some(Particle {
            min,
            max,
            term,
            span,
        })
    }

    fn parse_members(&mut self, element: Element<'_>) -> Vec<Particle> {
        let mut members = Vec::new();
        for child in element.children() {
            if self.is_particle(child) {
                members.extend(self.parse_particle(child));
            } else if !child.is(XSD, "annotation") {
                self.report_unknown(child);
            }
        }
        members
    }

    fn parse_occurs(&mut self, element: Element<'_>) -> (u32, Option<u32>) {
        let min = match element.attribute("minOccurs") {
            None => 1,
            Some(it) => self.parse_count(it).unwrap_or(1),
        };
        let max = match element.attribute("maxOccurs") {
            None => Some(1),
            Some(it) if trim(it.value) == "unbounded" => None,
            Some(it) => self.parse_count(it).or(Some(1)),
        };
        match max {
            Some(max) if max < min => {
                // `minOccurs` is 1 where it is absent, so a lone `maxOccurs="0"` is common and means none.
                if let (Some(attribute), true) = (element.attribute("minOccurs"), max > 0) {
                    let expected = format!("at most `maxOccurs`, {max}");
                    self.report_value(attribute, attribute.value, &expected);
                }
                (max, Some(max))
            }
            _ => (min, max),
        }
    }

    fn parse_count(&mut self, attribute: Attribute<'_>) -> Option<u32> {
        let text = trim(attribute.value);
        if text.is_empty() || !text.bytes().all(|it| it.is_ascii_digit()) {
            self.report_value(attribute, text, "a number");
            return None;
        }
        // More occurrences than this cannot be told from unbounded ones.
        Some(text.parse().unwrap_or(u32::MAX))
    }
}

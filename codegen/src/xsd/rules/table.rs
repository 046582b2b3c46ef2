//! The schema for schemas as a table: what each element of the language may hold; XSD 1.0 part 1 appendix A.

/// What may stand in an element.
#[derive(Debug)]
pub(super) struct Row {
    /// The local name.
    element: &'static str,
    /// The parents that it is meant under, with blanks between; empty for any.
    parents: &'static str,
    /// The attributes: `!` where they must be there, `=type` where their type is not that of their name.
    pub(super) attributes: &'static str,
    /// The child elements, as a pattern over their names with a `;` after each.
    pub(super) content: &'static str,
}

macro_rules! rows {
    ($($element:literal in $parents:literal: $attributes:literal, $($content:expr)+;)+) => {
        &[$(Row {
            element: $element,
            parents: $parents,
            attributes: $attributes,
            content: concat!($($content),+),
        },)+]
    };
}

macro_rules! annotation {
    () => {
        "(annotation;)?"
    };
}

macro_rules! particle {
    () => {
        "((group|all|choice|sequence);)?"
    };
}

macro_rules! attributes {
    () => {
        "((attribute|attributeGroup);)*(anyAttribute;)?"
    };
}

macro_rules! members {
    () => {
        "((element|group|choice|sequence|any);)*"
    };
}

macro_rules! facets {
    () => {
        "(simpleType;)?((minExclusive|minInclusive|maxExclusive|maxInclusive|totalDigits|fractionDigits|length|minLength|maxLength|enumeration|whiteSpace|pattern);)*"
    };
}

macro_rules! prolog {
    () => {
        "((include|import|redefine|override|annotation);)*"
    };
}

macro_rules! declarations {
    () => {
        "((simpleType|complexType|group|attributeGroup|element|attribute|notation);(annotation;)*)*"
    };
}

/// The first row that fits counts.
const ROWS: &[Row] = rows! {
    "schema" in "": "id version targetNamespace finalDefault blockDefault attributeFormDefault elementFormDefault", prolog!() declarations!();
    "include" in "": "id schemaLocation!", annotation!();
    "redefine" in "": "id schemaLocation!", "((annotation|simpleType|complexType|group|attributeGroup);)*";
    "override" in "": "id schemaLocation!", ".*";
    "import" in "": "id namespace=uri schemaLocation", annotation!();
    "notation" in "": "id name! public system", annotation!();
    "annotation" in "": "id", "((appinfo|documentation);)*";
    "appinfo" in "": "source", ".*";
    "documentation" in "": "source", ".*";
    "element" in "schema override": "id name! type substitutionGroup default fixed nillable abstract final=derivations block", annotation!() "((simpleType|complexType);)?((unique|key|keyref);)*";
    "element" in "all": "id name ref type default fixed nillable block form minOccurs=bit maxOccurs=bit", annotation!() "((simpleType|complexType);)?((unique|key|keyref);)*";
    "element" in "": "id name ref type default fixed nillable block form minOccurs maxOccurs", annotation!() "((simpleType|complexType);)?((unique|key|keyref);)*";
    "unique" in "": "id name!", annotation!() "selector;(field;)+";
    "key" in "": "id name!", annotation!() "selector;(field;)+";
    "keyref" in "": "id name! refer!", annotation!() "selector;(field;)+";
    "selector" in "": "id xpath!", annotation!();
    "field" in "": "id xpath!", annotation!();
    "attribute" in "schema override": "id name! type default fixed", annotation!() "(simpleType;)?";
    "attribute" in "": "id name ref type use default fixed form", annotation!() "(simpleType;)?";
    "attributeGroup" in "schema redefine override": "id name!", annotation!() attributes!();
    "attributeGroup" in "": "id ref!", annotation!();
    "anyAttribute" in "": "id namespace notNamespace notQName processContents", annotation!();
    "complexType" in "schema redefine override": "id name! mixed abstract final=derivations block=derivations", annotation!() "((simpleContent|complexContent);|" particle!() attributes!() ")";
    "complexType" in "": "id mixed", annotation!() "((simpleContent|complexContent);|" particle!() attributes!() ")";
    "simpleContent" in "": "id", annotation!() "(restriction|extension);";
    "complexContent" in "": "id mixed", annotation!() "(restriction|extension);";
    "restriction" in "simpleType": "id base", annotation!() facets!();
    "restriction" in "simpleContent": "id base!", annotation!() facets!() attributes!();
    "restriction" in "complexContent": "id base!", annotation!() particle!() attributes!();
    "extension" in "simpleContent": "id base!", annotation!() attributes!();
    "extension" in "complexContent": "id base!", annotation!() particle!() attributes!();
    "simpleType" in "schema redefine override": "id name! final", annotation!() "(restriction|list|union);";
    "simpleType" in "": "id", annotation!() "(restriction|list|union);";
    "list" in "": "id itemType", annotation!() "(simpleType;)?";
    "union" in "": "id memberTypes", annotation!() "(simpleType;)*";
    "group" in "schema redefine override": "id name!", annotation!() "(all|choice|sequence);";
    "group" in "": "id ref! minOccurs maxOccurs", annotation!();
    "all" in "group": "id", annotation!() "(element;)*";
    "all" in "": "id minOccurs=bit maxOccurs=one", annotation!() "(element;)*";
    "choice" in "group": "id", annotation!() members!();
    "choice" in "": "id minOccurs maxOccurs", annotation!() members!();
    "sequence" in "group": "id", annotation!() members!();
    "sequence" in "": "id minOccurs maxOccurs", annotation!() members!();
    "any" in "": "id namespace notNamespace notQName processContents minOccurs maxOccurs", annotation!();
    "enumeration" in "": "id value!=any", annotation!();
    "pattern" in "": "id value!=any", annotation!();
    "whiteSpace" in "": "id value!=white fixed=boolean", annotation!();
    "length" in "": "id value!=number fixed=boolean", annotation!();
    "minLength" in "": "id value!=number fixed=boolean", annotation!();
    "maxLength" in "": "id value!=number fixed=boolean", annotation!();
    "totalDigits" in "": "id value!=positive fixed=boolean", annotation!();
    "fractionDigits" in "": "id value!=number fixed=boolean", annotation!();
    "minInclusive" in "": "id value!=any fixed=boolean", annotation!();
    "maxInclusive" in "": "id value!=any fixed=boolean", annotation!();
    "minExclusive" in "": "id value!=any fixed=boolean", annotation!();
    "maxExclusive" in "": "id value!=any fixed=boolean", annotation!();
};

/// What may stand in `element` where it stands in `parent`; `None` for what is no element of the language there.
pub(super) fn row(element: &str, parent: &str) -> Option<&'static Row> {
    let is_meant = |row: &&Row| {
        row.element == element
            && (row.parents.is_empty() || row.parents.split(' ').any(|it| it == parent))
    };
    ROWS.iter().find(is_meant)
}

//! What types become: one fixture of `fixtures/types` a feature, around one operation that all share.

use crate::support::{Stage, cases, check, run};

fn check_types(case: &str) {
    let path = format!("types/{case}");
    let generated = run(&path);
    check(Stage::Ir, &path, &generated);
    if !generated.diagnostics.items.is_empty() {
        check(Stage::Diagnostics, &path, &generated);
    }
}

cases! {
    check_types, "types":
    abstract_alone = "abstract-alone",
    all = "all",
    anonymous = "anonymous",
    any = "any",
    any_namespaces = "any-namespaces",
    any_type = "any-type",
    arrays = "arrays",
    bad_defaults = "bad-defaults",
    builder = "builder",
    builtin_numbers_times = "builtin-numbers-times",
    builtin_texts = "builtin-texts",
    chameleon = "chameleon",
    choice = "choice",
    choice_empty = "choice-empty",
    choice_of_sequences = "choice-of-sequences",
    choice_repeated = "choice-repeated",
    choices_twice = "choices-twice",
    defaults = "defaults",
    docs = "docs",
    drafts = "drafts",
    element_twice = "element-twice",
    empty = "empty",
    enumeration_bases = "enumeration-bases",
    enumerations = "enumerations",
    extension = "extension",
    facets = "facets",
    family = "family",
    family_abstract = "family-abstract",
    forms = "forms",
    groups = "groups",
    later_version = "later-version",
    lexical_forms = "lexical-forms",
    list_facets = "list-facets",
    lists_unions = "lists-unions",
    loose = "loose",
    mixed = "mixed",
    names = "names",
    nillable = "nillable",
    recursion = "recursion",
    redefine = "redefine",
    reserved_names = "reserved-names",
    restriction = "restriction",
    schemas_alone = "schemas-alone",
    secrets = "secrets",
    sequence_repeated = "sequence-repeated",
    simple_body = "simple-body",
    substitution = "substitution",
    two_namespaces = "two-namespaces",
    wildcard_exclusions = "wildcard-exclusions",
}

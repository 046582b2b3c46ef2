//! The files of a hand-built API, and hostile text that stays text.

mod canary;
mod fixture;

use std::collections::BTreeMap;

use super::*;
use crate::format::{render, stats};
use crate::generate::print;
use crate::ir::{Builder, Builtin, FixedValue, RustType, TypeKind};
use crate::settings::RustPath;
use fixture::{api, item};

fn rendered(api: &Api, settings: &Settings) -> BTreeMap<String, String> {
    print(api, settings, &["shop/Shop.wsdl".to_owned()])
}

fn check(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("../snapshots");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

fn rust_path(text: &str) -> Option<RustPath> {
    RustPath::try_from(text.to_owned()).ok()
}

fn settings() -> Settings {
    Settings {
        crate_path: rust_path("clients::shop"),
        ..Settings::default()
    }
}

#[test]
fn the_fixture_names_its_types() {
    let names: Vec<String> = api().types.iter().map(|it| it.ident.clone()).collect();
    assert_eq!(names, fixture::TYPES);
}

#[test]
fn module_is_data() {
    let files = rendered(&api(), &settings());
    for (name, text) in &files {
        check(&format!("{}@rust", name.trim_end_matches(".rs")), text);
        assert!(
            text.lines().all(|it| it.chars().count() <= 120),
            "{name}: {text}"
        );
    }
    assert_eq!(files.len(), 6);
    let stats = stats(&api(), &files);
    assert!(stats.is_within_codec_lines(), "{stats:?}");
}

#[test]
fn public_api_lists_what_callers_use() {
    check("public_api@rust", &public_api(&api()));
}

#[test]
fn two_runs_are_equal() {
    assert_eq!(rendered(&api(), &settings()), rendered(&api(), &settings()));
}

#[test]
fn paths_of_settings_reach_the_code() {
    let settings = Settings {
        runtime: rust_path("crate::rt"),
        ..Settings::default()
    };
    let files = rendered(&api(), &settings);
    assert!(files.values().all(|it| !it.contains("soap_runtime")));
    assert!(files["client.rs"].contains("```ignore\n/// use crate::shop::{ShopClient, Address"));
    assert!(files["client.rs"].contains("Address::default().street("));
}

#[test]
fn a_type_named_like_the_prelude_hides_nothing() {
    let mut api = api();
    for name in ["String", "Option", "Vec", "Decimal", "AnyElement"] {
        api.types.push(item(
            name,
            &[],
            TypeKind::Alias(RustType::Builtin(Builtin::Bool)),
        ));
    }
    let text = &rendered(&api, &settings())["types.rs"];
    assert!(
        text.contains("pub street: ::core::option::Option<::std::string::String>"),
        "{text}"
    );
    assert!(
        text.contains("pub value: ::soap_runtime::value::Decimal"),
        "{text}"
    );
    assert!(text.contains("pub lines: ::std::vec::Vec<Line>"), "{text}");
    assert!(
        !text.contains("use ::soap_runtime::value::{Date, Decimal"),
        "{text}"
    );
}

#[test]
fn a_builder_takes_the_place_of_the_function() {
    let mut api = api();
    let TypeKind::Struct(line) = &mut api.types[fixture::id("Line").0].kind else {
        unreachable!("the fixture's line is a struct");
    };
    let constructor = line.constructor.as_mut().unwrap();
    constructor.fixed = vec![(0, FixedValue::Integer(-2))];
    constructor.builder = Some(Builder {
        ident: "Start".to_owned(),
        start: "begin".to_owned(),
        finish: "end".to_owned(),
    });
    let text = &rendered(&api, &settings())["types.rs"];
    let call = "builder!(\n    Line, Start, begin, end,";
    assert!(
        text.contains(call) || text.contains("builder!(Line, Start, begin, end, "),
        "{text}"
    );
    assert!(
        text.contains("optional unit: String = -2") && text.contains("required value: Decimal"),
        "{text}"
    );
    assert!(!text.contains("pub fn new(value:"), "{text}");
}

#[test]
fn a_module_without_operations_has_no_client() {
    let mut api = api();
    api.clients.clear();
    let files = rendered(&api, &settings());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["codec.rs", "mod.rs", "types.rs"]);
    assert!(!files["mod.rs"].contains("mod client"));
}

#[test]
fn a_body_without_a_record_finds_its_facets() {
    let mut api = api();
    api.types.clear();
    let client = &mut api.clients[0];
    (client.request_headers, client.response_headers) = (None, None);
    client.failures.clear();
    client.example = None;
    client.operations.truncate(1);
    let operation = &mut client.operations[0];
    operation.fault = None;
    operation.request_headers.clear();
    operation.response = None;
    operation.request.ty = RustType::Builtin(Builtin::String);
    operation.request.entry.facets = Some(0);
    api.clients.truncate(1);
    let files = rendered(&api, &settings());
    assert!(
        files["operations.rs"].contains("&codec::"),
        "{}",
        files["operations.rs"]
    );
    assert!(
        !files["codec.rs"].contains("types"),
        "{}",
        files["codec.rs"]
    );
    assert!(files["mod.rs"].contains("mod codec;"));
}

#[test]
fn a_root_lists_modules_behind_features() {
    let modules = [("shop", Some("shop")), ("type", None)].map(|(ident, feature)| RootModule {
        ident: ident.to_owned(),
        feature: feature.map(str::to_owned),
    });
    insta::assert_snapshot!(render(emit_root(&modules), &[]), @r#"
    // @generated by wsdl-codegen. Do not edit; change the WSDL or the settings, and generate it again.

    //! The generated clients, one module for each service.

    #[cfg(feature = "shop")]
    pub mod shop;
    pub mod r#type;
    "#);
}

#[test]
fn a_service_named_like_the_transport_parameter_is_not_hidden() {
    let mut api = api();
    api.clients[0].service_ident = "T".to_owned();
    let text = &rendered(&api, &settings())["client.rs"];
    assert!(text.contains("Client<self::T, T>"), "{text}");
    assert!(text.contains("client!(ShopClient, self::T);"), "{text}");
}

#[test]
fn settings_reach_types_and_operations() {
    let mut api = api();
    let address = fixture::id("Address").0;
    api.types[address].derives = ["::serde::Serialize", "Clone", "::core::cmp::PartialEq"]
        .map(str::to_owned)
        .into();
    api.types[address].attributes = vec!["#[serde(rename_all = \"camelCase\")]".to_owned()];
    api.types[address].features = vec!["a".to_owned(), "b".to_owned()];
    api.clients[0].operations[0].features = vec!["a".to_owned()];
    let files = rendered(&api, &settings());
    let types = &files["types.rs"];
    assert!(
        types.contains("PartialEq, ::serde::Serialize)]\n#[serde(rename_all = \"camelCase\")]"),
        "{types}"
    );
    let cfg = "#[cfg(any(feature = \"a\", feature = \"b\"))]\n";
    assert!(types.contains(&format!("{cfg}rt::setters!(")), "{types}");
    let codec = &files["codec.rs"];
    assert!(
        codec.contains(&format!("{cfg}rt::record!(types::Address")),
        "{codec}"
    );
    assert!(codec.contains("allow(unused_imports"), "{codec}");
    let method = "    #[cfg(feature = \"a\")]\n    pub fn ";
    assert!(
        files["client.rs"].contains(method),
        "{}",
        files["client.rs"]
    );
    let marker = "#[cfg(feature = \"a\")]\n";
    assert!(
        files["operations.rs"].contains(marker),
        "{}",
        files["operations.rs"]
    );
}

#[test]
fn a_type_of_the_user_is_named_by_its_path() {
    let mut api = api();
    let TypeKind::Struct(line) = &mut api.types[fixture::id("Line").0].kind else {
        unreachable!("the fixture's line is a struct");
    };
    line.fields[0].ty = RustType::External("crate::r#type::Money".to_owned());
    let text = &rendered(&api, &settings())["types.rs"];
    assert!(text.contains(": crate::r#type::Money,"), "{text}");
}

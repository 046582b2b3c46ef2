//! `generate` into a module folder.

use crate::support::Folder;

const MODULE: [&str; 5] = [
    "generate",
    "Shop.wsdl",
    "--out",
    "src/shop",
    "--color=never",
];

#[test]
fn a_module_is_written_and_the_next_step_named() {
    let folder = Folder::with_shop("module");
    let run = folder.run(&MODULE).ends(0);
    assert!(
        run.out.contains("wrote module `src/shop`: 2 operations"),
        "{}",
        run.out
    );
    assert!(run.out.contains("`mod shop;`"), "{}", run.out);
    assert_eq!(run.err, "");
    for name in [
        "mod.rs",
        "types.rs",
        "codec.rs",
        "operations.rs",
        "client.rs",
        "service.toml",
    ] {
        assert!(folder.has(&format!("src/shop/{name}")), "{name}");
    }
    let before = folder.files("src");
    let again = folder.run(&MODULE).ends(0);
    assert!(again.out.starts_with("fresh module"), "{}", again.out);
    assert_eq!(folder.files("src"), before);
}

/// `mod.rs` is set as rustfmt sets it, and keeps it from the other files.
#[test]
fn a_module_passes_the_users_cargo_fmt() {
    let folder = Folder::with_shop("rustfmt");
    let wsdl = folder.read("Shop.wsdl");
    let long = format!("urn:{}", "shop".repeat(19));
    folder.write("Shop.wsdl", &wsdl.replace("urn:shop", &long));
    folder.run(&MODULE).ends(0);
    let module = folder.read("src/shop/mod.rs");
    assert!(
        module.contains(&format!("pub const NS: &str =\n    \"{long}\"")),
        "{module}"
    );
    folder.assert_formatted(&["src/shop/mod.rs"]);
}

#[test]
fn what_cannot_be_generated_is_skipped_aloud() {
    let folder = Folder::with_broken_shop("skipped");
    let run = folder.run(&MODULE).ends(0);
    assert!(
        run.err.contains("warning[operation-skipped]"),
        "{}",
        run.err
    );
    assert!(run.err.contains("Shop.wsdl:"), "{}", run.err);
    assert!(
        run.out.contains("1 operation skipped: Broken"),
        "{}",
        run.out
    );
    assert!(folder.read("src/shop/client.rs").contains("fn buy"));
}

#[test]
fn strict_writes_nothing_where_something_is_lost() {
    let folder = Folder::with_broken_shop("strict");
    let run = folder.run(&[&MODULE[..], &["--strict"]].concat()).ends(1);
    assert!(run.err.contains("error[operation-skipped]"), "{}", run.err);
    assert!(!folder.has("src"));
}

#[test]
fn an_error_leaves_the_old_output_as_it_was() {
    let folder = Folder::with_shop("old");
    folder.run(&MODULE).ends(0);
    let before = folder.files("src");
    folder.write("Shop.wsdl", "<definitions");
    let run = folder.run(&MODULE).ends(1);
    assert!(run.err.contains("error[not-well-formed]"), "{}", run.err);
    assert!(run.err.contains("nothing was written"), "{}", run.err);
    assert_eq!(folder.files("src"), before);
}

#[test]
fn chosen_operations_and_their_types_only() {
    let folder = Folder::with_broken_shop("operation");
    let run = folder
        .run(&[&MODULE[..], &["--operation", "Cancel"]].concat())
        .ends(0);
    assert!(run.out.contains(": 1 operation,"), "{}", run.out);
    assert!(!folder.read("src/shop/types.rs").contains("Order"));
    let run = folder
        .run(&[&MODULE[..], &["--operation", "Cancl"]].concat())
        .ends(1);
    assert!(
        run.err.contains("there is one named `Cancel`"),
        "{}",
        run.err
    );
    assert_eq!(run.err.matches("`Cancl`").count(), 1, "{}", run.err);
}

#[test]
fn the_recorded_settings_repeat_the_run() {
    let folder = Folder::with_shop("record");
    folder.write("my.toml", "module = \"shop\"\noperations = [\"Buy\"]\n[naming.rename]\n\"Order.article\" = \"goods\"\n");
    folder
        .run(&[&MODULE[..], &["--config", "my.toml"]].concat())
        .ends(0);
    let first = folder.files("src/shop");
    assert!(folder.read("src/shop/types.rs").contains("pub goods"));
    folder.write("copy.toml", &folder.read("src/shop/service.toml"));
    let run = folder
        .run(&[&MODULE[..], &["--config", "copy.toml"]].concat())
        .ends(0);
    assert!(run.out.starts_with("fresh"), "{}", run.out);
    assert_eq!(folder.files("src/shop"), first);
}

#[test]
fn folders_of_somebody_else_are_left_alone() {
    let folder = Folder::with_shop("foreign");
    folder.write("src/main.rs", "fn main() {}\n");
    let run = folder
        .run(&["generate", "Shop.wsdl", "--out", "src"])
        .ends(4);
    assert!(run.err.contains("none that was generated"), "{}", run.err);
    assert_eq!(folder.files("src").len(), 1);
    // And in a module's own folder, files that were not generated stay.
    folder.run(&MODULE).ends(0);
    folder.write("src/shop/notes.md", "mine\n");
    folder.write(
        "Shop.wsdl",
        &folder.read("Shop.wsdl").replace("\"article\"", "\"goods\""),
    );
    folder.run(&MODULE).ends(0);
    assert_eq!(folder.read("src/shop/notes.md"), "mine\n");
    assert!(folder.read("src/shop/types.rs").contains("goods"));
}

#[test]
fn inputs_that_are_not_there_have_their_own_code() {
    let folder = Folder::new("input");
    for args in [
        &["generate", "Absent.wsdl", "--out", "x"][..],
        &["generate", ".", "--out", "x"],
        &["inspect", "Absent.wsdl"],
        &["dump", "ir", "Absent.wsdl"],
    ] {
        let run = folder.run(args).ends(3);
        assert!(run.err.starts_with("error: "), "{}", run.err);
    }
    folder.write("Shop.wsdl", "x");
    folder.write("bad.toml", "modul = \"x\"\n");
    let run = folder
        .run(&[&MODULE[..], &["--config", "bad.toml"]].concat())
        .ends(3);
    assert!(
        run.err.contains("bad.toml") && run.err.contains("modul"),
        "{}",
        run.err
    );
    folder.run(&["generate"]).ends(2);
    assert!(!folder.has("x"));
}

#[test]
fn a_document_without_operations_is_an_error() {
    let folder = Folder::new("empty");
    folder.write(
        "Shop.wsdl",
        "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\"/>",
    );
    let run = folder.run(&MODULE).ends(1);
    assert!(run.err.contains("error[operation-skipped]"), "{}", run.err);
    folder.write("Shop.wsdl", "<html/>");
    let run = folder.run(&MODULE).ends(1);
    assert!(run.err.contains("error[not-wsdl]"), "{}", run.err);
}

#[test]
fn messages_and_results_are_json_for_programs() {
    let folder = Folder::with_broken_shop("json");
    let run = folder
        .run(&[&MODULE[..], &["--message-format", "json"]].concat())
        .ends(0);
    assert!(run.err.lines().count() >= 1);
    assert!(
        run.err
            .lines()
            .all(|it| it.starts_with("{\"severity\":") && it.ends_with('}')),
        "{}",
        run.err
    );
    assert!(
        run.out
            .starts_with("{\"out\":\"src/shop\",\"operations\":2,\"skipped\":[\"Broken\"]"),
        "{}",
        run.out
    );
}

#[test]
fn colour_is_only_where_it_was_asked_for() {
    let folder = Folder::with_broken_shop("colour");
    let plain = folder.run(&["generate", "Shop.wsdl", "--out", "a"]).ends(0);
    assert!(!plain.err.contains('\u{1b}') && !plain.out.contains('\u{1b}'));
    let coloured = folder
        .run(&["generate", "Shop.wsdl", "--out", "b", "--color=always"])
        .ends(0);
    assert!(coloured.err.contains('\u{1b}') && coloured.out.contains('\u{1b}'));
}

/// Neither the folder of the documents nor one around it says anything about them.
#[test]
fn the_names_of_folders_around_the_input_are_not_in_what_is_generated() {
    let schema =
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:shared\"/>";
    let import = "<import namespace=\"urn:shared\" location=\"../common/Shared.xsd\"/>";
    let folder = Folder::with_shop("checkouts");
    let wsdl = folder.read("Shop.wsdl");
    let (head, rest) = wsdl.split_once("<types>").expect("the shop has types");
    let with_import = format!("{head}{import}<types>{rest}");
    let mut outputs = Vec::new();
    for checkout in ["first-checkout", "second"] {
        folder.write(&format!("{checkout}/alone/Shop.wsdl"), &wsdl);
        folder.write(&format!("{checkout}/services/Shop.wsdl"), &with_import);
        folder.write(&format!("{checkout}/common/Shared.xsd"), schema);
        let inputs = ["alone", "alone/Shop.wsdl", "services/Shop.wsdl"];
        let made = inputs.map(|input| {
            let input = format!("{checkout}/{input}");
            folder
                .run(&["generate", &input, "--out", "out/shop"])
                .ends(0);
            let files = folder.files("out");
            std::fs::remove_dir_all(folder.path().join("out")).expect("it was just written");
            for (name, text) in &files {
                assert!(!text.contains("checkout"), "{name} of {input}");
            }
            files
        });
        outputs.push(made);
    }
    assert_eq!(outputs[0], outputs[1]);
}

#[test]
fn timings_name_every_stage() {
    let folder = Folder::with_shop("timings");
    let run = folder.run(&[&MODULE[..], &["--timings"]].concat()).ends(0);
    let stages: Vec<&str> = (run.err.lines())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(stages, ["load", "symbols", "lower", "emit", "all"]);
    assert!(
        run.err.lines().all(|line| line.ends_with(" ms")),
        "{}",
        run.err
    );
}

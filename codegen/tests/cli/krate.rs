//! `generate --crate`.

use std::path::Path;

use crate::support::Folder;

/// Also what is its owner's as soon as the first line is deleted.
#[test]
fn a_crate_passes_the_users_cargo_fmt() {
    let folder = Folder::new("formatted");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/services");
    let mut files = Vec::new();
    for entry in fixtures.read_dir().unwrap() {
        let input = entry.unwrap().path();
        let name = input.file_stem().unwrap().to_string_lossy().into_owned();
        let args = ["generate", "--crate", "--runtime-version", "1", "--out"];
        let run = folder.run(&[&args[..], &[&name, &input.display().to_string()]].concat());
        if run.code == Some(0) {
            files.push(format!("{name}/src/lib.rs"));
            let examples = folder.path().join(&name).join("examples").read_dir();
            let paths = examples.into_iter().flatten();
            files.extend(paths.map(|entry| entry.unwrap().path().display().to_string()));
        }
    }
    assert!(files.len() > 60, "{files:?}");
    folder.assert_formatted(&files.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn the_runtime_comes_from_where_it_is_said() {
    let folder = Folder::with_shop("source");
    let base = ["generate", "Shop.wsdl", "--out", "shop", "--crate"];
    let run = folder.run(&base).ends(0);
    assert!(run.err.contains("not on crates.io yet"), "{}", run.err);
    assert!(run.err.contains("--runtime-path"), "{}", run.err);
    assert!(
        folder
            .read("shop/README.md")
            .contains("| `buy` | `Buy` | `BuyRequest` | `BuyResponse` |")
    );
    for (option, value, expected) in [
        (
            "--runtime-git",
            "https://h.example/r#v1",
            "git = \"https://h.example/r\", rev = \"v1\"",
        ),
        ("--runtime-version", "0.3", "version = \"0.3\""),
    ] {
        let run = folder.run(&[&base[..], &[option, value]].concat()).ends(0);
        assert_eq!(run.err, "");
        let manifest = folder.read("shop/Cargo.toml");
        assert!(manifest.contains(expected), "{manifest}");
    }
    let run = folder.run(&[&base[..], &["--runtime-path", "nowhere"]].concat());
    assert!(run.ends(3).err.contains("no `Cargo.toml`"));
}

#[test]
fn files_without_our_first_line_are_their_owners() {
    let folder = Folder::with_shop("owner");
    let args = ["generate", "Shop.wsdl", "--out", "shop", "--crate"];
    folder.run(&args).ends(0);
    let manifest = folder.read("shop/Cargo.toml");
    assert!(manifest.contains("soap-runtime = {"), "{manifest}");
    let mine = manifest
        .split_once('\n')
        .unwrap()
        .1
        .replace("0.1.0", "7.0.0");
    folder.write("shop/Cargo.toml", &mine);
    folder.write("shop/src/mine.rs", "");
    folder.write(
        "Shop.wsdl",
        &folder
            .read("Shop.wsdl")
            .replace("operation name=\"Buy\"", "operation name=\"Purchase\""),
    );
    folder.run(&args).ends(0);
    assert_eq!(folder.read("shop/Cargo.toml"), mine);
    assert!(folder.has("shop/src/mine.rs"));
    assert!(folder.has("shop/examples/purchase.rs") && !folder.has("shop/examples/buy.rs"));
}

#[test]
fn a_crate_that_was_not_generated_is_left_alone() {
    let folder = Folder::with_shop("foreign-crate");
    folder.write("mine/Cargo.toml", "[package]\nname = \"mine\"\n");
    let run = folder
        .run(&["generate", "Shop.wsdl", "--out", "mine", "--crate"])
        .ends(4);
    assert!(run.err.contains("none that was generated"), "{}", run.err);
    assert_eq!(folder.files("mine").len(), 1);
}

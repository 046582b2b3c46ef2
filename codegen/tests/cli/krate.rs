//! `generate --crate`.

use std::path::Path;
use std::process::Command;

use crate::support::{Folder, Run};

/// The only slow test here: it builds what was written. Its target folder is shared with this build.
#[test]
fn a_crate_builds_at_once() {
    let folder = Folder::with_shop("crate");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let runtime = root.join("generated-client/runtime");
    let runtime = runtime.canonicalize().unwrap();
    let run = folder.run(&[
        "generate",
        "Shop.wsdl",
        "--out",
        "shop-client",
        "--crate",
        "--runtime-path",
        &runtime.display().to_string(),
    ]);
    let run = run.ends(0);
    assert!(run.out.contains("wrote crate `shop-client`"), "{}", run.out);
    assert!(
        folder
            .read("shop-client/README.md")
            .contains("| `buy` | `Buy` |")
    );
    // The versions that were resolved for the workspace are there without a network.
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).unwrap();
    folder.write("shop-client/Cargo.lock", &lock);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crate");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--examples"])
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTFLAGS", "-Dwarnings")
        .current_dir(folder.path().join("shop-client"))
        .output()
        .unwrap();
    Run::of(&output).ends(0);
}

#[test]
fn files_without_our_first_line_are_their_owners() {
    let folder = Folder::with_shop("owner");
    let args = ["generate", "Shop.wsdl", "--out", "shop", "--crate"];
    folder.run(&args).ends(0);
    let manifest = folder.read("shop/Cargo.toml");
    assert!(manifest.contains("soap-runtime = \""), "{manifest}");
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

//! `codegen/examples/build-script`, as somebody copies it.

use std::path::Path;

use crate::support::{Cargo, Folder, copy};

/// The example's own test calls the client, so this compiles and runs all that its README says.
#[test]
fn the_example_builds_calls_and_names_what_it_read() {
    let folder = Folder::kept("build-script");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().unwrap();
    copy(&root.join("codegen/examples/build-script"), &folder);
    let here = root.display().to_string().replace('\\', "/");
    let manifest = folder.read("Cargo.toml");
    let manifest = manifest.replace(
        "../../../generated-client",
        &format!("{here}/generated-client"),
    );
    folder.write(
        "Cargo.toml",
        &manifest.replace("\"../..\"", &format!("\"{here}/codegen\"")),
    );
    let cargo = Cargo::new(&folder);
    let run = cargo.run(&["test", "--message-format=json"]).ends(0);
    assert!(run.out.contains("2 passed; 0 failed"), "{}", run.out);
    let line = run
        .out
        .lines()
        .find(|it| it.contains("\"build-script-executed\"") && it.contains("build-script-example"));
    let line = line.expect("cargo says where the script wrote");
    let out = line
        .split("\"out_dir\":\"")
        .nth(1)
        .and_then(|it| it.split('"').next());
    let out = Path::new(out.expect("cargo says where the script wrote"));
    let said = std::fs::read_to_string(out.with_file_name("output")).unwrap();
    for name in ["Shop.wsdl", "Shop.xsd", "service.toml"] {
        let expected = format!("cargo::rerun-if-changed=schemas/shop/{name}");
        assert!(said.lines().any(|it| it == expected), "{name}: {said}");
    }
    assert!(!said.contains("cargo::warning"), "{said}");
    // A broken document ends the build, and the message says where.
    let schema = folder.read("schemas/shop/Shop.xsd");
    folder.write(
        "schemas/shop/Shop.xsd",
        &schema.replace("type=\"Order\"", "type=\"Ordr\""),
    );
    let run = cargo.run(&["check"]).ends(101);
    assert!(run.err.contains("schemas/shop/Shop.xsd:14:"), "{}", run.err);
}

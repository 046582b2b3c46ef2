//! `TUTORIAL.md`, as somebody follows it: its commands in its order, and its program.

use std::path::Path;

use crate::support::{Cargo, Folder};

const MANIFEST: &str = r#"[package]
name = "shopping"
version = "0.1.0"
edition = "2024"
publish = false

[dependencies]
soap-runtime = { path = "RUNTIME" }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

[dev-dependencies]
http = "1"

[workspace]
"#;

#[test]
fn the_page_leads_to_a_tested_client() {
    let page = include_str!("../../TUTORIAL.md");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().unwrap();
    let folder = Folder::kept("tutorial");
    let said = |command: &str| {
        assert!(page.contains(command), "the page says `{command}`");
        let args: Vec<&str> = command.split(' ').skip(1).collect();
        folder.run(&args).ends(0)
    };
    // The page fetches the contract; here it is at hand.
    let shop = root.join("codegen/examples/build-script/schemas/shop/Shop.wsdl");
    folder.run(&["capture", &shop.display().to_string(), "schemas/shop"]);
    let report = said("wsdl-codegen inspect schemas/shop").out;
    let shown = page.split("```text\n").nth(1).unwrap();
    let shown = shown.split("```").next().unwrap();
    assert!(report.contains(shown), "{report}");
    said("wsdl-codegen generate schemas/shop --out src/shop");
    let program = page.split("```rust,ignore\n").nth(1).unwrap();
    folder.write("src/main.rs", program.split("```").next().unwrap());
    let runtime = root.join("generated-client/runtime").display().to_string();
    folder.write(
        "Cargo.toml",
        &MANIFEST.replace("RUNTIME", &runtime.replace('\\', "/")),
    );
    let run = Cargo::new(&folder).run(&["test"]).ends(0);
    assert!(run.out.contains("1 passed; 0 failed"), "{}", run.out);
    said("wsdl-codegen generate schemas/shop --out src/shop --strict");
}

//! Any text as a `service.toml`, over a small contract: settings that are taken lead to Rust or to an error.

use wsdl_codegen::settings::Settings;

use crate::support::{root, run as run_all, service};

/// Settings to begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    let texts = [
        "module = \"shop\"\n",
        "[modules]\nby-namespace = true\n",
        "[names]\n\"urn:t\" = \"t\"\n",
        "[[type]]\nname = \"T*\"\nderives = [\"::std::hash::Hash\"]\n",
        "[[member]]\nname = \"T.m\"\nattributes = [\"#[doc(hidden)]\"]\n",
    ];
    let mut seeds: Vec<Vec<u8>> = texts.map(|text| text.as_bytes().to_vec()).into();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = folder
        .ancestors()
        .find(|it| it.join("schemas/README.md").exists())
        .expect("inside the repository");
    let mut folders = vec![root.join("schemas"), root.join("codegen/tests/fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "toml") {
                seeds.push(std::fs::read(path).expect("the file can be read"));
            }
        }
    }
    seeds.sort();
    seeds
}

/// Generates with the settings that `data` is.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let settings = match Settings::parse(text) {
        Ok(settings) => settings,
        Err(error) => return assert!(!error.is_empty()),
    };
    let again = Settings::parse(&settings.to_toml()).expect("what is written can be read");
    assert_eq!(again.to_toml(), settings.to_toml());
    let contract = service(
        &(root(
            r#"<xs:element name="m" type="t:T"/><xs:element name="order" type="t:E" minOccurs="0"/>"#,
        ) + r#"<xs:complexType name="T"><xs:sequence><xs:element name="m" type="xs:date"/></xs:sequence><xs:attribute name="a"/></xs:complexType>
            <xs:simpleType name="E"><xs:restriction base="xs:string"><xs:enumeration value="v"/><xs:enumeration value="w"/></xs:restriction></xs:simpleType>"#),
    );
    let run = run_all(&[("a.wsdl", contract.as_bytes())], &settings);
    for (name, file) in run.files.iter().flatten() {
        syn::parse_file(file).unwrap_or_else(|error| panic!("{name}: {error}\n{file}"));
    }
}

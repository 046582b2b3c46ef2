//! Both sides as a user names them: files, folders and revisions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::input::{Input, compare_inputs};
use super::{SHOP, edited, lines};

/// A folder that is deleted with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("wsdl-diff-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("shop")).unwrap();
        Self(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).unwrap();
    }

    fn git(&self, args: &[&str]) {
        let names = [
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@t.test",
            "-c",
            "commit.gpgsign=false",
        ];
        let output = Command::new("git")
            .args(names)
            .args(args)
            .current_dir(&self.0)
            .output();
        let output = output.unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn told(old: &str, new: &str, folder: &Path) -> Vec<String> {
    let old = Input::open(old, folder).unwrap();
    let new = Input::open(new, folder).unwrap();
    lines(&compare_inputs(old, new).report.unwrap())
}

#[test]
fn a_revision_is_compared_with_the_disk() {
    let folder = Folder::new("revision");
    folder.git(&["init", "--quiet"]);
    folder.write("shop/Shop.wsdl", SHOP);
    folder.write("shop/service.toml", "module = \"shop\"\n");
    folder.git(&["add", "."]);
    folder.git(&["commit", "--quiet", "-m", "one"]);
    folder.write(
        "shop/Shop.wsdl",
        &edited("soapAction=\"urn:Buy\"", "soapAction=\"urn:buy\""),
    );
    let expected = ["requests action-changed ShopClient::buy"];
    assert_eq!(told("HEAD:shop", "shop", &folder.0), expected);
    assert_eq!(told("HEAD:shop/", "shop/Shop.wsdl", &folder.0), expected);
    assert_eq!(told("HEAD:shop/Shop.wsdl", "shop", &folder.0), expected);
    assert_eq!(told("HEAD:./shop", "shop", &folder.0), expected);
    assert_eq!(
        told("HEAD:shop", "HEAD:shop/Shop.wsdl", &folder.0),
        Vec::<String>::new()
    );
    for bad in ["HEAD:shops", "HEAX:shop", "--output=x:shop", "shops"] {
        assert!(Input::open(bad, &folder.0).is_err(), "{bad}");
    }
}

#[test]
fn a_single_file_takes_the_settings_of_the_folder() {
    let folder = Folder::new("settings");
    folder.write("shop/Shop.wsdl", SHOP);
    folder.write("shop/service.toml", "[types]\ncollapse-nil = true\n");
    folder.write("New.wsdl", SHOP);
    assert_eq!(told("shop", "New.wsdl", &folder.0), Vec::<String>::new());
    assert_eq!(told("New.wsdl", "shop", &folder.0), Vec::<String>::new());
}

#[test]
fn a_side_with_errors_has_no_report() {
    let folder = Folder::new("errors");
    folder.write("Old.wsdl", SHOP);
    folder.write("New.wsdl", "<definitions");
    let open = |name| Input::open(name, &folder.0).unwrap();
    let compared = compare_inputs(open("Old.wsdl"), open("New.wsdl"));
    assert!(compared.report.is_none() && compared.new.diagnostics.has_errors());
}

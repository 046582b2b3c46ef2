//! The `capture` command against servers on loopback.

// A test that cannot set itself up has failed.
#![allow(clippy::unwrap_used)]

mod boundaries;
mod command;
mod documents;
mod files;
mod limits;
mod redirects;
mod secrets;
mod server;
mod tls;
mod update;

use std::fs;
use std::path::{Path, PathBuf};

use server::Server;
use wsdl_codegen::fetch::store::{Mode, store};
use wsdl_codegen::fetch::{FetchError, Fetched, Options, fetch};
use wsdl_codegen::output::Change;

/// A folder that is deleted with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("wsdl-fetch-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path.canonicalize().unwrap())
    }

    /// The folder of the capture, which is not there yet.
    fn capture(&self) -> PathBuf {
        self.0.join("capture")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.capture().join(name)).unwrap_or_else(|it| panic!("{name}: {it}"))
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// The names of the capture's files, sorted.
    fn names(&self) -> Vec<String> {
        names(&self.capture())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .map(|it| {
            it.map(|it| it.unwrap().file_name().into_string().unwrap())
                .collect()
        })
        .unwrap_or_default();
    names.sort();
    names
}

fn options(source: impl Into<String>) -> Options {
    let mut options = Options::default();
    options.sources = vec![source.into()];
    options
}

/// Fetches what must come without an error.
fn fetched(options: &Options) -> Fetched {
    let fetched = fetch(options).unwrap();
    assert!(!fetched.diagnostics.has_errors(), "{}", fetched.report());
    fetched
}

/// Fetches what must not, and gives the report, without the server's port.
fn refused(options: &Options, server: &Server) -> String {
    let fetched = fetch(options).unwrap();
    assert!(fetched.diagnostics.has_errors(), "{:?}", fetched.documents);
    fetched.report().replace(&server.base(), "http://server")
}

fn stored(options: &Options, folder: &Folder, mode: Mode) -> Result<Vec<Change>, FetchError> {
    store(&fetched(options), options, &folder.capture(), mode)
}

/// A WSDL with `types` in its types, and one operation.
fn wsdl(head: &str, types: &str) -> String {
    format!(
        r#"<?xml version="1.0"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" targetNamespace="urn:s" xmlns:s="urn:s"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
  {head}
  <types><xs:schema targetNamespace="urn:w">{types}</xs:schema></types>
  <message name="In"><part name="p" element="t:Ask"/></message>
  <portType name="P"><operation name="Ask"><input message="s:In"/></operation></portType>
  <binding name="B" type="s:P">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Ask"><soap:operation soapAction="a"/><input><soap:body use="literal"/></input></operation>
  </binding>
  <service name="Shop"><port name="P" binding="s:B"><soap:address location="http://x.example/"/></port></service>
</definitions>
"#
    )
}

/// A schema of namespace `urn:t` with `content`.
fn schema(content: &str) -> String {
    format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t" xmlns:t="urn:t">{content}</xs:schema>"#
    )
}

/// The element that [`wsdl`] needs.
const ASK: &str = r#"<xs:element name="Ask" type="xs:string"/>"#;

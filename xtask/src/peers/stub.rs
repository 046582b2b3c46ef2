//! `wsdl-codegen serve` for a root, and sample requests of it.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::json;
use wsdl_codegen::config::Config;
use wsdl_codegen::ir::SoapVersion;
use wsdl_codegen::sample::{Sampler, Side};

use crate::corpus::Root;
use crate::process;

/// A stub that ends with the value.
pub(super) struct Stub {
    child: Child,
    /// Where its contract is.
    pub(super) address: String,
}

impl Stub {
    pub(super) fn start(program: &Path, root: &Root) -> Result<Self, String> {
        let mut child = Command::new(program)
            .args(["serve", "--port", "0"])
            .arg(root.capture.join(&root.file))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let (Some(out), Some(mut err)) = (child.stdout.take(), child.stderr.take()) else {
            return Err("the stub has no output".to_owned());
        };
        let words = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = err.read_to_string(&mut text);
            text
        });
        let mut out = BufReader::new(out);
        let mut line = String::new();
        let _ = out.read_line(&mut line);
        let Some((_, address)) = line.trim_end().rsplit_once(" at ") else {
            let _ = child.wait();
            return Err(words.join().unwrap_or_default());
        };
        // What it says of each call is read, so that it can go on.
        std::thread::spawn(move || out.lines().map_while(Result::ok).for_each(drop));
        Ok(Self {
            child,
            address: address.to_owned(),
        })
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Builds the program in the profile that this one was built in.
pub(super) fn built() -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let is_release = own
        .parent()
        .is_some_and(|folder| folder.ends_with("release"));
    let mut command = process::cargo("build --quiet --package wsdl-codegen");
    command.args(is_release.then_some("--release"));
    process::run(&mut command, "`wsdl-codegen` does not compile")?;
    Ok(own.with_file_name("wsdl-codegen"))
}

/// A filled-in request for each of the first operations of each port, a JSON object a line.
pub(super) fn samples(root: &Root, most: usize) -> Result<String, String> {
    let run = Config::new(root.capture.join(&root.file)).analyse();
    let generated = run.map_err(|error| error.to_string())?.generated;
    let Some(api) = &generated.api else {
        return Err(generated.report());
    };
    let sampler = Sampler::new(api);
    let mut lines = String::new();
    for client in &api.clients {
        for version in [SoapVersion::V11, SoapVersion::V12] {
            let Some(port) = client.ports.iter().find(|port| port.version == version) else {
                continue;
            };
            for operation in client.operations.iter().take(most) {
                let text = sampler.filled(client, operation, Side::Request, version);
                let line = json!({
                    "service": client.service,
                    "port": port.wire,
                    "operation": operation.wire,
                    "envelope": text.unwrap_or_default(),
                });
                lines.push_str(&format!("{line}\n"));
            }
        }
    }
    Ok(lines)
}

//! The clients: where they are, and what they say.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::captures::workspace_root;

/// A client of other make.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub(crate) enum Peer {
    /// Python's zeep.
    Zeep,
    /// Node's soap.
    Node,
    /// PHP's SoapClient.
    Php,
}

/// What a client says: of the contract first, of operations then.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Said {
    /// The operation; `None` where it is said of the contract.
    pub(super) operation: Option<String>,
    /// How far it came: `whole`, or what went wrong.
    pub(super) stage: String,
    /// Why it came no further.
    pub(super) reason: String,
}

/// How a client is started.
pub(super) struct Program {
    command: String,
    node_path: String,
    script: &'static str,
}

impl Peer {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Zeep => "zeep",
            Self::Node => "node-soap",
            Self::Php => "PHP",
        }
    }

    /// Where it is.
    pub(super) fn find(self) -> Result<Program, String> {
        let tools = workspace_root().join("target/ci-tools");
        let own = tools.join("bin/python3").display().to_string();
        let modules = tools.join("node_modules").display().to_string();
        let node_path = match std::env::var("NODE_PATH") {
            Ok(given) => format!("{given}:{modules}"),
            Err(_) => modules,
        };
        let (commands, probe, script) = match self {
            Self::Zeep => {
                let given = std::env::var("PYTHON").ok().into_iter();
                let commands = given.chain(["python3".to_owned(), own]).collect();
                (commands, ["-c", "import zeep"], "client.py")
            }
            Self::Node => (
                vec!["node".to_owned()],
                ["-e", "require('soap')"],
                "client.js",
            ),
            Self::Php => {
                let probe = ["-r", "exit(extension_loaded('soap') ? 0 : 1);"];
                (vec!["php".to_owned()], probe, "client.php")
            }
        };
        let mut programs = commands.into_iter().map(|command| Program {
            command,
            node_path: node_path.clone(),
            script,
        });
        let works = |program: &Program| {
            let output = program.start().args(probe).output();
            output.is_ok_and(|output| output.status.success())
        };
        let found = programs.find(works);
        found.ok_or_else(|| format!("{} is not found", self.word()))
    }
}

impl Program {
    fn start(&self) -> Command {
        let mut command = Command::new(&self.command);
        command.env("NODE_PATH", &self.node_path);
        command
    }

    /// Lets it load `address` and call what `samples` holds.
    pub(super) fn call(&self, address: &str, samples: &Path) -> Result<Vec<Said>, String> {
        let script = workspace_root().join("xtask/src/peers").join(self.script);
        // A client that waits for ever is none that reads.
        let mut command = Command::new("timeout");
        command.env("NODE_PATH", &self.node_path);
        command.args(["300", &self.command]).arg(script);
        let output = command.arg(address).arg(samples).output();
        let output = output.map_err(|error| format!("{}: {error}", self.command))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let said = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        let mut said: Vec<Said> = said.collect();
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr);
            let last = words.lines().map(str::trim).rfind(|line| !line.is_empty());
            said.push(Said {
                operation: (!said.is_empty()).then(String::new),
                stage: "died".to_owned(),
                reason: last.unwrap_or_default().to_owned(),
            });
        }
        Ok(said)
    }
}

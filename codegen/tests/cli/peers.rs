//! Stacks of other make: zeep, node-soap and PHP call what `serve` stands in for, and `call` calls servers of theirs.
//!
//! Where one is not installed its test says so and passes, but not in CI: `.ci/run` installs them.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use crate::live::Stub;
use crate::support::Folder;

const TOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/ci-tools");
const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/peers");

fn python() -> Option<Command> {
    let own = format!("{TOOLS}/bin/python3");
    let given = std::env::var("PYTHON").ok();
    let mut candidates = given.into_iter().chain(["python3".to_owned(), own]);
    let has_zeep = |python: &String| works(Command::new(python).args(["-c", "import zeep"]));
    let found = candidates.find(has_zeep).map(Command::new);
    there("zeep", found)
}

fn node() -> Option<Command> {
    let own = format!("{TOOLS}/node_modules");
    let path = match std::env::var("NODE_PATH") {
        Ok(given) => format!("{given}:{own}"),
        Err(_) => own,
    };
    let command = || {
        let mut command = Command::new("node");
        command.env("NODE_PATH", &path);
        command
    };
    let is_there = works(command().args(["-e", "require('soap')"]));
    there("node-soap", is_there.then(command))
}

fn php() -> Option<Command> {
    let probe = "exit(extension_loaded('soap') ? 0 : 1);";
    let is_there = works(Command::new("php").args(["-r", probe]));
    there(
        "PHP with its extension soap",
        is_there.then(|| Command::new("php")),
    )
}

fn works(probe: &mut Command) -> bool {
    probe.output().is_ok_and(|output| output.status.success())
}

fn there(what: &str, found: Option<Command>) -> Option<Command> {
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "there is no {what}");
        eprintln!("SKIPPED: there is no {what}");
    }
    found
}

/// Lets `client` run `program` against a stub of the shop: a number, and the fault of what the schema forbids.
fn calls(client: Option<Command>, program: &str) {
    let Some(mut client) = client else { return };
    let folder = Folder::with_shop(program);
    folder.write("answers/Buy.json", r#"{"number": 337}"#);
    let stub = Stub::start(folder.path(), &["Shop.wsdl", "--answers", "answers"]);
    client.arg(format!("{PROGRAMS}/{program}"));
    let output = client.arg(format!("{}?wsdl", stub.address)).output();
    let output = output.expect("it was found");
    let said = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said, "337\nfault\n", "{wrong}");
}

#[test]
fn zeep_calls_a_stub() {
    calls(python(), "client.py");
}

#[test]
fn node_soap_calls_a_stub() {
    calls(node(), "client.js");
}

#[test]
fn php_calls_a_stub() {
    calls(php(), "client.php");
}

/// A server that ends with the value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that nobody has now, and that the system gives to nobody who asks for any.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + (std::process::id() % 1_000) as u16 * 10;
    loop {
        let port = first + NEXT.fetch_add(1, Ordering::Relaxed);
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}

/// Calls a shop of other make; `start` gives its command for a WSDL and a port.
fn is_called(name: &str, start: impl FnOnce(&str, u16) -> Option<Command>) {
    let folder = Folder::with_shop(name);
    let port = free_port();
    let wsdl = folder.path().join("Shop.wsdl").display().to_string();
    let Some(mut command) = start(&wsdl, port) else {
        return;
    };
    let mut server = Server(command.spawn().expect("it was found"));
    let is_up = || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
    let mut tries = 0;
    while !is_up() {
        tries += 1;
        let ended = server.0.try_wait().expect("it was started here");
        assert!(ended.is_none() && tries < 2_400, "{name}: {ended:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
    let url = format!("http://127.0.0.1:{port}/shop");
    let call = |article: &str| {
        let article = format!("order.article={article}");
        let due = "order.due=2024-02-29T00:00:00Z";
        let members = ["order.speed=fast", due, "order.note=a", "order.note=b <&>"];
        let args = ["call", "Shop.wsdl", "Buy", "--endpoint", &url, &article];
        folder.run(&[&args[..], &members].concat())
    };
    let run = call("tea").ends(0);
    assert_eq!(run.out, "{\n  \"number\": 2\n}\n", "{}", run.err);
    let run = call("none").ends(7);
    assert!(run.err.contains("sold <out>"), "{}", run.err);
    drop(server);
}

#[test]
fn a_server_of_node_soap_is_called() {
    is_called("server.js", |wsdl, port| {
        let mut command = node()?;
        command.args([&format!("{PROGRAMS}/server.js"), wsdl, &port.to_string()]);
        Some(command)
    });
}

#[test]
fn a_server_of_php_is_called() {
    is_called("server.php", |wsdl, port| {
        let mut command = php()?;
        let address = format!("127.0.0.1:{port}");
        command.args(["-q", "-S", &address, &format!("{PROGRAMS}/server.php")]);
        command.env("SHOP", wsdl);
        Some(command)
    });
}

//! The program: arguments, messages, exit codes.

use std::process::{Command, Output};

use crate::server::{Answer, Server};
use crate::{ASK, Folder, schema, wsdl};

const TYPES: &str = r#"<xs:import namespace="urn:t" schemaLocation="t.xsd"/>"#;

fn run(folder: &Folder, args: &[&str], environment: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wsdl-codegen"));
    for name in [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ] {
        command.env_remove(name);
    }
    command.current_dir(&folder.0).arg("capture").args(args);
    let output: Output = command.envs(environment.iter().copied()).output().unwrap();
    let text = |it: Vec<u8>| String::from_utf8(it).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn shop() -> Server {
    Server::new()
        .with("/Shop.svc?wsdl", Answer::xml(wsdl("", TYPES)))
        .with("/t.xsd", Answer::xml(schema(ASK)))
}

#[test]
fn a_capture_is_made_and_updated() {
    let server = shop();
    let folder = Folder::new("command");
    let url = server.url("/Shop.svc?wsdl");
    let (code, out, err) = run(&folder, &[&url, "capture"], &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.ends_with("capture: 1 service, 1 operation, 0 warnings\n"),
        "{out}"
    );
    assert!(out.contains("new Shop.wsdl"), "{out}");

    let (code, _, err) = run(&folder, &[&url, "capture"], &[]);
    assert_eq!(code, 3);
    assert!(err.contains("--update"), "{err}");

    let (code, out, err) = run(&folder, &["--update", "capture"], &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("nothing changed"), "{out}");

    let (_, out, _) = run(
        &folder,
        &["--update", "capture", "--message-format", "json"],
        &[],
    );
    let expected =
        r#"{"out":"capture","documents":["Shop.wsdl","t.xsd"],"missing":[],"changed":[]}"#;
    assert_eq!(out.trim_end(), expected);

    let more = format!("{ASK}<xs:element name=\"More\" type=\"xs:int\"/>");
    server.set("/t.xsd", Answer::xml(schema(&more)));
    let (code, out, _) = run(&folder, &["capture", "--update"], &[]);
    assert_eq!(code, 0);
    assert!(out.contains("changed t.xsd"), "{out}");
    assert!(folder.read("t.xsd").contains("More"));
    assert!(!out.contains("changed Shop.wsdl"), "{out}");

    // What the change means for callers is said as well.
    let optional = ASK.replace("type=\"xs:string\"", "type=\"xs:int\"");
    assert_ne!(optional, ASK);
    server.set("/t.xsd", Answer::xml(schema(&optional)));
    let (code, out, _) = run(&folder, &["capture", "--update"], &[]);
    assert_eq!(code, 0);
    assert!(out.contains("breaks requests"), "{out}");
}

#[test]
fn errors_have_their_codes_and_leave_the_folder() {
    let server = shop();
    let folder = Folder::new("errors");
    let url = server.url("/Shop.svc?wsdl");
    server.set("/t.xsd", Answer::new(404, "text/plain", "gone"));
    let (code, _, err) = run(&folder, &[&url, "capture"], &[]);
    assert_eq!(code, 1);
    assert!(
        err.contains("error[import-not-found]") && err.contains("nothing was written"),
        "{err}"
    );
    assert!(!folder.capture().exists());
    let (code, out, err) = run(&folder, &[&url, "capture", "--partial"], &[]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("missing: ") && err.contains("warning[import-not-found]"),
        "{out}{err}"
    );
    for args in [&["--update", "nothing"][..], &["no-file.wsdl", "other"]] {
        assert_eq!(run(&folder, args, &[]).0, 3, "{args:?}");
    }
    for args in [&["only-a-folder"][..], &[&url, "x", "--discard-edits"]] {
        assert_eq!(run(&folder, args, &[]).0, 2, "{args:?}");
    }
    let (code, _, err) = run(&folder, &["--update", "."], &[]);
    assert_eq!(code, 3, "{err}");
}

#[test]
fn secrets_come_from_the_environment() {
    let server = shop();
    let folder = Folder::new("environment");
    let url = server.url("/Shop.svc?wsdl");
    let args = [
        &url,
        "capture",
        "--user",
        "me",
        "--header",
        "X-Key: $SHOP_KEY",
    ];
    let (code, _, err) = run(&folder, &args, &[]);
    assert_eq!(code, 3);
    assert!(err.contains("WSDL_CODEGEN_PASSWORD"), "{err}");
    let environment = [("WSDL_CODEGEN_PASSWORD", "hunter2"), ("SHOP_KEY", "sesame")];
    let (code, out, err) = run(&folder, &args, &environment);
    assert_eq!(code, 0, "{err}");
    assert!(!out.contains("hunter2") && !out.contains("sesame"));
    let sent = &server.requests()[1].headers;
    assert_eq!(sent["authorization"], "Basic bWU6aHVudGVyMg==");
    assert_eq!(sent["x-key"], "sesame");
}

#[test]
fn a_proxy_is_asked_and_keeps_its_password() {
    let folder = Folder::new("proxy");
    let args = [
        "https://shop.example/S?wsdl",
        "capture",
        "--proxy",
        "http://u:secret@127.0.0.1:9",
    ];
    let (code, _, err) = run(&folder, &args, &[]);
    assert_eq!(code, 1);
    assert!(!err.contains("secret"), "{err}");
}

#[test]
fn what_a_capture_is_good_for_is_counted() {
    let server = shop();
    let folder = Folder::new("counted");
    let url = server.url("/Shop.svc?wsdl");
    let summary = |name: &str| run(&folder, &[&url, name], &[]).1;
    let jms = wsdl("", TYPES).replace(
        "http://schemas.xmlsoap.org/soap/http",
        "http://www.w3.org/2010/soapjms/",
    );
    server.set("/Shop.svc?wsdl", Answer::xml(jms));
    let out = summary("one");
    assert!(out.contains("1 operation, 1 warning\n"), "{out}");
    let circles = ["A", "B"].map(|name| {
        format!(
            r#"<xs:complexType name="{name}"><xs:complexContent><xs:extension base="t:{name}"/></xs:complexContent></xs:complexType>"#
        )
    });
    server.set(
        "/t.xsd",
        Answer::xml(schema(&(ASK.to_owned() + &circles.concat()))),
    );
    let out = summary("two");
    assert!(out.contains("cannot be generated from, 2 errors"), "{out}");
}

#[test]
fn a_capture_is_updated_from_where_it_came() {
    let other = Server::new().with("/t.xsd", Answer::xml(schema(ASK)));
    let types = TYPES.replace("t.xsd", &other.url("/t.xsd"));
    let server = Server::new()
        .with("/S?wsdl", Answer::redirect(302, "/moved"))
        .with("/moved", Answer::xml(wsdl("", &types)))
        .with("/S?wsdl&token=abc", Answer::xml(wsdl("", &types)));
    let folder = Folder::new("again");
    let (url, host) = (server.url("/S?wsdl"), other.host());
    let (code, out, err) = run(&folder, &[&url, "capture", "--allow-host", &host], &[]);
    assert_eq!(code, 0, "{err}");
    let moved = format!(
        "S.wsdl from {url}, redirected to {}\n",
        server.url("/moved")
    );
    assert!(out.contains(&moved), "{out}");
    assert_eq!(out.matches("redirected to").count(), 1, "{out}");
    // The host is allowed as it was.
    let (code, _, err) = run(&folder, &["--update", "capture"], &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    // What was a secret is not known any more.
    let url = format!("{url}&token=abc");
    let (code, _, err) = run(&folder, &[&url, "secret", "--allow-host", &host], &[]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = run(&folder, &["--update", "secret"], &[]);
    assert_eq!(code, 3);
    assert!(err.contains("is not the whole address"), "{err}");
    // Nor is it where a file was.
    folder.write("S.wsdl", wsdl("", "").replace("t:Ask", "xs:string"));
    let (code, _, err) = run(&folder, &["S.wsdl", "local"], &[]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = run(&folder, &["--update", "local"], &[]);
    assert_eq!(code, 3);
    assert!(err.contains("is not the whole address"), "{err}");
}

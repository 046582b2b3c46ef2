//! `call` and `serve`: one against the other, over loopback.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::support::Folder;

/// A `serve` that ends with the value.
pub(crate) struct Stub {
    child: Child,
    pub(crate) address: String,
}

impl Stub {
    pub(crate) fn start(folder: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wsdl-codegen"))
            .args(["serve", "--port", "0"])
            .args(args)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program is there");
        let mut line = String::new();
        let out = child.stdout.take().expect("it is a pipe");
        let mut out = BufReader::new(out);
        out.read_line(&mut line).expect("it is text");
        let address = line
            .split(" at ")
            .nth(1)
            .and_then(|rest| rest.split(',').next());
        let address = address
            .unwrap_or_else(|| panic!("it says where it is: {line}"))
            .to_owned();
        // What it says of each call is read, so that it can go on.
        std::thread::spawn(move || out.lines().map_while(Result::ok).for_each(drop));
        Self { child, address }
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn types(case: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/types");
    root.join(case).display().to_string()
}

const ORDER: [&str; 3] = [
    "order.article=tea",
    "order.speed=fast",
    "order.due=2024-02-29T00:00:00Z",
];

#[test]
fn a_stub_answers_calls_with_samples() {
    let folder = Folder::with_shop("serve");
    let stub = Stub::start(folder.path(), &["Shop.wsdl"]);
    let wsdl = format!("{}?wsdl", stub.address);
    let run = folder
        .run(&[&["call", &wsdl, "Buy"], &ORDER[..]].concat())
        .ends(0);
    assert_eq!(run.out, "{\n  \"number\": 12\n}\n");
    assert_eq!(run.err, "");
    let one_way = folder.run(&["call", &wsdl, "Cancel", "number=7"]).ends(0);
    assert!(one_way.err.contains("no answer"), "{one_way:?}");
    // What departs from the schema is a fault that says where.
    folder.write(
        "bad.xml",
        r#"<Buy xmlns="urn:shop"><order><article>a</article></order></Buy>"#,
    );
    let run = folder
        .run(&["call", &wsdl, "Buy", "--xml", "bad.xml"])
        .ends(7);
    assert!(run.err.contains("expected element `speed`"), "{}", run.err);
    let listed = folder.run(&["call", &wsdl]).ends(0);
    assert_eq!(
        listed.out,
        "Buy(order: Order) -> i32\nCancel(number: i32)\n"
    );
    let run = folder.run(&["call", &wsdl, "By"]).ends(5);
    assert!(run.err.contains("there is one named `Buy`"), "{}", run.err);
    // Nobody listens there.
    let run = folder.run(
        &[
            &[
                "call",
                "Shop.wsdl",
                "Buy",
                "--endpoint",
                "http://127.0.0.1:1/",
            ],
            &ORDER[..],
        ]
        .concat(),
    );
    run.ends(8);
}

/// Overloads of one wrapper differ in what it holds.
#[test]
fn a_stub_tells_overloads_apart() {
    let folder = Folder::new("overloads");
    let part = |n: &str| format!(r#"<part name="{n}" type="xs:int"/>"#);
    let operation = |n: &str| {
        format!(
            r#"<operation name="find"><input name="{n}" message="t:{n}"/><output name="{n}Out" message="t:{n}"/></operation>"#
        )
    };
    let bound = |n: &str| {
        let body = r#"<body xmlns="http://schemas.xmlsoap.org/wsdl/soap/" use="literal" namespace="urn:t"/>"#;
        format!(
            r#"<operation name="find"><input name="{n}">{body}</input><output name="{n}Out">{body}</output></operation>"#
        )
    };
    let wsdl = format!(
        r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"><message name="One">{}</message><message name="Two">{}{}</message><portType name="P">{}{}</portType><binding name="B" type="t:P"><binding xmlns="http://schemas.xmlsoap.org/wsdl/soap/" style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>{}{}</binding></definitions>"#,
        part("a"),
        part("b"),
        part("c"),
        operation("One"),
        operation("Two"),
        bound("One"),
        bound("Two")
    );
    folder.write("F.wsdl", &wsdl);
    let stub = Stub::start(folder.path(), &["F.wsdl"]);
    let envelope = |members: &str| format!(r#"<t:find xmlns:t="urn:t">{members}</t:find>"#);
    for (members, answer) in [("<a>1</a>", "<a xmlns"), ("<b>1</b><c>2</c>", "<b xmlns")] {
        folder.write("request.xml", &envelope(members));
        let url = format!("{}P/B", stub.address);
        let args = [
            "call",
            "F.wsdl",
            "find",
            "--xml",
            "request.xml",
            "--endpoint",
            &url,
            "--show",
            "response",
        ];
        let run = folder.run(&args);
        assert!(
            run.err.contains(answer) && run.err.contains("HTTP 200"),
            "{run:?}"
        );
    }
}

/// Messages without parts leave the body empty.
#[test]
fn a_stub_takes_an_empty_body() {
    let folder = Folder::new("empty-body");
    let wsdl = types("../services/bare-bodies.wsdl");
    let stub = Stub::start(folder.path(), &[&wsdl]);
    let run = folder.run(&["call", &wsdl, "reset", "--endpoint", &stub.address]);
    assert_eq!(run.ends(0).out, "{}\n");
}

/// What lies at an address is read as what lies in a file is.
#[test]
fn an_address_is_an_input() {
    let folder = Folder::with_shop("address");
    let stub = Stub::start(folder.path(), &["Shop.wsdl"]);
    let wsdl = format!("{}?wsdl", stub.address);
    let run = folder.run(&["inspect", &wsdl]).ends(0);
    assert!(run.out.contains("Buy(order: Order) -> i32"), "{}", run.out);
    let message = r#"<BuyResponse xmlns="urn:shop"><number>x</number></BuyResponse>"#;
    folder.write("answer.xml", message);
    let run = folder.run(&["check", &wsdl, "answer.xml"]).ends(9);
    assert!(run.out.contains("answer.xml:1:"), "{}", run.out);
    folder.write("shop.toml", "serde = true\n");
    folder
        .run(&["generate", &wsdl, "--out", "shop", "--config", "shop.toml"])
        .ends(0);
    assert!(folder.read("shop/types.rs").contains("Serialize"));
    // Several are a capture.
    let run = folder
        .run(&["generate", &wsdl, "Shop.wsdl", "--out", "x"])
        .ends(3);
    assert!(run.err.contains("wsdl-codegen capture"), "{}", run.err);
    let run = folder
        .run(&["generate", "Shop.wsdl", &wsdl, "--out", "x"])
        .ends(3);
    assert!(run.err.contains("wsdl-codegen capture"), "{}", run.err);
}

/// What a stub gives for `path`.
fn get(stub: &Stub, path: &str) -> String {
    let host = stub
        .address
        .trim_start_matches("http://")
        .trim_end_matches('/');
    let mut stream = TcpStream::connect(host).expect("it listens");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it is text");
    answer
}

/// Clients of other make fetch what a contract imports, also what the generator brings along and nobody kept.
#[test]
fn a_stub_serves_all_that_its_contract_leads_to() {
    let folder = Folder::with_shop("imports");
    let import = r#"<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/><xs:include schemaLocation="more/Types.xsd"/>"#;
    let shop = folder.read("Shop.wsdl");
    folder.write(
        "Shop.wsdl",
        &shop.replacen("<xs:simpleType", &format!("{import}<xs:simpleType"), 1),
    );
    let types = r#"<?xml version="1.0" encoding="iso-8859-1"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>"#;
    folder.write("more/Types.xsd", types);
    let stub = Stub::start(folder.path(), &["Shop.wsdl"]);
    let contract = get(&stub, "/?wsdl");
    let builtin = "/?builtin=http%3A%2F%2Fwww.w3.org%2FXML%2F1998%2Fnamespace";
    for path in [builtin, "/?doc=more%2FTypes.xsd", "/Shop/ShopSoap"] {
        let address = format!("\"{}{path}\"", stub.address.trim_end_matches('/'));
        assert!(contract.contains(&address), "{address}: {contract}");
    }
    assert!(get(&stub, builtin).contains("XML/1998/namespace"));
    assert!(get(&stub, "/?doc=more%2FTypes.xsd").contains("encoding=\"utf-8\""));
    assert!(get(&stub, "/?doc=..%2Fsecret").starts_with("HTTP/1.1 404"));
}

/// Clients call ports with addresses, and nothing else.
#[test]
fn a_stub_serves_ports_that_its_contract_leaves_out() {
    let folder = Folder::with_shop("ports");
    let shop = folder.read("Shop.wsdl");
    let (before, after) = shop.split_once("<service").expect("it has one");
    let (_, end) = after.split_once("</service>").expect("it ends");
    let without_location = r#"<xs:import namespace="http://www.w3.org/XML/1998/namespace"/>"#;
    let before = before.replacen(
        "<xs:simpleType",
        &format!("{without_location}<xs:simpleType"),
        1,
    );
    let unbound = before.split("<binding").next().unwrap_or_default();
    let binding = r#"name="P" binding="tns:ShopSoap""#;
    for (name, services, place) in [
        ("Unbound.wsdl", String::new(), "/ShopPort/ShopPort"),
        ("None.wsdl", String::new(), "/ShopPort/ShopSoap"),
        (
            "Short.wsdl",
            format!("<service name=\"S\"><port {binding}/></service>"),
            "/S/P",
        ),
        (
            "Long.wsdl",
            format!("<service name=\"S\"><port {binding}><documentation/></port></service>"),
            "/S/P",
        ),
    ] {
        let before = if name == "Unbound.wsdl" {
            unbound
        } else {
            &before
        };
        folder.write(name, &format!("{before}{services}{end}"));
        let stub = Stub::start(folder.path(), &[name]);
        let contract = get(&stub, "/?wsdl");
        let address = format!("location=\"{}{place}\"", stub.address.trim_end_matches('/'));
        assert!(contract.contains(&address), "{address}: {contract}");
        assert!(
            contract.contains("/?builtin=http%3A%2F%2Fwww.w3.org%2FXML"),
            "{contract}"
        );
        let wsdl = format!("{}?wsdl", stub.address);
        let run = folder
            .run(&[&["call", &wsdl, "Buy"], &ORDER[..]].concat())
            .ends(0);
        assert_eq!(run.out, "{\n  \"number\": 12\n}\n");
    }
}

#[test]
fn a_stub_answers_with_the_files_of_a_folder() {
    let folder = Folder::with_shop("answers");
    folder.write("answers/Buy.json", r#"{"number": 41}"#);
    let stub = Stub::start(folder.path(), &["Shop.wsdl", "--answers", "answers"]);
    let wsdl = format!("{}?wsdl", stub.address);
    let call = [&["call", &wsdl, "Buy"], &ORDER[..]].concat();
    assert!(folder.run(&call).ends(0).out.contains("41"));
    std::fs::remove_file(folder.path().join("answers/Buy.json")).unwrap();
    folder.write(
        "answers/Buy.xml",
        r#"<BuyResponse xmlns="urn:shop"><number>42</number></BuyResponse>"#,
    );
    assert!(folder.run(&call).ends(0).out.contains("42"));
    let fault = r#"<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><S:Fault><faultcode>S:Server</faultcode><faultstring>sold out</faultstring></S:Fault></S:Body></S:Envelope>"#;
    folder.write("answers/Buy.xml", fault);
    assert!(folder.run(&call).ends(7).err.contains("sold out"));
    folder.write("answers/Buy.xml", "<other/>");
    assert!(folder.run(&call).ends(7).err.contains("Buy.xml"));
    let show = [&call[..], &["--show", "both", "--format", "xml"]].concat();
    folder.write(
        "answers/Buy.xml",
        r#"<BuyResponse xmlns="urn:shop"><number>43</number></BuyResponse>"#,
    );
    let run = folder.run(&show).ends(0);
    assert!(run.out.contains("<number>43</number>"), "{}", run.out);
    assert!(
        run.err.contains("soapaction: \"urn:shop:Buy\"") && run.err.contains("HTTP 200"),
        "{}",
        run.err
    );
}

#[test]
fn a_session_with_the_real_service_is_kept_without_secrets() {
    let folder = Folder::new("record");
    let wsdl = types("secrets.wsdl");
    // `echo.wsdl` is imported, so this also shows that a stub serves what its contract leads to.
    let real = Stub::start(folder.path(), &[&wsdl]);
    let between = Stub::start(
        folder.path(),
        &[&wsdl, "--record", "session", "--endpoint", &real.address],
    );
    let address = format!("{}?wsdl", between.address);
    let run = folder
        .run(&["call", &address, "echo", "user=me", "password=hush"])
        .ends(0);
    // Secrets are not in the answer either, unless they are asked for.
    assert!(run.out.contains("\"password\": null"), "{}", run.out);
    let shown = [
        "call",
        &address,
        "echo",
        "user=me",
        "password=hush",
        "--show",
        "request",
    ];
    let run = folder.run(&shown).ends(0);
    assert!(
        run.err.contains("<user>me</user>") && !run.err.contains("hush"),
        "{}",
        run.err
    );
    let run = folder
        .run(&[&shown[..], &["--show-secrets"]].concat())
        .ends(0);
    assert!(
        run.err.contains("hush") && run.out.contains("\"password\": \"text\""),
        "{run:?}"
    );
    let kept = folder.read("session/0001-echo.request.http");
    assert!(
        kept.contains("<user>me</user>") && !kept.contains("hush"),
        "{kept}"
    );
    assert!(folder.has("session/0003-echo.response.http"));
}

/// What is sent for `members`, without the envelope.
fn sent(folder: &Folder, case: &str, members: &[&str]) -> String {
    let wsdl = types(case);
    let args = [&["call", &wsdl, "echo", "--dry-run"], members].concat();
    let out = folder.run(&args).ends(0).out;
    let body = out.split("Body>").nth(1).expect("there is a body");
    body.trim_end_matches("</soap:").to_owned()
}

#[test]
fn members_are_named_by_paths() {
    let folder = Folder::new("members");
    assert_eq!(
        sent(
            &folder,
            "choice.wsdl",
            &["id=1", "card.number=2", "card.month=3"]
        ),
        r#"<value xmlns="urn:t"><id>1</id><card><number>2</number><month>3</month></card></value>"#
    );
    let members = [
        "star.Puppy.name=a",
        "star.Puppy.barks=true",
        "star.weeks=3",
        "others[1].name=c",
        "others[0].name=b",
        "others.name=d",
        "guard.name=e",
        "guard.barks=1",
    ];
    let zoo = sent(&folder, "family.wsdl", &members);
    for part in [
        ":Puppy\" weeks=\"3\"><name>a</name><barks>true</barks></star><guard><name>e</name>",
        "<others><name>b</name></others><others><name>c</name></others><others><name>d</name></others>",
    ] {
        assert!(zoo.contains(part), "{part}: {zoo}");
    }
    let members = [
        "sizes=1 2",
        "codes=a",
        "limit=7",
        "limit=high",
        "limit=2024-02-29",
        "tokens=x y",
    ];
    let bounds = sent(&folder, "lists-unions.wsdl", &members);
    assert!(
        bounds.contains("<limit>7</limit><limit>high</limit><limit>2024-02-29</limit>"),
        "{bounds}"
    );
    folder.write("note.txt", "from a file");
    let order = sent(
        &folder,
        "choice.wsdl",
        &["id=1", "iban=@@x", "note=@note.txt"],
    );
    assert!(
        order.contains("<iban>@x</iban><note>from a file</note>"),
        "{order}"
    );
}

#[test]
fn a_wrong_member_says_what_was_meant() {
    let folder = Folder::new("wrong-members");
    for (case, member, said) in [
        ("choice.wsdl", "crd.number=1", "there is `card`"),
        ("choice.wsdl", "card.nmber=1", "there is `number`"),
        ("choice.wsdl", "id=one", "expected a whole number"),
        ("choice.wsdl", "card=1", "has members, give these: `number`"),
        ("choice.wsdl", "id.x=1", "has no member `x`"),
        ("choice.wsdl", "id[0]=1", "is no list"),
        ("choice.wsdl", "id", "expected `KEY=VALUE`"),
        ("family.wsdl", "star.Cat.name=1", "has no member `Cat`"),
        ("lists-unions.wsdl", "id=@absent", "cannot be read"),
    ] {
        let run = folder
            .run(&["call", &types(case), "echo", "--dry-run", member])
            .ends(3);
        assert!(run.err.contains(said), "{member}: {}", run.err);
    }
    let twice = [
        "call",
        &types("choice.wsdl"),
        "echo",
        "--dry-run",
        "id=1",
        "id=2",
    ];
    assert!(folder.run(&twice).ends(3).err.contains("given twice"));
}

#[test]
fn a_request_to_start_from_can_be_sent() {
    let folder = Folder::with_shop("start");
    let run = folder.run(&["call", "Shop.wsdl", "Buy"]).ends(0);
    folder.write("buy.json", &run.out);
    let args = [
        "call",
        "Shop.wsdl",
        "Buy",
        "--json",
        "buy.json",
        "--dry-run",
    ];
    let run = folder.run(&args).ends(0);
    assert!(
        run.out
            .contains("<article>text</article><speed>fast</speed>"),
        "{}",
        run.out
    );
    let words = |words: &[&str]| folder.run(&[&["candidates"], words].concat()).ends(0).out;
    assert_eq!(words(&["Shop.wsdl", "C"]), "Cancel\n");
    assert_eq!(words(&["Shop.wsdl", "Buy", "o"]), "order.\n");
    assert_eq!(
        words(&["Shop.wsdl", "Buy", "x=1", "order.s"]),
        "order.speed=\n"
    );
}

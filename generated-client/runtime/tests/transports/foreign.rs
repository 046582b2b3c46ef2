//! Software of other make: nginx (TLS, client certificates, HTTP/2, gzip), Apache (HTTP Digest), tinyproxy.
//!
//! Where a program is missing its test is skipped, loudly; where `CI` is set it fails, since `.ci/run` installs them.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use crate::server::{Server, login_answer, message, over_both};

/// Where a program is, if it is installed.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    let found = folders
        .map(|folder| folder.join(name))
        .find(|it| it.is_file());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "{name} is not installed");
        eprintln!("SKIPPED, NOT TESTED: {name} is not installed");
    }
    found
}

/// A program that runs until it is dropped, with a folder of its own.
struct Running {
    child: Child,
    folder: PathBuf,
}

impl Running {
    fn start(command: &mut Command, folder: PathBuf, port: u16) -> Self {
        let log = fs::File::create(folder.join("output")).unwrap();
        let command = command
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log);
        let mut child = command.spawn().unwrap();
        for _ in 0..6_000 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Self { child, folder };
            }
            if let Some(status) = child.try_wait().unwrap() {
                panic!(
                    "{status}: {}",
                    fs::read_to_string(folder.join("output")).unwrap()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!(
            "nobody listens: {}",
            fs::read_to_string(folder.join("output")).unwrap()
        );
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn folder(name: &str) -> PathBuf {
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A port that nobody has now, and that the system gives to nobody who asks for any.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 10_000 + (std::process::id() % 1_000) as u16 * 10;
    loop {
        let port = first + NEXT.fetch_add(1, Ordering::Relaxed);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// What nginx has noted, as soon as there are so many lines with `words`: it answers first, and notes then.
fn noted(nginx: &Running, words: &str, count: usize) -> String {
    for _ in 0..6_000 {
        let access = fs::read_to_string(nginx.folder.join("access")).unwrap();
        if access.matches(words).count() >= count {
            return access;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("nginx notes no {count} lines with {words}");
}

fn nginx(program: &Path, folder: PathBuf, port: u16, server: &str) -> Running {
    let at = folder.display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {at}/{kind};"))
        .concat();
    let answer = std::str::from_utf8(login_answer())
        .unwrap()
        .replace('\'', "\"");
    let text = format!(
        "daemon off; master_process off; pid {at}/pid; error_log stderr;\nevents {{}}\nhttp {{ {temporary}\n\
         log_format seen '$server_protocol [$sent_http_content_encoding] $ssl_client_verify'; access_log {at}/access seen;\n\
         default_type text/xml;\nserver {{ {server}\nlocation / {{ return 200 '{answer}'; }} }} }}"
    );
    let file = folder.join("nginx.conf");
    fs::write(&file, text).unwrap();
    let mut command = Command::new(program);
    command
        .arg("-c")
        .arg(&file)
        .arg("-p")
        .arg(&folder)
        .arg("-e")
        .arg("stderr");
    Running::start(&mut command, folder, port)
}

#[cfg(feature = "gzip")]
#[test]
fn nginx_compresses_answers() {
    let Some(program) = program("nginx") else {
        return;
    };
    let port = free_port();
    let server = format!("listen 127.0.0.1:{port}; gzip on; gzip_types *; gzip_min_length 1;");
    let nginx = nginx(&program, folder("nginx-gzip"), port, &server);
    for result in over_both(&format!("http://127.0.0.1:{port}/"), |it| it) {
        assert_eq!(result.unwrap().result, "login_v2_OK");
    }
    let access = noted(&nginx, "\n", 2);
    assert_eq!(access.matches("HTTP/1.1 [gzip]").count(), 2, "{access}");
}

/// The PEM files of a server and a client in `folder`, and the directives that use them.
fn certificates(
    folder: &Path,
) -> (
    rcgen::CertifiedKey<rcgen::KeyPair>,
    rcgen::CertifiedKey<rcgen::KeyPair>,
    String,
) {
    let make = |name: &str| {
        let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
        fs::write(folder.join(format!("{name}.pem")), made.cert.pem()).unwrap();
        fs::write(
            folder.join(format!("{name}.key")),
            made.signing_key.serialize_pem(),
        )
        .unwrap();
        made
    };
    let (server, client) = (make("localhost"), make("client"));
    let at = folder.display();
    let directives = format!(
        "ssl_certificate {at}/localhost.pem; ssl_certificate_key {at}/localhost.key; \
         ssl_client_certificate {at}/client.pem; ssl_verify_client on;"
    );
    (server, client, directives)
}

#[test]
fn nginx_asks_for_a_certificate_and_is_known_by_its_own() {
    let Some(program) = program("nginx") else {
        return;
    };
    let folder = folder("nginx-tls");
    let (own, client, directives) = certificates(&folder);
    let port = free_port();
    let server = format!("listen 127.0.0.1:{port} ssl; {directives}");
    let nginx = nginx(&program, folder, port, &server);
    let (pem, key) = (client.cert.pem(), client.signing_key.serialize_pem());
    let root = own.cert.pem();
    let hash = |bytes: &[u8]| {
        let suite = rustls::crypto::ring::cipher_suite::TLS13_AES_128_GCM_SHA256;
        suite.tls13().unwrap().common.hash_provider.hash(bytes)
    };
    let fingerprint: Vec<String> = hash(own.cert.der())
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let fingerprint = fingerprint.join(":");
    let by_name = format!("https://localhost:{port}/");
    for result in over_both(&by_name, |it| {
        it.root_certificates_pem(root.as_bytes())
            .client_certificate_pem(pem.as_bytes(), key.as_bytes())
    }) {
        assert_eq!(result.unwrap().result, "login_v2_OK");
    }
    // By another name than its certificate's, and without its root: by the fingerprint alone.
    let by_number = format!("https://127.0.0.1:{port}/");
    for result in over_both(&by_number, |it| {
        it.accept_certificate(&fingerprint)
            .client_certificate_pem(pem.as_bytes(), key.as_bytes())
    }) {
        assert_eq!(result.unwrap().result, "login_v2_OK");
    }
    let other = fingerprint.replace(&fingerprint[..2], "00");
    for result in over_both(&by_number, |it| it.accept_certificate(&other)) {
        assert!(result.unwrap_err().is_unsent());
    }
    let access = noted(&nginx, "SUCCESS", 4);
    assert_eq!(access.matches("SUCCESS").count(), 4, "{access}");
}

#[cfg(feature = "pkcs12")]
#[test]
fn a_certificate_comes_from_a_pkcs12_file_of_openssl() {
    let (Some(program), Some(openssl)) = (program("nginx"), program("openssl")) else {
        return;
    };
    let folder = folder("nginx-pkcs12");
    let (own, _, directives) = certificates(&folder);
    let at = |name: &str| folder.join(name).display().to_string();
    let (key, pem, out) = (at("client.key"), at("client.pem"), at("client.p12"));
    let made = Command::new(openssl)
        .args([
            "pkcs12", "-export", "-inkey", &key, "-in", &pem, "-out", &out,
        ])
        .args(["-passout", "pass:open sesame"])
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let file = fs::read(&out).unwrap();
    let port = free_port();
    let server = format!("listen 127.0.0.1:{port} ssl; {directives}");
    let _nginx = nginx(&program, folder, port, &server);
    let url = format!("https://localhost:{port}/");
    let root = own.cert.pem();
    let call = |password: &'static str| {
        over_both(&url, |it| {
            it.root_certificates_pem(root.as_bytes())
                .client_certificate_pkcs12(&file, password)
        })
    };
    for result in call("open sesame") {
        assert_eq!(result.unwrap().result, "login_v2_OK");
    }
    for result in call("wrong") {
        let text = result.unwrap_err().to_string();
        assert!(
            text.contains("client certificate: ") && !text.contains("wrong"),
            "{text}"
        );
    }
}

#[cfg(feature = "http2")]
#[test]
fn nginx_speaks_http_2_where_asked_to() {
    let Some(program) = program("nginx") else {
        return;
    };
    let folder = folder("nginx-http2");
    let (own, _, directives) = certificates(&folder);
    let port = free_port();
    let directives = directives.replace("ssl_verify_client on;", "");
    let server = format!("listen 127.0.0.1:{port} ssl http2; {directives}");
    let nginx = nginx(&program, folder, port, &server);
    let url = format!("https://localhost:{port}/");
    let root = own.cert.pem();
    for has_http2 in [true, false] {
        let result = crate::server::asynchronous(&url, |it| {
            let builder = it.root_certificates_pem(root.as_bytes());
            match has_http2 {
                true => builder.http2(),
                false => builder,
            }
        });
        assert_eq!(result.unwrap().result, "login_v2_OK");
    }
    let access = noted(&nginx, "\n", 2);
    let versions: Vec<&str> = access
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(versions, ["HTTP/2.0", "HTTP/1.1"], "{access}");
}

#[cfg(feature = "digest")]
#[test]
fn apache_asks_for_digest() {
    let Some(program) = program("apache2") else {
        return;
    };
    let behind = Server::answering(|_| message("200 OK", login_answer()));
    let folder = folder("apache");
    let port = free_port();
    let at = folder.display();
    // The MD5 of `alice:lab:open sesame`.
    fs::write(
        folder.join("users"),
        "alice:lab:2ce3794465f66213c815b0daca76a891\n",
    )
    .unwrap();
    let modules: String = [
        "mpm_event",
        "authn_core",
        "authn_file",
        "authz_core",
        "authz_user",
        "auth_digest",
        "proxy",
        "proxy_http",
    ]
    .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
    .concat();
    let text = format!(
        "{modules}ServerName localhost\nServerRoot {at}\nDefaultRuntimeDir {at}\nPidFile {at}/pid\nListen 127.0.0.1:{port}\n\
         ErrorLog {at}/errors\n<Location />\nAuthType Digest\nAuthName lab\nAuthDigestProvider file\nAuthUserFile {at}/users\n\
         Require valid-user\nProxyPass http://{}/\n</Location>\n",
        behind.address
    );
    let file = folder.join("apache.conf");
    fs::write(&file, text).unwrap();
    let mut command = Command::new(program);
    // In one process, which ends all of it.
    command.arg("-X").arg("-f").arg(&file);
    let _apache = Running::start(&mut command, folder, port);
    let url = format!("http://127.0.0.1:{port}/x?y=z");
    for result in over_both(&url, |it| it.digest_auth("alice", "open sesame")) {
        assert_eq!(result.unwrap().result, "login_v2_OK");
    }
    for result in over_both(&url, |it| it.digest_auth("alice", "wrong")) {
        assert_eq!(result.unwrap_err().status().unwrap(), 401);
    }
}

#[test]
fn tinyproxy_is_passed_with_a_password() {
    let Some(program) = program("tinyproxy") else {
        return;
    };
    let behind = Server::answering(|_| message("200 OK", login_answer()));
    let folder = folder("tinyproxy");
    let port = free_port();
    let text = format!(
        "Port {port}\nListen 127.0.0.1\nAllow 127.0.0.1\nBasicAuth alice sesame\nConnectPort {}\n",
        behind.address.port()
    );
    let file = folder.join("tinyproxy.conf");
    fs::write(&file, text).unwrap();
    let mut command = Command::new(program);
    command.arg("-d").arg("-c").arg(&file);
    let _proxy = Running::start(&mut command, folder, port);
    let through = |password: &str| {
        let proxy = format!("http://alice:{password}@127.0.0.1:{port}");
        over_both(&behind.url(), |it| it.proxy(&proxy))
    };
    for result in through("sesame") {
        assert_eq!(result.unwrap().result, "login_v2_OK");
    }
    for result in through("wrong") {
        let error = result.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("wrong"), "{error:?}");
    }
}

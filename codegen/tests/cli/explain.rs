//! `explain` and `--help`.

use crate::support::Folder;

#[test]
fn codes_are_listed_and_explained() {
    let folder = Folder::new("explain");
    let all = folder.run(&["explain"]).ends(0);
    assert!(all.out.contains("operation-skipped  "), "{}", all.out);
    let one = folder.run(&["explain", "cycle"]).ends(0);
    for part in ["Wrong (in a schema):", "Right:", "What to do:"] {
        assert!(one.out.contains(part), "{}", one.out);
    }
    let near = folder.run(&["explain", "cycl"]).ends(5);
    assert!(near.err.contains("`cycle`"), "{}", near.err);
}

#[test]
fn help_teaches_by_examples_and_names_the_exit_codes() {
    let folder = Folder::new("help");
    let help = folder.run(&["--help"]).ends(0).out;
    for part in [
        "Examples:",
        "Exit codes:",
        "--message-format",
        "generate Shop.wsdl",
    ] {
        assert!(help.contains(part), "{part}: {help}");
    }
    for command in [
        "capture",
        "generate",
        "inspect",
        "call",
        "serve",
        "dump",
        "diff",
        "explain",
        "completions",
    ] {
        let help = folder.run(&[command, "--help"]).ends(0).out;
        assert!(help.lines().all(|it| it.chars().count() <= 100), "{help}");
        let example = format!("      wsdl-codegen {command}");
        let is_shown =
            help.contains(&example) || help.contains(&format!("(wsdl-codegen {command}"));
        assert!(help.contains("Examples:") && is_shown, "{command}: {help}");
    }
}

/// The members of JSON that `COMMAND-LINE.md` documents are those that are printed.
#[test]
fn json_is_as_documented() {
    let folder = Folder::with_broken_shop("documented");
    let text = include_str!("../../COMMAND-LINE.md");
    let json = ["--message-format", "json"];
    let run = |args: &[&str]| folder.run(&[args, &json].concat());
    let generated = run(&["generate", "Shop.wsdl", "--out", "shop"]);
    let inspected = run(&["inspect", "Shop.wsdl"]);
    let explained = run(&["explain"]);
    let printed: &[(&str, &str)] = &[
        (
            &generated.err,
            "severity code message primary file line column end_line end_column labels help",
        ),
        (&generated.out, "out operations skipped types lines changed"),
        (&explained.out, "code meaning"),
        (
            &inspected.out,
            "documents target_namespace services ports help name protocol address port_type needs unmet skipped port_types operations place form input \
             output input_headers output_headers faults action signature method declared generated",
        ),
    ];
    for (printed, names) in printed {
        for name in names.split_whitespace() {
            assert!(
                printed.contains(&format!("\"{name}\":")),
                "{name}: {printed}"
            );
            let is_documented = ["`", "\""]
                .iter()
                .any(|it| text.contains(&format!("{it}{name}{it}")));
            assert!(is_documented, "{name}");
        }
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    use std::process::{Command, Stdio};
    let folder = Folder::with_shop("pipe");
    for args in [
        &["dump", "rust", "Shop.wsdl"][..],
        &["--help"],
        &["explain"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wsdl-codegen"))
            .args(args)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

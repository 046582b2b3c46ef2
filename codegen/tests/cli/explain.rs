//! `explain`, `completions` and `--help`.

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
    let shell = folder.run(&["completions", "bash"]).ends(0).out;
    assert!(shell.contains("complete -F"), "{shell}");
}

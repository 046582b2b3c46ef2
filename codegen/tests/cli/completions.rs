//! `completions`: what shells offer for `call`, asked of the shells themselves.
//!
//! Where a shell is not installed its test says so and passes.

use std::path::Path;
use std::process::Command;

use crate::support::Folder;

/// What `script` prints in a shell that finds the program; `None` where there is no such shell.
fn said(shell: &str, script: &str) -> Option<Vec<String>> {
    let folder = Folder::with_shop(&format!("completions-{shell}"));
    let made = folder.run(&["completions", shell]).ends(0).out;
    folder.write("_wsdl-codegen", &made);
    let program = Path::new(env!("CARGO_BIN_EXE_wsdl-codegen"));
    let programs = program.parent().expect("it lies in a folder").display();
    let path = std::env::var("PATH").unwrap_or_default();
    let no_files = if shell == "fish" { "--no-config" } else { "-f" };
    let mut command = Command::new(shell);
    command.env("PATH", format!("{programs}:{path}"));
    let Ok(output) = command
        .args([no_files, "-c", script])
        .current_dir(folder.path())
        .output()
    else {
        eprintln!("SKIPPED: there is no {shell}");
        return None;
    };
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert_eq!(wrong, "");
    let said = String::from_utf8_lossy(&output.stdout);
    Some(said.lines().map(str::to_owned).collect())
}

const MEMBERS: [&str; 4] = [
    "order.article=",
    "order.due=",
    "order.note=",
    "order.speed=",
];

fn check(said: Option<Vec<String>>) {
    let Some(mut said) = said else { return };
    said.sort();
    let mut expected = vec!["Buy"];
    expected.extend(MEMBERS);
    assert_eq!(said, expected);
}

#[test]
fn bash_offers_operations_and_members() {
    check(said(
        "bash",
        "source ./_wsdl-codegen
         compopt() { :; }
         COMP_WORDS=(wsdl-codegen call Shop.wsdl B) COMP_CWORD=3
         _wsdl-codegen_call; printf '%s\\n' \"${COMPREPLY[@]}\"
         COMP_WORDS=(wsdl-codegen call Shop.wsdl Buy order.) COMP_CWORD=4
         _wsdl-codegen_call; printf '%s\\n' \"${COMPREPLY[@]}\"",
    ));
}

/// It loads the file as a function of its path when something is completed first.
#[test]
fn zsh_offers_operations_and_members() {
    check(said(
        "zsh",
        "compdef() { completer=$1 }
         compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -rl -- \"$@\" }
         fpath=($PWD $fpath); autoload -Uz _wsdl-codegen
         words=(wsdl-codegen call Shop.wsdl B) CURRENT=4
         _wsdl-codegen
         words=(wsdl-codegen call Shop.wsdl Buy order.) CURRENT=5
         $completer",
    ));
}

#[test]
fn fish_offers_operations_and_members() {
    check(said(
        "fish",
        "source ./_wsdl-codegen
         complete -C 'wsdl-codegen call Shop.wsdl B'
         complete -C 'wsdl-codegen call Shop.wsdl Buy order.'",
    ));
}

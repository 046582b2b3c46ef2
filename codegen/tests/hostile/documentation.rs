//! Documentation of a stranger is shown, and never acts.

use std::path::Path;
use std::process::{Command, Stdio};

use super::injection::escaped;
use super::support::*;

/// Pieces of Markdown that would make documentation act.
const MARKDOWN: &[&str] = &[
    "```\nfn main() { panic!() }\n```",
    "```rust\npanic!()\n```",
    "~~~\npanic!()\n~~~",
    "    panic!()",
    "\tpanic!()",
    "> ```\n> panic!()\n> ```",
    ">     panic!()",
    "- a\n\n      panic!()",
    "1. a\n\n       panic!()",
    "* ```\n  panic!()\n  ```",
    "1) ~~~\n   panic!()",
    "<pre>\n\n    panic!()\n\n</pre>",
    "<script>alert(1)</script>",
    "<!-- ",
    "-->",
    "<div",
    "</div>",
    "&lt;b&gt; &#96;&#96;&#96;",
    "[Vec]",
    "[`None::such`]",
    "[x](javascript:alert(1))",
    "[x]: http://example.com",
    "[^1]",
    "[^1]: note",
    "![x](http://example.com/x.png)",
    "http://example.com/<b>",
    "https://example.com/a_b*c*",
    "| a | b |\n|---|---|\n| ``` | c |",
    "# Title",
    "Title\n=====",
    "Title\n---",
    "***",
    "a\\",
    "`",
    "``",
    "\\```",
    "\u{a0}\u{a0}\u{a0}\u{a0}panic!()",
    "\u{2003}\u{2003}\u{2003}\u{2003}panic!()",
    "\u{202e}abc\u{200b}",
    "$x$ $$y$$",
    "~~a~~",
    "{{#include}}",
    "a  \nb",
    "",
    "plain text",
];

/// rustdoc itself says that no documentation is run, and that none makes it warn.
#[test]
fn documentation_is_only_shown() {
    let mut random = Random::new(4);
    let mut texts: Vec<String> = MARKDOWN.iter().map(|it| (*it).to_owned()).collect();
    for _ in 0..300 {
        let n = 2 + random.below(4);
        let joined = (0..n).fold(String::new(), |all, _| {
            let between = *random.pick::<&str>(&["\n", "\n\n", " ", "\r\n", "\r", "\n> ", "\n- "]);
            {
                let piece = *random.pick::<&str>(MARKDOWN);
                all + between + piece
            }
        });
        texts.push(joined);
    }
    let doc = |it: usize| {
        format!(
            "<xs:annotation><xs:documentation>{}</xs:documentation></xs:annotation>",
            escaped(&texts[it])
        )
    };
    let members = repeat(texts.len(), |it| {
        format!(
            r#"<xs:element name="m{it}" type="t:T{it}">{}</xs:element>"#,
            doc(it)
        )
    });
    let types = repeat(texts.len(), |it| {
        format!(
            r#"<xs:complexType name="T{it}">{}<xs:attribute name="a" default="{}"/></xs:complexType>"#,
            doc(it),
            escaped(&texts[it])
        )
    });
    let result = run_text(&service(&(root(&members) + &types)));
    let files = result.files.unwrap_or_else(|| panic!("{}", result.report));
    // Each documented thing by itself, so that no other crate is needed.
    let mut source = String::from("//! Documentation.\n");
    let mut n = 0;
    let mut add = |attrs: &[syn::Attribute]| {
        n += 1;
        for it in attrs.iter().filter(|it| it.path().is_ident("doc")) {
            if let syn::Meta::NameValue(syn::MetaNameValue {
                value:
                    syn::Expr::Lit(syn::ExprLit {
                        lit: syn::Lit::Str(it),
                        ..
                    }),
                ..
            }) = &it.meta
            {
                source.push_str(&format!("///{}\n", it.value()));
            }
        }
        source.push_str(&format!("pub struct D{n};\n"));
    };
    for item in syn::parse_file(&files["types.rs"]).unwrap().items {
        if let syn::Item::Struct(it) = item {
            add(&it.attrs);
            it.fields.iter().for_each(|it| add(&it.attrs));
        }
    }
    assert!(n > 2 * texts.len());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documentation");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("documentation.rs");
    std::fs::write(&path, source).unwrap();
    let rustdoc = |args: &[&str]| {
        let output = Command::new("rustdoc")
            .args(["--edition", "2024", "--crate-type", "lib", "-o"])
            .arg(folder.join("html"))
            .args(args)
            .arg(&path)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text =
            String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        (output.status.success(), text.into_owned())
    };
    let (ok, listed) = rustdoc(&["--test", "--test-args", "--list"]);
    assert!(ok && listed.contains("0 tests"), "{listed}");
    let (ok, warnings) = rustdoc(&["-D", "warnings"]);
    assert!(ok, "{warnings}");
}

//! Documentation texts as rustdoc lines. The text is hostile: it may try to be code, a link, HTML, or invisible.
//!
//! In: the text of `xs:documentation` or `wsdl:documentation`. Out: Markdown lines that show the text and do nothing else.

use crate::ir::Docs;

/// The lines of `text`: dedented, invisible characters left out, Markdown and HTML escaped, no code blocks.
pub(super) fn lines(text: Option<&str>) -> Docs {
    let Some(text) = text else {
        return Docs::new();
    };
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let mut res: Docs = Vec::new();
    // The width of the marker of the list item that the line before belongs to.
    let mut item = 0;
    for line in text.split('\n') {
        // Leading blanks would make a code block of four of them, and runs of blanks one inside a list item.
        let visible: String = line.chars().filter(|it| !is_hidden(*it)).collect();
        let words: Vec<&str> = visible.split_whitespace().collect();
        let mut line = escaped(&words.join(" "));
        // Clippy takes a line that goes on an item without its indent for a mistake.
        item = match marker(&line) {
            0 if line.is_empty() => 0,
            0 => item,
            width => width,
        };
        if item > 0 && marker(&line) == 0 {
            line.insert_str(0, &" ".repeat(item));
        }
        let blank_after_blank = line.is_empty() && res.last().is_none_or(String::is_empty);
        if !blank_after_blank {
            res.push(line);
        }
    }
    while res.last().is_some_and(String::is_empty) {
        res.pop();
    }
    res
}

/// The width of the list marker that `line` begins with, its blank included; 0 for none. CommonMark 0.31 §5.2.
fn marker(line: &str) -> usize {
    let Some((mark, _)) = line.split_once(' ') else {
        return 0;
    };
    let number = mark.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = (1..=9).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
    if is_number || matches!(mark, "-" | "+" | "*") {
        mark.len() + 1
    } else {
        0
    }
}

/// Control, bidirectional, zero-width and tag characters: they hide or reorder what a reviewer sees.
fn is_hidden(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn escaped(line: &str) -> String {
    let mut res = String::new();
    let mut rest = line;
    let mut before: Option<char> = None;
    while let Some(it) = rest.chars().next() {
        if let Some(url) = url_at(rest, before) {
            // A bare address warns in rustdoc; as an autolink it cannot hold anything but itself.
            res.push('<');
            res.push_str(url);
            res.push('>');
            before = url.chars().last();
            rest = &rest[url.len()..];
            continue;
        }
        let after = rest[it.len_utf8()..].chars().next();
        if needs_escape(it, before, after, line) {
            res.push('\\');
        }
        res.push(it);
        before = Some(it);
        rest = &rest[it.len_utf8()..];
    }
    res
}

fn needs_escape(character: char, before: Option<char>, after: Option<char>, line: &str) -> bool {
    let in_word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    match character {
        '\\' | '`' | '<' | '>' | '[' | ']' | '~' | '|' | '&' | '{' | '}' => true,
        // Between letters an underscore is no emphasis; CommonMark 0.31 §6.2.
        '_' => !(in_word(before) && in_word(after)),
        '*' => !(before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_whitespace)),
        // Headings, also underlined ones, and rules.
        '#' => before.is_none(),
        '=' | '-' | '+' => {
            before.is_none()
                && line
                    .chars()
                    .all(|it| it == '=' || it == '-' || it == '+' || it == ' ')
        }
        _ => false,
    }
}

fn url_at(rest: &str, before: Option<char>) -> Option<&str> {
    let starts = rest.starts_with("http://") || rest.starts_with("https://");
    if !starts || before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let safe = |it: char| it.is_ascii_alphanumeric() || "/:.-_~?#@!$&*+,;=%".contains(it);
    let end = rest.find(|it| !safe(it)).unwrap_or(rest.len());
    let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~']);
    let scheme_end = url.find("//").map(|it| it + 2)?;
    url[scheme_end..]
        .starts_with(|it: char| it.is_ascii_alphanumeric())
        .then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_shown_and_does_nothing() {
        let table: &[(&str, &[&str])] = &[
            ("  Signs in.\n    Twice.  \n", &["Signs in.", "Twice."]),
            ("a\n\n\n\nb\n\n", &["a", "", "b"]),
            (
                "```\nfn main() {}\n```",
                &["\\`\\`\\`", "fn main() \\{\\}", "\\`\\`\\`"],
            ),
            ("~~~\ncode", &["\\~\\~\\~", "code"]),
            ("\tcode", &["code"]),
            ("- item\n-      code", &["- item", "- code"]),
            (
                "- item\nmore\n10. ten\nmore\n\nend",
                &["- item", "  more", "10. ten", "    more", "", "end"],
            ),
            (
                "<script>alert(1)</script>",
                &["\\<script\\>alert(1)\\</script\\>"],
            ),
            (
                "[x](javascript:y) [`Vec`]",
                &["\\[x\\](javascript:y) \\[\\`Vec\\`\\]"],
            ),
            ("a\rb\u{202e}c\u{200b}d\u{7}", &["a", "bcd"]),
            (
                "snake_case _em_ 2 * 3 *em*",
                &["snake_case \\_em\\_ 2 * 3 \\*em\\*"],
            ),
            (
                "# Title\na # b\n===\n---",
                &["\\# Title", "a # b", "\\===", "\\---"],
            ),
            ("see http://x.y/a_b.", &["see <http://x.y/a_b>."]),
            ("see (https://x.y)", &["see (<https://x.y>)"]),
            ("http://<b>", &["http://\\<b\\>"]),
            ("&lt;b&gt;", &["\\&lt;b\\&gt;"]),
            ("*/ end", &["\\*/ end"]),
            (" \n \n", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(&lines(Some(text)), expected, "{text:?}");
        }
        assert!(lines(None).is_empty());
    }
}

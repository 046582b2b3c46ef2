//! Hides the values of secrets in a text of any form: XML well-formed or not, JSON, forms, header lines.
//!
//! In: a text and the names of what is secret. Out: the text with `…` for each value. Knows no schema and no syntax for
//! certain, so that it hides too much rather than too little.

/// Secrets of the protocols below every service: HTTP and WS-Security.
const OF_PROTOCOLS: [&str; 5] = [
    "authorization",
    "binarysecuritytoken",
    "cookie",
    "password",
    "set-cookie",
];

/// How `<` and `>` are written where they are no markup, in lower case.
const ESCAPED: [(&str, &str); 2] = [("lt;", "gt;"), ("\\u003c", "\\u003e")];

/// Whether an element, attribute or header of this name holds a secret.
#[cfg(feature = "server")]
pub(super) fn is_secret(name: &str, names: &[&str]) -> bool {
    let mut all = names.iter().copied().chain(OF_PROTOCOLS);
    all.any(|secret| secret.eq_ignore_ascii_case(name))
}

/// `text` without the values of `names`, which are told in any case.
pub(super) fn redact(text: &str, names: &[&str]) -> String {
    // ASCII only, so that offsets stay those of `text`.
    let lower = text.to_ascii_lowercase();
    let names: Vec<String> = (names.iter().copied().chain(OF_PROTOCOLS))
        .map(str::to_ascii_lowercase)
        .filter(|name| !name.is_empty())
        .collect();
    let mut hidden = Vec::new();
    for name in &names {
        let mut from = 0;
        while let Some(at) = lower[from..].find(name.as_str()) {
            let (start, end) = (from + at, from + at + name.len());
            from = end;
            if is_word(&lower, start, end) {
                hidden.extend(values(&lower, start, end, name));
            }
        }
    }
    hidden.sort_unstable();
    let mut kept = String::with_capacity(text.len());
    let mut pos = 0;
    for (start, end) in hidden {
        if end > pos && start < end {
            kept.push_str(&text[pos..start.max(pos)]);
            kept.push('…');
            pos = end;
        }
    }
    kept.push_str(&text[pos..]);
    kept
}

/// Whether a name stands by itself from `start` to `end`.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.');
    let before = &text[..start];
    let is_begin = !before.ends_with(is_part) || before.ends_with("\\u003c");
    is_begin && !text[end..].starts_with(is_part)
}

/// Where the values of the name from `start` to `end` stand.
fn values(text: &str, start: usize, end: usize, name: &str) -> Vec<(usize, usize)> {
    let rest = &text[end..];
    let before = &text[..start];
    // Markup in a text or in JSON.
    for (open, close) in ESCAPED {
        if before.ends_with(open) {
            let from = rest
                .find(close)
                .map_or(text.len(), |at| end + at + close.len());
            let to = text[from..].find(open).map_or(text.len(), |at| from + at);
            return vec![(from, to)];
        }
    }
    let is_tag = before.ends_with('<')
        || before.rsplit_once('<').is_some_and(|(_, prefix)| {
            prefix
                .strip_suffix(':')
                .is_some_and(|it| it.chars().all(char::is_alphanumeric))
        });
    if is_tag {
        return element(text, end, name);
    }
    // What closes a quoted name, and the sign before the value.
    let value = rest.trim_start_matches(['"', '\'', '\\']).trim_start();
    let Some(value) = value.strip_prefix([':', '=']) else {
        // A name in another tag, as in `<parameter name="password">x</parameter>`, or in words.
        let quoted = rest.starts_with(['"', '\'']) && before.ends_with(['"', '\'']);
        let tag_end = quoted
            .then(|| rest.find('>').map(|at| end + at + 1))
            .flatten();
        return tag_end.map_or_else(Vec::new, |from| {
            let to = text[from..].find("</").map_or(text.len(), |at| from + at);
            // The value may also be another attribute, before or behind, as in HTML forms.
            let space = [' ', '\t', '\r', '\n'];
            let tag = before.rfind('<').unwrap_or(start);
            let first = before[tag..].find(space).map_or(start, |at| tag + at);
            let own = before.rfind(space).unwrap_or(start);
            vec![(first, own), (end + 1, from - 1), (from, to)]
        });
    };
    let value = value.trim_start_matches([' ', '\t', '\r', '\n']);
    let from = text.len() - value.len();
    vec![(from, from + value_len(value))]
}

/// The attributes and the content of the element whose start tag's name ends at `end`.
fn element(text: &str, end: usize, name: &str) -> Vec<(usize, usize)> {
    let Some(tag) = text[end..].find('>') else {
        return vec![(end, text.len())];
    };
    let from = end + tag + 1;
    let attributes = (end, from - 1);
    if text[end..from].ends_with("/>") {
        return vec![(end, from - 2)];
    }
    let mut search = from;
    while let Some(at) = text[search..].find("</") {
        let close = search + at;
        let local = text[close + 2..]
            .split(['>', ' ', '\n', '\t'])
            .next()
            .unwrap_or_default();
        if local.rsplit(':').next() == Some(name) {
            return vec![attributes, (from, close)];
        }
        search = close + 2;
    }
    vec![attributes, (from, text.len())]
}

/// How long the value is that `text` begins with.
fn value_len(text: &str) -> usize {
    let Some(first) = text.chars().next() else {
        return 0;
    };
    match first {
        // JSON in a string has its quotes escaped.
        '\\' => text[1..].find('\\').map_or(text.len(), |at| at + 1),
        '"' | '\'' => {
            let mut is_escaped = false;
            let close = text.char_indices().skip(1).find(|(_, it)| {
                let is_close = *it == first && !is_escaped;
                is_escaped = *it == '\\' && !is_escaped;
                is_close
            });
            close.map_or(text.len(), |(at, _)| at + 1)
        }
        '{' | '[' => {
            let mut depth = 0_usize;
            let close = text.char_indices().find(|(_, it)| {
                match it {
                    '{' | '[' => depth += 1,
                    '}' | ']' => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            close.map_or(text.len(), |(at, _)| at + 1)
        }
        _ => text
            .find(['&', '<', '\n', '\r', ',', '}', ']', ';', '"'])
            .unwrap_or(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(redact(text, &["sTicket", "PIN"]), expected);
    }

    #[test]
    fn hides_in_markup() {
        check(
            "<a><sTicket>s3</sTicket>x</a>",
            "<a><sTicket>…</sTicket>x</a>",
        );
        check(
            "<a><STICKET>s3</STICKET></a>",
            "<a><STICKET>…</STICKET></a>",
        );
        check(
            "<n:sTicket t='s3'>s<b/>3</n:sTicket>x",
            "<n:sTicket…>…</n:sTicket>x",
        );
        check("<x:sTicket>s3 and no end", "<x:sTicket>…");
        check("<sTicket><b>s3</b>s3</sTicket>x", "<sTicket>…</sTicket>x");
        check("<a pin=\"s3\" b=\"c\"/>", "<a pin=… b=\"c\"/>");
        check("<p name=\"sTicket\">s3</p>x", "<p name=\"sTicket\">…</p>x");
        check("<sTicket s=\"3\"/>x", "<sTicket…/>x");
        check(
            "<input value=\"s3\" name=\"sTicket\" title=\"s3\"><b/></a>",
            "<input… name=\"sTicket\"…>…</a>",
        );
        // Words of a sentence are no names of values.
        check("say \"sTicket now\" -> ok", "say \"sTicket now\" -> ok");
        // A name that is part of another one is none.
        check("<Pins>3</Pins><spinning/>", "<Pins>3</Pins><spinning/>");
    }

    #[test]
    fn hides_in_other_forms() {
        check(
            r#"{"sTicket": "s\"3", "a": 1}"#,
            r#"{"sTicket": …, "a": 1}"#,
        );
        // What is hidden already is hidden once.
        check("pin=sTicket=s3", "pin=…");
        check(r#"{"pin":1234,"a":1}"#, r#"{"pin":…,"a":1}"#);
        check(
            r#"{"sTicket":{"v":["s3"]},"a":1}"#,
            r#"{"sTicket":…,"a":1}"#,
        );
        check(
            r#"{\"sTicket\": \"s3\", \"a\": 1}"#,
            r#"{\"sTicket\": …\", \"a\": 1}"#,
        );
        check(
            "<a>&lt;n&gt;&lt;sTicket&gt;s3&lt;/sTicket&gt;</a>",
            "<a>&lt;n&gt;&lt;sTicket&gt;…lt;/sTicket&gt;</a>",
        );
        check(
            r#""\u003csTicket\u003es3\u003c/sTicket\u003e""#,
            r#""\u003csTicket\u003e…\u003c/sTicket\u003e""#,
        );
        check("a=1&sticket=s3&b=2", "a=1&sticket=…&b=2");
        check("Set-Cookie: id=s3\r\nA: b", "Set-Cookie: …\r\nA: b");
        check("your PIN was wrong", "your PIN was wrong");
        check(
            "<wsse:Password>s3</wsse:Password>",
            "<wsse:Password>…</wsse:Password>",
        );
    }
}

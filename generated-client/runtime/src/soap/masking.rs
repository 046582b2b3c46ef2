//! Puts other characters in the place of secrets, so that a message stays what it was in all else: well-formed, as long,
//! and of the same types where digits and letters decide.
//!
//! In: a document and the names of what is secret. Out: the document to be kept in a file. Knows no schema.

use crate::soap::secrets::is_secret;
use crate::xml::{Limits, check};

/// `document` with `0` for every digit and `x` for every other character of text and attributes that `names` call secret;
/// `None` where it is not well-formed, so that nobody knows where its secrets are.
pub fn mask(document: &str, names: &[&str]) -> Option<String> {
    check(document, &Limits::response()).ok()?;
    let mut res = String::with_capacity(document.len());
    // How many open elements are secret or inside of one that is.
    let mut depth_in_secret = 0_usize;
    let mut rest = document;
    while let Some(at) = rest.find('<') {
        let (text, markup) = rest.split_at(at);
        push_text(&mut res, text, depth_in_secret > 0);
        let length = markup_len(markup);
        let (markup, after) = markup.split_at(length);
        rest = after;
        if let Some(cdata) = markup.strip_prefix("<![CDATA[") {
            let text = cdata.strip_suffix("]]>").unwrap_or(cdata);
            res.push_str("<![CDATA[");
            push_masked(&mut res, text, depth_in_secret > 0);
            res.push_str("]]>");
        } else if markup.starts_with("<!--") {
            // A comment may repeat what is around it; nothing reads it.
        } else if markup.starts_with("<?") {
            res.push_str(markup);
        } else if markup.starts_with("</") {
            res.push_str(markup);
            depth_in_secret = depth_in_secret.saturating_sub(1);
        } else {
            let is_in_secret = depth_in_secret > 0 || is_secret(local_name(&markup[1..]), names);
            push_tag(&mut res, markup, is_in_secret, names);
            if !markup.ends_with("/>") && is_in_secret {
                depth_in_secret += 1;
            }
        }
    }
    res.push_str(rest);
    Some(res)
}

/// How long the markup is that `text` begins with.
fn markup_len(text: &str) -> usize {
    let end = if text.starts_with("<![CDATA[") {
        text.find("]]>").map(|at| at + 3)
    } else if text.starts_with("<!--") {
        text.find("-->").map(|at| at + 3)
    } else if text.starts_with("<?") {
        text.find("?>").map(|at| at + 2)
    } else {
        tag_len(text)
    };
    end.unwrap_or(text.len())
}

/// As far as the `>` that stands in no attribute value.
fn tag_len(text: &str) -> Option<usize> {
    let mut quote = None;
    let end = text.char_indices().find(|(_, char)| {
        match quote {
            None if *char == '>' => return true,
            None if matches!(char, '"' | '\'') => quote = Some(*char),
            Some(open) if open == *char => quote = None,
            None | Some(_) => {}
        }
        false
    });
    end.map(|(at, _)| at + 1)
}

/// A start tag; in a secret, and by its name, an attribute is masked, unless XML itself gives it a meaning.
fn push_tag(res: &mut String, tag: &str, is_in_secret: bool, names: &[&str]) {
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let (before, value) = rest.split_at(at + 1);
        res.push_str(before);
        let name = before[..at].trim_end();
        let name = name.rsplit([' ', '\t', '\r', '\n', '"', '\'']).next();
        let name = name.unwrap_or_default();
        let blank = value.len() - value.trim_start().len();
        let (blank, value) = value.split_at(blank);
        res.push_str(blank);
        let Some(quote) = value.chars().next() else {
            break;
        };
        let Some(close) = value[1..].find(quote) else {
            break;
        };
        // `xsi:nil` and `xsi:type`, whatever the prefix.
        let is_of_schema = name.contains(':') && matches!(local_name(name), "nil" | "type");
        let is_of_xml = name == "xmlns" || name.starts_with("xmlns:") || is_of_schema;
        let is_masked = is_secret(local_name(name), names) || is_in_secret && !is_of_xml;
        res.push(quote);
        push_text(res, &value[1..=close], is_masked);
        res.push(quote);
        rest = &value[close + 2..];
    }
    res.push_str(rest);
}

/// Text or the value of an attribute, where a reference stands for one character.
fn push_text(res: &mut String, text: &str, is_masked: bool) {
    if !is_masked {
        res.push_str(text);
        return;
    }
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        push_masked(res, &rest[..at], true);
        res.push('x');
        rest = rest[at..].split_once(';').map_or("", |(_, rest)| rest);
    }
    push_masked(res, rest, true);
}

fn push_masked(res: &mut String, text: &str, is_masked: bool) {
    if !is_masked {
        res.push_str(text);
        return;
    }
    res.extend(text.chars().map(|char| match char {
        '0'..='9' => '0',
        _ if char.is_whitespace() => char,
        _ => 'x',
    }));
}

/// The name at the beginning of `text`, without its prefix.
fn local_name(text: &str) -> &str {
    let end = text.find(|char: char| char.is_whitespace() || matches!(char, '/' | '>' | '='));
    let name = &text[..end.unwrap_or(text.len())];
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[track_caller]
    fn check(document: &str, expected: &str) {
        assert_eq!(
            mask(document, &["sTicket", "PIN"]).as_deref(),
            Some(expected)
        );
    }

    #[test]
    fn texts_keep_their_form() {
        check(
            "<a><sTicket>7T:12 ab</sTicket>x</a>",
            "<a><sTicket>0xx00 xx</sTicket>x</a>",
        );
        check(
            "<a><n:sTicket xmlns:n=\"u\">a&amp;b<b>3</b><![CDATA[<9>]]></n:sTicket>4</a>",
            "<a><n:sTicket xmlns:n=\"u\">xxx<b>0</b><![CDATA[x0x]]></n:sTicket>4</a>",
        );
        check("<a><sTicket/>7</a>", "<a><sTicket/>7</a>");
        check("<a><![CDATA[7]]>8</a>", "<a><![CDATA[7]]>8</a>");
        check("<sTicket><?p x?>8</sTicket>", "<sTicket><?p x?>0</sTicket>");
        check(
            "<a><Password>pw</Password></a>",
            "<a><Password>xx</Password></a>",
        );
    }

    #[test]
    fn attributes_are_masked_too() {
        check(
            "<a pin='12 >' b=\"34\"><c PIN = \"&lt;5\"/></a>",
            "<a pin='00 x' b=\"34\"><c PIN = \"x0\"/></a>",
        );
        check(
            "<sTicket xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\" t=\"u1\"/>",
            "<sTicket xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\" t=\"x0\"/>",
        );
        // Of the schema are those with a prefix.
        check(
            "<sTicket type='u1' nil='2'/>",
            "<sTicket type='x0' nil='0'/>",
        );
    }

    #[test]
    fn comments_go_and_what_is_no_document_is_refused() {
        check(
            "<?xml version=\"1.0\"?><a><!-- s3 -->b</a>",
            "<?xml version=\"1.0\"?><a>b</a>",
        );
        assert_eq!(mask("<a><sTicket>s3</a>", &["sTicket"]), None);
    }
}

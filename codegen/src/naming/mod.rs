//! Rust names from wire names: pure and total, every text gives an identifier.
//!
//! In: names as the documents write them. Out: idents in Rust's cases, keywords left plain (emit writes `r#type`).
//! Knows nothing of other names; where names meet is decided in `scope`.
//!
//! heck splits words and writes their cases: words end at separators, before a capital that follows a lowercase letter,
//! and before the last capital of a run (`XMLHttp` is `xml http`). What it does not do is done before: a word ends before
//! a capital that follows a digit (`V2OK` is `v2 ok`), a plural `s` stays with its acronym (`URLs` is `urls`), some words
//! have a spelling of their own (`OAuth`), and characters that no identifier holds are spelled out.
//!
//! Clients are named after the port type, without a trailing `Soap`, `PortType` or `Port` and without the `I` of a .NET
//! interface: `TechnicianConsoleSoap` gives `TechnicianConsoleClient`, `IUserService` gives `UserServiceClient`.

pub(crate) mod scope;
pub(crate) mod spelling;

use heck::{ToShoutySnakeCase as _, ToSnakeCase as _, ToTitleCase as _};

/// Words whose capitals are not word starts.
const SPELLED: &[&str] = &["OAuth"];

/// The names that Rust does not accept as `r#…`.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// `UpperCamelCase`, for types and variants; `NoName` where nothing of the text can be kept.
pub(crate) fn upper_camel(wire: &str) -> String {
    join_camel(wire, false)
}

/// Like [`upper_camel`], with an underscore between digits that the wire name separates: `V7_2`, not `V72`.
pub(crate) fn upper_camel_apart(wire: &str) -> String {
    join_camel(wire, true)
}

/// `snake_case`, for members and methods.
pub fn snake(wire: &str) -> String {
    let words = words(wire, |text| text.to_snake_case(), '_');
    finish(words.join("_").to_lowercase(), "no_name", "n")
}

/// `SCREAMING_SNAKE_CASE`, for statics.
pub(crate) fn screaming(wire: &str) -> String {
    let words = words(wire, |text| text.to_shouty_snake_case(), '_');
    finish(words.join("_").to_uppercase(), "NO_NAME", "N")
}

/// The variant of an enumeration for `literal`; signs before digits and texts of signs alone are spelled out.
pub(crate) fn variant(literal: &str) -> String {
    if literal.trim().is_empty() {
        return "Empty".to_owned();
    }
    if !literal.chars().any(keeps) {
        return upper_camel(&spelled_signs(literal));
    }
    let trimmed = literal.trim_start();
    match trimmed.strip_prefix('-') {
        Some(rest) if rest.starts_with(|it: char| it.is_ascii_digit() || it == '.') => {
            upper_camel(&format!("minus {rest}"))
        }
        _ => upper_camel(literal),
    }
}

/// The second choice for a variant: every sign is spelled out, and digits stay apart.
pub(crate) fn variant_spelled(literal: &str) -> String {
    upper_camel_apart(&spelled_signs(literal))
}

/// Strips one of `prefixes` where an uppercase letter follows: `sEmail` gives `Email`, `string` stays.
pub(crate) fn without_member_prefix<'a>(wire: &'a str, prefixes: &[String]) -> Option<&'a str> {
    let mut longest_first: Vec<&String> = prefixes.iter().collect();
    longest_first.sort_by_key(|it| std::cmp::Reverse(it.len()));
    longest_first.into_iter().find_map(|prefix| {
        let lowercase = !prefix.is_empty() && prefix.chars().all(|it| it.is_ascii_lowercase());
        let rest = wire.strip_prefix(prefix.as_str())?;
        (lowercase && rest.starts_with(|it: char| it.is_uppercase())).then_some(rest)
    })
}

/// The prefix that all literals share, cut back to its last underscore; empty where there is none.
pub(crate) fn shared_prefix<'a>(literals: &[&'a str]) -> &'a str {
    let [first, rest @ ..] = literals else {
        return "";
    };
    if rest.is_empty() {
        return "";
    }
    let mut len = first.len();
    for literal in rest {
        let same = first
            .char_indices()
            .zip(literal.chars())
            .find(|((_, a), b)| a != b)
            .map_or(first.len().min(literal.len()), |((at, _), _)| at);
        len = len.min(same);
    }
    let shared = first.get(..len).unwrap_or("");
    shared.rfind('_').map_or("", |at| &shared[..=at])
}

/// The stem of a client's name; see the file's documentation.
pub(crate) fn client_stem(port_type: &str) -> String {
    let stem = ["PortType", "Soap", "SOAP", "Port"]
        .into_iter()
        .find_map(|it| port_type.strip_suffix(it))
        .unwrap_or(port_type)
        .trim_end_matches(['_', '.', '-']);
    let stem = if stem.is_empty() { port_type } else { stem };
    let mut chars = stem.chars();
    let interface = chars.next() == Some('I')
        && chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(char::is_lowercase);
    upper_camel(if interface { &stem[1..] } else { stem })
}

/// The name of a type inside `owner`, both in camel case: words that end the owner and begin `suffix` stand there once.
///
/// `GetOrderResponse` and `GetOrderResult` give `GetOrderResult`, `Order` and `OrderItem` give `OrderItem`.
pub(crate) fn nested(owner: &str, suffix: &str) -> String {
    let (mine, its) = (title_words(owner), title_words(suffix));
    let message = ["Request", "Response"]
        .into_iter()
        .find(|it| mine.last().is_some_and(|last| last == it));
    let operation = &mine[..mine.len() - usize::from(message.is_some())];
    if message.is_some()
        && !operation.is_empty()
        && its.len() > operation.len()
        && its.starts_with(operation)
    {
        return suffix.to_owned();
    }
    // Something of the suffix must be left, or it would be the owner's name.
    let shared = (1..its.len())
        .rev()
        .find(|it| mine.ends_with(&its[..*it]))
        .unwrap_or(0);
    let n_shared = its[..shared].iter().map(|word| word.chars().count()).sum();
    let rest = suffix.chars().filter(|it| *it != '_').skip(n_shared);
    match shared {
        0 => suffixed(owner, suffix),
        _ => format!("{owner}{}", String::from_iter(rest)),
    }
}

/// `ident` with `suffix` behind it, both in camel case. The underscore that tells `Self_` from the keyword goes.
pub(crate) fn suffixed(ident: &str, suffix: &str) -> String {
    format!("{}{suffix}", ident.strip_suffix('_').unwrap_or(ident))
}

/// `ident` with what tells `namespace` from others before it, shortest first and never empty.
pub(crate) fn qualified(namespace: &str, ident: &str) -> Vec<String> {
    let qualifiers = qualifiers(namespace).into_iter();
    qualifiers.map(|it| format!("{it}{ident}")).collect()
}

/// What tells `namespace` from others, in camel case, shortest first and never empty.
pub(crate) fn qualifiers(namespace: &str) -> Vec<String> {
    if namespace.is_empty() {
        return vec!["Local".to_owned()];
    }
    let candidates = spelling::candidates(namespace);
    candidates.iter().map(|it| upper_camel(it)).collect()
}

fn spelled_signs(text: &str) -> String {
    let mut res = String::new();
    for it in text.chars() {
        let sign = match it {
            '<' => "Lt",
            '>' => "Gt",
            '=' => "Eq",
            '!' => "Not",
            '*' => "Star",
            '+' => "Plus",
            '-' => "Minus",
            '/' => "Slash",
            '\\' => "Backslash",
            '%' => "Percent",
            '&' => "And",
            '|' => "Or",
            '.' => "Dot",
            ',' => "Comma",
            ':' => "Colon",
            ';' => "Semicolon",
            '#' => "Hash",
            '@' => "At",
            '$' => "Dollar",
            '?' => "Question",
            '\'' => "Quote",
            '"' => "DoubleQuote",
            '(' => "Open",
            ')' => "Close",
            '~' => "Tilde",
            '^' => "Caret",
            _ => {
                res.push(it);
                continue;
            }
        };
        res.push(' ');
        res.push_str(sign);
        res.push(' ');
    }
    res
}

/// The words of a wire name as `to_case` writes them, with `end` between. Characters that no identifier can hold are
/// written as `u` and their number.
fn words(wire: &str, to_case: impl Fn(&str) -> String, end: char) -> Vec<String> {
    let mut res = Vec::new();
    for part in parts(wire) {
        match part {
            Part::Spelled(word) => res.push(word),
            Part::Plain(text) => {
                let cased = to_case(&text);
                // Case mapping may give characters that no identifier holds (`ß` does not, `ŉ` would).
                let words = cased
                    .split(end)
                    .map(|word| word.chars().filter(|it| keeps(*it)));
                res.extend(words.map(String::from_iter).filter(|word| !word.is_empty()));
            }
        }
    }
    res
}

/// A piece of a wire name.
enum Part {
    /// What heck splits into words.
    Plain(String),
    /// A word with its digits, whose case heck would not keep.
    Spelled(String),
}

/// `wire` in parts, with blanks where a word ends and heck sees none: between a digit and a capital, and after the `s` of
/// a plural, which becomes a capital so that it stays with its acronym.
fn parts(wire: &str) -> Vec<Part> {
    let chars: Vec<char> = wire.chars().collect();
    let mut res = vec![];
    let mut text = String::new();
    let mut at = 0;
    while at < chars.len() {
        let it = chars[at];
        if let Some(spelled) = spelled_at(&chars, at) {
            let length = spelled.len();
            let rest = chars[at + length..].iter();
            let tail: String = rest
                .take_while(|it| keeps(**it) && !it.is_uppercase())
                .collect();
            at += length + tail.chars().count();
            res.push(Part::Plain(std::mem::take(&mut text)));
            res.push(Part::Spelled(format!("{spelled}{tail}")));
            continue;
        }
        at += 1;
        let next = chars.get(at).copied().unwrap_or(' ');
        match it {
            's' if is_plural(&chars, at - 1) => text.push('S'),
            it if keeps(it) => text.push(it),
            it if it.is_alphanumeric() => text.push_str(&format!(" u{:x} ", u32::from(it))),
            _ => text.push(' '),
        }
        if next.is_uppercase() && (it.is_numeric() || it == 's') {
            text.push(' ');
        }
    }
    res.push(Part::Plain(text));
    res
}

/// The `s` of `URLs` belongs to the acronym, that of `XSmall` does not.
fn is_plural(chars: &[char], at: usize) -> bool {
    let is = |at: usize, is: fn(char) -> bool| chars.get(at).copied().is_some_and(is);
    at > 1
        && is(at - 1, char::is_uppercase)
        && is(at - 2, char::is_uppercase)
        && !is(at + 1, char::is_lowercase)
}

fn spelled_at(chars: &[char], at: usize) -> Option<&'static str> {
    SPELLED.iter().copied().find(|spelled| {
        let fits = spelled
            .chars()
            .enumerate()
            .all(|(n, it)| chars.get(at + n) == Some(&it));
        let ends = !chars
            .get(at + spelled.len())
            .is_some_and(|it| it.is_lowercase());
        let begins = at == 0 || !chars[at - 1].is_uppercase();
        fits && ends && begins
    })
}

/// Letters of scripts whose composed forms are stable, and ASCII digits.
fn keeps(it: char) -> bool {
    let letter = it.is_ascii_alphabetic()
        || matches!(it,
            '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{148}' | '\u{14a}'..='\u{17e}'
            | '\u{386}' | '\u{388}'..='\u{3ce}' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}'
            | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{1ea0}'..='\u{1ef9}'
            | '\u{3005}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}');
    it.is_ascii_digit() || (letter && it.is_alphabetic())
}

fn title_words(wire: &str) -> Vec<String> {
    words(wire, |text| text.to_title_case(), ' ')
}

/// The words of `wire` in title case as one identifier; with `apart`, digits that meet get an underscore between.
fn join_camel(wire: &str, apart: bool) -> String {
    let mut res = String::new();
    for word in title_words(wire) {
        let digits_meet = res.ends_with(|it: char| it.is_ascii_digit())
            && word.starts_with(|it: char| it.is_ascii_digit());
        if apart && digits_meet {
            res.push('_');
        }
        res.push_str(&word);
    }
    finish(res, "NoName", "N")
}

fn finish(ident: String, empty: &str, before_digit: &str) -> String {
    if ident.is_empty() {
        return empty.to_owned();
    }
    if NEVER_RAW.contains(&ident.as_str()) {
        return format!("{ident}_");
    }
    if ident.starts_with(|it: char| it.is_ascii_digit()) {
        return format!("{before_digit}{ident}");
    }
    ident
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_members() {
        let table = [
            (
                "loginTechnicianFromStandalone_v7_2",
                "LoginTechnicianFromStandaloneV72",
                "login_technician_from_standalone_v7_2",
            ),
            ("ID", "Id", "id"),
            ("customerID", "CustomerId", "customer_id"),
            ("URLs", "Urls", "urls"),
            ("IDsOfUser", "IdsOfUser", "ids_of_user"),
            ("XSmall", "XSmall", "x_small"),
            ("OAuth2Token", "OAuth2Token", "oauth2_token"),
            ("XMLHttpRequest", "XmlHttpRequest", "xml_http_request"),
            (
                "requestLensPINCodeV2",
                "RequestLensPinCodeV2",
                "request_lens_pin_code_v2",
            ),
            ("requestV2OK", "RequestV2Ok", "request_v2_ok"),
            ("getOAuth2URLs", "GetOAuth2Urls", "get_oauth2_urls"),
            ("type", "Type", "type"),
            ("self", "Self_", "self_"),
            ("Self", "Self_", "self_"),
            ("crate", "Crate", "crate_"),
            ("2fa", "N2fa", "n2fa"),
            ("3DSecure", "N3DSecure", "n3_d_secure"),
            ("", "NoName", "no_name"),
            ("__", "NoName", "no_name"),
            ("größe", "Größe", "größe"),
            ("Straße", "Straße", "straße"),
            ("naïve-name", "NaïveName", "naïve_name"),
            ("a\u{2167}b", "AU2167B", "a_u2167_b"),
            ("日付", "日付", "日付"),
            ("キーワード", "キーワード", "キーワード"),
            ("a.b-c d", "ABCD", "a_b_c_d"),
            ("_internal", "Internal", "internal"),
            ("İstanbul", "İstanbul", "istanbul"),
        ];
        for (wire, ty, member) in table {
            assert_eq!(upper_camel(wire), ty, "type of {wire:?}");
            assert_eq!(snake(wire), member, "member of {wire:?}");
        }
    }

    #[test]
    fn variants() {
        let table = [
            ("login_v2_OK", "LoginV2Ok"),
            ("", "Empty"),
            (" ", "Empty"),
            ("-1", "Minus1"),
            ("1.0", "N10"),
            ("<=", "LtEq"),
            ("*", "Star"),
            ("a-b", "AB"),
        ];
        for (literal, ident) in table {
            assert_eq!(variant(literal), ident, "variant of {literal:?}");
        }
        assert_eq!(variant_spelled("1.0"), "N1Dot0");
        assert_eq!(variant_spelled("A+"), "APlus");
        assert_eq!(upper_camel_apart("v7_2"), "V7_2");
    }

    #[test]
    fn prefixes() {
        let prefixes = ["s".to_owned(), "b".to_owned(), "str".to_owned()];
        assert_eq!(without_member_prefix("sEmail", &prefixes), Some("Email"));
        assert_eq!(without_member_prefix("strEmail", &prefixes), Some("Email"));
        assert_eq!(without_member_prefix("string", &prefixes), None);
        assert_eq!(without_member_prefix("s2", &prefixes), None);
        assert_eq!(
            shared_prefix(&["login_v2_OK", "login_v2_Other"]),
            "login_v2_"
        );
        assert_eq!(shared_prefix(&["a_", "a_"]), "a_");
        assert_eq!(shared_prefix(&["abc", "abd"]), "");
        assert_eq!(shared_prefix(&["only_one"]), "");
        assert_eq!(shared_prefix(&["é_a", "è_a"]), "");
    }

    #[test]
    fn nested_names_repeat_no_words() {
        let table = [
            ("Order", "Item", "OrderItem"),
            ("Order", "OrderItem", "OrderItem"),
            ("OrderItem", "Item", "OrderItemItem"),
            ("PurchaseOrder", "OrderItem", "PurchaseOrderItem"),
            ("GetOrderResponse", "GetOrderResult", "GetOrderResult"),
            ("GetOrderRequest", "GetOrder", "GetOrderRequestGetOrder"),
            ("Response", "Choice", "ResponseChoice"),
            ("SizeV2", "V2Group", "SizeV2Group"),
            ("Größe", "GrößeChoice", "GrößeChoice"),
            ("Self_", "Value", "SelfValue"),
        ];
        for (owner, suffix, name) in table {
            assert_eq!(nested(owner, suffix), name, "{owner} {suffix}");
        }
    }

    #[test]
    fn clients_and_namespaces() {
        assert_eq!(client_stem("TechnicianConsoleSoap"), "TechnicianConsole");
        assert_eq!(client_stem("User"), "User");
        assert_eq!(client_stem("IUserService"), "UserService");
        assert_eq!(client_stem("Import"), "Import");
        assert_eq!(client_stem("Port"), "Port");
        assert_eq!(client_stem("IPPort"), "Ip");
        assert_eq!(qualified("", "Item"), ["LocalItem"]);
        assert_eq!(
            qualified("http://x.com/2003/10/Arrays", "Item"),
            [
                "ArraysItem",
                "Arrays200310Item",
                "XArraysItem",
                "XArrays200310Item"
            ]
        );
    }
}

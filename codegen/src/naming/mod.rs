//! Rust names from wire names: pure and total, every text gives an identifier.
//!
//! In: names as the documents write them. Out: idents in Rust's cases, keywords left plain (emit writes `r#type`).
//! Knows nothing of other names; where names meet is decided in [`scope`].
//!
//! Words end at separators, before an uppercase letter that follows a lowercase one or a digit, and before the last
//! capital of a run (`XMLHttp` is `xml http`); a plural `s` stays with its acronym (`URLs` is `urls`). Digits stay with
//! the word before them.
//!
//! Clients are named after the port type, without a trailing `Soap`, `PortType` or `Port` and without the `I` of a .NET
//! interface: `TechnicianConsoleSoap` gives `TechnicianConsoleClient`, `IUserService` gives `UserServiceClient`.

pub(crate) mod scope;
pub(crate) mod spelling;

/// Words whose capitals are not word starts.
const SPELLED: &[&str] = &["OAuth"];

/// The names that Rust does not accept as `r#…`.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// `UpperCamelCase`, for types and variants; `NoName` where nothing of the text can be kept.
pub(crate) fn upper_camel(wire: &str) -> String {
    join_camel(&words(wire), false)
}

/// Like [`upper_camel`], with an underscore between digits that the wire name separates: `V7_2`, not `V72`.
pub(crate) fn upper_camel_apart(wire: &str) -> String {
    join_camel(&words(wire), true)
}

/// `snake_case`, for members and methods.
pub fn snake(wire: &str) -> String {
    let words: Vec<String> = words(wire).iter().map(|it| lower_case(it)).collect();
    finish(words.join("_"), "no_name", "n")
}

/// `SCREAMING_SNAKE_CASE`, for statics.
pub(crate) fn screaming(wire: &str) -> String {
    let words: Vec<String> = words(wire).iter().map(|it| upper_case(it)).collect();
    finish(words.join("_"), "NO_NAME", "N")
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
    let (mine, its) = (words(owner), words(suffix));
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
    match shared {
        0 => format!("{owner}{suffix}"),
        _ => format!("{owner}{}", its[shared..].concat()),
    }
}

/// `ident` with what tells `namespace` from others before it, shortest first and never empty.
pub(crate) fn qualified(namespace: &str, ident: &str) -> Vec<String> {
    if namespace.is_empty() {
        return vec![format!("Local{ident}")];
    }
    let candidates = spelling::candidates(namespace);
    let camel = candidates.iter().map(|it| upper_camel(it));
    camel.map(|it| format!("{it}{ident}")).collect()
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

/// Splits a wire name into words, case kept. Characters that no identifier can hold are written as `u` and their number.
fn words(wire: &str) -> Vec<String> {
    let chars: Vec<char> = wire.chars().collect();
    let mut res: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some(spelled) = spelled_at(&chars, at) {
            flush(&mut res, &mut word);
            word.push_str(spelled);
            at += spelled.len();
            continue;
        }
        let it = chars[at];
        if !keeps(it) {
            flush(&mut res, &mut word);
            if it.is_alphanumeric() {
                res.push(format!("u{:x}", u32::from(it)));
            }
        } else {
            if starts_word(&chars, at) {
                flush(&mut res, &mut word);
            }
            word.push(it);
        }
        at += 1;
    }
    flush(&mut res, &mut word);
    res
}

fn flush(res: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        res.push(std::mem::take(word));
    }
}

fn starts_word(chars: &[char], at: usize) -> bool {
    if at == 0 || !chars[at].is_uppercase() {
        return false;
    }
    let before = chars[at - 1];
    if before.is_lowercase() || before.is_numeric() {
        return true;
    }
    let after = |n: usize| chars.get(at + n).copied();
    let next_is_lower = after(1).is_some_and(char::is_lowercase);
    // The `s` of `URLs` belongs to the acronym, that of `XSmall` does not.
    let plural = after(1) == Some('s') && !after(2).is_some_and(char::is_lowercase);
    before.is_uppercase() && next_is_lower && !plural
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

fn join_camel(words: &[String], apart: bool) -> String {
    let mut res = String::new();
    for word in words {
        let digits_meet = res.ends_with(|it: char| it.is_ascii_digit())
            && word.starts_with(|it: char| it.is_ascii_digit());
        if apart && digits_meet {
            res.push('_');
        }
        res.push_str(&capitalized(word));
    }
    finish(res, "NoName", "N")
}

fn capitalized(word: &str) -> String {
    if SPELLED.iter().any(|it| word.starts_with(it)) {
        return word.to_owned();
    }
    let mut chars = word.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    let mut res = upper_case(first.encode_utf8(&mut [0; 4]));
    res.push_str(&lower_case(chars.as_str()));
    res
}

/// Case mapping may give characters that no identifier holds (`ß` does not, `ŉ` would); they are left out.
fn upper_case(text: &str) -> String {
    text.chars()
        .flat_map(char::to_uppercase)
        .filter(|it| keeps(*it))
        .collect()
}

fn lower_case(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|it| keeps(*it))
        .collect()
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

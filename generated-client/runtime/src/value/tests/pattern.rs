//! XSD regular expressions: what they match, which cannot be translated.

use crate::value::NoScope;
use crate::value::pattern::{check_syntax, doubt, is_match};

#[test]
fn patterns_match_as_xsd_says() {
    let cases: &[(&'static str, &[&str], &[&str])] = &[
        ("abc", &["abc"], &["xabc", "abcx", "abc\n"]),
        ("a|bc", &["a", "bc"], &["ac", "abc"]),
        ("", &[""], &["a"]),
        ("^a$", &["^a$"], &["a"]),
        ("[^$]+", &["^a"], &["a$"]),
        ("[a^]", &["a", "^"], &["b"]),
        (".", &["a", "ż", "\u{2028}"], &["\n", "\r", ""]),
        (r"\d{3}-\d{2,}", &["123-45", "١٢٣-٤٥"], &["12-345", "123-4"]),
        (r"\w+", &["ażb9", "$"], &["a b", "-", "_"]),
        (r"\i\c*", &["a-b.9", ":x", "_"], &["-a", "9"]),
        (r"[\i-[:]][\c-[:]]*", &["a-b", "żółw"], &["a:b", ":a"]),
        ("[a-z-[aeiou]]+", &["xyz"], &["xaz"]),
        ("[^a-z-[0-9]]+", &["XYZ-"], &["x", "X1"]),
        ("[a-z-[b-y-[m]]]+", &["amz"], &["b"]),
        ("[-a]", &["-", "a"], &["b"]),
        ("[a-]", &["-", "a"], &["b"]),
        (r"[+\-*/]", &["+", "-", "*", "/"], &["a", ","]),
        (r"[\^\]\[\\]+", &[r"^][\"], &["a"]),
        ("[a-c&&b]+", &["a&c"], &["d"]),
        ("[~~a]", &["~", "a"], &["b"]),
        (r"\p{Lu}\P{Lu}*", &["Abc", "Żab"], &["abc", "AB"]),
        (r"\p{IsBasicLatin}*", &["abc~", ""], &["ż"]),
        (r"\P{IsBasicLatin}", &["ż"], &["a"]),
        (r"\s\S", &["\ta", " \u{a0}"], &["\u{a0}a"]),
        (r"[\s\d]+", &["1 2"], &["a"]),
        (r"[^\d]", &["a"], &["1"]),
        (r"\n\r\t", &["\n\r\t"], &["nrt"]),
        (r"\D\W\I\C", &["a -,"], &["1aaa"]),
        (r"\.\?\*\+\(\)\{\}\|", &[".?*+(){}|"], &[]),
        (
            r"\w+([-+.']\w+)*@\w+([-.]\w+)*\.\w+([-.]\w+)*",
            &["a.b@c.de"],
            &["a.b@c", "@c.de"],
        ),
        ("(a(b|c)?){2}", &["aba", "acab"], &["a", "aaa"]),
        ("#x # y", &["#x # y"], &["x"]),
        (
            "[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}",
            &["0123ABCD-0123-0123-0123-0123456789AB"],
            &["x"],
        ),
        (r"(?i)a", &["anything: it cannot be translated"], &[]),
    ];
    for (pattern, matching, others) in cases {
        for _ in 0..2 {
            for text in *matching {
                assert!(is_match(pattern, text, &NoScope), "{pattern} {text:?}");
            }
            for text in *others {
                assert!(!is_match(pattern, text, &NoScope), "{pattern} {text:?}");
            }
        }
    }
}

#[test]
fn what_cannot_be_translated_is_said() {
    let cases = [
        ("(a", "`(` without `)`"),
        ("a)", "`)` without `(`"),
        ("[a", "`[` without `]`"),
        ("[]", "empty class"),
        ("[a[b]", "`[` in a class"),
        ("a]", "`]` without `[`"),
        ("*a", "`*` has nothing to repeat"),
        ("a+?", "`?` has nothing to repeat"),
        ("(?:a)", "`?` has nothing to repeat"),
        ("a{,3}", "`{,3}` is not a quantity"),
        ("a{x}", "`{x}` is not a quantity"),
        (r"\b", r"`\b` is not an escape"),
        ("a\\", r"`\` at the end"),
        ("a{1\n}", "`{1\\n}` is not a quantity"),
        (
            "\\p{\n\u{7}}",
            "`\\n\\u{7}` is not a known category or block",
        ),
        (r"\p{Foo}", "`Foo` is not a known category or block"),
        (
            r"\p{IsKlingon}",
            "`IsKlingon` is not a known category or block",
        ),
        ("[a-[b]c]", "a subtraction must end its class"),
        ("[a-\\d]", "a range must end in a character"),
        ("(a{1000}){1000}", "the pattern is too large"),
    ];
    for (pattern, expected) in cases {
        assert_eq!(check_syntax(pattern), Err(expected.to_owned()), "{pattern}");
    }
    for pattern in ["[z-a]", "a{3,2}", "a{99999999999}"] {
        let message = check_syntax(pattern).unwrap_err();
        assert!(
            !message.is_empty() && !message.contains('\n'),
            "{message:?}"
        );
    }
    assert!(check_syntax(&"(".repeat(100_000)).is_err());
    let deep = "(".repeat(10_000) + &")".repeat(10_000);
    assert!(check_syntax(&deep).is_err());
    assert!(check_syntax(&"[a-".repeat(10_000)).is_err());
    let subtracted = |n: usize| "[a-".repeat(n) + "[a]" + &"]".repeat(n);
    assert_eq!(check_syntax(&subtracted(50)), Ok(()));
    let message = String::from("too many subtractions");
    assert_eq!(check_syntax(&subtracted(51)), Err(message));
}

#[test]
fn all_categories_are_known() {
    for name in crate::value::pattern::CATEGORIES {
        assert_eq!(
            check_syntax(&format!(r"\p{{{name}}}\P{{{name}}}[\p{{{name}}}]")),
            Ok(()),
            "{name}"
        );
    }
    assert_eq!(check_syntax(r"[\w\s]{1,255}"), Ok(()));
}

#[test]
fn what_can_hardly_be_meant_is_doubted() {
    for doubted in ["^[A-Z]{2}$", "[A-Z]$", "(^a|b)", "a|(b$)", r"a\\$", ""] {
        assert!(doubt(doubted).is_some(), "{doubted}");
    }
    for meant in ["[A-Z]{2}", r"a\$", "[^a]", "a$b", "[0-9]{3}|", "a^b"] {
        assert_eq!(doubt(meant), None, "{meant}");
    }
}

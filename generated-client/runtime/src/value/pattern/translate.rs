//! From the regular expressions of XSD to the syntax of `regex-automata`.
//!
//! Differences that matter: `^` and `$` are characters, there are no lazy quantifiers and no flags,
//! classes subtract with `-[…]`, and `\i \c \w \d` have their own meaning.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::ops::RangeInclusive;
use std::str::Chars;

use super::blocks::block;
use crate::xml::{NAME_MORE, NAME_START};

/// Classes that may be subtracted from each other in one expression.
const MAX_SUBTRACTIONS: usize = 50;

/// The general categories of XSD 1.0 part 2 §F.1.1.
pub(in crate::value) const CATEGORIES: &[&str] = &[
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C",
    "Cc", "Cf", "Co", "Cn",
];

type Input<'a> = Peekable<Chars<'a>>;

/// The expression in the syntax of `regex-automata`, without anchors.
pub(super) fn translate(pattern: &str) -> Result<String, String> {
    let mut input = pattern.chars().peekable();
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut depth = 0_usize;
    // Whether a quantifier may follow.
    let mut after_atom = false;
    while let Some(c) = input.next() {
        let is_atom = match c {
            '(' => {
                depth += 1;
                out.push_str("(?:");
                false
            }
            ')' => {
                depth = depth.checked_sub(1).ok_or("`)` without `(`")?;
                out.push(')');
                true
            }
            '|' => {
                out.push('|');
                false
            }
            '?' | '*' | '+' | '{' => {
                if !after_atom {
                    return Err(format!("`{c}` has nothing to repeat"));
                }
                match c {
                    '{' => quantity(&mut input, &mut out)?,
                    c => out.push(c),
                }
                false
            }
            '.' => {
                out.push_str(r"[^\n\r]");
                true
            }
            '[' => {
                class(&mut input, &mut out)?;
                true
            }
            ']' => return Err("`]` without `[`".to_owned()),
            '\\' => {
                match escape(&mut input)? {
                    Escape::Char(c) => push_char(&mut out, c),
                    Escape::Class(class) => out.push_str(&class),
                }
                true
            }
            c => {
                push_char(&mut out, c);
                true
            }
        };
        after_atom = is_atom;
    }
    match depth {
        0 => Ok(out),
        _ => Err("`(` without `)`".to_owned()),
    }
}

/// The rest of `{n}`, `{n,}` or `{n,m}`.
fn quantity(input: &mut Input<'_>, out: &mut String) -> Result<(), String> {
    let text: String = input.by_ref().take_while(|it| *it != '}').collect();
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let is_valid = match text.split_once(',') {
        Some((min, max)) => is_number(min) && (max.is_empty() || is_number(max)),
        None => is_number(&text),
    };
    if !is_valid {
        return Err(format!("`{{{}}}` is not a quantity", text.escape_debug()));
    }
    // Writing to a string does not fail.
    let _ = write!(out, "{{{text}}}");
    Ok(())
}

/// The rest of `[…]`. A class `[^a-z-[x]]` becomes `[[^a-z]--[[x]]]`: the negation binds first.
fn class(input: &mut Input<'_>, out: &mut String) -> Result<(), String> {
    let mut subtractions = 0;
    loop {
        out.push_str("[[");
        if input.next_if_eq(&'^').is_some() {
            out.push('^');
        }
        let subtracts = class_items(input, out)?;
        out.push(']');
        if !subtracts {
            break;
        }
        subtractions += 1;
        if subtractions > MAX_SUBTRACTIONS {
            return Err("too many subtractions".to_owned());
        }
        out.push_str("--");
    }
    out.push(']');
    for _ in 0..subtractions {
        if input.next() != Some(']') {
            return Err("a subtraction must end its class".to_owned());
        }
        out.push(']');
    }
    Ok(())
}

/// The items of a class through `]`, or through the `-[` of a subtraction, which is then true.
fn class_items(input: &mut Input<'_>, out: &mut String) -> Result<bool, String> {
    let unclosed = || "`[` without `]`".to_owned();
    let mut is_empty = true;
    loop {
        let item = match input.next().ok_or_else(unclosed)? {
            ']' if is_empty => return Err("empty class".to_owned()),
            ']' => return Ok(false),
            '[' => return Err("`[` in a class".to_owned()),
            '-' if !is_empty && input.next_if_eq(&'[').is_some() => return Ok(true),
            '\\' => escape(input)?,
            c => Escape::Char(c),
        };
        is_empty = false;
        let low = match item {
            Escape::Class(class) => {
                out.push_str(&class);
                continue;
            }
            Escape::Char(c) => c,
        };
        push_char(out, low);
        // A hyphen makes a range unless the class or a subtraction follows it.
        let mut ahead = input.clone();
        if ahead.next() != Some('-') || matches!(ahead.peek(), None | Some(']' | '[')) {
            continue;
        }
        input.next();
        let high = match input.next().ok_or_else(unclosed)? {
            '\\' => match escape(input)? {
                Escape::Char(c) => c,
                Escape::Class(_) => return Err("a range must end in a character".to_owned()),
            },
            c => c,
        };
        out.push('-');
        push_char(out, high);
    }
}

enum Escape {
    Char(char),
    Class(String),
}

/// What follows a backslash.
fn escape(input: &mut Input<'_>) -> Result<Escape, String> {
    let c = input.next().ok_or("`\\` at the end")?;
    let class = match c {
        'n' => return Ok(Escape::Char('\n')),
        'r' => return Ok(Escape::Char('\r')),
        't' => return Ok(Escape::Char('\t')),
        's' => r"[ \t\n\r]".to_owned(),
        'S' => r"[^ \t\n\r]".to_owned(),
        'd' => r"\p{Nd}".to_owned(),
        'D' => r"\P{Nd}".to_owned(),
        'w' => r"[^\p{P}\p{Z}\p{C}]".to_owned(),
        'W' => r"[\p{P}\p{Z}\p{C}]".to_owned(),
        'i' => names("[:", &[NAME_START]),
        'I' => names("[^:", &[NAME_START]),
        'c' => names("[:", &[NAME_START, NAME_MORE]),
        'C' => names("[^:", &[NAME_START, NAME_MORE]),
        'p' => property(input, false)?,
        'P' => property(input, true)?,
        c if c.is_ascii_alphanumeric() => return Err(format!("`\\{c}` is not an escape")),
        // The specification lists those that need it; schemas also escape `/`, quotes and the like.
        c => return Ok(Escape::Char(c)),
    };
    Ok(Escape::Class(class))
}

/// The rest of `\p{…}`.
fn property(input: &mut Input<'_>, negated: bool) -> Result<String, String> {
    if input.next() != Some('{') {
        return Err("`\\p` without `{`".to_owned());
    }
    let name: String = input.by_ref().take_while(|it| *it != '}').collect();
    if CATEGORIES.contains(&name.as_str()) {
        let letter = if negated { 'P' } else { 'p' };
        return Ok(format!("\\{letter}{{{name}}}"));
    }
    let range = name.strip_prefix("Is").and_then(block);
    let range = range.ok_or_else(|| {
        let name = name.escape_debug();
        format!("`{name}` is not a known category or block")
    })?;
    let mut out = String::from(if negated { "[^" } else { "[" });
    push_range(&mut out, &range);
    out.push(']');
    Ok(out)
}

fn names(start: &str, tables: &[&[RangeInclusive<char>]]) -> String {
    let mut out = start.to_owned();
    for range in tables.iter().copied().flatten() {
        push_range(&mut out, range);
    }
    out.push(']');
    out
}

fn push_range(out: &mut String, range: &RangeInclusive<char>) {
    push_char(out, *range.start());
    out.push('-');
    push_char(out, *range.end());
}

/// Writes a character so that it means nothing but itself.
fn push_char(out: &mut String, c: char) {
    if c.is_ascii_alphanumeric() {
        out.push(c);
    } else {
        // Writing to a string does not fail.
        let _ = write!(out, "\\x{{{:X}}}", u32::from(c));
    }
}

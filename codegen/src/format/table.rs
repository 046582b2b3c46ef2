//! Tables: a static whose value is one call that ends in an array, set as a person would set it.
//!
//! In: what prettyplease makes of a `static`. Out: the same tokens on one line, on two, or with one line an entry.
//! prettyplease gives every argument of a long call a line of its own, so that a table of one field takes six.

/// The longest line.
const WIDTH: usize = 100;

/// Sets `text`, one `static` as prettyplease sets it, in fewer lines; gives it back where it is no table.
pub(super) fn compact(text: String) -> String {
    let flat = flatten(text.lines());
    if fits(0, &flat) {
        return flat + "\n";
    }
    // The type's `=` is the first one: names and types hold none.
    if let Some((left, right)) = flat.split_once(" = ")
        && fits(4, right)
    {
        return format!("{left} =\n    {right}\n");
    }
    overflow(&text).unwrap_or(text)
}

/// ```text
/// static ORDER: Shape = Shape::new("Order", &[
///     required(NS, "id"),
/// ]);
/// ```
fn overflow(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let (entries, head) = match lines.as_slice() {
        [head @ .., line, ");"] if line.starts_with("    &[") && line.ends_with("],") => {
            let entries = line.strip_prefix("    &[")?.strip_suffix("],")?;
            if entries.is_empty() {
                return None;
            }
            (vec![format!("    {entries},")], head)
        }
        [rest @ .., "    ],", ");"] => {
            let start = rest.iter().position(|it| *it == "    &[")?;
            (set_entries(&rest[start + 1..]), &rest[..start])
        }
        _ => return None,
    };
    let head = flatten(head.iter().copied()) + " &[";
    let entries = entries.join("\n");
    if fits(0, &head) && fits(0, &entries) {
        return Some(format!("{head}\n{entries}\n]);\n"));
    }
    // A long name leaves no room for the call: it starts a line of its own.
    let (left, right) = head.split_once(" = ")?;
    let entries = entries.replace('\n', "\n    ");
    let is_short = fits(4, right) && fits(0, &entries) && fits(4, entries.lines().next()?);
    is_short.then(|| format!("{left} =\n    {right}\n    {entries}\n    ]);\n"))
}

/// Each entry on one line where it fits, else as it was, four columns to the left.
fn set_entries(lines: &[&str]) -> Vec<String> {
    let mut entries: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        let line = line.strip_prefix("    ").unwrap_or(line);
        let continues = line.starts_with("     ") || line.trim_start().starts_with([')', ']', '.']);
        match entries.last_mut() {
            Some(entry) if continues => entry.push(line),
            _ => entries.push(vec![line]),
        }
    }
    let set = |entry: &Vec<&str>| {
        let flat = flatten(entry.iter().copied());
        match fits(4, &flat) {
            true => format!("    {flat}"),
            false => entry.join("\n"),
        }
    };
    entries.iter().map(set).collect()
}

/// The lines as one. No literal spans lines, so a line end is never part of one.
fn flatten<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut flat = String::new();
    for line in lines.map(str::trim) {
        if line.starts_with([')', ']']) && flat.ends_with(',') {
            flat.pop();
        }
        let is_tight = flat.is_empty()
            || flat.ends_with(['(', '['])
            || line.starts_with([')', ']', '.', ',', ';']);
        if !is_tight {
            flat.push(' ');
        }
        flat.push_str(line);
    }
    flat
}

fn fits(indent: usize, text: &str) -> bool {
    text.lines().all(|it| indent + it.chars().count() <= WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `source` is set as; both must be the same tokens.
    fn set(source: &str) -> String {
        let text = prettyplease::unparse(&syn::parse_file(source).unwrap());
        let compacted = compact(text.clone());
        assert_eq!(
            prettyplease::unparse(&syn::parse_file(&compacted).unwrap()),
            text
        );
        compacted
    }

    #[test]
    fn a_short_table_takes_one_line_or_two() {
        insta::assert_snapshot!(set(r#"static A: Shape = Shape::new("A", &[one(NS, "a, [b")]);"#), @r#"static A: Shape = Shape::new("A", &[one(NS, "a, [b")]);"#);
        insta::assert_snapshot!(set(r#"static ADD_ORDER_TO_BASKET_REQUEST: Shape = Shape::new("AddOrderToBasketRequest", &[optional(NS, "order")]);"#), @r#"
        static ADD_ORDER_TO_BASKET_REQUEST: Shape =
            Shape::new("AddOrderToBasketRequest", &[optional(NS, "order")]);
        "#);
    }

    #[test]
    fn a_longer_table_takes_one_line_an_entry() {
        insta::assert_snapshot!(set(r#"static ORDER: Shape = Shape::new("Order", &[
            required(NS, "identification"), optional(NS, "remark"), optional(NS, "deliveryAddress"),
            wrapper(NS, "twoFactorAuthenticationMethods", &repeated(NS, "TwoFactorMethod").nillable()),
            wrapper(NS, "twoFactorAuthenticationMethodsOfThisTechnician", &repeated(NS, "TwoFactorAuthenticationMethod").nillable()),
        ]);"#), @r#"
        static ORDER: Shape = Shape::new("Order", &[
            required(NS, "identification"),
            optional(NS, "remark"),
            optional(NS, "deliveryAddress"),
            wrapper(NS, "twoFactorAuthenticationMethods", &repeated(NS, "TwoFactorMethod").nillable()),
            wrapper(
                NS,
                "twoFactorAuthenticationMethodsOfThisTechnician",
                &repeated(NS, "TwoFactorAuthenticationMethod").nillable(),
            ),
        ]);
        "#);
    }

    #[test]
    fn a_table_of_a_long_name_starts_on_a_line_of_its_own() {
        insta::assert_snapshot!(set(r#"static CREATE_DEFAULT_UNTRUSTED_CREDENTIALS_RESPONSE: Shape = Shape::new("CreateDefaultUntrustedCredentialsResponse", &[
            required(NS, "identification"), optional(NS, "remark"), optional(NS, "deliveryAddress"),
        ]);"#), @r#"
        static CREATE_DEFAULT_UNTRUSTED_CREDENTIALS_RESPONSE: Shape =
            Shape::new("CreateDefaultUntrustedCredentialsResponse", &[
                required(NS, "identification"),
                optional(NS, "remark"),
                optional(NS, "deliveryAddress"),
            ]);
        "#);
    }

    #[test]
    fn a_table_may_be_empty() {
        for length in 1..100 {
            let name = "A".repeat(length);
            set(&format!(
                "static {name}: Shape = Shape::new(\"{name}\", &[]);"
            ));
        }
    }

    #[test]
    fn what_is_no_table_stays_as_it_is() {
        let text = format!("static A: &str = \"{}\";\n", "a".repeat(120));
        assert_eq!(compact(text.clone()), text);
    }
}

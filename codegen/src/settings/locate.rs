//! Where in a `service.toml` a message's setting stands. In: the text, and a message that names the setting or its
//! value in backticks. Out: the bytes of it, so that the message points there.
//!
//! Works on what the message says, so that no setting has to carry a position through the pipeline.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// Tables in tables are as deep as the reader of TOML lets them be; nothing deeper is a setting.
const MOST_DEPTH: usize = 8;

/// One key or text of the file.
struct Word<'t> {
    /// The key, or the keys to the text with dots between.
    path: String,
    /// What stands there: the key itself, or the text.
    word: &'t str,
    span: Range<usize>,
}

/// The bytes of what `message` is about; `None` where the text does not say it.
pub(crate) fn locate(text: &str, message: &str) -> Option<Range<usize>> {
    let table = DeTable::parse(text).ok()?;
    let mut places = Vec::new();
    collect(table.get_ref(), "", 0, &mut places);
    // Words stand at the odd places between backticks.
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let setting = words.iter().find(|word| {
        let is_it = |it: &Word<'_>| it.path == **word;
        places.iter().any(is_it)
    });
    let inside = |it: &&Word<'_>| match setting {
        Some(setting) => it.path.starts_with(*setting),
        None => true,
    };
    let named = words.iter().filter(|it| Some(*it) != setting);
    let exact = named.filter_map(|word| places.iter().filter(inside).find(|it| it.word == *word));
    let fallback = || places.iter().find(|it| Some(&it.path.as_str()) == setting);
    let found = exact.into_iter().next().or_else(fallback)?;
    Some(found.span.clone())
}

fn collect<'t>(table: &'t DeTable<'_>, path: &str, depth: usize, places: &mut Vec<Word<'t>>) {
    for (key, value) in table {
        let word: &str = key.get_ref();
        let path = match path {
            "" => word.to_owned(),
            path => format!("{path}.{word}"),
        };
        places.push(Word {
            path: path.clone(),
            word,
            span: key.span(),
        });
        collect_value(value.get_ref(), value.span(), &path, depth + 1, places);
    }
}

fn collect_value<'t>(
    value: &'t DeValue<'_>,
    span: Range<usize>,
    path: &str,
    depth: usize,
    places: &mut Vec<Word<'t>>,
) {
    if depth > MOST_DEPTH {
        return;
    }
    match value {
        DeValue::String(word) => places.push(Word {
            path: format!("{path}."),
            word,
            span,
        }),
        DeValue::Array(items) => {
            for it in items {
                collect_value(it.get_ref(), it.span(), path, depth + 1, places);
            }
        }
        DeValue::Table(table) => collect(table, path, depth, places),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_lead_to_their_setting() {
        let text = "operations = [\"Buy\", \"Sel\"]\n[naming]\nresult-member = true\n[naming.rename]\n\"Order.x\" = \"y\"\nBuy = \"z\"\n[[patch]]\noptional = \"Order.x\"\n";
        for (message, line, word) in [
            (
                "`operations.only` names `Sel`, which nothing matches",
                1,
                "\"Sel\"",
            ),
            ("there is no operation `Sel`", 1, "\"Sel\""),
            (
                "`naming.rename` names `Buy`, which nothing matches",
                6,
                "Buy",
            ),
            (
                "`naming.rename` names `Order.x`, which nothing matches",
                5,
                "\"Order.x\"",
            ),
            ("`naming.result-member` changes nothing", 3, "result-member"),
            ("the patch by which `Order.x` is optional", 5, "\"Order.x\""),
        ] {
            let span = locate(text, message).unwrap_or_else(|| panic!("{message}"));
            assert_eq!(&text[span.clone()], word, "{message}");
            assert_eq!(
                text[..span.start].matches('\n').count() + 1,
                line,
                "{message}"
            );
        }
        assert_eq!(locate(text, "no word"), None);
        assert_eq!(locate("= no TOML", "`naming` is"), None);
    }
}

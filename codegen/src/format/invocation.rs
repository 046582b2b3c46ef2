//! Macro invocations: a list in braces takes a line for each entry; any other is set on one line where it fits, else filled,
//! with pairs kept together.
//!
//! In: an item like `record!(types::A, { email: required(NS, "email"), });`. Out: its text. An entry is never broken, so
//! that a change of one is a change of one line. prettyplease knows no grammar for these and sets them as prose.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

use super::WIDTH;

/// How two tokens are joined.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Join {
    /// Nothing between them.
    Tight,
    /// A blank, and never a line end.
    Blank,
    /// A blank or a line end.
    Break,
}

/// One token, with what the joining rules look at.
#[derive(Clone)]
struct Atom {
    text: String,
    kind: AtomKind,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum AtomKind {
    Word,
    Literal,
    /// `::`
    Path,
    Punct(char),
    Group,
    /// A line of documentation.
    Doc,
}

/// The text of `item`, with the line end.
pub(super) fn render(item: &syn::ItemMacro) -> String {
    let path = item.mac.path.to_token_stream();
    let name = set(&atoms(path)).concat();
    if let Some(list) = list(&item.mac.tokens) {
        let attributes: String = item.attrs.iter().map(attribute).collect();
        return format!("{attributes}{name}!({list});\n");
    }
    let words = set(&atoms(item.mac.tokens.clone()));
    let attributes: String = item.attrs.iter().map(attribute).collect();
    let one_line = format!("{name}!({});\n", words.join(" "));
    let is_documented = words.iter().any(|word| is_doc(word));
    if !is_documented && one_line.trim_end().chars().count() <= WIDTH {
        return attributes + &one_line;
    }
    let mut text = format!("{attributes}{name}!(");
    let mut width = WIDTH;
    for word in words {
        let length = word.chars().count();
        if width + 1 + length > WIDTH || is_doc(&word) {
            text.push_str("\n    ");
            width = 4;
        } else {
            text.push(' ');
            width += 1;
        }
        text.push_str(&word);
        width += length;
        // Documentation has a line of its own, and then each entry has.
        if is_doc(&word) || (is_documented && is_entry(&word)) {
            width = WIDTH;
        }
    }
    text.push_str("\n);\n");
    text
}

/// `tokens` with a line for each entry of their list in braces; `None` where there is no list.
fn list(tokens: &TokenStream) -> Option<String> {
    let is_list = |tree: &TokenTree| match tree {
        TokenTree::Group(it) => it.delimiter() == Delimiter::Brace,
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    };
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let at = trees.iter().position(is_list)?;
    let TokenTree::Group(list) = &trees[at] else {
        return None;
    };
    let line = |trees: &[TokenTree]| set(&atoms(trees.iter().cloned().collect())).join(" ");
    let entries: Vec<TokenTree> = list.stream().into_iter().collect();
    let is_comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(it) if it.as_char() == ',');
    let entries = entries.split(is_comma).filter(|entry| !entry.is_empty());
    let entries: String = entries
        .map(|entry| format!("    {},\n", line(entry)))
        .collect();
    let open = if entries.is_empty() { "{" } else { "{\n" };
    let (head, tail) = (line(&trees[..at]), line(&trees[at + 1..]));
    Some(format!("{head} {open}{entries}}}{tail}"))
}

fn attribute(it: &syn::Attribute) -> String {
    set(&atoms(it.to_token_stream())).concat() + "\n"
}

/// The unbreakable words that `atoms` make.
fn set(atoms: &[Atom]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    // The words of a setter stay together: `optional text try_price price: Decimal`.
    let mut in_setter = false;
    for (index, atom) in atoms.iter().enumerate() {
        let join = match index.checked_sub(1) {
            Some(_) if in_setter && atom.kind == AtomKind::Word => Join::Blank,
            Some(previous) => join(&atoms[previous], atom),
            None => Join::Break,
        };
        in_setter = atom.kind == AtomKind::Word && (in_setter || is_setter_kind(atom));
        match (join, words.last_mut()) {
            (Join::Tight, Some(word)) => word.push_str(&atom.text),
            (Join::Blank, Some(word)) => {
                word.push(' ');
                word.push_str(&atom.text);
            }
            (Join::Break, _) | (_, None) => words.push(atom.text.clone()),
        }
    }
    words
}

/// Whether the word is a member with its type, not a name before the members.
fn is_entry(word: &str) -> bool {
    word.ends_with(',') && word.contains(' ')
}

fn is_doc(word: &str) -> bool {
    word.starts_with("///")
}

fn is_setter_kind(atom: &Atom) -> bool {
    matches!(atom.text.as_str(), "optional" | "plain" | "required")
}

fn join(left: &Atom, right: &Atom) -> Join {
    use AtomKind::{Doc, Group, Literal, Path, Punct, Word};
    match (left.kind, right.kind) {
        (Doc, _) | (_, Doc) => Join::Break,
        (_, Punct(',' | ';' | ':' | '>' | '.')) | (Punct('<' | '&' | '-' | '.'), _) => Join::Tight,
        (_, Punct('<')) | (Punct('>'), Group) | (Path, _) | (Word | Punct('>'), Path) => {
            Join::Tight
        }
        (Punct(':' | '='), _) | (_, Punct('=')) => Join::Blank,
        (Word, Group) => Join::Tight,
        (Word | Literal | Punct(_) | Group, Word | Literal | Path | Punct(_) | Group) => {
            Join::Break
        }
    }
}

fn atoms(tokens: TokenStream) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut is_half_path = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(tree) = tokens.next() {
        if let Some(text) = doc(&tree, tokens.peek()) {
            tokens.next();
            let kind = AtomKind::Doc;
            atoms.push(Atom { text, kind });
            continue;
        }
        let (text, kind) = match tree {
            TokenTree::Ident(it) => (it.to_string(), AtomKind::Word),
            TokenTree::Literal(it) => (it.to_string(), AtomKind::Literal),
            TokenTree::Punct(it) if is_half_path => {
                is_half_path = false;
                atoms.push(Atom {
                    text: format!(":{}", it.as_char()),
                    kind: AtomKind::Path,
                });
                continue;
            }
            TokenTree::Punct(it) if it.as_char() == ':' && it.spacing() == Spacing::Joint => {
                is_half_path = true;
                continue;
            }
            TokenTree::Punct(it) => (it.as_char().to_string(), AtomKind::Punct(it.as_char())),
            TokenTree::Group(it) => (group(&it), AtomKind::Group),
        };
        atoms.push(Atom { text, kind });
    }
    atoms
}

/// `#[doc = " text"]` as `/// text`.
fn doc(hash: &TokenTree, group: Option<&TokenTree>) -> Option<String> {
    let (TokenTree::Punct(hash), Some(TokenTree::Group(group))) = (hash, group) else {
        return None;
    };
    let mut inner = group.stream().into_iter();
    let (Some(TokenTree::Ident(name)), Some(_), Some(TokenTree::Literal(text))) =
        (inner.next(), inner.next(), inner.next())
    else {
        return None;
    };
    let text: syn::LitStr = syn::parse2(TokenTree::Literal(text).into()).ok()?;
    let text = text.value();
    (hash.as_char() == '#' && name == "doc").then(|| format!("///{text}"))
}

fn group(it: &proc_macro2::Group) -> String {
    let inner = set(&atoms(it.stream())).join(" ");
    match it.delimiter() {
        Delimiter::Parenthesis => format!("({inner})"),
        Delimiter::Bracket => format!("[{inner}]"),
        Delimiter::Brace => format!("{{ {inner} }}"),
        Delimiter::None => inner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    fn rendered(tokens: TokenStream) -> String {
        render(&syn::parse2(tokens).unwrap())
    }

    #[test]
    fn short_invocations_take_one_line_unless_they_are_documented() {
        let setters = quote!(::rt::setters!(A, optional a: Secret<String>, plain b: ::rt::value::Date<::x::Y>););
        assert_eq!(
            rendered(setters),
            "::rt::setters!(A, optional a: Secret<String>, plain b: ::rt::value::Date<::x::Y>);\n"
        );
        let documented = quote!(::rt::setters!(A, #[doc = " What b is."] required b: i32, #[doc = ""] plain c: u8););
        assert_eq!(
            rendered(documented),
            "::rt::setters!(\n    A,\n    /// What b is.\n    required b: i32,\n    ///\n    plain c: u8\n);\n"
        );
        let client = quote!(#[cfg(any(feature = "a", feature = "b-c"))] rt::client!(A, B););
        assert_eq!(
            rendered(client),
            "#[cfg(any(feature = \"a\", feature = \"b-c\"))]\nrt::client!(A, B);\n"
        );
    }

    #[test]
    fn an_entry_of_a_list_is_a_line() {
        let cases = [
            (
                quote!(rt::record!(types::A, {
                    r#type: required(NS, "type").facets(&super::TEN),
                    b: wrapper(NS, "bs", &repeated(NS, "b").nillable()).occurs(1, 1),
                    c: choice::<types::orders::C>(),
                    rest: any(Wildcard::OneOf(&["", NS])),
                }, any_order);),
                concat!(
                    "rt::record!(types::A, {\n",
                    "    r#type: required(NS, \"type\").facets(&super::TEN),\n",
                    "    b: wrapper(NS, \"bs\", &repeated(NS, \"b\").nillable()).occurs(1, 1),\n",
                    "    c: choice::<types::orders::C>(),\n",
                    "    rest: any(Wildcard::OneOf(&[\"\", NS])),\n",
                    "}, any_order);\n",
                ),
            ),
            (
                quote!(rt::enumeration!(types::A, other Other, { Ok = "a, \" b", B = "c", });),
                "rt::enumeration!(types::A, other Other, {\n    Ok = \"a, \\\" b\",\n    B = \"c\",\n});\n",
            ),
            (
                quote!(rt::union!(types::A, other _, { Int in F, Date, });),
                "rt::union!(types::A, other _, {\n    Int in F,\n    Date,\n});\n",
            ),
            (
                quote!(#[cfg(feature = "a")] rt::family!(types::A, declared, other Other, { B: (NS, "B"), });),
                "#[cfg(feature = \"a\")]\nrt::family!(types::A, declared, other Other, {\n    B: (NS, \"B\"),\n});\n",
            ),
            (
                quote!(rt::record!(types::A, {});),
                "rt::record!(types::A, {});\n",
            ),
        ];
        for (tokens, expected) in cases {
            assert_eq!(rendered(tokens), expected);
        }
    }

    #[test]
    fn long_invocations_are_filled_and_pairs_stay_together() {
        let members = (0..40).map(|_| quote!(optional member: String));
        let text = rendered(quote!(::rt::setters!(A, #(#members),*);));
        assert!(text.lines().all(|it| it.len() <= WIDTH), "{text}");
        assert!(text.lines().all(|it| !it.ends_with("optional")), "{text}");
        let again = rendered(text.parse().unwrap());
        assert_eq!(text, again);
    }
}

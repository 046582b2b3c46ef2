//! Macro invocations: a list in braces takes a line for each entry; any other is set on one line where it fits, else filled,
//! with pairs kept together.
//!
//! In: an item like `record!(types::A, { email: required(NS, "email"), });`. Out: its text. An entry is never broken, so
//! that a change of one is a change of one line. prettyplease knows no grammar for these and sets them as prose.

use std::borrow::Borrow;
use std::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenTree};

use super::WIDTH;

/// What the joining rules look at in a token.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Word,
    Literal,
    /// `::`
    Path,
    /// `=>`
    Arrow,
    Punct(char),
    Group,
    /// A line of documentation.
    Doc,
}

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

/// The text of the item `trees`, with the line end; `None` for one that is no invocation.
pub(super) fn render(trees: &[TokenTree]) -> Option<String> {
    let [
        head @ ..,
        TokenTree::Punct(bang),
        TokenTree::Group(body),
        TokenTree::Punct(end),
    ] = trees
    else {
        return None;
    };
    let is_invocation =
        bang.as_char() == '!' && body.delimiter() == Delimiter::Parenthesis && end.as_char() == ';';
    if !is_invocation {
        return None;
    }
    let mut text = String::new();
    let mut head = head;
    while let [
        hash @ TokenTree::Punct(_),
        TokenTree::Group(attribute),
        path @ ..,
    ] = head
    {
        write!(text, "{hash}").expect("texts take all that is written");
        set_group(&mut text, attribute);
        text.push('\n');
        head = path;
    }
    let start = text.len();
    set(&mut text, head, "");
    text.push_str("!(");
    let body: Vec<TokenTree> = body.stream().into_iter().collect();
    match body.iter().position(is_list) {
        Some(at) => list(&mut text, &body, at),
        None => fill(&mut text, start, body),
    }
    text.push_str(");\n");
    Some(text)
}

fn is_list(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Writes `body` with a line for each entry of the list in braces `at` a place in it.
fn list(text: &mut String, body: &[TokenTree], at: usize) {
    set(text, &body[..at], " ");
    let TokenTree::Group(list) = &body[at] else {
        unreachable!("a list is a group");
    };
    text.push_str(" {");
    let entries: Vec<TokenTree> = list.stream().into_iter().collect();
    let is_comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(it) if it.as_char() == ',');
    for entry in entries.split(is_comma).filter(|entry| !entry.is_empty()) {
        if text.ends_with('{') {
            text.push('\n');
        }
        text.push_str("    ");
        set(text, entry, " ");
        text.push_str(",\n");
    }
    text.push('}');
    set(text, &body[at + 1..], " ");
}

/// Writes `body` on the line that begins at `start` where it fits, else as paragraphs below.
fn fill(text: &mut String, start: usize, body: Vec<TokenTree>) {
    let mut words = String::new();
    set(&mut words, body, "\n");
    let is_documented = words.split('\n').any(is_doc);
    let width = |text: &str| text.chars().count();
    if !is_documented && width(&text[start..]) + width(&words) + ");".len() <= WIDTH {
        text.push_str(&words.replace('\n', " "));
        return;
    }
    let mut used = WIDTH;
    for word in words.split('\n') {
        let length = width(word);
        if used + 1 + length > WIDTH || is_doc(word) {
            text.push_str("\n    ");
            used = 4;
        } else {
            text.push(' ');
            used += 1;
        }
        text.push_str(word);
        used += length;
        // Documentation has a line of its own, and then each entry has.
        if is_doc(word) || (is_documented && is_entry(word)) {
            used = WIDTH;
        }
    }
    text.push('\n');
}

/// Whether the word is a member with its type, not a name before the members.
fn is_entry(word: &str) -> bool {
    word.ends_with(',') && word.contains(' ')
}

fn is_doc(word: &str) -> bool {
    word.starts_with("///")
}

/// Writes `trees`, and `end` where a line may end: no token has one in it.
fn set<T: Borrow<TokenTree>>(text: &mut String, trees: impl IntoIterator<Item = T>, end: &str) {
    let mut left: Option<Kind> = None;
    let mut trees = trees.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let tree = tree.borrow();
        let doc = doc(tree, trees.peek().map(T::borrow));
        let kind = kind(tree, doc.is_some());
        let join = match left {
            Some(left) => join(left, kind),
            None => Join::Tight,
        };
        match join {
            Join::Tight => {}
            Join::Blank => text.push(' '),
            Join::Break => text.push_str(end),
        }
        match (doc, tree) {
            (Some(doc), _) => {
                text.push_str(&doc);
                trees.next();
            }
            (None, TokenTree::Group(group)) => set_group(text, group),
            (None, _) => {
                write!(text, "{tree}").expect("texts take all that is written");
                if let Kind::Path | Kind::Arrow = kind {
                    text.push(if kind == Kind::Path { ':' } else { '>' });
                    trees.next();
                }
            }
        }
        left = Some(kind);
    }
}

fn set_group(text: &mut String, group: &Group) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::None => ("", ""),
    };
    text.push_str(open);
    set(text, group.stream(), " ");
    text.push_str(close);
}

fn kind(tree: &TokenTree, is_doc: bool) -> Kind {
    let is_path = |punct: &Punct| punct.as_char() == ':' && punct.spacing() == Spacing::Joint;
    let is_arrow = |punct: &Punct| punct.as_char() == '=' && punct.spacing() == Spacing::Joint;
    match tree {
        _ if is_doc => Kind::Doc,
        TokenTree::Ident(_) => Kind::Word,
        TokenTree::Literal(_) => Kind::Literal,
        TokenTree::Punct(punct) if is_path(punct) => Kind::Path,
        TokenTree::Punct(punct) if is_arrow(punct) => Kind::Arrow,
        TokenTree::Punct(punct) => Kind::Punct(punct.as_char()),
        TokenTree::Group(_) => Kind::Group,
    }
}

fn join(left: Kind, right: Kind) -> Join {
    use Kind::{Arrow, Doc, Group, Literal, Path, Punct, Word};
    match (left, right) {
        // `1.` would be one token.
        (Doc, _) | (_, Doc) | (Literal, Punct('.')) => Join::Break,
        (Arrow, _) | (_, Arrow) => Join::Blank,
        (_, Punct(',' | ';' | ':' | '>' | '.')) | (Punct('<' | '&' | '-' | '.'), _) => Join::Tight,
        (_, Punct('<')) | (Punct('>'), Group) | (Path, _) | (Word | Punct('>'), Path) => {
            Join::Tight
        }
        (Punct(':' | '='), _) | (_, Punct('=')) => Join::Blank,
        (Word, Group) => Join::Tight,
        // The words of a setter stay together: `text try_price price: Decimal`.
        (Word, Word) => Join::Blank,
        (Word | Literal | Punct(_) | Group, Word | Literal | Path | Punct(_) | Group) => {
            Join::Break
        }
    }
}

/// `#[doc = " text"]` as `/// text`.
fn doc(hash: &TokenTree, group: Option<&TokenTree>) -> Option<String> {
    let (TokenTree::Punct(hash), Some(TokenTree::Group(group))) = (hash, group) else {
        return None;
    };
    if hash.as_char() != '#' {
        return None;
    }
    let mut inner = group.stream().into_iter();
    let (Some(TokenTree::Ident(name)), Some(_), Some(TokenTree::Literal(text))) =
        (inner.next(), inner.next(), inner.next())
    else {
        return None;
    };
    let text: syn::LitStr = syn::parse2(TokenTree::Literal(text).into()).ok()?;
    let text = text.value();
    (name == "doc").then(|| format!("///{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::TokenStream;
    use quote::quote;

    fn rendered(tokens: TokenStream) -> String {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        render(&trees).unwrap()
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
                quote!(rt::record!(types::A {
                    r#type: required(NS, "type").facets(&super::TEN),
                    b: wrapper(NS, "bs").occurs(1, 1) of repeated(NS, "b").nillable(),
                    c: choice::<types::orders::C>(),
                    rest: any(Wildcard::OneOf(&["", NS])),
                }, any_order);),
                concat!(
                    "rt::record!(types::A {\n",
                    "    r#type: required(NS, \"type\").facets(&super::TEN),\n",
                    "    b: wrapper(NS, \"bs\").occurs(1, 1) of repeated(NS, \"b\").nillable(),\n",
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
                quote!(rt::operation!(A: types::B => ::std::vec::Vec<C>, { operation("a", text()), }, fault D);),
                "rt::operation!(A: types::B => ::std::vec::Vec<C>, {\n    operation(\"a\", text()),\n}, fault D);\n",
            ),
            (
                quote!(rt::record!(types::A {});),
                "rt::record!(types::A {});\n",
            ),
        ];
        for (tokens, expected) in cases {
            assert_eq!(rendered(tokens), expected);
        }
    }

    /// What is lexed of two neighbours is decided by the two: so what holds for all pairs holds for all texts.
    #[test]
    fn no_join_makes_other_tokens_of_two() {
        let tokens =
            quote!(a r#type "s" 1 :: => < > & - . , ; = ! # 'a' (b) [b] { b } #[doc = " c"]);
        let mut one_each: Vec<Vec<TokenTree>> = Vec::new();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(tree) = tokens.next() {
            let is_doc = doc(&tree, tokens.peek()).is_some();
            let is_pair = is_doc || matches!(kind(&tree, false), Kind::Path | Kind::Arrow);
            one_each.push(
                [tree]
                    .into_iter()
                    .chain(tokens.next_if(|_| is_pair))
                    .collect(),
            );
        }
        let shown =
            |trees: &[TokenTree]| trees.iter().map(TokenTree::to_string).collect::<Vec<_>>();
        for left in &one_each {
            for right in &one_each {
                let pair: Vec<TokenTree> = left.iter().chain(right).cloned().collect();
                let mut text = String::new();
                set(&mut text, &pair, "\n");
                let read: TokenStream = text.parse().unwrap();
                let read: Vec<TokenTree> = read.into_iter().collect();
                assert_eq!(shown(&read), shown(&pair), "{text}");
            }
        }
    }

    #[test]
    fn long_invocations_are_filled_and_pairs_stay_together() {
        let members = (0..40).map(|_| quote!(list push_member member: String));
        let text = rendered(quote!(::rt::setters!(A, #(#members),*);));
        assert!(text.lines().all(|it| it.len() <= WIDTH), "{text}");
        assert!(text.lines().all(|line| !line.ends_with("list")), "{text}");
        let again = rendered(text.parse().unwrap());
        assert_eq!(text, again);
    }
}

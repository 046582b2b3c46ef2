//! Regular expressions of XSD, made from a grammar, against a second matcher: one that walks the expression and knows the
//! sets of places that a prefix can end at. And any text as a pattern.

use std::collections::BTreeSet;

use soap_runtime::value::pattern::{Translated, check_syntax, doubt};

/// The letters that texts and classes are made of; the pattern's own signs among them.
const LETTERS: &[char] = &[
    'a', 'b', 'c', 'Z', '0', '9', '_', '-', ' ', '\t', '\n', '.', '^', '$', '&', '~', '#', ':',
    'é', 'ß', '٣', '\u{2028}',
];

/// What the escapes of a pattern may weigh, in tens of ranges: most of the time goes into translating them.
const MOST: usize = 30;

#[derive(Debug)]
enum Expression {
    Set(Class),
    Sequence(Vec<Expression>),
    Either(Vec<Expression>),
    Repeat(Box<Expression>, usize, Option<usize>),
}

#[derive(Debug)]
struct Class {
    negated: bool,
    items: Vec<Item>,
    minus: Option<Box<Class>>,
}

#[derive(Debug)]
enum Item {
    One(char),
    Range(char, char),
    Escape(char),
}

/// Inputs to begin with: bytes that the grammar takes its choices from, and patterns as text after a 0.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = (1..24_u8)
        .map(|n| {
            (0..60)
                .map(|it: u8| it.wrapping_mul(n).wrapping_add(n))
                .collect()
        })
        .collect();
    for pattern in [
        "[a-z-[aeiou]]+",
        r"\p{Lu}\d{2,3}",
        r"(a|b)*c?",
        r"[\i-[:]][\c-[:]]*",
        r"\p{IsBasicLatin}",
        "a{0}",
    ] {
        seeds.push([&[0], pattern.as_bytes()].concat());
    }
    seeds
}

/// Tries what `data` stands for.
pub fn run(data: &[u8]) {
    if let Some((0, text)) = data.split_first() {
        return any_text(text);
    }
    let mut choices = Choices {
        bytes: data.iter().copied(),
        left: MOST,
    };
    let expression = choices.expression(3, 1);
    let pattern = expression.written();
    let patterns = Translated::new();
    // To translate a pattern takes longer than all of these.
    for _ in 0..16 {
        let n = choices.below(7);
        let text: Vec<char> = (0..n).map(|_| choices.letter()).collect();
        let places = expression.ends(&text, &BTreeSet::from([0]));
        let line: String = text.iter().collect();
        // A pattern that is refused matches everything. Asking for it first would translate each twice.
        assert_eq!(
            patterns.is_match(&pattern, &line),
            places.contains(&text.len()),
            "{pattern:?} {line:?}: {:?}",
            check_syntax(&pattern)
        );
    }
}

fn any_text(text: &[u8]) {
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let _ = doubt(text);
    if let Err(error) = check_syntax(text) {
        assert!(
            !error.is_empty() && !error.contains('\n') && error.len() < 4096 + text.len(),
            "{error:?}"
        );
    }
}

struct Choices<I> {
    bytes: I,
    left: usize,
}

impl<I: Iterator<Item = u8>> Choices<I> {
    fn below(&mut self, n: usize) -> usize {
        usize::from(self.bytes.next().unwrap_or(0)) % n
    }

    fn letter(&mut self) -> char {
        LETTERS[self.below(LETTERS.len())]
    }

    /// An expression of which there are so many copies when all repetitions are written out.
    fn expression(&mut self, depth: usize, copies: usize) -> Expression {
        match self.below(if depth == 0 { 2 } else { 6 }) {
            0 | 1 => Expression::Set(self.class(2, copies)),
            2 | 3 => Expression::Sequence(
                (0..self.below(4))
                    .map(|_| self.expression(depth - 1, copies))
                    .collect(),
            ),
            4 => Expression::Either(
                (0..=self.below(3))
                    .map(|_| self.expression(depth - 1, copies))
                    .collect(),
            ),
            _ => {
                let least = self.below(3);
                let most = match self.below(3) {
                    0 => None,
                    more => Some(least + more - 1),
                };
                let copies = copies * most.unwrap_or(least + 1).max(1);
                Expression::Repeat(Box::new(self.expression(depth - 1, copies)), least, most)
            }
        }
    }

    fn escape(&mut self, copies: usize) -> Item {
        let (escape, ranges) = [('d', 6), ('s', 1), ('i', 2), ('c', 2), ('w', 20)][self.below(5)];
        let escape = if self.below(2) == 0 {
            escape
        } else {
            escape.to_ascii_uppercase()
        };
        match self.left.checked_sub(ranges * copies) {
            Some(left) => {
                self.left = left;
                Item::Escape(escape)
            }
            None => Item::One('a'),
        }
    }

    fn class(&mut self, depth: usize, copies: usize) -> Class {
        let negated = self.below(4) == 0;
        let items = (0..=self.below(3)).map(|_| match self.below(6) {
            0..=2 => Item::One(self.letter()),
            3 => {
                let (a, b) = (self.letter(), self.letter());
                Item::Range(a.min(b), a.max(b))
            }
            _ => self.escape(copies),
        });
        let items = items.collect();
        let minus =
            (depth > 0 && self.below(5) == 0).then(|| Box::new(self.class(depth - 1, copies)));
        Class {
            negated,
            items,
            minus,
        }
    }
}

impl Expression {
    /// Appendix F of XSD 1.0 part 2.
    fn written(&self) -> String {
        match self {
            Self::Set(class) => match &class.items[..] {
                [Item::One(letter)] if !class.negated && class.minus.is_none() => match letter {
                    '.' => r"\.".to_owned(),
                    // The only signs among the letters that an escape may stand for, outside of a class.
                    letter => letter.to_string(),
                },
                [Item::Escape(letter)] if !class.negated && class.minus.is_none() => {
                    format!("\\{letter}")
                }
                _ => class.written(),
            },
            Self::Sequence(all) => all.iter().map(|it| format!("({})", it.written())).collect(),
            Self::Either(all) => {
                let all: Vec<String> = all.iter().map(Self::written).collect();
                format!("({})", all.join("|"))
            }
            Self::Repeat(inner, least, most) => {
                let inner = inner.written();
                match (least, most) {
                    (0, Some(1)) => format!("({inner})?"),
                    (0, None) => format!("({inner})*"),
                    (1, None) => format!("({inner})+"),
                    (least, None) => format!("({inner}){{{least},}}"),
                    (least, Some(most)) if least == most => format!("({inner}){{{least}}}"),
                    (least, Some(most)) => format!("({inner}){{{least},{most}}}"),
                }
            }
        }
    }

    /// Where a match that starts at one of `starts` can end.
    fn ends(&self, text: &[char], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
        match self {
            Self::Set(class) => starts
                .iter()
                .filter(|&&at| at < text.len() && class.holds(text[at]))
                .map(|at| at + 1)
                .collect(),
            Self::Sequence(all) => all
                .iter()
                .fold(starts.clone(), |places, it| it.ends(text, &places)),
            Self::Either(all) => all.iter().flat_map(|it| it.ends(text, starts)).collect(),
            Self::Repeat(inner, least, most) => {
                let mut places = starts.clone();
                for _ in 0..*least {
                    places = inner.ends(text, &places);
                }
                let mut all = places.clone();
                // More rounds than letters add nothing.
                for _ in *least..most.unwrap_or(least + text.len() + 1) {
                    places = inner.ends(text, &places);
                    all.extend(&places);
                }
                all
            }
        }
    }
}

impl Class {
    fn written(&self) -> String {
        let escaped = |letter: &char| match letter {
            '-' | '^' | '.' => format!("\\{letter}"),
            letter => letter.to_string(),
        };
        let items: String = self
            .items
            .iter()
            .map(|item| match item {
                Item::One(letter) => escaped(letter),
                Item::Range(first, last) => format!("{}-{}", escaped(first), escaped(last)),
                Item::Escape(letter) => format!("\\{letter}"),
            })
            .collect();
        let not = if self.negated { "^" } else { "" };
        let minus = self
            .minus
            .as_ref()
            .map_or(String::new(), |it| format!("-{}", it.written()));
        format!("[{not}{items}{minus}]")
    }

    fn holds(&self, letter: char) -> bool {
        let is_in = self.items.iter().any(|item| match item {
            Item::One(one) => *one == letter,
            Item::Range(first, last) => (*first..=*last).contains(&letter),
            Item::Escape(escape) => is_escape(*escape, letter),
        });
        is_in != self.negated && !self.minus.as_ref().is_some_and(|it| it.holds(letter))
    }
}

/// What the escapes say of [`LETTERS`].
fn is_escape(escape: char, letter: char) -> bool {
    let positive = match escape.to_ascii_lowercase() {
        'd' => ['0', '9', '٣'].contains(&letter),
        's' => [' ', '\t', '\n'].contains(&letter),
        // XML 1.0 §2.3, in its fifth edition: in the first four a digit of Unicode is not the first character of a name.
        'i' => ['a', 'b', 'c', 'Z', '_', ':', 'é', 'ß', '٣'].contains(&letter),
        'c' => [
            'a', 'b', 'c', 'Z', '_', ':', 'é', 'ß', '٣', '0', '9', '-', '.',
        ]
        .contains(&letter),
        // All but punctuation, separators and others.
        _ => !['_', '-', ' ', '\t', '\n', '.', '&', '#', ':', '\u{2028}'].contains(&letter),
    };
    positive == escape.is_ascii_lowercase()
}

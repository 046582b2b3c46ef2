//! A text that a schema's pattern matches, for the patterns that people write; XSD 1.0 part 2, appendix F.
//!
//! Not a regular expression engine: what it does not know gives a text that may not match, which the reader then says.

/// How deep groups may stand in groups.
const MAX_DEPTH: usize = 20;
/// How often something is repeated at most.
const MAX_TIMES: usize = 200;

/// A text for `pattern`, of at least `least` characters if a `*` or `+` lets it grow.
pub(super) fn example(pattern: &str, least: usize) -> String {
    let chars: Vec<char> = pattern.chars().collect();
    let mut res = String::new();
    for times in 1..=MAX_TIMES {
        let mut parser = Parser {
            chars: &chars,
            at: 0,
            times,
        };
        res = parser.alternatives(0);
        if res.chars().count() >= least {
            break;
        }
    }
    res
}

struct Parser<'a> {
    chars: &'a [char],
    at: usize,
    /// How often what may be repeated without end is.
    times: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let it = self.peek()?;
        self.at += 1;
        Some(it)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// The first alternative that is not empty.
    fn alternatives(&mut self, depth: usize) -> String {
        let mut res = self.sequence(depth);
        while self.eat('|') {
            let other = self.sequence(depth);
            if res.is_empty() {
                res = other;
            }
        }
        res
    }

    fn sequence(&mut self, depth: usize) -> String {
        let mut res = String::new();
        while let Some(it) = self.peek() {
            if it == '|' || it == ')' {
                break;
            }
            let atom = self.atom(depth);
            let n = self.quantifier();
            res.push_str(&atom.repeat(n));
        }
        res
    }

    fn atom(&mut self, depth: usize) -> String {
        match self.next() {
            Some('(') if depth < MAX_DEPTH => {
                let inner = self.alternatives(depth + 1);
                self.eat(')');
                inner
            }
            Some('[') => self.class().to_string(),
            Some('.') => "a".to_owned(),
            Some('\\') => self.escape().to_string(),
            Some(it) => it.to_string(),
            None => String::new(),
        }
    }

    fn quantifier(&mut self) -> usize {
        match self.peek() {
            Some('?') => {
                self.at += 1;
                1
            }
            Some('*' | '+') => {
                self.at += 1;
                self.times
            }
            Some('{') => {
                self.at += 1;
                let mut bounds = String::new();
                while let Some(it) = self.next().filter(|it| *it != '}') {
                    bounds.push(it);
                }
                let (least, most) = bounds.split_once(',').unwrap_or((&bounds, &bounds));
                let least: usize = least.parse().unwrap_or(0);
                let most: usize = most.parse().unwrap_or(MAX_TIMES);
                // A surrounding group may need it to be there at all.
                least
                    .max(self.times.min(most))
                    .min(MAX_TIMES.max(least.min(5_000)))
            }
            _ => 1,
        }
    }

    /// One character of a class, after its `[`.
    fn class(&mut self) -> char {
        let negated = self.eat('^');
        let mut ranges: Vec<(char, char)> = Vec::new();
        while let Some(it) = self.next() {
            match it {
                ']' => break,
                // A subtracted class; its characters are not the first of a range in practice.
                '-' if self.peek() == Some('[') => {
                    self.at += 1;
                    self.class();
                }
                it => {
                    let from = if it == '\\' { self.escape() } else { it };
                    let is_range = self.peek() == Some('-')
                        && self
                            .chars
                            .get(self.at + 1)
                            .is_some_and(|it| *it != ']' && *it != '[');
                    let to = if is_range {
                        self.at += 1;
                        match self.next() {
                            Some('\\') => self.escape(),
                            it => it.unwrap_or(from),
                        }
                    } else {
                        from
                    };
                    ranges.push((from, to));
                }
            }
        }
        if !negated {
            // A visible one, if there is any.
            let visible = ranges
                .iter()
                .find(|it| !it.0.is_whitespace() && !it.0.is_control());
            return visible
                .or(ranges.first())
                .map_or('a', |it| if it.0 == '\u{1}' { 'a' } else { it.0 });
        }
        let free = "aA1-_.b2 zZ".chars();
        let is_free = |it: &char| !ranges.iter().any(|(from, to)| (from..=to).contains(&it));
        free.into_iter().find(is_free).unwrap_or('~')
    }

    /// A character for an escape, after its `\`.
    fn escape(&mut self) -> char {
        match self.next() {
            Some('d') => '1',
            Some('w' | 'i' | 'c' | 'S' | 'D') => 'a',
            Some('W') => '-',
            Some('s') => ' ',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(kind @ ('p' | 'P')) => {
                let mut name = String::new();
                if self.eat('{') {
                    while let Some(it) = self.next().filter(|it| *it != '}') {
                        name.push(it);
                    }
                }
                match (kind, name.as_str()) {
                    ('p', "Lu") => 'A',
                    ('p', it) if it.starts_with('N') => '1',
                    ('p', it) if it.starts_with('P') => '-',
                    ('p', it) if it.starts_with('Z') => ' ',
                    ('P', it) if it.starts_with('L') => '1',
                    _ => 'a',
                }
            }
            Some(it) => it,
            None => 'a',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_match() {
        let table = [
            ("[A-Z]{2}\\d{3,5}", 0, "AA111"),
            ("(a|b)+", 3, "aaa"),
            ("\\p{Lu}[^a-z]?", 0, "AA"),
            ("|x", 0, "x"),
            ("", 0, ""),
            ("[\\w\\-]*@.+", 0, "a@a"),
        ];
        for (pattern, least, expected) in table {
            assert_eq!(example(pattern, least), expected, "{pattern}");
        }
    }
}

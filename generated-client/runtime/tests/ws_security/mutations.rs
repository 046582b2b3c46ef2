//! Ten thousand seeded mutations of signed messages: each is refused, or read as what was signed.

use std::time::Duration;

use soap_runtime::SoapVersion;
use soap_runtime::ws_security::{KeyReference, Part, Security};

use crate::keys::keys;
use crate::signing::{order, pinned, received, sent};

/// Numbers that are the same on every machine: xorshift64*.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % below.max(1)
    }
}

/// What forgers put in.
const PIECES: [&str; 14] = [
    "<soap:Body>",
    "</soap:Body>",
    "<!---->",
    "<![CDATA[",
    "]]>",
    "evil",
    " xmlns=\"urn:evil\"",
    " Id=\"x\"",
    "#",
    "&amp;",
    "<article>evil</article>",
    "\"",
    "A",
    "<x/>",
];

fn mutated(text: &str, numbers: &mut Numbers) -> String {
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let mut place = || floor(numbers.next(text.len()));
    let (a, b) = (place(), place());
    let (a, b) = (a.min(b), a.max(b));
    let short = floor(b.min(a + 1 + numbers.next(40)));
    let (head, middle, tail) = (&text[..a], &text[a..short], &text[short..]);
    let piece = PIECES[numbers.next(PIECES.len())];
    match numbers.next(7) {
        // Leaves out, doubles, puts in, replaces; swaps two places; moves an element; changes one letter.
        0 => format!("{head}{tail}"),
        1 => format!("{head}{middle}{middle}{tail}"),
        2 => format!("{head}{piece}{middle}{tail}"),
        3 => format!("{head}{piece}{tail}"),
        4 => {
            let end = floor((b + 8).min(text.len())).max(b);
            let (b, end) = (b.max(short), end.max(short));
            format!(
                "{head}{}{}{middle}{}",
                &text[b..end],
                &text[short..b],
                &text[end..]
            )
        }
        5 => {
            let start = text[..a].rfind('<').unwrap_or(0);
            let end = text[a..].find('>').map_or(text.len(), |it| a + it + 1);
            let target = text[..b].rfind('>').map_or(end, |it| it + 1).max(end);
            format!(
                "{}{}{}{}",
                &text[..start],
                &text[end..target],
                &text[start..end],
                &text[target..]
            )
        }
        _ => {
            let mut chars: Vec<char> = text.chars().collect();
            let at = numbers.next(chars.len());
            let letters: Vec<char> = "aA0=/+#\"'<> &:;x".chars().collect();
            chars[at] = letters[numbers.next(letters.len())];
            chars.into_iter().collect()
        }
    }
}

fn check(sender: &Security, seed: u64, n: usize) {
    let to = Part::Header {
        namespace: "http://www.w3.org/2005/08/addressing",
        local: "To",
    };
    let text = sent(sender, SoapVersion::V12);
    let demanding = || {
        pinned(&keys().client)
            .with_identity(keys().service.identity())
            .with_demanded(to)
            .with_demanded_timestamp()
    };
    assert_eq!(received(&text, &demanding()).unwrap().body, order());
    let mut numbers = Numbers(seed);
    let mut n_refused = 0;
    for _ in 0..n {
        let changed = mutated(&text, &mut numbers);
        match received(&changed, &demanding()) {
            Err(_) => n_refused += 1,
            Ok(incoming) => assert_eq!(incoming.body, order(), "{changed}"),
        }
    }
    // Some change nothing, or what no signature has to cover.
    assert!(n_refused * 4 > n * 3, "{n_refused} of {n}");
}

#[test]
fn ten_thousand_mutations_are_refused_or_read_as_what_was_signed() {
    let to = Part::Header {
        namespace: "http://www.w3.org/2005/08/addressing",
        local: "To",
    };
    let signed = Security::new()
        .with_identity(keys().client.identity())
        .with_key_reference(KeyReference::Thumbprint)
        .with_timestamp(Duration::from_secs(600))
        .with_signed(Part::Body)
        .with_signed(to);
    let encrypted = signed
        .clone()
        .with_recipient(keys().service.certificate())
        .with_encrypted(Part::Body)
        .with_encrypted(to);
    std::thread::scope(|scope| {
        scope.spawn(|| check(&signed, 0x5EED_0001, 7_000));
        scope.spawn(|| check(&encrypted, 0x5EED_0002, 3_000));
    });
}

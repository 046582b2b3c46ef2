//! Words in messages: enumerations whose variants are a word each, and numbers with what they count.
//!
//! In: variants and words. Out: an enumeration by `words!`, or a text.

/// `n` of `plural`.
pub fn counted(n: usize, plural: &str) -> String {
    let one = match plural {
        "aliases" => "alias",
        "families" => "family",
        _ => plural.strip_suffix('s').unwrap_or(plural),
    };
    format!("{n} {}", if n == 1 { one } else { plural })
}

/// An enumeration with a word for each variant: `ALL` lists the variants, `named` finds one, `as_str` and `Display` give its word.
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$doc:meta])* $variant:ident = $word:literal,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
        $vis enum $name {
            $($(#[$doc])* #[doc = concat!("\n\nIn a word: `", $word, "`.")] $variant,)+
        }

        impl $name {
            /// All of them, in order.
            $vis const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The word for it.
            $vis const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one that `word` is the word for.
            $vis fn named(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|it| it.as_str() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub(crate) use words;

//! [`Machine`]: says whether all of a text matches a pattern, and counts what that takes.
//!
//! In: an expression in the syntax of `regex-automata`, then texts. Where the next byte always says where in the expression
//! a text has come to, the crate's machine of one pass follows it, in a step a byte. Elsewhere the machine walks all places
//! that a text may have come to, with a step for each. None of the crate's own machines for that can be stopped.

use std::error::Error;

use regex_automata::dfa::onepass;
use regex_automata::nfa::thompson::{BuildError, Compiler, Config, NFA, State, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::util::primitives::StateID;

use crate::value::Scope;

/// Bytes that an expression may take, and those that its machine of one pass may.
const MAX_BYTES: usize = 10 << 20;
const MAX_ONE_PASS_BYTES: usize = 1 << 20;

/// Steps that are counted together.
const COUNTED: usize = 4096;

/// A pattern that texts can be matched with.
#[derive(Debug)]
pub(super) enum Machine {
    OnePass(Box<onepass::DFA>),
    Places(Box<Places>),
}

impl Machine {
    /// A machine of `pattern`, to which the whole of a text is matched.
    pub(super) fn new(pattern: &str) -> Result<Self, String> {
        let config = Config::new()
            .utf8(false)
            .which_captures(WhichCaptures::None)
            .nfa_size_limit(Some(MAX_BYTES));
        let anchored = format!(r"\A(?:{pattern})\z");
        let built = Compiler::new().configure(config).build(&anchored);
        let nfa = built.map_err(|error| refused(&error))?;
        let config = onepass::Config::new().size_limit(Some(MAX_ONE_PASS_BYTES));
        let one_pass = onepass::Builder::new()
            .configure(config)
            .build_from_nfa(nfa.clone());
        Ok(match one_pass {
            Ok(one_pass) => Self::OnePass(Box::new(one_pass)),
            Err(_) => Self::Places(Box::new(Places {
                nfa,
                walks: Pool::new(Walk::default),
            })),
        })
    }

    /// Whether all of `text` matches; false too where `scope` allows no more steps.
    pub(super) fn is_match(&self, text: &str, scope: &dyn Scope) -> bool {
        match self {
            Self::OnePass(dfa) => {
                // Without groups it holds nothing.
                let mut cache = dfa.create_cache();
                scope.take_steps(text.len() + 1) && dfa.is_match(&mut cache, text)
            }
            Self::Places(places) => {
                let mut walk = places.walks.get();
                walk.reaches_end(&places.nfa, text.as_bytes(), scope)
            }
        }
    }
}

/// Why the crate takes no such pattern, in one line.
fn refused(error: &BuildError) -> String {
    if error.size_limit().is_some() {
        return String::from("the pattern is too large");
    }
    let text = match error.source() {
        Some(source) => source.to_string(),
        None => error.to_string(),
    };
    // The messages of the crate span lines; the last says what is wrong.
    text.lines().last().unwrap_or_default().to_owned()
}

/// An expression of which a text may have come to many places.
#[derive(Debug)]
pub(super) struct Places {
    nfa: NFA,
    /// Used again, since they are as large as the expression.
    walks: Pool<Walk, fn() -> Walk>,
}

/// A walk through an expression.
#[derive(Debug, Default)]
struct Walk {
    /// Where the text so far may have come to.
    next: Vec<StateID>,
    /// Empty memory for the places after one byte more.
    spare: Vec<StateID>,
    /// Those that are still to be followed to where they lead without a byte.
    open: Vec<StateID>,
    /// For each place the round in which it was come to last.
    seen: Vec<u64>,
    /// Counts bytes, over all texts.
    round: u64,
}

impl Walk {
    fn reaches_end(&mut self, nfa: &NFA, text: &[u8], scope: &dyn Scope) -> bool {
        self.seen.resize(nfa.states().len(), 0);
        self.next.clear();
        self.round += 1;
        let mut n_steps = self.come_to(nfa, nfa.start_anchored(), (text, 0));
        for (at, byte) in text.iter().enumerate() {
            if self.next.is_empty() {
                break;
            }
            if n_steps >= COUNTED {
                if !scope.take_steps(n_steps) {
                    return false;
                }
                n_steps = 0;
            }
            let mut now = std::mem::replace(&mut self.next, std::mem::take(&mut self.spare));
            self.round += 1;
            n_steps += now.len();
            for place in &now {
                let next = match nfa.state(*place) {
                    State::ByteRange { trans } => trans.matches_byte(*byte).then_some(trans.next),
                    State::Sparse(transitions) => transitions.matches_byte(*byte),
                    State::Dense(transitions) => transitions.matches_byte(*byte),
                    // The end of the expression, and what `come_to` keeps none of.
                    _ => None,
                };
                if let Some(next) = next {
                    n_steps += self.come_to(nfa, next, (text, at + 1));
                }
            }
            now.clear();
            self.spare = now;
        }
        let is_end = |place: &StateID| matches!(nfa.state(*place), State::Match { .. });
        scope.take_steps(n_steps) && self.next.iter().any(is_end)
    }

    /// Adds `place`, or where it leads without a byte. The steps that this took.
    fn come_to(&mut self, nfa: &NFA, place: StateID, (text, at): (&[u8], usize)) -> usize {
        let mut n_steps = 0;
        self.open.push(place);
        while let Some(place) = self.open.pop() {
            n_steps += 1;
            if std::mem::replace(&mut self.seen[place], self.round) == self.round {
                continue;
            }
            match nfa.state(place) {
                State::Union { alternates } => self.open.extend(alternates.iter().copied()),
                State::BinaryUnion { alt1, alt2 } => self.open.extend([*alt1, *alt2]),
                State::Capture { next, .. } => self.open.push(*next),
                State::Look { look, next } => {
                    if nfa.look_matcher().matches(*look, text, at) {
                        self.open.push(*next);
                    }
                }
                State::Fail => {}
                State::ByteRange { .. }
                | State::Sparse(_)
                | State::Dense(_)
                | State::Match { .. } => self.next.push(place),
            }
        }
        n_steps
    }
}

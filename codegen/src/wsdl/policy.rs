//! Policies: what WSDL documents attach to their elements, and the alternatives that these come to.
//!
//! In: expressions as written; WS-Policy 1.5 §4. Out: a few alternatives of the normal form, those that cost least first. Does
//! not know what assertions mean: whoever asks says what each of them costs.
//!
//! The normal form of a contract can be larger than any machine. The alternatives of a conjunction are the combinations of
//! those of its parts (§4.3.3), and their cost is a sum, so the few cheapest are made of the few cheapest of each part.

use crate::names::QName;
use crate::source::span::Span;

/// The most alternatives that are told apart.
const MAX_ALTERNATIVES: usize = 4;
/// The most levels of operators, nested policies and references together.
const MAX_DEPTH: usize = 400;
/// The most expressions that are looked at for one element: references can repeat what they refer to without end.
const MAX_STEPS: usize = 1_000;
/// The cost of what cannot be had: a choice without alternatives, a policy that is not there.
const IMPOSSIBLE: u64 = 1 << 32;

/// A policy expression; WS-Policy 1.5 §4.
#[derive(Clone, Debug)]
pub enum Expression {
    /// `wsp:Policy` or `wsp:All`.
    All(Vec<Expression>, Span),
    /// `wsp:ExactlyOne`; without alternatives nothing satisfies it.
    ExactlyOne(Vec<Expression>, Span),
    /// `wsp:PolicyReference`, or an item of `wsp:PolicyURIs`.
    Reference(String, Span),
    /// Any other element.
    Assertion(Assertion),
}

/// A policy assertion; WS-Policy 1.5 §3.1.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// The name of its element.
    pub name: QName,
    /// Whether there is an alternative without it, or it asks nothing of a client: `wsp:Optional`, `wsp:Ignorable`.
    pub optional: bool,
    /// Its attributes but those of WS-Policy.
    pub attributes: Vec<(QName, String)>,
    /// Its text, trimmed.
    pub text: String,
    /// Its parameters: elements other than policies.
    pub parameters: Vec<Assertion>,
    /// The policy nested in it.
    pub nested: Vec<Expression>,
    /// Its element.
    pub span: Span,
}

/// A policy that can be referred to.
#[derive(Clone, Debug)]
pub struct PolicyDecl {
    /// The path of its document in the capture.
    pub document: String,
    /// `wsu:Id` or `xml:id`.
    pub id: Option<String>,
    /// `Name`, an absolute IRI.
    pub name: Option<String>,
    /// What it says.
    pub expression: Expression,
    /// Its element.
    pub span: Span,
}

/// An assertion of an alternative.
#[derive(Clone, Debug)]
pub struct Taken<'m> {
    /// The assertion.
    pub assertion: &'m Assertion,
    /// Those of its nested policy.
    pub nested: Vec<Taken<'m>>,
    /// Which of the attached policies it is of.
    pub source: usize,
}

impl<'m> Taken<'m> {
    /// The nested assertion of this local name.
    pub fn nested(&self, local: &str) -> Option<&Taken<'m>> {
        (self.nested.iter()).find(|it| it.assertion.name.local == local)
    }
}

/// One of the conjunctions that satisfy a policy.
#[derive(Clone, Debug, Default)]
pub struct Alternative<'m> {
    /// The assertions, in document order.
    pub assertions: Vec<Taken<'m>>,
    /// What is wrong with it.
    pub problems: Vec<(Span, String)>,
    cost: u64,
}

/// The alternatives of all `attached` policies together, which may refer to `policies`, that cost least by `cost`, cheapest first, never none; and how many
/// expressions were looked at.
pub fn alternatives<'m>(
    policies: &'m [PolicyDecl],
    attached: &[&'m Expression],
    cost: fn(&Assertion) -> u64,
) -> (Vec<Alternative<'m>>, usize) {
    let mut ctx = Choosing {
        policies,
        cost,
        n_steps: 0,
    };
    let mut res = vec![Alternative::default()];
    for (source, expression) in attached.iter().enumerate() {
        let at = At {
            source,
            span: expression.span(),
            depth: 0,
        };
        res = combine(res, &ctx.of(expression, at));
    }
    (res, ctx.n_steps)
}

impl Expression {
    /// Its element.
    pub fn span(&self) -> Span {
        match self {
            Self::All(_, span) | Self::ExactlyOne(_, span) | Self::Reference(_, span) => *span,
            Self::Assertion(it) => it.span,
        }
    }
}

impl Alternative<'_> {
    fn impossible(span: Span, message: String) -> Self {
        Self {
            assertions: Vec::new(),
            problems: vec![(span, message)],
            cost: IMPOSSIBLE,
        }
    }
}

struct Choosing<'m> {
    policies: &'m [PolicyDecl],
    cost: fn(&Assertion) -> u64,
    n_steps: usize,
}

/// Where an expression stands.
#[derive(Clone, Copy)]
struct At {
    source: usize,
    /// Where it is attached.
    span: Span,
    depth: usize,
}

impl At {
    fn deeper(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }
}

impl<'m> Choosing<'m> {
    /// The cheapest alternatives of `expression`. Recurses once per level, of which there are [`MAX_DEPTH`].
    fn of(&mut self, expression: &'m Expression, at: At) -> Vec<Alternative<'m>> {
        self.n_steps += 1;
        if at.depth > MAX_DEPTH || self.n_steps > MAX_STEPS {
            let message = "a policy is too large, nested too deeply, or refers to itself; not all of it is read";
            return vec![Alternative::impossible(at.span, message.to_owned())];
        }
        match expression {
            Expression::All(list, _) => self.all(list, at),
            Expression::ExactlyOne(list, span) => {
                let mut res = Vec::new();
                for it in list {
                    res.extend(self.of(it, at.deeper()));
                }
                if res.is_empty() {
                    let message =
                        "a policy has a choice without alternatives, which nothing satisfies";
                    res.push(Alternative::impossible(*span, message.to_owned()));
                }
                cheapest(res)
            }
            Expression::Reference(uri, span) => match find(self.policies, uri, *span) {
                Some(it) => self.of(&it.expression, at.deeper()),
                None => {
                    let message =
                        format!("policy `{uri}` is not in the capture; what it asks is not known");
                    vec![Alternative::impossible(*span, message)]
                }
            },
            Expression::Assertion(it) => {
                let mut res = Vec::new();
                // WS-Policy 1.5 §4.3.1: there is an alternative without it.
                if it.optional {
                    res.push(Alternative::default());
                }
                res.extend(self.all(&it.nested, at).into_iter().map(|nested| {
                    let taken = Taken {
                        assertion: it,
                        nested: nested.assertions,
                        source: at.source,
                    };
                    Alternative {
                        assertions: vec![taken],
                        problems: nested.problems,
                        cost: (self.cost)(it).saturating_add(nested.cost),
                    }
                }));
                cheapest(res)
            }
        }
    }

    fn all(&mut self, list: &'m [Expression], at: At) -> Vec<Alternative<'m>> {
        let mut res = vec![Alternative::default()];
        for it in list {
            res = combine(res, &self.of(it, at.deeper()));
        }
        res
    }
}

/// Each of `left` with each of `right`.
fn combine<'m>(left: Vec<Alternative<'m>>, right: &[Alternative<'m>]) -> Vec<Alternative<'m>> {
    let add = |mut left: Alternative<'m>, right: &Alternative<'m>| {
        left.assertions.extend_from_slice(&right.assertions);
        left.problems.extend_from_slice(&right.problems);
        // One word on a policy without end is enough.
        left.problems.dedup();
        left.cost = left.cost.saturating_add(right.cost);
        left
    };
    match right {
        [only] => left.into_iter().map(|it| add(it, only)).collect(),
        right => {
            let pairs = (left.iter()).flat_map(|it| right.iter().map(move |other| (it, other)));
            cheapest(pairs.map(|(it, other)| add(it.clone(), other)).collect())
        }
    }
}

fn cheapest(mut all: Vec<Alternative<'_>>) -> Vec<Alternative<'_>> {
    all.sort_by_key(|it| it.cost);
    all.truncate(MAX_ALTERNATIVES);
    all
}

/// The policy that `uri` in a document means: one of that document, of another that was captured, or one by its name.
///
/// WS-PolicyAttachment 1.5 §3.4, WS-Policy 1.5 §4.2.
fn find<'m>(policies: &'m [PolicyDecl], uri: &str, at: Span) -> Option<&'m PolicyDecl> {
    let (location, id) = match uri.split_once('#') {
        Some((location, id)) => (location, Some(id)),
        None => (uri, None),
    };
    let has_id = |it: &&PolicyDecl| id.is_some() && it.id.as_deref() == id;
    let file_name = |it: &str| it.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let is_there = |it: &&PolicyDecl| match location {
        "" => it.span.file == at.file,
        _ => file_name(&it.document) == file_name(location),
    };
    let named = policies.iter().find(|it| it.name.as_deref() == Some(uri));
    let local = || policies.iter().filter(has_id).find(is_there);
    // A document that is one policy is referred to as a whole.
    let whole = || policies.iter().find(|it| id.is_none() && is_there(it));
    // An import may have brought the policies in, whatever location it went by.
    let anywhere = || policies.iter().find(has_id);
    named.or_else(local).or_else(whole).or_else(anywhere)
}

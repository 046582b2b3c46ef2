//! Which mutants a file has, and the file with all of them in it, each behind a switch.
//!
//! In: the text of a Rust file. Out: the text whose expressions ask `crate::__mutant::is(N)` whether they are to be wrong.
//! So all mutants are compiled once. Macros, constants, constant functions and tests are left as they are.

use std::ops::Range;

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Block, Expr, Pat, ReturnType, Signature, Type, UnOp};

/// One change of one place.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Line, 1-based.
    pub line: usize,
    /// The function that it is in.
    pub function: String,
    /// What is changed into what.
    pub change: String,
    /// The line's text.
    pub text: String,
}

/// A place that has mutants.
#[derive(Debug)]
struct Site {
    range: Range<usize>,
    form: Form,
    mutants: Vec<(Mutant, String)>,
}

/// How a mutant takes the place of what is there.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    /// Another expression instead.
    Instead,
    /// A statement before it.
    Before,
    /// The guard of an arm: true, or false.
    Guard,
    /// No guard yet: false.
    NoGuard,
}

/// The mutants of one file, in the order of their places.
#[derive(Debug)]
pub struct Sites<'t> {
    text: &'t str,
    sites: Vec<Site>,
}

/// A mutant in the text with switches.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Which.
    pub mutant: Mutant,
    /// Where it stands; an error of the compiler here is its own.
    pub range: Range<usize>,
    /// Where all that its place became stands.
    pub site: Range<usize>,
}

impl<'t> Sites<'t> {
    /// Those of `text`.
    pub fn find(text: &'t str) -> syn::Result<Self> {
        let file = syn::parse_file(text)?;
        let mut finder = Finder {
            text,
            function: String::new(),
            sites: Vec::new(),
        };
        finder.visit_file(&file);
        let mut sites = finder.sites;
        // What holds another comes first.
        sites.sort_by_key(|site| (site.range.start, usize::MAX - site.range.end));
        Ok(Self { text, sites })
    }

    /// The text with switches; `number` gives each mutant its own, or `None` where it is left out.
    pub fn write(
        &self,
        number: &mut dyn FnMut(&Mutant) -> Option<usize>,
    ) -> (String, Vec<(usize, Placed)>) {
        let mut writer = Writer {
            text: self.text,
            out: String::new(),
            placed: Vec::new(),
        };
        let mut left = &self.sites[..];
        writer.region(0..self.text.len(), &mut left, number);
        (writer.out, writer.placed)
    }
}

struct Writer<'t> {
    text: &'t str,
    out: String,
    placed: Vec<(usize, Placed)>,
}

impl<'t> Writer<'t> {
    fn region(
        &mut self,
        range: Range<usize>,
        left: &mut &[Site],
        number: &mut dyn FnMut(&Mutant) -> Option<usize>,
    ) {
        let mut at = range.start;
        while let Some((site, rest)) = left.split_first() {
            if site.range.start >= range.end {
                break;
            }
            *left = rest;
            self.out.push_str(&self.text[at..site.range.start]);
            self.site(site, left, number);
            at = site.range.end;
        }
        self.out.push_str(&self.text[at..range.end]);
    }

    fn site(
        &mut self,
        site: &Site,
        left: &mut &[Site],
        number: &mut dyn FnMut(&Mutant) -> Option<usize>,
    ) {
        let chosen: Vec<(usize, &(Mutant, String))> = site
            .mutants
            .iter()
            .filter_map(|mutant| number(&mutant.0).map(|number| (number, mutant)))
            .collect();
        let is = |number: usize| format!("crate::__mutant::is({number})");
        let (start, first) = (self.out.len(), self.placed.len());
        let n_chosen = chosen.len();
        match site.form {
            Form::Before => {
                for (number, (mutant, text)) in chosen {
                    self.out.push_str(&format!("if {} {{ ", is(number)));
                    self.place(number, mutant, text);
                    self.out.push_str(" } ");
                }
            }
            Form::Instead if chosen.is_empty() => self.region(site.range.clone(), left, number),
            Form::Instead => {
                self.out.push('(');
                for (number, (mutant, text)) in chosen {
                    self.out.push_str(&format!("if {} {{ ", is(number)));
                    self.place(number, mutant, text);
                    self.out.push_str(" } else ");
                }
                self.out.push_str("{ ");
                self.region(site.range.clone(), left, number);
                self.out.push_str(" })");
            }
            Form::Guard | Form::NoGuard => {
                let mut closing = "";
                if site.form == Form::NoGuard && !chosen.is_empty() {
                    self.out.push_str(" if true");
                }
                for (number, (_, text)) in &chosen {
                    if text == "true" {
                        self.out.push_str(&format!("{} || ", is(*number)));
                    } else if site.form == Form::Guard {
                        self.out.push_str(&format!("!{} && (", is(*number)));
                        closing = ")";
                    } else {
                        self.out.push_str(&format!(" && !{} ", is(*number)));
                    }
                }
                self.region(site.range.clone(), left, number);
                self.out.push_str(closing);
                for (number, (mutant, _)) in chosen {
                    self.placed.push((
                        number,
                        Placed {
                            mutant: mutant.clone(),
                            range: 0..0,
                            site: 0..0,
                        },
                    ));
                }
            }
        }
        let end = self.out.len();
        let own = if matches!(site.form, Form::Guard | Form::NoGuard) {
            self.placed.len() - n_chosen..self.placed.len()
        } else {
            first..first + n_chosen
        };
        for (_, placed) in &mut self.placed[own] {
            placed.site = start..end;
        }
    }

    fn place(&mut self, number: usize, mutant: &Mutant, text: &str) {
        let start = self.out.len();
        self.out.push_str(text);
        let range = start..self.out.len();
        self.placed.push((
            number,
            Placed {
                mutant: mutant.clone(),
                range,
                site: 0..0,
            },
        ));
    }
}

struct Finder<'t> {
    text: &'t str,
    function: String,
    sites: Vec<Site>,
}

impl Finder<'_> {
    fn add(&mut self, range: Range<usize>, form: Form, at: usize, changes: Vec<(String, String)>) {
        let line_start = self.text[..at].rfind('\n').map_or(0, |it| it + 1);
        let line = self.text[..at].matches('\n').count() + 1;
        let text = self.text[line_start..]
            .lines()
            .next()
            .unwrap_or_default()
            .trim();
        let mutants = changes.into_iter().map(|(change, replacement)| {
            let mutant = Mutant {
                line,
                function: self.function.clone(),
                change,
                text: text.to_owned(),
            };
            (mutant, replacement)
        });
        let mutants = mutants.collect();
        self.sites.push(Site {
            range,
            form,
            mutants,
        });
    }

    fn source(&self, of: &impl syn::spanned::Spanned) -> &str {
        &self.text[of.span().byte_range()]
    }

    fn function(&mut self, attributes: &[Attribute], signature: &Signature, block: &Block) {
        if is_test(attributes) || signature.constness.is_some() {
            return;
        }
        let outer = std::mem::replace(&mut self.function, signature.ident.to_string());
        if let Some(first) = block.stmts.first() {
            let start = first.span().byte_range().start;
            let values = match &signature.output {
                ReturnType::Default => vec![String::new()],
                ReturnType::Type(_, ty) => values(ty),
            };
            let whole = self
                .source(block)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let is_same = |value: &String| {
                let is_default = value.ends_with("Default::default()");
                whole == format!("{{ {value} }}") || is_default && whole == "{ Self::default() }"
            };
            let changes = values.into_iter().filter(|value| !is_same(value));
            let changes =
                changes.map(|value| (format!("return {value}"), format!("return {value};")));
            let at = signature.ident.span().byte_range().start;
            self.add(start..start, Form::Before, at, changes.collect());
        }
        visit::visit_block(self, block);
        self.function = outer;
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        self.function(&function.attrs, &function.sig, &function.block);
    }

    fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
        self.function(&function.attrs, &function.sig, &function.block);
    }

    fn visit_trait_item_fn(&mut self, function: &'a syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.function(&function.attrs, &function.sig, block);
        }
    }

    fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
        if !is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_const(&mut self, _: &'a syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'a syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'a syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'a syn::TraitItemConst) {}
    fn visit_type(&mut self, _: &'a Type) {}
    fn visit_pat(&mut self, _: &'a Pat) {}

    fn visit_expr_binary(&mut self, binary: &'a syn::ExprBinary) {
        let others = others(&binary.op);
        if !others.is_empty() && !holds_let(&binary.left) && !holds_let(&binary.right) {
            let (whole, op) = (binary.span().byte_range(), binary.op.span().byte_range());
            let changes = others.iter().map(|other| {
                let change = format!("{} for {}", other, &self.text[op.clone()]);
                let (left, right) = (
                    &self.text[whole.start..op.start],
                    &self.text[op.end..whole.end],
                );
                (change, format!("{left}{other}{right}"))
            });
            let changes = changes.collect();
            self.add(whole, Form::Instead, op.start, changes);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'a syn::ExprUnary) {
        if let UnOp::Not(_) | UnOp::Neg(_) = unary.op {
            let whole = unary.span().byte_range();
            let inner = self.source(&unary.expr).to_owned();
            let change = format!("without {}", self.source(&unary.op));
            self.add(
                whole.clone(),
                Form::Instead,
                whole.start,
                vec![(change, inner)],
            );
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_match(&mut self, whole: &'a syn::ExprMatch) {
        let last = whole.arms.last().map(|arm| &arm.pat);
        let has_rest = last.is_some_and(takes_all);
        for arm in &whole.arms {
            let at = arm.pat.span().byte_range();
            let gone = (String::from("no such arm"), String::from("false"));
            match &arm.pat {
                Pat::Guard(guard) if !holds_let(&guard.guard) => {
                    let always = (String::from("true for the guard"), String::from("true"));
                    self.add(
                        guard.guard.span().byte_range(),
                        Form::Guard,
                        at.start,
                        vec![always, gone],
                    );
                }
                Pat::Guard(_) => {}
                pat if takes_all(pat) => {}
                _ if has_rest => self.add(at.end..at.end, Form::NoGuard, at.start, vec![gone]),
                _ => {}
            }
            if let Pat::Guard(guard) = &arm.pat {
                self.visit_expr(&guard.guard);
            }
        }
        visit::visit_expr_match(self, whole);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let path = attribute.path();
        let is_cfg = path.is_ident("cfg")
            && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "test");
        path.is_ident("test") || is_cfg
    })
}

/// Whether `pat` is `_` or a name; `None` is a name to the parser too.
fn takes_all(pat: &Pat) -> bool {
    match pat {
        Pat::Wild(_) => true,
        Pat::Ident(name) => name.ident.to_string().starts_with(char::is_lowercase),
        _ => false,
    }
}

/// Whether a name is bound in `expr`, as in `a && let Some(b) = c`.
fn holds_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => holds_let(&binary.left) || holds_let(&binary.right),
        Expr::Paren(inner) => holds_let(&inner.expr),
        _ => false,
    }
}

/// What may stand for an operator.
fn others(op: &BinOp) -> &'static [&'static str] {
    match op {
        BinOp::Lt(_) => &["<=", "==", ">"],
        BinOp::Le(_) => &["<", ">"],
        BinOp::Gt(_) => &[">=", "==", "<"],
        BinOp::Ge(_) => &[">", "<"],
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::Add(_) => &["-", "*"],
        BinOp::Sub(_) => &["+", "/"],
        BinOp::Mul(_) => &["+", "/"],
        BinOp::Div(_) => &["%", "*"],
        BinOp::Rem(_) => &["/", "+"],
        BinOp::Shl(_) => &[">>"],
        BinOp::Shr(_) => &["<<"],
        BinOp::BitAnd(_) => &["|", "^"],
        BinOp::BitOr(_) => &["&"],
        BinOp::BitXor(_) => &["|", "&"],
        BinOp::AddAssign(_) => &["-=", "*="],
        BinOp::SubAssign(_) => &["+=", "/="],
        BinOp::MulAssign(_) => &["+="],
        _ => &[],
    }
}

/// Some values of a type; what is no value is left out when the compiler says so.
fn values(ty: &Type) -> Vec<String> {
    let all = |texts: &[&str]| texts.iter().map(|it| String::from(*it)).collect();
    let of_default = || all(&["::core::default::Default::default()"]);
    match ty {
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => all(&["\"\"", "\"xyzzy\""]),
            _ => of_default(),
        },
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else {
                return Vec::new();
            };
            let first = match &last.arguments {
                syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
                    Some(syn::GenericArgument::Type(ty)) => Some(ty),
                    _ => None,
                },
                _ => None,
            };
            match (last.ident.to_string().as_str(), first) {
                ("bool", _) => all(&["true", "false"]),
                ("u8" | "u16" | "u32" | "u64" | "u128" | "usize", _) => all(&["0", "1"]),
                ("i8" | "i16" | "i32" | "i64" | "i128" | "isize", _) => all(&["0", "1", "-1"]),
                ("String" | "Cow", _) => {
                    all(&["::core::default::Default::default()", "\"xyzzy\".into()"])
                }
                ("Option", Some(ty)) => {
                    let some = values(ty).into_iter().map(|value| format!("Some({value})"));
                    std::iter::once(String::from("None")).chain(some).collect()
                }
                ("Result", Some(ty)) => values(ty)
                    .into_iter()
                    .map(|value| format!("Ok({value})"))
                    .collect(),
                ("Result", None) => all(&["Ok(())"]),
                _ => of_default(),
            }
        }
        Type::Tuple(tuple) if tuple.elems.is_empty() => all(&["()"]),
        _ => of_default(),
    }
}

//! The figures of a run for people and for tools.
//!
//! In: the outcomes. Out: a table, worst first; a summary line; JSON.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use wsdl_codegen::format::Stats;

use super::crates::Compiled;
use super::outcome::{Outcome, Status};
use super::trips::RoundTrips;

/// Bytes of code for each byte of source, at most.
const MAX_EXPANSION: f64 = 6.0;
/// Codec lines for each field, at most.
const MAX_CODEC_LINES: f64 = 4.0;
/// How many different causes are shown.
const MAX_CAUSES: usize = 40;
/// How many failed round trips of a root are shown.
const MAX_FAILURES: usize = 3;
/// How many roots that cannot be validated are named.
const MAX_BROKEN: usize = 60;
/// How many characters of one are shown.
const MAX_SHOWN: usize = 400;

/// All figures of a run.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    roots: Vec<Outcome>,
    compiled: Option<Compiled>,
    totals: Totals,
}

#[derive(Debug, Default, Serialize)]
struct Totals {
    roots: usize,
    generated: usize,
    failed: usize,
    crashed: usize,
    hung: usize,
    without_skips: usize,
    #[serde(flatten)]
    stats: Stats,
    with_losses: usize,
    skipped: usize,
    source_bytes: usize,
    over_expansion: usize,
    over_codec_lines: usize,
    worst_expansion: f64,
    worst_seconds: f64,
    worst_kib: u64,
    seconds: f64,
    do_not_compile: usize,
    warn: usize,
    round_trips: RoundTrips,
    /// The same by compiled tables.
    compiled_trips: RoundTrips,
    valid: usize,
    invalid: usize,
    not_validatable: usize,
    /// Written messages that libxml2 cannot be asked about, by cause; those of such roots are not among them.
    unchecked: BTreeMap<String, usize>,
    open_alternatives: usize,
}

impl Report {
    pub(crate) fn new(mut roots: Vec<Outcome>, compiled: Option<Compiled>) -> Self {
        let mut totals = Totals {
            roots: roots.len(),
            ..Totals::default()
        };
        roots.iter().for_each(|it| totals.add(it));
        roots.sort_by(|a, b| {
            let (a_key, b_key) = (badness(a), badness(b));
            let by_size = expansion(b).total_cmp(&expansion(a));
            b_key
                .cmp(&a_key)
                .then(by_size)
                .then_with(|| a.path.cmp(&b.path))
        });
        Self {
            roots,
            compiled,
            totals,
        }
    }

    /// Everything, with the roots in the table's order.
    pub(crate) fn json(&self) -> Result<String, String> {
        serde_json::to_string_pretty(self).map_err(|it| it.to_string())
    }

    /// The causes, then the worst `rows` roots.
    pub(crate) fn table(&self, rows: usize) -> String {
        let mut out = String::new();
        self.write_causes(&mut out);
        let _ = writeln!(
            out,
            "{:<10} {:>5} {:>4} {:>4} {:>6} {:>8} {:>9} {:>5} {:>5} {:>6} {:>5}  root",
            "status", "oper", "loss", "skip", "types", "lines", "bytes", "exp", "codec", "s", "MB"
        );
        let shown = if rows == 0 { self.roots.len() } else { rows };
        for it in self.roots.iter().take(shown) {
            let figures = &it.figures;
            let _ = writeln!(
                out,
                "{:<10} {:>5} {:>4} {:>4} {:>6} {:>8} {:>9} {:>5.2} {:>5.2} {:>6.2} {:>5}  {}",
                word(it),
                figures.stats.operations,
                figures.with_losses,
                figures.skipped,
                figures.stats.types,
                figures.stats.lines,
                figures.stats.bytes,
                expansion(it),
                codec(it),
                figures.seconds,
                figures.peak_kib / 1_024,
                it.path
            );
            if let Status::Crashed(words) = &it.status {
                let _ = writeln!(out, "           {words}");
            }
        }
        if let Some(more) = self.roots.len().checked_sub(shown + 1) {
            let _ = writeln!(out, "… and {} better ones (--rows 0 shows all)", more + 1);
        }
        out
    }

    /// What the diagnostics and the compiler say, most frequent first.
    fn write_causes(&self, out: &mut String) {
        let codes = self.causes(|it| it.figures.codes.iter(), |(code, n)| (code, *n, ""));
        for (code, (roots, n, _)) in codes {
            let _ = writeln!(out, "{n:>7} in {roots:>3} roots  {code}");
        }
        let reasons = self.causes(
            |it| it.figures.reasons.iter(),
            |(reason, n)| (reason, *n, ""),
        );
        let _ = writeln!(out);
        for (reason, (roots, n, first)) in reasons.iter().take(MAX_CAUSES) {
            let _ = writeln!(out, "{n:>7} in {roots:>3} roots  {reason}  (e.g. {first})");
        }
        let said = self.causes(
            |it| it.compiler.iter(),
            |it| (&it.text, it.count, &it.place),
        );
        for (text, (roots, n, place)) in said.iter().take(MAX_CAUSES) {
            let _ = writeln!(out, "{n:>7} in {roots:>3} roots  rustc: {text}  ({place})");
        }
        for it in &self.roots {
            let trips = [&it.figures.round_trips, &it.compiled_trips];
            let failures = trips.into_iter().flatten().flat_map(|it| &it.failures);
            for failure in failures.take(MAX_FAILURES) {
                let _ = writeln!(out, "round trip: {} {}", it.path, cut(failure));
            }
        }
        for it in &self.roots {
            let invalid = it.validated.iter().flat_map(|it| &it.invalid);
            for words in invalid.take(MAX_FAILURES) {
                let _ = writeln!(out, "not valid: {} {}", it.path, cut(words));
            }
        }
        let broken = self
            .roots
            .iter()
            .filter_map(|it| Some((it, it.validated.as_ref()?)));
        let broken = broken.filter_map(|(it, verdict)| Some((it, verdict.broken.as_ref()?)));
        for (it, words) in broken.take(MAX_BROKEN) {
            let _ = writeln!(out, "not validatable: {} {}", it.path, cut(words));
        }
        for (cause, n) in &self.totals.unchecked {
            let _ = writeln!(out, "{n:>7} messages not validated: {cause}");
        }
        for it in self.compiled.iter().flat_map(|it| &it.elsewhere) {
            let _ = writeln!(out, "rustc, elsewhere: {it}");
        }
        let _ = writeln!(out);
    }

    /// What `said` of each root, which `cause` tells apart into text, number and place: of how many roots, how often, and
    /// where first; most frequent first.
    fn causes<'r, I: Iterator>(
        &'r self,
        said: impl Fn(&'r Outcome) -> I,
        cause: impl Fn(I::Item) -> (&'r str, usize, &'r str),
    ) -> Vec<(&'r str, (usize, usize, String))> {
        let mut found: BTreeMap<&str, (usize, usize, String)> = BTreeMap::new();
        for root in &self.roots {
            for (text, n, place) in said(root).map(&cause) {
                let first = || (0, 0, format!("{} {place}", root.path).trim_end().to_owned());
                let (roots, all, _) = found.entry(text).or_insert_with(first);
                (*roots, *all) = (*roots + 1, *all + n);
            }
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by_key(|(_, (roots, n, _))| Reverse((*roots, *n)));
        found
    }

    /// One line.
    pub(crate) fn summary(&self) -> String {
        let it = &self.totals;
        let mut out = format!(
            "{} roots: {} generated, {} failed, {} crashed, {} hung; {} without an operation skipped ({:.1} %); {} operations, {} with losses, {} skipped; \
             {} types, {} lines; expansion {:.2} (worst {:.2}, {} over {MAX_EXPANSION}); {:.2} codec lines a field ({} over {MAX_CODEC_LINES}); \
             {:.1} s in all, worst {:.2} s, {} MB",
            it.roots,
            it.generated,
            it.failed,
            it.crashed,
            it.hung,
            it.without_skips,
            100.0 * it.without_skips as f64 / it.roots.max(1) as f64,
            it.stats.operations,
            it.with_losses,
            it.skipped,
            it.stats.types,
            it.stats.lines,
            ratio(it.stats.bytes, it.source_bytes),
            it.worst_expansion,
            it.over_expansion,
            ratio(it.stats.codec_lines, it.stats.fields),
            it.over_codec_lines,
            it.seconds,
            it.worst_seconds,
            it.worst_kib / 1_024
        );
        if let Some(compiled) = &self.compiled {
            let thousands = compiled.types.max(1) as f64 / 1_000.0;
            let check = &compiled.check;
            let _ = write!(
                out,
                "; compiled: {} roots, {} with errors, {} with warnings; check {:.1} s ({:.2} processor s for 1,000 types)",
                compiled.homes.len(),
                it.do_not_compile,
                it.warn,
                check.wall_seconds,
                check.cpu_seconds / thousands
            );
            if let Some(build) = &compiled.build {
                let per = build.cpu_seconds / thousands;
                let _ = write!(
                    out,
                    ", build {:.1} s ({per:.2} processor s for 1,000 types)",
                    build.wall_seconds
                );
            }
        }
        let trips = &it.round_trips;
        if trips.good + trips.bad + trips.unsampled > 0 {
            let _ = write!(
                out,
                "; round trips: {} equal, {} not, {} without a sample for a facet",
                trips.good, trips.bad, trips.unsampled
            );
            let compiled = &it.compiled_trips;
            if compiled.good + compiled.bad > 0 {
                let _ = write!(
                    out,
                    "; compiled: {} written the same, {} not",
                    compiled.good, compiled.bad
                );
            }
            if it.valid + it.invalid + it.not_validatable > 0 {
                let _ = write!(
                    out,
                    "; {} written messages valid, {} invalid, {} roots not validatable",
                    it.valid, it.invalid, it.not_validatable
                );
            }
        }
        out
    }

    /// Why the run counts as failed; `None` where nothing crashed, hung or did not compile.
    pub(crate) fn complaint(&self) -> Option<String> {
        let it = &self.totals;
        let elsewhere = self.compiled.as_ref().map_or(0, |it| it.elsewhere.len());
        let not_back = it.round_trips.bad + it.compiled_trips.bad;
        if it.crashed + it.hung + it.do_not_compile + not_back + it.invalid + elsewhere == 0 {
            return None;
        }
        Some(format!(
            "{} roots crashed, {} hung, {} do not compile, {} samples do not come back, {} written messages are not valid; run one with `cargo xtask dump rust <root>`; what was generated is in `{}`",
            it.crashed,
            it.hung,
            it.do_not_compile,
            not_back,
            it.invalid,
            super::TARGET
        ))
    }
}

impl Totals {
    fn add(&mut self, outcome: &Outcome) {
        let it = &outcome.figures;
        match outcome.status {
            Status::Generated => self.generated += 1,
            Status::Failed => self.failed += 1,
            Status::Hung | Status::TooLarge => self.hung += 1,
            Status::Crashed(_) => self.crashed += 1,
        }
        if outcome.status == Status::Generated && it.skipped == 0 {
            self.without_skips += 1;
        }
        self.stats += it.stats;
        self.with_losses += it.with_losses;
        self.skipped += it.skipped;
        self.source_bytes += it.source_bytes;
        self.over_expansion += usize::from(expansion(outcome) > MAX_EXPANSION);
        self.over_codec_lines += usize::from(codec(outcome) > MAX_CODEC_LINES);
        self.worst_expansion = self.worst_expansion.max(expansion(outcome));
        self.worst_seconds = self.worst_seconds.max(it.seconds);
        self.worst_kib = self.worst_kib.max(it.peak_kib);
        self.seconds += it.seconds;
        self.do_not_compile += usize::from(has_errors(outcome));
        for (all, it) in [
            (&mut self.round_trips, &outcome.figures.round_trips),
            (&mut self.compiled_trips, &outcome.compiled_trips),
        ] {
            let Some(it) = it else { continue };
            all.good += it.good;
            all.bad += it.bad;
            all.unsampled += it.unsampled;
        }
        self.open_alternatives += it.open_alternatives;
        if let Some(it) = &outcome.validated {
            self.valid += it.valid;
            self.invalid += it.invalid.len();
            self.not_validatable += usize::from(it.broken.is_some());
            for (cause, n) in &it.unchecked {
                *self.unchecked.entry(cause.clone()).or_default() += n;
            }
        }
        self.warn += usize::from(!has_errors(outcome) && !outcome.compiler.is_empty());
    }
}

/// Greater is worse.
fn badness(it: &Outcome) -> (u8, usize, bool) {
    let status = match it.status {
        Status::Crashed(_) => 5,
        Status::Hung | Status::TooLarge => 4,
        Status::Failed => 3,
        Status::Generated if has_errors(it) => 2,
        Status::Generated if !it.compiler.is_empty() || returns_badly(it) => 1,
        Status::Generated => 0,
    };
    let over = expansion(it) > MAX_EXPANSION || codec(it) > MAX_CODEC_LINES;
    (status, it.figures.skipped, over)
}

fn word(it: &Outcome) -> &'static str {
    match it.status {
        Status::Crashed(_) => "CRASHED",
        Status::Hung => "HUNG",
        Status::TooLarge => "TOO LARGE",
        Status::Failed => "failed",
        Status::Generated if has_errors(it) => "no compile",
        Status::Generated if !it.compiler.is_empty() => "warns",
        Status::Generated if returns_badly(it) => "no return",
        Status::Generated if it.figures.skipped > 0 => "skips",
        Status::Generated => "good",
    }
}

fn has_errors(it: &Outcome) -> bool {
    it.compiler.iter().any(|it| it.is_error)
}

fn returns_badly(it: &Outcome) -> bool {
    let trips = [&it.figures.round_trips, &it.compiled_trips];
    trips.into_iter().flatten().any(|it| it.bad > 0)
        || it
            .validated
            .as_ref()
            .is_some_and(|it| !it.invalid.is_empty())
}

fn cut(text: &str) -> String {
    let mut res: String = text.chars().take(MAX_SHOWN).collect();
    if res.len() < text.len() {
        res.push('…');
    }
    res
}

fn expansion(it: &Outcome) -> f64 {
    ratio(it.figures.stats.bytes, it.figures.source_bytes)
}

fn codec(it: &Outcome) -> f64 {
    ratio(it.figures.stats.codec_lines, it.figures.stats.fields)
}

fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b.max(1) as f64
}

//! A contract of very many operations on one screen: which groups of them there are, and why some are left out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::PortType;
use super::words::plain;
use crate::naming;
use crate::words::counted;

/// How many groups, reasons and names of a group are shown.
const MOST_GROUPS: usize = 12;
const MOST_REASONS: usize = 4;
const MOST_NAMES: usize = 4;
/// How long such a line may be.
const WIDTH: usize = 100;

pub(super) fn push_port_type(out: &mut String, port_type: &PortType) {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for operation in &port_type.operations {
        let snake = naming::snake(&operation.name);
        let digits = |it: char| it.is_ascii_digit();
        let mut words = snake.split('_').map(|word| word.trim_end_matches(digits));
        let word = words.find(|word| !word.is_empty());
        let group = groups.entry(word.unwrap_or_default().to_owned());
        group.or_default().push(&operation.name);
        if operation.method.is_none() {
            *reasons.entry(operation.why()).or_default() += 1;
        }
    }
    let mut groups: Vec<(String, Vec<&str>)> = groups.into_iter().collect();
    groups.sort_by_key(|(_, names)| usize::MAX - names.len());
    for (word, names) in groups.iter().take(MOST_GROUPS) {
        let mut shown: Vec<String> = (names.iter())
            .take(MOST_NAMES)
            .map(|name| plain(name))
            .collect();
        if names.len() > MOST_NAMES {
            shown.push("…".to_owned());
        }
        push_line(
            out,
            &format!("  {word:12} {:5}  {}", names.len(), shown.join(", ")),
        );
    }
    let n_rest: usize = groups
        .iter()
        .skip(MOST_GROUPS)
        .map(|(_, names)| names.len())
        .sum();
    if n_rest > 0 {
        let _ = writeln!(out, "  {:12} {n_rest:5}", "others");
    }
    let mut reasons: Vec<(&str, usize)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, n)| usize::MAX - n);
    for (why, n) in reasons.iter().take(MOST_REASONS) {
        push_line(out, &format!("  NOT GENERATED: {n}, {}", plain(why)));
    }
    let n_rest: usize = reasons.iter().skip(MOST_REASONS).map(|(_, n)| n).sum();
    if n_rest > 0 {
        let _ = writeln!(
            out,
            "  NOT GENERATED: {} for other reasons",
            counted(n_rest, "operations")
        );
    }
}

fn push_line(out: &mut String, line: &str) {
    let mut shown: String = line.chars().take(WIDTH).collect();
    if shown.len() < line.len() {
        shown.pop();
        shown.push('…');
    }
    let _ = writeln!(out, "{shown}");
}

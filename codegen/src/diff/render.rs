//! A [`Report`] as text for terminals, and as Markdown for a comment on a pull request.
//!
//! In: a report. Out: text, the same for the same report.

use super::change::{Change, Effect, Report, Step};
use crate::words::counted;

/// The report for a terminal.
pub fn to_text(report: &Report) -> String {
    let mut out = format!("{} -> {}\n", report.old, report.new);
    for effect in Effect::ALL {
        let listed: Vec<&Change> = report.of(effect).collect();
        if listed.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{} ({})\n", words(effect), listed.len()));
        for it in listed {
            text_change(&mut out, it);
        }
    }
    out.push_str(&format!("\n{}\n", conclusion(report)));
    // Documents choose names and addresses, and a terminal obeys control characters.
    let is_safe = |it: char| it == '\n' || !it.is_control();
    out.chars()
        .map(|it| if is_safe(it) { it } else { '?' })
        .collect()
}

fn text_change(out: &mut String, it: &Change) {
    let wire = match it.wire.as_str() {
        "" => String::new(),
        wire => format!("  `{wire}`"),
    };
    out.push_str(&format!("  {}{wire}  [{}]\n", it.item, it.kind));
    out.push_str(&format!("    {}{}\n", it.message, reach_words(it)));
    if let Some(code) = &it.code {
        out.push_str(&format!("    code: {code}\n"));
    }
    let also = also(it);
    if !also.is_empty() {
        out.push_str(&format!("    also: {also}\n"));
    }
    if let Some(places) = places(it) {
        out.push_str(&format!("    {places}\n"));
    }
}

/// The effects other than that under which the change is listed; breaking code is seen from its reason.
fn also(it: &Change) -> String {
    let rest = it
        .effects
        .iter()
        .skip(1)
        .filter(|it| **it != Effect::BreaksCode);
    let words: Vec<&str> = rest.map(|it| it.as_str()).collect();
    words.join(", ")
}

fn reach_words(it: &Change) -> &'static str {
    match it.reach.as_str() {
        "both" => " (requests and answers)",
        "requests" => " (requests)",
        "answers" => " (answers)",
        _ => "",
    }
}

fn places(it: &Change) -> Option<String> {
    match (&it.old, &it.new) {
        (Some(old), Some(new)) => Some(format!("{old} -> {new}")),
        (Some(old), None) => Some(format!("old {old}")),
        (None, Some(new)) => Some(format!("new {new}")),
        (None, None) => None,
    }
}

/// What a change means, as people read it.
fn words(effect: Effect) -> String {
    effect.as_str().replace('-', " ")
}

fn conclusion(report: &Report) -> String {
    if report.changes.is_empty() {
        return "no change".to_owned();
    }
    let counts: Vec<String> = Effect::ALL
        .into_iter()
        .filter_map(|it| match report.of(it).count() {
            0 => None,
            n => Some(format!("{n} {}", words(it))),
        })
        .collect();
    format!(
        "{}: {}; asks for a {} version",
        counted(report.changes.len(), "changes"),
        counts.join(", "),
        report.step()
    )
}

/// The report for a comment on a pull request: a table, and a list to unfold for each meaning.
pub fn to_markdown(report: &Report) -> String {
    let mut out = format!(
        "### Contract changes: {} → {}\n\n",
        code(&report.old),
        code(&report.new)
    );
    if report.changes.is_empty() {
        out.push_str("No change.\n");
        return out;
    }
    out.push_str("| meaning for callers | changes |\n|---|---:|\n");
    for effect in Effect::ALL {
        let n = report.of(effect).count();
        out.push_str(&format!("| {} | {n} |\n", words(effect)));
    }
    out.push_str(&format!("\nAsks for a **{}** version.\n", report.step()));
    for effect in Effect::ALL {
        let listed: Vec<&Change> = report.of(effect).collect();
        if listed.is_empty() {
            continue;
        }
        let open = if Step::of(effect) == Step::Major {
            " open"
        } else {
            ""
        };
        out.push_str(&format!(
            "\n<details{open}>\n<summary>{} ({})</summary>\n\n",
            words(effect),
            listed.len()
        ));
        for it in listed {
            markdown_change(&mut out, it);
        }
        out.push_str("\n</details>\n");
    }
    out
}

fn markdown_change(out: &mut String, it: &Change) {
    out.push_str(&format!("- {}: {}", code(&it.item), escape(&it.message)));
    out.push_str(reach_words(it));
    if let Some(reason) = &it.code {
        out.push_str(&format!("; code: {}", escape(reason)));
    }
    let also = also(it);
    if !also.is_empty() {
        out.push_str(&format!("; also: {also}"));
    }
    let mut small = vec![code(it.kind.as_str())];
    if !it.wire.is_empty() {
        small.push(code(&it.wire));
    }
    small.extend(places(it).map(|it| code(&it)));
    out.push_str(&format!("<br><sub>{}</sub>\n", small.join(" · ")));
}

/// `text` as Markdown code; documents choose names, so they may not leave it.
fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect();
    let longest = text.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match longest {
        0 => format!("`{text}`"),
        _ => format!("{fence} {text} {fence}"),
    }
}

/// `text` as Markdown, its own code spans kept where they are closed.
fn escape(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let is_even = parts.len() % 2 == 1;
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push_str(if is_even { "`" } else { "\\`" });
        }
        let is_code = is_even && index % 2 == 1;
        for it in part.chars() {
            match it {
                it if it.is_control() => out.push(' '),
                it if is_code => out.push(it),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '\\' | '*' | '_' | '[' | ']' | '|' | '#' | '@' | '!' | '~' => {
                    out.push('\\');
                    out.push(it);
                }
                it => out.push(it),
            }
        }
    }
    out
}

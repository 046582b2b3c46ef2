//! Every construct that a document can repeat, n times and 4n times: reading it, capturing it and writing it again takes no
//! more than in proportion, of the processor and of memory.
//!
//! Instructions are counted by valgrind, so that what else the machine does has no part in it; where it is not there, they
//! are passed over. This program starts itself for it, and for each peak of memory.

use std::process::Command;

use soap_runtime::xml::{AnyElement, Limits, Writer, check};

use crate::counts::{TASK, counted, instructions, start};

/// Four times as much takes at most so many hundredths of the instructions; what grows with the square takes 1,600.
const MOST_INSTRUCTIONS: u64 = 430;
/// A document of so many bytes takes at most so many times its size, and that of the program.
const DOCUMENT: usize = 4 << 20;
const MOST_MEMORY: u64 = 4;
const PROGRAM_KIB: u64 = 8 << 10;
/// The one test of this file.
const TEST: &str = "growth::nothing_grows_faster_than_the_document";

type Make = fn(usize) -> String;

fn repeat(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(item).collect()
}

fn inside(content: &str) -> String {
    format!("<a xmlns:x='urn:x'>{content}</a>")
}

/// What is repeated, how often at first, and a document with it.
const CONSTRUCTS: &[(&str, usize, Make)] = &[
    ("children", 500, |n| inside(&"<b/>".repeat(n))),
    ("children with texts", 500, |n| {
        inside(&"<b>t</b>".repeat(n))
    }),
    ("names of their own", 500, |n| {
        // Of one length, so that the document grows in proportion.
        inside(&repeat(n, |it| format!("<b{it:04}/>")))
    }),
    ("prefixed names", 500, |n| {
        inside(&"<x:b x:c='1'/>".repeat(n))
    }),
    ("declarations of one prefix", 250, |n| {
        inside(&repeat(n, |it| format!("<y:b xmlns:y='urn:{it}'/>")))
    }),
    ("declarations of prefixes of their own", 250, |n| {
        inside(&repeat(n, |it| {
            format!("<y{it}:b xmlns:y{it}='urn:{it}'/>")
        }))
    }),
    ("default namespaces", 250, |n| {
        inside(&repeat(n, |it| {
            format!("<b xmlns='urn:{it}'><c xmlns=''/></b>")
        }))
    }),
    ("elements below fifty declarations", 250, |n| {
        let outer = repeat(50, |it| format!(" xmlns:y{it}='urn:{it}'"));
        let inner = repeat(n, |it| format!("<y{}:b y0:c=''/>", it % 50));
        format!("<a{outer}>{inner}</a>")
    }),
    ("elements of fifty declarations", 10, |n| {
        let all = repeat(50, |it| format!(" xmlns:y{it}='urn:{it}'"));
        inside(&format!("<b{all}><y7:c/></b>").repeat(n))
    }),
    ("elements of a hundred attributes", 10, |n| {
        let all = repeat(100, |it| format!(" x:y{it}='{it}' y{it}=''"));
        inside(&format!("<b{all}/>").repeat(n))
    }),
    ("branches of fifty levels", 10, |n| {
        inside(&format!("{}{}", "<b>".repeat(50), "</b>".repeat(50)).repeat(n))
    }),
    ("references", 1_250, |n| inside(&"&lt;&#x41;".repeat(n))),
    ("references in an attribute", 125, |n| {
        inside(&format!("<b c='{}'/>", "&quot;&#10;".repeat(n)))
    }),
    ("sections", 625, |n| inside(&"<![CDATA[<]]>t".repeat(n))),
    ("comments", 625, |n| inside(&"<!-- - -->t".repeat(n))),
    ("instructions", 625, |n| inside(&"<?p i?>".repeat(n))),
    ("line ends", 2_500, |n| inside(&"\r\n\r".repeat(n))),
    ("text", 6_250, |n| inside(&"]] >größe".repeat(n))),
    ("white space in a tag", 2_500, |n| {
        format!("<a{}/>", " \n".repeat(n))
    }),
    ("what precedes the root", 625, |n| {
        "<!---->\n<?p?>".repeat(n) + "<a/>"
    }),
];

type Work = fn(&str);

/// What is done to each document.
const WORKS: [(&str, Work); 2] = [
    ("read", |text| {
        // What goes beyond a limit is refused, and may not take more either.
        let _ = check(text, &Limits::response());
    }),
    ("write again", |text| {
        let Ok(element) = AnyElement::parse(text) else {
            return;
        };
        let mut writer = Writer::new();
        writer.start("urn:outer", "outer").unwrap();
        writer.raw(&element).unwrap();
        writer.end().unwrap();
        assert!(writer.finish().unwrap().len() > element.as_str().len());
    }),
];

/// Each construct and work, small and large, counted one after the other.
fn all_counted() {
    for (what, n, make) in CONSTRUCTS {
        for n in [*n, 4 * n] {
            let text = make(n);
            check(&text, &Limits::response()).unwrap_or_else(|error| panic!("{what}: {error}"));
            for (_, work) in WORKS {
                counted(|| work(&text));
            }
        }
    }
}

/// The greatest resident memory of a process that does one thing to one large document, in KiB.
fn one_peak(task: &str) -> Option<u64> {
    let index: usize = task.parse().unwrap();
    let (_, n, make) = CONSTRUCTS[index / WORKS.len()];
    let text = make(n * (DOCUMENT / make(n).len()).max(1));
    WORKS[index % WORKS.len()].1(&text);
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}

#[test]
fn nothing_grows_faster_than_the_document() {
    match std::env::var(TASK).as_deref() {
        Ok("instructions") => return all_counted(),
        Ok(task) => return println!("PEAK {}", one_peak(task).unwrap_or(0)),
        Err(_) => {}
    }
    let mut wrong = Vec::new();
    for (index, (what, ..)) in CONSTRUCTS.iter().enumerate() {
        for (nth, (how, _)) in WORKS.iter().enumerate() {
            let own = Command::new(std::env::current_exe().unwrap());
            let text = start(own, TEST, &(index * WORKS.len() + nth).to_string()).unwrap();
            let peak = text.split("PEAK ").nth(1).unwrap().lines().next().unwrap();
            let peak: u64 = peak.parse().unwrap();
            println!("{what}, to {how}: {peak} KiB");
            if peak > PROGRAM_KIB + MOST_MEMORY * (DOCUMENT as u64 >> 10) {
                wrong.push(format!("{what}, to {how}: {peak} KiB"));
            }
        }
    }
    if let Some(counts) = instructions(TEST, "instructions") {
        assert_eq!(counts.len(), CONSTRUCTS.len() * WORKS.len() * 2);
        for ((what, ..), counts) in CONSTRUCTS.iter().zip(counts.chunks(2 * WORKS.len())) {
            let (small, large) = counts.split_at(WORKS.len());
            for (((how, _), small), large) in WORKS.iter().zip(small).zip(large) {
                println!("{what}, to {how}: {small} to {large}");
                if 100 * large > MOST_INSTRUCTIONS * small {
                    wrong.push(format!("{what}, to {how}: {small} become {large}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

//! Every construct that a document can repeat, n times and 4n times: reading it, capturing it and writing it again takes no
//! more than in proportion.
//!
//! What is compared is the processor time of this thread, the least of some runs, and not the clock: what else runs on the
//! machine has no part in it. Systems that do not tell it are passed over.

use std::time::Duration;

use soap_runtime::xml::{AnyElement, Limits, Writer, check};

/// Four times as much takes at most so many times as long; what grows with the square takes 16 times.
const MOST: u64 = 8;

type Make = fn(usize) -> String;

fn repeat(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(item).collect()
}

fn inside(content: &str) -> String {
    format!("<a xmlns:x='urn:x'>{content}</a>")
}

/// What is repeated, how often at first, and a document with it.
const CONSTRUCTS: &[(&str, usize, Make)] = &[
    ("children", 4_000, |n| inside(&"<b/>".repeat(n))),
    ("children with texts", 4_000, |n| {
        inside(&"<b>t</b>".repeat(n))
    }),
    ("names of their own", 4_000, |n| {
        inside(&repeat(n, |it| format!("<b{it}/>")))
    }),
    ("prefixed names", 4_000, |n| {
        inside(&"<x:b x:c='1'/>".repeat(n))
    }),
    ("declarations of one prefix", 2_000, |n| {
        inside(&repeat(n, |it| format!("<y:b xmlns:y='urn:{it}'/>")))
    }),
    ("declarations of prefixes of their own", 2_000, |n| {
        inside(&repeat(n, |it| {
            format!("<y{it}:b xmlns:y{it}='urn:{it}'/>")
        }))
    }),
    ("default namespaces", 2_000, |n| {
        inside(&repeat(n, |it| {
            format!("<b xmlns='urn:{it}'><c xmlns=''/></b>")
        }))
    }),
    ("elements below fifty declarations", 2_000, |n| {
        let outer = repeat(50, |it| format!(" xmlns:y{it}='urn:{it}'"));
        let inner = repeat(n, |it| format!("<y{}:b y0:c=''/>", it % 50));
        format!("<a{outer}>{inner}</a>")
    }),
    ("elements of fifty declarations", 60, |n| {
        let all = repeat(50, |it| format!(" xmlns:y{it}='urn:{it}'"));
        inside(&format!("<b{all}><y7:c/></b>").repeat(n))
    }),
    ("elements of a hundred attributes", 50, |n| {
        let all = repeat(100, |it| format!(" x:y{it}='{it}' y{it}=''"));
        inside(&format!("<b{all}/>").repeat(n))
    }),
    ("branches of fifty levels", 60, |n| {
        inside(&format!("{}{}", "<b>".repeat(50), "</b>".repeat(50)).repeat(n))
    }),
    ("references", 10_000, |n| inside(&"&lt;&#x41;".repeat(n))),
    ("references in an attribute", 1_000, |n| {
        inside(&format!("<b c='{}'/>", "&quot;&#10;".repeat(n)))
    }),
    ("sections", 5_000, |n| inside(&"<![CDATA[<]]>t".repeat(n))),
    ("comments", 5_000, |n| inside(&"<!-- - -->t".repeat(n))),
    ("instructions", 5_000, |n| inside(&"<?p i?>".repeat(n))),
    ("line ends", 20_000, |n| inside(&"\r\n\r".repeat(n))),
    ("text", 50_000, |n| inside(&"]] >größe".repeat(n))),
    ("white space in a tag", 20_000, |n| {
        format!("<a{}/>", " \n".repeat(n))
    }),
    ("what precedes the root", 5_000, |n| {
        "<!---->\n<?p?>".repeat(n) + "<a/>"
    }),
];

/// Nanoseconds of the processor that this thread had.
fn processor_time() -> Option<u64> {
    // The system adds up when the thread rests.
    std::thread::sleep(Duration::from_nanos(1));
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok()
}

/// The least that `work` takes.
fn least(work: impl Fn()) -> Option<u64> {
    let mut least = None;
    for _ in 0..5 {
        let start = processor_time()?;
        work();
        let took = processor_time()?.saturating_sub(start).max(1);
        least = Some(least.map_or(took, |it: u64| it.min(took)));
    }
    least
}

fn write_again(text: &str) {
    let Ok(element) = AnyElement::parse(text) else {
        return;
    };
    let mut writer = Writer::new();
    writer.start("urn:outer", "outer").unwrap();
    writer.raw(&element).unwrap();
    writer.end().unwrap();
    assert!(writer.finish().unwrap().len() > element.as_str().len());
}

#[test]
fn nothing_grows_faster_than_the_document() {
    let limits = Limits::response();
    let mut wrong = Vec::new();
    for (what, n, make) in CONSTRUCTS {
        let (one, four) = (make(*n), make(4 * n));
        check(&four, &limits).unwrap_or_else(|error| panic!("{what}: {error}"));
        let read = |text: &str| check(text, &limits).unwrap();
        let write_again: &dyn Fn(&str) = &write_again;
        let works = [
            ("read", &read as &dyn Fn(&str)),
            ("write again", write_again),
        ];
        for (how, work) in works {
            // What else the machine does shows in one measurement, and growth in every one.
            let mut grown = None;
            for _ in 0..5 {
                let (Some(small), Some(large)) = (least(|| work(&one)), least(|| work(&four)))
                else {
                    return;
                };
                // What takes less than a tenth of a millisecond is measured too coarsely.
                let is_grown = large > MOST * small.max(100_000);
                grown = is_grown.then_some((small, large));
                if grown.is_none() {
                    break;
                }
            }
            if let Some((small, large)) = grown {
                wrong.push(format!("{what}, to {how}: {small} ns become {large} ns"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

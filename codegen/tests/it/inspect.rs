//! What `inspect` says of operations: each by its own place, whatever others are called.

use wsdl_codegen::inspect::{Operation, inspect};

use crate::support::run;

fn operations(path: &str) -> Vec<Operation> {
    let report = inspect(&run(path)).expect("the fixture can be read");
    (report.port_types.into_iter())
        .flat_map(|it| it.operations)
        .collect()
}

#[test]
fn overloads_have_methods_of_their_own() {
    let methods: Vec<_> = (operations("services/overloads").into_iter())
        .map(|it| (it.input.concat(), it.method, it.action))
        .collect();
    let row = |input: &str, method: &str, action: &str| {
        let some = |text: &str| Some(text.to_owned());
        (input.to_owned(), some(method), some(action))
    };
    assert_eq!(
        methods,
        [
            row("byId", "by_id", "urn:t/find/id"),
            row("byName", "by_name", "urn:t/find/name"),
        ]
    );
}

#[test]
fn what_is_not_generated_says_why() {
    let skipped: Vec<_> = (operations("errors/operation-skipped").into_iter())
        .filter_map(|it| Some(format!("{} {}: {}", it.place, it.name, it.skipped?)))
        .collect();
    assert_eq!(
        skipped,
        ["operation-skipped.wsdl:10 bad: element `{urn:t}absent` is not declared"]
    );
}

#[test]
fn lists_of_options_are_advised_against() {
    let report = inspect(&run("types/arrays")).expect("the fixture can be read");
    let [advice] = report.advice.as_slice() else {
        panic!("{:?}", report.advice);
    };
    assert!(advice.contains("collapse-nil"), "{advice}");
    assert!(report.to_text(true).contains(advice.as_str()));
    let plain = inspect(&run("types/family")).expect("the fixture can be read");
    assert_eq!(plain.advice, Vec::<String>::new());
}

//! Names: of Rust, of namespaces, of forms.

use crate::generated::*;
use crate::support::{deviations, round_trip};

#[test]
fn odd_names_reach_the_wire_unchanged() {
    use names::operations::Echo;
    let value = round_trip::<Echo>(
        r#"<value xmlns="urn:t" type="0"><type>1</type><Type>2</Type><self>3</self><async>4</async><_1st>5</_1st><größe>6</größe><名前>7</名前><a.b>8</a.b><a-b>9</a-b><_>10</_><new>11</new><HTTPServerID>12</HTTPServerID><option><vec box="13"/></option><string>14</string></value>"#,
    );
    assert_eq!((value.r#type.as_str(), value.type_2.as_str()), ("1", "2"));
    assert_eq!((value.a_b.as_str(), value.a_b_2.as_str()), ("8", "9"));
    assert_eq!(value.string.value, "14");
}

#[test]
fn namespaces_tell_names_apart() {
    use two_namespaces::operations::Echo;
    let item = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:u="urn:u"><code>a</code><u:code>1</u:code><item u:mark="m"><u:code>2</u:code></item></value>"#,
    );
    assert_eq!(
        (item.code.as_str(), item.code_2, item.item.code),
        ("a", 1, 2)
    );
    assert_eq!(item.item.mark.as_deref(), Some("m"));
}

#[test]
fn forms_decide_the_namespace() {
    use forms::operations::Echo;
    let body = r#"<q:value xmlns:q="urn:t" q:spaced="1" plain="2"><plain>3</plain><q:spaced>4</q:spaced><inner><deep>5</deep></inner><q:global>6</q:global></q:value>"#;
    let mixed = round_trip::<Echo>(body);
    assert_eq!(mixed.inner.deep, "5");
    let wrong = body
        .replace("<q:spaced>", "<spaced>")
        .replace("</q:spaced>", "</spaced>");
    // It is read all the same, since servers get this wrong, and listed.
    assert_eq!(deviations::<Echo>(&wrong).len(), 1);
    let wrong = body.replace("q:spaced=", "spaced=");
    assert_eq!(deviations::<Echo>(&wrong).len(), 1);
}

#[test]
fn a_chameleon_takes_the_namespace() {
    use chameleon::{Country, operations::Echo};
    let address = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><street>s</street><country>CH</country></value>"#,
    );
    assert_eq!(address.country, Country::Ch);
}

#[test]
fn names_that_rust_has_are_values_members_and_methods() {
    use reserved_names::operations::{Err as ErrOperation, NewOperation, Some as SomeOperation};
    use reserved_names::{TheValues, ValueElement, WordsClient};
    use soap_runtime::{Call, NoTransport};

    for literal in ["ERR", "Ok", "self", "FromStr"] {
        let value: TheValues = literal.parse().unwrap();
        assert_eq!(value.as_str(), literal);
        assert!(!matches!(value, TheValues::Unlisted(_)), "{literal}");
    }
    type Method<O> = fn(&WordsClient<NoTransport>, ValueElement) -> Call<'_, O, NoTransport>;
    let _: Method<ErrOperation> = WordsClient::err;
    let _: Method<SomeOperation> = WordsClient::some;
    let _: Method<NewOperation> = WordsClient::new_operation;
}

#[test]
fn every_method_of_a_client_is_among_the_names() {
    let macros = include_str!("../../runtime/src/client/macros.rs");
    let fixture = include_str!("../../../codegen/tests/fixtures/types/reserved-names.wsdl");
    // Functions, and the table of settings: a name before its argument a line.
    let heads = macros.lines().filter_map(|line| {
        let line = line.trim();
        let line = line.strip_prefix("pub fn ").unwrap_or(line);
        line.split(['(', '<']).next()
    });
    let is_name = |head: &&str| head.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let names: Vec<&str> = heads.filter(|it| !it.is_empty()).filter(is_name).collect();
    assert!(names.contains(&"with_transport") && names.contains(&"with_endpoint"));
    for name in names {
        let mut words = name.split('_');
        let mut wire = words.next().unwrap_or_default().to_owned();
        for word in words {
            wire.push_str(&word[..1].to_uppercase());
            wire.push_str(&word[1..]);
        }
        let operation = format!("<operation name=\"{wire}\">");
        assert!(
            fixture.contains(&operation),
            "{operation} is not in the fixture"
        );
    }
}

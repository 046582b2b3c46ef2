//! Content models: which elements stand where, how often, and in which order.

use soap_runtime::value::Nillable;

use crate::generated::*;
use crate::support::{deviations, read, refusal, round_trip, unwritable};

#[test]
fn a_choice_is_one_of_its_alternatives() {
    use choice::{Card, CardChoice, Order, OrderChoice, operations::Echo};
    let order = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><id>7</id><card><number>4111</number><month>12</month></card><note>a &lt; b</note></value>"#,
    );
    let card = Card {
        number: "4111".into(),
        choice: Some(CardChoice::Month(12)),
    };
    let expected = Order {
        id: 7,
        choice: OrderChoice::Card(card),
        note: Some("a < b".into()),
    };
    assert_eq!(order, expected);
    let order = round_trip::<Echo>(r#"<value xmlns="urn:t"><id>7</id><iban>AT1</iban></value>"#);
    assert_eq!(order.choice, OrderChoice::Iban("AT1".into()));
    let order =
        round_trip::<Echo>(r#"<value xmlns="urn:t"><id>7</id><card><number/></card></value>"#);
    assert!(matches!(order.choice, OrderChoice::Card(it) if it.choice.is_none()));
    assert!(refusal::<Echo>(r#"<value xmlns="urn:t"><id>7</id></value>"#).contains("Envelope"));
}

#[test]
fn a_repeated_choice_keeps_the_order() {
    use choice_repeated::{LogChoice, Mark, MarkChoice, operations::Echo};
    let log = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><line>a</line><code>1</code><mark><at>1</at><at>2</at></mark><mark><always>true</always></mark><line>b</line></value>"#,
    );
    let expected = [
        LogChoice::Line("a".into()),
        LogChoice::Code(1),
        LogChoice::Mark(Mark {
            choice: MarkChoice::At(vec![1, 2]),
        }),
        LogChoice::Mark(Mark {
            choice: MarkChoice::Always(true),
        }),
        LogChoice::Line("b".into()),
    ];
    assert_eq!(log.choice, expected);
    unwritable::<Echo>(&choice_repeated::Log { choice: Vec::new() });
}

#[test]
fn an_alternative_may_be_a_sequence() {
    use choice_of_sequences::{TargetChoice, operations::Echo};
    let target = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><latitude>48.2</latitude><longitude>16.37</longitude></value>"#,
    );
    let TargetChoice::LatitudeGroup(it) = target.choice else {
        panic!("{target:?}");
    };
    assert_eq!(
        (it.longitude.to_string(), it.height),
        ("16.37".into(), None)
    );
    round_trip::<Echo>(r#"<value xmlns="urn:t"><street>s</street><city>c</city></value>"#);
    round_trip::<Echo>(r#"<value xmlns="urn:t"><mail>m</mail></value>"#);
    refusal::<Echo>(r#"<value xmlns="urn:t"><street>s</street></value>"#);
}

#[test]
fn a_choice_that_may_be_empty_is_optional() {
    use choice_empty::{HolderChoice, operations::Echo};
    let holder = round_trip::<Echo>(r#"<value xmlns="urn:t"><tail>t</tail></value>"#);
    assert_eq!(holder.choice, None);
    let holder = round_trip::<Echo>(r#"<value xmlns="urn:t"><b>b</b><tail>t</tail></value>"#);
    assert_eq!(holder.choice, Some(HolderChoice::B("b".into())));
}

#[test]
fn two_choices_are_two_members() {
    use choices_twice::{Route, RouteChoice, RouteChoice2, operations::Echo};
    let route = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><fromCity>Graz</fromCity><toPort>Koper</toPort></value>"#,
    );
    let expected = Route {
        choice: RouteChoice::FromCity("Graz".into()),
        choice_2: RouteChoice2::ToPort("Koper".into()),
    };
    assert_eq!(route, expected);
}

#[test]
fn a_repeated_sequence_is_a_list_of_structs() {
    use sequence_repeated::operations::Echo;
    let table = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><title>t</title><key>a</key><text>1</text><from>1</from><to>2</to><from>3</from><to>4</to><key>b</key><text>2</text><sum>3</sum><unit>m</unit></value>"#,
    );
    assert_eq!(table.key_group.len(), 2);
    assert_eq!(table.key_group[0].from_group[1].to, 4);
    assert_eq!(table.sum_group.unwrap().unit, "m");
    round_trip::<Echo>(r#"<value xmlns="urn:t"><title/></value>"#);
}

#[test]
fn an_element_may_stand_twice() {
    use element_twice::operations::Echo;
    let range = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><bound>1</bound><unit>m</unit><bound>2</bound></value>"#,
    );
    assert_eq!((range.bound, range.bound_2), (1, 2));
}

#[test]
fn all_is_read_in_any_order() {
    use all::operations::Echo;
    let in_order =
        round_trip::<Echo>(r#"<value xmlns="urn:t" unit="m"><x>1</x><y>2.5</y></value>"#);
    let turned = r#"<value xmlns="urn:t" unit="m"><y>2.5</y><x>1</x></value>"#;
    assert_eq!(deviations::<Echo>(turned), [""; 0]);
    let read = crate::support::read::<Echo>(turned).unwrap().body;
    assert_eq!(read, in_order);
}

#[test]
fn groups_are_inlined_or_repeat() {
    use groups::{ContactChoice, operations::Echo};
    let person = round_trip::<Echo>(
        r#"<value xmlns="urn:t" by="me" at="2024-02-29T12:00:00Z"><first>A</first><last>B</last><mail>m</mail><phone>p</phone><child><first>C</first><last>D</last><first>E</first><last>F</last></child></value>"#,
    );
    assert_eq!(person.choice[1], ContactChoice::Phone("p".into()));
    assert_eq!(person.child.unwrap().first_group[1].last, "F");
}

#[test]
fn wildcards_keep_what_they_take() {
    use any::operations::Echo;
    let open = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:o="urn:o" kind="k" o:more="1"><id>1</id><o:a x="1"><o:b/>text<c xmlns=""/></o:a><d xmlns="urn:d">&amp;</d></value>"#,
    );
    assert_eq!((open.any.len(), open.other_attributes.len()), (2, 1));
    assert_eq!(
        deviations::<Echo>(r#"<value xmlns="urn:t"><id>1</id><unknown/></value>"#).len(),
        1
    );
}

#[test]
fn wildcards_take_the_namespaces_they_list() {
    use any_namespaces::operations::Echo;
    let open = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><x xmlns="urn:b">1</x><y xmlns="">2</y><end>true</end></value>"#,
    );
    assert!(!open.any.name().1.is_empty() && open.any_2.is_some());
    let open = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:a="urn:a" xmlns:b="urn:b" a:c="1" b:c="2"><x xmlns="urn:a"/><end>true</end></value>"#,
    );
    assert!(open.any_2.is_none());
    let names: Vec<&str> = (open.any_attributes.iter())
        .map(|it| &*it.namespace)
        .collect();
    assert_eq!(names, ["urn:a", "urn:b"]);
}

#[test]
fn wildcards_keep_out_what_the_schema_says() {
    use wildcard_exclusions::operations::Echo;
    let open = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:t="urn:t" t:free="1"><id>1</id><x xmlns=""/><y xmlns="urn:b"/><inner><id>2</id><new/><z xmlns="urn:a"/></inner></value>"#,
    );
    let names = |any: &[soap_runtime::xml::AnyElement]| {
        any.iter()
            .map(|it| it.name().1.to_owned())
            .collect::<Vec<String>>()
    };
    assert_eq!(names(&open.any), ["x", "y"]);
    assert_eq!(names(&open.inner.unwrap().any), ["new", "z"]);
    let found = |rest: &str| {
        deviations::<Echo>(&format!(
            r#"<value xmlns="urn:t" xmlns:t="urn:t" xmlns:a="urn:a"><id>1</id>{rest}</value>"#
        ))
    };
    assert!(
        found("<a:x/>")[0].contains("found element `x`"),
        "{:?}",
        found("<a:x/>")
    );
    let known = found("<inner><id>2</id><known>k</known></inner>");
    assert!(known[0].contains("found element `known`"), "{known:?}");
    let error = refusal::<Echo>(
        r#"<value xmlns="urn:t"><id>1</id><inner><id>2</id><id>3</id></inner></value>"#,
    );
    assert!(error.contains("`id` at most once"), "{error}");
    let attributes = deviations::<Echo>(
        r#"<value xmlns="urn:t" xmlns:t="urn:t" xmlns:b="urn:b" t:never="1" t:listed="2" b:c="3"><id>1</id></value>"#,
    );
    assert_eq!(attributes.len(), 3, "{attributes:?}");
}

#[test]
fn a_bad_value_in_an_optional_choice_or_sequence_costs_that_member_alone() {
    use crate::support::read_counting;
    use {choice, sequence_repeated};
    let order = |card: &str| {
        let body = format!(
            r#"<value xmlns="urn:t"><id>1</id><card><number>2</number>{card}</card><note>n</note></value>"#
        );
        let (order, n_deviations) = read_counting::<choice::operations::Echo>(&body);
        let choice::OrderChoice::Card(card) = order.choice else {
            panic!("{:?}", order.choice)
        };
        (card.choice, order.note, n_deviations)
    };
    assert_eq!(order("<month>x</month>"), (None, Some("n".to_owned()), 1));
    assert_eq!(order(r#"<never/>"#), (None, Some("n".to_owned()), 1));
    let table = |rest: &str| {
        let body = format!(r#"<value xmlns="urn:t"><title>t</title>{rest}</value>"#);
        let (table, n_deviations) = read_counting::<sequence_repeated::operations::Echo>(&body);
        (table.sum_group.is_some(), n_deviations)
    };
    assert_eq!(table("<sum>1</sum><unit>u</unit>"), (true, 0));
    assert_eq!(table("<sum>?</sum><unit>u</unit>"), (false, 1));
    assert_eq!(table("<sum>1</sum><unit><x/></unit>"), (false, 1));
    assert_eq!(table("<sum>?</sum>"), (false, 1));
    let error = refusal::<sequence_repeated::operations::Echo>(
        r#"<value xmlns="urn:t"><title>t</title><sum>1</sum></value>"#,
    );
    assert!(error.contains("element `unit`"), "{error}");
}

#[test]
fn untyped_content_is_kept() {
    use any_type::operations::Echo;
    let loose = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" free="f"><typed xsi:type="xs:int">5</typed><untyped a="1">mixed <b>text</b></untyped><simple>s</simple><simple xsi:type="xs:int">7</simple><nil xsi:nil="true"/></value>"#,
    );
    assert_eq!(loose.nil, Nillable::Nil);
    // XSD 1.0 §2.6.1: what a text of any simple type is, it says itself.
    let int = ("http://www.w3.org/2001/XMLSchema", "int");
    assert_eq!(loose.simple[1].xsi_type(), Some(int));
    assert_eq!(loose.simple[1].to_value::<i32>().unwrap(), 7);
    let made = soap_runtime::xml::AnyType::from_value(&7, int.0, int.1).unwrap();
    assert_eq!(
        (made.xsi_type(), made.text()),
        (Some(int), Some("7".to_owned()))
    );
    round_trip::<Echo>(r#"<value xmlns="urn:t"><typed/></value>"#);
}

#[test]
fn mixed_content_has_typed_elements_and_text_between_them() {
    use mixed::{Text, TextChoice, operations::Echo};
    let value = round_trip::<Echo>(
        r#"<value xmlns="urn:t" lang="en">one <b>2</b>
          <b>3</b> thr<!-- four -->ee<![CDATA[ & ]]><i>four</i><u>2026-01-05</u> five <v>six &amp; <by>me</by></v><i/>
          <x xmlns="urn:x">any</x> seven <text>eight</text> nine</value>"#,
    );
    assert_eq!(value.lang.as_deref(), Some("en"));
    assert_eq!(
        (value.b.as_slice(), value.text.as_str()),
        (&[2, 3][..], "eight")
    );
    let TextChoice::UGroup(group) = &value.choice[1] else {
        panic!("{:?}", value.choice)
    };
    assert_eq!(group.v.text.as_ref().unwrap().text(), "six & ");
    let pieces = value.mixed_text.as_ref().unwrap().pieces();
    let pieces: Vec<(usize, &str)> = pieces.map(|(after, text)| (after, text.trim())).collect();
    assert_eq!(
        pieces,
        [
            (0, "one"),
            (1, ""),
            (2, "three &"),
            (4, "five"),
            (6, ""),
            (7, "seven"),
            (8, "nine")
        ]
    );
    let short = round_trip::<Echo>(r#"<value xmlns="urn:t"><text/></value>"#);
    assert_eq!(short, Text::new(""));
    let made = Text::new("end").mixed_text("now ").b([5]);
    let expected = r#"<value xmlns="urn:t">now <b>5</b><text>end</text></value>"#;
    assert_eq!(round_trip::<Echo>(expected), made);
}

#[test]
fn an_element_that_mixed_content_does_not_have_moves_no_text() {
    use mixed::operations::Echo;
    let read_with = |extra: &str| {
        let body =
            format!(r#"<value xmlns="urn:t">a<b>1</b>b{extra}<b>2</b>c<text>t</text></value>"#);
        let incoming = read::<Echo>(&body).unwrap();
        (incoming.body, incoming.deviations.len())
    };
    let (plain, _) = read_with("");
    let (text, n_deviations) = read_with("<new>text</new>");
    assert_eq!((text.mixed_text, n_deviations), (plain.mixed_text, 1));
}

#[test]
fn absent_nil_and_values_stay_apart() {
    use nillable::{Part, operations::Echo};
    const HEAD: &str = r#"<value xmlns="urn:t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><one>1</one>"#;
    let body = |rest: &str| format!("{HEAD}{rest}</value>");
    let nil = round_trip::<Echo>(&body(
        r#"<oneNil xsi:nil="true"/><maybeNil xsi:nil="true"/><manyNil xsi:nil="true"/><manyNil>3</manyNil><some>a</some><some/><part xsi:nil="true"/><parts><text>p</text></parts><parts xsi:nil="true"/>"#,
    ));
    assert_eq!((nil.one_nil, nil.maybe_nil), (None, Nillable::Nil));
    assert_eq!(nil.many_nil, [None, Some(3)]);
    let part = Part { text: "p".into() };
    assert_eq!(
        (nil.part, nil.parts),
        (Nillable::Nil, vec![Some(part), None])
    );
    let absent = round_trip::<Echo>(&body("<oneNil>2</oneNil><some>a</some><some>b</some>"));
    assert_eq!(
        (absent.one_nil, absent.maybe_nil),
        (Some(2), Nillable::Absent)
    );
    assert_eq!((absent.maybe, absent.part), (None, Nillable::Absent));
    let full = round_trip::<Echo>(&body(
        "<oneNil>2</oneNil><maybe>3</maybe><maybeNil>4</maybeNil><many>5</many><many>6</many><some>a</some><some>b</some><some>c</some><part><text/></part>",
    ));
    assert_eq!(
        (full.maybe, full.maybe_nil, full.many.clone()),
        (Some(3), Nillable::Value(4), vec![5, 6])
    );
    assert!(
        unwritable::<Echo>(&nillable::Cells {
            some: vec!["a".into()],
            ..full.clone()
        })
        .contains("some")
    );
    unwritable::<Echo>(&nillable::Cells {
        some: vec!["a".into(); 4],
        ..full.clone()
    });
    // XSD 1.0 §3.3.4: a nil element keeps its attributes, for which nil has no place in Rust.
    let tagged =
        body(r#"<oneNil>2</oneNil><some>a</some><some>b</some><tagged tag="t" xsi:nil="true"/>"#);
    let nil = read::<Echo>(&tagged).unwrap();
    assert_eq!(nil.body.tagged, Nillable::Nil);
    assert!(
        matches!(&deviations::<Echo>(&tagged)[..], [only] if only.contains("`tag`, which is lost"))
    );
    assert!(unwritable::<Echo>(&nil.body).contains("attribute `tag`"));
}

#[test]
fn arrays_are_lists() {
    use arrays::{Item, operations::Echo};
    let lists = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><must/><nil><Item><name>n</name></Item><Item xsi:nil="true"/></nil><rows><ArrayOfInt><int>1</int></ArrayOfInt><ArrayOfInt/></rows></value>"#,
    );
    assert_eq!((lists.must.len(), lists.may), (0, None));
    let item = Item { name: "n".into() };
    assert_eq!(lists.nil, Nillable::Value(vec![Some(item), None]));
    assert_eq!(lists.rows.unwrap()[0].int, [1]);
    let lists = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><must><int>1</int><int>-1</int></must><may/><nil xsi:nil="true"/></value>"#,
    );
    assert_eq!((lists.must, lists.may), (vec![1, -1], Some(vec![])));
    assert_eq!(lists.nil, Nillable::Nil);
}

#[test]
fn empty_types_stay() {
    use empty::operations::Echo;
    let flags = round_trip::<Echo>(r#"<value xmlns="urn:t"><a/><c/></value>"#);
    assert!(flags.b.is_none() && flags.c.is_some());
}

#[test]
fn recursive_types_nest() {
    use recursion::operations::Echo;
    let node = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><name>a</name><next><name>b</name></next><child><name>c</name><child><name>d</name></child></child><left><right><left><right xsi:nil="true"/></left></right></left><nodes><Node><name>e</name></Node></nodes><test><not><and><constant>true</constant></and><and><constant>false</constant></and></not></test></value>"#,
    );
    assert_eq!(node.child[0].child[0].name, "d");
    assert_eq!(node.nodes.unwrap()[0].name, "e");
}

#[test]
fn types_that_come_only_by_name_are_read_and_written() {
    use also::{Host, Property, References, operations::Echo};
    use soap_runtime::xml::AnyType;
    let property: Property = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><name>vm</name><val xsi:type="References"><Reference type="VM">vm-1</Reference></val></value>"#,
    );
    assert_eq!(property.val.xsi_type(), Some(("urn:t", "References")));
    let references: References = property.val.to_value().unwrap();
    assert_eq!(references.reference[0].r#type, "VM");
    // Of another type it is not.
    assert!(property.val.to_value::<Host>().is_err());
    let host = Host { cpu: 8 };
    let val = AnyType::from_value(&host, "urn:all", "Host").unwrap();
    assert_eq!(val.to_value::<Host>().unwrap(), host);
    let property = Property { val, ..property };
    let written = crate::support::write::<Echo>(&property).unwrap();
    let body = &written[written.find("<value").unwrap()..written.find("</soap:Body>").unwrap()];
    let body = body.replacen(
        "<value",
        r#"<value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
        1,
    );
    assert_eq!(round_trip::<Echo>(&body), property);
}

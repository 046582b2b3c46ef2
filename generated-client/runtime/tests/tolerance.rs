//! Values as careless servers write them: one bad value never costs the whole, and nothing is made up.

use soap_runtime::field::{repeated, required};
use soap_runtime::record::shape::Field;
use soap_runtime::record::slot::{Member, Slot, Source};
use soap_runtime::value::{Date, DateTime, Decimal, Nillable, Secret};
use soap_runtime::xml::{
    AnyElement, DecodeError, DecodeErrorKind, Deviation, DeviationKind, EncodeErrorKind, Limits,
    Reader, Tolerance, Writer,
};
use soap_runtime::{Client, InProcess, NoHeaders, Port, Service, ServiceInfo, SoapVersion};

const NS: &str = "urn:x";
const ROOT: Field<'static> = required(NS, "root");

fn read_with<T: Member>(
    content: &str,
    set: impl FnOnce(&mut Reader<'_>),
) -> Result<(T, Vec<Deviation>), DecodeError> {
    let xml = format!(
        "<root xmlns=\"{NS}\" xmlns:x=\"{NS}\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" {content}</root>"
    );
    let limits = Limits::response();
    let mut reader = Reader::new(&xml, &limits)?;
    set(&mut reader);
    let mut value = T::blank();
    reader.child()?;
    value.read(&mut reader, &ROOT, Source::Element)?;
    assert!(!reader.child()?, "the root is the last element");
    Ok((value, reader.take_deviations()))
}

/// Reads `content`, which begins with attributes of the root.
fn read<T: Member>(content: &str) -> Result<(T, Vec<Deviation>), DecodeError> {
    read_with(content, |_| {})
}

fn kinds(deviations: &[Deviation]) -> Vec<DeviationKind> {
    deviations.iter().map(|it| it.kind).collect()
}

/// Members of every kind that servers write carelessly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    number: Option<i32>,
    quantity: Option<i32>,
    price: Option<Decimal>,
    day: Option<Date>,
    at: Option<DateTime>,
    ok: Option<bool>,
    ratio: Nillable<f64>,
    code: Option<Secret<i32>>,
    must: i32,
    many: Vec<i32>,
    color: Option<Color>,
}
soap_runtime::record!(Order, {
    number: attribute("", "number"),
    quantity: optional(NS, "quantity"),
    price: optional(NS, "price"),
    day: optional(NS, "day"),
    at: optional(NS, "at"),
    ok: optional(NS, "ok"),
    ratio: optional(NS, "ratio").nillable(),
    code: optional(NS, "code"),
    must: required(NS, "must"),
    many: repeated(NS, "many"),
    color: optional(NS, "color"),
});

/// A color, listed or not.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Color {
    /// `red`
    Red,
    /// Any other.
    Other(String),
}
soap_runtime::enumeration!(Color, other Other, { Red = "red" });

const MUST: &str = "<must>1</must>";

#[test]
fn an_unreadable_value_of_what_can_be_absent_is_absent() {
    for (content, path, found) in [
        ("><quantity/>", "quantity", "an empty text"),
        ("><quantity>1,234</quantity>", "quantity", "\"1,234\""),
        (
            "><quantity>99999999999</quantity>",
            "quantity",
            "\"99999999999\"",
        ),
        (
            "><quantity>1<b>9</b>0</quantity>",
            "quantity",
            "element `b`",
        ),
        ("><price>ten</price>", "price", "\"ten\""),
        ("><day>08/01/2017</day>", "day", "\"08/01/2017\""),
        ("><at/>", "at", "an empty text"),
        ("><ok>perhaps</ok>", "ok", "\"perhaps\""),
        ("><ratio>-</ratio>", "ratio", "\"-\""),
        ("><code>12<x/></code>", "code", "a hidden value"),
        ("><code>s3cret</code>", "code", "a hidden value"),
        (" number='x'>", "@number", "\"x\""),
    ] {
        let (order, deviations) = read::<Order>(&format!("{content}{MUST}")).unwrap();
        assert_eq!(
            order,
            Order {
                must: 1,
                ..Order::default()
            },
            "{content}"
        );
        let [deviation] = &*deviations else {
            panic!("{content}: {deviations:?}")
        };
        assert_eq!(deviation.kind, DeviationKind::Unreadable);
        assert_eq!(
            (deviation.path.rsplit('/').next(), &*deviation.found),
            (Some(path), found)
        );
        for tolerance in [Tolerance::Growth, Tolerance::Nothing] {
            let strict = |reader: &mut Reader<'_>| reader.set_tolerance(tolerance);
            assert!(
                read_with::<Order>(&format!("{content}{MUST}"), strict).is_err(),
                "{content}"
            );
        }
    }
}

#[test]
fn what_a_text_can_only_have_meant_is_read() {
    let content = "><quantity>5.0</quantity><price>1E-7</price><day>2017/8/1</day><at>2017-08-01 12:12:12+0200</at><ok>True</ok><ratio>Infinity</ratio><must>7.</must><many>1e3</many>";
    let (order, deviations) = read::<Order>(content).unwrap();
    assert_eq!(
        (order.quantity, order.must, order.ok),
        (Some(5), 7, Some(true))
    );
    assert_eq!(order.price.unwrap().to_string(), "0.0000001");
    assert_eq!(order.day.unwrap().to_string(), "2017-08-01");
    assert_eq!(order.at.unwrap().to_string(), "2017-08-01T12:12:12+02:00");
    assert_eq!(order.ratio, Nillable::Value(f64::INFINITY));
    assert_eq!(order.many, [1000]);
    assert_eq!(kinds(&deviations), [DeviationKind::Spelling; 8]);
    assert_eq!(deviations[4].found, "\"True\"");
    for tolerance in [Tolerance::Growth, Tolerance::Nothing] {
        let strict = |reader: &mut Reader<'_>| reader.set_tolerance(tolerance);
        assert!(read_with::<Order>("><must>7.</must>", strict).is_err());
    }
}

#[test]
fn what_is_required_fails_and_says_what_was_found() {
    for (content, found) in [
        ("><must/>", Some("an empty text")),
        ("><must>x</must>", Some("\"x\"")),
        ("><must>1<b>9</b>0</must>", Some("element `b`")),
        ("><must i:nil='true'/>", Some("xsi:nil")),
        ("><must>1</must><many/>", Some("an empty text")),
        ("><must>1</must><many i:nil='true'/>", Some("xsi:nil")),
    ] {
        let error = read::<Order>(content).unwrap_err();
        assert_eq!(error.found(), found, "{content}: {error}");
    }
}

#[test]
fn a_record_that_can_be_absent_is_where_a_value_it_needs_cannot_be_read() {
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Answer {
        first: Option<Order>,
        last: Nillable<Order>,
        list: Option<Vec<Order>>,
        id: i32,
    }
    static ITEM: Field<'static> = repeated(NS, "item");
    soap_runtime::record!(Answer, {
        first: optional(NS, "first"),
        last: optional(NS, "last").nillable(),
        list: wrapper(NS, "list", &ITEM).occurs(0, 1),
        id: required(NS, "id"),
    });
    let content = "><first><day>2017-08-01</day><must>x<deep><deeper/></deep></must><many>1</many></first><last><must/></last><list><item><must>1</must></item><item><must>?</must></item></list><id>7</id>";
    let (answer, deviations) = read::<Answer>(content).unwrap();
    assert_eq!(
        answer,
        Answer {
            id: 7,
            ..Answer::default()
        }
    );
    assert_eq!(kinds(&deviations), [DeviationKind::Unreadable; 3]);
    for (deviation, end) in deviations.iter().zip(["first", "last", "list"]) {
        assert!(deviation.path.ends_with(end), "{deviation}");
    }
    assert!(
        deviations[1].found.contains("/last/must: expected xs:int"),
        "{}",
        deviations[1]
    );
    for tolerance in [Tolerance::Growth, Tolerance::Nothing] {
        let strict = |reader: &mut Reader<'_>| reader.set_tolerance(tolerance);
        assert!(read_with::<Answer>(content, strict).is_err());
    }
    // What is required is not made up, and what is missing is no bad value.
    assert!(read::<Answer>("><id>x</id>").is_err());
    for first in ["<first> <color>red</color></first>", "<first number='1'/>"] {
        let error = read::<Answer>(&format!(">{first}<id>7</id>")).unwrap_err();
        assert_eq!(error.kind(), soap_runtime::xml::DecodeErrorKind::Missing);
    }
    // An element without anything in it is as good as none.
    let empty = "><first></first><last/><id>7</id>";
    let (answer, deviations) = read::<Answer>(empty).unwrap();
    assert_eq!((answer.first, answer.last), (None, Nillable::Absent));
    assert_eq!(kinds(&deviations), [DeviationKind::Unreadable; 2]);
    let growth = |reader: &mut Reader<'_>| reader.set_tolerance(Tolerance::Growth);
    assert!(read_with::<Answer>(empty, growth).is_err());
}

#[test]
fn items_that_cannot_be_read_can_be_left_out() {
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Orders {
        orders: Vec<Order>,
        list: Option<Vec<i32>>,
    }
    static ITEM: Field<'static> = repeated(NS, "item");
    soap_runtime::record!(Orders, {
        orders: repeated(NS, "order"),
        list: wrapper(NS, "list", &ITEM),
    });
    let content = "><order><must>1</must></order><order/><order><must><a/>2</must></order><order i:nil='1'/><order><must>3</must></order><list><item>1</item><item>x</item><item/><item>4</item></list>";
    assert!(read::<Orders>(content).is_err());
    let (orders, deviations) =
        read_with::<Orders>(content, |reader| reader.set_skips_items(true)).unwrap();
    let musts: Vec<i32> = orders.orders.iter().map(|it| it.must).collect();
    assert_eq!((musts, orders.list), (vec![1, 3], Some(vec![1, 4])));
    assert_eq!(kinds(&deviations), [DeviationKind::Unreadable; 5]);
    // What breaks the document breaks it with items left out as well.
    let broken = "><order><must>1</order>";
    assert!(read_with::<Orders>(broken, |reader| reader.set_skips_items(true)).is_err());
}

#[test]
fn nothing_is_made_of_nil_or_emptiness() {
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Part {
        text: Option<String>,
    }
    soap_runtime::record!(Part, { text: optional(NS, "text") });
    #[derive(Clone, Debug, PartialEq)]
    struct Whole {
        part: Part,
        parts: Vec<Part>,
        color: Color,
        name: String,
    }
    soap_runtime::record!(Whole, {
        part: required(NS, "part"),
        parts: repeated(NS, "parts"),
        color: required(NS, "color"),
        name: required(NS, "name"),
    });
    let whole = "><part/><parts/><color>red</color><name/>";
    let (value, deviations) = read::<Whole>(whole).unwrap();
    assert_eq!(
        (value.parts.len(), value.name, deviations.len()),
        (1, String::new(), 0)
    );
    for (from, to) in [
        ("<part/>", "<part i:nil='true'/>"),
        ("<parts/>", "<parts i:nil='1'/>"),
        ("<color>red</color>", "<color/>"),
        ("<color>red</color>", "<color>  </color>"),
        ("<color>red</color>", "<color i:nil='true'/>"),
        ("<name/>", "<name i:nil='true'/>"),
    ] {
        let error = read::<Whole>(&whole.replacen(from, to, 1)).unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::Value, "{to}");
    }
    // A value that is there and not listed is kept.
    let (order, deviations) = read::<Order>(&format!(">{MUST}<color>blue</color>")).unwrap();
    assert_eq!(order.color, Some(Color::Other("blue".into())));
    assert_eq!(kinds(&deviations), [DeviationKind::UnknownValue]);
    let (order, deviations) = read::<Order>(&format!(">{MUST}<color/>")).unwrap();
    assert_eq!(
        (order.color, kinds(&deviations)),
        (None, vec![DeviationKind::Unreadable])
    );
}

#[test]
fn a_secret_is_in_no_deviation() {
    let content = format!("><code>5.0</code>{MUST}");
    let (order, deviations) = read::<Order>(&content).unwrap();
    assert_eq!(order.code.unwrap().into_inner(), 5);
    assert!(!format!("{deviations:?}").contains("5.0"), "{deviations:?}");
}

#[test]
fn a_full_element_leaves_what_follows_to_a_wildcard() {
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Record {
        kind: Option<String>,
        nulls: Vec<String>,
        id: Option<String>,
        any: Vec<AnyElement>,
    }
    soap_runtime::record!(Record, {
        kind: required(NS, "type"),
        nulls: repeated(NS, "null").occurs(0, 2),
        id: required(NS, "Id").nillable(),
        any: any(Wildcard::OneOf(&[NS])),
    });
    let content = "><type>A</type><null>1</null><null>2</null><Id>001</Id><Id>002</Id><null>3</null><Name>n</Name>";
    let (record, deviations) = read::<Record>(content).unwrap();
    assert_eq!((record.id.as_deref(), record.nulls.len()), (Some("001"), 2));
    let names: Vec<&str> = record.any.iter().map(|it| it.name().1).collect();
    assert_eq!((names, deviations), (vec!["Id", "null", "Name"], vec![]));
    // Without a wildcard it is one too many.
    let error = read::<Order>(&format!(">{MUST}{MUST}")).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Repeated);
}

#[test]
fn a_full_member_of_a_group_leaves_what_follows_to_its_namesake() {
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Twice {
        first: Vec<String>,
        between: Option<String>,
        second: Vec<String>,
    }
    soap_runtime::record!(Twice, {
        first: repeated(NS, "a").occurs(0, 2),
        between: optional(NS, "b"),
        second: repeated(NS, "a"),
    });
    let (twice, deviations) = read::<Twice>("><a>1</a><a>2</a><a>3</a><a>4</a>").unwrap();
    assert_eq!(
        (twice.first.len(), twice.second.len(), deviations.len()),
        (2, 2, 0)
    );
    let (twice, deviations) = read::<Twice>("><a>1</a><b/><a>3</a>").unwrap();
    assert_eq!(
        (twice.first.len(), twice.second.len(), deviations.len()),
        (1, 1, 0)
    );
}

#[test]
fn attributes_are_taken_with_and_without_their_namespace() {
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Tagged {
        kind: String,
        plain: Option<String>,
    }
    soap_runtime::record!(Tagged, {
        kind: required_attribute(NS, "type"),
        plain: attribute("", "plain"),
    });
    let (tagged, deviations) = read::<Tagged>("x:type='a' plain='b'>").unwrap();
    assert_eq!((&*tagged.kind, deviations.len()), ("a", 0));
    let (tagged, deviations) = read::<Tagged>("type='a' x:plain='b'>").unwrap();
    assert_eq!((&*tagged.kind, tagged.plain.as_deref()), ("a", Some("b")));
    assert_eq!(kinds(&deviations), [DeviationKind::Namespace; 2]);
    // The right one wins, and what steers the processor is no data.
    let (tagged, _) = read::<Tagged>("type='b' x:type='a'>").unwrap();
    assert_eq!(tagged.kind, "a");
    assert!(read::<Tagged>("i:type='x:a'>").is_err());
}

#[test]
fn a_full_wildcard_takes_nothing_more() {
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Open {
        any: Option<AnyElement>,
        id: i32,
    }
    soap_runtime::record!(Open, {
        any: any(Wildcard::Other(NS)).occurs(0, 1),
        id: required(NS, "id"),
    });
    let content = "><a xmlns='urn:o'/><b xmlns='urn:o'/><id>7</id><c xmlns='urn:o'/>";
    let (open, deviations) = read::<Open>(content).unwrap();
    assert_eq!((open.any.unwrap().name().1, open.id), ("a", 7));
    assert_eq!(kinds(&deviations), [DeviationKind::UnexpectedElement; 2]);
}

#[test]
fn a_required_wildcard_is_named() {
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Open {
        any: AnyElement,
        others: Vec<AnyElement>,
    }
    soap_runtime::record!(Open, {
        any: any(Wildcard::Other("urn:t")).occurs(1, 1),
        others: any(Wildcard::Any).occurs(1, 3),
    });
    let mut writer = Writer::new();
    let error = Open::default().write(&mut writer, &ROOT).unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::Missing);
    assert!(
        error
            .message()
            .contains("an element of any namespace but `urn:t`"),
        "{error}"
    );
    let any = AnyElement::parse("<a xmlns='urn:o'/>").unwrap();
    let open = Open {
        any,
        others: Vec::new(),
    };
    let error = open.write(&mut Writer::new(), &ROOT).unwrap_err();
    assert!(
        error
            .message()
            .contains("an element of any name has 0 items"),
        "{error}"
    );
}

#[test]
fn unlisted_values_are_written_unless_they_are_refused() {
    let order = Order {
        color: Some(Color::Other("blue".to_owned())),
        ..Order::default()
    };
    let mut writer = Writer::new();
    order.write(&mut writer, &ROOT).unwrap();
    assert!(writer.finish().unwrap().contains("blue"));
    let mut writer = Writer::new();
    writer.set_refuses_unlisted(true);
    let error = order.write(&mut writer, &ROOT).unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::Facet);
    assert!(error.message().contains("`color`"), "{error}");
}

soap_runtime::operation!(Paint: Order => (), { operation("paint", required(NS, "root")) });

struct Painter;

impl Service for Painter {
    type RequestHeaders = NoHeaders;
    const INFO: ServiceInfo = {
        const PORTS: &[Port] =
            &[Port::new("p", SoapVersion::V11).address("https://paint.invalid/")];
        ServiceInfo::new("Painter", PORTS)
    };
}

#[test]
fn strict_clients_and_calls_refuse_to_send_unlisted_values() {
    let client = Client::<Painter, _>::new(InProcess::new(|_| unreachable!("nothing is sent")));
    let order = Order {
        color: Some(Color::Other("blue".to_owned())),
        ..Order::default()
    };
    let strict = client.clone().with_strict(true);
    let sent = [
        client.call::<Paint>(order.clone()).to_http(),
        strict.call::<Paint>(order.clone()).strict(false).to_http(),
    ];
    for request in sent {
        let request = request.unwrap().into_body();
        assert!(std::str::from_utf8(&request).unwrap().contains("blue"));
    }
    let refused = [
        client.call::<Paint>(order.clone()).strict(true).to_http(),
        strict.call::<Paint>(order).to_http(),
    ];
    for request in refused {
        let error = request.unwrap_err();
        assert!(error.to_string().contains("`color`"), "{error}");
    }
}

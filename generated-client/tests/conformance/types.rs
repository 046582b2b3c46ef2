//! Derivation: extension, restriction, families and substitution groups.

use soap_runtime::value::Nillable;

use crate::generated::*;
use crate::support::{deviations, refusal, round_trip, unwritable};

#[test]
fn extensions_begin_with_their_base() {
    use extension::{MiddleChoice, operations::Echo};
    let leaf = round_trip::<Echo>(
        r#"<value xmlns="urn:t" id="1" tag="t"><a>a</a><c currency="EUR" net="true">1.25</c><d>d</d></value>"#,
    );
    let MiddleChoice::C(price) = leaf.choice else {
        panic!("{:?}", leaf.choice);
    };
    assert_eq!((price.currency.as_str(), price.net), ("EUR", Some(true)));
    assert_eq!(price.value.to_string(), "1.25");
    let wrong = r#"<value xmlns="urn:t" id="1"><b>b</b><a>a</a></value>"#;
    assert_eq!(deviations::<Echo>(wrong).len(), 1);
}

#[test]
fn restrictions_say_their_content_anew() {
    use restriction::{ShortCode, operations::Echo};
    let pair = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><narrow x="1"><a>a</a><b>1</b></narrow><code list="l">abc</code></value>"#,
    );
    assert_eq!(pair.narrow.x.as_deref(), Some("1"));
    let code = ShortCode {
        value: "abcd".into(),
        ..pair.code.clone()
    };
    let message = unwritable::<Echo>(&restriction::Pair { code, ..pair });
    assert!(message.contains("maxLength"), "{message}");
    refusal::<Echo>(r#"<value xmlns="urn:t"><narrow/><code list="l">abc</code></value>"#);
}

#[test]
fn a_family_is_told_apart_by_xsi_type() {
    use family::{AnyAnimal, AnyDog, operations::Echo};
    let zoo = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:x="http://www.w3.org/2001/XMLSchema-instance" xmlns:q="urn:t"><star x:type="q:Puppy" weeks="3"><name>p</name><barks>false</barks></star><guard x:nil="true"/><others><name>a</name></others><others x:type="q:Dog"><name>d</name><barks>true</barks></others></value>"#,
    );
    assert!(matches!(&zoo.star, AnyAnimal::Puppy(it) if it.weeks == Some(3)));
    assert_eq!(zoo.guard, Nillable::Nil);
    assert!(matches!(
        &zoo.others[..],
        [AnyAnimal::Animal(_), AnyAnimal::Dog(_)]
    ));
    let zoo = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:x="http://www.w3.org/2001/XMLSchema-instance" xmlns:q="urn:t"><star><name>s</name></star><guard><name>g</name><barks>true</barks></guard></value>"#,
    );
    assert!(matches!(&zoo.guard, Nillable::Value(AnyDog::Dog(it)) if it.barks));
}

#[test]
fn what_all_types_of_a_family_have_is_read_without_a_match() {
    use family::{AnyAnimal, AnyDog, Dog, Puppy, Zoo};
    let zoo = Zoo::new(Dog::new("rex", true)).push_others(Puppy::new("p", false));
    assert_eq!(zoo.star.name(), Some("rex"));
    assert_eq!(zoo.others[0].name(), Some("p"));
    assert_eq!(AnyDog::from(Puppy::new("p", true)).barks(), Some(&true));
    assert_eq!(AnyAnimal::Other(Default::default()).name(), None);
}

#[test]
fn an_unknown_member_of_a_family_is_kept() {
    use family::{AnyAnimal, operations::Echo};
    let body = r#"<value xmlns="urn:t" xmlns:x="http://www.w3.org/2001/XMLSchema-instance" xmlns:n="urn:new"><star x:type="n:Cat" lives="9"><name>c</name><n:claws/></star></value>"#;
    let incoming = crate::support::read::<Echo>(body).unwrap();
    assert!(matches!(incoming.body.star, AnyAnimal::Other(_)));
    let written = crate::support::write::<Echo>(&incoming.body).unwrap();
    for part in ["Cat", "lives", "claws", "urn:new"] {
        assert!(written.contains(part), "{written}");
    }
    assert_eq!(
        crate::support::read_envelope::<Echo>(written).unwrap().body,
        incoming.body
    );
}

#[test]
fn an_abstract_type_is_always_named() {
    use family_abstract::{AnyShape, operations::Echo};
    let shape = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:x="http://www.w3.org/2001/XMLSchema-instance" xmlns:q="urn:t" x:type="q:Group"><shape x:type="q:Circle"><color>red</color><radius>1.5</radius></shape><shape x:type="q:Group"/></value>"#,
    );
    let AnyShape::Group(group) = shape else {
        panic!("{shape:?}");
    };
    assert!(matches!(&group.shape[0], AnyShape::Circle(it) if it.radius == 1.5));
    refusal::<Echo>(r#"<value xmlns="urn:t"><color>red</color></value>"#);
}

#[test]
fn a_substitution_group_is_told_apart_by_name() {
    use substitution::{AnyRemark, AnyVehicleElement, GarageChoice, operations::Echo};
    let garage = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><taxi><wheels>4</wheels><plate>W1</plate></taxi><warning>w</warning><remark>r</remark><taxi><wheels>4</wheels><plate>W2</plate></taxi></value>"#,
    );
    assert!(matches!(&garage.vehicle, AnyVehicleElement::Taxi(it) if it.plate == "W1"));
    assert_eq!(
        garage.remark,
        [
            AnyRemark::Warning("w".into()),
            AnyRemark::Remark("r".into())
        ]
    );
    assert!(matches!(garage.choice, Some(GarageChoice::Taxi(_))));
    round_trip::<Echo>(
        r#"<value xmlns="urn:t"><bike><wheels>2</wheels></bike><empty>true</empty></value>"#,
    );
    refusal::<Echo>(r#"<value xmlns="urn:t"><vehicle><wheels>2</wheels></vehicle></value>"#);
}

#[test]
fn anonymous_types_nest() {
    use anonymous::{ValueHeadItemKind, operations::Echo};
    let value = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><head><item kind="1"><kind>b</kind></item><item><kind>a</kind></item></head><item empty="true"/></value>"#,
    );
    assert_eq!(value.head.item[0].kind, ValueHeadItemKind::B);
    assert_eq!(value.item.unwrap().empty, Some(true));
}

#[test]
fn a_redefined_type_extends_its_former_self() {
    use redefine::operations::Echo;
    let person = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><name>n</name><extra>e</extra><more>m</more><born>2000-02-29</born></value>"#,
    );
    assert_eq!(person.more, "m");
}

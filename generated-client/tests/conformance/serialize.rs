//! serde: a value of every type that generated code can hold, to JSON and back.

use crate::generated::exposed;
use crate::generated::serde::{Kind, operations::All};
use crate::support::read;

const BODY: &str = r#"<all xmlns="urn:t" xmlns:p="urn:p" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" p:extra="e"><decimal>1.5</decimal><integer>12345678901234567890123</integer><moment>2024-02-29T01:02:03.5+02:00</moment><day>2024-02-29</day><time>01:02:03Z</time><year>2024</year><yearMonth>2024-02</yearMonth><month>--02</month><monthDay>--02-29</monthDay><dayOfMonth>---29</dayOfMonth><span>P1M2DT3S</span><base64>AQID</base64><hex>0AFF</hex><qname>p:name</qname><anything p:a="b"><p:x><y/></p:x></anything><words>a b</words><float>0.5</float><maybe i:nil="true"/><kind>a-1</kind><kind/><kind>"</kind><kind>else</kind><either>2024-02-29</either><base i:type="Derived" more="1"><name>n</name><inner><name>m</name></inner></base><prose>a <p:b xmlns:q="urn:q" q:c="d"/> &amp; e</prose><password>hunter2</password><token>t-1</token><right>r</right><p:any xmlns="">f</p:any></all>"#;

#[test]
fn every_type_goes_to_json_and_back() {
    let mut value = read::<All>(BODY).unwrap().body;
    let text = serde_json::to_string(&value).unwrap();
    assert!(!text.contains("hunter2"), "{text}");
    assert!(text.contains(r#""token":"t-1""#), "{text}");
    assert!(text.contains(r#""kind":["a-1","","\"","else"]"#), "{text}");
    assert!(text.contains(r#""maybe":"nil""#), "{text}");
    assert!(text.contains(r#""qname":"{urn:p}name""#), "{text}");
    let back = serde_json::from_str(&text).unwrap();
    value.password = None;
    assert_eq!(value, back);
    assert_eq!(value.kind[3], Kind::Other("else".to_owned()));
}

#[test]
fn values_are_checked_when_they_are_read() {
    let value = read::<All>(BODY).unwrap().body;
    let text = serde_json::to_string(&value).unwrap();
    for (good, bad) in [
        ("2024-02-29\"", "2023-02-29\""),
        ("{urn:p}name", "{urn:p"),
        ("AQID", "A"),
        ("</p:x>", "</p:y>"),
    ] {
        let text = text.replacen(good, bad, 1);
        let read: Result<<All as soap_runtime::Operation>::Request, _> =
            serde_json::from_str(&text);
        assert!(read.is_err(), "{bad}: {text}");
    }
}

#[test]
fn secrets_are_written_where_the_settings_ask() {
    let body = r#"<value xmlns="urn:t" token="profile-1"><password>p-1</password><ticket>t-1</ticket><secrets><code>c-1</code><code>c-2</code></secrets><accessToken>a-1</accessToken><EchoToken>e-1</EchoToken><must_change_password>no</must_change_password><TicketNumber>7</TicketNumber></value>"#;
    let value = read::<exposed::operations::Echo>(body).unwrap().body;
    let shown = format!("{value:?}");
    for secret in ["p-1", "t-1", "c-1", "a-1"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    for open in ["profile-1", "e-1", "no", "7"] {
        assert!(shown.contains(&format!("\"{open}\"")), "{shown}");
    }
    let text = serde_json::to_string(&value).unwrap();
    let back: exposed::Login = serde_json::from_str(&text).unwrap();
    assert_eq!(back, value);
    // What was stored before a member was there is read as well.
    let before = text.replace(r#""old_password":null,"#, "");
    assert_ne!(before, text);
    let back: exposed::Login = serde_json::from_str(&before).unwrap();
    assert_eq!(back, value);
}

#[test]
fn values_are_read_as_they_were_written() {
    use serde_json::value::Serializer;
    use soap_runtime::value::{List, Nillable, QName, Secret, exposed};

    let list: List<i32> = serde_json::from_str("[1,2]").unwrap();
    assert_eq!(list, List(vec![1, 2]));
    let name: QName = serde_json::from_str(r#""{urn:x}a""#).unwrap();
    assert_eq!(name, QName::new("urn:x", "a"));
    assert_eq!(
        serde_json::from_str::<QName>(r#""""#).unwrap(),
        QName::default()
    );
    for wrong in [r#""{urn:x}a b""#, r#""{urn:x""#, r#""a:b""#] {
        assert!(serde_json::from_str::<QName>(wrong).is_err(), "{wrong}");
    }
    let open = exposed::serialize(&vec![Secret::new(1)], Serializer).unwrap();
    assert_eq!(open, serde_json::json!([1]));
    let open = exposed::serialize(&Some(Secret::new(1)), Serializer).unwrap();
    assert_eq!(open, serde_json::json!(1));
    let open = exposed::serialize(&Nillable::from(Secret::new(1)), Serializer).unwrap();
    assert_eq!(open, serde_json::json!({"value": 1}));
}

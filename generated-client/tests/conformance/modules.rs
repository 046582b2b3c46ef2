//! Types in modules by namespace: the same names beside each other, and tables that name each other.

use crate::generated::{modules_three, modules_two};
use crate::support::{deviations, round_trip};

#[test]
fn types_of_one_name_refer_to_each_other() {
    use modules_two::{customers, operations::Place, orders};
    let value = round_trip::<Place>(
        r#"<place xmlns="urn:shop:orders:v1" xmlns:c="urn:shop:customers"><order><status>open</status><customer><c:status>new</c:status><c:state>good</c:state><c:orders><status>sent</status></c:orders></customer></order><recipient><c:phone>1234</c:phone><items><code>7</code><back><c:code>ab</c:code><c:last><code>8</code></c:last></back></items></recipient></place>"#,
    );
    assert_eq!(value.order.status, orders::Status::Open);
    let customer = value.order.customer.unwrap();
    assert_eq!(customer.status, customers::Status::New);
    assert_eq!(customer.state, customers::Standing::Good);
    let recipient = value.recipient.unwrap();
    assert_eq!(
        recipient.choice,
        customers::ContactChoice::Phone("1234".to_owned())
    );
    let item: &customers::Item = recipient.items[0].back.as_ref().unwrap();
    assert_eq!(item.last.as_ref().unwrap().code, 8);
    // The facets of either namespace's `Code` hold.
    let long = r#"<place xmlns="urn:shop:orders:v1" xmlns:c="urn:shop:customers"><order><status>open</status></order><recipient><c:phone>12345</c:phone><items><code>0</code></items></recipient></place>"#;
    assert_eq!(deviations::<Place>(long).len(), 2);
}

#[test]
fn what_calls_share_stands_outside() {
    use modules_two::{OrdersRequestHeaders, PlaceFault, orders};
    let headers = OrdersRequestHeaders::default().session(orders::Session::new("me"));
    assert_eq!(headers.session.unwrap().user, "me");
    let fault = PlaceFault::Refused(orders::Item::new(1));
    assert!(matches!(fault, PlaceFault::Refused(it) if it.code == 1));
}

#[test]
fn a_type_of_another_module_can_be_a_whole_body() {
    use modules_two::{customers, operations::Check};
    let value = round_trip::<Check>(r#"<mail xmlns="urn:shop:customers">a</mail>"#);
    assert_eq!(
        value,
        customers::Contact::new(customers::ContactChoice::Mail("a".to_owned()))
    );
}

#[test]
fn families_hold_types_of_one_name() {
    use modules_three::{common_v1, operations::Buy, store};
    let value = round_trip::<Buy>(
        r#"<buy xmlns="http://example.com/shop" xmlns:a="http://example.com/common/v1" xmlns:b="http://example.com/common/v2" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><to i:type="Address" kind="k"><a:street>s</a:street><b:country>c</b:country></to><price>1.5</price><nodes><first><a:next><b:text>t</b:text><b:back/></a:next></first></nodes><card><a:street>s</a:street><b:country>c</b:country></card></buy>"#,
    );
    assert_eq!(value.price, "1.5");
    let address: store::Address = match value.to {
        common_v1::AnyAddress::ShopAddress(it) => it,
        it => panic!("{it:?}"),
    };
    assert_eq!(address.kind.as_deref(), Some("k"));
    assert!(matches!(
        value.payment,
        Some(common_v1::AnyPayment::Card(_))
    ));
}

//! Lists, secrets and values that may be nil: what they are made of comes out of them again, and facets reach into them.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use super::{text_of, value_of};
use crate::value::facets::Facets;
use crate::value::{Duration, List, Nillable, NoScope, QName, Scalar, Secret, Time};

#[test]
fn lists_are_lists_of_rust() {
    let mut list: List<i32> = [1, 2].into_iter().collect();
    list.extend([3]);
    for item in &mut list {
        *item += 1;
    }
    assert_eq!((&list).into_iter().sum::<i32>(), 9);
    assert_eq!(list.clone().into_iter().max(), Some(4));
    assert_eq!(Vec::from(list.clone()), [2, 3, 4]);
    assert_eq!(text_of(&list), "2 3 4");
    assert_eq!(List::<i32>::default(), List::blank());
}

#[test]
fn facets_of_items_are_those_of_each() {
    let item = Facets {
        max_inclusive: Some("3"),
        ..Facets::NONE
    };
    let facets = Facets {
        item: Some(&item),
        ..Facets::NONE
    };
    let check = |items: &[i32], text: &str| facets.check(&List(items.to_vec()), text);
    assert_eq!(check(&[1, 3], "1 3"), Ok(()));
    assert!(check(&[1, 4], "1 4").is_err());
    // A text that was not made from these.
    assert!(check(&[1, 4], "1").is_err());
    let names = Facets {
        names: &["{urn:x}a", "b"],
        ..Facets::NONE
    };
    let known = |namespace, local| names.check(&QName::new(namespace, local), local).is_ok();
    assert!(known("urn:x", "a") && known("", "b"));
    assert!(!known("", "a") && !known("urn:x", "b"));
}

#[test]
fn a_nil_is_no_absence() {
    assert_eq!(Nillable::from(Some(1)).into_option(), Some(1));
    assert!(Nillable::<i32>::from(None).into_option().is_none());
    assert_eq!(Option::from(Nillable::from(1)), Some(1));
    let text: Nillable<Secret<String>> = Nillable::from("s3");
    let owned: Nillable<Secret<String>> = Nillable::from("s3".to_owned());
    for secret in [text, owned] {
        assert_eq!(secret.value().map(|it| it.expose().as_str()), Some("s3"));
    }
}

#[test]
fn secrets_are_values_that_do_not_show() {
    let secret: Secret<i32> = value_of("7");
    let shown = format!("{secret:?}");
    assert!(!shown.is_empty() && !shown.contains('7'), "{shown}");
    assert!(secret.compare("8").is_some_and(|order| order.is_lt()));
    let found = secret.find_form(None, &NoScope, &mut |form| form == "007");
    assert_eq!(found.as_deref(), Some("007"));
    assert_eq!(Secret::<String>::from("s3").expose(), "s3");
}

#[test]
fn a_second_ends_before_the_next() {
    let time: Time = value_of("12:00:00");
    assert!(time.with_nanosecond(999_999_999).is_ok());
    assert!(time.with_nanosecond(1_000_000_000).is_err());
    let state = RandomState::new();
    let hash = |minute| state.hash_one(value_of::<Time>(&format!("12:{minute:02}:00")));
    let hashes: HashSet<u64> = (0..60).map(hash).collect();
    assert!(hashes.len() > 1);
    assert_eq!(text_of(&value_of::<Duration>("PT0S")), "PT0S");
}

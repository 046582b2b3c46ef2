//! Types told by `xsi:type`, and how deep they may lie in each other.

use crate::*;

#[derive(Clone, Debug, PartialEq)]
enum AnyShape {
    Shape(Figure),
    Circle(Box<Circle>),
    Other(AnyType),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Figure {
    name: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Circle {
    name: Option<String>,
    radius: f64,
    inner: Option<AnyShape>,
}

soap_runtime::record!(Figure, {
    name: optional(NS, "name"),
});
soap_runtime::record!(Circle, {
    name: optional(NS, "name"),
    radius: required(NS, "radius"),
    inner: optional(NS, "inner"),
});
soap_runtime::family!(AnyShape, declared, other Other, {
    Shape: (NS, "Shape"),
    Circle(Circle): (NS, "Circle"),
});

/// As a setter is called whose member is `into`.
impl Circle {
    #[expect(dead_code, reason = "that it is in the way of nothing is the test")]
    fn into(self, _: f64) -> Self {
        self
    }
}

#[test]
fn derived_types_are_told_apart_by_xsi_type() {
    let field = required(NS, "shape");
    let xml = r#"<shape xmlns="urn:x" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="urn:x" i:type="p:Circle"><radius>1.5</radius><inner><name>n</name></inner></shape>"#;
    let (shape, deviations) = read::<AnyShape>(xml, &field).unwrap();
    assert_eq!(deviations, []);
    let AnyShape::Circle(circle) = &shape else {
        panic!("{shape:?}");
    };
    let figure = Figure {
        name: Some("n".into()),
    };
    assert_eq!(circle.inner, Some(AnyShape::Shape(figure)));
    let again = read::<AnyShape>(&write(&shape, &field).unwrap(), &field).unwrap();
    assert_eq!(again.0, shape);
}

#[derive(Clone, Debug, PartialEq)]
enum AnyTicket {
    Ticket(Box<Ticket>),
    Other(AnyType),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Ticket {
    seat: String,
}

soap_runtime::record!(Ticket, {
    seat: required_attribute("", "seat"),
});
soap_runtime::family!(AnyTicket, declared, other Other, {
    Ticket: (NS, "Ticket"),
});

#[test]
fn nil_is_not_written_where_the_declared_type_requires_an_attribute() {
    let field = required(NS, "ticket").nillable();
    for error in [
        write(&None::<Ticket>, &field).unwrap_err(),
        write(&None::<AnyTicket>, &field).unwrap_err(),
    ] {
        assert!(error.to_string().contains("attribute `seat`"), "{error}");
    }
    assert!(write(&None::<AnyShape>, &required(NS, "shape").nillable()).is_ok());
}

#[test]
fn unknown_derived_types_keep_their_xml() {
    let field = required(NS, "shape");
    let xml = r#"<shape xmlns="urn:x" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="urn:new" i:type="p:Square"><p:side>2</p:side></shape>"#;
    let (shape, _) = read::<AnyShape>(xml, &field).unwrap();
    assert!(matches!(shape, AnyShape::Other(_)));
    let written = write(&shape, &field).unwrap();
    let (again, _) = read::<AnyShape>(&written, &field).unwrap();
    assert!(matches!(again, AnyShape::Other(_)), "{written}");
    assert!(written.contains("Square"), "{written}");
    assert!(written.contains("urn:new"), "{written}");
}

#[test]
fn deep_values_fit_a_small_stack() {
    let field = required(NS, "shape");
    let mut limits = Limits::response();
    limits.depth = Limits::MAX_DEPTH;
    let open = r#"<inner i:type="p:Circle"><radius>1</radius>"#;
    // The root, and the radius of the innermost shape.
    let depth = Limits::MAX_DEPTH - 2;
    let mut xml = String::from(
        r#"<shape xmlns="urn:x" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="urn:x" i:type="p:Circle"><radius>1</radius>"#,
    );
    for _ in 0..depth {
        xml.push_str(open);
    }
    for _ in 0..depth {
        xml.push_str("</inner>");
    }
    xml.push_str("</shape>");
    let thread = std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            let mut reader = Reader::new(&xml, &limits).unwrap();
            let mut shape = AnyShape::blank();
            assert!(reader.child().unwrap());
            shape.read(&mut reader, &field, Source::Element).unwrap();
            let mut writer = Writer::new();
            shape.write(&mut writer, &field).unwrap();
            writer.finish().unwrap().len()
        });
    assert!(thread.unwrap().join().unwrap() > depth * 20);
}

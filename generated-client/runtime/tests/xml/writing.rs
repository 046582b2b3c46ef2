//! What the writer writes, and what it refuses to.

use soap_runtime::xml::{EncodeError, EncodeErrorKind, Limits, Writer};

use crate::checked;

fn written(build: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> String {
    let mut writer = Writer::new();
    build(&mut writer).unwrap();
    let res = writer.finish().unwrap();
    checked(&res).unwrap_or_else(|error| panic!("{res}: {error}"));
    res
}

fn refused(build: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> EncodeError {
    let mut writer = Writer::new();
    build(&mut writer)
        .and_then(|()| writer.finish().map(drop))
        .unwrap_err()
}

#[test]
fn default_namespaces_are_redeclared_where_they_change() {
    let text = written(|it| {
        it.declaration();
        it.start("urn:a", "A")?;
        it.start("urn:a", "B")?;
        it.text("1")?;
        it.end()?;
        it.start("", "C")?;
        it.start("urn:a", "D")?;
        it.end()?;
        it.end()?;
        it.start("urn:a", "E")?;
        it.end()?;
        it.end()
    });
    assert_eq!(
        text,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><A xmlns=\"urn:a\"><B>1</B><C xmlns=\"\"><D xmlns=\"urn:a\"/></C><E/></A>"
    );
}

#[test]
fn prefixes_in_scope_are_used() {
    let text = written(|it| {
        it.start_prefixed("s", "urn:s", "Envelope")?;
        it.declare_prefix("s", "urn:s")?;
        it.start("urn:s", "Body")?;
        it.start("urn:a", "A")?;
        it.declare_prefix("s", "urn:other")?;
        it.start("urn:s", "hidden")?;
        it.end()?;
        it.end()?;
        it.end()?;
        it.end()
    });
    assert_eq!(
        text,
        "<s:Envelope xmlns:s=\"urn:s\"><s:Body><A xmlns=\"urn:a\" xmlns:s=\"urn:other\">\
         <hidden xmlns=\"urn:s\"/></A></s:Body></s:Envelope>"
    );
}

#[test]
fn attributes_and_types() {
    let text = written(|it| {
        it.start("urn:a", "A")?;
        it.attribute("", "b", "<\"'&\t\n\r>")?;
        it.attribute("urn:x", "b", "1")?;
        it.attribute("urn:x", "c", "2")?;
        it.attribute("http://www.w3.org/XML/1998/namespace", "lang", "en")?;
        it.start("urn:a", "N")?;
        it.nil()?;
        it.end()?;
        it.start("urn:a", "T")?;
        it.xsi_type("http://www.w3.org/2001/XMLSchema", "int")?;
        it.text("1")?;
        it.end()?;
        it.start("urn:a", "Q")?;
        assert_eq!(it.prefix_for("urn:a"), "n2");
        assert_eq!(it.prefix_for("urn:x"), "n1");
        it.text("n2:x")?;
        it.end()?;
        it.end()
    });
    assert_eq!(
        text,
        "<A xmlns=\"urn:a\" b=\"&lt;&quot;'&amp;&#x9;&#xA;&#xD;&gt;\" xmlns:n1=\"urn:x\" n1:b=\"1\" n1:c=\"2\" xml:lang=\"en\">\
         <N xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>\
         <T xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"xsd:int\">1</T>\
         <Q xmlns:n2=\"urn:a\">n2:x</Q></A>"
    );
}

#[test]
fn texts_are_escaped() {
    let text = written(|it| {
        it.start("", "a")?;
        it.text("<&>]]>\r\n\t\"'\u{1F600}")?;
        it.text("")?;
        it.end()
    });
    assert_eq!(text, "<a>&lt;&amp;&gt;]]&gt;&#xD;\n\t\"'\u{1F600}</a>");
    assert_eq!(
        written(|it| it
            .start("", "a")
            .and_then(|()| it.text(""))
            .and_then(|()| it.end())),
        "<a/>"
    );
}

#[test]
fn what_xml_cannot_carry_is_refused_with_its_path() {
    for text in [
        "\u{0}",
        "\u{7}",
        "\u{FFFE}",
        "\u{FFFF}",
        "long enough \u{1F}",
    ] {
        let error = refused(|it| {
            it.start("urn:a", "A")?;
            it.start("urn:a", "B")?;
            it.text(text)
        });
        assert_eq!(error.kind(), EncodeErrorKind::ForbiddenCharacter);
        assert_eq!(error.path(), "/A/B");
        let error = refused(|it| {
            it.start("urn:a", "A")?;
            it.attribute("", "b", text)
        });
        assert_eq!(error.kind(), EncodeErrorKind::ForbiddenCharacter);
    }
    for name in ["", "1", "a b", "a:b", "a>", "a\u{D7}"] {
        assert_eq!(
            refused(|it| it.start("", name)).kind(),
            EncodeErrorKind::Name
        );
    }
    assert_eq!(
        refused(|it| it.start("\u{1}", "a")).kind(),
        EncodeErrorKind::ForbiddenCharacter
    );
}

#[test]
fn structure_is_checked() {
    let structure = EncodeErrorKind::Structure;
    assert_eq!(refused(|_| Ok(())).kind(), structure);
    assert_eq!(refused(|it| it.start("", "a")).kind(), structure);
    assert_eq!(refused(Writer::end).kind(), structure);
    assert_eq!(refused(|it| it.text("x")).kind(), structure);
    assert_eq!(
        refused(|it| {
            it.start("", "a")?;
            it.end()?;
            it.start("", "b")
        })
        .kind(),
        structure
    );
    assert_eq!(
        refused(|it| {
            it.start("", "a")?;
            it.text("x")?;
            it.attribute("", "b", "1")
        })
        .kind(),
        structure
    );
    assert_eq!(
        refused(|it| {
            it.start("", "a")?;
            it.attribute("", "b", "1")?;
            it.attribute("", "b", "2")
        })
        .kind(),
        structure
    );
    assert_eq!(
        refused(|it| {
            it.start("urn:a", "a")?;
            assert_eq!(it.prefix_for(""), "");
            it.end()
        })
        .kind(),
        EncodeErrorKind::Name
    );
}

#[test]
fn depth_has_a_bound() {
    let error = refused(|it| {
        for _ in 0..=Limits::MAX_DEPTH {
            it.start("", "a")?;
        }
        Ok(())
    });
    assert_eq!(error.kind(), EncodeErrorKind::Depth);
}

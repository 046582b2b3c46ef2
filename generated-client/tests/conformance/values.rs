//! Simple types: their lexical forms, facets, defaults.

use soap_runtime::value::Nillable;

use crate::generated::*;
use crate::support::{deviations, read, refusal, round_trip, unwritable, write};

#[test]
fn numbers_and_times_are_exact() {
    use builtin_numbers_times::operations::Echo;
    let values = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><boolean>true</boolean><byte>-128</byte><short>32767</short><int>-2147483648</int><long>9223372036854775807</long><unsignedByte>255</unsignedByte><unsignedShort>65535</unsignedShort><unsignedInt>4294967295</unsignedInt><unsignedLong>18446744073709551615</unsignedLong><integer>-123456789012345678901234567890</integer><positiveInteger>1</positiveInteger><negativeInteger>-1</negativeInteger><nonNegativeInteger>0</nonNegativeInteger><nonPositiveInteger>0</nonPositiveInteger><decimal>0.1</decimal><float>-INF</float><double>NaN</double><dateTime>2024-02-29T23:59:59.123456789+14:00</dateTime><date>2024-02-29</date><time>00:00:00Z</time><duration>-P1Y2M3DT4H5M6.7S</duration><gYear>2024</gYear><gYearMonth>2024-02</gYearMonth><gMonth>--02</gMonth><gMonthDay>--02-29</gMonthDay><gDay>---29</gDay></value>"#
            .replace("NaN", "1.5E300")
            .as_str(),
    );
    assert_eq!(values.unsigned_long, u64::MAX);
    assert_eq!(
        values.integer.to_string(),
        "-123456789012345678901234567890"
    );
    assert_eq!(values.float, f32::NEG_INFINITY);
}

#[test]
fn texts_bytes_and_names_are_kept() {
    use builtin_texts::operations::Echo;
    let values = round_trip::<Echo>(
        r#"<value xmlns="urn:t" xmlns:n1="urn:p" id="i" idref="r" names="a b" base64Binary="AQI=" QName="n1:x" xml:lang="de"><string>  a
b  </string><normalizedString> c </normalizedString><token>d e</token><language>en</language><Name>n:n</Name><NCName>n</NCName><NMTOKEN>1</NMTOKEN><anyURI>http://x/?a=1&amp;b=2</anyURI><QName>n1:y</QName><base64Binary>/w==</base64Binary><hexBinary>0AFF</hexBinary></value>"#,
    );
    assert_eq!(values.string, "  a\nb  ");
    assert_eq!(values.hex_binary.as_ref(), [10, 255]);
    assert_eq!(
        (&*values.q_name.namespace, &*values.q_name.local),
        ("urn:p", "y")
    );
}

#[test]
fn lists_and_unions_have_values() {
    use lists_unions::{Level, Limit, operations::Echo};
    let bounds = round_trip::<Echo>(
        r#"<value xmlns="urn:t" limits="1 2"><sizes/><codes>a b</codes><limit>5</limit><limit>high</limit><limit>2024-01-01</limit><tokens>x y</tokens></value>"#,
    );
    assert_eq!(
        bounds.limit[..2],
        [Limit::Int(5), Limit::Level(Level::High)]
    );
    assert!(bounds.sizes.is_empty());
    let unknown = r#"<value xmlns="urn:t"><sizes/><codes>a</codes><limit>soon</limit><tokens>x</tokens></value>"#;
    assert_eq!(deviations::<Echo>(unknown).len(), 1);
    let mut too_many = bounds.clone();
    too_many.codes = ["a", "b", "c"].map(str::to_owned).into_iter().collect();
    assert!(unwritable::<Echo>(&too_many).contains("maxLength"));
    let mut no_token = bounds.clone();
    no_token.tokens = vec!["a,b".to_owned()].into();
    assert!(unwritable::<Echo>(&no_token).contains("pattern"));
    no_token.tokens = vec![].into();
    assert!(unwritable::<Echo>(&no_token).contains("minLength"));
}

#[test]
fn enumerations_keep_what_they_do_not_know() {
    use enumerations::{Less, Number, Odd, operations::Echo};
    let odds = round_trip::<Echo>(
        r#"<value xmlns="urn:t" odd=""><odd/><odd>1</odd><odd>-1</odd><odd>Self</odd><odd>self</odd><odd>a-b</odd><odd>a_b</odd><odd>Other</odd><odd>größe</odd><odd>*</odd><odd>two words</odd><number>10</number><less>self</less></value>"#,
    );
    assert_eq!(odds.odd.len(), 11);
    assert_eq!((&odds.odd[0], &odds.odd[7]), (&Odd::Empty, &Odd::Other));
    assert_eq!(
        (&odds.number, &odds.less),
        (&Number::N10, &Some(Less::Self_))
    );
    let unknown = r#"<value xmlns="urn:t"><odd>new</odd><number>1</number></value>"#;
    let read = read::<Echo>(unknown).unwrap();
    assert_eq!(read.body.odd, [Odd::Unlisted("new".into())]);
    assert_eq!(read.deviations.len(), 1);
    assert!(write::<Echo>(&read.body).unwrap().contains(">new<"));
}

#[test]
fn facets_are_checked_when_written_and_reported_when_read() {
    use facets::{Checked, operations::Echo};
    const GOOD: &str = r#"<value xmlns="urn:t" short="ab"><exact>abc</exact><between>a</between><pattern>AZ</pattern><percent>100</percent><open>0.5</open><money>1234.56</money><line>a b</line><day>2000-01-01</day><bytes>00ff</bytes></value>"#;
    let good = round_trip::<Echo>(&GOOD.replace("00ff", "00FF"));
    let broken = [
        ("exact>abc", "exact>ab", "length"),
        ("between>a", "between>abcde", "maxLength"),
        ("between>a", "between>", "minLength"),
        ("pattern>AZ", "pattern>A1", "pattern"),
        ("percent>100", "percent>101", "maxInclusive"),
        ("open>0.5", "open>1", "maxExclusive"),
        ("money>1234.56", "money>12345.67", "totalDigits"),
        ("money>1234.56", "money>1.234", "fractionDigits"),
        ("day>2000-01-01", "day>1999-12-31", "minInclusive"),
        ("bytes>00ff", "bytes>00", "length"),
        ("short=\"ab\"", "short=\"abc\"", "maxLength"),
    ];
    for (from, to, facet) in broken {
        let body = GOOD.replace(from, to);
        let incoming = read::<Echo>(&body).unwrap();
        let told: Vec<String> = incoming
            .deviations
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(told.len() == 1 && told[0].contains(facet), "{to}: {told:?}");
        let message = unwritable::<Echo>(&incoming.body);
        assert!(message.contains(facet), "{to}: {message}");
    }
    let spaced = Checked {
        line: " a  b ".into(),
        ..good
    };
    assert!(write::<Echo>(&spaced).unwrap().contains("line"));
}

#[test]
fn defaults_fill_what_is_absent() {
    use defaults::{Color, operations::Echo};
    let options =
        read::<Echo>(r#"<value xmlns="urn:t" must="yes"><size/><version>1.0</version></value>"#)
            .unwrap();
    assert_eq!(options.deviations, []);
    let options = options.body;
    assert_eq!((options.size, options.unit), (7, None));
    assert_eq!((options.color, options.count), (Some(Color::Red), Some(1)));
    assert_eq!(options.schema.as_deref(), Some("v2"));
    let fixed = r#"<value xmlns="urn:t" must="no" schema="v1"><size>1</size><unit/><version>2.0</version></value>"#;
    assert_eq!(deviations::<Echo>(fixed).len(), 3);
    assert_eq!(
        read::<Echo>(fixed).unwrap().body.unit.as_deref(),
        Some("cm")
    );
    let full = r#"<value xmlns="urn:t" color="blue" count="2" schema="v2" must="yes"><size>1</size><unit>m</unit><version>1.0</version></value>"#;
    let full = round_trip::<Echo>(full);
    let wrong = defaults::Options {
        version: "2.0".into(),
        ..full
    };
    assert!(unwritable::<Echo>(&wrong).contains("1.0"));
    // Nobody is asked for what the schema fixes.
    let made = defaults::Options::new(7).service(defaults::Service::default());
    let written = write::<Echo>(&made).unwrap();
    assert!(written.contains("must=\"yes\"") && written.contains("<major>23</major>"));
}

#[test]
fn secrets_do_not_show() {
    use secrets::operations::Echo;
    let login = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><user>u</user><password>hunter2</password><sessionToken>t0ken</sessionToken></value>"#,
    );
    let shown = format!("{login:?}");
    assert!(shown.contains("\"u\"") && !shown.contains("hunter2") && !shown.contains("t0ken"));
    assert!(matches!(login.session_token, Nillable::Value(_)));
}

#[test]
fn a_body_may_be_one_text() {
    use simple_body::operations::Echo;
    let text = round_trip::<Echo>(r#"<value xmlns="urn:t">abc</value>"#);
    assert_eq!(text, "abc");
    assert!(unwritable::<Echo>(&"abcdef".to_owned()).contains("maxLength"));
    refusal::<Echo>(r#"<other xmlns="urn:t">abc</other>"#);
}

#[test]
fn items_of_lists_are_checked_each() {
    use list_facets::{Shares, operations::Echo};
    let body = |codes: &str, share: &str| {
        format!(r#"<value xmlns="urn:t" codes="{codes}"><share>{share}</share></value>"#)
    };
    let good = round_trip::<Echo>(&body("AB CD", "1 50 100"));
    for (codes, share, facet) in [
        ("AB C", "1", "pattern"),
        ("AB", "1 101", "maxInclusive"),
        ("AB", "1 2 3 4", "maxLength"),
    ] {
        let told = deviations::<Echo>(&body(codes, share));
        assert!(told.len() == 1 && told[0].contains(facet), "{told:?}");
        let broken: Shares = read::<Echo>(&body(codes, share)).unwrap().body;
        let message = unwritable::<Echo>(&broken);
        assert!(message.contains(facet), "{message}");
    }
    assert_eq!(good.share.0, [1, 50, 100]);
}

#[test]
fn members_of_unions_take_what_their_facets_allow() {
    use list_facets::{Rate, operations::Echo};
    let body = |rates: &str| {
        let rates: String = rates
            .split(' ')
            .map(|it| format!("<rate>{it}</rate>"))
            .collect();
        format!(r#"<value xmlns="urn:t"><share>1</share>{rates}</value>"#)
    };
    let mut shares = round_trip::<Echo>(&body("100 101 abc ?"));
    let text = |it: &str| it.to_owned();
    assert_eq!(
        shares.rate,
        [
            Rate::Percent(100),
            Rate::Double(101.0),
            Rate::Literal(text("abc")),
            Rate::Literal2(text("?"))
        ]
    );
    // A value is written so that its own member reads it: `12` would be a percentage, and so would zero.
    let doubles = round_trip::<Echo>(&body("12.0")).rate;
    assert_eq!(doubles, [Rate::Double(12.0)]);
    let smallest = read::<Echo>(&body("2e-324")).unwrap().body;
    assert_eq!(smallest.rate, [Rate::Double(0.0)]);
    assert!(write::<Echo>(&smallest).unwrap().contains(">0.0<"));
    // What no member takes is kept, and listed.
    let odd = read::<Echo>(&body("??")).unwrap();
    assert_eq!(odd.body.rate, [Rate::Other(text("??"))]);
    assert_eq!(odd.deviations.len(), 1);
    assert!(write::<Echo>(&odd.body).is_ok());
    // Valid is what one member takes, whichever it was given as.
    shares.rate = vec![Rate::Percent(101), Rate::Literal(text("!"))];
    assert!(write::<Echo>(&shares).unwrap().contains(">!<"));
    shares.rate = vec![Rate::Literal(text("A B"))];
    assert!(unwritable::<Echo>(&shares).contains("pattern"));
}

#[test]
fn values_that_a_type_does_not_have_are_no_defaults() {
    use bad_defaults::operations::Echo;
    let body = |attributes: &str, ratio: &str| {
        format!(
            r#"<value xmlns="urn:t" {attributes}><count>1</count><ratio>{ratio}</ratio></value>"#
        )
    };
    let odd = read::<Echo>(&body("", "")).unwrap();
    assert_eq!(odd.deviations, []);
    let odd = odd.body;
    assert!(odd.level.is_none() && odd.color.is_none() && odd.on.is_none());
    assert_eq!(
        (odd.ok, odd.ratio.to_string().as_str()),
        (Some(true), "0.50")
    );
    // Another form of the fixed value is the fixed value.
    assert_eq!(deviations::<Echo>(&body(r#"price="1.00""#, "2")).len(), 0);
    assert_eq!(deviations::<Echo>(&body(r#"price="1.01""#, "2")).len(), 1);
    let price = read::<Echo>(&body(r#"price="1""#, "2")).unwrap().body;
    assert!(write::<Echo>(&price).is_ok());
}

#[test]
fn types_of_the_later_version_are_read() {
    use later_version::operations::Echo;
    let modern = round_trip::<Echo>(
        r#"<value xmlns="urn:t" id="a" of="a" parts="b c"><at>2024-02-29T12:00:00Z</at><days>P1DT2H</days><years>P1Y2M</years><any>x</any><base><newer>1</newer></base><note>2</note></value>"#,
    );
    assert_eq!(modern.base.unwrap().newer, 1);
}

#[test]
fn values_are_written_in_the_form_of_their_pattern() {
    use lexical_forms::{Either, Forms, operations::Echo};
    let forms = round_trip::<Echo>(
        r#"<value xmlns="urn:t" zip="00001"><amount>10.00</amount><stamp>2024-01-01T10:00:00.000Z</stamp><zip>00042</zip><rate>2.500</rate><lease>PT90M</lease><zips>00001 00020</zips><either>01234</either><free>1.50</free></value>"#,
    );
    let written = write::<Echo>(&Forms {
        amount: 10.into(),
        stamp: "2024-01-01T12:00:00+02:00".parse().unwrap(),
        either: Either::Zip(7),
        free: "10.00".parse().unwrap(),
        ..forms.clone()
    })
    .unwrap();
    for it in [
        ">10.00</amount>",
        ">2024-01-01T10:00:00.000Z<",
        ">00007</either>",
        ">10.00</free>",
    ] {
        assert!(written.contains(it), "{it} in {written}");
    }
    let no_form = Forms {
        amount: "1.234".parse().unwrap(),
        ..forms
    };
    assert!(unwritable::<Echo>(&no_form).contains("pattern"));
}

#[test]
fn facets_can_be_switched_off() {
    use unchecked::{Place, operations::Echo};
    let place = Place {
        country: " DE ".to_owned(),
        name: "Aachen".to_owned(),
        code: "AC".to_owned(),
        origin: None,
        language: None,
        tags: None,
        height: None,
    };
    assert!(write::<Echo>(&place).is_ok());
    let code = "Aachen".to_owned();
    assert!(unwritable::<Echo>(&Place { code, ..place }).contains("maxLength"));
    let text =
        r#"<value xmlns="urn:t"><country> DE </country><name>Aachen</name><code>A</code></value>"#;
    let place = read::<Echo>(text).unwrap();
    assert_eq!(
        (place.body.country.as_str(), place.deviations.len()),
        ("DE", 0)
    );
    // Defaults that only those facets forbid are taken.
    let text = text.replace("</value>", "<origin/><language/><tags/><height/></value>");
    let place = read::<Echo>(&text).unwrap().body;
    assert_eq!(place.origin.as_deref(), Some("CH"));
    assert_eq!(place.language.as_deref(), Some("de_CH"));
    assert_eq!(place.tags, Some(["a@b".to_owned()].into()));
    assert_eq!(place.height, Some((-1).into()));
}

#[test]
fn enumerations_are_listed_and_sorted() {
    use closed::{RideMood, Speed};
    assert_eq!(Speed::ALL, [Speed::Slow, Speed::Fast]);
    assert_eq!(RideMood::ALL, [RideMood::Good]);
    let mut moods = [RideMood::from("bad"), RideMood::Good];
    moods.sort();
    assert_eq!(moods, [RideMood::Good, RideMood::Other("bad".to_owned())]);
}

#[test]
fn a_closed_enumeration_takes_what_the_schema_lists() {
    use closed::{Ride, RideGear, Speed, operations::Echo};
    let ride: Ride = round_trip::<Echo>(
        r#"<value xmlns="urn:t"><speed>slow</speed><before>fast</before><gear>2</gear></value>"#,
    );
    let (copied, again) = (ride.speed, ride.speed);
    assert_eq!((copied, again.as_str()), (Speed::Slow, "slow"));
    assert_eq!(ride.gear, Some(RideGear::N2));
    assert_eq!(ride.try_speed("fast").unwrap().speed, Speed::Fast);
    let json = serde_json::to_string(&Speed::ALL).unwrap();
    assert_eq!(json, r#"["slow","fast"]"#);

    let unlisted = r#"<value xmlns="urn:t"><speed> fast</speed><before>faster</before><gear>+1</gear></value>"#;
    let read = read::<Echo>(unlisted).unwrap();
    assert_eq!(read.deviations.len(), 1, "{:?}", read.deviations);
    assert_eq!(
        (read.body.speed, read.body.before, read.body.gear),
        (Speed::Fast, None, Some(RideGear::N1))
    );
    refusal::<Echo>(r#"<value xmlns="urn:t"><speed>faster</speed></value>"#);
}

#[test]
fn literals_are_compared_as_values() {
    use enumeration_bases::{Bases, BasesInline, Either, Phrase, Size, operations::Echo};
    let plain: Bases = round_trip::<Echo>(
        r#"<value xmlns="urn:t" size="2" pair="a b"><size>1</size><phrase>two words</phrase><moment>2024-01-01T00:00:00Z</moment><flag>true</flag><sizes>1 2</sizes><either>two words</either><inline>0.5</inline></value>"#,
    );
    let padded = read::<Echo>(
        "<value xmlns='urn:t' size=' +2 ' pair=' a  b '><size>001</size><phrase>\n two   words </phrase><moment>2024-01-01T00:00:00.0+00:00</moment><flag> 1</flag><sizes>\n01 +2 </sizes><either> two\twords</either><inline>.50</inline></value>",
    )
    .unwrap();
    assert_eq!((&padded.body, padded.deviations.len()), (&plain, 0));
    assert_eq!(
        (plain.size, plain.size_attribute),
        (Size::N1, Some(Size::N2))
    );
    assert_eq!(plain.either, Either::Phrase(Phrase::TwoWords));
    assert_ne!(plain.inline, BasesInline::Other("0.5".to_owned()));
    // Another moment is another value.
    let other = read::<Echo>(
        r#"<value xmlns="urn:t"><size>11</size><phrase>twowords</phrase><moment>2024-01-01T00:00:00+01:00</moment><flag>false</flag><sizes/><either>5</either><inline>5</inline></value>"#,
    );
    assert_eq!(other.unwrap().deviations.len(), 5);
}

#[test]
fn qualified_names_are_compared_as_namespace_and_local_name() {
    use enumeration_bases::operations::Echo;
    use soap_runtime::value::QName;
    let body = |kind: &str, code: &str, codes: &str| {
        format!(
            r#"<p:value xmlns:p="urn:t" xmlns="urn:t" xmlns:o="urn:o" xmlns:x="http://www.w3.org/2001/XMLSchema" kind="{kind}"><size>1</size><phrase>two words</phrase><moment>2024-01-01T00:00:00Z</moment><flag>true</flag><sizes>1</sizes><either>5</either><inline>0.5</inline><code>{code}</code><codes>{codes}</codes></p:value>"#
        )
    };
    let incoming = read::<Echo>(&body("p:gif", " x:int ", "a p:a x:int")).unwrap();
    assert_eq!(incoming.deviations.len(), 0);
    let mut bases = incoming.body;
    let written = crate::support::read_envelope::<Echo>(write::<Echo>(&bases).unwrap());
    assert_eq!(written.unwrap().body, bases);
    assert_eq!(bases.kind, Some(QName::new("urn:t", "gif")));
    let found = deviations::<Echo>(&body("gif", "o:a", "o:a"));
    // A name without a prefix is of the default namespace, so that `gif` is listed.
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].contains("o:a") && found[0].contains("{urn:t}a"),
        "{found:?}"
    );
    bases.code = Some(QName::new("urn:t", "int"));
    assert!(unwritable::<Echo>(&bases).contains("`code` expected enumeration"));
}

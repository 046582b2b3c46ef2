//! Signature wrapping: a valid signature stays in the message, and another body is where the service looks.
//!
//! Whatever is done to a signed message, it is refused, or read as what was signed.

use soap_runtime::SoapVersion;
use soap_runtime::ws_security::{Part, Security};

use crate::keys::keys;
use crate::signing::{order, pinned, received, sent};

const WSA: &str = "http://www.w3.org/2005/08/addressing";
const TO: Part = Part::Header {
    namespace: WSA,
    local: "To",
};

/// A signed message, and the pieces that forgers move around.
struct Message {
    text: String,
    body: String,
    security: String,
    signature: String,
    timestamp: String,
    token: String,
    to: String,
    /// The id of the body.
    id: String,
}

impl Message {
    fn new() -> Self {
        let security = Security::new()
            .with_identity(keys().client.identity())
            .with_timestamp(std::time::Duration::from_secs(300))
            .with_signed(Part::Body)
            .with_signed(TO);
        let text = sent(&security, SoapVersion::V11);
        let body = cut(&text, "<soap:Body", "</soap:Body>");
        let id = body.split("wsu:Id=\"").nth(1).unwrap();
        let id = id.split('"').next().unwrap().to_owned();
        Self {
            security: cut(&text, "<wsse:Security ", "</wsse:Security>"),
            signature: cut(&text, "<ds:Signature ", "</ds:Signature>"),
            timestamp: cut(&text, "<wsu:Timestamp", "</wsu:Timestamp>"),
            token: cut(
                &text,
                "<wsse:BinarySecurityToken",
                "</wsse:BinarySecurityToken>",
            ),
            to: cut(&text, "<wsa:To", "</wsa:To>"),
            body,
            id,
            text,
        }
    }

    /// The body with other content, and these attributes.
    fn evil(&self, attributes: &str) -> String {
        let inner = "<order xmlns=\"urn:orders\"><article>evil</article></order>";
        format!("<soap:Body {attributes}>{inner}</soap:Body>")
    }

    fn evil_with_id(&self) -> String {
        let wsu = soap_runtime::ws_security::WSU;
        self.evil(&format!("xmlns:wsu=\"{wsu}\" wsu:Id=\"{}\"", self.id))
    }

    fn with(&self, old: &str, new: &str) -> String {
        let res = self.text.replacen(old, new, 1);
        assert_ne!(res, self.text, "nothing was changed: {old}");
        res
    }

    /// The signed body goes where `place` puts it, and `evil` in its place.
    fn moved(&self, evil: &str, place: impl Fn(&str, &str) -> String) -> String {
        let without = self.with(&self.body, evil);
        let res = place(&without, &self.body);
        assert_ne!(res, without);
        res
    }
}

fn cut(text: &str, from: &str, to: &str) -> String {
    let start = text
        .find(from)
        .unwrap_or_else(|| panic!("no {from} in {text}"));
    let end = text[start..].find(to).unwrap_or_else(|| panic!("no {to}")) + start + to.len();
    text[start..end].to_owned()
}

/// Where a text gets another.
type Place<'p> = dyn Fn(&str, &str) -> String + 'p;

/// All documents, with what each of them tries.
fn documents() -> Vec<(String, String)> {
    let m = Message::new();
    let mut res: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, text: String| res.push((name.to_owned(), text));
    let wsu = soap_runtime::ws_security::WSU;
    let id = &m.id;

    // The signed body moved, another in its place under every kind of id.
    let places: [(&str, &Place<'_>); 8] = [
        ("a header block", &|text, body| {
            text.replacen(
                "<soap:Header>",
                &format!("<soap:Header><w:w xmlns:w='urn:w'>{body}</w:w>"),
                1,
            )
        }),
        ("the header itself", &|text, body| {
            text.replacen("<soap:Header>", &format!("<soap:Header>{body}"), 1)
        }),
        ("the security block", &|text, body| {
            text.replacen(
                "</wsse:Security>",
                &format!("<w>{body}</w></wsse:Security>"),
                1,
            )
        }),
        ("an object of the signature", &|text, body| {
            text.replacen(
                "</ds:Signature>",
                &format!("<ds:Object>{body}</ds:Object></ds:Signature>"),
                1,
            )
        }),
        ("the end of the envelope", &|text, body| {
            text.replacen(
                "</soap:Envelope>",
                &format!("<w>{body}</w></soap:Envelope>"),
                1,
            )
        }),
        ("the start of the envelope", &|text, body| {
            text.replacen("<soap:Header>", &format!("<w>{body}</w><soap:Header>"), 1)
        }),
        ("the body itself", &|text, body| {
            text.replacen(
                "</article></order>",
                &format!("</article></order>{body}"),
                1,
            )
        }),
        ("a member of the body", &|text, body| {
            text.replacen(
                "</article></order>",
                &format!("</article><note>{body}</note></order>"),
                1,
            )
        }),
    ];
    let ids = [
        ("no id", String::new()),
        (
            "the same id",
            format!("xmlns:wsu=\"{wsu}\" wsu:Id=\"{id}\""),
        ),
        (
            "another id",
            format!("xmlns:wsu=\"{wsu}\" wsu:Id=\"other\""),
        ),
        ("Id", format!("Id=\"{id}\"")),
        ("ID", format!("ID=\"{id}\"")),
        ("id", format!("id=\"{id}\"")),
        ("xml:id", format!("xml:id=\"{id}\"")),
        (
            "an Id of another namespace",
            format!("xmlns:x=\"urn:x\" x:Id=\"{id}\""),
        ),
    ];
    for (place, put) in places {
        for (kind, attributes) in &ids {
            let name = format!("the body moved to {place}, another with {kind}");
            add(&name, m.moved(&m.evil(attributes), put));
        }
    }
    let unqualified = m.body.replacen("wsu:Id=", "Id=", 1);
    let moved = m.with(&m.body, &m.evil_with_id());
    add(
        "the moved body loses the namespace of its id",
        moved.replacen(
            "<soap:Header>",
            &format!("<soap:Header><w>{unqualified}</w>"),
            1,
        ),
    );

    // Several of what there is one of.
    add(
        "another body in front",
        m.with(&m.body, &format!("{}{}", m.evil(""), m.body)),
    );
    add(
        "another body behind",
        m.with(&m.body, &format!("{}{}", m.body, m.evil(""))),
    );
    add(
        "another body behind with its id",
        m.with(&m.body, &format!("{}{}", m.body, m.evil_with_id())),
    );
    let header = format!("<soap:Header>{}</soap:Header>", m.security);
    add(
        "a second header in front",
        m.with("<soap:Header>", &format!("{header}<soap:Header>")),
    );
    add(
        "two security blocks",
        m.with(&m.security, &format!("{}{}", m.security, m.security)),
    );
    let empty = m.security.replace(&m.signature, "");
    add(
        "a security block without signature in front",
        m.with(&m.security, &format!("{empty}{}", m.security)),
    );
    let next = "soap:actor=\"http://schemas.xmlsoap.org/soap/actor/next\"";
    let elsewhere = m
        .security
        .replacen("<wsse:Security ", &format!("<wsse:Security {next} "), 1);
    add(
        "the security block for another actor",
        m.with(&m.security, &elsewhere),
    );
    add(
        "two timestamps",
        m.with(&m.timestamp, &format!("{}{}", m.timestamp, m.timestamp)),
    );
    let fresh = m.timestamp.replacen("wsu:Id=", "wsu:Other=", 1);
    add(
        "an unsigned timestamp instead",
        m.with(&m.timestamp, &format!("<w>{}</w>{fresh}", m.timestamp)),
    );
    add(
        "an unsigned timestamp beside",
        m.with(&m.timestamp, &format!("{fresh}{}", m.timestamp)),
    );
    add("no timestamp", m.with(&m.timestamp, ""));
    let evil_to =
        "<wsa:To xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">https://evil.example/</wsa:To>";
    add("another receiver", m.with(&m.to, evil_to));
    add(
        "another receiver beside",
        m.with(&m.to, &format!("{}{evil_to}", m.to)),
    );
    add(
        "another receiver, the signed one in a block",
        m.with(
            &m.to,
            &format!("<w:w xmlns:w='urn:w'>{}</w:w>{evil_to}", m.to),
        ),
    );

    // The signature elsewhere, or none.
    add("no signature", m.with(&m.signature, ""));
    add("no security block", m.with(&m.security, ""));
    let evil = |inner: &str| {
        format!(
            "<soap:Body><order xmlns=\"urn:orders\"><article>evil</article><note>{inner}</note></order></soap:Body>"
        )
    };
    let without = m.with(&m.signature, "");
    add(
        "the signature in a member",
        without.replacen(&m.body, &evil(&m.signature), 1),
    );
    add(
        "the security block in a member",
        m.with(&m.security, "")
            .replacen(&m.body, &evil(&m.security), 1),
    );
    let detail = format!(
        "<soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>x</faultstring><detail>{}{}</detail></soap:Fault></soap:Body>",
        m.security, m.body
    );
    add(
        "all of it in the detail of a fault",
        m.with(&m.security, "").replacen(&m.body, &detail, 1),
    );
    add(
        "the signature in a block of its own",
        without.replacen("<soap:Header>", &format!("<soap:Header>{}", m.signature), 1),
    );
    let whole = m.text.split_once("?>").unwrap().1;
    let inside = evil(whole);
    add(
        "the whole message in a member",
        m.with(&m.security, "").replacen(&m.body, &inside, 1),
    );
    add(
        "the whole message in a member, its security block outside too",
        m.with(&m.body, &inside),
    );
    add(
        "the whole message in a header block",
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><w>{whole}</w></s:Header>{}</s:Envelope>",
            m.evil("xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"")
        ),
    );

    // What the signature says.
    let uri = format!("URI=\"#{id}\"");
    for other in [
        "URI=\"\"",
        "URI=\"#xpointer(/)\"",
        "URI=\"cid:body\"",
        "URI=\"#other\"",
        "Other=\"\"",
    ] {
        add(&format!("a reference with {other}"), m.with(&uri, other));
    }
    add(
        "a reference by xpointer",
        m.with(&uri, &format!("URI=\"#xpointer(id('{id}'))\"")),
    );
    let reference = cut(
        &m.signature,
        &format!("<ds:Reference {uri}"),
        "</ds:Reference>",
    );
    add(
        "a reference less",
        m.with(&reference, "").replacen(&m.body, &m.evil(""), 1),
    );
    let transform = cut(&reference, "<ds:Transform ", "</ds:Transform>");
    for other in [
        "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
        "http://www.w3.org/TR/1999/REC-xslt-19991116",
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2000/09/xmldsig#base64",
    ] {
        let more = format!("{transform}<ds:Transform Algorithm=\"{other}\"/>");
        add(&format!("the transform {other}"), m.with(&transform, &more));
    }
    add("no transforms", m.with(&transform, ""));
    let method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    for other in [
        "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        "urn:none",
    ] {
        add(
            &format!("the signature method {other}"),
            m.with(method, other),
        );
    }
    let value = cut(&m.signature, "<ds:SignatureValue>", "</ds:SignatureValue>");
    add(
        "an empty value",
        m.with(&value, "<ds:SignatureValue></ds:SignatureValue>"),
    );
    add("a second value", m.with(&value, &format!("{value}{value}")));
    let info = cut(&m.signature, "<ds:SignedInfo>", "</ds:SignedInfo>");
    let forged = info.replacen(&reference, "", 1);
    add(
        "a second `SignedInfo` in front",
        m.with(&info, &format!("{forged}{info}"))
            .replacen(&m.body, &m.evil(""), 1),
    );
    add(
        "a second `SignedInfo` behind",
        m.with(&info, &format!("{info}{forged}"))
            .replacen(&m.body, &m.evil(""), 1),
    );
    let stranger = sent(
        &Security::new().with_identity(keys().stranger.identity()),
        SoapVersion::V11,
    );
    let token = cut(
        &stranger,
        "<wsse:BinarySecurityToken",
        "</wsse:BinarySecurityToken>",
    );
    let octets = |token: &str| {
        cut(token, "\">", "</")
            .trim_matches(['"', '>', '<', '/'])
            .to_owned()
    };
    add(
        "the token of a stranger",
        m.with(&octets(&m.token), &octets(&token)),
    );
    add(
        "two tokens of one id",
        m.with(&m.token, &format!("{}{}", m.token, m.token)),
    );
    add("the message of a stranger", stranger);

    // Another meaning of the same characters.
    add(
        "another default namespace",
        m.with("<order xmlns=\"urn:orders\"", "<order xmlns=\"urn:evil\""),
    );
    add(
        "another namespace of `soap`",
        m.with(
            "xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"",
            "xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\"",
        ),
    );
    add(
        "another `xsd`",
        m.with(
            "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"",
            "xmlns:xsd=\"urn:evil\"",
        ),
    );
    add(
        "another `xsi`",
        m.with(
            "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
            "xmlns:xsi=\"urn:evil\"",
        ),
    );
    add(
        "an attribute more",
        m.with("<article>", "<article x=\"1\">"),
    );
    add("white space more", m.with("<article>", " <article>"));
    add("an instruction in a text", m.with("tea", "te<?x?>a"));
    add("an element in a text", m.with("tea", "te<x/>a"));
    add("another text", m.with("tea", "evil"));
    add("an entity", m.with("tea", "&evil;"));
    let declared = |subset: &str| {
        m.text.replacen(
            "<soap:Envelope",
            &format!("<!DOCTYPE x [{subset}]><soap:Envelope"),
            1,
        )
    };
    add(
        "a declared entity",
        declared("<!ENTITY evil \"evil\">").replacen("tea", "&evil;", 1),
    );
    add(
        "an entity from elsewhere",
        declared("<!ENTITY evil SYSTEM \"file:///etc/passwd\">").replacen("tea", "&evil;", 1),
    );
    add("a declared id", declared("<!ATTLIST order a ID #IMPLIED>"));
    add(
        "a default attribute",
        declared("<!ATTLIST order a CDATA \"evil\">"),
    );
    res
}

#[test]
fn no_document_is_taken_for_what_was_not_signed() {
    let demanding = || {
        pinned(&keys().client)
            .with_demanded(TO)
            .with_demanded_timestamp()
    };
    let untouched = Message::new();
    assert_eq!(
        received(&untouched.text, &demanding()).unwrap().body,
        order()
    );
    let documents = documents();
    assert!(documents.len() >= 100, "{}", documents.len());
    // They are no nonsense: whoever asks for no signature reads what the forger wants.
    let is_forged = |text: &str| {
        let read = received(text, &Security::new()).map(|it| it.body.article);
        read.is_ok_and(|it| it.as_deref() == Some("evil"))
    };
    let n_forged = documents.iter().filter(|(_, text)| is_forged(text)).count();
    assert!(n_forged >= 60, "{n_forged}");
    for (name, text) in documents {
        if let Ok(incoming) = received(&text, &demanding()) {
            panic!("{name}: taken as {:?}\n{text}", incoming.body);
        }
    }
}

#[test]
fn comments_and_sections_change_nothing_of_what_is_read() {
    let message = Message::new();
    for (old, new) in [
        ("tea", "te<!-- x -->a"),
        ("tea", "<!--</article><article>evil-->tea"),
        ("tea", "<![CDATA[tea]]>"),
        ("tea", "t&#101;a"),
        ("<article>", "<article >"),
    ] {
        let text = message.with(old, new);
        let incoming = received(&text, &pinned(&keys().client)).unwrap();
        assert_eq!(incoming.body, order(), "{new}");
    }
}

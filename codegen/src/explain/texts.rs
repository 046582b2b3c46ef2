//! The explanations. A code without one does not compile.

use super::{Explanation, Frame};
use crate::diagnostic::code::Code;

/// What there is to say about `code`.
pub(super) fn explanation(code: Code) -> Explanation {
    match code {
        Code::Unreadable => Explanation {
            why: "The file does not exist, is no regular file, may not be read by this user, or is larger than the limit of 32 MiB. A root that cannot be read ends the run; of an import only what needs it is lost.",
            frame: Frame::Commands,
            wrong: "wsdl-codegen inspect Shp.wsdl",
            right: "wsdl-codegen inspect Shop.wsdl",
            proceed: "check the path and the permissions; name `roots` in `service.toml` relative to its folder.",
        },
        Code::NotWellFormed => Explanation {
            why: "The text breaks a rule of XML 1.0, is not in the encoding it declares, holds a DTD, or passes a limit such as 256 levels of elements. DTDs are refused without an option: entities can hide anything. Only in imported documents a document type declaration that declares nothing itself is read past, with a warning.",
            frame: Frame::Document,
            wrong: "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\">\n  <service name=\"Shop\">\n</definitions>",
            right: "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\">\n  <service name=\"Shop\"/>\n</definitions>",
            proceed: "look at the place that the message shows. At the end of the file: it is cut off; fetch it again. HTML there: it is an error or sign-in page; fetch it with `wsdl-codegen capture` and the headers that the server wants. A wrong encoding: save the file as UTF-8. A DTD: remove it from your copy, and write out what its entities stand for.",
        },
        Code::NotWsdl => Explanation {
            why: "The root element is not `definitions` of WSDL 1.1. Servers answer with a help page in HTML where `?wsdl` is missing or nobody is signed in; WSDL 2.0 (`description`) is another language.",
            frame: Frame::Document,
            wrong: "<html><body>Sign in</body></html>",
            right: "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\" targetNamespace=\"urn:shop\"/>",
            proceed: "look at the file; fetch the address with `?wsdl` or `?singleWsdl`; for a schema, name the WSDL that uses it.",
        },
        Code::ImportNotFound => Explanation {
            why: "The location leads to no file of the capture, and no file of that name is anywhere else in it. What the document declares is unknown, and operations that need it are skipped.",
            frame: Frame::Schema,
            wrong: "<xs:import namespace=\"urn:goods\" schemaLocation=\"good.xsd\"/>",
            right: "<xs:import namespace=\"urn:goods\" schemaLocation=\"types/goods.xsd\"/>",
            proceed: "put the document beside the one that imports it, or fetch the WSDL again with all that it imports: `wsdl-codegen capture <address> <folder>`.",
        },
        Code::ImportOutside => Explanation {
            why: "The location is a URL, an absolute path, or leads above the folder. Generation reads the capture's folder and nothing else, so that it gives the same files everywhere; only a WSDL that is named by itself, not by its folder, takes along `*.xsd` and `*.wsdl` that relative locations name above it. A file of the same name in the folder is taken instead, which is a note; without one, what the document declares is unknown.",
            frame: Frame::Schema,
            wrong: "<xs:import namespace=\"urn:goods\" schemaLocation=\"https://example.com/goods.xsd\"/>",
            right: "<xs:import namespace=\"urn:goods\" schemaLocation=\"types/goods.xsd\"/>",
            proceed: "fetch the WSDL again with all that it imports: `wsdl-codegen capture <address> <folder>`, with `--allow-host` for imports from other hosts; or store the document in the folder, under its own name or under one that you write into the location.",
        },
        Code::MissingAttribute => Explanation {
            why: "The declaration cannot be understood without this attribute and is left out, with what refers to it.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element type=\"xs:string\"/>\n  </xs:sequence>\n</xs:complexType>",
            right: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"article\" type=\"xs:string\"/>\n  </xs:sequence>\n</xs:complexType>",
            proceed: "add the attribute; if the document is somebody else's, mend your copy and tell them.",
        },
        Code::BadValue => Explanation {
            why: "The attribute's type, which the specification fixes, has no such value, or a default or fixed value is none of its declared type. The attribute is read as if it were absent.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"article\" type=\"xs:string\" minOccurs=\"many\"/>\n  </xs:sequence>\n</xs:complexType>",
            right: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"article\" type=\"xs:string\" maxOccurs=\"unbounded\"/>\n  </xs:sequence>\n</xs:complexType>",
            proceed: "write one of the values that the message names.",
        },
        Code::UnboundPrefix => Explanation {
            why: "A qualified name in an attribute uses a prefix that neither the element nor any around it declares, so the name stands for nothing. What uses it is skipped.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"price\" type=\"money:Price\"/>\n  </xs:sequence>\n</xs:complexType>",
            right: "<xs:complexType name=\"Order\" xmlns:money=\"urn:shop\">\n  <xs:sequence>\n    <xs:element name=\"price\" type=\"money:Price\"/>\n  </xs:sequence>\n</xs:complexType>\n<xs:simpleType name=\"Price\">\n  <xs:restriction base=\"xs:decimal\"/>\n</xs:simpleType>",
            proceed: "declare the prefix with `xmlns:…`, or use one that is declared.",
        },
        Code::UnknownElement => Explanation {
            why: "The specification has no such element in this place. It is read past with all that is in it: a spelling mistake, an extension, or a version of XSD later than 1.0.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:sequnce>\n    <xs:element name=\"article\" type=\"xs:string\"/>\n  </xs:sequnce>\n</xs:complexType>",
            right: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"article\" type=\"xs:string\"/>\n  </xs:sequence>\n</xs:complexType>",
            proceed: "mend the name. For an extension nothing need be done if the service works without it.",
        },
        Code::Duplicate => Explanation {
            why: "Two declarations of one kind share a name and differ. The first is taken, in the order in which documents are read; if the service means the other, its messages do not fit. The same declaration twice, as servers like to send it, is no problem and not reported, and services of one name are one with the ports of all.",
            frame: Frame::Schema,
            wrong: "<xs:simpleType name=\"Price\">\n  <xs:restriction base=\"xs:decimal\"/>\n</xs:simpleType>\n<xs:simpleType name=\"Price\">\n  <xs:restriction base=\"xs:string\"/>\n</xs:simpleType>",
            right: "<xs:simpleType name=\"Price\">\n  <xs:restriction base=\"xs:decimal\"/>\n</xs:simpleType>\n<xs:simpleType name=\"PriceText\">\n  <xs:restriction base=\"xs:string\"/>\n</xs:simpleType>",
            proceed: "see which of the two the service's messages follow. In one document, remove the other from your copy. Two versions of one schema in the folder are the usual cause: generate from one root at a time, or where one root reaches both, let `service.toml` choose by a file: `[[patch]]` with `reason = \"…\"` and `keep-version = { name = \"Price\", file = \"v2.xsd\" }`.",
        },
        Code::UnresolvedName => Explanation {
            why: "Nothing of this name is declared in the loaded documents; the nearest name is in the help. Operations that reach it are skipped, all others are generated.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"price\" type=\"tns:Prise\"/>\n  </xs:sequence>\n</xs:complexType>\n<xs:simpleType name=\"Price\">\n  <xs:restriction base=\"xs:decimal\"/>\n</xs:simpleType>",
            right: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"price\" type=\"tns:Price\"/>\n  </xs:sequence>\n</xs:complexType>\n<xs:simpleType name=\"Price\">\n  <xs:restriction base=\"xs:decimal\"/>\n</xs:simpleType>",
            proceed: "mend the name or its prefix, or add the document that declares it to the folder and import it.",
        },
        Code::Cycle => Explanation {
            why: "A type is its own base, a group holds itself, or a value would have to hold another of its own type without an end. A type that holds itself through an optional or repeated element is fine.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:complexContent>\n    <xs:extension base=\"tns:Paper\"/>\n  </xs:complexContent>\n</xs:complexType>\n<xs:complexType name=\"Paper\">\n  <xs:complexContent>\n    <xs:extension base=\"tns:Order\"/>\n  </xs:complexContent>\n</xs:complexType>",
            right: "<xs:complexType name=\"Order\">\n  <xs:complexContent>\n    <xs:extension base=\"tns:Paper\"/>\n  </xs:complexContent>\n</xs:complexType>\n<xs:complexType name=\"Paper\">\n  <xs:sequence>\n    <xs:element name=\"title\" type=\"xs:string\"/>\n  </xs:sequence>\n</xs:complexType>",
            proceed: "break the circle at the definition that should not refer to the others.",
        },
        Code::OperationSkipped => Explanation {
            why: "Something that the operation needs cannot be generated: a name that does not resolve, a form of message that SOAP over HTTP does not have, a missing binding. The message says what. All other operations are generated; `--strict` makes the skip an error.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"price\" type=\"tns:Absent\"/>\n  </xs:sequence>\n</xs:complexType>",
            right: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"price\" type=\"xs:decimal\"/>\n  </xs:sequence>\n</xs:complexType>",
            proceed: "the message names the cause: a missing document is fetched by `wsdl-codegen capture` or put into the folder; a missing or wrong declaration is mended in your copy or by a `[[patch]]` in `service.toml`; an operation that nobody needs is named in `[operations] exclude`, so that `--strict` passes. `wsdl-codegen inspect` shows all operations.",
        },
        Code::PortSkipped => Explanation {
            why: "The port speaks plain HTTP or another protocol, its binding is missing, or another port offers the same operations in the same version of SOAP: nothing is lost that SOAP can reach. SOAP over JMS, TCP or mail is generated without an address where no port of HTTP offers the operations. Port types that nothing binds are taken for SOAP 1.1 over HTTP, document/literal, or rpc/literal where a part has a type.",
            frame: Frame::Wsdl,
            wrong: "<binding name=\"ShopGet\" type=\"tns:ShopPort\">\n  <http:binding verb=\"GET\"/>\n</binding>\n<service name=\"ShopByGet\">\n  <port name=\"ShopGet\" binding=\"tns:ShopGet\"/>\n</service>",
            right: "<service name=\"ShopBySoap\">\n  <port name=\"ShopSoap\" binding=\"tns:ShopSoap\">\n    <soap:address location=\"https://example.com/shop\"/>\n  </port>\n</service>",
            proceed: "usually nothing. To choose among ports, name them in `[ports] only` of `service.toml`.",
        },
        Code::Lossy => Explanation {
            why: "The schema says something that the Rust types do not say; messages can still be exchanged. The message says what is not carried over, e.g. a header that cannot be built, or a derived type that is not generated.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:sequence/>\n</xs:complexType>\n<xs:complexType name=\"Gift\">\n  <xs:complexContent>\n    <xs:extension base=\"tns:Order\">\n      <xs:sequence>\n        <xs:element name=\"card\" type=\"tns:Absent\"/>\n      </xs:sequence>\n    </xs:extension>\n  </xs:complexContent>\n</xs:complexType>",
            right: "<xs:complexType name=\"Order\">\n  <xs:sequence/>\n</xs:complexType>\n<xs:complexType name=\"Gift\">\n  <xs:complexContent>\n    <xs:extension base=\"tns:Order\">\n      <xs:sequence>\n        <xs:element name=\"card\" type=\"xs:string\"/>\n      </xs:sequence>\n    </xs:extension>\n  </xs:complexContent>\n</xs:complexType>",
            proceed: "read what is lost; if callers need it, mend the cause. `--strict` makes losses errors.",
        },
        Code::InvalidSchema => Explanation {
            why: "The schema breaks a rule of XML Schema 1.0, whose name the message gives. The generator knows what is meant, or reads past it; validating parsers and other tools refuse such a schema. It is a note, under `--strict` too.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:attribute name=\"id\" type=\"xs:string\"/>\n  <xs:sequence/>\n</xs:complexType>",
            right: "<xs:complexType name=\"Order\">\n  <xs:sequence/>\n  <xs:attribute name=\"id\" type=\"xs:string\"/>\n</xs:complexType>",
            proceed: "usually nothing; tell those who publish the schema, or mend your copy.",
        },
        Code::Facet => Explanation {
            why: "A pattern of XSD always spans the whole value: `^` and `$` are characters in it, and it has no lookahead and no flags. Many servers hand it to another regular expression engine, so that what they take is not what the schema says. A pattern that does not compile is not checked.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"country\" type=\"tns:Country\"/>\n  </xs:sequence>\n</xs:complexType>\n<xs:simpleType name=\"Country\">\n  <xs:restriction base=\"xs:string\">\n    <xs:pattern value=\"^[A-Z]{2}$\"/>\n  </xs:restriction>\n</xs:simpleType>",
            right: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"country\" type=\"tns:Country\"/>\n  </xs:sequence>\n</xs:complexType>\n<xs:simpleType name=\"Country\">\n  <xs:restriction base=\"xs:string\">\n    <xs:pattern value=\"[A-Z]{2}\"/>\n  </xs:restriction>\n</xs:simpleType>",
            proceed: "if the server takes what the pattern refuses, switch the facets of the type or member off: `facets.off = [\"Country\"]` in `service.toml`.",
        },
        Code::NameCollision => Explanation {
            why: "Two names of the documents become one in Rust, where case and punctuation are made uniform. The later one gets a number or keeps more of its name, and both work.",
            frame: Frame::Schema,
            wrong: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"itemId\" type=\"xs:string\"/>\n    <xs:element name=\"item_id\" type=\"xs:string\"/>\n  </xs:sequence>\n</xs:complexType>",
            right: "<xs:complexType name=\"Order\">\n  <xs:sequence>\n    <xs:element name=\"itemId\" type=\"xs:string\"/>\n    <xs:element name=\"itemNumber\" type=\"xs:string\"/>\n  </xs:sequence>\n</xs:complexType>",
            proceed: "choose better names in `[naming.rename]` of `service.toml`, e.g. `\"Order.item_id\" = \"item_key\"`.",
        },
        Code::Settings => Explanation {
            why: "A setting names something that the documents do not have: it is spelled otherwise, or a new version of the WSDL dropped it.",
            frame: Frame::Settings,
            wrong: "[secrets]\nalso = [\"acount\"]",
            right: "[secrets]\nalso = [\"account\"]",
            proceed: "use the name as the WSDL spells it, without prefix; `wsdl-codegen inspect` and `dump ir` show them.",
        },
        Code::PolicyIgnored => Explanation {
            why: "A WS-Policy asks for what the client does not do by itself: it needs a user name, keys, or code of yours, or asks in words that nothing here knows. The message names it; of several alternatives the one that asks least comes first. What can be done without you is: https, WS-Addressing, MTOM. A call that lacks credentials is an error before anything is sent.",
            frame: Frame::Wsdl,
            wrong: "<wsp:Policy wsu:Id=\"Signed\">\n  <sp:SignedParts><sp:Body/></sp:SignedParts>\n</wsp:Policy>\n<service name=\"Secured\">\n  <port name=\"Secured\" binding=\"tns:ShopSoap\">\n    <wsp:PolicyReference URI=\"#Signed\"/>\n  </port>\n</service>",
            right: "<service name=\"Plain\">\n  <port name=\"Plain\" binding=\"tns:ShopSoap\"/>\n</service>",
            proceed: "run `wsdl-codegen inspect`, which says under `needs` what each port and operation asks; the documentation of the client and the crate's README show the code that gives it, and the recipes of `soap_runtime` more. Where a hook or a transport of yours protects messages, `with_policy_check(false)` says so. A policy that is not in the capture has to be put there.",
        },
        Code::LimitPassed => Explanation {
            why: "The documents are larger than any known service's: over 32 MiB in a file, 128 MiB or 5,000 files together, over 100,000 particles in one type, or bases nested 256 deep. The limits keep hostile documents from eating the machine.",
            frame: Frame::Commands,
            wrong: "wsdl-codegen generate everything/ --out src/everything",
            right: "wsdl-codegen generate everything/Shop.wsdl --out src/shop",
            proceed: "generate from one WSDL at a time, or name the operations you need with `--operation`.",
        },
    }
}

//! What a comparison says: a [`Report`] of [`Change`]s, each with what it means for callers.
//!
//! In: nothing (plain data). Out: nothing. Written by the comparison, read by the renderers.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use crate::words::words;

words! {
    /// What a change means for callers, the worst first.
    pub enum Effect {
        /// A call that worked may not work any more: the request is not valid, or what comes back cannot be told apart.
        BreaksRequests = "breaks-requests",
        /// Rust code that compiled against the old client may not compile against the new one.
        BreaksCode = "breaks-code",
        /// An answer may hold something new or lack something, or what is left out means something else.
        Answers = "answers",
        /// Something can be used that was not there.
        New = "new",
        /// Nobody has to do anything.
        Harmless = "harmless",
    }
}

words! {
    /// The version step that a change asks of the generated client.
    pub enum Step {
        /// Nothing changed.
        None = "none",
        /// Only what is harmless changed.
        Patch = "patch",
        /// There is something new, or answers differ.
        Minor = "minor",
        /// Requests or code break.
        Major = "major",
    }
}

impl Step {
    /// The step that `effect` asks for.
    pub fn of(effect: Effect) -> Self {
        match effect {
            Effect::BreaksRequests | Effect::BreaksCode => Self::Major,
            Effect::Answers | Effect::New => Self::Minor,
            Effect::Harmless => Self::Patch,
        }
    }
}

/// Which messages a type can be part of.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Reach {
    /// Requests, their headers among them.
    pub requests: bool,
    /// Answers, their headers and faults among them.
    pub answers: bool,
}

impl Reach {
    /// Requests only.
    pub const REQUESTS: Self = Self {
        requests: true,
        answers: false,
    };
    /// Answers only.
    pub const ANSWERS: Self = Self {
        requests: false,
        answers: true,
    };

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            requests: self.requests || other.requests,
            answers: self.answers || other.answers,
        }
    }

    /// The reach in a word; empty for none.
    pub fn as_str(self) -> &'static str {
        match (self.requests, self.answers) {
            (true, true) => "both",
            (true, false) => "requests",
            (false, true) => "answers",
            (false, false) => "",
        }
    }
}

/// A line in a file of a capture.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Place {
    /// The path relative to the capture's root.
    pub file: String,
    /// Line, 1-based.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// One change.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// The Rust item concerned, by its old name where it has one, e.g. `LoginRequest.email`.
    pub item: String,
    /// Its name on the wire, e.g. `{urn:shop}sEmail`; empty where it has none.
    pub wire: String,
    /// What happened, in words.
    pub message: String,
    /// What it means; never empty.
    pub effects: BTreeSet<Effect>,
    /// What of Rust code no longer compiles, in words.
    pub code: Option<String>,
    /// The messages that it concerns.
    pub reach: Reach,
    /// Where the old capture says it.
    pub old: Option<Place>,
    /// Where the new capture says it.
    pub new: Option<Place>,
}

impl Change {
    /// The worst of its effects, under which it is listed.
    pub fn effect(&self) -> Effect {
        self.effects.first().copied().unwrap_or(Effect::Harmless)
    }
}

/// What a comparison found.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Report {
    /// What the old capture was called.
    pub old: String,
    /// What the new capture was called.
    pub new: String,
    /// The changes: the worst first, then by item.
    pub changes: Vec<Change>,
}

impl Report {
    /// The changes listed under `effect`.
    pub fn of(&self, effect: Effect) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |it| it.effect() == effect)
    }

    /// How many changes have `effect`, whether or not they have a worse one too.
    pub fn count(&self, effect: Effect) -> usize {
        let has = |it: &&Change| it.effects.contains(&effect);
        self.changes.iter().filter(has).count()
    }

    /// Whether requests or code break.
    pub fn is_breaking(&self) -> bool {
        self.step() == Step::Major
    }

    /// The version step that the changes ask for together.
    pub fn step(&self) -> Step {
        let steps = self.changes.iter().map(|it| Step::of(it.effect()));
        steps.max().unwrap_or(Step::None)
    }
}

words! {
    /// The kinds of changes; `DIFF.md` says what each means.
    #[non_exhaustive]
    pub enum Kind {
        /// A service or its client is there that was not.
        ServiceAdded = "service-added",
        /// A service or its client is gone.
        ServiceRemoved = "service-removed",
        /// `wsdl:service` has another name.
        ServiceRenamed = "service-renamed",
        /// The client's or the contract's Rust name differs.
        ClientRenamed = "client-renamed",
        /// A port for a SOAP version that had none.
        PortAdded = "port-added",
        /// No port speaks a SOAP version any more.
        PortRemoved = "port-removed",
        /// `wsdl:port` has another name.
        PortRenamed = "port-renamed",
        /// `soap:address` differs.
        AddressChanged = "address-changed",
        /// Other headers mark an answer as a failure.
        FailureChanged = "failure-changed",
        /// An operation is there that was not.
        OperationAdded = "operation-added",
        /// An operation is gone.
        OperationRemoved = "operation-removed",
        /// An operation is still declared, but nothing can be generated of it.
        OperationSkipped = "operation-skipped",
        /// The method's or the marker's Rust name differs.
        OperationRenamed = "operation-renamed",
        /// `soapAction` differs.
        ActionChanged = "action-changed",
        /// The element in the body of the request has another name.
        RequestElementChanged = "request-element-changed",
        /// The element in the body of the answer has another name.
        AnswerElementChanged = "answer-element-changed",
        /// The Rust type of a body differs.
        BodyTypeChanged = "body-type-changed",
        /// SOAP encoding begins or ends.
        EncodingChanged = "encoding-changed",
        /// A one-way operation answers now.
        AnswerAdded = "answer-added",
        /// An operation no longer answers.
        AnswerRemoved = "answer-removed",
        /// An operation declares faults for the first time.
        FaultAdded = "fault-added",
        /// An operation declares no fault any more.
        FaultRemoved = "fault-removed",
        /// An operation sends a header that it did not.
        HeaderAdded = "header-added",
        /// An operation does not send a header any more.
        HeaderRemoved = "header-removed",
        /// Other parts of an operation are not generated.
        LossesChanged = "losses-changed",
        /// A type is there that was not.
        TypeAdded = "type-added",
        /// A type is gone.
        TypeRemoved = "type-removed",
        /// A type has another Rust name.
        TypeRenamed = "type-renamed",
        /// A struct became an enum, or the like.
        TypeKindChanged = "type-kind-changed",
        /// What another name stands for differs.
        AliasChanged = "alias-changed",
        /// `new` takes other arguments, or the same in another order.
        ConstructorChanged = "constructor-changed",
        /// `Default` is implemented, or not any more.
        DefaultImplChanged = "default-impl-changed",
        /// Other traits are derived, by the settings.
        DerivesChanged = "derives-changed",
        /// Other cargo features switch an item on.
        FeaturesChanged = "features-changed",
        /// A member is there that was not.
        MemberAdded = "member-added",
        /// A member is gone.
        MemberRemoved = "member-removed",
        /// A member has another Rust name.
        MemberRenamed = "member-renamed",
        /// A member has another name or namespace in the XML, or changed between element and attribute.
        MemberWireChanged = "member-wire-changed",
        /// A member holds values of another type.
        MemberTypeChanged = "member-type-changed",
        /// A member must be there.
        MemberRequired = "member-required",
        /// A member may be absent.
        MemberOptional = "member-optional",
        /// A member may occur more or less often.
        OccurrenceChanged = "occurrence-changed",
        /// A member may be nil, or not any more.
        NillableChanged = "nillable-changed",
        /// What stands for an absent or empty member differs.
        DefaultChanged = "default-changed",
        /// A member has a fixed value, another one, or none any more.
        FixedChanged = "fixed-changed",
        /// Fewer values are allowed.
        FacetsTightened = "facets-tightened",
        /// More values are allowed.
        FacetsLoosened = "facets-loosened",
        /// Other values are allowed.
        FacetsChanged = "facets-changed",
        /// A wildcard lets in other namespaces.
        WildcardChanged = "wildcard-changed",
        /// Members of a sequence come in another order.
        OrderChanged = "order-changed",
        /// An enumeration has a value that it had not.
        ValueAdded = "value-added",
        /// An enumeration lacks a value that it had.
        ValueRemoved = "value-removed",
        /// The variant of a value has another Rust name.
        ValueRenamed = "value-renamed",
        /// A variant stands for another text.
        ValueWireChanged = "value-wire-changed",
        /// A choice has an alternative that it had not.
        AlternativeAdded = "alternative-added",
        /// A choice lacks an alternative that it had.
        AlternativeRemoved = "alternative-removed",
        /// A type is derived from another that was not.
        DerivedAdded = "derived-added",
        /// A type is no longer derived from another.
        DerivedRemoved = "derived-removed",
        /// The declared type of a family became abstract, or is not any more.
        AbstractChanged = "abstract-changed",
        /// A union has other members, or tries them in another order.
        UnionChanged = "union-changed",
        /// A namespace has another name.
        NamespaceChanged = "namespace-changed",
        /// A namespace constant is there, gone, or has another name.
        NamespaceConstantChanged = "namespace-constant-changed",
        /// Documentation differs.
        DocumentationChanged = "documentation-changed",
    }
}

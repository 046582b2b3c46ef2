//! The fixtures of the generator, each with what was generated from it and how its samples came back.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use wsdl_codegen::capture::Capture;
use wsdl_codegen::generate::{Generated, analyse};
use wsdl_codegen::sample::{Amount, Sample, Sampler, UNKNOWN};
use xtask::validation::{Validator, Verdict, Written};

use crate::cases::{Case, Cases};
use crate::{generated, json};

/// As many samples as it takes, and some more.
const AMOUNT: Amount = Amount {
    covering: 400,
    random: 20,
};

/// The operations of each module. What is missing here, the first test names.
macro_rules! operations {
    ($($module:ident: $($marker:ident)+;)+) => {
        fn try_operations(module: &str, cases: &mut Cases) {
            match module {
                $(stringify!($module) => {
                    $(cases.operation::<generated::$module::operations::$marker>(stringify!($marker));)+
                })+
                _ => {}
            }
        }

        pub(crate) fn compare_json(
            module: &str,
            sample: &Sample,
            live: &json::Live,
        ) -> Result<(), String> {
            match (module, sample.marker.as_str()) {
                $($((stringify!($module), stringify!($marker)) => {
                    json::compare::<generated::$module::operations::$marker>(sample.side, &sample.text, live)
                })+)+
                _ => Err("it is listed nowhere".to_owned()),
            }
        }
    };
}

operations! {
    addressing: Said Bound Made Named Told Ask Offer;
    abstract_alone: Echo;
    all: Echo;
    anonymous: Echo;
    any: Echo;
    any_namespaces: Echo;
    any_type: Echo;
    arrays: Echo;
    array_forms: Put;
    attachments: Send Add;
    bad_defaults: Echo;
    bare_bodies: Same Find Store Reset;
    builtin_numbers_times: Echo;
    builtin_texts: Echo;
    chameleon: Echo;
    choice: Echo;
    choice_empty: Echo;
    choice_of_sequences: Echo;
    choice_repeated: Echo;
    choices_twice: Echo;
    closed: Echo;
    defaults: Echo;
    docs: Echo;
    document_encoded: Put;
    drafts: Echo;
    element_twice: Echo;
    empty: Echo;
    encoded_headers: Ask Tell;
    enumerations: Echo;
    exposed: Echo;
    extension: Echo;
    facets: Echo;
    family: Echo;
    family_abstract: Echo;
    fault_parts: Buy Pay;
    faults: One Also Two None;
    forms: Echo;
    groups: Echo;
    headers: Ping Open;
    imports: Ask;
    later_version: Echo;
    list_facets: Echo;
    lists_unions: Echo;
    loose: Echo;
    mixed: Echo;
    modules_three: Buy Report;
    modules_two: Place Check;
    mtom: Put Take;
    names: Echo;
    nillable: Echo;
    nillable_bodies: Find Store;
    overloads: ById ByName;
    own_schemas: Buy;
    patterns: Send Notify;
    policy: SignedPing Hide GuardedPing Send;
    policy_alternatives: Choose Ping Turn Stop;
    ports: PublicPing BackPing PrivatePing;
    recursion: Echo;
    redefine: Echo;
    renames: Feed Watch;
    restriction: Echo;
    rpc_encoded: Put Draw;
    rpc_literal: Find Ping;
    secrets: Echo;
    sequence_repeated: Echo;
    serde: All;
    simple_body: Echo;
    split: Buy;
    stand_ins: Find;
    substitution: Echo;
    transports: Ping Push;
    two_namespaces: Echo;
    wildcard_exclusions: Echo;
    two_ports: PingerPing OldPing;
    unbound: Ping Add;
    also: Echo;
    builder: CreateOrder;
    docs_of_settings: Buy;
    enumeration_bases: Echo;
    lexical_forms: Echo;
    no_simple_type: Empty Good;
    reserved_names: Any As AsClientOperation AsRef AsStr Async Attribute Await Blank Bool Borrow Box
        BoxedBlockingOperation BoxedOperation Break Build Builder Call Char Client CloneOperation Cmp Codec Const
        Continue Copy Core Crate Debug Default Display Drop Dyn Echo Else Endpoint Enum Eq Err Error Extern F32
        False Fault Fmt Fn FnOnce For From FromStr Gen Group Hash Headers I8 If Impl In Index Info Into Iterator
        Let Loop Match Mod Move Mut Name NewOperation Next None Ns Ok OnDeviationsOperation Operations Option Ord
        Other Output Parse PartialEq Payload Pub Raw Read Ref Request Required Response Result Return Self_ Send
        Service Shape Sized Slot SoapRuntime Some Start Static Std Str String Struct Super T Timeout ToString Trait
        True Try TryFrom Type Types U64 Union Unsafe Use Usize Value Vec Where While With
        WithActionParameterOperation WithAddressingOperation WithEndpointOperation WithExtraHeaderOperation
        WithHeadersOperation WithHookOperation WithLimitsOperation WithMtomOperation WithPolicyCheckOperation
        WithPortOperation WithReadingOperation WithRetryOperation WithSecurityOperation WithStrictOperation
        WithTimeoutOperation WithTransportOperation WithUnderstoodOperation WithVersionOperation Write;
    unchecked: Echo;
    unwrapped: Add AddWith Forget State;
    wrapped: Login;
}

/// A fixture with what it becomes.
pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) generated: Generated,
    pub(crate) samples: Vec<Sample>,
    pub(crate) open: usize,
    /// The operations that no test lists.
    pub(crate) left: Vec<String>,
    /// How its samples came back.
    pub(crate) results: Vec<Case>,
}

/// All fixtures, read once for all tests.
pub(crate) fn fixtures() -> &'static [Fixture] {
    static FIXTURES: LazyLock<Vec<Fixture>> = LazyLock::new(all_fixtures);
    &FIXTURES
}

fn all_fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/fixtures");
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["types", "services", "settings"] {
        let entries =
            std::fs::read_dir(root.join(folder)).expect("the folder is in the repository");
        let files = entries.map(|it| it.expect("the folder can be read").path());
        paths.extend(
            files.filter(|it| it.is_dir() || it.extension().is_some_and(|it| it == "wsdl")),
        );
    }
    // What the others of the folder import.
    paths.retain(|it| it.file_stem().is_some_and(|it| it != "echo"));
    paths.sort();
    let fixtures = paths.iter().map(|path| {
        let capture = Capture::open(path).expect("the fixture can be read");
        let generated = analyse(&capture);
        let api = generated.api.as_ref().expect("the fixture has no error");
        let (samples, open) = Sampler::new(api).samples(AMOUNT);
        let mut cases = Cases::new(samples.iter().cloned().map(|it| {
            let side = it.side.as_str().to_owned();
            [it.marker, side, it.name, it.text]
        }));
        try_operations(&capture.module, &mut cases);
        let left = cases.left().into_iter().map(str::to_owned).collect();
        Fixture {
            name: capture.module,
            generated,
            samples,
            open,
            left,
            results: cases.results,
        }
    });
    fixtures.collect()
}

impl Fixture {
    /// What was written of its samples, but values that no schema lists.
    pub(crate) fn written(&self) -> Vec<Written> {
        let cases = self.results.iter();
        let written = cases.filter(|it| it.name != UNKNOWN).filter_map(|it| {
            Some(Written {
                marker: it.marker.clone(),
                side: it.side.clone(),
                name: it.name.clone(),
                envelope: it.result.as_ref().ok()?.clone(),
            })
        });
        written.collect()
    }

    pub(crate) fn validated(&self, written: &[Written], folder: &Path) -> Verdict {
        let Generated {
            loaded: Some(loaded),
            api: Some(api),
            ..
        } = &self.generated
        else {
            panic!("{} has errors", self.name);
        };
        let verdict = Validator::new(loaded, api).validate(written, folder);
        verdict.unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

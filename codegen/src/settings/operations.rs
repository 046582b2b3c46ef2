//! `operations = ["get*"]`, short for `[operations]` with `only`. In: either form. Out: [`Operations`].

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::Operations;

/// Reads either form; which one it is, its shape says, so that errors keep their place.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Operations, D::Error> {
    struct Forms;

    impl<'de> Visitor<'de> for Forms {
        type Value = Operations;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of operations, or a table with `only`, `exclude`, `idempotent` and `unwrapped`")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Operations, A::Error> {
            let only = Deserialize::deserialize(SeqAccessDeserializer::new(list))?;
            Ok(Operations {
                only,
                ..Operations::default()
            })
        }

        fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Operations, A::Error> {
            Operations::deserialize(MapAccessDeserializer::new(table))
        }
    }

    from.deserialize_any(Forms)
}

//! Writes secrets with serde, for members that say so: `#[serde(with = "soap_runtime::value::exposed")]`.
//!
//! In: a secret, or an option, list or nillable of one. Out: the value itself, in any format of serde.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Nillable, Secret};

/// What [`serialize`] writes: secrets, and what holds them.
pub trait Exposed {
    /// The value in the open.
    type Open<'a>: Serialize
    where
        Self: 'a;

    /// The value in the open.
    fn open(&self) -> Self::Open<'_>;
}

impl<T: Serialize> Exposed for Secret<T> {
    type Open<'a>
        = &'a T
    where
        Self: 'a;

    fn open(&self) -> &T {
        self.expose()
    }
}

impl<E: Exposed> Exposed for Option<E> {
    type Open<'a>
        = Option<E::Open<'a>>
    where
        Self: 'a;

    fn open(&self) -> Option<E::Open<'_>> {
        self.as_ref().map(|secret| secret.open())
    }
}

impl<E: Exposed> Exposed for Vec<E> {
    type Open<'a>
        = Vec<E::Open<'a>>
    where
        Self: 'a;

    fn open(&self) -> Vec<E::Open<'_>> {
        self.iter().map(|secret| secret.open()).collect()
    }
}

impl<E: Exposed> Exposed for Nillable<E> {
    type Open<'a>
        = Nillable<E::Open<'a>>
    where
        Self: 'a;

    fn open(&self) -> Nillable<E::Open<'_>> {
        self.as_ref().map(|secret| secret.open())
    }
}

/// Writes what `secret` hides.
///
/// # Errors
/// As the format's.
pub fn serialize<E: Exposed, S: Serializer>(secret: &E, serializer: S) -> Result<S::Ok, S::Error> {
    secret.open().serialize(serializer)
}

/// Reads a secret, as it is read without this module.
///
/// # Errors
/// As the format's.
pub fn deserialize<'de, E: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<E, D::Error> {
    E::deserialize(deserializer)
}

//! How often something occurs; XSD 1.0 §3.9.

use crate::xsd::model as xsd;

/// The numbers of occurrences.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Occurs {
    pub(super) min: u32,
    pub(super) max: Option<u32>,
}

impl Occurs {
    pub(super) const ONCE: Self = Self {
        min: 1,
        max: Some(1),
    };
    pub(super) const MAYBE: Self = Self {
        min: 0,
        max: Some(1),
    };

    pub(super) fn of(particle: &xsd::Particle) -> Self {
        Self {
            min: particle.min,
            max: particle.max,
        }
    }

    pub(super) fn repeats(self) -> bool {
        self.max.is_none_or(|it| it > 1)
    }

    pub(super) fn never(self) -> bool {
        self.max == Some(0)
    }
}

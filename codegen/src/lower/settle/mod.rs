//! Decisions that need all types: boxes, modules, names, features, and what the settings add.

pub(super) mod boxing;
pub(super) mod extras;
pub(super) mod failures;
pub(super) mod features;
pub(super) mod finish;
pub(super) mod modules;
pub(super) mod namespaces;
pub(super) mod nils;
pub(super) mod renames;
pub(super) mod sizes;
pub(super) mod unused;

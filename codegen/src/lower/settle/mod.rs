//! Decisions that need all types: boxes, modules, names, features, and what the settings add.

pub(super) mod boxing;
pub(super) mod clients;
pub(super) mod constructors;
pub(super) mod documentation;
mod examples;
pub(super) mod extras;
mod failures;
mod families;
pub(super) mod features;
pub(super) mod finish;
mod held;
pub(super) mod modules;
pub(super) mod names;
pub(super) mod namespaces;
pub(super) mod nils;
pub(super) mod policies;
mod ranks;
pub(super) mod renames;
mod setters;
pub(super) mod sizes;
pub(super) mod unused;
mod unwrapped;
